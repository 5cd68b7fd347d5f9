"""What a record says by its labels answers when, where and who of the meeting."""

import pytest

MEETING = """BIÊN BẢN HỌP TỔ DÂN PHỐ SỐ 5

Thời gian: 8 giờ ngày 12 tháng 3 năm 2025

Địa điểm: Nhà văn hóa tổ dân phố số 5

Thành phần: Ban cán sự tổ, đại diện 62 hộ dân

Chủ trì: Bà Lê Thị Hạnh, tổ trưởng

Thư ký: Ông Vũ Văn Lộc

Bà Hạnh thông qua kế hoạch sửa đường ngõ 12.

Phân công thực hiện:

- Ông Lộc lập danh sách các hộ đóng góp, xong trước ngày 20/3;

- Bà Đào liên hệ thợ và mua vật liệu.

Cuộc họp kết thúc lúc 11 giờ cùng ngày.
"""
BRIEFING = """BIÊN BẢN GIAO BAN CÔNG TY MAY HÒA PHÁT

Thời gian bắt đầu: 14 giờ 15, ngày 6/5/2025.
Địa điểm: Phòng họp số 2, tầng 3.
Thành phần tham dự:
- Ông Trần Quốc Bảo, giám đốc
- Các tổ trưởng sản xuất
Chủ tọa: Ông Trần Quốc Bảo
Người ghi biên bản: Chị Hồ Thu Nga

II. Giao nhiệm vụ
1. Bà Lan đối chiếu công nợ trước 15/5.
2. Tổ cắt hoàn thành cắt vải trước 20/5.

Cuộc họp kết thúc vào 16 giờ 30 cùng ngày.
"""
CONTRACT = """HỢP ĐỒNG THUÊ NHÀ

Thời gian: 12 tháng, từ ngày 1/2/2025.

Địa điểm: số 12 phố Lê Lợi.
"""


@pytest.fixture
def meeting(assistant_over):
    return assistant_over(bien_ban=MEETING, hop_dong=CONTRACT)


@pytest.fixture
def briefing(assistant_over):
    return assistant_over(giao_ban=BRIEFING)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Cuộc họp diễn ra khi nào?", "8 giờ ngày 12 tháng 3 năm 2025"),
        ("Cuộc họp tổ dân phố số 5 bắt đầu lúc mấy giờ?", "8 giờ"),
        ("Cuộc họp ngày 12/3 diễn ra ở đâu?", "Nhà văn hóa tổ dân phố số 5"),
        ("Ai chủ trì cuộc họp?", "Bà Lê Thị Hạnh"),
        ("Ai ghi biên bản?", "Ông Vũ Văn Lộc"),
    ],
)
def test_the_line_with_the_label_answers(meeting, question, lead):
    assert meeting.ask(question).text.startswith(f"**{lead}**")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Buổi giao ban bắt đầu lúc mấy giờ?", "14 giờ 15"),
        ("Họp ở đâu?", "Phòng họp số 2, tầng 3"),
        ("Ai là thư ký cuộc họp?", "Chị Hồ Thu Nga"),
        ("Chủ trì cuộc họp là ai?", "Ông Trần Quốc Bảo"),
    ],
)
def test_labels_have_other_forms(briefing, question, lead):
    assert briefing.ask(question).text.startswith(f"**{lead}**")


def test_who_was_there_is_told_on_the_line(meeting):
    assert "đại diện 62 hộ dân" in meeting.ask("Cuộc họp gồm những ai?").text


def test_who_was_there_is_told_by_the_list_under_the_label(briefing):
    answer = briefing.ask("Những ai dự họp?").text
    assert "giám đốc" in answer
    assert "Các tổ trưởng sản xuất" in answer
    assert "Chủ tọa" not in answer


@pytest.mark.parametrize("question", ["Sau cuộc họp giao những việc gì?", "Phân công ai làm gì?"])
def test_the_tasks_are_those_under_their_lead(meeting, question):
    tasks = meeting.ask(question).text
    assert "lập danh sách" in tasks
    assert "mua vật liệu" in tasks


def test_the_tasks_are_those_under_their_heading(briefing):
    tasks = briefing.ask("Cuộc họp giao những việc gì?").text
    assert "đối chiếu công nợ" in tasks
    assert "cắt vải" in tasks
    assert "kết thúc" not in tasks


def test_two_things_asked_of_a_meeting_are_both_told(meeting):
    answer = meeting.ask("Cuộc họp diễn ra khi nào và ở đâu?").text
    assert "8 giờ ngày 12" in answer
    assert "Nhà văn hóa" in answer
    answer = meeting.ask("Ai chủ trì cuộc họp và kinh phí bao nhiêu?")
    assert "Lê Thị Hạnh" in answer.text
    assert "kinh phí" in answer.reason


def test_the_end_is_told_as_the_end_and_not_as_when_it_was(meeting):
    assert meeting.ask("Cuộc họp kết thúc lúc mấy giờ?").text.startswith("**11 giờ**")


@pytest.mark.parametrize(
    "question",
    [
        "Cuộc họp tới diễn ra khi nào?",
        "Cuộc họp sau diễn ra ở đâu?",
        "Cuộc họp tổ dân phố số 7 diễn ra ở đâu?",
        "Cuộc họp ngày 15/4 diễn ra ở đâu?",
    ],
)
def test_another_meeting_is_not_this_one(meeting, question):
    answer = meeting.ask(question)
    assert answer.abstained, answer.text


def test_an_end_alone_does_not_tell_when_it_took_place(assistant_over):
    told = assistant_over(tin="Tin làng\n\nCuộc họp kết thúc lúc 11 giờ. Bà con ra về.\n")
    assert told.ask("Cuộc họp diễn ra lúc nào?").abstained
    assert "11 giờ" in told.ask("Cuộc họp kết thúc lúc nào?").text
