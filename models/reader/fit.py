"""Fit the weights of the sentence reader and of the answer's confidence; write weights.json.

    python models/reader/fit.py --data DIR [--network FOLDER [--counted]] [--written TRAIN DEV]

DIR is a folder with train/reading_human.jsonl.gz and dev/viquad_dev.*. TRAIN and DEV are questions
written for the network and those kept out of its training: DEV is asked among the passages of both,
each a document as of a file. Sentences are described by
`qa.reader.Features` in the hits of our own search, once with and once without the gold passage
among them, so that "none of these answers" is learned too. Where there is a reader network, the
weights that go with it ("…_read") are fitted beside those that go without, on the passages that it
was not trained on (`examples.is_held_out`): what it says of the others is too good to be believed.
Prints how often the best sentence is the right one, how well confidence separates right from wrong,
and how often the right passage is first before and after `qa.reader.rerank`, on the dev set.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from eval.answers import covers
from eval.questions import CollectionPassage, collection, golden
from eval.report import GOLDEN
from eval.retrieval import collection_index
from index.build import definitions
from index.build import read as read_documents
from index.document import Hit
from index.encoder import Encoder, bundled, open_encoder
from index.errors import QuestionError
from index.passages import passages_of
from index.store import Index, text_to_embed
from index.text import canonical, fold, syllables
from index.tones import ToneRestorer
from models.reader.examples import is_held_out
from models.reader.rivals import contexts_index
from models.reader.written import half_of
from qa import ground, reader
from qa.answer import Span
from qa.assistant import SEEDS
from qa.calibration import Calibration
from qa.ground import Signals, signals_of
from qa.network import MODEL, PassageReading, ReaderNetwork
from qa.question import Question, understand
from qa.reader import AloneFeatures, Features, PassageFeatures, ReadFeatures, describe
from qa.retrieve import search

SOURCES = ("uit_handmade", "viquad_a", "alqac", "viquad1_samples")
Asked = Sequence[tuple[dict, Question, list[Hit]]]
Collected = Sequence[tuple[Asked, Index]]
CACHE = Path("~/.cache/hoidap/eval").expanduser()


class Remembering(ReaderNetwork):
    """Reads a passage for a question once, however often it is asked to: four fits want it."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._known: dict[tuple[str, str, str], PassageReading] = {}

    def read(
        self, question: str, passages: Sequence[str], titles: Sequence[str] | None = None
    ) -> list[PassageReading]:
        """Read as the network does."""
        asked = list(zip(passages, titles or [""] * len(passages), strict=True))
        new = [pair for pair in asked if (question, *pair) not in self._known]
        read = super().read(question, [text for text, _ in new], [title for _, title in new])
        for pair, reading in zip(new, read, strict=True):
            self._known[question, *pair] = reading
        return [self._known[question, *pair] for pair in asked]


