"""Models are timed in turns, on the same passages."""

import time

import pytest

from eval.encoding import in_turns, peak_memory_mb, read_passages
from index.encoder import bundled


def test_models_take_turns_and_each_pays_for_itself(monkeypatch):
    clock = [100.0]
    heard = []

    def taking(seconds, name):
        def encode(texts):
            heard.append((name, list(texts)))
            clock[0] += seconds * len(texts)

        return encode

    monkeypatch.setattr(time, "perf_counter", lambda: clock[0])
    passages = [f"đoạn {n}" for n in range(6)]
    speed = in_turns({"a": taking(0.1, "a"), "b": taking(0.25, "b")}, passages, rounds=2)
    assert speed == pytest.approx({"a": 10, "b": 4})
    # The first passages, to warm up; then a part at a time.
    assert heard == [
        ("a", passages[:4]), ("b", passages[:4]),
        ("a", passages[0::2]), ("b", passages[0::2]),
        ("a", passages[1::2]), ("b", passages[1::2]),
    ]  # fmt: skip


def test_memory_is_that_of_a_process_of_its_own():
    held = bytearray(400_000_000)
    assert 60 < peak_memory_mb(str(bundled("encoder")), ["Hà Nội"]) < 400
    assert held


def test_passages_are_cut_to_length_and_repeated_until_there_are_enough(tmp_path):
    (tmp_path / "a.txt").write_text(" ".join(f"chữ{n}" for n in range(100)), "utf-8")
    passages = read_passages(tmp_path, 5)
    assert [len(passage.split()) for passage in passages] == [75, 25, 75, 25, 75]
    assert passages[1].split()[0] == "chữ75"
