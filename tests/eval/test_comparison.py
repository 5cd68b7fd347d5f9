"""Figures, tables and what is kept between runs, of values made up to be worked out by hand."""

import json
import os

import pytest

from eval.comparison import (
    CONTENDERS,
    FORMS,
    State,
    by_leg,
    differences,
    examples,
    figures,
    legs,
    report,
    speed,
    table,
)
from index.errors import EvalError

QUESTIONS = [("q1", "Cầu dài bao nhiêu?"), ("q2", "Ai trồng chè?")]


def values(*places, forms=("toned", "toneless", "restored")):
    """The values of questions that find their passage at these places; 0 for not at all."""
    columns = {
        "recall@1": [float(place == 1) for place in places],
        "recall@10": [float(place > 0) for place in places],
        "mrr": [1 / place if place else 0.0 for place in places],
        "ndcg@10": [float(place == 1) for place in places],
    }
    return dict.fromkeys(forms, columns)


@pytest.fixture
def state(tmp_path) -> State:
    return State(tmp_path / "kept" / "state.json")


def add(state, name, given, *, collection="viquad-wiki", key="k", fingerprint="f"):
    state.add(
        name,
        given,
        collection=collection,
        key=key,
        passages=12345,
        questions=QUESTIONS,
        fingerprint=fingerprint,
    )


@pytest.fixture
def measured(state) -> dict:
    add(state, "base", values(2, 0))
    add(state, "int8", values(1, 2))
    add(state, "bm25", values(1, 0, forms=("toned", "restored")))
    add(state, "bm25", values(1, 1, forms=("toned", "restored")), collection="zalo")
    return figures(state.read())


def test_means_and_intervals_are_those_of_the_questions(measured):
    one = measured["collections"]["viquad-wiki"]
    assert (one["passages"], one["questions"]) == (12345, 2)
    # Of two values that differ, a tail of either end is a quarter: the interval is from one to
    # the other.
    assert one["figures"]["base"]["toned"] == {
        "recall@1": [0, 0, 0],
        "recall@10": [1 / 2, 0, 1],
        "mrr": [1 / 4, 0, 1 / 2],
        "ndcg@10": [0, 0, 0],
    }
    assert "toneless" not in one["figures"]["bm25"]
    assert list(measured["collections"]) == ["viquad-wiki", "zalo"]


def test_differences_are_over_pairs(measured):
    one = measured["collections"]["viquad-wiki"]["differences"]
    # One question is better by 1, the other by 0.
    assert one == {"int8 - base": {form: [1 / 2, 0, 1] for form in FORMS}}


def test_the_table_has_a_row_a_contender_and_form_and_a_column_a_collection(measured):
    assert table(measured).splitlines() == [
        "| recall@1 |  | ViQuAD dev among Wikipedia, 2 questions, 12,345 passages "
        "| Zalo dev, 2 questions, 12,345 passages |",
        "|---|---|---:|---:|",
        "| toned | base, fp32 | 0.000 [0.000, 0.000] | – |",
        "| toned | shipped, int8 | 0.500 [0.000, 1.000] | – |",
        "| toned | BM25 | 0.500 [0.000, 1.000] | 1.000 [1.000, 1.000] |",
        "| toneless | base, fp32 | 0.000 [0.000, 0.000] | – |",
        "| toneless | shipped, int8 | 0.500 [0.000, 1.000] | – |",
        "| restored | base, fp32 | 0.000 [0.000, 0.000] | – |",
        "| restored | shipped, int8 | 0.500 [0.000, 1.000] | – |",
        "| restored | BM25 | 0.500 [0.000, 1.000] | 1.000 [1.000, 1.000] |",
    ]
    assert table(measured, "mrr").splitlines()[0].startswith("| MRR@10 |")
    assert "| toned | base, fp32 | 0.250 [0.000, 0.500] | – |" in table(measured, "mrr")


def test_differences_are_shown_with_their_sign(measured):
    assert differences(measured).splitlines()[2] == (
        "| toned | shipped, int8 − base, fp32 | +0.500 [+0.000, +1.000] | – |"
    )


