"""Questions to try a collection with: made of its own sentences, made harder, made unanswerable."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from index.document import Document
from index.store import Index
from index.text import sentences, syllables
from qa.made import questions_of

MOST = 100  # questions made; each is asked up to three times
_PER_PARAGRAPH = 2


@dataclass(frozen=True, slots=True)
class Source:
    """A question that a place of a document answers, and the words that do."""

    text: str
    answer: str
    document_id: str
    start: int
    end: int
    paragraph: tuple[int, int]


def sources(index: Index) -> list[Source]:
    """Make questions of a collection: at most MOST, from all over it, always the same ones."""
    made = [source for document in index.documents for source in _sources_in(document)]
    chosen: list[Source] = []
    taken: dict[tuple[str, int], int] = {}
    for source in sorted(made, key=lambda one: hashlib.sha256(one.text.encode()).digest()):
        place = (source.document_id, source.paragraph[0])
        if len(chosen) < MOST and taken.get(place, 0) < _PER_PARAGRAPH:
            taken[place] = taken.get(place, 0) + 1
            chosen.append(source)
    return chosen


def _sources_in(document: Document) -> list[Source]:
    found = []
    for paragraph in document.paragraphs:
        for start, end in sentences(document.text, paragraph.start, paragraph.end):
            found += [
                Source(
                    made.text,
                    made.answer,
                    document.id,
                    start,
                    end,
                    (paragraph.start, paragraph.end),
                )
                for made in questions_of(document.text[start:end])
            ]
    return found


def fewer_words(text: str, *, every: int = 4) -> str:
    """Leave out every n-th word of a question that is no name, number or question word.

    >>> fewer_words("Hợp tác xã mua thêm bao nhiêu máy sao chè của tỉnh bạn?")
    'Hợp tác xã thêm bao nhiêu máy sao của tỉnh bạn?'
    """
    words = [word for word in syllables(text) if word.form.isalpha()]
    plain = [
        word
        for word in words[1:]
        if text[word.start].islower() and word.form not in _ASKING and word.folded != "nao"
    ]
    for word in reversed(plain[every // 2 :: every]):
        text = text[: word.start] + text[word.end :]
    return re.sub(r"\s+(?=[?\s])", "", text)


_ASKING = frozenset("bao nhiêu ngày tháng năm nào ai đâu ở phần trăm".split())


def other_number(text: str, numbers: set[str]) -> str:
    """Give a question with a number that no document has in the place of its first; else empty.

    >>> other_number("Nghị quyết 22 được ban hành năm nào?", {"22", "23"})
    'Nghị quyết 24 được ban hành năm nào?'
    """
    match = re.search(r"(?<!\d)\d{1,4}(?!\d)", text)
    if match is None:
        return ""
    number = int(match[0])
    free = next((n for n in range(number + 1, number + 60) if str(n) not in numbers), None)
    return f"{text[: match.start()]}{free}{text[match.end() :]}" if free is not None else ""
