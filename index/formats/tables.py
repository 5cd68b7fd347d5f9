"""Tables as text: row by row, each cell with the name of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extract import Block

_LONGEST_NAME = 80  # characters of a column's name
_LAYOUT = re.compile(r"cộng hòa xã hội|độc lập\s*[-–]|nơi nhận|^\s*(?:tm|kt)\.", re.IGNORECASE)


def row_blocks(rows: Sequence[Sequence[str]], place: str = "") -> list[Block]:
    """Write a table: "Họ tên: Nguyễn Văn A; Chức vụ: Trưởng phòng".

    Lines above the names of the columns are its title. A table without such names, or one that
    only lays a page out (letterhead, signatures), gives its cells as they are.
    """
    kept = [[" ".join(cell.split()) for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    header = _header(kept)
    if header < 0 or any(_LAYOUT.search(cell) for row in kept for cell in row):
        layout = any(_LAYOUT.search(cell) for row in kept for cell in row)
        lines = [[cell for cell in _distinct(row) if cell] for row in kept]
        if layout or max((len(line) for line in lines), default=0) <= 1:
            return [Block(cell, "text", place) for line in lines for cell in line]
        return [Block(" | ".join(line), "row", place) for line in lines]
    blocks = [
        Block(" ".join(filter(None, _distinct(row))), "heading", place) for row in kept[:header]
    ]
    names = kept[header]
    for row in kept[header + 1 :]:
        cells = [
            f"{names[at]}: {cell}" if at < len(names) and names[at] else cell
            for at, cell in enumerate(row)
            if cell
        ]
        # A cell that reaches over all columns is a heading between the rows.
        if len(set(filter(None, row))) == 1 and len(names) > 2 and row[0]:
            blocks.append(Block(row[0], "text", place))
        else:
            blocks.append(Block("; ".join(cells), "row", place))
    return blocks


def _header(rows: Sequence[Sequence[str]]) -> int:
    """Find the row with the names of the columns; -1 when there is none."""
    width = max((sum(map(bool, row)) for row in rows), default=0)
    if width < 2 or len(rows) < 2:
        return -1
    for at, row in enumerate(rows[:6]):
        named = [cell for cell in row if cell]
        if len(named) < max(2, 0.6 * width):
            continue
        words = all(re.search(r"[^\W\d_]", cell) and len(cell) <= _LONGEST_NAME for cell in named)
        return at if words and len(set(named)) == len(named) and at + 1 < len(rows) else -1
    return -1


def _distinct(row: Sequence[str]) -> list[str]:
    """Give the cells once: a cell that reaches over columns is repeated in each."""
    return [cell for at, cell in enumerate(row) if at == 0 or cell != row[at - 1]]
