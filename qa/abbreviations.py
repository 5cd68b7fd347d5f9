"""Abbreviations in a question: what they stand for, in both directions."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from index.identifiers import codes
from index.lexical import LexicalIndex, Term
from index.text import (
    SYLLABLE,
    fold,
    is_spelled_right,
    replaced,
    syllables,
)

EXPANDED = 0.7
"""The trust of words that the expansion of an abbreviation added."""


@cache
def shipped_abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Read the list in qa/abbreviations.jsonl: abbreviation -> expansions."""
    path = Path(__file__).with_name("abbreviations.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["abbreviation"]: tuple(row["expansions"]) for row in rows}


def acronyms(text: str) -> list[str]:
    """Find short forms in capitals that nothing says the long form of: "EVFTA"."""
    if text.isupper():
        return []
    return [
        match[0]
        for match in _ACRONYM.finditer(text)
        if match[0] not in _CURRENCIES
        and not re.fullmatch(r"[IVXLC]+", match[0])
        and not is_spelled_right(fold(match[0]))
        and fold(match[0]) not in folded_abbreviations()
    ]


_ACRONYM = re.compile(r"(?<![\w/.&-])[A-ZĐ]{3,}(?![\w/.&-]*\w)")


_CURRENCIES = frozenset("USD VND VNĐ EUR".split())


def written_out(
    text: str, defined: Mapping[str, str], lexical: LexicalIndex, as_typed: Collection[str]
) -> tuple[str, tuple[Term, ...]]:
    """Write abbreviations out after themselves; give the text and the words added to the search.

    The other way round too: a question that says "Ủy ban nhân dân" also looks for "UBND".
    """
    changes = []
    added: list[Term] = []
    spans = [(code.start, code.end) for code in codes(text)]
    for match in re.finditer(r"(?<![\w/])[^\W\d_][\w&-]*(?![\w/])", text):
        inside_code = any(start <= match.start() < end for start, end in spans)
        kept = inside_code or match[0].lower() in as_typed
        expansion = "" if kept else _expansion(match[0], text, defined, lexical)
        if expansion:
            changes.append((match.start(), match.end(), f"{match[0]} ({expansion})"))
            added += [Term(word, EXPANDED) for word in syllables(expansion)]
    folded = f" {fold(text)} "
    for short, long in defined.items():
        if f" {fold(long)} " in folded:
            added += [Term(word, EXPANDED) for word in syllables(short)]
    for short, longs in shipped_abbreviations().items():
        if (
            len(short) > 2
            and short not in defined
            and f" {fold(longs[0])} " in folded
            and lexical.has(fold(short))
        ):
            added += [Term(word, EXPANDED) for word in syllables(short)]
    return replaced(text, changes), tuple(added)


def _expansion(word: str, text: str, defined: Mapping[str, str], lexical: LexicalIndex) -> str:
    """Give what an abbreviation stands for, or nothing when that is not sure."""
    if (SYLLABLE.fullmatch(fold(word)) and not word.isupper()) or text.isupper():
        return ""  # an ordinary word, or a question typed in capitals
    if word.upper() in defined:
        return defined[word.upper()]
    expansions = shipped_abbreviations().get(word) or folded_abbreviations().get(fold(word), ())
    # Several readings: the one whose words stand together in the documents.
    for expansion in expansions:
        words = [syllable.folded for syllable in syllables(expansion)]
        if all(lexical.has(f"{a} {b}") for a, b in itertools.pairwise(words)):
            return expansion
    return expansions[0] if len(expansions) == 1 and len(word) > 2 else ""


@cache
def folded_abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Give the shipped list by folded key, for what is typed in lower case: "ubnd"."""
    merged: dict[str, tuple[str, ...]] = {}
    for short, longs in shipped_abbreviations().items():
        merged[fold(short)] = (*merged.get(fold(short), ()), *longs)
    return merged
