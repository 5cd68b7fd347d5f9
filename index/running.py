"""The page numbers and running headers that stay in a plain text made from pages.

A text saved from a PDF has "Trang 2/3" and the same line above or below it on every page. Nothing
is a page number by its looks alone: the numbers count on, and the pages cut sentences or carry the
same line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from index.rows import NUMBERED, Row

_MARK = re.compile(
    r"[-–—|(\s]*(?:trang|page|tr\.)\s*(?:số\s*)?(?P<page>\d{1,4})"
    r"(?:\s*(?:/|of|trên)\s*(?P<total>\d{1,4}))?[-–—|)\s]*"
    r"|[-–—]\s*(?P<alone>\d{1,4})\s*[-–—]"
)
_LEAST = 3  # times that a line stands beside a page number, to be a running header
_EDGE = 3  # lines above and below a page number that may be one
_LONGEST = 160  # characters of a running header

NUMBER = "số trang"
HEADER = "đầu, chân trang, lặp lại ở mỗi trang"


def running_lines(rows: Sequence[Row]) -> dict[int, str]:
    """Give the reason for each row that is a page number, or a header that was said before.

    The first of several headers stays, for it is the letterhead: no word of a text is lost.
    """
    marks = _marks(rows)
    found = dict.fromkeys(marks, NUMBER)
    beside = {
        at for mark in marks for at in (*_edge(rows, mark, -1, marks), *_edge(rows, mark, 1, marks))
    }
    often = Counter(rows[at].form for at in beside)
    headers = [at for at in sorted(beside) if often[rows[at].form] >= _LEAST]
    seen: set[str] = set()
    for at in headers:
        if rows[at].form in seen:
            found[at] = HEADER
        seen.add(rows[at].form)
    return found


def _marks(rows: Sequence[Row]) -> set[int]:
    """Find the page numbers: of one shape and one total, each one more than the last."""
    alike: dict[tuple[str, bool], dict[int, int]] = defaultdict(dict)
    for at, row in enumerate(rows):
        if match := _MARK.fullmatch(row.form):
            number = match["page"] or match["alone"]
            alike[match["total"] or "", match["page"] is None][at] = int(number)
    marks: set[int] = set()
    for (total, _), numbers in alike.items():
        pages, places = list(numbers.values()), set(numbers)
        counts_on = pages == [*range(pages[0], pages[0] + len(pages))] and len(pages) > 1
        if counts_on and (pages[-1] <= int(total) if total else _parts_pages(rows, places)):
            marks |= places
    return marks


def _parts_pages(rows: Sequence[Row], marks: set[int]) -> bool:
    """Say whether numbers without a total cut a sentence, or have one line beside many of them.

    "- 1 -", "- 2 -" may number the chapters of a story.
    """
    beside = [
        {rows[at].form for at in _edge(rows, mark, step, marks)}
        for step in (-1, 1)
        for mark in marks
    ]
    often = Counter(form for forms in beside for form in forms)
    return max(often.values(), default=0) >= _LEAST or any(
        0 < at < len(rows) - 1
        and not re.search(r"[.;:!?…]\W*$", rows[at - 1].text)
        and rows[at + 1].text[0].islower()
        for at in marks
    )


def _edge(rows: Sequence[Row], mark: int, step: int, marks: set[int]) -> Iterator[int]:
    """Give the rows beside a page number that may be a running header."""
    for at in range(mark + step, mark + step * (_EDGE + 1), step):
        if not 0 <= at < len(rows) or at in marks:
            return
        row = rows[at]
        sentence = row.text.endswith((".", ";", ":")) and row.words > 4
        if row.form and len(row.text) <= _LONGEST and not sentence and not NUMBERED.match(row.form):
            yield at
