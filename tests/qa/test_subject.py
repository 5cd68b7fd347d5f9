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
NEWS = """Hạt kiểm lâm sơ kết năm năm

Trong năm năm qua, huyện luôn bám sát tinh thần của Nghị quyết số 31-NQ/TƯ.

Sáng 17/11, Hạt kiểm lâm họp sơ kết 5 năm thực hiện Nghị quyết số 31-NQ/TƯ ngày 4/11/2013 của Ban \
Chấp hành Trung ương khóa XI về “Giữ rừng gắn với sinh kế của người dân”. Cuộc họp do ông Lò \
Văn Pín chủ trì theo Kế hoạch số 12-KH/HU của Huyện ủy.

Nghị quyết 31-NQ/TƯ cần được quán triệt đến từng bản làng trong thời gian tới.
"""
SUBJECT = "Về việc phê duyệt dự án xây dựng cầu Nà Khoa"


@pytest.fixture(scope="module")
def knowing(encoder, restorer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("subject")
    (folder / "qd.txt").write_text(DECISION, "utf-8")
    (folder / "tb.txt").write_text(BARE, "utf-8")
    (folder / "bao.txt").write_text(NEWS, "utf-8")
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


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết 31 nói về vấn đề gì?",
        "Chủ đề của Nghị quyết 31-NQ/TƯ là gì?",
        "nghi quyet 31-NQ/TU noi ve gi",
        "What is the topic of Resolution 31-NQ/TU?",
    ],
)
def test_what_a_text_is_about_is_told_by_who_cites_it_with_its_title(knowing, question):
    (citation, *_) = knowing.ask(question).citations
    told = citation.quote[slice(*citation.highlight)]
    assert (told, citation.source) == ("“Giữ rừng gắn với sinh kế của người dân”", "bao.txt")


def test_a_text_that_is_cited_without_its_title_is_not_given_that_of_another(knowing):
    answer = knowing.ask("Kế hoạch 12-KH/HU nói về gì?")
    assert not any("Giữ rừng" in one.quote for one in answer.citations)


def test_when_a_text_was_issued_is_no_title_of_it(assistant_over):
    given = assistant_over(
        tin="Tin xã\n\nNghị quyết số 31-NQ/TƯ ban hành ngày 4/11/2013 đã đến từng bản.",
    )
    told = [
        one.quote[slice(*one.highlight)] for one in given.ask("Nghị quyết 31 nói gì?").citations
    ]
    assert not any(words.startswith("ngày 4/11/2013") for words in told)
