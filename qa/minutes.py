"""Answer "Cuộc họp diễn ra ở đâu?" from the lines of a record that say so: "Địa điểm: …".

Such a line shares no word with the question, and what does share them may tell of the end.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.document import Document
from index.identifiers import Date, dates
from index.store import Index
from index.text import canonical, syllables
from qa.answer import Answer
from qa.asking import says_nothing
from qa.compose import Quote
from qa.enumeration import enumeration, under_heading
from qa.lookup import MOST_DOCUMENTS, answered, head_of, named_in
from qa.signature import lines_of

_LINES = 40  # of a record, in which it says when, where and who
_LEAD = 80  # characters: what is longer leads no answer


@dataclass(frozen=True, slots=True)
class _Told:
    """What is asked of a meeting, and the label of the line that tells it."""

    asks: re.Pattern[str]
    label: re.Pattern[str]
    is_list: bool = False


def _told(asks: str, label: str, *, is_list: bool = False) -> _Told:
    numbered = r"[-–•*#\s]*(?:(?:\d{1,2}|[IVX]{1,4}|[a-zđ])[.)]\s*)?"
    alone = r"\s*[:.]?\s*$|" if is_list else ""  # the list stands under it
    line = rf"{numbered}(?:{label})(?:{alone}\s*:\s*(?P<said>\S.*))"
    return _Told(re.compile(rf"(?<!\w)(?:{asks})(?!\w)"), re.compile(line, re.IGNORECASE), is_list)


_MEETING = (
    r"(?:cuộc |buổi |phiên |kỳ )?họp(?! đồng)(?: giao ban)?|hội nghị|đại hội|giao ban|hội thảo"
)
_WHEN = _told(
    r"(?:(?:được )?(?:diễn ra|tổ chức|tiến hành|bắt đầu|khai mạc) )?(?:vào |từ )?"
    r"(?:lúc |hồi )?(?:(?:khi|lúc|ngày|hôm|giờ|thời gian|thời điểm) nào|(?<!trong )mấy giờ|bao giờ"
    r"|ngày bao nhiêu|ngày mấy)",
    r"(?:thời gian|ngày)(?: (?:và|,) địa điểm)?(?: (?:họp|tổ chức|diễn ra|bắt đầu|khai mạc))?"
    r"|(?:bắt đầu|khai mạc)(?: (?:lúc|hồi))?",
)
_WHERE = _told(
    r"(?:(?:được )?(?:diễn ra|tổ chức|tiến hành) )?(?:ở|tại) (?:đâu|(?:chỗ|nơi|địa điểm) nào)",
    r"(?:địa điểm|nơi)(?: (?:họp|tổ chức|diễn ra))?",
)
_WHO = _told(
    r"(?:thành phần )?(?:tham dự )?(?:gồm|bao gồm|có)(?: có)?(?: những)? (?:ai|người nào)"
    r"(?: (?:tham dự|tham gia|dự|có mặt|họp))?"
    r"|(?:những )?ai (?:đã )?(?:tham dự|tham gia|dự|có mặt(?: trong| tại)?|đi)(?: họp)?"
    r"|thành phần (?:tham dự )?(?:là )?(?:những )?(?:ai|gì|nào)",
    r"thành phần(?: (?:tham dự|tham gia|dự họp|họp))?|(?:đại biểu )?(?:tham dự|dự họp|có mặt)",
    is_list=True,
)
_CHAIR = _told(
    r"(?:do )?ai (?:đã )?(?:là (?:người )?|làm )?(?:chủ trì|chủ tọa|chủ toạ|điều hành|điều khiển)"
    rf"|(?:người )?(?:chủ trì|chủ tọa|chủ toạ) (?:(?:{_MEETING}) )?(?:là|tên) (?:ai|gì)",
    r"(?:người )?(?:chủ trì|chủ tọa|chủ toạ|điều hành)(?: (?:cuộc họp|buổi họp|hội nghị))?",
)
_SECRETARY = _told(
    r"(?:do )?ai (?:đã )?(?:là (?:người )?|làm )?(?:thư ký|ghi(?: chép)?(?: lại)? biên bản"
    r"|(?:lập|viết) biên bản)"
    rf"|(?:thư ký|người ghi biên bản) (?:(?:{_MEETING}) )?(?:là|tên) (?:ai|gì)",
    r"thư ký(?: (?:cuộc họp|buổi họp|hội nghị|ghi biên bản))?|(?:người )?(?:ghi|lập) biên bản",
)
_TASKS = _told(
    r"(?:đã )?(?:được )?(?:phân công|giao)(?: (?:nhiệm vụ|công việc|việc))?"
    r"(?: cho)? (?:những )?ai(?: làm)?(?: (?:những )?(?:việc )?(?:gì|nào))?"
    r"|(?:đã )?(?:được )?(?:phân công|giao)(?: thực hiện| làm)? (?:những |các )?"
    r"(?:(?:công việc|việc|nhiệm vụ|đầu việc) )?(?:gì|nào|thế nào|như thế nào|ra sao)"
    r"|ai (?:phải )?làm (?:những )?(?:việc )?gì",
    r"(?:phân công|giao)(?: (?:nhiệm vụ|công việc|việc|trách nhiệm|thực hiện|cụ thể|như sau))*"
    r"|(?:nhiệm vụ|công việc) (?:được giao|phân công)(?: như sau)?",
    is_list=True,
)
_ALL = (_WHEN, _WHERE, _WHO, _CHAIR, _SECRETARY, _TASKS)
_OF_A_MEETING = re.compile(rf"(?<!\w)(?:{_MEETING})(?!\w)")
# What may be said of it beside its name: "sau cuộc họp", "biên bản ghi".
_OF_IT = re.compile(
    r"(?<!\w)(?:(?:(?:sau|trong|ở|tại) )?(?:(?:cuộc|buổi|phiên|kỳ) )?họp|biên bản|hôm|vừa rồi"
    r"|vừa qua|thực hiện|người|ngày|vào|xong)(?!\w)"
)
# Of the next meeting a record tells nothing by its labels.
_ANOTHER = re.compile(r"(?<!\w)họp (?:lại|tới|sau|tiếp|kế|trước|lần)(?!\w)")


def told_by_label(typed: str, index: Index) -> Answer | None:
    """Answer what a record says of its meeting by labelled lines; None for any other question."""
    told = labelled(typed, index)
    if not told:
        return None
    return answered(typed, told)


def labelled(typed: str, index: Index) -> list[list[Quote]]:
    """Quote the lines that tell what is asked of a meeting, the records' each by themselves.

    Nothing where a record that may be meant has no such line, or too many may be.
    """
    text = canonical(typed)
    rest = text.lower()
    asked = [one for one in _ALL if one.asks.search(rest)]
    of_a_meeting = _OF_A_MEETING.search(rest) or (asked and asked[0] in (_SECRETARY, _TASKS))
    if not asked or not of_a_meeting or _ANOTHER.search(rest) or len(rest) != len(text):
        return []
    days = dates(text)
    for day in days:
        rest = rest[: day.start] + " " * (day.end - day.start) + rest[day.end :]
    for one in asked:
        rest = one.asks.sub(" ", rest)
    said = [word for word in syllables(_OF_IT.sub(" ", rest)) if not says_nothing(word.form)]
    rows = sorted(named_in(text, frozenset(word.folded for word in said), index) or ())
    records = [index.documents[row] for row in rows if _is_record(index.documents[row])]
    records = [one for one in records if all(_has_day(one, day) for day in days)]
    if not 0 < len(records) <= MOST_DOCUMENTS:
        return []
    quotes = [[_lines(document, one, text) for one in asked] for document in records]
    if not all(all(lines) for lines in quotes):
        return []
    return [[quote for lines in one for quote in lines] for one in quotes]


def _has_day(document: Document, day: Date) -> bool:
    """Say whether the first lines of a record have a day."""
    head = "\n".join(document.text[a:b] for a, b in lines_of(document)[:_LINES])
    return any(map(day.matches, dates(head)))


def _is_record(document: Document) -> bool:
    """Say whether a text is called the record of a meeting, or invites to one."""
    return bool(_OF_A_MEETING.search(canonical(head_of(document)).lower()))


def _lines(document: Document, told: _Told, question: str) -> list[Quote]:
    """Quote the line with the label, and the list under it if it has one."""
    lines = lines_of(document)
    for start, end in lines if told is _TASKS else lines[:_LINES]:
        line = unicodedata.normalize("NFC", document.text[start:end])
        match = told.label.match(line)
        if match is None or len(line) != end - start:
            continue
        said = match["said"] or ""
        if not said:
            below = next((a for a, _ in lines if a > start), start)
            items = enumeration(document, start) or enumeration(document, below)
            places = items or under_heading(document, start)
            if len(places) < 2:
                continue
            return [Quote(document, a, b, (0, b - a)) for a, b in _from(start, end, places)]
        if told is _WHEN and not _tells_when(said, question):
            continue
        if told.is_list:
            return [Quote(document, start, end, (0, end - start))]
        value = said if told in (_WHEN, _WHERE) else re.split(r"\s*[,;(–-]\s", said)[0]
        value = value.rstrip(" .;,")
        left = match.start("said")
        if told is _WHEN and _ASKS_HOUR.search(question.lower()) and (hour := _HOUR.search(value)):
            left, value = left + hour.start(), hour[0]
        leads = len(value) < _LEAD and not re.search(r"[\[\]*_`«»|]", value)
        return [Quote(document, start, end, (left, left + len(value)), leads=leads)]
    return []


def _from(start: int, end: int, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Begin a list with the line that heads it."""
    return places if places[0][0] <= start < places[0][1] else [(start, end), *places]


def _tells_when(value: str, question: str) -> bool:
    """Say whether a value has the hour, where that is asked for, or a day."""
    if _ASKS_HOUR.search(question.lower()):
        return bool(_HOUR.search(value))
    asks_day = _ASKS_DAY.search(question.lower())
    return any(date.day for date in dates(value)) or bool(_HOUR.search(value) and not asks_day)


_ASKS_HOUR = re.compile(r"(?<!\w)(?:mấy giờ|giờ nào)(?!\w)")
_ASKS_DAY = re.compile(r"(?<!\w)(?:ngày|hôm) (?:nào|mấy|bao nhiêu)(?!\w)")
_HOUR = re.compile(
    r"\d{1,2}(?: ?(?:giờ|h)(?: ?\d{2}(?: phút)?(?!\w)|(?!\w))|:\d\d)"
    r"(?: (?:sáng|trưa|chiều|tối)(?!\w))?",
    re.IGNORECASE,
)
