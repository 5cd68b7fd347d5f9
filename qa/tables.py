"""Which rows of a table a question tells apart, which it rules out, and what a row's cells say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from index.document import Document
from index.identifiers import ordinals
from index.store import Index
from index.text import (
    BAR,
    LINE_BREAK,
    Syllable,
    canonical,
    fold,
    forms_in_a_row,
    in_a_row,
    is_toned,
    row_of,
    syllables,
    trim,
)
from qa.answer import Span
from qa.asking import FUNCTION_FORMS, AnswerType, says_nothing
from qa.kinds import asks_money, has_type, has_unit_asked, is_count
from qa.question import Question

MOST_ROWS = 10  # of one answer to a question that asks for no list
_LONGEST = 5000  # rows of a table that are compared with a question: a tenth of a second
_LONG = 500  # of a longer one the values are not taken apart: a tenth of a second likewise
_SHEET = ""  # the column that no cell has: the sheet, slide or section where a row stands


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
            whole = _table_of(document, row)
            other = _another_named(question, document, whole)
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
    return _has_any(f"{document.title}\n{paragraph.section if paragraph else ''}\n{row.told}", name)


def _rows_asked(question: Question, document: Document, table: Sequence[Row]) -> Sequence[Row]:
    """Give the rows of a table that may answer; none where it has no such row, column or cell."""
    if _has_no_column_for(question, document, table) or _asks_an_empty_cell(question, table):
        return []
    return _totals_asked(question, table) or _named_of(question, document, table)


def named_rows(question: Question, document: Document, offset: int) -> list[Row]:
    """Give all rows of a table that a question names, when it names some and not all."""
    row = row_at(document, offset)
    if row is None or asking_cell(document, offset):
        return []
    table = _table_of(document, row)
    found = _named_of(question, document, table)
    if len(found) == len(table) and not _lists_all(question, table):
        return []
    return found if len(found) <= MOST_ROWS or question.wants_list else []


_FEW = 2  # rows of a table are a list from here on
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
    if not which or not _FEW <= len(table) <= MOST_ROWS or not all(row.cells for row in table):
        return False
    named = in_a_row(which[0])
    first = [row.cells[0] for row in table]
    label = [word.folded for word in syllables(first[0].label)]
    label = [word for word in label if word not in _ANY_COLUMN]
    if label and f" {' '.join(label)} " in named:
        return True
    heads = {next((word.folded for word in syllables(cell.value)), "") for cell in first}
    return len(heads) == 1 and "" not in heads and f" {heads.pop()} " in named


def _named_of(question: Question, document: Document, table: Sequence[Row]) -> list[Row]:
    """Give the rows of a table that nothing in a question rules out."""
    if len(table) > _LONGEST:
        return list(table)
    if _is_of_none(question, table):
        return []
    named = _named(question, document, table)
    return [
        row
        for row in table
        if all(_value(document, row, label) in values for label, values in named.items())
    ]


def asked_cell(
    question: Question, document: Document, row: Row, read: Cell | None = None
) -> Cell | None:
    """Give the cell of a row whose column a question asks for; None when that is not sure.

    Of "bao nhiêu phút" that is the only cell with minutes, whatever its column is called. The cell
    that the network read is taken for it unless the question has the whole name of another's.
    """
    columns = _columns_asked(question, row, _table_of(document, row))
    column = columns[0] if len(columns) == 1 else None
    cell = next((cell for cell in row.cells if column and cell.label == column.label), None)
    if column and (cell is None or _is_blank(cell)):
        return None
    if read and not (column and column.is_named) and _is_of_kind(question, read):
        return read
    measured = [one for one in row.cells if has_unit_asked(question, _told(one))]
    return measured[0] if len(measured) == 1 else cell


def has_no_one_cell(question: Question, document: Document, row: Row) -> bool:
    """Say whether a row has nothing in the column that a question asks for, or two columns for it.

    "Giá bao nhiêu?" asks for "Giá sỉ" as well as for "Giá lẻ".
    """
    columns = _columns_asked(question, row, _table_of(document, row))
    cells = [cell for cell in row.cells if cell.label in {column.label for column in columns}]
    if len(columns) < 2:
        return bool(columns) and all(map(_is_blank, cells))
    alike = len({column.said for column in columns}) == 1
    return alike and len(cells) > 1 and question.answer_type in _TOLD_BY_CELL


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    said: frozenset[str]
    """The words of its name, folded, that the question has."""
    is_named: bool
    """Whether those are all that no other column has."""


def _columns_asked(question: Question, row: Row, table: Sequence[Row]) -> list[_Column]:
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
    taken = _naming(question, row)
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
        _Column(label, names[label] & asked, bool(own[label]) and own[label] <= asked)
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


def _naming(question: Question, row: Row) -> set[int]:
    """Give where the words of a question start that stand in a cell beside the same neighbour."""
    cells = "|".join(in_a_row(cell.value) for cell in row.cells)
    labels = "|".join(map(in_a_row, row.labels))
    return {
        word.start
        for pair in pairwise(syllables(question.spelled))
        if row_of(pair) in cells and row_of(pair) not in labels
        for word in pair
    }


def _asks_an_empty_cell(question: Question, table: Sequence[Row]) -> bool:
    """Say whether the row that a question names has no cell in the column that it names."""
    wide = len(_labels_of(table))
    if len(table) > _LONG or all(len(row.cells) == wide for row in table):
        return False
    named = [(len(_naming(question, row)), row) for row in table]
    most = max(count for count, _ in named)
    rows = [row for count, row in named if count == most]
    if not most or len(rows) > 1:
        return False
    columns = _columns_asked(question, rows[0], table)
    return len(columns) == 1 and columns[0].is_named and columns[0].label not in rows[0].labels


def _totals_asked(question: Question, table: Sequence[Row]) -> list[Row]:
    """Give the rows with the totals of a table, where that of a column is asked for."""
    if not _ASKS_TOTAL.search(canonical(question.spelled).lower()) or len(table) > _LONGEST:
        return []
    totals = [
        row for row in table if any(_IS_TOTAL.fullmatch(in_a_row(cell.value)) for cell in row.cells)
    ]
    others = [row for row in table if row not in totals]
    if not totals or any(_naming(question, row) for row in others):
        return []
    return [row for row in totals if len(_columns_asked(question, row, table)) == 1]


_ASKS_TOTAL = re.compile(
    r"(?<!\w)(?:tổng(?! (?:giám đốc|cục|bí thư|công ty|quát|quan|hợp|đài|phụ trách))|tất cả"
    r"|cả thảy)(?!\w)"
)
_IS_TOTAL = re.compile(r" (?:tong(?: cong| so)?|cong|toan bo) ")


def _has_no_column_for(question: Question, document: Document, table: Sequence[Row]) -> bool:
    """Say whether something is asked of a row by name, and no word of it stands in the table.

    "Số điện thoại của Tạ Minh Châu" of a table with her name, her office and her e-mail.
    """
    thing, of, whose = question.spelled.partition(" của ")
    asked = [word for word in syllables(thing) if not says_nothing(word.form)]
    wanted = {word.folded for word in asked} - _ANY_COLUMN
    if not of or not wanted or len(table) > _LONGEST:
        return False
    whose = in_a_row(whose)
    values = {in_a_row(cell.value) for row in table for cell in row.cells}
    if not any(len(value.split()) > 1 and value in whose for value in values):
        return False
    said = [document.title, document.source]
    for row in table:
        paragraph = document.paragraph_at(row.start)
        said += [row.told, document.page_at(row.start), paragraph.section if paragraph else ""]
    return wanted.isdisjoint(
        word.folded for text in dict.fromkeys(said) for word in syllables(text)
    )


# What a column of any table may be called: "Số thứ tự", "Tên hàng", "Mã số".
_ANY_COLUMN = frozenset("so ten ma muc loai ngay thong tin".split())


def _another_named(question: Question, document: Document, table: Sequence[Row]) -> list[Syllable]:
    """Give what a question names of a kind where it is none of those in a table; else nothing.

    "Luật" of "ngành Luật" in a table with "Tên ngành", "răng hàm mặt" of "bác sĩ răng hàm mặt" in
    one with "Bác sĩ đa khoa", "đá hoa" of "lát nền đá hoa" in one with "Lát nền gạch men".
    """
    if len(table) > _LONGEST:
        return []
    labels = frozenset(word.form for label in _labels_of(table) for word in syllables(label))
    name = _unknown_by_column(question, document, table, labels)
    if name or len(table) > _LONG:
        return name
    return _unknown_by_beginning(question, document, table, labels) or _unknown_behind(
        question, table, labels
    )


def _unknown_by_column(
    question: Question, document: Document, table: Sequence[Row], labels: frozenset[str]
) -> list[Syllable]:
    """Give the name behind what a column is called, of which a document has no word."""
    words = syllables(question.spelled)
    said = [word.folded for word in words]
    for kind in _columns_of(table):
        for at in range(len(said) - len(kind)):
            if said[at : at + len(kind)] != [*kind]:
                continue
            name, _ = _name_at(question, words, at + len(kind), labels)
            whole = len(name) > 1 or _is_capital(question, name)
            if whole and not _has_any(f"{document.title}\n{document.text}", name):
                return name
    return []


def _unknown_by_beginning(
    question: Question, document: Document, table: Sequence[Row], labels: frozenset[str]
) -> list[Syllable]:
    """Give the name behind what several values begin with, of which no such row has a word.

    One word may be what is done: "siêu âm nhanh". It is a name behind a kind of two words where
    nothing follows but what asks, and behind one word where what is asked of it does: "giá".
    """
    words = syllables(question.spelled)
    forms = [word.form for word in words]
    for kind in _shared_beginnings(table):
        for at in range(len(forms) - len(kind)):
            if forms[at : at + len(kind)] != [*kind]:
                continue
            if len(kind) == 1 and at and forms[at - 1] not in _OF_WHAT:
                continue  # "các trường hợp" are no "trường" but where one is asked for first
            after = _end_of_kind(words, at, at + len(kind), table, document)
            name, ends = _name_at(question, words, after, labels)
            whole = len(name) > 1 or _is_capital(question, name) or ends in _ASKED_OF_IT | labels
            if not name or not (whole or (after - at > 1 and ends in _ASKS)):
                continue
            if not _has_any("\n".join(row.told for row in table if _begins(row, kind)), name):
                return name
    return []


def _unknown_behind(
    question: Question, table: Sequence[Row], labels: frozenset[str]
) -> list[Syllable]:
    """Give the name that a question goes on with where a cell does with another.

    "Lát nền đá hoa giá" of "Lát nền gạch men"; but "lát nền xong khi nào" may be of that.
    """
    words = syllables(question.spelled)
    cells = "|".join(in_a_row(value) for value in {c.value for row in table for c in row.cells})
    for at in range(len(words) - 2):
        end = at + 2
        while end <= len(words) and row_of(words[at:end]) in cells:
            end += 1
        end -= 1
        if end < at + 2 or f"{row_of(words[at:end])}|" in f"{cells}|":
            continue
        name, ends = _name_at(question, words, end, labels)
        is_thing = ends in _ASKED_OF_IT | labels or (len(name) > 1 and asks_money(question))
        if is_thing and not _has_any("\n".join(row.told for row in table), name):
            return name
    return []


def _name_at(
    question: Question, words: Sequence[Syllable], at: int, labels: frozenset[str]
) -> tuple[list[Syllable], str]:
    """Give the words from a place on that name something, and the word that ends them.

    Nothing where tones were restored that may be wrong.
    """
    trusted = {term.syllable.start: term.trust for term in question.terms}
    name = list(takewhile(lambda word: not _ends_a_name(question, word, labels), words[at:]))
    if not all(trusted.get(word.start, 0.0) > 0.9 for word in name):
        return [], ""
    return name, words[at + len(name)].form if at + len(name) < len(words) else ""


def _is_capital(question: Question, name: Sequence[Syllable]) -> bool:
    return bool(name) and question.spelled[name[0].start].isupper()


def _has_any(text: str, name: Sequence[Syllable]) -> bool:
    """Say whether a text has a word of a name, or nothing is named; numbers are told apart else."""
    there = {word.form for word in syllables(text)}
    return not name or any(word.form in there or is_count(word.form) for word in name)


def _ends_a_name(question: Question, word: Syllable, labels: frozenset[str]) -> bool:
    return (
        word.form in FUNCTION_FORMS  # "da liễu" does not begin with "đã"
        or word.form in _NO_NAME
        or word.form in _ASKED_OF_IT
        or word.form in labels
        or bool(_DONE_WITH_IT.match(question.spelled.lower(), word.start))
    )


# What follows a thing in a question without telling which of them it is.
_NO_NAME = frozenset(
    "cần phải được bị có đi đem mang ở tại của cho khi thì do từ đến vào trong theo muốn nên sẽ đã"
    " lấy dùng là trên dưới với".split()
)
_ASKED_OF_IT = frozenset("giá phí tiền cước thuộc có do của".split())
_ASKS = frozenset(["bao", "mấy", "khi", ""])
_OF_WHAT = frozenset("giá phí tiền cước của cho về một".split())
_DONE_WITH_IT = re.compile(
    r"(?:mất|tốn|tiêu|hết|đóng|nộp|trả|thu|chi|mua|bán|xong|tính|phạt|đền|hằng|hàng (?:ngày|tháng)"
    r"|kinh phí|kéo dài|hỗ trợ|đầu tư|thanh toán|bồi thường|cấp (?:bao|mấy)|nhận|gửi|đặt|thuê"
    r"|hết hạn|hoàn thành|thực hiện|bắt đầu|kết thúc)(?!\w)"
)


def _columns_of(table: Sequence[Row]) -> set[tuple[str, ...]]:
    """Give what columns of words are called, folded."""
    cells = (cell for row in table for cell in row.cells if cell.value[:1].isalpha())
    labels = dict.fromkeys(cell.label for cell in cells)
    names = ([word.folded for word in syllables(label)] for label in labels)
    return {tuple(word for word in name if word not in _ANY_COLUMN) for name in names} - {()}


def _shared_beginnings(table: Sequence[Row]) -> set[tuple[str, ...]]:
    """Give the two words that several values begin with, or the one that a whole column does."""
    begun: Counter[tuple[str, ...]] = Counter()
    columns: dict[str, list[tuple[str, ...]]] = {}
    for label, value in dict.fromkeys((c.label, c.value) for row in table for c in row.cells):
        if value[:1].isalpha():
            words = tuple(word.form for word in syllables(value))
            begun[words[:2]] += 1
            columns.setdefault(label, []).append(words)
    kinds: set[tuple[str, ...]] = {
        one for one, times in begun.items() if len(one) == 2 and times > 1
    }
    for values in columns.values():
        if len(values) > _FEW and all(value[:1] == values[0][:1] != value for value in values):
            kinds.add(values[0][:1])
    return kinds


def _begins(row: Row, kind: Sequence[str]) -> bool:
    return any(forms_in_a_row(cell.value).startswith(f" {' '.join(kind)} ") for cell in row.cells)


def _end_of_kind(
    words: Sequence[Syllable], at: int, after: int, table: Sequence[Row], document: Document
) -> int:
    """Give where a kind ends that its document has in more words than its table: "suất ăn"."""
    start, end = min(row.start for row in table), max(row.end for row in table)
    around = document.text[:start] + "\n" + document.text[end:]
    said = in_a_row(f"{document.title}\n{around}")
    while after < len(words) and row_of(words[at : after + 1]) in said:
        after += 1
    return after


def _labels_of(table: Sequence[Row]) -> dict[str, None]:
    return dict.fromkeys(label for row in table for label in row.labels)


def _table_of(document: Document, row: Row) -> list[Row]:
    """Give the rows with the same columns, in all sheets of a document; some may have gaps."""
    labels = set(row.labels)
    widest = max((one.labels for one in rows_of(document) if labels <= set(one.labels)), key=len)
    return [one for one in rows_of(document) if set(one.labels) <= set(widest)]


def _value(document: Document, row: Row, label: str) -> str:
    if label == _SHEET:
        return _place(document, row)
    return next((in_a_row(cell.value) for cell in row.cells if cell.label == label), "")


def _place(document: Document, row: Row) -> str:
    named = re.search(r"«(.+)»", document.page_at(row.start))
    return in_a_row(named[1]) if named else ""


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
    found: list[tuple[int, int, str, str]] = []
    for label, values in columns.items():
        name = [word.folded for word in syllables(label)]
        endings = Counter(tuple(word.folded for word in syllables(value))[-2:] for value in values)
        for value in values:
            forms = syllables(value)
            wanted = [word.folded for word in forms]
            if not wanted or all(says_nothing(word.form) for word in forms):
                continue
            # "Bảo" alone may be anybody; "Quốc Bảo" is the one whose name ends so.
            alone = len(wanted) > 2 and endings[tuple(wanted[-2:])] == 1
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


def _is_of_none(question: Question, table: Sequence[Row]) -> bool:
    """Say whether a question names one more of a kind that a table counts: 10C of 10A and 10B."""
    tokens = {fold(word) for word in re.findall(r"[\w-]+", question.spelled)}
    asked = {token for token in tokens if _is_code(token)}
    if not asked:
        return False
    kinds = [{fold(label) for row in table for label in row.labels}]
    columns: dict[str, set[str]] = {}
    for row in table:
        for cell in row.cells:
            columns.setdefault(cell.label, set()).add(fold(cell.value))
    kinds += list(columns.values())
    for token in asked:
        for names in kinds:
            alike = {name for name in names if _is_code(name)}
            if len(alike) > 1 and not asked & alike and _shape(token) in map(_shape, alike):
                return True
    return False


def _is_code(word: str) -> bool:
    return bool(
        re.fullmatch(r"[\w-]+", word) and re.search(r"\d", word) and re.search("[a-z]", word)
    )


def _shape(word: str) -> str:
    """Write what a code is like: "10A" as "0a", "HD-0453" as "hd-0"."""
    kept = re.sub(r"\d+", "0", word)
    return re.sub(r"(?<=\d)[a-z]$", "a", kept)
