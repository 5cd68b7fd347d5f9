"""What people ask in words of their own, of documents that have official ones."""

import pytest

from qa.asking import AnswerType
from qa.kinds import has_type
from qa.measures import dimension_asked

HOUSE = """\
Nội quy khu nhà ở Sao Mai

1. Khách trọ là người ở lại quá 3 đêm liền mà không có tên trong sổ cư dân.

2. Vỏ chai thuốc trừ sâu phải bỏ vào bể xi măng ngoài ruộng, không bỏ chung với rác nhà.

3. Đồ gỗ, nệm cũ phải đem xuống sân sau vào sáng thứ Bảy; không để ở hành lang.

4. Hỗ trợ gửi trẻ 200.000 đồng một tháng cho mỗi con dưới 6 tuổi.
"""
TENDER = """\
Thông báo mời thầu cầu Suối Cạn

1. Tên gói thầu: Gói thầu số 04 "Thi công cầu Suối Cạn".

2. Đóng thầu: 9 giờ 00 ngày 28/10/2025.

3. Khảo sát hiện trường: 9 giờ ngày 14/10/2025.
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Nội quy khu nhà Sao Mai coi ai là khách trọ?", "3 đêm liền"),
        ("Xịt sâu xong, nhà em ở Sao Mai phải bỏ mấy cái chai rỗng ở đâu?", "bể xi măng"),
        ("Nệm cũ ở khu Sao Mai phải đem xuống hôm nào?", "thứ Bảy"),
        ("Sao Mai hỗ trợ bao nhiêu tiền nhà trẻ một tháng?", "200.000 đồng"),
    ],
)
def test_plain_questions_are_answered_by_house_rules(assistant_over, question, told):
    assert told in assistant_over(noi_quy=HOUSE).ask(question).text


def test_closing_is_no_comrade(assistant_over):
    answer = assistant_over(thau=TENDER).ask("Gói thầu số 04 cầu Suối Cạn đóng thầu lúc nào?")
    assert "28/10/2025" in answer.text


def test_the_lines_of_a_form_are_no_list_of_what_is_asked_for(assistant_over):
    text = (
        "Thông báo mời thầu\n\n1. Tên dự án: Xây cầu Suối Cạn.\n2. Bên mời thầu: Ban Quản lý.\n"
        "3. Nguồn vốn: ngân sách tỉnh.\n4. Loại hợp đồng: đơn giá cố định.\n"
        "5. Thiết bị phải có: 01 cần cẩu, 02 máy đào.\n"
    )
    answer = assistant_over(thau=text).ask("Nhà thầu làm cầu Suối Cạn phải có những thiết bị nào?")
    assert "máy đào" in answer.text
    assert "Nguồn vốn" not in answer.text


@pytest.mark.parametrize(
    "question",
    ["Ban chỉ đạo hè gồm những ai?", "Ban chỉ đạo hè gồm những thành viên nào?"],
)
def test_members_listed_by_their_office_are_a_list(assistant_over, question):
    text = (
        "Thông báo hoạt động hè\n\nThành phần Ban chỉ đạo hè\n\n1. Trưởng ban: ông Lê Văn An.\n"
        "2. Phó trưởng ban: bà Trần Thị Bích.\n3. Thư ký: anh Phạm Văn Cư.\n"
    )
    answer = assistant_over(he=text).ask(question)
    assert all(one in answer.text for one in ("Lê Văn An", "Trần Thị Bích", "Phạm Văn Cư"))


@pytest.mark.parametrize(
    ("text", "tells_where"),
    [
        ("Vỏ chai phải bỏ vào bể xi măng.", True),
        ("Đồ gỗ phải đem xuống sân sau.", True),
        ("Rác để ngoài cổng.", True),
        ("Hợp đồng ký giữa nhà trường và phụ huynh.", False),
        ("Công trình được đưa vào sử dụng.", False),
        ("Hai bên ngồi trên bàn đàm phán.", False),
        ("Việc trong phòng chống tham nhũng còn chậm.", False),
    ],
)
def test_where_is_told_by_a_spot(understood, text, tells_where):
    question = understood("Phải bỏ ở đâu?")
    assert has_type(AnswerType.PLACE, text, question) is tells_where


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("Nước mắm được mấy độ đạm?", ""),
        ("Phòng lạnh bao nhiêu độ?", "temperature"),
        ("Bón bao nhiêu kg đạm?", "mass"),
        ("Được mang bao nhiêu lít rượu?", "volume"),
    ],
)
def test_strength_is_no_temperature(question, dimension):
    assert dimension_asked(question) == dimension


def test_days_of_a_week_are_no_day_of_issue(understood):
    question = understood("Quyết định này ban hành ngày nào?")
    assert not has_type(AnswerType.DATE, "Phòng tiếp dân vào thứ Hai, thứ Tư.", question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Giải nhì ghe nữ ở hội đua Vàm Thơ là bao nhiêu tiền?", "45 triệu đồng"),
        ("Rút hồ sơ trước khai giảng ở Vàm Thơ thì lấy lại được mấy phần tiền?", "90%"),
    ],
)
def test_ranks_in_a_series_and_shares_are_told(assistant_over, question, told):
    text = (
        "Hội đua ghe Vàm Thơ\n\nGhe nam: nhất 120 triệu đồng, nhì 80 triệu đồng.\n\n"
        "Ghe nữ: nhất 70 triệu đồng, nhì 45 triệu đồng, ba 30 triệu đồng.\n\n"
        "Rút hồ sơ trước khai giảng được trả lại 90% học phí; sau khai giảng không trả lại.\n"
    )
    assert told in assistant_over(hoi=text).ask(question).text


def test_years_of_carrying_out_are_years(assistant_over):
    text = "Sáng 17/11, Thành ủy họp hội nghị sơ kết 5 năm thực hiện Chỉ thị về nhà ở."
    answer = assistant_over(tin=text).ask("Hội nghị Thành ủy sơ kết mấy năm thực hiện Chỉ thị?")
    assert answer.text.startswith("**5 năm** — ")


SCHOOL = """\
TRƯỜNG TRUNG CẤP Y DƯỢC TÂN LÂM – LẠNG SƠN
THÔNG BÁO TUYỂN SINH NĂM 2025

