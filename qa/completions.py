"""Speaks to programs made for OpenAI's chat completions: the answer, its quotes as annotations."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from index.errors import QuestionError
from qa.answer import Answer
from qa.desk import Asking, Desk, Text, pieces
from qa.documents import visitor_of
from qa.followup import Previous, standalone

MODEL = "hoi-dap"
_TURNS = 20  # earlier messages that are looked at


class Part(BaseModel):
    """A part of a message; pictures have no text."""

    text: Text | None = None


class Message(BaseModel):
    """A message of the conversation; content may come in parts."""

    role: str
    content: Text | list[Part] | None = None

    @property
    def text(self) -> str:
        """The words of the message."""
        if isinstance(self.content, list):
            return " ".join(part.text or "" for part in self.content)
        return self.content or ""


class CompletionBody(BaseModel):
    """What is used of a chat completion request; the rest is for other models."""

    messages: list[Message] = Field(min_length=1, max_length=1000)
    model: str = MODEL
    stream: bool = False


def routes(desk: Desk) -> APIRouter:
    """Lay out /v1/models and /v1/chat/completions."""
    router = APIRouter()

    @router.get("/v1/models")
    async def models() -> dict[str, Any]:
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "hoi-dap"}
        return {"object": "list", "data": [model]}

    @router.post("/v1/chat/completions")
    async def complete(body: CompletionBody, request: Request) -> Response:
        asking = await desk.work(lambda: asked(body.messages))
        turn = await desk.turn(asking, visitor_of(request), None)
        head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}
        said = content(turn.answer)
        notes = notes_of(turn.answer, str(request.base_url))
        if body.stream:
            written = _chunks(head, said, notes)
            return StreamingResponse(written, media_type="text/event-stream")
        message = {"role": "assistant", "content": said, "annotations": notes}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
        whole = {"object": "chat.completion", "choices": [choice], "usage": usage}
        return JSONResponse({**head, **whole, "hoidap": turn.to_dict()})

    return router


def asked(messages: Sequence[Message]) -> Asking:
    """Take the last question, and the one before it made whole, from a conversation.

    Raises:
        QuestionError: the last message is not the user's.
    """
    if messages[-1].role != "user":
        raise QuestionError("Tin nhắn cuối phải là câu hỏi của người dùng (role “user”).")
    earlier = [one for one in messages[:-1] if one.role in ("user", "assistant")][-_TURNS:]
    previous: Previous | None = None
    for message in earlier:
        if message.role == "user":
            previous = Previous(standalone(message.text, previous))
        elif previous is not None:
            previous = Previous(previous.question, message.text[:5000])
    return Asking(messages[-1].text, previous)


def content(answer: Answer) -> str:
    """Give what such programs show: the answer, or why there is none."""
    return f"Không trả lời được. {answer.reason}" if answer.abstained else answer.text


def notes_of(answer: Answer, base: str) -> list[dict[str, Any]]:
    """Say for every marker where its quote can be read."""
    text, found = content(answer), []
    for citation in answer.citations:
        for match in re.finditer(rf"\[{citation.number}\]", text):
            place = {"source": citation.source, "start": citation.start, "end": citation.end}
            link = {
                "start_index": match.start(),
                "end_index": match.end(),
                "title": citation.title,
                "url": f"{base}van-ban?{urlencode(place)}#trich",
            }
            proof = {"quote": citation.quote, "sha256": citation.sha256, **place}
            found.append({"type": "url_citation", "url_citation": link, "hoidap": proof})
    return found


async def _chunks(
    head: dict[str, Any], said: str, notes: list[dict[str, Any]]
) -> AsyncIterator[str]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        whole = {**head, "object": "chat.completion.chunk", "choices": [choice]}
        return f"data: {json.dumps(whole, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(said):
        yield chunk({"content": piece})
    yield chunk({"annotations": notes}, "stop")
    yield "data: [DONE]\n\n"
