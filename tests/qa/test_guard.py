"""Who has no business here stays out: no token, another site, too fast, too much."""

import pytest
from fastapi import FastAPI, Request
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from index.errors import HoiDapError
from qa.guard import MAX_BODY, Guard, Rates, Rules, is_loopback

TOKEN = "mot-mat-khau-dai"


def client(rules, **options):
    app = FastAPI()

    @app.get("/")
    async def home(request: Request):
        return {"visitor": request.state.visitor}

    @app.post("/v1/ask")
    async def ask(request: Request):
        return {"bytes": len(await request.body())}

    return TestClient(Guard(app, rules), base_url="http://127.0.0.1:7860", **options)


def test_a_visitor_keeps_his_name_and_another_has_another():
    first, second = client(Rules()), client(Rules())
    name = first.get("/").json()["visitor"]
    assert first.get("/").json()["visitor"] == name
    assert second.get("/").json()["visitor"] != name
    assert len(name) == 32


def test_a_made_up_visitor_is_not_taken():
    forged = client(Rules(), cookies={"hoidap_visitor": "../../etc"})
    assert len(forged.get("/").json()["visitor"]) == 32


def test_with_a_token_only_who_has_it_comes_in():
    guarded = client(Rules(token=TOKEN))
    assert guarded.post("/v1/ask").status_code == 401
    assert guarded.post("/v1/ask", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert guarded.post("/v1/ask", headers={"authorization": f"Bearer {TOKEN}"}).is_success


def test_a_browser_logs_in_once_and_the_cookie_does_not_hold_the_token():
    guarded = client(Rules(token=TOKEN), follow_redirects=False)
    asked = guarded.get("/", headers={"accept": "text/html"})
    assert asked.status_code == 401
    assert "<form" in asked.text
    assert guarded.post("/dang-nhap", data={"token": "sai"}).status_code == 401
    entered = guarded.post("/dang-nhap", data={"token": TOKEN})
    assert entered.status_code == 303
    assert TOKEN not in entered.headers["set-cookie"]
    assert guarded.get("/").is_success


def test_guessing_the_token_is_slow():
    guarded = client(Rules(token=TOKEN))
    codes = [guarded.post("/dang-nhap", data={"token": "sai"}).status_code for _ in range(12)]
    assert codes[-1] == 429


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:7860"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
def test_another_site_cannot_use_the_readers_browser(headers):
    assert client(Rules()).post("/v1/ask", headers=headers).status_code == 403


def test_the_page_itself_and_programs_may_call():
    assert client(Rules()).post("/v1/ask", headers={"origin": "http://127.0.0.1:7860"}).is_success
    assert client(Rules(local=False)).post("/v1/ask", headers={"host": "hoi.example"}).is_success


def test_what_is_too_large_is_refused_whatever_it_says_of_its_size():
    def endless():
        for _ in range(MAX_BODY // 2**20 + 2):
            yield b"x" * 2**20

    assert client(Rules()).post("/v1/ask", content=b"x" * (MAX_BODY + 1)).status_code == 413
    with pytest.raises(ClientDisconnect):
        client(Rules()).post("/v1/ask", content=endless())


def test_a_client_that_asks_too_fast_is_told_how_long_to_wait():
    hasty = client(Rules(rate=3))
    hasty.get("/")
    answers = [hasty.post("/v1/ask") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 21
    assert "Hãy thử lại sau" in answers[-1].json()["error"]["message"]
    assert hasty.get("/").is_success


def test_a_bucket_refills_with_time():
    now = [0.0]
    rates = Rates(clock=lambda: now[0])
    assert [rates.wait("a", 2) for _ in range(2)] == [0, 0]
    assert rates.wait("a", 2) == pytest.approx(30)
    assert rates.wait("b", 2) == 0
    now[0] = 30
    assert rates.wait("a", 2) == 0


def test_every_answer_forbids_calling_out_and_being_framed():
    headers = client(Rules()).get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.5", False), ("ten-may", False)],
)  # fmt: skip
def test_only_this_machine_is_let_in_without_a_token(host, local):
    assert is_loopback(host) is local
    if local:
        assert Rules.for_host(host, {}).local
    else:
        with pytest.raises(HoiDapError, match="HOIDAP_TOKEN"):
            Rules.for_host(host, {})
        assert Rules.for_host(host, {"HOIDAP_TOKEN": TOKEN}) == Rules(TOKEN, local=False)


@pytest.mark.parametrize(
    "environment", [{"HOIDAP_TOKEN": "ngan"}, {"HOIDAP_RATE": "0"}, {"HOIDAP_RATE": "nhiều"}]
)
def test_settings_that_cannot_be_meant_are_refused(environment):
    with pytest.raises(HoiDapError):
        Rules.for_host("127.0.0.1", environment)
