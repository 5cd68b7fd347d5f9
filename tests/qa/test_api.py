"""Programs ask over REST and get what the page shows; nothing of the server leaks."""

import json
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from index.store import Index
from qa.answer import Answer
from qa.assistant import Assistant, Config
from qa.feedback import feedback_file
from qa.guard import Guard, Rules
from qa.server import rest

BRIDGE = "Cầu Bến Ngự dài bao nhiêu mét?"
CLINIC = (
    "Trạm y tế xã Hòa Lộc\n\nBác sĩ Đỗ Thị Hạnh làm trạm trưởng trạm y tế xã Hòa Lộc từ năm 2019.\n"
)


@pytest.fixture
def app(tmp_path, collection_index_folder, encoder, restorer):
    index = Index.load(collection_index_folder, encoder)
    return rest(Assistant(index, encoder, restorer, Config(index_dir=tmp_path)))


@pytest.fixture
def client(app):
    return TestClient(
        Guard(app, Rules()), base_url="http://127.0.0.1", raise_server_exceptions=False
    )


def events(response):
    found = []
    for block in response.text.strip().split("\n\n"):
        event, data = block.split("\n")
        found.append((event.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_an_answer_comes_with_proofs_that_were_checked_again(client, folder):
    turn = client.post("/v1/ask", json={"question": BRIDGE}).json()
    answer = Answer.from_dict(turn["answer"])
    (citation,) = answer.citations
    text = (folder / citation.source).read_bytes().decode()
    assert text[citation.start : citation.end] == citation.quote
    assert turn["faults"] == [""]
    assert turn["sure"] in ("high", "fair", "low")


def test_a_streamed_answer_tells_its_steps_and_its_pieces_make_the_whole(client):
    told = events(
        client.post("/v1/ask", json={"question": BRIDGE, "stream": True, "suggest": True})
    )
    names = [name for name, _ in told]
    assert names[0] == "step"
    assert names.index("delta") < names.index("turn") < names.index("suggestions")
    turn = dict(told)["turn"]
    assert "".join(data["text"] for name, data in told if name == "delta") == turn["answer"]["text"]


def test_suggested_questions_have_answers(client):
    told = dict(
        events(client.post("/v1/ask", json={"question": BRIDGE, "stream": True, "suggest": True}))
    )
    for question in told["suggestions"]:
        assert not client.post("/v1/ask", json={"question": question}).json()["answer"]["abstained"]


def test_a_follow_up_leans_on_the_turn_before(client):
    first = client.post("/v1/ask", json={"question": BRIDGE}).json()
    second = client.post(
        "/v1/ask", json={"question": "còn ai là kỹ sư trưởng?", "previous": first["previous"]}
    )
    assert second.json()["is_follow_up"]
    assert "Bến Ngự" in second.json()["answer"]["question"]


def test_the_next_question_leans_on_the_one_that_was_typed_and_not_on_it_written_out(client):
    question = "Mỗi gian hàng nộp phí vệ sinh cho BQLCĐ bao nhiêu?"
    turn = client.post("/v1/ask", json={"question": question}).json()
    assert "Ban quản lý chợ đêm" in turn["answer"]["understood_as"]
    assert turn["previous"]["question"] == question


def test_a_change_can_be_switched_off(client):
    turn = client.post("/v1/ask", json={"question": "cau Ben Ngu dai bao nhieu met"}).json()
    assert turn["changes"]
    typed = [word for change in turn["changes"] for word in change["words"]]
    again = client.post("/v1/ask", json={"question": turn["typed"], "as_typed": typed}).json()
    assert again["changes"] == []


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"question": ""}, 400, "trống"),
        ({"question": "ă" * 5000}, 400, "5000 ký tự"),
        ({}, 422, "question"),
        ({"question": 5}, 422, "question"),
        ({"question": BRIDGE, "documents": ["../x"]}, 400, "Không còn văn bản"),
        ({"question": BRIDGE, "documents": []}, 400, "Chưa chọn"),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(client, body, status, said):
    refused = client.post("/v1/ask", json=body)
    assert refused.status_code == status
    assert said in refused.json()["error"]["message"]


def test_an_error_in_a_stream_is_an_event(client):
    assert events(client.post("/v1/ask", json={"question": "?!", "stream": True}))[-1][0] == "error"


