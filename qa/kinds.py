"""Which kind of words answers a question, and whether a text has it: a day, a count, a name.

`has_type` is what the reader counts of a sentence and what an answer must pass; the rest finds the
words themselves for `qa.highlight`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence

from index.identifiers import (
    Date,
    codes,
    dates,
    is_family_name,
    is_of_a_family,
    ordinals,
    person_names,
    proper_names,
)
from index.text import (
    Syllable,
    canonical,
    fold,
    is_spelled_right,
    is_toned,
    replaced,
    syllables,
    words_of,
)
from qa.abbreviations import EXPANDED
from qa.asking import AnswerType, content_words, says_nothing
from qa.measures import dimension_asked, has_dimension
from qa.occasions import says_when
from qa.question import Question
from qa.recurring import asks_how_often, how_often, recurring
from qa.synonyms import restated

_LABEL = re.compile(
    r"[-–•\s]*(?:\d{1,2}[.)]\s*|[a-zđ]\)\s*)?(?P<label>[^:;|\n]{2,60}):\s*(?P<value>\S.*)"
)
_IS = re.compile(r"\s+là\s+(?:gì|ai|khi nào|bao nhiêu|bao lâu|mấy|ở đâu|những gì|những ai)(?!\w)")


def defines(question: Question, text: str, folded: Sequence[str]) -> float:
    """Say whether a sentence gives the thing asked about a value: "X là …", or a form's "X: …"."""
    label = _LABEL.match(text)
    if label and question.answer_type is not AnswerType.MANNER:
        named = [word.folded for word in syllables(label["label"])]
        asked = {term.syllable.folded for term in question.terms}
        if named and asked.issuperset(named):
            return 1.0
    if question.answer_type is not AnswerType.DEFINITION:
        return 0.0
    subject = _subject(_defined_by(question.spelled))
    wanted = " ".join([*subject[-6:], "la"])
    return float(wanted in " ".join(folded))


def _defined_by(asked: str) -> str:
    """Give what is to be defined: X of "X là gì?", "thế nào là X?", "X được hiểu ra sao?"."""
    asked = canonical(asked)
    if turned := _TURNED.search(asked):
        return turned["thing"]
    return re.split(" là | (?:được|có thể) hiểu ", asked)[0]


_TURNED = re.compile(
    r"(?:^|, )thế nào (?:thì )?(?:được (?:gọi|coi|xem|hiểu) )?là (?P<thing>.+?)\W*$", re.IGNORECASE
)


def _subject(text: str) -> list[str]:
    """Give the folded words of what "… là gì?" asks about, without where it is told."""
    return [word.folded for word in syllables(_TOLD_WHERE.sub("", canonical(text)))]


# "X theo Luật Y được hiểu": a law defines "X là …".
_TOLD_WHERE = re.compile(r"(?:,? theo .+?)?(?: (?:được|có thể) hiểu| có nghĩa)?$")


def takes_up_what_is_asked(question: Question, before: str, text: str) -> bool:
    """Say whether a sentence goes on "Đó là …" where the one before has only the question's words.

    "Thứ hai, lòng tin. Đó là …" to "Điều thứ hai, lòng tin, được hiểu là gì?".
    """
    if question.answer_type is not AnswerType.DEFINITION or not _THAT_IS.match(canonical(text)):
        return False
    named = [word.folded for word in words_of(before)]
    asked = {word.folded for word in syllables(question.spelled)}
    return len(named) > 1 and asked.issuperset(named)


_THAT_IS = re.compile(r"(?:Đó|Đây)(?: chính)? là |(?:Tức|Nghĩa) là ")


def quotes_what_is_asked(question: Question, text: str) -> bool:
    """Say whether what is asked for stands in quotation marks: "với chủ đề “…”" to "chủ đề gì?"."""
    noun = _ASKED_NOUN.search(canonical(question.spelled).lower())
    return noun is not None and bool(
        re.search(rf"(?<!\w){noun[1]}(?: là|:)?\s*[“\"«]", canonical(text).lower())
    )


_ASKED_NOUN = re.compile(r"(?<!\w)([^\W\d_]+ [^\W\d_]+)(?: là)? (?:gì|nào)(?!\w)")


def gives_the_value(question: Question, text: str) -> bool:
    """Say whether a line begins with what is asked about and gives it a value.

    "Cố vấn học tập là giảng viên …" to "cố vấn học tập là ai?"; of a form "Bị đơn: Ông …" to "Bị
    đơn trong vụ án là ai?", which is a person or a company as the form has it; "Giám đốc Nguyễn
    Văn A" to "Nguyễn Văn A là ai?".
    """
    asked = fold(question.spelled)
    asks_who = question.answer_type is AnswerType.DEFINITION and _ASKS_WHO.search(asked)
    if (asks_who or _ASKS_OFFICE.search(asked)) and any(
        _tells_the_office(name, text) for name in question.names
    ):
        return True
    copula = _IS.search(canonical(question.spelled).lower())
    if copula or question.answer_type is AnswerType.DEFINITION:
        spelled = question.spelled
        subject = _subject(spelled[: copula.start()] if copula else _defined_by(spelled))
        if _is_definition(subject, [word.folded for word in words_of(text)[: len(subject) + 3]]):
            return True
    return value_place(question, text) is not None


# Offices that one holds and another does not, by their folded form. Of those that are part of
# others the longer is meant. None that is called in two ways: "trưởng trạm", "trạm trưởng".
_OFFICES = {
    fold(office): office
    for office in (
        "tổng bí thư|phó bí thư|bí thư|chủ tịch nước|phó chủ tịch|chủ tịch|phó thủ tướng|thủ tướng"
        "|bộ trưởng|thứ trưởng|tổng giám đốc|phó giám đốc|giám đốc|phó trưởng ban|trưởng ban"
        "|trưởng phòng|trưởng đoàn|cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|hiệu phó"
        "|chánh văn phòng|chánh án|chánh thanh tra|kế toán trưởng|tổng thống|đại sứ|tổng thư ký"
        "|thủ quỹ|tổ trưởng|đội trưởng|chủ nhiệm|giám sát trưởng|tư lệnh"
        "|chi cục trưởng|quản đốc|thủ kho|thủ thư|trưởng ấp|trưởng bản|trưởng khu phố"
        "|trưởng công an|tổ phó|đội phó|phó chủ nhiệm|bếp trưởng|thuyền trưởng"
        "|điều dưỡng trưởng|huấn luyện viên trưởng"
    ).split("|")
}
OFFICE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_OFFICES, key=len, reverse=True))})(?!\w)")


