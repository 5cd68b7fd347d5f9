"""Questions made of a collection, what comes of them, and the calibration fitted to that."""

import random

import pytest

from index.errors import CalibrationError
from qa import tryout
from qa.assistant import Assistant, Config
from qa.calibrate import Trial, calibrate, fit, report_of
from qa.calibration import Calibration, keep, shipped
from qa.calibration import log_odds as odds
from qa.tryout import sources


@pytest.fixture(scope="module")
def villages(tmp_path_factory, encoder, restorer):
    """An assistant over two dozen villages that differ in their numbers, people and dates."""
    from index.build import build

    docs = tmp_path_factory.mktemp("villages") / "docs"
    docs.mkdir()
    people = ["Trần Văn Hòa", "Lê Thị Mận", "Phạm Quốc Bảo", "Ngô Thị Sáu"]
    names = ["Đoài", "Đông", "Trung", "Thượng", "Hạ", "Nam", "Bắc", "Tây"]
    for number, name in enumerate(names):
        (docs / f"{number}.txt").write_text(
            f"Thôn {name}\n\nThôn {name} có {140 + 7 * number} hộ dân làm nghề trồng chè.\n\n"
            f"Bà {people[number % 4]} làm trưởng ban quản lý rừng của thôn {name}.\n\n"
            f"Nhà văn hóa thôn {name} được khánh thành ngày {number + 3}-5-{2001 + number}.\n",
            "utf-8",
        )
    index_dir = docs.parent / "index"
    report = build(docs, into=index_dir, encoder=encoder)
    config = Config(docs=docs, index_dir=index_dir)
    return Assistant(report.index, encoder, restorer, config)


def test_questions_are_made_of_every_document_and_lead_back_to_their_sentence(villages):
    made = sources(villages.index)
    assert len(made) == 24
    assert len({source.document_id for source in made}) == 8
    for source in made:
        text = villages.index.document(source.document_id).text
        assert source.answer in text[source.start : source.end]
        assert source.paragraph[0] <= source.start < source.end <= source.paragraph[1]
    assert made == sources(villages.index)


def test_a_collection_is_calibrated_the_same_way_twice(villages, monkeypatch):
    monkeypatch.setattr(tryout, "MOST", 20)  # the time of the test, not its claim
    seen = []
    report = calibrate(villages, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (20, 20)
    assert report.answerable == 20
    assert report.unanswerable >= 20
    assert 0 < report.calibration.threshold < 1
    assert report.after.false <= report.before.false + 0.2
    assert calibrate(villages) == report


def test_a_collection_with_too_few_questions_is_told_so(assistant_over):
    assistant = assistant_over(tho="Mùa thu\n\nLá vàng rơi ngoài ngõ vắng.")
    with pytest.raises(CalibrationError, match="Chỉ tạo được 0 câu hỏi"):
        calibrate(assistant)


def test_what_is_kept_is_used_when_the_index_is_opened(villages, encoder):
    config = villages.config
    mine = Calibration(1.0, 0.0, 0.9999)
    keep(mine, config.directory, villages.index.folder)
    try:
        strict = Assistant.open(config)
        assert strict.calibration == mine
        assert strict.ask("Thôn Đoài có bao nhiêu hộ dân?").abstained
    finally:
        (config.directory / "calibration.json").unlink()
    assert Assistant.open(config).calibration == shipped()


def trials(count, absent_like, seed=3):
    """Draw answerable trials that are sure and right, and others whose probability is given."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        made.append(Trial(draw.uniform(0.6, 0.95), draw.random() < 0.9, True, number % 2))
        made.append(Trial(absent_like(draw), False, False, number % 2))
    return made


def test_where_near_misses_look_likely_the_threshold_rises_and_refuses_more():
    report = report_of(
        trials(100, lambda draw: draw.uniform(0.1, 0.5)), before=shipped(), base=shipped()
    )
    assert report.is_better
    assert report.after.recall > report.before.recall
    assert report.after.false <= 0.1
    assert report.calibration.confidence(odds(0.9)) > 0.6


def test_where_all_was_decided_well_nothing_is_better():
    report = report_of(trials(50, lambda draw: 0.0), before=shipped(), base=shipped())
    assert report.before.recall == 1.0
    assert not report.is_better


def test_without_questions_the_shipped_calibration_stays():
    fitted = fit([], shipped())
    assert (fitted.slope, fitted.shift) == (shipped().slope, shipped().shift)
    assert fitted.threshold == pytest.approx(shipped().threshold)
