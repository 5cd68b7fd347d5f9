"""Count syllable n-grams and keep those that change a restoration: syllables.txt, ngrams.npz.

    python models/tones/train.py --data DIR --out models/tones [--evaluate FILE]

DIR holds train/, scale/phapdien.jsonl.gz, lexical/syllables.txt and dev/diacritics_dev.jsonl.gz;
texts that repeat a sentence of the last are left out. The same data gives the same files.
With --evaluate and no --data, the model in --out is measured as it is.
"""

import argparse
import gzip
import json
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.text import canonical, fold, syllables
from index.tones import (
    BORDER,
    FIRST_FORM,
    NUMBER,
    PUNCTUATION,
    SENTENCE_END,
    STEPS_PER_NAT,
    UNKNOWN,
    ToneRestorer,
    ngram_keys,
)

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NGRAMS = 2_500_000  # of 3 bytes each
QUESTION_WEIGHT = 10
RAREST_FORM = 8  # occurrences
RAREST_NGRAM = 2
MOST_FORMS = (1 << 13) - FIRST_FORM  # an id has 13 bits
DISCOUNT = 0.75
SHARED_SYLLABLES = 8  # a sentence of this length that a dev item also has is a repetition

_TOKEN = re.compile(r"[^\W_](?:[\w\u0300-\u036f])*|[^\w\s]|\n")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts as one row of numbers into `words`; 0 is a border between texts or sentences."""

    tokens: npt.NDArray[np.int32]
    starts: Ids
    is_question: npt.NDArray[np.bool_]
    words: list[str]


class _Numbers(dict[str, int]):
    """Number words as they come; the spellings of one canonical form share a number."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(SENTENCE_END, 0))
        self.words = ["\n"]

    def __missing__(self, word: str) -> int:
        form = canonical(word).lower()
        if form == word:
            self[word] = len(self.words)
            self.words.append(word)
        else:
            self[word] = self[form]
        return self[word]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Read a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def texts(data: Path) -> Iterator[tuple[str, bool]]:
    """Yield every text to count, and whether it is a question."""
    train = data / "train"
    for row in records(train / "vietnews_pairs.jsonl.gz"):
        for text in (row["title"], row["abstract"], *row["passages"]):
            yield text, False
    for path in (train / "viwiki_passages.jsonl.gz", data / "scale" / "phapdien.jsonl.gz"):
        for row in records(path):
            yield row["title"], False
            yield row["text"], False
    seen = set()
    for name in ("retrieval_human", "reading_human"):
        for row in records(train / f"{name}.jsonl.gz"):
            found = [(row["question"], True)]
            found += [(positive["text"], False) for positive in row.get("positives", ())]
            for text, is_question in found:
                if text not in seen:
                    seen.add(text)
                    yield text, is_question


def read_corpus(data: Path) -> Corpus:
    """Cut every text into numbered words and punctuation."""
    numbers = _Numbers()
    pieces, kinds = [], []
    for text, is_question in texts(data):
        pieces.append(np.array([0, *(numbers[t] for t in _TOKEN.findall(text))], np.int32))
        kinds.append(is_question)
    starts = np.cumsum([0, *map(len, pieces[:-1])])
    return Corpus(np.concatenate(pieces), starts, np.array(kinds), numbers.words)


def choose_forms(corpus: Corpus, syllable_list: Path) -> list[int]:
    """Choose the words that get an id, in the order of their toneless form, commonest first.

    They are the Vietnamese syllables, and what else is written like one without its marks: "pop"
    stands beside "bóp" so that it can be left alone; "internet" needs no id.
    """
    listed = {canonical(s).lower() for s in syllable_list.read_text(encoding="utf-8").split()}
    counts = np.bincount(corpus.tokens, minlength=len(corpus.words))
    common = [i for i in range(1, len(counts)) if counts[i] >= RAREST_FORM]
    folds = {fold(corpus.words[i]) for i in common if corpus.words[i] in listed}
    chosen = [i for i in common if corpus.words[i] in listed or corpus.words[i] in folds]
    chosen = sorted(chosen, key=lambda i: (-counts[i], corpus.words[i]))[:MOST_FORMS]
    return sorted(chosen, key=lambda i: (fold(corpus.words[i]), -counts[i], corpus.words[i]))


