"""A sentence on the topic that tells of another thing than the one asked about answers nothing."""

import pytest

from qa.asking import AnswerType
from qa.kinds import has_type
from qa.mismatch_names import deed_asked

NEWS = """Diễn đàn Nông sản sạch 2021

Diễn đàn Nông sản sạch 2021 nối với 59 điểm cầu, nhiệm kỳ 2020 - 2025 của hội.

Bà Lê Thị Hoa và ông Trần Văn Bình chủ trì diễn đàn.

Ông Trần Văn Bình nhấn mạnh vai trò của kho lạnh tại diễn đàn.

Nghị quyết số 12-NQ/HU, ngày 3-5-2019, của Huyện ủy yêu cầu xây kho lạnh xong trước ngày 8/9/2023.

Theo Thông báo 7/TB-HU, các xã nộp báo cáo trước ngày 15/10/2023.

Ban Tổ chức diễn đàn cho biết Ngân hàng Nông nghiệp cho vay trong 10 năm, bất chấp dịch Covid-19.
"""


@pytest.fixture
def given(assistant_over):
    return assistant_over(tin=NEWS)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Diễn đàn Nông sản sạch 2020 nối với bao nhiêu điểm cầu?", id="bare year"),
        pytest.param("Số điện thoại của Ban Tổ chức diễn đàn là gì?", id="telephone"),
        pytest.param("Email của Ban Tổ chức diễn đàn là gì?", id="email"),
        pytest.param("Bà Lê Thị Hoa đề xuất những giải pháp gì?", id="proposals of another"),
        pytest.param("Lãi suất Ngân hàng Nông nghiệp cho vay là bao nhiêu một năm?", id="rate"),
        pytest.param("Ngân hàng Nông nghiệp cho vay trồng vetiveria mấy năm?", id="foreign word"),
        pytest.param("Bà Lê Thị Hoa phát biểu gì tại diễn đàn?", id="speech of another"),
        pytest.param("Nghị quyết 12-NQ/HU hết hiệu lực khi nào?", id="end of a document"),
        pytest.param("Nghị quyết 12-NQ/HU do ai ký?", id="signer"),
        pytest.param("Thông báo 7/TB-HU ban hành ngày nào?", id="deadline set by a document"),
        pytest.param("Diễn đàn Nông sản sạch tổ chức tại khách sạn nào?", id="hotel"),
        pytest.param("Ngân hàng Phát triển châu Á cho vay trong mấy năm?", id="another bank"),
        pytest.param("Ban Tổ chức diễn đàn có bao nhiêu thành viên?", id="years are no members"),
        pytest.param("Ban Tổ chức diễn đàn họp tại địa điểm nào?", id="an office is no place"),
    ],
)
def test_another_thing_in_words_of_the_question_is_refused(given, question):
    assert given.ask(question).abstained, given.ask(question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Diễn đàn Nông sản sạch 2021 nối với bao nhiêu điểm cầu?", "59 điểm cầu"),
        ("Ông Trần Văn Bình nhấn mạnh gì tại diễn đàn?", "vai trò của kho lạnh"),
        ("Nghị quyết 12-NQ/HU ban hành ngày nào?", "3-5-2019"),
        ("Ngân hàng Nông nghiệp cho vay trong mấy năm?", "10 năm"),
    ],
)
def test_what_is_told_is_answered(given, question, words):
    assert words in given.ask(question).text


def test_the_reason_names_what_is_lacking(given):
    assert "2020" in given.ask("Diễn đàn Nông sản sạch 2020 nối với bao nhiêu điểm cầu?").reason
    telephone = given.ask("Số điện thoại của Ban Tổ chức diễn đàn là gì?").reason
    assert telephone == "Tài liệu không ghi số điện thoại hay địa chỉ được hỏi."


def test_one_as_an_article_is_no_number():
    assert not has_type(AnswerType.NUMBER, "Kho lạnh là một bộ phận của chợ, và một số việc khác.")
    assert has_type(AnswerType.NUMBER, "Kho lạnh giá một triệu, có hai cửa.")


