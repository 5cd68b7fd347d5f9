"""A yes-or-no question is answered by what the documents say in place of what it claims."""

import pytest

from qa.question import understand
from qa.yes_no import opened


@pytest.fixture(scope="module")
def left_open(restorer, assistant):
    """Leave open what a question claims: the texts that are asked instead."""

    def left_open(typed):
        question = understand(typed, restorer=restorer, lexical=assistant.index.lexical)
        return [one.text for one in opened(question)]

    return left_open


@pytest.mark.parametrize(
    ("claims", "asks"),
    [
        (
            "Nghị quyết 07 có phải do Bộ Chính trị ban hành không?",
            "Nghị quyết 07 do ai ban hành?",
        ),
        ("Cuộc họp có phải họp ngày 5/5 không?", "Cuộc họp họp ngày nào?"),
        (
            "Hội nghị có phải diễn ra ở Đà Nẵng không?",
            "Hội nghị diễn ra ở đâu?",
        ),
        (
            "Hội nghị trực tuyến ngày 23-4 do ông Lê Văn Tám chủ trì, đúng không?",
            "Hội nghị trực tuyến ngày 23-4 do ai chủ trì?",
        ),
        ("Có phải các xã đã ký 500 thỏa thuận không?", "Các xã đã ký bao nhiêu thỏa thuận?"),
        ("Kỹ sư trưởng có phải ông Lê Văn Tám không?", "Kỹ sư trưởng là ai?"),
        ("Ông Lê Văn Tám có phải Chủ tịch tỉnh không?", "Ông Lê Văn Tám là ai?"),
        ("Hội nghị họp ở Hà Nội hay Đà Nẵng?", "Hội nghị họp ở đâu?"),
        ("Nghị quyết 22 do Bộ Chính trị hay Quốc hội ban hành?", "Nghị quyết 22 do ai ban hành?"),
        ("Nghị quyết 22 là của Bộ Chính trị phải không?", "Nghị quyết 22 là của ai?"),
        ("Hội thảo do Ban Tổ chức Trung ương tổ chức, đúng không?", "Hội thảo do ai tổ chức?"),
        ("Sản lượng tăng 9% phải không?", ""),
        ("Sản lượng chè năm ngoái tăng 9% phải không?",
         "Sản lượng chè năm ngoái tăng bao nhiêu phần trăm?"),
    ],
)  # fmt: skip
def test_what_is_claimed_is_asked_for(left_open, claims, asks):
    assert left_open(claims) == ([asks] if asks else [])


@pytest.mark.parametrize(
    "question",
    [
        "Bạn đọc có phải đền sách không?",
        "Thư viện có mở cửa không?",
        "Thư viện có bao nhiêu sách?",
        "Chợ đêm không có phí vệ sinh à?",
    ],
)
def test_a_claim_without_a_name_a_date_or_a_number_stays_as_it_is(left_open, question):
    assert left_open(question) == []


def test_a_wrong_claim_is_answered_by_what_the_document_says(assistant):
    answer = assistant.ask("Cầu Bến Ngự có phải dài 500 mét không?")
    (citation,) = answer.citations
    assert citation.quote[slice(*citation.highlight)].startswith("486")
    assert answer.understood_as == "Cầu Bến Ngự dài bao nhiêu mét?"


def test_a_wrong_name_is_answered_by_the_right_one(assistant):
    answer = assistant.ask("Cuộc họp của hợp tác xã có phải do ông Phan Văn Kiên chủ trì không?")
    assert answer.text.startswith("**Bà Trịnh Thị Ngọc Lan**")


def test_a_claim_that_no_document_speaks_of_is_refused(assistant):
    answer = assistant.ask("Sân bay Long Thành có phải do Nhật Bản đầu tư không?")
    assert answer.abstained


def test_a_name_is_no_part_of_what_is_done(left_open):
    asked = left_open("Bài ca ấy có phải do nhạc sĩ Lê Dân viết lời không?")
    assert asked == ["Bài ca ấy do ai viết lời?"]
    assert left_open("Tên xóm có phải do ông Lê Dân đặt không?") == ["Tên xóm do ai đặt?"]


HALL = """Nội quy nhà văn hóa Bàu Sen

Nhà văn hóa Bàu Sen tổ chức tiệc cưới cho nhiều gia đình trong nhà văn hóa.

Tiệc trong nhà văn hóa phải xong trước 22 giờ và không được đốt pháo.
"""


def test_what_one_may_is_told_by_a_sentence_that_forbids_or_allows(assistant_over):
    answer = assistant_over(nha=HALL).ask("Tổ chức tiệc trong nhà văn hóa đốt pháo được không?")
    assert [one.quote for one in answer.citations] == [
        "Tiệc trong nhà văn hóa phải xong trước 22 giờ và không được đốt pháo."
    ]