def offices(text: str) -> list[tuple[str, int, int]]:
    """Find the offices that a text names, each folded and with its place.

    >>> offices("Kho bị thu hồi thì bi thu Ha làm gì?")
    [('bi thu', 19, 25)]
    """
    folded = fold(text)
    if len(folded) != len(text):
        return [(match[0], *match.span()) for match in OFFICE.finditer(folded)]
    return [
        (match[0], *match.span())
        for match in OFFICE.finditer(folded)
        if all(
            form == right or not is_toned(form)
            for form, right in zip(
                canonical(text[slice(*match.span())]).lower().split(),
                _OFFICES[match[0]].split(),
                strict=True,
            )
        )
    ]


# "ứng cử vào chức vụ gì" asks for another one.
_ASKS_OFFICE = re.compile(
    r"(?<!\w)(?:giu|lam|nam|dam nhan|dam nhiem) (?:chuc|chuc vu|chuc danh|cuong vi)"
    r" (?:gi|nao)(?!\w)"
)
_ASKS_WHO = re.compile(r"(?<!\w)la ai\W*$")


def _tells_the_office(name: str, text: str) -> bool:
    """Say whether a text has an office right before a person's name, or behind it and a comma."""
    text, name = fold(unicodedata.normalize("NFC", text)), fold(name)
    at = text.find(name)
    if at < 0:
        return False
    behind = re.match(r"\s*[,(–-]\s*(?:nguyen )?", text[at + len(name) :])
    before = re.split(r"[,;:]|\.\s", text[:at])[-1]
    if OFFICE.search(before) or "uy vien" in before:
        return True
    rest = text[at + len(name) :][behind.end() :] if behind else ""
    return bool(OFFICE.match(rest)) or rest.startswith("uy vien")


def value_place(question: Question, text: str) -> tuple[int, int] | None:
    """Give where the value stands in a form's line if its label is what is asked about."""
    label = _LABEL.match(text)
    if label is None or question.answer_type in (AnswerType.MANNER, AnswerType.REASON):
        return None
    named = syllables(_BRACKETS.sub(" ", label["label"]))  # "Bên thuê (Bên B): …"
    while named and says_nothing(named[-1].form):
        named.pop()  # "Có mặt tại: …"
    called = [word.folded for word in named]
    # "Cơ quan nào thực hiện …" asks for "Cơ quan thực hiện: …".
    asked = [term.syllable for term in question.terms if term.trust != EXPANDED]
    head = next((at for at, word in enumerate(asked) if not says_nothing(word.form)), 0)
    begins = [word.folded for word in asked]
    words = syllables(question.spelled)
    said = [word.folded for word in words]
    ends = [at + len(called) for at in range(len(said)) if said[at : at + len(called)] == called]
    if any(begins[at : at + len(called)] == called for at in range(head + 1)) or any(
        _ASKS_OF.match(" ".join(word.form for word in words[end:])) for end in ends
    ):
        return label.start("value"), label.start("value") + len(label["value"].rstrip())
    for asked_as in restated(question.spelled) if len(called) > 1 else ():
        if [word.folded for word in syllables(asked_as)][: len(called)] == called:
            return label.start("value"), label.start("value") + len(label["value"].rstrip())
    return None


_BRACKETS = re.compile(r"\([^()]*\)")


# "… giữ chức vụ gì", "… có mặt ở đâu", but not "… triệu tập là ai" or "… triệu tập để làm gì".
_ASKS_OF = re.compile(r"(?:gì|nào|mấy|bao nhiêu|bao lâu|khi nào|(?:ở |tại )?đâu)(?!\w)")


def _is_definition(subject: Sequence[str], folded: Sequence[str]) -> bool:
    """Say whether a sentence begins with the thing asked about and "là", a number before it."""
    begun = [word for word in folded[: len(subject) + 2] if not word.isdigit()]
    return len(subject) > 1 and begun[: len(subject) + 1] == [*subject, "la"]


