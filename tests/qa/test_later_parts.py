"""A later part that names nothing is asked of the document of the first part, or is left open."""

import pytest

from qa.followup import whole
from qa.later_parts import is_headed_so, is_of_another, points_back, told_of, without_topic

HOUSE = """HỢP ĐỒNG THUÊ NHÀ SỐ 12

Bên cho thuê: ông Trịnh Văn Bảo. Bên thuê: bà Ngô Thị Lành.

Ông Trịnh Văn Bảo và bà Ngô Thị Lành ký hợp đồng thuê nhà số 12 ngày 03/02/2024.

Tiền thuê nhà là 6.000.000 đồng một tháng.

Bên thuê đặt cọc 12.000.000 đồng.

Thời hạn thuê là 24 tháng.
"""
LORRY = """HỢP ĐỒNG THUÊ XE TẢI

Bên cho thuê: công ty vận tải Sao Khuê. Bên thuê: ông Hồ Đăng Khoa.

Ông Hồ Đăng Khoa ký hợp đồng thuê xe tải ngày 15/05/2024.

Giá thuê xe là 9.500.000 đồng một tháng.

Tiền cọc là 30.000.000 đồng, trả lại khi hết hợp đồng.

Mức phạt trả xe chậm là 800.000 đồng một ngày.

Thời hạn thuê xe là 6 tháng. Thợ lái do bên thuê bố trí.
"""
SOUTH = """NỘI QUY KÝ TÚC XÁ PHÍA NAM

Ký túc xá phía Nam đóng cửa lúc 22 giờ 30.

Phí ở là 350.000 đồng một tháng. Trưởng ban quản lý là cô Vũ Thị Dịu.

Khách thăm được ở lại đến 21 giờ. Mỗi phòng có 6 giường.
"""
RIVER = """NỘI QUY KÝ TÚC XÁ SÔNG HỒ

Ký túc xá Sông Hồ mở cửa từ 5 giờ và đóng cửa lúc 23 giờ.

Lệ phí ở là 420.000 đồng một tháng. Trưởng ban quản lý là thầy Phan Đức Lễ.

Mức phạt nấu ăn trong phòng là 300.000 đồng.

Nước nóng có từ 18 giờ đến 20 giờ.
"""


@pytest.fixture
def rules(assistant_over):
    return assistant_over(thue_nha=HOUSE, thue_xe=LORRY, nam=SOUTH, song_ho=RIVER)


def test_a_later_part_is_answered_from_the_document_of_the_first(rules):
    lorry = rules.ask("Hợp đồng thuê xe tải ký ngày nào và thời hạn thuê là bao lâu?")
    assert {one.source for one in lorry.citations} == {"thue_xe.txt"}, lorry.text
    assert "6 tháng" in lorry.text
    house = rules.ask("Ai ký hợp đồng thuê nhà số 12 và tiền cọc là bao nhiêu?")
    assert {one.source for one in house.citations} == {"thue_nha.txt"}, house.text
    assert "12.000.000 đồng" in house.text


def test_a_part_that_only_a_namesake_answers_is_left_open_and_named(rules):
    fine = rules.ask("Ai ký hợp đồng thuê nhà số 12 và mức phạt của nó là bao nhiêu?")
    assert "800.000" not in fine.text
    assert fine.reason == "Tài liệu không trả lời phần: “mức phạt của nó là bao nhiêu?”."
    cooking = rules.ask("Ký túc xá phía Nam đóng cửa mấy giờ và ở đó mức phạt nấu ăn là bao nhiêu?")
    assert "22 giờ 30" in cooking.text
    assert "300.000" not in cooking.text
    assert "mức phạt nấu ăn" in cooking.reason
    water = rules.ask("Phí ở ký túc xá phía Nam là bao nhiêu và nước nóng có từ mấy giờ?")
    assert "350.000 đồng" in water.text
    assert "giờ" not in water.text
    assert "nước nóng" in water.reason
    beds = rules.ask("Ký túc xá Sông Hồ đóng cửa lúc mấy giờ và mỗi phòng có mấy giường?")
    assert "23 giờ" in beds.text
    assert "6 giường" not in beds.text
    assert "mấy giường" in beds.reason


def test_a_part_that_names_another_document_is_answered_from_it(rules):
    answer = rules.ask(
        "Ký túc xá phía Nam đóng cửa lúc mấy giờ và ký túc xá Sông Hồ đóng cửa lúc mấy giờ?"
    )
    assert "22 giờ 30" in answer.text
    assert "23 giờ" in answer.text
    assert answer.reason == ""


@pytest.mark.parametrize(
    ("part", "asked"),
    [
        ("mức phạt của nó là bao nhiêu?", "mức phạt là bao nhiêu?"),
        ("ở đó mức phạt là bao nhiêu?", "mức phạt là bao nhiêu?"),
        ("tiền cọc là bao nhiêu?", "tiền cọc là bao nhiêu?"),
        ("ký khi nào?", ""),
        ("bao lâu?", ""),
    ],
)
def test_a_part_is_asked_of_a_short_document_as_far_as_it_says_something(part, asked):
    assert without_topic(part) == asked


