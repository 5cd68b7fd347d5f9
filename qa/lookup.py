"""Answer "khoản 2 điều 5 nói gì?" by looking it up in the outline, before anything is searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from index.document import Document
from index.identifiers import codes, number_of, proper_names
from index.outline import ALPHABET, APPENDIX, Level, Unit, appendix_number, outline_of, quoted_end
from index.store import Index
from index.text import fold, in_a_row, trim
from index.units import DOCUMENT, END, START, Table, units_at
from qa.answer import Answer
from qa.compose import Quote, write
from qa.judgments import decision_asked

MOST_DOCUMENTS = 3  # that have the place asked for and are quoted side by side
MOST_QUOTES = 30
MOST_CHARACTERS = 4000  # of a unit that is quoted whole; of a longer one, what it is made of
SURE = 0.99  # what is looked up is there or is not

_LEVELS = {
    "phan": Level.PART,
    "phu luc": Level.PART,
    "chuong": Level.CHAPTER,
    "muc": Level.SECTION,
    "tieu muc": Level.SUBSECTION,
    "dieu": Level.ARTICLE,
    "khoan": Level.CLAUSE,
    "diem": Level.POINT,
}
_UNIT = re.compile(
    r"(?<!\w)(?P<name>tieu muc|phu luc|phan|chuong|muc|dieu|khoan|diem)\s+(?:so\s+|thu\s+)?"
    r"(?P<number>\d{1,4}[a-z]?|[ivxlc]+|[ivx]{2,}[a-h]|[a-z](?:\.?\d{1,2})?|nhat|hai|ba|bon|tu|nam|sau|bay|tam|chin|"
    r"muoi)(?!\w)"
)
# What asks for the words of a place and for nothing else, folded.
_ASKING = re.compile(
    r"(?<!\w)(?:noi (?:ve )?(?:van de |dieu )?gi|noi the nao|"
    r"quy dinh (?:ve )?(?:van de |nhung |cu the )?gi|quy dinh (?:nhu )?the nao|quy dinh ra sao|"
    r"nhu the nao|the nao|ra sao|la gi|co gi|(?:co )?noi dung (?:la )?gi|"
    r"(?:co )?noi dung (?:nhu )?the nao|noi dung|nguyen van|toan van|quy dinh|"
    r"(?:quy dinh )?(?:ve )?(?:nhung |cac |mot trong )?(?:hanh vi|truong hop|dieu kien|doi tuong"
    r"|hinh thuc|bien phap|nguyen tac|quyen|nghia vu|trach nhiem|nhiem vu|yeu cau|noi dung)"
    r"(?: vi pham)? (?:nao|gi)(?: (?:thi )?bi (?:xu )?(?:phat(?: tien)?|cam|nghiem cam|xu ly))?|"
    r"cho (?:toi |minh |em )?(?:biet|xem|doc)|trich(?: dan)?|doc|xem|neu|hay|ve|gi|cua|trong|tai|"
    r"theo|o|thi|va|so|nam(?=\s+(?:19|20)\d\d)|"
    r"van ban|tai lieu|nay|do|tren|nhe|voi|a|vay|duoc)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A place in the outline that a question names, and how it names the document."""

    path: tuple[tuple[int, int, str], ...]
    label: str
    words: frozenset[str]
    """Folded words of the document's name or title, other than its code."""
    text: str


def answered(typed: str, parts: Sequence[Sequence[Quote]], reason: str = "") -> Answer:
    """Answer by what was looked up: quotes for each part of a question."""
    text, citations = write(parts)
    return Answer(question=typed, text=text, citations=citations, reason=reason, confidence=SURE)


