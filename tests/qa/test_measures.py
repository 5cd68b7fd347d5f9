"""A length is no answer to a question about money, nor the other way round."""

import pytest

from qa.measures import dimension_asked, has_dimension


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("Cầu dài bao nhiêu mét?", "length"),
        ("cau dai bao nhieu m", "length"),
        ("Đường dài bao nhiêu cây số?", "length"),
        ("Rừng rộng bao nhiêu héc ta?", "area"),
        ("Nhà rộng bao nhiêu mét vuông?", "area"),
        ("Thu hoạch bao nhiêu tấn chè?", "mass"),
        ("Bể chứa bao nhiêu mét khối nước?", "volume"),
        ("Tăng bao nhiêu phần trăm?", "share"),
        ("tăng bao nhiêu % so với năm trước", "share"),
        ("Nhiệt độ cao nhất là bao nhiêu độ?", "temperature"),
        ("Nhà máy điện Sông Lũy có công suất bao nhiêu?", "power"),
        ("Nhà máy đường có công suất bao nhiêu?", ""),
        ("Năm nay phát bao nhiêu kWh?", "energy"),
        ("Có bao nhiêu học sinh?", ""),
        ("Bao nhiêu tác giả dự?", ""),
        ("Bao nhiêu đồng?", ""),
        ("Mấy mẹ con?", ""),
    ],
)
def test_the_dimension_is_that_of_the_unit_asked_for(question, dimension):
    assert dimension_asked(question) == dimension


@pytest.mark.parametrize(
    ("dimension", "text"),
    [
        ("length", "Cầu dài 486 mét"),
        ("length", "dài 1,2km"),
        ("length", "Chiều dài (m): 486"),
        ("length", "cao hơn hai mét"),
        ("area", "rộng 12 m²"),
        ("area", "3,5 triệu ha rừng"),
        ("mass", "412 tấn chè"),
        ("share", "tăng 7,5%"),
        ("share", "chiếm mười phần trăm"),
        ("volume", "1.200 m³ nước"),
        ("power", "công suất 39 MWp"),
        ("length", "cầu dài 486 mét".upper()),
    ],
)
def test_a_quantity_is_told_in_digits_or_in_words(dimension, text):
    assert has_dimension(dimension, text)


@pytest.mark.parametrize(
    ("dimension", "text"),
    [
        ("length", "tổng mức đầu tư 87,5 tỷ đồng"),
        ("length", "năm 2023 mệt mỏi"),
        ("length", "rộng 12 m2"),
        ("length", "45 món ăn"),
        ("mass", "12 tác phẩm"),
        ("share", "phần trăm nghìn người mong đợi"),
        ("area", "năm 2019 hai bên ký kết"),
        ("power", "phát 75 triệu kWh"),
    ],
)
def test_other_numbers_are_no_such_quantity(dimension, text):
    assert not has_dimension(dimension, text)


@pytest.mark.parametrize(
    "question",
    [
        "Công ty có bao nhiêu cán bộ quản lý?",
        "Khu dân cư có bao nhiêu căn hộ?",
        "Năm nay có mấy kỳ thi?",
        "Mật khẩu có bao nhiêu ký tự?",
        "Đã lấy bao nhiêu mẫu xét nghiệm?",
    ],
)
def test_things_that_sound_like_units_are_counted(question):
    assert dimension_asked(question) == ""
