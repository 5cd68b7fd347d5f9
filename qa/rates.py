"""By which unit of use a price is: an hour, a month, a person; one tells nothing of another."""

from __future__ import annotations

import re
from functools import lru_cache

from index.text import canonical

# What is paid by, in sorts: of one sort one unit is not told by another. Words of a group are one.
_SORTS = (
    (
        "lượt|lần|chuyến", "giờ|tiếng", "phút", "buổi", "ca", "tiết", "ngày đêm|ngày", "đêm",
        "tuần", "tháng", "quý", "học kỳ|kỳ", "năm học|năm", "khóa",
    ),
    (
        "người|khách|học sinh|học viên|sinh viên|cháu|bé|trẻ|em", "hộ|gia đình|căn hộ|căn", "đoàn",
        "phòng", "bàn", "mâm",
    ),
    (
        "km|cây số|kilômét|ki-lô-mét", "m2|m²|mét vuông", "m3|m³|mét khối|khối", "mét|m", "kg|cân",
        "tấn", "tạ", "lít", "trang", "bản|tờ", "kwh|số điện|chữ", "ha|héc ta", "sào", "thùng",
        "bao", "hộp", "chai", "cuốn|quyển", "bộ", "suất|phần",
    ),
)  # fmt: skip
_UNIT = "|".join(
    sorted((word for sort in _SORTS for one in sort for word in one.split("|")), key=len)[::-1]
)
_PER = r"(?:/ ?(?:0?1 )?|(?:cho |trên |tính )?(?:một|mỗi|1) |theo )"
_MONEY = r"(?:đồng|đ|triệu|nghìn|ngàn|tỷ|tr|k|vnđ|vnd|usd|000)"
# "90.000 đồng/chiếc/tháng", "1,5 triệu một người một đêm", "Giá (đồng/lượt)".
_TOLD = re.compile(
    rf"(?<![^\W\d_]){_MONEY}(?: đồng)?(?P<by>(?: ?{_PER}(?:[^\W\d_]+(?: [^\W\d_]+)??|m[23²³]))+)"
    r"(?!\w)"
)
_ONE = re.compile(rf"{_PER}(?P<unit>{_UNIT})(?!\w)")
_ASKED = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy)(?: tiền| đồng)?,? ?"
    rf"(?:/ ?|(?:cho |trên |tính )?(?:một|mỗi|1) )(?P<after>{_UNIT})(?!\w)"
    rf"|(?<!\w)(?:một|mỗi|1|theo|hằng|hàng) (?P<before>{_UNIT})(?!\w)"
    r"(?=.*(?<!\w)(?:bao nhiêu tiền|mấy tiền|giá|phí|bao nhiêu\W*$))"
    rf"|(?<!\w)(?:giá|phí|tiền|cước)(?: \w+){{0,6}} (?:một|mỗi|theo) (?P<priced>{_UNIT})(?!\w)"
)


@lru_cache(maxsize=128)
def rate_asked(question: str) -> str:
    """Give the unit by which a price is asked for; empty when none is.

    >>> rate_asked("Gửi xe máy bao nhiêu một lượt?"), rate_asked("Gửi xe máy bao nhiêu tiền?")
    ('lượt', '')
    """
    match = _ASKED.search(canonical(question).lower())
    return (match["after"] or match["before"] or match["priced"]) if match else ""


def _group(unit: str) -> tuple[int, str]:
    """Give the sort of a unit and the words that are the same as it."""
    return next(
        (number, one)
        for number, sort in enumerate(_SORTS)
        for one in sort
        if unit in one.split("|")
    )


def _rates(text: str) -> list[tuple[int, int, set[tuple[int, str]]]]:
    """Find the rates of money in a text in canonical lower case: where, and by which units."""
    return [
        (*match.span(), {_group(one["unit"]) for one in _ONE.finditer(match["by"])})
        for match in _TOLD.finditer(text)
    ]


def is_by_another_unit(question: str, said: str, heading: str = "") -> bool:
    """Say whether a sentence has prices by other units of the sort than the one asked for.

    "90.000 đồng/chiếc/tháng" tells nothing of "bao nhiêu một lượt?".
    """
    asked = rate_asked(question)
    if not asked:
        return False
    sort, words = _group(asked)
    text = canonical(said).lower()
    told = {unit for *_, units in _rates(text) for unit in units if unit[0] == sort}
    if not told or (sort, words) in told:
        return False
    vouching = (
        rf"(?<!\w)(?:một|mỗi|1|theo|hằng|hàng|từng|cho) (?:{words})(?!\w)|/ ?(?:{words})(?!\w)"
    )
    return not re.search(vouching, f"{text}\n{canonical(heading).lower()}")


def is_priced_otherwise(question: str, text: str, place: tuple[int, int]) -> bool:
    """Say whether an amount at a place is by another unit than the one asked for."""
    asked = rate_asked(question)
    written = canonical(text).lower()
    if not asked or len(written) != len(text):
        return False
    sort, words = _group(asked)
    for start, end, units in _rates(written):
        if start < place[1] + 12 and place[0] < end and start - place[0] < 30:
            told = {unit for unit in units if unit[0] == sort}
            return bool(told) and (sort, words) not in told
    return False
