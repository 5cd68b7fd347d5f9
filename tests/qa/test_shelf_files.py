"""A file a visitor brings is one thing: taken in whole, removed whole, never mixed with others'."""

import io
import shutil
import threading
import zipfile
from pathlib import Path

import pytest

from index.build import build
from index.errors import SeedError
from qa import shelf as shelf_module
from qa.assistant import Assistant, Config
from qa.shelf import Shelf

POOL = "Nội quy bể bơi Sóng Xanh\n\nBể bơi Sóng Xanh mở cửa lúc 5 giờ sáng hằng ngày.\n"
CAMP = "Nội quy trại hè Đồi Thông\n\nTrại hè Đồi Thông có 64 trẻ em tham dự.\n"
READING_ROOM = (
    "Quy định thư viện huyện Sông Lam\n\nThư viện Sông Lam mở cửa lúc 7 giờ 30 sáng hằng ngày.\n"
)
GATE = "Nội quy cơ quan\n\nCổng cơ quan Thanh Trì đóng lúc 22 giờ.\n"
POOL_OPENS = "Bể bơi Sóng Xanh mở cửa lúc mấy giờ?"
CAMP_SIZE = "Trại hè Đồi Thông có bao nhiêu trẻ em tham dự?"
ROOM_OPENS = "Thư viện Sông Lam mở cửa lúc mấy giờ?"
GATE_SHUTS = "Cổng cơ quan Thanh Trì đóng lúc mấy giờ?"
MAIL = (
    "From: a@xa.example\nTo: b@xa.example\nSubject: Báo cáo\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n'
    "--x\nContent-Type: text/plain; charset=utf-8\n\nGửi anh nội quy bể bơi của xã ta.\n"
    '--x\nContent-Type: text/plain; charset=utf-8; name="be-boi.txt"\n'
    f'Content-Disposition: attachment; filename="be-boi.txt"\n\n{POOL}\n--x--\n'
)


