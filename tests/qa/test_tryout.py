"""Made questions are made harder without losing what they ask, or asked of what is not there."""

import pytest

from qa.tryout import fewer_words, other_number


def test_fewer_words_keep_what_asks_and_what_names():
    text = "Nhà văn hóa thôn Đoài được khánh thành ngày nào trong năm 2001?"
    shorter = fewer_words(text)
    assert len(shorter.split()) < len(text.split())
    assert "Đoài" in shorter
    assert "ngày nào" in shorter
    assert "2001" in shorter


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("Nghị quyết 22 ra năm nào?", "Nghị quyết 25 ra năm nào?"),
        ("Ai ký nghị quyết?", ""),
        ("Mã 123456 là gì?", ""),
    ],
)
def test_another_number_is_one_that_no_document_has(text, swapped):
    assert other_number(text, {"22", "23", "24"}) == swapped