def look_up(typed: str, index: Index) -> Answer | None:
    """Answer a question that asks for the words of a place; None for any other question."""
    document, decided = decision_asked(typed, index.documents)
    if document is not None:
        return answered(typed, [quoted(document, [(one.start, one.end) for one in decided])])
    if not len(index.units):
        return None
    if several := one_by_one(typed):
        return _together(typed, [look_up(one, index) for one in several], index)
    counted = _DIVIDED.search(fold(unicodedata.normalize("NFC", typed)))
    whole = typed if counted is None else _without(typed, counted.start(), counted.end())
    wanted = _wanted(whole)
    if wanted is None or not (wanted.path or counted):
        return None
    named = named_in(wanted.text, wanted.words, index)
    if named is None:
        return None
    if not wanted.path:
        return _divided(typed, wanted, named, index, counted) if counted else None
    found = _found(wanted, index.units, named)
    if not len(found) and (called := _called_after_an_appendix(wanted)):
        rows = named_in(called.text, called.words, index)
        if rows and len(_found(called, index.units, rows)):
            wanted, named, found = called, rows, _found(called, index.units, rows)
    if not len(found):
        made = _made_by_amendment(wanted, index, named)
        if made:
            return answered(typed, [made])
        return _missing(typed, wanted, index, named)
    units = [(index.documents[row[DOCUMENT]], row) for row in found.tolist()]
    quotes = [
        quote
        for document, row in units[:MOST_DOCUMENTS]
        for quote in (
            _inside(document, row[START], row[END], _LEVELS[counted["name"]])
            if counted
            else _quotes(document, row[START], row[END])
        )
    ][:MOST_QUOTES]
    if not quotes:
        return None
    if len(units) > MOST_DOCUMENTS:
        shown = units[:MOST_DOCUMENTS]
        _, nearest = write(
            [[_quotes(document, row[START], row[END])[0] for document, row in shown]]
        )
        return Answer(
            question=typed,
            text="",
            abstained=True,
            reason=f"Có {len(units)} văn bản có {wanted.label}. Hãy nói rõ văn bản nào.",
            nearest=nearest,
        )
    return answered(typed, [quotes])


def _together(typed: str, found: Sequence[Answer | None], index: Index) -> Answer | None:
    """Give what was looked up for several places as one answer; None if one is more than that.

    What is not there is said beside what is.
    """
    if any(one is None for one in found):
        return None
    answers = [one for one in found if one is not None]
    documents = {document.source: document for document in index.documents}
    quotes = [
        Quote(documents[cited.source], cited.start, cited.end, cited.highlight)
        for answer in answers
        for cited in answer.citations
    ][:MOST_QUOTES]
    reasons = " ".join(dict.fromkeys(one.reason for one in answers if one.abstained))
    if not quotes:
        return replace(answers[0], question=typed, reason=reasons)
    return answered(typed, [quotes], reasons)


def one_by_one(typed: str) -> list[str]:
    """Ask for each of the places that a question names side by side; empty when it names one.

    >>> one_by_one("khoản 2 và 3 Điều 4 nói gì?")
    ['khoản 2 Điều 4 nói gì?', 'khoản 3 Điều 4 nói gì?']
    """
    text = unicodedata.normalize("NFC", typed)
    folded = _folded_in_place(text.lower())
    for code in codes(text):
        folded = _blanked(folded, code.start, code.end)
    places: list[dict[int, str]] = [{}]
    start, end = -1, -1
    for unit in _UNIT.finditer(folded):
        level = _LEVELS[unit["name"]]
        between = folded[end : unit.start()] if start >= 0 else " "
        if not _BETWEEN.fullmatch(between):
            break
        if level in places[-1]:  # "khoản 2 Điều 4 và khoản 3": another place begins
            places.append({})
        start, end = (unit.start() if start < 0 else start), unit.end()
        places[-1][level] = text[unit.start() : end]
        while more := _ANOTHER.match(folded, end):  # "khoản 2, 3 và 4"
            end = more.end()
            noun = text[slice(*unit.span("name"))]
            places.append({level: f"{noun} {text[slice(*more.span('number'))]}"})
    if len(places) < 2:
        return []
    return [text[:start] + _with_units_above(one, places) + text[end:] for one in places]


