"""An answer from a text that a newer one supersedes says so and shows the newer."""

import pytest

from index.load import read
from qa.compose import Quote
from qa.superseded import _newer, in_force

OLD = """UBND TỈNH PHÚ LÂM
Số: 10/2019/QĐ-UBND
Phú Lâm, ngày 05 tháng 3 năm 2019

QUYẾT ĐỊNH
Ban hành mức thu phí chợ đêm thành phố Lâm Giang

Điều 1. Mức thu
Mỗi gian hàng chợ đêm nộp phí vệ sinh 100.000 đồng một tháng.

Điều 2. Thi hành
Quyết định này có hiệu lực từ ngày 01 tháng 4 năm 2019.
"""
NEW = """UBND TỈNH PHÚ LÂM
Số: 45/2023/QĐ-UBND
Phú Lâm, ngày 15 tháng 8 năm 2023

QUYẾT ĐỊNH
Quy chế tổ chức hoạt động kinh doanh ban đêm

Điều 1. Phí vệ sinh
Gian hàng kinh doanh ban đêm nộp phí vệ sinh 150.000 đồng một tháng.

Điều 2. Hiệu lực
Quyết định này thay thế Quyết định số 10/2019/QĐ-UBND ngày 05 tháng 3 năm 2019.
"""


def test_an_answer_from_a_replaced_text_is_flagged_and_the_newer_shown(assistant_over):
    assistant = assistant_over(cu=OLD, moi=NEW)
    answer = assistant.ask("Điều 1 quyết định 10/2019/QĐ-UBND nói gì?")
    assert "100.000 đồng" in answer.text
    assert "Quyết định 45/2023/QĐ-UBND thay thế" in answer.reason
    assert "thay thế Quyết định số 10/2019/QĐ-UBND" in answer.newer[0].quote
    assert any("150.000 đồng" in citation.quote for citation in answer.newer)
    for citation in answer.newer:
        citation.check(assistant.index.document(citation.source).text)
    assert "Văn bản mới hơn:" in answer.to_markdown()
    assert answer.to_dict()["newer"][0]["source"] == "moi.txt"


@pytest.mark.parametrize("question", ["Điều 1 quyết định 45/2023/QĐ-UBND nói gì?"])
def test_an_answer_from_the_newer_text_is_not(assistant_over, question):
    answer = assistant_over(cu=OLD, moi=NEW).ask(question)
    assert (answer.reason, answer.newer) == ("", ())


def test_of_two_texts_on_one_subject_the_later_is_shown(assistant_over):
    later = OLD.replace("10/2019", "33/2021").replace("tháng 3 năm 2019", "tháng 6 năm 2021")
    later = later.replace("100.000", "120.000")
    answer = assistant_over(cu=OLD, moi=later).ask("Điều 1 quyết định 10/2019/QĐ-UBND nói gì?")
    assert "bản ngày 05/03/2019" in answer.reason
    assert "Quyết định 33/2021/QĐ-UBND ngày 05/06/2021" in answer.reason
    assert any("120.000 đồng" in citation.quote for citation in answer.newer)


def head(number, day, *, issuer="ỦY BAN NHÂN DÂN TỈNH PHÚ LÂM", says="Có hiệu lực."):
    return f"{issuer}\nSố: {number}\nNgày {day}\n\nQUYẾT ĐỊNH\nVề chợ đêm\n\nĐiều 1. Tên\n{says}\n"


REPLACES = "Quyết định này thay thế Quyết định số 12/QĐ-UBND"


@pytest.mark.parametrize(
    ("older", "newer", "is_newer"),
    [
        (head("12/QĐ-UBND", ""), head("30/QĐ-UBND", "", says=f"{REPLACES}."), True),
        (
            head("12/QĐ-UBND", "05 tháng 3 năm 2023"),
            head("30/QĐ-UBND", "05 tháng 3 năm 2020", says=f"{REPLACES}."),
            False,
        ),
        (
            head("12/QĐ-UBND", "05 tháng 3 năm 2019"),
            head("30/QĐ-UBND", "", says=f"{REPLACES} ngày 07 tháng 01 năm 2016."),
            False,
        ),
        (
            head("12/QĐ-UBND", "05 tháng 3 năm 2019"),
            head("30/QĐ-UBND", "", says=f"{REPLACES} ngày 05/3/2019."),
            True,
        ),
        (
            head("12/QĐ-UBND", "", issuer="ỦY BAN NHÂN DÂN TỈNH ĐẮC SƠN"),
            head("30/QĐ-UBND", "", says=f"{REPLACES}."),
            False,
        ),
        (
            head("12/QĐ-UBND", "", issuer="ỦY BAN NHÂN DÂN\nTỈNH PHÚ LÂM"),
            head("30/QĐ-UBND", "", says=f"{REPLACES}."),
            True,
        ),
    ],
    ids=["undated", "earlier", "of-another-day", "of-that-day", "elsewhere", "broken-line"],
)
def test_a_text_of_the_same_number_is_superseded_only_when_it_is_the_one_meant(
    older, newer, is_newer
):
    (old,), (new,) = (
        read(text.encode(), name).documents
        for text, name in ((older, "cu.txt"), (newer, "moi.txt"))
    )
    assert [document.source for document, _ in _newer(old, [old, new])] == ["moi.txt"] * is_newer


AMENDING = """UBND TỈNH PHÚ LÂM
Số: 12/2022/QĐ-UBND
Phú Lâm, ngày 09 tháng 5 năm 2022

QUYẾT ĐỊNH
Sửa đổi, bổ sung một số điều của Quyết định số 10/2019/QĐ-UBND

Điều 1. Sửa đổi Điều 1 Quyết định số 10/2019/QĐ-UBND như sau:
“Mỗi gian hàng chợ đêm nộp phí vệ sinh 130.000 đồng một tháng.”
"""


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("Bây giờ mỗi gian hàng chợ đêm nộp phí vệ sinh bao nhiêu?", ["130.000", "100.000"]),
        ("Trước đây mỗi gian hàng chợ đêm nộp phí vệ sinh bao nhiêu?", ["100.000"]),
    ],
)
def test_what_an_amendment_says_now_comes_before_what_it_amends(assistant_over, question, order):
    # What the reader likes best is the older text, which says whose fee it is.
    old = OLD.replace("Mỗi gian hàng chợ đêm nộp", "Từ nay mỗi gian hàng chợ đêm bây giờ nộp")
    answer = assistant_over(cu=old, moi=AMENDING).ask(question)
    places = [answer.text.find(fee) for fee in order]
    assert -1 not in places, answer.text
    assert places == sorted(places)


def test_when_each_text_takes_effect_is_its_own(assistant_over):
    late = AMENDING + "\nĐiều 2. Quyết định này có hiệu lực từ ngày 01 tháng 6 năm 2022.\n"
    assistant = assistant_over(cu=OLD, moi=late)
    old = next(one for one in assistant.index.documents if one.source == "cu.txt")
    start = old.text.index("Quyết định này")
    quote = Quote(old, start, len(old.text.rstrip()), (0, 5))
    question = assistant._question("Quy định về phí chợ đêm có hiệu lực khi nào?")
    assert in_force(question, [quote], assistant.index) == (quote,)
