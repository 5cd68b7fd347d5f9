"""Fit the shipped calibration: from which score on to answer, and how sure that makes us.

    python models/reader/calibrate.py --data DIR [--written TRAIN DEV] [--out FILE]

To be run after fit.py, whose weights make the scores. Asked are questions of dev/viquad_dev, toned
and toneless, among few and many passages of train/viwiki_passages with and without their own, the
golden questions of the seeds, and the written questions (written.py) that fit.py left alone, every
fourth toneless, all with no threshold. The line, what the size of a collection adds to it, and the
threshold are fitted to all of them; what is printed is measured on each half of the questions with
what was fitted to the other half.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

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
from qa.calibration import FILE, Calibration, best_threshold, log_odds, tenfolds

CACHE = Path("~/.cache/hoidap/eval").expanduser()
BARE = Calibration(slope=1.0, shift=0.0, threshold=0.0)  # the score itself, and never a refusal
NEAR = 0.2  # of thresholds that decide equally well


@dataclass(frozen=True, slots=True)
class Group:
    """What one collection was asked."""

    name: str
    passages: int
    trials: Sequence[Trial]

    def half(self, number: int) -> Group:
        """Give the group with one half of its questions."""
        return replace(self, trials=[trial for trial in self.trials if trial.group == number])


def half_for(name: str) -> int:
    """Put a question into one half, the same one in every form."""
    return zlib.crc32(name.encode()) % 2


def asked_of_collection(
    data: Path, encoder: Encoder, restorer: ToneRestorer, *, questions: int, distractors: int
) -> Group:
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
    trials = [Trial(one.confidence, one.right, one.answerable, half_for(one.id)) for one in asked]
    return Group(f"viquad_dev among {len(passages)}", len(passages), trials)


def asked_of_written(train: Path, dev: Path, encoder: Encoder, restorer: ToneRestorer) -> Group:
    """Ask written questions, of which some have no answer though all their words are there."""
    index = written_index(train, dev, encoder)
    assistant = Assistant(index, encoder, restorer, calibration=BARE)
    trials = []
    for number, row in enumerate(row for row in rows_of(dev) if half_of(row) == 1):
        answer = assistant.ask(fold(row["question"]) if number % 4 == 3 else row["question"])
        right = any(holds(row, cited.source, cited.start, cited.end) for cited in answer.citations)
        trials.append(
            Trial(answer.confidence, right, row["answerable"], half_for(row["passage_id"]))
        )
    return Group(f"written, {dev.stem}", len(index.passages), trials)


def asked_of_seeds(index_dir: Path) -> Group:
    """Ask the golden questions of the seeds."""
    opened = Assistant.open(Config(docs=SEEDS, index_dir=index_dir))
    assistant = Assistant(opened.index, opened.encoder, opened.restorer, calibration=BARE)
    texts = {document.source: document.text for document in assistant.index.documents}
    judged = judge(golden(GOLDEN, texts), ask=assistant.ask, search=assistant.search, texts=texts)
    trials = [
        Trial(
            one.answer.confidence,
            one.values.get("right_and_cited", 0.0) == 1.0,
            one.question.answerable,
            half_for(one.question.id),
        )
        for one in judged
    ]
    return Group("golden", len(assistant.index.passages), trials)


def fit(groups: Sequence[Group]) -> Calibration:
    """Fit the line and the size's share, then the threshold on the confidences that they give."""
    asked = [(group, trial) for group in groups for trial in group.trials if trial.probability > 0]
    facts = np.array(
        [(log_odds(trial.probability), tenfolds(group.passages)) for group, trial in asked]
    )
    model = LogisticRegression(C=100.0).fit(facts, [trial.is_right for _, trial in asked])
    (slope, crowd), shift = model.coef_[0], model.intercept_[0]
    fitted = Calibration(
        slope=round(float(slope), 4), shift=round(float(shift), 4), crowd=round(float(crowd), 4)
    )
    threshold = best_threshold(
        [
            trial.confidence(fitted.among(group.passages))
            for group in groups
            for trial in group.trials
        ],
        [trial.answerable for group in groups for trial in group.trials],
        near=NEAR,
    )
    return replace(fitted, threshold=round(threshold, 4))


def report(groups: Sequence[Group]) -> None:
    """Print of every group what calibrations fitted to the other half do on each half."""
    fitted = [fit([group.half(1 - number) for group in groups]) for number in (0, 1)]
    for group in groups:
        decided, given, right = [], [], []
        for trial in group.trials:
            calibration = fitted[trial.group].among(group.passages)
            refused = trial.is_refused(calibration)
            decided.append((trial.answerable, refused))
            if not refused:
                given.append(trial.confidence(calibration))
                right.append(trial.is_right)
        made = refusals(decided)
        area = area_under_curve(
            [one.probability for one in group.trials], [one.answerable for one in group.trials]
        )
        print(
            f"{group.name}: {len(group.trials)} questions, {group.passages} passages; refusal "
            f"precision {made.precision:.3f}, recall {made.recall:.3f}, false {made.false:.3f}; "
            f"right when answered {sum(right) / max(1, len(right)):.3f}, said "
            f"{sum(given) / max(1, len(given)):.3f}; ECE {calibration_error(given, right):.3f}; "
            f"AUC answerable {area:.3f}"
        )


def main() -> None:
    """Ask, fit, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--written", type=Path, nargs=2, metavar=("TRAIN", "DEV"), action="append", default=[]
    )
    parser.add_argument("--out", type=Path, default=bundled("reader") / FILE)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--distractors", type=int, nargs="+", default=[200, 1500, 10_000])
    options = parser.parse_args()
    encoder, restorer = open_encoder(), ToneRestorer.load(bundled("tones"))
    groups = [
        *(
            asked_of_collection(
                options.data, encoder, restorer, questions=options.questions, distractors=many
            )
            for many in options.distractors
        ),
        asked_of_seeds(CACHE / "seeds"),
        *(asked_of_written(*files, encoder, restorer) for files in options.written),
    ]
    report(groups)
    fitted = fit(groups)
    print(fitted)
    options.out.write_text(json.dumps(asdict(fitted), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
