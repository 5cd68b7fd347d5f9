"""Is the right passage found? Runs every search leg on the same questions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from eval.metrics import interval, ndcg_at, recall_at, reciprocal_rank
from eval.questions import CollectionPassage, RetrievalQuestion, as_typed
from index.build import Progress
from index.document import Document, Hit, Paragraph
from index.encoder import Encoder
from index.errors import IndexUnusableError
from index.passages import passages_of
from index.store import Index, text_to_embed
from index.text import canonical
from index.tones import ToneRestorer
from qa.question import understand
from qa.retrieve import LEGS, search

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Leg:
    """How one leg did: each measure's values, one a question in their order."""

    form: str
    name: str
    values: dict[str, list[float]]

    def means(self) -> dict[str, float]:
        """Give the mean of every measure."""
        return {name: round(fmean(values), 4) for name, values in self.values.items()}

    def intervals(self) -> dict[str, tuple[float, float]]:
        """Give the 95 % bootstrap interval of every mean."""
        return {name: interval(values) for name, values in self.values.items()}


def evaluate(
    passages: Sequence[CollectionPassage],
    questions: Sequence[RetrievalQuestion],
    *,
    encoder: Encoder,
    restorer: ToneRestorer,
    forms: Sequence[str],
    cache: Path,
    progress: Progress | None = None,
) -> list[Leg]:
    """Score dense, lexical and hybrid search; a question without hits scores 0, it stays."""
    index = collection_index(passages, encoder, cache, progress)
    legs = []
    for form in forms:
        values: dict[str, dict[str, list[float]]] = {name: {} for name in LEGS}
        for question in as_typed(questions, form):
            asked = understand(
                question.text, restorer=restorer, lexical=index.lexical, defined=index.abbreviations
            )
            for name in LEGS:
                hits = search(asked, index=index, encoder=encoder, k=4 * DEPTH, leg=name)
                for measure, value in _measures(hits, question.passage_ids).items():
                    values[name].setdefault(measure, []).append(value)
        legs += [Leg(form, name, values[name]) for name in LEGS]
    return legs


def _measures(hits: Sequence[Hit], gold: frozenset[str]) -> dict[str, float]:
    """Score one ranking of documents; a document counts where its best passage stands."""
    ranked = list(dict.fromkeys(hit.passage.document_id for hit in hits))[:DEPTH]
    found = [frozenset({0}) if one in gold else frozenset[int]() for one in ranked]
    return {
        "recall@1": recall_at(found, 1, 1),
        "recall@5": recall_at(found, 1, 5),
        "recall@10": recall_at(found, 1, 10),
        "mrr": reciprocal_rank(found),
        "ndcg@10": ndcg_at(found, 1),
    }


def collection_index(
    passages: Sequence[CollectionPassage], encoder: Encoder, cache: Path, progress: Progress | None
) -> Index:
    """Index the collection, or load it when the same one was indexed before."""
    key = hashlib.sha256(encoder.fingerprint.encode())
    for passage in passages:
        key.update(repr((passage.id, passage.title, passage.text)).encode())
    directory = cache / key.hexdigest()[:16]
    try:
        return Index.load(directory, encoder)
    except IndexUnusableError:
        pass
    documents = [
        Document(
            id=passage.id,
            title=passage.title,
            source=passage.id,
            sha256=hashlib.sha256(passage.text.encode()).hexdigest(),
            text=passage.text,
            paragraphs=(Paragraph(0, len(passage.text), "đoạn 1"),),
        )
        for passage in passages
    ]
    cut = [passage for document in documents for passage in passages_of(document)]
    vectors = encoder.encode_passages(
        [canonical(text_to_embed(passage)) for passage in cut],
        progress=None if progress is None else lambda done: progress(done, len(cut)),
    )
    index = Index.build(documents, cut, vectors, encoder)
    index.save(directory)
    return index
