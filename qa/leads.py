"""What leads to a sentence: the heading of its article, and the lines that its point stands under.

"2. Người chưa đủ 18 tuổi uống rượu, bia." says the contrary of the law without "Điều 5. Các hành vi
bị nghiêm cấm" above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document import Document
from index.outline import Level, Unit, outline_of, path_at
from index.text import canonical, sentences, trim
from qa.enumeration import introduces, with_what_stands_above

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leads:
    """Places of a document that lead to a sentence of it."""

    heading: Place | None
    """The line that names its article; None outside articles."""
    lines: tuple[Place, ...]
    """What leads into the lists that it is in, outermost first: "1. Không được lập quỹ khi:"."""


def leads_to(document: Document, start: int) -> Leads:
    """Find what leads to the sentence at `start`; outside lists and articles nothing does."""
    units = [unit for unit in path_at(document, start, start + 1) if unit.level >= Level.ARTICLE]
    heading = heading_of(document, units[0]) if units and units[0].level == Level.ARTICLE else None
    lines = [_introduction(document, unit, heading) for unit in units[:-1]]
    found = [line for line in lines if line]
    # A list of dashes, or one that counts anew, is no unit of the outline.
    inside = max(units[-1].start if units else -1, heading[1] if heading else -1)
    two = with_what_stands_above(document, start) if start > inside else []
    if two and two[0][0] >= inside and _leads_in(document.text[slice(*two[0])]):
        found.append(two[0])
    return Leads(heading, tuple(found))


def _leads_in(line: str) -> bool:
    """Say whether a line above a list leads into it: "Hồ sơ gồm:", a heading that forbids.

    What only stands there, as "Cách sử dụng" or the end of a paragraph, is none of its items'.
    """
    return introduces(line) or (forbids(line) and line[-1] not in ".;!?…")


def _introduction(document: Document, unit: Unit, heading: Place | None) -> Place | None:
    """Give the sentence before the first piece of a unit, if it leads into the pieces."""
    left = heading[1] if heading and unit.level == Level.ARTICLE else unit.start
    first = next(one.start for one in outline_of(document) if one.start > unit.start)
    places = sentences(document.text, left, first)
    return places[-1] if places and introduces(document.text[slice(*places[-1])]) else None


def heading_of(document: Document, article: Unit) -> Place | None:
    """Give the line that names an article; the words may stand on the line below its number."""
    first = next(
        (one.start for one in outline_of(document) if one.start > article.start), len(document.text)
    )
    line = _LINE.match(document.text, article.start, min(first, article.end))
    return trim(document.text, *line.span("heading")) if line else None


_LINE = re.compile(r"(?P<heading>\w+ \w+[.:]?(?:[ \t*]*\n\s*)?[^\n]*?)[ \t*]*(?:\n|$)")


def forbids(text: str) -> bool:
    """Say whether a lead forbids what it leads to.

    >>> forbids("Các hành vi bị nghiêm cấm"), forbids("Xử lý hành vi bị nghiêm cấm")
    (True, False)
    """
    said = _NUMBERED.sub("", canonical(text).lower())
    return bool(_FORBIDS.search(said)) and not _DEALS_WITH.match(said)


def turns(text: str) -> bool:
    """Say whether a lead turns what it leads to: forbids, denies, exempts from or puts it off."""
    said = _NUMBERED.sub("", canonical(text).lower())
    return bool(_TURNS.search(said)) and not _DEALS_WITH.match(said)


_NUMBERED = re.compile(r"^\W*(?:điều \d+\w?[.:]?|khoản \d+\w?[.:]?|\d{1,3}\w?[.)]|\w{1,2}\))\W*")
_FORBIDS = re.compile(
    r"(?<!\w)(?:cấm|không được|không (?:được )?(?:cho )?phép|không thực hiện)(?!\w)"
)
_TURNS = re.compile(
    r"(?<!\w)(?:cấm|không(?! (?:quá|dưới|ít hơn|nhỏ hơn|phân biệt|kể|chỉ|những|xác định))|chưa được"
    r"|trừ|miễn|(?:tạm )?hoãn|từ chối)(?!\w)"
)
# Such an article says what follows on a ban.
_DEALS_WITH = re.compile(
    r"(?:xử (?:lý|phạt)|trách nhiệm|thẩm quyền|quyền|khắc phục|phòng ngừa|phát hiện|áp dụng|phạt"
    r"|hậu quả|người nào|phạm tội)(?!\w)"
)
