"""What a yes-or-no question claims, and the open question that tells whether it is so.

"Nghị quyết 07 có phải do Bộ Chính trị ban hành không?" is answered by who issued it. What is
claimed need not stand in the sentence that answers: it may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.identifiers import dates, ordinals, person_names, proper_names
from index.text import canonical, fold, syllables
from qa.asking import AnswerType
from qa.kinds import OFFICE, PLACES, uncounted
from qa.question import Question

_NAMING = 3  # words that a claim begins with and that name what it is about: "Hội thảo 25/5 …"
MOST = 3  # open questions that are asked for one that claims several things

_NOT = r"(?:hay )?(?:không|chưa|ko)(?: \w+)?"
_TRULY = r"(?:có phải|phải chăng|có đúng)(?: là)?"
# "… có phải X không?" has a topic; "Có phải …?", "…, phải không?", "…, đúng không?" claim it all.
_CLAIMS = (
    re.compile(rf"^(?P<topic>\S.*?) {_TRULY} (?P<claim>.+?)(?: {_NOT})?$"),
    re.compile(rf"^(?P<topic>){_TRULY} (?P<claim>.+?)(?: {_NOT})?$"),
    re.compile(rf"^(?P<topic>)(?P<claim>.+?),? (?:có )?(?:phải|đúng)(?: vậy| thế)? {_NOT}$"),
    re.compile(r"^(?P<topic>)(?P<claim>.+?),? (?:đúng hay sai|đúng chứ|phải chứ|hả|à|hở)$"),
    # "… họp ở Huế hay Đà Nẵng?" claims one of the two.
    re.compile(r"^(?P<topic>)(?P<claim>\S.* hay (?!không|chưa).+)$"),
    # "… có họp ở Huế không?"; "có bao nhiêu", "không có" and the like ask or deny.
    re.compile(r"^(?P<topic>\S.*?)(?<! không) có (?P<claim>(?!bao nhiêu|mấy).+?) không$"),
)
# "do Bộ Chính trị ban hành": who does it stands between "do" and what is done.
_DONE = (
    r"(?:ban hành|ký|tổ chức|chủ trì|thành lập|công bố|đề xuất|phê duyệt|quản lý|đầu tư|thi công"
    r"|xây dựng|thực hiện|viết|soạn|biên soạn|điều hành|quy định|phát hành|cấp|trao|trình bày"
    r"|tài trợ|sản xuất|cung cấp|khởi xướng|lãnh đạo|quyết định|phụ trách|chịu trách nhiệm)"
)
_DOER = re.compile(
    rf"(?<!\w)(?P<by>do|bởi) (?P<who>\S.*?)(?P<done>(?: {_DONE}(?!\w).*| \S+ \S+)?)$"
)
_OWNER = re.compile(r"(?<!\w)của (?P<who>(?:\S+ ){0,5}\S+)$")
_AT = re.compile(r"(?<!\w)(?:ở|tại) $")
_BEFORE_DATE = re.compile(r"(?:ngày|tháng|năm|hôm) $")
_HOLDER = re.compile(r" là (?P<who>.+)$")
_CALLED = re.compile(r"(?:ong|ba|anh|chi|dong chi|bac)(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A question that leaves open what a yes-or-no question claims."""

    text: str
    claimed: str
    """The words that would have to stand in its place: "Bộ Chính trị"."""

    def is_settled_by(self, sentence: str) -> bool:
        """Say whether a sentence has the words of the claim."""
        said = {word.folded for word in syllables(sentence)}
        return said.issuperset(word.folded for word in syllables(self.claimed))


def opened(question: Question) -> list[Opened]:
    """Give a yes-or-no question with what it claims left open; empty when it claims nothing such.

    Of several names, dates and numbers each is asked for by itself, for any of them may be wrong.
    """
    text = canonical(question.spelled).strip().rstrip(" ?.!")
    lowered = text.lower()
    match = next((found for one in _CLAIMS if (found := one.match(lowered))), None)
    if len(lowered) == len(text) and (hours := _at_an_hour(text)):
        return [Opened(hours, "")]
    if match is None or len(lowered) != len(text) or question.answer_type is not AnswerType.OTHER:
        return []
    topic, claim = text[: match.end("topic")], text[slice(*match.span("claim"))]
    claim = _first_of_two(claim)
    asked = [(" ".join(f"{topic} {one}".split()), said) for one, said in _left_open(topic, claim)]
    return [Opened(f"{one[0].upper()}{one[1:]}?", said) for one, said in asked][:MOST]


def _at_an_hour(text: str) -> str:
    """Ask from when to when, of a question whether one may at an hour or on a day of the week.

    >>> _at_an_hour("20 giờ có được vào thư viện không")
    'Thư viện mở cửa từ mấy giờ đến mấy giờ?'
    >>> _at_an_hour("Thứ Tư thư viện có mở cửa không")
    'Thư viện mở cửa những ngày nào?'
    """
    lowered = text.lower()
    hour, day = _HOUR.search(lowered), _DAY.search(lowered)
    when = hour or day
    if when is None or not _WHETHER.search(lowered):
        return ""
    rest = text
    for match in sorted(filter(None, (hour, day)), key=lambda one: -one.start()):
        rest = rest[: match.start()] + rest[match.end() :]
    visited = _VISITS.search(" ".join(rest.split()).lower())
    if visited is None:
        return ""
    place = " ".join(rest.split())[slice(*visited.span("to" if visited["to"] else "opens"))]
    asks = "từ mấy giờ đến mấy giờ" if hour else "những ngày nào"
    return f"{place[:1].upper()}{place[1:].rstrip()} mở cửa {asks}?"


