"""What a statement names must stand in the paragraph: numbers, dates, codes, names, links."""

import pytest

from qa.named import fault_of, names, numbers

PARAGRAPH = (
    "Ngày 22-12-2022, Chủ tịch tỉnh Nguyễn Hữu Thọ cắt băng khánh thành cầu Bến Ngự dài 486 mét "
    "theo Quyết định 45/2023/QĐ-UBND; kinh phí 215 tỷ đồng, trong đó 8,5% do Quỹ OPEC cho vay, có "
    "chín nhịp, hai mươi lăm trụ, thu 20.000 đồng một lượt. Gandhi chưa từng đến đây."
)


@pytest.mark.parametrize(
    "statement",
    [
        "Cầu Bến Ngự khánh thành ngày 22 tháng 12 năm 2022.",
        "Cầu khánh thành năm 2022.",
        "Cầu có 9 nhịp và 25 trụ.",
        "Kinh phí là 215.000.000.000 đồng.",
        "Vé 20 nghìn đồng.",
        "Quỹ OPEC cho vay 8,5 phần trăm.",
        "Ông Nguyễn Hữu Thọ cắt băng.",
        "Theo Quyết định số 45, cầu dài 486 m.",
        "Quyết định 45/2023/QĐ-UBND nói về cầu.",
        "Gandhi chưa đến.",
    ],
)
def test_what_the_paragraph_names_may_be_said_in_other_forms(statement):
    assert fault_of(statement, PARAGRAPH) == ""


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("Cầu khánh thành ngày 23-12-2022.", "23-12-2022"),
        ("Cầu khánh thành năm 2021.", "2021"),
        ("Cầu dài 468 mét.", "468"),
        ("Kinh phí là 215 triệu đồng.", "215 triệu"),
        ("Kinh phí là 215 đồng.", "215"),
        ("Quỹ cho vay 85%.", "85%"),
        ("Cầu có tám nhịp.", "tám"),
        ("Ông Nguyễn Hữu Thơ cắt băng.", "Nguyễn Hữu Thơ"),
        ("Ông Lê Văn Sáu cắt băng.", "Lê Văn Sáu"),
        ("Nehru chưa đến.", "Nehru"),
        ("Theo Quyết định 46, cầu dài.", "Quyết định 46"),
        ("Quyết định 45/2024/QĐ-UBND nói về cầu.", "45/2024"),
        ("Quỹ ADB cho vay.", "ADB"),
        ("Cầu ở Hà Nội.", "Hà Nội"),
        ("Xem https://vi-du.example/x nhé.", "https://vi-du.example/x"),
        ("Xem vi-du.com nhé.", "vi-du.com"),
        ("Cầu <b>dài</b>.", "<b>"),
    ],
)
def test_what_the_paragraph_does_not_name_is_a_fault_that_says_so(statement, named):
    assert named in fault_of(statement, PARAGRAPH)


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("1.234.567 người", ["num:1234567"]),
        ("3,5 triệu", ["num:3500000"]),
        ("hai nghìn tỷ đồng", ["num:2000000000000"]),
        ("mười năm sau", ["num:10"]),
        ("năm 2013 và ngày 5/6/2013", []),
        ("một trong những", []),
        ("1" * 400, ["num:" + "1" * 400]),
        ("0" * 400, ["num:0"]),
        ("1.000.000.000.000.000.000 đồng", ["num:1" + "0" * 18]),
        ("một tài khoản 19034567890123456781", ["num:19034567890123456781"]),
    ],
)
def test_numbers_come_down_to_their_value(text, meanings):
    assert [anchor.meaning for anchor in numbers(text)] == meanings


def test_a_long_account_number_is_not_its_neighbours():
    account = "Nộp vào tài khoản 19034567890123456781."
    assert fault_of(account, account) == ""
    assert "6782" in fault_of(account.replace("6781", "6782"), account)


def test_scales_without_end_are_no_error():
    (number,) = numbers("2 " + "tỷ " * 60)
    assert number.meaning.startswith("num:2")


def test_the_first_word_of_a_sentence_is_no_name_but_foreign_ones_are():
    text = "Cầu dài. Gandhi gặp Jawaharlal Nehru ở Mỹ. Gandhi đọc J. K. Rowling."
    found = [text[a:b] for a, b in names(text)]
    assert found == ["Gandhi", "Jawaharlal Nehru", "Mỹ", "Gandhi", "J. K. Rowling"]
