"""Which amounts a limit takes in: "dưới 12 tháng" speaks of a child of 8 months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf, isclose

from index.text import canonical, syllables

MONEY = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
"""What words for sums count, in đồng."""
# Units that are compared with each other: what they measure, and how many of the least of them.
_UNITS = {
    "ngày": ("time", 1.0), "tuần": ("time", 7.0),
    "tháng": ("time", 365 / 12), "năm": ("time", 365.0),
    "tuổi": ("age", 365.0), "phút": ("hours", 1.0), "giờ": ("hours", 60.0),
    "kg": ("mass", 1.0), "tạ": ("mass", 100.0), "tấn": ("mass", 1000.0),
    "cm": ("length", 0.01), "m": ("length", 1.0), "mét": ("length", 1.0), "km": ("length", 1000.0),
    "đồng": ("money", 1e-6), **{unit: ("money", worth / 1e6) for unit, worth in MONEY.items()},
    "m2": ("area", 1.0), "ha": ("area", 1e4), "người": ("people", 1.0), "%": ("share", 1.0),
    "độ": ("degrees", 1.0),
}  # fmt: skip
# "50.000.000" is one number, and so is "1,5".
_GROUPED = r"\d{1,3}(?:\.\d{3})+(?![.\d])"
_NUMBER = rf"(?:{_GROUPED}|\d+(?:[.,]\d+)?)"
_UNIT = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?!\w)"
# "2 triệu đồng" is "2 triệu".
_AMOUNT = rf"{_NUMBER} ?(?:rưỡi )?{_UNIT}(?: rưỡi(?!\w)| tuổi(?!\w))?(?: đồng(?!\w))?"
_GIVEN = re.compile(rf"(?<![\w.,/-])({_NUMBER}) ?(rưỡi )?({_UNIT})( rưỡi(?!\w)| tuổi(?!\w))?")
_LIMIT = re.compile(
    rf"(?<!\w)(?:từ )?(?:đủ )?(?P<from>{_NUMBER}(?: ?{_UNIT}(?: tuổi| đồng)?)?)"
    rf" ?(?:đến|tới|-|–) ?(?:dưới )?(?P<to>{_AMOUNT})"
    rf"|(?<!\w)(?:dưới|chưa đủ|chưa đến) (?P<under>{_AMOUNT})"
    rf"|(?<!\w)(?:không quá|tối đa|cho đến) (?P<most>{_AMOUNT})"
    rf"|(?<!\w)(?<!không )(?:trên|hơn|quá) (?P<over>{_AMOUNT})"
    rf"|(?<!\w)(?:ít nhất|tối thiểu|từ|từ đủ|đủ) (?P<least>{_AMOUNT})"
    rf"|(?P<up>{_AMOUNT}) trở lên|(?P<down>{_AMOUNT}) trở xuống"
)
# "Lớp 8" is of secondary school.
_CLASS = re.compile(r"(?<!\w)(?:lớp|khối) (\d{1,2})(?!\w)")
_CALLED_OR_LEFT = re.compile(
    r"(?<!\w)(?:trường|tốt nghiệp|hoàn thành|xong|hết|bằng|chương trình) $"
)
SCHOOLS = {
    "tiểu học": (1, 5),
    "trung học cơ sở|thcs": (6, 9),
    "trung học phổ thông|thpt": (10, 12),
}
"""What schools are called, and their first and last class."""
_LEVELS = [
    (re.compile(rf"(?<!\w)(?:{names})(?!\w)"), *classes) for names, classes in SCHOOLS.items()
]
# "Bé 8 tháng" is an age, and "thời hạn 8 tháng" is none.
_OF_A_PERSON = re.compile(r"(?<!\w)(?:bé|trẻ|trẻ em|con|con em|cháu|em|sơ sinh)(?: mới| được)? $")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a limit takes in, in the least unit of what it measures."""

    dimension: str
    least: float
    most: float


