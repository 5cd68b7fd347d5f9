"""What a language model adds and costs: its answers beside the extractive ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from eval.answers import Judgement, judge
from eval.metrics import paired_interval, percentile
from eval.questions import GoldenQuestion
from index.encoder import Encoder
from qa.answer import Answer
from qa.assistant import Assistant
from qa.marked import sentences_of
from qa.support import support

BESIDE = ("right", "right_and_cited", "evidence_cited", "citation_precision", "quotes_exact",
          "false_refusal", "refused", "length")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """The same questions answered without a model and with it, and what the model used."""

    extractive: tuple[Judgement, ...]
    written: tuple[Judgement, ...]
    faithfulness: tuple[float, ...]
    """Of each answer with the model: the share of its sentences that their citations support."""
    tokens_in: int
    tokens_out: int

    @property
    def own_words(self) -> float:
        """Share of answers that the model wrote; the others are extractive."""
        answers = [one.answer for one in self.written if not one.answer.abstained]
        return fmean([one.written_by != "extractive" for one in answers]) if answers else 0.0


def trial(
    assistant: Assistant, questions: Sequence[GoldenQuestion], texts: Mapping[str, str]
) -> Trial:
    """Ask everything twice: of the assistant as it is, and of one without its model."""
    from langchain_core.callbacks import get_usage_metadata_callback

    plain = Assistant(
        assistant.index,
        assistant.encoder,
        assistant.restorer,
        assistant.config,
        calibration=assistant.calibration,
    )
    extractive = judge(questions, ask=plain.ask, search=plain.search, texts=texts)
    with get_usage_metadata_callback() as usage:
        written = judge(questions, ask=assistant.ask, search=assistant.search, texts=texts)
    used = list(usage.usage_metadata.values())
    return Trial(
        tuple(extractive),
        tuple(written),
        tuple(
            faithfulness(one.answer, encoder=assistant.encoder)
            for one in written
            if not one.answer.abstained
        ),
        tokens_in=sum(one["input_tokens"] for one in used),
        tokens_out=sum(one["output_tokens"] for one in used),
    )


def faithfulness(answer: Answer, *, encoder: Encoder) -> float:
    """Give the share of an answer's sentences that the paragraphs they cite support.

    An extractive answer is made of quotes, each compared with its file when it is made.
    """
    if answer.written_by == "extractive":
        return 1.0
    paragraphs = {one.number: one.paragraph for one in answer.citations}
    quotes = [" ".join(one.quote.split()) for one in answer.citations]
    held = []
    for sentence in sentences_of([answer.text]):
        cited = [paragraphs[number] for number in sentence.numbers if number in paragraphs]
        verbatim = any(sentence.text in quote for quote in quotes)
        together = "\n".join(cited)
        held.append(
            bool(cited) and (verbatim or support(sentence.text, together, encoder=encoder).holds)
        )
    return fmean(held) if held else 0.0


def beside(found: Trial) -> dict[str, Any]:
    """Give the figures of both side by side, with the 95 % interval of the difference."""
    figures: dict[str, Any] = {}
    for name in BESIDE:
        pairs = [
            (one.values[name], other.values[name])
            for one, other in zip(found.written, found.extractive, strict=True)
            if name in one.values and name in other.values
        ]
        if pairs:
            written, extractive = zip(*pairs, strict=True)
            least, most = paired_interval(written, extractive)
            figures[name] = {
                "extractive": round(fmean(extractive), 4),
                "written": round(fmean(written), 4),
                "difference": [round(least, 4), round(most, 4)],
            }
    for name, share in (("latency_ms_median", 0.5), ("latency_ms_p95", 0.95)):
        figures[name] = {
            kind: round(percentile([one.values["latency_ms"] for one in group], share), 1)
            for kind, group in (("extractive", found.extractive), ("written", found.written))
        }
    count = len(found.written)
    return {
        "questions": count,
        "faithfulness": round(fmean(found.faithfulness), 4) if found.faithfulness else 0.0,
        "own_words": round(found.own_words, 4),
        "tokens_in_per_question": round(found.tokens_in / count, 1),
        "tokens_out_per_question": round(found.tokens_out / count, 1),
        "won": _changed(found.extractive, found.written),
        "lost": _changed(found.written, found.extractive),
        **figures,
    }


def _changed(worse: Sequence[Judgement], better: Sequence[Judgement]) -> list[str]:
    """Name the questions that only the second answered rightly with the right citation."""
    name = "right_and_cited"
    return [
        other.question.id
        for one, other in zip(worse, better, strict=True)
        if one.values.get(name, 0.0) < other.values.get(name, 0.0)
    ]


def table(figures: Mapping[str, Any]) -> str:
    """Draw the figures for people."""
    lines = [f"{'':22}{'extractive':>12}{'written':>12}   difference, 95 %"]
    for name, row in figures.items():
        if isinstance(row, Mapping):
            bounds = row.get("difference")
            span = f"   [{bounds[0]:+.3f}, {bounds[1]:+.3f}]" if bounds else ""
            lines.append(f"{name:22}{row['extractive']:12.3f}{row['written']:12.3f}{span}")
    lines.append(
        f"\n{figures['questions']} questions; sentences supported {figures['faithfulness']:.3f}; "
        f"answers in the model's words {figures['own_words']:.3f}; tokens a question "
        f"{figures['tokens_in_per_question']:.0f} in, {figures['tokens_out_per_question']:.0f} out"
    )
    for name, label in (("won", "right only as written"), ("lost", "right only as quoted")):
        if figures[name]:
            lines.append(f"{label}: {', '.join(figures[name])}")
    return "\n".join(lines)
