"""Whole answers over a collection: right and cited where it answers, refused where it does not.

The same questions are asked of the collection, and of what is left of it without the passages they
were written on: there every answer is wrong.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from eval.metrics import interval, interval_of, percentile
from eval.picture import square
from eval.questions import CollectionPassage, ReadingQuestion, as_typed
from eval.reading import holds, words
from eval.reliability import bins, calibration_error, refusal_curve
from eval.retrieval import collection_index
from index.build import Progress
from index.encoder import Encoder
from index.errors import EvalError, QuestionError
from index.store import Index
from index.tones import ToneRestorer
from qa.answer import Answer, Citation
from qa.assistant import Assistant, Config
from qa.calibration import Calibration


@dataclass(frozen=True, slots=True)
class Asked:
    """How one question went."""

    id: str
    form: str
    answerable: bool
    """Whether the collection it was asked of has its passage."""
    confidence: float
    refused: bool
    right: bool
    """Whether the answer is right and cites the passage for it."""
    milliseconds: float


def evaluate(
    passages: Sequence[CollectionPassage],
    questions: Sequence[ReadingQuestion],
    *,
    encoder: Encoder,
    restorer: ToneRestorer,
    forms: Sequence[str],
    without_gold: bool,
    cache: Path,
    calibration: Calibration | None = None,
    progress: Progress | None = None,
) -> list[Asked]:
    """Ask every question in each form of all passages, and `without_gold` of the others too.

    The calibration is the shipped one, if no other is given.

    Raises:
        EvalError: nothing is left without the questions' passages.
    """
    whole = collection_index(passages, encoder, cache, progress)
    collections = [(True, whole)]
    if without_gold:
        gold = {question.passage_id for question in questions}
        titles = {one.title for one in passages if one.id in gold and one.title}
        # An article's other passages may answer as well: the whole article goes.
        lacking = gold | {one.id for one in passages if one.title in titles}
        collections.append((False, without(whole, lacking, encoder)))
    asked = []
    for answerable, index in collections:
        # What a refusal offers is not measured here, and takes as long as two questions.
        config = Config(offered=0)
        assistant = Assistant(index, encoder, restorer, config, calibration=calibration)
        for form in forms:
            typed = as_typed(questions, form)
            ask(typed[0], form, answerable, assistant)  # the first also opens lazy libraries
            asked += [ask(question, form, answerable, assistant) for question in typed]
    return asked


def without(index: Index, document_ids: Set[str], encoder: Encoder) -> Index:
    """Give an index of the same collection without some documents; nothing is encoded again.

    Raises:
        EvalError: none is left.
    """
    rows = [row for row, one in enumerate(index.passages) if one.document_id not in document_ids]
    if not rows:
        raise EvalError(
            "Không còn đoạn nào khi bỏ các đoạn có câu trả lời. Hãy thêm đoạn khác: --distractors."
        )
    return Index.build(
        [document for document in index.documents if document.id not in document_ids],
        [index.passages[row] for row in rows],
        index.vectors(rows),
        encoder,
    )


def ask(question: ReadingQuestion, form: str, answerable: bool, assistant: Assistant) -> Asked:
    """Ask one question; being told to ask otherwise is a refusal."""
    began = time.perf_counter()
    try:
        answer = assistant.ask(question.text)
    except QuestionError as error:
        answer = Answer(question.text, "", abstained=True, reason=str(error))
    return Asked(
        id=question.id,
        form=form,
        answerable=answerable,
        confidence=round(answer.confidence, 4),
        refused=answer.abstained,
        right=answerable and any(proves(one, question) for one in answer.citations),
        milliseconds=round(1000 * (time.perf_counter() - began), 1),
    )


def proves(citation: Citation, question: ReadingQuestion) -> bool:
    """Say whether a quote is of the question's passage and holds one of its answers.

    By place, or by words: a passage may say the same twice.
    """
    if citation.source != question.passage_id:
        return False
    if any(holds(citation.start, citation.end, *place) for place in question.answers):
        return True
    said = f" {' '.join(words(citation.quote))} "
    return any(f" {' '.join(words(one))} " in said for one in question.references if words(one))


def summary(asked: Sequence[Asked]) -> dict[str, Any]:
    """Give the measures of each form and of all forms together, with 95 % intervals."""
    forms = list(dict.fromkeys(one.form for one in asked))
    found = {form: _measures([one for one in asked if one.form == form]) for form in forms}
    return found | ({"all": _measures(asked)} if len(forms) > 1 else {})


def _measures(asked: Sequence[Asked]) -> dict[str, Any]:
    there = [one for one in asked if one.answerable]
    absent = [one for one in asked if not one.answerable]
    answered = [one for one in asked if not one.refused]
    found: dict[str, Any] = {"questions": len(there)}
    for name, values in {
        "right_and_cited": [float(one.right) for one in there],
        "false_refusal": [float(one.refused) for one in there],
        "refusal_recall": [float(one.refused) for one in absent],
    }.items():
        if values:
            found[name] = round(fmean(values), 4)
            found[f"{name}_interval"] = [round(bound, 4) for bound in interval(values)]
    if absent:
        everything = range(len(asked))
        found["refusal_precision"] = round(_precision(asked, everything), 4)
        bounds = interval_of(lambda places: _precision(asked, places), len(asked))
        found["refusal_precision_interval"] = [round(bound, 4) for bound in bounds]
    confidences = [one.confidence for one in answered]
    right = [one.right for one in answered]
    found["ece"] = round(calibration_error(confidences, right), 4)
    found["reliability"] = [
        {"answers": one.count, "confidence": round(one.confidence, 4), "right": round(one.right, 4)}
        for one in bins(confidences, right)
    ]
    spent = [one.milliseconds for one in asked]
    found["latency_ms"] = {"median": percentile(spent, 0.5), "p95": percentile(spent, 0.95)}
    return found


def _precision(asked: Sequence[Asked], places: Sequence[int]) -> float:
    refused = [asked[at] for at in places if asked[at].refused]
    return sum(not one.answerable for one in refused) / len(refused) if refused else 1.0


def rows(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Give every question as a JSON row, for fitting a calibration."""
    return [asdict(one) for one in asked]


def pictures(asked: Sequence[Asked]) -> Mapping[str, str]:
    """Draw the curve of refusals and the reliability of answers, as SVG by file name."""
    forms = list(dict.fromkeys(one.form for one in asked))
    refusing: dict[str, list[tuple[float, float]]] = {}
    reliable: dict[str, list[tuple[float, float]]] = {}
    for form in forms:
        typed = [one for one in asked if one.form == form]
        points = refusal_curve([one.confidence for one in typed], [one.answerable for one in typed])
        refusing[form] = [(point.recall, point.precision) for point in points if point.recall]
        answered = [one for one in typed if not one.refused]
        reliable[form] = [
            (one.confidence, one.right)
            for one in bins([one.confidence for one in answered], [one.right for one in answered])
        ]
    drawn = {
        "reliability.svg": square(
            "How often answers are right, by their confidence",
            {name: curve for name, curve in reliable.items() if curve},
            across="confidence",
            up="right and cited",
            diagonal=True,
            dots=True,
        )
    }
    if any(not one.answerable for one in asked):
        drawn["refusals.svg"] = square(
            "Refusals at every threshold",
            {name: curve for name, curve in refusing.items() if curve},
            across="recall: refused of those without an answer",
            up="precision: without an answer of those refused",
        )
    return drawn
