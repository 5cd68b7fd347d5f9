"""BM25 over folded syllables and their bigrams, with the typed tones as a bonus."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.arrays import write_array
from index.text import Syllable, fold, is_toned, syllables

# Weights of the three fields. Folded syllables and bigrams carry the search, so that a question
# typed without diacritics finds the same; the toned field is a bonus where the typed tones agree,
# and so a penalty for a passage that has the same letters with other tones.
# Tuned on viquad_dev among 10,000 distractors and on alqac_dev: see models/encoder/README.md.
FIELDS = {"syllables": 1.0, "bigrams": 0.5, "toned": 0.3}
K1, B = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query with how far it is to be trusted, in [0, 1].

    `trust` is 1 for what was typed, and the restorer's probability for restored tones.
    """

    syllable: Syllable
    trust: float = 1.0


def terms_of(text: str) -> list[Term]:
    """Take every word of a text as typed."""
    return [Term(syllable) for syllable in syllables(text)]


def _tokens(words: Sequence[Syllable]) -> dict[str, list[str]]:
    # "04-12-2018" and "4/12/2018" are one date: leading zeros do not count.
    folded = [
        word.folded.lstrip("0") or "0" if word.folded.isdigit() else word.folded for word in words
    ]
    return {
        "syllables": folded,
        "bigrams": [f"{left} {right}" for left, right in itertools.pairwise(folded)],
        "toned": [word.form for word in words if is_toned(word.form)],
    }


@dataclass(frozen=True, slots=True)
class _Field:
    """One BM25 table in compressed columns: a column per token holds its score in each text."""

    vocabulary: dict[str, int]
    scores: npt.NDArray[np.float32]
    rows: npt.NDArray[np.int32]
    columns: npt.NDArray[np.int64]

    def add(self, token: str, weight: float, into: npt.NDArray[np.float32]) -> None:
        column = self.vocabulary.get(token)
        if column is not None:
            place = slice(self.columns[column], self.columns[column + 1])
            into[self.rows[place]] += weight * self.scores[place]

    def rows_of(self, token: str) -> npt.NDArray[np.int32]:
        """Give the texts that have a token, in ascending order, as bm25s leaves them."""
        column = self.vocabulary.get(token)
        if column is None:
            return self.rows[:0]
        return self.rows[self.columns[column] : self.columns[column + 1]]

    def scores_at(self, rows: npt.NDArray[np.int32], token: str) -> npt.NDArray[np.float32]:
        """Give a token's score in each of some texts, 0 where it does not occur."""
        found = np.zeros(len(rows), dtype=np.float32)
        own = self.rows_of(token)
        if len(own):
            column = self.columns[self.vocabulary[token]]
            places = np.minimum(np.searchsorted(own, rows), len(own) - 1)
            there = own[places] == rows
            found[there] = self.scores[column + places[there]]
        return found


