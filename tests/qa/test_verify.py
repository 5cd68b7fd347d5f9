"""An exported answer is checked against the files alone, and every way to forge it is seen."""

import copy
import json
import shutil

import pytest

from index.errors import CitationError
from qa.verify import Finding, verify

LIST = "Cuộc họp thống nhất những việc gì trong quý III?"


@pytest.fixture
def docs(folder, tmp_path):
    """A copy of the collection that a test may spoil."""
    return shutil.copytree(folder, tmp_path / "docs")


@pytest.fixture
def export(assistant):
    """An answer with four citations, as `hoidap ask --json` writes it."""
    answer = assistant.ask(LIST).to_dict()
    assert len(answer["citations"]) == 4
    return json.loads(json.dumps(answer))


@pytest.fixture
def faults(tmp_path, docs):
    """Write an export to disk and verify it; give what is wrong, by citation number."""

    def faults(export):
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(export, ensure_ascii=False), "utf-8")
        found = {}
        for finding in verify(path, [docs]):
            if finding.fault:
                found.setdefault(finding.number, []).append(finding.fault)
        return {number: "; ".join(lines) for number, lines in found.items()}

    return faults


def test_an_export_that_nobody_touched_holds(tmp_path, docs, export):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(export, ensure_ascii=False), "utf-8")
    assert verify(path, [docs]) == [Finding(n, "bien-ban.txt") for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    "question",
    [
        "Cầu Bến Ngự được thông xe ngày nào?",  # a file with a byte order mark
        "Bạn đọc làm mất sách phải đền thế nào?",  # a file in NFD
        "Quyết định 46/2023/QĐ-UBND quy định điều gì?",  # an abstention with its nearest
    ],
)
def test_exports_of_all_kinds_hold(assistant, faults, question):
    answer = assistant.ask(question)
    assert answer.citations or answer.nearest
    assert faults(answer.to_dict()) == {}


def test_the_first_folder_that_has_the_file_is_asked(tmp_path, docs, export):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(export), "utf-8")
    (tmp_path / "empty").mkdir()
    found = verify(path, [tmp_path / "empty", docs])
    assert [finding.fault for finding in found] == [""] * 4


# ---------------------------------------------------------------------------------------- forgeries


def forge(export, **changes):
    """Change the second citation of an export."""
    forged = copy.deepcopy(export)
    forged["citations"][1].update(changes)
    return forged


def test_a_changed_quote_is_found(export, faults):
    quote = export["citations"][1]["quote"].replace("số 2", "số 3")
    found = faults(forge(export, quote=quote))
    assert "không phải là câu trích; câu ấy không có trong tệp" in found[2]


@pytest.mark.parametrize("shift", [1, -1, 300, -10_000])
def test_a_moved_offset_is_found_with_where_the_quote_stands(export, faults, shift):
    right = export["citations"][1]["start"]
    moved = forge(export, start=right + shift, end=export["citations"][1]["end"] + shift)
    assert faults(moved) == {
        2: f"vị trí {moved['citations'][1]['start']}–{moved['citations'][1]['end']} không phải là "
        f"câu trích; câu ấy nay ở vị trí {right}"
    }


def test_an_offset_counted_from_the_end_proves_nothing(export, faults, docs):
    citation = export["citations"][1]
    length = len((docs / "bien-ban.txt").read_bytes().decode())
    found = faults(forge(export, start=citation["start"] - length, end=citation["end"] - length))
    assert "không phải là câu trích" in found[2]


def test_an_empty_quote_proves_nothing(export, faults):
    found = faults(forge(export, quote="", start=5, end=5, highlight=[0, 0]))
    assert "không phải là câu trích" in found[2]


@pytest.mark.parametrize("highlight", [[0, 10_000], [-1, 3], [5, 2]])
def test_a_highlight_outside_its_quote_is_found(export, faults, highlight):
    assert faults(forge(export, highlight=highlight)) == {
        2: f"phần tô sáng {highlight[0]}–{highlight[1]} nằm ngoài câu trích"
    }


def test_a_changed_paragraph_is_found(export, faults):
    paragraph = export["citations"][1]["paragraph"].replace("quý III", "quý IV")
    assert "đoạn văn quanh câu trích" in faults(forge(export, paragraph=paragraph))[2]


