"""Times that come again tell when and how often; of ages the bound is told too."""

import pytest

from qa.recurring import asks_how_often, how_often, recurring, weekdays_from_to

RULES = """NỘI QUY THƯ VIỆN AN BÌNH

Thư viện mở cửa từ 7 giờ 30 đến 18 giờ, từ thứ Hai đến thứ Sáu. Chủ nhật nghỉ.

Bạn đọc nộp lệ phí trước ngày 10 hằng tháng. Báo mới về ngày 1 và ngày 15 mỗi tháng.

Câu lạc bộ thơ họp vào thứ Hai hằng tuần. Rác được thu gom vào thứ Ba, thứ Năm và thứ Bảy.

Kho sách được kiểm kê mỗi quý một lần. Máy lạnh bảo dưỡng 6 tháng/lần.

Trẻ em dưới 6 tuổi và người từ 60 tuổi trở lên được miễn lệ phí.
"""


@pytest.fixture
def library(assistant_over):
    return assistant_over(noi_quy=RULES)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Bạn đọc nộp lệ phí trước ngày nào?", "trước ngày 10 hằng tháng"),
        ("Báo mới về khi nào?", "ngày 1 và ngày 15 mỗi tháng"),
        ("Câu lạc bộ thơ họp khi nào?", "thứ Hai hằng tuần"),
        ("Kho sách kiểm kê bao lâu một lần?", "mỗi quý một lần"),
        ("Mấy tháng bảo dưỡng máy lạnh một lần?", "6 tháng/lần"),
        ("Trẻ em mấy tuổi được miễn lệ phí?", "dưới 6 tuổi"),
    ],
)
def test_an_answer_begins_with_the_time_the_frequency_or_the_age(library, question, lead):
    assert library.ask(question).text.startswith(f"**{lead}**")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Rác được thu gom vào những ngày nào?", "thứ Ba, thứ Năm và thứ Bảy"),
        ("Rác thu gom khi nào?", "thứ Ba, thứ Năm và thứ Bảy"),
        ("Thứ Tư thư viện có mở cửa không?", "từ thứ Hai đến thứ Sáu"),
        ("20 giờ có được vào thư viện không?", "đến 18 giờ"),
        ("Tối nay 19h30 thư viện còn mở cửa không?", "đến 18 giờ"),
    ],
)
def test_days_of_a_week_and_hours_are_told_by_what_takes_them_in(library, question, said):
    assert said in library.ask(question).text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trả vào ngày 5 hàng tháng", ["ngày 5 hàng tháng"]),
        ("nộp từ ngày 1 đến ngày 5 mỗi tháng", ["từ ngày 1 đến ngày 5 mỗi tháng"]),
        ("họp sáng thứ bảy hằng tuần", ["sáng thứ bảy hằng tuần"]),
        ("họp ngày 5/3/2024", []),
        ("chuyến thứ hai trong tuần", []),
        ("mỗi ngày 5 người", []),
    ],
)
def test_days_that_come_again_are_found(text, found):
    assert [text[a:b] for a, b in recurring(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("họp ba tháng một lần", ["ba tháng một lần"]),
        ("hai tuần họp một lần", ["hai tuần họp một lần"]),
        ("kiểm tra định kỳ hằng năm", ["định kỳ hằng năm"]),
        ("ít nhất 2 lần mỗi tháng", ["ít nhất 2 lần mỗi tháng"]),
        ("6 tháng đầu năm", []),
        ("lần thứ hai", []),
    ],
)
def test_what_says_how_often_is_found(text, found):
    assert [text[a:b] for a, b in how_often(text)] == found


def test_how_long_is_not_how_often():
    assert asks_how_often("Mấy tháng họp một lần?")
    assert not asks_how_often("Họp kéo dài bao lâu?")
    assert not asks_how_often("Một năm họp mấy lần?")


def test_a_range_of_days_takes_in_those_between():
    assert weekdays_from_to("từ Thứ 3 đến Chủ nhật") == {3, 4, 5, 6, 7, 8}
    assert weekdays_from_to("thứ Hai và thứ Sáu") == set()
