"""The trained reader: (question, passages) -> where the answer may stand, and whether it does.

The network sees `<s> query: QUESTION </s> passage: PASSAGE </s>`, the encoder's own prefixes, and
gives every token a logit of being the first and of being the last of the answer, and the whole a
logit that the passage answers. What it is fed and how its numbers are read is the same here and in
models/reader/train.py, which trains it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.encoder import Matrix
from index.text import canonical, canonical_places, trim

MAX_TOKENS = 320  # of question and passage together
QUESTION_TOKENS = 64
LONGEST = 40  # tokens of an answer
OVERLAP = 64  # tokens that two windows of a long passage share: an answer and what is around it
BEST = 5  # spans of a passage
_QUERY, _PASSAGE = "query: ", "passage: "

Logits = tuple[Matrix, Matrix, float]
"""Of the tokens as first and as last of the answer, (tokens,) each; and that there is one."""
Forward = Callable[[Sequence[int]], Logits]
"""Runs a network on the tokens of one question with one window of a passage."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Words of a passage that may answer: `passage[start:end]`."""

    start: int
    end: int
    score: float
    """Log-probability among all spans of the passage."""


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What the network says of one passage."""

    answerable: float
    """Log odds that the passage answers the question."""
    spans: tuple[FoundSpan, ...]
    """The best ones, best first; no two overlap."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut into tokens, each with the place it stands for."""

    ids: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What the network is fed at once, and which of its tokens are the passage's."""

    ids: tuple[int, ...]
    first: int
    """Where the passage's tokens begin among `ids`."""
    places: tuple[tuple[int, int], ...]
    """Of the passage's tokens, as offsets into the passage."""


def question_ids(tokenizer: Tokenizer, question: str) -> tuple[int, ...]:
    """Cut a question into tokens, between its marks `<s>` and `</s>`; a long one loses its end."""
    ids: list[int] = tokenizer.encode(_QUERY + canonical(question)).ids
    return tuple([*ids[: QUESTION_TOKENS - 1], ids[-1]])


def passage_pieces(tokenizer: Tokenizer, passage: str) -> Pieces:
    """Cut a passage into tokens, without prefix and marks."""
    form, origins = canonical_places(passage)
    encoded = tokenizer.encode(_PASSAGE + form)
    kept = [
        (token, start - len(_PASSAGE), end - len(_PASSAGE))
        for token, (start, end) in zip(encoded.ids, encoded.offsets, strict=True)
        if start < end and end > len(_PASSAGE)
    ]
    places = [
        trim(passage, origins[max(0, start)][0], origins[end - 1][1]) for _, start, end in kept
    ]
    return Pieces(tuple(token for token, _, _ in kept), tuple(places))


def windows(tokenizer: Tokenizer, question: Sequence[int], passage: Pieces) -> list[Window]:
    """Put a question before a passage; a long passage makes several windows that overlap."""
    marks: list[int] = tokenizer.encode(_PASSAGE).ids
    before = (*question, *marks[1:-1])  # without the first mark: this is one sequence
    room = MAX_TOKENS - len(before) - 1
    count = len(passage.ids)
    found = []
    for start in range(0, max(1, count - OVERLAP), room - OVERLAP):
        part = slice(start, start + room)
        ids = (*before, *passage.ids[part], marks[-1])
        found.append(Window(ids, len(before), passage.places[part]))
    return found


def reading_of(parts: Sequence[Window], logits: Sequence[Logits]) -> PassageReading:
    """Make of the logits of a passage's windows what they say of the passage."""
    scored = [
        (_span_scores(*(side[part.first :][: len(part.places)] for side in both)), part)
        for part, (*both, _) in zip(parts, logits, strict=True)
    ]
    every = np.concatenate([scores.ravel() for scores, _ in scored])
    top = float(every.max(initial=-np.inf))
    total = top + float(np.log(np.exp(every - top).sum())) if np.isfinite(top) else 0.0
    found = [
        FoundSpan(
            part.places[first][0], part.places[first + more][1], float(scores[first, more]) - total
        )
        for scores, part in scored
        for first, more in _highest(scores)
    ]
    kept: list[FoundSpan] = []
    for span in sorted(found, key=lambda span: (-span.score, span.start, span.end)):
        free = all(span.end <= other.start or other.end <= span.start for other in kept)
        if free and span.start < span.end:
            kept.append(span)
    return PassageReading(max(answerable for *_, answerable in logits), tuple(kept[:BEST]))


def _span_scores(starts: Matrix, ends: Matrix) -> npt.NDArray[np.float64]:
    """Sum the logits of each first token and each last one up to LONGEST - 1 after it.

    Shape (tokens, LONGEST); minus infinity where the passage is over.
    """
    count = len(starts)
    after = np.full(count + LONGEST, -np.inf)
    after[:count] = ends
    rows: npt.NDArray[np.float64] = np.lib.stride_tricks.sliding_window_view(after, LONGEST)[:count]
    return starts[:, None].astype(np.float64) + rows


def _highest(scores: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Give enough of the highest places that BEST of them do not overlap, if so many are there.

    Spans that overlap one of n tokens are at most n * LONGEST + LONGEST²: few of these are high,
    so that every row's and every column's best are enough.
    """
    if not scores.size:
        return []
    by_start = [(int(row), int(more)) for row, more in enumerate(scores.argmax(axis=1))]
    return sorted(by_start, key=lambda place: -scores[place])
