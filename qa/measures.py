"""Quantities: which dimension a question asks for, and whether a text has one of it.

"Cầu dài bao nhiêu mét?" is not answered by a sum of money. Units of one dimension stand for each
other: what is asked in kilometres may be told in metres.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from index.text import fold, is_toned

_UNITS = {
    "length": "km, cm, mm, dm, m, mét, kilômét, kilomet, ki-lô-mét, xentimét, cây số, hải lý, dặm",
    "mass": "kg, g, gam, kilôgam, kilogam, ki-lô-gam, tấn, tạ, yến, lạng, cân, ký",
    "area": "m2, km2, ha, hecta, héc-ta, héc ta, mẫu, sào, mét vuông, kilômét vuông, km vuông",
    "volume": "m3, lít, ml, mét khối, khối",
    "share": "%, phần trăm, phần nghìn",
    "temperature": "°c, độ c, độ",
    "power": "w, kw, mw, gw, mwp, kwp, kva, oát, megawatt, kilowatt, mã lực, hp",
    "energy": "wh, kwh, mwh, gwh",
}


# "mẫu xét nghiệm", "khối lớp", "ký tự", "độ tuổi" are things: these words are not their units. Nor
# is "độ đạm" a temperature.
_THINGS = "xét|đơn|số|vật|bệnh|giấy|thử|lớp|thi|lượng|đảng|u|tự|hiệu|túc|kết|tuổi|tin|la|sinh|phiếu"
_THINGS_OF = {"temperature": f"{_THINGS}|đạm|cồn|mặn|ẩm|rượu"}


def _pattern(before: str, units: str, things: str = "") -> re.Pattern[str]:
    listed = sorted(units.split(", "), key=len, reverse=True)
    named = "|".join(re.escape(unit) for unit in listed)
    # Of "mét vuông", "mét" is not the unit.
    no_unit = r"\w| vu[oô]ng| kh[oố]i" + (rf"| (?:{things})(?!\w)" if things else "")
    return re.compile(rf"(?:{before})(?:{named})(?!{no_unit})")


# By whether the question is toned: "bao nhiêu cán bộ" weighs nothing, "bao nhieu can" may.
_ASKED = {
    True: {
        dimension: _pattern(r"(?<!\w)(?:bao nhiêu|mấy) ", units, _THINGS_OF.get(dimension, _THINGS))
        for dimension, units in _UNITS.items()
    },
    False: {
        dimension: _pattern(
            r"(?<!\w)(?:bao nhieu|may) ", fold(units), fold(_THINGS_OF.get(dimension, _THINGS))
        )
        for dimension, units in _UNITS.items()
    },
}
_TOLD = {
    # A table has the unit in the name of the column: "Chiều dài (m): 486".
    dimension: _pattern(r"\d[\d.,]*\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ|vạn) )?|\(", units)
    for dimension, units in _UNITS.items()
}
_SPELLED = re.compile(
    r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|rưỡi|nửa|vài)\s"
)


# A sugar mill's "công suất" is so many tons a day.
_POWER = re.compile(r"(?<!\w)(?:điện|động cơ)(?!\w).*(?<!\w)công suất(?!\w)")


@lru_cache(maxsize=64)
def dimension_asked(question: str) -> str:
    """Name the dimension that a question asks for; empty when it names no unit.

    >>> dimension_asked("Cầu dài bao nhiêu mét?"), dimension_asked("Có bao nhiêu cán bộ?")
    ('length', '')
    """
    written = unicodedata.normalize("NFC", question).lower()
    if _POWER.search(written):
        return "power"
    asked = _ASKED[is_toned(question)]
    return next((name for name, pattern in asked.items() if pattern.search(written)), "")


def has_dimension(dimension: str, text: str) -> bool:
    """Say whether a text has a quantity of a dimension, in digits or in words.

    >>> has_dimension("length", "rộng 12 m"), has_dimension("length", "vốn 12 tỷ đồng")
    (True, False)
    """
    lowered = unicodedata.normalize("NFC", text).lower().replace("²", "2").replace("³", "3")
    return any(_TOLD[dimension].search(form) for form in (lowered, _SPELLED.sub("1 ", lowered)))