I. NGÀNH VÀ CHỈ TIÊU
1. Y sỹ đa khoa: 120 chỉ tiêu, học 24 tháng.
2. Điều dưỡng: 90 chỉ tiêu, học 24 tháng.

V. HỌC PHÍ
Y sỹ đa khoa 1.450.000 đồng/tháng; Điều dưỡng 1.200.000 đồng/tháng; Dược 1.300.000 đồng/tháng. Nộp \
theo học kỳ 5 tháng.

VI. KÝ TÚC XÁ
Có 260 chỗ, phòng 6 người 180.000 đồng/tháng, phòng 4 người 280.000 đồng/tháng.
"""
LIBRARY = """\
Thư viện Cộng đồng Hải Vân, thành phố Đà Nẵng

Trả trễ hạn thì phạt 1.000 đồng một ngày cho mỗi cuốn.

Tải ứng dụng "Hải Vân Đọc", đăng nhập bằng số thẻ.
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Học phí ngành Dược của Trường Trung cấp Y Dược Tân Lâm là bao nhiêu một tháng?",
            "1.300.000 đồng",
        ),
        ("Học Điều dưỡng ở Trường Tân Lâm mỗi tháng đóng bao nhiêu?", "1.200.000 đồng"),
        ("Ở trọ trong Trường Tân Lâm phòng 4 người giá bao nhiêu?", "280.000 đồng"),
        ("Ký túc xá Trường Tân Lâm có bao nhiêu chỗ?", "260 chỗ"),
    ],
)
def test_what_a_heading_in_capitals_says_is_known_of_the_lines_below_it(
    assistant_over, question, told
):
    assert told in assistant_over(tuyen_sinh=SCHOOL).ask(question).text


def test_a_toneless_name_does_not_go_on_because_another_thing_is_named_after_it(assistant_over):
    asked = "thu vien hai van phat bao nhieu tien mot ngay cho moi cuon sach tra tre"
    answer = assistant_over(thu_vien=LIBRARY).ask(asked)
    assert "Hải Vân phạt" in answer.understood_as
    assert "1.000 đồng" in answer.text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Công nhân kẹt tiền, muốn lấy trước một phần thì nhiều nhất được bao nhiêu?",
            "Lương trả vào ngày 8, tạm ứng tối đa 40% lương cơ bản.",
        ),
        ("Trả tiền trễ thì bị tính thêm bao nhiêu?", "Chậm thanh toán thì chịu lãi 0,04%/ngày."),
    ],
)
def test_how_much_may_be_told_by_a_share_where_money_is_spoken_of_before(
    understood, question, text
):
    assert has_type(AnswerType.NUMBER, text, understood(question))


@pytest.mark.parametrize("typed", ["Máy mới tiền bao nhiêu?", "Giá máy mới thì bao nhiêu?"])
def test_a_price_is_told_by_no_share(understood, typed):
    question = understood(typed)
    assert not has_type(AnswerType.NUMBER, "Máy cũ bằng 70% máy mới.", question)
