"""The paragraphs of an article, which people cite, and its title."""

import re
import unicodedata
from collections.abc import Sequence

from index.boilerplate import Line
from index.document import Paragraph
from index.passages import MAX_CHARACTERS, pieces
from index.text import BAR, is_labelled, sentences

_MIN_TITLE, _MAX_TITLE = 25, 120  # characters of a sentence that stands in for a missing title
_MAX_PLACE = 80
_MAX_PARAGRAPH = 4 * MAX_CHARACTERS  # a longer line is a file without line breaks: it is cut
_SHORT = 200  # characters: list items, table rows, verses; longer lines are paragraphs already
_LINE_BREAK = re.compile(r"\r\n|[\n\r]")


# --------------------------------------------------------------------------------------- the title


def title_of(text: str, article: Sequence[Line]) -> str:
    """Name an article: by its title lines, or by its first sentence, cut at a clause or word."""
    named = [text[line.start : line.end] for line in article if line.kind == "title"]
    if named:
        return _plain(" ".join(named))
    for line in article:
        if line.kind != "dropped":
            found = sentences(text, line.start, min(line.end, line.start + 2000))
            start, end = found[0]
            if end - start < _MIN_TITLE and len(found) > 1:
                end = found[1][1]  # "Điều 5." says too little
            return shorten(_plain(text[start:end]), _MAX_TITLE)
    return ""


def _plain(text: str) -> str:
    """Leave out Markdown's marks and odd spaces, for a name that is shown."""
    text = " ".join(unicodedata.normalize("NFC", text).replace("\ufeff", "").split())
    return re.sub(r"^#{1,6}\s+|\s+#+$|\*\*|^\|\s*|\s*\|$", "", text)


def shorten(text: str, most: int) -> str:
    """Cut at a clause border in the second half, else at a word, and mark the cut."""
    if len(text) <= most:
        return text
    clauses = [match.start() for match in re.finditer(r"[,;:]\s|\s[–—-]\s", text[:most])]
    words = [match.start() for match in re.finditer(r"\s", text[:most])]
    good = [cut for cut in clauses if cut >= most // 2] or words or [most - 1]
    return text[: good[-1]].rstrip(" ,;:–—-") + "…"


# ---------------------------------------------------------------------------------- the paragraphs


def paragraphs_of(text: str, article: Sequence[Line]) -> list[Paragraph]:
    """Group the kept lines into what people cite; none reaches over a dropped line."""
    paragraphs: list[Paragraph] = []
    section = ""
    for group in _groups(text, article):
        for line in group:
            section = _section(text, line) or section
        place = f", mục «{section}»" if section and group[-1].kind != "byline" else ""
        for start, end in _cut(text, group[0].start, group[-1].end):
            number = len(paragraphs) + 1
            paragraphs.append(Paragraph(start, end, f"đoạn {number}{place}"))
    return paragraphs


_LEGAL_CLAUSE = re.compile(r"(?:Điều|ĐIỀU|Khoản|Mục|Phụ lục|PHỤ LỤC)\s+[\dIVXLC]+\w?(?=[.:)\s]|$)")


def _section(text: str, line: Line) -> str:
    """Name the section a line opens: a heading, or "Điều 5" before the article's own words."""
    if line.kind == "heading":
        return shorten(_plain(text[line.start : line.end]).rstrip(": "), _MAX_PLACE)
    clause = _LEGAL_CLAUSE.match(unicodedata.normalize("NFC", text[line.start : line.start + 30]))
    return clause[0] if clause else ""


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long for one paragraph, a file without line breaks, between sentences."""
    if end - start <= _MAX_PARAGRAPH:
        return [(start, end)]
    cuts: list[tuple[int, int]] = []
    for a, b in sentences(text, start, end):
        for piece in pieces(text, a, b, _MAX_PARAGRAPH):
            if cuts and piece[1] - cuts[-1][0] <= _MAX_PARAGRAPH:
                cuts[-1] = (cuts[-1][0], piece[1])
            else:
                cuts.append(piece)
    return cuts


def _groups(text: str, article: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    above: Line | None = None
    for line in article:
        if line.kind == "dropped":
            above = None
            continue
        if above is not None and _belongs(text, groups[-1], above, line):
            groups[-1].append(line)
        else:
            groups.append([line])
        above = line
    return groups


_ITEM = re.compile(
    r"(?P<dash>[-–—•*+▪●◦➢✓])\s|\(?(?:(?P<number>\d{1,3}(?:\.\d{1,3})*)|(?P<letter>[a-zđ]{1,2})|"
    r"(?P<roman>[ivxIVX]{1,5}))[.)](?!\d)"
)


def _item(text: str, line: Line) -> str:
    """Give a list item's style: "dash", "number", "letter", "roman", "label", "row" or "cells"."""
    head = unicodedata.normalize("NFC", text[line.start : min(line.end, line.start + 12)])
    if head.startswith("|"):
        return "row"
    if BAR in text[line.start : line.end]:
        return "cells"
    match = _ITEM.match(head)
    if match:
        return match.lastgroup or ""
    return "label" if is_labelled(text, line.start, line.end) else ""


def _belongs(text: str, group: Sequence[Line], above: Line, line: Line) -> bool:
    """Say whether a line goes into the paragraph of the line right above it."""
    if line.kind != above.kind:
        return above.kind == "heading" and line.kind == "text"
    if line.kind in ("heading", "byline", "title"):
        return True
    gap = text[above.end : line.start]
    apart = len(_LINE_BREAK.findall(gap)) > 1
    long = line.end - line.start > _SHORT or above.end - above.start > _SHORT
    if not apart and _is_wrapped(text, above, line):
        return True
    if line.end - group[0].start > MAX_CHARACTERS:
        return False
    item, opener = _item(text, line), _opener(group)
    if item == "label" and _item(text, above) != "label":
        item = ""  # labels make a list only together: "Kết luận: …" is no item of "1. …; 2. …"
    if text[line.end - 1] == ":" and not item:
        return False  # it introduces a list of its own: "Nơi nhận:"
    if text[opener.end - 1] == ":":
        # "Hồ sơ gồm:" stays with its items, up to the next clause of its own rank.
        return (bool(item) or not (apart or long)) and item != (_item(text, opener) or "none")
    if apart:
        return bool(item) and item == _item(text, above) and not long
    return not long


def _opener(group: Sequence[Line]) -> Line:
    """Give the first line of a group that is not a heading."""
    return next((line for line in group if line.kind != "heading"), group[-1])


def _is_wrapped(text: str, above: Line, line: Line) -> bool:
    """Say whether a line is the rest of the line above it, in text wrapped at a fixed width."""
    if above.end - above.start > 140 or text[above.end - 1] in ".;:!?…|":
        return False
    item = _item(text, line)
    if item and (item != "label" or _item(text, above) == "label"):
        return False
    return text[line.start].islower() or above.end - above.start >= 60
