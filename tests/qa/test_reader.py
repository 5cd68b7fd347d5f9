"""Which sentences answer: the kind of words asked for, what the question names, how it is read."""

import math
import unicodedata

import pytest

from index.document import Document, Paragraph
from index.errors import EncoderError
from index.passages import passages_of
from qa import reader
from qa.asking import AnswerType
from qa.assistant import Inquiry
from qa.kinds import gives_the_value, has_type
from qa.reader import identifier_share
from qa.retrieve import search


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
        (AnswerType.NUMBER, "Cầu cấm xe từ 7 giờ 30 đến 17h30.", False),
        (AnswerType.NUMBER, "Cầu đóng trong 8 giờ.", True),
        (AnswerType.PERSON, "Bà Trịnh Thị Ngọc Lan chủ trì.", True),
        (AnswerType.PERSON, "Mọi người cùng dự họp.", False),
        (AnswerType.PERSON, "Ban Tổ Chức Trung Ương chủ trì.", False),
        (AnswerType.PERSON, "Có mặt tại Tòa án huyện Đức Hòa, tỉnh Long An.", False),
        (AnswerType.PERSON, "Ở phố Lê Hồng Phong.", False),
        (AnswerType.PERSON, "Chủ tịch xã Lê Văn Tám dự.", True),
        (AnswerType.PLACE, "Cuộc họp diễn ra ở Đông Hà.", True),
        (AnswerType.PLACE, "Cuộc họp diễn ra vui vẻ.", False),
        (AnswerType.PERSON, "Tiền do bà Sen đếm.", True),
        (AnswerType.PERSON, "Bà ân cần hỏi han.", False),
        (AnswerType.PERSON, "Bút danh do bà tự chọn.", True),
        (AnswerType.REASON, "Phải mua vì máy cũ hỏng.", True),
        (AnswerType.REASON, "Đơn vị nhớ đề xuất mua máy.", False),
        (AnswerType.REASON, "phai mua vi may cu hong", True),
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
        ("Cầu thông xe ngày nào?", "Cầu thông xe năm 2022.", False),
        ("Cầu thông xe năm nào?", "Cầu thông xe năm 2022.", True),
        ("Cầu Bến Ngự ở đâu?", "Hãy xem cầu Bến Ngự.", False),
        ("Khi nào cầu bị cấm xe?", "Cầu bị cấm xe khi có bão.", True),
        ("Cầu được thông xe khi nào?", "Mọi người vui khi cầu được thông xe.", False),
        ("Cầu Bến Ngự ở đâu?", "Cầu Bến Ngự ở Trà Linh.", True),
    ],
)
def test_what_the_question_says_itself_answers_nothing(understood, typed, text, present):
    question = understood(typed)
    assert has_type(question.answer_type, text, question) is present


@pytest.mark.parametrize(
    ("typed", "text", "present"),
    [
        ("Xã có bao nhiêu trường mầm non?", "Xã có 12 trường mầm non.", True),
        ("Xã có bao nhiêu trường mầm non?", "Số trường mầm non: 12.", True),
        ("Xã có bao nhiêu trường mầm non?", "Sau 5 năm, xã vẫn thiếu trường mầm non.", False),
        ("Xã có bao nhiêu trường mầm non?", "Một số trường mầm non đã cũ.", False),
        ("Có bao nhiêu người dự họp?", "Hơn 100 đại biểu dự họp.", True),
        ("Có bao nhiêu người dự họp?", "Đại hội lần thứ 12 họp năm 2021.", False),
        ("Ban có bao nhiêu thành viên?", "Ban tổng kết 10 năm thực hiện.", False),
        ("Ban có bao nhiêu thành viên?", "Ban họp trực tuyến vì dịch Covid-19.", False),
        ("Ban có bao nhiêu thành viên?", "Diễn đàn 2021 do ban tổ chức.", False),
        ("12 xã có bao nhiêu trường?", "Có 12 xã dự họp.", False),
        ("12 xã có bao nhiêu trường?", "12 xã có 30 trường.", True),
        ("Ông ấy bao nhiêu tuổi?", "Ông ấy có 3 người con.", False),
        ("Ông ấy bao nhiêu tuổi?", "Ông ấy 75 tuổi.", True),
        ("Được mượn mấy cuốn sách?", "Mỗi bạn đọc được mượn năm cuốn sách.", True),
        ("Được mượn mấy cuốn sách?", "Năm 2023 thư viện mua sách, cuốn sách nào cũng mới.", False),
    ],
)
def test_how_many_is_answered_by_a_count_of_that_thing(understood, typed, text, present):
    question = understood(typed)
    assert question.answer_type is AnswerType.NUMBER
    assert has_type(question.answer_type, text, question) is present


