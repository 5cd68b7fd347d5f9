"""Training examples: answers stand where they are said to stand, and negatives have none."""

import gzip
import json
import random

import pytest

from index.text import fold, sentences
from models.reader.examples import (
    MAX_CHARACTERS,
    Examples,
    Pair,
    is_held_out,
    missed,
    near_miss,
    other_window,
    plain,
    read_pairs,
    read_rows,
    row_of,
    somewhere,
    training_rows,
    window,
)

CONTEXT = " ".join(
    f"Năm {1900 + i} ông Trần Văn {name} xây cây cầu thứ {i} ở tỉnh phía bắc và dạy học tại đó."
    for i, name in enumerate("An Ba Chi Dung Em Giang Hai Khoa Lan Mai Nam Oanh".split())
)
ANSWER = "Trần Văn Giang"


def record(question="Ai xây cầu năm 1905?", answer=ANSWER, context=CONTEXT, **more):
    answers = [{"text": answer, "start": context.index(answer)}] if answer else []
    facts = {"question": question, "context": context, "answers": answers, "passage_id": "p1"}
    return {**facts, "source": "s", "answerable": bool(answers), **more}


def test_a_window_is_whole_sentences_around_the_answer():
    row = row_of(record())
    starts = set()
    for seed in range(60):
        example = plain(row, random.Random(seed))
        (place,) = example.answers
        assert example.passage[slice(*place)] == ANSWER
        assert len(example.passage) <= MAX_CHARACTERS
        start = CONTEXT.index(example.passage)
        starts.add(start)
        borders = sentences(CONTEXT)
        assert start in {a for a, _ in borders}
        assert start + len(example.passage) in {b for _, b in borders}
    assert len(starts) > 3, "the window always stands at the same place"


def test_a_sentence_longer_than_a_window_is_cut_around_the_answer():
    context = "và " * 400 + "Hà Nội là thủ đô " + "và " * 400
    passage, start = window(
        context, (context.index("Hà"), context.index("Hà") + 6), random.Random(0)
    )
    assert "Hà Nội" in passage
    assert len(passage) <= MAX_CHARACTERS
    assert context[start : start + len(passage)] == passage


def test_another_window_of_the_context_has_no_answer():
    row = row_of(record())
    for seed in range(20):
        example = other_window(row, random.Random(seed))
        assert example is not None
        assert example.answers == ()
        assert ANSWER not in example.passage
        assert example.passage in CONTEXT


def test_a_context_that_is_one_sentence_has_no_other_window():
    assert other_window(row_of(record(context=f"Ông {ANSWER} xây cầu.")), random.Random(0)) is None


def test_a_near_miss_asks_for_what_its_window_does_not_say():
    row = row_of(record())
    for seed in range(40):
        example = near_miss(row, ["Lê Thị Xuân"], random.Random(seed))
        if example is None:
            continue
        assert example.answers == ()
        assert example.question != row.question
        year = example.question.removeprefix("Ai xây cầu năm ").rstrip("?")
        assert year.isdigit()
        assert year not in example.passage
    named = row_of(record(question="Ông Lê Văn Tám xây gì?"))
    assert near_miss(named, ["Lê Thị Xuân"], random.Random(0)).question == "Lê Thị Xuân xây gì?"
    assert near_miss(row_of(record(question="Ai xây cầu?")), [], random.Random(0)) is None


def test_a_wrong_passage_shares_words_and_never_the_answer():
    others = [
        record("Cầu nào dài?", "cầu Lô", "Năm 1905 người ta xây cầu Lô cho dân.", passage_id="p2"),
        record("Ai dạy?", "Giang", f"Năm 1905 ông {ANSWER} dạy.", passage_id="p3"),
        record("Mèo ăn gì?", "cá", "Mèo ăn cá.", passage_id="p4"),
    ]
    row = row_of(record())
    source = Examples([row, *map(row_of, others)]).sources["s"]
    for seed in range(10):
        example = source.wrong_passage(row, random.Random(seed))
        assert example.passage == "Năm 1905 người ta xây cầu Lô cho dân."
        assert example.answers == ()


