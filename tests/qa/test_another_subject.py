"""What is told of another name, case, sex or level answers nothing, whatever words they share."""

import pytest

from qa.mismatch_subject import case_asked, name_asked

RIDES = """\
Ứng dụng gọi xe Bezo ra mắt

Hiện tại, Rabgo vẫn dẫn đầu khi nắm trong tay 175.000 tài xế tại Việt Nam. Đối thủ của Rabgo, \
Tujek, tiến vào Việt Nam với cái tên Go-Nam và được đánh giá là phát triển nhanh nhất.
"""
NUMBERS = """\
3 tháng, 53% thuê bao đăng ký chuyển mạng thành công

Sau ba tháng đã có hơn 118.000 thuê bao đăng ký chuyển mạng. Trong đó, 62.398 thuê bao đã \
chuyển mạng thành công, đạt tỉ lệ 53%.

Tính theo số thuê bao, Mobitel đang dẫn đầu về số thuê bao chuyển đi, còn Vinacell dẫn đầu về số \
thuê bao chuyển đến.
"""
LEAVE = """\
Điều 15. Nghỉ việc riêng
1. Người lao động được nghỉ việc riêng mà vẫn hưởng nguyên lương trong trường hợp sau đây:
a) Kết hôn: nghỉ 03 ngày;
b) Con đẻ, con nuôi kết hôn: nghỉ 01 ngày;
c) Cha đẻ, mẹ đẻ; vợ hoặc chồng; con đẻ, con nuôi chết: nghỉ 03 ngày.

Điều 16. Nghỉ thai sản
1. Lao động nữ được nghỉ thai sản trước và sau khi sinh con là 06 tháng; thời gian nghỉ trước khi \
sinh không quá 02 tháng.
Trường hợp lao động nữ sinh đôi trở lên thì tính từ con thứ 02 trở đi, cứ mỗi con, người mẹ được \
nghỉ thêm 01 tháng.
"""
SERVICE = """\
Điều 12. Đối tượng đăng ký nghĩa vụ quân sự

1. Công dân nam đủ 17 tuổi trở lên.

2. Công dân nữ quy định tại khoản 2 Điều 7 của Luật này đủ 18 tuổi trở lên.

Điều 36. Hội đồng nghĩa vụ quân sự

a) Hội đồng nghĩa vụ quân sự cấp tỉnh, cấp huyện gồm:

Chủ tịch Hội đồng nghĩa vụ quân sự là Chủ tịch Ủy ban nhân dân cấp tỉnh, cấp huyện;

b) Hội đồng nghĩa vụ quân sự cấp xã gồm:

Chủ tịch Hội đồng nghĩa vụ quân sự là Chủ tịch Ủy ban nhân dân;
"""


def test_a_sentence_that_begins_with_another_name_tells_nothing_of_the_one_asked(assistant_over):
    news = assistant_over(tin=RIDES)
    refused = news.ask("Go-Nam có bao nhiêu tài xế ở Việt Nam?")
    assert refused.abstained
    assert "Go-Nam" in refused.reason
    assert "175.000" in news.ask("Rabgo có bao nhiêu tài xế ở Việt Nam?").text


def test_what_is_told_before_a_name_comes_up_is_not_of_it(assistant_over):
    news = assistant_over(tin=NUMBERS)
    refused = news.ask("Vinacell có bao nhiêu thuê bao chuyển đến?")
    assert refused.abstained
    assert "Vinacell" in refused.reason
    assert "62.398" in news.ask("Có bao nhiêu thuê bao đã chuyển mạng thành công?").text


def test_a_point_of_a_list_answers_only_for_its_own_case(assistant_over):
    law = assistant_over(luat=LEAVE)
    for question in (
        "chồng được nghỉ mấy ngày khi vợ đẻ?",
        "Vợ đẻ thì chồng được nghỉ mấy ngày?",
    ):
        answer = law.ask(question)
        assert "03 ngày" not in answer.text
        assert "01 ngày" not in answer.text
    for question in (
        "Khi kết hôn được nghỉ mấy ngày?",
        "đám cưới mình thì công ty cho nghỉ mấy ngày?",
    ):
        assert "03 ngày" in law.ask(question).text


def test_of_two_sentences_the_one_with_the_special_word_is_told_first(assistant_over):
    answer = assistant_over(luat=LEAVE).ask("Đẻ sinh đôi được nghỉ bao lâu?")
    assert "sinh đôi" in answer.citations[0].quote


def test_what_is_told_of_women_is_not_of_men(assistant_over):
    law = assistant_over(luat=SERVICE)
    men = law.ask("Con trai mấy tuổi phải đăng ký nghĩa vụ quân sự?")
    assert men.citations[0].quote.endswith("Công dân nam đủ 17 tuổi trở lên.")
    assert "17 tuổi" not in law.ask("Phụ nữ mấy tuổi phải đăng ký nghĩa vụ quân sự?").text


def test_what_is_told_of_the_province_is_not_of_the_commune(assistant_over):
    answer = assistant_over(luat=SERVICE).ask("Ai là chủ tịch hội đồng nghĩa vụ quân sự ở xã?")
    assert answer.citations[0].quote.endswith("là Chủ tịch Ủy ban nhân dân;")


@pytest.mark.parametrize(
    ("question", "case"),
    [
        ("Chồng được nghỉ mấy ngày khi vợ đẻ?", "vợ đẻ"),
        ("Khi lái xe máy thì mức phạt là bao nhiêu?", "lái xe máy"),
        ("Nếu đến muộn, phải báo cho ai?", "đến muộn"),
        ("Vợ đẻ thì được nghỉ mấy ngày?", "vợ đẻ"),
        ("Khi nào họp?", ""),
        ("Sau khi họp xong làm gì?", ""),
    ],
)
def test_a_case_is_what_stands_behind_when(understood, question, case):
    assert case_asked(understood(question)) == case


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Go-Viet có bao nhiêu tài xế ở Việt Nam?", "Go-Viet"),
        ("Số tài xế của Rabgo là bao nhiêu?", "Rabgo"),
        ("Có bao nhiêu tài xế ở Việt Nam?", ""),
        ("Có bao nhiêu tài xế?", ""),
    ],
)
def test_a_question_is_asked_of_the_name_it_begins_with_or_its_only_one(understood, question, name):
    assert name_asked(understood(question)) == name


TIGERS = (
    """\
Hổ Sông Mây

Hổ Sông Mây sống ở rừng ngập mặn ven biển và bơi rất giỏi.

## Sinh sản

Con mẹ mang thai khoảng 3,5 tháng, mỗi lứa có hai đến bốn con.

## So với các loài khác

"""
    + "Hổ Sông Mây ăn lợn rừng, hươu và cá, và mỗi đêm đi chừng mười cây số. " * 30
    + """

Hổ Kabir nặng hơn hổ Sông Mây và sống ở rừng lạnh.
"""
)


def test_what_is_named_only_elsewhere_in_a_text_is_not_told_of(assistant_over):
    tigers = assistant_over(ho=TIGERS)
    assert "3,5 tháng" in tigers.ask("Hổ Sông Mây mang thai khoảng mấy tháng?").text
    refused = tigers.ask("Hổ Kabir mang thai khoảng mấy tháng?")
    assert refused.abstained, refused.text
    assert "Kabir" in refused.reason