@pytest.mark.parametrize("part", ["nó dài bao nhiêu?", "hợp đồng này ai ký?", "ở đó ai trực?"])
def test_words_that_stand_for_what_was_named_point_back(part):
    assert points_back(part)


@pytest.mark.parametrize("part", ["hiện nay ai trực?", "đỗ xe ở đâu?", "hội nghị diễn ra khi nào?"])
def test_words_that_only_look_like_them_do_not(part):
    assert not points_back(part)


def test_a_text_speaks_of_the_same_when_it_says_all_its_words():
    assert told_of("Ký túc xá phía Nam đóng cửa lúc mấy giờ", "Ký túc xá phía Nam có 6 phòng")
    assert not told_of("Ký túc xá phía Nam đóng cửa lúc mấy giờ", "Ký túc xá Sông Hồ")
    assert not told_of("Ai ký hợp đồng thuê nhà số 12", "hợp đồng thuê nhà số 15")


def test_a_document_headed_alike_is_of_another_unless_the_part_is_about_it(rules):
    by_source = {one.source: one for one in rules.index.documents}
    lorry, river = by_source["thue_xe.txt"], by_source["song_ho.txt"]
    first = "Ai ký hợp đồng thuê nhà số 12"
    assert is_of_another(first, "tiền cọc là bao nhiêu?", lorry)
    assert not is_of_another(first, "xe tải chở mấy tấn?", lorry)
    assert not is_of_another(first, "tiền cọc là bao nhiêu?", river)


def test_a_part_that_begins_with_what_another_document_is_about_is_answered_from_it(assistant):
    answer = assistant.ask("Sản lượng chè là bao nhiêu, cầu dài bao nhiêu mét?")
    assert "412 tấn" in answer.text
    assert "486 mét" in answer.text


def test_what_a_part_begins_with_may_be_the_title_of_a_document(rules):
    by_source = {one.source: one for one in rules.index.documents}
    lorry = by_source["thue_xe.txt"]
    assert is_headed_so("xe tải chở mấy tấn?", "Ai ký hợp đồng thuê nhà số 12", lorry)
    assert not is_headed_so("giá thuê bao nhiêu?", "Ai ký hợp đồng thuê nhà số 12", lorry)
    assert not is_headed_so("hợp đồng ký khi nào?", "Ai ký hợp đồng thuê nhà số 12", lorry)


@pytest.mark.parametrize(
    ("first", "part", "completed"),
    [
        (
            "Hợp đồng thuê xe tải ký ngày nào",
            "thời hạn thuê là bao lâu?",
            "Hợp đồng thuê xe tải thời hạn thuê là bao lâu?",
        ),
        (
            "Tiền thuê nhà bao nhiêu một tháng",
            "thời hạn thuê là bao lâu?",
            "Thuê nhà thời hạn thuê là bao lâu?",
        ),
        (
            "Ai ký hợp đồng thuê nhà",
            "mức phạt của nó là bao nhiêu?",
            "mức phạt của hợp đồng thuê nhà là bao nhiêu?",
        ),
        # The verb behind the name asks for something else.
        (
            "Ký túc xá Sông Hồ đóng cửa lúc mấy giờ",
            "phí ở bao nhiêu?",
            "Ký túc xá Sông Hồ phí ở bao nhiêu?",
        ),
        (
            "dự án mèo gián điệp của CIA tốn bao nhiêu tiền",
            "vì sao thất bại?",
            "Vì sao dự án mèo gián điệp của CIA thất bại?",
        ),
        # What it is of is said.
        (
            "Phí vệ sinh bao nhiêu một tháng",
            "lệ phí làm thẻ bạn đọc là bao nhiêu?",
            "lệ phí làm thẻ bạn đọc là bao nhiêu?",
        ),
    ],
)
def test_a_part_without_a_topic_gets_that_of_the_first(first, part, completed):
    assert whole(part, first) == completed


GRANDFATHER = """Giáo sư Trần Khắc Lãm

Giáo sư Trần Khắc Lãm sinh tại làng Vạn Phúc, dạy toán bốn mươi năm.

Giáo sư Trần Khắc Lãm viết 12 cuốn sách giáo khoa.
"""


def test_the_words_that_all_parts_share_do_not_say_that_one_is_answered(assistant_over):
    answer = assistant_over(giao_su=GRANDFATHER).ask(
        "Giáo sư Trần Khắc Lãm mất ngày nào, viết bao nhiêu cuốn sách?"
    )
    assert "12 cuốn" in answer.text
    assert answer.reason == "Tài liệu không trả lời phần: “Giáo sư Trần Khắc Lãm mất ngày nào”."
