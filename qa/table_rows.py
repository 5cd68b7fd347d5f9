"""Which rows of a table a question tells apart, and which it rules out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.document import Document
from index.store import Index
from index.text import Syllable, canonical, in_a_row, is_toned, row_of, syllables
from qa.answer import Span
from qa.asking import says_nothing
from qa.question import Question
from qa.table_cells import columns_asked, naming
from qa.table_gaps import (
    another_named,
    asks_an_empty_cell,
    has_any,
    has_no_column_for,
    is_of_none,
)
from qa.tables import ANY_COLUMN, FEW, LONGEST, Row, asking_cell, row_at, table_of

MOST_ROWS = 10  # of one answer to a question that asks for no list
_SHEET = ""  # the column that no cell has: the sheet, slide or section where a row stands


def told_apart(question: Question, spans: Sequence[Span], index: Index) -> list[Span]:
    """Leave out the rows that are of something else than the question names.

    Where the question has what stands in a column of some rows ("lớp 10A", "toán"), the others are
    ruled out: no row has both "Mầm non Hoa Sen" and "tủ quần áo", so none says how many it bought.
    """
    placed: list[tuple[Span, Row | None, frozenset[int]]] = []
    named: dict[tuple[str, tuple[str, ...]], frozenset[int]] = {}
    unknown: list[Sequence[Syllable]] = []
    for span in spans:
        document = index.document(span.hit.passage.document_id)
        row = row_at(document, span.start)
        if row is None or asking_cell(document, span.start) is not None:
            placed.append((span, None, frozenset()))
            continue
        table = (document.id, row.labels)
        if table not in named:
            whole = table_of(document, row)
            other = another_named(question, document, whole)
            unknown += [other] if other else []
            rows = _rows_asked(question, document, whole) if not other else []
            named[table] = frozenset(one.start for one in rows)
        placed.append((span, row, named[table]))
    return [
        span
        for span, row, rows in placed
        if row is None
        or (row.start in rows and all(_says(span, row, one, index) for one in unknown))
    ]


def _says(span: Span, row: Row, name: Sequence[Syllable], index: Index) -> bool:
    """Say whether a row, what it stands under or its document's title has a word of a name."""
    document = index.document(span.hit.passage.document_id)
    paragraph = document.paragraph_at(row.start)
    return has_any(f"{document.title}\n{paragraph.section if paragraph else ''}\n{row.told}", name)


def _rows_asked(question: Question, document: Document, table: Sequence[Row]) -> Sequence[Row]:
    """Give the rows of a table that may answer; none where it has no such row, column or cell."""
    if has_no_column_for(question, document, table) or asks_an_empty_cell(question, table):
        return []
    return _totals_asked(question, table) or _named_of(question, document, table)


def named_rows(question: Question, document: Document, offset: int) -> list[Row]:
    """Give all rows of a table that a question names, when it names some and not all."""
    row = row_at(document, offset)
    if row is None or asking_cell(document, offset):
        return []
    table = table_of(document, row)
    found = _named_of(question, document, table)
    if len(found) == len(table) and not _lists_all(question, table):
        return []
    return found if len(found) <= MOST_ROWS or question.wants_list else []


_ASKS_WHICH = re.compile(
    r"(?<!\w)(?:những|các|gồm|mấy|bao nhiêu)(?: \w+){0,5}? (?:nào|gì|ai)(?!\w)"
    r"|(?<!\w)(?:mấy|bao nhiêu|các|những|từng|mỗi) (?:loại|hạng|gói|mức|thành phần)(?: \w+){0,2}"
)


def _lists_all(question: Question, table: Sequence[Row]) -> bool:
    """Say whether it is asked which ones there are of what a small table has a row each.

    "Có những loại thẻ nào?" of the column "Loại thẻ", or of rows "Thẻ tháng", "Thẻ quý".
    """
    asked = canonical(question.spelled).lower()
    which = _ASKS_WHICH.search(asked)
    if not which or not FEW <= len(table) <= MOST_ROWS or not all(row.cells for row in table):
        return False
    named = in_a_row(which[0])
    first = [row.cells[0] for row in table]
    label = [word.folded for word in syllables(first[0].label)]
    label = [word for word in label if word not in ANY_COLUMN]
    if label and f" {' '.join(label)} " in named:
        return True
    heads = {next((word.folded for word in syllables(cell.value)), "") for cell in first}
    return len(heads) == 1 and "" not in heads and f" {heads.pop()} " in named


