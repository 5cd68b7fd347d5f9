"""Who does what somebody tells, and not who tells it: "Ông Khải cho biết chìa khóa do tổ … giữ"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.text import canonical, fold
from qa.asking import says_nothing

# "Nói tiếng Anh", "thông báo số 5" and "xác nhận" of a paper tell nothing that somebody does.
TELLING = (
    r"nói(?= rằng| là|\s*:)|cho (?:biết|hay|rằng)|giải thích|giải trình|giải đáp|trả lời|phản hồi"
    r"|khẳng định|thông báo(?! số)|chia sẻ|xác nhận|nhấn mạnh|kể(?! từ| cả| trên)|báo cáo(?! số)"
)
"""Verbs of telling, as a pattern of canonical text in lower case."""
_TELLS = re.compile(
    rf"(?:^|(?<=[.;!?]\s))[^.;:!?]{{2,100}}?\s(?:{TELLING})(?: (?:thêm|rõ|lại))?(?: (?:rằng|là))?"
    r"[:,]?\s+[\"“]?(?=\w)"
)
# What stands between "ai" and the verb, and between who does it and the verb.
_HELPING = (
    "(?:(?:là|người|sẽ|phải|đã|đang|được|có|cần|nên|giao|phân công|chịu|trách nhiệm|nhiệm vụ"
    "|trực tiếp|cùng|thường|vẫn) )*"
)
_DEED = re.compile(rf"(?<!\w)(?:ai|người nào) {_HELPING}(?P<deed>[^\W\d_]+)(?: (?P<next>\w+))?")
_ASKS_WHO_TELLS = re.compile(rf"(?<!\w)(?:ai|người nào) {_HELPING}(?:nói|{TELLING})(?!\w)")
_DONE_BY = r"(?<!\w)do (?P<doer>[^,;:.()\"“”]{2,60}?)"
_DOES = r"(?P<doer>[^\W\d_]+(?: [^\W_]+){0,5}?)"
# "Bà Hạnh nói rằng bà sẽ nộp": these are who tells.
_ONESELF = re.compile(
    r"(?:chính |bản thân )?(?:ông|bà|anh|chị|cô|chú|thầy|em|cháu|họ|mình|tôi|chúng tôi)"
    r"(?: ấy| ta| này| đó)?"
)
# "Hằng tháng tổ bảo vệ kiểm tra" does not begin with who does it.
_WHEN = frozenset("hằng hàng năm tháng ngày tuần sáng trưa chiều tối hôm nay hiện".split())


@dataclass(frozen=True, slots=True)
class Told:
    """Words that somebody tells: where they begin, and who does in them what is asked."""

    start: int
    doers: tuple[tuple[int, int], ...]


def who_does(question: str, text: str) -> Told | None:
    """Find who does what "ai" asks for in what somebody tells; none where who tells does it.

    >>> text = "Ông Khải giải thích rằng chìa khóa do tổ bảo vệ giữ."
    >>> [text[a:b] for a, b in who_does("Ai giữ chìa khóa?", text).doers]
    ['tổ bảo vệ']
    >>> who_does("Ai nộp tiền?", "Bà Hạnh nói rằng bà sẽ nộp tiền.")
    >>> who_does("Ai giải thích về chìa khóa?", text)
    """
    asked, said = canonical(question).lower(), canonical(text).lower()
    deed = _DEED.search(asked)
    if deed is None or len(said) != len(text) or _ASKS_WHO_TELLS.search(asked):
        return None
    both = f"{deed['deed']} {deed['next']}"
    done = both if deed["next"] and re.search(rf"(?<!\w){both}(?!\w)", said) else deed["deed"]
    if says_nothing(done):
        return None
    for tells in _TELLS.finditer(said):
        stop = re.search(r"[.;!?](?:\s|$)", said[tells.end() :])
        end = tells.end() + stop.start() if stop else len(said)
        doers = _doers(done, said, tells.end(), end)
        if others := [one for one in doers if fold(said[slice(*one)]) not in fold(asked)]:
            return Told(tells.end(), tuple(others))
    return None


def _doers(deed: str, said: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find who does a deed in a stretch of a text: "… do X giữ", else "X giữ …" at its start."""
    does = rf" {_HELPING}{re.escape(deed)}(?!\w)"
    by = [match.span("doer") for match in re.finditer(_DONE_BY + does, said[start:end])]
    if not by and (first := re.match(_DOES + does, said[start:end])):
        words = first["doer"].split()
        is_named = words[0] not in _WHEN and not any(map(says_nothing, words))
        by = [first.span("doer")] if is_named else []
    places = [(start + a, start + b) for a, b in by]
    return [one for one in places if not _ONESELF.fullmatch(said[slice(*one)])]