_NUMBER_WORDS = re.compile(
    r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu"
    r"|(?:tỷ|tỉ)(?! lệ| số| giá| suất| trọng)|nửa|vài)(?!\w)"
)
_REASONS = (
    "vì|do|bởi|nhằm|để|nhờ|lý do|lí do|nguyên nhân|xuất phát|dẫn đến|khiến|căn cứ|trong bối cảnh"
    "|trước"
)
_REASON = re.compile(rf"(?<!\w)(?:{_REASONS})(?!\w)")
_REASON_TONELESS = re.compile(rf"(?<!\w)(?:{fold(_REASONS)})(?!\w)")
_DEFINING = re.compile(
    r"(?<!\w)(?:la|nghia la|duoc hieu la|duoc coi la|goi la|bao gom|gom|the hien)(?!\w)"
)
_ASKS_MONEY = re.compile(
    r"(?<!\w)(?:(?:bao nhieu|may) tien|kinh phi|hoc phi|le phi|so tien"
    r"|tai tro bao nhieu|muc (?:phat|luong|chi|ho tro|thuong|dong)|von (?:bao nhieu|la)"
    r"|gia bao nhieu)(?!\w)"
)
_ASKS_RATE = re.compile(r"(?<!\w)lãi suất(?!\w).* bao nhiêu(?!\w)")
_RATE = re.compile(r"\d ?%|phan tram(?!\w)")
# As it is written: "bao nhiêu động vật" and "bao nhiêu đồng chí" ask for no money.
_ASKS_DONG = re.compile(
    r"(?<!\w)(?:bao nhiêu (?:(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ) )?đồng"
    r"(?! chí| hồ| bào| nghiệp| bộ| phục)"
    r"|bao nhieu (?:(?:tram|nghin|ngan|trieu|ty|ti) )?dong(?! chi| ho| bao| nghiep| bo| phuc| vat))"
    r"(?!\w)"
)
# "Lương kế toán ở xưởng Bình Minh bao nhiêu?" names no unit.
_ASKS_PRICE = re.compile(
    r"(?<!\w)(?:lương|giá(?! trị)|phí|tiền|phụ cấp|thu nhập|vốn|doanh thu|lợi nhuận)(?!\w)"
    # "Trả tiền trễ thì bị tính thêm bao nhiêu?": a share, perhaps; but "giá vé thì bao nhiêu?".
    r"(?:(?!bao nhiêu|mấy|(?<!\w)thì(?! (?:(?:là|được|hết|mất|khoảng|tầm) )?bao nhiêu)).)*"
    r" bao nhiêu\W*$"
)
_ASKS_CODE = re.compile(r"(?<!\w)so (?:hieu|bao nhieu|may)(?!\w)")
_ASKS_RANK = re.compile(
    r"(?<!\w)(?:thu|so|khoa|ky|dieu|khoan|chuong|hang|cap|lop) (?:may|bao nhieu)(?!\w)"
)
# "vay bao nhiêu để …", but "hỗ trợ bao nhiêu hộ".
_PAYS = re.compile(
    r"(?<!\w)(?:vay|trả|chi|nộp|phạt|đầu tư|tài trợ|viện trợ|hỗ trợ|quyên góp|nợ) bao nhiêu"
    r"(?= (?:để|cho|từ|mỗi|một|vào|thì|trong|ở)(?!\w)|\W*$)"
)
# "Chi phí khám là bao nhiêu?", "Vé vào cửa giá bao nhiêu một người?", but "bao nhiêu phần trăm".
_COSTS = re.compile(
    r"(?<!\w)(?:(?:chi|học|lệ|viện|kinh|cước|án) phí|(?<!gây )(?<!lãng )phí"
    r"|(?<!đánh )giá(?! trị| đỡ| sách)"
    r"|tiền (?:thuê|phòng|nhà|điện|nước|ăn|học|vé|cọc|đặt cọc|thưởng|công))(?!\w)"
    r"(?:(?!bao nhiêu|mấy|(?:thu|miễn|giảm|tăng|chiếm|đạt|có)(?!\w)).)* (?:là |hết |tốn )?bao nhiêu"
    r"(?: (?:một|mỗi|cho|với|đối với|nếu|khi|trong|ở|tại|theo|thế|vậy|ạ)(?!\w)|/|\W*$)"
)
# A table has the unit in the name of the column, "Giá (triệu đồng): 181", or of the row.
_MONEY = re.compile(
    r"\d[\d.,]*\s*(?:dong|trieu|ty|ti|nghin|ngan|usd|vnd|vnđ|d|k|tr|do la|do|%"
    r"|euro|eur|bang anh|yen|won|nhan dan te|rup|rupee|phrang|franc|quan tien"
    r"|(?:luong|lang|cay|chi) vang)(?!\w)"
    r"|[$€£¥] ?\d|\d ?[$€£¥]"
    r"|(?<!\w)(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|nua)"
    r" (?:trieu|ty|nghin|ngan|chuc trieu|tram nghin|tram trieu)(?!\w)"  # "hai tỷ rưỡi"
    r"|\((?:(?:nghin|ngan|trieu|ty|ti) )?(?:dong|usd|vnd|vnđ|d)(?:/[^()]{1,12})?\)"
    r"(?:: |; [^;:]+: )\d"
)
_ASKS_TIEN = re.compile(r"(?<!\w)(?:bao nhieu|may) tien(?!\w)")
_FREE = re.compile(
    r"(?<!\w)(?:miễn (?:phí|cước|tiền|vé|học phí|lệ phí|viện phí)"
    r"|không (?:thu|mất|tốn|lấy|phải (?:trả|đóng|nộp)) (?:\w+ )?(?:phí|tiền)"
    r"|không tính phí|cho không|biếu không)(?!\w)"
)
_PRICE_COLUMN = re.compile(
    r"(?:^|[;|] ?)(?:[^:;|]* )?(?:giá|phí|tiền|lương|doanh thu|cước)(?!\w)"
    r"[^:;|]*: ?\d[\d.,]*(?:$|;)"
)
# "35.000 một lượt", but not "1.400 vòng".
_THOUSANDS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,]*\d)(?! ?(?!một |mỗi |cho )[^\W\d_])"
)
# "Sinh viên bị cảnh báo khi nào?" asks for a condition; "cầu được thông xe khi nào" for a day.
_ENTITLED = r"bị|phải|cần|không|được (?:phép|hoàn|hưởng|miễn|giảm|nghỉ|cấp|nhận)|nên"
_ASKS_CONDITION = re.compile(
    rf"(?<!\w)(?:{_ENTITLED})(?!\w).*(?<!\w)(?:khi|lúc) nào(?!\w)"
    rf"|(?<!\w)(?:khi|lúc) nào(?!\w).*(?<!\w)(?:{_ENTITLED})(?!\w)"
)
_CONDITION = re.compile(r"(?<!\w)(?:khi|neu|truong hop)(?! (?:nao|do|ay))(?!\w)")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s*(?:gio|h(?!\w)|h\d\d|:\d\d)")
# "năm 608", but not "mỗi năm 200 tấn"; the day as the lunar calendar has it.
_EARLY_YEAR = re.compile(
    r"(?<!\w)(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )(?<!\d )năm [1-9]\d\d(?![.,]?\d)"
)
_LUNAR = re.compile(
    r"(?<!\w)(?:(?:mùng|mồng) (?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)|rằm"
    r"|tháng (?:giêng|chạp))(?!\w)"
)
# What goes on at hours of every day: "từ 22 giờ đến 6 giờ".
_HOURS = re.compile(rf"{_TIME.pattern}[^,;.]{{0,12}} (?:den|toi) {_TIME.pattern}")
# "trong 60 ngày kể từ ngày ra viện", "chậm nhất 3 ngày": until when, with no date.
_TIME_LIMIT = re.compile(
    r"(?<!\w)\d+ (?:ngay|tuan|thang|nam|gio)(?: lam viec)?,?"
    r" (?:(?:ke|tinh) tu|(?:sau|truoc) (?:khi|ngay))(?!\w)"
    r"|(?<!\w)(?:cham nhat|muon nhat|trong vong) (?:la |sau |truoc )?\d+ "
    r"(?:ngay|tuan|thang|nam|gio)(?!\w)"
)
# "thông báo vào sáng ngày hôm sau"
_NEXT_DAY = re.compile(
    r"(?<!\w)hôm (?:sau|kế tiếp)(?!\w)"
    r"|(?<!\w)(?:sáng|trưa|chiều|tối) ngày (?:sau|kế tiếp|tiếp theo)(?!\w)"
)
_ASKS_DURATION = re.compile(r"bao lau|thoi han|may (?:nam|thang|ngay)|nhiem ky|giai doan|thoi gian")
_DURATION = re.compile(
    r"\d+\s*(?:ngay|thang|nam|gio|tuan|phut|quy)|(?:nhiem ky|giai doan|dau|cuoi|giua) "
)


