"""A follow-up asks the same of another thing, or of the person who was just named."""

import pytest

from qa.followup import Previous, standalone

CARD = Previous("Thẻ năm được bảo lưu mấy ngày?", "45 ngày")
BOTH = Previous("Ai ký hợp đồng?", "Ông Phạm Đình Khoa và bà Trần Thị Mai ký hợp đồng.")
TASK = Previous("Bà Đào được phân công làm gì?", "- Bà Đào liên hệ thợ; [1]")


@pytest.mark.parametrize(
    ("before", "typed", "whole"),
    [
        (CARD, "còn thẻ quý?", "Thẻ quý được bảo lưu mấy ngày?"),
        (CARD, "thế thẻ quý thì sao?", "Thẻ quý được bảo lưu mấy ngày?"),
        (CARD, "Thẻ quý thì sao?", "Thẻ quý được bảo lưu mấy ngày?"),
        (CARD, "vậy còn thẻ quý thì thế nào?", "Thẻ quý được bảo lưu mấy ngày?"),
        (
            Previous("Hộ cận nghèo được hỗ trợ bao nhiêu tiền?"),
            "còn hộ nghèo?",
            "Hộ nghèo được hỗ trợ bao nhiêu tiền?",
        ),
        (
            Previous("Học sinh phải nộp bài trước ngày nào?"),
            "còn giáo viên?",
            "Giáo viên phải nộp bài trước ngày nào?",
        ),
        (
            Previous("Phòng đơn giá bao nhiêu một đêm?"),
            "còn phòng đôi?",
            "Phòng đôi giá bao nhiêu một đêm?",
        ),
        (
            Previous("Buổi sáng thư viện mở cửa lúc mấy giờ?"),
            "còn buổi chiều?",
            "Buổi chiều thư viện mở cửa lúc mấy giờ?",
        ),
    ],
)
def test_what_was_asked_of_one_thing_is_asked_of_another(before, typed, whole):
    assert standalone(typed, before) == whole


@pytest.mark.parametrize("typed", ["Nếu mất thẻ thì sao?", "Mất thẻ thì sao?"])
def test_a_case_is_no_other_thing(typed):
    assert standalone(typed, CARD) == typed


@pytest.mark.parametrize(
    ("before", "typed", "whole"),
    [
        (BOTH, "bà ấy sinh năm nào?", "Bà Trần Thị Mai sinh năm nào?"),
        (BOTH, "số điện thoại của ông ấy?", "Số điện thoại của ông Phạm Đình Khoa?"),
        (TASK, "bà ấy sinh năm nào?", "Bà Đào sinh năm nào?"),
        (TASK, "người đó ở đâu?", "Bà Đào ở đâu?"),
    ],
)
def test_he_and_she_are_who_is_called_so(before, typed, whole):
    assert standalone(typed, before) == whole
