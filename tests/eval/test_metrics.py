"""Each measure against a fraction that can be checked in one's head."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import (
    area_under_curve,
    interval,
    interval_of,
    ndcg_at,
    paired_interval,
    percentile,
    recall_at,
    reciprocal_rank,
)

NONE, A, B, AB = frozenset(), frozenset({0}), frozenset({1}), frozenset({0, 1})


@pytest.mark.parametrize(
    ("ranking", "needed", "k", "value"),
    [
        pytest.param([A], 1, 1, 1, id="first"),
        pytest.param([NONE, A], 1, 1, 0, id="second_of_one"),
        pytest.param([NONE, A], 1, 2, 1, id="second_of_two"),
        pytest.param([A, B], 2, 1, 1 / 2, id="one_of_two_pieces"),
        pytest.param([A, A, A], 2, 3, 1 / 2, id="repeats_do_not_count"),
        pytest.param([AB], 2, 1, 2 / 2, id="both_at_once"),
        pytest.param([A, NONE, B], 3, 5, 2 / 3, id="two_of_three_pieces"),
        pytest.param([], 1, 5, 0, id="no_hits"),
        pytest.param([A], 0, 5, 0, id="nothing_needed"),
    ],
)
def test_recall_is_the_share_of_needed_pieces_found(ranking, needed, k, value):
    assert recall_at(ranking, needed, k) == value


@pytest.mark.parametrize(
    ("ranking", "value"),
    [([A], 1), ([NONE, A], 1 / 2), ([NONE, NONE, B, A], 1 / 3), ([NONE], 0), ([], 0)],
)
def test_reciprocal_rank_is_one_over_the_first_place_that_holds_a_piece(ranking, value):
    assert reciprocal_rank(ranking) == value


LOG3, LOG4 = math.log2(3), math.log2(4)


@pytest.mark.parametrize(
    ("ranking", "needed", "k", "value"),
    [
        pytest.param([A], 1, 10, 1, id="first"),
        pytest.param([NONE, A], 1, 10, 1 / LOG3, id="second"),
        pytest.param([NONE, NONE, A], 1, 10, 1 / 2, id="third"),
        pytest.param([NONE, NONE, A], 1, 2, 0, id="past_k"),
        pytest.param([A, B], 2, 10, 1, id="ideal_of_two"),
        pytest.param([A, NONE, B], 2, 10, (1 + 1 / LOG4) / (1 + 1 / LOG3), id="gap"),
        pytest.param([A, A, B], 2, 10, (1 + 1 / LOG4) / (1 + 1 / LOG3), id="repeat_gains_nothing"),
        pytest.param([NONE, A], 2, 10, (1 / LOG3) / (1 + 1 / LOG3), id="one_of_two"),
        pytest.param([A, B], 5, 2, 1, id="more_needed_than_places"),
        pytest.param([], 1, 10, 0, id="no_hits"),
        pytest.param([A], 0, 10, 0, id="nothing_needed"),
    ],
)
def test_ndcg_is_the_discounted_gain_over_the_ideal(ranking, needed, k, value):
    assert ndcg_at(ranking, needed, k) == pytest.approx(value)


rankings = st.lists(st.frozensets(st.integers(0, 2)), max_size=12)


@given(rankings, st.integers(1, 12))
def test_measures_stay_between_zero_and_one_and_recall_grows_with_k(ranking, k):
    assert 0 <= ndcg_at(ranking, 3, k) <= 1
    assert 0 <= recall_at(ranking, 3, k) <= recall_at(ranking, 3, k + 1) <= 1
    assert (reciprocal_rank(ranking) > 0) == any(ranking)


@pytest.mark.parametrize(
    ("share", "value"), [(0, 10), (0.2, 10), (0.5, 30), (0.9, 50), (0.95, 50), (1, 50)]
)
def test_a_percentile_is_one_of_the_values_by_nearest_rank(share, value):
    assert percentile([50, 10, 40, 20, 30], share) == value


def test_a_percentile_of_nothing_is_zero():
    assert percentile([], 0.5) == 0


def test_the_interval_of_two_values_is_that_of_all_resamples():
    # Means of (0, 0), (0, 1), (1, 0), (1, 1): 0 and 1 have probability 1/4 each, so both tails.
    assert sorted(sum(pair) / 2 for pair in product([0, 1], repeat=2)) == [0, 0.5, 0.5, 1]
    assert interval([0, 1]) == (0, 1)


def test_the_interval_of_equal_values_has_no_width():
    assert interval([0.25] * 9) == (0.25, 0.25)
    assert interval([]) == (0, 0)


def test_the_interval_narrows_with_more_questions_and_is_the_same_every_time():
    few, many = [0.0, 1.0] * 10, [0.0, 1.0] * 200
    assert interval(few) == interval(few)
    (low, high), (lower, higher) = interval(few), interval(many)
    assert low < lower < 0.5 < higher < high
    # The normal approximation: 0.5 ± 1.96 · 0.5 / √400.
    assert (lower, higher) == pytest.approx((0.451, 0.549), abs=0.01)


def test_what_is_better_by_as_much_on_every_question_is_better_for_sure():
    hard_and_easy = [0.0, 0.5] * 20
    assert paired_interval([value + 0.5 for value in hard_and_easy], hard_and_easy) == (0.5, 0.5)
    # Both intervals by themselves leave room for a third less.
    (_, high), (low, _) = interval(hard_and_easy), interval([v + 0.5 for v in hard_and_easy])
    assert low - high == pytest.approx(0.35, abs=0.05)


def test_the_interval_of_a_difference_is_that_of_the_differences():
    # One better, one worse by 1: means of the resamples are -1, 0, 0, 1.
    assert paired_interval([1, 0], [0, 1]) == (-1, 1)


def test_values_of_other_questions_are_not_compared():
    with pytest.raises(ValueError, match="shorter"):
        paired_interval([1, 0], [1])


@pytest.mark.parametrize(
    ("scores", "labels", "area"),
    [
        ([0.9, 0.1], [True, False], 1.0),
        ([0.1, 0.9], [True, False], 0.0),
        ([0.5, 0.5], [True, False], 0.5),
        ([3, 1, 2, 0], [True, True, False, False], 3 / 4),  # three of four pairs in order
        ([1, 2], [True, True], 0.5),
        ([], [], 0.5),
    ],
)
def test_the_area_under_the_curve_is_the_share_of_pairs_in_order(scores, labels, area):
    assert area_under_curve(scores, labels) == area


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=12))
def test_the_area_by_ranks_is_that_by_pairs(pairs):
    positives = [score for score, label in pairs if label]
    negatives = [score for score, label in pairs if not label]
    won = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
    scores, labels = [score for score, _ in pairs], [label for _, label in pairs]
    expected = sum(won) / len(won) if won else 0.5
    assert area_under_curve(scores, labels) == pytest.approx(expected)


def test_the_interval_of_any_measure_is_that_of_drawn_places():
    assert interval_of(lambda places: 0.25, 5) == (0.25, 0.25)
    assert interval_of(lambda places: 0.25, 0) == (0.0, 0.0)
    values = [0.0, 1.0] * 50
    low, high = interval_of(lambda places: sum(values[at] for at in places) / len(places), 100)
    assert 0.35 < low < 0.5 < high < 0.65
