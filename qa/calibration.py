"""How sure a score makes us, and from where on to answer: the map from score to confidence.

A score is the log odds that `qa.ground` gives an answer. Collections differ: the same score is
right more often in one than in another (a line through the log odds mends that: Platt 1999), and
the confidence that separates answers from refusals best moves too. One thing by which they differ
is their size: the best of many passages that do not answer looks more like an answer than the best
of few. The shipped numbers are fitted on dev data; `hoidap calibrate` fits them to one collection
and keeps them beside its index.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from index.encoder import bundled
from index.errors import CalibrationError

FILE = "calibration.json"
_REMEDY = "Hãy xóa tệp ấy, rồi chạy lại nếu cần: hoidap calibrate"
FURTHEST = 7.0  # log odds beyond which nothing is told apart
_PRIOR = 20.0  # how many answers the map that was there before weighs
MEASURED = (100, 20_000)  # passages of the collections that `crowd` was fitted on; beyond, the same
MOST_FALSE = 0.08  # share of the answerable questions that a threshold may refuse


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line through the log odds, and the confidence from which on an answer is given."""

    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.1
    crowd: float = 0.0
    """What is added to the log odds for every tenfold of passages over a thousand; see `among`."""

    def confidence(self, score: float) -> float:
        """Give the share of answers with such a score (log odds) that are right."""
        odds = self.slope * score + self.shift
        return 1 / (1 + math.exp(-min(max(odds, -50.0), 50.0)))

    def among(self, passages: int) -> Calibration:
        """Give this map as it is for a collection of so many passages.

        >>> Calibration(shift=0.5, crowd=-0.25).among(10_000)
        Calibration(slope=1.0, shift=0.25, threshold=0.1, crowd=0.0)
        """
        return replace(self, shift=self.shift + self.crowd * tenfolds(passages), crowd=0.0)

    def corrected(self, slope: float, shift: float, threshold: float) -> Calibration:
        """Give this map followed by another line, with another threshold."""
        return Calibration(
            slope * self.slope, slope * self.shift + shift, threshold, slope * self.crowd
        )


def tenfolds(passages: int) -> float:
    """Give the decimal logarithm of a collection's thousands of passages, within MEASURED.

    >>> tenfolds(10_000)
    1.0
    """
    least, most = MEASURED
    return math.log10(min(max(passages, least), most) / 1000)


def log_odds(probability: float) -> float:
    """Give ln(p / (1 - p)), bounded to ±FURTHEST.

    >>> log_odds(0.5)
    0.0
    """
    if not 0 < probability < 1:
        return FURTHEST if probability > 0.5 else -FURTHEST
    return min(max(math.log(probability / (1 - probability)), -FURTHEST), FURTHEST)


def fit_line(confidences: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Fit the line (slope, shift) that makes confidences come true: Platt's, by Newton's method.

    The line that changes nothing weighs as much as _PRIOR answers, so that few or one-sided answers
    move it little; a slope never turns the order round.
    """
    odds = np.array([log_odds(one) for one in confidences])
    given = 1 / (1 + np.exp(-odds))
    share = _PRIOR / max(1, len(odds))
    # Each answer counts once as it was, and by a share as the old confidence says it would be.
    wanted = (np.array(right, dtype=float) + share * given) / (1 + share)
    line = np.array([1.0, 0.0])
    facts = np.stack([odds, np.ones_like(odds)], axis=1)
    for _ in range(50):
        now = 1 / (1 + np.exp(-facts @ line))
        spread = facts.T @ (facts * (now * (1 - now))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(spread, facts.T @ (wanted - now))
        line = line + np.clip(step, -1.0, 1.0)
        if float(np.abs(step).max()) < 1e-9:
            break
    return max(0.1, float(line[0])), float(line[1])


def best_threshold(
    confidences: Sequence[float], answerable: Sequence[bool], *, near: float = 0.0
) -> float:
    """Find the confidence below which to refuse, for the best mean of both kinds' right decisions.

    No more than MOST_FALSE of the answerable questions are refused by it (those of confidence 0 are
    refused whatever it is). Tried are `near` and what lies halfway between two confidences; of
    equally good ones the nearest to `near` is taken.

    >>> best_threshold([0.1, 0.2, 0.6, 0.9], [False, False, True, True])
    0.4
    """
    pairs = list(zip(confidences, answerable, strict=True))
    there = [one for one, yes in pairs if yes and one > 0]
    absent = [one for one, yes in pairs if not yes]
    between = [(a + b) / 2 for a, b in itertools.pairwise(sorted({0.0, *confidences}))]
    best = (0.0, 0.0, near)
    for threshold in (near, *between):
        false = sum(one < threshold for one in there) / max(1, len(there))
        right = sum(one < threshold for one in absent) / max(1, len(absent))
        if false <= MOST_FALSE:
            best = max(best, (round(right - false + 1, 9), -abs(threshold - near), threshold))
    return best[2]


@cache
def shipped() -> Calibration:
    """Read the calibration that comes with the reader: models/reader/calibration.json."""
    return Calibration(**json.loads((bundled("reader") / FILE).read_text(encoding="utf-8")))


def reader_fingerprint() -> str:
    """Name the reader whose scores are calibrated, by the files that make them."""
    digest = hashlib.sha256()
    for name in ("weights.json", "reader.json", FILE):
        path = bundled("reader") / name
        digest.update(path.read_bytes() if path.is_file() else b"-")
    return digest.hexdigest()


def keep(calibration: Calibration, directory: Path, folder: str) -> Path:
    """Write a calibration beside the index of a folder, whole or not at all; give the file.

    Raises:
        CalibrationError: it cannot be written.
    """
    path = directory / FILE
    draft = directory / f".calibration-{uuid.uuid4().hex}"
    row = {"reader": reader_fingerprint(), "folder": folder, **asdict(calibration)}
    try:
        draft.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CalibrationError(
            f"Không ghi được {path} ({error.strerror}). Hãy kiểm tra quyền ghi và chỗ trống."
        ) from error
    return path


def kept(directory: Path, folder: str) -> Calibration:
    """Read the calibration beside the index of a folder; the shipped one where none fits it.

    Raises:
        CalibrationError: there is one, and it is damaged.
    """
    path = directory / FILE
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        if (row["reader"], row["folder"]) != (reader_fingerprint(), folder):
            return shipped()  # fitted to another reader's scores, or to other documents
        calibration = Calibration(float(row["slope"]), float(row["shift"]), float(row["threshold"]))
    except (FileNotFoundError, NotADirectoryError):
        return shipped()
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CalibrationError(f"Tệp {path} bị hỏng ({error!r}). {_REMEDY}") from error
    if not (
        0.01 <= calibration.slope <= 100
        and -50 <= calibration.shift <= 50
        and 0 <= calibration.threshold <= 1
    ):
        raise CalibrationError(f"Tệp {path} có số không dùng được. {_REMEDY}")
    return calibration
