"""Which end of something a time is of: when it opens or when it closes, begins or is over."""

from __future__ import annotations

import re

from index.identifiers import dates
from index.text import canonical

# Words of a beginning, and those of its end.
_PAIRS = tuple(
    (re.compile(rf"(?<!\w)(?:{begins})(?!\w)"), re.compile(rf"(?<!\w)(?:{ends})(?!\w)"))
    for begins, ends in (
        ("mở cửa", "đóng cửa"),
        ("bắt đầu|khai mạc", "kết thúc|bế mạc"),
        ("khởi công", "hoàn thành|khánh thành"),
    )
)
_BEGINS = re.compile("|".join(begins.pattern for begins, _ in _PAIRS))
_ENDS = re.compile("|".join(ends.pattern for _, ends in _PAIRS))
_ASKS_UNTIL = re.compile(
    r"(?<!mấy giờ )(?<!khi nào )(?<!ngày nào )(?<!\w)(?:đến|tới|hết) "
    r"(?:mấy giờ|giờ nào|ngày (?:nào|mấy|bao nhiêu)|khi nào|bao giờ)(?!\w)"
)
_UNTIL = re.compile(r"(?<!\w)(?:đến|tới)(?: hết)?\s+$")


def asks_for_the_end(question: str) -> bool:
    """Say whether it is asked when something closes, or until when it lasts."""
    asked = canonical(question).lower()
    if _ASKS_UNTIL.search(asked):
        return True
    return bool(_ENDS.search(asked)) and not _BEGINS.search(asked)


def is_of_the_other_end(question: str, text: str, start: int) -> bool:
    """Say whether a time at a place of a text is of the end that a question does not ask for.

    "mở cửa từ 5 giờ và đóng cửa lúc 23 giờ": the word next before a time says what it is of, but
    what stands behind "đến" is always an end.
    """
    asked, before = canonical(question).lower(), text[:start].lower()
    until = bool(_UNTIL.search(before))
    if _ASKS_UNTIL.search(asked) and (until or text[start:].lower().startswith("từ ")):
        return not until  # "mở cửa từ 7 giờ đến 21 giờ" to "Mở cửa đến mấy giờ?"
    for begins, ends in _PAIRS:
        at = {
            is_end: max((match.end() for match in words.finditer(before)), default=-1)
            for is_end, words in ((False, begins), (True, ends))
        }
        for is_end, words, others in ((False, begins, ends), (True, ends, begins)):
            if words.search(asked) and not others.search(asked):
                if until:
                    return not is_end
                return at[not is_end] > at[is_end]
    return False


def tells_only_the_other_end(question: str, text: str) -> bool:
    """Say whether a text tells when the opposite of what is asked came: it closes, for it opens.

    "Mở cửa từ 7 giờ đến 21 giờ" tells both, and so may whatever has a "từ", "đến" or "sau".
    """
    asked, said = canonical(question).lower(), canonical(text).lower()
    if _TELLS_BOTH.search(said):
        return False
    if _TAKES_PLACE.search(asked) and not _ENDS.search(asked):
        # "kết thúc ngày 12/3" tells the day of it, "kết thúc lúc 11 giờ" nothing of when it is.
        day = any(date.day for date in dates(text))
        return bool(_ENDS.search(said)) and not _BEGINS.search(said) and not day
    for begins, ends in _PAIRS:
        for words, others, any_of in ((begins, ends, _BEGINS), (ends, begins, _ENDS)):
            if words.search(asked) and not others.search(asked):
                return bool(others.search(said)) and not any_of.search(said)
    return False


_TAKES_PLACE = re.compile(
    r"(?<!\w)(?:diễn ra|tổ chức|tiến hành|họp)(?: vào)?(?: lúc)? "
    r"(?:(?:khi|lúc|ngày|hôm|giờ|thời gian) nào|mấy giờ|bao giờ)(?!\w)"
)
_TELLS_BOTH = re.compile(r"(?<!\w)(?:từ|đến|tới|sau|trước)(?!\w)|\d\s*[–-]\s*\d")
