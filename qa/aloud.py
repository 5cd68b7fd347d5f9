"""A text as it is read aloud: the cells of a table with the names of their columns.

"| Động cơ | 36 tháng |" is read "Bộ phận: Động cơ; Thời gian: 36 tháng", as rows of sheets are
written, and no cell has to be counted off against the head of its table, which may stand in another
passage. What is read knows where in the text it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.tables import rows_in

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are read as they stand: `text[start:start + length]`, read from `at` on."""

    at: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Aloud:
    """What is read of a stretch of a text."""

    text: str
    pieces: tuple[Piece, ...]
    """In order, a cell of a table each, or the words between tables."""

    def place(self, start: int, end: int) -> tuple[Place, int] | None:
        """Give where `self.text[start:end]` stands, and in which piece; None for a column's name.

        What reaches over the border of a piece stands where its last piece does. A mark behind a
        cell that is read with its last word is none of it.
        """
        number = bisect_right(self.pieces, end - 1, key=lambda piece: piece.at) - 1
        if not self.pieces:
            return None
        piece = self.pieces[max(number, 0)]
        first, last = max(start - piece.at, 0), min(end - piece.at, piece.length)
        if first >= last:
            return None
        return (piece.start + first, piece.start + last), number

    def behind(self, words: str) -> Aloud:
        """Give the same read behind other words, which answer nothing."""
        if not words:
            return self
        before = f"{words}\n"
        moved = [replace(piece, at=piece.at + len(before)) for piece in self.pieces]
        return Aloud(before + self.text, tuple(moved))

    def without(self, places: Sequence[Place]) -> Aloud:
        """Give the same where the words of some places of the text are said, and answer nothing."""
        pieces = list(self.pieces)
        for start, end in places:
            pieces = [part for piece in pieces for part in _beside(piece, start, end)]
        return Aloud(self.text, tuple(pieces))

    def read_at(self, start: int, end: int) -> Place | None:
        """Give where in `self.text` all of `text[start:end]` is read; None when it is not."""
        for piece in self.pieces:
            if piece.start <= start and end <= piece.start + piece.length:
                return start - piece.start + piece.at, end - piece.start + piece.at
        return None


def aloud(text: str, start: int, end: int) -> Aloud:
    r"""Read `text[start:end]`, which may begin in the middle of a table.

    >>> aloud("Giá | Vé\n2.000 đồng | xe đạp", 9, 28).text
    'Giá: 2.000 đồng; Vé: xe đạp'
    """
    if "|" not in text[start:end]:
        return Aloud(text[start:end], (Piece(0, start, end - start),))
    said, pieces = [], []
    at = 0
    for words, origin in _said(text, start, end):
        if origin is not None:
            pieces.append(Piece(at, origin, len(words)))
        said.append(words)
        at += len(words)
    return Aloud("".join(said), tuple(pieces))


def told_row(text: str, start: int, end: int) -> str:
    r"""Give `text[start:end]`, with the names of its columns where that is a row between bars.

    No line of dashes says that the first row of a plain text's table is its head, and the first
    person of a list would be taken for a column: there a number under a name has to.

    >>> told_row("Vé | Giá\nxe đạp | 2.000 đồng", 9, 28)
    'Vé: xe đạp; Giá: 2.000 đồng'
    >>> told_row("Lan | kế toán\nCúc | thủ quỹ", 14, 27)
    'Cúc | thủ quỹ'
    """
    row = next((one for one in rows_in(text) if (one.start, one.end) == (start, end)), None)
    is_headed = row is not None and (
        text.startswith("|", start)
        or any(cell.value[:1].isdigit() and not re.search(r"\d", cell.label) for cell in row.cells)
    )
    return aloud(text, start, end).text if is_headed else text[start:end]


def _said(text: str, start: int, end: int) -> Iterator[tuple[str, int | None]]:
    """Give what is said in turn, and where it stands; what is only said has no place."""
    left = start
    rows = rows_in(text)
    for number in range(bisect_left(rows, start, key=lambda row: row.start), len(rows)):
        row = rows[number]
        if row.end > end:
            break
        if row.head is None or not all(map(_is_a_name, row.labels)):
            continue
        if left <= row.head[0]:
            yield text[left : row.head[0]], left
            left = row.head[1]
        yield text[left : row.start], left
        for place, cell in enumerate(row.cells):
            named = f"{cell.label}: " if cell.label else ""
            yield f"{'; ' if place else ''}{named}", None
            yield cell.value, cell.start
        left = row.end
    yield text[left:end], left


def _beside(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    """Give what is left of a piece before and behind a place of the text."""
    last = piece.start + piece.length
    if piece.start < min(start, last):
        yield replace(piece, length=min(start, last) - piece.start)
    if max(end, piece.start) < last:
        first = max(end, piece.start)
        yield Piece(piece.at + first - piece.start, first, last - first)


def _is_a_name(label: str) -> bool:
    """Say whether a table's first line may have a name for a column: "Điện thoại: 0292" is none."""
    return ":" not in label and not re.match(r"\d(?!\d{3}$)", label)
