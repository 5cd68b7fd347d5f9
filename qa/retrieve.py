"""Hybrid search: vectors and words, each list standardised, summed with one weight."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.document import Hit
from index.encoder import Encoder
from index.store import Index, best
from qa.question import Question

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

LEGS = ("dense", "lexical", "hybrid")

# Both tuned on viquad_dev among 10,000 distractors and on alqac_dev, see models/encoder/README.md.
DEPTH = 200  # passages of each leg that are considered, and whose spread is the leg's unit
DENSE_WEIGHT = 0.4
ENGLISH_DENSE_WEIGHT = 0.9  # words of another language find names and numbers only

Scores = npt.NDArray[np.float32]


def search(
    question: Question, *, index: Index, encoder: Encoder, k: int = 20, leg: str = "hybrid"
) -> list[Hit]:
    """Find the k passages that best match a question; equal scores in the order of the index.

    A hybrid score is the weighted sum of both legs' standard scores: how many standard deviations
    of the leg's first DEPTH scores a passage stands above their mean (Fox & Shaw's CombSUM over
    z-scores; reciprocal ranks lost to the words alone on our dev sets). It says how a passage
    stands among its rivals, not whether it answers: that is `qa.ground`.

    Raises:
        ValueError: the leg is not one of LEGS.
    """
    if leg not in LEGS:
        raise ValueError(f"unknown leg {leg!r}, not one of {LEGS}")
    if leg == "lexical":
        return index.search_words(question.terms, k)
    vector = question_vector(question.text, encoder)
    if leg == "dense":
        return index.search(vector, k)
    return fuse(question, vector, index=index, k=k)


@lru_cache(maxsize=64)
def question_vector(text: str, encoder: Encoder) -> Scores:
    """Encode a question, shape (dimension,); kept, for grounding needs it again."""
    vector: Scores = encoder.encode_queries([text])[0]
    return vector


def fuse(
    question: Question,
    vector: Scores,
    *,
    index: Index,
    k: int,
    dense_weight: float = DENSE_WEIGHT,
) -> list[Hit]:
    """Merge the lists of both legs for a question and its vector."""
    near_rows, near_scores = index.nearest(vector, DEPTH)
    word_scores = index.lexical.scores(question.terms)
    ranked = best(word_scores, DEPTH)
    word_rows = ranked[word_scores[ranked] > 0]
    # One passage alone has no spread: it stands out against all those that have no word.
    beside = word_rows if len(word_rows) > 1 else ranked
    rows = np.union1d(near_rows, word_rows)
    dense = index.cosines(vector, rows)
    weight = dense_weight if question.is_vietnamese else ENGLISH_DENSE_WEIGHT
    fused = weight * _standard(dense, near_scores) + (1 - weight) * _standard(
        word_scores[rows], word_scores[beside]
    )
    dense_ranks = {int(row): rank for rank, row in enumerate(near_rows, start=1)}
    word_ranks = {int(row): rank for rank, row in enumerate(word_rows, start=1)}
    hits = []
    for place in best(fused, k):
        row = int(rows[place])
        ranks = [("dense", dense_ranks.get(row)), ("lexical", word_ranks.get(row))]
        found = tuple((name, rank) for name, rank in ranks if rank is not None)
        hits.append(Hit(index.passages[row], float(fused[place]), found))
    return hits


def _standard(scores: Scores, reference: Scores) -> Scores:
    """Express scores in standard deviations from the mean of the reference; 0 when it has none."""
    spread = float(reference.std()) if len(reference) else 0.0
    if spread < 1e-6:
        return np.zeros_like(scores)
    standard: Scores = ((scores - reference.mean()) / spread).astype(np.float32)
    return standard


def as_retriever(find: Callable[[str, int], list[Hit]]) -> BaseRetriever:
    """Dress a search as LangChain's retriever; `k` is its number of Documents.

    A Document's metadata leads back to the place: source, start, end, title, score.
    """
    # Imported and subclassed here, for langchain_core costs 0.5 s that `hoidap ask` saves.
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    class HybridRetriever(BaseRetriever):
        """The hybrid search as LangChain sees it."""

        k: int = 5

        def _get_relevant_documents(
            self, query: str, *, run_manager: CallbackManagerForRetrieverRun
        ) -> list[Document]:
            return [
                Document(
                    page_content=hit.passage.text,
                    id=hit.passage.id,
                    metadata={
                        "source": hit.passage.source,
                        "start": hit.passage.start,
                        "end": hit.passage.end,
                        "title": hit.passage.title,
                        "score": hit.score,
                    },
                )
                for hit in find(query, self.k)
            ]

    return HybridRetriever()
