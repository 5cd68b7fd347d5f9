"""Fitting the reader's weights: what is described is labelled by where the answers stand."""

from dataclasses import fields

import numpy as np
import pytest

pytest.importorskip("sklearn")

from eval.questions import CollectionPassage
from eval.retrieval import collection_index
from models.reader import fit
from qa import reader
from qa.ground import Signals
from qa.reader import AloneFeatures, Features, PassageFeatures, ReadFeatures

CONTEXTS = [
    f"Cầu {name} do ông {builder} xây năm {year}. Cầu dài {length} mét và có hai nhịp. Dân quý cầu."
    for name, builder, year, length in (
        ("Bến Ngự", "Trần Văn Giang", 1905, 486),
        ("Sông Lô", "Lê Thị Xuân", 1932, 120),
        ("Trà Linh", "Vũ Đình Toàn", 1951, 77),
        ("Đông Hà", "Phan Văn Kiên", 1988, 301),
    )
]
QUESTIONS = [
    ("Ai xây cầu Bến Ngự?", 0, "Trần Văn Giang"),
    ("Cầu Sông Lô dài bao nhiêu mét?", 1, "120 mét"),
    ("Cầu Trà Linh xây năm nào?", 2, "năm 1951"),
    ("Ai xây cầu Đông Hà?", 3, "Phan Văn Kiên"),
]


@pytest.fixture(scope="module")
def collected(tmp_path_factory, encoder, restorer):
    passages = [CollectionPassage(f"p{i}", "", text) for i, text in enumerate(CONTEXTS)]
    index = collection_index(passages, encoder, tmp_path_factory.mktemp("cache"), None)
    rows = [
        {
            "question": question,
            "passage_id": f"p{number}",
            "answers": [{"text": answer, "start": CONTEXTS[number].index(answer)}],
        }
        for question, number, answer in QUESTIONS
    ]
    return index, fit.asked_of(rows, index, encoder, restorer)


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """What a test installs is gone after it; every hit is read."""
    monkeypatch.setattr(reader, "fitted", reader.fitted)
    monkeypatch.setattr(reader, "CLEAR", float("inf"))


@pytest.mark.parametrize("reads", [False, True])
def test_one_sentence_holds_each_answer_where_its_passage_is_there(collected, network, reads):
    index, asked = collected
    own = network if reads else None
    described, labels = fit.sentences_of(asked, index, own, every=4)
    kind = ReadFeatures if reads else Features
    assert described.shape == (len(labels), len(fields(kind)))
    assert labels.sum() == 3, "the first question's passage is taken away"
    assert np.isfinite(described).all()
    alone, _ = fit.sentences_of(asked[1:2], index, own, every=4)
    taken = len(fit.without_gold(asked[1][0], asked[1][2]))
    assert len(alone) == 3 * taken


def test_the_right_passages_are_labelled(collected, network):
    index, asked = collected
    described, labels = fit.passages_read(asked, index, network)
    assert described.shape == (len(labels), len(fields(PassageFeatures)))
    assert labels.sum() == len(asked)


def test_the_best_sentences_are_described_alone(collected, network):
    index, asked = collected
    described, labels = fit.sentences_alone(asked, index, network, every=4)
    assert described.shape == (reader.READ_ALONE * len(asked), len(fields(AloneFeatures)))
    assert np.isfinite(described).all()
    assert (described[:: reader.READ_ALONE, 0] >= described[1 :: reader.READ_ALONE, 0]).all()
    assert not labels[: reader.READ_ALONE].any(), "the first question's passage is taken away"


@pytest.mark.filterwarnings("ignore")
def test_weights_are_written_under_the_names_that_are_read(
    collected, encoder, restorer, network, monkeypatch
):
    index, asked = collected
    signals = np.random.default_rng(0).normal(size=(8, len(fields(Signals))))
    some = signals, np.arange(8) % 2 == 0
    monkeypatch.setattr(fit, "golden_answers", lambda *_: some)  # 213 questions: too long here
    collected = [(asked, index)]
    counted, _ = fit.fit(collected, encoder, restorer, None, {})
    assert set(counted) == {"sentence", "answer"}
    read, _ = fit.fit(collected, encoder, restorer, network, counted)
    assert set(read) == {
        *counted,
        "sentence_read",
        "sentence_alone",
        "answer_read",
        "passage_read",
    }
    assert {name: read[name] for name in counted} == counted
    assert set(read["sentence_read"]) == {"bias", *(field.name for field in fields(ReadFeatures))}
    question, hits = asked[1][1:]
    fit.install(read)
    spans = reader.read(question, hits, index=index, encoder=encoder, network=network)
    assert len(spans) == 12
    assert reader.rerank(question, hits, index, network)
