"""Speaks to a chat model: prompt → model → parse as one runnable, read within a deadline."""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from prompts import Prompt
from qa.chat_model import Writer

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable


def chain_of(
    writer: Writer,
    prompt: Prompt,
    options: dict[str, Any] | None = None,
    *,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Runnable[dict[str, str], str]:
    """Give prompt → model → parse as a LangChain runnable; the fields of the prompt go in.

    The model ends at its next word once it is stopped: a LangChain stream that is only left reads
    on to its end, and some models have none.
    """
    from langchain_core.messages import BaseMessage, BaseMessageChunk, HumanMessage, SystemMessage
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.runnables import RunnableConfig, RunnableLambda, RunnableSequence

    def messages(fields: dict[str, str]) -> list[BaseMessage]:
        # Not a ChatPromptTemplate: a brace or a template in a document's text is only text.
        request = HumanMessage(prompt.filled(**fields))
        return [SystemMessage(prompt.instructions), request] if prompt.instructions else [request]

    def model(told: list[BaseMessage], config: RunnableConfig) -> Iterator[BaseMessageChunk]:
        try:
            for chunk in writer.open().stream(told, config, **(options or {})):
                if is_stopped():
                    return
                yield chunk
        except Exception:
            if not is_stopped():  # else nobody is there to be told
                raise

    return RunnableSequence(
        RunnableLambda(messages, name="prompt"),
        RunnableLambda(model, name="model"),
        StrOutputParser(name="parse"),
    )


class Pieces:
    """What a model streams, within a deadline; iterating ends when the model, time or line does.

    The model is read in a thread of its own, for nothing else ends a call that hangs. `stream` is
    given a function that says when to stop.
    """

    def __init__(
        self, stream: Callable[[Callable[[], bool]], Iterator[str]], seconds: float
    ) -> None:
        self.fault = ""
        """Why the model was not heard to its end, in words; empty when it was."""
        self._stream = stream
        self._until = time.monotonic() + seconds
        self._seconds = seconds
        self._queue: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        context = contextvars.copy_context()  # LangChain keeps its callbacks there
        self._thread = threading.Thread(
            target=context.run, args=(self._read,), name="hoidap-chat-model", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Let the model's thread end at its next piece."""
        self._stopped.set()

    def _read(self) -> None:
        try:
            for piece in self._stream(self._stopped.is_set):
                self._queue.put(piece)
                if self._stopped.is_set():
                    return
        except Exception as error:  # noqa: BLE001  (any client may fail in its own way; told below)
            self._queue.put(error)
        finally:
            self._queue.put(None)

    def __iter__(self) -> Iterator[str]:
        while True:
            try:
                piece = self._queue.get(timeout=max(0.0, self._until - time.monotonic()))
            except queue.Empty:
                self.fault = f"Mô hình ngôn ngữ không viết xong trong {self._seconds:g} giây"
                self.stop()
                return
            if isinstance(piece, Exception):
                self.fault = _fault(piece)
                return
            if piece is None:
                return
            yield piece


def _fault(error: Exception) -> str:
    """Say what went wrong; never the error's own words, which may hold a key or an address."""
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if status == 429:
        return "Mô hình ngôn ngữ đang giới hạn số lần gọi"
    if status in (401, 403):
        return "Mô hình ngôn ngữ không nhận khóa truy cập"
    if "Timeout" in type(error).__name__:
        return "Mô hình ngôn ngữ không trả lời kịp"
    if "Connect" in type(error).__name__:
        return "Không kết nối được mô hình ngôn ngữ"
    return f"Mô hình ngôn ngữ gặp lỗi ({type(error).__name__})"