@pytest.mark.parametrize(
    ("typed", "text", "gives"),
    [
        ("Bị đơn trong vụ án là ai?", "Bị đơn: Ông Trần Văn Nam", True),
        ("Chủ đầu tư gói thầu là ai?", "Chủ đầu tư: Ủy ban nhân dân huyện", True),
        ("Cơ quan nào thực hiện việc này?", "1. Cơ quan thực hiện: Công an xã", True),
        ("Cơ quan thực hiện là cơ quan nào?", "1. Cơ quan thực hiện: Công an xã", True),
        ("Cơ quan nào thực hiện việc này?", "8. Kết quả thực hiện: ghi vào sổ", False),
        ("Bà Sáu phải có mặt ở đâu?", "Có mặt tại: phòng số 2", True),
        ("Người đại diện giữ chức vụ gì?", "Chức vụ: Phó Giám đốc", True),
        ("Bà Sáu bị triệu tập để làm gì?", "Triệu tập: Bà Đỗ Thị Sáu", False),
        ("Ai ký giấy triệu tập?", "Triệu tập: Bà Đỗ Thị Sáu", False),
        ("Phụ cấp điện thoại là bao nhiêu?", "Điện thoại: 0236 3688 415", False),
        ("Cố vấn học tập là ai?", "3. Cố vấn học tập là giảng viên được phân công.", True),
        ("Lê Văn Thắng là ai?", "Dự họp có Phó Giám đốc Sở Y tế Lê Văn Thắng.", True),
        ("Ông Lê Văn Thắng là ai?", "Ông Lê Văn Thắng, Giám đốc Sở Y tế, nói.", True),
        ("Lê Văn Thắng là ai?", "Giám đốc Sở Y tế chủ trì, Lê Văn Thắng ghi chép.", False),
        ("Lê Văn Thắng là ai?", "Ông Lê Văn Thắng nhấn mạnh vai trò của kho lạnh.", False),
        ("Mức phụ cấp là bao nhiêu?", "1. Mức phụ cấp là 200.000 đồng.", True),
        ("Mức phụ cấp là bao nhiêu?", "Ở vùng biển đảo, mức phụ cấp là 250.000 đồng.", False),
    ],
)
def test_a_line_gives_what_it_begins_with_a_value(understood, typed, text, gives):
    assert gives_the_value(understood(typed), text) is gives


@pytest.mark.parametrize(
    ("typed", "text", "present"),
    [
        ("Cố vấn học tập là ai?", "Cố vấn học tập là giảng viên được phân công.", True),
        ("Cố vấn học tập là ai?", "Sinh viên gặp cố vấn học tập.", False),
        ("Chủ đầu tư là ai?", "Chủ đầu tư: Ủy ban nhân dân huyện", True),
        ("Xét nghiệm bao lâu có kết quả?", "Tên: Vitamin D; Trả kết quả (giờ): 24", True),
        ("Gói Vàng một năm bao nhiêu tiền?", "Phí (triệu đồng); Gói Vàng: 9,8", True),
        ("Số điện thoại của Khoa Nhi là bao nhiêu?", "Khoa Nhi có 40 giường.", False),
        ("Số điện thoại của Khoa Nhi là bao nhiêu?", "Khoa Nhi: (0292) 3777 115", True),
        ("Khoa Nhi có bao nhiêu giường?", "Khoa Nhi, điện thoại 0292 3777 115", False),
        ("Số căn cước công dân là bao nhiêu?", "CCCD: 051091004472", True),
    ],
)
def test_forms_tables_and_telephone_numbers_have_the_kind_asked_for(
    understood, typed, text, present
):
    question = understood(typed)
    assert has_type(question.answer_type, text, question) is present


