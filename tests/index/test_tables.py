"""A table is read as people read it: by the names of its columns, as a form, or as a page."""

import pytest

from index.formats.tables import row_blocks


def lines(*rows: str, marked: int = 0) -> list[str]:
    """Read a table, its cells between "|"."""
    blocks = row_blocks([[c.strip() for c in row.split("|")] for row in rows], marked=marked)
    return [block.text for block in blocks]


@pytest.mark.parametrize(
    ("rows", "written"),
    [
        (
            ["STT | Họ và tên | Ghi chú", "1 | Vũ Toàn | vắng"],
            ["STT: 1; Họ và tên: Vũ Toàn; Ghi chú: vắng"],
        ),
        (["Tên | Đơn vị", "Vũ Toàn | Thôn Đông"], ["Tên: Vũ Toàn; Đơn vị: Thôn Đông"]),
        (
            ["Loại thẻ | Người dùng", "A | 20", "B | 30"],
            ["Loại thẻ: A; Người dùng: 20", "Loại thẻ: B; Người dùng: 30"],
        ),
        (
            ["Đợt | Hộ nghèo | Hộ cận nghèo", "Đầu năm | 20 | 31"],
            ["Đợt: Đầu năm; Hộ nghèo: 20; Hộ cận nghèo: 31"],
        ),
        (
            ["Chỉ tiêu | 2022 | 2023", "Lúa (tấn) | 120 | 135"],
            ["Chỉ tiêu: Lúa (tấn); 2022: 120; 2023: 135"],
        ),
        (
            ["Cây | Q1 | Quý 2/2024", "Lúa | 120 | 135"],
            ["Cây: Lúa; Q1: 120; Quý 2/2024: 135"],
        ),
        (["| 2022 | 2023", "Lúa | 120 | 135"], ["Lúa; 2022: 120; 2023: 135"]),
    ],
    ids=[
        "usual names",
        "two usual names",
        "figures below",
        "figures in one row",
        "years",
        "names with numbers",
        "years alone",
    ],
)
def test_cells_have_the_names_of_their_columns(rows, written):
    assert lines(*rows) == written


def test_what_the_format_marks_as_names_needs_to_look_like_none():
    rows = ["Sáng | Trưa | Chiều", "xôi | cơm | phở"]
    assert lines(*rows, marked=1) == ["Sáng: xôi; Trưa: cơm; Chiều: phở"]
    assert lines(*rows) == ["Sáng | Trưa | Chiều", "xôi | cơm | phở"]


@pytest.mark.parametrize(
    ("rows", "written"),
    [
        (
            ["Họ và tên | Nguyễn Văn A", "Chức vụ | Trưởng phòng"],
            ["Họ và tên: Nguyễn Văn A", "Chức vụ: Trưởng phòng"],
        ),
        (
            ["Họ và tên: | Nguyễn Văn A", "Ngày sinh: | 12/3/1980", "Số thẻ: | 0123"],
            ["Họ và tên: Nguyễn Văn A", "Ngày sinh: 12/3/1980", "Số thẻ: 0123"],
        ),
        (
            ["Họ tên | Lê Lan | Đơn vị | Thôn Đoài", "Ngày sinh | 1/2/1990 | Điện thoại | 0912"],
            ["Họ tên: Lê Lan; Đơn vị: Thôn Đoài", "Ngày sinh: 1/2/1990; Điện thoại: 0912"],
        ),
        (["Quốc tịch | Việt Nam", "Dân tộc | Tày"], ["Quốc tịch: Việt Nam", "Dân tộc: Tày"]),
        (["8:00 | Khai mạc", "9:30 | Thảo luận"], ["8:00 | Khai mạc", "9:30 | Thảo luận"]),
    ],
    ids=["form", "form with colons and figures", "form of four columns", "pairs", "no words"],
)
def test_a_form_says_each_cell_after_what_it_is(rows, written):
    assert lines(*rows) == written


def test_a_column_of_receivers_makes_no_page_of_a_table():
    assert lines("STT | Nơi nhận | Số bản", "1 | Sở Nội vụ | 2") == [
        "STT: 1; Nơi nhận: Sở Nội vụ; Số bản: 2"
    ]


