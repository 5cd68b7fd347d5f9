"""What people say around a question is left out of it, and nothing that it asks about."""

import pytest

from qa.preamble import core


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (
            "Em đang làm tiểu luận, thầy hỏi tại sao phải mua máy sao chè, trả lời thế nào ạ?",
            "tại sao phải mua máy sao chè?",
        ),
        ("Cho mình xin tên chủ trì cuộc họp", "tên chủ trì cuộc họp"),
        ("Mình muốn biết cầu Bến Ngự dài bao nhiêu ạ", "cầu Bến Ngự dài bao nhiêu"),
        ("Chào bạn, tra giúp mình lệ phí làm thẻ bạn đọc", "lệ phí làm thẻ bạn đọc"),
        ("cho minh hoi cau ben ngu dai bao nhieu a", "cau ben ngu dai bao nhieu"),
        ("Cầu Bến Ngự dài bao nhiêu? Em cảm ơn ạ!", "Cầu Bến Ngự dài bao nhiêu"),
        ("Cầu Bến Ngự có những nhịp nào? nêu đủ nhé", "Cầu Bến Ngự có những nhịp nào"),
        ("Cầu Bến Ngự có những nhịp nào, hãy liệt kê đầy đủ", "Cầu Bến Ngự có những nhịp nào"),
    ],
)
def test_what_is_said_around_a_question_is_left_out(typed, asked):
    assert core(typed) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Tôi bị mất thẻ bạn đọc, phải làm gì?",
        "Tôi sinh năm 1990, khi nào được nghỉ hưu?",
        "Thầy giáo hỏi học sinh điều gì?",
        "Xin phép xây dựng cần giấy tờ gì?",
        "Cho vay bao nhiêu thì phải thế chấp?",
        "Hội nghị bàn về việc gì?",
        "Hỏi cung bị can phải có mặt ai?",
        "cho hoi ai",
    ],
)
def test_what_a_question_is_about_stays(question):
    assert core(question) == question


def test_a_question_with_a_preamble_is_answered_like_the_question(assistant):
    bare = assistant.ask("Vì sao hợp tác xã mua máy sao chè?")
    led = assistant.ask("Em đang viết báo cáo, cho em hỏi vì sao hợp tác xã mua máy sao chè với ạ?")
    assert "các máy cũ thường xuyên hỏng" in led.text
    assert (led.text, led.understood_as) == (bare.text, "")
