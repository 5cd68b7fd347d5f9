"""What reading a file's bytes gives: its text with the repairs in it, and where things stand.

The text of a plain file (.txt, .md in UTF-8) is the file's own, character for character, save runs
in an old character set. Of any other format it is the extraction: the same bytes always give the
same text. Either way `Extract.repaired` leads from every character back to the text as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.legacy import legacy_edits
from index.repair import Edit, Repaired
from index.syllables import is_syllable

Kind = Literal["text", "heading", "title", "row", "page"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a file as its format gives it."""

    text: str
    kind: Kind = "text"
    place: str = ""
    """The page, sheet, slide or part it stands in, as a citation names it: "tr. 7"."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A file that was read."""

    repaired: Repaired
    title: str = ""
    """What the file itself says it is called; empty when its text has to tell."""
    places: tuple[tuple[int, str], ...] = ()
    """Where in the text each page, sheet, slide or part begins."""
    headings: frozenset[int] = frozenset()
    """Where in the text the lines begin that the format marks as headings."""
    is_page: bool = False
    """Whether it may carry the furniture of a web page."""
    left_out: tuple[str, ...] = ()
    """What of the file could not be read, though the rest was, and what to do."""

    @property
    def text(self) -> str:
        """What is indexed and quoted."""
        return self.repaired.text


def plain(text: str, *, title: str = "", is_page: bool = True) -> Extract:
    """Take a decoded text as it is, save runs in an old character set."""
    repaired = Repaired(text)
    return Extract(repaired.edited(legacy_edits(text)), title, is_page=is_page)


def assemble(
    blocks: Iterable[Block],
    *,
    title: str = "",
    is_page: bool = False,
    left_out: Sequence[str] = (),
) -> Extract:
    """Join what a format gave into one text, and repair it."""
    parts: list[str] = []
    places: list[tuple[int, str]] = []
    headings: list[int] = []
    length = 0
    above: Block | None = None
    for block in blocks:
        text = block.text.strip("\r\n")
        if not text.strip():
            continue
        if above is not None:
            # Rows of a table stand close, so that they make paragraphs together; a sentence may
            # run on from one page to the next.
            rows = above.kind == block.kind == "row" and above.place == block.place
            gap = "\n" if rows or block.kind == "page" else "\n\n"
            parts.append(gap)
            length += len(gap)
        if block.place and (not places or places[-1][1] != block.place):
            places.append((length, block.place))
        if block.kind in ("heading", "title"):
            headings.append(length)
        parts.append(text)
        length += len(text)
        above = block
    raw = "".join(parts)
    repaired = Repaired(raw)
    is_paged = above is not None and above.kind == "page"
    if is_paged:
        repaired = repaired.edited(_page_furniture(raw, [start for start, _ in places]))
    repaired = repaired.edited(legacy_edits(repaired.text))
    repaired = repaired.edited(_tidy(repaired.text))
    if is_paged:
        repaired = repaired.edited(_hyphens(repaired.text))
        repaired = repaired.edited(_split_syllables(repaired.text))
    return Extract(
        repaired,
        _name(title),
        tuple((repaired.moved(start), place) for start, place in places),
        frozenset(repaired.moved(start) for start in headings),
        is_page,
        tuple(left_out),
    )


def _name(title: str) -> str:
    return " ".join(unicodedata.normalize("NFC", title).split())[:300]


# --------------------------------------------------------------------------------------- repairs

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]+")
_COMBINED = re.compile(r"\S*[\u0300-\u036f]\S*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


def _tidy(text: str) -> list[Edit]:
    """Find what looks otherwise than it reads: NFD, soft hyphens, no-break spaces, controls."""
    edits = [
        Edit(*match.span(), unicodedata.normalize("NFC", match[0]), "dấu rời (NFD)")
        for match in _COMBINED.finditer(text)
    ]
    edits += [Edit(*m.span(), "", "ký tự ẩn") for m in _INVISIBLE.finditer(text)]
    edits += [Edit(*m.span(), " ", "dấu cách lạ") for m in _SPACE.finditer(text)]
    edits += [Edit(*m.span(), "", "ký tự điều khiển") for m in _CONTROL.finditer(text)]
    return edits


_HYPHEN = re.compile(r"([^\W\d_]{2,})[-‐]\n[ \t]*([^\W\d_]{2,})")


def _hyphens(text: str) -> list[Edit]:
    r"""Find words cut at the end of a line; "Mỹ-\\nViệt" is two words and keeps its hyphen."""
    edits = []
    for match in _HYPHEN.finditer(text):
        left, right = match[1], match[2]
        if right[0].islower() and not (is_syllable(left) and is_syllable(right)):
            edits.append(Edit(match.end(1), match.start(2), "", "từ ngắt dòng"))
    return edits


_TORN = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,6}) ([^\W\d_]{1,5})(?![^\W\d_])")


