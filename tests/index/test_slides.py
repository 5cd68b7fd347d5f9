"""The bullets of a slide are read one by one, as the slide shows them."""

import io
from collections.abc import Callable
from typing import Any

import pptx
from pptx.util import Inches

from index.extract import Extract
from index.formats import extract
from index.text import sentences


def slide(text: str, then: Callable[[Any], object] = lambda _: None) -> Extract:
    """Read a presentation of one slide, "Mùa nấm", with a body that has a line per paragraph."""
    show = pptx.Presentation()
    page = show.slides.add_slide(show.slide_layouts[1])
    page.shapes.title.text = "Mùa nấm"
    page.placeholders[1].text = text
    then(page)
    out = io.BytesIO()
    show.save(out)
    return extract(out.getvalue(), "a.pptx")


def pieces(extracted: Extract) -> list[str]:
    text = extracted.text
    return [text[start:end] for start, end in sentences(text)]


BULLETS = (
    "Tháng 3: hợp tác xã nhận 4.000 bịch phôi nấm từ trại Lộc Hà\n"
    "Nhà trồng phải che hai lớp lưới và tưới phun mỗi ngày ba lần\n"
    "Bà Kiều Thị Sen giữ sổ theo dõi độ ẩm"
)


def test_every_bullet_of_a_slide_is_a_piece_of_its_own() -> None:
    assert pieces(slide(BULLETS)) == [
        "Mùa nấm",
        *(f"- {bullet}" for bullet in BULLETS.split("\n")),
    ]


def test_what_leads_into_bullets_and_what_has_a_number_keep_their_own_look() -> None:
    text = slide("Dụng cụ gồm:\n1. Dao cắt nấm\n2) Rổ nhựa\nBạt che").text
    assert text == "Mùa nấm\n\nDụng cụ gồm:\n1. Dao cắt nấm\n2) Rổ nhựa\n- Bạt che"


def test_a_text_box_and_a_body_of_one_paragraph_have_no_bullets() -> None:
    def boxed(page: Any) -> None:
        box = page.shapes.add_textbox(Inches(1), Inches(5), Inches(4), Inches(1))
        box.text_frame.text = "Trại Lộc Hà\nĐiện thoại ở cổng"

    text = slide("Nấm rơm mọc quanh năm.", boxed).text
    assert text == "Mùa nấm\n\nNấm rơm mọc quanh năm.\n\nTrại Lộc Hà\nĐiện thoại ở cổng"