def model_ids(corpus: Corpus, chosen: list[int]) -> Ids:
    """Give for every number of the corpus the model's id."""
    ids = np.full(len(corpus.words), UNKNOWN)
    for i, word in enumerate(corpus.words):
        if any(c.isdigit() for c in word):
            ids[i] = NUMBER
        elif not word[:1].isalnum():  # "" was an invisible character
            ids[i] = PUNCTUATION
    ids[0] = BORDER
    ids[chosen] = np.arange(FIRST_FORM, FIRST_FORM + len(chosen))
    return ids


def sentence_hashes(row: Ids) -> tuple[npt.NDArray[np.uint64], Ids, Ids]:
    """Hash what stands between the zeros of a row; give hashes, lengths, and where each begins."""
    begins = np.concatenate([[0], np.flatnonzero(row[:-1] == 0) + 1])
    lengths = np.diff(np.append(begins, len(row)))
    place = np.arange(len(row)) - np.repeat(begins, lengths)
    powers = np.cumprod(np.full(lengths.max(), 0x9E3779B97F4A7C15, np.uint64))
    terms = (row.astype(np.uint64) << np.uint64(1) | np.uint64(1)) * powers[place] * (row > 0)
    return np.add.reduceat(terms, begins), lengths - (row[begins + lengths - 1] == 0), begins


def repeats(corpus: Corpus, folds: Ids, dev: Path) -> npt.NDArray[np.bool_]:
    """Mark the texts that hold a sentence of the dev file, with diacritics or without."""
    is_spoken = folds[corpus.tokens] != PUNCTUATION
    number_of = {fold(word): int(folds[i]) for i, word in enumerate(corpus.words)}
    known: set[int] = set()
    for item in records(dev):
        tokens = [fold(t) for t in _TOKEN.findall(canonical(item["text"]))]
        row = np.array([0 if t in SENTENCE_END else number_of.get(t, UNKNOWN) for t in tokens])
        row = row[row != PUNCTUATION]
        hashes, lengths, _ = sentence_hashes(np.append(row, 0))
        longest = lengths.max()
        known.update(hashes[(lengths >= SHARED_SYLLABLES) | (lengths == longest)].tolist())
    hashes, lengths, begins = sentence_hashes(folds[corpus.tokens[is_spoken]])
    held = np.isin(hashes, np.array(sorted(known), np.uint64)) & (lengths > 0)
    places = np.flatnonzero(is_spoken)[begins[held]]
    marked = np.zeros(len(corpus.starts), np.bool_)
    marked[np.searchsorted(corpus.starts, places, side="right") - 1] = True
    return marked


def rows_to_count(corpus: Corpus, ids: Ids, is_left_out: npt.NDArray[np.bool_]) -> Ids:
    """Lay out the ids of all texts, questions repeated, runs of punctuation made one."""
    lengths = np.diff(np.append(corpus.starts, len(corpus.tokens)))
    row = ids[corpus.tokens[np.repeat(~is_left_out, lengths)]]
    questions = ids[corpus.tokens[np.repeat(corpus.is_question & ~is_left_out, lengths)]]
    row = np.concatenate([row, *[questions] * (QUESTION_WEIGHT - 1), [BORDER]])
    row = row[(row != PUNCTUATION) | (np.roll(row, 1) > PUNCTUATION)]
    row = row[(row != PUNCTUATION) | (np.roll(row, -1) != BORDER)]
    counted: Ids = row.astype(np.int64)
    return counted


@dataclass(frozen=True, slots=True)
class Ngrams:
    """Unigram, bigram and trigram probabilities; bigrams and trigrams as packed ids."""

    unigrams: Floats
    back_off: Floats
    bigrams: Ids
    bigram_counts: Ids
    bigram_probabilities: Floats
    trigrams: Ids
    trigram_counts: Ids
    trigram_probabilities: Floats


