"""What programs send that is no text or no number is refused, and errors are said in Vietnamese."""

import asyncio
import json
import os
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.store import Index
from qa.answer import Citation
from qa.assistant import Assistant, Config
from qa.desk import Asking, Desk, Turn, fault
from qa.feedback import feedback_file
from qa.guard import Guard, Rules
from qa.server import rest
from qa.shelf import Shelf

BRIDGE = "Cầu Bến Ngự dài bao nhiêu mét?"
WRONG = "Yêu cầu thiếu hoặc sai trường"
NO_ANSWER = "Không phải câu trả lời do Hỏi Đáp xuất ra"
NO_QUOTE = "Trích dẫn thiếu hoặc sai trường"


@pytest.fixture
def one(tmp_path, collection_index_folder, encoder, restorer):
    index = Index.load(collection_index_folder, encoder)
    return Assistant(index, encoder, restorer, Config(index_dir=tmp_path))


@pytest.fixture
def client(one):
    return TestClient(
        Guard(rest(one), Rules()), base_url="http://127.0.0.1", raise_server_exceptions=False
    )


@pytest.fixture
def answer(client):
    return client.post("/v1/ask", json={"question": BRIDGE}).json()["answer"]


def sent(client, path, body):
    """Send JSON as other programs write it: with escapes, NaN and endless numbers."""
    content = body if isinstance(body, str) else json.dumps(body)
    return client.post(path, content=content, headers={"content-type": "application/json"})


@pytest.mark.parametrize("kind", ["md", "docx", "pdf", "json"])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"question": "x\ud800y"}, NO_ANSWER),
        ({"text": "\udfff"}, NO_ANSWER),
        ({"rephrasings": ["\ud800"]}, NO_ANSWER),
        ({"rephrasings": "abc"}, NO_ANSWER),
        ({"rephrasings": [5]}, NO_ANSWER),
        ({"prompt": {}}, NO_ANSWER),
        ({"confidence": float("nan")}, NO_ANSWER),
        ({"confidence": float("inf")}, NO_ANSWER),
        ({"confidence": 10**400}, NO_ANSWER),
        ({"confidence": True}, NO_ANSWER),
        ({"timings": {"a": {}}}, NO_ANSWER),
        ({"timings": {"a": float("nan")}}, NO_ANSWER),
        ({"timings": {"\ud800": 1.0}}, NO_ANSWER),
    ],
    ids=lambda one: str(one)[:24],
)
def test_an_answer_with_what_no_file_can_hold_is_not_written_out(client, answer, kind, wrong, said):
    refused = sent(client, "/v1/export", {"format": kind, "answers": [{**answer, **wrong}]})
    assert refused.status_code == 400
    assert said in refused.json()["error"]["message"]


def test_a_quote_with_half_a_character_is_not_written_out(client, answer):
    for field in ("quote", "source", "paragraph", "title", "place", "sha256"):
        cited = {**answer["citations"][0], field: "x\ud800"}
        body = {"format": "md", "answers": [{**answer, "citations": [cited]}]}
        refused = sent(client, "/v1/export", body)
        assert refused.status_code == 400, field
        assert f"{NO_QUOTE} ('{field}')" in refused.json()["error"]["message"]


def test_an_answer_as_it_was_given_is_written_out(client, answer):
    assert sent(client, "/v1/export", {"format": "md", "answers": [answer]}).is_success


def test_feedback_on_no_answer_is_not_kept(client, answer, tmp_path):
    said = {"verdict": "right", "comment": "", "answer": {**answer, "question": "\ud800"}}
    assert sent(client, "/v1/feedback", said).status_code == 400
    assert sent(client, "/v1/feedback", {**said, "comment": "\ud800"}).status_code == 422
    assert not feedback_file(tmp_path).exists()


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("/v1/ask", {"question": "Ai \ud800 ký?"}, 422, f"{WRONG}: question"),
        ("/v1/search", {"question": "Ai \ud800 ký?"}, 422, f"{WRONG}: question"),
        ("/v1/ask", {"question": BRIDGE, "as_typed": ["\ud800"]}, 422, WRONG),
        ("/v1/ask", {"question": "ai?", "previous": {"question": "\ud800"}}, 422, WRONG),
        ("/v1/search", '{"question": "ai?", "limit": NaN}', 422, f"{WRONG}: limit"),
        ("/v1/search", '{"question": "ai?", "limit": 1e400}', 422, f"{WRONG}: limit"),
        ("/v1/search", f'{{"question": "ai?", "limit": {"9" * 400}}}', 422, f"{WRONG}: limit"),
        ("/v1/search", f'{{"question": "ai?", "limit": {"9" * 5000}}}', 400, "Không đọc được"),
        ("/v1/search", "[" * 100_000, 400, "Không đọc được"),
        ("/v1/search", '{"question": ', 422, WRONG),
        (
            "/v1/chat/completions",
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "\ud800"}]}]},
            422,
            WRONG,
        ),
        ("/v1/export", {"format": "md", "answers": [{"\ud800": 1}]}, 400, NO_ANSWER),
        ("/v1/export", {"format": "md", "answers": ["\ud800"]}, 422, WRONG),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(client, path, body, status, said):
    refused = sent(client, path, body)
    assert refused.status_code == status
    assert said in refused.json()["error"]["message"]