_HOUR = re.compile(
    r"(?<![\w:])(?:(?:lúc|vào|hồi|sau|đến|tới) )?"
    r"(?:\d{1,2} ?(?:giờ|h)(?: ?\d{2}(?!\d))?|\d{1,2}:\d{2})"
    r"(?: (?:rưỡi|sáng|trưa|chiều|tối|đêm))*(?!\w)"
)
_DAY = re.compile(
    r"(?<!\w)(?:vào )?(?:(?:sáng|trưa|chiều|tối|ngày|hôm) )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])"
    r"|chủ nhật)(?!\w)"
)
_WHETHER = re.compile(r"(?<!\w)(?:có|được|còn|đã)(?!\w).* (?:không|chưa)$")
# What one goes to or what is open, beside the words that ask whether one may.
_VISITS = re.compile(
    r"(?<!\w)(?:vào|đến|tới|ra|sang|ghé) (?:được )?(?P<to>(?:(?!có |được |không|còn )\S+ ?){1,6}?)"
    r"(?: (?:có )?(?:được )?(?:không|chưa))$"
    r"|^(?:(?:tối|sáng|chiều|hôm) nay )?(?P<opens>(?:(?!có |được |còn |đã )\S+ ){1,6}?)"
    r"(?:có |còn |đã )+(?:mở cửa|mở|phục vụ|hoạt động|làm việc|đón khách|nghỉ|đóng cửa)"
    r"(?: cửa)? (?:không|chưa)$"
)


def _first_of_two(claim: str) -> str:
    """Leave out the second of two that a claim has to choose from: "ở Huế hay ở Đà Nẵng"."""
    places = [*proper_names(claim), *((one.start, one.end) for one in dates(claim))]
    places += [match.span() for match in _NUMBER.finditer(uncounted(claim))]
    for (_, end), (start, last) in pairwise(sorted(places)):
        if _OR.fullmatch(claim.lower(), end, start):
            return claim[:end] + claim[last:]
    return claim


_OR = re.compile(r"(?: \w+)? hay (?:là )?(?:(?:do|bởi|của|ở|tại|vào|ngày|tháng|năm|ông|bà) )*")


def _left_open(topic: str, claim: str) -> Iterator[tuple[str, str]]:
    """Put the words that ask where a claim has who, when, where or how many, beside those."""
    lowered = claim.lower()
    by = _DOER.search(claim)  # as written: "Ban Tổ chức" is no "tổ chức"
    if by:
        # A name is no part of what is done: "do nhà văn Lê Dân | đặt".
        ends = [end for start, end in person_names(claim) if start < by.start("done") < end]
        done = ends[0] if ends else by.start("done")
        yield f"{claim[: by.start()]}{by['by']} ai{claim[done:]}", claim[by.start("who") : done]
    if lowered.startswith("của "):
        yield "là của ai", claim
    elif owner := _OWNER.search(claim):
        yield f"{claim[: owner.start()]}của ai", owner["who"]
    holder = _HOLDER.search(claim)
    if topic and ((OFFICE.match(fold(claim)) and person_names(topic)) or _names_only_one(claim)):
        yield "là ai", claim
    elif holder and _names_only_one(holder["who"]):
        yield f"{claim[: holder.start()]} là ai", holder["who"]
    for start, end in proper_names(claim):
        if _AT.search(lowered[:start]):
            before = claim[:start].split()[:-1]
            yield f"{' '.join(before)} ở đâu{claim[end:]}", claim[start:end]
    yield from _measured(topic, claim, is_by=by is not None)


def _names_only_one(text: str) -> bool:
    """Say whether a text is a person's name, with what he is called or his office before it."""
    named = person_names(text)
    if not named or named[-1][1] != len(text) or fold(text) in PLACES:
        return False
    before = fold(text[: named[-1][0]])
    return not before or bool(_CALLED.match(before) or OFFICE.match(before))


def _measured(topic: str, claim: str, *, is_by: bool) -> Iterator[tuple[str, str]]:
    """Ask for the dates and numbers of a claim; of one without a topic for its last only.

    "Hội nghị ngày 23-4 do Thủ tướng chủ trì, phải không?" doubts who chaired it, not when.
    """
    counted = uncounted(claim)
    ranked = [(one.start, one.end) for one in ordinals(claim)]
    found = []
    for date in dates(claim):
        asks = "ngày nào" if date.day else "tháng nào" if date.month else "năm nào"
        before = _BEFORE_DATE.search(claim[: date.start].lower())
        found.append((before.start() if before else date.start, date.end, asks))
    for match in _NUMBER.finditer(counted):
        if not any(start < match.end() and match.start() < end for start, end in ranked):
            percent = claim[match.end() :].lstrip().startswith("%")
            end = claim.index("%", match.end()) + 1 if percent else match.end()
            found.append((match.start(), end, "bao nhiêu phần trăm" if percent else "bao nhiêu"))
    if not topic:
        found = [one for one in sorted(found) if len(claim[: one[0]].split()) > _NAMING][-1:]
        found = [] if is_by else found
    for start, end, asks in found:
        yield f"{claim[:start]}{asks}{claim[end:]}", claim[start:end]