def _with_units_above(place: Mapping[int, str], places: Sequence[Mapping[int, str]]) -> str:
    """Name a place with what it shares with those beside it: both clauses are of "Điều 4"."""
    above = {level: said for other in places for level, said in other.items() if level < min(place)}
    units = {**above, **place}
    return " ".join(units[level] for level in sorted(units, reverse=True))


# Between the units of one place and of two: "khoản 2, Điều 4", "khoản 2 và khoản 3 của Điều 4".
_BETWEEN = re.compile(r"\s+|\s*[,;]\s*(?:va\s+)?|\s+(?:va|voi|cung|cua|thuoc|trong|tai)\s+")
_ANOTHER = re.compile(
    r"(?:\s*,\s*(?:va\s+)?|\s+(?:va|voi)\s+)(?P<number>\d{1,3}[a-z]?|[a-z])(?!\w)"
)


def _wanted(typed: str) -> _Wanted | None:
    """Read the place a question names; None when it asks anything more than for its words."""
    written_as = unicodedata.normalize("NFC", typed)
    text = written_as.lower()
    folded = _folded_in_place(text)
    path: dict[int, tuple[int, int, str]] = {}
    labels: dict[int, str] = {}
    rest = folded
    for code in codes(text):
        rest = _blanked(rest, code.start, code.end)
    for match in _UNIT.finditer(rest):
        level = _LEVELS[match["name"]]
        written = text[match.start("number") : match.end("number")]
        unit = _numbered(level, match["name"], written)
        if unit is None or level in path:
            return None
        path[level] = unit
        labels[level] = f"{text[match.start('name') : match.end('name')]} {written}"
    rest = _UNIT.sub(lambda match: " " * len(match[0]), rest)
    rest = _ASKING.sub(lambda match: " " * len(match[0]), rest)
    if path and not any(level <= Level.ARTICLE for level in path):
        return None
    return _Wanted(
        tuple(path[level] for level in sorted(path)),
        " ".join(labels[level] for level in sorted(labels, reverse=True)),
        frozenset(re.findall(r"\w+", rest)),
        written_as,
    )


def _called_after_an_appendix(wanted: _Wanted) -> _Wanted | None:
    """Take the appendix that a question names for the name of a document; None if it names none.

    "Điều 3 Phụ lục 02 của hợp đồng thuê kho": the appendix may be a file of its own.
    """
    level, number, suffix = wanted.path[0]
    if level != Level.PART or suffix != APPENDIX or not number or len(wanted.path) < 2:
        return None
    words = wanted.words | {"phu", "luc", str(number)}
    return _Wanted(wanted.path[1:], wanted.label, words, wanted.text)


def _divided(
    typed: str, wanted: _Wanted, named: frozenset[int], index: Index, counted: re.Match[str]
) -> Answer | None:
    """Answer "Quy chế đào tạo có bao nhiêu điều?" with the first line of every one."""
    level = _LEVELS[counted["name"]]
    if not (wanted.words or codes(wanted.text)) or level > Level.ARTICLE:
        return None
    outlined = sorted({int(row) for row in index.units[:, DOCUMENT]} & named)
    if len(outlined) != 1:
        return None
    document = index.documents[outlined[0]]
    quotes = _inside(document, 0, len(document.text), level)
    if not quotes or len(quotes) > MOST_QUOTES:
        return None
    return answered(typed, [quotes])


# "Chương III gồm những điều nào?", "Điều 7 có mấy khoản?": what a place is divided into.
_DIVIDED = re.compile(
    r"(?<!\w)(?:co|gom|bao gom)\s+(?:tat ca\s+)?(?:nhung|cac|may|bao nhieu)\s+"
    r"(?P<name>chuong|muc|dieu|khoan|diem)(?:\s+(?:nao|gi))?(?!\w)"
)


def _without(typed: str, start: int, end: int) -> str:
    text = unicodedata.normalize("NFC", typed)
    return f"{text[:start]} {text[end:]}"


def _inside(document: Document, start: int, end: int, level: Level) -> list[Quote]:
    """Quote the first line of every unit of a level within a stretch."""
    return [
        quote
        for unit in outline_of(document)
        if unit.level == level and start <= unit.start and unit.end <= end
        for quote in _quotes(document, unit.start,
                             _first_line(document.text, unit.start, unit.end))[:1]
    ]  # fmt: skip


