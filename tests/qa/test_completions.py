"""A program made for OpenAI's chat gets a cited answer, at once or as a stream."""

import json

import pytest
from openai import OpenAI
from serving import serving

from qa.assistant import Assistant, Config
from qa.server import rest

BRIDGE = "Cầu Bến Ngự dài bao nhiêu mét?"


@pytest.fixture(scope="module")
def client(assistant, tmp_path_factory):
    config = Config(index_dir=tmp_path_factory.mktemp("api"))
    one = Assistant(assistant.index, assistant.encoder, assistant.restorer, config)
    with serving(rest(one)) as url, OpenAI(base_url=f"{url}/v1", api_key="none") as client:
        yield client


def ask(client, *said, **options):
    messages = [
        {"role": role, "content": text}
        for role, text in zip(("user", "assistant") * 9, said, strict=False)
    ]
    return client.chat.completions.create(model="hoi-dap", messages=messages, **options)


def test_the_answer_has_an_annotation_for_every_marker(client, folder):
    (choice,) = ask(client, BRIDGE).choices
    text = choice.message.content
    assert "486" in text
    (note,) = choice.message.annotations
    link = note.url_citation
    assert text[link.start_index : link.end_index] == "[1]"
    proof = note.hoidap
    file = (folder / proof["source"]).read_bytes().decode()
    assert file[proof["start"] : proof["end"]] == proof["quote"]
    assert "/van-ban?" in link.url


def test_a_stream_gives_the_same_words_and_annotations(client):
    whole = ask(client, BRIDGE).choices[0].message
    chunks = list(ask(client, BRIDGE, stream=True))
    assert "".join(one.choices[0].delta.content or "" for one in chunks) == whole.content
    last = chunks[-1].choices[0]
    assert last.finish_reason == "stop"
    notes = [note.model_dump() for note in whole.annotations]
    assert json.loads(json.dumps(last.delta.annotations)) == notes


def test_earlier_messages_are_what_a_follow_up_leans_on(client):
    reply = ask(client, BRIDGE, "Cầu Bến Ngự dài 486 mét. [1]", "còn ai là kỹ sư trưởng?")
    assert "Lê Quốc Dũng" in reply.choices[0].message.content


def test_a_refusal_says_why_and_cites_nothing(client):
    message = ask(client, "Công thức nấu phở bò như thế nào?").choices[0].message
    assert message.content.startswith("Không trả lời được.")
    assert message.annotations == []


def test_the_model_is_listed(client):
    assert [model.id for model in client.models.list()] == ["hoi-dap"]


def test_a_conversation_that_asks_nothing_is_refused_in_words(client):
    with pytest.raises(Exception, match="câu hỏi của người dùng"):
        ask(client, BRIDGE, "Đã trả lời.")
