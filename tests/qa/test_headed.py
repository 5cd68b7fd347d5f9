"""What a document's head names need not stand in the clause that answers."""

from __future__ import annotations

import pytest

LEASE = """HỢP ĐỒNG THUÊ NHÀ

Hôm nay, ngày 28 tháng 7 năm 2025, tại nhà số 46 đường Lưu Hữu Phước, phường Bắc Sơn, có:

Bên cho thuê: bà Thái Thị Lan, sinh năm 1968.

Bên thuê: ông Ngụy Thành Đạt, chủ tiệm bánh.

Điều 2. Thời hạn

Thời hạn thuê là 3 năm, từ ngày 15/8/2025 đến hết ngày 14/8/2028.

Điều 4. Đặt cọc

Bên thuê đặt cọc 54 triệu đồng, giao ngay khi ký hợp đồng.
"""
LIBRARY = """NỘI QUY THƯ VIỆN BẾN SA

Thư viện Bến Sa phục vụ mọi người dân.

Người có thẻ được mượn tối đa 4 cuốn trong 21 ngày.

Giá sao chụp là 500 đồng một trang A4.
"""


@pytest.fixture
def rules(assistant_over):
    return assistant_over(hop_dong=LEASE, noi_quy=LIBRARY)


def test_a_clause_answers_for_the_house_that_the_preamble_names(rules):
    assert "54 triệu" in rules.ask("Tiền cọc nhà 46 Lưu Hữu Phước bao nhiêu?").text
    assert "14/8/2028" in rules.ask("Hợp đồng thuê nhà 46 Lưu Hữu Phước hết hạn ngày nào?").text


@pytest.mark.parametrize(
    "question",
    [
        "Tiền cọc nhà 48 Lưu Hữu Phước bao nhiêu?",
        "Tiền cọc nhà 46 Trần Quang Diệu bao nhiêu?",
        "Tiền cọc thuê xe của thư viện Bến Sa là bao nhiêu?",
    ],
)
def test_another_house_or_another_body_is_not_answered_for(rules, question):
    assert rules.ask(question).abstained


def test_a_question_without_diacritics_is_spelled_as_the_documents_spell_it(rules):
    answer = rules.ask("thu vien ben sa cho muon toi da may cuon")
    assert answer.understood_as == "thư viện Bến Sa cho mượn tối đa mấy cuốn"
    assert "4 cuốn" in answer.text


def test_words_that_documents_do_not_have_in_a_row_stay_as_the_restorer_reads_them(rules):
    answer = rules.ask("gia sao chup mot trang a4 la bao nhieu")
    assert answer.understood_as.lower() == "giá sao chụp một trang a4 là bao nhiêu"
    assert "500 đồng" in answer.text


def test_capitals_that_were_typed_stay(rules):
    answer = rules.ask("Thu vien Ben Sa cho Muon toi da may cuon")
    assert answer.understood_as == "Thư viện Bến Sa cho Mượn tối đa mấy cuốn"
