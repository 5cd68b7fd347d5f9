"""Is it better than the usual recipe? Runs LangChain + FAISS and Hỏi Đáp on the same questions.

    python -m eval.bench [--model FOLDER] [--base FOLDER] [--json FILE]

The recipe is the one of the tutorials: RecursiveCharacterTextSplitter 1000/200 over the files,
HuggingFaceEmbeddings, FAISS, similarity_search. Both get the same weights unless --model says
otherwise, so that the recipes are compared and not the models.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median

from eval.answers import Judgement, judge
from eval.encoding import compare_encoding, read_passages
from eval.metrics import interval
from eval.questions import FORMS, GoldenQuestion, as_typed, golden
from eval.report import GOLDEN
from index.build import build
from index.document import Hit, Passage
from index.encoder import bundled, open_encoder
from index.errors import EvalError, HoiDapError
from index.tones import ToneRestorer
from qa.answer import Answer
from qa.assistant import SEEDS, Assistant

RESULTS = Path(__file__).resolve().parent / "results" / "bench.json"
CHUNK_SIZE, CHUNK_OVERLAP = 1000, 200
K = 5
MEASURES = ("recall@1", "recall@3", "recall@5")

Search = Callable[[str, int], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Contender:
    """What was measured of one of the two, in a process of its own."""

    name: str
    passages: int
    start_seconds: float
    """From the start of the process: importing the libraries and opening the model."""
    index_seconds: float
    query_ms: float
    """Median over the questions, both forms."""
    memory_mb: float
    """Resident, after the last question."""
    evidence: Mapping[str, Mapping[str, Sequence[float]]]
    """By form and measure, one value a question: is its evidence among the first k?"""
    answer_ms: float | None = None
    """Median time to a whole answer; the recipe finds only."""

    def mean(self, form: str, measure: str) -> float:
        """Give the mean over the questions."""
        return fmean(self.evidence[form][measure])


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the table, write the file; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument(
        "--model",
        type=Path,
        default=bundled("encoder"),
        help="the recipe's model folder",
    )
    parser.add_argument(
        "--base", type=Path, help="an e5-small folder in PyTorch: compare the speed of encoding too"
    )
    parser.add_argument("--json", type=Path, default=RESULTS, help="where to write the figures")
    options = parser.parse_args(arguments)
    try:
        _compare(options.model, options.base, options.json)
    except HoiDapError as error:
        print(f"eval.bench: {error}", file=sys.stderr)
        return 2
    return 0


def _compare(model: Path, base: Path | None, out: Path) -> None:
    for folder in (model, base):
        if folder is not None and not folder.is_dir():
            raise EvalError(f"Không có thư mục mô hình {folder}.")
    try:
        contenders = [_apart(run_recipe, model), _apart(run_ours, model)]
    except ImportError as error:
        raise EvalError(f"Thiếu thư viện để so sánh ({error}). Hãy chạy: make bench") from error
    questions = answerable(seed_texts())
    print(table(contenders, len(questions)))
    results = {
        "questions": len(questions),
        "model": model.name if model != bundled("encoder") else "models/encoder",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "contenders": [_summary(contender, questions) for contender in contenders],
    }
    if base is not None:
        speed = compare_encoding(base, read_passages(SEEDS))
        print(
            f"\nEncoding {speed.passages} passages of about 100 tokens: "
            f"Hỏi Đáp {speed.ours:.1f}/s, HuggingFaceEmbeddings on PyTorch {speed.theirs:.1f}/s, "
            f"{speed.ratio:.2f} times."
        )
        results["encoding"] = {**asdict(speed), "ratio": speed.ratio}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvalError(f"Không ghi được {out} ({error.strerror}).") from error


def _apart(run: Callable[[Path], Contender], model: Path) -> Contender:
    """Run in a process of its own, so that neither pays for the other's libraries and memory.

    Twice, and the second time counts: the first reads gigabytes of libraries from a cold disk.
    """
    for _ in range(2):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            contender = process.submit(run, model).result()
    return contender


def seed_texts() -> dict[str, str]:
    """Read the seeds as they are, by name."""
    return {path.name: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}


def answerable(texts: dict[str, str]) -> list[GoldenQuestion]:
    """Give the golden questions that have evidence to find."""
    return [question for question in golden(GOLDEN, texts) if question.answerable]


def run_recipe(model: Path) -> Contender:
    """Measure LangChain + FAISS."""
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = HuggingFaceEmbeddings(
        model_name=str(model),
        model_kwargs={
            "device": "cpu",
            # Our own folder opens through models/encoder/onnx_module.py; nobody else's code runs.
            "trust_remote_code": model == bundled("encoder"),
            # Weights kept in 16 bits would be computed ten times slower on a processor.
            "model_kwargs": {"dtype": "float32"},
        },
        encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True},
        query_encode_kwargs={"prompt": "query: ", "normalize_embeddings": True},
    )
    embeddings.embed_query("hội nghị")  # the first question also opens lazy libraries
    started = _age()
    texts = seed_texts()
    began = time.perf_counter()
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
    )
    chunks = splitter.create_documents(
        list(texts.values()), metadatas=[{"source": name} for name in texts]
    )
    store = FAISS.from_documents(chunks, embeddings)
    indexing = time.perf_counter() - began

    def search(question: str, _: int) -> list[Hit]:
        found = store.similarity_search(question, k=K)
        return [
            Hit(_chunk(one.page_content, one.metadata, texts), 1 / rank)
            for rank, one in enumerate(found, start=1)
        ]

    def find_only(question: str) -> Answer:
        return Answer(question, "", abstained=True, reason="The recipe finds, it does not answer.")

    judgements, searching = _judged(search, find_only, texts)
    return Contender(
        name=f"LangChain + FAISS ({CHUNK_SIZE}/{CHUNK_OVERLAP})",
        passages=len(chunks),
        start_seconds=started,
        index_seconds=indexing,
        query_ms=median(searching),
        memory_mb=_memory_mb(),
        evidence=_evidence(judgements),
    )


def _chunk(text: str, metadata: Mapping[str, object], texts: Mapping[str, str]) -> Passage:
    source, start = metadata["source"], metadata["start_index"]
    assert isinstance(source, str)
    assert isinstance(start, int)
    # The splitter says -1 when it cannot find its own chunk again.
    assert texts[source][start : start + len(text)] == text, f"{source}: chunk at {start} is lost"
    return Passage(source, source, source, start, start + len(text), text)


def run_ours(_: Path) -> Contender:
    """Measure Hỏi Đáp."""
    encoder = open_encoder(str(bundled("encoder")))
    restorer = ToneRestorer.load(bundled("tones"))
    encoder.encode_queries(["hội nghị"])
    started = _age()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as directory:
        index = build(SEEDS, into=Path(directory), encoder=encoder).index
    indexing = time.perf_counter() - began
    assistant = Assistant(index, encoder, restorer)
    assistant.ask("Hội nghị nào?")
    texts = seed_texts()
    judgements, searching = _judged(assistant.search, assistant.ask, texts)
    return Contender(
        name="Hỏi Đáp",
        passages=len(index),
        start_seconds=started,
        index_seconds=indexing,
        query_ms=median(searching),
        memory_mb=_memory_mb(),
        evidence=_evidence(judgements),
        answer_ms=median(
            judgement.values["latency_ms"] for group in judgements.values() for judgement in group
        ),
    )


def _judged(
    search: Search, ask: Callable[[str], Answer], texts: dict[str, str]
) -> tuple[dict[str, list[Judgement]], list[float]]:
    """Judge the questions in every form; give the judgements and each search's milliseconds."""
    searching = []

    def timed(question: str, k: int) -> Sequence[Hit]:
        began = time.perf_counter()
        hits = search(question, k)
        searching.append(1000 * (time.perf_counter() - began))
        return hits

    questions = answerable(texts)
    judgements = {
        form: judge(as_typed(questions, form), ask=ask, search=timed, texts=texts) for form in FORMS
    }
    return judgements, searching


