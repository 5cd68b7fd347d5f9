"""Which rows of a table a question tells apart, which it rules out, and what a row's cells say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from index.document import Document
from index.identifiers import ordinals
from index.store import Index
from index.text import (
    BAR,
    LINE_BREAK,
    Syllable,
    canonical,
    fold,
    in_a_row,
    is_toned,
    syllables,
    trim,
)
from qa.answer import Span
from qa.asking import says_nothing
from qa.kinds import has_unit_asked
from qa.question import Question

MOST_ROWS = 10  # of one answer to a question that asks for no list
_LONGEST = 5000  # rows of a table that are compared with a question: a tenth of a second
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
    kept = []
    named: dict[tuple[str, tuple[str, ...]], frozenset[int]] = {}
    for span in spans:
        document = index.document(span.hit.passage.document_id)
        row = row_at(document, span.start)
        if row is not None and asking_cell(document, span.start) is None:
            table = (document.id, row.labels)
            if table not in named:
                whole = _table_of(document, row)
                rows = _named_of(question, document, whole)
                if _has_no_column_for(question, document, whole) or _names_another(
                    question, document, whole
                ):
                    rows = []
                named[table] = frozenset(one.start for one in rows)
            if row.start not in named[table]:
                continue
        kept.append(span)
    return kept


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


def asked_cell(question: Question, row: Row) -> Cell | None:
    """Give the cell of a row whose column a question asks for; None when that is not sure.

    Of "bao nhiêu phút" that is the only cell with minutes, whatever its column is called.
    """
    measured = [
        cell for cell in row.cells if has_unit_asked(question, f"{cell.label}: {cell.value}")
    ]
    if len(measured) == 1:
        return measured[0]
    asked = {term.syllable.folded for term in question.terms}
    said = in_a_row(question.spelled)
    scored = []
    for cell in row.cells:
        words = [word.folded for word in syllables(cell.label)]
        if words and in_a_row(cell.value) not in said:
            scored.append((len(asked.intersection(words)) / len(words), cell))
    best = max((share for share, _ in scored), default=0.0)
    found = [cell for share, cell in scored if share == best]
    if len(found) > 1 and question.ordinals:  # "quý 4" of the columns "Quý III" and "Quý IV"
        found = [
            cell
            for cell in found
            if any(a.matches(b) for a in question.ordinals for b in ordinals(cell.label))
        ]
    return found[0] if best and len(found) == 1 else None


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


def _names_another(question: Question, document: Document, table: Sequence[Row]) -> bool:
    """Say whether a question names one of a kind that a table's document has no word of.

    "Ngành Luật" of a table with "Tên ngành", "bác sĩ răng hàm mặt" of one with "Bác sĩ đa khoa".
    """
    if len(table) > _LONGEST:
        return False
    words = syllables(question.spelled)
    trusted = {term.syllable.start: term.trust for term in question.terms}
    said = [word.folded for word in words]
    for kind in _kinds_of(table):
        for at in range(len(said) - len(kind)):
            if said[at : at + len(kind)] != [*kind]:
                continue
            name = list(takewhile(lambda word: not _ends_a_name(word), words[at + len(kind) :]))
            capital = bool(name) and question.spelled[name[0].start].isupper()
            sure = all(trusted.get(word.start, 0.0) > 0.9 for word in name)
            if (capital or len(name) > 1) and sure and not _has_any(document, name):
                return True
    return False


def _has_any(document: Document, name: Sequence[Syllable]) -> bool:
    there = {word.form for word in syllables(f"{document.title}\n{document.text}")}
    return any(word.form in there for word in name)


def _ends_a_name(word: Syllable) -> bool:
    return says_nothing(word.form) or word.folded in _NO_NAME


# What follows a thing in a question without telling which of them it is.
_NO_NAME = frozenset(
    "can phai duoc bi co di dem mang o tai cua cho khi thi do tu den vao trong theo muon nen se da"
    " lay dung la tren duoi voi".split()
)


def _kinds_of(table: Sequence[Row]) -> set[tuple[str, ...]]:
    """Give what the things of a table are called, folded: columns of words, what values share."""
    kinds: set[tuple[str, ...]] = set()
    begun: Counter[tuple[str, ...]] = Counter()
    for cell in dict.fromkeys(cell for row in table for cell in row.cells):
        if not cell.value[:1].isalpha():
            continue
        name = [word.folded for word in syllables(cell.label)]
        kinds.add(tuple(word for word in name if word not in _ANY_COLUMN))
        begun[tuple(word.folded for word in syllables(cell.value))[:2]] += 1
    kinds |= {one for one, times in begun.items() if len(one) == 2 and times > 1}
    return kinds - {()}


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
