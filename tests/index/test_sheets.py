"""Cells are written as people see them, and a table in text is parted where its writer meant."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from index.extract import Extract
from index.formats import extract


def sheet(*rows: list[Any], then: Callable[[Any], object] = lambda _: None) -> Extract:
    """Read a workbook of one sheet, "Sheet"."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    then(book.active)
    out = io.BytesIO()
    book.save(out)
    return extract(out.getvalue(), "a.xlsx")


def lines(extracted: Extract) -> list[str]:
    return extracted.text.removeprefix("Sheet\n\n").splitlines()


@pytest.mark.parametrize(
    ("value", "number_format", "written"),
    [
        (14814814815.15, "General", "14814814815.15"),
        (1e15, "0", "1000000000000000"),
        (0.1 + 0.2, "General", "0.3"),
        (412.0, "0.0", "412"),
        (-0.00000125, "General", "-0.00000125"),
        (0.15, "0%", "15%"),
        (0.0725, "0.00%", "7.25%"),
        (1, "0%", "100%"),
        (15, '0"%"', "15"),
    ],
)
def test_a_number_is_written_out_and_a_share_in_percent(value, number_format, written):
    def shape(active: Any) -> None:
        active["B2"].number_format = number_format

    rows = [["Tên", "Số tiền"], ["Vũ Toàn", value]]
    assert lines(sheet(*rows, then=shape)) == [f"Tên: Vũ Toàn; Số tiền: {written}"]


def test_a_merged_cell_is_said_in_each_of_its_rows():
    rows = [["Thôn", "Họ tên"], ["Đông", "Vũ Toàn"], [None, "Lê Lan"], ["Đoài", "Hà Yên"]]
    assert lines(sheet(*rows, then=lambda active: active.merge_cells("A2:A3"))) == [
        "Thôn: Đông; Họ tên: Vũ Toàn",
        "Thôn: Đông; Họ tên: Lê Lan",
        "Thôn: Đoài; Họ tên: Hà Yên",
    ]


def test_a_formula_without_a_value_is_named():
    extracted = sheet(["Tên", "Số tiền"], ["Vũ Toàn", 5], ["Tổng", "=SUM(B2:B2)"])
    assert lines(extracted) == ["Tên: Vũ Toàn; Số tiền: 5", "Tên: Tổng"]
    assert extracted.left_out == (
        "trang tính «Sheet»: công thức ở ô B3 chưa có giá trị. "
        "Hãy mở bằng Excel hay LibreOffice và lưu lại.",
    )


def test_a_bold_row_names_the_columns():
    def bold(active: Any) -> None:
        for cell in active[1]:
            cell.font = Font(bold=True)

    rows = [["Sáng", "Trưa", "Chiều"], ["xôi", "cơm", "phở"]]
    assert lines(sheet(*rows, then=bold)) == ["Sáng: xôi; Trưa: cơm; Chiều: phở"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_csv_is_parted_by_what_gives_rows_of_one_width(delimiter, line_break):
    rows = [
        ["Tên", "Đơn giá", "Ghi chú"],
        ["Lúa", '"1,5"', '"xem ""Phụ lục""; mục 1"'],
        ["Ngô", '"2,5"', '"sấy | khô, đóng bao"'],
    ]
    text = line_break.join(delimiter.join(row) for row in rows)
    assert extract(text.encode(), "a.csv").text.splitlines() == [
        'Tên: Lúa; Đơn giá: 1,5; Ghi chú: xem "Phụ lục"; mục 1',
        "Tên: Ngô; Đơn giá: 2,5; Ghi chú: sấy | khô, đóng bao",
    ]


def test_commas_in_numbers_do_not_part_a_csv():
    text = "Tên;Đơn giá;Số lượng\nLúa;1,5;2,5\nNgô;2,5;3,5\n"
    assert "Tên: Lúa; Đơn giá: 1,5; Số lượng: 2,5" in extract(text.encode(), "a.csv").text


def test_doubled_quotes_are_quotes_wherever_the_first_of_them_stand():
    rows = ["Tên,Ghi chú", *['"Lúa, nếp",sấy khô'] * 1200, '"Ngô ""non"", tươi",bán lẻ']
    said = extract("\n".join(rows).encode(), "a.csv").text
    assert said.endswith('\nTên: Ngô "non", tươi; Ghi chú: bán lẻ')


def test_the_line_that_tells_the_delimiter_is_no_row():
    text = "sep=|\nTên|Ghi chú\nLúa|sấy, khô\n"
    assert extract(text.encode(), "a.csv").text == "Tên: Lúa; Ghi chú: sấy, khô"
