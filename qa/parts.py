"""Questions that ask two things, cut into questions that ask one."""

from __future__ import annotations

import itertools
import re

from index.text import (
    fold,
    syllables,
)
from qa.asking import (
    ASKING,
    FUNCTION_WORDS,
    AnswerType,
    answer_type_of,
    folded_question,
    says_nothing,
)
from qa.question import Question

_JOIN = re.compile(
    r"\s*(?:\?|;|,)?\s+(?:và|va|còn|con|đồng thời|dong thoi|and)\s+|[?;,]\s+", re.IGNORECASE
)


def parts(text: str) -> list[str]:
    """Cut a question that asks two things into two questions; else give it alone.

    >>> parts("Ai chủ trì hội nghị và hội nghị diễn ra khi nào?")
    ['Ai chủ trì hội nghị', 'hội nghị diễn ra khi nào?']
    """
    twice = _SAME_HEAD.match(text)
    if (
        twice
        and not says_nothing(twice["head"].lower())
        and not ASKING.search(folded_question(text))
    ):
        return [twice["first"], twice["second"]]  # "tên người ký và tên người nhận"
    other = _AND_OTHER.search(text)
    if other and _asks(text[: other.start()]) and not _asks(other["thing"]):
        return [*parts(text[: other.start()]), f"còn {other['thing']}?"]
    for match in _JOIN.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        # "… ở đâu và khi nào?" asks one thing twice; "… là gì và ai ký?" asks two things.
        more = len(right.split()) > 2 or _says_something(ASKING.sub(" ", folded_question(right)))
        more = more and not _COMPARED.match(folded_question(right))
        if more and _asks(left) and _asks(right) and len(left.split()) > 2:
            return [left, *parts(right)]
    return [text]


# "…, so với năm ngoái thì thế nào?" asks nothing by itself.
_COMPARED = re.compile(r"(?:va )?(?:so voi|khac (?:gi|nhau))(?!\w)")


# "…, còn Nghị quyết 22 thì sao?" asks the same of another thing.
_AND_OTHER = re.compile(
    r"\s*[,;?]\s*(?:(?:vậy|thế|và) )?còn (?P<thing>[^\s?,;]+(?: [^\s?,;]+){0,7}?)"
    r"(?: thì)?(?: (?:sao|thế nào|như thế nào))?\s*\?*$",
    re.IGNORECASE,
)


_SAME_HEAD = re.compile(
    r"(?P<first>(?P<head>[^\W\d_]+) (?:\S+ )+?\S+),? (?:và|còn|với) (?P<second>(?P=head) \S+ .+)$",
    re.IGNORECASE,
)


def _says_something(folded: str) -> bool:
    return not all(word.folded in FUNCTION_WORDS for word in syllables(folded))


def _asks(text: str) -> bool:
    folded = folded_question(text)
    return answer_type_of(folded) is not AnswerType.OTHER or bool(
        re.search(r"(?<!\w)(?:nao|gi|dau|ai(?! cap))(?!\w)", folded)
    )


TELLER = re.compile(r"theo (?P<who>[^,?]{3,60}?)(?:,| thì) ")
"""The beginning of a question that names who tells it: "Theo ông A, …"."""


_COORDINATOR = re.compile(r"\s*,?\s+(?:và|còn|với)\s+|,\s+")


def shared_parts(question: Question) -> list[str]:
    """Cut "A và B ở đâu?" into "A ở đâu?" and "B ở đâu?"; empty when nothing suggests two things.

    A guess: whether the parts or the whole are answered is decided by how well each can be.
    """
    text = question.spelled
    if people := _coordinated(question):
        return people
    asking = _shared_asking(question)
    if asking is None:
        return []
    start, tail = asking
    told_by = TELLER.match(text.lower())
    when = _WHEN_FIRST.match(text)
    of_both = when[0] if when else ""
    begin = told_by.end() if told_by else len(of_both)
    found = list(_COORDINATOR.finditer(text, begin, max(start, 0) or len(text)))
    # "Thông tư về phòng, chống A và Thông tư về B": two of a kind, cut where the second begins.
    head = text[begin:].split(" ", 1)[0].lower()
    found.sort(key=lambda match: text[match.end() :].split(" ", 1)[0].lower() != head)
    for match in found:
        left, right = text[: match.start()], text[match.end() :]
        if (
            start
            and match.end() < start
            and len(left[len(of_both) :].split()) >= (1 if when else 3)
            and len(right.split()) >= 4
        ):
            rest = text[match.end() : start] + tail
            return [f"{left} {tail}", of_both + _with_head(left[len(of_both) :], rest)]
    return []


