"""Which codes and numbers of a question set a condition, and whether a text meets it.

What is told of another class than "lớp 5A2", or another term than "kỳ hạn 18 tháng", answers
nothing, nor what is told of one that everyday words tell apart: "xe máy" of "ô tô".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.identifiers import codes, dates
from index.text import canonical, fold
from qa.abbreviations import shipped_abbreviations
from qa.asking import AnswerType
from qa.limits import SCHOOLS, is_of_another_age, is_of_another_level
from qa.question import Question

# "5A2", "TG-21583", "WF-9500"; "500k", "24h", "60m2" are quantities.
_MIXED = re.compile(r"(?<![\w/.-])(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]+(?![\w/]|[.,-]\w)")
_QUANTITY = re.compile(r"\d+(?:k|tr|h|g|kg|m|m2|m3|cm|mm|km|km2|ha|l|ml|w|kw|kwh|v|gb|mb|s|p|d|x)")
# What has a number for its name: another number is another one of them.
_NUMBERED = re.compile(
    r"(?<!\w)(?P<noun>(?:tuyến|tầng|phòng|quầy|cổng|lô|toa|ki-ốt|kiot)(?:(?: \w+){0,2} số)?)"
    r" (?P<number>\d{1,4})(?![\w/]|[.,]\d| (?:người|cái|chiếc|nơi|chỗ))"
    r"|(?<!\w)(?P<term>kỳ hạn) (?P<length>\d{1,3}) (?P<unit>ngày|tuần|tháng|năm)(?!\w)"
)


def mixed_codes(question: Question) -> list[str]:
    """Find words of letters and digits in a question that are no code, date or quantity.

    >>> _QUANTITY.fullmatch("60m2") is not None, _QUANTITY.fullmatch("5a2") is not None
    (True, False)
    """
    text = question.spelled
    taken = [(one.start, one.end) for found in (codes(text), dates(text)) for one in found]
    return [
        match[0]
        for match in _MIXED.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _QUANTITY.fullmatch(fold(match[0]))
        and not _is_abbreviated(match[0])
    ]


def _is_abbreviated(word: str) -> bool:
    """Say whether the letters stand for words: a text may have "Quốc lộ 1A" for "QL1A"."""
    letters = re.match(r"[^\W\d_]*", word)
    return bool(letters and letters[0].upper() in shipped_abbreviations())


# Things of one kind that everyday words tell apart: what holds of one does not of another.
_APART = tuple(
    tuple(re.compile(rf"(?<!\w)(?:{words})(?!\w)") for words in kinds)
    for kinds in (
        ("cấp xã", "cấp huyện", "cấp tỉnh", "(?:cấp )?trung ương"),
        ("xe đạp", "xe (?:gắn )?máy|mô tô", r"ô tô|ôtô|xe (?:con|hơi|tải|\d+ chỗ)", "xe ba gác"),
        ("người lớn", "trẻ|em bé|thiếu nhi"),
        ("mầm non", *SCHOOLS),
        (
            *(rf"tiếng (?:[^\W\d_]+(?:, | và | hoặc | ?/ ?| \())*(?:{language})"
              "|tiếng nước ngoài|ngoại ngữ"
              for language in ("anh", "pháp", "nhật", "hàn", "trung|hoa", "nga", "đức")),
            "tiếng việt",
        ),
        (
            *(f"{animal}|(?:gia súc|vật nuôi) khác"
              for animal in ("lợn|heo", "trâu", "bò", "dê", "cừu", "ngựa")),
            "gà|gia cầm|vật nuôi khác", "vịt|gia cầm|thủy cầm|vật nuôi khác",
            "chó|vật nuôi khác|thú cưng", "mèo|vật nuôi khác|thú cưng",
        ),
    )
)  # fmt: skip
# "Mỗi ha bao nhiêu đàn ong?" is not told by "mỗi xe 150 thùng"; people and households go by many
# names.
_PER = re.compile(r"(?<!\w)mỗi \w")
_PER_UNIT = re.compile(
    r"(?<!\w)mỗi (ha|sào|mét|m2|m3|km|kg|tấn|tạ|lít|giờ|ngày|tuần|tháng|quý|năm|xe|chuyến)(?!\w)"
)
# "Cuộc họp tới" is not the one that a record is of.
_NEXT = re.compile(
    r"(?<!\w)(?:họp|phiên|kỳ|đợt|lần|buổi|giao ban|hội nghị|đại hội) (?:tới|sau|tiếp theo|kế tiếp)"
    r"(?! (?:khi|đó|ngày|lúc)|\w)"
)
_SAYS_NEXT = re.compile(r"(?<!\w)(?:tới|sau|tiếp theo|kế tiếp|dự kiến|sắp)(?!\w)")
# "Tầng B", "hạng A", "Bên B".
_LETTERED = re.compile(r"(?<!\w)([^\W\d_]{2,}) ([A-ZĐ])(?![\w.])")


def is_of_another(question: Question, said: str, around: str) -> bool:
    """Say whether a question is of one of several things of a kind, and what is said of others.

    What stands around vouches for the kind as well.
    """
    asked = canonical(question.spelled)
    for name in question.names:  # "huyện Mèo Vạc" has no cat
        asked = asked.replace(canonical(name), " ")
    asked = asked.lower()
    text, near = canonical(said).lower(), canonical(around).lower()
    for kinds in _APART:
        wanted = [kind for kind in kinds if kind.search(asked)]
        if len(wanted) != 1 or wanted[0].search(text) or wanted[0].search(near):
            continue
        if any(kind.search(text) for kind in kinds):
            return True
    if _is_at_another_level(asked, f"{text}\n{near}", text):
        return True
    if _NEXT.search(asked) and not _SAYS_NEXT.search(f"{text}\n{near}"):
        return True
    if is_of_another_level(question.spelled, said, around):
        return True
    if question.answer_type is AnswerType.NUMBER and is_of_another_age(question.spelled, said):
        return True
    told = _letters(said)
    if _PER.search(text) and any(
        not re.search(rf"(?<!\w){unit}(?!\w)", f"{text}\n{near}")
        for unit in _PER_UNIT.findall(asked)
    ):
        return True
    return any(
        noun in told and letters.isdisjoint(told[noun])
        for noun, letters in _letters(question.spelled).items()
    )


def _is_at_another_level(asked: str, around: str, text: str) -> bool:
    """Say whether it is asked "… ở xã?", of no one by its name, and a text tells of others alone.

    "Ủy ban nhân dân cấp tỉnh, cấp huyện" is that of no commune.
    """
    level = _AT_LEVEL.search(asked)
    own = level and re.search(rf"(?<!\w){level[1]}(?! hội)(?!\w)", around)
    return bool(level) and not own and bool(_LEVELS.search(text))


_AT_LEVEL = re.compile(r"(?<!\w)(?:ở|tại|của) (xã|huyện|tỉnh)(?=[?.!]*$)")
_LEVELS = re.compile(r"(?<!\w)cấp (?:xã|huyện|tỉnh)(?!\w)")


def _letters(text: str) -> dict[str, set[str]]:
    """Give the single letters behind each noun of a text."""
    found: dict[str, set[str]] = {}
    for noun, letter in _LETTERED.findall(canonical(text)):
        found.setdefault(fold(noun), set()).add(letter)
    return found


@lru_cache(maxsize=32)
def has_code(text: str, code: str) -> bool:
    """Say whether a text has a word of letters and digits, hyphens or spaces within it or not.

    >>> has_code("Ghe TG 21583", "tg-21583"), has_code("lớp 5A21", "5A2")
    (True, False)
    """
    runs = r"[\s.-]?".join(re.findall(r"[^\W\d_]+|\d+", fold(code)))
    return bool(re.search(rf"(?<![a-z0-9]){runs}(?![a-z0-9])", fold(text)))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A thing that a number names: "tuyến xe buýt số 11", "kỳ hạn 18 tháng"."""

    words: str
    number: int
    unit: str
    """What is counted, folded; empty for a thing that is only numbered."""

    def stands_in(self, text: str) -> bool:
        """Say whether a text has the number, alone or within a range.

        >>> Numbered("tuyến 11", 11, "").stands_in("Số tuyến: 02; Cự ly (km): 11.2")
        False
        >>> Numbered("tầng 11", 11, "").stands_in("từ tầng 10 đến tầng 15")
        True
        """
        folded = fold(text)
        unit = rf"\s*{self.unit}(?!\w)" if self.unit else r"(?![\w/]|[.,]\d)"
        if re.search(rf"{_NO_PART}0?{self.number}{unit}", folded):
            return True
        # "thời hạn 6 đến 36 tháng" is no range of "kỳ hạn 18 tháng".
        if self.unit and fold(self.words).rpartition(f" {self.number} ")[0] not in folded:
            return False
        ranges = re.findall(rf"{_NO_PART}(\d{{1,4}})(?: ?[a-z]+)? ?{_TO}(\d{{1,4}}){unit}", folded)
        ranges += [(least, "9999") for least in re.findall(_UPWARD, folded)]
        return any(int(least) <= self.number <= int(most) for least, most in ranges)


_NO_PART = r"(?<![\w.,/-])"
_TO = r"(?:[-–]|den|toi) ?(?:[a-z]+ )?"
_UPWARD = rf"{_NO_PART}(\d{{1,4}})(?: [a-z]+)? tro len"


def numbered(question: Question) -> list[Numbered]:
    """Find what a question asks of by its number."""
    return [
        Numbered(match[0], int(match["number"] or match["length"]), fold(match["unit"] or ""))
        for match in _NUMBERED.finditer(question.spelled.lower())
    ]