def count(row: Ids, size: int) -> Ngrams:
    """Count, and interpolate each order with the next lower one (absolute discounting)."""
    occurrences = np.bincount(row, minlength=size) + 0.5
    unigrams: Floats = occurrences / occurrences.sum()
    pairs = row[:-1] << 13 | row[1:]
    pairs, pair_counts = np.unique(pairs[pairs > 0], return_counts=True)
    triples = (row[:-2] << 26 | row[1:-1] << 13 | row[2:])[row[1:-1] > 0]
    triples, triple_counts = np.unique(triples, return_counts=True)

    first, second = pairs >> 13, pairs & 8191
    totals = np.bincount(first, weights=pair_counts, minlength=size)
    kinds = np.bincount(first, minlength=size)
    back_off = np.where(kinds > 0, DISCOUNT * kinds / np.maximum(totals, 1), 1.0)
    seen = np.maximum(pair_counts - DISCOUNT, 0) / totals[first]
    pair_probabilities = seen + back_off[first] * unigrams[second]

    _, context = np.unique(triples >> 13, return_inverse=True)
    totals = np.bincount(context, weights=triple_counts)
    share = DISCOUNT * np.bincount(context) / totals
    lower = pair_probabilities[np.searchsorted(pairs, triples & (1 << 26) - 1)]
    seen = np.maximum(triple_counts - DISCOUNT, 0) / totals[context]
    return Ngrams(
        unigrams,
        back_off,
        pairs,
        pair_counts,
        pair_probabilities,
        triples,
        triple_counts,
        seen + share[context] * lower,
    )


def usefulness(ngrams: Ngrams, folds: Ids) -> Floats:
    """Say of each trigram how much it tells, beyond bigrams, of what three toneless words mean.

    Trigrams that fold alike compete for one input. For them all: how many nats, per trigram
    stored, the counts give over the bigrams' guess (which may be a trigram never seen).
    """
    size, n_folds = len(ngrams.unigrams), int(folds.max()) + 1
    chances = ngrams.back_off[:, None] * ngrams.unigrams
    chances[ngrams.bigrams >> 13, ngrams.bigrams & 8191] = ngrams.bigram_probabilities
    joint = ngrams.unigrams[:, None] * chances
    into = np.zeros((n_folds, size))  # [fold of first, second]
    np.add.at(into, folds, joint)
    out_of = np.zeros((n_folds, size))  # [fold of third, second]
    np.add.at(out_of, folds, chances.T)

    a, b, c = ngrams.trigrams >> 26, ngrams.trigrams >> 13 & 8191, ngrams.trigrams & 8191
    inputs = (folds[a] * n_folds + folds[b]) * n_folds + folds[c]
    inputs, group = np.unique(inputs, return_inverse=True)
    x, y, z = inputs // n_folds**2, inputs // n_folds % n_folds, inputs % n_folds
    expected = np.zeros(len(inputs))
    by_fold = np.argsort(folds, kind="stable")
    begin = np.searchsorted(folds[by_fold], np.arange(n_folds))
    alternatives = np.bincount(folds, minlength=n_folds)
    for i in range(alternatives.max()):
        open_ = alternatives[y] > i
        second = by_fold[begin[y[open_]] + i]
        expected[open_] += into[x[open_], second] * out_of[z[open_], second]

    counts = ngrams.trigram_counts
    totals = np.bincount(group, weights=counts)
    guessed = joint[a, b] * chances[b, c] / expected[group]
    gain = counts * np.log((counts - 0.5) / totals[group] / guessed)
    is_common = counts >= RAREST_NGRAM
    mean = np.bincount(group, weights=gain * is_common) / np.maximum(
        np.bincount(group, weights=is_common), 1
    )
    return np.where(is_common, mean[group], -np.inf)


def as_bytes(probabilities: Floats) -> npt.NDArray[np.uint8]:
    """Round probabilities to sixteenths of a nat."""
    steps: Floats = np.rint(-np.log(probabilities) * STEPS_PER_NAT)
    return steps.clip(0, 255).astype(np.uint8)


