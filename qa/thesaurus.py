"""What documents may say for the words of a question: "nghỉ đẻ", "nghỉ thai sản".

To look for, not to vouch: nine thousand words and phrases with what people and documents say for
them, `qa/thesaurus.txt`. Whether a sentence says what is asked is judged by `qa.synonyms`, a
hundred groups that stand for each other wherever they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from index.text import Syllable, syllables
from qa.question import Question
from qa.synonyms import groups

CLOSE, LOOSE = 1.0, 0.5  # how far a wording and a "~wording" are trusted to say the same


class Wording(NamedTuple):
    """What may be said instead."""

    words: tuple[Syllable, ...]
    trust: float
    """How far it says the same, CLOSE or LOOSE."""
    row: str
    """As `index.text.forms_in_a_row` writes it."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words of a question that stand next to each other, and what may be said for them."""

    start: int
    """Which of the question's syllables is the first."""
    words: tuple[Syllable, ...]
    others: tuple[Wording, ...]

    @property
    def end(self) -> int:
        """The syllable after the last."""
        return self.start + len(self.words)


@lru_cache(maxsize=64)
def reworded(question: str) -> tuple[Reworded, ...]:
    """Find the words of a question for which there are others, in their order; they may overlap.

    What is written with a capital is a name, but for the first word.

    >>> [one.others[0].row for one in reworded("Nghỉ đẻ bao lâu?")][:2]
    [' nghỉ thai sản ', ' nghỉ ngơi ']
    """
    return tuple(_reworded(question))


def _reworded(question: str) -> Iterator[Reworded]:
    known, longest = _wordings()
    text = question.lower() if question.isupper() else question
    words = syllables(text)
    plain = [not place or not text[word.start].isupper() for place, word in enumerate(words)]
    for start in range(len(words)):
        for length in range(min(longest, len(words) - start), 0, -1):
            part = slice(start, start + length)
            others = known.get(" ".join(word.form for word in words[part]))
            if others and all(plain[part]):
                cut = (
                    Wording(tuple(syllables(other)), trust, f" {other} ")
                    for other, trust in others.items()
                )
                yield Reworded(start, tuple(words[part]), tuple(cut))


def looked_for(question: Question) -> tuple[Reworded, ...]:
    """Find what may be said for the words that a question looks for, not for those that ask."""
    if not question.is_vietnamese:
        return ()
    asked = {term.syllable.form for term in question.terms}
    return tuple(
        one
        for one in reworded(question.spelled)
        if any(word.form in asked for word in one.words)  # else "bao nhiêu", "là gì"
    )


def said_by(ways: Sequence[Reworded], row: str) -> list[Reworded]:
    """Keep of some wordings those that a text says, its words in a row with their tones."""
    kept = []
    for one in ways:
        others = tuple(other for other in one.others if other.row in row)
        if others:
            kept.append(replace(one, others=others))
    return kept


def words_in(ways: Sequence[Reworded], row: str) -> dict[str, float]:
    """Give the question's folded words that a text says otherwise, and how far that is trusted."""
    found: dict[str, float] = {}
    for one in said_by(ways, row):
        trust = max(other.trust for other in one.others)
        for word in one.words:
            found[word.folded] = max(trust, found.get(word.folded, 0.0))
    return found


@cache
def _wordings() -> tuple[Mapping[str, Mapping[str, float]], int]:
    """Read the list: phrases with what may be said for each, and the syllables of the longest.

    A line is "phrase = wording; wording; ~wording", in lower case, in canonical form; a word with ~
    says the same only now and then. It is read both ways, and so are the groups of `qa.synonyms`.
    """
    known: dict[str, dict[str, float]] = defaultdict(dict)
    text = Path(__file__).with_name("thesaurus.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        phrase, _, wordings = line.partition(" = ")
        for wording in wordings.split("; "):
            other, trust = (wording[1:], LOOSE) if wording[0] == "~" else (wording, CLOSE)
            for one, another in ((phrase, other), (other, phrase)):
                known[one][another] = max(trust, known[one].get(another, 0.0))
    for asked, told in groups():
        for phrase in asked:
            known[phrase] |= dict.fromkeys((other for other in told if other != phrase), CLOSE)
    return dict(known), max(phrase.count(" ") for phrase in known) + 1
