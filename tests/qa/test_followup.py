"""A follow-up is understood with the turn before, and a question that needs none stays itself."""

import json
from itertools import pairwise

import pytest

from eval.report import GOLDEN
from qa.followup import Previous, standalone, thing_of, topic, whole

MEETING = Previous("Ai chủ trì Hội nghị toàn quốc về hội nhập?", "Thủ tướng Nguyễn Xuân Phúc")
RESOLUTION = Previous("Nghị quyết 22 ban hành ngày nào?", "ngày 10/4/2013")
BRIDGE = Previous("Kỹ sư trưởng của cầu Bến Ngự là ai?", "ông Lê Quốc Dũng")
OWNER = Previous("Thửa đất số 9 của ai?", "Ông Đỗ Văn Lý đứng tên thửa đất.")
POPULATION = Previous("Dân số Hà Nội là bao nhiêu?", "8 triệu")

CLAUSE = Previous("điểm a khoản 2 Điều 4 Quy chế đào tạo nói gì?")
LESSONS = Previous("lớp 10A học toán thứ mấy?", "Thứ 2")
QUOTA = Previous("Chỉ tiêu ngành Công nghệ thông tin là bao nhiêu?", "300")
DOCTOR = Previous("Bác sĩ phụ trách Khám da liễu là ai?", "Nghiêm Thu Hà")
WAGE = Previous("Lương kế toán ở xưởng Bình Minh bao nhiêu?", "9.400.000")
NOTICE = Previous("Thợ chính phải báo trước bao lâu khi nghỉ việc?", "30 ngày")
TRIAL = Previous("Thợ chính thử việc bao nhiêu ngày?", "60 ngày")
FINE = Previous("Người vi phạm ở phòng sơn bị phạt bao nhiêu?", "300.000 đồng")
FIRM = Previous("Công ty Hoa Sen thành lập năm nào?", "2001")
PUMP = Previous("Công suất máy bơm HL-750 là bao nhiêu?", "750 W")


@pytest.mark.parametrize(
    ("before", "typed", "whole"),
    [
        (MEETING, "còn ngày nào?", "Hội nghị toàn quốc về hội nhập ngày nào?"),
        (MEETING, "con o dau", "Hội nghị toàn quốc về hội nhập o dau?"),
        (
            MEETING,
            "có bao nhiêu đại biểu?",
            "Hội nghị toàn quốc về hội nhập có bao nhiêu đại biểu?",
        ),
        (MEETING, "Ông ấy giữ chức gì?", "Ông Nguyễn Xuân Phúc giữ chức gì?"),
        (OWNER, "ông ấy sinh năm nào?", "Ông Đỗ Văn Lý sinh năm nào?"),
        (MEETING, "Hội nghị đó diễn ra ở đâu?", "Hội nghị toàn quốc về hội nhập diễn ra ở đâu?"),
        (MEETING, "còn ai nữa?", "Ai chủ trì Hội nghị toàn quốc về hội nhập?"),
        (RESOLUTION, "ai ký?", "Ai ký Nghị quyết 22?"),
        (RESOLUTION, "Còn Nghị quyết 29?", "Nghị quyết 29 ban hành ngày nào?"),
        (RESOLUTION, "nghị quyết này có hiệu lực khi nào", "Nghị quyết 22 có hiệu lực khi nào?"),
        (RESOLUTION, "vì sao?", "Vì sao Nghị quyết 22 ban hành?"),
        (BRIDGE, "cầu đó dài bao nhiêu?", "Cầu Bến Ngự dài bao nhiêu?"),
        (POPULATION, "Còn Hải Phòng?", "Dân số Hải Phòng là bao nhiêu?"),
        (POPULATION, "Thế còn năm 2020?", "Dân số Hà Nội là bao nhiêu năm 2020?"),
        (CLAUSE, "còn khoản 3?", "Khoản 3 Điều 4 Quy chế đào tạo nói gì?"),
        (CLAUSE, "còn Điều 7?", "Điều 7 Quy chế đào tạo nói gì?"),
        (CLAUSE, "còn điểm b?", "Điểm b khoản 2 Điều 4 Quy chế đào tạo nói gì?"),
        (LESSONS, "thế còn lớp 10B?", "Lớp 10B học toán thứ mấy?"),
        (QUOTA, "còn ngành Thú y?", "Chỉ tiêu ngành Thú y là bao nhiêu?"),
        (DOCTOR, "thế còn khám nhi?", "Bác sĩ phụ trách khám nhi là ai?"),
        (WAGE, "còn thủ kho?", "Lương thủ kho ở xưởng Bình Minh bao nhiêu?"),
        (WAGE, "còn phụ cấp?", "Phụ cấp bao nhiêu?"),
        (PUMP, "còn HL-550?", "Công suất máy bơm HL-550 là bao nhiêu?"),
    ],
)
def test_a_follow_up_becomes_a_question_of_its_own(before, typed, whole):
    assert standalone(typed, before) == whole


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        (None, "ai ký?"),
        (Previous(""), "ai ký?"),
        (MEETING, "Nghị quyết 29 do ai ký?"),
        (MEETING, "Mục tiêu kép là gì?"),
        (RESOLUTION, "Ông ấy giữ chức gì?"),  # nobody was named
        (RESOLUTION, "hội nghị này diễn ra ở đâu?"),  # no meeting was named
        (MEETING, ""),
    ],
)
def test_what_stands_alone_or_leans_on_nothing_stays_as_typed(before, typed):
    assert standalone(typed, before) == typed


