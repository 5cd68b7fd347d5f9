"""A statement holds when the paragraph says it: reworded and condensed yes, twisted no."""

import pytest

from qa.support import nearest, support, threshold

PARAGRAPH = (
    "Cuộc họp diễn ra tại hội trường xã Đông Hà. Hợp tác xã mua máy sao chè vì các máy cũ thường "
    "xuyên hỏng trong vụ thu hoạch. Sản lượng chè năm 2023 đạt 412 tấn, tăng 8% so với năm trước. "
    "Có 38 xã viên dự họp, đạt 95% tổng số xã viên."
)


@pytest.mark.parametrize(
    "statement",
    [
        "Cuộc họp diễn ra tại hội trường xã Đông Hà",
        "Hợp tác xã mua máy sao chè vì máy cũ thường hỏng",
        "Năm 2023 sản lượng chè đạt 412 tấn",
        "Có 38 xã viên dự họp và sản lượng chè đạt 412 tấn",
    ],
)
def test_what_the_paragraph_says_holds(encoder, statement):
    found = support(statement, PARAGRAPH, encoder=encoder)
    assert found.holds, found


@pytest.mark.parametrize(
    "statement",
    [
        "Hợp tác xã không mua máy sao chè",
        "Sản lượng chè năm 2023 đạt 412 tấn, giảm 8% so với năm trước",
        "Có 412 xã viên dự họp",
        "Thư viện mở cửa cho bạn đọc vào các buổi sáng",
        "Máy bay hạ cánh an toàn xuống sân bay mới",
        "",
        "…",
    ],
)
def test_what_it_does_not_say_does_not_hold(encoder, statement):
    found = support(statement, PARAGRAPH, encoder=encoder)
    assert not found.holds, found


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        (
            "Sản lượng chè đạt 412 tấn",
            "Sản lượng chè năm 2023 đạt 412 tấn, tăng 8% so với năm trước.",
        ),
        ("Cuộc họp ở hội trường xã Đông Hà", "Cuộc họp diễn ra tại hội trường xã Đông Hà."),
    ],
)
def test_the_sentence_that_supports_is_found(statement, quote):
    start, end = nearest(statement, PARAGRAPH)
    assert PARAGRAPH[start:end] == quote


def test_a_statement_may_condense_sentences_that_follow_each_other():
    start, end = nearest("Sản lượng đạt 412 tấn và 38 xã viên dự họp, đạt 95% tổng số", PARAGRAPH)
    assert PARAGRAPH[start:end].startswith("Sản lượng chè")
    assert PARAGRAPH[start:end].endswith("tổng số xã viên.")


def test_the_threshold_is_a_probability():
    assert 0 < threshold() < 1
