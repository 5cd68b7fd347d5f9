"""The commands about documents, as a person types them."""

import zipfile

import pytest

from index.store import Index
from qa.__main__ import main

NEWS = "Cầu Bến Ngự bắc qua sông Trà Linh dài 486 mét và có chín nhịp."
RULES = "Thư viện huyện Mường Khê mở cửa từ thứ hai đến thứ sáu hằng tuần."


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "cau.txt").write_text(NEWS, "utf-8")
    (folder / "thu-vien.md").write_text(RULES, "utf-8")
    (folder / "hong.pdf").write_bytes(b"x")
    return folder


@pytest.fixture
def run(tmp_path, capsys):
    def run(*arguments):
        code = main([*map(str, arguments), "--index-dir", str(tmp_path / "index")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_documents_are_listed_left_out_and_let_in_again(run, docs, tmp_path):
    code, _, told = run("index", docs)
    assert code == 1
    assert "bỏ qua hong.pdf: không phải PDF" in told
    code, listed, _ = run("docs")
    assert code == 0
    assert "cau.txt\t1 văn bản, 1 đoạn" in listed
    assert "! hong.pdf: không phải PDF" in listed
    assert "3 tệp, 2 văn bản, 2 đoạn, 1 vấn đề" in listed
    run("docs", "rm", "cau.txt")
    assert [d.source for d in Index.load(tmp_path / "index").documents] == ["thu-vien.md"]
    assert "cau.txt\tđã bỏ ra" in run("docs")[1]
    assert (docs / "cau.txt").exists()
    run("docs", "restore", "cau.txt")
    assert len(Index.load(tmp_path / "index").documents) == 2


def test_files_of_kinds_that_are_not_read_are_counted_and_are_no_error(run, docs):
    (docs / "hong.pdf").unlink()
    for name in ("a.xls", "b.XLS", "c.rar", "~$thu-vien.docx", "style.css", ".an.xls"):
        (docs / name).write_bytes(b"x")
    with zipfile.ZipFile(docs / "kho.zip", "w") as archive:
        for name in ("to-trinh.txt", "nam-2020/so-lieu.xls", "nam-2020/"):
            archive.writestr(name, NEWS)
    code, _, told = run("index", docs)
    assert code == 0
    assert "Không đọc được loại tệp: 3 .xls, 1 .rar. Hãy lưu thành" in told
    assert "~$" not in told


def test_a_name_that_is_not_there_and_leaving_nothing_are_refused(run, docs):
    run("index", docs)
    for arguments, said in (
        (("docs", "rm", "khac.txt"), "Không có tệp khac.txt"),
        (("docs", "rm"), "Hãy nêu tên tệp"),
        (("docs", "rm", "cau.txt", "thu-vien.md", "hong.pdf"), "không còn gì"),
    ):
        code, _, told = run(*arguments)
        assert code == 2
        assert said in told


def test_a_folder_whose_name_ends_like_an_archives_is_listed_with_its_files(run, docs):
    (docs / "Chú ý!").mkdir()
    (docs / "Chú ý!" / "cau.txt").write_text(f"{NEWS} Cầu mới.", "utf-8")
    run("index", docs)
    assert "Chú ý!/cau.txt\t1 văn bản, 1 đoạn" in run("docs")[1]


def test_collections_stand_side_by_side(run, docs, tmp_path):
    run("index", docs / "cau.txt", "--collection", "cầu")
    run("index", docs / "thu-vien.md", "--collection", "thư-viện")
    code, listed, _ = run("docs", "collections")
    assert code == 0
    assert [line.split("\t")[0] for line in listed.splitlines()] == ["(chính)", "cầu", "thư-viện"]
    _, said, _ = run("ask", "Cầu Bến Ngự dài bao nhiêu mét?", "--collection", "cầu")
    assert "486 mét" in said
    assert run("docs", "--collection", "../x")[0] == 2


def test_the_doctor_says_what_is_wrong_and_repairs_it(run, docs, tmp_path):
    assert run("doctor")[0] == 1
    run("index", docs)
    assert run("doctor")[0] == 0
    for path in (tmp_path / "index").glob("v-*/texts.jsonl"):
        path.write_bytes(b"{")
    assert run("doctor", "--check")[0] == 1
    code, said, _ = run("doctor")
    assert code == 0
    assert "Đã lập lại từ" in said
    assert len(Index.load(tmp_path / "index").documents) == 2
