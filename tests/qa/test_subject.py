"""What a text is about is told from its head, and only when that is what is asked."""

import pytest

from index.build import build
from qa.assistant import Assistant
from qa.subject import subject_of

DECISION = """ỦY BAN NHÂN DÂN HUYỆN SƠN KHÊ
Số: 45/QĐ-UBND
Sơn Khê, ngày 15 tháng 8 năm 2023

QUYẾT ĐỊNH
Về việc phê duyệt dự án xây dựng cầu Nà Khoa

Căn cứ Luật Xây dựng;

Điều 1. Phê duyệt dự án xây dựng cầu Nà Khoa với tổng mức đầu tư 87,5 tỷ đồng.

Điều 2. Quyết định này có hiệu lực từ ngày ký.
"""
BARE = """Số: 12/TB-SGDĐT

Học sinh nghỉ hè từ ngày 31 tháng 5 năm 2024.
"""
SUBJECT = "Về việc phê duyệt dự án xây dựng cầu Nà Khoa"


@pytest.fixture(scope="module")
def knowing(encoder, restorer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("subject")
    (folder / "qd.txt").write_text(DECISION, "utf-8")
    (folder / "tb.txt").write_text(BARE, "utf-8")
    built = build(folder, into=tmp_path_factory.mktemp("index") / "index", encoder=encoder)
    return Assistant(built.index, encoder, restorer)


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 45/QĐ-UBND quy định về việc gì?",
        "quyet dinh 45/QD-UBND noi ve gi",
        "Nội dung của Quyết định số 45/QĐ-UBND là gì?",
        "Quyết định 45/QĐ-UBND là văn bản gì?",
    ],
)
def test_what_a_text_is_about_stands_in_its_head(knowing, question):
    answer = knowing.ask(question)
    assert answer.text == f"{SUBJECT} [1]"
    (citation,) = answer.citations
    assert (citation.quote, citation.source) == (SUBJECT, "qd.txt")


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 45/QĐ-UBND có hiệu lực khi nào?",
        "Quyết định 46/QĐ-UBND quy định về việc gì?",
        "Thông báo 12/TB-SGDĐT nói về gì?",
        "Quyết định 45/QĐ-UBND quy định mức đầu tư là gì?",
    ],
)
def test_other_questions_are_not_answered_by_it(knowing, question):
    assert SUBJECT not in knowing.ask(question).text


def test_a_text_without_a_line_for_it_has_no_subject(knowing):
    found = {one.source: subject_of(one) for one in knowing.index.documents}
    assert found["tb.txt"] is None
    assert found["qd.txt"].text == SUBJECT
