"""Which way a reason goes: "vì A nên B" and "A khiến B" tell why B, and not why A."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text import canonical
from qa.asking import content_words
from qa.question import Question

# Of the words of a cause, the share that is the question's own where it only repeats what is asked.
_REPEATED = 0.7
_LEAST = 2  # words of what is asked that a cause repeats, and that an effect has of its own

_EFFECT = r"(?:khiến|làm cho|dẫn đến|dẫn tới|gây ra)(?!\w)"
_BECAUSE = re.compile(
    r"(?<!\w)(?<!tự )(?:vì|do|bởi|nhờ)(?: vì)?(?!\w)(?! (?:vậy|thế|đó|lẽ đó)(?!\w))"
    rf"(?P<cause>.*?)(?=[,;.]|(?<!\w)(?:nên|mà|vì|do|bởi|nhờ)(?!\w)|(?<!\w){_EFFECT}|$)"
)
_BEFORE_ITS_EFFECT = re.compile(
    rf"(?:^|[,;.] )(?P<cause>[^,;.]+?) (?:đã |sẽ |có thể |thường )?{_EFFECT}"
)
# What tells a reason in other words is not judged by these.
_OTHERWISE = re.compile(
    r"(?<!\w)(?:nhằm|để|lý do|lí do|nguyên nhân|xuất phát|căn cứ|bối cảnh)(?!\w)"
)


def tells_only_the_effect(question: Question, text: str) -> bool:
    """Say whether a sentence has what is asked why only as the cause of something else.

    "Chính vì cứ mưa lớn là ngập khiến người dân ngán ngẩm" tells nothing of why it is flooded: what
    stands behind "vì", or before "khiến", only repeats the question, and the rest says none of it.
    """
    said = canonical(text).lower()
    if _OTHERWISE.search(said):
        return False
    asked = _content(question.spelled.lower())
    causes = list(_causes(said))
    return bool(causes) and all(_only_repeats(asked, *one) for one in causes)


def _causes(said: str) -> Iterator[tuple[str, str]]:
    """Give every cause that a sentence tells, each with the rest of the sentence."""
    because = list(_BECAUSE.finditer(said))
    for match in because or _BEFORE_ITS_EFFECT.finditer(said):
        start, end = match.span("cause")
        yield said[start:end], f"{said[:start]} {said[end:]}"


def _only_repeats(asked: set[str], cause: str, rest: str) -> bool:
    said, effect = _content(cause), _content(rest)
    repeats = len(said & asked) >= max(_LEAST, _REPEATED * len(said))
    return repeats and len(effect) >= _LEAST and not effect & asked


def _content(text: str) -> set[str]:
    return content_words(canonical(text)) - _OF_REASON


_OF_REASON = frozenset("chinh khien dan gay cho".split())