@pytest.mark.parametrize(
    "source",
    ["../docs/bien-ban.txt", "x/../bien-ban.txt", "khac.txt", "", ".", "bien-ban.txt/", "a\x00b"],
)
def test_a_source_that_is_missing_or_leads_out_of_the_folder_is_not_read(export, faults, source):
    found = faults(forge(export, source=source))
    if source == "bien-ban.txt/":
        assert found == {}, "the same file by another name"
    else:
        assert found == {2: "không tìm thấy tệp nguồn"}


def test_an_absolute_path_is_not_read(export, faults, docs):
    assert faults(forge(export, source=str(docs / "bien-ban.txt"))) == {
        2: "không tìm thấy tệp nguồn"
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"start": "x"},
        {"number": None},
        {"highlight": [1]},
        {"highlight": ["a", "b"]},
        {"highlight": None},
        {"end": [3]},
    ],
    ids=str,
)
def test_a_citation_with_a_wrong_field_is_found(export, faults, changes):
    found = faults(forge(export, **changes))
    assert any("trích dẫn thiếu hoặc sai trường" in fault for fault in found.values())


def test_a_citation_that_lacks_a_field_is_found(export, faults):
    del export["citations"][1]["sha256"]
    found = faults(export)
    assert "trích dẫn thiếu hoặc sai trường ('sha256')" in found[0]


@pytest.mark.parametrize(
    ("forged", "fault"),
    [
        (lambda text: text + " Ai cũng vui.", "không phải là lời của nguồn nào"),
        (lambda text: "Ai cũng vui. " + text, "không phải là lời của nguồn nào"),
        (lambda text: text.replace("hai máy", "ba máy"), "không phải là lời của nguồn nào"),
        (lambda text: text.replace("[4]", "[5]"), "không khớp với các trích dẫn"),
        (lambda text: text.replace(" [4]", ""), "không khớp với các trích dẫn"),
        (lambda text: text + " Ai cũng vui. [9]", "không khớp với các trích dẫn"),
        (lambda text: "", "không khớp với các trích dẫn"),
    ],
    ids=["appended", "prepended", "changed", "other_marker", "no_marker", "new_marker", "empty"],
)
def test_words_that_no_citation_proves_are_found(export, faults, forged, fault):
    export["text"] = forged(export["text"])
    (found,) = faults(export).values()
    assert fault in found


def test_an_answer_without_citations_is_no_answer(export, faults):
    export["citations"] = []
    assert faults(export) == {0: "câu trả lời không dẫn nguồn nào"}
    assert faults({**export, "text": ""}) == {0: "câu trả lời không dẫn nguồn nào"}


def test_markers_that_changed_places_are_found(export, faults):
    text = export["text"].replace("[1]", "[x]").replace("[2]", "[1]").replace("[x]", "[2]")
    assert "theo thứ tự trích dẫn" in faults({**export, "text": text})[0]
    first, second, *others = export["citations"]
    swapped = [{**second, "number": 1}, {**first, "number": 2}, *others]
    assert "theo thứ tự trích dẫn" in faults({**export, "citations": swapped})[0]
    assert "không được đánh số" in faults({**export, "citations": [second, first, *others]})[0]


def test_quotes_that_are_left_out_or_said_twice_are_found(export, faults):
    lines = export["text"].split("\n")
    for text in ("\n".join(lines[:-1]), "\n".join([*lines, lines[0]]), "\n".join(lines[::-1])):
        assert 0 in faults({**export, "text": text}), text


def test_white_space_and_the_mark_of_a_cut_prove_nothing_and_spoil_nothing(export, faults):
    assert faults({**export, "text": "… " + export["text"].replace(" ", "\n ")}) == {}


