"""What a document says of itself answers for it, and for no other document."""

import pytest

RULE = """CÔNG TY CƠ KHÍ PHÚ LÂM
Số: 12/QĐ-PL
Phú Lâm, ngày 06 tháng 01 năm 2020

QUYẾT ĐỊNH
Ban hành Quy định về chế độ công tác phí

Điều 1. Đối tượng
Quy định này áp dụng cho người lao động được cử đi công tác.

Điều 2. Phụ cấp lưu trú
1. Mức phụ cấp lưu trú là 200.000 đồng một ngày.

Điều 3. Hiệu lực
Quyết định này có hiệu lực từ ngày 01/02/2020.
"""
CHANGE = """CÔNG TY CƠ KHÍ PHÚ LÂM
Số: 85/QĐ-PL
Phú Lâm, ngày 20 tháng 02 năm 2023

QUYẾT ĐỊNH
Về việc sửa đổi một số điều của Quyết định số 12/QĐ-PL ngày 06 tháng 01 năm 2020

Điều 1. Sửa đổi Quyết định số 12/QĐ-PL như sau:
1. Mức phụ cấp lưu trú là 300.000 đồng một ngày.
2. Bãi bỏ quy định về phụ cấp xăng xe.

Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2023.
"""


@pytest.fixture
def company(assistant_over):
    return assistant_over(cu=RULE, moi=CHANGE)


def test_a_document_named_by_its_code_is_not_answered_from_its_letterhead(company):
    answer = company.ask("Quyết định 85/QĐ-PL bãi bỏ quy định nào?")
    assert "Bãi bỏ quy định về phụ cấp xăng xe" in answer.text
    assert not answer.text.startswith(("Số: 85", "Phú Lâm, ngày"))


def test_this_decision_is_the_one_it_stands_in(company):
    answer = company.ask("Quyết định 12/QĐ-PL có hiệu lực từ ngày nào?")
    assert "01/02/2020" in answer.text
    assert "01 tháng 3 năm 2023" not in answer.text


def test_what_is_asked_of_two_documents_is_answered_of_each(company):
    answer = company.ask("Quyết định 12/QĐ-PL và Quyết định 85/QĐ-PL có hiệu lực từ ngày nào?")
    assert [citation.source for citation in answer.citations] == ["cu.txt", "moi.txt"]
    first, second = answer.text.split("\n")
    assert "01/02/2020" in first
    assert "01 tháng 3 năm 2023" in second
