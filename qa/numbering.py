"""Which of several numbered things is asked about and told of: the fourth year, line number 7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.identifiers import Ordinal, number_of, ordinals
from index.text import canonical, fold
from qa.asking import says_nothing
from qa.question import Question

_WORDS = "nhất|một|hai|ba|tư|bốn|năm(?! \\d)|sáu|bảy|tám|chín|mười"
_FEW = "(?<!mỗi )(?<!một )(?<!từng )(?<!các )(?<!những )(?<!mấy )(?<!\\d )(?<!hai )(?<!ba )"
_TURNS = "lần|đợt|kỳ|mũi|vòng|năm|tháng|tuần|ngày|quý|chuyến|giờ"
# "số" of what has a code, a name or a price of its own.
_CODED = frozenset(
    "định quyết tư luật văn trình lệnh chỉ đồng thoại khoản bằng giấy phiếu đơn đường phố nhà ngõ"
    " một con hệ chữ thứ là của ở tại có và gọi theo có chỉ mã ký là đến đi với cho từ dãy"
    " địa hotline điện đa thiểu cân tổng tham ứng".split()
)
_BY_NUMBER = re.compile(r"(?<!\w)(?P<noun>[^\W\d_]+) số 0?(?P<number>\d{1,4})(?![\w/]|[.,-]\w)")
# "Dây chuyền 7 đạt …": what goes on behind a number tells that it counts nothing.
_GOES_ON = "có|đạt|là|được|bị|ở|do|làm|sản xuất|thuộc|của|chạy|gồm|phụ trách|nghỉ|hỏng|nằm"
_BARE = re.compile(
    rf"(?<!\w)(?P<noun>[^\W\d_]+) 0?(?P<number>\d{{1,3}})(?=[,;:)]\s|\.?$| (?:{_GOES_ON})(?!\w))"
)
_BY_TURN = re.compile(rf"(?<!\w)(?P<noun>[^\W\d_]+) thứ (?P<number>\d{{1,2}}|{_WORDS})(?!\w)")
# Whatever goes on behind these: "sàn tầng 5 đổ bê tông". Not "nhà 5 tầng 3 phòng".
_IN_A_HOUSE = re.compile(
    rf"{_FEW}(?<!\w)(?P<noun>tầng|toa|cổng|phòng(?= \d{{3}})) 0?(?P<number>\d{{1,3}})"
    r"(?![\w/]|[.,-]\w)"
)
# A day, an hour or an amount stands so as well.
_NO_THING = frozenset(
    "tháng ngày năm quý thứ giờ lúc phút điều khoản mục chương phần lần đợt kỳ khoảng hơn gần trên"
    " dưới đủ điểm đạt tuổi giá phạt đồng khối bằng hết mất thêm giảm tăng dài rộng cao nặng tiền"
    " khóa luật".split()
)
_IN_TURN = re.compile(
    rf"{_FEW}(?<!\w)(?P<noun>lần|đợt|mũi|vòng) (?P<number>\d{{1,2}}(?![.,]\d|\d)|{_WORDS})(?!\w)"
    r"(?! (?:triệu|nghìn|ngàn|đồng|trăm|tháng|tuần|giờ|viên|ngày)(?!\w))"
    rf"|{_FEW}(?<!\w)(?P<first>{_TURNS}) đầu(?: tiên)?(?!\w)"
)
_ANY_LATER = re.compile(
    r"(?<!\w)(?:các|những|mọi|mỗi|từng) (?:lần|năm|đợt|kỳ|tháng|tuần|ngày|mũi|vòng|chuyến)"
    r"|(?<!\w)(?:tiếp theo|kế tiếp|sau đó|về sau|trở đi)(?!\w)"
)
_JOINS = re.compile(r"\s*(?:-|–|(?:đến|tới)(?: hết)?)\s*")
_UPWARD = re.compile(r"\s*trở (?:lên|đi)(?!\w)")
_PART = re.compile(r"[;,]\s+|\s(?:và|còn)\s")
# Nouns whose other one a sentence may name besides, as laws do: "theo khoản 3 Điều này".
_NAMED_BY = frozenset("to lop khu ngo quy".split())


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered thing of a text, by its noun, and the numbers it is: "năm thứ ba trở đi"."""

    noun: str
    least: int
    most: int
    start: int
    end: int

    def takes_in(self, number: int) -> bool:
        """Say whether a number is this one's."""
        return self.least <= number <= self.most


