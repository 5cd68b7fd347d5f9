"""A question for the words of a place is answered by looking the place up."""

import dataclasses

import numpy as np
import pytest

from index.load import read
from index.store import Index
from index.units import unit_table
from qa.lookup import look_up

DECREE = """CHÍNH PHỦ
Số: 100/2019/NĐ-CP
Hà Nội, ngày 30 tháng 12 năm 2019

NGHỊ ĐỊNH
Xử phạt vi phạm giao thông đường bộ

Điều 4. Phạm vi
Nghị định này quy định về xử phạt.

Điều 5. Xử phạt người điều khiển xe ô tô
1. Phạt tiền từ 200.000 đồng đối với hành vi sau:
a) Không chấp hành hiệu lệnh;
đ) Dừng xe không báo hiệu.
2. Phạt tiền từ 400.000 đồng đối với hành vi chuyển làn.

Phụ lục II
Danh mục xe ô tô con.
"""
SECOND = "2. Phạt tiền từ 400.000 đồng đối với hành vi chuyển làn. [1]"


class NoEncoder:
    name, fingerprint, dimension, dimensions = "không", "không", 1, (1,)


def index_of(*texts):
    documents = [
        document
        for number, text in enumerate(texts)
        for document in read(text.encode(), f"{number}.txt").documents
    ]
    return Index.build(documents, [], np.zeros((0, 1), dtype=np.float32), NoEncoder())


@pytest.fixture(scope="module")
def index():
    return index_of(DECREE)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("khoản 2 điều 5 nói gì?", SECOND),
        ("khoan 2 dieu 5 noi gi", SECOND),
        ("Điều 5, khoản 2 quy định thế nào?", SECOND),
        ("Cho tôi xem nội dung khoản 2 Điều 5 Nghị định 100/2019/NĐ-CP", SECOND),
        ("Khoản 2 Điều 5 của nghị định về giao thông đường bộ quy định gì?", SECOND),
        ("điểm đ khoản 1 điều 5 là gì", "đ) Dừng xe không báo hiệu. [1]"),
        ("diem d khoan 1 dieu 5 la gi", "đ) Dừng xe không báo hiệu. [1]"),
        ("phụ lục II có nội dung gì?", "Phụ lục II Danh mục xe ô tô con. [1]"),
    ],
)
def test_the_words_of_the_place_are_the_answer(index, question, answer):
    found = look_up(question, index)
    assert found is not None
    assert found.text == answer
    assert found.is_grounded
    for citation in found.citations:
        citation.check(index.documents[0].text)


def test_the_citation_names_the_place(index):
    found = look_up("điểm a khoản 1 điều 5 nói gì", index)
    assert found.citations[0].place == "điểm a khoản 1 Điều 5, Nghị định 100/2019/NĐ-CP"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("khoản 9 điều 5 nói gì?", "không có khoản 9 điều 5. Ở đó có từ khoản 1 đến khoản 2."),
        ("điều 77 nói gì?", "không có điều 77. Văn bản này có từ Điều 4 đến Điều 5."),
        ("khoản 1 điều 4 nói gì?", "không có khoản 1 điều 4. Chỗ ấy không chia nhỏ hơn."),
    ],
)
def test_a_place_that_is_not_there_is_refused_with_what_is(index, question, reason):
    found = look_up(question, index)
    assert found.abstained
    assert reason in found.reason


@pytest.mark.parametrize(
    "question",
    [
        "khoản 2 điều 5 phạt bao nhiêu tiền?",
        "Điều 174 Bộ luật Hình sự quy định tội gì?",
        "khoản 2 điều 5 nghị định 99/2030/NĐ-CP nói gì?",
        "khoản 2 nói gì?",
        "ai ký nghị định này?",
    ],
)
def test_any_other_question_is_searched(index, question):
    assert look_up(question, index) is None


def test_several_texts_with_the_place_are_quoted_side_by_side_or_asked_for():
    other = DECREE.replace("100/2019", "15/2012").replace("400.000", "300.000")
    both = look_up("khoản 2 điều 5 nói gì?", index_of(DECREE, other))
    assert [c.place[-23:] for c in both.citations] == [
        "Nghị định 100/2019/NĐ-CP"[-23:], "Nghị định 15/2012/NĐ-CP",
    ]  # fmt: skip
    one = look_up("khoản 2 điều 5 nghị định 15/2012 nói gì?", index_of(DECREE, other))
    assert "300.000" in one.text
    many = [DECREE.replace("100/2019", f"{n}/2012") for n in range(10, 15)]
    asked = look_up("khoản 2 điều 5 nói gì?", index_of(*many))
    assert asked.abstained
    assert asked.reason.startswith("Có 5 văn bản có khoản 2 điều 5.")
    assert len(asked.nearest) == 3


def test_without_outlines_nothing_is_looked_up():
    assert look_up("điều 5 nói gì?", index_of("Biên bản họp\n\nSửa kho lạnh.\n")) is None


def test_of_a_table_of_contents_and_the_text_the_text_is_taken():
    text = DECREE.replace("Điều 4. Phạm vi\n", "Điều 5. Xử phạt … 3\n\nĐiều 4. Phạm vi\n", 1)
    index = index_of(text)
    assert dataclasses.astuple(look_up("khoản 2 điều 5 nói gì?", index))[1] == SECOND
    assert len(unit_table(index.documents)) == len(index.units)


AMENDMENT = """CHÍNH PHỦ
Số: 123/2021/NĐ-CP
Hà Nội, ngày 28 tháng 12 năm 2021

NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của Nghị định số 100/2019/NĐ-CP

Điều 1. Sửa đổi, bổ sung Nghị định số 100/2019/NĐ-CP như sau:
1. Bổ sung Điều 4a vào sau Điều 4 như sau:
“Điều 4a. Đối tượng
Nghị định này áp dụng với người nước ngoài.”
2. Bãi bỏ khoản 1 Điều 5.
"""


