"""What a model adds and costs is counted from its answers, beside those without it."""

from dataclasses import replace

import pytest

from eval.answers import Judgement
from eval.faithfulness import Trial, beside, faithfulness, table
from eval.questions import GoldenQuestion
from qa.answer import Answer, Citation

PARAGRAPH = "Cầu Bến Ngự được thông xe ngày 22-12-2022. Cầu Bến Ngự dài 486 mét."
CITATION = Citation(
    1, "Cầu Bến Ngự dài 486 mét.", "a.txt", "", 43, 67, (0, 24), PARAGRAPH, 0, "Cầu", "đoạn 1"
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Cầu Bến Ngự dài 486 mét. [1]", 1.0),
        ("Cầu Bến Ngự thông xe ngày 22-12-2022. [1]", 1.0),
        ("Cầu Bến Ngự dài 480 mét. [1]", 0.0),
        ("Cầu Bến Ngự dài 486 mét.", 0.0),
        ("Cầu Bến Ngự dài 486 mét. [1] Cầu bị sập năm 2020. [1]", 1 / 2),
        ("Cầu Bến Ngự dài 486 mét. [2]", 0.0),
    ],
)
def test_faithfulness_is_the_share_of_sentences_that_their_citations_support(encoder, text, share):
    answer = Answer("Cầu dài bao nhiêu?", text, (CITATION,), written_by="model")
    assert faithfulness(answer, encoder=encoder) == share


def test_both_answers_stand_side_by_side():
    question = GoldenQuestion("1", "factoid", "Cầu dài bao nhiêu?", True, (), ())
    plain = Answer(question.text, "Cầu Bến Ngự dài 486 mét. [1]", (CITATION,))
    before = Judgement(question, plain, {"right": 0.0, "latency_ms": 10.0})
    after = Judgement(
        question, replace(plain, written_by="x:y"), {"right": 1.0, "latency_ms": 90.0}
    )
    figures = beside(Trial((before, before), (after, before), (1.0, 0.5), 200, 30))
    assert figures["right"]["extractive"] == 0.0
    assert figures["right"]["written"] == 1 / 2
    assert figures["own_words"] == 1 / 2
    assert figures["faithfulness"] == 3 / 4
    assert figures["tokens_in_per_question"] == 100
    assert figures["latency_ms_p95"] == {"extractive": 10.0, "written": 90.0}
    assert "right                        0.000       0.500" in table(figures)


def test_the_questions_that_a_model_wins_and_loses_are_named():
    answer = Answer("Cầu dài bao nhiêu?", "Cầu Bến Ngự dài 486 mét. [1]", (CITATION,))

    def judged(name: str, value: float) -> Judgement:
        question = GoldenQuestion(name, "factoid", answer.question, True, (), ())
        return Judgement(question, answer, {"right_and_cited": value, "latency_ms": 10.0})

    extractive = judged("a", 0.0), judged("b", 1.0), judged("c", 1.0)
    written = judged("a", 1.0), judged("b", 0.0), judged("c", 1.0)
    figures = beside(Trial(extractive, written, (1.0,) * 3, 200, 30))
    assert figures["won"] == ["a"]
    assert figures["lost"] == ["b"]
    assert table(figures).endswith("right only as written: a\nright only as quoted: b")
