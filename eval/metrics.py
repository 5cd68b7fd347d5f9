"""The measures, per question: pure functions of a ranking and its gold, or of a list of values.

A ranking is given as the set of needed pieces that each position holds. "Needed pieces" are the
things a question requires: one for most, two for a question over two documents.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Sequence
from statistics import fmean


def recall_at(ranking: Sequence[frozenset[int]], needed: int, k: int) -> float:
    """Give the share of needed pieces among the first k positions.

    With one needed piece this is success@k (1 or 0), the recall@k of question answering papers;
    it is not the share of all relevant passages.

    >>> recall_at([frozenset(), frozenset({0})], 2, 5)
    0.5
    """
    found = frozenset[int]().union(*ranking[:k])
    return len(found) / needed if needed else 0.0


def reciprocal_rank(ranking: Sequence[frozenset[int]]) -> float:
    """Give 1 / the position of the first that holds a needed piece; 0 when none does.

    >>> reciprocal_rank([frozenset(), frozenset({0})])
    0.5
    """
    return next((1 / rank for rank, pieces in enumerate(ranking, start=1) if pieces), 0.0)


def ndcg_at(ranking: Sequence[frozenset[int]], needed: int, k: int = 10) -> float:
    """Give the discounted gain of the first k positions over that of the ideal ranking.

    Järvelin & Kekäläinen 2002, binary gain, log2 discount; a position gains when it holds a piece
    that no earlier one held, so that repeats of one piece do not count twice.

    >>> round(ndcg_at([frozenset(), frozenset({0})], 1), 4)  # 1 / log2(3)
    0.6309
    """
    seen: set[int] = set()
    gain = 0.0
    for rank, pieces in enumerate(ranking[:k], start=1):
        new = pieces - seen
        gain += bool(new) / math.log2(rank + 1)
        seen |= new
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(needed, k) + 1))
    return min(1.0, gain / ideal) if ideal else 0.0


def area_under_curve(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Give the chance that a positive has a higher score than a negative; equal scores count half.

    The area under the ROC curve, by ranks (Mann-Whitney); 0.5 when one kind is missing.

    >>> area_under_curve([0.9, 0.4, 0.4, 0.1], [True, True, False, False])
    0.875
    """
    positives = sum(labels)
    negatives = len(labels) - positives
    if not positives or not negatives:
        return 0.5
    order = sorted(range(len(scores)), key=lambda place: scores[place])
    total = 0.0
    rank = 1
    for _, group in itertools.groupby(order, key=lambda place: scores[place]):
        same = list(group)
        total += sum(labels[place] for place in same) * (rank + (len(same) - 1) / 2)
        rank += len(same)
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def interval_of(
    measure: Callable[[Sequence[int]], float], count: int, *, samples: int = 300, seed: int = 7
) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of a measure of drawn places among `count` questions.

    For measures that are no mean: an area, a precision. Deterministic; (0, 0) for no question.
    """
    if not count:
        return 0.0, 0.0
    draw = random.Random(seed)
    drawn = sorted(measure(draw.choices(range(count), k=count)) for _ in range(samples))
    return drawn[int(0.025 * samples)], drawn[int(0.975 * samples) - 1]


def interval(values: Sequence[float], *, samples: int = 1000, seed: int = 7) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of the mean (percentile method, Efron 1979).

    Deterministic for the same values. An empty sequence gives (0, 0).
    """
    if not values:
        return 0.0, 0.0
    draw = random.Random(seed)
    means = sorted(fmean(draw.choices(values, k=len(values))) for _ in range(samples))
    return means[int(0.025 * samples)], means[int(0.975 * samples) - 1]


def paired_interval(
    values: Sequence[float], others: Sequence[float], *, samples: int = 1000, seed: int = 7
) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of how much higher the mean of `values` is.

    Both hold one value a question, in the same order; questions are drawn, with both their values
    (the paired bootstrap, Efron & Tibshirani 1993), for what is hard for one is hard for the other.

    >>> paired_interval([1, 1, 0], [0, 0, -1])
    (1.0, 1.0)
    """
    pairs = zip(values, others, strict=True)
    return interval([value - other for value, other in pairs], samples=samples, seed=seed)


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below which a share of the values lies (nearest rank); 0 for none.

    >>> percentile([5, 1, 3], 0.5)
    3
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0