def _folded_in_place(text: str) -> str:
    """Fold letter by letter, so that places in one are places in the other: "điểm đ"."""
    return "".join(fold(character)[:1] or " " for character in text)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _numbered(level: Level, name: str, written: str) -> tuple[int, int, str] | None:
    if level == Level.POINT:
        if len(written) != 1 or written not in ALPHABET:
            return None
        return level, ALPHABET.index(written) + 1, written
    if name == "phu luc":
        appendix = appendix_number(written)
        return (level, *appendix) if appendix else None
    digits = re.match(r"\d+", written)
    if digits:
        return level, int(digits[0]), written[digits.end() :]
    number = number_of(fold(written))
    return (level, number, "") if number else None


def named_in(text: str, words: Set[str], index: Index) -> frozenset[int] | None:
    """Give the rows of the documents that a question names by code or title: all if it names none.

    `words` are those of the question, folded, that can only be of a title. None when it names a
    document that is not there, or says more than a name: then it is searched.
    """
    asked, words = codes(text), set(map(_numbered_alike, words))
    coded = [
        row
        for row, document in enumerate(index.documents)
        if not asked or any(a.matches(b) for a in asked for b in codes(document.official.name))
    ]
    rows = [row for row in coded if words <= _title_words(index.documents[row])]
    rows = rows or [row for row in coded if _tells_of(index.documents[row], text, words)]
    return frozenset(rows) or None


def _tells_of(document: Document, text: str, words: Set[str]) -> bool:
    """Say whether a title has most words of a name, and the text the proper names in it.

    "Hợp đồng thuê kho Gò Găng" is called "Hợp đồng thuê kho số 3", and says where the warehouse is.
    """
    unsaid = words - _title_words(document)
    named = [in_a_row(text[start:end]) for start, end in proper_names(text)]
    needed = [name for name in named if not unsaid.isdisjoint(name.split())]
    if len(words - unsaid) < _MOST_OF_A_NAME or not unsaid <= {
        w for n in needed for w in n.split()
    }:
        return False
    said = in_a_row(document.text)
    return all(name in said for name in needed)


_MOST_OF_A_NAME = 3  # words: fewer only say what kind of text it is


def _numbered_alike(word: str) -> str:
    return word.lstrip("0") or word  # "02" and "2"


def _title_words(document: Document) -> set[str]:
    words = re.findall(r"\w+", fold(unicodedata.normalize("NFC", head_of(document))))
    return set(map(_numbered_alike, words))


def head_of(document: Document) -> str:
    """Give what a document is called and by whom: its title, its number, the head in capitals."""
    start = document.paragraphs[0].start if document.paragraphs else 0
    head = "\n".join(_head_lines(document.text[start : start + _HEAD]))
    return f"{document.title} {document.official.name} {document.official.issuer}\n{head}"


_HEAD = 800  # characters in which a text says whose it is and what it is called


@lru_cache(maxsize=4096)
def _head_lines(text: str) -> tuple[str, ...]:
    """Give the lines in capitals before the first article, and those that begin with a kind.

    The title may be the first of them alone: above "TRƯỜNG ĐẠI HỌC SÔNG LAM" stands the ministry,
    above "HỢP ĐỒNG TÍN DỤNG" the bank.
    """
    found = []
    for line in unicodedata.normalize("NFC", text).splitlines():
        line = line.strip("# \t")
        if _BODY.match(line):
            break
        if line.isupper() or all(word.isupper() for word in line.split()[:2]):
            found.append(line)
    return tuple(found)


_BODY = re.compile(r"(?:Điều|Chương|Phần|Mục) [\dIVX]+|(?:CHƯƠNG|PHẦN) [\dIVX]+")


