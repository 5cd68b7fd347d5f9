"""The outline of legal and administrative texts: Phần, Chương, Mục, Điều, Khoản, Điểm, Phụ lục.

It is read off the lines of the text: no line is moved or lost by it. `place` words a citation with
it, and the index keeps it as numbers, for look-up ("khoản 2 điều 5 nói gì?").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from index.document import Document, Paragraph
from index.identifiers import number_of
from index.text import fold


class Level(IntEnum):
    """The ranks of the outline, highest first."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    SUBSECTION = 3
    ARTICLE = 4
    CLAUSE = 5
    POINT = 6


NAMES = {
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
}
APPENDIX = "pl"
"""An appendix has the level of a part; its `suffix` begins with this mark."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of the outline: offsets into the document's text, from its number to its end."""

    level: Level
    number: int
    """Of a point, the place of its letter in the Vietnamese alphabet, from 1."""
    suffix: str
    """"a" of "Điều 5a"; the whole letter of a point; of an appendix see `appendix_number`."""
    start: int
    end: int
    label: str
    """As a citation names it: "Điều 5a", "khoản 2", "điểm đ", "Phụ lục II"."""

    @property
    def is_appendix(self) -> bool:
        """Say whether it is an appendix, which has the level of a part."""
        return self.level == Level.PART and self.suffix.startswith(APPENDIX)


_HEAD = re.compile(r"[ \t>]*(?:#{1,6}[ \t]+)?(?:\*\*)?")
_DIVISION = re.compile(
    r"(?P<name>phần|chương|tiểu mục|mục)\s+(?:thứ\s+)?(?P<number>[ivxlc]+|\d{1,3}|nhất|hai|ba|"
    r"bốn|tư|năm|sáu|bảy|tám|chín|mười)(?P<suffix>[a-zđ])?(?=[.:)\s*]|$)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"điều\s+(?P<number>\d{1,4})(?P<suffix>[a-zđ]?)(?=[.:)*]?(?:\s|$|\*))", re.IGNORECASE
)
# "PHỤ LỤC Y TẾ" is of health, not the one after X; "Phụ lục Xe máy" has no number.
_APPENDIX = re.compile(
    r"phụ lục(?:\s+(?:số\s+)?(?P<number>[ivxlc]+|\d{1,3}[a-zđ]?|(?-i:[IVX]{2,}[a-hđ])"
    r"|(?-i:[A-XZĐ])(?:\.?\d{1,2})?(?!\s+(?-i:[a-zđ]))))?(?=\s*[.:–-]|\s*$|\s+[A-ZĐ(])",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:khoản\s+)?(?P<number>\d{1,3})(?P<suffix>[a-zđ]?)[.)]\s+\S", re.IGNORECASE)
_POINT = re.compile(r"(?:điểm\s+)?(?P<letter>[a-zđ]{1,2})[).]\s+\S", re.IGNORECASE)
# What follows the last article is the signature's.
_CLOSING = re.compile(
    r"(?:nơi nhận\s*:|đại diện (?:bên|các bên|hai bên)(?!\w)|(?:tm|kt|tuq|tl|q)\.\s"
    r"|luật này (?:đã )?được quốc hội)",
    re.IGNORECASE,
)
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


def outline_of(document: Document) -> tuple[Unit, ...]:
    """Give the units of a document in order; empty for a text that has no articles."""
    if not document.paragraphs:
        return ()
    return outline(document.text, document.paragraphs[0].start, document.paragraphs[-1].end)


