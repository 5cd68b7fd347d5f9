"""What is told of the opposite, another number, rate or time is no answer, and never leads one."""

import pytest

from qa.former import tells_only_what_was
from qa.highlight import answering_words
from qa.numbering import tells_of_another_number
from qa.opposites import tells_only_the_opposite
from qa.rates import is_by_another_unit, rate_asked


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Phí giao hàng nội thành là bao nhiêu?", "Phí giao hàng ngoại thành là 35.000 đồng."),
        ("Lợi nhuận trước thuế là bao nhiêu?", "Lợi nhuận sau thuế là 4,5 tỷ đồng."),
        ("Bao nhiêu cổ đông có mặt?", "Họp đại hội: vắng mặt 12 cổ đông."),
        ("Bao nhiêu người vắng?", "Có 38 người dự họp."),
        ("Trong tháng nhập bao nhiêu tấn thép?", "Trong tháng xuất kho 40 tấn thép."),
        ("Xuất khẩu bao nhiêu tấn gạo?", "Nhập khẩu 300 tấn gạo."),
        ("Công ty lãi bao nhiêu?", "Công ty lỗ 3 tỷ đồng."),
        ("Giá điện tăng bao nhiêu?", "Giá điện giảm 5%."),
        ("Quỹ lớp thu bao nhiêu?", "Quỹ lớp đã chi 3 triệu đồng."),
        ("Ngày chẵn đỗ xe bên nào?", "Ngày lẻ đỗ xe bên số nhà lẻ."),
        ("Ngoài giờ gọi số nào?", "Trong giờ hành chính gọi 0243 888 777."),
        ("Chủ nhật mở cửa mấy giờ?", "Ngày thường mở cửa từ 8 giờ."),
        ("Ngày thường vé bao nhiêu tiền?", "Cuối tuần vé 80.000 đồng."),
        ("Vé khứ hồi bao nhiêu tiền?", "Vé một chiều 250.000 đồng."),
    ],
)
def test_the_opposite_tells_nothing(understood, question, said):
    assert tells_only_the_opposite(understood(question), said)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Phí nội thành là bao nhiêu?", "Nội thành 20.000 đồng, ngoại thành 35.000 đồng."),
        ("Ngày thường vé bao nhiêu tiền?", "Vé 50.000 đồng, cuối tuần 60.000 đồng."),
        ("Chủ nhật mở cửa mấy giờ?", "Mở cửa từ 8 giờ hằng ngày."),
        ("Ngày thường mở cửa mấy giờ?", "Từ thứ hai đến chủ nhật mở cửa lúc 8 giờ."),
        ("Công ty thu bao nhiêu tiền phạt?", "Chi nhánh Hà Nội thu 3 triệu đồng tiền phạt."),
        ("Thu nhập bình quân là bao nhiêu?", "Chi phí và thu nhập bình quân là 9 triệu đồng."),
        ("Xưởng sản xuất bao nhiêu áo?", "Xưởng nhập kho 1.200 áo."),
    ],
)
def test_what_is_told_of_both_or_of_all_stays(understood, question, said):
    assert not tells_only_the_opposite(understood(question), said)


def test_a_heading_vouches_for_its_side(understood):
    asked = understood("Phí giao hàng nội thành là bao nhiêu?")
    said = "Đơn dưới 2 kg 20.000 đồng, chuyển ra ngoại thành thêm 15.000 đồng."
    assert not tells_only_the_opposite(asked, said, "Nội thành")


YEARS = "Giá thuê: năm thứ nhất 18 triệu đồng, năm thứ hai 19 triệu đồng, năm thứ ba 20,5 triệu."


