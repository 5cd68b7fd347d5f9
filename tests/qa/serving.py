"""Serves an application on a free port for a while, as `hoidap chat` does."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from qa.guard import Guard, Rules
from qa.server import listen


@contextmanager
def serving(app, rules: Rules | None = None) -> Iterator[str]:
    """Give the address; the server is gone afterwards."""
    with listen("127.0.0.1", 0) as listener:
        config = uvicorn.Config(Guard(app, rules or Rules()), log_level="error", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
