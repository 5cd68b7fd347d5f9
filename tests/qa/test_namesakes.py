"""What is told of one person or office is no answer about another of a like name or title."""

import pytest

from qa.names import names

SHIFT = (
    "Bà Nguyễn Linh Chi là trưởng ca, sinh năm 1988, quê ở Nam Định. "
    "Bà Nguyễn Linh Hương là thủ kho, quê ở Hà Nam."
)
BOARD = "Ông Nguyễn Đức Thành là trưởng ban, sinh năm 1961, quê ở Thái Bình."
DEPUTY = "Ông Lê Quang Trung giữ chức phó ban từ ngày 4/5/2019."
CREW = (
    "Ông Nguyễn Văn Nam, sinh năm 1960, là tổ trưởng. "
    "Ông Trần Văn Nam, 45 tuổi, là thủ kho của hợp tác xã."
)
MARKET = (
    "Ông Trần Văn Nam bán cá. Ông Nguyễn Văn Nam bán thịt, thuê ki-ốt giá 3 triệu đồng một tháng, "
    "bắt đầu thuê ngày 1/2/2020."
)
STREET = (
    "Bà Thơm nghỉ hưu năm 2015. Bà Lụa mở quán phở năm 2018. Chị Thảo bị phạt 2 triệu đồng vì vượt "
    "đèn đỏ. Anh Long mua xe máy giá 35 triệu đồng."
)
FAMILY = "Bà Thơm nghỉ hưu năm 2015. Chị Thảo, con gái của bà, mở quán phở năm 2018."
COMMUNE = (
    "Chủ tịch UBND xã là bà Quàng Thị Ỏm. Phó Chủ tịch HĐND xã là ông Cà Văn Hặc. "
    "Bí thư Đảng ủy xã là ông Lò Văn Pó."
)
COURT = "Chánh án Tòa án huyện là bà Đinh Thị Sen."
HEADED = """ỦY BAN NHÂN DÂN XÃ ĐÔNG HÀ

Ông Lê Văn Tám là Chủ tịch UBND, bà Trần Thị Hoa là Phó Chủ tịch UBND.
"""
PARTY = """ĐẢNG ỦY HUYỆN HÒA AN

Bí thư: ông Lê Văn Tám. Phó Bí thư Thường trực: bà Trần Thị Hoa.
"""
MEETING = "Hội nghị có ông Lê Văn Tám, Chủ tịch UBND tỉnh và bà Hà Thị Lý, Chủ tịch UBND huyện."
LEAVE = (
    "Dịp Tết Nguyên đán, toàn bộ nhân viên được nghỉ 7 ngày. Nhân viên trực được hưởng 300% lương. "
    "Dịp Tết, mỗi người được thưởng 5 triệu đồng."
)
WARD = (
    "Chủ tịch Ủy ban nhân dân phường là ông Hoàng Đức Thắng, nhận nhiệm vụ năm 2021. "
    "Người tiền nhiệm của ông là bà Đặng Thu Hà, nghỉ hưu năm 2021."
)
HAMLET = "Sau ông Thắng, ông Lê Văn Tám làm trưởng thôn."
FATHER = "Anh Hùng có con trai là Lê Văn An, học lớp 5."


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Ông Phạm Minh Chính sinh năm nào?", ["Phạm Minh Chính"]),
        ("Bà Nguyễn Linh Chi quê ở đâu?", ["Nguyễn Linh Chi"]),
        ("Bà Lò Lệ Thu làm gì?", ["Lò Lệ Thu"]),
        ("Nguyễn Anh Học sinh năm nào?", ["Nguyễn Anh Học"]),
        ("Hồ Chí Minh Chủ tịch nước là ai?", ["Hồ Chí Minh"]),
        ("Nguyễn Tất Thành Trung ương cử đi đâu?", ["Nguyễn Tất Thành"]),
        ("Hà Nội Bí thư là ai?", ["Hà Nội"]),
    ],
)
def test_a_given_name_that_looks_like_a_title_stays(question, found):
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Nghỉ Tết mấy ngày?", []),
        ("Lương Tết là bao nhiêu?", []),
        ("Cách Hà Nội bao xa?", ["Hà Nội"]),
        ("Nghỉ Giỗ Tổ Hùng Vương mấy ngày?", ["Giỗ Tổ Hùng Vương"]),
        ("Bến Ngự ở đâu?", ["Bến Ngự"]),
    ],
)
def test_the_capital_of_the_beginning_makes_no_name(question, found):
    assert names(question) == found


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param(SHIFT, "Bà Nguyễn Linh Đan quê ở đâu?", id="another-given-name"),
        pytest.param(DEPUTY, "Ông Lê Quang Quốc giữ chức phó ban từ ngày nào?", id="title-like"),
        pytest.param(CREW, "Ông Trần Văn Nam sinh năm nào?", id="same-middle-name"),
        pytest.param(CREW, "Ông Nguyễn Văn Nam bao nhiêu tuổi?", id="same-middle-name-behind"),
        pytest.param(MARKET, "Ông Trần Văn Nam thuê ki-ốt giá bao nhiêu?", id="same-paragraph"),
        pytest.param(STREET, "Bà Thơm mở quán phở năm nào?", id="one-word"),
        pytest.param(STREET, "Bà Thắm mở quán phở năm nào?", id="one-word-nowhere"),
        pytest.param(STREET, "Chị Thảo mua xe máy giá bao nhiêu?", id="one-word-number"),
        pytest.param(STREET, "Vì sao anh Long bị phạt?", id="one-word-reason"),
        pytest.param(WARD, "Ai là Chủ tịch phường trước ông Thắng?", id="predecessor"),
    ],
)
def test_the_sentence_of_another_person_is_no_answer(assistant_over, text, question):
    assert assistant_over(doc=text).ask(question).abstained


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (SHIFT, "Bà Nguyễn Linh Chi quê ở đâu?", "Nam Định"),
        (BOARD, "Ông Nguyễn Đức Thành sinh năm nào?", "1961"),
        (DEPUTY, "Ông Lê Quang Trung giữ chức phó ban từ ngày nào?", "4/5/2019"),
        (CREW, "Ông Nguyễn Văn Nam sinh năm nào?", "1960"),
        (CREW, "Ông Trần Văn Nam bao nhiêu tuổi?", "45"),
        (MARKET, "Ông Nguyễn Văn Nam thuê ki-ốt giá bao nhiêu?", "3 triệu"),
        (STREET, "Bà Lụa mở quán phở năm nào?", "2018"),
        (STREET, "Vì sao chị Thảo bị phạt?", "đèn đỏ"),
        (FAMILY, "Bà Thơm có con gái mở quán phở năm nào?", "2018"),
        (LEAVE, "Nghỉ Tết mấy ngày?", "7 ngày"),
        (LEAVE, "Thưởng Tết bao nhiêu tiền?", "5 triệu"),
        (WARD, "Chủ tịch phường là ai?", "Hoàng Đức Thắng"),
        (HAMLET, "Ai làm trưởng thôn sau ông Thắng?", "Lê Văn Tám"),
    ],
)
def test_the_sentence_of_the_person_is(assistant_over, text, question, said):
    assert said in assistant_over(doc=text).ask(question).text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (COMMUNE, "Chủ tịch UBND huyện là ai?"),
        (COMMUNE, "Chủ tịch HĐND xã là ai?"),
        (COMMUNE, "Phó Chủ tịch UBND xã là ai?"),
        (COMMUNE, "Bí thư Huyện ủy là ai?"),
        (COURT, "Chánh án Tòa án tỉnh là ai?"),
    ],
)
def test_an_office_of_another_body_or_level_is_another(assistant_over, text, question):
    assert assistant_over(doc=text).ask(question).abstained


