"""Which lines of a file are the page's furniture, and why; what the others are.

A scraped page carries menus, share buttons, lists of other news. A clean document carries none of
it, and must come through whole. So being short, upper-case or without a full stop is never a
reason to drop a line. There are three kinds of reasons:

1. Words that only a web page says ("Gửi bình luận", "Previous Post Next Post"), and structure that
   only a web page has (a headline printed twice in one line, alt texts "headline - Hình 2").
2. Words that a document may say too ("Thảo luận", "Quảng cáo"): they count only in a file that
   has shown to be a web page by the first kind, and most of them only before or after its text.
3. What stands under a label of the first two kinds ("Tin liên quan"), until prose resumes.

And page numbers with the line that comes again on every page, see running.py.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.furniture import PICTURE, find_furniture, second_articles
from index.rows import (
    CREDIT,
    NUMBERED,
    Row,
    is_byline,
    is_contact,
    is_dateline,
    is_stamp,
    read_rows,
)
from index.running import running_lines
from index.text import is_labelled

Kind = Literal["title", "heading", "text", "caption", "byline", "dropped"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, as offsets into the text, without its outer spaces."""

    start: int
    end: int
    kind: Kind
    reason: str = ""
    """Why it is dropped, for the reader; empty when it is kept."""


def classify(text: str, *, is_page: bool = True) -> list[list[Line]]:
    """Give every line that is not blank once, in order, with its kind: one list per article.

    A page may hold a second, unrelated article, which is a document of its own. What comes of no
    web page, a PDF or a spreadsheet, has no furniture of one: nothing of it is dropped.
    """
    rows = read_rows(text)
    dropped = find_furniture(rows) if is_page else {}
    after_picture = {
        rows[i + 1].start
        for i, reason in dropped.items()
        if reason.startswith(PICTURE) and i + 1 < len(rows)
    }
    articles = []
    borders = [0, *second_articles(rows, dropped), len(rows)]
    if is_page:  # only now, for these are no sign of a web page
        dropped = running_lines(rows) | dropped
    for first, after in pairwise(borders):
        kept = [row for i, row in enumerate(rows[first:after], first) if i not in dropped]
        kinds = _kinds(kept, after_picture)
        articles.append(
            [
                Line(row.start, row.end, "dropped", dropped[i])
                if i in dropped
                else Line(row.start, row.end, kinds[row.start])
                for i, row in enumerate(rows[first:after], first)
            ]
        )
    return [article for article in articles if article]


# ----------------------------------------------------------------------- what the kept lines are

# The kinds of official documents, as they stand alone in capitals above the subject.
_OFFICIAL = re.compile(
    r"(?:luật|bộ luật|pháp lệnh|hiến pháp|nghị định|nghị quyết|quyết định|thông tư|"
    r"thông tư liên tịch|"
    r"chỉ thị|thông báo|kế hoạch|báo cáo|tờ trình|biên bản|hợp đồng|quy chế|quy định|nội quy|"
    r"điều lệ|"
    r"hướng dẫn|công điện|chương trình|đề án|phương án|giấy mời|hiệp định|phụ lục hợp đồng|"
    r"quy trình|thỏa thuận)(?=$|\s)"
)
_LETTERHEAD = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s*[-–—]\s*tự do|đảng cộng sản việt nam"
)
_BARE_HEADING = re.compile(r"(?:chương|điều|mục|phần|phụ lục)\s+(?:thứ\s+)?[\divxlc]+[.:]?")
_CAPTION = re.compile(
    r"(?:.{0,300}[\s(.–-])?(?:ảnh|nguồn|nguồn ảnh|photo|ảnh minh họa|source)\s*:\s*.{1,60}"
    r"|.{0,300}\((?:ảnh|nguồn|photo|tư liệu|ảnh minh họa)[^)]{0,50}\)\.?|ảnh minh họa\.?"
    r"|(?:quang cảnh|toàn cảnh|trong ảnh|các đại biểu|ảnh:|hình \d+[.:]|ảnh \d+[.:]).{0,250}"
)
_LEGAL_HEADING = re.compile(
    r"(?:chương|điều|mục|phần|phụ lục|tiểu mục|article|chapter|section)\s+(?:thứ\s+)?[\divxlc]+"
    r"[\w.]*(?:[.:]?(?:\s.*)?)?|[ivxlc]{1,5}\s*[.)/-]\s*\S.*|#{1,6}\s+\S.*"
)