def test_a_passage_has_its_own_title_or_none():
    other = record(
        "Cầu nào dài?", "cầu Lô", "Năm 1905 người ta xây cầu Lô cho dân.", passage_id="p2"
    )
    rows = [row_of(record(title="Cầu cũ")), row_of({**other, "title": "Cầu Lô"})]
    examples = Examples(rows)
    assert examples.sources["s"].wrong_passage(rows[0], random.Random(0)).title == "Cầu Lô"
    seen = {
        (example.passage in CONTEXT, example.title)
        for number in range(200)
        for example in examples.visit(number)
    }
    assert seen == {(True, "Cầu cũ"), (True, ""), (False, "Cầu Lô"), (False, "")}


def test_half_of_the_windows_are_one_sentence_and_a_quarter_are_full():
    row = row_of(record())
    texts = [plain(row, random.Random(seed)).passage for seed in range(200)]
    alone = sum(text == CONTEXT.split(". ")[5] + "." for text in texts)
    full = sum(len(text) > MAX_CHARACTERS * 0.8 for text in texts)
    assert 80 <= alone <= 120
    assert 40 <= full <= 90


def test_a_question_without_an_answer_is_shown_where_the_one_most_like_it_has_its_own(tmp_path):
    file = tmp_path / "rows.jsonl.gz"
    twins = [
        record(question="Ai xây cầu thứ 6 ở phía bắc?"),
        record(question="Ai sơn cầu thứ 6 ở phía bắc?", answer=""),
        record(question="Giá vé là bao nhiêu?", answer=""),
        record(question="Ai sơn cầu thứ 6 ở phía bắc?", answer="", context="Cầu dài 6 m."),
    ]
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in twins)
    place = CONTEXT.index(ANSWER), CONTEXT.index(ANSWER) + len(ANSWER)
    rows = read_rows(file)
    assert [row.near for row in rows] == [None, place, None, None]
    for seed in range(20):
        example = missed(rows[1], random.Random(seed))
        assert ANSWER in example.passage
        assert not example.answers


def test_a_question_is_shown_with_its_twins_and_one_window_tells_them_apart(tmp_path):
    file = tmp_path / "rows.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        for question, answer in (
            ("Ai xây cầu thứ 6 ở phía bắc?", ANSWER),
            ("Ai sơn cầu thứ 6 ở phía bắc?", ""),
            ("Giá vé là bao nhiêu?", ""),
        ):
            out.write(json.dumps(record(question=question, answer=answer)) + "\n")
    examples = Examples(read_rows(file))
    together = [made for number in range(300) if len(made := examples.visit(number)) > 1]
    assert len(together) > 30, "six in ten visits of the question that has one"
    for right, twin in together:
        assert right.passage[slice(*right.answers[0])] == ANSWER
        assert (twin.passage, twin.title, twin.answers) == (right.passage, right.title, ())
        assert len(twin.question) == pytest.approx(len(right.question), abs=4)
        for form in (str.islower, str.isupper):
            assert form(right.question) == form(twin.question), "how they are typed tells them"


def test_a_window_without_an_answer_is_where_the_words_of_the_question_are():
    for seed in range(10):
        assert "Oanh" in somewhere("Bà Oanh dạy ở đâu?", CONTEXT, random.Random(seed))


def test_visits_are_the_same_ones_every_time_and_take_turns():
    rows = [row_of(record(question=f"Câu hỏi {i} là gì?", passage_id=f"p{i}")) for i in range(30)]
    examples = Examples(rows)
    first = [example for number in range(60) for example in examples.visit(number)]
    assert [[one] for one in first] == [Examples(rows).visit(number) for number in range(60)]
    plain_ones = [example for example in first if "?" in example.question]
    assert any(fold(e.question) == e.question for e in first), "none is typed toneless"
    assert len(plain_ones) > 30
    assert any(e.answers for e in first)
    assert any(not e.answers for e in first)
    for example in first:
        for start, end in example.answers:
            assert example.passage[start:end] == ANSWER


def test_an_unanswerable_row_stays_so():
    row = row_of(record(answer=""))
    visits = [Examples([row]).visit(number) for number in range(20)]
    assert [[one.answers for one in visit] for visit in visits] == [[()]] * 20


