"""Of the lines at the edges of pages only those go that are the pages' own, not the text's."""

import pytest

from index.extract import Block, assemble

BODY = [
    "Kho lạnh được sửa trước mùa mưa bão.\nMáy sao chè chạy thử từ thứ hai.\nCổng giữ nguyên.",
    "Đường vào xưởng rải thêm đá dăm.\nNhà ăn mở cửa lúc mười giờ.\nXe đưa đón chạy hai chuyến.",
    "Tổ bảo vệ trực theo ca tám tiếng.\nThang máy được kiểm định.\nBể nước thau mỗi quý.",
    "Phòng họp lắp thêm máy chiếu.\nVườn ươm giao cho tổ hai.\nCửa sổ thay kính mới.",
]


def pages(edges, *, below=False):
    """Give the text of four pages, each with a line of its own at its edge."""
    texts = [f"{b}\n{e}" if below else f"{e}\n{b}" for e, b in zip(edges, BODY, strict=True)]
    blocks = [Block(text, "page", f"tr. {n}") for n, text in enumerate(texts, start=1)]
    return assemble(blocks).text


@pytest.mark.parametrize(
    "edges",
    [
        ["1", "2", "3", "4"],
        ["- 7 -", "- 8 -", "- 9 -", "- 10 -"],
        ["1/4", "2/4", "3/4", "4/4"],
        ["Trang 1/9", "Trang 2/9", "Trang 3/9", "Trang 4/9"],
    ],
    ids=["bare", "from-seven", "of-four", "of-more"],
)
@pytest.mark.parametrize("below", [True, False], ids=["below", "above"])
def test_numbers_that_count_with_the_pages_are_dropped(edges, below):
    kept = [line for line in pages(edges, below=below).splitlines() if line]
    assert kept == "\n".join(BODY).splitlines()


@pytest.mark.parametrize(
    "edges",
    [
        ["BÁO CÁO THƯỜNG NIÊN 1", "BÁO CÁO THƯỜNG NIÊN 2", "BÁO CÁO THƯỜNG NIÊN 3",
         "BÁO CÁO THƯỜNG NIÊN 4"],
        ["QUY CHẾ 2024"] * 4,
    ],
    ids=["numbered", "the-same"],
)  # fmt: skip
def test_a_header_that_comes_again_stays_on_the_first_page_alone(edges):
    assert pages(edges) == "\n".join([edges[0], *BODY])


@pytest.mark.parametrize(
    "edges",
    [
        [f"BẢNG LƯƠNG THÁNG {month}/2024" for month in (1, 2, 3, 4)],
        [f"BẢNG LƯƠNG THÁNG {month}" for month in (1, 2, 3, 4)],
        ["Hợp đồng số 12", "Hợp đồng số 15", "Hợp đồng số 31", "Hợp đồng số 40"],
        ["2021", "2022", "2023", "2024"],
        ["850", "720", "990", "640"],
        ["1/2024", "2/2024", "3/2024", "4/2024"],
    ],
    ids=["months-of-a-year", "months", "contracts", "years", "salaries", "dates"],
)
@pytest.mark.parametrize("below", [True, False], ids=["below", "above"])
def test_numbers_that_are_not_the_pages_own_stay(edges, below):
    text = pages(edges, below=below)
    assert [edge for edge in edges if edge in text.splitlines()] == edges
