"""What people ask in everyday words and documents tell in others: "làm xong", "hoàn thành"."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from index.text import canonical, fold
from qa.limits import said_by_limits


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Words of a question, folded, and what may stand for them in a document."""

    words: tuple[str, ...]
    forms: re.Pattern[str]


@cache
def groups() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Read the list in qa/synonyms.jsonl: phrases that stand for each other, a line a group.

    A line of two groups has what is asked first, and what may stand for it in a document: what
    asks for "bao nhiêu tiền" may be told by "học phí", but "học phí" is no other word for "lệ phí".
    """
    lines = Path(__file__).with_name("synonyms.jsonl").read_text(encoding="utf-8").splitlines()
    groups = [json.loads(line) for line in lines]
    return tuple(
        (tuple(group["asked"]), tuple(group["told"]))
        if isinstance(group, dict)
        else (tuple(group), tuple(group))
        for group in groups
    )


@lru_cache(maxsize=64)
def otherwise(question: str) -> tuple[Otherwise, ...]:
    """Find the words of a question that documents may have others for."""
    asked = canonical(question).lower()
    return tuple(
        Otherwise(tuple(fold(phrase).split()), _any_of([one for one in told if one != phrase]))
        for group, told in groups()
        for phrase in group
        if re.search(rf"(?<!\w){phrase}(?!\w)", asked)
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


def said_otherwise(question: str, text: str) -> frozenset[str]:
    """Give the folded words of a question that a text says in others.

    >>> sorted(said_otherwise("Bao giờ làm xong cầu?", "Cầu hoàn thành tháng 3."))
    ['xong']
    """
    ways = otherwise(question)
    said = canonical(text).lower() if ways else ""
    words = frozenset(word for way in ways if way.forms.search(said) for word in way.words)
    return words | said_by_limits(question, text)


def is_called_otherwise(name: str, text: str) -> bool:
    """Say whether a text has another word for what looks like a name: "thư điện tử", "Email"."""
    words = tuple(fold(name).split())
    said = canonical(text).lower()
    return any(way.words == words and way.forms.search(said) for way in otherwise(name))


@lru_cache(maxsize=64)
def restated(question: str) -> tuple[str, ...]:
    """Give a question in lower case with each phrase that documents have others for as they do.

    >>> restated("Người mua là ai?")
    ('bên mua là ai?',)
    """
    asked = canonical(question).lower()
    return tuple(
        asked[: match.start()] + other + asked[match.end() :]
        for group, told in groups()
        if group == told
        for phrase in group
        if (match := re.search(rf"(?<!\w){phrase}(?!\w)", asked))
        for other in group
        if other != phrase
    )
