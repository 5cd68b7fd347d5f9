"""What the contenders of eval.bench_encoder measured: kept between runs, as figures, as tables."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from eval.metrics import interval, paired_interval
from index.encoder import cores
from index.errors import EvalError

FORMS = TONED, RAW, RESTORED = "toned", "toneless", "restored"
MEASURES = {"recall@1": "recall@1", "recall@10": "recall@10", "mrr": "MRR@10", "ndcg@10": "nDCG@10"}
"""As eval.retrieval names them, and as the tables do."""
Values = dict[str, dict[str, list[float]]]
"""By form and measure, one value a question."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A way to search: with which weights if any, and how long a vector is."""

    title: str
    leg: str
    weights: str = ""
    dimension: int = 384


CONTENDERS = {
    "base": Contender("base, fp32", "dense", "base"),
    "base-int8": Contender("base, int8", "dense", "base-int8"),
    "tuned": Contender("tuned, fp32", "dense", "tuned"),
    "int8": Contender("shipped, int8", "dense", "int8"),
    "int8-256": Contender("shipped, int8, cut to 256", "dense", "int8", 256),
    "int8-128": Contender("shipped, int8, cut to 128", "dense", "int8", 128),
    "bm25": Contender("BM25", "lexical"),
    "hybrid": Contender("hybrid of int8 and BM25", "hybrid", "int8"),
    "product": Contender("hybrid (product)", "product", "int8"),
}
PAIRS = (
    ("tuned", "base"),
    ("int8", "base"),
    ("int8", "base-int8"),
    ("int8", "tuned"),
    ("int8-256", "int8"),
    ("int8-128", "int8"),
    ("hybrid", "bm25"),
)
COLLECTIONS = {
    "viquad": "ViQuAD dev",
    "viquad-wiki": "ViQuAD dev among Wikipedia",
    "alqac": "ALQAC dev",
    "zalo": "Zalo dev",
}
LEGS = {
    (1, 1): "both",
    (1, 0): "vectors only",
    (0, 1): "words only",
    (0, 0): "neither",
}
"""By whether vectors and whether words have a right passage in the first ten."""
LEGS_OF = ("viquad-wiki", "alqac")
NOTES = """\
One vector a passage or article: its heading and first 700 characters; BM25 sees all of it. Only
“hybrid (product)” searches windows of sentences. Toneless: the encoder gets the question without
its diacritics. Restored: the product reads it first, as it reads toned ones; BM25 and the hybrids
always do that. recall@k: one of the right passages is among the first k. In brackets, 95 %
bootstrap intervals over the questions, of differences over pairs of values. The base model may have
been trained on ViQuAD and Zalo 2021; the articles of 32 of the 99 ALQAC questions are in the tuning
data too, with other questions."""


