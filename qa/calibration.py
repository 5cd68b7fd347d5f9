"""How sure a score makes us, and from where on to answer: the map from score to confidence.

A score is the log odds that `qa.ground` gives an answer. Collections differ: the same score is
right more often in one than in another (a line through the log odds mends that: Platt 1999), and
the confidence that separates answers from refusals best moves too. The shipped numbers are fitted
on dev data; `hoidap calibrate` fits them to one collection and keeps them beside its index.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.encoder import bundled
from index.errors import CalibrationError

FILE = "calibration.json"
_PRIOR = 20.0  # how many answers the map that was there before weighs
MOST_FALSE = 0.08  # share of the answerable questions that a threshold may refuse


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line through the log odds, and the confidence from which on an answer is given."""

    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.1

    def confidence(self, score: float) -> float:
        """Give the share of answers with such a score (log odds) that are right."""
        odds = self.slope * score + self.shift
        return 1 / (1 + math.exp(-min(max(odds, -50.0), 50.0)))

    def corrected(self, slope: float, shift: float, threshold: float) -> Calibration:
        """Give this map followed by another line, with another threshold."""
        return Calibration(slope * self.slope, slope * self.shift + shift, threshold)


def log_odds(probability: float) -> float:
    """Give ln(p / (1 - p)), bounded to ±7.

    >>> log_odds(0.5)
    0.0
    """
    bounded = min(max(probability, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


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


def best_threshold(confidences: Sequence[float], answerable: Sequence[bool]) -> float:
    """Find the confidence below which to refuse, for the best mean of both kinds' right decisions.

    No more than MOST_FALSE of the answerable questions are refused by it (those of confidence 0 are
    refused whatever it is); of equally good ones the lowest is taken. Lies halfway between two
    confidences that occur.

    >>> best_threshold([0.1, 0.2, 0.6, 0.9], [False, False, True, True])
    0.4
    """
    there = sorted(one for one, yes in zip(confidences, answerable, strict=True) if yes)
    absent = sorted(one for one, yes in zip(confidences, answerable, strict=True) if not yes)
    levels = sorted({0.0, *confidences})
    best, chosen = -1.0, 0.0
    already = sum(one <= 0 for one in there)
    for low, high in itertools.pairwise(levels):
        middle = (low + high) / 2
        false = sum(one < middle for one in there)
        if false - already > MOST_FALSE * len(there):
            break
        refused = sum(one < middle for one in absent)
        good = refused / max(1, len(absent)) + 1 - false / max(1, len(there))
        if good > best + 1e-12:
            best, chosen = good, middle
    return chosen


@cache
def shipped() -> Calibration:
    """Read the calibration that comes with the reader: models/reader/calibration.json."""
    row = json.loads((bundled("reader") / FILE).read_text(encoding="utf-8"))
    return Calibration(row["slope"], row["shift"], row["threshold"])


def reader_fingerprint() -> str:
    """Name the reader whose scores are calibrated, by the files that make them."""
    digest = hashlib.sha256()
    for name in ("weights.json", "reader.json", FILE):
        path = bundled("reader") / name
        digest.update(path.read_bytes() if path.is_file() else b"-")
    return digest.hexdigest()


def keep(calibration: Calibration, directory: Path) -> Path:
    """Write a calibration beside an index, whole or not at all; give the file.

    Raises:
        CalibrationError: it cannot be written.
    """
    path = directory / FILE
    draft = directory / f".calibration-{uuid.uuid4().hex}"
    row = {"reader": reader_fingerprint(), **asdict(calibration)}
    try:
        draft.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CalibrationError(
            f"Không ghi được {path} ({error.strerror}). Hãy kiểm tra quyền ghi và chỗ trống."
        ) from error
    return path


def kept(directory: Path) -> Calibration:
    """Read the calibration beside an index; the shipped one where there is none for this reader.

    Raises:
        CalibrationError: there is one, and it is damaged.
    """
    path = directory / FILE
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        if row["reader"] != reader_fingerprint():
            return shipped()  # fitted to scores that another reader gave
        calibration = Calibration(float(row["slope"]), float(row["shift"]), float(row["threshold"]))
    except (FileNotFoundError, NotADirectoryError):
        return shipped()
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CalibrationError(
            f"Tệp {path} bị hỏng ({error!r}). Hãy xóa tệp ấy, hoặc chạy lại: hoidap calibrate"
        ) from error
    if not (
        0.01 <= calibration.slope <= 100
        and -50 <= calibration.shift <= 50
        and 0 <= calibration.threshold <= 1
    ):
        raise CalibrationError(
            f"Tệp {path} có số không dùng được. Hãy xóa tệp ấy, hoặc chạy lại: hoidap calibrate"
        )
    return calibration
