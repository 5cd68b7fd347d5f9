"""A line in capitals that ends with a colon names what stands below it."""

import io

import docx
import pytest

from index.load import load, read

JUDGMENT = """\
TÒA ÁN NHÂN DÂN
HUYỆN SƠN ĐÔNG
Bản án số: 07/2022/DS-ST
V/v "Tranh chấp hợp đồng vay tài sản"

Hôm nay Tòa án xét xử công khai vụ án giữa các đương sự:
1. Nguyên đơn: Bà Lò Thị Hạnh, trú tại thôn Thượng.
2. Bị đơn: Ông Vi Văn Khải, trú tại thôn Hạ.
3. Người có quyền lợi, nghĩa vụ liên quan: Bà Vi Thị Sen, trú tại thôn Hạ.
Nguyên đơn có mặt, bị đơn vắng mặt không có lý do.

NỘI DUNG VỤ ÁN{colon}
Nguyên đơn bà Lò Thị Hạnh trình bày: Ông Khải vay của bà 90.000.000 đồng từ năm 2020.
Bị đơn ông Vi Văn Khải trình bày: Ông đã trả 20.000.000 đồng nhưng không có giấy nhận.

NHẬN ĐỊNH CỦA TOÀ ÁN{colon}
[1] Giấy vay có chữ ký của bị đơn nên có căn cứ.
Vì các lẽ trên,
QUYẾT ĐỊNH{colon}
Căn cứ Điều 466 của Bộ luật Dân sự;
1. Buộc ông Vi Văn Khải trả cho bà Lò Thị Hạnh 90.000.000 đồng.
"""


def sections(text):
    (document,) = read(text.encode(), "a.txt").documents
    return {document.text[one.start : one.end]: one.section for one in document.paragraphs}


def section_of(said, found):
    (section,) = [section for text, section in found.items() if said in text]
    return section


@pytest.mark.parametrize("colon", [":", " :", ""])
def test_a_judgment_is_divided_by_what_stands_in_capitals(colon):
    found = sections(JUDGMENT.format(colon=colon))
    assert section_of("Ông đã trả", found) == "NỘI DUNG VỤ ÁN"
    assert section_of("Giấy vay", found) == "NHẬN ĐỊNH CỦA TOÀ ÁN"
    assert section_of("Buộc ông", found) == "QUYẾT ĐỊNH"
    assert section_of("Hôm nay", found) not in {section_of("Giấy vay", found), "QUYẾT ĐỊNH"}


def test_in_a_word_file_too(tmp_path):
    made = docx.Document()
    for line in JUDGMENT.format(colon=":").splitlines():
        made.add_paragraph(line)
    held = io.BytesIO()
    made.save(held)
    (tmp_path / "a.docx").write_bytes(held.getvalue())
    (document,) = load(tmp_path / "a.docx", tmp_path)
    found = {document.text[one.start : one.end]: one.section for one in document.paragraphs}
    assert section_of("Ông đã trả", found) == "NỘI DUNG VỤ ÁN"
    assert section_of("Buộc ông", found) == "QUYẾT ĐỊNH"


@pytest.mark.parametrize(
    "line", ["KÍNH GỬI:", "NƠI NHẬN:", "TM. ỦY BAN NHÂN DÂN", "NGUYỄN VĂN BA", "Xử:", "3. HỒ SƠ:"]
)
def test_not_every_line_in_capitals_is_a_heading(line):
    text = f"Quy chế chợ\n\nChợ họp ngày chẵn từ sáng đến trưa.\n\n{line}\nBan quản lý chợ Đình;\n"
    assert "Ban quản lý chợ Đình" not in sections(text)
    assert set(sections(text).values()) == {""}


def test_labels_that_follow_each_other_head_nothing():
    text = (
        "Tờ khai năm nay\n\nHãy điền đủ các mục ở dưới đây.\n\nHỌ VÀ TÊN:\nNGÀY SINH:\nQUÊ QUÁN:\n"
    )
    assert set(sections(text).values()) == {""}
