"""Prompts are found by name and leave exactly their fields to fill."""

import string

import pytest
from langchain_core.prompts import ChatPromptTemplate

from prompts import load


def test_the_answer_prompt_asks_for_passages_and_question():
    fields = {name for _, name, _, _ in string.Formatter().parse(load("answer")) if name}
    assert fields == {"passages", "question"}


def test_a_prompt_is_a_langchain_template():
    template = ChatPromptTemplate.from_template(load("answer"))
    (message,) = template.format_messages(passages="[1] Họp ngày 5/6.", question="Họp ngày nào?")
    assert "[1] Họp ngày 5/6." in message.text
    assert message.text.rstrip().endswith("Câu hỏi: Họp ngày nào?")


@pytest.mark.parametrize("name", ["không-có", "../README", ""])
def test_an_unknown_prompt_names_those_there_are(name):
    with pytest.raises(ValueError, match="only: answer"):
        load(name)