def write(ngrams: Ngrams, folds: Ids, groups: dict[str, list[str]], out: Path) -> None:
    """Keep the bigrams seen twice and the most useful trigrams; write the model's two files."""
    pairs = np.flatnonzero(ngrams.bigram_counts >= RAREST_NGRAM)
    useful = usefulness(ngrams, folds)
    triples = np.argsort(-useful, kind="stable")[: NGRAMS - len(pairs)]
    triples = triples[np.isfinite(useful[triples])]
    a, b = ngrams.bigrams[pairs] >> 13, ngrams.bigrams[pairs] & 8191
    t = ngrams.trigrams[triples]
    keys = np.concatenate([ngram_keys(None, a, b), ngram_keys(t >> 26, t >> 13 & 8191, t & 8191)])
    probabilities = np.concatenate(
        [ngrams.bigram_probabilities[pairs], ngrams.trigram_probabilities[triples]]
    )
    keys, order = np.unique(keys, return_index=True)
    gaps = np.diff(keys, prepend=np.uint32(0))
    if gaps.max() > np.iinfo(np.uint16).max:
        raise ValueError(f"a gap of {gaps.max()} between keys does not fit 16 bits")
    lines = (" ".join([folded, *forms]) for folded, forms in groups.items())
    (out / "syllables.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    np.savez(
        out / "ngrams.npz",
        unigrams=as_bytes(ngrams.unigrams),
        back_off=as_bytes(ngrams.back_off),
        gaps=gaps.astype(np.uint16),
        scores=as_bytes(probabilities[order]),
    )
    print(f"{len(pairs):,} bigrams, {len(triples):,} trigrams, {len(keys):,} distinct keys")


def train(data: Path, out: Path) -> None:
    """Make the model in `out` from the texts in `data`."""
    corpus = read_corpus(data)
    chosen = choose_forms(corpus, data / "lexical" / "syllables.txt")
    groups: dict[str, list[str]] = defaultdict(list)
    for i in chosen:
        groups[fold(corpus.words[i])].append(corpus.words[i])
    sizes = [len(forms) for forms in groups.values()]
    folds = np.concatenate(
        [np.arange(FIRST_FORM), np.repeat(np.arange(len(groups)) + FIRST_FORM, sizes)]
    )
    ids = model_ids(corpus, chosen)
    is_left_out = repeats(corpus, folds[ids], data / "dev" / "diacritics_dev.jsonl.gz")
    print(f"{len(corpus.starts):,} texts, {is_left_out.sum():,} left out: dev sentences in them")
    row = rows_to_count(corpus, ids, is_left_out)
    print(f"{len(row):,} tokens, {len(chosen):,} forms of {len(groups):,} toneless syllables")
    write(count(row, FIRST_FORM + len(chosen)), folds, groups, out)


def evaluate(directory: Path, dev: Path) -> None:
    """Print the share of syllables restored right, by domain, and what toned text suffers."""
    restorer = ToneRestorer.load(directory)
    right: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    spoilt: dict[str, int] = defaultdict(int)
    times = []
    for item in records(dev):
        text = canonical(item["text"])
        toneless = canonical(item["no_diacritics"])
        begin = time.perf_counter()
        words = restorer.restore_words(toneless)
        times.append(time.perf_counter() - begin)
        for gold, word in zip(syllables(text), words, strict=True):
            if gold.form.isalpha():
                for domain in (item["domain"], "all"):
                    total[domain] += 1
                    right[domain] += gold.form == word.form.lower()
        spoilt[item["domain"]] += restorer.restore(text) != text
    for domain in sorted(total):
        print(f"{domain:9} {right[domain] / total[domain]:.2%} of {total[domain]:,} words")
    print(f"toned texts changed: {dict(spoilt)}; median {statistics.median(times) * 1000:.2f} ms")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--evaluate", type=Path)
    arguments = parser.parse_args()
    if arguments.data:
        train(arguments.data, arguments.out)
    if arguments.evaluate:
        evaluate(arguments.out, arguments.evaluate)


if __name__ == "__main__":
    main()