def test_an_article_that_an_amendment_makes_is_quoted_from_it():
    found = look_up("Điều 4a nói gì?", index_of(DECREE, AMENDMENT))
    assert found.text == ("“Điều 4a. Đối tượng Nghị định này áp dụng với người nước ngoài.” [1]")
    assert found.citations[0].place == "khoản 1 Điều 1, Nghị định 123/2021/NĐ-CP"


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Điều 5 gồm mấy khoản?", ["1. Phạt tiền từ 200.000", "2. Phạt tiền từ 400.000"]),
        ("dieu 5 co nhung khoan nao", ["1. Phạt tiền từ 200.000", "2. Phạt tiền từ 400.000"]),
        ("khoản 1 điều 5 có những điểm gì?", ["a) Không chấp hành", "đ) Dừng xe"]),
    ],
)
def test_what_a_place_is_divided_into_is_given_by_first_lines(index, question, lines):
    found = look_up(question, index)
    assert len(found.citations) == len(lines)
    for citation, line in zip(found.citations, lines, strict=True):
        assert citation.quote.startswith(line)


def test_a_place_that_is_not_divided_so_is_searched(index):
    assert look_up("Điều 4 có những điểm nào?", index) is None


RULES = """BỘ GIÁO DỤC VÀ ĐÀO TẠO
TRƯỜNG CAO ĐẲNG SAO BIỂN
QUY CHẾ
ĐÀO TẠO THEO TÍN CHỈ

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
Quy chế này quy định về đào tạo.

Điều 2. Hiệu lực
1. Quy chế có hiệu lực từ năm học 2021.
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "khoản 1 Điều 2 quy chế đào tạo trường cao đẳng Sao Biển nói gì?",
            "1. Quy chế có hiệu lực từ năm học 2021. [1]",
        ),
        (
            "Quy chế đào tạo có bao nhiêu điều?",
            "Điều 1. Phạm vi [1] Điều 2. Hiệu lực [2]",
        ),
        ("quy che dao tao tin chi gom may chuong", "Chương I [1]"),
    ],
)
def test_a_text_is_named_by_any_line_of_its_letterhead(question, answer):
    assert look_up(question, index_of(RULES)).text == answer


@pytest.mark.parametrize(
    "question",
    [
        "Có bao nhiêu điều?",
        "Nội quy thư viện có bao nhiêu điều?",
        "Quy chế đào tạo có mấy khoản?",
        "Quy chế đào tạo học niên chế có bao nhiêu điều?",
    ],
)
def test_articles_of_a_text_that_is_not_named_are_not_counted(question):
    assert look_up(question, index_of(RULES)) is None


LETTERED = """HỢP ĐỒNG MUA BÁN

Điều 1. Hàng hóa
Bên A bán hàng hóa nêu tại các phụ lục.

Phụ lục A
Danh mục máy bơm gồm năm chiếc.

Phụ lục B
Danh mục ống nước gồm một trăm mét ống nhựa, hai trăm mét ống thép và ba mươi cút nối.

Phụ lục C
Giao trong tháng ba.
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Phụ lục A nói gì?", "Phụ lục A Danh mục máy bơm gồm năm chiếc. [1]"),
        ("phu luc c co gi", "Phụ lục C Giao trong tháng ba. [1]"),
    ],
)
def test_appendices_with_letters_are_told_apart(question, answer):
    found = look_up(question, index_of(LETTERED))
    assert found.text == answer
    assert found.citations[0].place == answer[:9]


@pytest.mark.parametrize("named", ["phụ lục d", "phụ lục 1", "phụ lục b1", "phụ lục 2a"])
def test_an_appendix_that_is_not_there_is_not_another_one(named):
    found = look_up(f"{named} nói gì?", index_of(LETTERED))
    assert found.abstained
    assert f"không có {named}. Văn bản này có từ Phụ lục A đến Phụ lục C." in found.reason


@pytest.mark.parametrize("named", ["phụ lục ô tô", "phụ lục xe máy", "phụ lục xyz"])
def test_an_appendix_called_by_a_word_is_searched(named):
    assert look_up(f"{named} nói gì?", index_of(LETTERED)) is None


CONTRACT = """PHỤ LỤC HỢP ĐỒNG SỐ 03
Kèm theo Hợp đồng thuê bến bãi số 18/2021/HĐTB

Điều 1. Diện tích
1. Bến Gò Găng thêm 300 mét vuông sân phơi.

Điều 2. Tiền thuê
1. Tiền thuê trả theo quý.
2. Chậm quá 20 ngày thì bị cắt điện.
"""


@pytest.mark.parametrize(
    "question",
    [
        "Khoản 2 Điều 2 Phụ lục hợp đồng số 03 thuê bến bãi Gò Găng nói gì?",
        "Khoản 2 Điều 2 Phụ lục 3 hợp đồng thuê bến bãi quy định gì?",
        "khoản 2 điều 2 phụ lục hợp đồng số 3 nói gì",
    ],
)
def test_an_appendix_to_a_contract_is_named_by_its_number_and_what_it_lets(question):
    found = look_up(question, index_of(DECREE, CONTRACT))
    assert found is not None
    assert found.text == "2. Chậm quá 20 ngày thì bị cắt điện. [1]"


def test_a_contract_that_tells_of_no_such_place_is_not_meant():
    question = "Khoản 2 Điều 2 Phụ lục hợp đồng số 03 thuê bến bãi Cồn Tàu nói gì?"
    assert look_up(question, index_of(DECREE, CONTRACT)) is None
