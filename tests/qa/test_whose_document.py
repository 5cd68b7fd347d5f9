"""What names a document stands at its head, and need not be said again in every clause."""

from index.build import build
from qa.assistant import Assistant

LEASE = """HỢP ĐỒNG THUÊ NHÀ LÀM CỬA HÀNG

Hôm nay, ngày 28 tháng 5 năm 2025, tại nhà số 62 đường Phan Phù Tiên, phường Đông Quế, có:
Bên A (bên cho thuê): bà Ưng Thị Kiều Oanh.
Bên B (bên thuê): ông Lã Quốc Bình.

Điều 3. Giá thuê
1. Giá thuê hai năm đầu là 27.000.000 đồng một tháng.

Điều 4. Đặt cọc
1. Bên B đặt cọc 81.000.000 đồng, tương đương ba tháng tiền thuê.
2. Tiền cọc không tính lãi.
"""
PRICES = """Mã hàng,Tên cây,Đơn vị,Giá lẻ (đồng)
BU-01,Bưởi da xanh,Cành ghép,45000
BU-02,Bưởi năm roi,Cành ghép,40000
DV-01,Công trồng,Cây,15000
"""
JUDGMENT = """BẢN ÁN SỐ 12/2024/LĐ-ST

Thẩm phán - Chủ tọa phiên tòa: Bà Lưu Thị Bích Đào.
Nguyên đơn: chị Đoàn Thị Nguyên. Bị đơn: Công ty may Thiên Hòa.
"""


def test_a_clause_of_the_lease_of_a_house_is_about_that_house(assistant_over):
    asked = "Tiền đặt cọc thuê nhà ở đường Phan Phù Tiên là bao nhiêu?"
    assert "81.000.000 đồng" in assistant_over(hop_dong=LEASE).ask(asked).text


def test_the_price_of_one_tree_is_not_looked_for_in_rows_counted_by_trees(
    tmp_path, encoder, restorer
):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/gia.csv").write_text(PRICES, encoding="utf-8")
    index = build(tmp_path / "docs", into=tmp_path / "index", encoder=encoder).index
    assistant = Assistant(index, encoder, restorer)
    assert "45000" in assistant.ask("Giá lẻ một cây bưởi da xanh là bao nhiêu?").text


def test_a_company_that_sews_is_not_asked_how_many(assistant_over):
    asked = "Thẩm phán chủ tọa vụ chị Nguyên kiện công ty may là ai?"
    assert "Lưu Thị Bích Đào" in assistant_over(ban_an=JUDGMENT).ask(asked).text
