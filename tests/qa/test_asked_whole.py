"""A question in the words of a heading is answered by what stands under it, all of it."""

import pytest

MANUAL = """# Hướng dẫn dùng máy bơm Hải Long

## Mồi nước trước khi chạy lần đầu

1. Mở nắp lỗ mồi ở đỉnh buồng bơm.
2. Đổ đầy nước sạch vào buồng bơm.
3. Đậy chặt nắp lỗ mồi.
4. Đóng cầu dao điện.

## Xử lý sự cố

- Máy kêu nhưng không quay: thay tụ điện.
- Máy chạy nhưng không lên nước: mồi lại nước và kiểm tra các mối nối.

## Giải thích từ ngữ

1. Hoạt động mồi nước buồng bơm là việc làm đầy buồng bơm.
2. Buồng bơm là phần chứa cánh bơm và nước.

## Bảo hành

Máy được bảo hành 24 tháng. Không bảo hành khi máy bị ngập nước.
"""


@pytest.fixture
def manual(assistant_over):
    return assistant_over(may=MANUAL)


def test_the_steps_under_a_heading_are_given_to_the_last(manual):
    answer = manual.ask("Cách mồi nước trước khi chạy máy lần đầu?")
    assert [citation.quote[:2] for citation in answer.citations] == ["1.", "2.", "3.", "4."]


def test_a_question_for_one_item_gets_that_item(manual):
    answer = manual.ask("Máy chạy nhưng không lên nước thì làm thế nào?")
    assert answer.citations[0].quote.startswith("- Máy chạy nhưng không lên nước")
    assert "thay tụ điện" not in answer.citations[0].quote


def test_a_definition_is_the_sentence_that_begins_with_the_thing(manual):
    answer = manual.ask("Buồng bơm là gì?")
    assert answer.citations[0].quote == "2. Buồng bơm là phần chứa cánh bơm và nước."


def test_when_a_thing_is_refused_may_be_told_by_a_condition(manual):
    answer = manual.ask("Khi nào máy không được bảo hành?")
    assert "Không bảo hành khi máy bị ngập nước" in answer.text
