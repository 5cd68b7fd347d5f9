"""Judging answers: right, cited, both, neither, refused; each worked out by hand."""

import pytest

from eval.answers import judge
from eval.questions import GoldenQuestion, Place
from index.document import Hit, Passage
from index.errors import QuestionError
from qa.answer import Answer, Citation

TEXTS = {
    "a.txt": "Cầu Bến Ngự dài 486 mét. Cầu rộng 12 mét. Cầu thông xe ngày 22-12-2022.",
    "b.txt": "Chợ đêm mở cửa từ 18 giờ. Chợ có 40 gian hàng.",
}


def place(source, quote):
    start = TEXTS[source].index(quote)
    return Place(source, quote, start)


LENGTH, WIDTH = place("a.txt", "Cầu Bến Ngự dài 486 mét."), place("a.txt", "Cầu rộng 12 mét.")
OPENING, STALLS = (
    place("b.txt", "Chợ đêm mở cửa từ 18 giờ."),
    place("b.txt", "Chợ có 40 gian hàng."),
)

ONE = GoldenQuestion("one", "factoid", "Cầu dài bao nhiêu?", True, ((LENGTH,),), (("486 mét",),))
TWO = GoldenQuestion(
    "two", "two_documents", "Cầu dài và chợ mở?", True,
    ((LENGTH,), (OPENING,)), (("486 mét", "486 m"), ("18 giờ", "18h")),
)  # fmt: skip
NONE = GoldenQuestion("none", "unanswerable", "Ai xây cầu?", False, (), ())


def cite(number, where, **changes):
    facts = {
        "number": number,
        "quote": where.quote,
        "source": where.source,
        "sha256": "",
        "start": where.start,
        "end": where.end,
        "highlight": (0, 1),
        "paragraph": TEXTS[where.source],
        "paragraph_start": 0,
        "title": "",
        "place": "đoạn 1",
    }
    return Citation(**{**facts, **changes})


def said(text, *places):
    return Answer("?", text, tuple(cite(n, where) for n, where in enumerate(places, start=1)))


def hit(where):
    passage = Passage(where.source, "", where.source, where.start, where.end, where.quote)
    return Hit(passage, 1.0)


def judged(question, answer, hits=()):
    (judgement,) = judge(
        [question], ask=lambda text: answer, search=lambda text, k: hits, texts=TEXTS
    )
    assert (judgement.question, judgement.answer) == (question, answer)
    assert judgement.values["latency_ms"] >= 0
    return judgement.values


REFUSED = Answer("?", "", abstained=True, reason="Không có.")


@pytest.mark.parametrize(
    ("answer", "right", "cited", "both", "precision", "refused"),
    [
        pytest.param(said("Cầu dài 486 mét. [1]", LENGTH), 1, 1, 1, 1, 0, id="right_and_cited"),
        pytest.param(said("CẦU DÀI 486  MÉT [1]", LENGTH), 1, 1, 1, 1, 0, id="typography"),
        pytest.param(said("Cầu dài 486 mét. [1]", WIDTH), 1, 0, 0, 0, 0, id="right_not_cited"),
        pytest.param(said("Cầu rộng 12 mét. [1]", LENGTH), 0, 1, 0, 1, 0, id="wrong_but_cited"),
        pytest.param(said("Cầu rộng 12 mét. [1]", WIDTH), 0, 0, 0, 0, 0, id="wrong"),
        pytest.param(
            said("486 mét [1] 12 mét [2] 18 giờ [3]", LENGTH, WIDTH, OPENING), 1, 1, 1, 1 / 3, 0,
            id="right_with_too_much",
        ),
        pytest.param(REFUSED, 0, 0, 0, None, 1, id="refused"),
    ],
)  # fmt: skip
def test_a_question_of_one_piece(answer, right, cited, both, precision, refused):
    values = judged(ONE, answer)
    assert values["right"] == right
    assert values["evidence_cited"] == values["citation_recall"] == cited
    assert values["right_and_cited"] == both
    assert values.get("citation_precision") == precision
    assert values["false_refusal"] == refused
    assert "refused" not in values


