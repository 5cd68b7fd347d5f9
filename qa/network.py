"""The trained reader: (question, passages) -> where the answer may stand, and whether it does.

The network sees `<s> query: QUESTION </s> passage: TITLE PASSAGE </s>`, the encoder's prefixes, and
gives every token a logit of being the first and of being the last of the answer, and the whole a
logit that the passage answers. What it is fed and how its numbers are read is the same here and in
models/reader/train.py, which trains it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.encoder import Matrix, bundled, checked_card, cores, open_graph
from index.text import canonical, canonical_places, trim, without_capitals
from qa.aloud import Aloud

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 320  # of question and passage together
QUESTION_TOKENS = 64
TITLE_TOKENS = 32
LONGEST = 40  # tokens of an answer
OVERLAP = 64  # tokens that two windows of a long passage share: an answer and what is around it
BEST = 5  # spans of a passage
VOICES = 50  # spans of a sentence whose words are compared
NOTHING = -20.0  # log odds that a passage without a word answers
CARD, MODEL = "reader.json", "model.onnx"
_QUERY, _PASSAGE = "query: ", "passage: "
# The titles that were written for training have "—" before the section, ours "–": the network had
# seen that one with wrong passages only, and gave them log odds lower by five.
_DASH = "–", "—"
_REMEDY = "Hãy cài lại chương trình hoặc xuất lại mô hình đọc."

Scores = npt.NDArray[np.float64]
Logits = tuple[Matrix, Matrix, float]
"""Of the tokens as first and as last of the answer, (tokens,) each; and that there is one."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Words of a passage that may answer: `passage[start:end]`."""

    start: int
    end: int
    score: float
    """Log-probability among all spans of the passage."""


@dataclass(frozen=True, eq=False)
class PassageReading:
    """What the network says of one passage."""

    answerable: float
    """Log odds that the passage answers the question."""
    parts: tuple[ScoredWindow, ...] = field(default=(), repr=False)
    """All spans, window by window."""

    @cached_property
    def spans(self) -> tuple[FoundSpan, ...]:
        """The best spans, best first; no two overlap. An answer is made without them."""
        return _best(self.parts)

    def __eq__(self, other: object) -> bool:
        """Compare the odds and the best spans: no two networks agree on all of them by chance."""
        if not isinstance(other, PassageReading):
            return NotImplemented
        return (self.answerable, self.spans) == (other.answerable, other.spans)

    def within(self, start: int, end: int) -> FoundSpan | None:
        """Give the best span inside `passage[start:end]`; None when no token stands there."""
        found = [span for part in self.parts if (span := part.best_within(start, end))]
        return max(found, key=lambda span: span.score, default=None)

    def agreed(self, start: int, end: int, *others: PassageReading) -> FoundSpan | None:
        """Give the span inside `passage[start:end]` that shares most with all that may answer.

        Of spans that overlap, the likeliest may be the oddest: this one has the highest expected
        F1, counted in letters (minimum Bayes risk: Kumar and Byrne 2004, N04-1022). Other readings
        of the same words, in other surroundings, count as much as this one.
        """
        found: list[FoundSpan] = []
        shares: list[float] = []
        for reading in (self, *others):
            own = [span for part in reading.parts for span in part.likeliest(start, end)]
            all_of_them = _log_sum(np.array([span.score for span in own]))
            found += own
            shares += [math.exp(span.score - all_of_them) for span in own]
        if not found:
            return None
        starts = np.array([span.start for span in found])
        ends = np.array([span.end for span in found])
        shared = np.minimum(ends[:, None], ends) - np.maximum(starts[:, None], starts)
        lengths = ends - starts
        overlap = 2 * shared.clip(min=0) / (lengths[:, None] + lengths)
        return found[int((overlap @ np.array(shares)).argmax())]

    def seen_from(self, origin: int) -> PassageReading:
        """Give the same with places counted from there on."""
        return replace(
            self,
            parts=tuple(
                replace(part, places=tuple((a - origin, b - origin) for a, b in part.places))
                for part in self.parts
            ),
        )

    def led_back(self, read: Aloud) -> PassageReading:
        """Give the same with places of the text that was read aloud.

        What was only said, the names of columns, answers nothing, and no answer goes from one cell
        to the next.
        """
        return replace(self, parts=tuple(part.led_back(read) for part in self.parts))

    def share(self, start: int, end: int) -> float:
        """Give the log-probability that the answer stands inside `passage[start:end]`."""
        inside = [part.inside(start, end)[1].ravel() for part in self.parts]
        return _log_sum(np.concatenate(inside)) if inside else -np.inf