def _kinds(rows: Sequence[Row], after_picture: Set[int]) -> dict[int, Kind]:
    """Say what each kept row of one article is, by its start."""
    kinds: dict[int, Kind] = {}
    title = _title(rows)
    credits_from = len(rows)
    while credits_from and is_byline(rows[credits_from - 1]):
        credits_from -= 1
    prose = [i for i, row in enumerate(rows) if row.prose]
    for i, row in enumerate(rows):
        below = rows[i + 1] if i + 1 < len(rows) else None
        above_prose = bool(prose) and i < prose[0]
        dateline = title and i < title.stop + 2 and is_dateline(row)
        opening = i <= 3 and above_prose and row.words <= 8 and CREDIT.fullmatch(row.form)
        if i in title:
            kinds[row.start] = "title"
        elif i > title.stop and _heading_in_capitals(row, rows[i - 1] if i else None, below):
            kinds[row.start] = "heading"
        elif row.wrapped and not _LEGAL_HEADING.fullmatch(row.form):
            kinds[row.start] = "text"
        elif dateline or opening or (i >= credits_from and prose):
            kinds[row.start] = "byline"
        elif _caption(row, after_picture):
            kinds[row.start] = "caption"
        elif _heading(row, rows[i - 1] if i else None, below):
            kinds[row.start] = "heading"
        else:
            kinds[row.start] = "text"
    return kinds


def _caption(row: Row, after_picture: Set[int]) -> bool:
    if row.start in after_picture and row.words <= 40 and len(row.text) <= 220:
        return True
    return bool(row.form) and row.words >= 3 and bool(_CAPTION.fullmatch(row.form))


def _title(rows: Sequence[Row]) -> range:
    """Find the rows that name the document: its first line, or "NGHỊ ĐỊNH" and the subject.

    Who issued it stands above its name, and is none: "SỞ Y TẾ TỈNH HÀ LÂM".
    """
    named = _first_name(rows)
    if len(named) == 1 and _is_a_body(rows[named.start]):
        return next(_below_a_body(rows, named.start), named)
    return named


_BODY = re.compile(
    r"(?:# )?(?:ủy ban|uỷ ban|hội đồng|sở|bộ|cục|tổng cục|chi cục|ban|hội|đoàn|liên đoàn|công đoàn"
    r"|trường|trung tâm|công ty|tổng công ty|tập đoàn|báo|tạp chí|đài|bệnh viện|viện|phòng"
    r"|hợp tác xã|ngân hàng|văn phòng|thư viện|tòa án|chính phủ|đảng ủy|câu lạc bộ|chi bộ)\s.*"
)
_PRESS = re.compile(r"(?:# )?(?:báo|tạp chí|đài)\s.*")
_REPORTS = re.compile(r"(?:# )?báo cáo(?!\w).*")
_DATED = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)|ngày \d{1,2} tháng \d{1,2}")
_BELOW = 6  # lines under the body's name


def _is_a_body(row: Row) -> bool:
    letters = row.text.removeprefix("# ")
    return letters.isupper() and bool(_BODY.fullmatch(row.form)) and not _REPORTS.match(row.form)


def _below_a_body(rows: Sequence[Row], body: int) -> Iterator[range]:
    """Find lines under the name of a body that name the document, the likeliest first."""
    likely = []
    for at, row in enumerate(rows[body + 1 : body + 1 + _BELOW], body + 1):
        if row.prose:
            break
        if not row.form or _nameless(row) or _is_a_body(row) or _LETTERHEAD.search(row.form):
            continue
        if is_dateline(row) or _DATED.search(row.form):
            continue
        if (
            row.words >= 3
            and not re.search(r"[.,;:|]$|^[(|]", row.text)
            and not is_labelled(row.text, 0, len(row.text))
        ):
            likely.append((at, row))
    in_capitals = [(at, row) for at, row in likely if row.text.lstrip("# ").isupper()]
    for at, row in in_capitals:
        form = row.form.lstrip("# ")
        if official := _OFFICIAL.match(form):
            alone = official.end() == len(form)
            yield _with_subject(rows, at, most=2) if alone else range(at, at + 1)
    for at, _ in reversed(in_capitals):  # "HỒ BƠI SÓNG BIẾC", of the body, stands above it too
        yield range(at, at + 1)
    for at, row in likely:
        if row.text.startswith("#") or (_PRESS.fullmatch(rows[body].form) and row.headline):
            yield range(at, at + 1)


def _first_name(rows: Sequence[Row]) -> range:
    if len(rows) < 2:
        return range(0)
    letterhead = any(_LETTERHEAD.search(row.form) for row in rows[:12])
    for i, row in enumerate(rows[:15]):
        if row.text.startswith("# "):
            return range(i, i + 1)
        official = _OFFICIAL.match(row.form) if row.text.isupper() else None
        whole = official is not None and official.end() == len(row.form)
        if official and (whole or i == 0 or letterhead):
            return _with_subject(rows, i)
        if letterhead and re.match(r"(?:v/v|về việc)[ :]", row.form):
            return range(i, i + 1)
    # A name has letters: dates, numbers and addresses above it are passed over.
    at = next((i for i, row in enumerate(rows[:6]) if not _nameless(row)), 0)
    first = rows[at]
    if not first.form or first.prose or re.search(r"[.,;:|]$|^\|", first.text):
        return range(0)
    if len(first.text) > 220 or first.text.startswith(("- ", "* ", "+ ", "• ")):
        return range(0)
    rest = rows[at + 1] if at + 1 < len(rows) else first
    wrapped = (
        len(first.text) >= 40 and not (rest.apart or is_stamp(rest)) and rest.text[0].islower()
    )
    return range(at, at + 2 if wrapped and not rest.prose else at + 1)


