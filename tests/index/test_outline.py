"""The outline of a legal text is read off its lines, and a citation names its place by it."""

import pytest

from index.load import read
from index.outline import outline, outline_of, place

DECREE = """CHÍNH PHỦ
Số: 100/2019/NĐ-CP
Hà Nội, ngày 30 tháng 12 năm 2019

NGHỊ ĐỊNH
Xử phạt vi phạm hành chính trong lĩnh vực giao thông đường bộ

Chương II
HÀNH VI VI PHẠM

Điều 5. Xử phạt người điều khiển xe ô tô
1. Phạt tiền từ 200.000 đồng đến 400.000 đồng đối với hành vi sau:
a) Không chấp hành hiệu lệnh;
b) Chuyển hướng không nhường đường;
đ) Dừng xe không báo hiệu.
2. Phạt tiền từ 400.000 đồng đối với hành vi chuyển làn.

Điều 5a. Biện pháp khắc phục
1. Buộc khôi phục.
“Điều 9. Trích dẫn của văn bản khác
1. Nội dung được trích.”
2. Buộc nộp lại.

Nơi nhận:
- Ban Bí thư;

PHỤ LỤC I
DANH MỤC
1. Xe ô tô con.
"""


@pytest.fixture(scope="module")
def document():
    (found,) = read(DECREE.encode(), "nghi-dinh.txt").documents
    return found


def units(text):
    return [(u.label, text[u.start : u.end]) for u in outline(text, 0, len(text))]


def placed(document, words):
    start = document.text.index(words)
    paragraph = next(p for p in document.paragraphs if p.start <= start < p.end)
    return place(document, paragraph, start, start + len(words))


def test_units_are_named_and_hold_what_is_theirs(document):
    found = {label: text for label, text in units(DECREE)}
    assert list(found) == [
        "Chương II", "Điều 5", "khoản 1", "điểm a", "điểm b", "điểm đ", "khoản 2", "Điều 5a",
        "Phụ lục I",
    ]  # fmt: skip
    assert found["Điều 5"].endswith("hành vi chuyển làn.")
    assert found["điểm đ"] == "đ) Dừng xe không báo hiệu."
    assert found["Điều 5a"].endswith("2. Buộc nộp lại."), "the signature belongs to no article"


def test_a_citation_names_its_place(document):
    name = "Nghị định 100/2019/NĐ-CP"
    assert placed(document, "Chuyển hướng không nhường đường") == f"điểm b khoản 1 Điều 5, {name}"
    assert placed(document, "Phạt tiền từ 400.000") == f"khoản 2 Điều 5, {name}"
    assert placed(document, "Nội dung được trích") == f"khoản 1 Điều 5a, {name}"
    assert placed(document, "Xe ô tô con") == f"khoản 1 Phụ lục I, {name}"
    assert placed(document, "Số: 100/2019/NĐ-CP").startswith("đoạn ")


def test_a_text_without_articles_has_no_outline_and_keeps_its_places():
    text = "Biên bản họp\n\n1. Sửa chữa kho lạnh trước mùa mưa.\n2. Mua thêm máy sao chè.\n"
    (document,) = read(text.encode(), "a.txt").documents
    assert outline_of(document) == ()
    assert placed(document, "Mua thêm máy") == document.paragraphs[-1].place


@pytest.mark.parametrize(
    "line",
    [
        "Điều 1.1.LQ.1. Phạm vi",
        "Điều kiện thành lập thư viện",
        "điều khiển xe máy",
        "Mục tiêu chung",
    ],
)
def test_lines_that_only_look_like_units_are_none(line):
    assert units(f"Điều 7. Tên\n{line}\nHết.")[0][0] == "Điều 7"
    assert len(units(f"Điều 7. Tên\n{line}\nHết.")) == 1


def test_a_list_that_counts_anew_is_its_clauses_own():
    text = "Điều 7. Hồ sơ\n1. Hồ sơ gồm:\n2. Thời hạn:\n1. Bản chính;\n3. Lệ phí."
    assert [label for label, _ in units(text)] == ["Điều 7", "khoản 1", "khoản 2", "khoản 3"]


@pytest.mark.parametrize(
    "line",
    [
        '"Hàng hóa" là các máy bơm nêu tại Phụ lục.',
        "“Hàng hóa” là các máy bơm nêu tại Phụ lục.",
        "«Hàng hóa» là các máy bơm, «Bên B» là bên bán.",
        "“Hàng hóa là các máy bơm nêu tại Phụ lục.",
    ],
    ids=["straight", "curved", "angled", "never-ended"],
)
def test_a_line_that_begins_with_a_quoted_word_swallows_no_article(line):
    text = f"Điều 1. Giải thích\n{line}\nĐiều 2. Giá\n1. Giá trọn gói.\nĐiều 3. Giao hàng"
    assert [label for label, _ in units(text)] == ["Điều 1", "Điều 2", "khoản 1", "Điều 3"]


def test_a_quote_goes_on_to_its_end_whatever_it_quotes():
    quoted = "“Chương II\nĐiều 2. Về “hàng hóa”\n1. Hàng hóa là máy bơm.\nĐiều 3. Giá”"
    text = f"Điều 1. Bổ sung chương II như sau:\n{quoted}\nĐiều 2. Hiệu lực"
    assert [label for label, _ in units(text)] == ["Điều 1", "Điều 2"]
    assert units(text)[1][1] == "Điều 2. Hiệu lực"


def test_what_both_sides_sign_belongs_to_no_clause():
    text = "HỢP ĐỒNG\n\nĐiều 1. Chấm dứt\n1. Bên B báo trước 30 ngày.\n\nĐẠI DIỆN BÊN A\nLê Văn Tám"
    (document,) = read(text.encode(), "a.txt").documents
    assert placed(document, "Lê Văn Tám").startswith("đoạn ")
    assert placed(document, "Bên B báo trước").startswith("khoản 1 Điều 1")


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Phụ lục A", "Phụ lục A"),
        ("PHỤ LỤC B: ĐƠN GIÁ", "Phụ lục B"),
        ("Phụ lục C Danh mục máy bơm", "Phụ lục C"),
        ("Phụ lục Đ (kèm theo)", "Phụ lục Đ"),
        ("Phụ lục A.1. Giá", "Phụ lục A.1"),
        ("Phụ lục 1a", "Phụ lục 1a"),
        ("Phụ lục IIb", "Phụ lục IIb"),
        ("Phụ lục IV", "Phụ lục IV"),
        ("Phụ lục", "Phụ lục"),
        ("Phụ lục Y tế", "Phụ lục"),
        ("PHỤ LỤC Y TẾ", "Phụ lục"),
        ("Phụ lục Xe máy", "Phụ lục"),
    ],
)
def test_an_appendix_keeps_the_letter_that_it_is_called_by(line, label):
    assert units(f"Điều 1. Tên\n{line}\nNội dung.")[1][0] == label