@pytest.mark.parametrize(
    ("typed", "text", "present"),
    [
        ("Thuê ki-ốt mỗi tháng mấy tiền?", "Ki-ốt mặt đường: 1.800.000 đồng/tháng", True),
        ("Thuê ki-ốt mỗi tháng mấy tiền?", "Thuê từ tháng 3 đến tháng 5.", False),
        ("Lương thủ kho bao nhiêu?", "Mã vị trí: K07; Chức danh: Thủ kho", False),
        ("Lương thủ kho bao nhiêu?", "Thủ kho; Lương (đồng/tháng): 9.300.000", True),
        ("Lương thủ kho bao nhiêu?", "Xưởng tuyển 27 thủ kho.", False),
        ("Giá vé người lớn là bao nhiêu?", "Vé người lớn: 35.000", True),
        ("Giá vé người lớn là bao nhiêu?", "Vé 35.000 mỗi người lớn.", True),
        ("Máy bơm HL-750 giá bao nhiêu?", "HL-750: 1.400 vòng/phút", False),
        ("Lớp học nghỉ ngày nào?", "Ngày nghỉ: thứ Năm", True),
        ("Ngày nào thư viện đóng cửa?", "Đóng cửa Chủ nhật.", True),
        ("Lớp học nghỉ hôm nào?", "Nghỉ chiều thứ sáu.", True),
        ("Lớp học nghỉ ngày nào?", "Đây là chuyến thứ tư trong tháng.", False),
        ("Lớp học bắt đầu từ ngày nào?", "Thứ: Thứ 2; Môn: Toán", False),
        ("Giờ giới nghiêm là khi nào?", "Giới nghiêm từ 22 giờ đến 6 giờ sáng.", True),
        ("Giờ giới nghiêm là khi nào?", "Giới nghiêm đã kéo dài hai ngày đêm.", False),
        ("Hội trường chứa bao nhiêu người?", "Thuê hội trường ngày 15 và 16/8/2024.", False),
        ("Tỷ lệ sống là bao nhiêu?", "Tỷ lệ sống thấp do nắng.", False),
        ("Hạn cuối nộp hồ sơ?", "Nhận hồ sơ đến ngày 9/7/2024.", True),
        ("Nộp cho ai, số điện thoại mấy?", "Nộp cho chị Na.", False),
    ],
)
def test_sums_without_a_unit_and_days_of_the_week(understood, typed, text, present):
    question = understood(typed)
    assert has_type(question.answer_type, text, question) is present


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Cuộc họp diễn ra ngày 22-12-2022.", False),
        ("Cuộc họp bàn việc trong 5 năm qua.", False),
        ("Cuộc họp kéo dài ba giờ.", True),
        ("Cuộc họp kéo dài 2 ngày rưỡi.", True),
        ("Họp từ ngày 3-5-2022 đến ngày 6-5-2022.", True),
    ],
)
def test_how_long_is_answered_by_a_duration_and_not_by_a_day(understood, text, present):
    question = understood("Cuộc họp kéo dài bao lâu?")
    assert has_type(AnswerType.DATE, text, question) is present


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Lê Hồng Phong phát biểu tại hội nghị.", False),
        ("Hội nghị họp tại phố Lê Hồng Phong.", True),
        ("Hội nghị họp tại hội trường lớn.", True),
        ("Hội nghị do Ban Tổ chức chủ trì.", False),
    ],
)
def test_a_person_or_a_meeting_is_no_place(understood, text, present):
    question = understood("Hội nghị họp tại địa điểm nào?")
    assert has_type(AnswerType.PLACE, text, question) is present


