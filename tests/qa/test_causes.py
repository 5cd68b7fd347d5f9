"""What comes of a thing is no reason for it: a reason has a direction."""

import pytest

from qa.causes import tells_only_the_effect


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Vì sao chợ Gò Me hay bị ngập nước?",
            "Chính vì chợ hay bị ngập nước nên bà con tiểu thương bỏ sạp về quê.",
        ),
        ("Vì sao giá tôm tăng?", "Giá tôm tăng khiến người nuôi ồ ạt thả giống."),
        ("Vì sao cầu bị lún?", "Cầu bị lún dẫn đến ùn tắc kéo dài ở hai đầu tỉnh lộ."),
        ("Tại sao lúa bị đổ?", "Do lúa bị đổ, năng suất vụ mùa chỉ đạt bốn tạ một sào."),
    ],
)
def test_what_is_asked_about_as_the_cause_of_something_else_is_no_reason(
    understood, question, said
):
    assert tells_only_the_effect(understood(question), said)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Vì sao chợ Gò Me hay bị ngập nước?", "Chợ hay bị ngập nước vì cống thoát quá nhỏ."),
        ("Vì sao chợ Gò Me hay bị ngập nước?", "Cống thoát quá nhỏ khiến chợ hay bị ngập nước."),
        ("Vì sao giá tôm tăng?", "Do giá tôm thế giới tăng, giá tôm trong nước tăng theo."),
        ("Vì sao giá tôm tăng?", "Giá tôm tăng do hạn mặn, khiến người nuôi ồ ạt thả giống."),
        ("Vì sao trường nghỉ?", "Vì trường nghỉ do lũ, học sinh học bù vào chủ nhật tuần sau."),
        ("Vì sao hộ dân kiện xã?", "Hộ dân kiện xã đòi tự do đi lại trên con đường cũ."),
        ("Vì sao cầu bị lún?", "Nguyên nhân cầu bị lún dẫn đến tai nạn là móng đặt quá nông."),
    ],
)
def test_a_reason_stays_one_whichever_side_it_stands_on(understood, question, said):
    assert not tells_only_the_effect(understood(question), said)


ASKED = "Vì sao chợ Gò Me hay bị ngập nước?"
EFFECT = "Chính vì chợ Gò Me hay bị ngập nước nên bà con tiểu thương bỏ sạp về quê."
CAUSE = "Chợ Gò Me hay bị ngập nước vì cống thoát quá nhỏ."


def test_what_comes_of_it_does_not_answer_why(assistant_over):
    answer = assistant_over(cho=f"Chợ Gò Me\n\n{EFFECT}").ask(ASKED)
    assert answer.reason == "Tài liệu chỉ nói điều được hỏi dẫn đến việc gì, không nói vì sao."


def test_the_reason_is_given_and_not_what_comes_of_it(assistant_over):
    answer = assistant_over(cho=f"Chợ Gò Me\n\n{EFFECT}\n\n{CAUSE}").ask(ASKED)
    assert [citation.quote for citation in answer.citations] == [CAUSE]
