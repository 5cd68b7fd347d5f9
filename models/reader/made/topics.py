"""What an article is about: its name as it is written, whether it is a person, of which class."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.reader.made.names import CLASSES


@dataclass(frozen=True, slots=True)
class Topic:
    """What all passages of an article are about."""

    name: str
    """As the article writes it; titles are kept in lower case. Empty when it is never written."""
    person: bool
    classes: frozenset[str]
    """What it calls itself: "loài", "thành phố"; for "loài này"."""


NOBODY = Topic("", False, frozenset())
_HE = re.compile(r"(?<!\w)(?:Ông|Bà|ông|bà)(?!\w)")
_THIS = re.compile(r"(?<!\w)([^\W\d_]+(?: [^\W\d_]+)?) này(?!\w)")


def topic_of(title: str, texts: Sequence[str]) -> Topic:
    """Learn one topic.

    >>> topic_of("sông cầu", ["Trên sông Cầu có thuyền.", "Sông Cầu là một con sông dài."])
    Topic(name='sông Cầu', person=False, classes=frozenset({'sông', 'con sông'}))
    """
    name = _as_written(title, texts)
    if not name:
        return NOBODY
    joined = " ".join(texts)
    pronouns = len(_HE.findall(joined))
    syllables = re.sub(r"\s*\(.*", "", name).split()
    capital = all(word[0].isupper() for word in syllables)
    person = capital and 1 < len(syllables) < 6 and pronouns >= max(2, len(texts) // 2)
    low = name.lower()
    is_a = re.compile(
        rf"(?i:{re.escape(name)})[^.]{{0,60}}? là (?:một |tên một )?([^\W\d_]+(?: [^\W\d_]+)?)"
    )
    said = [match[1] for match in is_a.finditer(joined)]
    called = {kind for kind in CLASSES if low.startswith(f"{kind} ")}
    for phrase in said:
        called |= {kind for kind in CLASSES if phrase == kind or phrase.startswith(f"{kind} ")}
    return Topic(name, person, frozenset(called))


def _as_written(title: str, texts: Sequence[str]) -> str:
    """Find the title in the texts, as it is written inside of sentences."""
    plain = re.sub(r"\s*\([^)]*\)\s*$", "", title)
    if not plain:
        return ""
    inside: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for text in texts:
        lower = text.lower()
        if len(lower) != len(text):  # "İ" has two letters in lower case
            continue
        at = lower.find(plain)
        while at >= 0:
            end = at + len(plain)
            whole = not lower[max(0, at - 1) : at].isalnum() and not lower[end : end + 1].isalnum()
            before = text[max(0, at - 3) : at].rstrip()
            if whole:
                opens = not before or before[-1] in '.!?:"“'
                (first if opens else inside)[text[at:end]] += 1
            at = lower.find(plain, end)
    found = inside or first
    return found.most_common(1)[0][0] if found else ""