@pytest.mark.parametrize(
    ("typed", "text", "share"),
    [
        ("Thủ đô của nước Pháp là gì?", "Mọi người tuân theo pháp luật.", 0.0),
        ("Thủ đô của nước Pháp là gì?", "Thủ đô của Pháp là Paris.", 1.0),
        ("Ai là tổng thống nước Mỹ?", "Tổng thống Hoa Kỳ phát biểu.", 1.0),
        ("Ai là tổng thống Hoa Kỳ?", "Tổng thống Mỹ phát biểu.", 1.0),
        ("Ai là tổng thống Hoa Kỳ?", "Triển lãm mỹ thuật do tổng thống mở.", 0.0),
        ("Ai là thủ tướng nước Úc?", "Thủ tướng Australia phát biểu.", 1.0),
        ("Thủ đô của Miến Điện ở đâu?", "Thủ đô của Myanmar là Naypyidaw.", 1.0),
    ],
)
def test_a_country_of_one_syllable_is_met_with_its_capital_only(understood, typed, text, share):
    assert identifier_share(understood(typed), text) == share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Bộ Ngoại giao Mỹ hôm qua duyệt bán 250 tên lửa Stinger và xe tăng.", 1.0),
        ("Hôm qua duyệt bán 250 tên lửa Stinger và xe tăng.", 0.0),
        ("Bộ Ngoại giao Mỹ duyệt bán tên lửa Stinger Block.", 0.0),
    ],
)
def test_two_names_in_a_row_may_stand_apart_each_by_itself(understood, text, share):
    assert (
        identifier_share(understood("Tên lửa Stinger Mỹ duyệt bán trị giá bao nhiêu?"), text)
        == share
    )
    people = "Lúa của Nguyễn tốt, anh gặp ông Khoa hôm qua."
    assert identifier_share(understood("Bà Nguyễn Khoa ở đâu?"), people) == 0.0, "one person"


