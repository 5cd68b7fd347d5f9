"""Questions made from sentences, and those offered instead of a refused one: all are answered."""

import pytest

from qa.assistant import Assistant, Config
from qa.offer import OFFERED, questions_of


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        pytest.param(
            "Cầu Bến Ngự được thông xe ngày 22-12-2022.",
            [("Cầu Bến Ngự được thông xe ngày nào?", "ngày 22-12-2022")],
            id="day",
        ),
        pytest.param(
            "Trường được xây lại vào năm 1998.",
            [("Trường được xây lại năm nào?", "vào năm 1998")],
            id="year",
        ),
        pytest.param(
            "1. Hợp tác xã mua thêm hơn 12 máy sao chè;",
            [("Hợp tác xã mua thêm bao nhiêu máy sao chè?", "hơn 12")],
            id="number",
        ),
        pytest.param(
            "Số xã viên dự họp đạt 95% tổng số.",
            [("Số xã viên dự họp đạt bao nhiêu phần trăm tổng số?", "95%")],
            id="share",
        ),
        pytest.param(
            "Bà Trịnh Thị Ngọc Lan chủ trì cuộc họp.",
            [("Ai chủ trì cuộc họp?", "Bà Trịnh Thị Ngọc Lan")],
            id="who_did_it",
        ),
        pytest.param(
            "Chủ tịch tỉnh Nguyễn Hữu Thọ cắt băng khánh thành.",
            [("Ai cắt băng khánh thành?", "Chủ tịch tỉnh Nguyễn Hữu Thọ")],
            id="who_with_a_title",
        ),
        pytest.param(
            "Kỹ sư trưởng của công trình là ông Lê Quốc Dũng.",
            [("Kỹ sư trưởng của công trình là ai?", "ông Lê Quốc Dũng")],
            id="who_it_is",
        ),
        pytest.param(
            "Lễ khánh thành được tổ chức tại Lâm Giang.",
            [("Lễ khánh thành được tổ chức ở đâu?", "tại Lâm Giang")],
            id="place",
        ),
        pytest.param(
            "Sáng ngày 25/5, hội thảo về chè khai mạc ở tỉnh, với nhiều đại biểu.",
            [("Hội thảo về chè khai mạc ở tỉnh ngày nào?", "Sáng ngày 25/5")],
            id="the_day_it_begins_with",
        ),
        pytest.param(
            "Thẻ bạn đọc là giấy tờ do thư viện cấp.",
            [("Thẻ bạn đọc là gì?", "giấy tờ do thư viện cấp")],
            id="what_it_is",
        ),
        pytest.param(
            "Huyện trồng thông trên các đồi trọc, nhằm giữ đất và nước.",
            [("Huyện trồng thông trên các đồi trọc nhằm mục đích gì?", "giữ đất và nước")],
            id="what_it_is_for",
        ),
        pytest.param(
            "Cầu dài tổng cộng 486 mét, rộng 12 mét.",
            [
                ("Cầu dài tổng cộng bao nhiêu mét?", "486"),
                ("Cầu dài tổng cộng 486 mét, rộng bao nhiêu mét?", "12"),
            ],
            id="what_follows_the_answer_is_left_out",
        ),
    ],
)
def test_the_question_word_stands_where_the_answer_stood(sentence, made):
    assert [(one.text, one.answer) for one in questions_of(sentence)] == made


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Điều 5. Hiệu lực thi hành", id="heading"),
        pytest.param("Ai dự hội nghị ngày 22-12-2022?", id="question"),
        pytest.param("Quyết định này có hiệu lực từ ngày 15-9-2023.", id="points_elsewhere"),
        pytest.param("Đó là ngày 15-9-2023 của năm học ấy.", id="pronoun"),
        pytest.param("Sửa chữa kho lạnh số 2 trước mùa mưa.", id="a_number_that_counts_nothing"),
        pytest.param("Theo Điều 7 của Quy chế quản lý chợ đêm.", id="ordinal"),
        pytest.param("Cầu Bến Ngự được thông xe vào mùa đông.", id="no_answer"),
        pytest.param("Năm 2023.", id="short"),
        pytest.param("", id="empty"),
    ],
)
def test_a_sentence_that_answers_nothing_clearly_makes_no_question(sentence):
    assert questions_of(sentence) == []


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
            "Ai cấp thẻ bạn đọc của thư viện?",
            "Lệ phí làm thẻ bạn đọc là bao nhiêu đồng đối với người lớn?",
            id="what_the_paragraph_answers",
        ),
    ],
)
def test_a_refusal_offers_questions_near_it_that_are_answered(offered, question, first):
    assert offered(question)[0] == first


def test_nothing_is_offered_that_has_nothing_to_do_with_the_question(offered):
    assert offered("Công thức nấu phở bò như thế nào?") == ()


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
