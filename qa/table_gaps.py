"""What a table has not, though a question asks it of the table: a column, a cell, one more name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from index.document import Document
from index.text import Syllable, fold, forms_in_a_row, in_a_row, row_of, syllables
from qa.asking import FUNCTION_FORMS, says_nothing
from qa.kinds import asks_money, is_count
from qa.question import Question
from qa.table_cells import columns_asked, naming
from qa.tables import ANY_COLUMN, FEW, LONG, LONGEST, Row, labels_of


def has_no_column_for(question: Question, document: Document, table: Sequence[Row]) -> bool:
    """Say whether something is asked of a row by name, and no word of it stands in the table.

    "Số điện thoại của Tạ Minh Châu" of a table with her name, her office and her e-mail.
    """
    thing, of, whose = question.spelled.partition(" của ")
    asked = [word for word in syllables(thing) if not says_nothing(word.form)]
    wanted = {word.folded for word in asked} - ANY_COLUMN
    if not of or not wanted or len(table) > LONGEST:
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


def asks_an_empty_cell(question: Question, table: Sequence[Row]) -> bool:
    """Say whether the row that a question names has no cell in the column that it names."""
    wide = len(labels_of(table))
    if len(table) > LONG or all(len(row.cells) == wide for row in table):
        return False
    named = [(len(naming(question, row)), row) for row in table]
    most = max(count for count, _ in named)
    rows = [row for count, row in named if count == most]
    if not most or len(rows) > 1:
        return False
    columns = columns_asked(question, rows[0], table)
    return len(columns) == 1 and columns[0].is_named and columns[0].label not in rows[0].labels


def another_named(question: Question, document: Document, table: Sequence[Row]) -> list[Syllable]:
    """Give what a question names of a kind where it is none of those in a table; else nothing.

    "Luật" of "ngành Luật" in a table with "Tên ngành", "răng hàm mặt" of "bác sĩ răng hàm mặt" in
    one with "Bác sĩ đa khoa", "đá hoa" of "lát nền đá hoa" in one with "Lát nền gạch men".
    """
    if len(table) > LONGEST:
        return []
    labels = frozenset(word.form for label in labels_of(table) for word in syllables(label))
    name = _unknown_by_column(question, document, table, labels)
    if name or len(table) > LONG:
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
            if whole and not has_any(f"{document.title}\n{document.text}", name):
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
            if not has_any("\n".join(row.told for row in table if _begins(row, kind)), name):
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
        if is_thing and not has_any("\n".join(row.told for row in table), name):
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


def has_any(text: str, name: Sequence[Syllable]) -> bool:
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
    " lúc lấy dùng là trên dưới với".split()
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
    return {tuple(word for word in name if word not in ANY_COLUMN) for name in names} - {()}


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
        if len(values) > FEW and all(value[:1] == values[0][:1] != value for value in values):
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


def is_of_none(question: Question, table: Sequence[Row]) -> bool:
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
