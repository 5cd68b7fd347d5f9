"""What is read of a document: its words, cells of tables with the names of their columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.aloud import Aloud, aloud

WARRANTY = """Điều 2. Thời hạn bảo hành

| Bộ phận | Thời gian | Quãng đường |
|---|---|---|
| Động cơ | 36 tháng | 40.000 km |
| Bộ sạc theo xe | 12 tháng | |

Pin được thay một lần.
"""
BARE = """Bảng giá
Loại vé | Ngày thường | Chủ nhật
Người lớn | 40.000 đồng | 50.000 đồng
Trẻ em | Miễn phí | Miễn phí
"""


def test_a_cell_is_read_with_the_name_of_its_column() -> None:
    assert aloud(WARRANTY, 0, len(WARRANTY)).text == (
        "Điều 2. Thời hạn bảo hành\n\n"
        "Bộ phận: Động cơ; Thời gian: 36 tháng; Quãng đường: 40.000 km\n"
        "Bộ phận: Bộ sạc theo xe; Thời gian: 12 tháng\n\n"
        "Pin được thay một lần.\n"
    )
    assert aloud(BARE, 0, len(BARE)).text == (
        "Bảng giá\n"
        "Loại vé: Người lớn; Ngày thường: 40.000 đồng; Chủ nhật: 50.000 đồng\n"
        "Loại vé: Trẻ em; Ngày thường: Miễn phí; Chủ nhật: Miễn phí\n"
    )


def test_a_passage_from_the_middle_of_a_table_has_the_names_that_stand_above_it() -> None:
    start = BARE.index("Trẻ em")
    read = aloud(BARE, start, len(BARE) - 1)
    assert read.text == "Loại vé: Trẻ em; Ngày thường: Miễn phí; Chủ nhật: Miễn phí"


def test_a_row_that_was_cut_in_two_is_read_as_it_stands() -> None:
    end = BARE.index("50.000")
    assert aloud(BARE, BARE.index("Người"), end).text == "Người lớn | 40.000 đồng | "


def test_a_line_that_is_no_row_of_the_table_is_read_as_it_stands() -> None:
    ragged = BARE.replace("Trẻ em", "Đoàn 20 người | giảm 10%\nTrẻ em")
    assert "\nĐoàn 20 người | giảm 10%\n" in aloud(ragged, 0, len(ragged)).text
    cut = BARE.index("40.000")
    assert aloud(BARE, cut, len(BARE)).text.startswith("40.000 đồng | 50.000 đồng\nLoại vé: Trẻ em")


def test_a_first_line_that_names_no_columns_is_read_as_it_stands() -> None:
    for text in (
        "Điện thoại: 0292 377 111 | Thư: x@y.vn\nFax: 0292 377 112 | Trang: y.vn",
        "| Địa chỉ | 12 Lê Lợi |\n|---|---|\n| Điện thoại | 0292 377 111 |",
        "Trước\n| Ghi chú: đóng cửa Chủ nhật\nSau",
    ):
        assert aloud(text, 0, len(text)).text == text


def test_an_empty_line_ends_a_table() -> None:
    text = "Loại vé | Giá\nNgười lớn | 5\n\nTuyến | Giờ\n01 | 7:00"
    assert aloud(text, 0, len(text)).text == "Loại vé: Người lớn; Giá: 5\n\nTuyến: 01; Giờ: 7:00"


def test_the_last_bar_of_a_row_may_be_left_out() -> None:
    text = "| Tên | Giá\n|---|---\n| Vé tháng | 500"
    assert aloud(text, 0, len(text)).text == "Tên: Vé tháng; Giá: 500"


def test_the_name_of_a_column_stands_nowhere() -> None:
    read = aloud(BARE, 0, len(BARE))
    at = read.text.index("Chủ nhật: 50")
    assert read.place(at, at + len("Chủ nhật")) is None


def test_rows_that_name_their_columns_and_prose_are_read_as_they_stand() -> None:
    text = "Tên: An; Tuổi: 31\nTên: Bình; Tuổi: 29\nHai người đều ở tổ 4."
    assert aloud(text, 3, len(text)).text == text[3:]
    assert aloud(text, 3, len(text)).place(0, 5) == ((3, 8), 0)


NAMES = st.text("abcđ ", min_size=1, max_size=8).map(str.strip).filter(bool)
CELLS = st.text("abcđ 0123.,", min_size=1, max_size=8).map(str.strip).filter(bool)


def rows(cells: st.SearchStrategy[str], least: int) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Give rows of three cells."""
    return st.lists(st.tuples(cells, cells, cells), min_size=least, max_size=6)


@given(st.tuples(NAMES, NAMES, NAMES), rows(CELLS, 1))
def test_all_cells_lead_back_to_where_they_stand(
    head: tuple[str, ...], below: list[tuple[str, ...]]
) -> None:
    table = [head, *below]
    lines = [f"| {' | '.join(row)} |" for row in table]
    rule = "|" + "---|" * len(table[0])
    text = "\n".join(["Trước.", "", lines[0], rule, *lines[1:], "", "Sau."])
    read = aloud(text, 0, len(text))
    for piece in read.pieces:
        said = read.text[piece.at : piece.at + piece.length]
        assert said == text[piece.start : piece.start + piece.length]
        if said:
            place = (piece.start, piece.start + piece.length)
            assert read.read_at(*place) == (piece.at, piece.at + piece.length)
            assert read.place(piece.at, piece.at + piece.length) == (place, number_of(read, place))
    told = read.text.splitlines()
    assert told[0] == "Trước."
    assert told[-1] == "Sau."
    for row, line in zip(table[1:], told[2:], strict=False):
        names = zip(table[0], row, strict=True)
        assert line == "; ".join(f"{name}: {cell}" for name, cell in names)


def number_of(read: Aloud, place: tuple[int, int]) -> int:
    """Give the number of the piece at a place."""
    return next(
        number
        for number, piece in enumerate(read.pieces)
        if (piece.start, piece.start + piece.length) == place
    )


def test_words_put_before_or_left_out_are_read_and_stand_nowhere() -> None:
    text = "Ai giữ khóa? Bà Mận giữ. Ông Ba về."
    asked = text.index("?") + 1
    read = aloud(text, 0, len(text)).without([(0, asked)]).behind("Hỏi đáp")
    assert read.text == f"Hỏi đáp\n{text}"
    moved = len("Hỏi đáp\n")
    for words in ("Hỏi đáp", "Ai giữ khóa", "khóa?"):
        at = read.text.index(words)
        assert read.place(at, at + len(words)) is None
    at = read.text.index("Bà Mận")
    assert read.place(at, at + 6) == ((at - moved, at - moved + 6), 0)
    assert read.read_at(at - moved, at - moved + 6) == (at, at + 6)
    assert aloud(text, 0, asked).without([(0, asked)]).place(0, 5) is None


def test_a_place_in_the_middle_is_left_out_and_both_sides_keep_their_own() -> None:
    read = aloud("một hai ba", 0, 10).without([(4, 7)])
    places = {word: read.place(at, at + len(word)) for word, at in (("một", 0), ("ba", 8))}
    assert places == {"một": ((0, 3), 0), "ba": ((8, 10), 1)}
    assert read.place(4, 7) is None