def test_legs_are_counted_and_shown_with_examples(state, measured):
    assert legs(measured).splitlines() == [
        "| found in the first 10, toned | "
        "ViQuAD dev among Wikipedia, 2 questions, 12,345 passages |",
        "|---|---:|",
        "| both | 1 |",
        "| vectors only | 1 |",
        "| words only | 0 |",
        "| neither | 0 |",
    ]
    shown = [line for line in examples(state.read()).splitlines() if line]
    assert shown == [
        "ViQuAD dev among Wikipedia, both: 1",
        "  vectors  1, words  1: Cầu dài bao nhiêu?",
        "ViQuAD dev among Wikipedia, vectors only: 1",
        "  vectors  2, words  –: Ai trồng chè?",
        "ViQuAD dev among Wikipedia, words only: 0",
        "ViQuAD dev among Wikipedia, neither: 0",
    ]
    assert by_leg({"int8": values(0, 3, 0), "bm25": values(9, 1, 0)}) == {
        "both": [1], "vectors only": [], "words only": [0], "neither": [2],
    }  # fmt: skip


def test_speed_is_shown_with_what_it_was_measured_on(state):
    models = {
        "int8": {"passages_per_second": 40.0, "peak_memory_mb": 136},
        "base": {"passages_per_second": 8.0, "peak_memory_mb": 731},
    }
    state.add_speed({"passages": 200, "models": models, "uncut_mb": 343})
    lines = speed(figures(state.read())).splitlines()
    assert lines[:4] == [
        "| 200 passages of about 100 tokens | passages a second | memory at most, MB |",
        "|---|---:|---:|",
        "| sentence-transformers, base, fp32 | 8.0 | 731 |",
        "| Hỏi Đáp, shipped, int8 | 40.0 | 136 |",
    ]
    assert "the models took turns" in lines[-1]
    assert "its table of pieces takes 343 MB more" in lines[-1]
    state.add_speed({"passages": 200, "models": {}})
    assert "uncut" not in speed(figures(state.read()))


def test_the_machine_is_described_without_its_folders_or_the_date(measured):
    assert measured["machine"]["cores"] == len(os.sched_getaffinity(0))
    assert measured["machine"]["processor"]
    assert set(measured["machine"]) == {"cores", "processor"}


def test_of_nothing_measured_there_are_no_tables(state):
    nothing = figures(state.read())
    assert table(nothing) == differences(nothing) == legs(nothing) == speed(nothing) == ""
    assert report(nothing).startswith("One vector a passage")
    assert examples(state.read()) == ""


# ------------------------------------------------------------------------------------ what is kept


def runs(state, collection="viquad-wiki"):
    return list(state.read()["collections"][collection]["runs"])


def test_another_collection_under_the_same_name_makes_all_anew(state):
    add(state, "base", values(1, 1))
    add(state, "bm25", values(1, 1))
    add(state, "base", values(1, 1), collection="alqac")
    add(state, "base", values(2, 1))
    assert runs(state) == ["base", "bm25"]
    add(state, "base", values(1, 1), key="other")
    assert runs(state) == ["base"]
    assert runs(state, "alqac") == ["base"]


def test_what_other_weights_of_the_name_measured_is_forgotten(state):
    for name in ("base", "tuned", "int8", "int8-128", "hybrid"):
        add(state, name, values(1, 1), fingerprint=CONTENDERS[name].weights)
    add(state, "bm25", values(1, 1), fingerprint="")
    state.forget({"base": "base", "int8": "trained again"})
    assert runs(state) == ["base", "tuned", "bm25"]


def test_two_that_measure_at_once_do_not_lose_each_others_values(state, tmp_path):
    other = State(tmp_path / "kept" / "state.json")
    add(state, "base", values(1, 1))
    add(other, "bm25", values(1, 1))
    state.add_speed({"passages": 1, "models": {}})
    assert runs(state) == ["base", "bm25"]
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["state.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"{}", b'{"collections": 5}'])
def test_a_damaged_file_is_named_with_the_remedy(state, tmp_path, content):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "state.json").write_bytes(content)
    with pytest.raises(EvalError, match=r"state\.json .*Hãy xóa tệp ấy"):
        state.read()


def test_figures_can_be_written_as_json(measured):
    assert json.loads(json.dumps(measured)) == measured
