"""Of which document a later part of a question is asked: of the first part's, if it names none.

"Ai ký hợp đồng thuê nhà số 12 và tiền cọc là bao nhiêu?" asks for the deposit of that lease, though
another contract says "tiền cọc" in so many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.document import Document, Passage
from index.identifiers import codes, dates, ordinals
from index.text import in_a_row, syllables
from qa.asking import content_words, says_nothing
from qa.followup import thing_of, whole
from qa.headed import ENOUGH
from qa.question import Question
from qa.synonyms import said_otherwise

SHORT = 30
"""Passages of a document that is about one thing: what is asked of it may leave the topic out."""
_LEAST = 2  # words of its own that a part needs to be asked without its topic
_SHARE = 0.5  # of another document's confidence
_MOST = 2  # documents that may all be the one meant

_POINTS = re.compile(
    r"(?<!\w)(?:(?:của|cua)\s+(?:nó|no|chúng)|(?:(?:của|ở|tại|trong|khi|lúc)\s+)?(?:đó|đấy|ấy)"
    r"|nó|này)(?!\w)\s*",
    re.IGNORECASE,
)

_OTHER = re.compile(r"(?:còn|con) \S", re.IGNORECASE)


def points_back(part: str) -> bool:
    """Say whether a part has words that stand for what was named before: "của nó", "ở đó".

    >>> points_back("mức phạt của nó là bao nhiêu?"), points_back("mức phạt là bao nhiêu?")
    (True, False)
    """
    return bool(_POINTS.search(part))


def names_something(part: str, question: Question) -> bool:
    """Say whether a part names what it is about: a name, a text by its number, a date.

    Or another thing to ask the same of: "còn thẻ quý?".
    """
    named = bool(_OTHER.match(part)) or any(
        in_a_row(name) in in_a_row(part) for name in question.names
    )
    return named or bool(codes(part) or ordinals(part) or dates(part))


def is_of(part: str, first: str) -> bool:
    """Say whether a part is not understood without the first one."""
    return points_back(part) or whole(part, first) != part


def without_topic(part: str) -> str:
    """Give a part as it is asked of one short document; empty if it says too little by itself.

    A clause of the lease of a house does not say again which house.
    """
    bare = " ".join(_POINTS.sub("", part).split())
    own = [word for word in syllables(bare) if not says_nothing(word.form)]
    return bare if len(own) >= _LEAST else ""


def enough_beside(confidence: float, *, leans: bool) -> float:
    """Give the confidence from which the first part's document answers, and no other.

    A part that has a subject of its own may be of another: not for half of the confidence there.
    """
    return max(ENOUGH, confidence if leans else _SHARE * confidence)


def is_told_by(part: str, question: Question, passage: Passage) -> bool:
    """Say whether a passage says half of a part's own words, or others for them.

    A document that has nothing of the kind still has some hour, some sum.
    """
    asked = {term.syllable.folded for term in question.terms} & content_words(part)
    text = f"{passage.title}\n{passage.text}"
    said = {word.folded for word in syllables(text)} | said_otherwise(part, text)
    return 2 * len(asked & said) >= len(asked)


def told_of(first: str, text: str) -> bool:
    """Say whether a text says all words of what the first part is about.

    >>> told_of("Ai ký hợp đồng thuê nhà số 12?", "Hợp đồng thuê xe tải: tiền cọc")
    False
    """
    said = {word.folded for word in syllables(text)}
    return said.issuperset(content_words(thing_of(first)))


def is_headed_so(part: str, first: str, document: Document) -> bool:
    """Say whether a title has the word that a part begins with, and the first part has not.

    "Cầu dài bao nhiêu?" may be of the text on a bridge, whatever was asked about before.
    """
    own = [word for word in syllables(part) if not says_nothing(word.form)]
    return bool(own) and own[0].folded in content_words(document.title) - content_words(first)


def headed_by(first: str, documents: Iterable[Document]) -> frozenset[str]:
    """Give the one or two documents whose title says all that the first part is about."""
    found = [one.id for one in documents if told_of(first, one.title)]
    return frozenset(found if len(found) <= _MOST and content_words(thing_of(first)) else ())


def is_of_another(first: str, part: str, document: Document) -> bool:
    """Say whether a document is headed as what the first part is about, but as another one of them.

    "NỘI QUY KÝ TÚC XÁ SÔNG HỒ" is of another than "Ký túc xá phía Nam"; unless its title says what
    the part itself is about.
    """
    head = " ".join(word.form for word in syllables(thing_of(first))[:2])
    if " " not in head or in_a_row(head) not in in_a_row(document.title):
        return False
    own = content_words(part) - content_words(first)
    titled = {word.folded for word in syllables(document.title)}
    return not told_of(first, document.title) and not own & titled
