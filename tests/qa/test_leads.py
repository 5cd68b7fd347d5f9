"""A point of a list is given with the line or heading without which it says something else."""

import pytest

from index.document import Document, Paragraph
from qa.leads import forbids, leads_to, turns

LAW = """\
## Điều 6. Các hành vi bị nghiêm cấm trong chơi pháo, đốt lửa

1. Bán pháo cho người chưa đủ 16 tuổi.

2. Đốt lửa trong rừng.

Điều 7.
Nghỉ trực
1. Người trực được đổi ca khi:
a) Có con nhỏ bị ốm;
b) Đi thi.
2. Không được đổi ca vào ngày lễ, trừ các trường hợp sau đây:
a) Nhà có việc tang. Việc tang phải báo trước.

Điều 8. Hiệu lực
Quy chế có hiệu lực từ ngày ký.
"""


def a_document(text):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line), ""))
        at += len(line) + 1
    return Document("d", "Quy chế", "a.txt", "", text, tuple(paragraphs))


def told(said, text=LAW):
    document = a_document(text)
    leads = leads_to(document, text.index(said))
    heading = text[slice(*leads.heading)] if leads.heading else None
    return heading, [text[start:end] for start, end in leads.lines]


PLAYING = "Điều 6. Các hành vi bị nghiêm cấm trong chơi pháo, đốt lửa"
SHIFTS = "Điều 7.\nNghỉ trực"


@pytest.mark.parametrize(
    ("said", "heading", "lines"),
    [
        ("2. Đốt lửa", PLAYING, []),
        ("b) Đi thi", SHIFTS, ["1. Người trực được đổi ca khi:"]),
        (
            "Việc tang phải báo",
            SHIFTS,
            ["2. Không được đổi ca vào ngày lễ, trừ các trường hợp sau đây:"],
        ),
        ("2. Không được", SHIFTS, []),
        ("Quy chế có hiệu lực", "Điều 8. Hiệu lực", []),
    ],
)
def test_a_sentence_is_led_to_by_its_heading_and_the_line_above_its_point(said, heading, lines):
    assert told(said) == (heading, lines)


def test_a_list_outside_articles_is_led_to_by_the_line_above_it():
    text = "Nội quy\n\nNghiêm cấm:\n- Hút thuốc;\n- Mang thú nuôi.\n"
    assert told("- Mang thú nuôi", text) == (None, ["Nghiêm cấm:"])


@pytest.mark.parametrize(
    ("above", "leads"),
    [
        ("Những việc không được làm", True),
        ("Cách sử dụng", False),
        ("Đây không phải là chảo ngập dầu. Dầu đầy không được đun.", False),
    ],
)
def test_of_what_stands_above_a_list_only_a_ban_or_an_introduction_leads_to_it(above, leads):
    text = f"Nội quy\n\n{above}\n- Để trẻ nhỏ dùng nồi;\n- Nhúng nồi vào nước.\n"
    assert told("- Nhúng nồi", text) == (None, [above] if leads else [])


@pytest.mark.parametrize(
    ("lead", "is_forbidden", "is_turned"),
    [
        ("Điều 6. Các hành vi bị nghiêm cấm", True, True),
        ("Những điều đảng viên không được làm", True, True),
        ("2. Miễn học phí đối với những học sinh sau đây:", False, True),
        ("1. Thời hạn không quá:", False, False),
        ("Điều 9. Xử lý hành vi bị cấm", False, False),
        ("3. Hồ sơ gồm:", False, False),
    ],
)
def test_some_leads_turn_what_they_lead_to(lead, is_forbidden, is_turned):
    assert (forbids(lead), turns(lead)) == (is_forbidden, is_turned)


CLUB = """\
HỘI CHƠI DIỀU SÔNG TRÀ
QUY CHẾ

Điều 1. Phạm vi
Quy chế này áp dụng cho hội viên hội chơi diều.

Điều 2. Các hành vi bị nghiêm cấm khi chơi diều, thả đèn
1. Người chưa đủ 12 tuổi thả diều sáo một mình.
2. Thả đèn trời có gắn pháo.

Điều 3. Hội phí
1. Hội viên đóng 60.000 đồng mỗi quý.
2. Giảm nửa hội phí đối với hội viên sau đây:
a) Đang học đại học hoặc cao đẳng ở xa;
b) Đang nuôi con dưới 3 tuổi.
"""


@pytest.fixture
def club(assistant_over):
    return assistant_over(quy_che=CLUB)


def test_an_age_below_which_it_is_forbidden_comes_with_the_ban(club):
    answer = club.ask("Bao nhiêu tuổi mới được thả diều sáo một mình?")
    assert answer.text == (
        "Điều 2. Các hành vi bị nghiêm cấm khi chơi diều, thả đèn [1] "
        "1. Người chưa đủ 12 tuổi thả diều sáo một mình. [2]"
    )


def test_whether_one_may_is_answered_by_the_ban_and_its_point(club):
    answer = club.ask("Có được thả đèn trời gắn pháo không?")
    heading, point = (citation.quote for citation in answer.citations)
    assert heading == "Điều 2. Các hành vi bị nghiêm cấm khi chơi diều, thả đèn"
    assert point == "2. Thả đèn trời có gắn pháo."


BRIDGE = """\
NỘI QUY BẾN PHÀ TRÀ VONG

Điều 2. Các hành vi bị nghiêm cấm khi qua phà, xuống bến
1. Chở pháo hoa trên 15 ki-lô-gam qua phà.
2. Câu cá trên phà.

Điều 3. Hàng phải khai báo
1. Người chở pháo hoa dưới 15 ki-lô-gam qua phà phải khai báo với trưởng bến.
"""


def test_a_point_under_a_ban_says_whether_one_may_before_a_rule_for_another_case(assistant_over):
    bridge = assistant_over(noi_quy=BRIDGE)
    answer = bridge.ask("Chở pháo hoa trên 15 ki-lô-gam qua phà có được không?")
    heading, point = (citation.quote for citation in answer.citations)
    assert heading.startswith("Điều 2. Các hành vi bị nghiêm cấm")
    assert point == "1. Chở pháo hoa trên 15 ki-lô-gam qua phà."


def test_a_case_comes_with_what_is_said_of_the_cases(club):
    answer = club.ask("Hội viên đang học đại học có được giảm hội phí không?")
    lead, point = (citation.quote for citation in answer.citations)
    assert lead == "2. Giảm nửa hội phí đối với hội viên sau đây:"
    assert point == "a) Đang học đại học hoặc cao đẳng ở xa;"


def test_a_number_under_no_ban_comes_alone(club):
    answer = club.ask("Hội viên đóng bao nhiêu hội phí mỗi quý?")
    assert [citation.quote for citation in answer.citations] == [
        "1. Hội viên đóng 60.000 đồng mỗi quý."
    ]


def test_an_age_below_which_it_is_not_allowed_does_not_lead_the_answer(assistant_over):
    shop = assistant_over(
        noi_quy="Nội quy\n\nQuán net không tiếp khách chưa đủ 15 tuổi sau 21 giờ."
    )
    answer = shop.ask("Bao nhiêu tuổi được vào quán net sau 21 giờ?")
    assert answer.text == "Quán net không tiếp khách chưa đủ 15 tuổi sau 21 giờ. [1]"
