"""Keep the examples that a reader trained on human questions reads the same way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from index.text import syllables
from models.reader.made.example import Example

ENOUGH = 0.8  # F1 of the reader's span against the best reference
# Log odds above which a question meant to be unanswerable is taken for answered after all.
ANSWERED = 2.0
TOGETHER = 32


class _Span(Protocol):
    start: int
    end: int


class _Reading(Protocol):
    answerable: float
    spans: Sequence[_Span]


class Reads(Protocol):
    """A reader network: qa.network.ReaderNetwork."""

    def read(self, question: str, passages: Sequence[str]) -> Sequence[_Reading]:
        """Read a question in passages; spans best first."""


def kept(examples: Iterable[Example], reader: Reads) -> Iterator[Example]:
    """Give the examples that survive the round trip."""
    rest = iter(examples)
    while together := list(islice(rest, TOGETHER)):
        yield from (one for one in together if agrees(one, reader))


def agrees(example: Example, reader: Reads) -> bool:
    """Say whether the reader gives the same span, or does not find what must not be there."""
    (reading,) = reader.read(example.question, [example.context])
    if not example.answers:
        return reading.answerable < ANSWERED
    if not reading.spans:
        return False
    best = reading.spans[0]
    found = example.context[best.start : best.end]
    return any(overlap(found, example.context[a:b]) >= ENOUGH for a, b in example.answers)


def overlap(one: str, other: str) -> float:
    """Give the F1 of two answers by syllables.

    >>> overlap("vào năm 1945", "năm 1945")
    0.8
    """
    mine = Counter(word.form for word in syllables(one))
    yours = Counter(word.form for word in syllables(other))
    shared = (mine & yours).total()
    return 2 * shared / (mine.total() + yours.total()) if shared else 0.0
