"""Fits confidence and threshold to one collection, from questions made of its own sentences.

A question that a sentence answers is asked in fewer words, some without diacritics; then once more
with its paragraph taken away, and with another number in it: neither may be answered.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.build import Progress
from index.document import Hit
from index.errors import CalibrationError, QuestionError
from index.text import fold
from qa.answer import Span
from qa.assistant import Assistant, Inquiry
from qa.calibration import Calibration, best_threshold, fit_line, log_odds, shipped
from qa.question import check
from qa.tryout import Source, fewer_words, other_number, sources

FEWEST = 12  # questions made
_HALFWAY = 100  # trials with which a fit goes half as far as with any number


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a question: the uncalibrated probability, 0 when refused whatever it is."""

    probability: float
    is_right: bool
    answerable: bool
    group: int
    """0 or 1, the same for all questions of one paragraph: each half is judged by the other."""

    def confidence(self, calibration: Calibration) -> float:
        """Give what a calibration makes of the probability; 0 when refused whatever it is."""
        return calibration.confidence(log_odds(self.probability)) if self.probability > 0 else 0.0

    def is_refused(self, calibration: Calibration) -> bool:
        """Say whether it is refused: below the threshold, or whatever that is."""
        return self.probability <= 0 or self.confidence(calibration) < calibration.threshold


@dataclass(frozen=True, slots=True)
class Refusals:
    """How good the decisions to refuse are."""

    precision: float
    recall: float
    false: float
    """Share of the answerable questions that are refused."""

    @property
    def balance(self) -> float:
        """The mean share of right decisions over both kinds of questions."""
        return (self.recall + 1 - self.false) / 2


@dataclass(frozen=True, slots=True)
class Report:
    """The calibration that was fitted, and what it does on questions it was not fitted to."""

    calibration: Calibration
    before: Refusals
    after: Refusals
    answerable: int
    unanswerable: int

    @property
    def is_better(self) -> bool:
        """Whether more is decided rightly than before."""
        return self.after.balance > self.before.balance


def calibrate(assistant: Assistant, *, progress: Progress | None = None) -> Report:
    """Ask an assistant questions made of its collection, and fit a calibration to what came.

    Raises:
        CalibrationError: the collection has too few sentences that make a question.
    """
    made = sources(assistant.index)
    if len(made) < FEWEST:
        raise CalibrationError(
            f"Chỉ tạo được {len(made)} câu hỏi từ tài liệu, cần ít nhất {FEWEST}: tài liệu có quá "
            "ít câu nêu ngày tháng, con số, tên người, nơi chốn. Ngưỡng có sẵn vẫn được dùng."
        )
    trials = []
    numbers = {word for one in assistant.index.documents for word in re.findall(r"\d+", one.text)}
    # What is asked must come with its probability even where it would be refused.
    bare = Assistant(
        assistant.index,
        assistant.encoder,
        assistant.restorer,
        assistant.config,
        calibration=Calibration(threshold=0.0),
    )
    for number, source in enumerate(made):
        trials += _trials(bare, source, number, numbers)
        if progress is not None:
            progress(number + 1, len(made))
    passages = len(assistant.index.passages)
    return report_of(
        trials, before=assistant.calibration.among(passages), base=shipped().among(passages)
    )


def report_of(trials: Sequence[Trial], *, before: Calibration, base: Calibration) -> Report:
    """Fit a calibration to all trials; measure it on each half of them, fitted to the other."""
    decided_before, decided_after = [], []
    for half in (0, 1):
        judged = [trial for trial in trials if trial.group == half]
        fitted = fit([trial for trial in trials if trial.group != half], base)
        decided_before += [(trial.answerable, trial.is_refused(before)) for trial in judged]
        decided_after += [(trial.answerable, trial.is_refused(fitted)) for trial in judged]
    return Report(
        calibration=fit(trials, base),
        before=refusals(decided_before),
        after=refusals(decided_after),
        answerable=sum(trial.answerable for trial in trials),
        unanswerable=sum(not trial.answerable for trial in trials),
    )


