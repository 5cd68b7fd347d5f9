"""Opens the language model that may write: any that LangChain knows, an address, or the local one.

    HOIDAP_CHAT_MODEL=ollama:qwen3              any provider:name of LangChain's init_chat_model
    HOIDAP_CHAT_URL=http://127.0.0.1:8080/v1    an OpenAI-compatible server instead
    HOIDAP_CHAT_MODEL=local                     the 270M model of the extra `llm`, in this process
    HOIDAP_CHAT_MODEL=local:/path/model.gguf    a file of one's own

Keys come from the environment, under each provider's own name (OPENAI_API_KEY…), and stay there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import ChatModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

DEADLINE = 20.0
LONGEST = 400  # tokens of an answer
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Writer:
    """A chat model and how it is to be used."""

    name: str
    """What the Answer says wrote it: "ollama:qwen3"."""
    open: Callable[[], BaseChatModel]
    """Gives the model; the same one each time."""
    deadline: float = DEADLINE
    """Seconds that a person is kept waiting for it."""
    is_small: bool = False
    """A base model of little skill: examples instead of instructions, words from the sources only,
    and it must say what the reader found."""


def open_writer(name: str | None = None) -> Writer | None:
    """Open the model of a name, else of HOIDAP_CHAT_MODEL; None when there is neither.

    Raises:
        ChatModelError: the name, the address or a package for it is not there.
    """
    name = os.environ.get("HOIDAP_CHAT_MODEL", "") if name is None else name
    name, url = name.strip(), os.environ.get("HOIDAP_CHAT_URL", "").strip()
    if not name and not url:
        return None
    deadline = _deadline()
    kind, _, path = name.partition(":")
    if kind == LOCAL:
        from qa.local_model import local_model

        return local_model(path, deadline)
    if url and not re.match(r"https?://[^\s/]+", url):
        raise ChatModelError(
            f"HOIDAP_CHAT_URL={url[:80]!r} không phải địa chỉ http. "
            "Hãy ghi dạng http://127.0.0.1:8080/v1."
        )
    if not url and not re.fullmatch(r"[\w-]+:\S+", name):
        raise ChatModelError(
            f"HOIDAP_CHAT_MODEL={name[:80]!r} không rõ là mô hình nào. Hãy ghi “nhà cung cấp:tên”, "
            "ví dụ ollama:qwen3, openai:gpt-4o-mini, hoặc local."
        )
    model = _opened(name or "default", url, deadline)  # here, so that a wrong name fails at once
    return Writer(name or url, lambda: model, deadline)


def _deadline() -> float:
    given = os.environ.get("HOIDAP_CHAT_DEADLINE", "")
    try:
        seconds = float(given or DEADLINE)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise ChatModelError(
            f"HOIDAP_CHAT_DEADLINE={given[:40]!r} không phải số giây từ 0 đến 600. "
            "Hãy sửa hoặc bỏ biến ấy."
        )
    return seconds


def _opened(name: str, url: str, deadline: float) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    # No retries: the extractive answer is at hand, and the person is waiting.
    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": deadline,
        "max_retries": 0,
        "max_tokens": LONGEST,
    }
    try:
        if url:
            # Such servers often take any key, but the client wants one.
            key = os.environ.get("OPENAI_API_KEY") or "none"
            model = name.removeprefix("openai:")
            opened: BaseChatModel = init_chat_model(
                model,
                model_provider="openai",
                base_url=url,
                api_key=key,
                stream_usage=True,
                **options,
            )
        else:
            opened = init_chat_model(name, **options)
        return opened
    except ImportError as error:
        provider = "openai" if url else name.partition(":")[0].replace("_", "-")
        raise ChatModelError(
            f"Thiếu gói để dùng mô hình {name}. Hãy cài: pip install langchain-{provider}"
        ) from error
    except Exception as error:  # noqa: BLE001  (every provider has errors of its own: a missing key…)
        # `from None`, and no word of the error itself: some quote the key.
        raise ChatModelError(
            f"Không mở được mô hình {name} ({type(error).__name__}). "
            "Hãy kiểm tra tên mô hình và khóa truy cập trong biến môi trường của nhà cung cấp ấy."
        ) from None
