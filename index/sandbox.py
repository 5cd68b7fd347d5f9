"""Read files in a process of its own, which is killed when a file asks for too much.

The process gets a file's bytes and gives back documents: it needs no file, no network and no more
memory than `index.limits` allows. Frames on its input are a line of JSON and as many bytes as that
says; on its output each line is JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from index.errors import ReaderStoppedError, SeedError
from index.limits import MEMORY, SECONDS, TOTAL_SECONDS
from index.load import Reading
from index.records import document_from, document_to

_ROOT = Path(__file__).resolve().parent.parent


class Sandbox:
    """A process that reads files one by one; started at the first, and anew when killed."""

    def __init__(self, *, seconds: float = SECONDS, total: float = TOTAL_SECONDS) -> None:
        self._seconds = seconds
        self._total = total
        self._process: subprocess.Popen[bytes] | None = None
        self._pending = b""

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process, self._pending = self._process, None, b""
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # Its own session: Tesseract and LibreOffice go with it.
            os.killpg(process.pid, signal.SIGKILL)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def read(self, content: bytes, source: str) -> Reading:
        """Read a file; what goes wrong is in what is given back."""
        try:
            return reading_from(self._ask("read", content, source))
        except SeedError as error:
            return Reading((), (type(error)(f"{source}: {error}"),))

    def explain(self, content: bytes, source: str) -> str:
        """Explain a file.

        Raises:
            SeedError: it cannot be read.
        """
        answer = self._ask("explain", content, source)
        if "error" in answer:
            raise SeedError(answer["error"])
        return str(answer["text"])

    def _ask(self, what: str, content: bytes, source: str) -> Mapping[str, Any]:
        process = self._started()
        head = json.dumps({"what": what, "source": source, "bytes": len(content)})
        assert process.stdin is not None
        try:
            process.stdin.write(head.encode() + b"\n" + content)
            process.stdin.flush()
            return self._answer(process)
        except BrokenPipeError:
            self.close()
            raise ReaderStoppedError(_CRASHED) from None
        except BaseException:
            # Whatever stopped us, a half-read answer must not be taken for the next file's.
            self.close()
            raise

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "index.sandbox"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                cwd="/",
                env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            )
        return self._process

    def _answer(self, process: subprocess.Popen[bytes]) -> Mapping[str, Any]:
        """Wait for an answer, as long as the process shows that it gets on."""
        assert process.stdout is not None
        began = heard = time.monotonic()
        had_before = _processor_seconds(process.pid)
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                line, found, rest = self._pending.partition(b"\n")
                if found:
                    self._pending = rest
                    answer = json.loads(line)
                    if answer != "alive":
                        return dict(answer)
                    heard = time.monotonic()
                    continue
                now = time.monotonic()
                left = min(heard + self._seconds, began + self._total) - now
                had = _processor_seconds(process.pid) - had_before if left <= 0 else 0.0
                if left <= 0 and had < self._seconds and _is_running(process.pid):
                    # The machine is busy, not the file: it waits for a processor.
                    left = 1.0
                if left <= 0:
                    self.close()
                    raise ReaderStoppedError(
                        f"đọc quá {now - heard:.0f} giây chưa xong. Hãy chia nhỏ tệp, hoặc mở và "
                        "lưu lại."
                    )
                if selector.select(left):
                    received = os.read(process.stdout.fileno(), 2**20)
                    if not received:
                        self.close()
                        raise ReaderStoppedError(_CRASHED)
                    self._pending += received


def _processor_seconds(pid: int) -> float:
    """Give how long a process has had a processor; infinite where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return float("inf")


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    except (OSError, IndexError):
        return False


_CRASHED = (
    "làm bộ đọc dừng đột ngột (tệp hỏng hoặc cần quá nhiều bộ nhớ). Hãy mở và lưu lại, "
    "hoặc chia nhỏ tệp."
)


def reading_to(reading: Reading) -> dict[str, Any]:
    """Give a reading as JSON; a text that several documents share is there once."""
    texts = list(dict.fromkeys(document.text for document in reading.documents))
    numbers = {text: number for number, text in enumerate(texts)}
    return {
        "texts": texts,
        "documents": [document_to(d, numbers[d.text]) for d in reading.documents],
        "skipped": [str(error) for error in reading.skipped],
    }


def reading_from(answer: Mapping[str, Any]) -> Reading:
    """Take a reading back from JSON."""
    texts = answer["texts"]
    return Reading(
        tuple(document_from(row, texts[row["text"]]) for row in answer["documents"]),
        tuple(SeedError(message) for message in answer["skipped"]),
    )


# ------------------------------------------------------------------------------- inside the process


def _confine() -> None:
    """Give up what reading a file needs none of."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        # Linux: die with the process that asked (PR_SET_PDEATHSIG), were it killed.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        raise PermissionError("reading a file needs no network")


def _serve(given: IO[bytes], out: IO[bytes]) -> None:
    from index.limits import on_progress
    from index.load import explained, read

    def tell(message: object) -> None:
        out.write(json.dumps(message).encode() + b"\n")
        out.flush()

    on_progress(lambda: tell("alive"))
    while head := given.readline():
        frame = json.loads(head)
        content = given.read(frame["bytes"])
        try:
            if frame["what"] == "explain":
                answer: dict[str, Any] = {"text": explained(content, frame["source"])}
            else:
                answer = reading_to(read(content, frame["source"]))
        except (SeedError, MemoryError, RecursionError) as error:
            said = str(error) or "cần quá nhiều bộ nhớ. Hãy chia nhỏ tệp."
            answer = {"error": said, "texts": [], "documents": [],
                      "skipped": [said if isinstance(error, SeedError) else
                                  f"{frame['source']}: {said}"]}  # fmt: skip
        tell(answer)


def main() -> None:
    """Serve whoever started this process, until its input ends."""
    _confine()
    # Libraries may print; what they print is no answer.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
