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


def test_a_list_of_those_present_gives_nobodys_words(assistant_over):
    text = "Dự hội nghị có các đồng chí: Nguyễn Mạnh Tường, Bộ trưởng Bộ Y tế; đại diện các xã."
    answer = assistant_over(hop=text).ask("Ông Nguyễn Mạnh Tường phát biểu nội dung gì?")
    assert answer.abstained


def test_the_second_prize_is_not_told_by_the_first(assistant_over):
    news = assistant_over(tin="Giải nhất hội thi pha chế cà phê trị giá 50 triệu đồng.")
    assert news.ask("Giải nhì hội thi pha chế cà phê trị giá bao nhiêu?").abstained
    assert "50 triệu" in news.ask("Giải nhất hội thi pha chế cà phê trị giá bao nhiêu?").text


def test_how_long_is_not_told_by_the_days_of_two_things(assistant_over):
    text = "Sáng 17/11, Thành ủy họp hội nghị sơ kết 5 năm thực hiện Chỉ thị ban hành 4/11/2013."
    news = assistant_over(tin=text)
    assert news.ask("Hội nghị sơ kết của Thành ủy kéo dài bao lâu?").abstained


def test_what_is_called_by_a_noun_stands_in_quotes_behind_it(assistant_over):
    news = assistant_over(
        tin="Đối thoại phát triển xã bàn về trạng thái mới của xã.\n\n"
        "Với chủ đề “Thực thi mục tiêu”, đối thoại tập trung vào chuyển đổi số."
    )
    answer = news.ask("Đối thoại phát triển lấy chủ đề gì?")
    assert "Thực thi mục tiêu" in answer.citations[0].quote


def test_a_subject_is_not_told_by_other_words_in_quotes(assistant_over):
    news = assistant_over(
        tin="Hội nghị Ngoại vụ lần thứ 19 họp tại Hà Nội, nhấn mạnh phải “hành động địa phương”."
    )
    assert news.ask("Hội nghị Ngoại vụ lần thứ 19 có chủ đề gì?").abstained
    assert "Hà Nội" in news.ask("Hội nghị Ngoại vụ lần thứ 19 họp ở đâu?").text


def test_who_tells_it_is_not_what_is_told(assistant_over):
    text = (
        "Phát biểu khai mạc, Phó Trưởng ban Trần Văn Quang cho biết, xu hướng hội nhập ngày càng "
        "sâu rộng. Trong khi đó, đội ngũ cán bộ còn nhiều hạn chế về ngoại ngữ."
    )
    answer = assistant_over(tin=text).ask(
        "Theo Phó Trưởng ban Trần Văn Quang, đội ngũ cán bộ còn hạn chế gì?"
    )
    assert answer.citations[0].quote.startswith("Trong khi đó")


def test_a_sum_needs_its_unit_or_its_name(assistant_over):
    report = assistant_over(
        bao_cao="Công ty Kiểm toán Á Việt đã kiểm toán 12 báo cáo của Công ty Biển Xanh.\n\n"
        "Chỉ tiêu của Công ty Biển Xanh (đơn vị: triệu đồng)\n\nLợi nhuận của Công ty: 8.965\n"
    )
    assert report.ask("Vốn điều lệ của Công ty Biển Xanh là bao nhiêu?").abstained
    assert "8.965" in report.ask("Lợi nhuận của Công ty là bao nhiêu?").text
