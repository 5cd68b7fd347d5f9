"""What is said of all within a limit is said of one amount within it: "dưới 12 tháng" of 8."""

import pytest

from qa.limits import (
    is_beyond_the_limit,
    is_of_another_age,
    is_of_another_level,
    said_by_limits,
    takes_in_what_is_asked,
)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "Cụ 72 tuổi có được đi không?",
            "Người trên 70 tuổi phải có người nhà đi cùng.",
            "72 tuoi",
        ),
        ("Cụ 70 tuổi có được đi không?", "Người trên 70 tuổi phải có người nhà đi cùng.", ""),
        ("Cháu 45 ngày tuổi tiêm được chưa?", "Tiêm cho trẻ từ đủ 60 ngày tuổi đến 5 tuổi.", ""),
        ("Cháu 4 tuổi tiêm được không?", "Tiêm cho trẻ từ đủ 60 ngày tuổi đến 5 tuổi.", "4 tuoi"),
        ("Bé 1 tuổi rưỡi ăn được không?", "Trẻ dưới 2 tuổi không ăn lạc.", "1 ruoi tuoi"),
        ("Bé 10 tháng ăn được không?", "Sữa để được tối đa 12 tháng.", ""),
        ("Xe 3,5 tấn có được qua cầu không?", "Cấm xe trên 3 tấn.", "3 5 tan"),
        ("Vay 1.500 triệu được không?", "Mức vay không quá 2 tỷ đồng.", "1 500 trieu"),
        ("Lừa đảo 600 triệu", "trị giá 500.000.000 đồng trở lên", "600 trieu"),
        ("Trộm 30 triệu", "trị giá từ 2.000.000 đồng đến dưới 50.000.000 đồng", "30 trieu"),
        ("Trộm 30.000.000 đồng", "từ 2 triệu đồng đến dưới 50 triệu đồng", "30 000 000 dong"),
        ("Trộm 60 triệu", "trị giá từ 2.000.000 đồng đến dưới 50.000.000 đồng", ""),
        ("Trộm 30 triệu", "phạt tiền từ 5.000.000 đồng đến 50.000.000 đồng", ""),
        ("Thương tích 25%", "tỷ lệ từ 11% đến 30%", "25"),
        ("Người từ 60 tuổi trở lên đóng bao nhiêu?", "Người trên 50 tuổi đóng 20.000 đồng.", ""),
    ],
)
def test_a_limit_speaks_of_the_amounts_that_it_takes_in(question, text, words):
    assert said_by_limits(question, text) == set(words.split())


POOL = """Nội quy bể bơi Sóng Biếc

Bể bơi Sóng Biếc mở cửa từ 6 giờ đến 20 giờ, vé vào bể bơi 50.000 đồng.

Trẻ dưới 6 tuổi không được xuống bể lớn.

Ở bể bơi Sóng Biếc trẻ em vui chơi với phao và bóng mỗi chiều.
"""


def test_an_age_is_answered_by_the_limit_that_takes_it_in(assistant_over):
    answer = assistant_over(pool=POOL).ask("Bé 4 tuổi xuống bể bơi Sóng Biếc được không?")
    assert answer.citations[0].quote == "Trẻ dưới 6 tuổi không được xuống bể lớn."
    assert len(answer.citations) == 1


DOSES = """Men tiêu hóa Lạc Sinh

Trẻ từ 6 đến 12 tuổi mỗi lần uống 2 gói men Lạc Sinh.

Trẻ từ 2 đến 5 tuổi mỗi lần uống 1 gói men Lạc Sinh.
"""


def test_the_sentence_whose_limit_takes_the_age_in_is_chosen(assistant_over):
    answer = assistant_over(men=DOSES).ask("Bé 3 tuổi mỗi lần uống mấy gói men Lạc Sinh?")
    assert answer.citations[0].quote == "Trẻ từ 2 đến 5 tuổi mỗi lần uống 1 gói men Lạc Sinh."


@pytest.mark.parametrize(
    ("question", "text", "is_of_another"),
    [
        ("Cháu học lớp 8", "Học sinh trung học cơ sở được miễn học phí.", False),
        ("Cháu học lớp 9", "Học sinh THCS và THPT được miễn học phí.", False),
        ("Cháu học lớp 10", "Học sinh THCS được miễn học phí.", True),
        ("Cháu học lớp 10", "Học sinh THCS và lớp 10 được miễn học phí.", False),
        ("Cháu đi học", "Học sinh tiểu học được miễn học phí.", False),
        ("Cháu học lớp 3", "Học sinh được miễn học phí.", False),
        ("Thi vào lớp 10 thế nào?", "Học sinh tốt nghiệp trung học cơ sở được dự thi.", False),
        ("Lớp 6 thi ở đâu?", "Khối 6 thi tại Trường Tiểu học Nguyễn Du.", False),
        ("Từ lớp 5 lên lớp 6 nộp gì?", "Học sinh THCS nộp học bạ.", False),
    ],
)
def test_a_class_is_of_its_level_of_school(question, text, is_of_another):
    assert is_of_another_level(question, text) == is_of_another


