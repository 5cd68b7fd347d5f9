"""Feedback becomes golden questions where it proves something, and says where it does not."""

import re

import pytest

from eval import feedback
from eval.questions import golden
from index.build import build
from index.errors import EvalError
from index.store import recorded_folder
from qa.__main__ import main
from qa.assistant import Assistant, Config
from qa.feedback import feedback_file, record

WHO = "Ai chủ trì Hội nghị trực tuyến toàn quốc về hội nhập quốc tế?"
FAR = "Công thức nấu phở bò như thế nào?"


@pytest.fixture
def said(tmp_path, seeds_index, encoder, restorer):
    """Feedback on two answers of the seeds; give its file and the sources' texts."""
    assistant = Assistant(seeds_index, encoder, restorer, Config(index_dir=tmp_path))
    file = feedback_file(tmp_path)
    for question, verdict in ((WHO, "wrong"), (WHO, "right"), (FAR, "right"), ("Ai ký?", "wrong")):
        record(file, verdict=verdict, comment="thử", answer=assistant.ask(question).to_dict())
    return file, {document.source: document.text for document in seeds_index.documents}


def test_right_answers_and_right_refusals_become_golden_questions(said, tmp_path):
    file, texts = said
    found = feedback.candidates(file, texts)
    feedback.write(found.golden, tmp_path / "golden.jsonl")
    questions = golden(tmp_path / "golden.jsonl", texts)
    assert [(one.text, one.answerable) for one in questions] == [(WHO, True), (FAR, False)]
    assert "Nguyễn Xuân Phúc" in questions[0].answers[0][0]
    assert found.open == (("Ai ký?", "người đọc thấy sai: “thử”"),)


def test_a_quote_that_is_no_longer_there_is_left_to_a_person(said):
    file, texts = said
    assert len(feedback.candidates(file, {}).golden) == 1
    changed = {source: f"x{text}" for source, text in texts.items()}
    (_, why), *_ = feedback.candidates(file, changed).open
    assert why.endswith("câu trích ở chỗ cũ")


def test_no_feedback_and_damaged_feedback_are_errors_in_words(tmp_path):
    file = feedback_file(tmp_path)
    with pytest.raises(EvalError, match="Chưa có nhận xét"):
        feedback.candidates(file, {})
    file.write_text("{\n", "utf-8")
    with pytest.raises(EvalError, match=":1:"):
        feedback.candidates(file, {})


def test_the_command_measures_on_the_feedback(said, tmp_path, capsys):
    assert main(["eval", "--from-feedback", "--index-dir", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "2 câu hỏi mẫu từ nhận xét" in printed
    assert "Cần người soạn: “Ai ký?”" in printed


def test_a_comment_with_a_line_separator_leaves_the_feedback_readable(said):
    file, texts = said
    answer = {"question": "Ai ký?", "citations": []}
    record(file, verdict="wrong", comment="dòng một\u2028dòng hai\x85dòng ba", answer=answer)
    _, why = feedback.candidates(file, texts).open[0]
    assert why == "người đọc thấy sai: “dòng một dòng hai dòng ba”"


@pytest.fixture
def asked_of_a_folder(tmp_path, encoder, restorer, monkeypatch):
    """Index a folder, ask of it and call the answer right; give a function of (collection)."""
    monkeypatch.setenv("HOIDAP_INDEX", str(tmp_path / "index"))
    docs = tmp_path / "van-ban"
    docs.mkdir()
    text = "Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022.\n"
    (docs / "cau.txt").write_text(text, "utf-8")

    def ask(collection):
        config = Config(collection=collection)
        built = build(docs, into=config.directory, encoder=encoder)
        assistant = Assistant(built.index, encoder, restorer, config)
        answer = assistant.ask("Cầu Bến Ngự được thông xe ngày nào?")
        file = feedback_file(config.directory)
        record(file, verdict="right", comment="", answer=answer.to_dict())

    return ask


@pytest.mark.parametrize("collection", ["", "cau-duong"])
def test_the_feedback_measured_is_that_on_the_documents_that_were_asked(
    asked_of_a_folder, collection, capsys
):
    asked_of_a_folder(collection)
    named = ["--collection", collection] if collection else []
    assert main(["eval", "--from-feedback", *named]) == 0
    printed = capsys.readouterr().out
    assert "1 câu hỏi mẫu từ nhận xét" in printed
    assert re.search(r"all +1 ", printed)
    assert recorded_folder(Config(collection=collection).directory).endswith("van-ban")