def test_a_letterhead_above_and_signatures_below_leave_the_rows_as_they_are():
    assert lines(
        "UBND XÃ LÂM | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 5/BC | | Lâm Giang, ngày 3 tháng 2 năm 2024",
        "STT | Họ tên | Số tiền",
        "1 | Vũ Toàn | 500.000",
        "2 | TM. Lê Lan | 600.000",
        "3 | Hà Yên | 700.000",
        "4 | Vũ Yên | 800.000",
        "Nơi nhận: - Như trên | | KT. GIÁM ĐỐC",
        "| | Trần Hữu Bình",
    ) == [
        "UBND XÃ LÂM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 5/BC",
        "Lâm Giang, ngày 3 tháng 2 năm 2024",
        "STT: 1; Họ tên: Vũ Toàn; Số tiền: 500.000",
        "STT: 2; Họ tên: TM. Lê Lan; Số tiền: 600.000",
        "STT: 3; Họ tên: Hà Yên; Số tiền: 700.000",
        "STT: 4; Họ tên: Vũ Yên; Số tiền: 800.000",
        "Nơi nhận: - Như trên",
        "KT. GIÁM ĐỐC",
        "Trần Hữu Bình",
    ]


def test_a_column_of_signatories_is_no_foot():
    rows = [f"{number} | TM. UBND xã" for number in range(1, 9)]
    assert lines("STT | Người ký", *rows)[-1] == "STT: 8; Người ký: TM. UBND xã"


@pytest.mark.parametrize(
    "rows",
    [
        ["BỘ Y TẾ | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/QĐ | Hà Nội, ngày 1 tháng 2"],
        ["Nơi nhận: Lưu VT | KT. GIÁM ĐỐC", "| Trần Hữu Bình"],
    ],
    ids=["letterhead", "signatures"],
)
@pytest.mark.parametrize("marked", [0, 1])
def test_a_table_that_only_lays_a_page_out_gives_its_cells(rows, marked):
    assert lines(*rows, marked=marked) == [
        c.strip() for row in rows for c in row.split("|") if c.strip()
    ]


def test_equal_figures_are_all_said_and_a_single_cell_is_a_heading():
    assert lines(
        "Chỉ tiêu | Thôn Đông | Thôn Đoài", "I. Dân số | |", "7 | 7 | 7", "Hộ | 9 | 8"
    ) == [
        "I. Dân số",
        "Chỉ tiêu: 7; Thôn Đông: 7; Thôn Đoài: 7",
        "Chỉ tiêu: Hộ; Thôn Đông: 9; Thôn Đoài: 8",
    ]


@pytest.mark.parametrize("below", ["", "Thôn"], ids=["empty below", "repeated below"])
def test_names_in_two_rows_are_joined(below):
    rows = [
        "Thôn | Quý I | | Quý II |",
        f"{below} | Thu | Chi | Thu | Chi",
        "Đông | 10 | 8 | 12 | 9",
    ]
    written = ["Thôn: Đông; Quý I – Thu: 10; Quý I – Chi: 8; Quý II – Thu: 12; Quý II – Chi: 9"]
    assert lines(*rows) == written
    assert lines(*rows, marked=2) == written
    assert lines("Quý I | | Quý II |", "Thu | Chi | Thu | Chi", "10 | 8 | 12 | 9") == [
        "Quý I – Thu: 10; Quý I – Chi: 8; Quý II – Thu: 12; Quý II – Chi: 9"
    ]


def test_lines_above_the_names_are_a_title():
    assert lines("DANH SÁCH TỔ VAY VỐN | |", "STT | Họ tên | Số tiền", "1 | Vũ Toàn | 500") == [
        "DANH SÁCH TỔ VAY VỐN",
        "STT: 1; Họ tên: Vũ Toàn; Số tiền: 500",
    ]


@pytest.mark.parametrize("numbers", ["(1) | (2) | (3)=(1)x(2)", "A | B | 1"])
def test_the_numbers_of_columns_are_no_row(numbers):
    names = "Mặt hàng | Số lượng | Thành tiền"
    assert lines(names, numbers, "Xi măng | 20 | 1.800.000") == [
        "Mặt hàng: Xi măng; Số lượng: 20; Thành tiền: 1.800.000"
    ]
    assert lines(names, numbers, "Xi măng | 20 | 1.800.000", marked=2) == [
        "Mặt hàng: Xi măng; Số lượng: 20; Thành tiền: 1.800.000"
    ]


def test_figures_that_count_up_are_a_row():
    assert lines("STT | Số hộ | Số thôn", "1 | 2 | 3", "2 | 9 | 4")[0] == (
        "STT: 1; Số hộ: 2; Số thôn: 3"
    )
