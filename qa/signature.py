"""Answer "ai ký quyết định này?" from where a text is signed, before anything is searched.

A signature shares no word with the question: an office in capitals, and a name on a line below.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document
from index.identifiers import codes, person_names
from index.store import Index
from index.text import fold, trim
from qa.answer import Answer
from qa.compose import Quote
from qa.lookup import MOST_DOCUMENTS, answered, named_in

_ASKS = re.compile(
    r"(?<!\w)(?:(?:do |duoc )?(?:nhung )?(?:ai|nguoi nao|lanh dao nao|ong nao|ba nao)"
    r"(?: la nguoi)?(?: da)? (?:ky|ki)(?! ket| hop)(?: (?:ten|duyet|ban hanh))?(?: vao)?"
    r"|nguoi (?:ky|ki)(?! ket| hop)|la (?:ai|nguoi nao)|(?:ky|ki) boi ai)(?!\w)"
)
_SIGNS = re.compile(r"(?<!\w)(?:ky|ki)(?!\w)")
# What may be said of the document beside its code, its kind and its title.
_OF_IT = re.compile(r"(?<!\w)(?:van ban|tai lieu|so|nay|do|tren|cua|ve|ban hanh|duoc|a|vay)(?!\w)")
_OFFICE = re.compile(
    r"CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BÍ THƯ|TỔNG|THỐNG ĐỐC|PHÓ|CHỦ NHIỆM|"
    r"CHỦ TỌA|CHỦ TRÌ|THƯ KÝ|ĐẠI DIỆN|NGƯỜI|BÊN [AB]|THẨM PHÁN|HỘI ĐỒNG XÉT XỬ"
)
_MARK = re.compile(r"\(?\s*(?:đã ký|ký tên|ký, |ký và|ký ghi rõ)[^\n]*|[\s_.…-]*", re.IGNORECASE)
_BETWEEN = 6  # lines from the office to the name at most: stamps, empty lines, a second office
_MOST_READ = 50  # documents, line by line, when the question does not say which
_LONGEST = 60  # characters of a line with a name
_ASIDE = 6  # columns that a name may stand beside its office
_CAPITALISED = re.compile(r"(?:[^\W\d_a-z][\w'’]*)(?: [^\W\d_a-z][\w'’]*){1,4}")
_BETWEEN_GAPS = re.compile(r"\S+(?:[ \u00a0]{1,2}\S+)*")


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
    """Quote the last signatures of a document: a name and its office, each; nothing without one.

    Several sign beside each other, and a list of those who are sent it may stand beside them:
    what is above a name stands in its column.
    """
    lines = lines_of(document)
    for at in range(len(lines) - 1, 0, -1):
        signed = []
        cells = _cells(document.text, *lines[at])
        for cell in cells:
            name = _name_in(document.text, cell.start, cell.end)
            above = [_in_column(document.text, line, cell) for line in lines[:at]] if name else []
            if name and (offices := _offices_above(document.text, above, len(cells) > 1)):
                signed.append((offices, cell, name))
        # Beside each other they may be called what no office is: "BÊN VAY", "TƯ VẤN GIÁM SÁT".
        if any(
            _is_office(document.text, *office) for offices, _, _ in signed for office in offices
        ):
            return [quote for one in signed for quote in _quotes(document, *one)]
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
    # "Y Bhăm Niê Kđăm": not all names are known, and few other lines have capitals only there.
    return (start, end) if _CAPITALISED.fullmatch(unicodedata.normalize("NFC", line)) else None


@dataclass(frozen=True, slots=True)
class _Cell:
    """Words of a line with no wide gap: offsets into the text, and its first column."""

    start: int
    end: int
    column: int

    @property
    def middle(self) -> float:
        """The column in its middle."""
        return self.column + (self.end - self.start) / 2

    def is_below(self, other: _Cell) -> bool:
        """Say whether it stands in the column of another, or nearly."""
        return (
            self.column < other.column + other.end - other.start + _ASIDE
            and other.column < self.column + self.end - self.start + _ASIDE
        )


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    """Cut a line where a wide gap is."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return [
        _Cell(start + match.start(), start + match.end(), start + match.start() - first)
        for match in _BETWEEN_GAPS.finditer(text[start:end])
    ]


def _in_column(text: str, line: tuple[int, int], below: _Cell) -> tuple[int, int] | None:
    """Give what a line has above a cell; None when that is nothing."""
    near = [cell for cell in _cells(text, *line) if below.is_below(cell)]
    nearest = min(near, key=lambda cell: abs(cell.middle - below.middle), default=None)
    return (nearest.start, nearest.end) if nearest else None


def _offices_above(
    text: str, above: Sequence[tuple[int, int] | None], beside: bool
) -> list[tuple[int, int]]:
    """Find the lines in capitals that stand above a name, in order.

    Those above a name that stands beside others need not be called an office.
    """
    found: list[tuple[int, int]] = []
    for place in [place for place in reversed(above[-_BETWEEN:]) if place]:
        line = unicodedata.normalize("NFC", text[slice(*place)])
        if line.isupper() and len(line) <= 2 * _LONGEST and not re.search(r"\d", line):
            if found or beside or _OFFICE.search(line):
                found.insert(0, place)
        elif found or not (_MARK.fullmatch(line) or _is_lower_office(line)):
            break
    return found


def _is_office(text: str, start: int, end: int) -> bool:
    return bool(_OFFICE.search(unicodedata.normalize("NFC", text[start:end])))


def _is_lower_office(line: str) -> bool:
    """Say whether a line is an office that stands below one in capitals: "Thẩm phán"."""
    return len(line) <= _LONGEST and not line.endswith(".") and bool(_OFFICE.search(line.upper()))


def _quotes(
    document: Document, offices: Sequence[tuple[int, int]], cell: _Cell, name: tuple[int, int]
) -> list[Quote]:
    """Quote the name, and then what stands from the first of its offices to the last.

    All in one where nothing else stands between them, paragraph by paragraph.
    """
    start, end = offices[0][0], cell.end
    lines = document.text[start:end].splitlines()
    below = [line.strip() for line in document.text[offices[-1][1] : cell.start].splitlines()]
    if any(len(_cells(line, 0, len(line))) > 1 for line in lines) or not all(
        _MARK.fullmatch(line) or _is_lower_office(line) for line in below
    ):
        place = (name[0] - cell.start, name[1] - cell.start)
        signs = Quote(document, cell.start, cell.end, place, leads=True)
        return [signs, *(Quote(document, a, b, (0, b - a)) for a, b in offices)]
    quotes = []
    for paragraph in document.paragraphs:
        a, b = trim(document.text, max(start, paragraph.start), min(end, paragraph.end))
        if a >= b:
            continue
        signs_here = a <= name[0] < b
        highlight = (name[0] - a, name[1] - a) if signs_here else (0, b - a)
        quotes.append(Quote(document, a, b, highlight, leads=signs_here))
    return sorted(quotes, key=lambda quote: not quote.leads)