def test_none_of_the_golden_questions_is_taken_for_a_follow_up():
    rows = [json.loads(line)["question"] for line in GOLDEN.read_text("utf-8").splitlines()]
    changed = [
        (before, question)
        for before, question in pairwise(rows)
        if standalone(question, Previous(before)) != question
    ]
    assert changed == []


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Chợ đêm Lâm Giang mở cửa từ mấy giờ?", "Chợ đêm Lâm Giang"),
        ("Có bao nhiêu người dự hội thảo ngày 25/5?", "hội thảo ngày 25/5"),
        ("Đại học Harvard trình bày gì?", "Đại học Harvard trình bày"),
        ("?", ""),
    ],
)
def test_a_topic_is_the_question_without_what_asks(question, about):
    assert topic(question) == about


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        (RESOLUTION, "Con nuôi có được hưởng thừa kế không?"),
        (RESOLUTION, "Vay vốn cần điều kiện gì?"),
        (Previous("Công ty Hoa Sen thành lập năm nào?"), "Có bao nhiêu công ty trên địa bàn tỉnh?"),
        (BRIDGE, "Cầu trên sông Hồng dài bao nhiêu?"),
        (MEETING, "Người do công ty cử đi học được hưởng gì?"),
    ],
)
def test_words_that_only_look_like_pointing_back_do_not(before, typed):
    assert standalone(typed, before) == typed


def test_what_stands_above_is_pointed_to():
    assert standalone("Nghị quyết trên do ai ký?", RESOLUTION) == "Nghị quyết 22 do ai ký?"


@pytest.mark.parametrize(
    ("first", "part", "completed"),
    [
        ("Nghị quyết 22 là gì", "ai ký?", "Ai ký Nghị quyết 22?"),
        ("nghi quyet 22 la gi", "ai ky", "Ai ky nghi quyet 22?"),
        ("Ai ký Quyết định 45", "ký khi nào?", "Quyết định 45 ký khi nào?"),
        ("Dự án do ai đầu tư", "khi nào hoàn thành?", "Dự án khi nào hoàn thành?"),
        ("Hội thảo bàn về gì", "do ai chủ trì?", "Hội thảo do ai chủ trì?"),
        # These say themselves what they are about.
        ("Ai chủ trì hội nghị", "hội nghị diễn ra khi nào?", "hội nghị diễn ra khi nào?"),
        ("Cầu Bến Ngự dài bao nhiêu", "hầm Hải Vân dài bao nhiêu?", "hầm Hải Vân dài bao nhiêu?"),
        ("Ai ký Nghị quyết 22", "Nghị quyết 29 nói gì?", "Nghị quyết 29 nói gì?"),
        ("Ai được thưởng", "ai bị phạt?", "ai bị phạt?"),
    ],
)
def test_a_later_part_of_a_question_is_about_what_the_first_is(first, part, completed):
    assert whole(part, first) == completed


