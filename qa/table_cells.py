"""Which column of a table a question asks for, and which cell of a row answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.identifiers import ordinals
from index.text import in_a_row, row_of, syllables
from qa.asking import AnswerType, says_nothing
from qa.kinds import has_type, has_unit_asked
from qa.question import Question
from qa.tables import Cell, Row


def asked_cell(
    question: Question, row: Row, columns: Sequence[Column], read: Cell | None = None
) -> Cell | None:
    """Give the cell of a row whose column a question asks for; None when that is not sure.

    Of "bao nhiêu phút" that is the only cell with minutes, whatever its column is called. The cell
    that the network read is taken for it unless the question has the whole name of another's.
    """
    column = columns[0] if len(columns) == 1 else None
    cell = next((cell for cell in row.cells if column and cell.label == column.label), None)
    if column and (cell is None or _is_blank(cell)):
        return None
    if read and not (column and column.is_named) and _is_of_kind(question, read):
        return read
    measured = [one for one in row.cells if has_unit_asked(question, _told(one))]
    return measured[0] if len(measured) == 1 else cell


def has_no_one_cell(question: Question, row: Row, columns: Sequence[Column]) -> bool:
    """Say whether a row has nothing in the column that a question asks for, or two columns for it.

    "Giá bao nhiêu?" asks for "Giá sỉ" as well as for "Giá lẻ".
    """
    cells = [cell for cell in row.cells if cell.label in {column.label for column in columns}]
    if len(columns) < 2:
        return bool(columns) and all(map(_is_blank, cells))
    alike = len({column.said for column in columns}) == 1
    return alike and len(cells) > 1 and question.answer_type in _TOLD_BY_CELL


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a question asks for."""

    label: str
    said: frozenset[str]
    """The words of its name, folded, that the question has."""
    is_named: bool
    """Whether those are all that no other column has."""


def columns_asked(question: Question, row: Row, table: Sequence[Row]) -> list[Column]:
    """Give the columns whose names say most of a question: one where that is told.

    What names the row names no column: in "18 hồ sơ quá hạn" no "Hạn hoàn thành" is asked for. A
    column that has no cell in the row is one of them.
    """
    columns = {cell.label: cell for one in table for cell in one.cells}
    columns |= {cell.label: cell for cell in row.cells if not _is_blank(cell)}
    columns = {label: cell for label, cell in columns.items() if not _is_said(question, cell, row)}
    fitting = {label for label, cell in columns.items() if _is_of_kind(question, cell)}
    typed = question.answer_type in _TOLD_BY_CELL and bool(fitting)
    names = {label: frozenset(one.folded for one in syllables(label)) for label in columns}
    taken = naming(question, row)
    asked = {term.syllable.folded for term in question.terms if term.syllable.start not in taken}
    scores = {
        label: (len(asked & words), len(asked & words) / len(words))
        for label, words in names.items()
        if asked & words and (label in fitting or not typed)
    }
    found = [label for label in scores if scores[label] == max(scores.values())]
    if len(found) > 1 and question.ordinals:  # "quý 4" of the columns "Quý III" and "Quý IV"
        found = [
            label
            for label in found
            if any(a.matches(b) for a in question.ordinals for b in ordinals(label))
        ]
    several = Counter(word for words in names.values() for word in words)
    own = {label: {word for word in names[label] if several[word] == 1} for label in found}
    return [
        Column(label, names[label] & asked, bool(own[label]) and own[label] <= asked)
        for label in found
    ]


_TOLD_BY_CELL = {AnswerType.DATE, AnswerType.NUMBER, AnswerType.PERSON, AnswerType.PLACE}


def _told(cell: Cell) -> str:
    return f"{cell.label}: {cell.value}"


def _is_of_kind(question: Question, cell: Cell) -> bool:
    return has_type(question.answer_type, _told(cell), question)


def _is_blank(cell: Cell) -> bool:
    """Say whether a cell has a dash or dots for want of a value."""
    return not any(map(str.isalnum, cell.value))


def _is_said(question: Question, cell: Cell, row: Row) -> bool:
    """Say whether a question has what a cell of the row says; "có … không" has no "Không"."""
    words = syllables(cell.value)
    return (
        cell in row.cells
        and not all(says_nothing(word.form) for word in words)
        and in_a_row(cell.value) in in_a_row(question.spelled)
    )


def naming(question: Question, row: Row) -> set[int]:
    """Give where the words of a question start that stand in a cell beside the same neighbour."""
    cells = "|".join(in_a_row(cell.value) for cell in row.cells)
    labels = "|".join(map(in_a_row, row.labels))
    return {
        word.start
        for pair in pairwise(syllables(question.spelled))
        if row_of(pair) in cells and row_of(pair) not in labels
        for word in pair
    }
