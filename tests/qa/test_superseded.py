"""An answer from a text that a newer one supersedes says so and shows the newer."""

import pytest

OLD = """UBND TỈNH PHÚ LÂM
Số: 10/2019/QĐ-UBND
Phú Lâm, ngày 05 tháng 3 năm 2019

QUYẾT ĐỊNH
Ban hành mức thu phí chợ đêm thành phố Lâm Giang

Điều 1. Mức thu
Mỗi gian hàng chợ đêm nộp phí vệ sinh 100.000 đồng một tháng.

Điều 2. Thi hành
Quyết định này có hiệu lực từ ngày 01 tháng 4 năm 2019.
"""
NEW = """UBND TỈNH PHÚ LÂM
Số: 45/2023/QĐ-UBND
Phú Lâm, ngày 15 tháng 8 năm 2023

QUYẾT ĐỊNH
Quy chế tổ chức hoạt động kinh doanh ban đêm

Điều 1. Phí vệ sinh
Gian hàng kinh doanh ban đêm nộp phí vệ sinh 150.000 đồng một tháng.

Điều 2. Hiệu lực
Quyết định này thay thế Quyết định số 10/2019/QĐ-UBND ngày 05 tháng 3 năm 2019.
"""


def test_an_answer_from_a_replaced_text_is_flagged_and_the_newer_shown(assistant_over):
    assistant = assistant_over(cu=OLD, moi=NEW)
    answer = assistant.ask("Điều 1 quyết định 10/2019/QĐ-UBND nói gì?")
    assert "100.000 đồng" in answer.text
    assert "Quyết định 45/2023/QĐ-UBND thay thế" in answer.reason
    assert "thay thế Quyết định số 10/2019/QĐ-UBND" in answer.newer[0].quote
    assert any("150.000 đồng" in citation.quote for citation in answer.newer)
    for citation in answer.newer:
        citation.check(assistant.index.document(citation.source).text)
    assert "Văn bản mới hơn:" in answer.to_markdown()
    assert answer.to_dict()["newer"][0]["source"] == "moi.txt"


@pytest.mark.parametrize("question", ["Điều 1 quyết định 45/2023/QĐ-UBND nói gì?"])
def test_an_answer_from_the_newer_text_is_not(assistant_over, question):
    answer = assistant_over(cu=OLD, moi=NEW).ask(question)
    assert (answer.reason, answer.newer) == ("", ())


def test_of_two_texts_on_one_subject_the_later_is_shown(assistant_over):
    later = OLD.replace("10/2019", "33/2021").replace("tháng 3 năm 2019", "tháng 6 năm 2021")
    later = later.replace("100.000", "120.000")
    answer = assistant_over(cu=OLD, moi=later).ask("Điều 1 quyết định 10/2019/QĐ-UBND nói gì?")
    assert "bản ngày 05/03/2019" in answer.reason
    assert "Quyết định 33/2021/QĐ-UBND ngày 05/06/2021" in answer.reason
    assert any("120.000 đồng" in citation.quote for citation in answer.newer)
