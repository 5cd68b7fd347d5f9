"""What people say around a question: greetings, what they need it for, thanks.

"Em đang làm tiểu luận, thầy hỏi tại sao …, trả lời thế nào cho đúng ạ?" asks "tại sao …". The rest
would only be looked for in the documents in vain.
"""

from __future__ import annotations

import re

from index.text import fold, is_toned, syllables

_PERSON = (
    r"(?:chúng tôi|chúng em|chúng mình|bọn mình|bọn em|nhóm em|lớp em|các bạn|các anh|các chị"
    r"|mọi người|anh chị|tôi|mình|em|tớ|tui|cháu|bạn|anh|chị|ad|admin)"
)
_WORK = (
    r"(?:tiểu luận|khóa luận|khoá luận|luận văn|luận án|đồ án|đề tài|bài|báo cáo|thuyết trình|tin"
    r"|đề cương|ôn thi|tài liệu|tham luận|diễn văn|bản tin|kịch bản|hồ sơ)"
)
_END = r"(?=[^\w/.&-]|$)"
# Each may stand at the beginning of what is left of a question, and is no part of what it asks.
_LEADS = (
    r"(?:dạ|vâng|alo|hello|hi|(?:xin |kính |em |cháu )*chào)"
    rf"(?: {_PERSON}| ạ| thầy| cô| bác)*[,.!]+",
    # What it is needed for.
    rf"{_PERSON} (?:(?:đang|phải|cần|sắp|vừa|mới|được giao|chuẩn bị|có) )*"
    rf"(?:làm|viết|soạn|học|ôn|đọc|tìm|nghiên cứu|biên soạn|tổng hợp|chuẩn bị) "
    rf"(?:[^\s,.:;?!]+ ){{0,4}}{_WORK}(?: [^\s,.:;?!]+){{0,6}}\s*[,.:;]",
    # Who wants to know.
    r"(?:thầy|cô|sếp|thầy giáo|cô giáo|giảng viên|thủ trưởng|lãnh đạo|khách)(?: \S+)? "
    rf"(?:hỏi|thắc mắc|đố)(?: {_PERSON})?(?: (?:là|rằng)|\s*:|(?= (?:tại sao|vì sao|ai|khi nào)))",
    rf"(?:(?:{_PERSON}|chỉ|rất|đang|cũng) )*(?:muốn|cần|thắc mắc|băn khoăn|tò mò)"
    r"(?: (?:được|nhờ|xin))?(?: (?:hỏi|biết|hiểu|tìm hiểu|tra cứu|thêm|rõ|rằng|là|về việc))+",
    rf"(?:hãy |vui lòng |làm ơn |xin |nhờ |{_PERSON} )*(?:cho|giúp) (?:{_PERSON} )?"
    r"(?:(?:được|xin phép|phép) )?(?:hỏi|biết|xin)"
    r"(?: (?:là|rằng|thêm|chút|một chút|với|về việc))*\s*[,:]?",
    rf"xin (?:phép )?(?:được )?(?:hỏi|cho biết)(?: {_PERSON})?(?: (?:là|rằng))?\s*[,:]?",
    rf"(?:{_PERSON} )?(?:tra|tìm|xem|hỏi) (?:giúp|giùm|dùm|hộ)(?: {_PERSON})?(?: với)?\s*[,:]?",
    rf"{_PERSON} (?:không|chưa) (?:biết|rõ)(?: rõ)?(?: (?:là|rằng))?",
)
# Likewise at the end.
_TAILS = (
    r"[,.;?]\s*(?:nên )?(?:trả lời|giải thích|ghi|viết|nói)"
    r"(?: (?:như )?thế nào| ra sao| sao| làm sao)?(?: cho| thì)?(?: đúng| chuẩn| hợp lý| phải)?",
    r"[,.;?]\s*(?:hãy |xin )?(?:nêu|kể|liệt kê|trả lời|ghi|viết|nói)"
    r"(?: (?:ra|cho|đủ|đầy đủ|hết|rõ|rõ ràng|cụ thể|chi tiết|ngắn gọn))+",
    rf"[,.;?]\s*(?:{_PERSON} |xin |rất )*(?:cảm ơn|cám ơn)[^,.;?]*",
    rf"[,.;?]?\s+(?:giúp|giùm|dùm|hộ)(?: {_PERSON})?(?: (?:với|nhé|cái))*",
    rf"[,.;?]\s*(?:mong |nhờ )?(?:{_PERSON} )?(?:chỉ|giải đáp|cho biết|trả lời)"
    rf" (?:giúp|giùm|dùm|hộ)(?: {_PERSON})?(?: với)?",
    r"\s+(?:vậy ạ|thế ạ|với ạ|ạ|nhỉ|nhé|nha)",
)
_DETAILED = 3  # words that a question has at least: "cho hỏi ai ký" is left as it is


def _compiled(patterns: tuple[str, ...], wrap: str) -> re.Pattern[str]:
    return re.compile(wrap.format("|".join(f"(?:{pattern})" for pattern in patterns)))


_FORMS = {
    # "hội nghị" is not "hỏi nghị": only what is typed without tones is compared without them.
    is_toned_text: (
        _compiled(tuple(map(as_typed, _LEADS)), rf"\s*(?:{{}}){_END}\s*"),
        _compiled(tuple(map(as_typed, _TAILS)), r"(?:{})(?P<mark>\s*[?.!]*)\s*$"),
    )
    for is_toned_text, as_typed in ((True, str), (False, fold))
}


def core(text: str) -> str:
    """Give what a canonical question asks, without what is said around it.

    >>> core("Em đang làm tiểu luận, thầy hỏi tại sao phải hội nhập, trả lời thế nào cho đúng ạ?")
    'tại sao phải hội nhập?'
    >>> core("Hỏi đáp là gì?"), core("cho minh hoi nghi quyet 22 ban hanh ngay nao a")
    ('Hỏi đáp là gì?', 'nghi quyet 22 ban hanh ngay nao')
    """
    lead, tail = _FORMS[any(is_toned(word.form) for word in syllables(text))]
    left = text
    if len(text.lower()) != len(text):
        return text
    while match := lead.match(left.lower()):
        if not _says_enough(left[match.end() :]):
            break
        left = left[match.end() :]
    while match := tail.search(left.lower()):
        if not _says_enough(left[: match.start()]):
            break
        left = left[: match.start()] + match["mark"].strip()
    return left


def _says_enough(text: str) -> bool:
    return len(syllables(text)) >= _DETAILED