def rows_of(path: Path) -> list[dict]:
    """Read gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def asked_of(
    rows: Sequence[dict], index: Index, encoder: Encoder, restorer: ToneRestorer
) -> list[tuple[dict, Question, list[Hit]]]:
    """Understand and search every question; every fourth is asked without diacritics."""
    asked = []
    for number, row in enumerate(rows):
        text = fold(row["question"]) if number % 4 == 3 else row["question"]
        try:
            question = understand(text, restorer=restorer, lexical=index.lexical)
        except QuestionError:
            continue
        asked.append((row, question, search(question, index=index, encoder=encoder, k=20)))
    return asked


def holds(row: dict, document_id: str, start: int, end: int) -> bool:
    """Say whether a sentence of a document holds half of an answer or more."""
    if document_id != row["passage_id"]:
        return False
    for answer in row["answers"]:
        a, b = answer["start"], answer["start"] + len(answer["text"])
        if 2 * (min(b, end) - max(a, start)) >= b - a:
            return True
    return False


def without_gold(row: dict, hits: Sequence[Hit]) -> list[Hit]:
    """Leave out the hits in the passage that answers."""
    return [hit for hit in hits if hit.passage.document_id != row["passage_id"]]


def sentences_of(
    asked: Asked, index: Index, network: ReaderNetwork | None, every: int
) -> tuple[np.ndarray, np.ndarray]:
    """Describe the sentences of all hits; for every n-th question without the gold passage."""
    described, labels = [], []
    for number, (row, question, hits) in enumerate(asked):
        kept = without_gold(row, hits) if number % every == 0 else hits
        asked_of_it = reader.Asked.of(question, index.lexical)
        readings = (
            reader.listen(question, kept, index, network) if network else [None] * reader.READ
        )
        for rank, (hit, reading) in enumerate(zip(kept, readings, strict=False)):
            document = index.document(hit.passage.document_id)
            origin = hit.passage.start
            for start, end, features in describe(asked_of_it, hit, document, first=rank == 0):
                if reading is not None:
                    features = reader.hear(features, reading, start - origin, end - origin)
                described.append(astuple(features))
                labels.append(holds(row, document.id, start, end))
    return np.array(described), np.array(labels)


def sentences_alone(
    asked: Asked, index: Index, network: ReaderNetwork, every: int
) -> tuple[np.ndarray, np.ndarray]:
    """Describe the sentences that are read once more; likewise without some gold passages."""
    described, labels = [], []
    for number, (row, question, hits) in enumerate(asked):
        kept = without_gold(row, hits) if number % every == 0 else hits
        spans = reader.weighed(question, kept, index, network)[0][: reader.READ_ALONE]
        alone = reader.listen_alone(question, spans, index, network)
        for span, reading in zip(spans, alone, strict=True):
            described.append(astuple(reader.alone_features(span, reading)))
            labels.append(holds(row, span.hit.passage.document_id, span.start, span.end))
    return np.array(described), np.array(labels)


def passages_read(
    asked: Asked, index: Index, network: ReaderNetwork
) -> tuple[np.ndarray, np.ndarray]:
    """Describe the passages that the network reads, and say which are the right ones."""
    described, labels = [], []
    for row, question, hits in asked:
        readings = reader.listen(question, hits, index, network)
        for hit, reading in zip(hits, readings, strict=False):
            described.append(astuple(reader.passage_features(hit, reading)))
            passage = hit.passage
            labels.append(holds(row, passage.document_id, passage.start, passage.end))
    return np.array(described), np.array(labels)


def answers_of(
    asked: Asked,
    index: Index,
    encoder: Encoder,
    network: ReaderNetwork | None,
    remove: Callable[[int], bool],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read every question; give signals, whether the best sentence is right, and gold present."""
    signals, right, present = [], [], []
    for number, (row, question, hits) in enumerate(asked):
        kept = without_gold(row, hits) if remove(number) else hits
        spans: list[Span] = reader.read(
            question, kept, index=index, encoder=encoder, network=network
        )
        if not spans:
            continue
        best = spans[0]
        signals.append(astuple(signals_of(question, spans, index=index, encoder=encoder)))
        right.append(holds(row, best.hit.passage.document_id, best.start, best.end))
        present.append(not remove(number))
    return np.array(signals), np.array(right), np.array(present)


def written_of(
    train: Path, dev: Path, encoder: Encoder, restorer: ToneRestorer
) -> tuple[Asked, Index]:
    """Ask the questions of one half of DEV among the passages of both files."""
    index = written_index(train, dev, encoder)
    rows = [row for row in rows_of(dev) if half_of(row) == 0]
    return asked_of(rows, index, encoder, restorer), index


def written_index(train: Path, dev: Path, encoder: Encoder) -> Index:
    """Index the passages of both files."""
    return contexts_index([*rows_of(train), *rows_of(dev)], encoder, CACHE)


