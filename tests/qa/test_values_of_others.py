"""A line's value answers for its own label, money for money, and a table for its own columns."""

import pytest

from index.build import build
from qa.assistant import Assistant

REPORT = """Báo cáo kinh doanh Công ty Gạch Hòa Lộc

Lợi nhuận của Công ty: 8.965 triệu đồng.

Số lao động của Công ty: 412 người.
"""
WATER = """Biên bản tổ cấp nước xã Tân Hiệp

Trong năm, tổ đã thay 2.350 mét ống của tuyến ống chính.

Gửi xe ở trụ sở tổ cấp nước được miễn phí.
"""
DRYER = """# Máy hút ẩm Kim Long

| Thông số | KL-12 | KL-20 |
|---|---|---|
| Công suất hút ẩm (30 độ C, độ ẩm 80%) | 12 lít/ngày | 20 lít/ngày |
| Trọng lượng | 11,5 kg | 14 kg |
| Dung tích bình chứa | 2,5 lít | 4 lít |
"""
CARDS = """# Phòng tập Bình Minh

| Loại thẻ | Giá (đồng) | Số buổi |
|---|---|---|
| Thẻ ngày | 50.000 | 1 |
| Thẻ tuần | 150.000 | 7 |
| Thẻ tháng | 450.000 | 26 |
| Thẻ quý | 1.200.000 | 78 |
| Thẻ năm | 4.000.000 | 300 |
"""


@pytest.fixture(scope="module")
def given(encoder, restorer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cua-ai") / "van-ban"
    folder.mkdir()
    for name, text in (
        ("bao-cao.txt", REPORT),
        ("nuoc.txt", WATER),
        ("may.md", DRYER),
        ("the.md", CARDS),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    built = build(folder, into=folder.parent / "chi-muc", encoder=encoder)
    return Assistant(built.index, encoder, restorer)


@pytest.mark.parametrize(
    "question",
    [
        "Doanh thu của Công ty là bao nhiêu?",
        "Chi bao nhiêu tiền để thay tuyến ống?",
        "Thay tuyến ống hết bao nhiêu tiền?",
    ],
)
def test_another_value_answers_nothing(given, question):
    answer = given.ask(question)
    assert answer.abstained, answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Lợi nhuận của Công ty là bao nhiêu?", "8.965 triệu đồng"),
        ("Số lao động của Công ty là bao nhiêu?", "412 người"),
        ("Đã thay bao nhiêu mét ống?", "2.350 mét ống"),
        ("Gửi xe ở trụ sở tổ cấp nước hết bao nhiêu tiền?", "miễn phí"),
        ("Máy KL-12 nặng bao nhiêu?", "**11,5 kg**"),
        ("Máy hút ẩm KL-20 nặng bao nhiêu?", "**14 kg**"),
        ("Công suất hút ẩm của máy KL-12 là bao nhiêu?", "**12 lít/ngày**"),
        ("Thẻ quý giá bao nhiêu tiền?", "**1.200.000**"),
    ],
)
def test_its_own_value_answers(given, question, words):
    assert words in given.ask(question).text


def test_all_rows_of_a_small_table_are_quoted_where_it_is_asked_which_there_are(given):
    quotes = [one.quote for one in given.ask("Phòng tập có những loại thẻ nào?").citations]
    assert [quote.split(" | ")[0] for quote in quotes] == [
        "| Thẻ ngày", "| Thẻ tuần", "| Thẻ tháng", "| Thẻ quý", "| Thẻ năm",
    ]  # fmt: skip


def test_degrees_are_no_dollars(assistant_over):
    machine = assistant_over(
        may="HƯỚNG DẪN SỬ DỤNG MÁY HÚT ẨM HALI K2\n\n"
        "Công suất hút ẩm ở 30 độ C là 26 lít một ngày.\n\nMáy hút ẩm Hali K2 nặng 14,2 kg."
    )
    assert machine.ask("Máy hút ẩm Hali K2 giá bao nhiêu?").abstained
    assert "14,2 kg" in machine.ask("Máy hút ẩm Hali K2 nặng bao nhiêu?").text
