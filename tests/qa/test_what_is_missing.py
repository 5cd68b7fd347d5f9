"""What a question asks for by its kind must stand in the sentence that is taken for an answer."""

import pytest

TEXT = """\
Hội nghị tổng kết của tỉnh Phú Lâm họp ngày 5-3-2024. Có 26 chỉ tiêu giao cho 8 bộ, ngành phụ trách.

Hội nghị có hai phiên: Phiên 1 bàn về tăng trưởng xanh của các xã; Phiên 2 bàn về vay vốn.

Các địa phương đã tham gia hiệp định thương mại tự do, có hiệu lực từ ngày 1-8-2020.

Khối thi đua có Bộ Y tế và Bộ Tư pháp dự họp, đại biểu của 25 huyện về Phú Lâm.

Hội nhập là việc chung của toàn xã hội. Do vậy, không xã nào được đứng ngoài cuộc hội nhập.
"""


@pytest.fixture
def minutes(assistant_over):
    return assistant_over(hop=TEXT)


def test_money_is_not_told_by_the_number_of_a_session(minutes):
    assert minutes.ask("Các xã được vay bao nhiêu để tăng trưởng xanh?").abstained


def test_offices_asked_for_by_name_are_not_told_by_their_count(minutes):
    assert minutes.ask("8 bộ, ngành phụ trách 26 chỉ tiêu là những bộ nào?").abstained
    assert "Bộ Tư pháp" in minutes.ask("Những bộ nào trong khối thi đua dự họp?").text


def test_a_short_form_that_stands_nowhere_is_missed(minutes):
    answer = minutes.ask("Hiệp định XPFTA có hiệu lực từ ngày nào?")
    assert answer.abstained
    assert "XPFTA" in answer.reason


def test_a_number_is_marked_beside_what_is_counted(minutes):
    answer = minutes.ask("Có đại biểu của bao nhiêu huyện về Phú Lâm dự họp?")
    assert answer.text.startswith("**25 huyện")


def test_why_is_told_by_the_sentence_before_therefore(minutes):
    answer = minutes.ask("Tại sao không xã nào được đứng ngoài cuộc hội nhập?")
    assert answer.citations[0].quote == "Hội nhập là việc chung của toàn xã hội."