def golden_answers(
    encoder: Encoder, restorer: ToneRestorer, network: ReaderNetwork | None
) -> tuple[np.ndarray, np.ndarray]:
    """Give signals and whether the best sentence is right for the golden questions of the seeds.

    Questions that a gate refuses and those in English never come to the threshold: left out.
    """
    documents, _ = read_documents(SEEDS)
    passages = [passage for document in documents for passage in passages_of(document)]
    vectors = encoder.encode_passages([canonical(text_to_embed(passage)) for passage in passages])
    index = Index.build(documents, passages, vectors, encoder, definitions(documents))
    texts = {document.source: document.text for document in documents}
    signals, right = [], []
    for gold in golden(GOLDEN, texts):
        question = understand(
            gold.text, restorer=restorer, lexical=index.lexical, defined=index.abbreviations
        )
        hits = search(question, index=index, encoder=encoder, k=20)
        spans = reader.read(question, hits, index=index, encoder=encoder, network=network)
        verdict = ground.judge(
            question,
            spans,
            hits,
            index=index,
            encoder=encoder,
            calibration=Calibration(threshold=0.0),
        )
        if not verdict.spans or not question.is_vietnamese or gold.kind == "two_documents":
            continue
        best = verdict.spans[0]
        places = [place for piece in gold.evidence for place in piece]
        signals.append(astuple(signals_of(question, verdict.spans, index=index, encoder=encoder)))
        right.append(any(covers(best.hit.passage.source, best.start, best.end, p) for p in places))
    return np.array(signals), np.array(right)


def weights_of(model: LogisticRegression, names: Sequence[str]) -> dict[str, float]:
    """Name a model's weights."""
    pairs = zip(names, model.coef_[0], strict=True)
    return {"bias": round(float(model.intercept_[0]), 4)} | {
        name: round(float(weight), 4) for name, weight in pairs
    }


