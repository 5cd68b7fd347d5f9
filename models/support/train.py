"""Fit the weights of `qa.support` and its threshold; write weights.json and print the report.

    python models/support/train.py --data DIR [--keep] [--report] [--out weights.json]

DIR has train/viwiki_passages.jsonl.gz and dev/viquad_dev.*. Weights are fitted on statements made
from Wikipedia passages (eval/statements.py), the threshold is set on the largest article of
viquad_dev, and --report judges the other articles, which nothing was chosen on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, fields
from itertools import islice
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from eval.statements import CONTRADICTED, NAMED, Pair, Text, pairs_of, texts_of
from index.encoder import Encoder, open_encoder
from index.text import canonical
from qa.support import Features, fault_in, features_of, nearest

# Share of wrong numbers, dates and names that may pass where the threshold is set: with a hundred
# such pairs to set it on, twice as many may pass elsewhere.
PASSED = 0.025
OUT = Path(__file__).with_name("weights.json")


def rows_of(path: Path, count: int | None = None) -> list[dict]:
    """Read gzipped JSON lines, at most `count`."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in islice(file, count)]


def halves(data: Path) -> tuple[list[Text], list[Text]]:
    """Cut viquad_dev by article: the largest one, and the others."""
    texts = texts_of(
        rows_of(data / "dev/viquad_dev.passages.jsonl.gz"),
        rows_of(data / "dev/viquad_dev.questions.jsonl.gz"),
    )
    largest = Counter(text.article for text in texts).most_common(1)[0][0]
    return (
        [text for text in texts if text.article == largest],
        [text for text in texts if text.article != largest],
    )


class Remembering:
    """An encoder that encodes many texts at once beforehand: ten times faster than one by one."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.vectors: dict[str, np.ndarray] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Encode what is new."""
        new = sorted({text for text in texts if text not in self.vectors}, key=len)
        self.vectors |= dict(zip(new, self.encoder.encode_passages(new), strict=True))

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Look vectors up."""
        return np.stack([self.vectors[text] for text in texts])


def counted(pairs: Sequence[Pair], encoder: Encoder) -> np.ndarray:
    """Describe every pair, one row each."""
    places = [nearest(pair.statement, pair.paragraph) for pair in pairs]
    known = Remembering(encoder)
    known.learn([canonical(pair.statement) for pair in pairs])
    known.learn([canonical(p.paragraph[slice(*at)]) for p, at in zip(pairs, places, strict=True)])
    return np.array([
        astuple(features_of(pair.statement, pair.paragraph, place, encoder=known))
        for pair, place in zip(pairs, places, strict=True)
    ])  # fmt: skip


def drawn(texts: Sequence[Text], count: int, seed: int) -> list[Pair]:
    """Make pairs and keep so many, drawn at random."""
    pairs = pairs_of(texts, seed=seed)
    return random.Random(seed).sample(pairs, min(count, len(pairs)))


def scores_of(pairs: Sequence[Pair], encoder: Encoder, weights: dict[str, float]) -> np.ndarray:
    """Score pairs as `qa.support.support` does: 0 for a fault."""
    names = [field.name for field in fields(Features)]
    odds = counted(pairs, encoder) @ np.array([weights[name] for name in names]) + weights["bias"]
    sound = np.array([
        not fault_in(pair.statement, pair.paragraph, nearest(pair.statement, pair.paragraph))
        for pair in pairs
    ])  # fmt: skip
    return sound / (1 + np.exp(-odds))


def report(pairs: Sequence[Pair], scores: np.ndarray, threshold: float) -> str:
    """Write AUC and the share that passes, by kind."""
    labels = np.array([pair.is_supported for pair in pairs])
    lines = [f"{len(pairs)} pairs, AUC {roc_auc_score(labels, scores):.3f}"]
    kinds: dict[tuple[str, str], list[bool]] = {}
    for pair, score in zip(pairs, scores, strict=True):
        kinds.setdefault((pair.label, pair.kind), []).append(bool(score >= threshold))
        kinds.setdefault((pair.label, "all"), []).append(bool(score >= threshold))
        if pair.label == CONTRADICTED and pair.kind in NAMED:
            kinds.setdefault((pair.label, "number, date or name"), []).append(score >= threshold)
    for (label, kind), passed in sorted(kinds.items()):
        lines.append(f"  {label:13} {kind:22} {len(passed):5}  passes {np.mean(passed):.3f}")
    return "\n".join(lines)


def kept(path: Path) -> dict[str, float]:
    """Read weights fitted before."""
    return json.loads(path.read_text(encoding="utf-8"))["weights"]


def fitted_on(options: argparse.Namespace, encoder: Encoder) -> dict[str, float]:
    """Fit weights on statements made from training paragraphs."""
    half = options.texts // 2
    rows = rows_of(options.data / "train/viwiki_passages.jsonl.gz", half)
    human = rows_of(options.data / "train/reading_human.jsonl.gz")
    human = [row for row in human if row["source"] in ("viquad_a", "viquad1_samples")]
    asked = {row["passage_id"]: row["context"] for row in human if row["answerable"]}
    rows += [{"id": name, "title": name, "text": text} for name, text in list(asked.items())[:half]]
    pairs = drawn(texts_of(rows, human), options.pairs, 7)
    print(Counter((pair.label, pair.kind) for pair in pairs))
    # Faults decide by themselves: the weights are for what they do not see.
    pairs = [
        pair for pair in pairs
        if not fault_in(pair.statement, pair.paragraph, nearest(pair.statement, pair.paragraph))
    ]  # fmt: skip
    print(f"{len(pairs)} without a fault, {sum(pair.is_supported for pair in pairs)} supported")
    matrix = counted(pairs, encoder)
    labels = np.array([pair.is_supported for pair in pairs])
    model = LogisticRegression(C=10.0, max_iter=2000, class_weight="balanced")
    model.fit(matrix, labels)
    names = [field.name for field in fields(Features)]
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0]), 4), **weights}


def main() -> None:
    """Fit, choose the threshold, write, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--texts", type=int, default=400, help="half Wikipedia, half human-asked")
    parser.add_argument("--pairs", type=int, default=3000, help="to fit on")
    parser.add_argument("--judged", type=int, default=1000, help="pairs of each half of viquad_dev")
    parser.add_argument("--keep", action="store_true", help="set only the threshold anew")
    parser.add_argument("--report", action="store_true", help="judge the held-out articles")
    options = parser.parse_args()
    encoder = open_encoder()
    dev, held_out = halves(options.data)
    if options.report:
        fitted = json.loads(options.out.read_text(encoding="utf-8"))
        pairs = drawn(held_out, options.judged, 11)
        scores = scores_of(pairs, encoder, fitted["weights"])
        print(report(pairs, scores, fitted["threshold"]))
        return
    weights = fitted_on(options, encoder) if not options.keep else kept(options.out)
    pairs = drawn(dev, options.judged, 11)
    scores = scores_of(pairs, encoder, weights)
    wrong = [s for s, p in zip(scores, pairs, strict=True)
             if p.label == CONTRADICTED and p.kind in NAMED]  # fmt: skip
    threshold = round(max(0.5, float(np.quantile(wrong, 1 - PASSED)) + 1e-3), 3)
    fitted = {"weights": weights, "threshold": threshold}
    options.out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(fitted))
    print(report(pairs, scores, threshold))


if __name__ == "__main__":
    main()