def has_type(kind: AnswerType, text: str, question: Question | None = None) -> bool:
    """Say whether a text has words of the kind asked for; True for kinds that cannot be told.

    What the question itself says does not count: "năm 2013" answers no "khi nào" about 2013.

    >>> has_type(AnswerType.DATE, "ngày 10-4-2013"), has_type(AnswerType.DATE, "ở Hà Nội")
    (True, False)
    """
    shown = _SHOWN.get(kind)
    return shown is None or shown(question, text)


def _shows_date(question: Question | None, text: str) -> bool:
    """Say whether a text tells when, as the question asks it: the hour, the year, how long."""
    if question and asks_how_often(question.spelled):
        return bool(how_often(text))
    asks = fold(question.spelled) if question else ""
    given = question.dates if question else ()
    found = [date for date in dates(text) if not any(_adds_nothing(date, one) for one in given)]
    if re.search(r"(?<!\w)(?:may gio|gio nao)(?!\w)", asks):
        return bool(_TIME.search(fold(text)))
    written = canonical(text).lower()
    if re.search(r"(?<!\w)nam (?:nao|may|bao nhieu)(?!\w)", asks):
        if _EARLY_YEAR.search(written):
            return True  # "năm 608" is no date to `dates`
        found = [date for date in found if date.year]
    elif _LUNAR.search(written):
        return True
    if question and _ASKS_CONDITION.search(canonical(question.spelled).lower()):
        return bool(found) or bool(_CONDITION.search(fold(text)))
    if re.search(r"(?<!\w)(?:ngay|hom) (?:thang )?(?:nam )?(?:nao|may|bao nhieu)(?!\w)", asks):
        by_week = bool(_ASKS_BY_WEEK.match(asks) and weekdays(text))
        return by_week or bool(recurring(text)) or any(date.day for date in found)
    if re.search(r"(?<!\w)bao (?:lau|nhieu thoi gian)(?!\w)", asks):
        lasts = _LASTS.search(fold(uncounted(text))) or _LASTS_IN_COLUMN.search(fold(text))
        from_to = len(found) > 1 and _UNTIL.search(fold(text), found[0].end, found[-1].start)
        return bool(lasts or from_to)
    if re.search(r"(?<!\w)(?:(?:khi|luc) nao|bao gio)(?!\w)", asks) and (
        _HOURS.search(fold(text))
        or _TIME_LIMIT.search(fold(text))
        or _NEXT_DAY.search(written)
        or recurring(text)
        or (_ASKS_BY_WEEK.match(asks) and weekdays(text))
    ):
        return True
    if found or (_ASKS_DURATION.search(asks) and _DURATION.search(fold(text))):
        return True
    return question is not None and says_when(question, text)


def _shows_number(question: Question | None, text: str) -> bool:
    """Say whether a text counts or measures what is asked for, or gives its number."""
    if question:
        if asks_how_often(question.spelled):
            return bool(how_often(text))
        if asks_for_a_telephone(question):
            return bool(TELEPHONE.search(text))
        if _ASKS_CODE.search(fold(question.spelled)) and codes(text):
            return True
        if asks_money(question):
            return has_money(question, text)
        if _ASKS_RATE.search(_written(question)):
            return bool(_RATE.search(fold(text)))
    written = _written(question) if question else ""
    if dimension := dimension_asked(written):
        return has_dimension(dimension, text)
    typed = numbers_given(question) if question else set()
    asked_of = _COUNTED.search(written)
    if asked_of and not says_nothing(asked_of[1].split()[0]):
        return _counts(asked_of[1].split(), text, typed)
    # "Phiên 2" tells how many of nothing, unless it is asked which one.
    ranks = question is not None and _ASKS_RANK.search(fold(question.spelled))
    return _has_number(uncounted(text) if ranks else _unranked(text), typed)


def _has_number(blank: str, typed: Collection[str]) -> bool:
    """Say whether a text, its dates and the like blanked out, has a number that was not typed."""
    counted = set(re.findall(r"\d+|(?<!\w)[IVXLC]{2,}(?!\w)", blank)) - set(typed)
    # "năm" with no word behind it is of the year that was blanked out, and no five; "một số", "một
    # bộ phận" count nothing.
    in_words = _NUMBER_WORDS.search(re.sub(r"(?<!\w)(?:năm(?! ?\w)|một)(?!\w)", "", blank.lower()))
    return bool(counted) or bool(in_words)


def has_some(question: Question, text: str) -> bool:
    """Say whether a text has any words of the kind asked for, of whatever: a number, a day, a term.

    What the question itself says does not count, nor a year alone where a day may be asked for.
    """
    if question.answer_type is AnswerType.NUMBER:
        return _has_number(_unranked(text), numbers_given(question))
    if question.answer_type is AnswerType.DATE:
        found = [date for date in dates(text) if date.day or date.month]
        new = [
            date for date in found if not any(_adds_nothing(date, one) for one in question.dates)
        ]
        return bool(new or _LASTS.search(fold(uncounted(text))))
    return has_type(question.answer_type, text, question)


def _shows_person(question: Question | None, text: str) -> bool:
    """Say whether a text names a person whom the question does not."""
    asked = fold(question.text) if question else ""
    people = [fold(text[a:b]) for a, b in person_names(text) if not is_a_place(text, a, b)]
    people += [fold(one) for one in _ONE_NAME.findall(text) if not is_spelled_right(one.lower())]
    if any(name not in asked and name not in PLACES for name in people):
        return True
    called = [one for one in _CALLED_BY_ONE.findall(canonical(text)) if one[0].isupper()]
    if any(fold(one) not in asked.split() for one in called):
        return True
    if _ONESELF.search(canonical(text).lower()):
        return True
    return question is not None and gives_the_value(question, text)


def has_a_doer(question: Question, text: str) -> bool:
    """Say whether a text has a body or a post that does what it is asked who does.

    "Ban quản lý phụ trách vệ sinh" to "Ai phụ trách vệ sinh?".
    """
    asked = canonical(question.spelled).lower()
    deed = _WHO_DOES.search(asked)
    if deed is None:
        return False
    to_what = content_words(asked[deed.end() :])
    if 2 * len(to_what & {word.folded for word in syllables(text)}) < len(to_what):
        return False  # it does something else
    deed_said = rf"(?<!\w)(?:{re.escape(deed[1])})(?!\w)"
    does = rf"(?<!\w)(?:{_BODY})(?: [^\s,;.:]+){{0,8}}? {deed_said}"
    done_by = rf"{deed_said} (?:của|bởi) (?:{_BODY})(?!\w)"
    return bool(re.search(rf"{does}|{done_by}", canonical(text).lower()))


