"""Hybrid search: each leg alone, their sum worked by hand, and what LangChain sees."""

import numpy as np
import pytest

from index.lexical import terms_of
from index.store import Index
from qa.headed import in_heads
from qa.question import understand
from qa.retrieve import (
    DENSE_WEIGHT,
    ENGLISH_DENSE_WEIGHT,
    REWORDED,
    add_rewordings,
    as_retriever,
    search,
    word_scores,
)


@pytest.fixture(scope="module")
def find(assistant, encoder, restorer):
    def find(typed, k=20, leg="hybrid"):
        index = assistant.index
        question = understand(typed, restorer=restorer, lexical=index.lexical)
        return search(question, index=index, encoder=encoder, k=k, leg=leg)

    return find


@pytest.mark.parametrize(
    ("typed", "weight"),
    [
        ("Cầu Bến Ngự dài bao nhiêu mét?", DENSE_WEIGHT),
        ("How long is the bridge Bến Ngự of the province?", DENSE_WEIGHT),  # toned: Vietnamese
        ("How long is the tunnel Ben Ngu", ENGLISH_DENSE_WEIGHT),
    ],
)
def test_a_hybrid_score_is_the_weighted_sum_of_standard_scores(
    find, assistant, encoder, restorer, typed, weight
):
    index = assistant.index
    of = {
        leg: {hit.passage.id: hit.score for hit in find(typed, len(index), leg)}
        for leg in ("dense", "lexical")
    }
    dense = np.array([of["dense"][passage.id] for passage in index.passages])
    words = np.array([of["lexical"].get(passage.id, 0.0) for passage in index.passages])
    found = words[words > 0]
    assert found.std() > 0.1
    expected = weight * (dense - dense.mean()) / dense.std()
    expected += (1 - weight) * (words - found.mean()) / found.std()
    by_id = {p.id: score for p, score in zip(index.passages, expected, strict=True)}
    hits = find(typed, k=len(index))
    assert sorted(hit.passage.id for hit in hits) == sorted(by_id)
    assert [hit.score for hit in hits] == pytest.approx(
        [by_id[hit.passage.id] for hit in hits], abs=1e-4
    )
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("dimension", [32, 200, 384])
def test_an_index_of_cut_vectors_is_searched_by_both_legs_alike(
    assistant, encoder, restorer, dimension
):
    whole = assistant.index
    kept = whole.vectors(range(len(whole)))[:, :dimension]
    kept = kept / np.linalg.norm(kept, axis=1, keepdims=True)
    index = Index.build(whole.documents, whole.passages, kept, encoder)
    question = understand(
        "Cầu Bến Ngự dài bao nhiêu mét?", restorer=restorer, lexical=index.lexical
    )
    # The head of a document names the bridge: half of the vector is that of the rest.
    vectors = encoder.encode_queries([question.text, "dài bao nhiêu mét?"])
    vector = vectors.mean(axis=0)[:dimension]
    dense = kept @ (vector / np.linalg.norm(vector))
    words = word_scores(question, index, in_heads(question, index))
    found = words[words > 0]
    expected = DENSE_WEIGHT * (dense - dense.mean()) / dense.std()
    expected += (1 - DENSE_WEIGHT) * (words - found.mean()) / found.std()
    order = np.argsort(-expected, kind="stable")[:10]
    hits = search(question, index=index, encoder=encoder, k=10)
    assert [hit.score for hit in hits] == pytest.approx(expected[order].tolist(), abs=1e-3)
    nearest = search(question, index=index, encoder=encoder, k=3, leg="dense")
    assert [hit.score for hit in nearest] == pytest.approx(np.sort(dense)[:-4:-1], abs=1e-5)


def test_a_hit_says_where_it_stood_in_each_list(find):
    typed = "Ai chủ trì cuộc họp của hợp tác xã Sương Mai?"
    places = {
        leg: {hit.passage.id: rank for rank, hit in enumerate(find(typed, 100, leg), start=1)}
        for leg in ("dense", "lexical")
    }
    for hit in find(typed):
        expected = [(leg, places[leg].get(hit.passage.id)) for leg in ("dense", "lexical")]
        assert hit.ranks == tuple((leg, rank) for leg, rank in expected if rank)


