"""Are the right words read, when the paragraph that answers is given? Exact match, F1, sentence.

Words are compared as SQuAD does it, with Vietnamese rules: canonical form (NFC, one place for each
tone mark, one kind of quotes), lower case, punctuation left out, cut into syllables; there are no
articles to leave out. The best of several reference answers counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from eval.metrics import area_under_curve, interval, interval_of
from eval.questions import CollectionPassage, ReadingQuestion, as_typed
from eval.retrieval import collection_index
from index.build import Progress
from index.document import Hit
from index.encoder import Encoder
from index.errors import QuestionError
from index.store import Index
from index.text import canonical, syllables
from index.tones import ToneRestorer
from qa import reader
from qa.compose import answering_place
from qa.ground import confidence_of
from qa.network import ReaderNetwork, open_network
from qa.question import understand

# What a passage scores among its rivals when it is found first: here it has none.
GIVEN = 3.0


@dataclass(frozen=True, slots=True)
class Read:
    """How one question was read."""

    answerable: bool
    exact: float
    f1: float
    sentence: float
    """1 if the best sentence holds half of a reference answer or more."""
    confidence: float
    network: float | None
    """Log odds that the paragraph answers, by the reader network; None without it."""


@dataclass(frozen=True, slots=True)
class Slice:
    """How all questions of one form were read."""

    form: str
    read: tuple[Read, ...]

    def summary(self) -> dict[str, Any]:
        """Give means over the answerable, areas under the curve over all, with 95 % intervals."""
        there = [one for one in self.read if one.answerable]
        found: dict[str, Any] = {"questions": len(self.read), "answerable": len(there)}
        for name in ("exact", "f1", "sentence"):
            values = [float(getattr(one, name)) for one in there]
            found[name] = round(fmean(values), 4) if values else 0.0
            found[f"{name}_interval"] = [round(bound, 4) for bound in interval(values)]
        if len(there) < len(self.read):
            found |= self._area("answerability_auc", [one.confidence for one in self.read])
            network = [one.network for one in self.read if one.network is not None]
            if len(network) == len(self.read):
                found |= self._area("network_auc", network)
        return found

    def _area(self, name: str, scores: Sequence[float]) -> dict[str, Any]:
        labels = [one.answerable for one in self.read]

        def area(places: Sequence[int]) -> float:
            return area_under_curve([scores[at] for at in places], [labels[at] for at in places])

        bounds = interval_of(area, len(scores))
        return {
            name: round(area(range(len(scores))), 4),
            f"{name}_interval": [round(bound, 4) for bound in bounds],
        }


def evaluate(
    questions: Sequence[ReadingQuestion],
    *,
    encoder: Encoder,
    restorer: ToneRestorer,
    forms: Sequence[str],
    cache: Path,
    progress: Progress | None = None,
) -> list[Slice]:
    """Read every question's own paragraph, as typed in each form."""
    contexts = {question.passage_id: question.context for question in questions}
    passages = [CollectionPassage(name, "", text) for name, text in contexts.items()]
    index = collection_index(passages, encoder, cache, progress)
    network = open_network()
    given: dict[str, list[Hit]] = {}
    for passage in index.passages:
        given.setdefault(passage.document_id, []).append(Hit(passage, GIVEN))
    return [
        Slice(
            form,
            tuple(
                read(question, given[question.passage_id], index, encoder, restorer, network)
                for question in as_typed(questions, form)
            ),
        )
        for form in forms
    ]


def read(
    asked: ReadingQuestion,
    hits: Sequence[Hit],
    index: Index,
    encoder: Encoder,
    restorer: ToneRestorer,
    network: ReaderNetwork | None,
) -> Read:
    """Read one question's paragraph; a question that cannot be asked is read wrongly."""
    missed = Read(bool(asked.answers), 0.0, 0.0, 0.0, 0.0, None)
    try:
        question = understand(asked.text, restorer=restorer, lexical=index.lexical)
    except QuestionError:
        return missed
    spans = reader.read(question, hits, index=index, encoder=encoder, network=network)
    if not spans:
        return missed
    best = spans[0]
    document = index.document(best.hit.passage.document_id)
    start, end = answering_place(question, best, document)
    said = document.text[start:end]
    return Read(
        answerable=bool(asked.answers),
        exact=max((exact(said, reference) for reference in asked.references), default=0.0),
        f1=max((f1(said, reference) for reference in asked.references), default=0.0),
        sentence=float(any(holds(best.start, best.end, *place) for place in asked.answers)),
        confidence=confidence_of(question, spans, index=index, encoder=encoder),
        network=None if best.highlight is None else best.answerable,
    )


def holds(start: int, end: int, answer_start: int, answer_end: int) -> bool:
    """Say whether a stretch holds half of an answer or more."""
    return 2 * (min(end, answer_end) - max(start, answer_start)) >= answer_end - answer_start


def words(text: str) -> list[str]:
    """Give the words that are compared.

    >>> words("Ngày 10-4-2013, “Hoà”.") == words("ngày 10-4-2013 hòa")
    True
    """
    return [syllable.form for syllable in syllables(canonical(text))]


def exact(said: str, reference: str) -> float:
    """Give 1 when both have the same words in the same order."""
    return float(words(said) == words(reference))


def f1(said: str, reference: str) -> float:
    """Give the harmonic mean of precision and recall of the words said, with their counts.

    >>> round(f1("ngày 10 tháng 4", "10 tháng 4 năm 2013"), 4)  # 3 of 4 right, 3 of 5 found
    0.6667
    """
    left, right = Counter(words(said)), Counter(words(reference))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0