def test_a_follow_up_is_answered_from_the_same_document(assistant):
    first = assistant.ask("Cầu Bến Ngự dài bao nhiêu mét?")
    whole = standalone("còn ai là kỹ sư trưởng?", Previous(first.question, "486 mét"))
    answer = assistant.ask(whole)
    assert "Lê Quốc Dũng" in answer.text, (whole, answer)


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        (NOTICE, "Vậy thủ kho phải báo trước bao lâu?"),
        (NOTICE, "Còn thủ kho phải báo trước bao lâu?"),
        (NOTICE, "Vậy ai ký phiếu xuất gỗ?"),
        (NOTICE, "Thế bảo vệ được phụ cấp bao nhiêu?"),
        (NOTICE, "Vậy bảo vệ trực từ mấy giờ?"),
        (NOTICE, "Thế còn bảo vệ trực ca đêm từ mấy giờ?"),
        (TRIAL, "Thế trưởng xưởng là ai?"),
        (TRIAL, "Vậy ai phụ trách kế toán?"),
        (TRIAL, "Còn trẻ em có được vào không?"),
        (FINE, "Vậy phòng cưa bị phạt bao nhiêu?"),
        (FINE, "Thế báo cáo quỹ nộp trước ngày nào?"),
        (FIRM, "Còn người lao động phải báo trước bao lâu?"),
    ],
)
def test_a_question_with_a_subject_of_its_own_takes_nothing_over(before, typed):
    assert standalone(typed, before) == typed


@pytest.mark.parametrize(
    ("before", "typed", "whole"),
    [
        # Where, by which text and of which body it was asked.
        (WAGE, "Thế bảo vệ phải trực mấy giờ?", "Bảo vệ phải trực mấy giờ ở xưởng Bình Minh?"),
        (FIRM, "Thế giám đốc là ai?", "Công ty Hoa Sen giám đốc là ai?"),
        (FIRM, "Vậy ai ký phiếu xuất kho?", "Ai ký phiếu xuất kho của công ty Hoa Sen?"),
        # Of whom it was asked.
        (TRIAL, "Vậy lương là bao nhiêu?", "Thợ chính thử việc lương là bao nhiêu?"),
        (MEETING, "Thế diễn ra ở đâu?", "Hội nghị toàn quốc về hội nhập diễn ra ở đâu?"),
        (RESOLUTION, "Còn hiệu lực không?", "Nghị quyết 22 còn hiệu lực không?"),
        # What was asked of the other.
        (NOTICE, "Còn thủ kho?", "Thủ kho phải báo trước bao lâu khi nghỉ việc?"),
        (NOTICE, "Còn chuyển việc?", "Thợ chính phải báo trước bao lâu khi chuyển việc?"),
        (TRIAL, "Thế thợ phụ bao nhiêu ngày?", "Thợ phụ thử việc bao nhiêu ngày?"),
        (TRIAL, "con tho phu", "Tho phu thử việc bao nhiêu ngày?"),
        (FINE, "Còn phòng cưa?", "Người vi phạm ở phòng cưa bị phạt bao nhiêu?"),
        (Previous("Kế toán do ai phụ trách?"), "Còn thủ quỹ?", "Thủ quỹ do ai phụ trách?"),
    ],
)
def test_only_what_a_question_lacks_is_taken_over(before, typed, whole):
    assert standalone(typed, before) == whole