def test_the_legs_alone_are_those_of_the_index(find, assistant, encoder):
    index, typed = assistant.index, "thẻ bạn đọc"
    vector = encoder.encode_queries([typed])[0]
    assert find(typed, 5, "dense") == index.search(vector, 5)
    assert find(typed, 5, "lexical") == index.search_words(terms_of(typed), 5)


def test_a_question_whose_words_are_nowhere_is_searched_by_vector_alone(find):
    hits = find("xyzzy plugh", k=5)
    assert [hit.passage for hit in hits] == [hit.passage for hit in find("xyzzy plugh", 5, "dense")]
    assert find("xyzzy plugh", leg="lexical") == []


@pytest.mark.parametrize("k", [1, 3, 1000])
def test_no_more_than_k_hits_and_no_passage_twice(find, assistant, k):
    ids = [hit.passage.id for hit in find("cầu Bến Ngự ở đâu", k)]
    assert len(ids) == min(k, len(assistant.index)) == len(set(ids))


def test_an_unknown_leg_is_refused_with_those_there_are(find):
    with pytest.raises(ValueError, match=r"'sparse'.*dense.*lexical.*hybrid"):
        find("cầu", leg="sparse")


def test_langchain_gets_documents_that_lead_back_to_the_file(find, folder):
    from langchain_core.retrievers import BaseRetriever

    retriever = as_retriever(lambda question, k: find(question, k))
    assert isinstance(retriever, BaseRetriever)
    question = "Bạn đọc làm mất sách phải đền thế nào?"
    hits, documents = find(question, 5), retriever.invoke(question)
    assert [document.id for document in documents] == [hit.passage.id for hit in hits]
    for document, hit in zip(documents, hits, strict=True):
        meta = document.metadata
        text = (folder / meta["source"]).read_bytes().decode()
        assert document.page_content == text[meta["start"] : meta["end"]]
        assert (meta["title"], meta["score"]) == (hit.passage.title, hit.score)
    retriever.k = 2
    assert [document.id for document in retriever.invoke(question)] == [
        h.passage.id for h in hits[:2]
    ]


LEAVE = "Lao động nữ sinh con được nghỉ thai sản 6 tháng.\n\nMỗi năm được nghỉ phép 12 ngày.\n"


def test_another_wording_counts_a_share_of_what_the_text_scores_for_it(assistant_over, restorer):
    lexical = assistant_over(luat=LEAVE).index.lexical
    question = understand("Được nghỉ đẻ mấy tháng?", restorer=restorer, lexical=lexical)
    own = lexical.scores(question.terms)
    both = own.copy()
    add_rewordings(question, lexical, both)
    gain = REWORDED * lexical.scores(terms_of("nghỉ thai sản")) - lexical.scores(
        terms_of("nghỉ đẻ")
    )
    assert gain[0] > 0
    assert both[0] - own[0] >= gain[0] - 1e-5
    assert both[0] - own[0] > both[1] - own[1], "a word of it is reworded, the phrase is not"


def test_every_passage_counts_as_having_the_name_in_its_documents_head(
    assistant_over, encoder, restorer
):
    rules = (
        "NỘI QUY HỒ BƠI SÓNG BIẾC\n\nHồ bơi Sóng Biếc mở cửa cả tuần.\n\n"
        "Khách làm mất chìa khóa tủ phải đền 50.000 đồng.\n"
    )
    other = "NỘI QUY HỒ BƠI LAM GIANG\n\nKhách làm mất chìa khóa tủ phải đền 30.000 đồng.\n"
    index = assistant_over(bien=rules, lam=other).index
    question = understand(
        "Mất chìa khóa tủ ở Sóng Biếc đền bao nhiêu?", restorer=restorer, lexical=index.lexical
    )
    assert question.names == ("Sóng Biếc",)
    first, *_ = search(question, index=index, encoder=encoder)
    assert "50.000 đồng" in first.passage.text
