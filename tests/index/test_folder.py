"""A folder is read again only where it changed, and a run that was stopped goes on."""

import shutil
from pathlib import Path

import pytest
from corpus import PROSE, pdf, zipped

from index import folder as foldering
from index.build import build
from index.errors import EmptyFolderError, ReaderStoppedError
from index.store import Index, recorded_sources

RULES = "Thư viện huyện Mường Khê mở cửa từ thứ hai đến thứ sáu hằng tuần."
NEWS = "Cầu Bến Ngự bắc qua sông Trà Linh dài 486 mét và có chín nhịp."


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(PROSE, "utf-8")
    (folder / "b.pdf").write_bytes(pdf(NEWS))
    (folder / "c.zip").write_bytes(zipped({"trong/d.txt": b"Kho s\xe1ch", "e.txt": NEWS.encode()}))
    return folder


@pytest.fixture
def read_files(monkeypatch):
    """The names of the files whose content was read by a reader, in order."""
    names = []
    reader, sandbox = foldering.read, foldering.Sandbox.read

    def read(content, name):
        names.append(name)
        return reader(content, name)

    def read_apart(self, content, name):
        names.append(name)
        return sandbox(self, content, name)

    monkeypatch.setattr(foldering, "read", read)
    monkeypatch.setattr(foldering.Sandbox, "read", read_apart)
    return names


def test_only_changed_files_are_read_again_and_bad_ones_are_remembered(
    docs, tmp_path, encoder, read_files
):
    into = tmp_path / "index"
    first = build(docs, into=into, encoder=encoder)
    assert read_files == ["a.txt", "b.pdf", "c.zip"]
    assert [str(error)[:19] for error in first.skipped] == ["c.zip!/trong/d.txt:"]
    read_files.clear()
    again = build(docs, into=into, encoder=encoder)
    assert (read_files, again.changed) == ([], False)
    assert list(map(str, again.skipped)) == list(map(str, first.skipped))
    (docs / "a.txt").write_text(f"{PROSE}\n\nThêm một đoạn nữa về kênh mương.", "utf-8")
    changed = build(docs, into=into, encoder=encoder)
    assert (read_files, changed.encoded) == (["a.txt"], 1)
    assert str(changed.skipped[0]) == str(first.skipped[0])
    assert {document.source for document in changed.index.documents} == {
        "a.txt", "b.pdf", "c.zip!/e.txt",
    }  # fmt: skip


def test_another_way_of_reading_reads_everything_again(
    docs, tmp_path, encoder, read_files, monkeypatch
):
    build(docs, into=tmp_path / "index", encoder=encoder)
    read_files.clear()
    monkeypatch.setattr(foldering, "reading_version", lambda: "khác")
    build(docs, into=tmp_path / "index", encoder=encoder)
    assert read_files == ["a.txt", "b.pdf", "c.zip"]


@pytest.mark.parametrize(
    "changed",
    ["build.py", "duplicates.py", "lexical.py", "load.py", "outline.py", "store.py", "units.py",
     "mail.py", "syllables.txt"],
)  # fmt: skip
def test_a_change_of_what_makes_an_index_is_another_way_of_reading(changed, monkeypatch):
    version, read_bytes = foldering.reading_version.__wrapped__, Path.read_bytes

    def edited(path):
        return read_bytes(path) + (b"\n" if path.name == changed else b"")

    before = version()
    assert version() == before
    monkeypatch.setattr(Path, "read_bytes", edited)
    assert version() != before


def test_what_a_stopped_run_had_read_is_not_read_again(docs, tmp_path, encoder, read_files):
    into = tmp_path / "index"

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(docs, into=into, encoder=encoder, progress=stop)
    assert read_files == ["a.txt", "b.pdf", "c.zip"]
    read_files.clear()
    build(docs, into=into, encoder=encoder)
    assert read_files == ["a.txt"], "plain texts are read as fast as recalled"
    assert not (into / "reading").exists()