@pytest.mark.parametrize("writer", ["model", "", None, ["extractive"]])
def test_the_words_of_another_writer_are_not_vouched_for(export, faults, writer):
    text = "Ai cũng vui. [1] [2] [3] [4]"
    assert "lời văn: do" in faults({**export, "text": text, "written_by": writer})[0]
    assert "không khớp" in faults({**export, "text": "Vui. [1]", "written_by": writer})[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ai cũng vui năm 2099. [1] [2] [3] [4]", "thời gian 2099"),
        ("Ông Lê Văn Sáu vui. [1] [2] [3] [4]", "tên Ông Lê Văn Sáu"),
        ("Ai cũng buồn. Ai cũng vui. [1] [2] [3] [4]", "câu không dẫn nguồn nào"),
    ],
)
def test_what_another_writer_names_must_stand_in_the_paragraphs_cited(export, faults, text, fault):
    assert fault in faults({**export, "text": text, "written_by": "model"})[0]


def test_an_abstention_has_nearest_paragraphs_and_no_answer(export, faults):
    assert faults({**export, "abstained": True}) == {0: "lời từ chối trả lời lại có trích dẫn"}
    nearest = {**export, "citations": [], "nearest": export["citations"]}
    assert "không dẫn nguồn nào" in faults(nearest)[0]
    assert faults({**nearest, "abstained": True}) == {0: "lời từ chối trả lời lại có câu trả lời"}
    assert "đoạn gần nhất" in faults({**export, "nearest": export["citations"]})[0]


@pytest.mark.parametrize("cut", ["", "first", "last"])
def test_a_paragraph_that_is_not_the_one_around_the_quote_is_found(export, faults, cut):
    citation = export["citations"][1]
    paragraph, at = citation["paragraph"], citation["paragraph_start"]
    shorter = {"": "", "first": paragraph[:-1], "last": paragraph[1:]}[cut]
    forged = forge(export, paragraph=shorter, paragraph_start=at + (cut == "last"))
    assert "đoạn văn quanh câu trích không" in faults(forged)[2]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": "Luật Đất đai"}, "nhan đề không đúng, theo tệp là “BIÊN BẢN HỌP"),
        ({"place": "Điều 9"}, "chỗ trích không đúng, theo tệp là “đoạn"),
    ],
    ids=["title", "place"],
)
def test_a_title_or_place_that_the_file_does_not_give_is_found(export, faults, changes, fault):
    assert fault in faults(forge(export, **changes))[2]


def test_footnote_numbers_of_the_source_are_no_markers(assistant_over, tmp_path):
    assistant = assistant_over(cau="Cầu Bến Ngự\n\nCầu Bến Ngự dài 486 mét.[3][4]\n")
    answer = assistant.ask("Cầu Bến Ngự dài bao nhiêu mét?")
    assert answer.text == "**486 mét** — «Cầu Bến Ngự dài 486 mét.[3][4]» [1]"
    assert answer.is_grounded
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer.to_dict()), "utf-8")
    assert verify(path, [tmp_path / "docs"]) == [Finding(1, "cau.txt")]


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda text: text.replace("**22-12", "**23-12"), id="other_words"),
        pytest.param(
            lambda text: text.replace("**22-12-2022**", "**thông xe**"), id="not_the_marked"
        ),
        pytest.param(lambda text: text.replace("«Cầu", "«Cây cầu"), id="quote"),
        pytest.param(lambda text: "**Đúng vậy** " + text, id="a_lead_of_its_own"),
        pytest.param(lambda text: text.replace("» [1]", " [1]"), id="open_quotation"),
    ],
)
def test_words_that_lead_an_answer_are_those_marked_in_the_quote(assistant, faults, forge):
    export = assistant.ask("Cầu Bến Ngự được thông xe ngày nào?").to_dict()
    assert export["text"].startswith("**22-12-2022** — «Cầu Bến Ngự")
    assert faults(export) == {}
    forged = {**export, "text": forge(export["text"])}
    assert "không phải là lời của nguồn nào" in faults(forged)[0]


# ------------------------------------------------------------------------------------ changed files


def test_a_file_that_changed_elsewhere_is_reported_as_changed(export, faults, docs):
    path = docs / "bien-ban.txt"
    path.write_bytes(path.read_bytes() + b"\r\nHet.\r\n")
    found = faults(export)
    assert set(found) == {1, 2, 3, 4}
    assert all("SHA-256 khác" in fault and "còn đúng chỗ" in fault for fault in found.values())


