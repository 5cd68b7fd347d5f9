"""Times that come again, and how often: "ngày 10 hằng tháng", "mỗi quý một lần", "thứ Hai"."""

from __future__ import annotations

import re
import unicodedata

from index.identifiers import number_of
from index.text import canonical, fold

_PERIOD = r"(?:giờ|ngày|tuần|tháng|quý|năm)"
_NUMERAL = r"(?:\d{1,3}(?: ?[–-] ?\d{1,3})?|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)"
_EACH = r"(?:hằng|hàng|mỗi|từng|các)"
_BEFORE = r"(?:(?:từ|trước|sau|đến|tới|chậm nhất(?: là)?|muộn nhất(?: là)?)(?: hết)? )?"
_WEEKDAY = (
    r"(?:(?:sáng|trưa|chiều|tối|ngày) )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w)"
)
_RECURS = re.compile(
    rf"(?<!\w){_BEFORE}(?:các )?(?:"
    # "ngày 10 hằng tháng", "ngày 1 và ngày 15 mỗi tháng", "ngày 5 của tháng sau"
    r"(?:ngày|mùng|mồng) \d{1,2}(?:(?:,| và| hoặc| đến| tới| ?[–-]) ?(?:ngày |mùng )?\d{1,2})*"
    rf"(?: âm lịch)?,? (?:(?:của )?{_EACH} (?:tháng|quý|năm)|(?:của )?tháng (?:sau|kế|tiếp))"
    r"|ngày (?:làm việc )?(?:đầu tiên|đầu|cuối cùng|cuối)(?: của)?(?: mỗi| hằng| hàng)?"
    r" (?:tuần|tháng|quý|năm)"
    rf"|{_WEEKDAY}(?:(?:,| và| hoặc| đến| tới| ?[–-]) ?{_WEEKDAY})* {_EACH} tuần"
    rf")(?: (?:kế tiếp|tiếp theo))?(?!\w)",
    re.IGNORECASE,
)


def recurring(text: str) -> list[tuple[int, int]]:
    """Find days that come again every week or month, as offsets into NFC.

    >>> text = "Nộp trước ngày 10 hằng tháng; họp chiều thứ Hai mỗi tuần."
    >>> [text[a:b] for a, b in recurring(text)]
    ['trước ngày 10 hằng tháng', 'chiều thứ Hai mỗi tuần']
    """
    return [match.span() for match in _RECURS.finditer(unicodedata.normalize("NFC", text))]


_ASKS_HOW_OFTEN = re.compile(
    r"(?<!\w)(?:bao lâu|(?:mấy|bao nhiêu) (?:giờ|ngày|tuần|tháng|quý|năm))(?!\w)"
    r"(?:.* )?(?:một|1) lần(?!\w)"
)
_HOW_OFTEN = re.compile(
    rf"(?<!\w)(?:(?:(?:mỗi|từng|cứ) )?{_NUMERAL} {_PERIOD} ?(?:/ ?|(?:[^\W\d_]+ ){{0,4}})"
    r"(?:(?:một|1) )?lần"
    rf"|(?:ít nhất |tối thiểu )?{_NUMERAL} lần ?(?:/|(?:một|mỗi|trong(?: một)?|trên) ) ?{_PERIOD}"
    rf"|(?:mỗi|từng) (?:{_NUMERAL} )?{_PERIOD}(?: ít nhất)?(?: {_NUMERAL} lần)?"
    rf"|(?:định kỳ )?(?:hằng|hàng) {_PERIOD}(?: (?:một|1) lần)?)(?!\w)",
    re.IGNORECASE,
)


def asks_how_often(question: str) -> bool:
    """Say whether it is asked how often: "bao lâu một lần", "mấy tháng họp một lần"."""
    return bool(_ASKS_HOW_OFTEN.search(canonical(question).lower()))


def how_often(text: str) -> list[tuple[int, int]]:
    """Find what says how often, as offsets into NFC.

    >>> text = "Họp mỗi quý một lần, kiểm kê 3 tháng/lần, thau bể hai lần một năm."
    >>> [text[a:b] for a, b in how_often(text)]
    ['mỗi quý một lần', '3 tháng/lần', 'hai lần một năm']
    """
    return [match.span() for match in _HOW_OFTEN.finditer(unicodedata.normalize("NFC", text))]


def weekdays_from_to(text: str) -> set[int]:
    """Give the days that stand between two others: 3 and 4 of "từ thứ Hai đến thứ Năm" as well.

    >>> sorted(weekdays_from_to("Mở cửa từ thứ Hai đến thứ Năm."))
    [2, 3, 4, 5]
    """
    covered: set[int] = set()
    for match in _FROM_TO.finditer(canonical(text).lower()):
        first, last = (_day(match[name]) for name in ("first", "last"))
        covered.update(range(first, last + 1))
    return covered


def takes_in_the_day(name: str, text: str) -> bool:
    """Say whether a name is a day of the week and a text has it between two others."""
    day = _ONE_DAY.fullmatch(canonical(name).lower())
    return day is not None and _day(day[1] or day[0]) in weekdays_from_to(text)


def _day(name: str) -> int:
    return 8 if name == "chủ nhật" else number_of(fold(name))


_DAY_NAME = r"(?:hai|ba|tư|năm|sáu|bảy|[2-7])"
_FROM_TO = re.compile(
    rf"(?<!\w)thứ (?P<first>{_DAY_NAME})(?: ?[–-] ?| (?:đến|tới)(?: hết)? )"
    rf"(?:thứ )?(?P<last>{_DAY_NAME}|chủ nhật)(?!\w)"
)
_ONE_DAY = re.compile(rf"thứ ({_DAY_NAME})|chủ nhật")
