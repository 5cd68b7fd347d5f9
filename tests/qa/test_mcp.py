"""A real MCP client starts `hoidap mcp` and gets a cited answer."""

import asyncio
import json
import os
import sys

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

BRIDGE = "Cầu Bến Ngự dài bao nhiêu mét?"


@pytest.fixture(scope="module")
def replies(folder, tmp_path_factory):
    """What the server says to a client that uses each tool, and makes a mistake."""
    index = tmp_path_factory.mktemp("mcp")
    arguments = ["-m", "qa", "mcp", "--docs", str(folder), "--index-dir", str(index)]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))

    async def talk():
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            said = {"tools": await session.list_tools()}
            for name, given in {
                "ask": {"question": BRIDGE},
                "search": {"question": BRIDGE, "limit": 2},
                "read_document": {"document_id": "tin-tuc.txt", "start": 1, "length": 20},
            }.items():
                said[name] = await session.call_tool(name, given)
            said["missing"] = await session.call_tool("read_document", {"document_id": "la.txt"})
            said["follow-up"] = await session.call_tool(
                "ask", {"question": "còn ai là kỹ sư trưởng?", "previous_question": BRIDGE}
            )
            return said

    return asyncio.run(talk())


def test_the_three_tools_are_offered_and_described(replies):
    tools = {tool.name: tool for tool in replies["tools"].tools}
    assert sorted(tools) == ["ask", "read_document", "search"]
    assert all(tool.description for tool in tools.values())
    assert tools["ask"].inputSchema["required"] == ["question"]


def content(reply):
    return json.loads(reply.content[0].text)


def test_an_answer_is_cited(replies, folder):
    answer = content(replies["ask"])
    assert "486" in answer["text"]
    (citation,) = answer["citations"]
    text = (folder / citation["source"]).read_bytes().decode()
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_passages_and_texts_can_be_read(replies, folder):
    assert len(content(replies["search"])["hits"]) == 2
    text = (folder / "tin-tuc.txt").read_bytes().decode()
    assert content(replies["read_document"])["text"] == text[1:21]


def test_a_question_that_leans_on_another_is_understood(replies):
    assert "Lê Quốc Dũng" in content(replies["follow-up"])["text"]


def test_a_mistake_is_said_in_words(replies):
    assert replies["missing"].isError
    assert "Không có văn bản 'la.txt'" in replies["missing"].content[0].text