PERSON = """Hợp đồng của bà Lê Thị Sen

Bên B: bà Lê Thị Sen, sinh ngày 06/02/1985, nhận lương 9.500.000 đồng qua tài khoản ngân hàng.

Hai người mất tích đều ở xã Thượng Mai.
"""
NUMBERS = """
Bà Lê Thị Sen có số căn cước 079185001234, số tài khoản 0101 2345 6789.

Hai người mất tích ở xã Thượng Mai là Trần Văn Bình và Đỗ Thị Lý.
"""
ASKED_OF_HER = [
    ("Bà Lê Thị Sen nhận lương qua số tài khoản nào?", "số tài khoản", "0101 2345 6789"),
    ("so can cuoc cua ba Le Thi Sen", "số căn cước", "079185001234"),
    ("Tên hai người mất tích ở xã Thượng Mai là gì?", "", "Trần Văn Bình"),
]


@pytest.mark.parametrize(("question", "kind", "words"), ASKED_OF_HER)
def test_a_number_or_a_name_that_is_not_given_is_refused(assistant_over, question, kind, words):
    answer = assistant_over(hop_dong=PERSON).ask(question)
    assert answer.abstained, answer.text
    assert kind in answer.reason


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        pytest.param(
            *ASKED_OF_HER[0],
            marks=pytest.mark.xfail(
                reason="hoidap-reader-11 doubts that it is the account her wages go to",
                strict=False,  # in int8 its doubt is a little another on another processor
            ),
        ),
        *ASKED_OF_HER[1:],
    ],
)
def test_a_number_or_a_name_that_is_given_is_answered(assistant_over, question, kind, words):
    assert words in assistant_over(hop_dong=PERSON + NUMBERS).ask(question).text


def test_what_a_number_of_a_kind_costs_asks_for_no_such_number(assistant_over):
    given = assistant_over(gia="Bảng giá\n\nSố tài khoản đẹp giá 5.500.000 đồng một năm.")
    assert "5.500.000" in given.ask("Số tài khoản đẹp giá bao nhiêu?").text


def test_a_date_in_brackets_behind_a_name_needs_no_word(assistant_over):
    given = assistant_over(
        tin="Hợp tác xã Sen Vàng\n\nHợp tác xã Sen Vàng (12-3-2001) hội nhập thị trường năm 2018."
    )
    assert "12-3-2001" in given.ask("Hợp tác xã Sen Vàng thành lập ngày nào?").text


def test_a_date_is_told_by_two_words_together(assistant_over):
    given = assistant_over(tin="Tin Quảng Trị\n\nQuảng Trị hội nhập thị trường quốc tế năm 2018.")
    assert given.ask("Quảng Trị gia nhập liên hiệp năm nào?").abstained
    assert "2018" in given.ask("Quảng Trị hội nhập thị trường năm nào?").text


def test_a_text_that_amends_takes_effect_when_it_says(assistant_over):
    text = (
        "Số: 85/QĐ-MTP\n\nVề việc sửa đổi quy định công tác phí\n\nĐiều 1. Nâng mức phụ cấp.\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2023.\n"
    )
    answer = assistant_over(qd=text).ask("Quyết định 85/QĐ-MTP sửa đổi có hiệu lực từ ngày nào?")
    assert answer.text.split("**")[1] == "ngày 01 tháng 3 năm 2023"


FILLER = "\n\n".join(
    f"Ngày thứ {day} của mùa gặt, xóm {day} phơi thóc và sửa bờ ruộng cao {day} tấc."
    for day in range(1, 61)
)


@pytest.mark.parametrize(
    ("introduced", "later", "question", "answers"),
    [
        ("Phạm Thị Mận", "Bà Mận", "Bà Phạm Thị Mận trồng cây gì ở vườn ươm?", True),
        ("Phạm Thị Mận", "Bà Lê Thu Mận", "Bà Phạm Thị Mận trồng cây gì ở vườn ươm?", False),
        ("Phạm Thị Mận", "Bà Mận", "Bà Lê Thị Mận trồng cây gì ở vườn ươm?", False),
        ("Franklin Roosevelt", "Roosevelt", "Franklin Roosevelt trồng cây gì ở vườn ươm?", True),
        (
            "Franklin Roosevelt",
            "Eleanor Roosevelt",
            "Franklin Roosevelt trồng cây gì ở vườn ươm?",
            False,
        ),
    ],
)
def test_who_is_introduced_by_the_whole_name_is_called_by_a_part_of_it_later(
    assistant_over, introduced, later, question, answers
):
    assistant = assistant_over(
        vuon=f"Sổ mùa gặt\n\n{introduced} coi sổ.\n\n{FILLER}\n\n{later} trồng cây xoan ở vườn ươm."
    )
    answer = assistant.ask(question)
    quotes = [citation.quote for citation in answer.citations]
    assert any("trồng cây xoan" in quote for quote in quotes) == answers, answer


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Vì sao Huyện ủy quyết định bãi bỏ Nghị quyết 12-NQ/HU?", id="no such deed"),
        pytest.param("Xã nộp báo cáo chậm thì bị phạt ra sao?", id="no such punishment"),
    ],
)
def test_what_a_question_takes_for_granted_must_be_told(given, question):
    assert given.ask(question).abstained, given.ask(question).text


