"""Reading is judged by words, by sentence and by whether the paragraph answers at all."""

import gzip
import json

import pytest

from eval.questions import ReadingQuestion, reading_questions
from eval.reading import Read, Slice, evaluate, exact, f1, holds, words
from index.errors import EvalError

BRIDGE = (
    "Cầu Bến Ngự bắc qua sông Trà Linh. Cầu được thông xe ngày 22-12-2022. "
    "Kỹ sư trưởng của cầu là ông Lê Quốc Dũng."
)


@pytest.mark.parametrize(
    ("said", "reference", "same", "overlap"),
    [
        ("Hoà Bình", "hòa bình.", 1.0, 1.0),  # capitals, tone placement, punctuation
        ("Lê Quốc Dũng", "ông Lê Quốc Dũng", 0.0, 6 / 7),
        ("một hai một", "một ba", 0.0, 2 / 5),  # counts matter
        ("đỏ", "xanh", 0.0, 0.0),
        ("dúng", "dũng", 0.0, 0.0),  # a tone is a letter
        ("", "xanh", 0.0, 0.0),
    ],
)
def test_words_are_compared_and_typography_is_not(said, reference, same, overlap):
    assert exact(said, reference) == same
    assert f1(said, reference) == pytest.approx(overlap)
    assert f1(reference, said) == f1(said, reference)


def test_words_are_syllables_without_punctuation():
    assert words("“Ngày 3, hoà-bình”") == words("ngày 3 hòa bình")


@pytest.mark.parametrize(
    ("place", "is_held"),
    [((0, 10), True), ((5, 15), True), ((6, 16), False), ((2, 4), True), ((20, 30), False)],
)
def test_a_sentence_holds_an_answer_of_which_it_has_half(place, is_held):
    assert holds(0, 10, *place) is is_held


def asked(text, *answers):
    places = tuple((at := BRIDGE.find(answer), at + len(answer)) for answer in answers)
    return ReadingQuestion("1", text, "cau", BRIDGE, places)


@pytest.fixture(scope="module")
def slices(encoder, restorer, tmp_path_factory):
    questions = [
        asked("Cầu Bến Ngự được thông xe ngày nào?", "22-12-2022"),
        asked("Ai là kỹ sư trưởng của cầu Bến Ngự?", "ông Lê Quốc Dũng", "Lê Quốc Dũng"),
        asked("Ai nuôi cá voi ở sao Hỏa?"),
        asked("là gì"),  # nothing to look for: read wrongly, not left out
    ]
    return evaluate(
        questions,
        encoder=encoder,
        restorer=restorer,
        forms=("toned", "toneless"),
        cache=tmp_path_factory.mktemp("reading"),
    )


def test_every_form_is_read_and_every_question_counts(slices):
    assert [one.form for one in slices] == ["toned", "toneless"]
    for one in slices:
        summary = one.summary()
        assert (summary["questions"], summary["answerable"]) == (4, 2)
        assert summary["sentence"] == 1.0
        assert summary["exact"] == 1.0
        assert summary["f1"] == 1.0
        assert summary["answerability_auc"] == 1.0
        assert summary["f1_interval"] == [1.0, 1.0]


def test_a_summary_is_of_the_answerable_and_areas_are_of_all():
    toned = Slice(
        "toned",
        (
            Read(True, 1.0, 1.0, 1.0, confidence=0.9, network=2.0),
            Read(True, 0.0, 0.5, 1.0, confidence=0.3, network=1.0),
            Read(False, 0.0, 0.0, 0.0, confidence=0.5, network=-1.0),
        ),
    ).summary()
    assert (toned["exact"], toned["f1"], toned["sentence"]) == (0.5, 0.75, 1.0)
    assert (toned["answerability_auc"], toned["network_auc"]) == (0.5, 1.0)


def write(path, *rows):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


ROW = {
    "id": "1", "question": "Cầu thông xe ngày nào?", "context": BRIDGE, "passage_id": "cau",
    "answers": [{"text": "22-12-2022", "start": BRIDGE.index("22-12")}], "answerable": True,
}  # fmt: skip


def test_questions_are_read_with_the_places_of_their_answers(tmp_path):
    path = write(
        tmp_path / "x.jsonl.gz", ROW, {**ROW, "id": "2", "answers": [], "answerable": False}
    )
    one, other = reading_questions(path)
    assert one.references == ("22-12-2022",)
    assert other.answers == ()


@pytest.mark.parametrize(
    "change",
    [
        {"answers": [{"text": "22-12-2022", "start": 0}]},
        {"answers": [{"text": "", "start": 0}]},
        {"answers": [{"text": "dài", "start": -3}]},
        {"answers": []},
        {"answers": None},
        {"context": None},
    ],
)
def test_an_answer_that_is_not_where_it_is_said_to_be_is_an_error_of_the_data(tmp_path, change):
    path = write(tmp_path / "x.jsonl.gz", {**ROW, **change})
    with pytest.raises(EvalError, match=r"x\.jsonl\.gz:1: câu hỏi đọc hiểu không hợp lệ"):
        reading_questions(path)
