"""Statements made from paragraphs are what their labels say, and the same every time."""

import pytest

from eval.statements import (
    CONTRADICTED,
    NAMED,
    SUPPORTED,
    UNRELATED,
    answered,
    condensed,
    pairs_of,
    texts_of,
)
from qa.named import fault_of

ROWS = [
    {
        "id": "a",
        "title": "Cầu Bến Ngự",
        "text": "Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022 sau 14 tháng thi "
        "công. Tổng mức đầu tư của cầu (kể cả đường dẫn) là 215 tỷ đồng, lấy từ ngân sách tỉnh "
        "Phú Lâm, nhiều hơn dự kiến. Chủ tịch Nguyễn Hữu Thọ cảm ơn kỹ sư Lê Quốc Dũng tại lễ.",
    },
    {
        "id": "b",
        "title": "Hợp tác xã",
        "text": "Năm 2023, hợp tác xã Sương Mai thu hoạch 412 tấn chè ở xã Đông Hà. Các máy sao "
        "chè cũ thường xuyên hỏng nên hợp tác xã đã mua thêm hai máy mới trong tháng 8 năm 2023.",
    },
]
ASKED = [
    {
        "passage_id": "a",
        "question": "Cầu Bến Ngự thông xe ngày nào?",
        "answers": [{"text": "ngày 22-12-2022"}],
    },
    {
        "passage_id": "a",
        "question": "Tổng mức đầu tư của cầu là bao nhiêu?",
        "answers": [{"text": "215 tỷ đồng"}],
    },
]


@pytest.fixture(scope="module")
def pairs():
    return pairs_of(texts_of(ROWS, ASKED))


def test_the_same_seed_makes_the_same_pairs(pairs):
    assert pairs == pairs_of(texts_of(ROWS, ASKED))
    assert pairs != pairs_of(texts_of(ROWS, ASKED), seed=8)


def test_there_is_every_label_and_every_kind_of_mistake(pairs):
    kinds = {(pair.label, pair.kind) for pair in pairs}
    assert {label for label, _ in kinds} == {SUPPORTED, CONTRADICTED, UNRELATED}
    for kind in NAMED:
        assert (CONTRADICTED, kind) in kinds, kinds
    assert (SUPPORTED, "answered") in kinds


def test_supported_statements_name_nothing_new(pairs):
    for pair in pairs:
        if pair.is_supported:
            assert fault_of(pair.statement, pair.paragraph) == "", pair


def test_contradicted_statements_are_not_the_paragraphs_own(pairs):
    for pair in pairs:
        if pair.label == CONTRADICTED:
            assert pair.statement not in pair.paragraph, pair


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        ("Cầu dài bao nhiêu mét?", "486 mét", "Cầu dài 486 mét."),
        ("Ai chủ trì cuộc họp?", "bà Lan", "Bà Lan chủ trì cuộc họp."),
        ("Vì sao máy hỏng?", "do quá cũ", "Máy hỏng vì quá cũ."),
        ("Kể về cây cầu.", "dài", ""),
    ],
)
def test_a_question_and_its_answer_make_a_statement(question, answer, statement):
    assert answered(question, answer) == statement


def test_condensing_leaves_out_brackets_and_lead_ins():
    assert condensed("Năm 2023, hợp tác xã (Sương Mai) thu hoạch 412 tấn.") == (
        "Hợp tác xã thu hoạch 412 tấn."
    )