def test_a_damaged_draft_is_as_good_as_none(docs, tmp_path, encoder, read_files):
    into = tmp_path / "index"

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(docs, into=into, encoder=encoder, progress=stop)
    for path in (into / "reading").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    read_files.clear()
    build(docs, into=into, encoder=encoder)
    assert read_files == ["a.txt", "b.pdf", "c.zip"]


def test_what_is_left_out_stays_out_until_it_is_let_in_again(docs, tmp_path, encoder):
    into = tmp_path / "index"
    build(docs, into=into, encoder=encoder)
    out = build(docs, into=into, encoder=encoder, leave_out=["b.pdf"])
    assert "b.pdf" not in {document.source for document in out.index.documents}
    (docs / "a.txt").write_text(NEWS, "utf-8")
    later = build(docs, into=into, encoder=encoder)
    assert "b.pdf" not in {document.source for document in later.index.documents}
    assert [s.path for s in recorded_sources(into)[0] if s.is_left_out] == ["b.pdf"]
    back = build(docs, into=into, encoder=encoder, leave_out=[])
    assert "b.pdf" in {document.source for document in back.index.documents}
    assert Index.load(into).documents == back.index.documents


def test_a_folder_whose_name_ends_like_an_archives_keeps_its_files(
    docs, tmp_path, encoder, read_files
):
    (docs / "Chú ý!").mkdir()
    (docs / "Chú ý!" / "e.txt").write_text(RULES, "utf-8")
    (docs / "Chú ý!" / "f.zip").write_bytes(zipped({"g.txt": NEWS.encode()}))
    first = build(docs, into=tmp_path / "index", encoder=encoder)
    read_files.clear()
    (docs / "a.txt").write_text(NEWS, "utf-8")
    again = build(docs, into=tmp_path / "index", encoder=encoder)
    assert read_files == ["a.txt"]
    for report in (first, again):
        sources = {document.source for document in report.index.documents}
        assert {"Chú ý!/e.txt", "Chú ý!/f.zip!/g.txt"} < sources


def test_what_is_left_out_of_one_folder_is_read_in_another(docs, tmp_path, encoder):
    into = tmp_path / "index"
    build(docs, into=into, encoder=encoder, leave_out=["b.pdf"])
    other = tmp_path / "other"
    shutil.copytree(docs, other)
    report = build(other, into=into, encoder=encoder)
    assert "b.pdf" in {document.source for document in report.index.documents}


def test_a_file_that_stopped_the_reading_process_is_tried_again_at_the_next_runs(
    docs, tmp_path, encoder, monkeypatch
):
    ask, tried = foldering.Sandbox._ask, []

    def busy(self, what, content, source):
        if source == "b.pdf":
            tried.append(source)
            raise ReaderStoppedError("đọc quá 25 giây chưa xong.")
        return ask(self, what, content, source)

    def run():
        return build(docs, into=tmp_path / "index", encoder=encoder)

    monkeypatch.setattr(foldering.Sandbox, "_ask", busy)
    runs = [run() for _ in range(4)]
    assert len(tried) == 3, "a file that never can be read does not cost every run its time"
    assert all("b.pdf: đọc quá 25 giây" in " ".join(map(str, r.skipped)) for r in runs)
    (tmp_path / "index").rename(tmp_path / "old")
    run()
    monkeypatch.setattr(foldering.Sandbox, "_ask", ask)
    report = run()
    assert "b.pdf" in {document.source for document in report.index.documents}
    assert run().changed is False


def test_a_folder_without_one_readable_file_is_refused_with_each_reason(tmp_path, encoder):
    (tmp_path / "a.pdf").write_bytes(b"x")
    with pytest.raises(EmptyFolderError, match=r"a\.pdf: không phải PDF"):
        build(tmp_path, into=tmp_path / "index", encoder=encoder)
