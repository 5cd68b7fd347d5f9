"""A question about a table is answered by the rows it names, and by no other."""

import pytest

from index.build import build
from index.load import read
from qa import reader, retrieve
from qa.assistant import Assistant
from qa.tables import rows_of

TIMETABLE = """\
Lớp,Thứ,Tiết,Môn học,Giáo viên
9A,Thứ 2,1,Toán,Lê Văn Định
9A,Thứ 3,2,Ngữ văn,Trần Thị Mỵ
9A,Thứ 5,4,Toán,Lê Văn Định
9B,Thứ 3,1,Toán,Phan Văn Sửu
9B,Thứ 4,3,Lịch sử,Cao Văn Thụ
9B,Thứ 6,2,Ngữ văn,Trần Thị Mỵ
"""
BUSES = """\
Tuyến,Điểm đi,Điểm đến,Chuyến đầu,Chuyến cuối
7,Bến Gò,Ga Hạ Long,5 giờ 15,19 giờ 00
8,Chợ Thuận An,Ga Hạ Long,6 giờ 00,21 giờ 40
8,Ga Hạ Long,Chợ Thuận An,5 giờ 30,21 giờ 00
"""
STAFF = """\
STT,Chức vụ,Đơn vị,Điện thoại
1,Hiệu trưởng,Ban Giám hiệu Trường Trung cấp nghề Ngàn Sâu,0239 3871 001
2,Quản lý ký túc xá,Ký túc xá,0239 3871 090
3,Trưởng phòng,Phòng Đào tạo,0239 3871 003
"""
OFFERS = """\
# Sửa thang máy tòa nhà Bình Minh

Ba đơn vị gửi báo giá sửa thang máy:

| Đơn vị | Giá chào (triệu đồng) | Thời gian sửa | Bảo hành |
|---|---|---|---|
| Đông Phong | 168 | 10 ngày | 12 tháng |
| Tân Việt | 154 | 15 ngày | 18 tháng |
| Hoàng Gia | 181 | 7 ngày | 24 tháng |
"""


@pytest.fixture(scope="module")
def tables(encoder, restorer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bang") / "van-ban"
    folder.mkdir()
    (folder / "lich-hoc.csv").write_text(TIMETABLE, encoding="utf-8")
    (folder / "thang-may.md").write_text(OFFERS, encoding="utf-8")
    (folder / "xe-buyt.csv").write_text(BUSES, encoding="utf-8")
    (folder / "danh-ba.csv").write_text(STAFF, encoding="utf-8")
    built = build(folder, into=folder.parent / "chi-muc", encoder=encoder)
    return Assistant(built.index, encoder, restorer)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Lớp 9A học toán thứ mấy?", ["9A; Thứ: Thứ 2", "9A; Thứ: Thứ 5"]),
        ("lop 9b hoc toan thu may", ["9B; Thứ: Thứ 3"]),
        ("Cô Trần Thị Mỵ dạy những lớp nào?", ["9A; Thứ: Thứ 3", "9B; Thứ: Thứ 6"]),
        ("Thứ 6 lớp 9B học môn gì?", ["9B; Thứ: Thứ 6"]),
    ],
)
def test_all_rows_that_a_question_names_are_quoted_and_no_other(tables, question, rows):
    answer = tables.ask(question)
    found = [citation.quote for citation in answer.citations]
    assert len(found) == len(rows), f"got: {found}"
    for quote, row in zip(found, rows, strict=True):
        assert f"Lớp: {row};" in quote


@pytest.mark.parametrize(
    "question",
    [
        "Lớp 9C học toán thứ mấy?",  # the class is of the kind the column has, and is not there
        "Lớp 9A học lịch sử thứ mấy?",  # both are there, in no row together
        "Thầy Cao Văn Thụ dạy lớp 9A tiết mấy?",
    ],
)
def test_what_no_row_has_together_is_refused(tables, question):
    answer = tables.ask(question)
    assert answer.abstained, answer.text


def test_a_cell_is_of_the_kind_that_its_column_says(tables):
    answer = tables.ask("Hoàng Gia chào giá bao nhiêu?")
    (citation,) = answer.citations
    assert citation.quote == "| Hoàng Gia | 181 | 7 ngày | 24 tháng |"
    assert citation.quote[slice(*citation.highlight)] == "181"


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Tân Việt bảo hành bao lâu?", "18 tháng"),
        ("Thời gian sửa của Hoàng Gia là bao lâu?", "7 ngày"),
    ],
)
def test_the_cell_under_the_column_asked_for_is_marked(tables, question, cell):
    best = tables.ask(question).citations[0]
    assert best.quote[slice(*best.highlight)] == cell