def _split_syllables(text: str) -> list[Edit]:
    """Find syllables that the PDF tore apart: "ĐIỀ U KHO ẢN"."""
    edits = []
    at = 0
    while match := _TORN.search(text, at):
        left, right = match[1], match[2]
        whole = left + right
        torn = not (is_syllable(left) and is_syllable(right)) and is_syllable(whole)
        alike = left.isupper() == right.isupper() or right.islower()
        if torn and alike and not whole.isascii():
            edits.append(Edit(match.end(1), match.start(2), "", "âm tiết bị tách"))
            at = match.end()
        else:
            at = match.start(2)
    return edits


_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,4})(?:\s*(?:/|of|trên)\s*(?P<total>\d{1,4}))?(?![\w.,/%]|-\d)"
)
_NUMBER_ALONE = r"\s*[-–—|]?\s*\d{1,4}\s*(?:(?:/|of|trên)\s*\d{1,4})?\s*[-–—|]?"
_PAGE_NUMBER = re.compile(_NUMBER_ALONE, re.IGNORECASE)
_NAMED_PAGE = re.compile(rf"(?:trang|page|tr\.){_NUMBER_ALONE}", re.IGNORECASE)
_PAGE_WORD = re.compile(r"(?:trang|page|tr\.)\s*$", re.IGNORECASE)
# What is numbered by itself: "BẢNG LƯƠNG THÁNG 2" is no second page.
_OTHER_WORD = re.compile(
    r"\b(?:tháng|quý|năm|kỳ|kì|đợt|tuần|ngày|số|phần|chương|mục|điều|bài|tập|quyển|lần|khóa|khoá|lớp|"
    r"tổ|thôn|bảng|biểu|hình|mẫu|phụ lục)\s*:?\s*$",
    re.IGNORECASE,
)
_EDGE_LINES = 3
_MOST_BEFORE = 1000  # pages of other volumes; 2021, 2022, … are years


def _page_furniture(text: str, starts: Sequence[int]) -> list[Edit]:
    """Find headers, footers and page numbers: lines at the edge of pages that come again."""
    pages = [_lines(text, a, b) for a, b in pairwise([*starts, len(text)])]
    seen: Counter[tuple[str, int]] = Counter()
    alone: Counter[int] = Counter()
    for page, lines in enumerate(pages):
        edge = [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]] if len(lines) > 1 else []
        seen.update({s for a, b in edge for s in _shapes(text[a:b], page, len(pages))})
        outer = {lines[0], lines[-1]} if len(lines) > 1 else set()
        alone.update({n for a, b in outer for n in _lone_number(text[a:b], page, len(pages))})
    edits = []
    for page, lines in enumerate(pages):
        if len(lines) < 2:
            continue
        for at, (start, end) in enumerate(lines):
            if _EDGE_LINES <= at < len(lines) - _EDGE_LINES:
                continue
            line = text[start:end].strip()
            often = max(seen[shape] for shape in _shapes(line, page, len(pages)))
            # The first page's header is the letterhead: it stays.
            sentence = line.endswith((".", ";", ":")) and line.count(" ") >= 4
            repeated = often >= max(3, 0.5 * len(pages)) and len(line) <= 160 and page > 0
            counts = any(
                alone[ahead] >= max(2, 0.5 * len(pages))
                for ahead in _lone_number(line, page, len(pages))
            )
            outermost = at in (0, len(lines) - 1) and len(pages) > 1
            numbered = outermost and (counts or _NAMED_PAGE.fullmatch(line) is not None)
            if (repeated and not sentence and not _NUMBERED_CLAUSE.match(line)) or numbered:
                # With the break on one side, so that a sentence runs on to the next page.
                after = end + 1 if end < len(text) and at < len(lines) - 1 else end
                edits.append(Edit(start, after, "", "đầu, chân trang"))
    return edits


def _shapes(line: str, page: int, pages: int) -> list[tuple[str, int]]:
    """Give a line as it is, and with each number that may be its page's own left open.

    Such a number comes with how far it is ahead of the count of pages: the same on all of them.
    """
    whole = " ".join(line.split()).lower()
    shapes = [(whole, 0)]
    for match in _NUMBER.finditer(whole):
        before, after = whole[: match.start()], whole[match.end() :]
        ahead = int(match["number"]) - page
        at_edge = not before.strip(" -–—|") or not after.strip(" -–—|")
        if _PAGE_WORD.search(before) or (
            at_edge
            and ahead < _MOST_BEFORE
            and not _OTHER_WORD.search(before)
            and _is_total(match["total"], ahead + pages - 1)
        ):
            shapes.append((f"{before}#{whole[match.end('number') :]}", ahead))
    return shapes


def _is_total(total: str | None, last: int) -> bool:
    """Say whether a number behind a slash can be that of the last page."""
    return total is None or last <= int(total) <= last + 5


def _lone_number(line: str, page: int, pages: int) -> list[int]:
    """Give how far a line that is but a number is ahead of the count of pages."""
    if not _PAGE_NUMBER.fullmatch(line.strip()):
        return []
    return [ahead for _, ahead in _shapes(line, page, pages)[1:]]


# "1." and "Điều 5." at the edge of many pages are the text's own.
_NUMBERED_CLAUSE = re.compile(r"(?:Điều|Khoản|Chương|Mục|Phần)\s+\S|\d{1,3}[.)]\s|[a-zđ]\)\s")


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\n]+", text[start:end])
        if match[0].strip()
    ]
