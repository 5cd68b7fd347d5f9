"""Reliability, calibration error and the curve of refusals against values worked out by hand."""

import pytest

from eval.reliability import Bin, Point, bins, calibration_error, refusal_curve


def test_answers_are_grouped_by_tenths_of_confidence():
    assert bins([0.05, 0.12, 0.18, 1.0], [False, False, True, True]) == [
        Bin(1, 0.05, 0.0),
        Bin(2, pytest.approx(0.15), 0.5),
        Bin(1, 1.0, 1.0),
    ]
    assert bins([], []) == []


def test_the_calibration_error_is_the_mean_gap_weighted_by_answers():
    # Bin .9: |.9 - 2/3| three times; bin .2: |.2 - 0| once. (3 * 7/30 + .2) / 4 = .225
    confidences, right = [0.9, 0.9, 0.9, 0.2], [True, True, False, False]
    assert calibration_error(confidences, right) == pytest.approx(0.225)
    assert calibration_error([1.0, 0.0], [True, False]) == 0.0
    assert calibration_error([], []) == 0.0


def test_the_curve_tells_what_refusing_below_each_confidence_does():
    curve = refusal_curve([0.1, 0.2, 0.3, 0.4], [False, True, False, True])
    assert curve == [
        Point(0.1, 1.0, 0.0, 0.0),
        Point(0.2, 1.0, 0.5, 0.0),
        Point(0.3, 0.5, 0.5, 0.5),
        Point(0.4, pytest.approx(2 / 3), 1.0, 0.5),
        Point(1.01, 0.5, 1.0, 1.0),
    ]


def test_a_curve_of_one_kind_alone_is_a_curve_all_the_same():
    assert [point.recall for point in refusal_curve([0.5], [True])] == [0.0, 0.0]
    assert [point.false for point in refusal_curve([0.5], [False])] == [0.0, 0.0]