def test_a_table_of_many_rows_is_read_row_by_row():
    lines = [f"{n},Trần Văn {n},P{n % 50},{'' if n % 3 else n}" for n in range(8000)]
    table = "\n".join(["STT,Họ tên,Phòng,Điện thoại", *lines])
    (document,) = read(table.encode(), "danh-ba.csv").documents
    rows = rows_of(document)
    assert [cell.value for cell in rows[5].cells] == ["5", "Trần Văn 5", "P5"]
    assert [cell.value for cell in rows[6].cells] == ["6", "Trần Văn 6", "P6", "6"]
    assert len(rows) == 8000


def test_the_column_of_the_quarter_asked_for_is_marked(encoder, restorer, tmp_path):
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "gia.csv").write_text(
        "Mặt hàng,Đơn vị,Giá quý I/2023 (đồng),Giá quý II/2023 (đồng)\n"
        "Lưới cước,tấm,61000,67500\nPhao xốp,quả,9000,9400\nNeo sắt,cái,310000,305000\n",
        encoding="utf-8",
    )
    built = build(folder, into=tmp_path / "chi-muc", encoder=encoder)
    answer = Assistant(built.index, encoder, restorer).ask(
        "Lưới cước quý 2 năm 2023 giá bao nhiêu?"
    )
    (citation,) = answer.citations
    assert citation.quote[slice(*citation.highlight)] == "67500"


def test_rows_are_read_by_the_network_and_its_words_are_those_of_one_cell(tables, network):
    question = tables._question("Tân Việt sửa thang máy trong bao nhiêu ngày?")
    hits = retrieve.search(question, index=tables.index, encoder=tables.encoder, k=5)
    spans = reader.read(question, hits, index=tables.index, encoder=tables.encoder, network=network)
    document = next(one for one in tables.index.documents if one.source == "thang-may.md")
    cells = [(cell.start, cell.end) for row in rows_of(document) for cell in row.cells]
    rows = {row.start for row in rows_of(document)}
    found = [span.highlight for span in spans if span.text.startswith("|") and span.start in rows]
    assert (
        len(found) == len(OFFERS.splitlines()) - OFFERS.splitlines().index("|---|---|---|---|") - 1
    )
    assert all(any(a <= x < y <= b for a, b in cells) for x, y in found)


def test_a_plain_text_may_have_bars_between_its_cells(assistant_over):
    fees = (
        "BIÊN BẢN HỌP PHỤ HUYNH\n\nCác khoản thu:\n\n"
        "STT | Khoản thu | Mức thu | Ghi chú\n"
        "1 | Tiền ăn bán trú | 33.000 đồng/ngày | Thu theo tháng, trừ ngày nghỉ có báo\n"
        "2 | Tiền nước uống | 12.000 đồng/tháng | Thu theo kỳ\n"
    )
    assistant = assistant_over(hop=fees)
    told = [row.told for row in rows_of(assistant.index.documents[0])]
    assert told == [
        "STT: 1; Khoản thu: Tiền ăn bán trú; Mức thu: 33.000 đồng/ngày; "
        "Ghi chú: Thu theo tháng, trừ ngày nghỉ có báo",
        "STT: 2; Khoản thu: Tiền nước uống; Mức thu: 12.000 đồng/tháng; Ghi chú: Thu theo kỳ",
    ]
    answer = assistant.ask("Tiền nước uống mỗi tháng bao nhiêu?")
    assert "12.000 đồng" in answer.text
    assert "33.000" not in answer.text


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("Chuyến cuối từ Chợ Thuận An về Ga Hạ Long lúc mấy giờ?", "21 giờ 40"),
        ("Chuyến cuối từ Ga Hạ Long đi Chợ Thuận An lúc mấy giờ?", "21 giờ 00"),
    ],
)
def test_a_way_is_told_by_the_row_that_goes_that_way(tables, question, time):
    assert tables.ask(question).text.startswith(f"**{time}** — "), tables.ask(question)


def test_the_end_of_a_long_value_is_no_name_that_rules_out_other_rows(tables):
    answer = tables.ask("Số điện thoại quản lý ký túc xá Trường Trung cấp nghề Ngàn Sâu?")
    assert "0239 3871 090" in answer.text, answer
    assert "3871 001" not in answer.text
