"""At its ends the scale of shares is words alone and vectors alone."""

import gzip
import json

import numpy as np
import pytest

from eval.bench_encoder import Contest, read_collection
from eval.fusion import main, measure, table
from index.encoder import open_encoder
from qa.retrieve import word_scores

PASSAGES = {
    "bridge": "Cầu Bến Ngự dài 486 mét, rộng 12 mét, hoàn thành năm 2019.",
    "ferry": "Bến phà Ngự Hàm cách cầu mới chừng hai cây số, mỗi ngày chở vài trăm khách.",
    "tea": "Hợp tác xã Sương Mai thu hoạch 412 tấn chè búp tươi trong vụ xuân.",
    "books": "Mỗi bạn đọc được mượn năm cuốn sách một lần, trả sau hai tuần.",
}
QUESTIONS = {
    "Chiếc cầu dài bao nhiêu mét?": "bridge",
    "Phương tiện nào đưa người qua sông gần cầu?": "ferry",
    "Sản lượng chè vụ xuân là bao nhiêu?": "tea",
    "Thời gian giữ sách thư viện là bao lâu?": "books",
}


@pytest.fixture
def data(tmp_path):
    def write(name, rows):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    write(
        "dev/alqac_articles.jsonl.gz",
        [{"id": name, "title": "", "text": text} for name, text in PASSAGES.items()],
    )
    write(
        "dev/alqac_dev.questions.jsonl.gz",
        [
            {"id": f"q{number}", "question": text, "passage_ids": [gold]}
            for number, (text, gold) in enumerate(QUESTIONS.items())
        ],
    )
    for name in ("train", "scale"):
        (tmp_path / "data" / name).mkdir()
    return tmp_path / "data"


def test_all_for_vectors_and_nothing_for_vectors_are_the_legs_alone(data, tmp_path, restorer):
    collection = read_collection("alqac", data, 0)
    contest = Contest(
        collection,
        encoders={"int8": open_encoder()},
        restorer=restorer,
        directory=tmp_path,
    )
    found = measure(collection, [0.0, 1.0], tmp_path)
    vectors = contest.values("int8")["toned"]["mrr"]
    assert found["1.0"]["toned"]["mrr"] == pytest.approx(sum(vectors) / 4, abs=1e-4)
    # The words of the hybrid are BM25 and what passages say otherwise.
    scores = [word_scores(question, contest.index, {}) for question in contest.asked["toned"]]
    first = [contest.index.passages[int(np.argmax(one))].document_id for one in scores]
    hits = [id_ in q.passage_ids for id_, q in zip(first, collection.questions, strict=True)]
    assert found["0.0"]["toned"]["recall@1"] == pytest.approx(sum(hits) / 4, abs=1e-4)


def test_the_table_has_a_row_a_share_and_a_column_a_form(data, tmp_path, capsys):
    file = tmp_path / "fusion.json"
    given = ["--collections", "alqac", "--shares", "0.3,0.5"]
    assert main(["--data", f"{data}", "--cache", f"{tmp_path}", "--json", f"{file}", *given]) == 0
    results = json.loads(file.read_text("utf-8"))
    assert list(results["alqac"]) == ["0.3", "0.5"]
    said = capsys.readouterr().out
    assert said.strip() == table(results)
    assert said.startswith("| vectors count | ALQAC dev, toned | ALQAC dev, restored |\n")


@pytest.mark.parametrize("shares", ["0.3;0.5", "1.5", "-0.1", ""])
def test_what_is_no_share_is_refused(shares, data, tmp_path, capsys):
    file = tmp_path / "fusion.json"
    assert main(["--data", f"{data}", f"--shares={shares}", "--json", f"{file}"]) == 2
    assert "--shares" in capsys.readouterr().err
    assert not file.exists()
