"""Places named side by side are each looked up; who signed is told beside what else is asked."""

import pytest

from qa.lookup import one_by_one

DECISION = """ỦY BAN NHÂN DÂN XÃ TÂN HÒA

Số: 45/QĐ-UBND

Tân Hòa, ngày 3 tháng 2 năm 2025

QUYẾT ĐỊNH

Về việc ban hành Quy chế quản lý chợ Tân Hòa

Điều 1. Quyết định này có hiệu lực từ ngày 15 tháng 2 năm 2025.

Điều 2. Trách nhiệm

1. Ban quản lý chợ giữ gìn trật tự.

2. Tiểu thương nộp phí chỗ ngồi hằng tháng.

3. Công an xã kiểm tra phòng cháy hằng năm.

Điều 3. Thi hành

Văn phòng xã và Ban quản lý chợ thi hành Quyết định này.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

Nguyễn Văn Thành
"""


@pytest.fixture
def decision(assistant_over):
    return assistant_over(quyet_dinh=DECISION)


@pytest.mark.parametrize(
    ("typed", "each"),
    [
        (
            "khoản 2 và khoản 3 điều 2 nói gì?",
            ["khoản 2 điều 2 nói gì?", "khoản 3 điều 2 nói gì?"],
        ),
        ("Điều 2 khoản 1 và 3?", ["khoản 1 Điều 2?", "khoản 3 Điều 2?"]),
        ("Điều 1, 2 và 3", ["Điều 1", "Điều 2", "Điều 3"]),
        ("Điều 1 và Điều 3 quy định gì?", ["Điều 1 quy định gì?", "Điều 3 quy định gì?"]),
        (
            "điểm a, b khoản 1, Điều 2",
            ["điểm a khoản 1 Điều 2", "điểm b khoản 1 Điều 2"],
        ),
        (
            "khoản 1 Điều 2 và khoản 3 Điều 5",
            ["khoản 1 Điều 2", "khoản 3 Điều 5"],
        ),
        ("khoản 2, Điều 4 nói gì?", []),
        ("Điều 4 Quyết định 45/QĐ-UBND", []),
        ("Ai ký?", []),
    ],
)
def test_every_place_named_side_by_side_is_asked_for(typed, each):
    assert one_by_one(typed) == each


@pytest.mark.parametrize(
    "question",
    [
        "khoản 2 và khoản 3 điều 2 nói gì?",
        "Khoản 2, 3 Điều 2 Quyết định 45/QĐ-UBND quy định gì?",
        "khoan 2 va 3 dieu 2 noi gi",
    ],
)
def test_both_clauses_are_quoted(decision, question):
    answer = decision.ask(question)
    assert "Tiểu thương nộp phí" in answer.text
    assert "Công an xã kiểm tra" in answer.text
    assert "Ban quản lý chợ giữ gìn" not in answer.text


def test_a_place_that_is_not_there_is_said_beside_the_one_that_is(decision):
    answer = decision.ask("Khoản 3 và khoản 9 Điều 2 nói gì?")
    assert "Công an xã" in answer.text
    assert "khoản 9" in answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký Quyết định 45/QĐ-UBND và có hiệu lực từ khi nào?",
        "Quyết định 45/QĐ-UBND có hiệu lực từ ngày nào và ai ký?",
        "Quyết định 45/QĐ-UBND do ai ký và có hiệu lực khi nào?",
    ],
)
def test_the_signer_is_told_beside_what_else_is_asked(decision, question):
    answer = decision.ask(question)
    assert "Nguyễn Văn Thành" in answer.text
    assert "ngày 15 tháng 2 năm 2025" in answer.text
    assert not answer.reason


def test_a_part_that_nothing_answers_is_named_beside_the_signer(decision):
    answer = decision.ask("Ai ký Quyết định 45/QĐ-UBND và chợ rộng bao nhiêu mét vuông?")
    assert "Nguyễn Văn Thành" in answer.text
    assert "rộng bao nhiêu" in answer.reason
