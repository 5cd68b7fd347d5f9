"""Two things that are asked in one go are cut apart and each is answered."""

import pytest

from qa.question import parts


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        (
            "tên người chủ trì cuộc họp và tên kỹ sư trưởng của cầu",
            ["tên người chủ trì cuộc họp", "tên kỹ sư trưởng của cầu"],
        ),
        (
            "Cầu Bến Ngự dài bao nhiêu, còn cầu Sông Hậu thì sao?",
            ["Cầu Bến Ngự dài bao nhiêu", "còn cầu Sông Hậu?"],
        ),
        ("thời gian và địa điểm họp", ["thời gian và địa điểm họp"]),
        ("Ai ký và ký khi nào?", ["Ai ký và ký khi nào?"]),
    ],
)
def test_a_question_for_two_things_is_cut_in_two(typed, cut):
    assert parts(typed) == cut


def test_the_same_is_asked_of_the_other_thing(assistant):
    answer = assistant.ask("Phí vệ sinh bao nhiêu một tháng, còn lệ phí làm thẻ bạn đọc thì sao?")
    assert "150.000 đồng" in answer.text
    assert "20.000 đồng" in answer.text
