"""In a list of people each line is of one person, whatever is asked of another."""

import pytest

from qa.names import names

LIST = """Danh sách cán bộ xã Bình Hòa

Ông Vi Văn Thắng là trưởng công an xã Bình Hòa từ tháng 3/2021.
Bà Lò Thị Mai là chủ tịch hội phụ nữ.
Ông Đổng Văn Khi giữ chức phó chủ tịch.
Bà Lê Thị Nào làm kế toán.
"""


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Vi Văn Thắng là ai?", ["Vi Văn Thắng"]),
        ("Đổng Văn Khi giữ chức gì?", ["Đổng Văn Khi"]),
        ("Ông Văn Thắng làm gì?", ["Văn Thắng"]),
        ("Theo Văn Thắng thì sao?", ["Văn Thắng"]),
    ],
)
def test_a_rare_family_name_is_part_of_the_name(question, found):
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Ông Vi Văn Thắng làm gì?", "Vi Văn Thắng"),
        ("Bà Lê Thị Nào làm gì?", "Lê Thị Nào"),
        ("Bà Lò Thị Mai giữ chức vụ gì?", "Lò Thị Mai"),
        ("Ông Đổng Văn Khi công tác ở đâu?", "Đổng Văn Khi"),
    ],
)
def test_the_line_of_another_person_is_never_the_answer(assistant_over, question, own):
    answer = assistant_over(staff=LIST).ask(question)
    assert all(own in citation.quote for citation in answer.citations)


def test_the_name_that_is_asked_about_is_not_given_as_the_answer(assistant_over):
    answer = assistant_over(staff=LIST).ask("vi van thang la ai")
    assert "trưởng công an xã Bình Hòa" in answer.text
    assert not answer.text.startswith("**")
