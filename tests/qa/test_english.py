"""An English question becomes Vietnamese words that the search and the checks can use."""

import pytest

from qa.english import glossary, in_vietnamese


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Who chaired the meeting?", "ai chủ trì cuộc họp?"),
        ("When was Decision 12/QD-UBND issued?", "quyết định 12/QD-UBND ban hành khi nào?"),
        ("How many members does the board have?", "có bao nhiêu thành viên ban?"),
        ("Where was the 19th conference held?", "hội nghị lần thứ 19 tổ chức ở đâu?"),
        ("What are the three principles of cooperation?", "3 nguyên tắc hợp tác là gì?"),
        ("What is the most important resource?", "nguồn lực quan trọng nhất là gì?"),
        ("Which foreign university spoke on 23 April 2021?",
         "đại học nước ngoài nào phát biểu 23/4/2021?"),
        ("Who is the Prime Minister Nguyen Van An?", "thủ tướng Nguyen Van An là ai?"),
        ("Who is Hoàng Văn Bình?", "Hoàng Văn Bình là ai?"),
    ],
)  # fmt: skip
def test_a_question_of_known_words_is_put_in_vietnamese_order(english, vietnamese):
    assert in_vietnamese(english) == vietnamese


@pytest.mark.parametrize(
    "english", ["How do I bake a chocolate cake?", "Who won the match?", "xyzzy plugh quux", ""]
)
def test_a_question_of_unknown_words_is_left_alone(english):
    assert in_vietnamese(english) == ""


def test_the_glossary_is_lower_case_and_has_no_doubles():
    for english, entries in glossary().items():
        assert english == english.lower()
        kinds = [kind for kind, _ in entries]
        assert len(kinds) == len(set(kinds)), english
        assert set(kinds) <= {"noun", "verb"}