def test_a_fifth_of_the_human_passages_is_held_out(tmp_path):
    names = [f"viquad2-{number}" for number in range(2000)]
    assert sum(map(is_held_out, names)) == pytest.approx(400, abs=60)
    (tmp_path / "train").mkdir()

    def write(path, records):
        with gzip.open(tmp_path / path, "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in records)

    write("train/reading_human.jsonl.gz", [record(passage_id=name) for name in names[:50]])
    write("train/squad2_vi_mt.jsonl.gz", [record(source="mt", passage_id=names[0])])
    write("made.jsonl.gz", [record(source="made", passage_id=name) for name in names[:9]])
    rows = training_rows(tmp_path, [(tmp_path / "made.jsonl.gz", 4)], human=3)
    human = [row.passage_id for row in rows if row.source == "s"]
    assert sorted(human) == sorted(3 * [name for name in names[:50] if not is_held_out(name)])
    assert sum(row.source == "made" for row in rows) == 4
    assert read_rows(tmp_path / "made.jsonl.gz", 2)[1].passage_id == names[1]


def test_pairs_of_some_sources_are_read_with_their_rivals(tmp_path):
    with gzip.open(tmp_path / "passages.txt.gz", "wt", encoding="utf-8") as file:
        file.write("Điều 1. Phạt 5 triệu.\nĐiều 2. Cấp thẻ.\nĐiều 3. Thu phí.\n")
    asked = [
        {"source": "zalo2021", "question": "Phạt bao nhiêu?", "passage": 0, "rivals": [2, 1]},
        {"source": "squad2_vi_mt", "question": "Ai cấp thẻ?", "passage": 1, "rivals": [0]},
    ]
    with gzip.open(tmp_path / "questions.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in asked)
    (pair,) = read_pairs(tmp_path)
    assert pair.passage == "Điều 1. Phạt 5 triệu."
    assert pair.rivals == ("Điều 3. Thu phí.", "Điều 2. Cấp thẻ.")


def test_a_pair_is_shown_with_its_passage_or_with_a_wrong_one():
    pair = Pair("Phạt bao nhiêu?", "Phạt 5 triệu.", ("Thu phí.", "Cấp thẻ."))
    examples = Examples([row_of(record())], [pair])
    shown = {
        (example.passage, example.is_somewhere)
        for (example,) in map(examples.visit, range(80))
        if fold(example.question) == fold(pair.question)
    }
    assert shown == {("Phạt 5 triệu.", True), ("Thu phí.", False), ("Cấp thẻ.", False)}


RIVALS = [{"title": f"Cầu {i}", "text": f"Cầu số {i} do dân làng xây."} for i in range(6)]


def test_a_row_with_rivals_is_shown_with_the_best_and_two_others():
    row = row_of(record(rivals=RIVALS))
    drawn = set()
    for number in range(40):
        right, *wrong = Examples([row]).visit(number)
        assert [right.passage[a:b] for a, b in right.answers] == [ANSWER]
        assert [one.answers for one in wrong] == [()] * 3
        assert wrong[0].passage == RIVALS[0]["text"]
        assert len({one.question for one in (right, *wrong)}) == 1
        assert {bool(one.title) for one in wrong} in ({True}, {False})
        drawn |= {one.passage for one in wrong[1:]}
    assert drawn == {one["text"] for one in RIVALS[1:]}


def test_a_near_miss_with_rivals_is_answered_by_none_of_them():
    row = row_of(record(answer="", rivals=RIVALS[:1]))
    assert [one.answers for one in Examples([row]).visit(0)] == [(), ()]


TABLE = (
    "Bảng giá\n| Loại vé | Giá |\n|---|---|\n| Người lớn | 40.000 đồng |\n| Trẻ em | 5.000 đồng |"
)


def test_an_answer_in_a_table_stands_where_the_table_is_read_aloud():
    row = row_of(record(answer="5.000 đồng", context=TABLE))
    (place,) = row.answers
    assert row.context[slice(*place)] == "5.000 đồng"
    assert row.context[: place[0]].endswith("Loại vé: Trẻ em; Giá: ")


def test_an_answer_over_the_border_of_a_cell_is_not_lost():
    row = row_of(record(answer="Trẻ em | 5.000 đồng", context=TABLE))
    (place,) = row.answers
    assert row.context[slice(*place)] == "Trẻ em | 5.000 đồng"
