"""Which column of a table a question asks for, and which cell of a row answers it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from index.identifiers import ordinals
from index.text import canonical, in_a_row, row_of, syllables
from qa.abbreviations import shipped_abbreviations
from qa.asking import AnswerType, says_nothing
from qa.kinds import asks_money, has_type, has_unit_asked
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

    "Giá bao nhiêu?" asks for "Giá sỉ" as well as for "Giá lẻ", "mất bao nhiêu?" for "Trong giờ" and
    "Ngoài giờ", and "không có bảo hiểm" for any of the prices but "Giá BHYT".
    """
    cells = [cell for cell in row.cells if cell.label in {column.label for column in columns}]
    if not columns:
        return _asks_a_sum(question) and _has_sums(row)
    if len(columns) == 1:
        return all(map(_is_blank, cells)) or (_is_denied(question, columns[0]) and _has_sums(row))
    alike = len({column.said for column in columns}) == 1
    asks_one = question.answer_type in _TOLD_BY_CELL or _asks_a_sum(question)
    return alike and len(cells) > 1 and asks_one


def _asks_a_sum(question: Question) -> bool:
    """Say whether a sum is asked for, and nothing says of what unit or kind."""
    written = canonical(question.spelled).lower()
    return asks_money(question) or bool(_ASKS_HOW_MUCH.search(written))


_ASKS_HOW_MUCH = re.compile(
    r"^\W*(?:giá|phí|chi phí|giá tiền)(?! trị)(?!\w)|(?:mất|tốn|hết|trả|đóng|nộp|là) bao nhiêu\W*$"
)


def _has_sums(row: Row) -> bool:
    """Say whether several cells of a row are sums of money, by how they are written."""
    return sum(bool(_SUM.fullmatch(canonical(cell.value).lower())) for cell in row.cells) > 1


_SUM = re.compile(
    r"(?:\d{1,3}(?:[.,]\d{3})+|\d+(?:,\d+)?(?= ?(?:nghìn|ngàn|triệu|đồng|k\b|đ\b)))"
    r"(?: ?(?:nghìn|ngàn|triệu|k))?(?: ?(?:đồng|đ|vnđ|vnd))?(?: ?/ ?\w+)?"
)


def _is_denied(question: Question, column: Column) -> bool:
    """Say whether a question is of those without what a column is of: "không có bảo hiểm"."""
    words = syllables(question.spelled)
    forms = [word.form for word in words]
    label = {word.form for word in syllables(column.label)}
    at = next((i for i, word in enumerate(words) if word.folded in column.said), 0)
    return "không" not in label and any(
        one in ("không", "chưa") for one in forms[max(0, at - 2) : at]
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a question asks for."""

    label: str
    said: frozenset[str]
    """The words of its name, folded, that the question has."""
    is_named: bool
    """Whether those are all that no other column has, or two: "bảo hiểm" of "Giá BHYT"."""


def columns_asked(question: Question, row: Row, table: Sequence[Row]) -> list[Column]:
    """Give the columns whose names say most of a question: one where that is told.

    What names the row names no column: in "18 hồ sơ quá hạn" no "Hạn hoàn thành" is asked for. A
    column that has no cell in the row is one of them.
    """
    # What kind a column is of is told by a cell that has a value, the row's own where it does.
    columns = {cell.label: cell for one in table for cell in one.cells}
    filled = (cell for one in (*table, row) for cell in one.cells if not _is_blank(cell))
    columns |= {cell.label: cell for cell in filled}
    columns = {label: cell for label, cell in columns.items() if not _is_said(question, cell, row)}
    fitting = {label for label, cell in columns.items() if _is_of_kind(question, cell)}
    typed = question.answer_type in _TOLD_BY_CELL and bool(fitting)
    names = {label: _words_of(label) for label in columns}
    taken = naming(question, row)
    asked = {term.syllable.folded for term in question.terms if term.syllable.start not in taken}
    # Of "Giá BHYT" and "Giá dịch vụ" the shorter is no nearer to "giá": "Giá" would be.
    by_length = not (typed or _asks_a_sum(question))
    scores = {
        label: (len(asked & words), words <= asked, by_length and len(asked & words) / len(words))
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
    return [Column(label, names[label] & asked, _is_named(own[label], asked)) for label in found]


def _is_named(own: Set[str], asked: Set[str]) -> bool:
    return len(own & asked) > 1 or (bool(own) and own <= asked)


def _words_of(label: str) -> frozenset[str]:
    """Give the folded words of a column's name, an abbreviation written out: "Giá BHYT"."""
    said: list[str] = []
    for word in label.split():
        expansions = shipped_abbreviations().get(word.strip("(),.;:/"), ())
        said.append(expansions[0] if len(expansions) == 1 and word.isupper() else word)
    return frozenset(word.folded for word in syllables(" ".join(said)))


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
