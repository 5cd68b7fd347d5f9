"""One writes at a time, a dead writer holds nobody up, and names stay inside their folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexBusyError, IndexUnusableError
from index.versions import collection_folder, point, previous_version, writing

ROOT = Path(__file__).parents[2]


def test_a_second_writer_is_told_who_writes_and_a_dead_one_is_forgotten(tmp_path):
    program = (
        "import sys, time; from pathlib import Path; from index.versions import writing\n"
        "with writing(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
        with (
            pytest.raises(IndexBusyError, match=rf"tiến trình {process.pid}"),
            writing(tmp_path, patience=0.1),
        ):
            pass
        process.send_signal(signal.SIGKILL)
    with writing(tmp_path, patience=5):
        pass


def test_the_previous_version_is_remembered(tmp_path):
    assert previous_version(tmp_path) == ("", "")
    point(tmp_path, "previous", "v-0123456789ab", "f" * 64)
    assert previous_version(tmp_path) == ("v-0123456789ab", "f" * 64)
    (tmp_path / "previous").write_bytes(b"\xff")
    assert previous_version(tmp_path) == ("", "")


def test_a_collection_has_a_folder_of_its_own_and_never_leaves_it(tmp_path):
    assert collection_folder(tmp_path, "luật-2024") == tmp_path / "collections" / "luật-2024"
    for name in ("../x", "a/b", "", ".a", "a" * 65, "a b"):
        with pytest.raises(IndexUnusableError, match="không hợp lệ"):
            collection_folder(tmp_path, name)
