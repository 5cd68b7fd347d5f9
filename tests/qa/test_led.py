"""A list is found by the line that leads into it, or by the name of its article."""

import pytest

RULES = """QUY CHẾ HOẠT ĐỘNG CỦA TRUNG TÂM HÒA GIẢI AN BÌNH

Điều 1. Thù lao hòa giải
1. Mức thù lao hòa giải một vụ, việc được tính dựa trên các căn cứ sau:
a) Nội dung, tính chất của vụ, việc;
b) Thời gian và công sức của hòa giải viên.
2. Thù lao được tính theo các phương thức sau:
a) Giờ làm việc của hòa giải viên;
b) Vụ, việc với mức trọn gói;
c) Hợp đồng dài hạn với mức cố định.
3. Thù lao của hòa giải viên tham gia vụ việc hình sự theo thỏa thuận giữa các bên.

Điều 2. Thẻ hòa giải viên
1. Thẻ hòa giải viên có giá trị sử dụng trong các trường hợp sau đây:
a) Vào phòng hòa giải;
b) Mượn hồ sơ ở kho.
2. Thẻ hòa giải viên không có giá trị sử dụng trong các trường hợp sau đây:
a) Thẻ đã hết hạn;
b) Thẻ bị tẩy xóa.

Điều 3. Quyền của bên tham gia hòa giải
1. Chọn hòa giải viên trong danh sách.
2. Đề nghị hoãn phiên họp một lần.
3. Nhận bản sao biên bản.

Điều 4. Tổ chức của Trung tâm
1. Tổ chức của Trung tâm gồm:
a) Ban Giám đốc;
b) Phòng Tiếp dân;
c) Tổ Hành chính.
2. Giám đốc quy định cụ thể Điều này.
"""


@pytest.fixture
def rules(assistant_over):
    return assistant_over(hoa_giai=RULES)


def quoted(assistant, question):
    return [citation.quote for citation in assistant.ask(question).citations]


FEES = [
    "2. Thù lao được tính theo các phương thức sau:",
    "a) Giờ làm việc của hòa giải viên;",
    "b) Vụ, việc với mức trọn gói;",
    "c) Hợp đồng dài hạn với mức cố định.",
]


@pytest.mark.parametrize(
    "question",
    [
        "Thù lao hòa giải của trung tâm tính theo các phương thức nào?",
        "Thu lao hoa giai cua trung tam tinh theo cac phuong thuc nao?",
        "Trung tâm tính thù lao theo phương thức nào?",
    ],
)
def test_the_line_that_says_what_is_asked_leads_its_list(rules, question):
    assert quoted(rules, question) == FEES


def test_a_list_of_what_is_not_is_no_list_of_what_is(rules):
    asked = "Thẻ hòa giải viên {} giá trị sử dụng trong những trường hợp nào?"
    assert quoted(rules, asked.format("không có"))[1:] == [
        "a) Thẻ đã hết hạn;",
        "b) Thẻ bị tẩy xóa.",
    ]
    assert quoted(rules, asked.format("có"))[1:] == [
        "a) Vào phòng hòa giải;",
        "b) Mượn hồ sơ ở kho.",
    ]


def test_the_name_of_an_article_leads_its_clauses(rules):
    quotes = quoted(rules, "Bên tham gia hòa giải có những quyền gì?")
    assert quotes[-3:] == [
        "1. Chọn hòa giải viên trong danh sách.",
        "2. Đề nghị hoãn phiên họp một lần.",
        "3. Nhận bản sao biên bản.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Thù lao luật sư của công ty Bắc Hà tính theo các phương thức nào?",
        "Thù lao của luật sư tính theo các phương thức nào?",
        "Thẻ luật sư không có giá trị sử dụng trong những trường hợp nào?",
        "Tổ chức của Hội đồng gồm những bộ phận nào?",
    ],
)
def test_a_list_of_somebody_else_is_not_taken_for_it(rules, question):
    answer = rules.ask(question)
    assert answer.abstained or answer.confidence < 0.3