@pytest.mark.parametrize(
    ("text", "question", "holder"),
    [
        (COMMUNE, "Chủ tịch UBND xã là ai?", "Quàng Thị Ỏm"),
        (COMMUNE, "Chủ tịch Ủy ban nhân dân xã là ai?", "Quàng Thị Ỏm"),
        (COMMUNE, "Chủ tịch xã là ai?", "Quàng Thị Ỏm"),
        (COMMUNE, "Phó Chủ tịch HĐND xã là ai?", "Cà Văn Hặc"),
        (COMMUNE, "Bí thư Đảng ủy là ai?", "Lò Văn Pó"),
        (COURT, "Chánh án Tòa án nhân dân huyện là ai?", "Đinh Thị Sen"),
        (HEADED, "Chủ tịch UBND xã Đông Hà là ai?", "Lê Văn Tám"),
        (PARTY, "Bí thư Huyện ủy Hòa An là ai?", "Lê Văn Tám"),
        (MEETING, "Chủ tịch UBND huyện là ai?", "Hà Thị Lý"),
    ],
)
def test_an_office_whose_body_or_level_is_left_out_may_be_the_one(
    assistant_over, text, question, holder
):
    assert holder in assistant_over(doc=text).ask(question).text


def test_a_child_called_so_is_nobodys_grandchild(assistant_over):
    assert "cháu của" not in assistant_over(doc=FATHER).ask("Cháu Lê Văn An là con của ai?").reason


def test_a_school_is_found_by_its_name_whatever_level_stands_between(assistant_over):
    told = assistant_over(
        ket_luan="KẾT LUẬN THANH TRA\n\nTrường Trung học cơ sở Bùi Thị Xuân chi sai nguồn 94 triệu "
        "đồng cho việc tiếp khách.\n\nNhà trường có 18 lớp với 702 học sinh."
    )
    assert "94 triệu" in told.ask("Trường Bùi Thị Xuân chi sai nguồn bao nhiêu?").text
    other = told.ask("Trường Bùi Thị Nhạn chi sai nguồn bao nhiêu?")
    assert other.abstained, other.text
    assert "không nhắc đến Bùi Thị Nhạn" in other.reason