@pytest.mark.parametrize(
    ("answer", "right", "cited", "recall"),
    [
        pytest.param(said("486 m [1] và 18h [2]", LENGTH, OPENING), 1, 1, 2 / 2, id="both"),
        pytest.param(said("486 mét [1]", LENGTH), 0, 0, 1 / 2, id="half"),
        pytest.param(said("486 mét, 18 giờ [1]", LENGTH), 1, 0, 1 / 2, id="both_said_one_cited"),
        pytest.param(said("40 gian [1]", STALLS), 0, 0, 0 / 2, id="neither"),
    ],
)
def test_a_question_of_two_pieces_needs_both(answer, right, cited, recall):
    values = judged(TWO, answer)
    assert values["right"] == right
    assert values["evidence_cited"] == cited
    assert values["right_and_cited"] == right * cited
    assert values["citation_recall"] == recall


def test_any_alternative_proves_a_piece():
    either = GoldenQuestion("e", "factoid", "?", True, ((LENGTH, WIDTH),), (("486", "12"),))
    assert judged(either, said("Cầu rộng 12 mét. [1]", WIDTH))["right_and_cited"] == 1


@pytest.mark.parametrize(
    ("start", "end", "proves"),
    [
        pytest.param(LENGTH.start, LENGTH.end, 1, id="exactly"),
        pytest.param(0, len(TEXTS["a.txt"]), 1, id="all_around"),
        pytest.param(LENGTH.start, LENGTH.start + 3, 1, id="a_part"),
        pytest.param(LENGTH.end - 6, LENGTH.end + 6, 1, id="half_inside"),
        pytest.param(LENGTH.end - 5, LENGTH.end + 15, 0, id="mostly_outside"),
        pytest.param(WIDTH.start, WIDTH.end, 0, id="beside"),
    ],
)
def test_a_citation_proves_a_place_with_half_of_the_shorter_of_both(start, end, proves):
    citation = cite(1, LENGTH, start=start, end=end, quote=TEXTS["a.txt"][start:end])
    values = judged(ONE, Answer("?", "486 mét [1]", (citation,)))
    assert values["evidence_cited"] == proves


def test_the_same_place_of_another_file_proves_nothing():
    citation = cite(1, LENGTH, source="b.txt")
    assert judged(ONE, Answer("?", "486 mét [1]", (citation,)))["evidence_cited"] == 0


def test_a_quote_that_is_not_in_its_file_is_counted():
    assert judged(ONE, said("486 mét [1]", LENGTH))["quotes_exact"] == 1
    wrong = Answer("?", "486 mét [1]", (cite(1, LENGTH), cite(2, WIDTH, quote="Cầu rộng 13 mét.")))
    assert judged(ONE, wrong)["quotes_exact"] == 0
    assert "quotes_exact" not in judged(ONE, REFUSED)


def test_refusing_is_right_only_where_nothing_answers():
    assert judged(NONE, REFUSED)["refused"] == 1
    values = judged(NONE, said("Ông Ba xây cầu. [1]", WIDTH))
    assert values["refused"] == 0
    assert values["quotes_exact"] == 1
    assert not {"right", "false_refusal", "recall@1"} & set(values)


def test_search_is_scored_by_the_pieces_its_hits_hold():
    values = judged(TWO, REFUSED, [hit(LENGTH), hit(WIDTH), hit(STALLS), hit(OPENING)])
    assert (values["recall@1"], values["recall@3"], values["recall@5"]) == (1 / 2, 1 / 2, 1)
    assert values["mrr"] == 1
    values = judged(ONE, REFUSED, [hit(WIDTH), hit(LENGTH)])
    assert (values["recall@1"], values["recall@3"], values["mrr"]) == (0, 1, 1 / 2)
    assert judged(ONE, REFUSED, [])["mrr"] == 0


def test_a_question_that_cannot_be_asked_is_a_refusal():
    def refuse(*_):
        raise QuestionError("Câu hỏi trống.")

    (one, none) = judge([ONE, NONE], ask=refuse, search=refuse, texts=TEXTS)
    assert one.values["false_refusal"] == 1
    assert one.values["mrr"] == 0
    assert none.values["refused"] == 1
    assert one.answer.reason == "Câu hỏi trống."


def test_each_question_is_judged_by_itself_in_order():
    answers = {
        ONE.text: said("Cầu dài 486 mét. [1]", LENGTH),
        TWO.text: REFUSED,
        NONE.text: REFUSED,
    }
    judgements = judge([ONE, TWO, NONE], ask=answers.get, search=lambda text, k: (), texts=TEXTS)
    assert [judgement.question.id for judgement in judgements] == ["one", "two", "none"]
    assert [j.values.get("right_and_cited", j.values.get("refused")) for j in judgements] == [
        1,
        0,
        1,
    ]
