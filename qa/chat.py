"""The Gradio page: takes questions, shows answers with their sources. It decides nothing."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import gradio as gr
from fastapi import FastAPI

from qa import api, server
from qa.assistant import Assistant
from qa.examples import examples
from qa.mcp import told, tools

FONTS = ("system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
_HEAD = '<script type="module" src="/trang/page.js"></script>'
# The page's own script asks /v1/ask and shows the answer as it comes.
_SUBMIT = "question => { window.hoidap.ask(question); return '' }"


def launch(assistant: Assistant, *, host: str, port: int, open_browser: bool) -> None:
    """Serve the page until it is stopped; port 0 takes any free port.

    Raises:
        HoiDapError: the address cannot be used, or others may reach it and there is no token.
    """
    # Not Blocks.launch: it asks itself over HTTP whether it is up, which a proxy setting breaks,
    # and an address that cannot be used ends in an English traceback.
    server.serve(lambda: application(assistant), host=host, port=port, open_browser=open_browser)


def application(assistant: Assistant) -> FastAPI:
    """Put the page and its MCP server over the REST routes."""
    mounted: FastAPI = gr.mount_gradio_app(
        server.rest(assistant),
        page(assistant),
        path="",
        theme=gr.themes.Default(primary_hue="teal", font=FONTS, font_mono=("monospace",)),
        css_paths=api.PAGE / "page.css",
        head=_HEAD,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=True,
        max_file_size=0,  # files come in through /v1/documents, which tells no path of the server
    )
    return mounted


def page(assistant: Assistant) -> gr.Blocks:
    """Lay out the page: page.html, the question box below it, and what programs may call."""
    documents = assistant.index.documents
    given = examples(documents, Path(assistant.index.folder))
    begin = json.dumps({"examples": given, "documents": len(documents)})
    frame = (api.PAGE / "page.html").read_text(encoding="utf-8")
    blocks = gr.Blocks(title="Hỏi Đáp", analytics_enabled=False)
    with blocks:
        gr.HTML(frame.replace("{{begin}}", escape(begin)), js_on_load=None, elem_id="frame")
        box = gr.Textbox(
            label="Câu hỏi",
            placeholder="Gõ câu hỏi, có dấu hoặc không dấu",
            submit_btn="Hỏi",
            max_lines=4,
            autofocus=True,
            elem_id="question",
        )
        box.submit(None, box, box, js=_SUBMIT, api_visibility="private")
        for tool in tools(assistant):
            gr.api(  # type: ignore[attr-defined]  # documented, but not in its __all__
                told(tool), api_name=tool.__name__, concurrency_limit=2
            )
    return blocks
