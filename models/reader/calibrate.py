"""Fit the shipped calibration: from which score on to answer, and how sure that makes us.

    python models/reader/calibrate.py --data DIR [--written TRAIN DEV] [--out FILE]

To be run after fit.py, whose weights make the scores. Asked are questions of dev/viquad_dev, toned
and toneless, among passages of train/viwiki_passages with and without their own, the golden
questions of the seeds, and the written questions (written.py) that fit.py left alone, every fourth
toneless, all with no threshold. The line and the threshold are fitted to all of them;
what is printed is measured on each half of the questions with what was fitted to the other half.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from eval.answers import judge
from eval.grounding import evaluate
from eval.metrics import area_under_curve
from eval.questions import FORMS, collection, golden, reading_questions
from eval.reliability import calibration_error
from eval.report import GOLDEN
from index.encoder import Encoder, bundled, open_encoder
from index.text import fold
from index.tones import ToneRestorer
from models.reader.fit import holds, rows_of, written_index
from models.reader.written import half_of
from qa.assistant import SEEDS, Assistant, Config
from qa.calibrate import Trial, refusals
from qa.calibration import FILE, Calibration, best_threshold, fit_line, log_odds

CACHE = Path("~/.cache/hoidap/eval").expanduser()
BARE = Calibration(slope=1.0, shift=0.0, threshold=0.0)  # the score itself, and never a refusal
NEAR = 0.2  # of thresholds that decide equally well


def group_of(name: str) -> int:
    """Put a question into one half, the same one in every form."""
    return zlib.crc32(name.encode()) % 2


def collection_trials(
    data: Path, encoder: Encoder, restorer: ToneRestorer, *, questions: int, distractors: int
) -> list[Trial]:
    """Ask every n-th question of the dev set, so that all its articles are asked about."""
    prefix = str(data / "dev/viquad_dev")
    passages, _ = collection(prefix, f"{data / 'train/viwiki_passages.jsonl.gz'}:{distractors}")
    every = reading_questions(Path(f"{prefix}.questions.jsonl.gz"))
    asked = evaluate(
        passages,
        every[:: max(1, len(every) // questions)][:questions],
        encoder=encoder,
        restorer=restorer,
        forms=FORMS,
        without_gold=True,
        cache=CACHE,
        calibration=BARE,
    )
    return [Trial(one.confidence, one.right, one.answerable, group_of(one.id)) for one in asked]


def written_trials(train: Path, dev: Path, encoder: Encoder, restorer: ToneRestorer) -> list[Trial]:
    """Ask written questions, of which some have no answer though all their words are there."""
    index = written_index(train, dev, encoder)
    assistant = Assistant(index, encoder, restorer, calibration=BARE)
    trials = []
    for number, row in enumerate(row for row in rows_of(dev) if half_of(row) == 1):
        answer = assistant.ask(fold(row["question"]) if number % 4 == 3 else row["question"])
        right = any(holds(row, cited.source, cited.start, cited.end) for cited in answer.citations)
        trials.append(
            Trial(answer.confidence, right, row["answerable"], group_of(row["passage_id"]))
        )
    return trials


def golden_trials(index_dir: Path) -> list[Trial]:
    """Ask the golden questions of the seeds."""
    opened = Assistant.open(Config(docs=SEEDS, index_dir=index_dir))
    assistant = Assistant(opened.index, opened.encoder, opened.restorer, calibration=BARE)
    texts = {document.source: document.text for document in assistant.index.documents}
    judged = judge(golden(GOLDEN, texts), ask=assistant.ask, search=assistant.search, texts=texts)
    return [
        Trial(
            one.answer.confidence,
            one.values.get("right_and_cited", 0.0) == 1.0,
            one.question.answerable,
            group_of(one.question.id),
        )
        for one in judged
    ]


def fit(trials: Sequence[Trial]) -> Calibration:
    """Fit the line, then the threshold on the confidences that it gives."""
    asked = [trial for trial in trials if trial.probability > 0]
    line = fit_line([one.probability for one in asked], [one.is_right for one in asked])
    fitted = BARE.corrected(*line, threshold=0.0)
    threshold = best_threshold(
        confidences(fitted, trials), [trial.answerable for trial in trials], near=NEAR
    )
    rounded = {name: round(value, 4) for name, value in asdict(fitted).items()}
    return replace(Calibration(**rounded), threshold=round(threshold, 4))


def confidences(calibration: Calibration, trials: Sequence[Trial]) -> list[float]:
    """Give each trial's confidence; what a check refused keeps 0."""
    return [
        calibration.confidence(log_odds(one.probability)) if one.probability > 0 else 0.0
        for one in trials
    ]


def report(name: str, trials: Sequence[Trial]) -> None:
    """Print what calibrations fitted to the other half do on each half."""
    decided, given, right = [], [], []
    for half in (0, 1):
        fitted = fit([trial for trial in trials if trial.group != half])
        judged = [trial for trial in trials if trial.group == half]
        for trial, confidence in zip(judged, confidences(fitted, judged), strict=True):
            refused = confidence < fitted.threshold or trial.probability <= 0
            decided.append((trial.answerable, refused))
            if not refused:
                given.append(confidence)
                right.append(trial.is_right)
    made = refusals(decided)
    area = area_under_curve([one.probability for one in trials], [one.answerable for one in trials])
    print(
        f"{name}: {len(trials)} questions; refusal precision {made.precision:.3f}, recall "
        f"{made.recall:.3f}, false {made.false:.3f}; right when answered "
        f"{sum(right) / max(1, len(right)):.3f}; ECE {calibration_error(given, right):.3f}; "
        f"AUC answerable {area:.3f}"
    )


def main() -> None:
    """Ask, fit, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--written", type=Path, nargs=2, metavar=("TRAIN", "DEV"))
    parser.add_argument("--out", type=Path, default=bundled("reader") / FILE)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--distractors", type=int, default=10_000)
    options = parser.parse_args()
    encoder, restorer = open_encoder(), ToneRestorer.load(bundled("tones"))
    among = collection_trials(
        options.data,
        encoder,
        restorer,
        questions=options.questions,
        distractors=options.distractors,
    )
    seeds = golden_trials(CACHE / "seeds")
    report("viquad_dev", among)
    report("golden", seeds)
    written = written_trials(*options.written, encoder, restorer) if options.written else []
    if written:
        report("written", written)
    every = [*among, *seeds, *written]
    report("all", every)
    fitted = fit(every)
    print(fitted)
    options.out.write_text(json.dumps(asdict(fitted), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
