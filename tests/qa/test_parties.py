"""Who does a thing may be a body; a party of a contract is called in more than one way."""

import pytest

from qa.kinds import has_a_doer
from qa.question import understand

LEASE = """HỢP ĐỒNG THUÊ NHÀ

Bên cho thuê (Bên A): Ông Phạm Đình Khoa, sinh năm 1960. Điện thoại: 0912 345 678.

Bên thuê (Bên B): Bà Trần Thị Mai, sinh năm 1988.

Bên A chịu trách nhiệm sửa chữa mái nhà.

Phòng Kế toán phụ trách việc thu tiền cọc. Ban quản lý phụ trách vệ sinh chung.
"""


@pytest.fixture
def lease(assistant_over):
    return assistant_over(hop_dong=LEASE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Người thuê là ai?", "Trần Thị Mai"),
        ("Bên thuê là ai?", "Trần Thị Mai"),
        ("ben thue la ai", "Trần Thị Mai"),
        ("Bên cho thuê là ai?", "Phạm Đình Khoa"),
        ("Ai cho thuê nhà?", "Phạm Đình Khoa"),
        ("Số máy của chủ nhà là bao nhiêu?", "0912 345 678"),
        ("Ai phụ trách việc thu tiền cọc?", "Phòng Kế toán"),
        ("Ai chịu trách nhiệm sửa chữa mái nhà?", "Bên A"),
    ],
)
def test_who_it_is_is_told_by_what_documents_call_him(lease, question, said):
    assert said in lease.ask(question).text


def test_a_body_that_does_something_else_is_not_who_does_it(lease):
    question = understand(
        "Ai phụ trách vệ sinh chung?", restorer=lease.restorer, lexical=lease.index.lexical
    )
    assert has_a_doer(question, "Ban quản lý phụ trách vệ sinh chung.")
    assert not has_a_doer(question, "Phòng Kế toán phụ trách việc thu tiền cọc.")
    assert not has_a_doer(question, "Hội nghị bàn về vệ sinh chung.")
    assert "Phòng Kế toán" not in lease.ask(question.typed).text


def test_a_party_is_not_told_by_the_line_of_the_other(lease):
    assert "Trần Thị Mai" not in lease.ask("Chủ nhà là ai?").text
    assert "Phạm Đình Khoa" not in lease.ask("Ai thuê nhà?").text


def test_an_address_may_be_called_in_vietnamese(assistant_over):
    given = assistant_over(
        lien_he="Liên hệ thư viện An Bình\n\nThư điện tử: thuvien@anbinh.vn\n\nỞ thôn Đoài."
    )
    assert "thuvien@anbinh.vn" in given.ask("Email của thư viện An Bình là gì?").text


def test_an_item_is_told_with_what_forbids_it(assistant_over):
    rules = assistant_over(
        noi_quy="NỘI QUY CHUNG CƯ BÌNH AN\n\n"
        "Điều 1. Các hành vi bị cấm\n- Đốt vàng mã ở hành lang\n"
        "- Nuôi chó mèo, gia cầm\n- Để xe ở sảnh\n\nĐiều 2. Nghĩa vụ của cư dân\n"
        "a) Dùng nhà để ở, không kinh doanh karaoke, cầm đồ hoặc chứa đồ dễ nổ;\n"
        "b) Giữ gìn vệ sinh chung, không làm ồn sau 22 giờ;\n"
        "c) Đóng phí đúng hạn.\n"
    )
    answer = rules.ask("Có được nuôi chó trong chung cư không?").text
    assert "bị cấm" in answer
    assert "Nuôi chó mèo" in answer
    assert "vàng mã" not in answer
    answer = rules.ask("Cư dân không được kinh doanh, chứa những gì?").text
    assert "karaoke" in answer
    assert "vệ sinh chung" not in answer
    answer = rules.ask("Nghĩa vụ của cư dân gồm những gì?").text
    assert "karaoke" in answer
    assert "Đóng phí đúng hạn" in answer
