"""What is offered instead of a refused question is near it, and is answered."""

import pytest

from index.document import Hit, Passage
from qa.assistant import Assistant, Config
from qa.offer import OFFERED, rephrasings
from qa.question import understand


@pytest.fixture
def offered(assistant):
    """Ask what is refused; give the questions offered instead, all of which must be answered."""

    def offered(question):
        answer = assistant.ask(question)
        assert answer.abstained, answer.text
        assert len(answer.rephrasings) <= OFFERED
        for text in answer.rephrasings:
            assert assistant.ask(text).is_grounded, text
        return answer.rephrasings

    return offered


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param(
            "Quyết định 46/2023/QĐ-UBND có hiệu lực từ ngày nào?",
            "Quyết định 45/2023/QĐ-UBND có hiệu lực từ ngày nào?",
            id="the_nearest_code",
        ),
        pytest.param(
            "Cầu Bến Ngự do ai thiết kế năm 1998?",
            "Cầu Bến Ngự do ai thiết kế?",
            id="without_the_year",
        ),
        pytest.param(
            "Ai thiết kế thẻ bạn đọc của thư viện?",
            "Thẻ bạn đọc là gì?",
            id="what_the_paragraph_answers",
        ),
    ],
)
def test_a_refusal_offers_questions_near_it_that_are_answered(offered, question, first):
    assert offered(question)[0] == first


def test_nothing_is_offered_that_has_nothing_to_do_with_the_question(offered):
    assert offered("Công thức nấu phở bò như thế nào?") == ()


def test_what_is_offered_is_of_whom_is_asked_about(assistant, restorer):
    told = ["Thư ký cuộc họp của tổ dệt là ông Phan Văn Kiên.", "Vietbank mở lại 12 phòng họp."]
    hits = [Hit(Passage("id", "Tin", "tin.txt", 0, len(text), text), 1.0) for text in told]
    question = understand(
        "Ai là thư ký cuộc họp của Vietbank?", restorer=restorer, lexical=assistant.index.lexical
    )
    assert rephrasings(question, hits[:1], is_answered=lambda text: True) == ()
    assert rephrasings(question, hits, is_answered=lambda text: True) == (
        "Vietbank mở lại bao nhiêu phòng họp?",
    )


def test_a_refusal_offers_no_more_than_it_may(assistant):
    config = Config(offered=0)
    strict = Assistant(assistant.index, assistant.encoder, assistant.restorer, config)
    answer = strict.ask("Quyết định 46/2023/QĐ-UBND có hiệu lực từ ngày nào?")
    assert answer.abstained
    assert answer.rephrasings == ()


def test_an_answer_offers_no_other_question(assistant):
    answer = assistant.ask("Ai làm thư ký cuộc họp?")
    assert answer.citations
    assert answer.rephrasings == ()
