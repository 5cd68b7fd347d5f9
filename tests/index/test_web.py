"""Words of a page stay apart and are said once, whatever lists and tables lie in one another."""

import pytest

from index.formats import extract
from index.formats.web import html_blocks, parse_html

PROSE = (
    "<p>Ủy ban nhân dân huyện Lâm Giang tổ chức hội nghị tổng kết công tác thủy lợi năm 2023. "
    "Bà Trịnh Thị Ngọc Lan chủ trì hội nghị, có 38 đại biểu các xã tham dự.</p>"
)


def page(article: str = "", beside: str = "") -> str:
    whole = f"<html><body><article><h1>Hội nghị thủy lợi</h1>{PROSE}{article}{PROSE}</article>"
    return extract(f"{whole}<div>{beside}</div></body></html>".encode(), "a.html").text


def blocks(markup: str) -> list[str]:
    return [block.text for block in html_blocks(parse_html(markup))]


def table(*rows: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def test_items_of_a_list_in_a_list_are_items_of_their_own():
    inner = "<ul><li>Con a</li><li>Con b<ol><li>Cháu</li></ol></li></ul>"
    said = page(f"<ul><li>Mục <b>một</b>{inner}</li><li>Mục hai</li></ul>")
    assert "\n\n- Mục một\n- Con a\n- Con b\n- Cháu\n- Mục hai\n\n" in said


NAMES = "<th>Bước</th><th>Việc</th>"
STEP = "<td>1</td><td><p>Soạn thảo</p><p>Trình ký<br>Ban hành</p></td>"


def test_paragraphs_and_lines_of_a_cell_are_apart():
    assert "Bước: 1; Việc: Soạn thảo Trình ký Ban hành\n" in page(table(NAMES, STEP))
    assert blocks(table(NAMES, STEP)) == ["Bước: 1; Việc: Soạn thảo Trình ký Ban hành"]


@pytest.mark.parametrize("where", ["article", "beside"])
def test_a_small_table_is_said_once(where):
    rows = [f"<td>{number}</td><td>Hạng {number}</td>" for number in range(1, 4)]
    said = page(**{where: table(NAMES, *rows)})
    assert [said.count(f"Bước: {n}; Việc: Hạng {n}") for n in (1, 2, 3)] == [1, 1, 1]


def test_cells_over_rows_and_columns_leave_the_others_in_their_columns():
    rows = [
        "<th rowspan=2>Thôn</th><th colspan=2>Quý I</th>",
        "<th>Thu</th><th>Chi</th>",
        "<td rowspan=2>Đông</td><td>10</td><td>8</td>",
        "<td>12</td><td>9</td>",
        "<td colspan=3>Số liệu tạm tính</td>",
    ]
    written = [
        "Thôn: Đông; Quý I – Thu: 10; Quý I – Chi: 8",
        "Thôn: Đông; Quý I – Thu: 12; Quý I – Chi: 9",
        "Số liệu tạm tính",
    ]
    assert blocks(table(*rows)) == written
    assert "\n".join(written[:2]) in page(beside=table(*rows))
    assert "\n".join(written[:2]) in page(article=table(*rows))


def test_a_table_that_lays_out_others_is_read_as_a_page():
    inner = table("<th>Họ tên</th><th>Tuổi</th>", "<td>Vũ Toàn</td><td>41</td>")
    assert blocks(table(f"<td>Kính gửi</td><td>các xã {inner} Trân trọng</td>")) == [
        "Kính gửi",
        "các xã",
        "Họ tên: Vũ Toàn; Tuổi: 41",
        "Trân trọng",
    ]


def test_a_caption_stands_above_its_table():
    captioned = table(NAMES, STEP).replace("<table>", "<table><caption>Biểu 1</caption>")
    assert blocks(captioned)[0] == "Biểu 1"
