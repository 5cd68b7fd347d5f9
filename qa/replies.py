"""Which words ask what the next ones reply to: "Kiến nghị: …", "Trả lời: …", "Bà Hoa hỏi vì sao …".

A reply need not say again what it is about, so it is read together with what it replies to, and
what only asks is no answer, though it has most of the words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.document import Document, Hit
from index.passages import passages_of
from index.store import Index
from index.text import canonical, fold, sentences, syllables
from qa.asking import AnswerType, answer_type_of, content_words
from qa.question import Question
from qa.tables import asking_cell, rows_of
from qa.told import TELLING

# "Đáp ứng yêu cầu: …" and "Trả lời báo chí, ông Tám nói: …" are no labels.
_REPLIES = re.compile(
    r"[\W\d]*(?:đáp|(?:trả lời|giải đáp|phúc đáp|ý kiến trả lời)(?: [^:,]{1,40})?)\s*:"
)
_LABEL = re.compile(
    r"[\W\d]*(?:hỏi|câu hỏi|(?:kiến nghị|chất vấn|phản ánh)(?: [^:,]{1,40})?)(?: \d+)?\s*:"
    r"|[^:.;?]{1,80} (?:hỏi|kiến nghị|phản ánh|thắc mắc|chất vấn)\s*:"
)
_ASKED = re.compile(r"(?:[^:]{1,80} |[\W\d]*)(?:câu )?hỏi(?: \d+)?\s*:")  # it states nothing
# "Đòi hỏi", "thăm hỏi" and "được hỏi" ask nothing.
_ASKING = (
    "".join(
        rf"(?<!{word} )"
        for word in "đòi thăm xét tra dò ăn dạm chào dấu được câu học phải cần".split()
    )
    + r"(?:hỏi(?! thăm| đáp| cung| han| mua| vợ)|thắc mắc|chất vấn|băn khoăn)(?!\w)"
)
# What is told of an exchange: "Bà Hoa hỏi vì sao chưa xây kho. Ông Khải cho biết …".
_TELLS_OF_ASKING = re.compile(
    rf"(?<=[\w,)] ){_ASKING}"
    r"(?:(?: \w+){0,3} về(?!\w)"
    r"|[^.;]{0,150}(?<!\w)(?:ai|gì|nào|sao|đâu|mấy|bao giờ|bao lâu|bao nhiêu|bao xa)(?!\w)"
    r"|[^.;]{0,150}(?<!\w)(?:không|chưa)\W*$)"
)
_TELLS_OF_REPLYING = re.compile(
    rf"[\W\d]*(?:[^:.;,]{{1,60}} )?(?:phúc đáp|(?<!đang )làm rõ|đáp(?! ứng| trả| án)|{TELLING})"
    r"(?!\w)"
)
_ANEW = re.compile(r"[\W\d]*(?:câu(?: hỏi)? \d|hỏi\s*:|nơi nhận)")
_LONGEST = 400  # characters: what is longer is no question
_REACH = 8  # paragraphs that a reply may have
_FOLLOWED = 3  # passages of it that are read for its question


@dataclass(frozen=True, slots=True)
class Turn:
    """Sentences of a paragraph that ask, or that reply: where they begin in it."""

    start: int
    asks: bool = False
    replies_to: str = ""
    """The words replied to; empty when these reply to none."""
    goes_on: bool = False
    """A reply whose label stands alone: it follows in other paragraphs."""
    told: bool = False
    """It is told that somebody asked, or replied."""


def replied_to(document: Document, offset: int) -> str:
    """Give the question that the words at an offset reply to; empty when they are no reply."""
    if cell := asking_cell(document, offset):
        return cell.value if offset >= cell.end else ""
    at = document.paragraph_begun(offset)
    if at < 0:
        return ""
    turn = _turn(document, at, offset)
    if turn.replies_to or turn.asks or turn.start:
        return turn.replies_to
    section = document.paragraphs[at].section
    for before in range(at - 1, max(at - _REACH, 0) - 1, -1):
        if document.paragraphs[before].section != section:
            return ""
        last = _turns_of(document, before)[-1]
        if last.asks or last.replies_to:
            own = range(before + 1, at + 1)
            goes_on = last.goes_on and not any(_begins_anew(document, one) for one in own)
            return last.replies_to if goes_on else ""
    return ""


def _begins_anew(document: Document, at: int) -> bool:
    """Say whether a paragraph is the next question, or what closes a letter."""
    paragraph = document.paragraphs[at]
    text = document.text[paragraph.start : min(paragraph.start + _LONGEST, paragraph.end)]
    if _ANEW.match(canonical(text).lower()):
        return True
    return at + 1 < len(document.paragraphs) and bool(_turns_of(document, at + 1)[0].replies_to)


def is_replied_to(document: Document, offset: int) -> bool:
    """Say whether the words at an offset ask what others reply to."""
    at = document.paragraph_begun(offset)
    if at < 0 or asking_cell(document, offset):
        return False
    turn, begins = _turn(document, at, offset), document.paragraphs[at].start
    behind = [one for one in _turns_of(document, at) if begins + one.start > offset]
    if not behind and at + 1 < len(document.paragraphs):
        behind = list(_turns_of(document, at + 1))
    return not turn.replies_to and bool(behind and behind[0].replies_to)


def questions_in(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Give the places of a stretch of a document that only ask: sentences that have "?" or a label.

    So does what is told of asking, where a reply is told too. A petition states things.
    """
    text, found = document.text, []
    for at in range(max(0, document.paragraph_begun(start)), len(document.paragraphs)):
        paragraph = document.paragraphs[at]
        if paragraph.start >= end:
            break
        turns = _turns_of(document, at)
        begins = [paragraph.start + turn.start for turn in turns]
        for turn, first, last in zip(turns, begins, [*begins[1:], paragraph.end], strict=True):
            if not turn.asks or last <= start or end <= first or asking_cell(document, first):
                continue
            replied = is_replied_to(document, first)
            for a, b in sentences(text, first, last):
                words = canonical(text[a:b]).lower()
                told = _TELLS_OF_ASKING.search(words) if turn.told else None
                if told and "," in words[: told.start()] and len(words) == b - a:
                    a += told.start()  # "Anh Tỉnh, con trai bà, hỏi …" tells whose son he is
                labelled = replied and _ASKED.match(words)
                if a < end and start < b and (told or labelled or _is_a_question(words)):
                    found.append((max(a, start), min(b, end)))
    rows = rows_of(document)
    for row in rows[bisect_right(rows, start, key=lambda row: row.end) :]:
        if row.start >= end:
            break
        if cell := asking_cell(document, row.start):
            found.append((cell.start, cell.end))
    return found


