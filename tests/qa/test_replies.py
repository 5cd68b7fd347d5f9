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


@pytest.mark.parametrize(
    "line",
    [
        "Đáp ứng yêu cầu: có 12 hộ.",
        "Trả lời báo chí, ông Tám nói: có 12 hộ.",
        "Có 12 hộ.",
    ],
)
def test_what_only_looks_like_a_label_replies_to_nothing(assistant_over, line):
    given = assistant_over(tin=f"Tin huyện Sông Mã\n\nĐường Bàu Sen hay ngập.\n{line}")
    (document,) = given.index.documents
    assert replied_to(document, document.text.index("12 hộ")) == ""


@pytest.mark.parametrize(
    "label", ["Đáp:", "Trả lời:", "Trả lời của Ủy ban nhân dân huyện:", "TL -"]
)
def test_a_question_with_its_mark_needs_no_label(assistant_over, label):
    given = assistant_over(tin=f"Hỏi đáp\n\nĐường Bàu Sen có mấy hộ?\n{label} có 12 hộ.")
    (document,) = given.index.documents
    assert replied_to(document, document.text.index("12 hộ")) == "Đường Bàu Sen có mấy hộ?"


def test_a_paragraph_replies_to_the_one_before_it_only(given):
    (document,) = given.index.documents
    place = document.text.index
    assert "đường Bàu Sen" in replied_to(document, place("khởi công"))
    assert "Hoa Gạo" in replied_to(document, place("6 phòng"))
    assert replied_to(document, place("Kiến nghị: Trường")) == ""


TALK = """Hỏi chuyện bác thợ gốm Quế

**Vì sao phải là đất sét trắng?**

Vì đất sét trắng dẻo, ít sạn, nung lâu không nứt.

**Bác học nghề từ khi nào?**

Từ năm 1970. Chiếc bình đất sét trắng đầu tiên tôi nung một ngày, vỡ vì lửa to quá.
"""


@pytest.mark.xfail(strict=True, reason="the network reads a reply without what it replies to")
def test_a_reply_to_the_same_question_answers_before_what_has_more_of_its_words(assistant_over):
    answer = assistant_over(gom=TALK).ask("Tại sao làm bình lại dùng đất sét trắng?")
    assert answer.citations[0].quote == "Vì đất sét trắng dẻo, ít sạn, nung lâu không nứt."


def test_that_is_goes_on_with_what_the_sentence_before_names(assistant_over):
    given = assistant_over(
        tieu_chi="Ba tiêu chí của hội làng Bưởi\n\nThứ nhất, nề nếp. Thứ hai, sự chung tay góp sức "
        "của các xóm. Đó là số công và số gạo mà mỗi xóm góp cho ngày hội."
    )
    answer = given.ask("Tiêu chí thứ hai, tức sự chung tay góp sức của các xóm, được hiểu là gì?")
    assert answer.citations[0].quote.startswith("Đó là số công")