# "Trong thời gian thử việc, A và B trả bao nhiêu?" asks when of both.
_WHEN_FIRST = re.compile(
    r"(?:trong|khi|nếu|vào|sau|trước|với|đối với) (?:(?! và | hay )[^,?]){3,60}, ", re.IGNORECASE
)


_BETWEEN_CODES = re.compile(
    r"\s*(?:,|và|va|với|voi|so với|so voi|hay|hoặc|hoac)\s+(?:(?:của|cua|theo)\s+)?"
    r"(?:[^\W\d_]+\s+){0,2}(?:số\s+|so\s+)?",
    re.IGNORECASE,
)


_OF_BOTH = re.compile(r"(?<!\w)(?:khac nhau|giong nhau|khac gi|lien quan)(?!\w)")


def parts_by_document(question: Question) -> list[str]:
    """Ask of every document what a question asks of several; empty when it names no such run.

    "Quyết định 12/QĐ-X và Quyết định 85/QĐ-X có hiệu lực khi nào?" has an answer in each, and no
    sentence names both.
    """
    text, named = question.spelled, question.codes
    if len(named) < 2 or _OF_BOTH.search(fold(text)):
        return []
    if not all(
        _BETWEEN_CODES.fullmatch(text, before.end, after.start)
        for before, after in itertools.pairwise(named)
    ):
        return []
    start, end = named[0].start, named[-1].end
    return [f"{text[:start]}{text[one.start : one.end]}{text[end:]}" for one in named]


def _coordinated(question: Question) -> list[str]:
    """Cut "Chức vụ của A và của B?", where A and B are names, into a question for each."""
    text = question.spelled
    for first, second in itertools.permutations(question.names, 2):
        called = rf"(?:(?:ông|bà|anh|chị|đồng chí)\s+)?{re.escape(first)}"
        other = rf"(?:của\s+)?(?:(?:ông|bà|anh|chị|đồng chí)\s+)?{re.escape(second)}"
        match = re.search(rf"({called})\s+(?:và|với)\s+({other})(?!\w)", text, re.IGNORECASE)
        if match:
            before, after = text[: match.start()], text[match.end() :]
            head = before if not match[2].startswith("của ") else before.removesuffix("của ")
            return [f"{before}{match[1]}{after}", f"{head}{match[2]}{after}"]
    return []


def _with_head(left: str, right: str) -> str:
    """Give "của B là gì?" the thing that "Chủ đề của A" asks for: "Chủ đề của B là gì?"."""
    preposition = right.split()[0]
    head, found, _ = left.partition(f" {preposition} ")
    return f"{head} {right}" if found and fold(preposition) in _PREPOSITIONS else right


_PREPOSITIONS = frozenset("cua o tai cho voi trong".split())


def _shared_asking(question: Question) -> tuple[int, str] | None:
    """Find where the asking words at the end of a question begin, with what leads into them."""
    text = question.spelled
    folded = folded_question(text)  # "máy giặt" does not ask
    if len(folded) != len(text):
        return None
    found = list(_TAIL.finditer(folded))
    if not found:
        return None
    if turn := _IN_TURN.search(folded):
        return turn.start(), text[turn.end() :]
    start = found[-1].start()
    for name in question.names:  # "Gành Đỏ trả bao nhiêu": "đỏ" is of the name, and no "do"
        at = text.rfind(name)
        if 0 <= at <= start < at + len(name):
            start = at + len(name) + 1
    if copula := _COPULA.search(folded, start):
        start = copula.start()  # "là gì" asks; of "diễn đàn kinh tế là gì" no more does
    return start, text[start:]


_IN_TURN = re.compile(r"(?<!\w)lan luot ")


_COPULA = re.compile(r"(?<!\w)la (?:gi|ai|dau|bao nhieu|may|khi nao|nhung)(?!\w)")


_TAIL = re.compile(
    r"(?<!\w)(?:(?:deu|moi \w+(?: \w+)?)\s+)?"
    r"(?:(?:duoc|do|la|co|dien ra|hop|ban hanh|ra|to chuc|ky|noi|neu"
    r"|voi|vao|tai|o|nhung|cac|chu tri|dien|nhu)\s+)*"
    # "ngày nào", "chủ đề gì" take their noun along; "ai", "đâu", "khi nào" have none.
    r"(?:(?:khi nao|bao gio|the nao|ra sao|ai|dau)|(?:\w+\s+){0,2}(?:gi|nao|bao nhieu|may))"
    r"(?!\w)[^?]*\??$"
)