def exchange_at(document: Document, offset: int) -> tuple[int, int]:
    """Give the first and last of the paragraphs that ask and reply together around an offset.

    That of the offset alone where neither the next one replies to it, nor it to the one before.
    """
    own = first = last = max(0, document.paragraph_begun(offset))
    paragraphs = document.paragraphs
    while first > max(0, own - _REACH) and replied_to(document, paragraphs[first].start):
        first -= 1
    most = min(own + _REACH, len(paragraphs) - 1)
    while last < most and replied_to(document, paragraphs[last + 1].start):
        last += 1
    return first, last


def _turn(document: Document, at: int, offset: int) -> Turn:
    turns = _turns_of(document, at)
    inside = offset - document.paragraphs[at].start
    return turns[bisect_right(turns, inside, key=lambda one: one.start) - 1]


def _turns_of(document: Document, at: int) -> tuple[Turn, ...]:
    own, before = document.paragraphs[at], document.paragraphs[at - 1] if at else None
    above = document.text[before.start : before.end] if before else ""
    return _turns(above, document.text[own.start : own.end])


@lru_cache(maxsize=1024)
def _turns(above: str, text: str) -> tuple[Turn, ...]:
    """Cut a paragraph where it asks and replies; it may reply to the paragraph above."""
    above = "" if above.startswith("|") else above.strip()
    left = _cut(above)[-1]
    turns = _cut(text, above, above[left.start :].strip() if left.asks else "", told=left.told)
    return tuple(
        replace(one, replies_to=one.replies_to if len(one.replies_to) <= _LONGEST else "")
        for one in turns
    )


