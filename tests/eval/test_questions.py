"""Gold is read as it is written, and a fault in it is named with file and line."""

import gzip
import json

import pytest

from eval.questions import (
    CollectionPassage,
    GoldenQuestion,
    Place,
    RetrievalQuestion,
    as_typed,
    collection,
    golden,
)
from index.errors import EvalError

TEXTS = {"a.txt": "\ufeffCầu dài 486 mét.\r\nCầu rộng 12 mét. Cầu dài 486 mét.", "b.txt": "Không."}
GOOD = {
    "id": "a-1",
    "kind": "factoid",
    "question": "Cầu dài bao nhiêu?",
    "answerable": True,
    "evidence": [[{"source": "a.txt", "quote": "rộng 12 mét"}]],
    "answers": [["12 mét", "12 m"]],
}
REFUSE = {**GOOD, "id": "a-2", "answerable": False, "evidence": [], "answers": []}


def lines(*rows):
    return "".join(
        (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n"
        for row in rows
    )


@pytest.fixture
def read(tmp_path):
    def read(*rows):
        path = tmp_path / "golden.jsonl"
        path.write_text(lines(*rows), "utf-8")
        return golden(path, TEXTS)

    return read


def test_golden_questions_are_read_with_the_places_of_their_quotes(read):
    assert read(GOOD, "", REFUSE) == [
        GoldenQuestion(
            id="a-1",
            kind="factoid",
            text="Cầu dài bao nhiêu?",
            answerable=True,
            evidence=((Place("a.txt", "rộng 12 mét", 23),),),
            answers=(("12 mét", "12 m"),),
        ),
        GoldenQuestion("a-2", "factoid", "Cầu dài bao nhiêu?", False, (), ()),
    ]
    assert TEXTS["a.txt"][23 : Place("a.txt", "rộng 12 mét", 23).end] == "rộng 12 mét"


def test_a_quote_that_stands_twice_may_be_cited_at_either_place(read):
    twice = {**GOOD, "evidence": [[{"source": "a.txt", "quote": "dài 486 mét"}]]}
    ((place, other),) = read(twice)[0].evidence
    assert [TEXTS["a.txt"][one.start : one.end] for one in (place, other)] == ["dài 486 mét"] * 2
    assert place.start < other.start


def test_alternatives_and_pieces_are_kept_apart(read):
    two = {
        **GOOD,
        "evidence": [
            [{"source": "a.txt", "quote": "rộng 12 mét"}, {"source": "b.txt", "quote": "Không"}],
            [{"source": "b.txt", "quote": "Không."}],
        ],
        "answers": [["12"], ["không"]],
    }
    (question,) = read(two)
    assert [[place.quote for place in piece] for piece in question.evidence] == [
        ["rộng 12 mét", "Không"],
        ["Không."],
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param("{", "không phải JSON", id="no_json"),
        pytest.param("[]", "không phải một đối tượng JSON", id="no_object"),
        pytest.param({}, "câu hỏi mẫu không hợp lệ ('id')", id="no_id"),
        pytest.param({**GOOD, "evidence": 5}, "câu hỏi mẫu không hợp lệ", id="evidence_no_list"),
        pytest.param(GOOD, "mã 'a-1' bị lặp", id="same_id"),
        pytest.param({**REFUSE, "answerable": True}, "trái nhau", id="answerable_without_evidence"),
        pytest.param({**GOOD, "id": "x", "answerable": False}, "trái nhau", id="refused_with_it"),
        pytest.param(
            {**GOOD, "id": "x", "evidence": [[{"source": "a.txt", "quote": "dài 487 mét"}]]},
            "a.txt không có câu 'dài 487 mét'", id="quote_not_in_source",
        ),
        pytest.param(
            {**GOOD, "id": "x", "evidence": [[{"source": "a.txt", "quote": ""}]]},
            "a.txt không có câu ''", id="empty_quote",
        ),
        pytest.param(
            {**GOOD, "id": "x", "evidence": [[{"source": "c.txt", "quote": "Không"}]]},
            "'c.txt'", id="unknown_source",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_gold_is_named_with_its_line(read, tmp_path, row, fault):
    # The blank line counts: the number is the one an editor shows.
    with pytest.raises(EvalError) as caught:
        read(GOOD, "", row)
    assert str(caught.value).startswith(f"{tmp_path / 'golden.jsonl'}:3: ")
    assert fault in str(caught.value)


def test_a_file_without_questions_is_refused(read, tmp_path):
    with pytest.raises(EvalError, match=r"golden\.jsonl không có câu hỏi nào"):
        read()
    with pytest.raises(EvalError, match=r"Không đọc được .*nothing\.jsonl"):
        golden(tmp_path / "nothing.jsonl", TEXTS)


def test_our_own_gold_is_sound(seeds_index):
    from eval.report import GOLDEN

    texts = {document.source: document.text for document in seeds_index.documents}
    questions = golden(GOLDEN, texts)
    assert sum(question.answerable for question in questions) >= 100
    for question in questions:
        assert len(question.answers) == len(question.evidence), question.id
        for piece in question.evidence:
            for place in piece:
                assert texts[place.source][place.start : place.end] == place.quote


# -------------------------------------------------------------------------------------- collections


PASSAGES = [{"id": "p1", "title": "Cầu", "text": "Cầu dài."}, {"id": 2, "text": "Chợ đêm."}]
QUESTIONS = [
    {"id": "q1", "question": "Cầu dài bao nhiêu?", "passage_id": "p1"},
    {"id": 2, "question": "Chợ Đêm ở đâu?", "passage_ids": ["2", "p1"]},
]


@pytest.fixture
def prefix(tmp_path):
    def prefix(passages=PASSAGES, questions=QUESTIONS, **others):
        files = {"x.passages": passages, "x.questions": questions, **others}
        for name, rows in files.items():
            with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
                file.write(lines(*rows))
        return str(tmp_path / "x")

    return prefix


def test_a_collection_is_read_with_its_gold(prefix):
    assert collection(prefix()) == (
        [CollectionPassage("p1", "Cầu", "Cầu dài."), CollectionPassage("2", "", "Chợ đêm.")],
        [
            RetrievalQuestion("q1", "Cầu dài bao nhiêu?", frozenset({"p1"})),
            RetrievalQuestion("2", "Chợ Đêm ở đâu?", frozenset({"p1", "2"})),
        ],
    )


@pytest.mark.parametrize(
    ("suffix", "ids"),
    [
        pytest.param("", ["p1", "2", "d1", "d2", "d3"], id="all"),
        pytest.param(":1", ["p1", "2"], id="the_first_is_known_already"),
        pytest.param(":2", ["p1", "2", "d1"], id="two"),
        pytest.param(":99", ["p1", "2", "d1", "d2", "d3"], id="more_than_there_are"),
    ],
)
def test_distractors_are_added_up_to_a_number(prefix, tmp_path, suffix, ids):
    rows = [{"id": key, "text": f"Đoạn {key}"} for key in ("p1", "d1", "d2", "d3")]
    passages, _ = collection(prefix(noise=rows), f"{tmp_path / 'noise.jsonl.gz'}{suffix}")
    assert [passage.id for passage in passages] == ids
    assert passages[0].text == "Cầu dài."


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        pytest.param({"questions": []}, "x.questions.jsonl.gz không có câu hỏi nào", id="empty"),
        pytest.param(
            {"questions": [{"id": "q", "question": "Ai?", "passage_id": "p9"}]},
            "x.questions.jsonl.gz:1: đoạn 'p9' không có trong tập", id="gold_not_there",
        ),
        pytest.param(
            {"questions": [QUESTIONS[0], {"id": "q", "passage_id": "p1"}]},
            "x.questions.jsonl.gz:2: thiếu 'question'", id="no_question",
        ),
        pytest.param(
            {"questions": [QUESTIONS[0], {"id": "q", "question": "Ai?"}]},
            "x.questions.jsonl.gz:2: thiếu 'passage_id'", id="no_gold",
        ),
        pytest.param(
            {"passages": [PASSAGES[0], {"id": "p"}]}, "x.passages.jsonl.gz:2: thiếu 'text'",
            id="no_text",
        ),
        pytest.param(
            {"passages": [PASSAGES[0], "[]"]}, "x.passages.jsonl.gz:2: không phải một đối tượng",
            id="no_object",
        ),
        pytest.param(
            {"passages": ["{"]}, "x.passages.jsonl.gz:1: không phải JSON", id="no_json"
        ),
    ],
)  # fmt: skip
def test_a_fault_in_a_collection_is_named_with_its_line(prefix, files, fault):
    with pytest.raises(EvalError) as caught:
        collection(prefix(**files))
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.unlink(), id="missing"),
        pytest.param(lambda path: path.write_bytes(b"no gzip"), id="not_gzip"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-9]), id="cut"),
        pytest.param(lambda path: path.write_bytes(gzip.compress(b"\xff\xfe")), id="not_utf8"),
    ],
)
def test_a_collection_that_cannot_be_read_is_named(prefix, spoil, tmp_path):
    name = prefix()
    spoil(tmp_path / "x.passages.jsonl.gz")
    with pytest.raises(EvalError, match=r"Không đọc được .*x\.passages\.jsonl\.gz"):
        collection(name)


def test_questions_are_given_as_they_may_be_typed(prefix):
    _, questions = collection(prefix())
    assert as_typed(questions, "toned") == questions
    assert [question.text for question in as_typed(questions, "toneless")] == [
        "cau dai bao nhieu?",
        "cho dem o dau?",
    ]
    assert [question.passage_ids for question in as_typed(questions, "toneless")] == [
        question.passage_ids for question in questions
    ]
