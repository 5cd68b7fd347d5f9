"""Vectors kept in a file: the same to the last bit, never in the way, whatever happens to it."""

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index import vectors
from index.encoder import Encoder
from index.vectors import CachedEncoder, cache_file

ROOT = Path(__file__).parents[2]
TEXTS = [f"Thôn {name} họp ngày {day}." for name in ("Đông", "Đoài", "Hạ") for day in range(10)]


class Hashing:
    """Turns a text into a random unit vector that depends on every letter; hears what it is given.

    Like the bundled one it tells of its progress now and then, here after every fourth text.
    """

    def __init__(self, dimension=24, fingerprint="băm"):
        self.name = "băm"
        self.dimension = dimension
        self.dimensions = (dimension,)
        self.fingerprint = fingerprint
        self.heard: list[str] = []

    def vector(self, text):
        seed = hashlib.sha256(f"{self.fingerprint}{text}".encode()).digest()
        row = np.random.default_rng(int.from_bytes(seed)).standard_normal(self.dimension)
        return (row / np.linalg.norm(row)).astype(np.float32)

    def vectors(self, texts):
        rows = [self.vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def encode_queries(self, texts):
        return -self.vectors(texts)

    def encode_passages(self, texts, *, progress=None):
        for start in range(0, len(texts), 4):
            self.heard += texts[start : start + 4]
            if progress is not None:
                progress(min(start + 4, len(texts)))
        return self.vectors(texts)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache" / "vectors.sqlite3"


@pytest.fixture
def filled(file):
    CachedEncoder(Hashing(), file).encode_passages(TEXTS)
    return file


def check(file, texts=TEXTS, *, encoded):
    """See that all vectors are right and how many had to be encoded for it."""
    plain = Hashing()
    cached = CachedEncoder(plain, file)
    matrix = cached.encode_passages(texts)
    assert matrix.dtype == np.float32
    np.testing.assert_array_equal(matrix, plain.vectors(texts), strict=True)
    assert (cached.encoded, len(plain.heard)) == (encoded, encoded)


def rows_of(file):
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT vector FROM vectors").fetchall()
    connection.close()
    return rows


# ------------------------------------------------------------------------------ what is given back


def test_the_real_encoders_vectors_come_back_bit_for_bit_and_unencoded(encoder, file):
    texts = ["Cầu Bến Ngự dài 486 mét.", "Thư viện mở cửa cả tuần.", "a"]
    first, again = CachedEncoder(encoder, file), CachedEncoder(encoder, file)
    expected = encoder.encode_passages(texts)
    assert first.encode_passages(texts).tobytes() == expected.tobytes()
    assert again.encode_passages(texts[::-1]).tobytes() == expected[::-1].tobytes()
    assert (first.encoded, again.encoded) == (3, 0)


def test_only_unknown_texts_are_encoded_each_once_and_in_their_order(file):
    check(file, [], encoded=0)
    check(file, TEXTS[:10], encoded=10)
    mixed = [TEXTS[12], TEXTS[3], TEXTS[11], TEXTS[12], TEXTS[3], TEXTS[10]]
    plain = Hashing()
    matrix = CachedEncoder(plain, file).encode_passages(mixed)
    assert plain.heard == [TEXTS[12], TEXTS[11], TEXTS[10]]
    np.testing.assert_array_equal(matrix, plain.vectors(mixed))
    check(file, mixed, encoded=0)


def test_texts_that_are_nearly_the_same_are_not_the_same(filled):
    near = [TEXTS[0] + " ", TEXTS[0].upper(), "\n" + TEXTS[0], ""]
    check(filled, near, encoded=4)


def test_another_encoder_finds_nothing_of_the_first(filled):
    other = Hashing(fingerprint="băm khác")
    longer = Hashing(dimension=48)  # a fingerprint that lies
    for encoder in (other, longer):
        cached = CachedEncoder(encoder, filled)
        np.testing.assert_array_equal(cached.encode_passages(TEXTS), encoder.vectors(TEXTS))
        assert cached.encoded == len(TEXTS)


def test_it_is_the_encoder_in_all_else():
    plain = Hashing()
    cached: Encoder = CachedEncoder(plain, None)
    for fact in ("name", "dimension", "dimensions", "fingerprint"):
        assert getattr(cached, fact) == getattr(plain, fact)
    assert hash(cached) != hash(CachedEncoder(plain, None))


def test_questions_are_not_kept(file):
    cached = CachedEncoder(Hashing(), file)
    np.testing.assert_array_equal(cached.encode_queries(TEXTS), -Hashing().vectors(TEXTS))
    assert not file.exists()
    cached.encode_passages(TEXTS[:1])
    cached.encode_queries(TEXTS)
    assert len(rows_of(file)) == 1


def test_without_a_file_each_text_of_a_call_is_still_encoded_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check(None, TEXTS, encoded=30)
    plain = Hashing()
    matrix = CachedEncoder(plain, None).encode_passages(TEXTS * 2)
    assert plain.heard == TEXTS
    np.testing.assert_array_equal(matrix, plain.vectors(TEXTS * 2))
    assert list(tmp_path.iterdir()) == []


def test_the_file_holds_numbers_and_no_words(filled):
    content = b"".join(path.read_bytes() for path in filled.parent.iterdir())
    assert Hashing().vector(TEXTS[0]).tobytes() in content
    for word in ("Thôn", "Đoài", "họp", "băm"):
        assert word.encode() not in content
        assert word.encode("utf-16-le") not in content


@pytest.mark.parametrize(
    ("known", "texts", "expected"),
    [
        ([], TEXTS[:10], [4, 8, 10]),
        (TEXTS[:3], TEXTS[:10], [3, 7, 10]),
        (TEXTS[:10], TEXTS[:10], [10]),
        # Two of the first four new texts stand twice: four are encoded, six are done.
        ([], [*TEXTS[:5], *TEXTS[:2]], [6, 7]),
        (TEXTS[:1], [TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[1]], [2, 4]),
        ([], [], []),
    ],
    ids=["new", "some_known", "all_known", "twice", "known_twice", "none"],
)
def test_progress_counts_the_texts_that_are_done(file, known, texts, expected):
    CachedEncoder(Hashing(), file).encode_passages(known)
    seen = []
    CachedEncoder(Hashing(), file).encode_passages(texts, progress=seen.append)
    assert sorted(set(seen)) == expected
    assert seen == sorted(seen)


def test_what_was_encoded_before_a_fault_is_kept(file, monkeypatch):
    monkeypatch.setattr(vectors, "_STEP", 8)
    plain = Hashing()

    def stop(done):
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(plain, file).encode_passages(TEXTS, progress=stop)
    assert len(plain.heard) == 20
    check(file, encoded=30 - 16)


@pytest.mark.parametrize(("count", "expected"), [(8, [8]), (9, [5, 4]), (30, [8, 8, 8, 6])])
def test_no_part_is_much_shorter_than_the_others(file, monkeypatch, count, expected):
    # The bundled encoder encodes a few texts in another way than many.
    monkeypatch.setattr(vectors, "_STEP", 8)
    lengths = []

    class Counting(Hashing):
        def encode_passages(self, texts, *, progress=None):
            lengths.append(len(texts))
            return super().encode_passages(texts, progress=progress)

    CachedEncoder(Counting(), file).encode_passages(TEXTS[:count])
    assert lengths == expected


# ------------------------------------------------------------------------------------------- limit


def test_the_rows_used_longest_ago_make_room(file, monkeypatch):
    texts = [f"Đoạn số {number}" for number in range(250)]
    batches = [texts[start : start + 50] for start in range(0, 250, 50)]
    limit = 300 * 1024  # a row of 256 numbers takes a kilobyte and a bit

    def at(hour, some):
        monkeypatch.setattr(time, "time", lambda: 1_700_000_000 + 3601 * hour)
        cached = CachedEncoder(Hashing(256), file, limit=limit)
        np.testing.assert_array_equal(cached.encode_passages(some), Hashing(256).vectors(some))
        assert file.stat().st_size <= limit
        return cached.encoded

    assert [at(hour, batch) for hour, batch in enumerate(batches[:3])] == [50, 50, 50]
    assert at(3, batches[0]) == 0, "all three fit"
    assert at(4, batches[3]) == 50
    assert at(5, batches[4]) == 50
    kept = [at(6, batch) for batch in (batches[4], batches[3], batches[0])]
    assert kept == [0, 0, 0], "used last: in hours 5, 4 and 3"
    assert at(6, batches[1]) == 50, "the oldest had to go"


def test_a_lower_limit_makes_the_file_smaller(file):
    texts = [f"Đoạn số {number}" for number in range(300)]
    CachedEncoder(Hashing(256), file).encode_passages(texts)
    before = file.stat().st_size
    assert before > 300 * 1024
    CachedEncoder(Hashing(256), file, limit=100 * 1024).encode_passages(["một đoạn nữa"])
    assert file.stat().st_size <= 100 * 1024
    newest = CachedEncoder(Hashing(256), file)
    newest.encode_passages(["một đoạn nữa"])
    assert newest.encoded == 0


def test_a_limit_below_one_row_keeps_nothing_and_ends(file):
    for _ in range(2):
        cached = CachedEncoder(Hashing(), file, limit=0)
        np.testing.assert_array_equal(cached.encode_passages(TEXTS), Hashing().vectors(TEXTS))
        assert cached.encoded == 30


# ------------------------------------------------------------------------------------------ damage


def spoiled(name, content):
    size = len(content)
    return {
        "cut": content[: size // 2],
        "cut_to_its_header": content[:100],
        "middle_zeroed": content[:4096] + bytes(size - 4096),
        "middle_scrambled": content[:4096] + random.Random(1).randbytes(size - 4096),
        "table_renamed": content.replace(b"TABLE vectors", b"TABLE vectorz"),
        "column_renamed": content.replace(b"checksum INTEGER", b"chicksum INTEGER"),
    }[name]


@pytest.mark.parametrize(
    "damage",
    ["cut", "cut_to_its_header", "middle_zeroed", "middle_scrambled", "table_renamed",
     "column_renamed"],
)  # fmt: skip
def test_a_damaged_file_is_made_anew(filled, damage):
    filled.write_bytes(spoiled(damage, filled.read_bytes()))
    check(filled, encoded=30)
    check(filled, encoded=0)


def test_a_journal_left_beside_a_damaged_file_is_not_played_into_the_new_one(filled):
    (filled.parent / f"{filled.name}-journal").write_bytes(random.Random(2).randbytes(5000))
    filled.write_bytes(spoiled("middle_scrambled", filled.read_bytes()))
    check(filled, encoded=30)
    check(filled, encoded=0)


def test_a_changed_bit_costs_one_encoding_and_gives_no_wrong_vector(filled):
    vector = Hashing().vector(TEXTS[7]).tobytes()
    content = filled.read_bytes()
    assert content.count(vector) == 1
    place = content.index(vector) + 13
    changed = bytes([content[place] ^ 4])
    filled.write_bytes(content[:place] + changed + content[place + 1 :])
    check(filled, encoded=1)
    check(filled, encoded=0)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_bytes_are_changed_the_vectors_are_right(filled, seed):
    chance = random.Random(seed)
    content = bytearray(filled.read_bytes())
    for _ in range(chance.choice([1, 3, 50])):
        place = chance.randrange(100, len(content))  # past the header: see the next tests
        content[place] = chance.randrange(256)
    filled.write_bytes(content)
    for _ in range(2):
        cached = CachedEncoder(Hashing(), filled)
        np.testing.assert_array_equal(cached.encode_passages(TEXTS), Hashing().vectors(TEXTS))


@pytest.mark.parametrize("content", [b"", b"x", "Luận văn của tôi.\n".encode() * 500])
def test_any_file_in_the_usual_place_is_ours(monkeypatch, tmp_path, content):
    monkeypatch.delenv("HOIDAP_VECTOR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    file = cache_file()
    file.parent.mkdir()
    file.write_bytes(content)
    check(file, encoded=30)
    check(file, encoded=0)


# -------------------------------------------------------------------------- what cannot be used


def foreign_text(file):
    file.write_bytes("Luận văn của tôi.\n".encode() * 500)


def foreign_database(file):
    connection = sqlite3.connect(file)
    connection.executescript("CREATE TABLE vectors (id); INSERT INTO vectors VALUES (1)")
    connection.close()


@pytest.mark.parametrize("make", [foreign_text, foreign_database])
def test_another_programs_file_is_left_as_it_is(file, make):
    file.parent.mkdir()
    make(file)
    content = file.read_bytes()
    for _ in range(2):
        check(file, encoded=30)
    assert file.read_bytes() == content


def test_a_place_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for place in (
        tmp_path,
        tmp_path / "file" / "under",
        tmp_path / "pipe",
        tmp_path / "loop",
        tmp_path / ("x" * 300),
        Path("/dev/null"),
        Path("/proc/nothing/here"),
        Path("/"),
    ):
        check(place, encoded=30)
    assert (tmp_path / "file").read_bytes() == b""


def test_a_file_held_by_another_process_is_done_without(filled, monkeypatch):
    monkeypatch.setattr(vectors, "_PATIENCE", 0.05)
    with FileLock(f"{filled}.lock"):
        check(filled, encoded=30)
    connection = sqlite3.connect(filled, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    check(filled, encoded=30)
    connection.close()
    check(filled, encoded=0)


def test_one_fault_is_waited_for_once(filled, monkeypatch):
    monkeypatch.setattr(vectors, "_STEP", 1)
    monkeypatch.setattr(vectors, "_PATIENCE", 0.5)
    began = time.monotonic()
    with FileLock(f"{filled}.lock"):
        check(filled, encoded=30)
    assert time.monotonic() - began < 14  # thirty times would be fifteen seconds


def test_a_disk_that_is_full_costs_nothing_but_the_cache(file, monkeypatch):
    def refuse(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(vectors, "_keep", refuse)
    check(file, encoded=30)
    check(file, encoded=30)


def test_a_python_without_sqlite_indexes_all_the_same(file, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    plain = Hashing()
    cached = CachedEncoder(plain, file)
    np.testing.assert_array_equal(cached.encode_passages(TEXTS), plain.vectors(TEXTS))
    assert not file.exists()


# --------------------------------------------------------------------------- many at the same time


def test_threads_that_share_a_file_get_their_own_vectors(file, monkeypatch):
    monkeypatch.setattr(vectors, "_STEP", 4)
    plain = Hashing()
    asked = [random.Random(seed).choices(TEXTS, k=25) for seed in range(8)]
    start = threading.Barrier(8)

    def encode(texts):
        start.wait(timeout=60)
        return CachedEncoder(plain, file).encode_passages(texts)

    with ThreadPoolExecutor(8) as pool:
        for texts, matrix in zip(asked, pool.map(encode, asked), strict=True):
            np.testing.assert_array_equal(matrix, plain.vectors(texts))
    check(file, sorted({text for texts in asked for text in texts}), encoded=0)


WORKER = """
import random, runpy, sys
from pathlib import Path
from index import vectors

vectors._STEP = 4
made = runpy.run_path(sys.argv[1])
chance = random.Random(int(sys.argv[3]))
print("ready", flush=True)
for _ in range(int(sys.argv[4])):
    texts = [f"Đoạn {chance.randrange(2000)}" for _ in range(30)]
    encoder = made["Hashing"]()
    matrix = vectors.CachedEncoder(encoder, Path(sys.argv[2])).encode_passages(texts)
    assert (matrix == encoder.vectors(texts)).all()
"""


def worker(file, seed, rounds):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, __file__, str(file), str(seed), str(rounds)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_share_a_file_and_may_be_killed_at_any_moment(file):
    chance = random.Random(5)
    steady = worker(file, 1, 40)
    killed = [worker(file, seed, 10**6) for seed in (2, 3, 4)]
    for process in killed:
        assert process.stdout.readline() == "ready\n", process.communicate()
        time.sleep(chance.uniform(0.05, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    _, fault = steady.communicate(timeout=120)
    assert steady.returncode == 0, fault
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT count(*) FROM vectors").fetchone()[0] > 30
    connection.close()
    texts = [f"Đoạn {number}" for number in range(2000)]
    cached = CachedEncoder(Hashing(), file)
    np.testing.assert_array_equal(cached.encode_passages(texts), Hashing().vectors(texts))
    assert cached.encoded < 2000


# ------------------------------------------------------------------------------------ where it is


def test_where_vectors_are_kept(monkeypatch, tmp_path):
    monkeypatch.delenv("HOIDAP_VECTOR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_file() == tmp_path / "hoidap" / "vectors.sqlite3"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_file() == tmp_path / "home" / ".cache" / "hoidap" / "vectors.sqlite3"
    monkeypatch.chdir(tmp_path)
    for given, place in {
        str(tmp_path / "của tôi"): tmp_path / "của tôi",
        "~/của tôi": tmp_path / "home" / "của tôi",
        "gần": tmp_path / "gần",
    }.items():
        monkeypatch.setenv("HOIDAP_VECTOR_CACHE", given)
        assert cache_file() == place
    for off in ("", "off", "OFF", " ", "~nosuchuser/x"):
        monkeypatch.setenv("HOIDAP_VECTOR_CACHE", off)
        assert cache_file() is None
    monkeypatch.delenv("HOIDAP_VECTOR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "~nosuchuser/x")
    assert cache_file() is None
