"""Which lines ask what the next ones reply to: "Kiến nghị: …", "Trả lời: …".

A reply need not say again what it is about, so it is read together with what it replies to.
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
from index.text import canonical, fold, syllables
from qa.asking import AnswerType, answer_type_of, says_nothing
from qa.question import Question

# "Đáp ứng yêu cầu: …" and "Trả lời báo chí, ông Tám nói: …" are no labels.
_REPLIES = re.compile(
    r"[\W\d]*(?:đáp|(?:trả lời|giải đáp|phúc đáp|ý kiến trả lời)(?: [^:,]{1,40})?)\s*:"
)
_ASKS = re.compile(
    r"[\W\d]*(?:hỏi|câu hỏi|(?:kiến nghị|chất vấn|phản ánh)(?: [^:,]{1,40})?)(?: \d+)?\s*:"
)
_LONGEST = 400  # characters: what is longer is no question


@dataclass(frozen=True, slots=True)
class Turn:
    """Lines of a paragraph that ask, or that reply: where they begin in it."""

    start: int
    asks: bool
    replies_to: str
    """The lines replied to; empty when these reply to none."""


def replied_to(document: Document, offset: int) -> str:
    """Give the question that the line at an offset replies to; empty when it is no reply."""
    at = _paragraph(document, offset)
    return _turn(document, at, offset).replies_to if at >= 0 else ""


def is_replied_to(document: Document, offset: int) -> bool:
    """Say whether the line at an offset asks what others reply to."""
    at = _paragraph(document, offset)
    if at < 0:
        return False
    turn, begins = _turn(document, at, offset), document.paragraphs[at].start
    behind = [one for one in _turns_of(document, at) if begins + one.start > offset]
    if not behind and at + 1 < len(document.paragraphs):
        behind = list(_turns_of(document, at + 1))
    return not turn.replies_to and bool(behind and behind[0].replies_to)


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
    """Cut a paragraph at the lines that ask and reply; it may reply to the paragraph before."""
    asking = "" if before.startswith("|") else before.strip()
    # Without a label only what stands right behind a question replies to it.
    turns = [Turn(0, False, asking if _is_a_question(asking.rsplit("\n", 1)[-1]) else "")]
    for match in re.finditer(r"[^\n]+", text):
        start, line = match.start(), canonical(match[0]).lower()
        last = turns[-1]
        if _REPLIES.match(line):
            asked = text[last.start : start].strip() if not last.replies_to else ""
            turns.append(Turn(start, False, asked or last.replies_to or asking))
        elif _is_a_question(line) or _ASKS.match(line):
            turns.append(Turn(start, True, ""))
        elif last.asks and _is_a_question(text[last.start : start].strip()):
            turns.append(Turn(start, False, text[last.start : start].strip()))
    if len(turns) > 1 and turns[1].start == 0:
        del turns[0]
    return tuple(
        replace(one, replies_to=one.replies_to if len(one.replies_to) <= _LONGEST else "")
        for one in turns
    )


def _is_a_question(line: str) -> bool:
    return line.rstrip("*_ ").endswith("?")


def asks_what_is_asked(question: Question) -> bool:
    """Say whether a question is about what somebody asked, and not about the reply to it."""
    return bool(_WHAT_IS_ASKED.search(fold(question.spelled)))


_WHAT_IS_ASKED = re.compile(r"(?<!\w)(?:kien nghi|hoi|chat van|phan anh|y kien|thac mac)(?!\w)")


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
    """Put behind every hit that asks something the passage that replies to it."""
    placed: list[Hit] = []
    seen: set[str] = set()
    for hit in hits:
        found = [hit]
        document = index.document(hit.passage.document_id)
        at = _paragraph(document, hit.passage.start) + 1
        start = document.paragraphs[at].start if at < len(document.paragraphs) else -1
        if start >= 0 and replied_to(document, start):
            replies = (one for one in passages_of(document) if one.start == start)
            found += [replace(hit, passage=reply) for reply in replies]
        placed += [one for one in found if one.passage.id not in seen]
        seen |= {one.passage.id for one in found}
    return placed
