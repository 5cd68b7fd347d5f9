"""What a question and the head of a document name: all of that document is of it, unsaid.

"Tiền cọc nhà 46 Hồ Tùng Mậu là bao nhiêu?" is asked of the lease whose preamble has the address,
and answered by a clause that has not. Of that lease it is "Tiền cọc nhà là bao nhiêu?".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from index.document import Document
from index.identifiers import is_of_a_family
from index.store import Index
from index.text import canonical, in_a_row, syllables
from qa.question import Question

_HEAD = 1500  # characters of a document that say whose and where it is
# "Hà Nội, ngày 5 tháng 3 năm 2024" is where it was signed, not what it is about.
DATELINE = re.compile(
    r"(?m)^[^\n,]{2,40},\s*ngày\s[^\n]{1,12}tháng\s[^\n]{1,12}năm[^\n]{0,8}$", re.IGNORECASE
)
# Confidence from which such an answer is given: it was refused when the name had to be there too.
ENOUGH = 0.2
_LEAST = 2  # words that a question must have beside the name
_MOST = 2  # documents with it in their heads: what more have is no name of one of them
_SHARED = 3  # one in so many documents may be named at once, to look for
_LOOKED_AT = 500  # passages with a name, to see whose head has it


def heads_of(question: Question, document: Document) -> list[str]:
    """Give the places and bodies of a question that a document's head names.

    Not people: who heads a list did not say all that is in it. Nor a city that it was signed in.
    """
    named = [
        name
        for name in question.names
        if not is_of_a_family(name.split()) or is_an_address(question.spelled, name)
    ]
    if not named:
        return []
    return [
        name
        for name in named
        if _is_in_the_head(name, document) and _has_the_number(question.spelled, name, document)
    ]


def in_heads(question: Question, index: Index) -> dict[str, frozenset[str]]:
    """Give the names of a question that heads of documents say, each with these documents.

    People are among them, and names of one word: to look for, not to vouch. What the heads of many
    say tells none from the others.
    """
    found = {}
    most = max(_MOST, len(index.documents) // _SHARED)
    for name in question.names:
        said = index.lexical.saying(syllables(name))[:_LOOKED_AT]
        near = {index.passages[row].document_id for row in said}
        of = frozenset(id_ for id_ in near if _is_in_the_head(name, index.document(id_)))
        if 0 < len(of) <= most:
            found[name] = of
    return found


def _is_in_the_head(name: str, document: Document) -> bool:
    """Say whether a head has a name: one of a single word with its tones and its capital."""
    row, text = _head(document)
    if " " in name:
        return in_a_row(name) in row
    return bool(re.search(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())})(?!\w)", text))


def _head(document: Document) -> tuple[str, str]:
    """Give a head in folded words and as it is written, without the line that dates it."""
    return _read(f"{document.title}\n{document.text[:_HEAD]}")


@lru_cache(maxsize=1024)
def _read(head: str) -> tuple[str, str]:
    text = canonical(DATELINE.sub("", head))
    return in_a_row(text), text


class OfOne(NamedTuple):
    """A question as it is asked of the documents that it names."""

    text: str
    """Without their names."""
    names: tuple[str, ...]
    documents: frozenset[str]

    def is_told_by(self, passage: str) -> bool:
        """Say whether a passage may answer: one with the name was read for the whole question.

        Nor does one with a name that shares a word: "Eleanor Roosevelt" is not Franklin.
        """
        own = {word.folded for name in self.names for word in syllables(name)}
        return not any(
            word.folded in own and passage[word.start].isupper() for word in syllables(passage)
        )


def asked_of_one(question: Question, documents: Iterable[Document]) -> OfOne | None:
    """Give a question without what it names one document by, or two; None if it names none."""
    by_names: dict[tuple[str, ...], set[str]] = {}
    for document in documents:
        # A name of one word may be any word.
        if heads := [name for name in heads_of(question, document) if " " in name]:
            by_names.setdefault(tuple(heads), set()).add(document.id)
    if not by_names:
        return None
    names = max(by_names, key=len)
    text = without(names, question.spelled)
    left = {word.folded for word in syllables(text)}
    own = [term for term in question.terms if term.syllable.folded in left]
    if len(own) < _LEAST or len(by_names[names]) > _MOST:
        return None
    return OfOne(text, names, frozenset(by_names[names]))


def without(names: Iterable[str], text: str) -> str:
    """Leave names out of a question, with their prepositions.

    >>> without(["Khe Lim"], "Giám đốc của Khe Lim là ai?")
    'Giám đốc là ai?'
    """
    for name in names:
        text = re.sub(_CALLED.format(re.escape(name)), " ", text, count=1, flags=re.IGNORECASE)
    return " ".join(re.sub(r"\s+([,?.!])", r"\1", text).split())


# The name with its preposition, or with its number: "ở Tân An", "nhà [số 46 đường Hồ Tùng Mậu]".
_CALLED = (
    r"(?:(?<!\w)(?:ở|tại|của|thuộc|trong) )?"
    r"(?:(?:số )?\d[\w/-]* )?(?:(?<!\w)(?:đường|phố) )?(?<!\w){}(?!\w)"
)


def is_an_address(text: str, name: str) -> bool:
    """Say whether a street that has a person's name is meant: "nhà số 46 Hồ Tùng Mậu".

    >>> is_an_address("Ai thuê nhà 46 Hồ Tùng Mậu?", "Hồ Tùng Mậu")
    True
    >>> is_an_address("Ông Hồ Tùng Mậu sinh năm nào?", "Hồ Tùng Mậu")
    False
    """
    return bool(re.search(_ADDRESS + re.escape(name), text, re.IGNORECASE))


_ADDRESS = r"(?<!\w)(?:(?:đường|phố)|(?:nhà|số|ngõ|hẻm)(?: số)? \d[\w/-]*(?: đường| phố)?) "


def _has_the_number(text: str, name: str, document: Document) -> bool:
    """Say whether the number of a house, if one is asked for, stands before its street there."""
    asked = re.search(_NUMBER + re.escape(name), text, re.IGNORECASE)
    if asked is None:
        return True
    head, _ = _head(document)
    number, street = (re.escape(in_a_row(one).strip()) for one in (asked["number"], name))
    return bool(re.search(rf"(?<!\w){number}(?: duong| pho)? {street}(?!\w)", head))


_NUMBER = r"(?:số )?(?P<number>\d[\w/-]*) (?:(?:đường|phố) )?"
