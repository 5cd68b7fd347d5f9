"""Find the list that a question asks for by the line that leads into it, or its article's name.

"Thù lao tính theo các phương thức nào?" is answered below "2. Thù lao được tính theo các phương
thức sau:", a line that says nothing but the question. A reader of sentences passes it over: it has
no answer in it, and the items have none of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from index.document import Hit
from index.outline import article_at
from index.store import Index
from index.text import fold, sentences
from qa.answer import Span
from qa.asking import ASKING, content_words
from qa.enumeration import enumeration, introduces
from qa.leads import heading_of, turns
from qa.question import Question

# Of 130 questions about real laws, news and an encyclopedia three had a line that is as near, the
# right one each time; of those that ask for no such list, or for one that is not there, the nearest
# line came to .60, and of 303 about the seeds to .71, a right one.
_NEAR = 0.72
_NEAR_NAME = 0.85  # the same of the name of an article: it says what that is about, not what it has
_LEAST_OWN = 0.75  # of the words of a line that the question says too
_SURE = 0.6  # how surely such a list answers, if the network does not say more
_ANSWERABLE = 1.0  # the same in the log odds of a passage
_ITEMS = 2

# Words that lead into a list, or ask for one, and say nothing of what it is of.
_LEADING = re.compile(
    r"(?<!\w)(?:(?:nhu )?sau(?: day)?|duoi day|bao gom|gom(?: co)?|(?:duoc )?quy dinh|truong hop"
    r"|noi dung|yeu to|cu the|thuc hien|mot so)(?!\w)"
)
# "Trong trường hợp nào" asks for a list without "những".
_KINDS = re.compile(
    r"(?<!\w)(?:truong hop|dieu kien|giay to|tai lieu|hinh thuc|bien phap|nguyen tac|hanh vi"
    r"|doi tuong|tieu chi|phuong thuc|can cu|quyen|nghia vu|trach nhiem|nhiem vu|yeu cau|buoc)"
    r" (?:nao|gi)(?!\w)"
)


def list_first(
    question: Question, spans: Sequence[Span], hits: Sequence[Hit], index: Index
) -> list[Span]:
    """Put the line first that leads into the list asked for, where there is one."""
    found = _list(question, hits, index) if spans and _asks(question) else None
    if found is None:
        return list(spans)
    line, items = found
    best = spans[0]
    is_of_one_text = best.hit.passage.document_id == line.hit.passage.document_id
    if is_of_one_text and any(start <= best.start < end for start, end in items):
        return list(spans)
    read = next((one for one in spans if _place(one) == _place(line)), line)
    first = replace(
        read,
        score=max(best.score, _SURE),
        answerable=max(read.answerable, best.answerable, _ANSWERABLE),
    )
    return [first, *(one for one in spans if one is not read)]


def _asks(question: Question) -> bool:
    return question.wants_list or bool(_KINDS.search(fold(question.spelled)))


def _place(span: Span) -> tuple[str, int]:
    return span.hit.passage.document_id, span.start


def _list(question: Question, hits: Sequence[Hit], index: Index) -> _List | None:
    """Find the list whose line says what the question does, and of two the nearer."""
    asked = content_words(_LEADING.sub(" ", ASKING.sub(" ", fold(question.spelled))))
    negated = turns(question.spelled)
    best, nearest = None, 0.0
    for line in _lines(hits, index):
        likeness = _likeness(asked, line, index)
        enough = _NEAR_NAME if line.is_a_name else _NEAR
        if likeness <= max(enough, nearest) or turns(line.said) != negated:
            continue
        if _is_of_another(asked, line, index):
            continue
        if (found := _led_into(line, index)) is not None:
            best, nearest = found, likeness
    return best


_List = tuple[Span, list[tuple[int, int]]]  # the line to quote it from, and the places of its parts


class _Line(NamedTuple):
    """What leads into a list, perhaps: a line, or the name of an article."""

    hit: Hit
    start: int
    end: int
    said: str
    is_a_name: bool


def _lines(hits: Sequence[Hit], index: Index) -> Iterator[_Line]:
    """Give the lines of the hits that introduce something, and the names of their articles."""
    seen = set()
    for hit in hits:
        document = index.document(hit.passage.document_id)
        places = [
            (start, end, False)
            for start, end in sentences(document.text, hit.passage.start, hit.passage.end)
            if introduces(document.text[start:end])
        ]
        article = article_at(document, hit.passage.start)
        heading = heading_of(document, article) if article else None
        for start, end, is_a_name in (*places, *([(*heading, True)] if heading else [])):
            if (document.id, start) not in seen:
                seen.add((document.id, start))
                said = document.text[start:end]
                yield _Line(
                    hit, start, end, _NUMBER.sub("", said) if is_a_name else said, is_a_name
                )


def _led_into(line: _Line, index: Index) -> _List | None:
    """Give the list below a line, or right under a name, which is quoted from its first clause."""
    document = index.document(line.hit.passage.document_id)
    start, end = line.start, line.end
    if line.is_a_name:
        article = article_at(document, start)
        clauses = sentences(document.text, end, article.end) if article else []
        if not clauses or introduces(document.text[slice(*clauses[0])]):
            return None
        start, end = clauses[0]
    items = enumeration(document, start)
    if len(items) < (_ITEMS if line.is_a_name else _ITEMS + 1) or items[0] != (start, end):
        return None
    return Span(line.hit, start, end, document.text[start:end], 0.0), items


_NUMBER = re.compile(r"^(?:Điều|ĐIỀU) \w+[.:]?\s*")


def _likeness(asked: Set[str], line: _Line, index: Index) -> float:
    """Give how much a question and a line say the same, in [0, 1].

    The harmonic mean of two shares: of the line's words that the question has, and of the
    question's words that the line has, or the heading and the title that it stands under.
    """
    own = _words_of(line.said)
    around = _words_of(index.document(line.hit.passage.document_id).title) | _heading(line, index)
    shared = len(own & asked) / max(1, len(own))
    told = len(asked & (own | around)) / max(1, len(asked))
    return 2 * shared * told / (shared + told) if shared >= _LEAST_OWN and told else 0.0


def _is_of_another(asked: Set[str], line: _Line, index: Index) -> bool:
    """Say whether a question has words that the article has not, and the line others instead.

    "Thù lao của luật sư" is not "Thù lao" under "Điều 1. Thù lao hòa giải".
    """
    document = index.document(line.hit.passage.document_id)
    article = article_at(document, line.start)
    text = document.text[article.start : article.end] if article else line.hit.passage.text
    heading = _heading(line, index)
    lacking = asked - _words_of(f"{document.title} {text}") - heading
    return bool(lacking and (_words_of(line.said) | heading) - asked)


def _heading(line: _Line, index: Index) -> set[str]:
    document = index.document(line.hit.passage.document_id)
    paragraph = document.paragraph_at(line.start)
    return _words_of(_NUMBER.sub("", paragraph.section)) if paragraph else set()


def _words_of(text: str) -> set[str]:
    words = content_words(_LEADING.sub(" ", fold(text)))
    return {word for word in words if not word.isdigit() and len(word) > 1}