_WHO_DOES = re.compile(
    r"(?<!\w)ai (?:(?:là|sẽ|phải|đã|được|giao|người|có|trách|nhiệm|nhiệm vụ) )*"
    r"(?!là|ký|tên|sinh|nói|viết|làm|được|bị|không|có)([^\W\d_]+ [^\W\d_]+)"
)
# "ban hành", "tổ chức", "hội nghị" and the like are no bodies.
_BODY = (
    r"ban(?! hành| đầu| ngày)|phòng(?! chống| cháy| họp| ngủ| đọc| bệnh)|tổ(?! chức)|đội(?! ngũ)"
    r"|hội(?! nghị| thảo| họp| trường)|đoàn(?! kết)|chi bộ|chi đoàn|chi hội|đảng ủy|ủy ban|ubnd"
    r"|công ty|xí nghiệp|sở(?! hữu)|cục|chi cục|trung tâm|bộ phận|văn phòng|hợp tác xã|công an"
    r"|trạm|hội đồng|nhà thầu|đơn vị|cơ quan|bên (?:[ab]|bán|mua|thuê|cho thuê|vay)"
    rf"|{'|'.join(_OFFICES.values())}|kế toán|bảo vệ|lễ tân|giáo viên|huấn luyện viên"
    r"|(?:tổ|đội|đoàn|nhóm|thôn|trạm) trưởng|trưởng (?:thôn|khoa|trạm|đoàn|nhóm)"
    r"|bác sĩ|điều dưỡng|trọng tài|thanh tra"
)


def _shows_place(question: Question | None, text: str) -> bool:
    """Say whether a text names a place, or says where without a name when none is asked for."""
    asked = fold(question.text) if question else ""
    named = any(
        fold(text[a:b]) not in asked
        and not _is_a_person(text, a, b)
        and fold(text[a:b].split()[0]) not in _OFFICE_HEADS
        for a, b in proper_names(text)
    )
    by_name = question is not None and _ASKS_PLACE_NAMED.search(fold(question.spelled))
    if by_name:
        return named
    return named or bool(_PLACE.search(fold(text)) or _SPOT.search(canonical(text).lower()))


def _gives_reason(text: str) -> bool:
    """Say whether a text has a word of reason; "vị", "đề" and "nhớ" are none."""
    if is_toned(text):
        return bool(_REASON.search(canonical(text).lower()))
    return bool(_REASON_TONELESS.search(text.lower()))


_SHOWN: dict[AnswerType, Callable[[Question | None, str], bool]] = {
    AnswerType.DATE: _shows_date,
    AnswerType.NUMBER: _shows_number,
    AnswerType.PERSON: _shows_person,
    AnswerType.PLACE: _shows_place,
    AnswerType.REASON: lambda question, text: _gives_reason(text),
    AnswerType.DEFINITION: lambda question, text: bool(_DEFINING.search(fold(text))),
}


def asks_leave(question: Question) -> bool:
    """Say whether a question asks what one may or must: "… mang chó theo được không?"."""
    return bool(_ASKS_LEAVE.search(canonical(question.spelled).lower().rstrip(" ?.!")))


_ASKS_LEAVE = re.compile(
    r"(?<!\w)được (?:không|chưa|ko)(?: \w+)?$"
    r"|(?<!\w)có (?:được|thể|cần|nên|bị cấm|còn được|phải (?!là|do|của|ở|tại|vào|vì|ông|bà))"
    r"(?!\w).* (?:không|chưa|ko)(?: \w+)?$"
)


def gives_leave(text: str) -> bool:
    """Say whether a text says what one may or must, or must not."""
    return bool(_LEAVE.search(canonical(text).lower()))


_LEAVE = re.compile(
    r"(?<!\w)(?:không|chỉ|cấm|được|phép|có thể|phải|cần|nên|trừ|miễn|bắt buộc|từ chối|đừng)(?!\w)"
)


def weekdays(text: str) -> list[tuple[int, int]]:
    """Find the days of a week, as offsets into NFC.

    "thứ năm" in lower case is one only behind what leads to it: "chuyến thứ tư" is none.

    >>> text = "Nghỉ thứ Năm, chiều thứ sáu và Chủ nhật; lần thứ 2, chuyến thứ tư"
    >>> [text[a:b] for a, b in weekdays(text)]
    ['thứ Năm', 'thứ sáu', 'Chủ nhật']
    """
    found = _WEEKDAY.finditer(unicodedata.normalize("NFC", text))
    return [match.span(match.lastgroup or 0) for match in found]


# "Nghỉ ngày nào?" may be told by a day of the week; "bắt đầu từ ngày nào?" may not.
_ASKS_BY_WEEK = re.compile(
    r"(?=.*(?<!\w)(?:nghi|mo cua|dong cua|lam viec|hoc|day|kham|truc|hop|tap|chay|thu rac|thu gom"
    r"|sinh hoat|tiep|giao|nhap|do rac|bo rac|vut|khieng|gom)(?!\w))"
    r"(?!.*(?<!\w)(?:tu|den|truoc|sau) (?:ngay|hom) )"
    r".*(?<!\w)(?:(?:ngay|hom) (?:nao|may)|(?:khi|luc) nao|bao gio)(?!\w)"
)
_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?<!lần )(?<!kỳ )(?<!người )(?<!hạng )(?<!vòng )(?<!đợt )(?<!mũi )(?<!tiết )"
    r"(?P<day>[Tt]hứ:? (?:Hai|Ba|Tư|Năm|Sáu|Bảy|[2-7])|[Cc]hủ [Nn]hật)"
    r"|(?:(?:sáng|trưa|chiều|tối|nghỉ|vào|từ|đến) |nghỉ: )"
    r"(?P<low>thứ (?:hai|ba|tư|năm|sáu|bảy))"
    # "thứ hai, thứ tư, thứ sáu": what is first, second and third has no such gaps.
    r"|(?P<listed>thứ (?:hai|ba|tư|năm|sáu|bảy))(?=(?:,| và) thứ (?:tư|sáu|bảy)(?!\w)))(?!\w)"
)