class LexicalIndex:
    """Scores every text for the words of a query (BM25, Robertson & Zaragoza 2009).

    The tables are built by bm25s, which computes each token's score in each text ahead of time
    (Lù 2024, arXiv 2407.03618); a query only adds columns up, so importing bm25s is not needed to
    ask, and a column can be weighed by how far the word is trusted.
    """

    def __init__(self, fields: dict[str, _Field], count: int) -> None:
        self._fields = fields
        self._count = count

    def __len__(self) -> int:
        return self._count

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts in their order."""
        import bm25s

        tokens = [_tokens(syllables(text)) for text in texts]
        fields = {}
        for name in FIELDS:
            corpus = [words[name] for words in tokens]
            if not any(corpus):
                continue  # bm25s cannot index a field without a single token
            table = bm25s.BM25(method="lucene", k1=K1, b=B)
            table.index(corpus, show_progress=False)
            vocabulary = dict(table.vocab_dict)
            vocabulary.pop("", None)  # bm25s adds it without a column, for queries without words
            fields[name] = _Field(
                vocabulary=vocabulary,
                scores=table.scores["data"].astype(np.float32),
                rows=table.scores["indices"].astype(np.int32),
                columns=table.scores["indptr"].astype(np.int64),
            )
        return cls(fields, len(texts))

    def scores(self, terms: Sequence[Term]) -> npt.NDArray[np.float32]:
        """Give the BM25 score of every text, shape (n,), 0 where no word occurs."""
        total = np.zeros(self._count, dtype=np.float32)
        for name, token, weight in _weighted(terms):
            if name in self._fields:
                self._fields[name].add(token, weight, total)
        return total

    def saying(self, words: Sequence[Syllable]) -> npt.NDArray[np.int32]:
        """Find the texts, in ascending order, that have each two neighbours of a phrase as such.

        A single word is looked for in its toned spelling.
        """
        if len(words) == 1 and is_toned(words[0].form):
            return self._rows_of("toned", words[0].form)
        if len(words) == 1:
            return self._rows_of("syllables", words[0].folded)
        pairs = _tokens(words)["bigrams"]
        rows = self._rows_of("bigrams", pairs[0])
        for pair in pairs[1:]:
            rows = np.intersect1d(rows, self._rows_of("bigrams", pair), assume_unique=True)
        return rows

    def scores_at(
        self, rows: npt.NDArray[np.int32], words: Sequence[Syllable]
    ) -> npt.NDArray[np.float32]:
        """Give the BM25 score of some texts (ascending) for the words of a phrase, as typed."""
        total = np.zeros(len(rows), dtype=np.float32)
        for name, token, weight in _weighted([Term(word) for word in words]):
            if name in self._fields:
                total += weight * self._fields[name].scores_at(rows, token)
        return total

    def _rows_of(self, field: str, token: str) -> npt.NDArray[np.int32]:
        if field not in self._fields:
            return np.zeros(0, dtype=np.int32)
        return self._fields[field].rows_of(token)

    def frequency(self, token: str) -> int:
        """Count the texts that have a folded syllable ("nghi") or bigram ("hoi nghi")."""
        field = self._fields.get("bigrams" if " " in token else "syllables")
        column = None if field is None else field.vocabulary.get(token)
        if field is None or column is None:
            return 0
        return int(field.columns[column + 1] - field.columns[column])

    def has(self, token: str) -> bool:
        """Say whether any text has a folded syllable or bigram."""
        return self.frequency(token) > 0

    def rarity(self, token: str) -> float:
        """Give the inverse document frequency of a folded syllable or bigram, as BM25 has it."""
        frequency = self.frequency(token)
        return float(np.log(1 + (self._count - frequency + 0.5) / (frequency + 0.5)))

    def usual_form(self, folded: str) -> str:
        """Give the toned spelling in which most texts have a folded syllable."""
        field = self._fields.get("toned")
        forms = [] if field is None else [form for form in field.vocabulary if fold(form) == folded]
        if field is None or not forms:
            return folded
        return max(forms, key=lambda form: int(np.diff(field.columns)[field.vocabulary[form]]))

    def save(self, directory: Path) -> None:
        """Write three arrays and a vocabulary per field, no pickle."""
        for name, field in self._fields.items():
            write_array(directory / f"lexical.{name}.scores.npy", field.scores)
            write_array(directory / f"lexical.{name}.rows.npy", field.rows)
            write_array(directory / f"lexical.{name}.columns.npy", field.columns)
        vocabularies = {name: field.vocabulary for name, field in self._fields.items()}
        (directory / "lexical.json").write_text(
            json.dumps({"count": self._count, "vocabularies": vocabularies}, ensure_ascii=False),
            encoding="utf-8",
        )

    @classmethod
    def load(cls, directory: Path) -> LexicalIndex:
        """Read what `save` wrote."""
        stored = json.loads((directory / "lexical.json").read_text(encoding="utf-8"))
        fields = {
            name: _Field(
                vocabulary,
                np.load(directory / f"lexical.{name}.scores.npy", allow_pickle=False),
                np.load(directory / f"lexical.{name}.rows.npy", allow_pickle=False),
                np.load(directory / f"lexical.{name}.columns.npy", allow_pickle=False),
            )
            for name, vocabulary in stored["vocabularies"].items()
        }
        return cls(fields, stored["count"])


def _weighted(terms: Sequence[Term]) -> Iterator[tuple[str, str, float]]:
    """Give (field, token, weight) of a query; a token asked twice counts twice, as in BM25."""
    tokens = _tokens([term.syllable for term in terms])
    for name in ("syllables", "bigrams"):
        for token in tokens[name]:
            yield name, token, FIELDS[name]
    for term in terms:
        if is_toned(term.syllable.form):
            yield "toned", term.syllable.form, FIELDS["toned"] * term.trust
