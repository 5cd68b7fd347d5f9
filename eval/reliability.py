"""Does confidence come true? Reliability by bins, calibration error, the curve of refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies between two tenths."""

    count: int
    confidence: float
    """Their mean confidence."""
    right: float
    """The share of them that is right."""


@dataclass(frozen=True, slots=True)
class Point:
    """What refusing below a confidence does."""

    threshold: float
    precision: float
    """Share of the refused questions that had no answer."""
    recall: float
    """Share of the questions without an answer that are refused."""
    false: float
    """Share of the answerable questions that are refused."""


def bins(confidences: Sequence[float], right: Sequence[bool], *, count: int = BINS) -> list[Bin]:
    """Group answers by confidence into bins of equal width; empty bins are left out."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, came_true in zip(confidences, right, strict=True):
        place = min(count - 1, int(confidence * count))
        groups.setdefault(place, []).append((confidence, came_true))
    return [
        Bin(len(group), fmean(one for one, _ in group), fmean(float(yes) for _, yes in group))
        for _, group in sorted(groups.items())
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Give the expected calibration error (ECE): the bins' mean gap, weighted by their answers.

    Naeini, Cooper & Hauskrecht 2015, ten bins of equal width; 0 for no answers.

    >>> calibration_error([0.8, 0.8, 0.8, 0.8], [True, True, True, False])
    0.050000000000000044
    """
    if not confidences:
        return 0.0
    gaps = [bin_.count * abs(bin_.right - bin_.confidence) for bin_ in bins(confidences, right)]
    return sum(gaps) / len(confidences)


def refusal_curve(confidences: Sequence[float], answerable: Sequence[bool]) -> list[Point]:
    """Give what refusing below each confidence that occurs does, thresholds rising."""
    pairs = list(zip(confidences, answerable, strict=True))
    there = max(1, sum(answerable))
    absent = max(1, len(pairs) - sum(answerable))
    points = []
    for threshold in [*sorted(set(confidences)), 1.01]:
        false = sum(yes for one, yes in pairs if one < threshold)
        right = sum(not yes for one, yes in pairs if one < threshold)
        precision = right / (right + false) if right + false else 1.0
        points.append(Point(threshold, precision, right / absent, false / there))
    return points
