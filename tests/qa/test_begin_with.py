"""The page begins with the questions that come with a folder, as far as its files are indexed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import SeedError
from index.load import read
from qa.assistant import SEEDS, Assistant
from qa.examples import FILE, examples


@pytest.fixture
def document():
    (found,) = read("Quy chế lễ hội\n\nLễ hội mở ngày rằm.".encode(), "le-hoi.txt").documents
    return found


def questions(folder, *rows):
    lines = [json.dumps({"question": question, "source": source}) for question, source in rows]
    (folder / FILE).write_text("\n".join(lines), "utf-8")


def test_a_folder_brings_its_own_questions_for_the_files_it_has(document, tmp_path):
    questions(tmp_path, ("Lễ hội mở ngày nào?", "le-hoi.txt"), ("Ai ký?", "da-xoa.txt"))
    assert examples([document], tmp_path) == ["Lễ hội mở ngày nào?"]


def test_without_questions_of_its_own_the_first_titles_are_asked_about(document, tmp_path):
    others = [replace(document, title=title) for title in ("Hai", "Ba", "Bốn")]
    expected = [f"“{title}” nói về điều gì?" for title in (document.title, "Hai", "Ba")]
    assert examples([document, *others], tmp_path) == expected
    questions(tmp_path, ("Ai ký?", "da-xoa.txt"))
    assert examples([document, *others], tmp_path) == expected
    assert examples([document], tmp_path / "le-hoi.txt") == expected[:1]


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]", b"5", b'{"question": "Ai?"}'], ids=str)
def test_questions_that_cannot_be_read_are_named(document, tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(SeedError, match=FILE):
        examples([document], tmp_path)


def test_the_sample_questions_are_answered_from_the_file_they_name(seeds_index, encoder, restorer):
    assistant = Assistant(seeds_index, encoder, restorer)
    rows = [json.loads(line) for line in (SEEDS / FILE).read_text("utf-8").split("\n") if line]
    assert examples(seeds_index.documents, Path(SEEDS)) == [row["question"] for row in rows]
    for row in rows:
        answer = assistant.ask(row["question"])
        assert row["source"] in {citation.source for citation in answer.citations}, row