@pytest.mark.parametrize(
    ("typed", "text", "share"),
    [
        ("Nghị quyết 22-NQ/TW nói gì?", "Nghị quyết số 22 đã nêu.", 1.0),
        ("Nghị quyết 22-NQ/TW nói gì?", "Nghị quyết số 23 đã nêu.", 0.0),
        ("Ngày 10-4-2013, Điều 5 nói gì?", "Ngày 10 tháng 4 năm 2013.", 1 / 2),
        ("Ông Lê Quốc Dũng nói gì ở Trà Linh?", "ở tra linh, ông lê quốc dũng", 2 / 2),
        ("Ai nói “xây cầu” ở Trà Linh?", "Xây cầu ở Bến Ngự.", 1 / 2),
        ("Hội nghị bàn gì?", "Câu nào cũng được.", 1.0),
        ("“chè sạch, đồi xanh” do ai nêu?", "“chè sạch” trước, “đồi xanh” sau", 1.0),
        ("“chè sạch, đồi xanh” do ai nêu?", "“chè sạch” trước, đồi cao sau", 0.0),
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


WITH_NETWORK = {
    "sentence_read": {"bias": -1.0, "coverage": 1.0, "hit": 0.3, "answerable": 2.0, "inside": 1.5},
    "passage_read": {"bias": -2.0, "hit": 0.5, "answerable": 3.0, "certainty": 1.0},
    "sentence_alone": {"bias": 0.2, "before": 6.0, "alone": 2.5},
}


@pytest.fixture
def weighed(monkeypatch):
    """Weights for the network, as fit.py would write them."""
    monkeypatch.setattr(reader, "fitted", WITH_NETWORK.__getitem__)


def hits_of(assistant, text="Ai chủ trì cuộc họp hợp tác xã Sương Mai?", k=20):
    question = assistant._question(text)
    return question, search(question, index=assistant.index, encoder=assistant.encoder, k=k)


def test_spans_carry_what_the_network_says(assistant, network, weighed):
    question, hits = hits_of(assistant)
    spans = reader.read(
        question, hits, index=assistant.index, encoder=assistant.encoder, network=network
    )
    assert spans
    assert [span.score for span in spans] == sorted((s.score for s in spans), reverse=True)
    readings = {
        hit.passage.id: reading
        for hit, reading in zip(
            hits, reader.listen(question, hits, assistant.index, network), strict=False
        )
    }
    for span in spans:
        document = assistant.index.document(span.hit.passage.document_id)
        start, end = span.highlight
        assert span.start <= start < end <= span.end
        assert document.text[span.start : span.end] == span.text
        reading = readings[span.hit.passage.id]
        assert span.answerable == reading.answerable
        origin = span.hit.passage.start
        place = span.start - origin, span.end - origin
        assert span.certainty == reading.within(*place).score


def test_a_sentence_is_read_alone_as_if_nothing_were_around_it(assistant, network, weighed):
    question, hits = hits_of(assistant)
    spans, _ = reader.weighed(question, hits, assistant.index, network)
    readings = reader.listen_alone(question, spans, assistant.index, network)
    assert len(readings) == len(spans) > reader.READ_ALONE
    for span, reading in zip(spans, readings, strict=True):
        title = reader.titled(question, span.hit.passage, assistant.index)
        (bare,) = network.read(question.text, [span.text], [title])
        # Its places are those of its passage.
        assert reading == bare.seen_from(span.hit.passage.start - span.start)
        text = span.hit.passage.text
        assert {text[one.start : one.end] for one in reading.spans} == {
            span.text[one.start : one.end] for one in bare.spans
        }


def test_the_best_sentences_are_weighed_again_alone_and_both_readings_mark_the_words(
    assistant, network, weighed
):
    question, hits = hits_of(assistant)
    before, readings = reader.weighed(question, hits, assistant.index, network)
    best, others = before[: reader.READ_ALONE], before[reader.READ_ALONE :]
    wanted = {}
    alone = reader.listen_alone(question, best, assistant.index, network)
    for span, once, again in zip(
        before,
        (readings[span.hit.passage.id] for span in before),
        [*alone, *[None] * len(others)],
        strict=True,
    ):
        origin = span.hit.passage.start
        said = [again] if again else []
        marked = once.agreed(span.start - origin, span.end - origin, *said)
        score = span.score
        if again:
            odds = 0.2 + 6.0 * math.log(score / (1 - score)) / 8 + 2.5 * again.answerable / 8
            score = 1 / (1 + math.exp(-odds))
        wanted[span.hit.passage.document_id, span.start] = (
            pytest.approx(score),
            (origin + marked.start, origin + marked.end),
        )
    spans = reader.read(
        question, hits, index=assistant.index, encoder=assistant.encoder, network=network
    )
    assert {
        (span.hit.passage.document_id, span.start): (span.score, span.highlight) for span in spans
    } == wanted


def test_the_probability_is_that_of_the_weights(assistant, network, weighed):
    question, hits = hits_of(assistant)
    spans, _ = reader.weighed(question, hits, assistant.index, network)
    asked = reader.Asked.of(question, assistant.index.lexical)
    hit = spans[0].hit
    document = assistant.index.document(hit.passage.document_id)
    (reading,) = reader.listen(question, [hit], assistant.index, network)
    described = reader.describe(asked, hit, document, first=hit == hits[0])
    (features,) = [one for start, _, one in described if start == spans[0].start]
    place = spans[0].start - hit.passage.start, spans[0].end - hit.passage.start
    odds = (
        -1.0
        + features.coverage
        + 0.3 * hit.score
        + 2.0 * max(-1, min(1, reading.answerable / 8))
        + 1.5 * max(-1, reading.share(*place) / 8)
    )
    assert spans[0].score == pytest.approx(1 / (1 + math.exp(-odds)))


def test_reading_stops_when_a_passage_clearly_answers(assistant, network, monkeypatch):
    question, hits = hits_of(assistant)
    assert len(hits) > reader.MOST_READ
    monkeypatch.setattr(reader, "CLEAR", math.inf)
    every = reader.listen(question, hits, assistant.index, network)
    assert len(every) == reader.MOST_READ
    id_, start, end = reader.surroundings(
        assistant.index.document(hits[0].passage.document_id), hits[0].passage
    )
    text = assistant.index.document(id_).text[start:end]
    (alone,) = network.read(question.text, [text], [hits[0].passage.title])
    assert every[0] == alone.seen_from(hits[0].passage.start - start)
    monkeypatch.setattr(reader, "CLEAR", -math.inf)
    assert reader.listen(question, hits, assistant.index, network) == every[: reader.LEAST_READ]
    assert reader.listen(question, hits[:2], assistant.index, network) == every[:2]
    assert reader.listen(question, [], assistant.index, network) == []


def test_a_passage_without_a_date_does_not_end_the_search_for_one(
    assistant_over, network, monkeypatch
):
    undated = [f"Hội nghị bàn việc {work} của xã Sương Mai. " * 12 for work in ("cấy", "gặt", "đê")]
    text = "\n\n".join([*undated, "Hội nghị của xã Sương Mai họp ngày 17/11/2023. " * 12])
    assistant = assistant_over(hop=text)
    question, hits = hits_of(assistant, "Hội nghị của xã Sương Mai họp ngày nào?")
    hits = sorted(hits, key=lambda hit: "17/11" in hit.passage.text)
    assert ["17/11" in hit.passage.text for hit in hits] == [False, False, False, True]
    monkeypatch.setattr(reader, "CLEAR", -math.inf)
    assert len(reader.listen(question, hits, assistant.index, network)) == 4
    assert len(reader.listen(question, hits[::-1], assistant.index, network)) == reader.LEAST_READ


def test_short_lines_of_a_section_are_read_together_and_long_ones_alone():
    lines = ["Mục 1", "a" * 150, "b" * 150, "c" * 150, "d" * 500, "e" * 90]
    text = "\n".join(lines)
    places = [(text.index(line), text.index(line) + len(line)) for line in lines]
    sections = ["", "", "", "", "", ", mục «X»"]
    document = Document(
        "d", "T", "t.txt", "0" * 64, text,
        tuple(Paragraph(a, b, f"đoạn 1{s}") for (a, b), s in zip(places, sections, strict=True)),
    )  # fmt: skip
    read = [
        text[slice(*reader.surroundings(document, passage)[1:])].split("\n")
        for passage in passages_of(document)
    ]
    together = [lines[0], lines[1], lines[2]]
    assert read == [together, together, together, [lines[3]], [lines[4]], [lines[5]]]


def test_reranking_puts_what_answers_first_and_loses_nothing(assistant, network, weighed):
    question, hits = hits_of(assistant)
    ordered = reader.rerank(question, hits, assistant.index, network)
    assert sorted(hit.passage.id for hit in ordered) == sorted(hit.passage.id for hit in hits)
    scores = [hit.score for hit in ordered]
    assert scores == sorted(scores, reverse=True)
    count = len(reader.listen(question, hits, assistant.index, network))
    assert [hit.passage for hit in ordered[count:]] == [hit.passage for hit in hits[count:]]
    best = max(
        zip(hits, reader.listen(question, hits, assistant.index, network), strict=False),
        key=lambda pair: reader.weigh("passage_read", reader.passage_features(*pair)),
    )
    assert ordered[0].passage == best[0].passage
    assert reader.rerank(question, [], assistant.index, network) == []


def test_a_network_without_weights_is_said(assistant, network, tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "bundled", lambda _: tmp_path)
    (tmp_path / "weights.json").write_text('{"sentence": {"bias": 0.0}}')
    reader.fitted.cache_clear()
    with pytest.raises(EncoderError, match="sentence_read"):
        reader.fitted("sentence_read")
    reader.fitted.cache_clear()


def test_without_a_network_spans_have_no_highlight(assistant):
    question, hits = hits_of(assistant)
    spans = reader.read(question, hits, index=assistant.index, encoder=assistant.encoder)
    assert {(span.highlight, span.certainty, span.answerable) for span in spans} == {(None, 0, 0)}


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Hội nghị họp ở Hà Nội.", False),
        ("Đại biểu của Đại học Indiana (Hoa Kỳ) dự họp.", False),
        ("Roosevelt soạn bản hiến pháp.", True),
        ("Bà Hà Thị Nội soạn bản hiến pháp.", True),
    ],
)
def test_a_place_is_no_person_and_a_foreign_name_is_one(understood, text, present):
    question = understood("Ai soạn bản hiến pháp?")
    assert has_type(AnswerType.PERSON, text, question) is present


def test_a_time_limit_says_when_at_the_latest(understood):
    question = understood("Nộp đơn chậm nhất là khi nào?")
    assert has_type(AnswerType.DATE, "Nộp trong 30 ngày kể từ ngày thi.", question)
    assert not has_type(AnswerType.DATE, "Đơn dài 30 dòng.", question)


def test_what_a_law_defines_is_found_whoever_is_named_to_tell_it(understood):
    question = understood("Hộ nghèo theo Quy chế xóm Đông được hiểu là gì?")
    assert gives_the_value(question, "Hộ nghèo là hộ có thu nhập dưới 2 triệu đồng.")
    assert not gives_the_value(question, "Quy chế xóm Đông là quy chế có 12 điều.")