def test_what_somebody_thinks_of_a_thing_is_no_deed(understood):
    thought = "Vì sao làm đường Chợ Mới theo hình thức BOT bị coi là không khả thi?"
    assert not deed_asked(understood(thought))
    assert deed_asked(understood("Vì sao đường Chợ Mới bị dừng thi công?")) == "bị dừng"


TEA = """Hợp tác xã Chè Tân Sơn

Do thiếu nước tưới, hợp tác xã quyết định dừng trồng lúa trên đồi.

Trưởng ban Kiểm tra chủ trì hội chợ chè vì thương hiệu Việt Nam.

Các tỉnh ký 40 thỏa thuận bán chè, nhiều nhất tại địa phương có đồi cao.
"""


@pytest.mark.parametrize(
    "question",
    ["Vì sao hợp tác xã quyết định dừng trồng lúa?", "Ruộng lúa trên đồi thiếu nước bị làm sao?"],
)
def test_a_deed_that_is_told_has_its_reason(assistant_over, question):
    assert "thiếu nước tưới" in assistant_over(che=TEA).ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Trưởng ban Kiểm tra chủ trì hội chợ chè tên gì?", id="a person's name"),
        pytest.param("Tỉnh nào ký nhiều thỏa thuận bán chè nhất?", id="which one has a name"),
    ],
)
def test_a_name_that_is_asked_for_must_be_told(assistant_over, question):
    answer = assistant_over(che=TEA).ask(question)
    assert answer.abstained, answer.text


LAND = """Thông báo thu hồi đất của xã Hương Lộc

Bãi xe Cây Đa bị thu hồi để làm trường thì xã trả cho người thuê 20 triệu đồng.
"""


def test_a_word_that_is_an_office_only_without_its_tones_names_none(assistant_over):
    answer = assistant_over(dat=LAND).ask("Bãi xe Cây Đa bị thu hồi thì người thuê được trả gì?")
    assert "20 triệu đồng" in answer.text


BELIEF = """Chuyện làng Vân Trì

Tên làng Vân Trì do cụ đồ Phan Huy Chử đặt năm 1802.

Nhiều người lầm tưởng tên làng Vân Trì do vua Tự Đức đặt.
"""


@pytest.mark.parametrize(
    "question",
    [
        "Tên làng Vân Trì do ai đặt?",
        "Có phải tên làng Vân Trì do vua Tự Đức đặt không?",
    ],
)
def test_what_is_wrongly_believed_is_no_answer(assistant_over, question):
    answer = assistant_over(lang=BELIEF).ask(question)
    assert "Phan Huy Chử" in answer.text
    assert "Tự Đức" not in answer.text


def test_what_is_wrongly_believed_answers_who_asks_for_it(assistant_over):
    answer = assistant_over(lang=BELIEF).ask("Nhiều người lầm tưởng tên làng Vân Trì do ai đặt?")
    assert "Tự Đức" in answer.text


def test_a_refusal_says_that_only_a_false_belief_is_told(assistant_over):
    only = BELIEF.split("\n\n")[2]
    answer = assistant_over(lang=only).ask("Tên làng Vân Trì do ai đặt?")
    assert "lầm tưởng" in answer.reason