def fit(trials: Sequence[Trial], base: Calibration) -> Calibration:
    """Fit a calibration to trials: some way from the shipped one, `base`, to what is best for them.

    Made questions are not people's: the more of them there are the further it goes, at most half.
    """
    asked = [trial for trial in trials if trial.probability > 0]
    given = [base.confidence(log_odds(trial.probability)) for trial in asked]
    slope, shift = fit_line(given, [trial.is_right for trial in asked])
    way = 0.5 * len(trials) / (len(trials) + _HALFWAY)
    fitted = base.corrected(1 + way * (slope - 1), way * shift, base.threshold)
    best = best_threshold(
        [trial.confidence(fitted) for trial in trials],
        [trial.answerable for trial in trials],
        near=base.threshold,
    )
    odds = log_odds(base.threshold) + way * (log_odds(best) - log_odds(base.threshold))
    return replace(fitted, threshold=Calibration().confidence(odds))


def refusals(decided: Sequence[tuple[bool, bool]]) -> Refusals:
    """Measure decisions, each (answerable, refused); a share of nothing is 0.

    >>> refusals([(False, True), (False, False), (True, True), (True, False)])
    Refusals(precision=0.5, recall=0.5, false=0.5)
    """
    right = sum(refused and not answerable for answerable, refused in decided)
    false = sum(refused and answerable for answerable, refused in decided)
    there = sum(answerable for answerable, _ in decided)
    return Refusals(
        precision=right / max(1, right + false),
        recall=right / max(1, len(decided) - there),
        false=false / max(1, there),
    )


def _trials(assistant: Assistant, source: Source, number: int, numbers: set[str]) -> list[Trial]:
    """Ask a question of the collection, of the rest of it, and with another number."""
    # People do not ask in the text's own words: as it is made a question is too easy.
    text = fewer_words(source.text, every=2 + number % 2)
    text = fold(text) if number % 3 == 2 else text
    group = hashlib.sha256(repr((source.document_id, source.paragraph)).encode()).digest()[0] % 2
    try:
        check(text)
    except QuestionError:
        return []
    found = _found(assistant, text)
    best = _best(assistant, found)
    trials = [Trial(best[1], best[0] is not None and _is_right(source, best[0]), True, group)]
    rest = [hit for hit in found.readings[0].hits if not _answers(source, hit)]
    trials.append(Trial(_best(assistant, _with_hits(found, rest))[1], False, False, group))
    swapped = other_number(source.text, numbers)
    if swapped:
        best = _best(assistant, _found(assistant, swapped))
        trials.append(Trial(best[1], False, False, group))
    return trials


def _found(assistant: Assistant, text: str) -> Inquiry:
    """Understand a question and search for it, as a whole."""
    steps = dict(assistant.steps)
    understood = steps["understand"](Inquiry(text))
    return steps["retrieve"](replace(understood, readings=understood.readings[:1]))


def _with_hits(inquiry: Inquiry, hits: Sequence[Hit]) -> Inquiry:
    return replace(inquiry, readings=(replace(inquiry.readings[0], hits=tuple(hits)),))


def _best(assistant: Assistant, found: Inquiry) -> tuple[Span | None, float]:
    """Read and ground what was found: the best span, if any, and its probability."""
    steps = dict(assistant.steps)
    verdict = steps["ground"](steps["read"](found)).readings[0].verdict
    assert verdict is not None
    return (verdict.spans[0], verdict.confidence) if verdict.spans else (None, 0.0)


def _is_right(source: Source, span: Span) -> bool:
    """Say whether a span is the sentence that the question was made of, or has its answer too."""
    here = span.hit.passage.document_id == source.document_id
    overlaps = here and span.start < source.end and source.start < span.end
    return overlaps or fold(source.answer) in fold(span.text)


def _answers(source: Source, hit: Hit) -> bool:
    """Say whether a hit may answer: it is in the question's paragraph, or has the same words."""
    passage = hit.passage
    here = passage.document_id == source.document_id
    inside = here and passage.start < source.paragraph[1] and source.paragraph[0] < passage.end
    return inside or fold(source.answer) in fold(passage.text)
