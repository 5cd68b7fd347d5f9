"""An answer's line says a row between bars with its columns' names; its quote is the file's own."""

import json

import pytest

from qa.answer import Answer
from qa.verify import verify

FEES = """\
Bảng giá vé bến phà Cồn Én

| Loại vé | Ban ngày | Ban đêm [1] | Hoàn vé |
|---|---:|---:|---|
| Xe đạp | 3.000 | 5.000 | Có |
| Xe máy | 6.000 | 9.000 | Không |
"""
MINUTES = """\
BIÊN BẢN HỌP PHỤ HUYNH LỚP 3A

Các khoản thu của năm học:

STT | Khoản thu | Mức thu
1 | Tiền nước uống | 12.000 đồng/tháng
2 | Tiền ăn bán trú | 33.000 đồng/ngày

Ban đại diện cha mẹ học sinh gồm:

Nguyễn Thị Hồng | Trưởng ban | Phố Vọng
Lê Văn Tám | Phó ban | Phố Huế
"""
ROW = "Loại vé: Xe máy; Ban ngày: 6.000; Ban đêm [1]: 9.000; Hoàn vé: Không"


@pytest.fixture
def fees(assistant_over):
    return assistant_over(ve_pha=FEES)


def test_a_row_is_told_with_its_columns_and_quoted_as_it_stands(fees):
    answer = fees.ask("Vé xe máy có được hoàn vé không?")
    assert answer.text == f"{ROW} [1]"
    assert [one.quote for one in answer.citations] == ["| Xe máy | 6.000 | 9.000 | Không |"]
    assert answer.is_grounded


def test_the_cell_that_answers_leads_a_row_told_with_its_columns(fees):
    answer = fees.ask("Vé xe máy ban ngày giá bao nhiêu?")
    assert answer.text == f"**6.000** — «{ROW}» [1]"


@pytest.mark.parametrize(
    ("forge", "holds"),
    [
        (lambda text: text, True),
        (lambda text: text.replace(ROW, "| Xe máy | 6.000 | 9.000 | Không |"), True),  # older ones
        (lambda text: text.replace("Ban ngày: 6.000", "Ban đêm: 6.000"), False),
        (lambda text: text.replace("Hoàn vé: Không", "Hoàn vé: Có"), False),
    ],
)
def test_the_columns_told_are_checked_against_the_file(fees, tmp_path, forge, holds):
    told = fees.ask("Vé xe máy có được hoàn vé không?").to_dict()
    export = tmp_path / "answer.json"
    forged = told | {"text": forge(told["text"])}
    export.write_text(json.dumps(forged, ensure_ascii=False), "utf-8")
    assert Answer.from_dict(json.loads(export.read_text("utf-8"))).citations
    faults = [one.fault for one in verify(export, [tmp_path / "docs"]) if one.fault]
    assert (not faults) is holds, faults


def test_a_list_of_people_without_a_head_is_told_as_it_stands(assistant_over):
    assistant = assistant_over(hop=MINUTES)
    price = assistant.ask("Tiền ăn bán trú mỗi ngày bao nhiêu?")
    assert "«STT: 2; Khoản thu: Tiền ăn bán trú; Mức thu: 33.000 đồng/ngày»" in price.text
    person = assistant.ask("Ai là phó ban đại diện cha mẹ học sinh?")
    assert "Lê Văn Tám | Phó ban | Phố Huế" in person.text