# "tại hội nghị", "ở mức cao" are no places.
_PLACE = re.compile(
    r"(?<!\w)(?:(?:tai|o)(?! (?:hoi nghi|hoi thao|dien dan|cuoc|buoi|phien|le|ky|dai hoi|dieu|khoan"
    r"|muc|thoi diem|cap|giai doan|tuoi))|dia diem|dia chi)(?!\w)"
)
# "bỏ vào bể xi măng", "đem xuống sân sau", "ngoài ruộng": where, without "ở". "Giữa nhà trường và
# phụ huynh", "trong phòng chống" and "trên bàn đàm phán" are no places.
_SPOT_NOUN = (
    r"(?:nhà(?! (?:nước|trường|thầu|đầu tư|máy|chức|báo|khoa))|phòng(?! (?:chống|ngừa|bệnh|vệ))"
    r"|bàn(?! (?:giao|đàm|bạc|luận))|sân|ruộng|làng|cổng|cầu thang|bếp(?! trưởng)|vườn|kho|cửa|tủ"
    r"|hầm|xóm|bãi|bến|chợ|ngõ|sông|núi|rừng|đê|gốc cây|tầng|hành lang|quầy|lề đường|bể|thùng|hố"
    r"|giếng|hộp|két|hòm|xe|kệ|giá sách|ao|hồ|biển|chuồng|lán|trạm|hội trường|sảnh|góc)"
)
_SPOT = re.compile(
    r"(?<!\w)(?:(?:bỏ|đổ|đem|mang|nộp|gửi|đưa|đặt|để|treo|đậu|đỗ|dán|cất|chuyển)"
    rf" (?:\w+ ){{0,3}}?(?:vào|ra|xuống|lên|đến|tới|về) {_SPOT_NOUN}"
    rf"|(?:ngoài|trong|cạnh|bên cạnh|dưới|trên|sau|trước|gần|cuối) {_SPOT_NOUN})(?!\w)"
)
# Which one of them is not told by "tại địa phương"; several may be, by "các nước phương Tây".
_ASKS_PLACE_NAMED = re.compile(
    r"(?<!\w)(?<!nhung )(?<!cac )(?:tinh|thanh pho|nuoc|quoc gia) nao(?!\w)"
)
_PLACE_NOUN = re.compile(
    r"(?<!\w)(?:tinh|thanh pho|tp\.?|thi xa|thi tran|quan|huyen|xa|phuong|duong|pho|san bay|cang"
    r"|nha ga|cong vien|hoi truong|truong|benh vien|khach san|toa nha|cung|nha van hoa)\s+$"
)
# "Ban Tổ chức", "Bộ Ngoại giao", "Phó Bí thư" are no places.
_OFFICE_HEADS = frozenset(
    "ban bo cuc vu uy dang hoi thu bi pho chu nghi thong chi tong giam".split()
)


def _is_a_person(text: str, start: int, end: int) -> bool:
    """Say whether a name is of a person and not of a place: "Lê Hồng Phong", but not "phố …"."""
    words = text[start:end].split()
    return (
        len(words) > 2
        and is_family_name(words[0])
        and not _PLACE_NOUN.search(fold(text[max(0, start - 20) : start]))
    )


def is_a_place(text: str, start: int, end: int) -> bool:
    """Say whether what looks like a person's name stands behind the noun of a place.

    "huyện Đức Hòa", "phố Lê Hồng Phong", "Hòn Dấu", but not "Chủ tịch xã Lê Văn Tám".
    """
    before = canonical(text[max(0, start - 20) : start]).lower()
    words = text[start:end].split()
    of_a_family = is_of_a_family(words)
    if len(words) > 1 and _UNIT_NOUN.fullmatch(f"{words[0].lower()} "):
        return True  # "Xã Hương Thọ" at the beginning of a sentence
    return bool(_STREET.search(before) or (_UNIT_NOUN.search(before) and not of_a_family))


_STREET = re.compile(r"(?<!\w)(?:đường|phố|ngõ|cầu|chợ|hồ|đèo|bến|hẻm|đại lộ|công viên)\s+$")
_UNIT_NOUN = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|tp\.?|thị xã|thị trấn|quận|huyện|xã|phường|thôn|ấp|bản|làng|khu"
    r"|đồi|núi|bãi|hòn|đảo|cù lao|mũi|sông|suối|vịnh|cảng|ga|kênh|rạch|đập|thác|hang|cồn|đầm|xóm"
    r"|buôn|khóm|khu phố|trường|bệnh viện|khách sạn|nhà hát|chùa)\s+$"
)
# Places whose names look like a person's, the first word a family name too.
PLACES = frozenset(
    (
        "ha noi|ha giang|ha nam|ha tinh|ha dong|ha long|cao bang|lam dong|thai binh|thai nguyen"
        "|thai lan|hoa ky|viet nam|da nang|dong nai|dong thap|hai phong|quang nam"
        "|quang ninh|quang ngai|quang binh|quang tri|quang dong|thanh hoa|nghe an|an giang"
        "|kien giang|hau giang|tien giang|bac giang|bac ninh|bac kan|hung yen|hai duong|nam dinh"
        "|ninh binh|ninh thuan|binh thuan|binh duong|binh dinh|binh phuoc|tay ninh|long an|ben tre"
        "|tra vinh|vinh long|vinh phuc|phu tho|phu yen|khanh hoa|dak lak|dak nong|gia lai|kon tum"
        "|lai chau|lao cai|yen bai|son la|dien bien|hoa binh|lang son|tuyen quang|can tho|ca mau"
        "|bac lieu|soc trang|vung tau|thua thien|sai gon|han quoc|nhat ban|trung quoc|trieu tien"
    ).split("|")
)
# "Roosevelt" alone may be who is asked for; "Đại học Indiana" may not.
_ONE_NAME = re.compile(
    r"(?<!học )(?<!thành phố )(?<!bang )(?<!nước )(?<!công ty )(?<![\w-])([A-Z][a-z]{4,})(?![\w-])"
)
# "Bà Sen", as who was named before is called from then on; "ngã tư Bà Triệu" is a place.
_CALLED_BY_ONE = re.compile(
    r"(?:(?:^|[.:;,] )(?:Ông|Bà|Anh|Chị|Cô|Chú|Thầy)|(?<!\w)(?:ông|bà|anh|chị|cô|chú|thầy|cháu))"
    r" ([^\W\d_]{2,})(?!\w)"
)
_ONESELF = re.compile(r"(?<!\w)do (?:chính )?(?:ông|bà|anh|chị|cô|họ) tự(?!\w)")
# What is counted; "thứ mấy", "số bao nhiêu" count nothing.
_COUNTED = re.compile(
    r"(?<!\w)(?<!thứ )(?<!thu )(?<!số )(?<!so )(?:bao nhiêu|bao nhieu|mấy)"
    r" (?!\d|(?:một|mot|mỗi|moi) )(\w+(?: \w+)?)"  # "bao nhiêu một tiết" counts no lessons
)
# Between two days of one thing: "từ ngày 1/3 đến ngày 5/3", "bắt đầu …, kết thúc …".
_UNTIL = re.compile(r"(?<!\w)(?:den|toi|ket thuc|be mac|het)(?!\w)|[–-]")
_LASTS = re.compile(
    r"(?<!\w)(?:\d+|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua|vai|may|nhieu|hang|ca)\s+"
    r"(?:\w+ )?(?:giay|phut|gio|tieng|buoi|ngay|dem|tuan|thang|quy|nam|thap ky|the ky|nhiem ky)"
    # "5 năm qua" and "sơ kết 5 năm thực hiện" are when, not how long.
    r"(?!\w| (?:qua|vua qua|gan day|toi|sau|truoc|thuc hien|trien khai|thi hanh)(?!\w))"
)
# A table has the unit in the name of the column: "Trả kết quả (giờ): 24".
_LASTS_IN_COLUMN = re.compile(r"\((?:giay|phut|gio|ngay|tuan|thang|nam)\): \d")
# Words from a number to what it counts: "12 dự án đầu tư" has one, "hội viên: 40" the other way.
_BEFORE, _AFTER = 4, 3


