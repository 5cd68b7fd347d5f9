"""Of several prices in a row the one is told whose column is asked for; else all of them are."""

import pytest

CLINIC = """\
# Bảng giá Phòng khám Sao Mai

| Dịch vụ | Giá BHYT | Giá dịch vụ | Thời gian |
|---|---:|---:|---|
| Khám nhi | 38.700 | 150.000 | 15 phút |
| Khám mắt | 38.700 | 180.000 | 20 phút |
| Siêu âm tim | 222.000 | 350.000 | 30 phút |
"""
HOURS = """\
# Bảng giá rửa xe Tân Phong

| Loại xe | Trong giờ | Ngoài giờ và lễ | Ghi chú |
|---|---:|---:|---|
| Rửa xe con | 60.000 | 90.000 | |
| Rửa xe tải | 150.000 | 210.000 | Xe dưới 5 tấn |
| Rửa xe khách | 120.000 | – | Không rửa ngoài giờ |
"""


@pytest.fixture
def prices(assistant_over):
    return assistant_over(phong_kham=CLINIC, rua_xe=HOURS)


def marked(answer):
    (citation,) = answer.citations
    return citation.quote[slice(*citation.highlight)]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Khám mắt mất bao nhiêu?", "Giá BHYT: 38.700; Giá dịch vụ: 180.000"),
        ("Khám mắt giá bao nhiêu?", "Giá BHYT: 38.700; Giá dịch vụ: 180.000"),
        ("kham mat bao nhieu tien", "Giá BHYT: 38.700; Giá dịch vụ: 180.000"),
        ("Giá khám mắt?", "Giá BHYT: 38.700; Giá dịch vụ: 180.000"),
        ("Khám mắt không có bảo hiểm giá bao nhiêu?", "Giá BHYT: 38.700; Giá dịch vụ: 180.000"),
        ("Rửa xe tải bao nhiêu tiền?", "Trong giờ: 150.000; Ngoài giờ và lễ: 210.000"),
    ],
)
def test_where_no_column_is_asked_for_the_row_is_told_with_all_its_prices(prices, question, told):
    answer = prices.ask(question)
    assert marked(answer) == answer.citations[0].quote
    assert told in answer.text
    assert "**" not in answer.text


@pytest.mark.parametrize(
    ("question", "price"),
    [
        ("Khám mắt giá dịch vụ bao nhiêu?", "180.000"),
        ("Khám mắt có bảo hiểm giá bao nhiêu?", "38.700"),
        ("Khám mắt có BHYT mất bao nhiêu tiền?", "38.700"),
        ("Siêu âm tim có bảo hiểm y tế hết bao nhiêu tiền?", "222.000"),
        ("Rửa xe tải trong giờ giá bao nhiêu?", "150.000"),
        pytest.param("Rửa xe tải ngoài giờ bao nhiêu tiền?", "210.000", id="no row of a remark"),
        ("Khám mắt mất bao nhiêu phút?", "20 phút"),
    ],
)
def test_the_price_of_the_column_asked_for_leads(prices, question, price):
    answer = prices.ask(question)
    assert marked(answer) == price, answer.text
    assert answer.text.startswith(f"**{price}** — «")


def test_a_column_that_has_a_dash_leads_with_no_other_price(prices):
    answer = prices.ask("Rửa xe khách ngoài giờ bao nhiêu tiền?")
    assert marked(answer) == answer.citations[0].quote
    assert "Ngoài giờ và lễ: –" in answer.text
