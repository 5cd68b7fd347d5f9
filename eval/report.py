"""Runs the evals for the command line: tables for people, JSON for machines, a baseline."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import fmean
from typing import Any

from eval import faithfulness, feedback, grounding, reading
from eval.answers import Judgement, judge
from eval.metrics import interval, percentile
from eval.questions import FORMS, collection, golden, reading_questions
from eval.retrieval import evaluate
from index.build import Progress
from index.encoder import bundled, open_encoder
from index.errors import EvalError
from index.tones import ToneRestorer
from qa.assistant import SEEDS, Assistant, Config
from qa.feedback import feedback_file
from qa.network import open_network

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden" / "seeds.jsonl"
BASELINE = HERE / "baseline.json"

MEASURES = (
    "recall@1", "recall@3", "recall@5", "mrr", "ndcg@10", "evidence_cited", "right",
    "right_and_cited", "citation_precision", "citation_recall", "quotes_exact", "false_refusal",
    "refused", "length",
)  # fmt: skip


def run(options: Namespace, *, progress: Progress) -> int:
    """Run what the command line asks for; give the exit code, 1 when --check fails."""
    if options.limit is not None and options.limit < 1:
        raise EvalError(f"--limit phải từ 1 trở lên, không phải {options.limit}.")
    if options.reading:
        _refuse_others(options, "đo đọc hiểu (--reading)", "reading forms limit")
        return _run_reading(options, progress)
    if options.data and options.answers:
        taken = "data answers forms distractors without_gold pictures limit"
        _refuse_others(options, "đo câu trả lời (--data --answers)", taken)
        return _run_grounding(options, progress)
    if options.data:
        _refuse_others(options, "đo tìm kiếm (--data)", "data forms distractors")
        return _run_retrieval(options, progress)
    if options.chat_model:
        taken = "chat_model docs golden from_feedback"
        _refuse_others(options, "so với mô hình ngôn ngữ (--chat-model)", taken)
    else:
        taken = "docs golden from_feedback check failures"
        _refuse_others(options, "đo trên câu hỏi mẫu", taken)
    if options.golden and options.from_feedback:
        raise EvalError("Hãy chọn một trong hai: --golden hoặc --from-feedback.")
    return _run_answers(options, progress)


# The options that not every measurement takes, by their names in the program.
_OPTIONS = {
    name: f"--{name.replace('_', '-')}"
    for name in ("reading data answers distractors without_gold pictures limit docs golden "
                 "from_feedback check failures chat_model").split()
} | {"forms": "--as"}  # fmt: skip


def _refuse_others(options: Namespace, what: str, taken: str) -> None:
    """Refuse options that would change nothing: whoever gives one believes that it does."""
    given = [name for name in _OPTIONS if getattr(options, name) not in (None, False, "")]
    others = [_OPTIONS[name] for name in given if name not in taken.split()]
    if others:
        raise EvalError(f"Khi {what}, {', '.join(others)} không có tác dụng. Hãy bỏ đi.")


def _forms(options: Namespace) -> list[str]:
    asked = "toned,toneless" if options.forms is None else options.forms
    forms = [form.strip() for form in asked.split(",") if form.strip()]
    unknown = [form for form in forms if form not in FORMS]
    if unknown or not forms:
        raise EvalError(f"--as chỉ nhận {', '.join(FORMS)}, không có {', '.join(unknown) or 'gì'}.")
    return forms


def _run_reading(options: Namespace, progress: Progress) -> int:
    questions = reading_questions(options.reading)
    slices = reading.evaluate(
        questions[: options.limit],
        encoder=open_encoder(),
        restorer=ToneRestorer.load(bundled("tones")),
        forms=_forms(options),
        cache=_cache(options),
        progress=progress,
    )
    results = {one.form: one.summary() for one in slices}
    _say(_slices(results))
    _write(options.json, results)
    return 0


def _run_grounding(options: Namespace, progress: Progress) -> int:
    passages, _ = collection(options.data, options.distractors)
    questions = [
        question
        for question in reading_questions(Path(f"{options.data}.questions.jsonl.gz"))
        if question.answers
    ]
    asked = grounding.evaluate(
        passages,
        questions[: options.limit],
        encoder=open_encoder(),
        restorer=ToneRestorer.load(bundled("tones")),
        forms=_forms(options),
        without_gold=options.without_gold,
        cache=_cache(options),
        progress=progress,
    )
    results = grounding.summary(asked)
    _say(f"{len(passages)} đoạn")
    _say(_slices(results))
    _write(options.json, {"passages": len(passages), **results, "asked": grounding.rows(asked)})
    if options.pictures:
        for name, drawn in grounding.pictures(asked).items():
            _save(options.pictures / name, drawn)
    return 0


def _slices(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Draw a line a measure and a column a form, each with its 95 % interval."""
    names = [name for name in next(iter(results.values())) if not name.endswith("_interval")]
    lines = [f"{'':22}" + "".join(f"{form:>24}" for form in results)]
    for name in names:
        cells = []
        for measures in results.values():
            value, bounds = measures.get(name), measures.get(f"{name}_interval")
            if isinstance(value, list | dict):
                continue
            shown = f"{value:.3f}" if isinstance(value, float) else f"{value}"
            cells.append(f"{shown} [{bounds[0]:.3f}, {bounds[1]:.3f}]" if bounds else shown)
        if cells:
            lines.append(f"{name:22}" + "".join(f"{cell:>24}" for cell in cells))
    return "\n".join(lines)


