"""The doctor finds what is wrong with an index, and puts right what can be."""

import shutil

import pytest

from index.build import build
from index.doctor import examine
from index.store import Index


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("Cầu Bến Ngự bắc qua sông Trà Linh dài 486 mét.", "utf-8")
    return folder


@pytest.fixture
def index(docs, tmp_path, encoder):
    """An index of two versions."""
    into = tmp_path / "index"
    build(docs, into=into, encoder=encoder)
    (docs / "b.txt").write_text("Thư viện mở cửa từ thứ hai đến thứ sáu hằng tuần.", "utf-8")
    build(docs, into=into, encoder=encoder)
    return into


def current(index):
    return index / (index / "current").read_text("utf-8").split()[0]


def bad(findings):
    return [finding.what for finding in findings if finding.is_bad]


def test_a_good_index_is_well(index, encoder):
    findings = examine(index, encoder, cache=None)
    assert bad(findings) == []
    assert "2 văn bản" in findings[0].what


def test_a_damaged_version_gives_way_to_the_one_before(index, encoder):
    (current(index) / "texts.jsonl").write_bytes(b"{")
    assert len(bad(examine(index, encoder, cache=None, repair=False))) == 1
    findings = examine(index, encoder, cache=None)
    assert findings[0].done == "Đã trở lại bản trước, còn nguyên vẹn."
    assert [document.source for document in Index.load(index, encoder).documents] == ["a.txt"]


def test_when_both_are_damaged_it_is_built_anew_from_the_folder(index, encoder):
    for path in index.glob("v-*/texts.jsonl"):
        path.write_bytes(b"{")
    findings = examine(index, encoder, cache=None)
    assert findings[0].done.startswith("Đã lập lại từ")
    assert len(Index.load(index, encoder).documents) == 2


def test_what_cannot_be_repaired_is_said(index, docs, tmp_path, encoder):
    for path in index.glob("v-*/texts.jsonl"):
        path.write_bytes(b"{")
    shutil.rmtree(docs)
    assert bad(examine(index, encoder, cache=None))
    assert bad(examine(tmp_path / "nothing", encoder, cache=None))


def test_what_killed_runs_left_is_removed(index, encoder):
    (index / ".draft-killed").mkdir()
    (index / "v-0123456789ab").mkdir()
    examine(index, encoder, cache=None)
    assert not (index / ".draft-killed").exists()
    assert not (index / "v-0123456789ab").exists()
    assert len(list(index.glob("v-*"))) == 2


def test_a_damaged_store_of_vectors_is_noticed(index, tmp_path, encoder):
    cache = tmp_path / "vectors.sqlite3"
    cache.write_bytes(b"SQLite format 3\x00" + b"\x01" * 5000)
    findings = examine(index, encoder, cache=cache)
    assert any("Kho vector" in finding.what for finding in findings)
    assert bad(findings) == [], "it only saves time and is made anew by itself"
