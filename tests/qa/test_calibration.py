"""Scores become confidence that comes true, and the threshold that decides best is found."""

import json
import math
import random

import pytest

from index.errors import CalibrationError
from qa.calibration import (
    FILE,
    MOST_FALSE,
    Calibration,
    best_threshold,
    fit_line,
    keep,
    kept,
    log_odds,
    shipped,
)

DOCS = "van-ban"


def test_log_odds_are_bounded():
    assert log_odds(0.75) == pytest.approx(1.0986, abs=1e-4)  # ln 3
    assert (log_odds(1), log_odds(0)) == (7.0, -7.0)
    assert (log_odds(1 - 1e-9), log_odds(1e-9)) == (7.0, -7.0)


def test_confidence_is_the_logistic_of_a_line():
    calibration = Calibration(slope=2.0, shift=-1.0)
    assert calibration.confidence(0.5) == 0.5
    assert calibration.confidence(1.0) == pytest.approx(1 / (1 + math.exp(-1)))
    assert 0 < calibration.confidence(-1e6) < calibration.confidence(1e6) <= 1


def test_a_score_means_less_among_more_passages():
    calibration = Calibration(slope=2.0, shift=1.0, threshold=0.3, crowd=-0.5)
    of_a_hundred, of_ten_thousand = calibration.among(100), calibration.among(10_000)
    assert of_a_hundred == Calibration(slope=2.0, shift=1.5, threshold=0.3)
    assert of_ten_thousand == Calibration(slope=2.0, shift=0.5, threshold=0.3)
    assert of_ten_thousand.among(100) == of_ten_thousand  # it is that of its collection already


def test_collections_of_sizes_that_were_not_measured_are_taken_for_the_nearest_that_was():
    calibration = Calibration(crowd=-0.5)
    assert calibration.among(1) == calibration.among(100)
    assert calibration.among(10**7) == calibration.among(20_000)


def test_a_corrected_map_is_the_old_one_and_then_the_new_line():
    old, line = Calibration(slope=0.5, shift=1.0), Calibration(slope=3.0, shift=-2.0)
    new = old.corrected(line.slope, line.shift, threshold=0.4)
    for score in (-3.0, 0.0, 1.7):
        assert new.confidence(score) == pytest.approx(
            line.confidence(log_odds(old.confidence(score)))
        )
    assert new.threshold == 0.4


def test_the_size_of_a_collection_counts_after_a_correction_as_the_rest_of_the_score():
    old = Calibration(slope=0.5, shift=1.0, crowd=-0.4)
    new = old.corrected(3.0, -2.0, threshold=0.4)
    assert new.among(10_000) == old.among(10_000).corrected(3.0, -2.0, threshold=0.4)


def answers(slope, shift, count, seed=5):
    """Draw confidences and whether each came true, when the truth is another line of them."""
    draw = random.Random(seed)
    truth = Calibration(slope, shift)
    confidences = [draw.uniform(0.02, 0.98) for _ in range(count)]
    return confidences, [draw.random() < truth.confidence(log_odds(c)) for c in confidences]


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (2.0, -1.0), (0.5, 0.5)])
def test_the_line_of_many_answers_is_found(slope, shift):
    found = fit_line(*answers(slope, shift, 20_000))
    assert found == (pytest.approx(slope, abs=0.1), pytest.approx(shift, abs=0.1))


def test_few_answers_move_the_line_little_and_none_do_not():
    assert fit_line([], []) == (1.0, 0.0)
    line = Calibration(*fit_line([0.9, 0.8], [False, False]))
    assert 0.5 < line.confidence(log_odds(0.9)) < 0.9
    assert 0.5 < line.confidence(log_odds(0.8)) < 0.8


@pytest.mark.parametrize("right", [True, False])
def test_answers_of_one_kind_and_an_order_turned_round_give_a_usable_line(right):
    for confidences, came in (([0.5] * 50, [right] * 50), ([0.1, 0.9] * 50, [True, False] * 50)):
        slope, shift = fit_line(confidences, came)
        assert slope >= 0.1
        assert abs(shift) < 50


def test_the_threshold_that_decides_best_is_found():
    confidences = [0.05, 0.1, 0.3, 0.2, 0.6, 0.7, 0.9]
    answerable = [False, False, False, True, True, True, True]
    # Below .15 two of three are refused rightly and none falsely; below .45 all three, and one of
    # four falsely, which is more than MOST_FALSE allows.
    assert MOST_FALSE < 0.25
    assert best_threshold(confidences, answerable) == pytest.approx(0.15)


def test_of_equally_good_thresholds_the_nearest_is_taken():
    confidences, answerable = [0.1, 0.9], [False, True]
    assert best_threshold(confidences, answerable, near=0.3) == 0.3
    assert best_threshold(confidences, answerable, near=0.05) == 0.5  # .05 refuses nothing


def test_what_is_refused_whatever_the_threshold_does_not_count_against_it():
    assert best_threshold([0.0, 0.0, 0.2, 0.8], [True, False, False, True]) == pytest.approx(0.5)


@pytest.mark.parametrize("answerable", [[], [True, True], [False, False]])
def test_one_kind_alone_gives_a_threshold_all_the_same(answerable):
    assert 0 <= best_threshold([0.5, 0.6][: len(answerable)], answerable) <= 1


def test_a_calibration_is_kept_beside_an_index_and_read_again(tmp_path):
    assert kept(tmp_path, DOCS) == shipped()
    mine = Calibration(1.5, -0.25, 0.3)
    assert keep(mine, tmp_path, DOCS) == tmp_path / FILE
    assert kept(tmp_path, DOCS) == mine
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_one_that_was_fitted_to_other_documents_or_another_reader_is_not_used(tmp_path):
    keep(Calibration(1.5, -0.25, 0.3), tmp_path, DOCS)
    row = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert kept(tmp_path, "van-ban-khac") == shipped()
    (tmp_path / FILE).write_text(json.dumps({**row, "reader": "another"}), "utf-8")
    assert kept(tmp_path, DOCS) == shipped()


@pytest.mark.parametrize(
    "change",
    [
        {"slope": "steep"}, {"slope": 0.0}, {"slope": -1.0}, {"shift": None}, {"threshold": 7},
        {"threshold": float("nan")},
    ],
)  # fmt: skip
def test_a_damaged_one_is_named(tmp_path, change):
    keep(Calibration(1.5, -0.25, 0.3), tmp_path, DOCS)
    row = json.loads((tmp_path / FILE).read_text("utf-8"))
    (tmp_path / FILE).write_text(json.dumps({**row, **change}), "utf-8")
    with pytest.raises(CalibrationError, match="Hãy xóa tệp ấy"):
        kept(tmp_path, DOCS)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_calibration_is_named(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(CalibrationError, match="hoidap calibrate"):
        kept(tmp_path, DOCS)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(CalibrationError, match="Không ghi được"):
        keep(Calibration(), tmp_path / "not there", DOCS)