def _found(wanted: _Wanted, table: Table, named: frozenset[int]) -> Table:
    found = units_at(table, wanted.path)
    level, _, suffix = wanted.path[-1]
    if not len(found) and level == Level.POINT and suffix == "d":
        # Typed without diacritics, "điểm đ" is "diem d".
        otherwise = (level, ALPHABET.index("đ") + 1, "đ")
        found = units_at(table, (*wanted.path[:-1], otherwise))
    keep = [row[DOCUMENT] in named for row in found.tolist()]
    kept: Table = found[keep] if len(found) else found
    return kept


def _made_by_amendment(wanted: _Wanted, index: Index, named: frozenset[int]) -> list[Quote]:
    """Quote an article that no text has as its own, from the amendment that makes it.

    "Bổ sung Điều 4a như sau: “Điều 4a. …”" is in the outline of neither text.
    """
    level, number, suffix = wanted.path[-1]
    if len(wanted.path) > 1 or level != Level.ARTICLE:
        return []
    head = re.compile(rf"^[ \t]*([“\"«])\s*Điều {number}{suffix}(?!\w)", re.MULTILINE)
    for row in sorted(named):
        document = index.documents[row]
        match = head.search(document.text) if document.relations else None
        if match is not None:
            start, end = match.start(1), quoted_end(document.text, match.start(1))
            return _quotes(document, start, end)
    return []


def _missing(typed: str, wanted: _Wanted, index: Index, named: frozenset[int]) -> Answer | None:
    """Refuse with what there is instead; None when none of the documents has an outline."""
    outlined = sorted({int(row) for row in index.units[:, DOCUMENT]} & named)
    if not outlined:
        return None
    if len(outlined) > 1:
        reason = f"Không văn bản nào trong {len(outlined)} văn bản có điều khoản có {wanted.label}."
        return Answer(question=typed, text="", abstained=True, reason=reason)
    document = index.documents[outlined[0]]
    name = document.official.name or f"“{document.title}”"
    reason = f"{name} không có {wanted.label}."
    held: Sequence[Unit] = outline_of(document)
    for depth in range(len(wanted.path), 0, -1):
        above = units_at(index.units, wanted.path[: depth - 1]) if depth > 1 else None
        if above is None:
            top = [unit for unit in held if unit.level == wanted.path[0][0]]
            reason += f" Văn bản này có {_span(top)}." if top else ""
            break
        rows = [row for row in above.tolist() if row[DOCUMENT] == outlined[0]]
        if rows:
            start, end = rows[0][START], rows[0][END]
            inside = [
                unit
                for unit in held
                if start < unit.start
                and unit.end <= end
                and unit.level == wanted.path[depth - 1][0]
            ]
            reason += f" Ở đó có {_span(inside)}." if inside else " Chỗ ấy không chia nhỏ hơn."
            break
    return Answer(question=typed, text="", abstained=True, reason=reason)


def _span(units: Sequence[Unit]) -> str:
    if len(units) == 1:
        return units[0].label
    return f"từ {units[0].label} đến {units[-1].label}"


def _quotes(document: Document, start: int, end: int) -> list[Quote]:
    """Quote a unit paragraph by paragraph; of a long one, the first lines of its parts."""
    stretches = [(start, end)]
    if end - start > MOST_CHARACTERS:
        inside = [u for u in outline_of(document) if start <= u.start and u.end <= end]
        top = sorted({unit.level for unit in inside})[:2]
        stretches = [
            (unit.start, _first_line(document.text, unit.start, unit.end))
            for unit in inside
            if unit.level in top
        ]
    return quoted(document, stretches)


def quoted(document: Document, places: Iterable[tuple[int, int]]) -> list[Quote]:
    """Quote stretches of a document paragraph by paragraph: a citation is of one paragraph."""
    quotes = []
    for start, end in places:
        for paragraph in document.paragraphs:
            a, b = trim(document.text, max(start, paragraph.start), min(end, paragraph.end))
            if a < b:
                quotes.append(Quote(document, a, b, (0, b - a)))
    return quotes


def _first_line(text: str, start: int, end: int) -> int:
    match = re.compile(r"[\r\n]").search(text, start, end)
    return match.start() if match else end
