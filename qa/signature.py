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
from qa.kinds import PLACES
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
_LOWER_OFFICE = re.compile(
    r"(?:thẩm phán|chủ tọa|giám đốc|phó|trưởng|chủ tịch|chánh|kế toán|đại diện|thư ký)(?!\w)"
)
_MARK = re.compile(r"\(?\s*(?:đã ký|ký tên|ký, |ký và|ký ghi rõ)[^\n]*|[\s_.…-]*", re.IGNORECASE)
_BETWEEN = 6  # lines from the office to the name at most: stamps, empty lines, a second office
_MOST_READ = 50  # documents, line by line, when the question does not say which
_LONGEST = 60  # characters of a line with a name
_ASIDE = 6  # columns that a name may stand beside its office
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
    """Quote the last line of signatures: each name with its office; nothing without one.

    Several sign beside each other, and a list of those who are sent it may stand beside them:
    what is above a name stands in its column.
    """
    lines = [_cells(document.text, *line) for line in lines_of(document)]
    for at in range(len(lines) - 1, 0, -1):
        cells = lines[at]
        known = [_name_in(document.text, cell) for cell in cells]
        signed = []
        for number, cell in enumerate(cells):
            name = known[number] or _capitalised(document.text, cell)
            if name is None:
                continue
            is_beside = len(cells) > 1
            column = [_above(line, number, cells) for line in lines[max(0, at - _BETWEEN) : at]]
            offices, is_marked = _offices_above(document.text, column, is_beside=is_beside)
            # "Y Bhăm Niê Kđăm": not all names are known, but one who signs is marked, or beside.
            if offices and (known[number] or is_marked or (is_beside and any(known))):
                signed.append((offices, cell, name))
        # Beside each other they may be called what no office is: "BÊN VAY", "TƯ VẤN GIÁM SÁT".
        if any(_is_office(document.text, one) for offices, _, _ in signed for one in offices):
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


@dataclass(frozen=True, slots=True)
class _Cell:
    """Words of a line between wide gaps or tabs: offsets into the text, and its first column."""

    start: int
    end: int
    column: int
    is_tabbed: bool

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
    """Cut a line where a wide gap is, or a tab."""
    first = text.rfind("\n", 0, start) + 1
    first = max(first, text.rfind("\r", first, start) + 1)
    is_tabbed = "\t" in text[start:end]
    return [
        _Cell(start + match.start(), start + match.end(), start + match.start() - first, is_tabbed)
        for match in _BETWEEN_GAPS.finditer(text[start:end])
    ]


def _name_in(text: str, cell: _Cell) -> tuple[int, int] | None:
    """Give the place of a name that is the whole cell, titles such as "TS." aside."""
    line = text[cell.start : cell.end]
    if len(line) > _LONGEST or line.isupper() or any(c.isdigit() or c in ":;,|" for c in line):
        return None
    for a, b in person_names(line):
        before = line[:a].split()
        if b == len(line) and all(word.endswith(".") for word in before):
            return cell.start + a, cell.end
    return None


def _capitalised(text: str, cell: _Cell) -> tuple[int, int] | None:
    """Give the place of a cell of two to five words with capitals, and nothing else."""
    line = unicodedata.normalize("NFC", text[cell.start : cell.end])
    words = line.split()
    is_one = 2 <= len(words) <= 5 and not line.isupper() and fold(line) not in PLACES
    if is_one and all(word[0].isupper() and word.replace("’", "").isalpha() for word in words):
        return cell.start, cell.end
    return None


def _above(line: Sequence[_Cell], number: int, cells: Sequence[_Cell]) -> _Cell | None:
    """Give what a line has above one of the cells of a line below; None when that is nothing."""
    if cells[number].is_tabbed and len(line) == len(cells):
        return line[number]
    near = [cell for cell in line if cells[number].is_below(cell)]
    if len(cells) > 1 and len(line) == 1 and line[0].column < _ASIDE:
        return None  # a heading of what stood before
    return min(near, key=lambda cell: abs(cell.middle - cells[number].middle), default=None)


def _offices_above(
    text: str, above: Sequence[_Cell | None], *, is_beside: bool
) -> tuple[list[_Cell], bool]:
    """Find the lines in capitals that stand above a name, in order, and whether it is marked.

    Those above a name that stands beside others need not be called an office.
    """
    found: list[_Cell] = []
    is_marked = False
    for cell in [cell for cell in reversed(above) if cell]:
        line = unicodedata.normalize("NFC", text[cell.start : cell.end])
        if line.isupper() and len(line) <= 2 * _LONGEST and not re.search(r"\d", line):
            if found or is_beside or _OFFICE.search(line):
                found.insert(0, cell)
        elif found or not (_MARK.fullmatch(line) or _is_lower_office(line)):
            break
        else:
            is_marked = is_marked or bool(_MARK.fullmatch(line) and "ky" in fold(line))
    return found, is_marked


def _is_office(text: str, cell: _Cell) -> bool:
    return bool(_OFFICE.search(unicodedata.normalize("NFC", text[cell.start : cell.end])))


def _is_lower_office(line: str) -> bool:
    """Say whether a line is an office that stands below one in capitals: "Thẩm phán"."""
    return len(line) <= _LONGEST and bool(_LOWER_OFFICE.match(line.lower()))


def _quotes(
    document: Document, offices: Sequence[_Cell], cell: _Cell, name: tuple[int, int]
) -> list[Quote]:
    """Quote the name, and then what stands from the first of its offices to the last.

    All in one where nothing else stands between them, paragraph by paragraph.
    """
    start, end = offices[0].start, cell.end
    lines = document.text[start:end].splitlines()
    below = [line.strip() for line in document.text[offices[-1].end : cell.start].splitlines()]
    if any(len(_cells(line, 0, len(line))) > 1 for line in lines) or not all(
        _MARK.fullmatch(line) or _is_lower_office(line) for line in below
    ):
        place = (name[0] - cell.start, name[1] - cell.start)
        signs = Quote(document, cell.start, cell.end, place, leads=True)
        above = [Quote(document, a.start, a.end, (0, a.end - a.start)) for a in offices]
        return [signs, *above]
    quotes = []
    for paragraph in document.paragraphs:
        a, b = trim(document.text, max(start, paragraph.start), min(end, paragraph.end))
        if a >= b:
            continue
        signs_here = a <= name[0] < b
        highlight = (name[0] - a, name[1] - a) if signs_here else (0, b - a)
        quotes.append(Quote(document, a, b, highlight, leads=signs_here))
    return sorted(quotes, key=lambda quote: not quote.leads)
