"""What the rows of a document's tables are: their cells, and the names of their columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.document import Document
from index.text import BAR, LINE_BREAK, canonical, trim

FEW = 2  # rows of a table are a list from here on
LONG = 500  # of a longer one the values are not taken apart: a tenth of a second
LONGEST = 5000  # rows of a table that are compared with a question: a tenth of a second likewise
# What a column of any table may be called: "Số thứ tự", "Tên hàng", "Mã số".
ANY_COLUMN = frozenset("so ten ma muc loai ngay thong tin".split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the name of its column; offsets of its words into the document's text."""

    label: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: offsets into the document's text."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    head: tuple[int, int] | None = None
    """Where the line with the names of its columns stands, with the rule below it, up to the next
    line; None when the row names them itself."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(cell.label for cell in self.cells)

    @property
    def told(self) -> str:
        """The row with the names of its columns, also where those stand at the table's head."""
        return "; ".join(f"{cell.label}: {cell.value}" for cell in self.cells)


def rows_of(document: Document) -> tuple[Row, ...]:
    """Give the rows of all tables of a document, in order."""
    return rows_in(document.text)


def row_at(document: Document, offset: int) -> Row | None:
    """Give the row that an offset falls in; None outside of tables."""
    rows = rows_of(document)
    at = bisect_right(rows, offset, key=lambda row: row.start) - 1
    return rows[at] if at >= 0 and offset < rows[at].end else None


def asking_cell(document: Document, offset: int) -> Cell | None:
    """Give the question in the row at an offset, of a table with questions and their replies."""
    row = row_at(document, offset)
    labels = [canonical(label).lower() for label in row.labels] if row else []
    if row is None or not any(map(_REPLYING.fullmatch, labels)):
        return None
    asking = (one for one, label in zip(row.cells, labels, strict=True) if _ASKING.fullmatch(label))
    return next(asking, None)


_ASKING = re.compile(r"(?:nội dung )?(?:câu )?hỏi|thắc mắc")
_REPLYING = re.compile(r"(?:nội dung |câu )?(?:trả lời|giải đáp|đáp(?: án)?)")


def told(document: Document, start: int, end: int) -> str:
    """Give the words of a stretch, those of a row with the names of its columns.

    A row between bars does not say what its numbers are: "| Cơ điện Tân Việt | 154 |".
    """
    text = document.text[start:end]
    row = row_at(document, start) if text.startswith("|") or BAR in text else None
    return row.told if row else text


_LINE = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*")
# Rows of sheets and of other tables, as index.formats.tables writes them.
_LABELLED = re.compile(r"(?:^|; )(?P<label>[^:;|]{1,60}): (?P<value>\S.*?)(?=; [^:;|]{1,60}: |$)")


@lru_cache(maxsize=64)
def rows_in(text: str) -> tuple[Row, ...]:
    """Give the rows of all tables of a text, in order."""
    rows: list[Row] = []
    labelled: list[Row] = []
    above: list[Cell] = []  # the line before, which a line of dashes makes the head of a table
    head: tuple[str, ...] = ()
    at = here = (0, 0)  # where the head and the line stand
    for match in _LINE.finditer(text):
        line = match[0]
        before, here = here, match.span()
        if len(LINE_BREAK.findall(text, before[1], here[0])) > 1:
            above, head = [], ()  # an empty line ends a table
        if line.lstrip().startswith("|"):
            if is_rule(line):
                head, at = tuple(cell.value for cell in above), (before[0], here[1])
                continue
            above = _barred(line, match.start())
            if head and len(above) == len(head):
                rows.append(_row(text, here, _labelled(head, above), at))
            continue
        if BAR in line:
            above = _between_bars(line, match.start())
            if len(above) == len(head):
                rows.append(_row(text, here, _labelled(head, above), at))
            else:
                head, at = tuple(cell.value for cell in above), here
            continue
        above, head = [], ()
        cells = [
            Cell(found["label"], found["value"],
                 match.start() + found.start("value"), match.start() + found.end("value"))
            for found in _LABELLED.finditer(line)
        ]  # fmt: skip
        if len(cells) > 1 and line.startswith(cells[0].label):
            labelled.append(Row(match.start(), match.end(), tuple(cells)))
    # One line of the kind may be a sentence: "Thời gian: 8 giờ; Địa điểm: hội trường".
    seen = Counter(row.labels for row in labelled)
    # Those with most columns first: of a table with gaps nearly every row is within the first.
    shared = sorted({frozenset(names) for names, times in seen.items() if times > 1},
                    key=len, reverse=True)  # fmt: skip
    kept = {names for names in seen if any(map(frozenset(names).issubset, shared))}
    rows += [row for row in labelled if row.labels in kept]
    return tuple(sorted(rows, key=lambda row: row.start))


def is_rule(line: str) -> bool:
    """Say whether a line is the rule below the head of a table: "|---|---|"."""
    return bool(_RULE.fullmatch(line.strip()))


def _row(text: str, line: tuple[int, int], cells: tuple[Cell, ...], head: tuple[int, int]) -> Row:
    """Make a row of a line, its head up to the next line."""
    after = LINE_BREAK.match(text, head[1])
    return Row(*trim(text, *line), cells, (head[0], after.end() if after else head[1]))


def _labelled(head: Sequence[str], cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Name the columns of a row's cells; empty ones are left out."""
    return tuple(
        replace(cell, label=label) for label, cell in zip(head, cells, strict=True) if cell.value
    )


def _between_bars(line: str, at: int) -> list[Cell]:
    """Cut a row that has bars between its cells, and none around them."""
    cells = []
    for match in re.finditer(r"(?:(?! \| ).)+", line):
        value = match[0].strip(" |")
        start = at + match.start() + match[0].index(value)
        cells.append(Cell("", value, start, start + len(value)))
    return cells


def _barred(line: str, at: int) -> list[Cell]:
    cells = []
    for match in re.finditer(r"(?<=\|)[^|]*(?=\|)|(?<=\|)[^|]*[^|\s][^|]*$", line.rstrip()):
        value = match[0].strip()
        start = at + match.start() + len(match[0]) - len(match[0].lstrip())
        cells.append(Cell("", value, start, start + len(value)))
    return cells


def labels_of(table: Sequence[Row]) -> dict[str, None]:
    """Give the names of all columns of a table, in order."""
    return dict.fromkeys(label for row in table for label in row.labels)


def table_of(document: Document, row: Row) -> list[Row]:
    """Give the rows with the same columns, in all sheets of a document; some may have gaps."""
    labels = set(row.labels)
    widest = max((one.labels for one in rows_of(document) if labels <= set(one.labels)), key=len)
    return [one for one in rows_of(document) if set(one.labels) <= set(widest)]
