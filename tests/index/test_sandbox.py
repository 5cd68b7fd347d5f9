"""A file that asks for too much is given up, and the next one is read as if nothing had been."""

import pytest
from corpus import PROSE, pdf

from index import sandbox as sandboxing
from index.load import read
from index.sandbox import Sandbox, reading_from, reading_to

# Readers that misbehave as libraries do; they are reached by the ending of a file's name.
_BAD = """
import time
from index.formats import _READERS
import index.formats.plain as plain
def busy(content, name):
    while True: pass
def greedy(content, name):
    return "a" * 3 * 2**30
def dead(content, name):
    import os; os.abort()
def online(content, name):
    import socket; socket.create_connection(("127.0.0.1", 9))
for function in (busy, greedy, dead, online):
    setattr(plain, function.__name__, function)
    _READERS["." + function.__name__] = ("plain", function.__name__)
from index.sandbox import main
main()
"""


@pytest.fixture
def bad_sandbox(monkeypatch):
    """A sandbox whose process has such readers."""
    popen = sandboxing.subprocess.Popen

    def started(command, **options):
        return popen([command[0], "-c", _BAD], **options)

    monkeypatch.setattr(sandboxing.subprocess, "Popen", started)
    with Sandbox(seconds=2.0) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.busy", "chưa xong"),
        ("a.greedy", "bộ nhớ"),
        ("a.dead", "dừng đột ngột"),
        ("a.online", "PermissionError"),
    ],
)
def test_a_reader_that_misbehaves_is_stopped_and_the_next_file_is_read(bad_sandbox, name, said):
    reading = bad_sandbox.read(b"x", name)
    assert not reading.documents
    assert said in str(reading.skipped[0])
    assert str(reading.skipped[0]).startswith(f"{name}: ")
    assert bad_sandbox.read(PROSE.encode(), "b.txt").documents[0].text == PROSE


def test_reading_in_a_process_gives_what_reading_gives():
    content = pdf(PROSE, "Trang hai nói về kênh mương của xã Đông Hà.")
    with Sandbox() as opened:
        assert opened.read(content, "a.pdf") == read(content, "a.pdf")


def test_a_reading_survives_the_way_through_json():
    reading = read(b"PROSE \xff", "a.txt")
    assert str(reading_from(reading_to(reading)).skipped[0]) == str(reading.skipped[0])
    reading = read(PROSE.encode(), "a.txt")
    assert reading_from(reading_to(reading)) == reading
