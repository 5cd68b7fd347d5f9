"""A visitor's documents are his own, are asked with the common ones, and can be chosen among."""

import pytest

from index.errors import SeedError
from index.store import Index
from qa import shelf as shelf_module
from qa.assistant import Assistant, Config
from qa.shelf import Shelf

CLINIC = (
    "Trạm y tế xã Hòa Lộc\n\nBác sĩ Đỗ Thị Hạnh làm trạm trưởng trạm y tế xã Hòa Lộc từ năm 2019.\n"
)
WHO = "Ai làm trạm trưởng trạm y tế xã Hòa Lộc?"
BRIDGE = "Cầu Bến Ngự dài bao nhiêu mét?"


@pytest.fixture
def shelf(tmp_path, collection_index_folder, encoder, restorer):
    index = Index.load(collection_index_folder, encoder)
    return Shelf(Assistant(index, encoder, restorer, Config(index_dir=tmp_path)))


def test_what_one_brings_he_can_ask_and_nobody_else_sees(shelf):
    added = shelf.add("an", "tram.txt", CLINIC.encode())
    assert [(one.source, one.is_own) for one in added] == [("tram.txt", True)]
    answer = shelf.assistant("an").ask(WHO)
    assert "Đỗ Thị Hạnh" in answer.text, answer
    assert answer.citations[0].quote in CLINIC
    assert "486" in shelf.assistant("an").ask(BRIDGE).text
    assert "tram.txt" not in {one.source for one in shelf.documents("binh")}
    assert shelf.assistant("binh").ask(WHO).abstained
    with pytest.raises(SeedError):
        shelf.document("binh", "tram.txt")


def test_what_was_brought_is_there_after_a_restart_and_gone_when_removed(shelf):
    shelf.add("an", "tram.txt", CLINIC.encode())
    again = Shelf(shelf.assistant("binh"))
    assert "tram.txt" in {one.source for one in again.documents("an")}
    again.remove("an", "tram.txt")
    assert all(not one.is_own for one in again.documents("an"))
    assert again.assistant("an").ask(WHO).abstained


def test_only_the_chosen_documents_are_asked(shelf):
    ids = {one.source: one.id for one in shelf.documents("an")}
    assert "486" in shelf.assistant("an", [ids["tin-tuc.txt"]]).ask(BRIDGE).text
    other = shelf.assistant("an", [ids["noi-quy.md"]]).ask(BRIDGE)
    assert other.abstained
    assert {one.source for one in other.nearest} <= {"noi-quy.md"}
    with pytest.raises(SeedError, match="Chưa chọn"):
        shelf.assistant("an", [])
    with pytest.raises(SeedError, match="Không còn văn bản"):
        shelf.assistant("an", ["la.txt"])


def test_a_choice_of_all_is_what_everybody_asks(shelf):
    everything = [one.id for one in shelf.documents("an")]
    assert shelf.assistant("an", everything) is shelf.assistant("an")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("../../etc/passwd", CLINIC, "chưa đọc được loại tệp"),
        ("trang.exe", CLINIC, "chưa đọc được loại tệp"),
        ("tin-tuc.txt", CLINIC, "trùng tên"),
        ("README.md", CLINIC, "tên này dành cho"),
        (".an.txt", CLINIC, "Tên tệp"),
        ("a" * 300 + ".txt", CLINIC, "Tên tệp"),
        ("trong.txt", "  \n", "tệp trống"),
        ("nhi-phan.txt", "a\0b", "nhị phân"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_named_with_the_reason(
    shelf, tmp_path, name, content, said
):
    shelf.add("an", "tram.txt", CLINIC.encode())
    with pytest.raises(SeedError, match=said) as told:
        shelf.add("an", name, content.encode())
    assert str(tmp_path) not in str(told.value), "a path of the server leaked"
    assert [one.source for one in shelf.documents("an") if one.is_own] == ["tram.txt"]


def test_a_bad_new_version_leaves_the_old_one(shelf):
    shelf.add("an", "tram.txt", CLINIC.encode())
    with pytest.raises(SeedError):
        shelf.add("an", "tram.txt", b"\xff\xfe\0")
    assert "Đỗ Thị Hạnh" in shelf.assistant("an").ask(WHO).text
    shelf.add("an", "tram.txt", CLINIC.replace("Đỗ Thị Hạnh", "Lê Thị Mai").encode())
    assert "Lê Thị Mai" in shelf.assistant("an").ask(WHO).text


def test_there_is_an_end_to_what_is_taken(shelf, monkeypatch):
    monkeypatch.setattr(shelf_module, "MAX_FILES", 1)
    shelf.add("an", "tram.txt", CLINIC.encode())
    with pytest.raises(SeedError, match="hết chỗ"):
        shelf.add("an", "tram2.txt", CLINIC.encode())
    with pytest.raises(SeedError, match="quá giới hạn"):
        shelf.add("an", "to.txt", b"x" * (shelf_module.MAX_FILE + 1))


def test_common_files_cannot_be_removed(shelf):
    with pytest.raises(SeedError, match="Bạn không có tệp"):
        shelf.remove("an", "tin-tuc.txt")


def test_dropped_lines_are_shown_with_reasons(shelf):
    shelf.add("an", "tram.txt", f"{CLINIC}\nChia sẻ:\nPost a Comment\n".encode())
    report = shelf.explain("an", "tram.txt")
    assert "Post a Comment" in report
    assert "BỎ" in report
    with pytest.raises(SeedError):
        shelf.explain("binh", "tram.txt")
