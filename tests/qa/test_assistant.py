"""The whole chain: the same answer by every door, twice, in threads, and over fresh documents."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build
from index.encoder import bundled
from index.errors import EncoderChangedError, IndexDamagedError, QuestionError
from qa.answer import Answer
from qa.assistant import SEEDS, Assistant, Config

ROOT = Path(__file__).parents[2]
BRIDGE = "Cầu Bến Ngự được thông xe ngày nào"
CHAIR = "ai chủ trì cuộc họp của hợp tác xã Sương Mai"
QUESTIONS = [
    f"{BRIDGE}?",
    f"{CHAIR}?",
    "le phi lam the ban doc la bao nhieu",
    "Ban quản lý chợ đêm có những nhiệm vụ nào?",
    f"{BRIDGE} và {CHAIR}?",
    "Quyết định 46/2023/QĐ-UBND quy định điều gì?",
    "Công thức nấu phở bò như thế nào?",
    "Vì sao hợp tác xã mua máy sao chè?",
]


def told(answer):
    """Everything an answer says; how long it took may differ."""
    return {**answer.to_dict(), "timings": {}}


@pytest.fixture(scope="module")
def answers(assistant):
    return {question: told(assistant.ask(question)) for question in QUESTIONS}


# ------------------------------------------------------------------------------ the same every time


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gets_the_same_answer(assistant, answers, question):
    assert told(assistant.ask(question)) == answers[question]


def test_an_index_that_was_built_anew_gives_the_same_answers(
    folder, tmp_path, encoder, restorer, answers
):
    again = Assistant.open(Config(docs=folder, index_dir=tmp_path / "index"))
    assert {question: told(again.ask(question)) for question in QUESTIONS} == answers


def test_an_index_of_cut_vectors_answers_at_every_door(folder, tmp_path, encoder, restorer):
    class Cuttable:
        """The encoder, were it trained so that its vectors may be cut."""

        dimensions = (384, 256)

        def __getattr__(self, name):
            return getattr(encoder, name)

    cuttable = Cuttable()
    report = build(folder, into=tmp_path / "index", encoder=cuttable, dimension=256)
    assert report.index.dimension == 256
    shorter = Assistant(report.index, cuttable, restorer)
    for question in (*QUESTIONS, "How long is the bridge Ben Ngu?"):
        answer = shorter.ask(question)
        assert answer.is_grounded is not answer.abstained
    assert "22-12-2022" in shorter.ask(QUESTIONS[0]).text
    assert told(shorter.chain.invoke(QUESTIONS[1])) == told(shorter.ask(QUESTIONS[1]))
    found = shorter.retriever.invoke(QUESTIONS[1])
    assert "Trịnh Thị Ngọc Lan chủ trì" in found[0].page_content


def test_threads_that_ask_at_once_get_what_one_gets_alone(assistant, answers):
    with ThreadPoolExecutor(8) as pool:
        asked = QUESTIONS * 4
        together = list(pool.map(assistant.ask, asked))
    for question, answer in zip(asked, together, strict=True):
        assert told(answer) == answers[question]


def test_the_chain_gives_what_ask_gives(assistant, answers):
    question = QUESTIONS[0]
    answer = assistant.chain.invoke(question)
    assert isinstance(answer, Answer)
    assert told(answer) == answers[question]


def test_the_chain_streams_and_batches(assistant, answers):
    for question in QUESTIONS[:2]:
        (streamed,) = assistant.chain.stream(question)
        assert told(streamed) == answers[question]
    batched = assistant.chain.batch(QUESTIONS)
    assert [told(answer) for answer in batched] == list(answers.values())


def test_the_chain_can_be_awaited(assistant, answers):
    import asyncio

    answer = asyncio.run(assistant.chain.ainvoke(QUESTIONS[1]))
    assert told(answer) == answers[QUESTIONS[1]]


def test_the_chain_says_what_its_steps_are_called(assistant):
    from langchain_core.runnables import RunnableLambda

    assert [step.name for step in assistant.chain.steps] == [
        "question", "understand", "look_up", "retrieve", "read", "ground", "answer", "write",
    ]  # fmt: skip
    shouting = assistant.chain | RunnableLambda(lambda answer: answer.text.upper())
    assert "22-12-2022" in shouting.invoke(QUESTIONS[0])


def test_an_answer_says_how_long_each_step_took(assistant):
    timings = assistant.ask(QUESTIONS[0]).timings
    assert [name for name, _ in timings] == [
        "understand", "look_up", "retrieve", "read", "ground", "answer",
    ]  # fmt: skip
    assert all(spent >= 0 for _, spent in timings)


def test_the_retriever_gives_documents_that_slice_their_file(assistant, folder):
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    assert isinstance(assistant.retriever, BaseRetriever)
    found = assistant.retriever.invoke(QUESTIONS[1])
    assert [document.id for document in found] == [
        hit.passage.id for hit in assistant.search(QUESTIONS[1], 5)
    ]
    for document in found:
        assert isinstance(document, Document)
        text = (folder / document.metadata["source"]).read_bytes().decode()
        place = slice(document.metadata["start"], document.metadata["end"])
        assert document.page_content == text[place]


# ---------------------------------------------------------------------------------------- questions


def test_a_question_about_two_documents_cites_both(assistant):
    answer = assistant.ask(f"{BRIDGE} và {CHAIR}?")
    assert [citation.source for citation in answer.citations] == ["tin-tuc.txt", "bien-ban.txt"]
    assert [citation.number for citation in answer.citations] == [1, 2]
    assert answer.text.startswith("**22-12-2022** — «")
    assert "Bà Trịnh Thị Ngọc Lan" in answer.text
    assert answer.is_grounded
    assert answer.reason == ""


def test_a_question_that_stays_the_same_when_it_is_left_open_is_answered_all_the_same(assistant):
    question = "Trứng với rau thì ra chợ gần nhà lấy được không hay cũng phải nhập của họ?"
    assert assistant.ask(question).question == question


@pytest.mark.parametrize(
    "question",
    [
        "Đi nước ngoài nửa năm quên béng bọc đồ, về thì nó đi đâu rồi?",
        "Đã ứng tiền rồi mà đến lúc lấy họ bảo hết cây, họ phải làm gì?",
    ],
)
def test_a_part_that_says_nothing_by_itself_is_asked_as_a_whole(assistant, question):
    assert assistant.ask(question).question == question


def test_the_part_of_a_question_that_has_no_answer_is_named(assistant):
    answer = assistant.ask(f"{BRIDGE} và ông Trần Quốc Tuấn sinh ở tỉnh nào?")
    assert "22-12-2022" in answer.text
    assert [citation.source for citation in answer.citations] == ["tin-tuc.txt"]
    assert answer.reason == ("Tài liệu không trả lời phần: “ông Trần Quốc Tuấn sinh ở tỉnh nào?”.")


def test_a_toneless_question_is_answered_like_the_toned_one_and_says_how_it_was_read(assistant):
    toned = assistant.ask("Lệ phí làm thẻ bạn đọc là bao nhiêu")
    toneless = assistant.ask("le phi lam the ban doc la bao nhieu")
    assert toneless.text == toned.text
    assert "20.000 đồng" in toned.text
    assert toned.understood_as == ""
    assert toneless.understood_as.lower() == "lệ phí làm thẻ bạn đọc là bao nhiêu"


def test_every_answer_is_grounded_or_an_abstention_with_a_reason(answers):
    for row in answers.values():
        if row["abstained"]:
            assert row["reason"], row
            assert not row["text"], row
            assert not row["citations"], row
        else:
            assert row["citations"], row
            assert 0 < row["confidence"] <= 1


@pytest.mark.parametrize("door", ["ask", "search", "chain", "retriever"])
@pytest.mark.parametrize("typed", ["", "😀", "là và của những các", "x" * 50_000, "h\udcffi nghị"])
def test_what_cannot_be_asked_is_refused_at_every_door(assistant, door, typed):
    doors = {
        "ask": assistant.ask,
        "search": assistant.search,
        "chain": assistant.chain.invoke,
        "retriever": assistant.retriever.invoke,
    }
    with pytest.raises(QuestionError, match=r"^Câu hỏi"):
        doors[door](typed)


@pytest.mark.parametrize(
    "typed",
    [
        "[[[ cầu ]]] (((",
        "1" * 900,
        "Điều 99999999999999999999 là gì",
        "ngày 32/13/2020 có gì",
        "cầu" + "\u0301" * 50,
        "\u202ecầu ở đâu",
        "ﬁle ǅ İstanbul ß ở đâu và khi nào",
        "<b>cầu</b> '; DROP TABLE --",
        "và " * 300 + "cầu",
        "Кто председатель?",
        "橋はどこですか",
    ],
)
def test_odd_questions_are_answered_or_refused_like_others(assistant, typed):
    answer = assistant.ask(typed)
    assert answer.is_grounded is not answer.abstained


# ------------------------------------------------------------------------------------------ opening


def test_an_index_follows_its_folder_when_it_is_opened_again(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text(
        "Giờ mở cửa\n\nBảo tàng tỉnh Lâm Giang mở cửa lúc 8 giờ sáng.\n", "utf-8"
    )
    config = Config(docs=docs, index_dir=tmp_path / "index")
    question = "Bảo tàng tỉnh Lâm Giang mở cửa lúc mấy giờ?"
    assert "8 giờ sáng" in Assistant.open(config).ask(question).text
    (docs / "a.txt").write_text(
        "Giờ mở cửa\n\nBảo tàng tỉnh Lâm Giang mở cửa lúc 9 giờ sáng.\n", "utf-8"
    )
    assert "9 giờ sáng" in Assistant.open(config).ask(question).text


def test_another_encoder_renews_the_index_of_the_samples_and_no_other(tmp_path):
    older = tmp_path / "encoder"
    older.mkdir()
    for name in ("encoder.json", "model.onnx", "tokenizer.json"):
        shutil.copyfile(bundled("encoder") / name, older / name)
    card = (older / "encoder.json").read_text("utf-8")
    (older / "encoder.json").write_text(card.replace('"query: "', '"hỏi: "'), "utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.txt").write_text("Bảo tàng tỉnh Lâm Giang mở cửa lúc 8 giờ sáng.\n", "utf-8")
    for docs, name in ((SEEDS, "samples"), (own, "mine")):
        Assistant.open(Config(docs=docs, index_dir=tmp_path / name, encoder=str(older)))
    renewed = Assistant.open(Config(index_dir=tmp_path / "samples"))
    answer = renewed.ask("Nghị quyết số 22 ban hành ngày nào?")
    assert "22-NQ/TW, ngày 10-4-2013" in answer.text
    with pytest.raises(EncoderChangedError, match="hoidap index"):
        Assistant.open(Config(index_dir=tmp_path / "mine"))


def test_a_damaged_index_is_not_rebuilt_behind_ones_back(collection_index_folder, tmp_path):
    copy = shutil.copytree(collection_index_folder, tmp_path / "index")
    next(copy.rglob("texts.jsonl")).write_bytes(b"{")
    with pytest.raises(IndexDamagedError, match="hoidap index"):
        Assistant.open(Config(index_dir=copy))


def test_where_the_index_is_kept(monkeypatch, tmp_path):
    monkeypatch.delenv("HOIDAP_INDEX", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Config().directory == tmp_path / "hoidap" / "index"
    one, other = (Config(docs=Path(name)).directory for name in ("one", "other"))
    assert one.parent == other.parent == tmp_path / "hoidap" / "index" / "collections"
    assert one != other
    assert Config(docs=Path("x/../one")).directory == one
    monkeypatch.setenv("HOIDAP_INDEX", str(tmp_path / "mine"))
    assert Config().directory == tmp_path / "mine"
    assert replace(Config(), index_dir=Path("here")).directory == Path("here")


def test_one_folder_never_takes_anothers_index_away(tmp_path):
    for name, hour in (("one", 8), ("other", 9)):
        (tmp_path / name).mkdir()
        text = f"Giờ mở cửa\n\nBảo tàng tỉnh Lâm Giang mở cửa lúc {hour} giờ sáng.\n"
        (tmp_path / name / "a.txt").write_text(text, "utf-8")
    question = "Bảo tàng tỉnh Lâm Giang mở cửa lúc mấy giờ?"

    def asked(docs):
        config = Config(docs=docs and tmp_path / docs, index_dir=tmp_path / "index")
        return Assistant.open(config).ask(question).text

    assert "8 giờ" in asked("one")
    assert "9 giờ" in asked("other")
    assert "8 giờ" in asked(None), "the index of the first folder is the one in the place named"
    assert "8 giờ" in asked("one")


def test_what_could_not_be_read_is_kept_for_those_who_ask(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "tốt.txt").write_text("Giờ mở cửa\n\nBảo tàng mở lúc 8 giờ.\n", "utf-8")
    (tmp_path / "docs" / "xấu.txt").write_bytes(b"\x00")
    opened = Assistant.open(Config(docs=tmp_path / "docs", index_dir=tmp_path / "index"))
    (error,) = opened.skipped
    assert str(error).startswith("xấu.txt: ")


def test_ask_builds_the_index_of_the_seeds_when_there_is_none(tmp_path):
    program = (
        "import json, sys; from qa import ask\n"
        "answers = [ask('Ai chủ trì Hội nghị trực tuyến toàn quốc về hội nhập quốc tế?')]\n"
        "answers.append(ask('hội nghị trực tuyến toàn quốc họp ở đâu'))\n"
        "print(json.dumps([answer.to_dict() for answer in answers]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HOIDAP_INDEX": str(tmp_path / "index"),
            "HF_HUB_OFFLINE": "1",
        },
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    first, _ = json.loads(done.stdout)
    assert first["citations"][0]["source"] == "002_4c8f4751c704f2bd.txt", first
    for citation in first["citations"]:
        text = (SEEDS / citation["source"]).read_bytes().decode()
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert (tmp_path / "index" / "current").is_file()
