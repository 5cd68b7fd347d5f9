"""Questions offered where one is refused: near it, and answered, for each is asked before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index.document import Hit
from index.text import sentences
from qa.asking import content_words, says_nothing
from qa.made import questions_of
from qa.question import Question
from qa.reader import identified
from qa.whynot import named_first, names_in, nearest_code

OFFERED = 2
_TRIED = 3  # each is asked in full, which takes as long as any question
_NEAREST = 3  # hits that questions are made from
_NEAR = 0.3  # share of the refused question's words that a made one must have


def rephrasings(
    question: Question,
    hits: Sequence[Hit],
    *,
    is_answered: Callable[[str], bool],
    most: int = OFFERED,
) -> tuple[str, ...]:
    """Find questions near a refused one that are answered: each is asked before it is given.

    First the question itself with the nearest identifier that the documents have, or without those
    that they lack; then what the nearest paragraphs answer with the same words.
    """
    hits = named_first(question, hits)
    candidates = [*_mended(question, hits), *_beside(question, hits)] if most else []
    found: list[str] = []
    for text in list(dict.fromkeys(candidates))[:_TRIED]:
        if len(found) < most and is_answered(text):
            found.append(text)
    return tuple(found)


def _mended(question: Question, hits: Sequence[Hit]) -> Iterator[str]:
    """Give the question with another code, or without the identifiers that no hit mentions."""
    everywhere = "\n".join(f"{hit.passage.title}\n{hit.passage.text}" for hit in hits)
    text = question.spelled
    absent = [
        one
        for one, there in identified(question, everywhere)
        if not there and not isinstance(one, str)
    ]
    if not absent:
        return
    code = nearest_code(question, everywhere)
    lacking = [one for one in question.codes if one in absent]
    if code and lacking:
        yield _with_code(text, lacking[0].start, lacking[0].end, code)
        return  # without any code it would ask of no document in particular
    for one in sorted(absent, key=lambda one: -one.start):
        before = _LEADING_IN.sub("", text[: one.start])
        after = text[one.end :].lstrip()
        text = f"{before} {after}" if before else re.sub(r"^(?:của|trong|tại|ở) ", "", after)
    text = re.sub(r"\s+([?.,])", r"\1", text).strip()
    if len(content_words(text)) > 1:
        yield text[:1].upper() + text[1:]


def _with_code(text: str, start: int, end: int, code: str) -> str:
    """Put another code in a place of a question; the kind of document is named once.

    >>> _with_code("Quyết định 46/QĐ-TTg nói gì?", 11, 20, "Quyết định số 45/QĐ-TTg")
    'Quyết định số 45/QĐ-TTg nói gì?'
    >>> _with_code("Quyết định 46 nói gì?", 0, 13, "45/QĐ-TTg")
    'Quyết định 45/QĐ-TTg nói gì?'
    """
    before = text[:start]
    kind = re.match(r"[^\W\d]+(?: [^\W\d]+)*", code)
    if kind:
        words = next(
            (name for name in _heads(kind[0]) if before.lower().endswith(f"{name.lower()} ")), ""
        )
        before = before[: len(before) - len(words) - 1] if words else before
    else:
        named = re.match(r"\D*", text[start:end])
        before += named[0] if named else ""
    return before + code + text[end:]


def _heads(words: str) -> list[str]:
    """Give the beginnings of a run of words, the longest first."""
    parts = words.split()
    return [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]


_LEADING_IN = re.compile(
    r"(?:\s+(?:của|trong|theo|tại|vào|từ|ở|về|số|ngày|tháng|năm|thời điểm))*\s*$", re.IGNORECASE
)


def _beside(question: Question, hits: Sequence[Hit]) -> list[str]:
    """Make questions from the nearest paragraphs, those nearest to the one asked first."""
    words = [term.syllable for term in question.terms]
    asked = {word.folded for word in words if not says_nothing(word.form)}
    if not asked:
        return []
    named = bool(question.names or question.quotes)
    near = []
    for hit in hits[:_NEAREST]:
        if named and not names_in(question, hit):
            continue  # what it tells is of somebody else
        text = hit.passage.text
        for start, end in sentences(text):
            for made in questions_of(text[start:end]):
                shared = len(asked & content_words(made.text)) / len(asked)
                if shared >= _NEAR:
                    near.append((shared, made.text))
    return [text for _, text in sorted(near, key=lambda pair: -pair[0])]