def _evidence(judgements: Mapping[str, Sequence[Judgement]]) -> dict[str, dict[str, list[float]]]:
    return {
        form: {name: [judgement.values[name] for judgement in group] for name in MEASURES}
        for form, group in judgements.items()
    }


def _age() -> float:
    """Give the seconds since this process began."""
    import psutil

    return time.time() - float(psutil.Process().create_time())


def _memory_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def _summary(contender: Contender, questions: Sequence[GoldenQuestion]) -> dict[str, object]:
    """Give what bench.json keeps: the figures, and the values of every question by its id."""
    facts = {name: value for name, value in asdict(contender).items() if name != "evidence"}
    return {
        **{
            name: round(value, 2) if isinstance(value, float) else value
            for name, value in facts.items()
        },
        "means": {
            form: {name: round(fmean(values), 4) for name, values in columns.items()}
            for form, columns in contender.evidence.items()
        },
        "intervals": {
            form: {name: [round(b, 4) for b in interval(v)] for name, v in columns.items()}
            for form, columns in contender.evidence.items()
        },
        "by_question": {
            question.id: {
                form: [columns[name][number] for name in MEASURES]
                for form, columns in contender.evidence.items()
            }
            for number, question in enumerate(questions)
        },
    }


def table(contenders: Sequence[Contender], questions: int) -> str:
    """Write the comparison in Markdown, a column each."""
    rows = [
        (
            f"evidence in the first {measure.partition('@')[2]}, {form}",
            [f"{contender.mean(form, measure):.3f}" for contender in contenders],
        )
        for form in FORMS
        for measure in MEASURES
    ]
    rows += [
        ("passages", [f"{one.passages}" for one in contenders]),
        ("libraries and model, s", [f"{one.start_seconds:.1f}" for one in contenders]),
        ("indexing, s", [f"{one.index_seconds:.1f}" for one in contenders]),
        ("search, median ms", [f"{one.query_ms:.1f}" for one in contenders]),
        (
            "whole answer, median ms",
            ["–" if one.answer_ms is None else f"{one.answer_ms:.1f}" for one in contenders],
        ),
        ("memory, MB", [f"{one.memory_mb:.0f}" for one in contenders]),
    ]
    lines = [
        f"| {questions} questions on the seeds | " + " | ".join(c.name for c in contenders) + " |",
        "|---|" + "---:|" * len(contenders),
    ]
    lines += [f"| {title} | " + " | ".join(cells) + " |" for title, cells in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
