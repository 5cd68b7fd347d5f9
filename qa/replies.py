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
from qa.asking import AnswerType, answer_type_of, says_nothing
from qa.question import Question
from qa.tables import asking_cell, rows_of

# "Đáp ứng yêu cầu: …" and "Trả lời báo chí, ông Tám nói: …" are no labels.
_REPLIES = re.compile(
    r"[\W\d]*(?:đáp|(?:trả lời|giải đáp|phúc đáp|ý kiến trả lời)(?: [^:,]{1,40})?)\s*:"
)
_ASKS = re.compile(
    r"[\W\d]*(?:hỏi|câu hỏi|(?:kiến nghị|chất vấn|phản ánh)(?: [^:,]{1,40})?)(?: \d+)?\s*:"
)
_IS_LABELLED = re.compile(r"[\W\d]*(?:câu )?hỏi(?: \d+)?\s*:")
# What is told of an exchange: "Bà Hoa hỏi vì sao chưa xây kho. Ông Khải cho biết …".
_TELLS_OF_ASKING = re.compile(
    r"(?<!\w)(?<!câu )(?<!học )(?:hỏi|thắc mắc|chất vấn|băn khoăn)(?! thăm| đáp| cung)(?!\w)[^.]*"
    r"(?<!\w)(?:về|ai|gì|nào|sao|đâu|mấy|bao giờ|bao lâu|bao nhiêu|bao xa|không|chưa)(?!\w)"
)
_TELLS_OF_REPLYING = re.compile(
    r"[\W\d]*(?:[^:.;,]{1,60} )?"
    r"(?:trả lời|giải đáp|phúc đáp|giải thích|giải trình|cho biết|cho hay|làm rõ|đáp)(?!\w)"
)
_LONGEST = 400  # characters: what is longer is no question
_REACH = 8  # paragraphs that a reply may have
_FOLLOWED = 3  # passages of it that are read for its question


@dataclass(frozen=True, slots=True)
class Turn:
    """Words of a paragraph that ask, or that reply: where they begin in it."""

    start: int
    asks: bool
    replies_to: str
    """The words replied to; empty when these reply to none."""
    goes_on: bool = False
    """A reply that its label, or the beginning of a list, says to follow in other paragraphs."""


def replied_to(document: Document, offset: int) -> str:
    """Give the question that the words at an offset reply to; empty when they are no reply."""
    if cell := asking_cell(document, offset):
        return cell.value if offset >= cell.end else ""
    at = _paragraph(document, offset)
    if at < 0:
        return ""
    turn = _turn(document, at, offset)
    if turn.replies_to or turn.asks or turn.start:
        return turn.replies_to
    section = document.paragraphs[at].section
    for before in range(at - 1, max(at - _REACH, 0) - 1, -1):
        last = _turns_of(document, before)[-1]
        if last.asks or document.paragraphs[before].section != section:
            return ""
        if last.replies_to:
            return last.replies_to if last.goes_on else ""
    return ""


def is_replied_to(document: Document, offset: int) -> bool:
    """Say whether the words at an offset ask what others reply to."""
    at = _paragraph(document, offset)
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
    for at in range(max(0, _paragraph(document, start)), len(document.paragraphs)):
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
                told = replied and (_TELLS_OF_ASKING.search(words) or _IS_LABELLED.match(words))
                if a < end and start < b and (told or _is_a_question(words)):
                    found.append((max(a, start), min(b, end)))
    rows = rows_of(document)
    for row in rows[bisect_right(rows, start, key=lambda row: row.end) :]:
        if row.start >= end:
            break
        if cell := asking_cell(document, row.start):
            found.append((cell.start, cell.end))
    return found


def exchange_at(document: Document, offset: int) -> tuple[int, int]:
    """Give where a question of the document and what replies to it begin and end together.

    The paragraph at the offset alone, when it is neither or both.
    """
    at = last = max(0, _paragraph(document, offset))
    paragraphs = document.paragraphs
    while at > 0 and replied_to(document, paragraphs[at].start):
        at -= 1
    while last + 1 < len(paragraphs) and replied_to(document, paragraphs[last + 1].start):
        last += 1
    return paragraphs[at].start, paragraphs[last].end


def _paragraph(document: Document, offset: int) -> int:
    """Give the number of the paragraph that an offset falls in; -1 before the first."""
    return bisect_right(document.paragraphs, offset, key=lambda one: one.start) - 1


def _turn(document: Document, at: int, offset: int) -> Turn:
    turns = _turns_of(document, at)
    inside = offset - document.paragraphs[at].start
    return turns[bisect_right(turns, inside, key=lambda one: one.start) - 1]


def _turns_of(document: Document, at: int) -> tuple[Turn, ...]:
    own, before = document.paragraphs[at], document.paragraphs[at - 1] if at else None
    asking = document.text[before.start : before.end] if before else ""
    return _turns(asking, document.text[own.start : own.end])


