"""The outlines of all documents in one table of numbers, for look-up: "khoản 2 Điều 5"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.document import Document
from index.outline import outline_of

Table = npt.NDArray[np.int64]
DOCUMENT, LEVEL, NUMBER, SUFFIX, START, END = range(6)
COLUMNS = 6


def unit_table(documents: Sequence[Document]) -> Table:
    """List the units of documents: row of the document, level, number, suffix, start, end."""
    rows = [
        (row, unit.level, unit.number, suffix_code(unit.suffix), unit.start, unit.end)
        for row, document in enumerate(documents)
        for unit in outline_of(document)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, COLUMNS)


def suffix_code(suffix: str) -> int:
    """Write the letters of a suffix as a number: 0 for none."""
    return int.from_bytes(suffix.encode("utf-8"), "big")


def units_at(table: Table, path: Sequence[tuple[int, int, str]]) -> Table:
    """Find the units a path leads to: (level, number, suffix), highest first.

    Of two units of one document with one path, as a table of contents makes them, the longer one.
    """
    found = table
    within: Table | None = None
    for level, number, suffix in path:
        mask = (
            (table[:, LEVEL] == level)
            & (table[:, NUMBER] == number)
            & (table[:, SUFFIX] == suffix_code(suffix))
        )
        found = table[mask]
        if within is not None:
            held = [
                bool(
                    (
                        (within[:, DOCUMENT] == row[DOCUMENT])
                        & (within[:, START] <= row[START])
                        & (within[:, END] >= row[END])
                    ).any()
                )
                for row in found
            ]
            found = found[np.array(held, dtype=bool)] if len(found) else found
        found = _longest(found)
        within = found
    return found


def _longest(found: Table) -> Table:
    """Keep one unit a document."""
    order = np.lexsort((found[:, START], found[:, START] - found[:, END], found[:, DOCUMENT]))
    ordered = found[order]
    _, first = np.unique(ordered[:, DOCUMENT], return_index=True)
    kept: Table = ordered[first]
    return kept
