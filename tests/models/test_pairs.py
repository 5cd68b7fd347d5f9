"""Training pairs: a question, a window that answers it, and no law that a dev question is about."""

import gzip
import json
import random

import numpy as np
import pytest

from index.encoder import open_encoder
from index.passages import MAX_CHARACTERS
from models.encoder.pairs import (
    Pair,
    Rivals,
    articles_of_law,
    as_question,
    clause,
    grouped,
    heading,
    rivals_of,
    stored,
    unique,
    window,
)

TEXT = (
    "Sông Cầu dài 288 km và chảy qua bốn tỉnh miền núi phía Bắc. "
    "Sông bắt nguồn từ phía nam đỉnh Phia Bióoc, ở tỉnh Bắc Kạn. "
    "Công trình thủy lợi trên sông được khởi công năm 1922 và hoàn thành sau bảy năm. "
)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Điều 1.1.LQ.14. Nhiệm vụ bảo vệ an ninh", "Nhiệm vụ bảo vệ an ninh"),
        ("Điều 25.13.NĐ.4.11. Lập chương trình", "Lập chương trình"),
        ("Luật Viên chức – Điều 5. Nguyên tắc", "Luật Viên chức – Điều 5. Nguyên tắc"),
        ("Sông Cầu", "Sông Cầu"),
    ],
)
def test_a_heading_loses_its_number(title, name):
    assert heading(title) == name


def test_a_sentence_becomes_a_question_about_its_number():
    made = {as_question(TEXT, "Sông Cầu", random.Random(seed)) for seed in range(60)}
    questions = {found[0] for found in made if found}
    assert any("dài bao nhiêu km" in question for question in questions), questions
    assert any("năm nào" in question for question in questions), questions
    assert not any("năm bao nhiêu" in question for question in questions), questions


def test_a_window_holds_what_it_is_cut_around():
    sentences = [f"Câu thứ {i} nói về con số {i * 37} trong một văn bản dài." for i in range(40)]
    text = " ".join(sentences)
    for place in (0, 700, 1500, len(text) - 30):
        found = window(text, "", place)
        assert text[place : place + 20].split()[1] in found
        assert found in text
        assert len(found) <= MAX_CHARACTERS
    assert "Câu thứ 31" in window(text, f"Câu nào nói về con số {31 * 37}?")


def test_a_clause_keeps_the_word_that_asks():
    sentence = (
        "Theo quy định của pháp luật về đất đai hiện hành và các văn bản hướng dẫn thi hành của "
        "Chính phủ, thời hạn sử dụng đất là bao nhiêu năm, kể từ ngày có quyết định giao đất"
    )
    assert "bao nhiêu" in clause(sentence, sentence.index("bao nhiêu"))


def test_a_question_is_asked_once_of_a_passage():
    one = Pair("a", "Ai ký văn bản?", "", "Ông Nam ký.")
    assert unique([one, one._replace(question="AI KÝ VĂN BẢN?"), one._replace(text="")]) == [one]


def test_laws_of_dev_questions_are_left_out(tmp_path):
    articles = [
        {"id": "a1", "law": "A", "title": "Điều 1", "text": "x"},
        {"id": "a2", "law": "A", "title": "Điều 2", "text": "x"},
        {"id": "b1", "law": "B", "title": "Điều 1", "text": "x"},
    ]
    asked = [{"passage_ids": ["a2"]}]
    for name, rows in (("scale/phapdien", articles), ("dev/zalo_dev.questions", asked)):
        file = tmp_path / f"{name}.jsonl.gz"
        file.parent.mkdir()
        with gzip.open(file, "wt") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
    assert [row["id"] for row in articles_of_law(tmp_path)] == ["b1"]


def test_groups_are_taken_whole_until_there_are_enough():
    found = [{"law": law, "n": n} for law in "abcd" for n in range(10 if law != "d" else 3)]
    taken = list(grouped(found, "law", random.Random(0), 15))
    laws = [row["law"] for row in taken]
    assert len(taken) == 20
    assert len(set(laws)) == 2
    assert "d" not in laws, "three articles make no group"


def test_rivals_are_the_wrong_passages_nearest_to_a_question(tmp_path):
    passages = [
        "Sông Cầu dài 288 km.",
        "Sông Hồng dài 1.149 km.",
        "Nguyễn Du viết Truyện Kiều.",
        "Bánh chưng gói bằng lá dong.",
    ]
    asked = ["Sông Cầu dài bao nhiêu?", "Sông Hồng dài bao nhiêu?", "Ai viết Truyện Kiều?", "Gì?"]
    encoder = open_encoder()
    vectors = stored(tmp_path / "vectors.npy", passages, encoder.encode_passages)
    again = stored(tmp_path / "vectors.npy", passages, lambda texts: pytest.fail("encoded again"))
    assert np.abs(vectors - again).max() < 1e-3  # read back from 16 bits
    found = rivals_of(Rivals(asked, range(4), passages, vectors, encoder))
    assert found[0][0] == 1
    assert found[1][0] == 0
    assert all(number not in wrong for number, wrong in enumerate(found))
    assert found[3] == []  # nothing but a word that asks
    near = rivals_of(Rivals(asked, range(4), passages, vectors, encoder, by_vectors=True))
    cosines = encoder.encode_queries(asked) @ vectors.T
    assert near[0][0] == max(range(1, 4), key=lambda number: cosines[0, number])
    assert all(number not in wrong for number, wrong in enumerate(near))
    assert near[3]  # vectors find something for any words