@dataclass(frozen=True, slots=True)
class ScoredWindow:
    """The log-probabilities of the spans in a window of a passage.

    `scores[first, more]` is that of the span from token `first` to token `first + more`.
    """

    places: tuple[tuple[int, int], ...]
    scores: Scores

    def inside(self, start: int, end: int) -> tuple[int, Scores]:
        """Give the first token inside a place, and the scores of the spans inside it."""
        tokens = [i for i, (a, b) in enumerate(self.places) if start <= a and b <= end]
        if not tokens:
            return 0, self.scores[:0]
        first, count = tokens[0], len(tokens)
        after = np.arange(LONGEST)[None, :] < count - np.arange(count)[:, None]
        return first, np.where(after, self.scores[first : first + count], -np.inf)

    def best_within(self, start: int, end: int) -> FoundSpan | None:
        """Give the best span inside a place, if any token stands there."""
        first, scores = self.inside(start, end)
        if not scores.size:
            return None
        row, more = np.unravel_index(scores.argmax(), scores.shape)
        if scores[row, more] == -np.inf:
            return None
        return self.span(first + int(row), int(more))

    def likeliest(self, start: int, end: int) -> list[FoundSpan]:
        """Give the likeliest spans inside a place, so many as count."""
        first, scores = self.inside(start, end)
        flat = scores.ravel()
        best = np.argpartition(-flat, VOICES)[:VOICES] if flat.size > VOICES else range(flat.size)
        return [
            self.span(first + row, more)
            for row, more in (divmod(int(at), LONGEST) for at in best)
            if scores[row, more] > -np.inf
        ]

    def span(self, first: int, more: int) -> FoundSpan:
        """Give the span from token `first` to the one so many after it."""
        start, end = self.places[first][0], self.places[first + more][1]
        return FoundSpan(start, end, float(self.scores[first, more]))

    def led_back(self, read: Aloud) -> ScoredWindow:
        """Give the same with places of the text that was read aloud."""
        places, pieces = [], []
        at = read.pieces[0].start if read.pieces else 0
        for start, end in self.places:
            if found := read.place(start, end):
                (_, at), piece = found
                places.append(found[0])
                pieces.append(piece)
            else:
                places.append((at, at))
                pieces.append(-1)
        numbers = np.array([*pieces, *[-1] * LONGEST])
        own = numbers[: len(pieces), None]
        ends = np.lib.stride_tricks.sliding_window_view(numbers, LONGEST)[: len(pieces)]
        return ScoredWindow(
            tuple(places), np.where((own >= 0) & (own == ends), self.scores, -np.inf)
        )


@dataclass(frozen=True, slots=True)
class PassagePieces:
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
    """Cut a question into tokens, between its marks `<s>` and `</s>`; a long one loses its end.

    What is typed with Caps Lock is read as if it were not (`passage_pieces`).
    """
    ids: list[int] = tokenizer.encode(_QUERY + without_capitals(canonical(question))).ids
    return tuple([*ids[:-1][: QUESTION_TOKENS - 1], ids[-1]])


def passage_pieces(tokenizer: Tokenizer, passage: str) -> PassagePieces:
    """Cut a passage into tokens, without prefix and marks; words in capitals as if in none."""
    form, origins = canonical_places(passage)
    encoded = tokenizer.encode(_PASSAGE + without_capitals(form))
    kept = [
        (token, place)
        for token, (start, end) in zip(encoded.ids, encoded.offsets, strict=True)
        if end > len(_PASSAGE)
        for place in [_place(passage, origins, start - len(_PASSAGE), end - len(_PASSAGE))]
        if place[0] < place[1]  # else it stands for white space
    ]
    return PassagePieces(tuple(token for token, _ in kept), tuple(place for _, place in kept))


def _place(
    passage: str, origins: Sequence[tuple[int, int]], start: int, end: int
) -> tuple[int, int]:
    """Lead the offsets of a token in the canonical form back to the passage as given."""
    # A token has the space before it; the first one's is the prefix's.
    return trim(passage, origins[max(0, start)][0], origins[end - 1][1])