@pytest.mark.parametrize(
    ("question", "text", "is_of_another"),
    [
        ("Trẻ dưới 6 tuổi vé bao nhiêu?", "Người từ 80 tuổi trở lên trả 20.000 đồng.", True),
        ("Bé 5 tuổi vé bao nhiêu?", "Người từ 80 tuổi trở lên trả 20.000 đồng.", True),
        ("Cụ 85 tuổi vé bao nhiêu?", "Người từ 80 tuổi trở lên trả 20.000 đồng.", False),
        ("Trẻ dưới 6 tuổi vé bao nhiêu?", "Trẻ từ 3 đến 10 tuổi trả 10.000 đồng.", False),
        ("Trẻ dưới 6 tuổi vé bao nhiêu?", "Mỗi người trả 30.000 đồng.", False),
        ("Vé tháng bao nhiêu?", "Người từ 80 tuổi trở lên trả 20.000 đồng.", False),
        ("Trẻ 5 tuổi vé bao nhiêu?", "Trẻ 5 tuổi trả 2.000 đồng, từ 6 tuổi trả 4.000 đồng.", False),
        ("Bé 12 tháng uống bao nhiêu?", "Trẻ từ 1 tuổi trở lên uống 5 ml.", False),
        ("Bé 5 tuổi vé bao nhiêu?", "Vé 2.000 đồng, có người từ 18 tuổi đi kèm.", False),
        ("Em 16 tuổi, bao nhiêu tuổi mới được lái?", "Người từ 18 tuổi được lái.", False),
    ],
)
def test_what_is_told_of_another_age_is_of_others(question, text, is_of_another):
    assert is_of_another_age(question, text) == is_of_another


@pytest.mark.parametrize(
    ("question", "text", "is_beyond"),
    [
        ("Trên 50 triệu thì ai duyệt?", "Từ 20 triệu đến 50 triệu do trưởng phòng duyệt.", True),
        ("Dưới 50 triệu thì ai duyệt?", "Từ 50 triệu trở lên do Giám đốc duyệt.", True),
        ("Từ 50 triệu trở lên thì ai duyệt?", "Từ 50 triệu trở lên do Giám đốc duyệt.", False),
        ("Từ 50 triệu trở lên thì ai duyệt?", "Trên 50 triệu do Giám đốc duyệt.", False),
        # "Under a year" is no side of "from three years on".
        ("Hợp đồng dưới 1 năm báo trước mấy ngày?", "Từ 3 năm trở lên báo trước 45 ngày.", False),
        ("Trên 15 độ có được bán không?", "Rượu dưới 15 độ và bia từ 5 độ trở lên.", False),
        ("Trên 15 độ có được bán không?", "Hợp đồng dưới 15 ngày.", False),
    ],
)
def test_the_other_side_of_a_limit_is_told_apart(question, text, is_beyond):
    assert is_beyond_the_limit(question, text) is is_beyond


PASSPORTS = """Quy định về hộ chiếu Sông Mây

Hộ chiếu Sông Mây cấp cho người chưa đủ 14 tuổi có thời hạn 05 năm và không được gia hạn.
"""


@pytest.mark.parametrize(
    ("who", "is_told"), [("từ đủ 14 tuổi trở lên", False), ("dưới 14 tuổi", True)]
)
def test_who_is_within_a_limit_is_not_told_of_those_beyond(assistant_over, who, is_told):
    asked = f"Hộ chiếu Sông Mây cấp cho người {who} có thời hạn bao lâu?"
    answer = assistant_over(passports=PASSPORTS).ask(asked)
    assert answer.text.startswith("**05 năm**") is is_told
    assert bool(answer.citations) is is_told


@pytest.mark.parametrize(
    ("question", "text", "is_taken_in"),
    [
        ("Lừa đảo trên 1 tỷ đồng", "trị giá 500.000.000 đồng trở lên", True),
        ("Lừa đảo từ 50 đến 60 triệu", "từ 50.000.000 đồng đến dưới 200.000.000 đồng", True),
        ("Lừa đảo dưới 2 triệu", "trị giá từ 2.000.000 đồng đến dưới 50.000.000 đồng", False),
        ("Lừa đảo nhiều người", "trị giá 500.000.000 đồng trở lên", False),
    ],
)
def test_a_limit_that_is_asked_of_lies_in_that_of_a_text(question, text, is_taken_in):
    assert takes_in_what_is_asked(question, text) == is_taken_in
