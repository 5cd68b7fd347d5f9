"""Questions made from sentences ask for what stands there, and only for what is clear alone."""

import pytest

from qa.made import questions_of


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        pytest.param(
            "Cầu Bến Ngự được thông xe ngày 22-12-2022.",
            [("Cầu Bến Ngự được thông xe ngày nào?", "ngày 22-12-2022")],
            id="day",
        ),
        pytest.param(
            "Trường được xây lại vào năm 1998.",
            [("Trường được xây lại năm nào?", "vào năm 1998")],
            id="year",
        ),
        pytest.param(
            "1. Hợp tác xã mua thêm hơn 12 máy sao chè;",
            [("Hợp tác xã mua thêm bao nhiêu máy sao chè?", "hơn 12")],
            id="number",
        ),
        pytest.param(
            "Số xã viên dự họp đạt 95% tổng số.",
            [("Số xã viên dự họp đạt bao nhiêu phần trăm tổng số?", "95%")],
            id="share",
        ),
        pytest.param(
            "Bà Trịnh Thị Ngọc Lan chủ trì cuộc họp.",
            [("Ai chủ trì cuộc họp?", "Bà Trịnh Thị Ngọc Lan")],
            id="who_did_it",
        ),
        pytest.param(
            "Chủ tịch tỉnh Nguyễn Hữu Thọ cắt băng khánh thành.",
            [("Ai cắt băng khánh thành?", "Chủ tịch tỉnh Nguyễn Hữu Thọ")],
            id="who_with_a_title",
        ),
        pytest.param(
            "Kỹ sư trưởng của công trình là ông Lê Quốc Dũng.",
            [("Kỹ sư trưởng của công trình là ai?", "ông Lê Quốc Dũng")],
            id="who_it_is",
        ),
        pytest.param(
            "Lễ khánh thành được tổ chức tại Lâm Giang.",
            [("Lễ khánh thành được tổ chức ở đâu?", "tại Lâm Giang")],
            id="place",
        ),
        pytest.param(
            "Sáng ngày 25/5, hội thảo về chè khai mạc ở tỉnh, với nhiều đại biểu.",
            [("Hội thảo về chè khai mạc ở tỉnh ngày nào?", "Sáng ngày 25/5")],
            id="the_day_it_begins_with",
        ),
        pytest.param(
            "Thẻ bạn đọc là giấy tờ do thư viện cấp.",
            [("Thẻ bạn đọc là gì?", "giấy tờ do thư viện cấp")],
            id="what_it_is",
        ),
        pytest.param(
            "Huyện trồng thông trên các đồi trọc, nhằm giữ đất và nước.",
            [("Huyện trồng thông trên các đồi trọc nhằm mục đích gì?", "giữ đất và nước")],
            id="what_it_is_for",
        ),
        pytest.param(
            "Cầu dài tổng cộng 486 mét, rộng 12 mét.",
            [
                ("Cầu dài tổng cộng bao nhiêu mét?", "486"),
                ("Cầu dài tổng cộng 486 mét, rộng bao nhiêu mét?", "12"),
            ],
            id="what_follows_the_answer_is_left_out",
        ),
        pytest.param(
            "Thỏ mang thai kéo dài 30 đến 32 ngày với mọi giống.",
            [("Thỏ mang thai kéo dài bao nhiêu ngày với mọi giống?", "30 đến 32")],
            id="a_range_is_one_number",
        ),
    ],
)
def test_the_question_word_stands_where_the_answer_stood(sentence, made):
    assert [(one.text, one.answer) for one in questions_of(sentence)] == made


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Điều 5. Hiệu lực thi hành", id="heading"),
        pytest.param("Ai dự hội nghị ngày 22-12-2022?", id="question"),
        pytest.param("Quyết định này có hiệu lực từ ngày 15-9-2023.", id="points_elsewhere"),
        pytest.param("Đó là ngày 15-9-2023 của năm học ấy.", id="pronoun"),
        pytest.param("Sửa chữa kho lạnh số 2 trước mùa mưa.", id="a_number_that_counts_nothing"),
        pytest.param("Theo Điều 7 của Quy chế quản lý chợ đêm.", id="ordinal"),
        pytest.param(
            "3 | Sơn lại hàng rào sân trường | Tổ bảo vệ | 15/3/2025", id="row_of_a_table"
        ),
        pytest.param("Liên danh Công ty Đường 7 xây kè ven sông.", id="a_number_in_a_name"),
        pytest.param("Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019.", id="what_it_rests_on"),
        pytest.param("Cầu Bến Ngự được thông xe vào mùa đông.", id="no_answer"),
        pytest.param("Năm 2023.", id="short"),
        pytest.param("Bà Trịnh Thị Ngọc Lan (56 tuổi) quê ở xã bên.", id="an_open_bracket"),
        pytest.param("Chợ đêm mở cửa từ 18 giờ đến 23 giờ hằng ngày.", id="two_clocks"),
        pytest.param("Ông cầm quyền trong nước từ năm 1426 đến năm 1435.", id="one_end_of_a_time"),
        pytest.param("Đội bóng xã hay nhất của những năm 1990 trở lại đây.", id="a_decade"),
        pytest.param(
            "Giá gạo ở chợ hôm nay 24/8 tăng mạnh so với tuần trước.", id="which_day_is_today"
        ),
        pytest.param(
            "Tháng trước, nhân dịp ông tròn 70 tuổi, viện tổ chức hội thảo.", id="an_occasion_alone"
        ),
        pytest.param("a) Ngày nghỉ hằng tuần ít nhất bằng 200%;", id="a_point_of_a_list"),
        pytest.param(
            "Điểm thi ba môn của em là toán 8,3, lý 7,5, hóa 9 của lớp.", id="one_of_many_values"
        ),
        pytest.param(
            "Hai nước đã thông báo lễ ký kết là một phần của thỏa thuận.", id="a_deed_is_no_thing"
        ),
        pytest.param(
            "Chủ tịch Hội đồng nghĩa vụ quân sự là người đứng đầu xã.", id="an_office_is_no_thing"
        ),
        pytest.param("", id="empty"),
    ],
)
def test_a_sentence_that_answers_nothing_clearly_makes_no_question(sentence):
    assert questions_of(sentence) == []
