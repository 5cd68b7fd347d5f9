"""Questions that look answered and are not: a detail changed, or the fact taken out."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.identifiers import proper_names
from index.text import syllables
from models.reader.made.names import CLASSES, TITLES, is_land, is_native_person


@dataclass(frozen=True, slots=True)
class Named:
    """A name that may be put into other questions, and the class or title before it."""

    head: str
    name: str


_YEAR = re.compile(r"(?<=năm )(?:1[0-9]|20)\d\d(?!\d)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,/-])\d{1,3}(?:[.,]\d{3})*(?![\d.,/-])")
SHORTEST_CONTEXT = 45  # words; less than a context elsewhere, for a sentence is taken out


def changed(
    question: str, context: str, names: Sequence[Named], chance: random.Random
) -> str | None:
    """Put another year, number or name in; None when there is nothing to change.

    What is put in must not stand in the context, and what it replaces must: the rest of the
    question still fits the passage, and only the detail shows that it is not answered.

    >>> text = "Năm 1962, đội bóng vô địch. Năm 1970 đội giải thể."
    >>> changed("Đội bóng làm gì vào năm 1962?", text, (), random.Random(0))
    'Đội bóng làm gì vào năm 1969?'
    """
    ways = [_other_year, _other_number, _other_name]
    chance.shuffle(ways)
    for way in ways:
        found = way(question, context, names, chance)
        if found:
            return found
    return None


def _other_year(
    question: str, context: str, names: Sequence[Named], chance: random.Random
) -> str | None:
    match = _YEAR.search(question)
    if match is None or match[0] not in context:
        return None
    for _ in range(8):
        other = str(int(match[0]) + chance.choice((-1, 1)) * chance.randint(1, 12))
        if other not in context and int(other) <= 2025:
            return question[: match.start()] + other + question[match.end() :]
    return None


def _other_number(
    question: str, context: str, names: Sequence[Named], chance: random.Random
) -> str | None:
    places = [
        match
        for match in _NUMBER.finditer(question)
        if match[0] in context
        and not re.search(r"(?:ngày|tháng|năm|/)\s*$", question[: match.start()].lower())
    ]
    if not places:
        return None
    match = chance.choice(places)
    first = int(match[0][0])  # "62" becomes "72", "9.500" becomes "8.500"
    step = chance.choice((-2, -1, 1, 2))
    other = str(first + step if 0 < first + step < 10 else first - step) + match[0][1:]
    if other == match[0] or re.search(rf"(?<!\d){re.escape(other)}(?!\d)", context):
        return None
    return question[: match.start()] + other + question[match.end() :]


def _other_name(
    question: str, context: str, names: Sequence[Named], chance: random.Random
) -> str | None:
    inside = [
        (a, b)
        for a, b in proper_names(question)
        if question[a:b] in context and not _is_part(question, a)
    ]
    if not inside:
        return None
    start, end = chance.choice(inside)
    mine = question[start:end]
    head = before(question, start)
    alike = [name.name for name in names if _alike(head, mine, name) and name.name not in context]
    if not alike:
        return None
    other = chance.choice(alike)
    if other in mine or mine in other:
        return None
    return question[:start] + other + question[end:]


def _is_part(question: str, start: int) -> bool:
    """Say whether a name is the end of a longer one: "ĐH Hà Nội"."""
    words = question[:start].split()
    return bool(words) and words[-1][0].isupper() and words[-1].lower() not in TITLES


def _alike(head: str, mine: str, other: Named) -> bool:
    """Say whether two names are of one sort: after the same class or title, people, or lands."""
    people = is_native_person(mine) and is_native_person(other.name)
    lands = is_land(mine) and is_land(other.name)
    return people or lands or (head in CLASSES and head == other.head)


def before(text: str, start: int) -> str:
    """Give the class or title that stands before a name: "công ty", "ông"; "" when none does."""
    words = text[:start].lower().split()
    for length in (3, 2, 1):
        head = " ".join(words[-length:])
        if head in CLASSES | TITLES:
            return head
    return ""


def names_of(text: str) -> list[Named]:
    """Give the names of a text with what stands before each.

    >>> names_of("Năm đó ông Lê Văn Nam về Hà Nội.")
    [Named(head='ông', name='Lê Văn Nam'), Named(head='', name='Hà Nội')]
    """
    return [Named(before(text, a), text[a:b]) for a, b in proper_names(text)]


def removed(
    question: str, context: str, sentence: tuple[int, int], answers: Sequence[tuple[int, int]]
) -> str | None:
    """Take the sentence that answers out of the context; None when too little is left.

    What is left must still speak of what the question names, and not hold the answer.
    """
    start, end = sentence
    rest = f"{context[:start].rstrip()} {context[end:].lstrip()}".strip()
    if len(rest.split()) < SHORTEST_CONTEXT or _told(rest, context, answers):
        return None
    return rest if is_about(question, rest) else None


def elsewhere(
    question: str, context: str, answers: Sequence[tuple[int, int]], others: Sequence[str]
) -> str | None:
    """Find another passage of the same article that speaks of the same and does not answer."""
    fit = [
        text
        for text in others
        if text != context and not _told(text, context, answers) and is_about(question, text)
    ]
    words = content(question)
    return max(fit, key=lambda text: len(words & content(text)), default=None)


def _told(text: str, context: str, answers: Sequence[tuple[int, int]]) -> bool:
    low = text.lower()
    return any(context[a:b].lower() in low for a, b in answers)


def is_about(question: str, text: str) -> bool:
    """Say whether a text speaks of what a question names, or of half of its words."""
    words = content(question)
    named = {question[a:b] for a, b in proper_names(question)}
    shared = len(words & content(text))
    return (any(name in text for name in named) and shared >= 3) or 2 * shared > len(words)


def content(text: str) -> set[str]:
    """Give the longer syllables of a text, in lower case."""
    return {word.form for word in syllables(text) if len(word.form) > 2}
