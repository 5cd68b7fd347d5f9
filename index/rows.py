"""The lines of a file as the rules of furniture.py and boilerplate.py see them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.text import LINE_BREAK, canonical, trim

_LONGEST_FURNITURE = 320  # characters; two headlines glued together fit, paragraphs do not
_CLOCK = r"\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?(?:am|pm|sa|ch))?"
_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|"
    r"\d{1,2} tháng \d{1,2},? (?:năm )?\d{4}|tháng \d{1,2} \d{1,2}, \d{4})"
)
TIME_STAMP = re.compile(
    rf"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cập nhật|ngày(?: đăng)?|đăng (?:lúc|"
    rf"ngày)|"
    rf"posted on|lúc)[\s:,]*)*(?:{_CLOCK}[\s,|–-]*(?:ngày )?(?:{_DAY})?|"
    rf"{_DAY}(?:[\s,|–-]*(?:lúc )?{_CLOCK})?)"
    r"(?:[\s,]*\(?(?:gmt|utc) ?[+-]?\d*(?::\d+)?\)?)?"
)
_FULL_TIME_STAMP = re.compile(rf"{_CLOCK}[\s,|–-]+{_DAY}|{_DAY}[\s,|–-]+{_CLOCK}")
NUMBERED = re.compile(
    r"(?:chương|điều|mục|phần|khoản|phụ lục|tiểu mục|mẫu số|mẫu|biểu|bảng|quyển|bài|article|"
    r"chapter|section)"
    r"\s+(?:thứ\s+)?[\divxlc]+[\w.]*\b|[-–—•*+▪●◦➢✓#>|]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,5}|"
    r"[a-zđ])[.)/]\s*\S"
)
CREDIT = re.compile(
    r"\(?(?:theo|nguồn|source|tác giả|bài và ảnh|bài, ảnh|bài|ảnh|thực hiện|biên dịch|biên tập|"
    r"pv|by)"
    r"[\s:.].{1,60}"
)
NAME = re.compile(r"(?:[^\W\d_a-z][\w.]*(?:[ ,&–-]+|$)){1,8}")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|\+?\(?\d[\d.() -]{6,}\d"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the rules see it; its text in NFC, its offsets those of the file."""

    start: int
    end: int
    text: str
    form: str
    """Canonical, lower case, single spaces; empty for a line too long to be furniture."""
    label: str
    """The form without decoration and counts: "» Bình luận (3)" gives "bình luận"."""
    apart: bool
    """A blank line or the file's start stands before it."""
    wrapped: bool = False
    """It is a part of text that is wrapped at a fixed width."""

    @property
    def words(self) -> int:
        """How many there are."""
        return self.text.count(" ") + 1

    @property
    def finished(self) -> bool:
        """It ends as a sentence does."""
        return bool(re.search(r"[.!?…][\"'”’»)\]]*$", self.text[-6:]))

    @property
    def prose(self) -> bool:
        """It reads like a paragraph, not like a headline, a label or a list item."""
        return self.wrapped or len(self.text) > 220 or (self.finished and self.words >= 12)

    @property
    def headline(self) -> bool:
        """It could stand above an article."""
        return (
            4 <= self.words <= 35
            and not re.search(r"[.,;:…|]$", self.text)
            and bool(re.match(r"[\"'“‘«(\[]?[^\W_]", self.text))
            and not self.text[0].islower()
            and not NUMBERED.match(self.form)
            and not TIME_STAMP.fullmatch(self.form)
        )


def read_rows(text: str) -> list[Row]:
    """Give the lines that are not blank, in order; those of wrapped paragraphs are marked."""
    rows = []
    left, apart = 0, True
    for right, after in [
        *((m.start(), m.end()) for m in LINE_BREAK.finditer(text)),
        (len(text), 0),
    ]:
        start, end = trim(text, left, right)
        if start < end:
            line = unicodedata.normalize("NFC", text[start:end])
            rows.append(_row(start, end, line, apart=apart))
        apart = start >= end
        left = after
    return [row for block in _blocks(rows) for row in _marked(block)]


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Group lines with no blank line between them."""
    blocks: list[list[Row]] = []
    for row in rows:
        if row.apart or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _marked(block: Sequence[Row]) -> Sequence[Row]:
    """Mark the lines of a block where a sentence runs on from one line of text to the next."""
    runs_on = sum(
        45 <= len(above.text) <= 140
        and above.words >= 6
        and not above.finished
        and row.text[0].islower()
        for above, row in pairwise(block)
    )
    headline = len(block) <= 3 and not re.search(r"[.!?…:;,][\"”’»)]*$", block[-1].text)
    if not runs_on or headline or 3 * runs_on < len(block) - 1:
        return block
    width = max(len(row.text) for row in block)
    # "Điều 5. Phạm vi điều chỉnh" right above its own text is not a part of it.
    above = 1 if len(block[0].text) < 0.7 * width and not block[1].text[0].islower() else 0
    return [*block[:above], *(replace(row, wrapped=True) for row in block[above:])]


def _row(start: int, end: int, text: str, *, apart: bool) -> Row:
    form = label = ""
    if len(text) <= _LONGEST_FURNITURE:
        form = " ".join(canonical(text).lower().split())
        label = re.sub(r"\s*[(\[]\s*\d*\s*[)\]]$", "", form)
        # Markdown's marks stay: "## Xem thêm" is the writer's own heading, not a widget.
        label = re.sub(r"^(?:[^\w\s#*+(\[-]\s*)+|(?:\s*[^\w\s?)\]+])+$", "", label)
    return Row(start, end, text, form, label, apart)


def words_of(text: str) -> list[str]:
    """Give the words and numbers of a text, in canonical form, with their capitals."""
    return re.findall(r"[^\W_]+", canonical(text))


def is_stamp(row: Row) -> bool:
    """Say whether a line is a time stamp and nothing else."""
    return bool(TIME_STAMP.fullmatch(row.form))


def is_dateline(row: Row) -> bool:
    """Say whether a line is a time stamp, alone or behind an author: "PV • 28/01/2025 08:22"."""
    stamp = _FULL_TIME_STAMP.search(row.form)
    return is_stamp(row) or (stamp is not None and row.words <= 12 and not row.finished)


def is_byline(row: Row) -> bool:
    """Say whether a line is a credit ("Theo ANTD", "Nguồn: …") or nothing but a name."""
    if row.words > 8 or not row.form:
        return False
    return bool(CREDIT.fullmatch(row.form)) or bool(
        2 <= row.words <= 5 and NAME.fullmatch(canonical(row.text))
    )


def is_contact(row: Row) -> bool:
    """Say whether a line has nothing but e-mail addresses, telephone numbers and links."""
    rest, contacts = _CONTACT.subn(" ", row.form)
    return contacts > 0 and not re.search(r"[^\W_]", rest)
