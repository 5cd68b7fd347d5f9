"""Fifty people at once: nobody gets an error, and everybody the right answer."""

import asyncio
import json
import time

import httpx
import pytest
from serving import serving

from qa.assistant import Assistant, Config
from qa.server import rest

PEOPLE, QUESTIONS = 50, (
    ("Cầu Bến Ngự dài bao nhiêu mét?", "486"),
    ("Kỹ sư trưởng của công trình cầu Bến Ngự là ai?", "Lê Quốc Dũng"),
)  # fmt: skip


@pytest.fixture
def url(assistant, tmp_path):
    one = Assistant(
        assistant.index, assistant.encoder, assistant.restorer, Config(index_dir=tmp_path)
    )
    with serving(rest(one)) as url:
        yield url


def test_fifty_people_at_once_all_get_their_answers(url, record_property):
    waits, positions = [], []

    async def person():
        async with httpx.AsyncClient(base_url=url, timeout=120) as client:
            await client.get("/v1/documents")  # as a page does; from here on he is known
            for question, wanted in QUESTIONS:
                began = time.perf_counter()
                body = {"question": question, "stream": True}
                response = await client.post("/v1/ask", json=body)
                waits.append(time.perf_counter() - began)
                assert response.status_code == 200, response.text
                *before, last = response.text.strip().split("\n\n")
                turn = json.loads(last.split("data: ", 1)[1])
                assert wanted in turn["answer"]["text"], turn
                positions.extend(one for one in before if one.startswith("event: position"))

    async def everybody():
        await asyncio.gather(*(person() for _ in range(PEOPLE)))

    asyncio.run(everybody())
    assert len(waits) == PEOPLE * len(QUESTIONS)
    assert positions, "nobody was told his place in the line"
    waits.sort()
    record_property("median_s", round(waits[len(waits) // 2], 2))
    record_property("p95_s", round(waits[int(0.95 * len(waits))], 2))
