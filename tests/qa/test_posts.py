"""Who does it may be told by a post, where no name is given: "Trưởng trạm duyệt đơn"."""

import pytest

RULES = """QUY CHẾ LÀM VIỆC
Của Trạm Y tế Gò Me

Điều 3. Nghỉ phép
Trưởng trạm duyệt đơn nghỉ phép của nhân viên trong 2 ngày.

Điều 4. Thuê đất
Hộ thuê đất được hỗ trợ nếu hợp đồng thuê có xác nhận của trưởng thôn.

Điều 5. Phòng cháy
Bình chữa cháy được kiểm tra hằng quý.
"""
TOURNAMENT = """Giải bóng đá Cúp Sông Me

| Trận | Ngày | Giờ | Cặp đấu |
|---|---|---|---|
| 10 | 18/7 | 15:45 | Bến Xe – Cầu Ván |
| 11 | 19/7 | 16:30 | Bưu Điện – Phố Chợ |
"""


@pytest.mark.parametrize(
    ("question", "post"),
    [
        ("Ai duyệt đơn nghỉ phép?", "Trưởng trạm"),
        ("Hợp đồng thuê đất phải có ai xác nhận?", "trưởng thôn"),
    ],
)
def test_a_post_tells_who_does_it(assistant_over, question, post):
    answer = assistant_over(quy_che=RULES).ask(question)
    assert answer.text.startswith(f"**{post}** — «"), answer


def test_a_post_that_does_something_else_does_not(assistant_over):
    answer = assistant_over(quy_che=RULES).ask("Ai kiểm tra bình chữa cháy?")
    assert answer.abstained, answer.text


def test_the_word_that_a_question_begins_with_is_no_part_of_the_name_behind_it(assistant_over):
    answer = assistant_over(giai=TOURNAMENT).ask("Trận Bưu Điện – Phố Chợ ngày nào?")
    assert answer.text.startswith("**19/7** — "), answer


def test_a_place_is_nobody(assistant_over):
    market = "Chợ xuân\n\nChợ xuân mở từ ngày 3 đến ngày 15/6/2024 ở bến Gò Me."
    answer = assistant_over(cho=market).ask("Ai mở chợ xuân?")
    assert answer.abstained, answer.text


def test_a_post_with_the_place_it_is_of_is_one_post(assistant_over):
    station = "Trạm y tế xã Hòa Lộc\n\nBác sĩ Đỗ Thị Hạnh làm trạm trưởng từ năm 2019."
    answer = assistant_over(tram=station).ask("Ai làm trạm trưởng trạm y tế xã Hòa Lộc?")
    assert "Đỗ Thị Hạnh" in answer.text, answer