def _counts(thing: Sequence[str], text: str, given: Collection[str]) -> bool:
    """Say whether a text counts a thing ("59 điểm cầu"), or some other one and does not name it.

    Numbers that are given, in the question, are not those asked for.
    "Hà Nội có bao nhiêu trường?" is not answered by "thiếu trường, lớp học trong 5 năm qua".
    """
    blank = _unranked(text)
    words = words_of(blank)
    wanted = [fold(word) for word in thing]
    if _tells_in_another_unit(thing[0], text, given):
        return True
    numbers = [
        at
        for at, word in enumerate(words)
        if word.form not in given and _is_quantity(blank, words, at, wanted[0])
    ]
    named = [
        at
        for at, word in enumerate(words)
        if word.folded == wanted[0]
        and (len(wanted) == 1 or [one.folded for one in words[at : at + 2]] == wanted)
    ]
    loosely = [at for at, word in enumerate(words) if word.folded == wanted[0]]
    if any(0 < at - number <= _BEFORE or 0 < number - at <= _AFTER + len(wanted)
           for at in loosely for number in numbers):  # fmt: skip
        return True
    return not named and bool(numbers) and wanted[0] not in _MEASURES


def _unranked(text: str) -> str:
    """Blank out what `uncounted` does, and ordinals: "lần thứ 19" counts nothing."""
    blank = uncounted(text)
    for one in ordinals(blank):
        blank = blank[: one.start] + " " * (one.end - one.start) + blank[one.end :]
    return blank


# Units of time beside each other: how long in one of them is told in the next one as well.
_NEXT_UNITS = {
    "năm": "tháng",
    "tháng": "năm|tuần|ngày",
    "tuần": "tháng|ngày",
    "ngày": "tháng|tuần",
    "giờ": "tiếng|phút",
    "tiếng": "giờ|phút",
    "phút": "giờ|tiếng|giây",
}
_NUMERALS = (
    "hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|lăm|mốt|tư|nửa|vài"  # "một tháng" is a rate
)
# "lúc 8 giờ" is an hour of the day, and "một tháng", "trong 01 tuần" are what an amount is for.
_NO_HOUR = r"(?<!lúc )(?<!từ )(?<!đến )(?<!tới )(?<!trước )(?<!sau )"
_TELLS_IN = {
    unit: re.compile(
        rf"(?<![\w.,/-])(?<!mỗi )(?<!thứ ){_NO_HOUR if 'giờ' in others else ''}"
        rf"(?:(?!0?1 )(?P<number>\d[\d.,]*)|(?<!trong )0?1|(?:{_NUMERALS}))"
        rf" (?:rưỡi )?(?:{others})(?! tuổi| lần)(?!\w)"
    )
    for unit, others in _NEXT_UNITS.items()
}


def lasts_in_another_unit(question: Question, text: str) -> bool:
    """Say whether a text tells how long in a unit beside the one that a question asks for.

    "24 tháng" to "mấy năm"; by a number that the question has not.
    """
    asked = _COUNTED.search(_written(question))
    unit = asked[1].split()[0] if asked else ""
    return _tells_in_another_unit(unit, text, numbers_given(question))


def _tells_in_another_unit(unit: str, text: str, given: Collection[str]) -> bool:
    pattern = _TELLS_IN.get(unit)
    found = pattern.finditer(canonical(uncounted(text)).lower()) if pattern else ()
    return any(one["number"] not in given for one in found)


_SPANS = frozenset("nam thang ngay gio tuan phut tuoi lan".split())
# What a number of other things is no number of: "bao nhiêu tuổi", "mấy chương", "mấy lần".
_MEASURES = frozenset(
    "tuoi lan ngay thang nam gio phut tuan trang chuong dieu khoan muc tang".split()
)


def _is_quantity(text: str, words: Sequence[Syllable], at: int, thing: str) -> bool:
    """Say whether a word is a number; "một" and "năm" are only right before what is counted."""
    form, start = words[at].form, words[at].start
    follows = words[at + 1].folded if at + 1 < len(words) else ""
    if form in ("một", "năm"):
        return follows == thing
    if re.search(r"[^\W\d_]-$", text[max(0, start - 2) : start]):
        return False  # "Covid-19", but not "-12 hộ" at the beginning of a line
    if re.fullmatch(r"(?:19|20)\d\d", form) and follows != thing:
        return False  # a year
    if follows in _SPANS and thing not in _MEASURES and not text[words[at].end :].startswith(","):
        return False  # "10 năm thực hiện" counts no members
    if form[0].isdigit() or re.fullmatch(r"[IVXLC]{2,}", text[words[at].start : words[at].end]):
        return True
    return bool(_NUMBER_WORDS.fullmatch(form))


