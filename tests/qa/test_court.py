"""A judgment tells the sums of everyone who spoke: the court's is what stands in its decision."""

import pytest

JUDGMENT = """\
TÒA ÁN NHÂN DÂN
HUYỆN SƠN ĐÔNG
Bản án số: 07/2022/DS-ST
V/v "Tranh chấp hợp đồng vay tài sản"

Hôm nay Tòa án nhân dân huyện Sơn Đông xét xử công khai vụ án dân sự giữa các đương sự:
1. Nguyên đơn: Bà Lò Thị Hạnh, trú tại thôn Thượng.
2. Bị đơn: Ông Vi Văn Khải, trú tại thôn Hạ.
3. Người làm chứng: Ông Nông Văn Tài, trú tại thôn Hạ.

NỘI DUNG VỤ ÁN:
Nguyên đơn bà Lò Thị Hạnh trình bày: Năm 2020 ông Khải vay của bà tiền để mua trâu. Bà yêu cầu \
ông Khải trả 90.000.000 đồng tiền gốc và 30.000.000 đồng tiền lãi, tổng cộng 120.000.000 đồng.

Bị đơn ông Vi Văn Khải trình bày: Ông có vay nhưng đã trả một phần. Ông chỉ đồng ý trả \
50.000.000 đồng, không đồng ý trả lãi.

Ý kiến của Kiểm sát viên: đề nghị Hội đồng xét xử chấp nhận yêu cầu trả 90.000.000 đồng tiền gốc \
và 25.000.000 đồng tiền lãi.

NHẬN ĐỊNH CỦA TÒA ÁN:
[1] Về tiền gốc: Giấy vay có chữ ký của bị đơn nên có căn cứ để chấp nhận.
[2] Về tiền lãi: Hai bên thỏa thuận lãi cao hơn mức luật định nên chỉ chấp nhận 18.000.000 đồng.

QUYẾT ĐỊNH:
Căn cứ Điều 466 và Điều 468 của Bộ luật Dân sự;
1. Chấp nhận một phần yêu cầu khởi kiện của bà Lò Thị Hạnh.
Buộc ông Vi Văn Khải trả cho bà Lò Thị Hạnh số tiền 108.000.000 đồng.
2. Về án phí: Ông Vi Văn Khải phải chịu 5.400.000 đồng.
"""


@pytest.fixture
def judgment(assistant_over):
    return assistant_over(ban_an=JUDGMENT)


def said(judgment, question):
    return [cited.quote for cited in judgment.ask(question).citations]


@pytest.mark.parametrize(
    ("question", "sum_told", "others"),
    [
        ("Tòa tuyên buộc ông Khải trả bao nhiêu tiền?", "108.000.000", "yêu cầu"),
        ("Tòa án buộc ông Khải trả cho bà Hạnh bao nhiêu tiền?", "108.000.000", "yêu cầu"),
        ("Toa an buoc ong Khai tra ba Hanh bao nhieu tien?", "108.000.000", "yêu cầu"),
        ("Tòa chấp nhận bao nhiêu tiền lãi?", "18.000.000", "25.000.000"),
    ],
)
def test_what_the_court_decides_is_told_by_the_court(judgment, question, sum_told, others):
    answer = judgment.ask(question)
    assert sum_told in answer.text, answer
    assert not any(others in quote for quote in said(judgment, question))


@pytest.mark.parametrize(
    ("question", "sum_told"),
    [
        ("Nguyên đơn yêu cầu tổng cộng bao nhiêu tiền?", "120.000.000"),
        ("Bà Hạnh yêu cầu ông Khải trả bao nhiêu tiền gốc?", "90.000.000"),
        ("Bị đơn đồng ý trả bao nhiêu?", "50.000.000"),
        ("Bà Hạnh yêu cầu Tòa buộc ông Khải trả tổng cộng bao nhiêu?", "120.000.000"),
    ],
)
def test_what_a_party_claims_is_told_by_the_party(judgment, question, sum_told):
    quotes = said(judgment, question)
    assert any(sum_told in quote for quote in quotes), quotes
    assert not any("Buộc" in quote or "chỉ chấp nhận" in quote for quote in quotes)


def test_the_opinion_of_the_prosecutor_is_still_told(judgment):
    assert "25.000.000" in judgment.ask("Kiểm sát viên đề nghị gì?").text


def test_the_fees_are_told_when_they_are_asked_for_and_only_then(judgment):
    assert "5.400.000" in judgment.ask("Ông Khải phải chịu án phí bao nhiêu?").text
    assert "5.400.000" not in judgment.ask("Tòa buộc ông Khải trả bao nhiêu tiền?").text


def test_a_text_that_is_no_judgment_is_asked_about_courts_as_before(assistant_over):
    news = assistant_over(
        tin="Vụ án ở huyện Mường Tâm\n\nTòa án huyện Mường Tâm tuyên phạt công ty An Lạc 70 triệu "
        "đồng vì xả thải. Đại diện công ty An Lạc đề nghị được giảm mức phạt.\n"
    )
    assert "70 triệu" in news.ask("Tòa tuyên phạt công ty An Lạc bao nhiêu tiền?").text


@pytest.mark.parametrize(
    "question", ["Tòa án quyết định như thế nào?", "Tòa tuyên gì?", "Hội đồng xét xử tuyên ra sao?"]
)
def test_the_decision_that_is_asked_for_as_a_whole_is_quoted_whole(judgment, question):
    told = "\n".join(said(judgment, question))
    assert told == JUDGMENT[JUDGMENT.index("QUYẾT ĐỊNH:") :].rstrip()


def test_of_two_judgments_no_decision_is_taken_for_that_of_the_other(assistant_over):
    both = assistant_over(a=JUDGMENT, b=JUDGMENT.replace("07/2022", "09/2022"))
    assert "QUYẾT ĐỊNH:" not in both.ask("Tòa tuyên gì?").text


def test_a_claim_that_a_plain_decision_tells_is_told(assistant_over):
    decided = assistant_over(
        quyet_dinh="Thông báo của Ban quản lý chợ Đình\n\nBan quản lý chợ họp ngày thứ hai.\n\n"
        "QUYẾT ĐỊNH:\nCông ty An Lạc đề nghị hỗ trợ 70 triệu đồng để sửa mái chợ.\n"
    )
    assert "70 triệu" in decided.ask("Công ty An Lạc đề nghị hỗ trợ bao nhiêu tiền?").text
