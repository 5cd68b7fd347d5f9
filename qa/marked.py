"""Cuts what a model writes into sentences with their [n] markers, as it comes in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.text import sentences

MOST_CHARACTERS = 4000  # of a whole answer: a model that has not ended by then never will
_MARKER = r"\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]"
_MARKERS = re.compile(rf"(?:\s*{_MARKER})+")
_LEAD = re.compile(r"^(?:[-*•–#>\s]|\d+[.)]\s|(?:trả lời|đáp|answer)\s*:)+", re.IGNORECASE)
# What a screen does not show may still be read by a model, or hide a word from a check.
_INVISIBLE = re.compile("[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
                        "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
                        "\U000e0000-\U000e0fff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a model without its markers, and the numbers in them."""

    text: str
    numbers: tuple[int, ...]


def visible(text: str) -> str:
    """Leave out the characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def sentences_of(pieces: Iterable[str]) -> Iterator[Sentence]:
    """Cut a stream of text into sentences; each is given as soon as it is whole.

    A sentence without a marker has no numbers. What comes after MOST_CHARACTERS is not read.

    >>> for sentence in sentences_of(["Cầu dài 486 m", "ét [1]. Ông A [1] gặp bà B [2]."]):
    ...     print(sentence)
    Sentence(text='Cầu dài 486 mét', numbers=(1,))
    Sentence(text='Ông A gặp bà B', numbers=(1, 2))
    """
    waiting, read = "", 0
    for piece in pieces:
        waiting += visible(piece)
        read += len(piece)
        while end := _end(waiting):
            yield from _cut(waiting[:end])
            waiting = waiting[end:]
        if read > MOST_CHARACTERS:
            return
    yield from _cut(waiting)


def _end(text: str) -> int:
    """Find where the first marked sentence ends; 0 while it may go on."""
    for match in _MARKERS.finditer(text):
        after = re.compile(r"\s*[.!?…;]*").match(text, match.end())
        assert after is not None
        follows = text[after.end() :].lstrip(" \t\"“'(*-–•")
        if "\n" in text[match.end() : len(text) - len(text[after.end() :].lstrip())]:
            return after.end()
        if not follows or follows[0] == "[":
            return 0  # the next piece may bring another marker, or go on with the sentence
        ended = text[match.start() - 1 : match.start()] in tuple(".!?…") and match.start() > 0
        stopped = bool(after[0].strip(" ;"))
        if not follows[0].islower() or ended or stopped:
            return after.end()
    return 0


def _cut(text: str) -> Iterator[Sentence]:
    """Give the sentences of a stretch whose last one has the markers."""
    numbers = tuple(
        dict.fromkeys(
            int(digits)
            for marker in re.findall(_MARKER, text)
            for digits in re.findall(r"\d+", marker)
        )
    )
    plain = unicodedata.normalize("NFC", re.sub(rf"\s*{_MARKER}", "", text)).replace("**", "")
    places = sentences(plain)
    for place, (start, end) in enumerate(places, start=1):
        said = " ".join(_LEAD.sub("", plain[start:end]).split()).rstrip(".…;: ")
        if said:
            yield Sentence(said, numbers if place == len(places) else ())
