"""Answer "ai ký quyết định này?" from where a text is signed, before anything is searched.

A signature shares no word with the question: an office in capitals, and a name on a line below.
"""

from __future__ import annotations

import re
import unicodedata

from index.document import Document
from index.identifiers import codes, person_names
from index.store import Index
from index.text import fold, trim
from qa.answer import Answer
from qa.compose import Quote
from qa.lookup import MOST_DOCUMENTS, answered, named_in

_ASKS = re.compile(
    r"(?<!\w)(?:(?:do |duoc )?(?:ai|nguoi nao|lanh dao nao|ong nao|ba nao)"
    r"(?: la nguoi)?(?: da)? (?:ky|ki)(?! ket| hop)(?: (?:ten|duyet|ban hanh))?(?: vao)?"
    r"|nguoi (?:ky|ki)(?! ket| hop)|la (?:ai|nguoi nao)|(?:ky|ki) boi ai)(?!\w)"
)
_SIGNS = re.compile(r"(?<!\w)(?:ky|ki)(?!\w)")
# What may be said of the document beside its code, its kind and its title.
_OF_IT = re.compile(r"(?<!\w)(?:van ban|tai lieu|so|nay|do|tren|cua|ve|ban hanh|duoc|a|vay)(?!\w)")
_OFFICE = re.compile(
    r"CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BÍ THƯ|TỔNG|THỐNG ĐỐC|PHÓ|CHỦ NHIỆM|"
    r"CHỦ TỌA|CHỦ TRÌ|THƯ KÝ|ĐẠI DIỆN|NGƯỜI|BÊN [AB]"
)
_MARK = re.compile(r"\(?\s*(?:đã ký|ký tên|ký, |ký và|ký ghi rõ)[^\n]*|[\s_.…-]*", re.IGNORECASE)
_BETWEEN = 6  # lines from the office to the name at most: stamps, empty lines, a second office
_MOST_READ = 50  # documents, line by line, when the question does not say which
_LONGEST = 60  # characters of a line with a name


def signed_by(typed: str, index: Index) -> Answer | None:
    """Answer a question about who signed a document; None for any other, or if nobody did."""
    signed = signatures(typed, index)
    if not signed:
        return None
    return answered(typed, signed)


def signatures(typed: str, index: Index) -> list[list[Quote]]:
    """Quote the signatures of the documents that a question asks the signer of, each by itself.

    Nothing for any other question, or where too many documents may be meant.
    """
    text = unicodedata.normalize("NFC", typed)
    folded = fold(text)
    if not _SIGNS.search(folded) or not _ASKS.search(folded):
        return []
    rest = _OF_IT.sub(" ", _ASKS.sub(" ", without_codes(text, folded)))
    named = named_in(text, frozenset(re.findall(r"\w+", rest)), index) or frozenset()
    if len(named) > _MOST_READ:
        return []
    signed = [quotes for row in sorted(named) if (quotes := signature_of(index.documents[row]))]
    return signed if len(signed) <= MOST_DOCUMENTS else []


def without_codes(text: str, folded: str) -> str:
    """Blank out the codes in a folded text."""
    # Folding keeps the number of characters of what has been composed (NFC).
    for code in codes(text) if len(text) == len(folded) else ():
        folded = folded[: code.start] + " " * (code.end - code.start) + folded[code.end :]
    return folded


def signature_of(document: Document) -> list[Quote]:
    """Quote the last signature of a document: the office and the name; nothing without one."""
    lines = lines_of(document)
    for at in range(len(lines) - 1, 0, -1):
        start, end = lines[at]
        name = _name_in(document.text, start, end)
        if name is None:
            continue
        first = _office_above(document.text, lines[:at])
        if first is not None:
            return _quotes(document, first, end, name)
    return []


def lines_of(document: Document) -> list[tuple[int, int]]:
    """Give the lines of a document's paragraphs that say something, trimmed: (start, end)."""
    lines = []
    for paragraph in document.paragraphs:
        for match in re.finditer(r"[^\r\n]+", document.text[paragraph.start : paragraph.end]):
            start, end = trim(
                document.text, paragraph.start + match.start(), paragraph.start + match.end()
            )
            if start < end:
                lines.append((start, end))
    return lines


def _name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the place of a name that is the whole line, titles such as "TS." aside."""
    line = text[start:end]
    if len(line) > _LONGEST or line.isupper() or any(c.isdigit() or c in ":;,|" for c in line):
        return None
    for a, b in person_names(line):
        before = line[:a].split()
        if b == len(line) and all(word.endswith(".") for word in before):
            return start + a, end
    return None


def _office_above(text: str, lines: list[tuple[int, int]]) -> int | None:
    """Find where the lines in capitals begin that stand above a name."""
    first = None
    for start, end in reversed(lines[-_BETWEEN:]):
        line = unicodedata.normalize("NFC", text[start:end])
        if line.isupper() and len(line) <= 2 * _LONGEST and not re.search(r"\d", line):
            if first is not None or _OFFICE.search(line):
                first = start
        elif first is not None or not _MARK.fullmatch(line):
            break
    return first


def _quotes(document: Document, start: int, end: int, name: tuple[int, int]) -> list[Quote]:
    """Quote what stands from the office to the name, paragraph by paragraph; the name first."""
    quotes = []
    for paragraph in document.paragraphs:
        a, b = trim(document.text, max(start, paragraph.start), min(end, paragraph.end))
        if a >= b:
            continue
        signs = a <= name[0] < b
        highlight = (name[0] - a, name[1] - a) if signs else (0, b - a)
        quotes.append(Quote(document, a, b, highlight, leads=signs))
    return sorted(quotes, key=lambda quote: not quote.leads)