FAMILY = """Sổ tay dòng họ Kiều ở bản Nà Mè

Bà Lò Thị Xuân, vợ ông Kiều Bá Đồng, dệt vải; em ông là Kiều Bá Đông nấu rượu.

Trưởng bản Nà Mè là ông Kiều Bá Đồng, năm 1921 đi sứ.

Ông Kiều Bá Đông bị kiện vì vay của ngân hàng mà không trả.

Bà Hà Thị Vui bào chữa cho ông Kiều Bá Đông trước tòa.

Phó Chủ tịch xã Lò Văn Pha dự giỗ họ Kiều ba ngày. Chủ tịch xã Hà Thị Ngân đến sau.

Bãi Pha Luông cho đấu giá thuê trồng gừng; đồi Pom Hán không ai được phát rẫy.
"""


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Vợ của Kiều Bá Đông tên là gì?", id="wife of another"),
        pytest.param("Vợ Kiều Bá Đông là ai?", id="the same, asked by who"),
        pytest.param("Ông Kiều Bá Đồng bị kiện vì sao?", id="a name with other marks"),
        pytest.param("Nghệ nhân bào chữa cho ông Kiều Bá Đông tên gì?", id="no such trade"),
        pytest.param("Ai trúng đấu giá thuê bãi Pha Luông?", id="hills are no persons"),
        pytest.param("Trưởng bản Nhe tên là gì?", id="another village"),
        pytest.param("Ông Kiều Bá Đồng đi sứ nước Bỉ với ai?", id="a country of two letters"),
        pytest.param("Ông Kiều Bá Đông vay của ngân hàng nào?", id="a bank without a name"),
    ],
)
def test_who_differs_by_a_mark_or_a_word_is_another(assistant_over, question):
    answer = assistant_over(ho=FAMILY).ask(question)
    assert answer.abstained, answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Vợ của Kiều Bá Đồng tên là gì?", "Lò Thị Xuân"),
        ("Vợ Kiều Bá Đồng là ai?", "Lò Thị Xuân"),
        ("vo cua Kieu Ba Dong ten la gi", "Lò Thị Xuân"),
        ("Ông Kiều Bá Đông bị kiện vì sao?", "ngân hàng"),
        ("Trưởng bản Nà Mè tên là gì?", "Kiều Bá Đồng"),
        ("Chủ tịch xã dự giỗ họ Kiều tên gì?", "Hà Thị Ngân"),
    ],
)
def test_who_is_named_mark_for_mark_is_answered(assistant_over, question, words):
    assert words in assistant_over(ho=FAMILY).ask(question).text


def test_the_year_in_the_code_of_a_law_is_the_year_it_is_called_by(assistant_over):
    law = "Luật Chứng khoán\n\nSố 54/2019/QH14\n\nĐiều 1. Tôn trọng quyền tự do giao dịch.\n"
    answer = assistant_over(luat=law).ask("Luật Chứng khoán 2019 tôn trọng quyền tự do gì?")
    assert "quyền tự do giao dịch" in answer.text


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        ("Chị Mai có hai con gái, ở cuối xóm Đồi.", "Chị Mai có mấy con trai?", ""),
        ("Chị Mai có hai con gái, ở cuối xóm Đồi.", "Chị Mai có mấy con gái?", "hai con gái"),
        ("Chị Mai có hai con gái, ở cuối xóm Đồi.", "Chị Mai có mấy con?", "hai con gái"),
        ("Ông Tư nuôi 40 con lợn ở cuối làng.", "Ông Tư nuôi bao nhiêu con gà?", ""),
        ("Ông Tư nuôi 40 con lợn ở cuối làng.", "Ông Tư nuôi bao nhiêu con lợn?", "40 con lợn"),
        ("Ông Tư nuôi 40 con lợn ở cuối làng.", "Ông Tư nuôi bao nhiêu con vật?", "40 con lợn"),
    ],
)
def test_children_and_animals_of_another_kind_are_not_counted(
    assistant_over, text, question, words
):
    answer = assistant_over(xom=f"Chuyện ở xóm Đồi\n\n{text}").ask(question)
    assert answer.abstained == (not words), answer.text
    assert words in answer.text


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        ("Chợ Gò Me đóng cửa lúc 11 giờ 30.", "Chợ Gò Me mở cửa lúc mấy giờ?", ""),
        ("Chợ Gò Me đóng cửa lúc 11 giờ 30.", "Chợ Gò Me đóng cửa lúc mấy giờ?", "11 giờ 30"),
        ("Hội chợ Gò Me bế mạc ngày 5/3/2024.", "Hội chợ Gò Me khai mạc ngày nào?", ""),
        ("Hội chợ Gò Me khai mạc ngày 5/3/2024.", "Hội chợ Gò Me bắt đầu ngày nào?", "5/3/2024"),
        (
            "Chợ Gò Me mở cửa từ 5 giờ đến 11 giờ 30.",
            "Chợ Gò Me đóng cửa lúc mấy giờ?",
            "11 giờ 30",
        ),
        (
            "Chợ Gò Me mở cửa từ 5 giờ và đóng cửa lúc 11 giờ 30.",
            "Chợ Gò Me mở cửa lúc mấy giờ?",
            "5 giờ",
        ),
    ],
)
def test_when_something_closes_is_not_when_it_opens(assistant_over, text, question, words):
    answer = assistant_over(cho=f"Chợ Gò Me\n\n{text}").ask(question)
    assert answer.abstained == (not words), answer.text
    assert words in answer.text.split("—")[0]