@lru_cache(maxsize=32)
def outline(text: str, start: int, end: int) -> tuple[Unit, ...]:
    r"""Give the units of `text[start:end]` in order, each with all it holds.

    >>> text = "Điều 1. Phạm vi\n1. Trong nước.\n2. Ngoài nước:\na) Châu Á;\nĐiều 2. Hiệu lực"
    >>> [(unit.label, text[unit.start : unit.end][-5:]) for unit in outline(text, 0, len(text))][:3]
    [('Điều 1', 'âu Á;'), ('khoản 1', 'nước.'), ('khoản 2', 'âu Á;')]
    """
    if not re.search(r"[ĐđD](?:iều|IỀU|i[eê])|[Pp][Hh][Ụụu]", text[start:end]):
        return ()
    open_units: list[Unit] = []
    done: list[Unit] = []
    depth, mark = 0, ""  # of the quote that a line stands in, and what opened it
    articles = last = 0

    def close(at: int, level: int) -> None:
        while open_units and open_units[-1].level >= level:
            unit = open_units.pop()
            done.append(Unit(unit.level, unit.number, unit.suffix, unit.start,
                             _trimmed_end(text, unit.start, at), unit.label))  # fmt: skip

    for match in _LINE.finditer(text, start, end):
        line = unicodedata.normalize("NFC", match[0])
        opening = _HEAD.match(line)
        at = match.start() + (opening.end() if opening else 0)
        head = line[opening.end() if opening else 0 :][:90]
        goes_on = depth and not (
            _is_article(head, last + 1) and _never_ends(text[match.start() : end], mark, depth)
        )
        if goes_on:
            depth = _depth(line, mark, depth)
            continue
        depth = 0
        if head.startswith(tuple(_ENDING)):
            # An amendment quotes the article it makes: that is no article of this text.
            mark = head[0]
            depth = _depth(line, mark, 0)
            continue
        if _CLOSING.match(head):
            close(match.start(), Level.PART)
            continue
        unit = _unit(head, at, open_units)
        if unit is not None:
            close(match.start(), unit.level)
            open_units.append(unit)
            articles += unit.level == Level.ARTICLE or unit.is_appendix
            last = unit.number if unit.level == Level.ARTICLE else last
    close(end, Level.PART)
    if not articles:
        return ()
    return tuple(sorted(done, key=lambda unit: (unit.start, unit.level)))


_ENDING = {"“": "”", '"': '"', "«": "»"}
_STRAIGHT_OPENS = re.compile(r'(?<!\S)"(?=\S)')
_STRAIGHT_ENDS = re.compile(r'(?<=\S)"')


def _depth(line: str, mark: str, depth: int) -> int:
    """Count how many quotes are open behind a line; one may open and end within it."""
    if mark == '"':
        return (depth + line.count(mark)) % 2
    return max(0, depth + line.count(mark) - line.count(_ENDING[mark]))


def quoted_end(text: str, start: int) -> int:
    """Give where the quote ends that a mark at `start` opens; the end of its line if nowhere."""
    mark, depth = text[start], 0
    for found in re.finditer(f"[{mark}{_ENDING[mark]}]", text[start:]):
        opens = found[0] == mark and (mark != _ENDING[mark] or not found.start())
        depth += 1 if opens else -1
        if not depth:
            return start + found.end()
    line = re.compile(r"[\r\n]").search(text, start)
    return line.start() if line else len(text)


def _is_article(head: str, number: int) -> bool:
    article = _ARTICLE.match(head)
    return article is not None and number > 1 and int(article["number"]) == number


def _never_ends(rest: str, mark: str, depth: int) -> bool:
    """Say whether what follows does not end a quote: its end was forgotten further up."""
    if mark == '"':
        opens, ends = _STRAIGHT_OPENS.search(rest), _STRAIGHT_ENDS.search(rest)
        return ends is None or (opens is not None and opens.start() < ends.start())
    for found in re.finditer(f"[{mark}{_ENDING[mark]}]", rest):
        depth += 1 if found[0] == mark else -1
        if not depth:
            return False
    return True


