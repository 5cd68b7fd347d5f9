"""Whole answers over a collection, and over what is left of it without what answers."""

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from eval import grounding
from eval.grounding import Asked, evaluate, pictures, proves, summary
from eval.questions import CollectionPassage, ReadingQuestion
from index.errors import EvalError
from qa.answer import Citation

TEXTS = {
    "cau": "Cầu Bến Ngự bắc qua sông Trà Linh. Cầu Bến Ngự được thông xe ngày 22-12-2022.",
    "cho": "Chợ đêm Lâm Giang mở cửa từ 18 giờ đến 23 giờ các ngày cuối tuần.",
    "che": "Hợp tác xã Sương Mai thu hoạch 412 tấn chè trong năm ngoái.",
    "rung": "Huyện Mường Khê trồng thông trên các đồi trọc ở phía bắc.",
}
PASSAGES = [CollectionPassage(name, "", text) for name, text in TEXTS.items()]


def asked_of(name, text, answer):
    start = TEXTS[name].index(answer)
    return ReadingQuestion(name, text, name, TEXTS[name], ((start, start + len(answer)),))


QUESTIONS = [
    asked_of("cau", "Cầu Bến Ngự được thông xe ngày nào?", "22-12-2022"),
    asked_of("che", "Hợp tác xã Sương Mai thu hoạch bao nhiêu tấn chè?", "412 tấn"),
]


@pytest.fixture(scope="module")
def asked(encoder, restorer, tmp_path_factory):
    return evaluate(
        PASSAGES, QUESTIONS, encoder=encoder, restorer=restorer, forms=("toned", "toneless"),
        without_gold=True, cache=tmp_path_factory.mktemp("grounding"),
    )  # fmt: skip


def test_each_question_is_asked_in_each_form_with_and_without_its_passage(asked):
    assert [(one.id, one.form, one.answerable) for one in asked] == [
        (question.id, form, answerable)
        for answerable in (True, False)
        for form in ("toned", "toneless")
        for question in QUESTIONS
    ]
    for one in asked:
        assert one.right is one.answerable
        assert one.refused is not one.answerable


def test_the_measures_are_those_of_the_answers(asked):
    found = summary(asked)
    assert set(found) == {"toned", "toneless", "all"}
    for measures in found.values():
        assert measures["right_and_cited"] == 1.0
        assert measures["false_refusal"] == 0.0
        assert (measures["refusal_recall"], measures["refusal_precision"]) == (1.0, 1.0)
    json.dumps(grounding.rows(asked), allow_nan=False)


def result(answerable, refused, right=False, confidence=0.5):
    return Asked("x", "toned", answerable, confidence, refused, right, 10.0)


def test_precision_recall_and_error_of_confidence_are_worked_out():
    found = summary(
        [
            result(True, False, True, 0.9),
            result(True, False, False, 0.9),
            result(True, True),
            result(False, True),
            result(False, True),
            result(False, False, False, 0.4),
        ]
    )["toned"]
    assert found["questions"] == 3
    assert found["right_and_cited"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["false_refusal"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["refusal_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["refusal_precision"] == pytest.approx(2 / 3, abs=1e-4)
    # Answers: two at .9, half of them right; one at .4, wrong. (2 * .4 + .4) / 3
    assert found["ece"] == pytest.approx(0.4)


def test_nothing_but_what_is_asked_for_is_left(encoder, restorer, tmp_path):
    with pytest.raises(EvalError, match="Không còn đoạn nào"):
        evaluate(
            PASSAGES[:1], QUESTIONS[:1], encoder=encoder, restorer=restorer, forms=("toned",),
            without_gold=True, cache=tmp_path,
        )  # fmt: skip


def cited(name, quote):
    start = TEXTS[name].index(quote)
    return Citation(1, quote, name, "", start, start + len(quote), (0, 1), TEXTS[name], 0, "", "")


@pytest.mark.parametrize(
    ("citation", "proof"),
    [
        (cited("cau", "Cầu Bến Ngự được thông xe ngày 22-12-2022."), True),
        (cited("cau", "22-12-2022"), True),
        (cited("cau", "Cầu Bến Ngự bắc qua sông Trà Linh."), False),
        (replace(cited("cau", "22-12-2022"), source="cho"), False),
    ],
)
def test_a_quote_proves_an_answer_that_it_holds_of_the_right_passage(citation, proof):
    assert proves(citation, QUESTIONS[0]) is proof


def test_the_pictures_show_every_form(asked):
    drawn = pictures(asked)
    assert set(drawn) == {"reliability.svg", "refusals.svg"}
    for svg in drawn.values():
        ElementTree.fromstring(svg)
        assert "toneless" in svg
    assert set(pictures([one for one in asked if one.answerable])) == {"reliability.svg"}
