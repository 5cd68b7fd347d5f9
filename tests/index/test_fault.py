"""Indexing is killed at two hundred moments and runs out of disk: a whole index always loads."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Both programs index a folder in turns: with one file changed, then as it was. What loads after a
# kill or on a full disk must be exactly the one or the other, to the last bit of the vectors.
_COMMON = """
import contextlib, hashlib, os, random, signal, sys, threading, time
from pathlib import Path
import numpy as np
from tqdm import tqdm
from index.build import build
from index.errors import IndexNotWritableError
from index.store import Index

# bm25s draws bars under a lock that forked processes share: a killed one would keep it for ever.
tqdm.set_lock(threading.RLock())
tqdm.monitor_interval = 0

class Words:
    '''An encoder that sums a vector of each word: different words, different vectors.'''
    name, fingerprint, dimension, dimensions = "từ", "từ-16", 16, (16,)
    def encode_passages(self, texts, *, progress=None):
        rows = [sum(self._word(word) for word in text.split()) for text in texts]
        rows = [row / np.linalg.norm(row) for row in rows]
        return np.array(rows, dtype=np.float32).reshape(-1, 16)
    encode_queries = encode_passages
    def _word(self, word):
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
        return np.random.default_rng(seed).normal(size=16)

docs, into = Path(sys.argv[1]), Path(sys.argv[2])
docs.mkdir()
for number in range(6):
    said = "Đoạn {} của văn bản {} nói về việc thứ {}."
    lines = [said.format(line, number, number * line) for line in range(20)]
    (docs / f"{number}.txt").write_text("\\n\\n".join(lines))
turns = [
    "Văn bản thay đổi\\n\\nLần thứ nhất có một câu.\\n",
    "Văn bản thay đổi\\n\\nLần sau có hai câu. Đây là câu hai.\\n",
]

def state(index):
    passages = [(p.id, p.text, p.title) for p in index.passages]
    vectors = index.vectors(range(len(index))).tobytes()
    return hashlib.sha256(repr(passages).encode() + vectors).hexdigest()

states, spent = [], []
for turn in turns * 2:
    (docs / "5.txt").write_text(turn)
    began = time.perf_counter()
    states.append(state(build(docs, into=into, encoder=Words()).index))
    spent.append(time.perf_counter() - began)
states = states[:2]
assert state(Index.load(into)) == states[1] != states[0]
"""

_KILLS = (
    _COMMON
    + """
moments = random.Random(2026)
whole = {0: 0, 1: 0}
reach = min(spent)
for number in range(int(sys.argv[3])):
    (docs / "5.txt").write_text(turns[number % 2])
    child = os.fork()
    if child == 0:
        try:
            build(docs, into=into, encoder=Words())
        finally:
            os._exit(0)
    time.sleep(moments.uniform(0, reach))
    # On a machine that is now busy and now idle, half of the kills still come in time.
    reach *= 0.9 if os.waitpid(child, os.WNOHANG)[0] else 1.1
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    whole[states.index(state(Index.load(into)))] += 1
print(sum(whole.values()), *whole.values())
left = [path.name for path in into.iterdir() if path.name.startswith("v-")]
(docs / "5.txt").write_text(turns[0])
assert state(build(docs, into=into, encoder=Words()).index) == states[0]
"""
)

_FULL = (
    _COMMON
    + """
import resource
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
full = done = 0
size = sum(path.stat().st_size for path in into.rglob("*") if path.is_file())
moments = random.Random(2026)
for number in range(20):
    (docs / "5.txt").write_text(turns[number % 2])
    if sys.argv[3] == "disk":
        stuffing = into.parent / "stuffing"
        free = os.statvfs(into)
        room = moments.randrange(0, size * 2 // 3)
        stuffing.write_bytes(b"0" * max(0, free.f_bavail * free.f_frsize - room))
    else:
        largest = max(path.stat().st_size for path in into.rglob("*") if path.is_file())
        room = moments.randrange(100, largest + 100)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    before = state(Index.load(into))
    try:
        assert state(build(docs, into=into, encoder=Words()).index) == states[number % 2]
        done += 1
    except IndexNotWritableError as error:
        assert "chỗ trống" in str(error), error
        assert state(Index.load(into)) == before
        full += 1
    if sys.argv[3] == "disk":
        stuffing.unlink()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(full, done)
"""
)


def run(program: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    done = subprocess.run(
        [*before, sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=870,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(900)
def test_two_hundred_kills_always_leave_the_old_or_the_new_index(tmp_path, capsys):
    loaded, old, new = map(int, run(_KILLS, tmp_path / "docs", tmp_path / "index", 200).split())
    with capsys.disabled():
        print(f"\n{loaded} kills: each time a whole index, {old} times one, {new} times the other")
    assert loaded == 200
    assert min(old, new) >= 20, "the kills did not come at all moments"


def _small_disk(folder: Path) -> tuple[str, ...]:
    """Give a command prefix with a disk of 3 MiB in a folder; empty where that is not allowed."""
    mount = f'mount -t tmpfs -o size=3m none "{folder}" && exec "$@"'
    before = ("unshare", "-rm", "sh", "-c", mount, "sh")
    if shutil.which("unshare") is None:
        return ()
    tried = subprocess.run([*before, "true"], capture_output=True, check=False)
    return before if tried.returncode == 0 else ()


@pytest.mark.parametrize("kind", ["disk", "file"])
def test_a_full_disk_always_leaves_the_previous_index(tmp_path, capsys, kind):
    small = tmp_path / "small"
    small.mkdir()
    before = _small_disk(small) if kind == "disk" else ()
    if kind == "disk" and not before:
        pytest.skip("no small disk can be mounted here; files of limited size stand in for it")
    full, done = map(
        int, run(_FULL, tmp_path / "docs", small / "index", kind, before=before).split()
    )
    with capsys.disabled():
        print(f"\n{full} full disks: each time the previous index; {done} times there was room")
    assert full >= 5
