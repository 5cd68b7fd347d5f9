"""Scoring the search legs: a document counts once, a question never disappears."""

import numpy as np
import pytest

from eval.questions import CollectionPassage, RetrievalQuestion
from eval.retrieval import collection_index, documents_of, evaluate, measures, stored_vectors
from qa import reader

PASSAGES = [
    # Longer than one passage: its windows are one document.
    CollectionPassage(
        "long", "Cầu", " ".join(f"Cầu Bến Ngự có nhịp số {n} dài." for n in range(60))
    ),
    CollectionPassage("tea", "Chè", "Hợp tác xã Sương Mai thu hoạch 412 tấn chè."),
    CollectionPassage("books", "Thư viện", "Thư viện cho mượn năm cuốn sách."),
]


@pytest.fixture
def legs(encoder, restorer, tmp_path):
    def legs(*questions, forms=("toned",), network=None):
        found = evaluate(
            PASSAGES,
            [RetrievalQuestion(str(n), text, gold) for n, (text, gold) in enumerate(questions)],
            encoder=encoder,
            restorer=restorer,
            forms=forms,
            cache=tmp_path / "cache",
            network=network,
        )
        return {(leg.form, leg.name): leg for leg in found}

    return legs


def test_a_document_stands_where_its_best_passage_stands(legs, encoder, tmp_path):
    index = collection_index(PASSAGES, encoder, tmp_path / "cache", None)
    windows = [passage.document_id for passage in index.passages]
    assert windows.count("long") > 2
    # Its windows fill the first places, and yet the next document is the second.
    leg = legs(("cầu Bến Ngự có nhịp số dài, sách", frozenset({"books"})))["toned", "lexical"]
    assert leg.values["mrr"] == [1 / 2]
    assert leg.values["recall@1"] == [0]
    assert leg.values["recall@5"] == [1]


def test_a_question_without_hits_scores_zero_and_stays(legs):
    found = legs(
        ("hợp tác xã Sương Mai thu hoạch chè", frozenset({"tea"})),
        ("xyzzy plugh", frozenset({"tea"})),
    )
    lexical = found["toned", "lexical"]
    assert lexical.values["recall@1"] == [1, 0]
    assert lexical.means() == dict.fromkeys(lexical.values, 0.5)
    low, high = lexical.intervals()["mrr"]
    assert (low, high) == (0, 1)


def test_every_form_is_scored_on_every_leg_in_order(legs):
    found = legs(("sách thư viện", frozenset({"books"})), forms=("toneless", "toned"))
    assert list(found) == [
        ("toneless", "dense"), ("toneless", "lexical"), ("toneless", "hybrid"),
        ("toned", "dense"), ("toned", "lexical"), ("toned", "hybrid"),
    ]  # fmt: skip
    assert all(leg.values["recall@10"] == [1] for leg in found.values())


def test_a_collection_is_indexed_once(encoder, tmp_path):
    seen = []
    first = collection_index(PASSAGES, encoder, tmp_path, lambda done, total: seen.append(total))
    assert seen == [len(first)]
    second = collection_index(PASSAGES, encoder, tmp_path, lambda done, total: seen.append("again"))
    assert seen == [len(first)]
    assert second.passages == first.passages
    collection_index(PASSAGES[:2], encoder, tmp_path, None)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_document_may_have_the_paragraphs_of_a_file():
    text = "Cầu dài 486 mét.\n\n3. Hồ sơ\n\nHồ sơ gồm đơn, bản vẽ và giấy phép của Sở.\n"
    (document,) = documents_of([CollectionPassage("p", "Cầu", text)], as_files=True)
    assert [(text[p.start : p.end], p.place) for p in document.paragraphs] == [
        ("Cầu dài 486 mét.", "đoạn 1"),
        ("3. Hồ sơ\n\nHồ sơ gồm đơn, bản vẽ và giấy phép của Sở.", "đoạn 2, mục «3. Hồ sơ»"),
    ]


