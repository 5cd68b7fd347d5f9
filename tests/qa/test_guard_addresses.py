"""Every address of this machine is its own, and a password may be any Vietnamese words."""

import unicodedata

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from qa.guard import Guard, Rules

PASSWORD = "mật khẩu của xã"


def client(rules, host="127.0.0.1:7860"):
    app = FastAPI()

    @app.get("/v1/documents/lines")
    async def lines():
        return {"report": ""}

    @app.get("/v1/documents")
    async def documents():
        return {"documents": []}

    return TestClient(Guard(app, rules), base_url=f"http://{host}")


@pytest.mark.parametrize("host", ["127.0.0.2:7860", "127.1.2.3", "localhost:7860", "[::1]:7860"])
def test_every_loopback_address_serves_its_own_page(host):
    rules = Rules.for_host(host.rpartition(":")[0] if host.endswith(":7860") else host, {})
    assert client(rules, host).get("/v1/documents").status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1.evil.example", "evil.example", "192.168.1.5", ""])
def test_no_other_name_leads_to_a_page_for_this_machine(host):
    asked = client(Rules()).get("/v1/documents", headers={"host": host})
    assert asked.status_code == 403


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_with_tones_opens_for_programs_and_in_the_form(form):
    guarded = client(Rules.for_host("0.0.0.0", {"HOIDAP_TOKEN": PASSWORD}))
    typed = unicodedata.normalize(form, PASSWORD)
    bearer = {"authorization": f"Bearer {typed}".encode()}
    assert guarded.get("/v1/documents", headers=bearer).status_code == 200
    wrong = {"authorization": f"Bearer {typed[:-1]}".encode()}
    assert guarded.get("/v1/documents", headers=wrong).status_code == 401
    entered = guarded.post("/dang-nhap", data={"token": typed}, follow_redirects=False)
    assert entered.status_code == 303


def test_a_password_may_end_in_a_letter_whose_last_byte_is_a_blank_in_latin_1():
    guarded = client(Rules(token="quê hương là", local=False))
    bearer = {"authorization": "Bearer quê hương là".encode()}
    assert guarded.get("/v1/documents", headers=bearer).status_code == 200


def test_bytes_that_are_no_text_are_a_wrong_password():
    guarded = client(Rules(token=PASSWORD))
    bearer = {"authorization": b"Bearer \xff\xfe"}
    assert guarded.get("/v1/documents", headers=bearer).status_code == 401


def test_reading_a_file_line_by_line_counts_as_work_and_listing_does_not():
    hasty = client(Rules(rate=2))
    hasty.get("/v1/documents")
    lines = [hasty.get("/v1/documents/lines").status_code for _ in range(3)]
    assert lines == [200, 200, 429]
    assert hasty.get("/v1/documents").status_code == 200