def test_a_file_is_brought_asked_read_explained_and_removed(client):
    told = client.post("/v1/documents?name=tram.txt", content=CLINIC.encode()).text.splitlines()
    assert json.loads(told[-1])["result"][0]["source"] == "tram.txt"
    assert any("total" in json.loads(line) for line in told)
    answer = client.post("/v1/ask", json={"question": "Ai làm trạm trưởng?"}).json()["answer"]
    assert "Đỗ Thị Hạnh" in answer["text"]
    assert client.get("/v1/document?id=tram.txt").json()["text"] == CLINIC
    assert "Hòa Lộc" in client.get("/v1/documents/lines?source=tram.txt").json()["report"]
    assert client.delete("/v1/documents?source=tram.txt").is_success
    assert "tram.txt" not in client.get("/v1/documents").text


def test_two_browsers_do_not_see_each_others_files(app):
    mine, theirs = (TestClient(Guard(app, Rules()), base_url="http://127.0.0.1") for _ in range(2))
    mine.post("/v1/documents?name=tram.txt", content=CLINIC.encode())
    assert "tram.txt" in mine.get("/v1/documents").text
    assert "tram.txt" not in theirs.get("/v1/documents").text
    assert theirs.get("/van-ban?source=tram.txt").status_code == 400


def test_a_whole_document_is_shown_with_the_quote_marked_and_its_tags_as_text(client):
    hostile = "Về <b>giám đốc</b>\n\nÔng Bình <script>window.pwned=1</script> làm giám đốc.\n"
    client.post("/v1/documents?name=a.txt", content=hostile.encode())
    start = hostile.index("Ông")
    page = client.get(f"/van-ban?source=a.txt&start={start}&end={len(hostile) - 1}").text
    assert '<mark id="trich" tabindex="-1">Ông Bình &lt;script&gt;' in page
    assert "<script" not in page
    assert client.get("/van-ban?source=a.txt&start=-5&end=999999").is_success


@pytest.mark.parametrize("kind", ["md", "docx", "pdf", "json"])
def test_an_answer_is_written_out_with_a_name_and_a_kind(client, kind):
    answer = client.post("/v1/ask", json={"question": BRIDGE}).json()["answer"]
    file = client.post("/v1/export", json={"format": kind, "answers": [answer]})
    assert file.is_success
    assert f'.{kind}"' in file.headers["content-disposition"]
    forged = {**answer, "citations": [{**answer["citations"][0], "quote": "Bịa."}]}
    if kind == "json":
        faults = client.post("/v1/export", json={"format": kind, "answers": [forged]}).json()[
            "faults"
        ]
        assert faults[0][0], "a quote that is not in its file was called verified"


def test_feedback_is_kept_and_nonsense_is_not(client, tmp_path):
    answer = client.post("/v1/ask", json={"question": BRIDGE}).json()["answer"]
    said = {"verdict": "right", "comment": "đúng", "answer": answer}
    assert client.post("/v1/feedback", json=said).status_code == 201
    assert client.post("/v1/feedback", json={**said, "verdict": "x"}).status_code == 400
    assert client.post("/v1/feedback", json={**said, "answer": {}}).status_code == 400
    assert len(feedback_file(tmp_path).read_text("utf-8").splitlines()) == 1


def test_search_gives_passages_with_their_places(client, folder):
    (first, *_) = client.post("/v1/search", json={"question": BRIDGE}).json()["hits"]
    text = (folder / first["source"]).read_bytes().decode()
    assert text[first["start"] : first["end"]] == first["text"]


@pytest.mark.parametrize("path", ["/trang/page.js", "/trang/page.css", "/api", "/v1/openapi.json"])
def test_the_pages_files_are_served(client, path):
    assert client.get(path).is_success


@pytest.mark.parametrize(
    "path",
    [
        "/trang/..%2fchat.py",
        "/trang/%2e%2e/chat.py",
        "/v1/document?id=../../etc/passwd",
        "/van-ban?source=" + quote("../tin-tuc.txt"),
        "/v1/documents/lines?source=/etc/passwd",
    ],
)
def test_no_way_leads_out_and_no_path_of_the_server_is_told(client, path, tmp_path, folder):
    refused = client.get(path)
    assert refused.status_code in (400, 404)
    assert str(tmp_path) not in refused.text
    assert str(folder) not in refused.text
