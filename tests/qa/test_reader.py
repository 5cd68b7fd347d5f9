"""Which sentences answer: the kind of words asked for, what the question names, how it is read."""

import unicodedata

import pytest

from qa.assistant import Inquiry
from qa.question import AnswerType, understand
from qa.reader import has_type, identifier_share


@pytest.fixture(scope="module")
def understood(restorer, assistant):
    lexical = assistant.index.lexical
    return lambda typed: understand(typed, restorer=restorer, lexical=lexical)


@pytest.fixture(scope="module")
def spans(assistant):
    """Read a question as far as its spans, through the assistant's own steps."""

    def spans(typed):
        inquiry = Inquiry(typed)
        for name, step in assistant.steps:
            inquiry = step(inquiry)
            if name == "read":
                return inquiry.readings[0].spans
        raise AssertionError("there is no step called read")

    return spans


@pytest.mark.parametrize(
    ("kind", "text", "present"),
    [
        (AnswerType.DATE, "Cầu thông xe ngày 22-12-2022.", True),
        (AnswerType.DATE, "Cầu thông xe tháng 12 năm 2022.", True),
        (AnswerType.DATE, "Cầu thông xe ở huyện Trà Linh.", False),
        (AnswerType.NUMBER, "Cầu dài 486 mét.", True),
        (AnswerType.NUMBER, "Cầu có chín nhịp.", True),
        (AnswerType.NUMBER, "Cầu rất dài.", False),
        (AnswerType.PERSON, "Bà Trịnh Thị Ngọc Lan chủ trì.", True),
        (AnswerType.PERSON, "Mọi người cùng dự họp.", False),
        (AnswerType.PERSON, "Ban Tổ Chức Trung Ương chủ trì.", False),
        (AnswerType.PLACE, "Cuộc họp diễn ra ở Đông Hà.", True),
        (AnswerType.PLACE, "Cuộc họp diễn ra vui vẻ.", False),
        (AnswerType.REASON, "Phải mua vì máy cũ hỏng.", True),
        (AnswerType.REASON, "Hợp tác xã mua máy.", False),
        (AnswerType.OTHER, "Câu nào cũng được.", True),
    ],
)
def test_the_kind_of_words_asked_for_is_seen_in_a_sentence(kind, text, present):
    assert has_type(kind, text) is present


@pytest.mark.parametrize(
    ("typed", "text", "present"),
    [
        ("Năm 2022 cầu thông xe ngày nào?", "Cầu thông xe năm 2022.", False),
        ("Năm 2022 cầu thông xe ngày nào?", "Cầu thông xe ngày 22-12-2022.", True),
        ("Cầu dài 486 mét rộng bao nhiêu?", "Cầu dài 486 mét.", False),
        ("Cầu dài 486 mét rộng bao nhiêu?", "Cầu dài 486 mét, rộng 12 mét.", True),
        ("Ai thay ông Phan Văn Kiên?", "Ông Phan Văn Kiên đã nghỉ.", False),
        ("Ai thay ông Phan Văn Kiên?", "Ông Lê Văn Tám thay ông Phan Văn Kiên.", True),
        ("Cầu Bến Ngự ở đâu?", "Hãy xem cầu Bến Ngự.", False),
        ("Cầu Bến Ngự ở đâu?", "Cầu Bến Ngự ở Trà Linh.", True),
    ],
)
def test_what_the_question_says_itself_answers_nothing(understood, typed, text, present):
    question = understood(typed)
    assert has_type(question.answer_type, text, question) is present


@pytest.mark.parametrize(
    ("typed", "text", "share"),
    [
        ("Nghị quyết 22-NQ/TW nói gì?", "Nghị quyết số 22 đã nêu.", 1.0),
        ("Nghị quyết 22-NQ/TW nói gì?", "Nghị quyết số 23 đã nêu.", 0.0),
        ("Ngày 10-4-2013, Điều 5 nói gì?", "Ngày 10 tháng 4 năm 2013.", 1 / 2),
        ("Ông Lê Quốc Dũng nói gì ở Trà Linh?", "ở tra linh, ông lê quốc dũng", 2 / 2),
        ("Ai nói “xây cầu” ở Trà Linh?", "Xây cầu ở Bến Ngự.", 1 / 2),
        ("Hội nghị bàn gì?", "Câu nào cũng được.", 1.0),
    ],
)
def test_the_share_of_the_questions_identifiers_in_a_sentence(understood, typed, text, share):
    assert identifier_share(understood(typed), text) == share


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Cầu Bến Ngự dài bao nhiêu mét?", "Cầu Bến Ngự dài 486 mét, rộng 12 mét và có chín nhịp."),
        ("Ai làm thư ký cuộc họp?", "Ông Phan Văn Kiên làm thư ký."),
        ("Vì sao hợp tác xã mua máy sao chè?", "Hợp tác xã mua máy sao chè vì các máy cũ"),
        ("le phi lam the ban doc la bao nhieu", "Lệ phí làm thẻ bạn đọc là 20.000 đồng"),
    ],
)
def test_the_sentence_that_answers_is_read_first(spans, typed, sentence):
    first = spans(typed)[0]
    assert unicodedata.normalize("NFC", first.text).startswith(sentence), [
        (round(span.score, 3), span.text) for span in spans(typed)[:4]
    ]


def test_spans_are_sentences_of_their_hits_best_first_and_once_each(spans, assistant):
    read = spans("Ai chủ trì cuộc họp của hợp tác xã Sương Mai?")
    for span in read:
        passage = span.hit.passage
        document = assistant.index.document(passage.document_id)
        assert document.text[span.start : span.end] == span.text
        assert passage.start <= span.start < span.end <= passage.end
        assert 0 <= span.score <= 1
    scores = [span.score for span in read]
    assert scores == sorted(scores, reverse=True)
    places = [(span.hit.passage.document_id, span.start, span.end) for span in read]
    assert len(places) == len(set(places))