def said_by_limits(question: str, text: str) -> frozenset[str]:
    """Give the folded words for those amounts of a question that a limit in a text takes in.

    >>> sorted(said_by_limits("Bé 8 tháng uống được không?", "Không dùng cho trẻ dưới 1 tuổi."))
    ['8', 'thang']
    >>> said_by_limits("Bé 8 tháng uống được không?", "Chỉ dùng cho trẻ từ 2 tuổi trở lên.")
    frozenset()
    >>> sorted(said_by_limits("Cháu học lớp 8", "Học sinh trung học cơ sở được miễn."))
    ['8', 'lop']
    """
    asked = _given(question)
    limits = _limits(text) if asked else ()
    return frozenset(
        word
        for amount, words in asked
        if any(
            one.dimension == amount.dimension and one.least <= amount.least <= one.most
            for one in limits
        )
        for word in words
    )


def takes_in_what_is_asked(question: str, text: str) -> bool:
    """Say whether a limit takes in an amount of a question, or what a limit of it begins with.

    >>> takes_in_what_is_asked("Lừa đảo trên 1 tỷ đồng", "trị giá 500.000.000 đồng trở lên")
    True
    """
    asked = (*(amount for amount, _ in _given(question)), *_limits(question))
    return any(
        one.dimension == amount.dimension and one.least <= amount.least <= one.most
        for amount in asked
        for one in _limits(text)
    )


def distance_to_limit(question: str, text: str) -> float:
    """Give how far an amount of a question is from the end of a limit in a text that takes it in.

    Of two limits that do, the nearer is meant: a delay of 50 minutes is beyond 15, and beyond 45.
    In the least unit of what is measured; infinite where no limit takes one in.

    >>> asked = "Giao trễ 50 phút thì phạt bao nhiêu?"
    >>> [distance_to_limit(asked, f"chậm quá {least} phút") for least in (15, 45, 60)]
    [35.0, 5.0, inf]
    """
    return min(
        (
            round(min(amount.least - one.least, one.most - amount.least), 3)
            for amount, _ in _given(question)
            for one in _limits(text)
            if one.dimension == amount.dimension and one.least <= amount.least <= one.most
        ),
        default=inf,
    )


def is_of_another_level(question: str, said: str, around: str = "") -> bool:
    """Say whether a text is of schools that the classes of a question do not go to.

    Not where it, or what stands around it, names one of the classes.

    >>> is_of_another_level("Cháu học lớp 4", "Học sinh trung học cơ sở được miễn.")
    True
    """
    asked = {int(number) for number in _CLASS.findall(canonical(question).lower())}
    levels = _levels(canonical(said).lower())
    named = {int(number) for number in _CLASS.findall(canonical(f"{said}\n{around}").lower())}
    return bool(asked and levels) and not any(
        one in named or any(level.least <= one <= level.most for level in levels) for one in asked
    )


def is_of_another_age(question: str, text: str) -> bool:
    """Say whether a text speaks of people by their age, and of none as old as a question asks.

    Not where it may speak of somebody who goes with them, or how old one must be is asked.

    >>> is_of_another_age("Trẻ dưới 6 tuổi được giảm bao nhiêu?", "Giảm 15% cho người từ 80 tuổi.")
    True
    """
    said = [one for one in _limits(text) if one.dimension == "age"]
    if not said or _ASKS_AGE.search(canonical(question).lower()):
        return False
    if _UNSURE.search(canonical(text).lower()):
        return False
    asked = [one for one in (*_ages(question), *_limits(question)) if one.dimension == "age"]
    return bool(asked) and not any(
        _overlap(one, other) for one in asked for other in (*said, *_ages(text))
    )


def is_beyond_the_limit(question: str, text: str) -> bool:
    """Say whether a text has only the other side of a limit that a question sets.

    >>> asked = "Hộ chiếu của người từ đủ 14 tuổi có thời hạn bao lâu?"
    >>> is_beyond_the_limit(asked, "Hộ chiếu của người chưa đủ 14 tuổi có thời hạn 05 năm.")
    True
    >>> is_beyond_the_limit(asked, "Hộ chiếu của người từ đủ 14 tuổi có thời hạn 10 năm.")
    False
    """
    said = _limits(text)
    return any(
        others
        and not any(_overlap(one, other) for other in others)
        and any(_touch(one, other) for other in others)
        for one in _limits(question)
        if (others := [other for other in said if other.dimension == one.dimension])
    )


