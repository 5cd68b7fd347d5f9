"""What was, and what is now: "từng có 200 hộ" does not answer how many are left."""

from __future__ import annotations

import re

from index.text import canonical, sentences
from qa.kinds import has_type
from qa.question import Question

_NOW = re.compile(
    r"(?<!\w)(?:hiện(?: nay| tại| giờ| thời)?(?= |,|$)"
    r"(?! (?:đại|tượng|hành|vật|trạng|thực|diện|hữu))"
    r"|bây giờ|ngày nay|đến nay|giờ đây|lúc này|nay (?:chỉ )?(?:còn|có|đã|là)"
    r"|giờ (?:chỉ |chỉ còn |còn |có )|(?:chỉ|vẫn) còn)(?!\w)"
)
_ASKS_NOW = re.compile(
    rf"{_NOW.pattern}|(?<!\w)(?:nay|còn(?: lại)?) (?:bao nhiêu|mấy|ai|những|ở)(?!\w)"
    r"|(?<!mấy )(?<!\w)giờ (?:thì |là |sao |ai |ở )(?!\w)"
)
_FORMER = re.compile(
    r"(?<!\w)(?:từng(?! (?:người|bước|phần|hộ|em|bé|ngày|tháng|năm|nhóm|lớp|loại|bộ|đợt|lần|trường"
    r"|đơn|cá|địa|cấp|xã|tổ|khu|vùng|giai|thời|đối|mặt|cái|con|bài|môn|phòng|nhà|đoạn|ca|mũi))"
    r"|trước đây|trước kia|ngày xưa|ngày trước|xưa kia|thời trước|hồi trước|hồi xưa|năm xưa"
    r"|lúc đầu|ban đầu|thuở trước)(?!\w)"
)
_PART = re.compile(r"[;,]\s+|\s(?:và|còn|nhưng|mà)\s")


def asks_of_now(question: str) -> bool:
    """Say whether it is asked how something is now, and not how it was."""
    asked = canonical(question).lower()
    return bool(_ASKS_NOW.search(asked)) and not _FORMER.search(asked)


def tells_only_what_was(question: Question, said: str, evidence: str) -> bool:
    """Say whether a sentence tells how something was, where another tells how it is now."""
    text = canonical(said).lower()
    if not asks_of_now(question.spelled) or not _FORMER.search(text) or _NOW.search(text):
        return False
    return any(
        _NOW.search(canonical(evidence[a:b]).lower())
        and has_type(question.answer_type, evidence[a:b], question)
        for a, b in sentences(evidence)
    )


def is_of_the_other_time(question: str, text: str, place: tuple[int, int]) -> bool:
    """Say whether words stand in a clause of what was, where it is asked of now; or the other way.

    "Làng từng có 200 hộ, nay chỉ còn 15 hộ": only where a text tells both.
    """
    written = canonical(text).lower()
    if len(written) != len(text) or not _FORMER.search(written) or not _NOW.search(written):
        return False
    asked = canonical(question).lower()
    of_now, of_then = asks_of_now(question), bool(_FORMER.search(asked))
    if of_now == of_then:
        return False
    last = {
        True: max((one.start() for one in _NOW.finditer(written, 0, place[1])), default=-1),
        False: max((one.start() for one in _FORMER.finditer(written, 0, place[1])), default=-1),
    }
    return last[not of_now] > last[of_now]
