"""A question typed without diacritics is read by the words and the names that passages have."""

from __future__ import annotations

import pytest

NOTICE = """CÔNG TY CỔ PHẦN MAY SÔNG ĐÀO

THÔNG BÁO NGHỈ LỄ

Công ty Cổ phần May Sông Đào nghỉ lễ từ thứ bảy ngày 30/8/2025 đến hết thứ ba ngày 2/9/2025.

Công nhân đi làm trở lại vào thứ tư ngày 3/9/2025.

Tổ bảo vệ do ông Mai Văn Chước phụ trách. Công ty thưởng mỗi công nhân 700.000 đồng dịp lễ.
"""
MARKET = """NỘI QUY CHỢ ĐẦU MỐI CẦU SẬY

Chợ Cầu Sậy mở cửa từ 2 giờ sáng đến 10 giờ sáng. Chợ có 214 sạp, mỗi hộ thuê không quá 2 sạp.

Phí gửi xe máy ở chợ là 3.000 đồng một lượt. Bị cân thiếu thì báo anh Tạ Quang Vỹ.
"""
LIFE = """TIỂU SỬ NGHỆ NHÂN LÝ SÍN DẨN

Nghệ nhân Lý Sín Dẩn sinh năm 1949 tại bản Nậm Sài. Bà học thêu với bà ngoại là Chảo Mùi Pết.

Năm 1998, bà mở lớp thêu đầu tiên ở bản Tả Phìn, với 14 học viên.
"""
HOSTEL = """QUY CHẾ KÝ TÚC XÁ TRƯỜNG CAO ĐẲNG NGHỀ PHÚ THẠNH

Điều 1. Tiền phòng là 280.000 đồng một người một tháng.

Điều 2. Cổng ký túc xá đóng lúc 22 giờ 30, mở lúc 5 giờ.
"""
MINUTES = """BIÊN BẢN HỌP THÔN ĐỒNG KỲ

Tại nhà văn hóa thôn Đồng Kỳ, thôn tổ chức họp toàn dân. Chủ trì: ông Đặng Xuân Nậm, trưởng thôn.

Bà Chu Thị Hợi đề nghị miễn đóng góp cho hộ nghèo.

Xe Ford Ranger thuê của Công ty TNHH Vận tải Hoa Lau chở đá về làm đường.
"""


@pytest.fixture
def papers(assistant_over):
    return assistant_over(
        nghi_le=NOTICE, cho=MARKET, tieu_su=LIFE, ky_tuc_xa=HOSTEL, bien_ban=MINUTES
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("cho co bao nhieu sap", "chợ có bao nhiêu sạp", id="unsure, and met"),
        pytest.param("thuong le bao nhieu tien", "thưởng lễ bao nhiêu tiền", id="met twice"),
        pytest.param(
            "phi gui xe o cho bao nhieu mot luot", "phí gửi xe ở chợ bao nhiêu một lượt", id="place"
        ),
        pytest.param(
            "nghi le quoc khanh tu ngay nao", "nghỉ lễ quốc khánh từ ngày nào", id="sure is kept"
        ),
    ],
)
def test_single_words_are_spelled_as_every_passage_spells_them(papers, typed, read):
    assert papers.ask(typed).understood_as == read


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("ai chu tri cuoc hop thon dong ky", "thôn Đồng Kỳ", id="heading and line"),
        pytest.param("tien phong ky tuc xa phu thanh", "Phú Thạnh", id="heading alone"),
        pytest.param("cong ty hoa lau cho thue xe gi", "Hoa Lau", id="no marks of its own"),
        pytest.param("ba dan sinh nam nao", "bà Dẩn", id="called by one word"),
        pytest.param("can thieu thi bao anh vy hay ai", "anh Vỹ", id="no Vietnamese spelling"),
        pytest.param("xe ford ranger cho gi", "Ford Ranger", id="foreign"),
    ],
)
def test_names_of_passages_get_their_capitals(papers, typed, name):
    assert name in papers.ask(typed).understood_as


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("ai chu tri cuoc hop thon dong tam", "Đồng Tâm", id="hamlet"),
        pytest.param("ba chu thi loi de nghi gi", "Chu Thị", id="woman"),
        pytest.param("ong mai van tuyen phu trach viec gi", "Mai Văn", id="man"),
        pytest.param("ba ly sin may sinh nam nao", "Lý Sín", id="given name that asks"),
        pytest.param("cho cau may mo cua luc may gio", "Chợ Cầu", id="market"),
        pytest.param("cong ty may song hong nghi le tu ngay nao", "May Sông Hồng", id="company"),
        pytest.param("ky tuc xa phu thinh mo cua luc may gio", "Phú Thịnh", id="heading"),
        pytest.param("ba dan mo lop theu o ha giang nam nao", "Hà Giang", id="province"),
        pytest.param("ong le van tam chu tri viec gi", "Lê Văn", id="nobody like him"),
    ],
)
def test_a_name_that_goes_on_otherwise_is_another_and_not_answered_for(papers, typed, name):
    answer = papers.ask(typed)
    assert answer.abstained, answer.text
    assert name in answer.understood_as
    assert name in answer.reason


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("moi ca truc co may nguoi", "có mấy người", id="kind is a noun"),
        pytest.param("thon dong gop cho ho ngheo nao", "đóng góp", id="words of a document"),
        pytest.param("cong ty may tu bao gio", "từ bao giờ", id="what asks is no name"),
    ],
)
def test_words_that_only_begin_like_a_name_are_none(papers, typed, read):
    assert read in papers.ask(typed).understood_as


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("da nop tien thue chua", "đã nộp tiền thuê chưa", id="chưa"),
        pytest.param("moi thang thue sap bao nhieu", "mỗi tháng thuê sạp bao nhiêu", id="mỗi"),
        pytest.param("cuoc hop giao nhung viec gi", "cuộc họp giao những việc gì", id="những"),
        pytest.param("bao gio di lam lai", "bao giờ đi làm lại", id="giờ"),
    ],
)
def test_words_that_ask_are_read_as_such(papers, typed, read):
    assert papers.ask(typed).understood_as == read


def test_what_may_ask_asks_where_nothing_else_does(papers):
    answer = papers.ask("nha toi can ngheo, co chau di hoc, xa giup bang may phan so voi nha ngheo")
    assert "bằng mấy phần" in answer.understood_as