def _overlap(one: Limit, other: Limit) -> bool:
    return one.least <= other.most and other.least <= one.most


def _touch(one: Limit, other: Limit) -> bool:
    """Say whether one ends where the other begins."""
    return any(
        isclose(end, start, rel_tol=1e-6, abs_tol=1e-5)
        for end, start in ((one.most, other.least), (other.most, one.least))
    )


_ASKS_AGE = re.compile(r"(?<!\w)(?:bao nhiêu|mấy) tuổi(?!\w)")
_UNSURE = re.compile(
    r"(?<!\w)(?:đi kèm|đi cùng|kèm theo|cùng với|cha mẹ|bố mẹ|giám hộ|người lớn|trẻ em|trẻ nhỏ"
    r"|không đủ|(?:nhỏ|ít|thấp|kém) hơn)(?!\w)"
)


def _ages(text: str) -> list[Limit]:
    return [amount for amount, _ in _given(text) if amount.dimension == "age"]


@lru_cache(maxsize=64)
def _given(question: str) -> tuple[tuple[Limit, tuple[str, ...]], ...]:
    """Find the amounts of a question that are no limits themselves, with the words for each."""
    text = canonical(question).lower()
    limits = [match.span() for match in _LIMIT.finditer(text)]
    amounts = [
        (_amount(match[0], text[: match.start()]), match[0])
        for match in _GIVEN.finditer(text)
        if not any(start <= match.start() < end for start, end in limits)
    ]
    classes = [
        (Limit("class", int(match[1]), int(match[1])), match[0]) for match in _CLASS.finditer(text)
    ]
    return tuple(
        (amount, tuple(word.folded for word in syllables(said)))
        for amount, said in (*amounts, *classes)
    )


@lru_cache(maxsize=4096)
def _limits(text: str) -> tuple[Limit, ...]:
    text = canonical(text).lower()
    limits = [
        _limit(match, text[: match.start()])
        for match in _LIMIT.finditer(text)
        if not _FINED.search(text[max(0, match.start() - 20) : match.start()])
    ]
    return (*limits, *_levels(text))


# "Phạt tiền từ 5 đến 50 triệu đồng", "phạt tù từ 2 năm": what is paid is no amount of the act.
_FINED = re.compile(r"(?<!\w)phạt(?: tiền| tù)? (?:mức )?$")


def _levels(text: str) -> list[Limit]:
    """Find what a text says of a level of school: not which one it is called after, or was left."""
    return [
        Limit("class", least, most)
        for level, least, most in _LEVELS
        for match in level.finditer(text)
        if not _CALLED_OR_LEFT.search(text[max(0, match.start() - 40) : match.start()])
    ]


def _limit(match: re.Match[str], before: str) -> Limit:
    kind = match.lastgroup or ""
    amount = _amount(match[kind], before)
    value = amount.least
    if kind == "to":
        unit = re.sub(rf"^{_NUMBER}", "", match["to"])
        first = match["from"] if re.search(r"[^\d.,]", match["from"]) else match["from"] + unit
        return Limit(amount.dimension, _amount(first, before).least, value)
    if kind == "under":
        return Limit(amount.dimension, 0, value - 1e-6)
    if kind in ("most", "down"):
        return Limit(amount.dimension, 0, value)
    return Limit(amount.dimension, value + (1e-6 if kind == "over" else 0), inf)


def _amount(written: str, before: str) -> Limit:
    """Read "1 tuổi rưỡi"; what stands before it may say that it is an age."""
    match = _GIVEN.match(written)
    assert match is not None
    number, half, unit, behind = match.groups()
    dimension, factor = _UNITS[unit]
    if dimension == "time" and ((behind or "").strip() == "tuổi" or _OF_A_PERSON.search(before)):
        dimension = "age"
    is_half = half or (behind or "").strip() == "rưỡi"
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number):
        number = number.replace(".", "")
    value = (float(number.replace(",", ".")) + (0.5 if is_half else 0)) * factor
    return Limit(dimension, value, value)