def windows(
    tokenizer: Tokenizer, question: Sequence[int], passage: PassagePieces, title: str = ""
) -> list[Window]:
    """Put a question before a passage; a long passage makes several windows that overlap.

    The title is read before each of them, and no answer is looked for in it.
    """
    marks: list[int] = tokenizer.encode(_PASSAGE.rstrip()).ids
    named = passage_pieces(tokenizer, title.replace(*_DASH)).ids[:TITLE_TOKENS]
    before = (*question, *marks[1:-1], *named)  # without the first mark: this is one sequence
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
    raw, odds = [], []
    for part, (starts, ends, answerable) in zip(parts, logits, strict=True):
        own = slice(part.first, part.first + len(part.places))
        raw.append(_span_scores(starts[own], ends[own]))
        odds.append((answerable + (_against(starts, own) + _against(ends, own)) / 2) / 2)
    total = _log_sum(np.concatenate([scores.ravel() for scores in raw]))
    scored = tuple(
        ScoredWindow(part.places, scores - total)
        for part, scores in zip(parts, raw, strict=True)
        if scores.size
    )
    return PassageReading(max(odds), scored)


def _best(parts: Sequence[ScoredWindow]) -> tuple[FoundSpan, ...]:
    """Choose a few spans that do not overlap; the best end for each first token is enough."""
    found = [
        part.span(first, int(more))
        for part in parts
        for first, more in enumerate(part.scores.argmax(axis=1))
        if part.scores[first, more] > -np.inf
    ]
    kept: list[FoundSpan] = []
    for span in sorted(found, key=lambda span: (-span.score, span.start, span.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
        if len(kept) == BEST:
            break
    return tuple(kept)


def _against(logits: Matrix, own: slice) -> float:
    """Give the log odds of the tokens of a passage against the mark before all: no answer."""
    return max(_log_sum(logits[own].astype(np.float64)) - float(logits[0]), NOTHING)


def _span_scores(starts: Matrix, ends: Matrix) -> Scores:
    """Sum the logits of each first token and each last one up to LONGEST - 1 after it.

    Shape (tokens, LONGEST); minus infinity where the passage is over.
    """
    count = len(starts)
    after = np.full(count + LONGEST, -np.inf)
    after[:count] = ends
    rows: Scores = np.lib.stride_tricks.sliding_window_view(after, LONGEST)[:count]
    return starts[:, None].astype(np.float64) + rows


def _log_sum(scores: Scores) -> float:
    """Give the logarithm of the sum of the exponentials; minus infinity for none."""
    top = float(scores.max(initial=-np.inf))
    return top + float(np.log(np.exp(scores - top).sum())) if np.isfinite(top) else -np.inf


class ReaderNetwork:
    """A folder written by models/reader/export.py. Safe to share between threads."""

    def __init__(self, directory: Path) -> None:
        from tokenizers import Tokenizer

        self._card = checked_card(directory, CARD, _REMEDY)
        self._session = open_graph(directory / MODEL)
        self._tokenizer = Tokenizer.from_file(str(bundled("encoder") / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @classmethod
    def open(cls, directory: Path | None = None) -> ReaderNetwork:
        """Open the network in a folder, else the one that comes with the program.

        Raises:
            EncoderError: it is not there, or damaged.
        """
        return cls(directory or bundled("reader"))

    @property
    def name(self) -> str:
        """What export.py was told to call it."""
        return str(self._card["name"])

    @cached_property
    def fingerprint(self) -> str:
        """Of all that decides its numbers; the same as long as they are the same."""
        facts = {key: value for key, value in self._card.items() if key != "name"}
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def read(
        self, question: str, passages: Sequence[str], titles: Sequence[str] | None = None
    ) -> list[PassageReading]:
        """Read passages, which may have titles, for a question, a core each."""
        asked = question_ids(self._tokenizer, question)
        cut = [
            windows(self._tokenizer, asked, passage_pieces(self._tokenizer, passage), title)
            for passage, title in zip(passages, titles or [""] * len(passages), strict=True)
        ]
        every = [part for parts in cut for part in parts]
        if len(every) < 2:
            logits = list(map(self._logits, every))
        else:
            with ThreadPoolExecutor(cores()) as pool:
                logits = list(pool.map(self._logits, every))
        found = iter(logits)
        return [reading_of(parts, [next(found) for _ in parts]) for parts in cut]

    def _logits(self, part: Window) -> Logits:
        """Run the network on one window; never on several (`index.encoder.OnnxEncoder.vector`)."""
        ids = np.array([part.ids], dtype=np.int64)
        spans, answerable = self._session.run(["spans", "answerable"], {"input_ids": ids})
        starts, ends = spans[0].T
        return starts, ends, float(answerable[0, 0])


def open_network() -> ReaderNetwork | None:
    """Open the network that comes with the program, if one does."""
    return ReaderNetwork.open() if (bundled("reader") / MODEL).is_file() else None