def _cut(text: str, above: str = "", asked: str = "", *, told: bool = False) -> list[Turn]:
    """Cut a paragraph into turns.

    Args:
        text: The paragraph.
        above: The one before it, which a label may reply to.
        asked: The question that it ends with, if it does.
        told: Whether it is only told that this was asked: what replies must be told too.
    """
    places = sentences(text)
    said = [canonical(text[a:b]).lower() for a, b in places]
    turns = [Turn(0, replies_to="" if told else asked)]
    asked = asked if told else ""
    for at, ((start, end), words) in enumerate(zip(places, said, strict=True)):
        last = turns[-1]
        begins_line = at == 0 or "\n" in text[places[at - 1][1] : start]
        ends_line = at + 1 == len(places) or "\n" in text[end : places[at + 1][0]]
        tells = bool(_TELLS_OF_ASKING.search(words)) and (
            ends_line or bool(_TELLS_OF_REPLYING.match(said[at + 1]))
        )
        if _REPLIES.match(words):
            before = "" if last.replies_to else text[last.start : start].strip()
            goes_on = words.rstrip("*_ ").endswith(":")
            turns.append(Turn(start, False, before or last.replies_to or above, goes_on))
        elif asked and _TELLS_OF_REPLYING.match(words):
            turns.append(Turn(start, False, asked, told=True))
        elif _LABEL.match(words) or tells or (_is_a_question(words) and ends_line):
            if not last.asks or last.told:
                turns.append(Turn(start, True, told=tells and not _is_a_question(words)))
        elif last.asks and begins_line and _is_a_question(said[at - 1]):
            turns.append(Turn(start, False, text[last.start : start].strip()))
        elif (last.asks and not _LABEL.match(canonical(text[last.start :][:_LONGEST]).lower())) or (
            last.told and begins_line
        ):
            turns.append(Turn(start))
        asked = text[start:end] if turns[-1].asks and turns[-1].told else ""
    starts = [turn.start for turn in turns[1:]]
    return [one for one, behind in zip(turns, [*starts, -1], strict=True) if one.start != behind]


def _is_a_question(line: str) -> bool:
    return line.rstrip("*_ ").endswith("?")


def asks_what_is_asked(question: Question) -> bool:
    """Say whether a question is about what somebody asked, and not about the reply to it."""
    words = canonical(question.spelled).lower()
    return bool(_WHAT_IS_ASKED.search(_WHO_ASKS.sub("", words)))


# "Cho tôi hỏi …", "em đang thắc mắc …": the person who asks now.
_WHO_ASKS = re.compile(
    r"^(?:(?:dạ|cho|xin|phép|tôi|tớ|em|mình|cháu|con|bạn|anh|chị|cô|chú|bác|muốn|đang|có|được|chúng"
    r"|nhờ|ơi|ạ|hay|rất|cần)[\s,]+)*"
    r"(?:hỏi|thắc mắc|băn khoăn|phản ánh|kiến nghị)(?! gì| điều)(?!\w)"
)
_WHAT_IS_ASKED = re.compile(
    rf"(?<!\w)(?:{_ASKING}|(?:(?<!tiếp nhận )(?<!xử lý )(?<!lấy )"
    r"(?:kiến nghị|phản ánh|ý kiến))(?!\w))"
)


def asks_the_same(question: Question, asking: str) -> bool:
    """Say whether a document's own question asks for the same kind, and has no word besides.

    "Vì sao phải là gỗ sung?" is what is asked by "Tại sao làm con rối lại chọn gỗ sung?".
    """
    kind = question.answer_type
    if not asking or kind is AnswerType.OTHER or answer_type_of(fold(asking)) is not kind:
        return False
    asked = {word.folded for word in syllables(question.spelled)}
    own = content_words(asking)
    return len(own - _WHY) > 1 and own <= asked | _WHY


_WHY = frozenset("sao ly nguyen nhan".split())


def with_replies(hits: Sequence[Hit], index: Index) -> list[Hit]:
    """Put behind every hit that asks something the passages that reply to it."""
    placed: list[Hit] = []
    seen: set[str] = set()
    for hit in hits:
        found = [hit]
        document = index.document(hit.passage.document_id)
        at = document.paragraph_begun(hit.passage.start)
        last = _turns_of(document, at)[-1]
        if last.asks or not last.replies_to:
            _, end = exchange_at(document, document.paragraphs[at].end - 1)
            replies = passages_of(document, document.paragraphs[at + 1 : end + 1])
            replies = [one for one in replies if not _is_a_label(one.text)]
            found += [replace(hit, passage=reply) for reply in replies[:_FOLLOWED]]
        placed += [one for one in found if one.passage.id not in seen]
        seen |= {one.passage.id for one in found}
    return placed


def _is_a_label(text: str) -> bool:
    return bool(_REPLIES.fullmatch(canonical(text).lower().rstrip("*_ ")))
