"""A folder is looked at again and again; a change is told once, when it has come to rest."""

from index.watch import changes, snapshot


def test_a_change_is_told_once_it_has_come_to_rest(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text("một")
    steps = iter(
        [
            lambda: None,  # nothing changed
            lambda: file.write_text("một hai"),  # changed, and still being written
            lambda: file.write_text("một hai ba"),
            lambda: None,  # at rest: told
            lambda: (tmp_path / "b.pdf").write_bytes(b"x"),
            lambda: None,  # told
            lambda: file.unlink(),
            lambda: None,  # told
        ]
    )
    monkeypatch.setattr("index.watch.time.sleep", lambda _: next(steps)())
    told = changes(tmp_path, snapshot(tmp_path))
    seen = []
    for _ in range(3):
        next(told)
        seen.append(sorted(path.name for path in snapshot(tmp_path)))
    assert seen == [["a.txt"], ["a.txt", "b.pdf"], ["b.pdf"]]


def test_a_folder_that_is_gone_or_empty_has_no_files(tmp_path):
    assert snapshot(tmp_path) == {}
    assert snapshot(tmp_path / "nothing") == {}
