"""A class, a vehicle, a route or a term that a question names is the one that is told of."""

import pytest

from index.build import build
from qa.assistant import Assistant

SAVINGS = """Tiết kiệm Sông Xanh

Lãi suất tiết kiệm theo kỳ hạn: 3 tháng 3,6%/năm; 12 tháng 5,4%/năm; 24 tháng 5,7%/năm.

Rút trước hạn hưởng lãi suất 0,2%/năm. Vay tiêu dùng có thời hạn 6 đến 36 tháng.
"""
BOAT = """Biên bản tạm giữ

Ghe gỗ gắn máy LT-30418 có trọng tải 60 tấn, hết hạn đăng kiểm từ ngày 30/11/2023.
"""
CLASS = """Họp phụ huynh lớp 4B7

Lịch kiểm tra cuối học kỳ I của lớp: từ ngày 23/12/2024 đến ngày 27/12/2024.
"""
MACHINE = """Máy cắt ống

Mỗi xe chở được 40 mét ống do máy cắt.
"""
RATES = """Các mức của xã Hòa Trung

Vật nuôi chết do dịch bệnh được hỗ trợ: lợn 42.000 đồng/kg hơi; trâu, bò 48.500 đồng/kg hơi.

Thuyết minh riêng tiếng Anh, tiếng Pháp ở nhà cổ: 350.000 đồng một lượt.

Giảm 15% giá vé vào nhà cổ cho người từ 80 tuổi trở lên.
"""
ROUTES = """Số tuyến,Điểm đầu,Điểm cuối,Cự ly (km)
01,Bến xe phía Bắc,Ga Vĩnh Hòa,14.5
02,Bến xe phía Nam,Chợ Đầm,11.2
03,Ga Vĩnh Hòa,Sân bay Đồng Xoan,27.8
"""


@pytest.fixture
def given(assistant_over):
    return assistant_over(tiet_kiem=SAVINGS, bien_ban=BOAT, hop=CLASS, may=MACHINE, muc=RATES)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Lãi suất tiết kiệm kỳ hạn 18 tháng là bao nhiêu?", "kỳ hạn 18 tháng"),
        ("Ghe LT-30419 có trọng tải bao nhiêu tấn?", "LT-30419"),
        ("Lịch kiểm tra của lớp 4B8 là ngày nào?", "4B8"),
        ("Mỗi giờ máy cắt được bao nhiêu mét ống?", ""),
        ("Dê chết do dịch bệnh được hỗ trợ bao nhiêu một kg hơi?", ""),
        ("Thuyết minh riêng tiếng Nhật ở nhà cổ bao nhiêu một lượt?", ""),
        ("Trẻ dưới 6 tuổi được giảm bao nhiêu phần trăm giá vé vào nhà cổ?", ""),
    ],
)
def test_another_one_of_its_kind_answers_nothing(given, question, lacking):
    answer = given.ask(question)
    assert answer.abstained, answer.text
    assert lacking in answer.reason


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Lãi suất tiết kiệm kỳ hạn 12 tháng là bao nhiêu?", "12 tháng 5,4%/năm"),
        ("Mỗi xe chở được bao nhiêu mét ống?", "40 mét"),
        ("Heo chết do dịch bệnh được hỗ trợ bao nhiêu một kg hơi?", "42.000 đồng"),
        ("Thuyết minh riêng tiếng Pháp ở nhà cổ bao nhiêu một lượt?", "350.000 đồng"),
        ("Cụ 85 tuổi được giảm bao nhiêu phần trăm giá vé vào nhà cổ?", "15%"),
        ("Ghe LT 30418 có trọng tải bao nhiêu tấn?", "60 tấn"),
        ("Ghe lt-30418 có trọng tải bao nhiêu tấn?", "60 tấn"),
        ("Lịch kiểm tra của lớp 4B7 là ngày nào?", "23/12/2024"),
    ],
)
def test_the_one_that_is_named_is_answered(given, question, words):
    assert words in given.ask(question).text


def test_a_row_tells_of_its_own_number_only(encoder, restorer, tmp_path):
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "tuyen.csv").write_text(ROUTES, encoding="utf-8")
    built = build(folder, into=tmp_path / "chi-muc", encoder=encoder)
    given = Assistant(built.index, encoder, restorer)
    assert given.ask("Tuyến xe buýt số 11 bắt đầu từ đâu?").abstained
    assert "Bến xe phía Nam" in given.ask("Tuyến xe buýt số 2 bắt đầu từ đâu?").text