SHOP = """Nội quy nhân sự xưởng mộc Tân Lộc

Thợ chính phải báo trước 30 ngày khi nghỉ việc.

Thợ chính thử việc 60 ngày, thợ phụ thử việc 30 ngày.

Bảo vệ trực ca đêm từ 22 giờ đến 6 giờ, được phụ cấp 50.000 đồng một đêm.

Trưởng xưởng là ông Đoàn Văn Hậu, ký phiếu xuất gỗ.
"""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Vậy ai ký phiếu xuất gỗ?", "Đoàn Văn Hậu"),
        ("Thế bảo vệ được phụ cấp bao nhiêu?", "50.000 đồng"),
        ("Thế còn bảo vệ trực ca đêm từ mấy giờ?", "22 giờ"),
    ],
)
def test_another_subject_of_the_document_is_answered(assistant_over, typed, told):
    assert told in assistant_over(noi_quy=SHOP).ask(standalone(typed, NOTICE)).text


HOUSEHOLD = Previous("Nhập hộ khẩu vào một quận của thành phố thì phải ở đó mấy năm?", "hai năm")


@pytest.mark.parametrize(
    ("before", "typed", "whole"),
    [
        (
            HOUSEHOLD,
            "Còn vào huyện thì sao?",
            "Nhập hộ khẩu vào huyện của thành phố thì phải ở đó mấy năm?",
        ),
        (Previous("Giá vé ở Hà Nội bao nhiêu?"), "còn ở Đà Nẵng?", "Giá vé ở Đà Nẵng bao nhiêu?"),
        (
            Previous("Vé từ Hà Nội đến Vinh bao nhiêu?"),
            "còn đến Huế thì sao?",
            "Vé từ Hà Nội đến Huế bao nhiêu?",
        ),
        (
            Previous("Vé cho người lớn giá bao nhiêu?"),
            "Còn cho trẻ em?",
            "Vé cho trẻ em giá bao nhiêu?",
        ),
        # These ask, and stand beside no other phrase of the kind.
        (
            Previous("Chợ họp vào thứ mấy?"),
            "còn vào mùa đông?",
            "Chợ họp vào thứ mấy vào mùa đông?",
        ),
        (
            RESOLUTION,
            "còn vào năm 2020?",
            "Nghị quyết 22 ban hành ngày nào vào năm 2020?",
        ),
    ],
)
def test_a_phrase_takes_the_place_of_the_one_with_its_preposition(before, typed, whole):
    assert standalone(typed, before) == whole


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("bắt đầu chạy từ hôm nào?", "Ứng dụng Be bắt đầu chạy từ hôm nào?"),
        ("chính thức ra mắt năm nào?", "Ứng dụng Be chính thức ra mắt năm nào?"),
        ("bắt đầu năm học ngày nào?", "bắt đầu năm học ngày nào?"),
    ],
)
def test_a_question_of_a_beginning_leans_unless_it_says_of_what(typed, whole):
    assert standalone(typed, Previous("Ai sáng lập ứng dụng Be?", "Lê Văn Đạo")) == whole


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Ký túc xá Sông Hồ đóng cửa lúc mấy giờ?", "Ký túc xá Sông Hồ"),
        ("Nhà số 12 bỏ trống từ khi nào?", "Nhà số 12"),
        ("Giáo sư Hoàng Tụy mất ngày nào?", "Giáo sư Hoàng Tụy"),
        # What is behind the name or the number belongs to it.
        ("Trộm 5 triệu đồng bị xử thế nào?", "Trộm 5 triệu đồng bị xử"),
        ("Nghị quyết 22 về hội nhập do ai ký?", "Nghị quyết 22 về hội nhập"),
        ("Hội nghị Ngoại vụ toàn quốc họp ở đâu?", "Hội nghị Ngoại vụ toàn quốc"),
    ],
)
def test_what_a_question_is_about_ends_before_the_verb_behind_its_name(question, thing):
    assert thing_of(question) == thing
