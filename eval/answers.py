"""Is the answer right, cited, grounded, or rightly refused? Judges whole answers against gold."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.metrics import ndcg_at, recall_at, reciprocal_rank
from eval.questions import GoldenQuestion, Place
from index.document import Hit
from index.errors import QuestionError
from qa.answer import Answer, Citation

DEPTH = 10
# A citation proves a place when it has most of its words: half of the shorter of the two.
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one question went. Measures that do not apply to it are left out of `values`."""

    question: GoldenQuestion
    answer: Answer
    values: Mapping[str, float]


def judge(
    questions: Sequence[GoldenQuestion],
    *,
    ask: Callable[[str], Answer],
    search: Callable[[str, int], Sequence[Hit]],
    texts: Mapping[str, str],
) -> list[Judgement]:
    """Ask every question and judge the answer; `texts` are the sources' own texts."""
    judgements = []
    for question in questions:
        began = time.perf_counter()
        answer = _asked(question.text, ask)
        spent = 1000 * (time.perf_counter() - began)
        hits = _searched(question.text, search) if question.answerable else ()
        values = {"latency_ms": spent, **_values(question, answer, hits, texts)}
        judgements.append(Judgement(question, answer, values))
    return judgements


def _asked(text: str, ask: Callable[[str], Answer]) -> Answer:
    try:
        return ask(text)
    except QuestionError as error:  # being told to ask otherwise is a refusal
        return Answer(question=text, text="", abstained=True, reason=str(error))


def _searched(text: str, search: Callable[[str, int], Sequence[Hit]]) -> Sequence[Hit]:
    try:
        return search(text, DEPTH)
    except QuestionError:
        return ()


def _values(
    question: GoldenQuestion, answer: Answer, hits: Sequence[Hit], texts: Mapping[str, str]
) -> dict[str, float]:
    refused = float(answer.abstained)
    if not question.answerable:
        return {"refused": refused} | _quotes_exact(answer, texts)
    needed = len(question.evidence)
    ranking = [
        frozenset(
            number
            for number, places in enumerate(question.evidence)
            if any(
                covers(hit.passage.source, hit.passage.start, hit.passage.end, p) for p in places
            )
        )
        for hit in hits
    ]
    proved = [
        any(_cites(citation, place) for citation in answer.citations for place in places)
        for places in question.evidence
    ]
    useful = [
        any(_cites(citation, place) for places in question.evidence for place in places)
        for citation in answer.citations
    ]
    said = _plain(answer.text)
    right = [any(_plain(form) in said for form in piece) for piece in question.answers]
    values = {
        "recall@1": recall_at(ranking, needed, 1),
        "recall@3": recall_at(ranking, needed, 3),
        "recall@5": recall_at(ranking, needed, 5),
        "mrr": reciprocal_rank(ranking),
        "ndcg@10": ndcg_at(ranking, needed),
        "evidence_cited": float(all(proved)),
        "right": float(all(right) and not answer.abstained),
        "right_and_cited": float(all(right) and all(proved) and not answer.abstained),
        "citation_recall": sum(proved) / needed,
        "false_refusal": refused,
    }
    if answer.citations:
        values["citation_precision"] = sum(useful) / len(useful)
        values["length"] = float(len(answer.text))
    return values | _quotes_exact(answer, texts)


def _quotes_exact(answer: Answer, texts: Mapping[str, str]) -> dict[str, float]:
    if not answer.citations:
        return {}
    exact = [texts[one.source][one.start : one.end] == one.quote for one in answer.citations]
    return {"quotes_exact": float(all(exact))}


def _cites(citation: Citation, place: Place) -> bool:
    return covers(citation.source, citation.start, citation.end, place)


def covers(source: str, start: int, end: int, place: Place) -> bool:
    """Say whether a stretch shares most of its words with a place: half of the shorter one."""
    if source != place.source:
        return False
    shared = min(end, place.end) - max(start, place.start)
    return shared >= _OVERLAP * min(end - start, place.end - place.start)


def _plain(text: str) -> str:
    """Compare words, not typography: NFC, lower case, single spaces, one kind of quotes."""
    text = unicodedata.normalize("NFC", text).lower()
    for mark in "“”„«»":
        text = text.replace(mark, '"')
    return " ".join(text.split())