@pytest.mark.parametrize(
    ("question", "is_answered"),
    [
        ("Hợp đồng thuê điểm kinh doanh tối đa mấy năm?", True),
        ("Hợp đồng thuê điểm kinh doanh tối thiểu mấy năm?", False),
        ("Điểm kinh doanh rộng ít nhất bao nhiêu?", True),
        ("Điểm kinh doanh rộng nhiều nhất bao nhiêu?", False),
    ],
)
def test_the_most_does_not_answer_for_the_least(assistant_over, question, is_answered):
    rules = (
        "Hợp đồng thuê điểm kinh doanh không quá 05 năm.\nĐiểm kinh doanh rộng tối thiểu 3 m2.\n"
    )
    answer = assistant_over(cho=f"Quy chế chợ\n\n{rules}").ask(question)
    assert answer.abstained is not is_answered


@pytest.mark.parametrize("unit", ["m²", "m2", "mét vuông"])
def test_a_unit_may_be_written_otherwise_than_it_is_asked_for(assistant_over, unit):
    text = f"Nhà trẻ khu phố 4: diện tích 820 {unit}, chưa có nhà đầu tư."
    answer = assistant_over(ket_luan=f"Kết luận\n\n{text}").ask(
        "Nhà trẻ khu phố 4 rộng bao nhiêu mét vuông?"
    )
    assert answer.text.startswith(f"**820 {unit}")


DECISION = """\
ỦY BAN NHÂN DÂN HUYỆN LỘC SƠN
Số: 412/QĐ-UBND
Lộc Sơn, ngày 06 tháng 5 năm 2026

QUYẾT ĐỊNH
Về việc bổ nhiệm Hiệu trưởng Trường THCS Nguyễn Bá Loan

Điều 1. Bổ nhiệm ông Đặng Quốc Khiêm giữ chức vụ Hiệu trưởng từ ngày 15 tháng 5 năm 2026.

Điều 2. Quyết định này thay thế Quyết định 97/QĐ-UBND.
"""


def test_the_line_of_place_and_day_at_its_head_says_when_a_document_was_issued(assistant_over):
    answer = assistant_over(quyet_dinh=DECISION).ask("Quyết định 412 ban hành ngày nào?")
    assert answer.text.startswith("**ngày 06 tháng 5 năm 2026**")


def test_the_line_of_place_and_day_is_of_no_other_document(assistant_over):
    assert assistant_over(quyet_dinh=DECISION).ask("Quyết định 97 ban hành ngày nào?").abstained


def test_the_line_of_place_and_day_says_not_since_when_a_decision_is_in_force(assistant_over):
    asked = "Quy chế ban hành kèm theo Quyết định 412 có hiệu lực từ ngày nào?"
    assert "06 tháng 5" not in assistant_over(quyet_dinh=DECISION).ask(asked).text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Thời hạn của thẻ kéo dài bao lâu?", "Thời hạn của mỗi thẻ là 12 tháng."),
        ("Nghĩa vụ của người thuê là gì?", "Nghĩa vụ của Bên B là trả tiền đúng hạn."),
    ],
)
def test_what_is_said_of_the_same_in_other_words_is_of_no_other(assistant_over, question, text):
    hop_dong = f"Hợp đồng thuê nhà\n\nBên thuê (Bên B): bà Mai.\n\n{text}"
    assert text in [one.quote for one in assistant_over(hd=hop_dong).ask(question).citations]


def test_a_contract_was_signed_on_the_day_that_it_calls_today(assistant_over):
    contract = (
        "HỢP ĐỒNG THUÊ KHO\nSố: 18/2026/HĐTK\n\n"
        "Hôm nay, ngày 02 tháng 3 năm 2026, tại Công ty Kho vận Bình An, chúng tôi gồm:\n"
        "Bên A: Công ty Kho vận Bình An\n\n"
        "ĐIỀU 2. THỜI HẠN\nThời hạn thuê 24 tháng, tính từ ngày 15/3/2026.\n"
    )
    answer = assistant_over(hop_dong=contract).ask("Hợp đồng 18/2026/HĐTK ký ngày nào?")
    assert answer.text.startswith("Hôm nay, ngày 02 tháng 3 năm 2026")
