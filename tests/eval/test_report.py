"""What the evals report: means and kinds by hand, the bar they stay above, failures to read."""

import json

import pytest

from eval.answers import Judgement
from eval.questions import GoldenQuestion, Place
from eval.report import BASELINE, MEASURES, check, failures, summary, table
from index.errors import EvalError
from qa.answer import Answer


def judgement(name, kind, *, answerable=True, **values):
    evidence = ((Place("a.txt", "Cầu", 0),),) if answerable else ()
    question = GoldenQuestion(
        name, kind, f"Hỏi {name}?", answerable, evidence, (("x",),) * answerable
    )
    return Judgement(
        question, Answer(question.text, f"Đáp {name}."), {"latency_ms": 10.0, **values}
    )


JUDGEMENTS = [
    judgement("a", "factoid", **{"right": 1.0, "recall@1": 1.0, "right_and_cited": 1.0}),
    judgement("b", "factoid", **{"right": 0.0, "recall@1": 1.0, "right_and_cited": 0.0}),
    judgement("c", "list", **{"right": 0.0, "recall@1": 0.0, "right_and_cited": 0.0}),
    judgement("d", "far", answerable=False, refused=1.0),
    judgement("e", "far", answerable=False, refused=0.0, latency_ms=50.0),
]


def test_means_are_over_the_questions_a_measure_applies_to():
    results = summary(JUDGEMENTS)
    assert results["questions"] == 5
    assert results["means"] == {
        "recall@1": round(2 / 3, 4),
        "right": round(1 / 3, 4),
        "right_and_cited": round(1 / 3, 4),
        "refused": 1 / 2,
    }
    assert results["kinds"] == {
        "factoid": {"questions": 2, "recall@1": 1.0, "right": 0.5, "right_and_cited": 0.5},
        "list": {"questions": 1, "recall@1": 0.0, "right": 0.0, "right_and_cited": 0.0},
        "far": {"questions": 2, "refused": 0.5},
    }
    assert results["latency_ms"] == {"median": 10.0, "p95": 50.0}
    for name, (low, high) in results["intervals"].items():
        assert low <= results["means"][name] <= high
    assert json.loads(json.dumps(results)) == results


def test_the_table_has_a_row_a_kind_and_one_for_all():
    rows = [line.split() for line in table(JUDGEMENTS).splitlines()]
    assert rows[1][:3] == ["factoid", "2", "1.000"]
    assert rows[3][:2] == ["far", "2"]
    assert rows[4][:3] == ["all", "5", "0.667"]


def test_failures_are_written_out_and_only_they():
    text = failures(JUDGEMENTS)
    assert [name for name in "abcde" if f"\n{name} (" in text] == ["b", "c", "e"]
    assert "Đáp b." in text
    assert "cần: từ chối" in text


def baseline(path, at_least=None, at_most=None):
    path.write_text(json.dumps({"at_least": at_least or {}, "at_most": at_most or {}}), "utf-8")
    return path


@pytest.mark.parametrize(
    ("at_least", "at_most", "faults"),
    [
        ({"right": 0.3, "refused": 0.5}, {"recall@1": 0.7}, []),
        ({"right": 0.34}, {}, ["right = 0.333, phải ≥ 0.34"]),
        ({}, {"refused": 0.4}, ["refused = 0.500, phải ≤ 0.4"]),
        ({"mrr": 0.1}, {"false_refusal": 0.5},
         ["mrr = 0.000, phải ≥ 0.1", "false_refusal = 1.000, phải ≤ 0.5"]),
    ],
    ids=["good", "too_low", "too_high", "not_measured"],
)  # fmt: skip
def test_the_bar_is_checked_and_what_fails_is_named(tmp_path, capsys, at_least, at_most, faults):
    path = baseline(tmp_path / "baseline.json", at_least, at_most)
    assert check(summary(JUDGEMENTS), path) == bool(faults)
    assert capsys.readouterr().err.splitlines() == [f"hoidap eval: {fault}" for fault in faults]


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff", b"[]", b"{}", b'{"at_least": 5}'])
def test_a_baseline_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvalError, match=r"baseline\.json"):
        check(summary(JUDGEMENTS), path)


def test_our_own_baseline_names_measures_that_exist():
    if not BASELINE.exists():
        pytest.skip("no baseline yet")
    bounds = json.loads(BASELINE.read_text("utf-8"))
    assert set(bounds["at_least"]) | set(bounds["at_most"]) <= set(MEASURES)