@pytest.mark.parametrize(
    ("question", "said", "is_another"),
    [
        ("Năm thứ tư giá thuê bao nhiêu?", YEARS, True),
        ("Năm thứ 3 giá thuê bao nhiêu?", YEARS, False),
        ("Năm đầu giá thuê bao nhiêu?", YEARS, False),
        ("Năm thứ tư giá thuê bao nhiêu?", "Từ năm thứ hai trở đi giá 19 triệu đồng.", False),
        ("Năm thứ tư giá bao nhiêu?", "Năm thứ hai đến năm thứ năm giá 19 triệu đồng.", False),
        ("Lần đầu bị phạt bao nhiêu?", "Vi phạm lần thứ hai phạt 500.000 đồng.", True),
        ("Lần đầu bị phạt bao nhiêu?", "Lần hai phạt 500.000 đồng.", True),
        ("Lần 2 bị phạt bao nhiêu?", "Vi phạm lần thứ hai phạt 500.000 đồng.", False),
        ("Lần 3 bị phạt bao nhiêu?", "Phạt 500.000 đồng từ lần thứ hai trở lên.", False),
        ("Lần đầu bị phạt bao nhiêu?", "Mỗi lần 2 tổ bị phạt 500.000 đồng.", False),
        ("Dây chuyền số 7 đạt bao nhiêu áo?", "Dây chuyền số 5 đạt 1.240 áo.", True),
        ("Dây chuyền số 7 đạt bao nhiêu áo?", "Dây chuyền 5 đạt 1.240 áo.", True),
        ("Dây chuyền 5 đạt bao nhiêu áo?", "Dây chuyền số 5 đạt 1.240 áo.", False),
        ("Máy dệt số 12 hỏng gì?", "Máy dệt số 3 gãy trục.", True),
        ("Tổ 1 có bao nhiêu người?", "Tổ sản xuất số 1 có 28 người.", False),
        ("Tổ 2 có bao nhiêu người?", "Tổ sản xuất số 1 có 28 người.", True),
        ("Quyết định số 12 có hiệu lực khi nào?", "Quyết định số 15 có hiệu lực ngày mai.", False),
        ("Trong 7 ngày có bao nhiêu người?", "Trong 5 ngày có 12 người.", False),
        ("Tháng 7 có bao nhiêu khách?", "Tháng 5 có 12 khách.", False),
        ("Sàn tầng 4 đổ xong ngày nào?", "Sàn tầng 5 đổ bê tông xong ngày 3/8.", True),
        ("Sàn tầng 5 đổ xong ngày nào?", "Sàn tầng 5 đổ bê tông xong ngày 3/8.", False),
        ("Tầng 4 rộng bao nhiêu?", "Nhà có 5 tầng 3 phòng, rộng 120 m2.", False),
        ("Phòng 204 ai giữ chìa khóa?", "Phòng 205 anh Tư giữ chìa khóa.", True),
        ("Phòng 204 ai giữ chìa khóa?", "Mỗi phòng 5 người giữ một chìa khóa.", False),
    ],
)
def test_another_one_of_what_is_numbered_tells_nothing(understood, question, said, is_another):
    assert tells_of_another_number(understood(question), said) is is_another


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Gửi xe máy bao nhiêu một lượt?", "lượt"),
        ("Sân bóng bao nhiêu tiền một giờ?", "giờ"),
        ("Phòng đôi bao nhiêu/đêm?", "đêm"),
        ("Photo giá bao nhiêu một trang?", "trang"),
        ("Một tháng bao nhiêu tiền gửi xe?", "tháng"),
        ("Gửi xe máy bao nhiêu tiền?", ""),
        ("Mỗi ngày xe chạy bao nhiêu km?", ""),
        ("Một năm có bao nhiêu ngày nghỉ?", ""),
    ],
)
def test_a_price_is_asked_by_a_unit(question, unit):
    assert rate_asked(question) == unit


