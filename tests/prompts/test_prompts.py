"""Prompts are found by name, say what version they are, and have exactly their fields to fill."""

import string
from dataclasses import replace

import pytest

from prompts import load

FIELDS = {
    "answer": {"passages", "question"},
    "answer_small": {"passages", "question"},
    "standalone": {"earlier", "question"},
    "decompose": {"question"},
    "refusal": {"question", "reason"},
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_prompt_has_its_fields_and_an_example(name):
    prompt = load(name)
    fields = {field for _, field, _, _ in string.Formatter().parse(prompt.request) if field}
    assert fields == FIELDS[name]
    assert "{" not in prompt.instructions
    assert "Ví dụ:" in prompt.instructions or prompt.request.count("Câu hỏi:") > 1


def test_values_are_filled_in_as_they_are():
    filled = load("answer").filled(
        passages="[1] Họp {ngày} 5/6. {0.__class__}", question="Khi nào?"
    )
    assert "[1] Họp {ngày} 5/6. {0.__class__}" in filled
    assert filled.endswith("Câu hỏi: Khi nào?\nTrả lời:")


def test_another_text_is_another_version():
    prompt = load("answer")
    assert prompt.version.startswith("answer@")
    assert prompt.version == load("answer").version
    assert replace(prompt, request=prompt.request + " ").version != prompt.version
    assert len({load(name).version for name in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize("name", ["không-có", "../README", ""])
def test_an_unknown_prompt_names_those_there_are(name):
    with pytest.raises(ValueError, match="only: answer"):
        load(name)
