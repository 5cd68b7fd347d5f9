"""Page numbers and running headers of a text made from pages go; no word of the text goes."""

import pytest

from index.boilerplate import classify
from index.load import explained, read

HEADER = "SỞ NÔNG NGHIỆP TỈNH HÀ LÂM          Báo cáo số 44/BC-SNN"
PAGES = [
    "BÁO CÁO\nTình hình tiêm phòng đàn vật nuôi\n\nĐến ngày 15/8, toàn tỉnh đã tiêm 12.400 liều "
    "vắc xin cho đàn trâu bò, đạt 86% và",
    "tăng so với cùng kỳ. Huyện Trà Sơn chưa báo cáo số liệu của quý này cho Sở.",
    "Sở đề nghị các huyện hoàn thành việc tiêm phòng trước ngày 30/9 và báo cáo kết quả.",
]


def paged(number, header=HEADER):
    return "\n\n".join(
        f"{header}\n{number.format(page=page, total=len(PAGES))}\n\n{said}"
        for page, said in enumerate(PAGES, start=1)
    )


def dropped(text):
    lines = [line for article in classify(text) for line in article if line.kind == "dropped"]
    return [text[line.start : line.end] for line in lines]


@pytest.mark.parametrize("number", ["Trang {page}/{total}", "Trang {page}", "- {page} -"])
def test_the_numbers_and_all_headers_but_the_first_go(number):
    numbers = [number.format(page=page, total=3) for page in (1, 2, 3)]
    expected = [numbers[0], HEADER, numbers[1], HEADER, numbers[2]]
    assert dropped(paged(number)) == expected


def test_every_word_of_the_pages_stays_in_a_paragraph():
    (document,) = read(paged("Trang {page}/{total}").encode(), "bao-cao.txt").documents
    kept = " ".join(document.text[one.start : one.end] for one in document.paragraphs)
    assert set(f"{HEADER} {' '.join(PAGES)}".split()) <= set(kept.split())
    assert "Trang" not in kept.split()


def test_the_text_is_the_files_own_and_what_was_dropped_is_listed():
    text = paged("Trang {page}/{total}")
    (document,) = read(text.encode(), "bao-cao.txt").documents
    assert document.text == text
    report = explained(text.encode(), "bao-cao.txt")
    assert report.count("← số trang") == 3
    assert report.count("lặp lại ở mỗi trang") == 2


def test_a_text_with_page_numbers_is_one_document_and_no_web_page():
    text = paged("Trang {page}/{total}") + "\n\nQuảng cáo\n\nBình luận\n"
    assert not {"Quảng cáo", "Bình luận"} & set(dropped(text))
    assert len(classify(text)) == 1


STORY = "\n\n".join(
    f"- {number} -\n\nNgày thứ {number}, con thuyền ra khơi từ sáng sớm và trở về lúc chiều muộn."
    for number in (1, 2, 3)
)
SCORES = "\n".join(
    f"Hiệp {number}\nTrang {page}/9\nHai đội hòa." for number, page in ((1, 4), (2, 9))
)
REFRAIN = "\n\n".join(["Ơi con sông quê", "Nước trôi lững lờ", "Ơi con sông quê"] * 3)
FORM = "\n\n".join(f"Trang {page}/3\n1. Họ và tên\n2. Ngày sinh" for page in (1, 2, 3))
CLAUSES = "\n\n".join(
    f"Trang {page}/3\nNgười vi phạm phải nộp phạt đúng hạn đã ghi." for page in (1, 2, 3)
)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param(STORY, 0, id="chapters of a story are numbered alike"),
        pytest.param(SCORES, 0, id="numbers that do not count on"),
        pytest.param(REFRAIN, 0, id="a refrain has no page numbers beside it"),
        pytest.param(FORM, 3, id="numbered lines are the text's own"),
        pytest.param(CLAUSES, 3, id="a sentence that comes again is no header"),
        pytest.param("Trang 1/2\nHai trang thì chưa đủ\n\nTrang 2/2\nHai trang thì chưa đủ", 2,
                     id="a line said twice may be the text's own"),
    ],
)  # fmt: skip
def test_nothing_else_goes(text, gone):
    found = dropped(text)
    assert len(found) == gone, found
    assert all(line.startswith("Trang") for line in found)
