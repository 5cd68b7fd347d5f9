"""The Gradio page: takes questions, shows answers with their sources. It decides nothing."""

from __future__ import annotations

import errno
import re
import socket
import sys
import time
import webbrowser
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI

from index.document import Document
from index.errors import HoiDapError
from qa.answer import Answer, Citation
from qa.assistant import Assistant

# Question -> the seed that answers it; shown when that seed is in the index.
EXAMPLES = {
    "Ai chủ trì Hội nghị trực tuyến toàn quốc về hội nhập quốc tế?": "002_4c8f4751c704f2bd.txt",
    "Ban chi dao lien nganh phai kien toan xong truoc ngay nao?": "004_f3a2eb2b02236d08.txt",
    "Yếu tố nào là then chốt của chuyển đổi số?": "003_04326397ba80ffa3.txt",
    "Hội thảo ngày 25/5 có bao nhiêu đại biểu tham dự?": "001_d001d31c2c28c4b5.txt",
}
REVEALS, PAUSE = 24, 0.02  # half a second at most: seen as typing, not felt as waiting

# No document can make the browser call out, even if a word of it slipped past the escaping.
POLICY = "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'"
FONTS = ("system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
WAITING = '<p role="status">Đang tìm trong tài liệu…</p>'
BROKEN = "Có lỗi ngoài dự tính, chi tiết ở cửa sổ dòng lệnh. Hãy thử hỏi lại."

Turn = tuple[str, str]
"""A question and the HTML of its answer."""


def launch(assistant: Assistant, *, host: str, port: int, open_browser: bool) -> None:
    """Serve the page until it is stopped; port 0 takes any free port.

    Raises:
        HoiDapError: the address cannot be used.
    """
    # Not Blocks.launch: it asks itself over HTTP whether it is up, which a proxy setting breaks,
    # and an address that cannot be used ends in an English traceback.
    with _listen(host, port) as listener:
        app = gr.mount_gradio_app(
            FastAPI(openapi_url=None),
            page(assistant),
            path="",
            theme=gr.themes.Default(primary_hue="teal", font=FONTS, font_mono=("monospace",)),
            css_paths=Path(__file__).with_name("chat.css"),
            head=f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            js="() => { document.documentElement.lang = 'vi' }",
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
        )
        name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        name = f"[{name}]" if ":" in name else name
        url = f"http://{name}:{listener.getsockname()[1]}"
        sys.stderr.write(f"Trang hỏi đáp: {url} (Ctrl+C để dừng)\n")
        if open_browser:
            webbrowser.open(url)  # the socket listens already, so the browser waits for us
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    unusable = HoiDapError(
        f"Không mở được trang ở địa chỉ {host!r}, cổng {port}. Hãy dùng --host là địa chỉ của máy "
        "này (thường là 127.0.0.1) và --port từ 1024 đến 65535."
    )
    if not 0 <= port <= 65535:
        raise unusable  # getaddrinfo would take 99999 for 34463
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family)
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise HoiDapError(
                f"Cổng {port} của {host} đang có chương trình khác dùng. "
                "Hãy chọn cổng khác bằng --port."
            ) from error
        raise unusable from error


def page(assistant: Assistant) -> gr.Blocks:
    """Lay out the page: the question, examples, the answer, the questions before it."""
    documents = assistant.index.documents
    blocks = gr.Blocks(title="Hỏi Đáp", analytics_enabled=False)
    with blocks:
        gr.HTML(
            f"<h1>Hỏi Đáp</h1><p>Trả lời từ {len(documents)} văn bản, mỗi câu kèm trích dẫn "
            "nguyên văn để kiểm lại. Tài liệu không nói thì không trả lời.</p>",
            js_on_load=None,
        )
        box = gr.Textbox(
            label="Câu hỏi",
            placeholder="Gõ có dấu hoặc không dấu",
            submit_btn="Hỏi",
            max_lines=4,
            autofocus=True,
            elem_id="question",
        )
        with gr.Row(elem_id="examples"):
            examples = [gr.Button(text, size="sm", min_width=0) for text in _examples(documents)]
        now = gr.HTML(js_on_load=None, elem_id="now")
        past = gr.HTML(js_on_load=None, elem_id="past")
        turns = gr.State([])

        def reply(question: str, before: list[Turn]) -> Iterator[dict[Any, Any]]:
            heading, name = f"<h2>{escape(question[:300])}</h2>", f"source-{len(before) + 1}"
            yield {past: _past(before), now: heading + WAITING}
            try:
                *_, answer = assistant.chain.stream(question)
            except HoiDapError as error:
                yield {now: _error(str(error))}
                return
            for words in _growing(answer.text):
                yield {now: heading + _understood(answer) + _text(words, answer, name)}
                time.sleep(PAUSE)
            shown = _shown(answer, name)
            yield {box: "", now: heading + shown, turns: [*before, (question, shown)]}

        for asked, event in ((box, box.submit), *((button, button.click) for button in examples)):
            event(
                reply,
                [asked, turns],
                [box, now, past, turns],
                show_progress="hidden",
                api_visibility="private",
            ).failure(lambda: _error(BROKEN), None, now, api_visibility="private")
    return blocks