def _run_retrieval(options: Namespace, progress: Progress) -> int:
    forms = _forms(options)
    passages, questions = collection(options.data, options.distractors)
    legs = evaluate(
        passages,
        questions,
        encoder=open_encoder(),
        restorer=ToneRestorer.load(bundled("tones")),
        forms=forms,
        cache=_cache(options),
        progress=progress,
        network=open_network(),
    )
    _say(f"{len(questions)} câu hỏi, {len(passages)} đoạn; trung bình [khoảng tin cậy 95 %]\n")
    names = list(legs[0].values)
    _say(f"{'':9}{'':9}" + "".join(f"{name:>22}" for name in names))
    results: dict[str, dict[str, dict[str, float]]] = {}
    for leg in legs:
        means, spans = leg.means(), leg.intervals()
        results.setdefault(leg.form, {})[leg.name] = means
        cells = [f"{means[n]:.3f} [{spans[n][0]:.3f}, {spans[n][1]:.3f}]" for n in names]
        _say(f"{leg.form:9}{leg.name:9}" + "".join(f"{cell:>22}" for cell in cells))
    _write(options.json, results)
    return 0


def _run_answers(options: Namespace, progress: Progress) -> int:
    path = options.golden or GOLDEN
    assistant = Assistant.open(_config(options), progress=progress)
    texts = {document.source: document.text for document in assistant.index.documents}
    if options.from_feedback:
        path = _from_feedback(assistant.config.directory, texts)
    questions = golden(path, texts)
    assistant.ask(questions[0].text)  # the first question also opens lazy libraries
    if options.chat_model:
        figures = faithfulness.beside(faithfulness.trial(assistant, questions, texts))
        _say(f"{options.chat_model}\n{faithfulness.table(figures)}")
        _write(options.json, figures)
        return 0
    judgements = judge(questions, ask=assistant.ask, search=assistant.search, texts=texts)
    results = summary(judgements)
    _say(table(judgements))
    if options.failures:
        _say(failures(judgements))
    _write(options.json, results)
    return check(results, BASELINE) if options.check else 0


def _config(options: Namespace) -> Config:
    docs = options.docs
    if docs is None and not (options.from_feedback or options.collection):
        docs = SEEDS  # feedback and named collections are of what is indexed there
    return Config(
        docs=docs,
        index_dir=options.index_dir,
        # The figures of `hoidap eval` are of the default path, whatever the environment says.
        chat_model=options.chat_model or "",
        collection=options.collection,
    )


def _cache(options: Namespace) -> Path:
    """Give the folder where the vectors of measured passages are kept."""
    config = Config(index_dir=options.index_dir, collection=options.collection)
    return config.directory / "eval"


def _from_feedback(directory: Path, texts: Mapping[str, str]) -> Path:
    """Write the golden questions that the readers' feedback gives; say what is left to people."""
    found = feedback.candidates(feedback_file(directory), texts)
    for question, why in found.open:
        _say(f"Cần người soạn: “{question}” ({why})")
    path = directory / "feedback.golden.jsonl"
    if not found.golden:
        raise EvalError("Chưa có nhận xét “Đúng” nào để thành câu hỏi mẫu.")
    feedback.write(found.golden, path)
    _say(f"{len(found.golden)} câu hỏi mẫu từ nhận xét, ghi vào {path}\n")
    return path


