"""Tell a sound question: whole, of a fit length, clear by itself, not telling its answer."""

import re

from index.text import syllables
from models.reader.made.draft import Draft
from models.reader.made.vocabulary import listed

SHORTEST, LONGEST = 5, 22  # words
LONGEST_ANSWER = 40  # words; the reader gives no span of more tokens

# What points at something that only the text around shows.
_POINTING = re.compile(
    r"(?<!\w)(?:"
    r"này|ấy|đó|kia|nọ|trên đây|dưới đây|nói trên|kể trên|đây|nó|họ|hắn|y|chúng|ta|tôi|"
    r"chúng tôi|chúng ta|chị ấy|anh ấy|em|mày|tao|như vậy|như thế|thế|vậy|cùng năm|"
    r"cùng ngày|cùng kỳ|hôm nay|hôm qua|hôm sau|sau đây|trước đây|sau này|đến nay|vừa qua|"
    r"vừa rồi|mới đây|gần đây|tới đây|năm ngoái|năm nay|năm sau|tháng sau|ngày sau|"
    r"cùng thời|tháng trước|kế tiếp|cùng thời gian|khoảng thời gian|tiếp theo|"
    r"trước đó|sau đó|khi đó|lúc đó|lúc bấy giờ|"
    r"thì|khác|còn lại|cũng|đều|bèn|liền|thứ nhất|mặt khác|ngược lại|hai người|cả hai|"
    r"đôi bên"
    r")(?!\w)(?! (?:Nẵng|Lạt|Bắc|Nam))",
    re.IGNORECASE,
)
_SECOND_CLAUSE = re.compile(r" (?:nhưng|rằng|song|mà|nên|trong khi|do đó|vì vậy) ")
_THEN = re.compile(r"(?<!\w)(?:Khi nào|Vào năm nào|Vào ngày nào|Năm nào) thì ")
# "ông" before a name is a title; "Anh" is a country.
_PRONOUN = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|cô|cậu|bác|chú)(?!\w)(?=\s*(\S?))")
_HANGING = re.compile(
    r"(?<!\w)(?:"
    r"việc|sự|nhận|và|của|với|là|các|những|để|cho|từ|bởi|trong|ở|tại|về|một|hoặc|hay|như|rằng|mà|trên|"
    r"theo|vào|khi|được|bị|đã|sẽ|đang|có|không|rất|nhưng|do|vì|dựa|nằm|thuộc|đặt|coi|gồm|"
    r"bao gồm|trở thành|cùng"
    r")\s*\?$"
)
_ODD = re.compile(
    r"[;:\"“”‘’()\[\]{}«»…|=<>/*×]|\?.|\.\.|\s,|,\s*\?|,,|\s{2}"
    r"|\w (?:Năm|Ngày|Tháng|Khi|Sau|Trong|Tại|Theo) "  # two sentences run together
    r"|[^\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2013\u2019]"  # another script
)
_TWICE = re.compile(r"(?<!\w)(\w+) \1(?!\w)", re.IGNORECASE)
_ASKS = re.compile(
    r"(?<!\w)(?:ai|gì|nào|đâu|bao nhiêu|bao lâu|vì sao|tại sao|như thế nào|mấy)(?!\w)",
    re.IGNORECASE,
)
_SHORT_KINDS = frozenset({"when", "how_many"})
# Syllables that do not tell one question from another.
_PLAIN = listed(
    "ai|gì|nào|đâu|bao|nhiêu|lâu|vì|sao|tại|như|thế|khi|năm|ngày|tháng|thời|gian|điểm|vào|ở|"
    "là|đã|đang|sẽ|được|bị|có|của|và|trong|cho|với|các|những|một|để|do|thì|làm|nhằm|người|"
    "mục|đích|lý|tên|việc|ra|đến|từ|về|số|lần|nhất|điều|giữ|chức|vụ|bởi|theo|trên|sau|trước|"
    "không"
)


def is_sound(draft: Draft, context: str) -> bool:
    """Apply all rules that need no model."""
    question = draft.question
    return (
        SHORTEST <= len(question.split()) <= LONGEST
        and question.endswith("?")
        and not _ODD.search(question)
        and len(_ASKS.findall(question)) == 1
        and stands_alone(question)
        and not _HANGING.search(question)
        and not question[0].isdigit()
        and not _SECOND_CLAUSE.search(question)
        and not _is_doubled(question)
        and (" giữa " not in question or " và " in question or " với " in question)
        and is_told_apart(question)
        and answers_well(draft, context)
    )


def stands_alone(question: str) -> bool:
    """Say whether nothing in a question points outside of it.

    >>> stands_alone("Ông sinh năm nào?"), stands_alone("Ông Lê Nam sinh năm nào?")
    (False, True)
    """
    plain = _THEN.sub("", question)
    lower = plain[:1].lower() + plain[1:]
    alone = any(not match[1].isupper() for match in _PRONOUN.finditer(lower))
    return not _POINTING.search(plain) and not alone


def _is_doubled(question: str) -> bool:
    """Say whether a word is said twice running, less words made so ("luôn luôn")."""
    return any(match[1].lower() not in {"luôn", "từ", "dần"} for match in _TWICE.finditer(question))


def is_told_apart(question: str) -> bool:
    """Say whether enough is said: a name or a number and two more words, or six words."""
    words = [word for word in syllables(question) if word.form not in _PLAIN]
    named = any(word[0].isupper() or word[0].isdigit() for word in question.split()[1:])
    return len(words) >= (3 if named else 6)


def answers_well(draft: Draft, context: str) -> bool:
    """Say whether the answer is of fit length, stands once, and is not told by the question."""
    start, end = draft.answers[0]
    answer = context[start:end]
    size = len(answer.split())
    if not 1 <= size <= LONGEST_ANSWER or answer[-1] in ",.;:" or answer[0] in ",.;:":
        return False
    if answer.count("(") != answer.count(")") or re.search(r"[\";]|[.!?] ", answer):
        return False
    if _HANGING.search(f"{answer}?"):
        return False
    if answer.lower() in draft.question.lower():
        return False
    asked = {word.form for word in syllables(draft.question)} - _PLAIN
    # The shortest: "350 công nhân" shares its unit with "bao nhiêu công nhân".
    told = {word.form for word in syllables(context[slice(*draft.answers[-1])])} - _PLAIN
    if told and len(told & asked) > 0.5 * len(told):
        return False
    if draft.kind in _SHORT_KINDS or size > 4:
        return context.count(context[slice(*draft.answers[-1])]) == 1
    return context.lower().count(answer.lower()) <= 2
