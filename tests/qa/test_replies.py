"""A reply is read with what it replies to, and that question itself answers nothing."""

import pytest

from qa.replies import replied_to

LETTER = """Trả lời kiến nghị của cử tri huyện Sông Mã

1. Cử tri xã Đông Lĩnh

Kiến nghị: đường Bàu Sen hay ngập, đề nghị làm cống thoát nước.

Trả lời: Huyện bố trí 5,8 tỷ đồng thay cống hộp; khởi công tháng 9/2024, hoàn thành tháng 3/2025.

2. Cử tri xã Tây Lĩnh

Kiến nghị: Trường Mầm non Hoa Gạo quá tải, 41 cháu một lớp.

Trả lời: Huyện đầu tư thêm 6 phòng học, dự kiến đưa vào sử dụng đầu năm học 2025-2026.
"""


@pytest.fixture
def given(assistant_over):
    return assistant_over(tra_loi=LETTER)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Bao giờ làm xong cống thoát nước đường Bàu Sen?", "**tháng 3/2025**"),
        ("Trường Mầm non Hoa Gạo xây thêm mấy phòng học?", "**6 phòng học**"),
        ("Cử tri kiến nghị gì về Trường Mầm non Hoa Gạo?", "41 cháu một lớp"),
    ],
)
def test_a_reply_answers_for_what_its_question_names(given, question, words):
    assert words in given.ask(question).text


def test_a_paragraph_replies_to_the_one_before_it_only(given):
    (document,) = given.index.documents
    place = document.text.index
    assert "đường Bàu Sen" in replied_to(document, place("khởi công"))
    assert "Hoa Gạo" in replied_to(document, place("6 phòng"))
    assert replied_to(document, place("Kiến nghị: Trường")) == ""