@lru_cache(maxsize=1024)
def _turns(before: str, text: str) -> tuple[Turn, ...]:
    """Cut a paragraph where it asks and replies; it may reply to the paragraph before."""
    asking = "" if before.startswith("|") else before.strip()
    # Without a label only what stands right behind a question replies to it.
    turns = [Turn(0, False, asking if _is_a_question(asking.rsplit("\n", 1)[-1]) else "")]
    told, closes = _exchanges(asking)[1], False
    for match in re.finditer(r"[^\n]+", text):
        start, line = match.start(), canonical(match[0]).lower()
        last = turns[-1]
        if _REPLIES.match(line):
            asked = text[last.start : start].strip() if not last.replies_to else ""
            goes_on = line.rstrip("*_ ").endswith(":")
            turns.append(Turn(start, False, asked or last.replies_to or asking, goes_on))
        elif _is_a_question(line) or _ASKS.match(line):
            turns.append(Turn(start, True, ""))
        elif last.asks and _is_a_question(text[last.start : start].strip()):
            turns.append(Turn(start, False, text[last.start : start].strip()))
        elif told and _TELLS_OF_REPLYING.match(line):
            turns.append(Turn(start, False, told))
        elif closes:
            turns.append(Turn(start, False, ""))
        inside, told = _exchanges(match[0])
        closes = bool(inside)
        turns += [replace(turn, start=start + turn.start) for turn in inside]
    starts = [turn.start for turn in turns[1:]]
    return tuple(
        replace(one, replies_to=one.replies_to if len(one.replies_to) <= _LONGEST else "")
        for one, behind in zip(turns, [*starts, -1], strict=True)
        if one.start != behind
    )


def _exchanges(line: str) -> tuple[list[Turn], str]:
    """Cut a line where it tells of asking and replying; give what it tells last is asked, too."""
    turns: list[Turn] = []
    asked = ""
    if not _TELLS_OF_ASKING.search(canonical(line).lower()):
        return turns, asked
    for start, end in sentences(line):
        words = canonical(line[start:end]).lower()
        if asked and _TELLS_OF_REPLYING.match(words):
            turns.append(Turn(start, False, asked))
            asked = ""
        elif _TELLS_OF_ASKING.search(words):
            turns.append(Turn(start, True, ""))
            asked = line[start:end]
        else:
            if asked:
                turns.append(Turn(start, False, ""))
            asked = ""
    return turns, asked


def _is_a_question(line: str) -> bool:
    return line.rstrip("*_ ").endswith("?")


def asks_what_is_asked(question: Question) -> bool:
    """Say whether a question is about what somebody asked, and not about the reply to it."""
    return bool(_WHAT_IS_ASKED.search(canonical(question.spelled).lower()))


_WHAT_IS_ASKED = re.compile(
    r"(?<!\w)(?:kiến nghị|chất vấn|phản ánh|ý kiến|thắc mắc|băn khoăn|"
    r"(?<!cho )(?<!xin )(?<!muốn )(?<!tôi )(?<!em )(?<!câu )(?<!học )hỏi(?! đáp| cung| thăm)"
    r")(?!\w)"
)


def asks_the_same(question: Question, asking: str) -> bool:
    """Say whether a document's own question asks for the same kind, and has no word besides.

    "Vì sao phải là gỗ sung?" is what is asked by "Tại sao làm con rối lại chọn gỗ sung?".
    """
    kind = question.answer_type
    if not asking or kind is AnswerType.OTHER or answer_type_of(fold(asking)) is not kind:
        return False
    asked = {word.folded for word in syllables(question.spelled)}
    own = {word.folded for word in syllables(asking) if not says_nothing(word.form)}
    return len(own - _WHY) > 1 and own <= asked | _WHY


_WHY = frozenset("sao ly nguyen nhan".split())


def with_replies(hits: Sequence[Hit], index: Index) -> list[Hit]:
    """Put behind every hit that asks something the passages that reply to it."""
    placed: list[Hit] = []
    seen: set[str] = set()
    for hit in hits:
        found = [hit]
        document = index.document(hit.passage.document_id)
        at = _paragraph(document, hit.passage.start)
        if is_replied_to(document, document.paragraphs[at].start):
            _, end = exchange_at(document, hit.passage.start)
            behind = document.paragraphs[at].end
            replies = [
                one
                for one in passages_of(document)
                if behind <= one.start < end and not _is_a_label(one.text)
            ]
            found += [replace(hit, passage=reply) for reply in replies[:_FOLLOWED]]
        placed += [one for one in found if one.passage.id not in seen]
        seen |= {one.passage.id for one in found}
    return placed


def _is_a_label(text: str) -> bool:
    return bool(_REPLIES.fullmatch(canonical(text).lower().rstrip("*_ ")))