@pytest.mark.parametrize(
    ("question", "said", "is_another"),
    [
        ("Gửi xe máy bao nhiêu một lượt?", "Gửi xe máy 90.000 đồng/chiếc/tháng.", True),
        ("Gửi xe máy bao nhiêu một lượt?", "Gửi xe máy 90.000 đồng/chiếc.", False),
        ("Gửi xe máy bao nhiêu một lượt?", "Xe máy 5.000 đồng/lượt, 90.000 đồng/tháng.", False),
        ("Thuê phòng bao nhiêu một đêm?", "Thuê phòng 80.000 đồng/giờ.", True),
        ("Thuê phòng bao nhiêu một đêm?", "Thuê phòng 400.000 đồng một người một đêm.", False),
        ("Photo bao nhiêu một trang?", "Photo 15.000 đồng một cuốn.", True),
        ("Thuê xe bao nhiêu một ngày?", "Thuê xe 9.000 đồng/km.", False),
        ("Vé bao nhiêu một khách?", "Vé 50.000 đồng/người.", False),
        (
            "Thuê sân bao nhiêu một giờ?",
            "Thuê sân mỗi giờ 200.000 đồng, 3 triệu đồng/tháng.",
            False,
        ),
    ],
)
def test_a_price_by_another_unit_tells_nothing(question, said, is_another):
    assert is_by_another_unit(question, said) is is_another


THEN = "Trước đây làng từng có 200 hộ dệt chiếu."
NOW = "Hiện làng còn 15 hộ dệt chiếu."


@pytest.mark.parametrize(
    ("question", "said", "evidence", "is_former"),
    [
        ("Làng giờ còn bao nhiêu hộ dệt chiếu?", THEN, f"{THEN} {NOW}", True),
        ("Hiện nay làng có bao nhiêu hộ dệt chiếu?", THEN, f"{THEN} {NOW}", True),
        ("Hiện nay làng có bao nhiêu hộ dệt chiếu?", NOW, f"{THEN} {NOW}", False),
        ("Hiện nay làng có bao nhiêu hộ dệt chiếu?", THEN, THEN, False),
        ("Trước đây làng có bao nhiêu hộ dệt chiếu?", THEN, f"{THEN} {NOW}", False),
        ("Làng có bao nhiêu hộ dệt chiếu?", THEN, f"{THEN} {NOW}", False),
    ],
)
def test_what_was_tells_nothing_of_now(understood, question, said, evidence, is_former):
    assert tells_only_what_was(understood(question), said, evidence) is is_former


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (YEARS, "Năm thứ 2 giá thuê là bao nhiêu?", "19 triệu"),
        (YEARS, "Năm đầu giá thuê là bao nhiêu?", "18 triệu"),
        (
            "Doanh thu quý I đạt 1,2 tỷ đồng, quý II đạt 1,5 tỷ đồng.",
            "Doanh thu quý 2 là bao nhiêu?",
            "1,5 tỷ",
        ),
        (
            "Xe máy 90.000 đồng/tháng, 5.000 đồng/lượt.",
            "Gửi xe máy bao nhiêu một lượt?",
            "5.000 đồng",
        ),
        (
            "Thẻ năm được bảo lưu 60 ngày, thẻ quý tối đa 15 ngày.",
            "Thẻ quý được bảo lưu bao nhiêu ngày?",
            "15 ngày",
        ),
        (
            "Thẻ năm được bảo lưu 60 ngày, thẻ quý tối đa 15 ngày.",
            "Thẻ năm được bảo lưu bao nhiêu ngày?",
            "60 ngày",
        ),
        (
            "Làng từng có 200 hộ dệt chiếu, nay chỉ còn 15 hộ.",
            "Làng hiện nay có bao nhiêu hộ dệt chiếu?",
            "15 hộ",
        ),
        (
            "Làng từng có 200 hộ dệt chiếu, nay chỉ còn 15 hộ.",
            "Trước đây làng có bao nhiêu hộ dệt chiếu?",
            "200 hộ dệt chiếu",
        ),
        (
            "Công suất hút ẩm (30 độ C, độ ẩm 80%): 12 lít/ngày.",
            "Công suất hút ẩm là bao nhiêu?",
            "12 lít",
        ),
    ],
)
def test_of_two_amounts_the_one_asked_for_answers(understood, sentence, question, words):
    found = sentence[slice(*answering_words(understood(question), sentence))]
    assert found.startswith(words), f"got: {found}"
