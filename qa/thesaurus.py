"""What documents may say for the words of a question: "nghỉ đẻ", "nghỉ thai sản".

To look for, not to vouch: nine thousand words and phrases with what people and documents say for
them, `qa/thesaurus.txt`. Whether a sentence says what is asked is judged by `qa.synonyms`, a
hundred groups that stand for each other wherever they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from index.text import Syllable, syllables
from qa.question import Question
from qa.synonyms import groups

CLOSE, LOOSE = 1.0, 0.5  # how far a wording and a "~wording" are trusted to say the same


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words of a question that stand next to each other, and what may be said for them."""

    start: int
    """Which of the question's syllables is the first."""
    words: tuple[Syllable, ...]
    others: tuple[tuple[tuple[Syllable, ...], float], ...]
    """Each with how far it is trusted, CLOSE or LOOSE."""

    @property
    def end(self) -> int:
        """The syllable after the last."""
        return self.start + len(self.words)


@lru_cache(maxsize=64)
def reworded(question: str) -> tuple[Reworded, ...]:
    """Find the words of a question for which there are others, in their order; they may overlap.

    What is written with a capital is a name, but for the first word.

    >>> [[" ".join(w.form for w in other) for other, _ in one.others][0]
    ...     for one in reworded("Bao lâu sau khi nghỉ đẻ?") if len(one.words) > 1][-1]
    'nghỉ thai sản'
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
                cut = tuple((tuple(syllables(other)), trust) for other, trust in others.items())
                yield Reworded(start, tuple(words[part]), cut)


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


def said_by(ways: Sequence[Reworded], words: Sequence[Syllable]) -> list[Reworded]:
    """Keep of some wordings those that a text says."""
    row = _in_a_row(words)
    kept = []
    for one in ways:
        others = tuple(pair for pair in one.others if _in_a_row(pair[0]) in row)
        if others:
            kept.append(Reworded(one.start, one.words, others))
    return kept


def words_in(ways: Sequence[Reworded], words: Sequence[Syllable]) -> dict[str, float]:
    """Give the question's folded words that a text says otherwise, and how far that is trusted."""
    found: dict[str, float] = {}
    row = _in_a_row(words) if ways else ""
    for one in ways:
        trust = max((t for other, t in one.others if _in_a_row(other) in row), default=0.0)
        for word in one.words if trust else ():
            found[word.folded] = max(trust, found.get(word.folded, 0.0))
    return found


def _in_a_row(words: Sequence[Syllable]) -> str:
    return f" {' '.join([word.form for word in words])} "


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
