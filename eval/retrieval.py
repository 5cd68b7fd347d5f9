"""Is the right passage found? Runs every search leg on the same questions."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from eval.metrics import interval, ndcg_at, recall_at, reciprocal_rank
from eval.questions import CollectionPassage, RetrievalQuestion, as_typed
from index.boilerplate import classify
from index.build import Progress
from index.document import Document, Paragraph
from index.encoder import Encoder, Matrix
from index.errors import IndexUnusableError
from index.paragraphs import paragraphs_of
from index.passages import passages_of
from index.store import Index, text_to_embed
from index.text import canonical
from index.tones import ToneRestorer
from qa.network import ReaderNetwork
from qa.question import understand
from qa.reader import rerank
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
    network: ReaderNetwork | None = None,
) -> list[Leg]:
    """Score dense, lexical and hybrid search; a question without hits scores 0, it stays.

    With a reader network also the hybrid hits as it puts them, "reranked".
    """
    index = collection_index(passages, encoder, cache, progress)
    names = (*LEGS, "reranked") if network else LEGS
    legs = []
    for form in forms:
        values: dict[str, dict[str, list[float]]] = {name: {} for name in names}
        for question in as_typed(questions, form):
            asked = understand(
                question.text, restorer=restorer, lexical=index.lexical, defined=index.abbreviations
            )
            lists = {
                leg: search(asked, index=index, encoder=encoder, k=4 * DEPTH, leg=leg)
                for leg in LEGS
            }
            if network:
                lists["reranked"] = rerank(asked, lists["hybrid"], index, network)
            for name, hits in lists.items():
                found = [hit.passage.document_id for hit in hits]
                for measure, value in measures(found, question.passage_ids).items():
                    values[name].setdefault(measure, []).append(value)
        legs += [Leg(form, name, values[name]) for name in names]
    return legs


def measures(ranking: Sequence[str], gold: frozenset[str]) -> dict[str, float]:
    """Score one ranking of document ids; a document counts where it stands first.

    One document of the gold is enough: recall@k is success@k, and the ideal gain is that of one.
    """
    first = list(dict.fromkeys(ranking))[:DEPTH]
    found = [frozenset({0}) if one in gold else frozenset[int]() for one in first]
    return {
        "recall@1": recall_at(found, 1, 1),
        "recall@5": recall_at(found, 1, 5),
        "recall@10": recall_at(found, 1, 10),
        "mrr": reciprocal_rank(found),
        "ndcg@10": ndcg_at(found, 1),
    }


def collection_index(
    passages: Sequence[CollectionPassage],
    encoder: Encoder,
    cache: Path,
    progress: Progress | None,
    *,
    as_files: bool = False,
) -> Index:
    """Index the collection, or load it when the same one was indexed before."""
    key = hashlib.sha256(f"{encoder.fingerprint}{' as files' if as_files else ''}".encode())
    for passage in passages:
        key.update(repr((passage.id, passage.title, passage.text)).encode())
    directory = cache / key.hexdigest()[:16]
    try:
        return Index.load(directory, encoder)
    except IndexUnusableError:
        pass
    documents = documents_of(passages, as_files=as_files)
    cut = [passage for document in documents for passage in passages_of(document)]
    texts = [canonical(text_to_embed(passage)) for passage in cut]
    vectors = stored_vectors(texts, encoder, directory / "vectors", progress=progress)
    index = Index.build(documents, cut, vectors, encoder)
    index.save(directory)
    shutil.rmtree(directory / "vectors")
    return index


def documents_of(
    passages: Sequence[CollectionPassage], *, as_files: bool = False
) -> list[Document]:
    """Make each passage of a collection a document of one paragraph, or of those a file has."""
    return [
        Document(
            id=passage.id,
            title=passage.title,
            source=passage.id,
            sha256=hashlib.sha256(passage.text.encode()).hexdigest(),
            text=passage.text,
            paragraphs=_as_in_a_file(passage.text)
            if as_files
            else (Paragraph(0, len(passage.text), "đoạn 1"),),
        )
        for passage in passages
    ]


def _as_in_a_file(text: str) -> tuple[Paragraph, ...]:
    articles = classify(text, is_page=False)
    return tuple(paragraph for article in articles for paragraph in paragraphs_of(text, article))


def stored_vectors(
    texts: Sequence[str],
    encoder: Encoder,
    directory: Path,
    *,
    progress: Progress | None = None,
    step: int = 2048,
) -> Matrix:
    """Encode passages, shape (texts, dimension), in parts of `step` that are kept in a folder.

    A run that was killed goes on after its last part; what was encoded before is only read.
    """
    key = hashlib.sha256(encoder.fingerprint.encode())
    for text in texts:
        key.update(repr(text).encode())
    folder = directory / key.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    matrix = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    # Texts of like length side by side: a batch is padded to its longest.
    order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
    for start in range(0, len(order), step):
        rows = order[start : start + step]
        part = folder / f"{start}-{start + len(rows)}.npy"
        if part.is_file():
            matrix[rows] = np.load(part, allow_pickle=False)
        else:
            matrix[rows] = encoder.encode_passages(
                [texts[row] for row in rows],
                progress=progress and (lambda done, at=start: progress(at + done, len(texts))),
            )
            with (folder / ".part").open("wb") as file:
                np.save(file, matrix[rows], allow_pickle=False)
            (folder / ".part").replace(part)
    return matrix