@lru_cache(maxsize=128)
def asked_numbers(question: Question) -> tuple[Place, ...]:
    """Find the numbered things of a question.

    A document's number and the like name no thing of a kind.
    """
    taken = [(code.start, code.end) for code in question.codes]
    asked = [
        one
        for one in _places(canonical(question.spelled), None)
        if not any(a <= one.start < b or a < one.end <= b for a, b in taken)
    ]
    for one in question.ordinals:
        if one.noun in _NAMED_BY:
            asked.append(Place(one.noun, one.number, one.number, one.start, one.end))
    return tuple(asked)


def tells_of_another_number(question: Question, said: str, heading: str = "") -> bool:
    """Say whether a sentence numbers a thing of the kind asked about otherwise only.

    "Năm thứ nhất 18 triệu, năm thứ ba 20 triệu" to "Năm thứ tư bao nhiêu?", "dây chuyền số 5" to
    "dây chuyền số 7".
    """
    for asked in asked_numbers(question):
        told = _places(canonical(said), asked.noun)
        near = _places(canonical(heading), asked.noun)
        if (
            told
            and not any(one.takes_in(asked.least) for one in (*told, *near))
            and not _ANY_LATER.search(canonical(said).lower())
        ):
            return True
    return False


def is_of_another_number(question: Question, text: str, place: tuple[int, int]) -> bool:
    """Say whether words stand by another number of the thing than the one asked about.

    That of their own clause says what they are of, else the last one before them.
    """
    written = canonical(text)
    if len(written) != len(text):
        return False
    for asked in asked_numbers(question):
        told = _places(written, asked.noun)
        if not any(one.takes_in(asked.least) for one in told):
            continue
        borders = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
        left = max(border for border in borders if border <= place[0])
        right = min((border for border in borders if border >= place[1]), default=len(text))
        own = [one for one in told if left <= one.start < right]
        own = own or [one for one in told if one.end <= place[0]][-1:]
        if own and not any(one.takes_in(asked.least) for one in own):
            return True
    return False


def is_at_length(one: Ordinal, text: str) -> bool:
    """Say whether a text has a numbered thing with more words: "tổ sản xuất số 1" for "tổ 1"."""
    if one.noun not in _NAMED_BY:
        return False
    return any(place.takes_in(one.number) for place in _at_length(one.noun, fold(text)))


def _at_length(noun: str, folded: str) -> list[Place]:
    said = rf"(?<!\w){noun}(?: [a-z]+){{0,3}} so 0?(\d{{1,3}})(?![\w/]|[.,]\d)"
    return [
        Place(noun, int(match[1]), int(match[1]), *match.span())
        for match in re.finditer(said, folded)
    ]


def _places(written: str, noun: str | None) -> list[Place]:
    """Find the numbered things of a text in canonical form; those of one noun, if given."""
    found = []
    text = written.lower()
    for pattern in (_BY_TURN, _IN_TURN, _BY_NUMBER, _BARE, _IN_A_HOUSE):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            named = groups.get("first") or groups["noun"]
            if named in _CODED and pattern is _BY_NUMBER:
                continue
            if pattern is _BARE and (named in _NO_THING | _CODED or says_nothing(named)):
                continue
            number = 1 if groups.get("first") else _number(groups["number"])
            kind = fold(named) if pattern in (_BY_TURN, _IN_TURN) else f"{fold(named)} so"
            if number and noun in (None, kind):
                found.append(Place(kind, number, number, *match.span()))
    if noun is not None and noun in _NAMED_BY:
        found += [
            Place(one.noun, one.number, one.number, one.start, one.end)
            for one in ordinals(written)  # "quý II" has capitals
            if one.noun == noun
        ]
        folded = fold(text)
        if len(folded) == len(text):
            found += _at_length(noun, folded)
    return _joined(text, sorted(found, key=lambda one: one.start))


def _joined(text: str, places: list[Place]) -> list[Place]:
    """Join what stands on both sides of "đến", and give what has "trở đi" no end."""
    joined: list[Place] = []
    for one in places:
        most = 9999 if _UPWARD.match(text, one.end) else one.most
        last = joined[-1] if joined else None
        if last and last.noun == one.noun and _JOINS.fullmatch(text[last.end : one.start]):
            joined[-1] = Place(one.noun, last.least, most, last.start, one.end)
        else:
            joined.append(Place(one.noun, one.least, most, one.start, one.end))
    return joined


def _number(word: str) -> int:
    return 1 if word in ("nhất", "một") else number_of(fold(word))
