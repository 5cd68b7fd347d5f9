"""Find the list that a question asks for by the line that leads into it, or its article's name.

"Thù lao tính theo các phương thức nào?" is answered below "2. Thù lao được tính theo các phương
thức sau:", a line that says nothing but the question. A reader of sentences passes it over: it has
no answer in it, and the items have none of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from index.document import Document, Hit
from index.outline import Level, path_at
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
_SURE = 0.8  # how surely such a list answers, if the network does not say more
_ANSWERABLE = 2.0  # the same in the log odds of a passage
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
    line = _line(question, hits, index) if spans and _asks(question) else None
    if line is None:
        return list(spans)
    best = spans[0]
    if any(start <= best.start < end for start, end in _list_at(line, index)) and (
        best.hit.passage.document_id == line.hit.passage.document_id
    ):
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


def _list_at(line: Span, index: Index) -> list[tuple[int, int]]:
    return enumeration(index.document(line.hit.passage.document_id), line.start)


def _place(span: Span) -> tuple[str, int]:
    return span.hit.passage.document_id, span.start


def _line(question: Question, hits: Sequence[Hit], index: Index) -> Span | None:
    """Find the line that says what the question does, and of two the nearer."""
    asked = content_words(_LEADING.sub(" ", ASKING.sub(" ", fold(question.spelled))))
    negated = turns(question.spelled)
    best, nearest = None, 0.0
    for line, said in _lines(hits, index):
        likeness = _likeness(asked, line, said, index)
        enough = _NEAR if said == line.text else _NEAR_NAME
        if likeness > max(enough, nearest) and turns(said) == negated:
            best, nearest = line, likeness
    return best


def _lines(hits: Sequence[Hit], index: Index) -> Iterator[tuple[Span, str]]:
    """Give the lines of the hits that lead into a list, with their words.

    Where nothing stands between the name of an article and its first clause, the clause with the
    name's words.
    """
    seen = set()
    for hit in hits:
        document = index.document(hit.passage.document_id)
        for start, end in sentences(document.text, hit.passage.start, hit.passage.end):
            text = document.text[start:end]
            if (document.id, start) in seen or not introduces(text):
                continue
            seen.add((document.id, start))
            items = enumeration(document, start)
            if len(items) > _ITEMS and items[0] == (start, end):
                yield Span(hit, start, end, text, 0.0), text
        named = _named(document, hit.passage.start)
        if named and (document.id, named[0][0]) not in seen:
            (start, end), name = named
            seen.add((document.id, start))
            yield Span(hit, start, end, document.text[start:end], 0.0), name


def _named(document: Document, start: int) -> tuple[tuple[int, int], str] | None:
    """Give the first clause of the article at a place, and the article's name."""
    article = next(
        (one for one in path_at(document, start, start + 1) if one.level == Level.ARTICLE), None
    )
    heading = heading_of(document, article) if article else None
    if article is None or heading is None:
        return None
    rest = sentences(document.text, heading[1], article.end)
    items = enumeration(document, rest[0][0]) if rest else []
    if len(items) < _ITEMS or items[0] != rest[0] or introduces(document.text[slice(*rest[0])]):
        return None
    return rest[0], _NUMBER.sub("", document.text[slice(*heading)])


_NUMBER = re.compile(r"^\w+ \w+[.:]?\s*")


def _likeness(asked: Set[str], line: Span, said: str, index: Index) -> float:
    """Give how much a question and a line say the same, in [0, 1].

    The harmonic mean of two shares: of the line's words that the question has, and of the
    question's words that the line has, or the heading and the title that it stands under.
    """
    document = index.document(line.hit.passage.document_id)
    paragraph = document.paragraph_at(line.start)
    section = paragraph.section if paragraph else ""
    own = {
        word
        for word in content_words(_LEADING.sub(" ", fold(said)))
        if not word.isdigit() and len(word) > 1
    }
    shared = len(own & asked) / max(1, len(own))
    told = len(asked & (own | content_words(f"{document.title} {section}"))) / max(1, len(asked))
    return 2 * shared * told / (shared + told) if shared >= _LEAST_OWN and told else 0.0