def summary(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """Give means and 95 % intervals over all questions, and means by kind."""
    latency = [judgement.values["latency_ms"] for judgement in judgements]
    everything = _columns(judgements)
    return {
        "questions": len(judgements),
        "version": _version(),
        "means": {name: round(fmean(values), 4) for name, values in everything.items()},
        "intervals": {
            name: [round(bound, 4) for bound in interval(values)]
            for name, values in everything.items()
        },
        "latency_ms": {
            "median": round(percentile(latency, 0.5), 1),
            "p95": round(percentile(latency, 0.95), 1),
        },
        "kinds": {
            kind: {
                "questions": len(group),
                **{n: round(fmean(values), 4) for n, values in _columns(group).items()},
            }
            for kind, group in _kinds(judgements).items()
        },
    }


def _columns(judgements: Sequence[Judgement]) -> dict[str, list[float]]:
    columns: dict[str, list[float]] = {}
    for name in MEASURES:
        values = [judgement.values[name] for judgement in judgements if name in judgement.values]
        if values:
            columns[name] = values
    return columns


def _kinds(judgements: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    kinds: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        kinds.setdefault(judgement.question.kind, []).append(judgement)
    return kinds


def table(judgements: Sequence[Judgement]) -> str:
    """Draw measures by kind, with 95 % intervals for all questions together."""
    results = summary(judgements)
    shown = ("recall@1", "recall@5", "mrr", "evidence_cited", "right", "right_and_cited",
             "citation_precision", "false_refusal", "refused")  # fmt: skip
    lines = [f"{'kind':18}{'n':>4}" + "".join(f"{name:>19}" for name in shown)]
    for kind, means in results["kinds"].items():
        cells = "".join(f"{means[n]:19.3f}" if n in means else f"{'–':>19}" for n in shown)
        lines.append(f"{kind:18}{means['questions']:4}{cells}")
    means = results["means"]
    cells = "".join(f"{means[n]:19.3f}" if n in means else f"{'–':>19}" for n in shown)
    lines.append(f"{'all':18}{results['questions']:4}{cells}")
    bounds = results["intervals"]
    cells = "".join(
        f"{'[{:.3f}, {:.3f}]'.format(*bounds[n]) if n in bounds else '':>19}" for n in shown
    )
    lines.append(f"{'95 % interval':22}{cells}")
    latency = results["latency_ms"]
    lines.append(
        f"\nquotes exact {means.get('quotes_exact', 0):.3f}; "
        f"nDCG@10 {means.get('ndcg@10', 0):.3f}; "
        f"answer length {means.get('length', 0):.0f} characters; "
        f"latency median {latency['median']} ms, p95 {latency['p95']} ms"
    )
    return "\n".join(lines)


def failures(judgements: Sequence[Judgement]) -> str:
    """Write out every answer that is not right and cited, or not refused, for reading."""
    lines = []
    for judgement in judgements:
        values, question, answer = judgement.values, judgement.question, judgement.answer
        if values.get("right_and_cited", values.get("refused")) == 1.0:
            continue
        lines.append(f"\n{question.id} ({question.kind}) {question.text}")
        if answer.understood_as:
            lines.append(f"  hiểu là: {answer.understood_as}")
        lines.append(f"  cần: {question.answers}" if question.answerable else "  cần: từ chối")
        lines.append(
            f"  trả lời ({answer.confidence:.2f}): {answer.text or 'TỪ CHỐI: ' + answer.reason}"
        )
        lines.append(f"  đạt: { {k: v for k, v in values.items() if k in MEASURES} }")
    return "\n".join(lines)


def check(results: Mapping[str, Any], baseline: Path) -> int:
    """Compare with the baseline's bounds; give 1 and say which fail, else 0.

    Raises:
        EvalError: the baseline cannot be read.
    """
    try:
        bounds = json.loads(baseline.read_text(encoding="utf-8"))
        at_least, at_most = dict(bounds["at_least"]), dict(bounds["at_most"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise EvalError(f"Không đọc được {baseline} ({error}).") from error
    means = results["means"]
    faults = [
        f"{name} = {means.get(name, 0):.3f}, phải ≥ {least}"
        for name, least in at_least.items()
        if means.get(name, 0) < least
    ]
    faults += [
        f"{name} = {means.get(name, 1):.3f}, phải ≤ {most}"
        for name, most in at_most.items()
        if means.get(name, 1) > most
    ]
    for fault in faults:
        sys.stderr.write(f"hoidap eval: {fault}\n")
    return 1 if faults else 0


def _version() -> str:
    try:
        return version("hoi-dap")
    except PackageNotFoundError:
        return "checkout"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _write(path: Path | None, results: Mapping[str, Any]) -> None:
    if path is not None:
        _save(path, json.dumps(results, ensure_ascii=False, indent=1) + "\n")


def _save(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvalError(f"Không ghi được {path} ({error.strerror}).") from error
