"""Which clause of an article about a crime says what it is punished with.

"1. Người nào …, thì bị phạt …" is the crime itself; "2. Phạm tội thuộc một trong các trường hợp sau
đây, thì bị phạt …" is a worse case, which answers only a question that names what makes it worse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from index.document import Document
from index.outline import Level, Unit, article_at, outline_of
from index.text import canonical, in_a_row, sentences
from qa.asking import content_words
from qa.leads import heading_of
from qa.limits import takes_in_what_is_asked

Place = tuple[int, int]

_MADE_WORSE = 0.6  # share of the words of a point that a question has which names it


def clause_that_punishes(question: str, starts: Sequence[int], document: Document) -> list[Place]:
    """Give the sentence with the penalty, behind it the point that is asked about, if there is one.

    Sentences that may answer begin at `starts`, best first. The clause is that of the amount in the
    question, of the worse case it names, else of the crime itself; where it may name a worse case,
    that of the best sentence. Before a worse case stands which crime it is of. Empty where
    something else is asked, or no such clause is found.
    """
    if not _ASKS_PENALTY.search(canonical(question).lower()):
        return []
    start = _of_the_crime_named(question, starts, document)
    article = article_at(document, start)
    clauses = _clauses(document, article) if article else []
    here = next((one for one in clauses if one.start <= start < one.end), None)
    if article is None or here is None:
        return []
    places = _places(question, document, article, clauses, here)
    heading = heading_of(document, article)
    if places and heading and places[0][0] >= clauses[0].end:
        return [heading, *places]
    return places


def _of_the_crime_named(question: str, starts: Sequence[int], document: Document) -> int:
    """Give the first of some places, or one in an article about the crime that a question names.

    "Lừa đảo chiếm đoạt tài sản" is none of "Tội lạm dụng tín nhiệm chiếm đoạt tài sản".
    """
    if not _clauses_at(document, starts[0]):
        return starts[0]
    asked = in_a_row(question)
    return next((start for start in starts if _named(document, start) in asked), starts[0])


def _named(document: Document, start: int) -> str:
    """Give what a crime is called by, the first words of its heading: "Tội [lừa đảo] …"."""
    article = article_at(document, start) if _clauses_at(document, start) else None
    heading = heading_of(document, article) if article else None
    named = _CALLED.search(canonical(document.text[slice(*heading)])) if heading else None
    return in_a_row(named["name"]) if named else _NO_NAME


# "Tội vi phạm quy định về …" and "Tội không …" are called by more than that.
_CALLED = re.compile(r"(?<!\w)Tội (?P<name>(?!vi phạm|không)\w+ \w+)")
_NO_NAME = "?"


def _clauses_at(document: Document, start: int) -> list[Unit]:
    article = article_at(document, start)
    return _clauses(document, article) if article else []


def _places(
    question: str, document: Document, article: Unit, clauses: list[Unit], here: Unit
) -> list[Place]:
    if of_the_amount := _of_the_amount(question, document, clauses):
        return of_the_amount
    basic, *worse = clauses
    if here == basic:
        return []
    left = _content(question) - _content(document.text[article.start : basic.end])
    for clause in worse:
        for case in _cases(document, clause):
            said = _content(_act(document.text[slice(*case)]))
            if said and len(said & left) >= _MADE_WORSE * len(said):
                return _with_its_line(document, clause, case)
    cases = [case for clause in worse for case in _cases(document, clause)]
    may_be_worse = any(left & _content(_act(document.text[slice(*case)])) for case in cases)
    return _may_be_meant(left, document, here) if may_be_worse else [_line(document, basic)]


def _may_be_meant(left: set[str], document: Document, clause: Unit) -> list[Place]:
    """Give a clause with those of its points that say a word that is left of a question."""
    line, *points = _cases(document, clause)
    meant = [point for point in points if left & _content(document.text[slice(*point)])]
    return [line, *meant] if meant else []


def _of_the_amount(question: str, document: Document, clauses: list[Unit]) -> list[Place]:
    """Give the first clause, and the case in it, whose limits take in an amount of a question.

    Of several cases that do, the one that says most of the question.
    """
    asked = _content(question)
    for clause in clauses:
        found = [
            case
            for case in _cases(document, clause)
            if takes_in_what_is_asked(question, _act(document.text[slice(*case)]))
        ]
        if found:
            said = [len(asked & _content(document.text[slice(*case)])) for case in found]
            return _with_its_line(document, clause, found[said.index(max(said))])
    return []


# "… bị phạt tù mấy năm?", "… mức án thế nào?"; not "đánh bạc bao nhiêu tiền thì bị xử lý?".
_ASKS_PENALTY = re.compile(
    r"(?<!\w)(?:phạt|tù|án|khung|xử)(?: \w+){0,4}? (?:bao nhiêu|mấy|(?:như )?thế nào|gì|bao lâu"
    r"|(?:ra )?sao|nào)(?!\w)|(?<!\w)(?:bao nhiêu|mấy) năm tù(?!\w)"
)
_CRIME = re.compile(r"\W*1\.\s*(?:Người|Pháp nhân)(?: \w+){0,3} nào |\W*1\.\s*(?:Người|Ai) nào ")
_WORSE = re.compile(r"\W*\d{1,2}\.\s*Phạm tội ")
_PUNISHED = re.compile(r",? (?:thì )?bị phạt(?!\w)")


def _clauses(document: Document, article: Unit) -> list[Unit]:
    """Give the clauses of an article about a crime with a penalty each; none of another article."""
    inside = [
        unit
        for unit in outline_of(document)
        if unit.level == Level.CLAUSE and article.start <= unit.start < article.end
    ]
    if not inside or not _CRIME.match(document.text, inside[0].start):
        return []
    worse = takewhile(lambda unit: _WORSE.match(document.text, unit.start), inside[1:])
    return [inside[0], *worse]


def _line(document: Document, clause: Unit) -> Place:
    """Give the sentence of a clause that says its penalty."""
    places = sentences(document.text, clause.start, clause.end)
    return next((one for one in places if _PUNISHED.search(document.text[slice(*one)])), places[0])


def _cases(document: Document, clause: Unit) -> list[Place]:
    """Give the sentence with the penalty of a clause, and its points."""
    points = [
        (unit.start, unit.end)
        for unit in outline_of(document)
        if unit.level == Level.POINT and clause.start <= unit.start < clause.end
    ]
    return [_line(document, clause), *points]


def _with_its_line(document: Document, clause: Unit, case: Place) -> list[Place]:
    line = _line(document, clause)
    return [line] if case == line else [line, case]


def _act(text: str) -> str:
    """Give what is said of the act: "phạt tù từ 02 năm" is none of it."""
    return _PUNISHED.split(text, maxsplit=1)[0]


def _content(text: str) -> set[str]:
    return content_words(canonical(text)) - _OF_EVERY_CRIME


_OF_EVERY_CRIME = frozenset("pham toi nguoi phat tu nam an muc khung truong hop".split())
