"""Questions that a sentence answers, made by putting a question word where the answer stands.

Vietnamese keeps its question words in place: "thông xe ngày 22-12-2022" is asked for by "thông xe
ngày nào?". So a date, number, name or place can give way to its question word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from index.identifiers import dates, ordinals, person_names, proper_names
from index.text import fold
from qa.asking import says_nothing
from qa.kinds import OFFICE, uncounted
from qa.reader import is_heading

_NAME = 3  # words of a name
_SHORTEST, _LONGEST = 4, 26  # words of a clause that a question is made from


@dataclass(frozen=True, slots=True)
class Made:
    """A question made from a sentence, and the words of the sentence that answer it."""

    text: str
    answer: str


def questions_of(sentence: str) -> list[Made]:
    """Make the questions that a sentence answers: for dates, numbers, names, places, senses.

    >>> [made.text for made in questions_of("Cầu Bến Ngự được thông xe ngày 22-12-2022.")]
    ['Cầu Bến Ngự được thông xe ngày nào?']
    """
    text = _plain(sentence)
    if is_heading(sentence) or text.endswith(("?", ":")) or "|" in text:
        return []  # a row of a table is no sentence
    if _POINT.match(sentence):
        return []  # what it says hangs on the line that leads in to it
    made = [*_of_the_day(text), *_of_its_sense(text)]
    for start, end, asking in _places(text):
        clause_start, clause_end = _clause(text, start, end)
        before, after = text[clause_start:start], text[end:clause_end]
        if clause_start and not text[clause_start].isupper():
            continue  # who or what it speaks of stands before it
        words = f"{before} {after}".split()
        if not _SHORTEST <= len(words) <= _LONGEST or _VAGUE.match(before):
            continue
        last = after.split()[-1].lower() if after.split() else ""
        if says_nothing(last) or before.rstrip().endswith(",") or _POINTING.search(before + after):
            continue  # cut off in the middle, an afterthought, or clear only where it stands
        if text[clause_end:].startswith(",") and _ADVERBIAL.match((before + after).split(", ")[-1]):
            continue  # what it says when or why of stands behind it
        asked = " ".join(f"{before}{asking}{after}".split()).strip(" ,;:.!…-–")
        made.append(Made(f"{asked[:1].upper()}{asked[1:]}?", text[start:end]))
    return [one for one in made if _is_whole(one.text)]


def _is_whole(asked: str) -> bool:
    """Say whether a question has every bracket and quotation mark closed, and is of no list.

    >>> _is_whole("Bà Lê Thị Mai (bao nhiêu tuổi?"), _is_whole("Toán 8,3, lý 7,5, hóa bao nhiêu?")
    (False, False)
    """
    closed = all(asked.count(left) == asked.count(right) for left, right in ("()", "“”"))
    return closed and asked.count('"') % 2 == 0 and len(_LISTED.findall(asked)) < _LIST


_LISTED = re.compile(r"\d,\s")
_LIST = 2  # values with a comma behind them: what is asked for is one of them


def _of_its_sense(text: str) -> list[Made]:
    """Ask what a thing is, or what it is for: "Thẻ bạn đọc là giấy tờ …", "…, nhằm bảo vệ rừng"."""
    made = []
    for pattern, asking in ((_IS, "là gì"), (_AIMS, "nhằm mục đích gì")):
        match = pattern.match(text)
        told = match[1] if match else ""
        if match is None or _VAGUE.match(told) or _POINTING.search(told):
            continue
        if pattern is _IS and (_DOES.search(told) or OFFICE.match(fold(told))):
            continue  # what is done is no thing, and of an office it is asked who
        if pattern is _IS and told.istitle() and len(told.split()) <= _NAME:
            continue  # "Trịnh Hòa" may be somebody
        if len(told.split()) <= _LONGEST and not says_nothing(told.split()[-1].lower()):
            made.append(Made(f"{told[:1].upper()}{told[1:]} {asking}?", text[match.end() :]))
    return made


_IS = re.compile(
    r"([^\W\d_]+(?: [^\W\d_]+){1,9}) là"
    r" (?!ai |ông |bà |gì|(?:từ |khoảng |hơn |gần |trên )?\d)(?=\w+ \w+ \w+)"
)
_DOES = re.compile(
    r"(?<!\w)(?:đã|sẽ|đang|vẫn|cũng|bị|phải|không|nếu|khi|cho biết|thông báo|cho rằng|nói)(?!\w)"
)
_AIMS = re.compile(r"([^,;:“”\"()]{20,160}?),? nhằm (?=\w+ \w+ \w+)")


def _of_the_day(text: str) -> list[Made]:
    """Ask for the day that a sentence begins with: "Sáng 25/5, hội thảo khai mạc ở Hà Nội"."""
    for date in dates(text)[:1]:
        rest = text[date.end :]
        if date.day and rest.startswith(", ") and _DAY_LEAD.fullmatch(text[: date.start]):
            told = rest[2 : _clause(rest, 2, 3)[1]].rstrip()
            if _SHORTEST <= len(told.split()) <= _LONGEST and not _POINTING.search(told):
                return [Made(f"{told[:1].upper()}{told[1:]} ngày nào?", text[: date.end])]
    return []


_DAY_LEAD = re.compile(r"(?:vào |trong )?(?:sáng|chiều|tối|ngày)(?: ngày)? ?", re.IGNORECASE)
# A clause that begins so says nothing by itself.
_VAGUE = re.compile(
    r"(?:đây|đó|này|nó|họ|ông ấy|bà ấy|trong đó|theo đó|điều này|điều đó|và|nhưng|còn|mà|nên|do đó"
    r"|vì vậy|tuy nhiên|ngoài ra|đồng thời|cùng với|căn cứ)(?!\w)",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:nhân dịp|khi|lúc|nếu|vì|do|để|với|sau|trước|trong|tại|theo|nhờ|từ|vào)(?!\w)",
    re.IGNORECASE,
)
_POINTING = re.compile(r"(?<!\w)(?:này|đó|ấy|nói trên|nêu trên|sau đây)(?!\w)")
_POINT = re.compile(r"\s*\(?[a-zđ][.)]\s")  # "a) …", "b. …"
_ITEM = re.compile(r"^\s*(?:(?:Điều|Khoản|Mục)\s+\d+[.:]?|\(?\w{1,3}[.)]|[-–—•*+])\s+")
_BORDER = re.compile(r"[;:]\s|,\s|\s[–—-]\s|[“”\"()]")


def _plain(sentence: str) -> str:
    """Give a sentence on one line, without what numbers it and the stop at its end."""
    text = " ".join(unicodedata.normalize("NFC", sentence).split())
    return _ITEM.sub("", text).rstrip(" .;…")


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Give what a question may be made of: up to the end of the clause, from the sentence's start.

    Of a long sentence the clause alone.
    """
    borders = [(match.start(), match.end()) for match in _BORDER.finditer(text)]
    right = min((before for before, _ in borders if before >= end), default=len(text))
    if len(text[:right].split()) <= _LONGEST:
        return 0, right
    return max((after for _, after in borders if after <= start), default=0), right


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the words that can be asked for, (start, end), each with the question word for them."""
    for date in dates(text):
        lead = _DATE_LEAD.search(text[: date.start])
        start = lead.start(1) if lead else date.start
        if _NO_DATE_BEHIND.search(text[:start]) or _NO_DATE_BEFORE.match(text[date.end :]):
            continue
        # "Diễn đàn 2021" is a name, "tháng 8-2018" names its kind itself.
        if start and (lead or date.month):
            kind = "ngày" if date.day else "tháng" if date.month else "năm"
            yield start, date.end, f"{kind} nào"
    taken = [(one.start, one.end) for one in ordinals(text)]
    for match in _NUMBER.finditer(uncounted(text)):
        numbers = all(match.end(1) <= a or match.start(1) >= b for a, b in taken)
        before, after = text[: match.start()], text[match.end() :]
        led = any(one.search(before) for one in (_NAMED_BEFORE, _NO_DATE_BEHIND, _YEARS))
        led = led or (before.endswith(" trong ") and match[0].startswith("khoảng "))
        if numbers and not led and not _RUNS_ON.match(after):
            yield match.start(), match.end(), "bao nhiêu phần trăm" if match[2] else "bao nhiêu"
    for start, end in person_names(text):
        before, after = text[:start], text[end:]
        named = _HONORIFIC.match(text[start:end]) or (before and text[start:end].count(" ") > 1)
        if named and _SUBJECT.fullmatch(before) and re.match(r"\s[^\W\dA-ZĐ_]", after):
            yield 0, end, "Ai"
        elif (lead := _LEADS_TO_NAME.search(before)) and not re.match(r",|\s(?:và|cùng)", after):
            yield lead.start(), end, "ai"
    for start, end in proper_names(text):
        if (lead := _LEADS_TO_PLACE.search(text[:start])) and not re.match(r"[-/]", text[end:]):
            yield lead.start(), end, "ở đâu"


# "Công ty Cầu 12": a number behind a capital within a sentence is a part of a name.
_NAMED_BEFORE = re.compile(r"(?<=\w )(?=[^\W\d_a-zđ])[^\W\d_]+ $")
_DATE_LEAD = re.compile(r"(?<!\w)((?:vào )?(?:ngày|tháng|năm) )$", re.IGNORECASE)
# One end of a period, a decade ("những năm 1990"), and what "hôm nay" says already; nor a date that
# the next sentence runs on behind: "đầu năm 2000 Ông Bình".
_NO_DATE_BEHIND = re.compile(
    r"(?<!\w)(?:từ|đến|tới|những|các|thập niên|thập kỷ|hôm nay|hôm qua|nay|qua)\s$|[-–]\s?$",
    re.IGNORECASE,
)
_NO_DATE_BEFORE = re.compile(
    r"\s?[-–]\s?\d|\s(?:đến|tới)\s(?:ngày |tháng |năm )?\d|\s(?=[^\W\d_a-zà-ỹ])[^\W\d_]"
)
_HONORIFIC = re.compile(r"(?:Ông|Bà|Anh|Chị|Cô|Đồng|Bác) ")
_LEADS_TO_NAME = re.compile(r"(?<= là )(?:(?:ông|bà|đồng chí) )?$|(?<= do )$")
_LEADS_TO_PLACE = re.compile(r"(?<= )(?:tại|ở) $")
# What is after "số" or before a bracket numbers a thing and counts nothing.
# A range is one number: "16 đến 18 ngày" is asked for by "bao nhiêu ngày". What counts has a point
# in its thousands: "vàng 9999" is called so.
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?<!số )(?:(?:hơn|gần|khoảng|trên) )?"
    r"(\d{1,3}(?!\d)(?:[.,]\d+)*(?:(?:\s?[-–]\s?| (?:đến|tới) )\d+(?:[.,]\d+)*)?)"
    r"(?:(\s?%)|(?= [^\W\d_]))"
)
_YEARS = re.compile(r"(?<!\w)(?:năm|ngày|tháng)\s$", re.IGNORECASE)
# "từ 30 triệu đến 50 triệu"; "7 đến 17 giờ" is asked for by two clocks.
_RUNS_ON = re.compile(r"\s(?:[^\W\d_]+\s)?(?:đến|tới)\s(?:\w+ )?\d|\s(?:giờ|h)(?!\w)")
# "Chủ tịch tỉnh Nguyễn Hữu Thọ cắt băng": at most a title stands before the one who does it.
_SUBJECT = re.compile(r"(?:[^\W\d_]+ ){0,4}")
