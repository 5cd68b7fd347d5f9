"""Questions that were written about passages: read as they stand, and never with a wrong answer."""

import gzip
import json
import sys

from models.reader import written

TEXT = """=== n1 · Thông báo 19 của thị trấn Phố Lu
Điều 1. Phí đổ rác là 30.000 đồng, phí đỗ xe là 5.000 đồng.
Điều 2. Phí giữ xe đêm là 30.000 đồng.

n1 || Gửi xe qua đêm ở Phố Lu mất mấy tiền? || 30.000 đồng
n1 || Đổ rác mất bao nhiêu? || 0.000 đồng
n1 || Phí chợ là bao nhiêu? ||
=== n2 · Cầu Bến Ngự
Cầu dài 486 mét.
n1 || Cầu dài mấy mét? || 486 mét
n2 || Cầu dài mấy mét? || 486 mét
"""


def test_an_answer_stands_where_the_question_s_words_are():
    wrong = []
    records = list(written.records_of(TEXT.splitlines(), wrong))
    assert [(one["question"], one["title"]) for one in records] == [
        ("Gửi xe qua đêm ở Phố Lu mất mấy tiền?", "Thông báo 19 của thị trấn Phố Lu"),
        ("Phí chợ là bao nhiêu?", "Thông báo 19 của thị trấn Phố Lu"),
        ("Cầu dài mấy mét?", "Cầu Bến Ngự"),
    ]
    first, without, last = records
    (answer,) = first["answers"]
    assert first["context"].endswith("Phí giữ xe đêm là 30.000 đồng.")
    assert first["context"][answer["start"] :] == "30.000 đồng."
    assert (without["answers"], without["answerable"]) == ([], False)
    assert last["passage_id"] == "written-n2"
    assert [line.partition(":")[0] for line in wrong] == ["n1", "n2"]


def test_a_passage_is_in_one_file_with_all_its_questions(tmp_path, monkeypatch, capsys):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(
            f"=== p{number} · Cầu\nCầu số {number} dài {number} mét.\n"
            f"p{number} || Cầu {number} dài mấy mét? || {number} mét\n"
            f"p{number} || Cầu {number} cao mấy mét? ||\n"
        )
    train, dev = tmp_path / "train.gz", tmp_path / "dev.gz"
    arguments = ["written", str(tmp_path), "--train", str(train), "--dev", str(dev)]
    monkeypatch.setattr(sys, "argv", arguments)
    written.main()
    found = [
        [json.loads(line)["passage_id"] for line in gzip.decompress(file.read_bytes()).splitlines()]
        for file in (train, dev)
    ]
    assert not set(found[0]) & set(found[1])
    assert sorted(found[0] + found[1]) == sorted(2 * [f"written-p{n}" for n in range(40)])
    assert len(found[0]) > len(found[1]) > 0
    assert (
        f"{train}: {len(found[0])} questions, {len(found[0]) // 2} without"
        in capsys.readouterr().out
    )