def _written(question: Question) -> str:
    return unicodedata.normalize("NFC", question.spelled).lower()


def asks_money(question: Question) -> bool:
    """Say whether a question asks for a sum of money: a price, a fee, what is paid."""
    written = _written(question)
    if re.search(r"(?<!\w)(?:mấy|bao nhiêu) tuổi(?!\w)", written):
        return False  # "Mấy tuổi được miễn học phí?"
    return bool(
        _ASKS_MONEY.search(fold(written))
        or _ASKS_DONG.search(written)
        or _ASKS_PRICE.search(written)
        or _PAYS.search(written)
        or _COSTS.search(written)
    )


def asks_for_a_sum(question: Question) -> bool:
    """Say whether nothing but a sum answers: "bao nhiêu tiền", "phí là bao nhiêu".

    "Bao nhiêu học sinh được miễn học phí?" speaks of money and counts pupils.
    """
    written = _written(question)
    return bool(
        _ASKS_TIEN.search(fold(written)) or _ASKS_DONG.search(written) or _COSTS.search(written)
    )


def has_money(question: Question, text: str) -> bool:
    """Say whether a text has a sum; one without a unit, "11.300.000", is only told for a price.

    What is free has none, and is told; in a table the column may say that it is money.
    """
    written = canonical(text).lower()
    if _FREE.search(written) or _PRICE_COLUMN.search(written):
        return True
    folded = fold(_DEGREES.sub(" ", written))
    if not _ASKS_PRICE.search(_written(question)) and not asks_for_a_sum(question):
        return bool(_MONEY.search(folded))
    # "70% giá máy mới" is no price.
    return bool(_MONEY.search(re.sub(r"\d[\d.,]* ?%", " ", folded)) or _THOUSANDS.search(text))


_DEGREES = re.compile(r"\d[\d.,]* ?độ(?!\w)")  # "30 độ C" is no "30 đô"


def has_unit_asked(question: Question, text: str) -> bool:
    """Say whether a text has a number of the unit that a question asks for: money, minutes, km."""
    if asks_money(question):
        return has_money(question, text)
    if dimension := dimension_asked(_written(question)):
        return has_dimension(dimension, text)
    unit = _ASKS_TIME_IN.search(fold(question.spelled))
    return bool(
        unit and re.search(rf"\d (?:nghin |trieu )?{unit[1]}(?!\w)|\({unit[1]}\): \d", fold(text))
    )


_ASKS_TIME_IN = re.compile(
    r"(?<!\w)(?:bao nhieu|may) (giay|phut|gio|tieng|ngay|tuan|thang|nam|tuoi)(?!\w)"
)


def uncounted(text: str) -> str:
    """Blank out dates, clock times, codes, telephone numbers and list markers: they count nothing.

    So do the digits of "V07", "5A2" and "m3".

    Every place stays (in NFC).
    """
    text = unicodedata.normalize("NFC", text)
    places = [(found.start, found.end) for found in dates(text)]
    places += [match.span() for match in _DAY_BESIDE.finditer(text)]
    places += [(found.start, found.end) for found in codes(text)]
    places += [match.span() for match in _MARKER.finditer(text)]
    places += [match.span() for match in _CLOCK.finditer(text)]
    places += [match.span() for match in TELEPHONE.finditer(text)]
    places += [match.span() for match in _MIXED.finditer(text)]
    return replaced(text, [(start, end, " " * (end - start)) for start, end in places])


def numbers_given(question: Question) -> set[str]:
    """Give the numbers that a question has itself; those of "KL-12" and "5A2" are none.

    One of a single digit is given as "05" too, which is how contracts write it.
    """
    given = set(re.findall(r"\d+", _IN_A_NAME.sub(" ", question.text)))
    padded = {f"0{number}" for number in given if len(number) == 1}
    return given | padded | {number[1:] for number in given if re.fullmatch(r"0\d", number)}


_IN_A_NAME = re.compile(r"(?<![\w/.-])[a-zđ]{1,4}-\d[\w-]*(?![\w/])", re.IGNORECASE)


def asks_for_a_telephone(question: Question) -> bool:
    """Say whether a number is asked for that one calls."""
    return bool(_ASKS_TELEPHONE.search(fold(question.spelled)))


_ASKS_TELEPHONE = re.compile(
    r"(?<!\w)(?:so (?:dien thoai|hotline|duong day nong|tong dai|fax)|hotline|duong day nong"
    r"|tong dai|goi (?:den |vao )?so)(?!\w)"
)
# "0292 3777 115", "(028) 3860.4433", "+84 24 3557 8899", "0912445771", "1900 6644"; an identity
# card has twelve digits in a row.
TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\(0\d{1,3}\)|\+84(?:[ .-]\d{2,3})?|0\d{1,3})(?:[ .-]\d{3,4}){2}"
    r"(?:[ .-]\d{2,3})?|0\d{9}|1[89]00[ .-]?\d{4})(?![\w/]|[.,]\d)"
)
# "hai ngày 15 và 16/8/2024"
_DAY_BESIDE = re.compile(r"(?<![\d.,/])\d{1,2}(?= ?(?:và|,|-|–|đến) ?(?:ngày )?\d{1,2}[/-]\d)")
# "7 giờ 30" counts nothing; "8 giờ" may be how long.
_CLOCK = re.compile(r"(?<!\d)\d{1,2} ?(?:giờ|h) ?\d{2}(?: phút)?(?!\w)|(?<!\d)\d{1,2}:\d{2}(?!\d)")
_MIXED = re.compile(r"(?<![\w/.-])(?:[A-ZĐ]{1,4}-?\d[\w-]*|\d+[A-ZĐ]\d+|[kc]?m[23])(?![\w/])")
_MARKER = re.compile(r"^\s*(?:Điều |Khoản )?\d{1,3}(?:\.\d{1,3})*[.)]")


def _adds_nothing(date: Date, given: Date) -> bool:
    """Say whether a date has no part that the one given has not: "2013" beside "10-4-2013"."""
    return date.matches(given) and not (
        (date.day and not given.day)
        or (date.month and not given.month)
        or (date.year and not given.year)
    )


def is_count(word: str) -> bool:
    """Say whether a word is a number, in digits or spelled."""
    return word.isdigit() or bool(_NUMBER_WORDS.fullmatch(word))
