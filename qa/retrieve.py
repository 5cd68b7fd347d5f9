"""Hybrid search: vectors and words, each list standardised, summed with one weight."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.document import Hit
from index.encoder import Encoder
from index.lexical import LexicalIndex
from index.store import Index, best
from index.text import syllables, without_capitals
from qa.headed import in_heads, without
from qa.question import Question
from qa.thesaurus import Reworded, looked_for

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

LEGS = ("dense", "lexical", "hybrid")

# Both tuned on viquad_dev among 10,000 distractors and on alqac_dev, see models/encoder/README.md.
DEPTH = 200  # passages of each leg that are considered, and whose spread is the leg's unit
DENSE_WEIGHT = 0.4
ENGLISH_DENSE_WEIGHT = 0.9  # words of another language find names and numbers only
NAMELESS = 0.5  # of the question's vector: without what the heads of documents name
REWORDED = 0.6  # what another wording of what is asked counts beside its own: see there too
_LEAST = 3  # words of a question without its names that still ask something

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
        return index.said_most(word_scores(question, index, in_heads(question, index)), k)
    vector = question_vector(question.text, encoder)
    if leg == "dense":
        return index.search(_nameless(question, vector, in_heads(question, index), encoder), k)
    return fuse(question, vector, index=index, encoder=encoder, k=k)


@lru_cache(maxsize=64)
def question_vector(text: str, encoder: Encoder) -> Scores:
    """Encode a question, shape (dimension,); kept, for grounding needs it again."""
    vector: Scores = encoder.encode_queries([without_capitals(text)])[0]
    return vector


def fuse(
    question: Question,
    vector: Scores,
    *,
    index: Index,
    k: int,
    encoder: Encoder | None = None,
    dense_weight: float = DENSE_WEIGHT,
) -> list[Hit]:
    """Merge the lists of both legs for a question and its vector.

    With an encoder the vector is turned towards that of the question without the names that heads
    of documents say.
    """
    named = in_heads(question, index)
    if encoder is not None:
        vector = _nameless(question, vector, named, encoder)
    near_rows, near_scores = index.nearest(vector, DEPTH)
    words = word_scores(question, index, named)
    ranked = best(words, DEPTH)
    word_rows = ranked[words[ranked] > 0]
    # One passage alone has no spread: it stands out against all those that have no word.
    beside = word_rows if len(word_rows) > 1 else ranked
    rows = np.union1d(near_rows, word_rows)
    dense = index.cosines(vector, rows)
    weight = dense_weight if question.is_vietnamese else ENGLISH_DENSE_WEIGHT
    fused = weight * _standard(dense, near_scores) + (1 - weight) * _standard(
        words[rows], words[beside]
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


def word_scores(question: Question, index: Index, named: Mapping[str, Collection[str]]) -> Scores:
    """Score every passage for the words of a question, shape (n,): BM25, and two things more.

    What it says in other words counts too (`add_rewordings`), and every passage of the documents
    that a name stands for (`qa.headed.in_heads`) has it: the clauses of a lease do not say again
    which house.
    """
    scores = index.lexical.scores(question.terms)
    add_rewordings(question, index.lexical, scores)
    _name_all(named, index, scores)
    return scores


def _nameless(
    question: Question, vector: Scores, named: Collection[str], encoder: Encoder
) -> Scores:
    """Turn a question's vector towards that of the question without some names."""
    text = without(named, question.text) if named else question.text
    if text == question.text or len(text.split()) < _LEAST:
        return vector
    mixed = (1 - NAMELESS) * vector + NAMELESS * question_vector(text, encoder)
    turned: Scores = (mixed / np.linalg.norm(mixed)).astype(np.float32)
    return turned


def _name_all(named: Mapping[str, Collection[str]], index: Index, into: Scores) -> None:
    """Score every passage of the documents of a name for it like the one that is best for it."""
    for name, documents in named.items():
        words = syllables(name)
        most = index.lexical.scores_at(index.lexical.saying(words), words).max()
        for document_id in documents:
            rows = index.rows_of(document_id)
            into[rows] += most - index.lexical.scores_at(rows, words)


def add_rewordings(
    question: Question, lexical: LexicalIndex, into: Scores, *, share: float = REWORDED
) -> None:
    """Add to the score of every text what it says for words of the question in other ones.

    Another wording counts a share of what the text scores for it, where that is more than what the
    text scores for the words themselves; of several for the same words the best one.
    """
    together: list[Reworded] = []  # they share words
    for one in looked_for(question):
        if together and one.start >= max(other.end for other in together):
            _add_best(together, lexical, into, share)
            together = []
        together.append(one)
    if together:
        _add_best(together, lexical, into, share)


def _add_best(
    together: Sequence[Reworded], lexical: LexicalIndex, into: Scores, share: float
) -> None:
    """Add the most that a text gains by any one wording of any of some phrases."""
    rows, gains = [], []
    for one in together:
        for other in one.others:
            said = lexical.saying(other.words)
            own = lexical.scores_at(said, one.words)
            rows.append(said)
            gains.append(share * other.trust * lexical.scores_at(said, other.words) - own)
    texts, places = np.unique(np.concatenate(rows), return_inverse=True)
    most = np.zeros(len(texts), dtype=np.float32)
    np.maximum.at(most, places, np.concatenate(gains))
    into[texts] += most


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