def test_a_message_in_parts_is_asked_and_a_picture_says_nothing(client):
    parts = [
        {"type": "image_url", "image_url": {"url": "data:,"}},
        {"type": "text", "text": BRIDGE},
    ]
    body = {"messages": [{"role": "user", "content": parts}]}
    message = client.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]
    assert "486" in message["content"]


def test_an_unexpected_error_in_a_stream_is_told_in_vietnamese(client, monkeypatch):
    def broken(*given, **named):
        raise IndexError("string index out of range")

    monkeypatch.setattr(Shelf, "assistant", broken)
    told = client.post("/v1/ask", json={"question": BRIDGE, "stream": True}).text
    assert told.startswith("event: error\n")
    assert "Có lỗi ngoài dự tính" in told
    assert "string index" not in told


def test_an_unexpected_error_while_a_file_is_taken_in_is_told_in_vietnamese(client, monkeypatch):
    def broken(*given, **named):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(Shelf, "add", broken)
    told = client.post("/v1/documents?name=a.txt", content=b"x").text.splitlines()
    assert "Có lỗi ngoài dự tính" in json.loads(told[-1])["error"]


def test_questions_are_answered_while_files_wait_to_be_indexed(one):
    release = threading.Event()

    async def busy() -> Turn:
        desk = Desk(one)
        files = [asyncio.create_task(desk.handle(release.wait)) for _ in range(6)]
        try:
            return await asyncio.wait_for(desk.turn(Asking(BRIDGE), "an", None), 30)
        finally:
            release.set()
            await asyncio.gather(*files)

    assert "486" in asyncio.run(busy()).answer.text


def test_uploads_removals_and_lines_leave_the_threads_of_questions_alone(one, monkeypatch):
    used = []
    work, handle = Desk.work, Desk.handle

    async def worked(self, step):
        used.append("work")
        return await work(self, step)

    async def handled(self, step):
        used.append("handle")
        return await handle(self, step)

    monkeypatch.setattr(Desk, "work", worked)
    monkeypatch.setattr(Desk, "handle", handled)
    client = TestClient(Guard(rest(one), Rules()), base_url="http://127.0.0.1")
    assert "result" in client.post("/v1/documents?name=a.txt", content=BRIDGE.encode()).text
    assert client.get("/v1/documents/lines?source=a.txt").is_success
    assert client.delete("/v1/documents?source=a.txt").json() == {"message": "Đã xóa a.txt."}
    assert used == ["handle"] * 3


def test_an_outdated_index_is_built_in_the_threads_of_files(one, encoder):
    class Another:
        fingerprint = name = "another"

        def __getattr__(self, name):
            return getattr(encoder, name)

    Shelf(one).add("an", "a.txt", "Hồ Sen Trắng sâu 12 mét.\n".encode())
    one.encoder = Another()
    desk, handled = Desk(one), []
    handle = desk.handle

    async def handling(step):
        handled.append(step)
        return await handle(step)

    desk.handle = handling

    async def asked() -> list[Turn]:
        return [await desk.turn(Asking("Hồ Sen Trắng sâu bao nhiêu?"), "an", None) for _ in "12"]

    assert ["12 mét" in turn.answer.text for turn in asyncio.run(asked())] == [True, True]
    assert len(handled) == 1


def test_nothing_outside_the_folders_is_looked_at(folder, monkeypatch, answer):
    given = {**answer["citations"][0], "highlight": [0, 1]}
    looked: list[str] = []
    stat = os.stat

    def looking(path, *options, **named):
        looked.append(os.fspath(path) if not isinstance(path, int) else "")
        return stat(path, *options, **named)

    monkeypatch.setattr(os, "stat", looking)
    for source in ("../la.txt", "/etc/passwd", "a/../../la.txt"):
        outside = Citation.from_dict({**given, "source": source})
        assert fault(outside, [Path(folder)]) == "không tìm thấy tệp nguồn"
    assert not [path for path in looked if "la.txt" in str(path) or "passwd" in str(path)]
    assert fault(Citation.from_dict(given), [Path(folder)]) != "không tìm thấy tệp nguồn"