def together(parts: Iterable[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Put what several collections give below each other."""
    described, labels = zip(*parts, strict=True)
    return np.concatenate(described), np.concatenate(labels)


def install(weights: dict[str, dict[str, float]]) -> None:
    """Make the reader use these weights in this process."""
    reader.fitted = lambda name: weights[name]  # type: ignore[assignment]


def fit(
    collected: Collected,
    encoder: Encoder,
    restorer: ToneRestorer,
    network: ReaderNetwork | None,
    known: dict[str, dict[str, float]],
) -> tuple[dict[str, dict[str, float]], LogisticRegression]:
    """Fit the weights that go with a network, or without, beside the known ones.

    Gives all of them, and the model of the answer.
    """
    kind, described_by = ("_read", ReadFeatures) if network else ("", Features)
    described, labels = together(
        sentences_of(asked, index, network, every=4) for asked, index in collected
    )
    sentence = LogisticRegression(C=1.0, max_iter=2000).fit(described, labels)
    weights = known | {
        f"sentence{kind}": weights_of(sentence, [field.name for field in fields(described_by)]),
        f"answer{kind}": {"bias": 0.0} | {field.name: 0.0 for field in fields(Signals)},
    }
    count = sum(len(asked) for asked, _ in collected)
    print(f"train{kind}: {count} questions, {len(labels)} sentences, {labels.mean():.3f} hold")
    if network:
        passage = LogisticRegression(C=1.0, max_iter=2000).fit(
            *together(passages_read(asked, index, network) for asked, index in collected)
        )
        names = [field.name for field in fields(PassageFeatures)]
        weights["passage_read"] = weights_of(passage, names)
    install(weights)
    if network:
        alone = LogisticRegression(C=100.0, max_iter=2000).fit(
            *together(sentences_alone(asked, index, network, every=4) for asked, index in collected)
        )
        weights["sentence_alone"] = weights_of(
            alone, [field.name for field in fields(AloneFeatures)]
        )
    signals, right = together(
        answers_of(asked, index, encoder, network, remove=lambda number: number % 3 == 0)[:2]
        for asked, index in collected
    )
    golden_signals, golden_right = golden_answers(encoder, restorer, network)
    # Official documents ask and answer in other words than reading-comprehension sets do: both
    # count, the golden questions together as much as half of the others.
    shares = np.concatenate(
        [np.ones(len(right)), np.full(len(golden_right), len(right) / 2 / len(golden_right))]
    )
    answer = LogisticRegression(C=1.0, max_iter=2000).fit(
        np.concatenate([signals, golden_signals]),
        np.concatenate([right, golden_right]),
        sample_weight=shares,
    )
    weights[f"answer{kind}"] = weights_of(answer, [field.name for field in fields(Signals)])
    return weights, answer


def main() -> None:
    """Fit, write and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--network", type=Path, help="what export.py wrote; else what is shipped")
    parser.add_argument("--counted", action="store_true", help="fit what goes without it anew too")
    parser.add_argument("--every", type=int, default=1, help="report on every n-th dev question")
    parser.add_argument(
        "--written", type=Path, nargs=2, metavar=("TRAIN", "DEV"), action="append", default=[]
    )
    parser.add_argument("--out", type=Path, default=bundled("reader") / "weights.json")
    options = parser.parse_args()
    encoder, restorer = open_encoder(), ToneRestorer.load(bundled("tones"))
    folder = options.network or bundled("reader")
    network = Remembering.open(folder) if (folder / MODEL).is_file() else None

    rows = [
        row
        for row in rows_of(options.data / "train/reading_human.jsonl.gz")
        if row["source"] in SOURCES and row["answerable"] and len(syllables(row["question"])) > 2
    ]
    contexts = {row["passage_id"]: row["context"] for row in rows}
    index = collection_index(
        [CollectionPassage(id_, "", text) for id_, text in contexts.items()], encoder, CACHE, None
    )
    if network and not options.counted:
        rows = [row for row in rows if is_held_out(row["passage_id"])]
    asked = asked_of(rows, index, encoder, restorer)
    unseen = [one for one in asked if is_held_out(one[0]["passage_id"])]
    written = [written_of(*files, encoder, restorer) for files in options.written]
    passages, _ = collection(str(options.data / "dev/viquad_dev"))
    dev_index = collection_index(passages, encoder, CACHE, None)
    dev = asked_of(
        rows_of(options.data / "dev/viquad_dev.questions.jsonl.gz")[:: options.every],
        dev_index,
        encoder,
        restorer,
    )
    # What goes with a network stays as it is when this is run where there is none.
    weights = json.loads(options.out.read_text("utf-8")) if options.out.is_file() else {}
    ways = [(None, asked)] if options.counted or network is None else []
    for own, questions in [*ways, (network, unseen)] if network else ways:
        collected = [(questions, index), *written]
        weights, answer = fit(collected, encoder, restorer, own, weights)
        install(weights)
        report(
            f"viquad_dev{' with the network' if own else ''}", dev, dev_index, encoder, own, answer
        )
    options.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(weights, indent=1))


def report(
    name: str,
    asked: Asked,
    index: Index,
    encoder: Encoder,
    network: ReaderNetwork | None,
    answer: LogisticRegression,
) -> None:
    """Print how good sentences and confidence are on a dev set."""
    only_gold = [
        (row, question, [hit for hit in hits if hit.passage.document_id == row["passage_id"]])
        for row, question, hits in asked
    ]
    _, right, _ = answers_of(only_gold, index, encoder, network, remove=lambda number: False)
    print(f"{name}: right sentence, gold passage given {right.mean():.3f} of {len(right)}")
    _, right, _ = answers_of(asked, index, encoder, network, remove=lambda number: False)
    print(f"{name}: right sentence, end to end {right.mean():.3f} of {len(right)}")
    orders = {"found": [hits for _, _, hits in asked]}
    if network:
        orders["reranked"] = [
            reader.rerank(question, hits, index, network) for _, question, hits in asked
        ]
    for order, lists in orders.items():
        first = [hits[0].passage.document_id for hits in lists]
        wanted = [row["passage_id"] for row, _, _ in asked]
        print(f"{name}: right passage first, as {order}: {np.mean(np.equal(first, wanted)):.3f}")
    signals, right, present = answers_of(
        asked, index, encoder, network, remove=lambda number: number % 2 == 0
    )
    probability = answer.predict_proba(signals)[:, 1]
    print(
        f"{name}: AUC right {roc_auc_score(right, probability):.3f},"
        f" AUC gold present {roc_auc_score(present, probability):.3f}"
    )
    for threshold in np.arange(0.05, 0.8, 0.05):
        refused = probability < threshold
        answered = present & ~refused
        print(
            f"  threshold {threshold:.2f}: refused when absent {refused[~present].mean():.3f}, "
            f"refused when present {refused[present].mean():.3f}, right when answered "
            f"{right[answered].mean() if answered.any() else 0:.3f}"
        )


if __name__ == "__main__":
    main()