def _unit(head: str, at: int, above: list[Unit]) -> Unit | None:
    """Read the unit that a line opens, if it opens one where it stands."""
    if match := _ARTICLE.match(head):
        return Unit(Level.ARTICLE, int(match["number"]), match["suffix"].lower(), at, at,
                    f"Điều {match['number']}{match['suffix']}")  # fmt: skip
    if match := _APPENDIX.match(head):
        written = match["number"] or ""
        capital = head[:1].isupper() and (len(head) <= 80)
        number, suffix = appendix_number(written) or (0, APPENDIX)
        if capital:
            return Unit(Level.PART, number, suffix, at, at, f"Phụ lục {written}".rstrip())
    if (match := _DIVISION.match(head)) and head[:1].isupper():
        name = match["name"].lower()
        level = {"chương": Level.CHAPTER, "mục": Level.SECTION, "tiểu mục": Level.SUBSECTION}
        number = number_of(fold(match["number"]))
        if number:
            rank = level.get(name, Level.PART)
            written = match["number"]
            written = (
                written.upper() if re.fullmatch(r"[ivxlcIVXLC]+", written) else written.lower()
            )
            suffix = (match["suffix"] or "").lower()
            return Unit(
                rank, number, suffix, at, at, f"{NAMES[rank]} {written}{match['suffix'] or ''}"
            )
    levels = [unit.level for unit in above]
    holder = Level.ARTICLE in levels or (above and above[0].is_appendix)
    if not holder:
        return None
    if match := _CLAUSE.match(head):
        number, suffix = int(match["number"]), match["suffix"].lower()
        last = next((unit for unit in above if unit.level == Level.CLAUSE), None)
        # "2." after "1."; a list that counts anew inside a clause is the clause's own.
        follows = last is None or (last.number, last.suffix) < (number, suffix)
        if follows and number <= (last.number if last else 0) + 5:
            return Unit(Level.CLAUSE, number, suffix, at, at, f"khoản {number}{suffix}")
        return None
    match = _POINT.match(head)
    if match and match["letter"][0].lower() in ALPHABET and match["letter"].islower():
        letter = match["letter"]
        number = ALPHABET.index(letter[0]) + 1
        last = next((unit for unit in above if unit.level == Level.POINT), None)
        if last is None or (last.number, last.suffix) < (number, letter):
            return Unit(Level.POINT, number, letter, at, at, f"điểm {letter}")
    return None


def appendix_number(written: str) -> tuple[int, str] | None:
    """Read what an appendix is called by as a unit's number and suffix; None when it is no number.

    >>> [appendix_number(written) for written in ("II", "2", "2a", "IIa", "B", "A.1", "ABC")]
    [(2, 'pl'), (2, 'pl'), (2, 'pla'), (2, 'pla'), (0, 'plb'), (0, 'pla1'), None]
    """
    written = written.lower().replace(".", "")
    letter = re.fullmatch(r"(\d+|[ivx]{2,})([a-zđ])", written)
    if number := number_of(fold(letter[1] if letter else written)):
        return number, APPENDIX + (letter[2] if letter else "")
    return (0, APPENDIX + written) if re.fullmatch(r"[a-zđ]\d{0,2}", written) else None


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def path_at(document: Document, start: int, end: int) -> tuple[Unit, ...]:
    """Give the units around a stretch of a document, highest first."""
    return tuple(unit for unit in outline_of(document) if unit.start <= start and end <= unit.end)


def article_at(document: Document, start: int, end: int | None = None) -> Unit | None:
    """Give the article around a place, or around a stretch; None outside articles."""
    around = path_at(document, start, start + 1 if end is None else end)
    return next((unit for unit in around if unit.level == Level.ARTICLE), None)


def place(document: Document, paragraph: Paragraph, start: int, end: int) -> str:
    """Word where a stretch of a document stands, as people cite it.

    "điểm b khoản 2 Điều 5, Nghị định 100/2019/NĐ-CP, tr. 7" where the text has an outline, "đoạn 5,
    mục «Chủ động…»" elsewhere; the page, sheet or slide is named where the file has them.
    """
    units = path_at(document, start, end)
    words = paragraph.place
    if units:
        inside = [unit for unit in units if unit.level >= Level.ARTICLE] or [units[-1]]
        if units[0].is_appendix and inside[0] is not units[0]:
            inside = [units[0], *inside]
        words = " ".join(unit.label for unit in reversed(inside))
        words = ", ".join(filter(None, [words, document.official.name]))
    return ", ".join(filter(None, [words, document.page_at(start)]))