def test_a_file_whose_words_moved_is_reported_with_the_new_place(export, faults, docs):
    path = docs / "bien-ban.txt"
    path.write_bytes(b"123456" + path.read_bytes())
    right = export["citations"][1]["start"]
    assert f"câu ấy nay ở vị trí {right + 6}" in faults(export)[2]


def test_a_file_that_lost_the_words_is_reported(export, faults, docs):
    (docs / "bien-ban.txt").write_text("khác hẳn", "utf-8")
    assert all("câu ấy không có trong tệp" in fault for fault in faults(export).values())


def test_a_file_that_is_no_text_any_more_is_reported(export, faults, docs):
    (docs / "bien-ban.txt").write_bytes(b"\xff\xfe\x00")
    (fault,) = set(faults(export).values())
    assert fault.startswith("không đọc lại được tệp nguồn thành văn bản (mã UTF-16")


def test_a_file_that_is_gone_is_reported(export, faults, docs):
    (docs / "bien-ban.txt").unlink()
    assert set(faults(export).values()) == {"không tìm thấy tệp nguồn"}


# ---------------------------------------------------------------------------------------- no export


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "không phải JSON hợp lệ"),
        (b"{", "không phải JSON hợp lệ"),
        (b"\xff\xfe\x00", "không phải JSON hợp lệ"),
        ("Cầu dài 486 mét.".encode(), "không phải JSON hợp lệ"),
        (b"[]", "không phải câu trả lời do `hoidap ask --json` xuất ra"),
        (b"null", "không phải câu trả lời"),
        (b'{"text": "x"}', "không phải câu trả lời"),
        (b'{"text": "x", "citations": 5, "nearest": [], "abstained": false, "format": 1}',
         "không phải câu trả lời"),
        (b'{"text": "x", "citations": [1], "nearest": [], "abstained": false, "format": 1}',
         "không phải câu trả lời"),
        (b'{"text": null, "citations": [], "nearest": [], "abstained": false, "format": 1}',
         "không phải câu trả lời"),
        (b'{"text": "", "citations": [], "nearest": [], "abstained": true}', "định dạng None"),
        (b'{"text": "", "citations": [], "nearest": [], "abstained": true, "format": 9}',
         "định dạng 9, chỉ đọc được 1"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_by_name(tmp_path, content, message):
    path = tmp_path / "answer.json"
    path.write_bytes(content)
    with pytest.raises(CitationError, match=message) as caught:
        verify(path, [tmp_path])
    assert str(path) in str(caught.value)


def test_an_export_that_is_nested_too_deeply_is_refused(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text("[" * 200_000, "utf-8")
    with pytest.raises(CitationError, match="lồng nhau quá sâu"):
        verify(path, [tmp_path])


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN", "1e999", "true", "1.5", '"5"'])
def test_an_offset_that_is_no_whole_number_is_no_offset(tmp_path, docs, export, number):
    path = tmp_path / "answer.json"
    text = json.dumps(forge(export, start="HERE")).replace('"HERE"', number)
    path.write_text(text, "utf-8")
    if number.endswith(("y", "N")):
        with pytest.raises(CitationError, match="không phải là số"):
            verify(path, [docs])
    else:
        assert "sai trường ('start')" in verify(path, [docs])[1].fault


def test_a_source_that_cannot_be_opened_is_refused_by_name(tmp_path, docs, export, monkeypatch):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(forge(export, source="a" * 5000)), "utf-8")
    with pytest.raises(CitationError, match=r"Không đọc được tệp nguồn a{99}…"):
        verify(path, [docs])
    path.write_text(json.dumps(export), "utf-8")

    def refuse(self):  # the tests may run as root, whom no file refuses
        raise PermissionError(13, "Permission denied", str(self))

    for name in ("read_bytes", "stat"):
        with monkeypatch.context() as patch:
            patch.setattr(f"pathlib.Path.{name}", refuse)
            with pytest.raises(CitationError, match=r"Không đọc được tệp nguồn bien-ban\.txt"):
                verify(path, [docs])


@pytest.mark.parametrize("where", ["nothing.json", "."])
def test_an_export_that_cannot_be_opened_is_refused_by_name(tmp_path, where):
    with pytest.raises(CitationError, match="Không đọc được"):
        verify(tmp_path / where, [tmp_path])