def _examples(documents: Sequence[Document]) -> list[str]:
    """Give questions that fit the index: about the seeds, else about the first titles."""
    sources = {document.source for document in documents}
    fitting = [question for question, source in EXAMPLES.items() if source in sources]
    return fitting or [f"“{document.title[:90]}” nói về điều gì?" for document in documents[:3]]


def _growing(text: str) -> Iterator[str]:
    words = re.findall(r"\S+\s*", text)
    for end in range(1, len(words), max(1, len(words) // REVEALS)):
        yield "".join(words[:end])


def _shown(answer: Answer, name: str) -> str:
    """Write a whole answer, or an abstention with its reason and the nearest paragraphs."""
    reason = escape(answer.reason)
    if answer.abstained:
        said = f'<p class="refusal">Không trả lời được: {reason}</p>'
        title, cited = "Đoạn gần nhất", answer.nearest
    else:
        said = _text(answer.text, answer, name) + (
            f'<p class="note">{reason}</p>' if reason else ""
        )
        title, cited = "Nguồn", answer.citations
    sources = "".join(_source(citation, name) for citation in cited)
    kind = "nearest" if answer.abstained else "sources"
    listed = f'<h3>{title}</h3><ol class="{kind}">{sources}</ol>' if sources else ""
    return _understood(answer) + said + listed


def _understood(answer: Answer) -> str:
    understood = escape(answer.understood_as)
    return f'<p class="understood">Hiểu là: {understood}</p>' if understood else ""


def _text(words: str, answer: Answer, name: str) -> str:
    """Write the answer's words; every marker that has a citation links to its quote."""
    text = escape(words)
    for number in (citation.number for citation in answer.citations):
        link = f'<a class="marker" href="#{name}-{number}">[{number}]</a>'
        text = text.replace(f"[{number}]", link)
    return f'<p class="answer">{text}</p>'


def _source(citation: Citation, name: str) -> str:
    """Write a citation: where it is, and its paragraph with the quote and its words marked."""
    paragraph, quote = citation.paragraph, citation.quote
    begin = citation.start - citation.paragraph_start
    left, right = citation.highlight
    marked = escape(quote)
    if 0 < right - left < len(quote):
        words = f'<mark class="words">{escape(quote[left:right])}</mark>'
        marked = escape(quote[:left]) + words + escape(quote[right:])
    return (
        f'<li><p class="place"><b>[{citation.number}]</b> <cite>{escape(citation.source)}</cite>, '
        f"{escape(citation.place)}<br><bdi>{escape(citation.title)}</bdi></p>"
        f'<blockquote tabindex="0">{escape(paragraph[:begin])}'
        f'<mark class="quote" id="{name}-{citation.number}">{marked}</mark>'
        f"{escape(paragraph[begin + len(quote) :])}</blockquote></li>"
    )


def _error(message: str) -> str:
    return f'<p class="error" role="alert">{escape(message)}</p>'


def _past(turns: Sequence[Turn]) -> str:
    listed = "".join(
        f"<details><summary>{escape(question[:300])}</summary>{shown}</details>"
        for question, shown in reversed(turns)
    )
    return f"<h3>Câu hỏi trước</h3>{listed}" if listed else ""
