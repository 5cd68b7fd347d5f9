"""Which numbers, dates, codes and names a statement has, and whether a paragraph has them too."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.identifiers import Code, Date, Ordinal, codes, dates, ordinals
from index.text import canonical, forms_in_a_row, is_spelled_right, syllables


@dataclass(frozen=True, slots=True)
class Anchor:
    """A number or a name in a text: its place (in canonical form) and what it comes down to."""

    start: int
    end: int
    meaning: str
    """The same for what means the same: "num:20000" for "20.000" and "20 nghìn"."""


def fault_of(statement: str, paragraph: str) -> str:
    """Say what a statement names that the paragraph does not; empty when there is nothing.

    >>> fault_of("Cầu dài 486 m, thông xe năm 2022.", "Ngày 22-12-2022, cầu dài 486 mét thông xe.")
    ''
    >>> fault_of("Cầu dài 480 mét.", "Cầu dài 486 mét.")
    'con số 480 không có trong đoạn được dẫn'
    """
    statement, paragraph = canonical(statement), canonical(paragraph)
    for kind, words in _lacking(statement, paragraph):
        return f"{kind} {words} không có trong đoạn được dẫn"
    return ""


def _lacking(statement: str, paragraph: str) -> Iterator[tuple[str, str]]:
    present = codes(paragraph)
    for code in codes(statement):
        if not any(_is_told(code, one) for one in present):
            yield "số hiệu", statement[code.start : code.end]
    dated = dates(paragraph)
    for date in dates(statement):
        if not any(_is_dated(date, one) for one in dated):
            yield "thời gian", statement[date.start : date.end]
    numbered = _ordinals(paragraph)
    for ordinal in _ordinals(statement):
        if not any(map(ordinal.matches, numbered)):
            yield "số thứ tự", statement[ordinal.start : ordinal.end]
    values = {anchor.meaning for anchor in numbers(paragraph)} | _bare_digits(paragraph)
    for anchor in numbers(statement):
        if anchor.meaning not in values:
            yield "con số", statement[anchor.start : anchor.end]
    for match in _LINK.finditer(statement):
        if match[0] not in paragraph:
            yield "đường dẫn", match[0]
    said = forms_in_a_row(paragraph)
    for start, end in names(statement):
        if forms_in_a_row(statement[start:end]) not in said and not _without_title(
            statement, start, end, said
        ):
            yield "tên", statement[start:end]


# What could be followed or run, where the answer is shown: addresses, Markdown links, tags.
_LINK = re.compile(
    r"(?:https?|ftp|file|javascript|data|mailto):\S+|www\.\S+|\S+@\S+\.\w+|!?\[[^\]]*\]\([^)]*\)"
    r"|</?[a-zA-Z][^>]*>|\b[\w-]+\.(?:com|net|org|vn|info|xyz|io|ru|cn|top|exe|sh)\b\S*",
    re.IGNORECASE,
)


def _is_told(code: Code, there: Code) -> bool:
    """Say whether a code says nothing that the other does not: "NQ 22" of "22-NQ/TW"."""
    return code.number == there.number and all(
        not mine or mine == theirs
        for mine, theirs in (
            (code.kind, there.kind),
            (code.year, there.year),
            (code.issuer, there.issuer),
        )
    )


def _is_dated(date: Date, there: Date) -> bool:
    return all(
        not mine or mine == theirs
        for mine, theirs in (
            (date.day, there.day),
            (date.month, there.month),
            (date.year, there.year),
        )
    )


def _ordinals(text: str) -> list[Ordinal]:
    """Find numbered things; "thu 20.000 đồng" is none, though folded it looks like "thứ 20"."""
    return [
        one
        for one in ordinals(text)
        if (one.noun != "thu" or text[one.start : one.start + 3].lower() == "thứ")
        and not re.match(r"[.,]\d", text[one.end :])
    ]


# --------------------------------------------------------------------------------------- numbers

_NUMBER = re.compile(r"(?<![\w/.,-])(?:\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\d])")
_SCALES = {
    "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9,
}  # fmt: skip
_DIGITS = {
    "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_UNITS = _DIGITS | {"một": 1, "mốt": 1, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5}
_AFTER = re.compile(r"\s*(%|phần trăm(?!\w)|trăm(?!\w)|nghìn(?!\w)|ngàn(?!\w)|vạn(?!\w)"
                    r"|triệu(?!\w)|tỷ(?!\w)|tỉ(?!\w))", re.IGNORECASE)  # fmt: skip
_LARGEST = 1e30  # nobody counts further, and a float is infinite at some "tỷ tỷ tỷ …"


@lru_cache(maxsize=512)
def numbers(text: str) -> tuple[Anchor, ...]:
    """Find numbers of a canonical text that are no part of a date, a code or an ordinal.

    >>> [anchor.meaning for anchor in numbers("215 tỷ đồng, 20.000 người, mười hai xã, 8,5%")]
    ['num:215000000000', 'num:20000', 'num:8.5%', 'num:12']
    """
    taken = [
        (one.start, one.end)
        for found in (codes(text), dates(text), _ordinals(text))
        for one in found
    ]
    found = []
    for match in _NUMBER.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            found.append(_number(text, match))
    found += _spelled(text, taken)
    return tuple(found)


def _number(text: str, match: re.Match[str]) -> Anchor:
    digits = re.sub(r"\D", "", match[0])
    if len(digits) > sys.float_info.dig:
        # An account, a serial: as a float it would be its neighbour's, or infinite.
        return Anchor(*match.span(), f"num:{digits.lstrip('0') or '0'}")
    meaning, end = _scaled(_value(match[0]), text, match.end())
    return Anchor(match.start(), end, meaning)


def _value(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "").replace(" ", "")
    return float(digits.replace(",", "."))


def _scaled(value: float, text: str, end: int) -> tuple[str, int]:
    """Multiply by what follows: "2 nghìn tỷ"; a share stays one: "8%", "8 phần trăm"."""
    while value < _LARGEST and (match := _AFTER.match(text, end)):
        end = match.end()
        word = match[1].lower()
        if word not in _SCALES:
            return f"num:{value:g}%", end
        value *= _SCALES[word]
    return (f"num:{value:.0f}" if value == int(value) else f"num:{value:.6g}"), end


def _spelled(text: str, taken: Sequence[tuple[int, int]]) -> list[Anchor]:
    """Read numbers in words: "hai mươi lăm". A lone "một", "tư" or "năm" is rarely a number."""
    found = []
    words = syllables(text)
    at = 0
    while at < len(words):
        word = words[at]
        free = not any(a <= word.start < b for a, b in taken)
        if free and word.form in _DIGITS and text[word.start].islower():
            value, after = _DIGITS[word.form], at + 1
            if after < len(words) and words[after].form in {"mươi", "chục"}:
                value, after = value * 10, after + 1
            if value >= 10 and after < len(words) and words[after].form in _UNITS:
                is_year = words[after].form == "năm" and after + 1 < len(words)
                if not is_year:
                    value, after = value + _UNITS[words[after].form], after + 1
            meaning, end = _scaled(float(value), text, words[after - 1].end)
            found.append(Anchor(word.start, end, meaning))
            at = after
        else:
            at += 1
    return found


def _bare_digits(text: str) -> set[str]:
    """Give every run of digits as a number: "2018" of a date may be said to be one."""
    return {
        f"num:{int(match[0])}"
        for match in re.finditer(r"(?<![\d.,])\d{1,9}(?!\d|[.,]\d)", text)
        if not _AFTER.match(text, match.end())
    }


# ----------------------------------------------------------------------------------------- names

# What may stand before a name with a capital and is no part of it.
_TITLES = frozenset(
    "ông bà anh chị em cô chú bác thầy ngài vua chúa tướng theo tại ở từ với và của do vì khi là "
    "trong ngoài trên dưới sau trước đến cho để người năm ngày tháng những các một mọi mỗi này đó "
    "nước tỉnh huyện xã thành sông núi hồ đảo biển".split()
)
_CAPITALISED = re.compile(r"(?<![\w])[^\W\d_a-zđ][\w\u0300-\u036f]*")


def names(text: str) -> list[tuple[int, int]]:
    """Find runs of capitalised words, as offsets into a canonical text; acronyms are names too.

    The first word of a sentence is one only when more of the run follows, or when no Vietnamese
    word is spelled so.

    >>> text = "Sau đó Gandhi gặp Martin Luther King ở Mỹ."
    >>> [text[a:b] for a, b in names(text)]
    ['Gandhi', 'Martin Luther King', 'Mỹ']
    """
    taken = [(one.start, one.end) for found in (codes(text), _ordinals(text)) for one in found]
    found: list[tuple[int, int]] = []
    for match in _CAPITALISED.finditer(text):
        if not match[0][0].isupper() or any(a <= match.start() < b for a, b in taken):
            continue
        between = text[found[-1][1] : match.start()] if found else "\n"
        initial = between == ". " and found[-1][1] - text.rfind(" ", 0, found[-1][1]) == 2
        if between in (" ", "-") or initial:  # "J. K. Rowling", but not "… ở Mỹ. Gandhi …"
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return [place for place in found if not _only_begins(text, *place)]


def _only_begins(text: str, start: int, end: int) -> bool:
    """Say whether a capital only marks the beginning of a sentence: "Cầu dài 486 mét"."""
    before = text[:start].rstrip(" “\"'(«–-")
    begins = not before or before[-1] in ".!?:…"
    return begins and " " not in text[start:end] and is_spelled_right(text[start:end].lower())


def _without_title(text: str, start: int, end: int, said: str) -> bool:
    """Say whether a run is a name with the capital of a title, or of the sentence's start."""
    words = text[start:end].split(" ")
    if not text[:start].strip(" “\"'(«") and len(words) > 2:
        words = words[1:] if words[0].lower() not in _TITLES else words
        if forms_in_a_row(" ".join(words)) in said:
            return True
    while len(words) > 1 and words[0].lower() in _TITLES:
        words = words[1:]
        if forms_in_a_row(" ".join(words)) in said:
            return True
    return False


# --------------------------------------------------------------------------------------- anchors


@lru_cache(maxsize=512)
def anchors(text: str) -> tuple[Anchor, ...]:
    """Find everything in a canonical text that a claim can be wrong about, in order of place."""
    found = list(numbers(text))
    for date in dates(text):
        meaning = f"date:{date.day}-{date.month}-{date.year}"
        found.append(Anchor(date.start, date.end, meaning))
    for ordinal in _ordinals(text):
        found.append(Anchor(ordinal.start, ordinal.end, f"ord:{ordinal.number}"))
    for code in codes(text):
        found.append(Anchor(code.start, code.end, f"code:{code.number}"))
    for start, end in names(text):
        found.append(Anchor(start, end, f"name:{forms_in_a_row(text[start:end]).strip()}"))
    return tuple(sorted(found, key=lambda anchor: anchor.start))