def _nameless(row: Row) -> bool:
    return is_stamp(row) or is_contact(row) or not re.search(r"[^\W\d_]{2}", row.text)


def _with_subject(rows: Sequence[Row], at: int, *, most: int = 3) -> range:
    """Take a line with those under it that name its subject, so many at most."""
    after = at + 1
    while after < min(len(rows), at + 1 + most) and _subject(rows[after], first=after == at + 1):
        after += 1
    return range(at, after)


def _subject(row: Row, *, first: bool) -> bool:
    """Say whether a line under "NGHỊ ĐỊNH" names its subject."""
    if row.form.startswith(("căn cứ", "điều ", "số:", "số ", "chương ")) or len(row.text) > 300:
        return False
    if re.search(r"[.;:,]$", row.text) or re.match(r"[-–—_=*]{3,}$|\d", row.text):
        return False
    if is_labelled(row.text, 0, len(row.text)) and not row.form.startswith(("về việc", "v/v")):
        return False  # "Thời gian: 19 giờ 30"
    return bool(row.form) and (first or not row.apart)


# "3. Hồ sơ" over what it names; the last of a list has one of the same kind above it.
_NUMBERED_HEADING = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s+[^\W\d_a-zà-ỹ]")
_MOST_WORDS = 14


def _same_list(row: Row | None, below: Row) -> bool:
    """Say whether two lines that follow each other are numbered alike."""
    if row is None:
        return False
    one, other = (re.match(r"\(?(\d{1,3}|\w{1,2})[.)]", line.text) for line in (row, below))
    return bool(one and other and one[1].isdigit() == other[1].isdigit())


# "NỘI DUNG VỤ ÁN:" has what it names below; "KÍNH GỬI:" has only those it is sent to.
_IN_CAPITALS = re.compile(r"(?:[IVX]{1,5}\s*[.)/-]\s*|[A-ZĐ]\s*[.)]\s*)?[^\W\d_][^.;:!?|…]*:")
_ADDRESSES = re.compile(r"(?:kính gửi|nơi nhận|đồng kính gửi)(?!\w)")
# What a judgment is divided into, with a colon or without.
_OF_A_JUDGMENT = re.compile(
    r"(?:nội dung (?:vụ án|vụ việc|việc dân sự)|(?:phần )?nhận định của (?:tòa án|hội đồng xét xử)"
    r"|nhận thấy|xét thấy|quyết định|tuyên xử)"
)


def _heading_in_capitals(row: Row, above: Row | None, below: Row | None) -> bool:
    """Say whether a line stands in capitals over what its colon announces: "NỘI DUNG VỤ ÁN:"."""
    if below is None or not row.text.isupper() or row.words > _MOST_WORDS:
        return False
    if _OF_A_JUDGMENT.fullmatch(row.form.rstrip(" :")):
        return True
    if not _IN_CAPITALS.fullmatch(row.text) or _ADDRESSES.match(row.form):
        return False
    # The last line of a longer one, or one of several labels that have no values yet.
    return not below.text.isupper() and not (above and not row.apart and above.text.isupper())


def _heading(row: Row, above: Row | None, below: Row | None) -> bool:
    """Say whether a line names what comes below; it stays text that is searched and cited."""
    if not row.form or len(row.text) > 200:
        return False
    if _BARE_HEADING.fullmatch(row.form):
        return True
    if below is None or re.search(r"[.;,:…|]$", row.text) or is_stamp(row):
        return False
    if _LEGAL_HEADING.fullmatch(row.form):
        return True
    if above is not None and _BARE_HEADING.fullmatch(above.form) and row.text.isupper():
        return True
    if row.wrapped:
        return False
    if _NUMBERED_HEADING.match(row.text) and row.words <= _MOST_WORDS:
        listed = _same_list(above, row) or _same_list(row, below)
        return row.apart and not listed and (below.prose or below.finished or below.words >= 6)
    named = row.text[0].isalnum() and not row.text[0].islower() and not NUMBERED.match(row.form)
    opens = below.prose or (below.finished and below.words >= 6)
    return named and row.words <= 35 and row.apart and opens and (below.apart or row.words <= 20)
