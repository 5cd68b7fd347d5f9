"""What is told of one thing of a kind answers nothing about another one of it."""

import pytest

FERRY = """Quy định bến đò Sông Lam

Chủ tịch Ủy ban nhân dân cấp xã được phạt tiền đến 5.000.000 đồng đối với chủ đò.

Giá vé qua đò của xe đạp 3.000 đồng, xe máy 6.000 đồng một lượt.

Hàng hạng A xếp ở khoang trước, mỗi chuyến 40 bao.

Nước ở độ mặn 15‰ làm hỏng 12 chiếc đò.

Lái đò Trần Văn Bình được khen năm 2011 khi 40 tuổi.

Tiền công lái đò tăng từ 5 triệu đồng lên 7 triệu đồng một tháng.
"""
SCHOOL = """# Điểm chuẩn Trường Cao đẳng Sông Lam năm 2024

| Tên nghề | Giáo viên | Điểm chuẩn |
|---|---|---|
| Hàn | Kỹ sư cơ khí | 14,50 |
| Điện lạnh | Kỹ sư điện | 16,25 |
| Nấu ăn | Đầu bếp trưởng | 15,75 |
"""


@pytest.fixture
def given(assistant_over):
    return assistant_over(do=FERRY, truong=SCHOOL)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Chủ tịch Ủy ban nhân dân cấp tỉnh phạt chủ đò bao nhiêu tiền?", id="level"),
        pytest.param("Giá vé qua đò của ô tô là bao nhiêu?", id="vehicle"),
        pytest.param("Hàng hạng B xếp mỗi chuyến bao nhiêu bao?", id="letter"),
        pytest.param("Nước ở độ mặn 25‰ làm hỏng bao nhiêu chiếc đò?", id="share"),
        pytest.param("Lái đò Trần Văn Bình mất năm nào?", id="what he is called by"),
        pytest.param("Điểm chuẩn nghề Mộc là bao nhiêu?", id="value of a column"),
        pytest.param("Điểm chuẩn nghề Hàn năm 2022 là bao nhiêu?", id="year of a table"),
    ],
)
def test_another_one_of_the_kind_is_not_told_of(given, question):
    assert given.ask(question).abstained, given.ask(question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Chủ tịch Ủy ban nhân dân cấp xã phạt chủ đò bao nhiêu tiền?", "5.000.000"),
        ("Giá vé qua đò của xe máy là bao nhiêu?", "6.000"),
        ("Hàng hạng A xếp mỗi chuyến bao nhiêu bao?", "40 bao"),
        ("Nước ở độ mặn 15‰ làm hỏng bao nhiêu chiếc đò?", "12 chiếc"),
        ("Lái đò Trần Văn Bình được khen năm nào?", "2011"),
        ("Điểm chuẩn nghề Hàn năm 2024 là bao nhiêu?", "14,50"),
    ],
)
def test_the_one_that_is_asked_about_is_told_of(given, question, words):
    assert words in given.ask(question).text


DEED = "Thửa đất số 9\n\nThửa đất đứng tên vợ chồng ông Đỗ Văn Lý và bà Bùi Thị Na.\n"


def test_a_wife_is_no_child(assistant_over):
    answer = assistant_over(dat=DEED).ask("Tên con của ông Đỗ Văn Lý là gì?")
    assert answer.abstained, answer.text


def test_a_child_is_told_by_name(assistant_over):
    given = assistant_over(dat=f"{DEED}\nTên con của ông Đỗ Văn Lý là Đỗ Bùi Hoa Sen.\n")
    assert "Hoa Sen" in given.ask("Tên con của ông Đỗ Văn Lý là gì?").text
