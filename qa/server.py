"""Serves the application on an address: REST routes, the guard before them, the socket."""

from __future__ import annotations

import errno
import socket
import sys
import webbrowser
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from index.errors import HoiDapError
from qa import api, completions, documents
from qa.assistant import Assistant
from qa.desk import Desk
from qa.guard import Guard, Rules


def rest(assistant: Assistant) -> FastAPI:
    """Put the REST routes and the chat completions into one application."""
    desk = Desk(assistant)
    # The usual pages of documentation fetch their scripts from elsewhere; /api is ours.
    app = FastAPI(title="Hỏi Đáp", openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None)
    for one in (api, documents, completions):
        app.include_router(one.routes(desk))
    api.add_error_handlers(app)
    return app


def serve(build: Callable[[], FastAPI], *, host: str, port: int, open_browser: bool) -> None:
    """Build an application and serve it until it is stopped; port 0 takes any free port.

    Raises:
        HoiDapError: the address cannot be used, or others may reach it and there is no token.
    """
    with listen(host, port) as listener:
        rules = Rules.for_host(host)
        app = build()  # takes seconds: what is wrong with the address was said before
        name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        name = f"[{name}]" if ":" in name else name
        url = f"http://{name}:{listener.getsockname()[1]}"
        sys.stderr.write(f"Trang hỏi đáp: {url} (Ctrl+C để dừng)\n")
        if open_browser:
            webbrowser.open(url)  # the socket listens already, so the browser waits for us
        config = uvicorn.Config(
            Guard(app, rules), log_level="warning", timeout_graceful_shutdown=2, server_header=False
        )
        uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Open the socket; port 0 takes any free port.

    Raises:
        HoiDapError: the address cannot be used.
    """
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