class State:
    """The file that keeps every value, question by question, from one run to the next."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, Any]:
        """Give the content: `collections` by name and `speed`.

        Raises:
            EvalError: the file cannot be read.
        """
        try:
            content = json.loads(self._file.read_text("utf-8"))
            return {"collections": dict(content["collections"]), "speed": dict(content["speed"])}
        except FileNotFoundError:
            return {"collections": {}, "speed": {}}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EvalError(f"Không đọc được {self._file} ({error}). Hãy xóa tệp ấy.") from error

    def forget(self, fingerprints: Mapping[str, str]) -> None:
        """Drop what was measured with other weights of the same name."""
        content = self.read()
        for collection in content["collections"].values():
            for name, run in list(collection["runs"].items()):
                weights = CONTENDERS[name].weights
                if run["fingerprint"] != fingerprints.get(weights, run["fingerprint"]):
                    del collection["runs"][name]
        write_json(self._file, content)

    def add(
        self,
        name: str,
        values: Values,
        *,
        collection: str,
        key: str,
        passages: int,
        questions: Sequence[tuple[str, str]],
        fingerprint: str,
    ) -> None:
        """Keep a contender's values; those on another collection of the same name go.

        `key` is the collection's, `questions` are its ids and texts, `fingerprint` is the weights'.
        """
        content = self.read()  # again, for another process may have added something meanwhile
        kept = content["collections"].get(collection, {})
        if kept.get("key") != key:
            kept = {"key": key, "passages": passages, "questions": questions, "runs": {}}
        kept["runs"][name] = {"fingerprint": fingerprint, "values": values}
        content["collections"][collection] = kept
        write_json(self._file, content)

    def add_speed(self, speed: Mapping[str, Any]) -> None:
        """Keep the speeds of models that were measured in turns, in place of the last ones."""
        write_json(self._file, {**self.read(), "speed": speed})


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Write a file, whole or not at all.

    Raises:
        EvalError: it cannot be written.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        draft.replace(file)
    except OSError as error:
        raise EvalError(f"Không ghi được {file} ({error.strerror}).") from error


def figures(state: Mapping[str, Any]) -> dict[str, Any]:
    """Give means, intervals, differences and what each leg finds, of all that was measured."""
    return {
        "machine": {"cores": cores(), "processor": _processor()},
        "collections": {
            name: _figures(state["collections"][name], legs=name in LEGS_OF)
            for name in COLLECTIONS
            if name in state["collections"]
        },
        "speed": state["speed"],
    }


def _figures(collection: Mapping[str, Any], *, legs: bool) -> dict[str, Any]:
    values = {name: run["values"] for name, run in collection["runs"].items()}
    found = {
        "passages": collection["passages"],
        "questions": len(collection["questions"]),
        "figures": {
            name: {
                form: {measure: _mean(values[name][form][measure]) for measure in MEASURES}
                for form in FORMS
                if form in values[name]
            }
            for name in CONTENDERS
            if name in values
        },
        "differences": {
            f"{one} - {other}": {
                form: _difference(values[one][form]["recall@1"], values[other][form]["recall@1"])
                for form in FORMS
                if form in values[one] and form in values[other]
            }
            for one, other in PAIRS
            if one in values and other in values
        },
    }
    if legs and {"int8", "bm25"} <= values.keys():
        found["legs"] = {leg: len(numbers) for leg, numbers in by_leg(values).items()}
    return found


def _mean(values: Sequence[float]) -> list[float]:
    """Give the mean and both ends of its interval."""
    return [round(figure, 4) for figure in (fmean(values), *interval(values))]


def _difference(values: Sequence[float], others: Sequence[float]) -> list[float]:
    """Give the difference of the means and both ends of its paired interval."""
    difference = fmean(values) - fmean(others)
    return [round(figure, 4) for figure in (difference, *paired_interval(values, others))]


def by_leg(values: Mapping[str, Values]) -> dict[str, list[int]]:
    """Sort the toned questions, by number, into those that vectors and words find in the first ten.

    >>> found = lambda *recall: {"toned": {"recall@10": recall}}
    >>> by_leg({"int8": found(1.0, 0.0, 1.0), "bm25": found(1.0, 1.0, 0.0)})
    {'both': [0], 'vectors only': [2], 'words only': [1], 'neither': []}
    """
    legs: dict[str, list[int]] = {leg: [] for leg in LEGS.values()}
    both = (values[name][TONED]["recall@10"] for name in ("int8", "bm25"))
    for number, (vectors, words) in enumerate(zip(*both, strict=True)):
        legs[LEGS[int(vectors), int(words)]].append(number)
    return legs


def report(results: Mapping[str, Any]) -> str:
    """Write all tables in Markdown, with what must be known to read them."""
    parts = [
        *(table(results, measure) for measure in MEASURES),
        differences(results),
        legs(results),
        speed(results),
        NOTES,
    ]
    return "\n\n".join(part for part in parts if part)


def table(results: Mapping[str, Any], measure: str = "recall@1") -> str:
    """Write one measure in Markdown: a row for a contender and form, a column for a collection."""
    collections = results["collections"]
    rows = [
        (
            [form, CONTENDERS[name].title],
            [
                _cell(one["figures"].get(name, {}).get(form, {}).get(measure), "{:.3f}")
                for one in collections.values()
            ],
        )
        for form in FORMS
        for name in CONTENDERS
    ]
    return _markdown([MEASURES[measure], ""], _headings(collections), rows)


def differences(results: Mapping[str, Any]) -> str:
    """Write the differences of recall@1 in Markdown, as `table` does."""
    collections = results["collections"]
    rows = [
        (
            [form, f"{CONTENDERS[name].title} − {CONTENDERS[other].title}"],
            [
                _cell(one["differences"].get(f"{name} - {other}", {}).get(form), "{:+.3f}")
                for one in collections.values()
            ],
        )
        for form in FORMS
        for name, other in PAIRS
    ]
    return _markdown(["difference of recall@1", ""], _headings(collections), rows)


def legs(results: Mapping[str, Any]) -> str:
    """Write in Markdown how many questions vectors and words find in the first ten."""
    counted = {name: one for name, one in results["collections"].items() if "legs" in one}
    rows = [([leg], [f"{one['legs'][leg]}" for one in counted.values()]) for leg in LEGS.values()]
    return _markdown(["found in the first 10, toned"], _headings(counted), rows)


def speed(results: Mapping[str, Any]) -> str:
    """Write speed and memory in Markdown; empty when they were not measured."""
    measured = results["speed"]
    if not measured:
        return ""
    titles = {"base": "sentence-transformers, base, fp32",
              "tuned": "sentence-transformers, tuned, fp32",
              "int8": "Hỏi Đáp, shipped, int8"}  # fmt: skip
    rows = [
        ([titles[name]], [f"{one['passages_per_second']}", f"{one['peak_memory_mb']}"])
        for name in titles
        if (one := measured["models"].get(name)) is not None
    ]
    head = f"{measured['passages']} passages of about 100 tokens"
    lines = _markdown([head], ["passages a second", "memory at most, MB"], rows)
    machine = results["machine"]
    lines += f"\n\n{machine['cores']} cores, {machine['processor']}; the models took turns. "
    lines += "Memory is that of a whole process, Python and libraries included."
    if "uncut_mb" in measured:
        lines += (
            " The uncut multilingual-e5-small (250,002 pieces) is not here: its body is the base "
            f"model's, and so is its speed; its table of pieces takes {measured['uncut_mb']} MB "
            "more."
        )
    return lines


def examples(state: Mapping[str, Any], count: int = 3) -> str:
    """Write out the first questions that only one leg finds, both, or neither."""
    lines = []
    for collection in LEGS_OF:
        kept = state["collections"].get(collection, {"runs": {}})
        values = {name: run["values"] for name, run in kept["runs"].items()}
        if not {"int8", "bm25"} <= values.keys():
            continue
        for leg, numbers in by_leg(values).items():
            lines.append(f"\n{COLLECTIONS[collection]}, {leg}: {len(numbers)}")
            for number in numbers[:count]:
                places = [_place(values[name][TONED]["mrr"][number]) for name in ("int8", "bm25")]
                text = kept["questions"][number][1]
                lines.append("  vectors {:>2}, words {:>2}: {}".format(*places, text))
    return "\n".join(lines)


def _place(reciprocal: float) -> str:
    return f"{round(1 / reciprocal)}" if reciprocal else "–"


def _cell(figure: Sequence[float] | None, form: str) -> str:
    if figure is None:
        return "–"
    mean, low, high = map(form.format, figure)
    return f"{mean} [{low}, {high}]"


def _headings(collections: Mapping[str, Any]) -> list[str]:
    return [
        f"{COLLECTIONS[name]}, {one['questions']} questions, {one['passages']:,} passages"
        for name, one in collections.items()
    ]


def _markdown(
    labels: Sequence[str], columns: Sequence[str], rows: Iterable[tuple[list[str], list[str]]]
) -> str:
    """Draw a table without its empty rows; nothing when no row is left."""
    filled = [(title, cells) for title, cells in rows if set(cells) - {"–"}]
    if not filled:
        return ""
    row: Callable[[Sequence[str]], str] = lambda cells: f"| {' | '.join(cells)} |"  # noqa: E731
    lines = [row([*labels, *columns]), "|" + "---|" * len(labels) + "---:|" * len(columns)]
    return "\n".join(lines + [row([*title, *cells]) for title, cells in filled])


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text("utf-8").splitlines() if facts.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