def _named_of(question: Question, document: Document, table: Sequence[Row]) -> list[Row]:
    """Give the rows of a table that nothing in a question rules out."""
    if len(table) > LONGEST:
        return list(table)
    if is_of_none(question, table):
        return []
    named = _named(question, document, table)
    rows = [
        row
        for row in table
        if all(_value(document, row, label) in values for label, values in named.items())
    ]
    if not _FROM_TO.search(in_a_row(question.spelled)):
        return rows
    return [row for row in rows if _goes_that_way(question, row)] or rows


_FROM_TO = re.compile(r" tu .+ (?:ve|den|toi|di|sang|ra|vao|len|xuong) ")


def _goes_that_way(question: Question, row: Row) -> bool:
    """Say whether a row has the places of a way in the order of the question: "từ A về B"."""
    asked = in_a_row(question.spelled)
    values = [in_a_row(cell.value) for cell in row.cells]
    places = [asked.find(value) for value in values if len(value.split()) > 1 and value in asked]
    return places == sorted(places)


def _totals_asked(question: Question, table: Sequence[Row]) -> list[Row]:
    """Give the rows with the totals of a table, where that of a column is asked for."""
    if not _ASKS_TOTAL.search(canonical(question.spelled).lower()) or len(table) > LONGEST:
        return []
    totals = [
        row for row in table if any(_IS_TOTAL.fullmatch(in_a_row(cell.value)) for cell in row.cells)
    ]
    others = [row for row in table if row not in totals]
    if not totals or any(naming(question, row) for row in others):
        return []
    return [row for row in totals if len(columns_asked(question, row, table)) == 1]


_ASKS_TOTAL = re.compile(
    r"(?<!\w)(?:tổng(?! (?:giám đốc|cục|bí thư|công ty|quát|quan|hợp|đài|phụ trách))|tất cả"
    r"|cả thảy)(?!\w)"
)
_IS_TOTAL = re.compile(r" (?:tong(?: cong| so)?|cong|toan bo) ")


def _value(document: Document, row: Row, label: str) -> str:
    if label == _SHEET:
        return _place(document, row)
    return next((in_a_row(cell.value) for cell in row.cells if cell.label == label), "")


def _place(document: Document, row: Row) -> str:
    named = re.search(r"«(.+)»", document.page_at(row.start))
    return in_a_row(named[1]) if named else ""


_LONGEST_NAME = 5


def _named(
    question: Question, document: Document, table: Sequence[Row]
) -> dict[str, frozenset[str]]:
    """Give the values of each column that a question names; of values in one another the longer."""
    words = syllables(question.spelled)
    trusted = {term.syllable.start: term.trust for term in question.terms}
    said = [word.folded for word in words]
    columns: dict[str, set[str]] = {}
    for row in table:
        columns.setdefault(_SHEET, set()).add(_place(document, row))
        for cell in row.cells:
            columns.setdefault(cell.label, set()).add(cell.value)
    labels = "|".join(map(in_a_row, columns))
    found: list[tuple[int, int, str, str]] = []
    for label, values in columns.items():
        name = [word.folded for word in syllables(label)]
        endings = Counter(tuple(word.folded for word in syllables(value))[-2:] for value in values)
        for value in values:
            forms = syllables(value)
            wanted = [word.folded for word in forms]
            if not wanted or all(says_nothing(word.form) for word in forms):
                continue
            # "Bảo" alone may be anybody; "Quốc Bảo" is the one whose name ends so. "Ngoài giờ" is
            # a column and no row with "Không khám ngoài giờ"; what is longer is no person's name.
            alone = 2 < len(wanted) <= _LONGEST_NAME and endings[tuple(wanted[-2:])] == 1
            alone = alone and row_of(forms[-2:]) not in labels
            for part in (wanted, *([wanted[-2:]] if alone else [])):
                size = len(part)
                for at in range(len(said) - size + 1):
                    if said[at : at + size] != part:
                        continue
                    if size == 1 and at and _COUNTS.fullmatch(words[at - 1].form):
                        continue  # "giá một cây" is of no row with "Đơn vị: Cây"
                    if size == 1:
                        typed, form = words[at], forms[0].form
                        sure = trusted.get(typed.start, 1.0) > 0.9 and is_toned(typed.form)
                        if sure and typed.form != form:
                            continue  # "tòa" is no "Toán"
                    # "2" alone counts something; "tiết 2" is of a column.
                    bare = all(one.isdigit() for one in part)
                    if bare and (not name or said[max(0, at - len(name)) : at] != name):
                        continue
                    found.append((at, at + size, label, in_a_row(value)))
    named: dict[str, set[str]] = {}
    for start, end, label, value in found:
        longer = any(a <= start and end <= b and b - a > end - start for a, b, _, _ in found)
        if not longer:
            named.setdefault(label, set()).add(value)
    return {label: frozenset(values) for label, values in named.items()}


_COUNTS = re.compile(r"\d+|một|mỗi|mấy|nhiêu|từng")