def zipped(**texts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.txt", text)
    return content.getvalue()


class AnotherEncoder:
    """The same encoder as an update of the program would bring it."""

    def __init__(self, encoder):
        self._encoder = encoder

    def __getattr__(self, name):
        return getattr(self._encoder, name)

    fingerprint = name = "another"


@pytest.fixture
def opened(tmp_path, encoder, restorer):
    """Open a shelf over the common folder as it is now."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "noi-quy.txt").write_text(GATE, encoding="utf-8")

    def opened(encoder=encoder, **common: bytes) -> Shelf:
        for name, content in common.items():
            (docs / f"{name}.zip").write_bytes(content)
        report = build(docs, into=tmp_path / "index", encoder=encoder)
        config = Config(index_dir=tmp_path)
        return Shelf(Assistant(report.index, encoder, restorer, config))

    return opened


def own(shelf):
    return [one.source for one in shelf.documents("an") if one.is_own]


def test_an_archive_named_like_a_common_one_is_refused(opened):
    shelf = opened(kho=zipped(a=READING_ROOM))
    with pytest.raises(SeedError, match="trùng tên"):
        shelf.add("an", "kho.zip", zipped(a=POOL))
    assert own(shelf) == []
    assert "7 giờ 30" in shelf.assistant("an").ask(ROOM_OPENS).text


def test_the_visitors_archive_stands_before_a_common_one_that_came_later(opened, tmp_path):
    opened().add("an", "kho.zip", zipped(a=POOL))
    shelf = opened(kho=zipped(a=READING_ROOM, b=CAMP))
    listed = [(one.id, one.is_own) for one in shelf.documents("an")]
    assert listed == [("kho.zip!/a.txt", True), ("noi-quy.txt", False)]
    answer = shelf.assistant("an").ask(POOL_OPENS)
    assert "5 giờ sáng" in answer.text
    (citation,) = answer.citations
    assert POOL[citation.start : citation.end] == citation.quote
    assert shelf.assistant("an").ask(ROOM_OPENS).abstained
    assert "22 giờ" in shelf.assistant("an").ask(GATE_SHUTS).text
    assert shelf.document("an", "kho.zip!/a.txt").text == POOL
    with pytest.raises(SeedError, match="Không có văn bản"):
        shelf.document("an", "kho.zip!/b.txt")
    assert "7 giờ 30" in shelf.assistant("binh").ask(ROOM_OPENS).text


@pytest.mark.parametrize("named", ["kho.zip!/a.txt", "kho.zip"])
def test_an_archive_is_removed_with_all_that_lies_in_it(opened, tmp_path, named):
    shelf = opened()
    added = shelf.add("an", "kho.zip", zipped(a=POOL, b=CAMP))
    assert [one.source for one in added] == ["kho.zip!/a.txt", "kho.zip!/b.txt"]
    shelf.add("an", "thu-vien.txt", READING_ROOM.encode())
    assert shelf.remove("an", named) == "kho.zip"
    assert own(shelf) == ["thu-vien.txt"]
    assert shelf.assistant("an").ask(POOL_OPENS).abstained
    assert not list(tmp_path.glob("uploads/*/docs/kho.zip"))


def test_no_file_of_the_visitor_has_the_words_that_were_removed(opened, tmp_path):
    shelf = opened()
    shelf.add("an", "ho-boi.txt", POOL.encode())
    shelf.add("an", "thu-vien.txt", READING_ROOM.encode())
    words = "Bể bơi Sóng Xanh mở cửa".encode()

    def holding():
        files = [path for path in tmp_path.glob("uploads/**/*") if path.is_file()]
        return [path for path in files if words in path.read_bytes()]

    assert holding()
    shelf.remove("an", "ho-boi.txt")
    assert holding() == []


def test_an_archive_that_is_all_he_has_leaves_nothing(opened, tmp_path):
    shelf = opened()
    shelf.add("an", "kho.zip", zipped(a=POOL, b=CAMP))
    shelf.remove("an", "kho.zip!/b.txt")
    assert own(shelf) == []
    assert list(tmp_path.glob("uploads/*")) == []


def test_a_mail_is_taken_in_with_its_attachments_and_removed_with_them(opened):
    shelf = opened()
    added = shelf.add("an", "thu.eml", MAIL.encode())
    assert [one.source for one in added] == ["thu.eml", "thu.eml!/be-boi.txt"]
    assert shelf.remove("an", "thu.eml!/be-boi.txt") == "thu.eml"
    assert own(shelf) == []


@pytest.mark.parametrize("named", ["../index", "../../docs/noi-quy.txt", "/etc/passwd", "", "."])
def test_only_files_of_ones_own_are_removed(opened, tmp_path, named):
    shelf = opened()
    shelf.add("an", "be-boi.txt", POOL.encode())
    with pytest.raises(SeedError, match="Bạn không có tệp"):
        shelf.remove("an", named)
    assert own(shelf) == ["be-boi.txt"]
    assert (tmp_path / "docs" / "noi-quy.txt").exists()


def test_an_update_with_another_encoder_costs_nobody_his_files(opened, encoder):
    opened().add("an", "be-boi.txt", POOL.encode())
    shelf = opened(AnotherEncoder(encoder))
    assert shelf.is_outdated("an")
    assert not shelf.is_outdated("binh")
    assert own(shelf) == ["be-boi.txt"]
    assert not shelf.is_outdated("an")
    assert "5 giờ sáng" in shelf.assistant("an").ask(POOL_OPENS).text
    assert "22 giờ" in shelf.assistant("an").ask(GATE_SHUTS).text


def test_what_was_brought_before_an_update_can_be_removed(opened, encoder):
    opened().add("an", "be-boi.txt", POOL.encode())
    shelf = opened(AnotherEncoder(encoder))
    assert shelf.remove("an", "be-boi.txt") == "be-boi.txt"
    assert own(shelf) == []


def test_a_damaged_index_is_built_anew(opened, tmp_path):
    opened().add("an", "be-boi.txt", POOL.encode())
    for file in tmp_path.glob("uploads/*/index/v-*/vectors.faiss"):
        file.write_bytes(b"")
    shelf = opened()
    assert "5 giờ sáng" in shelf.assistant("an").ask(POOL_OPENS).text


def test_where_no_file_is_left_an_unusable_index_is_none(opened, encoder, tmp_path):
    opened().add("an", "be-boi.txt", POOL.encode())
    for docs in tmp_path.glob("uploads/*/docs"):
        shutil.rmtree(docs)
    shelf = opened(AnotherEncoder(encoder))
    assert own(shelf) == []
    assert "22 giờ" in shelf.assistant("an").ask(GATE_SHUTS).text


def test_a_full_disk_leaves_what_was_there(opened, tmp_path, monkeypatch):
    shelf = opened()
    shelf.add("an", "be-boi.txt", POOL.encode())
    write = Path.write_bytes

    def full(path, content):
        write(path, content[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        for name in ("be-boi.txt", "trai-he.txt"):
            with pytest.raises(SeedError, match="hết chỗ trống") as told:
                shelf.add("an", name, CAMP.encode())
            assert str(tmp_path) not in str(told.value), "a path of the server leaked"
    assert [file.name for file in tmp_path.glob("uploads/*/docs/*")] == ["be-boi.txt"]
    shelf.add("an", "thu-vien.txt", READING_ROOM.encode())
    assert own(shelf) == ["be-boi.txt", "thu-vien.txt"]
    assert "5 giờ sáng" in shelf.assistant("an").ask(POOL_OPENS).text


def test_an_unexpected_error_leaves_what_was_there(opened, tmp_path, monkeypatch):
    shelf = opened()
    shelf.add("an", "be-boi.txt", POOL.encode())

    def broken(*given, **named):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(shelf_module, "build", broken)
        for name in ("be-boi.txt", "trai-he.txt"):
            with pytest.raises(ZeroDivisionError):
                shelf.add("an", name, CAMP.encode())
    (file,) = tmp_path.glob("uploads/*/docs/*")
    assert (file.name, file.read_text("utf-8")) == ("be-boi.txt", POOL)


def test_two_files_at_once_have_to_fit_as_one_after_the_other(opened, monkeypatch):
    monkeypatch.setattr(shelf_module, "MAX_FILES", 1)
    shelf, refused = opened(), []

    def bring(name, text):
        try:
            shelf.add("an", name, text.encode())
        except SeedError as error:
            refused.append(str(error))

    given = (("be-boi.txt", POOL), ("trai-he.txt", CAMP))
    threads = [threading.Thread(target=bring, args=one) for one in given]
    with shelf._building:  # both come while a third one's index is built
        for thread in threads:
            thread.start()
        threads[0].join(0.3)
    for thread in threads:
        thread.join()
    assert len(own(shelf)) == 1
    assert len(refused) == 1
    assert "hết chỗ" in refused[0]
