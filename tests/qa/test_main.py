"""The hoidap command, as people type it: what it prints, its exit codes, and its refusals."""

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.encoder import bundled
from index.store import Index
from qa.__main__ import main

ROOT = Path(__file__).parents[2]
QUESTION = "Cầu Bến Ngự được thông xe ngày nào?"
SENTENCE = "**22-12-2022** — «Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022.» [1]"
MEASURES = {"recall@1", "recall@5", "recall@10", "mrr", "ndcg@10"}


@pytest.fixture
def index_dir(collection_index_folder, tmp_path, monkeypatch):
    """An index of the collection that a test may spoil; the user's own is out of reach."""
    monkeypatch.setenv("HOIDAP_INDEX", str(tmp_path / "home" / "index"))
    monkeypatch.chdir(tmp_path)
    return str(shutil.copytree(collection_index_folder, tmp_path / "index"))


@pytest.fixture
def hoidap(index_dir, capsys):
    """Run a command in this process; give its exit code and what it printed."""

    def hoidap(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = leaving.code
        return code, *capsys.readouterr()

    return hoidap


def program(*arguments, stdin=b"", **environment):
    """Run `python -m qa` as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "qa", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", **environment},
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


# -------------------------------------------------------------------------------------------- index


def test_index_says_what_it_did_and_does_nothing_twice(hoidap, assistant, folder, tmp_path):
    into, count = tmp_path / "new", len(assistant.index)
    code, out, _ = hoidap("index", folder, "--index-dir", into)
    assert code == 0
    assert out == f"Đã lập chỉ mục 4 văn bản, {count} đoạn (mã hóa mới {count}) vào {into}\n"
    code, out, err = hoidap("index", folder, "--index-dir", into)
    assert (code, err) == (0, "")
    assert out == f"Đã lập chỉ mục 4 văn bản, {count} đoạn (không có gì thay đổi) vào {into}\n"


@pytest.fixture
def cuttable(tmp_path, monkeypatch):
    """The bundled encoder, were it trained so that its vectors may be cut, as the one in use."""
    folder = tmp_path / "encoder"
    folder.mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        (folder / name).symlink_to(bundled("encoder") / name)
    card = json.loads((bundled("encoder") / "encoder.json").read_text("utf-8"))
    (folder / "encoder.json").write_text(json.dumps({**card, "dimensions": [384, 256]}), "utf-8")
    monkeypatch.setenv("HOIDAP_ENCODER", str(folder))


def test_an_index_may_be_cut_and_then_stays_so(hoidap, cuttable, folder, tmp_path):
    docs, into = shutil.copytree(folder, tmp_path / "docs"), tmp_path / "new"
    assert hoidap("index", docs, "--dimension", 256, "--index-dir", into)[0] == 0
    assert Index.load(into).dimension == 256
    (docs / "them.txt").write_text("Giờ mở cửa\n\nBảo tàng tỉnh mở cửa lúc 8 giờ.\n", "utf-8")
    code, out, _ = hoidap("ask", QUESTION, "--docs", docs, "--index-dir", into)
    assert (code, out.splitlines()[0]) == (0, SENTENCE)
    index = Index.load(into)
    assert (index.dimension, len(index.documents)) == (256, 5)
    _, out, _ = hoidap("index", docs, "--index-dir", into)
    assert "không có gì thay đổi" in out
    _, out, _ = hoidap("index", docs, "--dimension", 384, "--index-dir", into)
    assert f"mã hóa mới {len(index)}" in out
    assert Index.load(into).dimension == 384


def test_a_length_the_encoder_does_not_have_is_refused(hoidap, cuttable, folder, tmp_path):
    code, out, err = hoidap("index", folder, "--dimension", 200, "--index-dir", tmp_path / "new")
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("hoidap: Bộ mã hóa “")
    assert "không có vector dài 200, chỉ có: 384, 256. Hãy chọn" in line
    assert not (tmp_path / "new").exists()
    code, _, err = hoidap("index", folder, "--dimension", "ngắn")
    assert code == 2
    assert "--dimension: không phải số nguyên: 'ngắn'" in err.splitlines()[-1]


def test_what_was_encoded_once_is_not_encoded_for_another_index(
    hoidap, assistant, folder, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOIDAP_VECTOR_CACHE", str(tmp_path / "vectors"))
    count = len(assistant.index)
    told = []
    for into in ("one", "other"):
        code, out, _ = hoidap("index", folder, "--index-dir", tmp_path / into)
        assert code == 0
        told.append(out)
    assert [f"mã hóa mới {n})" in out for n, out in zip((count, 0), told, strict=True)] == [
        True, True,
    ], told  # fmt: skip
    code, out, _ = hoidap("ask", QUESTION, "--docs", folder, "--index-dir", tmp_path / "third")
    assert (code, out.splitlines()[0]) == (0, SENTENCE)


@pytest.mark.parametrize("cache", ["", "off", "docs", "/dev/null/x", "~nosuchuser/x"])
def test_a_cache_that_cannot_be_used_is_not_heard_of(folder, tmp_path, cache):
    (tmp_path / "docs").mkdir()
    shutil.copy(folder / "tin-tuc.txt", tmp_path / "docs")
    cache = str(tmp_path / "docs") if cache == "docs" else cache
    done = program(
        "index", tmp_path / "docs", "--index-dir", tmp_path / "new", HOIDAP_VECTOR_CACHE=cache
    )
    assert done.returncode == 0
    assert done.stdout.decode().startswith("Đã lập chỉ mục 1 văn bản")
    lines = done.stderr.decode().replace("\r", "\n").splitlines()
    assert [
        line for line in lines if line and "Lập chỉ mục: " not in line and "Đọc tệp: " not in line
    ] == []


def test_a_question_that_indexes_nothing_does_not_wait_for_the_cache(folder, index_dir, tmp_path):
    cache = tmp_path / "vectors"
    ask = (
        "import sys; from qa.__main__ import main; code = main(sys.argv[1:])\n"
        "print('sqlite3' in sys.modules); sys.exit(code)"
    )
    for docs, expected in (
        ([], "False"),
        (["--docs", folder], "True"),
        (["--docs", folder], "False"),
    ):
        where = tmp_path / "new" if docs else index_dir
        done = subprocess.run(
            [sys.executable, "-c", ask, "ask", QUESTION, *docs, "--index-dir", where],
            env={**os.environ, "PYTHONPATH": str(ROOT), "HOIDAP_VECTOR_CACHE": str(cache)},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=True,
        )
        assert done.stdout.splitlines()[0] == SENTENCE
        assert done.stdout.splitlines()[-1] == expected
        assert cache.exists() is bool(docs)


def test_one_bad_file_is_named_and_the_good_one_indexed(hoidap, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "tot.txt").write_text("Giờ mở cửa\n\nBảo tàng tỉnh mở cửa lúc 8 giờ sáng.\n", "utf-8")
    (docs / "xau.txt").write_bytes(b"%PDF\x00")
    code, out, err = hoidap("index", docs, "--index-dir", tmp_path / "new")
    assert code == 1
    assert "1 văn bản" in out
    assert err.splitlines()[-1].startswith("hoidap: bỏ qua xau.txt: ")
    code, out, _ = hoidap(
        "ask", "Bảo tàng tỉnh mở cửa lúc mấy giờ?", "--index-dir", tmp_path / "new"
    )
    assert (code, out.splitlines()[0]) == (
        0,
        "**8 giờ sáng** — «Bảo tàng tỉnh mở cửa lúc 8 giờ sáng.» [1]",
    )


def test_explain_shows_each_line_and_why_it_was_dropped(hoidap):
    page = ROOT / "tests" / "index" / "pages" / "blogspot.txt"
    code, out, err = hoidap("index", "--explain", page)
    assert (code, err) == (0, "")
    assert out.startswith("blogspot.txt: ")
    dropped = [line for line in out.splitlines() if " BỎ " in line]
    assert dropped
    assert all(" ← " in line for line in dropped), dropped


# ---------------------------------------------------------------------------------------------- ask


def test_ask_prints_the_answer_then_each_quote_with_its_place(hoidap, index_dir):
    code, out, err = hoidap("ask", QUESTION, "--index-dir", index_dir)
    assert (code, err) == (0, "")
    answer, blank, citation = out.splitlines()
    assert (answer, blank) == (SENTENCE, "")
    assert citation.startswith("  [1] tin-tuc.txt, đoạn 2, ký tự ")
    assert citation.endswith("“Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022.”")


def test_ask_says_how_it_read_a_toneless_question(hoidap, index_dir):
    code, out, _ = hoidap("ask", "cau ben ngu duoc thong xe ngay nao?", "--index-dir", index_dir)
    assert code == 0
    assert out.splitlines()[:2] == ["Hiểu là: cầu Bến Ngự được thông xe ngày nào?", SENTENCE]


def test_ask_says_why_it_does_not_answer_and_what_came_nearest(hoidap, index_dir):
    code, out, err = hoidap(
        "ask", "Quyết định 46/2023/QĐ-UBND quy định điều gì?", "--index-dir", index_dir
    )
    assert (code, err) == (0, "")
    said, _, offered = out.partition("Có thể hỏi:\n")
    refusal, heading, *nearest = said.splitlines()
    assert offered == "  - Quyết định 45/2023/QĐ-UBND quy định điều gì?\n"
    assert refusal.startswith("Không trả lời được: Tài liệu không nhắc đến 46/2023/QĐ-UBND")
    assert heading == "Đoạn gần nhất:"
    assert [line[:5] for line in nearest] == ["  [1]", "  [2]", "  [3]"]


def test_ask_names_the_part_that_has_no_answer(hoidap, index_dir):
    question = "Cầu Bến Ngự được thông xe ngày nào và ông Trần Quốc Tuấn sinh ở tỉnh nào?"
    code, out, _ = hoidap("ask", question, "--index-dir", index_dir)
    assert code == 0
    assert "“ông Trần Quốc Tuấn sinh ở tỉnh nào?”" in out.splitlines()[-1]


def test_the_json_of_ask_can_be_verified(hoidap, index_dir, folder, tmp_path):
    code, out, _ = hoidap("ask", "--json", QUESTION, "--index-dir", index_dir)
    assert code == 0
    answer = json.loads(out)
    assert answer["text"] == SENTENCE
    (tmp_path / "answer.json").write_text(out, "utf-8")
    code, out, err = hoidap("verify", tmp_path / "answer.json", "--docs", folder)
    assert (code, out, err) == (0, "[1] tin-tuc.txt: đúng\n1/1 trích dẫn đúng.\n", "")
    answer["citations"][0]["quote"] = "Cầu Bến Ngự chưa thông xe."
    (tmp_path / "answer.json").write_text(json.dumps(answer), "utf-8")
    code, out, _ = hoidap("verify", tmp_path / "answer.json", "--docs", folder)
    assert code == 1
    assert out.splitlines()[0].startswith("[1] tin-tuc.txt: SAI: vị trí")
    assert out.splitlines()[-1] == "0/2 trích dẫn đúng."


def test_verify_finds_the_files_beside_the_export(hoidap, index_dir, folder, tmp_path):
    _, out, _ = hoidap("ask", "--json", QUESTION, "--index-dir", index_dir)
    export = tmp_path / "beside" / "answer.json"
    shutil.copytree(folder, export.parent)
    export.write_text(out, "utf-8")
    assert hoidap("verify", export)[0] == 0
    (export.parent / "tin-tuc.txt").unlink()
    code, out, _ = hoidap("verify", export)
    assert (code, out.splitlines()[0]) == (1, "[1] tin-tuc.txt: SAI: không tìm thấy tệp nguồn")


def test_ask_reads_a_folder_or_a_file_that_is_named(hoidap, folder, tmp_path):
    for docs in (folder, folder / "tin-tuc.txt"):
        code, out, _ = hoidap("ask", QUESTION, "--docs", docs, "--index-dir", tmp_path / "new")
        assert (code, out.splitlines()[0]) == (0, SENTENCE)
        _, out, _ = hoidap(
            "ask", "--json", QUESTION, "--docs", docs, "--index-dir", tmp_path / "new"
        )
        (tmp_path / "answer.json").write_text(out, "utf-8")
        assert hoidap("verify", tmp_path / "answer.json", "--docs", docs)[0] == 0


@pytest.mark.parametrize("argument", [[], ["-"]], ids=["no_argument", "dash"])
def test_ask_reads_its_question_from_standard_input(index_dir, argument):
    done = program("ask", *argument, "--index-dir", index_dir, stdin=QUESTION.encode() + b"\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[0] == SENTENCE


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("ask <&-", "Không có câu hỏi và không có đầu vào chuẩn để đọc câu hỏi.\n"),
        ("mcp <&-", "`hoidap mcp` cần cả đầu vào và đầu ra chuẩn. "
                    "Hãy để chương trình dùng MCP gọi nó.\n"),
    ],
    ids=["ask", "mcp"],
)  # fmt: skip
def test_a_closed_standard_input_is_said_in_words(command, said):
    """As of services that start a program without one."""
    command = f"{sys.executable} -m qa {command}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", command], env=environment, capture_output=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (2, f"hoidap: {said}")


def test_output_is_utf8_wherever_it_goes(index_dir):
    done = program("ask", QUESTION, "--index-dir", index_dir, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8").splitlines()[0] == SENTENCE


def test_a_reader_that_goes_away_is_no_error(index_dir):
    command = f"{sys.executable} -m qa ask --json '{QUESTION}' --index-dir {index_dir} | true"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


# ----------------------------------------------------------------------------------------- refusals


@pytest.fixture
def bad(tmp_path):
    """A folder of everything that cannot be used."""
    folder = tmp_path / "bad"
    for name, content in {
        "binary/a.txt": b"\x7fELF\x00\x00",
        "nul/a.txt": "Hội nghị\x00 họp.".encode(),
        "empty_file/a.txt": b"",
        "not_utf8/a.txt": b"H\xe9i ngh\xff",
        "other_kind/a.pdf": b"%PDF",
        "good/a.txt": "Giờ mở cửa\n\nBảo tàng mở cửa lúc 8 giờ.\n".encode(),
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    (folder / "empty").mkdir()
    (folder / "no.json").write_bytes("không phải JSON".encode())
    return folder


REFUSALS = {
    "empty_folder": (["index", "bad/empty"], "không có tệp nào đọc được"),
    "missing_folder": (["index", "bad/nowhere"], "Không có thư mục bad/nowhere"),
    "binary_file": (["index", "bad/binary"], "a.txt: là tệp nhị phân"),
    "nul": (["index", "bad/nul"], "a.txt: là tệp nhị phân (byte 0 ở vị trí"),
    "empty_file": (["index", "bad/empty_file"], "a.txt: tệp trống"),
    "not_utf8": (["index", "bad/not_utf8"], "a.txt: không phải UTF-8: byte 0xe9"),
    "other_kind": (["index", "bad/other_kind"], "a.pdf: không phải PDF"),
    "explain_missing": (["index", "--explain", "bad/nowhere.txt"], "không có tệp này"),
    "explain_binary": (["index", "--explain", "bad/binary/a.txt"], "là tệp nhị phân"),
    "ask_missing_docs": (["ask", "Ai họp?", "--docs", "bad/nowhere"], "Không có thư mục"),
    "ask_empty_docs": (["ask", "Ai họp?", "--docs", "bad/empty"], "không có tệp nào"),
    "verify_missing": (["verify", "bad/nowhere.json"], "Không đọc được bad/nowhere.json"),
    "verify_no_json": (["verify", "bad/no.json"], "không phải JSON hợp lệ"),
    "eval_missing_golden": (["eval", "--golden", "bad/x.jsonl", "--docs", "bad/good"],
                            "Không đọc được bad/x.jsonl"),
    "eval_missing_docs": (["eval", "--docs", "bad/nowhere"], "Không có thư mục"),
    "eval_missing_data": (["eval", "--data", "bad/x"], "Không đọc được bad/x.passages"),
    "eval_missing_reading": (["eval", "--reading", "bad/x.gz"], "Không đọc được bad/x.gz"),
    "eval_no_questions": (["eval", "--reading", "x", "--limit", "0"], "--limit phải từ 1"),
    "calibrate_missing_docs": (["calibrate", "--docs", "bad/nowhere"], "Không có thư mục"),
    "calibrate_too_little": (["calibrate", "--docs", "bad/good"], "Chỉ tạo được"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_used_is_refused_in_one_line(hoidap, bad, arguments, message):
    code, out, err = hoidap(*arguments)
    assert (code, out) == (2, "")
    # What was indexed before the fault was met has drawn its progress.
    (line,) = [line for line in err.splitlines() if line and "Lập chỉ mục: " not in line]
    assert line.startswith("hoidap: ")
    assert message in line


@pytest.mark.parametrize("where", ["bad/good/a.txt", "bad/good/a.txt/under"])
def test_an_index_that_cannot_be_written_is_refused(hoidap, bad, where):
    code, out, err = hoidap("index", "bad/good", "--index-dir", where)
    assert (code, out) == (2, "")
    last = err.splitlines()[-1]
    assert last.startswith(f"hoidap: Không ghi được chỉ mục vào {where}: ")
    assert last.endswith("kiểm tra quyền ghi và chỗ trống.")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "Câu hỏi trống"),
        ("   \n", "Câu hỏi trống"),
        ("😀🎉", "không có chữ nào"),
        ("là và của những các", "chỉ có từ hỏi hoặc từ nối"),
        ("hội nghị " * 5600, "dài 50400 ký tự"),
        ("h\udce9i nghị họp ở đâu", "không phải UTF-8"),
    ],
    ids=["empty", "spaces", "emoji", "function_words", "huge", "surrogate"],
)
def test_what_cannot_be_asked_is_refused_in_one_line(hoidap, index_dir, question, message):
    code, out, err = hoidap("ask", question, "--index-dir", index_dir)
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("hoidap: Câu hỏi")
    assert message in line


def test_a_question_in_another_encoding_is_refused(index_dir):
    done = program("ask", "--index-dir", index_dir, stdin=b"h\xe9i ngh\xee")
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line == "hoidap: Câu hỏi từ đầu vào chuẩn không phải UTF-8 (byte 1)."


def test_a_damaged_index_is_refused_with_the_remedy(hoidap, index_dir):
    next(Path(index_dir).rglob("vectors.faiss")).write_bytes(b"x")
    code, out, err = hoidap("ask", QUESTION, "--index-dir", index_dir)
    assert (code, out) == (2, "")
    assert err.strip().endswith(
        "Hãy lập lại chỉ mục: hoidap index THƯ_MỤC_TÀI_LIỆU; hoặc sửa bằng: hoidap doctor"
    )


@pytest.mark.parametrize(
    "arguments",
    [[], ["answer"], ["ask", "một", "hai"], ["index", "--nothing"], ["chat", "--port", "x"]],
    ids=["none", "unknown", "too_many", "unknown_option", "no_number"],
)
def test_a_command_line_that_cannot_be_read_is_refused(hoidap, arguments):
    code, out, err = hoidap(*arguments)
    assert (code, out) == (2, "")
    usage, *_, line = err.splitlines()
    assert usage.startswith("cách dùng: hoidap")
    assert line.startswith("hoidap: lệnh không hợp lệ (")
    assert line.endswith("Xem: hoidap --help")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "còn thiếu LỆNH"),
        (["answer"], "LỆNH: không có 'answer', chỉ có 'index', 'docs'"),
        (["index", "--nothing"], "không hiểu --nothing"),
        (["ask", "--docs"], "--docs: cần một giá trị"),
        (["chat", "--port", "x"], "--port: không phải số nguyên: 'x'"),
        (["ask", "--json=x"], "--json: không nhận giá trị 'x'"),
        (["chat", "--o=1", "--", "x"], "--open: không nhận giá trị '1'"),
        (["eval", "--d", "x"], "--d có thể là --docs, --data"),
    ],
    ids=["none", "unknown", "option", "value", "number", "flag", "short", "ambiguous"],
)
def test_what_is_wrong_with_a_command_line_is_said_in_vietnamese(hoidap, arguments, message):
    code, _, err = hoidap(*arguments)
    assert code == 2
    assert message in err.splitlines()[-1]


@pytest.mark.parametrize("arguments", [["ask", QUESTION], ["--help"]], ids=["ask", "help"])
def test_an_output_that_is_full_is_said_in_one_line(index_dir, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "qa", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), "HOIDAP_INDEX": index_dir},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("hoidap: Không đọc hay ghi được luồng vào ra (hết chỗ trống)")


@pytest.mark.parametrize("command", [["ask", QUESTION], ["index"], ["eval"], ["chat"]], ids=str)
def test_an_index_of_a_user_who_is_not_there_is_refused(hoidap, monkeypatch, command):
    monkeypatch.setenv("HOIDAP_INDEX", "~nosuchuser/x")
    code, out, err = hoidap(*command)
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("hoidap: Không tìm ra thư mục chỉ mục ~nosuchuser/x: ")


def test_a_file_that_the_system_refuses_is_named(hoidap, monkeypatch, folder):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", "/khoa/tep.txt")

    monkeypatch.setattr("qa.__main__.Assistant.open", refuse)
    code, out, err = hoidap("ask", QUESTION, "--docs", folder)
    assert (code, out) == (2, "")
    assert err.startswith("hoidap: Không dùng được /khoa/tep.txt (không có quyền).")
    assert err.count("\n") == 1


def test_verify_says_when_there_is_nothing_to_check(hoidap, tmp_path):
    empty = {"format": 1, "text": "", "citations": [], "nearest": [], "abstained": True}
    (tmp_path / "answer.json").write_text(json.dumps(empty), "utf-8")
    code, out, _ = hoidap("verify", tmp_path / "answer.json")
    assert (code, out) == (0, "Lời từ chối trả lời, không có trích dẫn nào để kiểm.\n")


def test_verify_says_what_it_cannot_check(hoidap, index_dir, folder, tmp_path):
    _, out, _ = hoidap("ask", "--json", QUESTION, "--index-dir", index_dir)
    answer = {**json.loads(out), "written_by": "model"}
    (tmp_path / "answer.json").write_text(json.dumps(answer), "utf-8")
    code, out, _ = hoidap("verify", tmp_path / "answer.json", "--docs", folder)
    assert code == 1
    assert out.splitlines()[:2] == [
        "[1] tin-tuc.txt: đúng",
        "[0] answer.json: chưa kiểm được lời văn: do “model” viết, không phải câu trích nguyên văn",
    ]


def test_a_refusal_of_the_program_itself_has_no_traceback(tmp_path):
    done = program("index", tmp_path, HOIDAP_INDEX=str(tmp_path / "index"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"hoidap: Thư mục {tmp_path} không có tệp")
    assert done.stderr.count(b"\n") == 1


def test_help_is_vietnamese(hoidap):
    code, out, _ = hoidap("--help")
    assert code == 0
    assert "Hỏi đáp tài liệu tiếng Việt, có trích dẫn." in out
    assert not any(word in out for word in ("usage", "options", "positional", "show this"))


# --------------------------------------------------------------------------------------------- eval


def compressed(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path):
    """A made-up collection: four passages, three questions, two distractors."""
    texts = {
        "p1": "Cầu Bến Ngự dài 486 mét và bắc qua sông Trà Linh.",
        "p2": "Bà Trịnh Thị Ngọc Lan chủ trì cuộc họp của hợp tác xã Sương Mai.",
        "p3": "Lệ phí làm thẻ bạn đọc của thư viện là 20.000 đồng.",
        "p4": "Chợ đêm mở cửa vào các tối thứ sáu và thứ bảy.",
    }
    compressed(
        tmp_path / "tiny.passages.jsonl.gz",
        [{"id": key, "title": "Tin trong huyện", "text": text} for key, text in texts.items()],
    )
    compressed(
        tmp_path / "tiny.questions.jsonl.gz",
        [
            {"id": "q1", "question": "Cầu Bến Ngự dài bao nhiêu mét?", "passage_id": "p1"},
            {"id": "q2", "question": "Ai chủ trì cuộc họp của hợp tác xã?", "passage_ids": ["p2"]},
            {"id": "q3", "question": "Lệ phí làm thẻ bạn đọc là bao nhiêu?", "passage_id": "p3"},
        ],
    )
    compressed(
        tmp_path / "more.jsonl.gz",
        [{"id": f"x{n}", "text": f"Đội bóng số {n} của huyện thua trận."} for n in range(2)],
    )
    return tmp_path / "tiny"


def test_eval_of_a_collection_writes_every_measure_of_every_leg(hoidap, data, tmp_path):
    code, out, _ = hoidap(
        "eval", "--data", data, "--as", "toned,toneless",
        "--distractors", f"{tmp_path / 'more.jsonl.gz'}:1", "--json", tmp_path / "out" / "r.json",
    )  # fmt: skip
    assert code == 0
    assert out.startswith("3 câu hỏi, 5 đoạn;")
    results = json.loads((tmp_path / "out" / "r.json").read_text("utf-8"))
    assert {form: set(legs) for form, legs in results.items()} == {
        "toned": {"dense", "lexical", "hybrid", "reranked"},
        "toneless": {"dense", "lexical", "hybrid", "reranked"},
    }
    for legs in results.values():
        for measures in legs.values():
            assert set(measures) == MEASURES
            assert all(isinstance(value, float) and 0 <= value <= 1 for value in measures.values())
    assert results["toned"]["hybrid"] == dict.fromkeys(MEASURES, 1.0)
    assert results["toneless"]["lexical"] == dict.fromkeys(MEASURES, 1.0)


@pytest.mark.parametrize("forms", ["sideways", "toned,x", "", ","])
def test_eval_refuses_another_form(hoidap, data, forms):
    code, _, err = hoidap("eval", "--data", data, "--as", forms)
    assert code == 2
    assert err.startswith("hoidap: --as chỉ nhận toned, toneless")


@pytest.mark.parametrize(
    ("arguments", "others"),
    [
        (["--data", "x", "--without-gold", "--limit", "3"], "--without-gold, --limit"),
        (["--data", "x", "--failures"], "--failures"),
        (["--data", "x", "--answers", "--check"], "--check"),
        (["--reading", "x", "--pictures", "y", "--docs", "z"], "--pictures, --docs"),
        (["--pictures", "x", "--as", "toned"], "--pictures, --as"),
        (["--answers"], "--answers"),
        (["--chat-model", "local", "--failures"], "--failures"),
    ],
    ids=str,
)
def test_eval_refuses_options_that_would_change_nothing(hoidap, arguments, others):
    code, out, err = hoidap("eval", *arguments)
    assert (code, out) == (2, "")
    assert f", {others} không có tác dụng. Hãy bỏ đi." in err


def test_eval_takes_golden_questions_or_feedback_and_not_both(hoidap):
    code, _, err = hoidap("eval", "--golden", "x.jsonl", "--from-feedback")
    assert (code, err) == (2, "hoidap: Hãy chọn một trong hai: --golden hoặc --from-feedback.\n")


def test_eval_keeps_its_vectors_beside_the_index_that_is_named(hoidap, data, tmp_path):
    named = ["--index-dir", tmp_path / "new", "--collection", "do-thu"]
    assert hoidap("eval", "--data", data, "--as", "toned", *named)[0] == 0
    assert len(list((tmp_path / "new" / "collections" / "do-thu" / "eval").iterdir())) == 1
    assert not (tmp_path / "home").exists()


def test_eval_of_golden_questions_counts_right_and_refused(hoidap, folder, tmp_path):
    rows = [
        {
            "id": "a", "kind": "factoid", "question": QUESTION, "answerable": True,
            "evidence": [[{"source": "tin-tuc.txt", "quote": "được thông xe ngày 22-12-2022"}]],
            "answers": [["22-12-2022", "22/12/2022"]],
        },
        {
            "id": "b", "kind": "unanswerable", "question": "Quyết định 46/2023/QĐ-UBND nói gì?",
            "answerable": False, "evidence": [], "answers": [],
        },
    ]  # fmt: skip
    golden = tmp_path / "golden.jsonl"
    golden.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    code, out, _ = hoidap(
        "eval", "--golden", golden, "--docs", folder, "--index-dir", tmp_path / "new",
        "--json", tmp_path / "r.json", "--failures",
    )  # fmt: skip
    assert code == 0
    results = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert results["questions"] == 2
    assert results["kinds"]["factoid"]["right_and_cited"] == 1.0
    assert results["kinds"]["unanswerable"] == {"questions": 1, "refused": 1.0}
    assert results["means"]["quotes_exact"] == 1.0
    assert "factoid" in out


def test_eval_that_cannot_write_its_results_says_so(hoidap, data, bad):
    code, _, err = hoidap("eval", "--data", data, "--as", "toned", "--json", "bad/no.json/r.json")
    assert code == 2
    assert err.splitlines()[-1].startswith("hoidap: Không ghi được bad/no.json/r.json")


READING = "Cầu Bến Ngự bắc qua sông Trà Linh và được thông xe ngày 22-12-2022."


@pytest.fixture
def reading_data(tmp_path):
    """A made-up reading set: one paragraph that answers, one that does not, and a distractor."""
    answer = {"text": "22-12-2022", "start": READING.index("22-12")}
    rows = [
        {"id": "1", "question": QUESTION, "context": READING, "passage_id": "cau",
         "answers": [answer], "answerable": True},
        {"id": "2", "question": "Ai nuôi cá voi?", "context": "Lúa chín vàng.", "passage_id": "lua",
         "answers": [], "answerable": False},
    ]  # fmt: skip
    compressed(tmp_path / "read.questions.jsonl.gz", rows)
    texts = [{"id": row["passage_id"], "text": row["context"]} for row in rows]
    compressed(tmp_path / "read.passages.jsonl.gz", texts)
    return tmp_path / "read"


def test_eval_of_reading_measures_words_and_answerability(hoidap, reading_data, tmp_path):
    code, out, _ = hoidap(
        "eval", "--reading", f"{reading_data}.questions.jsonl.gz", "--json", tmp_path / "r.json"
    )
    assert code == 0
    assert {"exact", "f1", "sentence", "answerability_auc"} <= set(out.split())
    results = json.loads((tmp_path / "r.json").read_text("utf-8"))
    for form in ("toned", "toneless"):
        assert results[form]["exact"] == results[form]["answerability_auc"] == 1.0


def test_eval_of_answers_asks_with_and_without_what_answers(hoidap, reading_data, tmp_path):
    code, out, _ = hoidap(
        "eval", "--data", reading_data, "--answers", "--without-gold", "--as", "toned",
        "--json", tmp_path / "r.json", "--pictures", tmp_path / "drawn",
    )  # fmt: skip
    assert code == 0
    assert "right_and_cited" in out
    results = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert results["passages"] == 2
    assert results["toned"]["right_and_cited"] == results["toned"]["refusal_recall"] == 1.0
    assert [(row["answerable"], row["refused"]) for row in results["asked"]] == [
        (True, False),
        (False, True),
    ]
    assert {path.name for path in (tmp_path / "drawn").iterdir()} == {
        "refusals.svg",
        "reliability.svg",
    }


def test_calibrate_measures_refusals_before_and_after(hoidap, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("qa.calibrate.FEWEST", 5)
    code, out, _ = hoidap("calibrate", "--docs", folder, "--index-dir", tmp_path / "new")
    assert code == 0
    asked, before, after, end = out.splitlines()
    assert asked.startswith("Đã hỏi ")
    assert before.startswith("  trước  từ chối đúng (precision) ")
    assert after.startswith("  sau    từ chối đúng (precision) ")
    kept = tmp_path / "new" / "calibration.json"
    assert kept.exists() is end.startswith("Trả lời từ độ tin cậy ")


def test_progress_is_drawn_on_standard_error_only(hoidap, folder, tmp_path):
    _, out, err = hoidap("index", folder, "--index-dir", tmp_path / "new")
    assert "Lập chỉ mục: 100%" in err
    assert "%" not in out


def test_a_stream_that_cannot_change_its_encoding_is_left_as_it_is(hoidap, monkeypatch, index_dir):
    # A notebook or a test may put a plain buffer in the place of standard output.
    buffer = io.StringIO()
    monkeypatch.setattr(sys, "stdout", buffer)
    assert main(["ask", QUESTION, "--index-dir", index_dir]) == 0
    assert buffer.getvalue().startswith(SENTENCE)
