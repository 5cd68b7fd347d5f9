"""Cut a document into passages: one paragraph each, or windows of a long paragraph's sentences."""

import re
from collections.abc import Sequence

from index.document import Document, Paragraph, Passage
from index.text import sentences, trim

# What the encoder and the reader see at once. 700 characters of Vietnamese are about 155 syllables
# or 200 tokens: one thought, well under the encoder's 512 tokens even for toneless text and codes.
MAX_CHARACTERS = 700
# Where a sentence that is longer than a window may be cut, best first.
_CLAUSE_BORDERS = (re.compile(r"[;:]\s|\n"), re.compile(r"[,–—)”]\s"), re.compile(r"\s"))


def passages_of(document: Document, paragraphs: Sequence[Paragraph] | None = None) -> list[Passage]:
    """Give the passages in order. Every word of every paragraph is in at least one of them.

    Or those of some of its paragraphs. A passage never leaves its paragraph, so that whatever is
    quoted from it can be cited.
    """
    return [
        Passage(
            document_id=document.id,
            title=_heading(document, paragraph),
            source=document.source,
            start=start,
            end=end,
            text=document.text[start:end],
        )
        for paragraph in (document.paragraphs if paragraphs is None else paragraphs)
        for start, end in _windows(document.text, paragraph.start, paragraph.end)
    ]


def _heading(document: Document, paragraph: Paragraph) -> str:
    """Give what a passage is found under: the document's title, and its section when it has one."""
    section = paragraph.section
    return f"{document.title} – {section}" if section else document.title


def _windows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a long paragraph into windows of whole sentences that share one sentence."""
    if end - start <= MAX_CHARACTERS:
        return [(start, end)]
    units = [
        piece
        for a, b in sentences(text, start, end)
        for piece in pieces(text, a, b, MAX_CHARACTERS)
    ]
    windows = []
    first = 0
    while first < len(units):
        after = first + 1
        while after < len(units) and units[after][1] - units[first][0] <= MAX_CHARACTERS:
            after += 1
        windows.append((units[first][0], units[after - 1][1]))
        if after == len(units):
            break
        # The shared sentence is left out where the next one would not fit beside it.
        shared = after - 1
        fits = shared > first and units[after][1] - units[shared][0] <= MAX_CHARACTERS
        first = shared if fits else after
    return windows


def pieces(text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
    """Cut `text[start:end]` into pieces of at most `most` characters, at clause borders if any."""
    cuts = []
    while end - start > most:
        cut = _clause_border(text, start, start + most)
        cuts.append(trim(text, start, cut))
        start, _ = trim(text, cut, end)
    if start < end:
        cuts.append((start, end))
    return cuts


def _clause_border(text: str, start: int, end: int) -> int:
    for border in _CLAUSE_BORDERS:
        found = [match.end() for match in border.finditer(text, start + (end - start) // 2, end)]
        if found:
            return found[-1]
    return end