def test_a_ranking_is_judged_by_the_first_of_the_gold():
    assert measures(["a", "a", "b", "c"], frozenset("bc")) == {
        "recall@1": 0, "recall@5": 1, "recall@10": 1, "mrr": 1 / 2,
        "ndcg@10": pytest.approx(0.6309, abs=1e-4),
    }  # fmt: skip
    assert set(measures([str(n) for n in range(11)], frozenset({"10"})).values()) == {0}


class Slow:
    """An encoder that is killed after some calls; its vectors say what the text was."""

    name, dimension, dimensions, fingerprint = "chậm", 2, (2,), "1"

    def __init__(self, calls=99):
        self.calls = calls
        self.heard = []

    def encode_passages(self, texts, *, progress=None):
        if not self.calls:
            raise KeyboardInterrupt
        self.calls -= 1
        self.heard += texts
        if progress is not None:
            progress(len(texts))
        return np.array([[len(text), ord(text[0])] for text in texts], dtype=np.float32)

    def encode_queries(self, texts):
        raise AssertionError("no questions here")


TEXTS = ["d", "ccc", "bb", "aaaaa", "eeee", "ff", "g"]


def test_vectors_are_in_the_order_of_the_texts(tmp_path):
    seen = []
    encoder = Slow()
    matrix = stored_vectors(
        TEXTS, encoder, tmp_path, progress=lambda *done: seen.append(done), step=3
    )
    assert matrix.tolist() == [[len(text), ord(text[0])] for text in TEXTS]
    assert encoder.heard == ["aaaaa", "eeee", "ccc", "bb", "ff", "d", "g"]
    assert seen == [(3, 7), (6, 7), (7, 7)]


def test_a_run_that_was_killed_goes_on_after_its_last_part(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        stored_vectors(TEXTS, Slow(calls=2), tmp_path, step=3)
    (folder,) = tmp_path.iterdir()
    (folder / ".part").write_bytes(b"half a part")
    encoder = Slow()
    matrix = stored_vectors(TEXTS, encoder, tmp_path, step=3)
    assert encoder.heard == ["g"]
    assert matrix.tolist() == stored_vectors(TEXTS, Slow(), tmp_path / "anew").tolist()
    unused = Slow(calls=0)
    assert stored_vectors(TEXTS, unused, tmp_path, step=3).tolist() == matrix.tolist()


def test_other_texts_and_other_encoders_have_vectors_of_their_own(tmp_path):
    other = Slow()
    other.fingerprint = "2"
    for texts, encoder in ((TEXTS, Slow()), (TEXTS, other), (TEXTS[::-1], Slow())):
        stored_vectors(texts, encoder, tmp_path)
        assert len(encoder.heard) == 7
    assert len(list(tmp_path.iterdir())) == 3


def test_no_texts_have_no_vectors(tmp_path):
    assert stored_vectors([], Slow(calls=0), tmp_path).shape == (0, 2)


def test_with_a_network_the_hybrid_hits_are_also_reranked(legs, network, monkeypatch):
    asked = ("Có bao nhiêu tấn chè?", frozenset({"tea"}))
    assert ("toned", "reranked") not in legs(asked)
    weights = {"bias": 0.0, "hit": 1.0, "answerable": 0.0, "certainty": 0.0}
    monkeypatch.setattr(reader, "fitted", {"passage_read": weights}.__getitem__)
    found = legs(asked, network=network)
    # With weight on the fused score alone the order stays as it was.
    assert found["toned", "reranked"].values == found["toned", "hybrid"].values
    monkeypatch.setattr(reader, "fitted", {"passage_read": weights | {"hit": -1.0}}.__getitem__)
    found = legs(asked, network=network)
    assert found["toned", "hybrid"].values["recall@1"] == [1.0]
    assert found["toned", "reranked"].values["recall@1"] == [0.0]
