"""Scoring the search legs: a document counts once, a question never disappears."""

import pytest

from eval.questions import CollectionPassage, RetrievalQuestion
from eval.retrieval import collection_index, evaluate

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
    def legs(*questions, forms=("toned",)):
        found = evaluate(
            PASSAGES,
            [RetrievalQuestion(str(n), text, gold) for n, (text, gold) in enumerate(questions)],
            encoder=encoder,
            restorer=restorer,
            forms=forms,
            cache=tmp_path / "cache",
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
