"""Which vectors find best? Runs base, tuned and int8 models, BM25 and the hybrid on the dev sets.

    python -m eval.bench_encoder --data FOLDER [--base FOLDER] [--tuned FOLDER]
                                 [--collections viquad,alqac] [--models base,int8] [--product]

All models embed the same text of a passage: its heading and its first HEAD characters, one vector
each, so that models are compared and not ways of cutting long articles; BM25 sees every word. Only
"product" searches windows of sentences, as Hỏi Đáp does.

Vectors are kept on disk as they are made: a run that was killed goes on when it is started again.
What was measured is kept too, and the tables show all there is, so the parts may be run one by one;
what is asked for is always measured anew, as the code may have changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.comparison import (
    COLLECTIONS,
    CONTENDERS,
    FORMS,
    MEASURES,
    RAW,
    RESTORED,
    TONED,
    Contender,
    State,
    Values,
    examples,
    figures,
    report,
    write_json,
)
from eval.encoding import in_turns, peak_memory_mb, read_passages
from eval.questions import CollectionPassage, RetrievalQuestion, collection_of
from eval.retrieval import DEPTH, documents_of, evaluate, measures, stored_vectors
from index.document import Passage
from index.encoder import Encoder, Matrix, bundled, open_encoder
from index.errors import EvalError, HoiDapError
from index.store import Index, best, cut
from index.text import canonical, fold
from index.tones import ToneRestorer
from qa.question import Question, understand
from qa.retrieve import DENSE_WEIGHT, fuse

RESULTS = Path(__file__).resolve().parent / "results" / "encoder.json"
HEAD = 700  # characters: as much as a passage of the product, index.passages.MAX_CHARACTERS
UNCUT_PIECES = 250_002  # of intfloat/multilingual-e5-small
WIKIPEDIA = "train/viwiki_passages.jsonl.gz"
PASSAGES = {
    "viquad": "dev/viquad_dev.passages.jsonl.gz",
    "viquad-wiki": "dev/viquad_dev.passages.jsonl.gz",
    "alqac": "dev/alqac_articles.jsonl.gz",
    "zalo": "scale/phapdien.jsonl.gz",
}
QUESTIONS = {
    "viquad": "dev/viquad_dev.questions.jsonl.gz",
    "viquad-wiki": "dev/viquad_dev.questions.jsonl.gz",
    "alqac": "dev/alqac_dev.questions.jsonl.gz",
    "zalo": "dev/zalo_dev.questions.jsonl.gz",
}

Rankings = dict[str, list[list[int]]]
"""By form, the rows of the passages that each question finds, best first."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages and the questions they answer."""

    name: str
    passages: Sequence[CollectionPassage]
    questions: Sequence[RetrievalQuestion]

    @property
    def key(self) -> str:
        """The same as long as passages, questions and gold are the same."""
        digest = hashlib.sha256()
        for passage in self.passages:
            digest.update(repr((passage.id, passage.title, passage.text)).encode())
        for question in self.questions:
            gold = sorted(question.passage_ids)
            digest.update(repr((question.id, question.text, gold)).encode())
        return digest.hexdigest()[:16]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print the tables, write the file; give the exit code."""
    options = _parser().parse_args(arguments)
    # Where bfloat16 is faster the shipped encoder would take it for many passages; that is another
    # model to measure, and its vectors have the same fingerprint.
    os.environ["HOIDAP_BACKEND"] = "int8"
    try:
        with TemporaryDirectory() as temporary:
            _run(options, Path(temporary))
    except HoiDapError as error:
        sys.stderr.write(f"eval.bench_encoder: {error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    kept = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    parser = argparse.ArgumentParser(prog="python -m eval.bench_encoder")
    add = parser.add_argument
    add("--data", type=Path, help="folder with dev/, train/ and scale/")
    add("--base", type=Path, help="folder of the base BertModel")
    add("--tuned", type=Path, help="folder of the tuned BertModel")
    # Several times as fast as float32, where a collection is too large for that.
    add("--base-int8", type=Path, help="folder that models/encoder/export.py made of the base")
    add("--collections", default=",".join(COLLECTIONS), help="some of: %(default)s")
    add("--models", help=f"some of: {','.join(CONTENDERS)}; else all whose weights are given")
    add("--product", action="store_true", help="measure the product's search of windows too")
    add("--distractors", type=int, default=10_000, help="Wikipedia passages beside ViQuAD's")
    add("--articles", type=int, help="of the codified law; else all 48,301")
    add("--timed", type=int, default=200, help="passages to time all models on; 0: none")
    add("--cache", type=Path, default=kept / "hoidap" / "bench-encoder", help="what is kept")
    add("--json", type=Path, default=RESULTS, help="where to write the figures")
    return parser


def _run(options: argparse.Namespace, temporary: Path) -> None:
    data = data_folder(options.data)
    collections = some(options.collections, COLLECTIONS, "--collections")
    folders = {"int8": bundled("encoder")}
    for weights, given in (("base", options.base), ("tuned", options.tuned)):
        if given is not None:
            folders[weights] = dressed(given, temporary / weights)
    if options.base_int8 is not None:
        folders["base-int8"] = options.base_int8
    names = _contenders(options.models, options.product, folders)
    # The shipped ones are always needed: the word tables are made together with their vectors.
    needed = {"int8", *(folders if options.timed else map(_weights, names))}
    encoders = {name: open_encoder(str(one)) for name, one in folders.items() if name in needed}
    prints = {weights: encoder.fingerprint for weights, encoder in encoders.items()}
    state = State(options.cache / "state.json")
    state.forget(prints)
    restorer = ToneRestorer.load(bundled("tones"))
    for one in collections:
        collection = read_collection(one, data, options.distractors, options.articles)
        contest = Contest(collection, encoders=encoders, restorer=restorer, directory=options.cache)
        # What may take an hour comes last.
        for name in sorted(names, key=lambda name: _weights(name) in ("base", "tuned")):
            state.add(
                name,
                contest.values(name),
                collection=one,
                key=collection.key,
                passages=len(collection.passages),
                questions=[(question.id, question.text) for question in collection.questions],
                fingerprint=prints.get(_weights(name), ""),
            )
    if options.timed:
        passages = read_passages(data / WIKIPEDIA, options.timed)
        timed = {name: one for name, one in encoders.items() if name != "base-int8"}
        state.add_speed(_speed(timed, folders, passages))
    results = figures(state.read())
    sys.stdout.write(f"{report(results)}\n{examples(state.read())}\n")
    write_json(options.json, results)


def data_folder(given: Path | None) -> Path:
    """Give the folder of the collected sets.

    Raises:
        EvalError: it is not there, or lacks dev/, train/ or scale/.
    """
    if given is not None and all((given / part).is_dir() for part in ("dev", "train", "scale")):
        return given
    fault = f"{given} không phải thư mục dữ liệu" if given else "Chưa cho biết thư mục dữ liệu"
    raise EvalError(
        f"{fault}. Cần một thư mục có dev/, train/ và scale/ với các bộ câu hỏi và đoạn văn: "
        "make bench-encoder DATA=THƯ_MỤC BASE=THƯ_MỤC_MÔ_HÌNH_GỐC"
    )


def _contenders(given: str | None, product: bool, folders: Mapping[str, Path]) -> list[str]:
    """Give what is to be measured; when nothing is asked for, all there are weights for."""
    weighed = {"", *folders}
    if given is None:
        possible = [name for name in CONTENDERS if _weights(name) in weighed]
        return [name for name in possible if product or name != "product"]
    names = some(f"{given},product" if product else given, CONTENDERS, "--models")
    for name in names:
        if _weights(name) not in weighed:
            raise EvalError(f"Muốn đo “{name}” cần thư mục mô hình: --{name} THƯ_MỤC.")
    return names


def _weights(name: str) -> str:
    return CONTENDERS[name].weights


def some(given: str, known: Mapping[str, object], option: str) -> list[str]:
    """Give the names of a list with commas, in the order in which they are known.

    Raises:
        EvalError: a name is not known, or there is none.
    """
    names = [name.strip() for name in given.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        wrong = ", ".join(unknown) or "gì"
        raise EvalError(f"{option} chỉ nhận {', '.join(known)}, không có {wrong}.")
    return [name for name in known if name in names]


def dressed(model: Path, folder: Path) -> Path:
    """Make a sentence-transformers folder of a BertModel: float32, mean pooling, E5's prefixes.

    What a training saved beside the weights (shorter texts, 16 bits) is left behind, so that all
    models are run alike.

    Raises:
        EvalError: a file of the model is missing or damaged.
    """
    files = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")
    (folder / "pooling").mkdir(parents=True)
    for name in files:
        if not (model / name).is_file():
            raise EvalError(f"Thư mục mô hình {model} thiếu tệp {name}; cần: {', '.join(files)}.")
        (folder / name).symlink_to((model / name).resolve())
    layers = [("Transformer", ""), ("Pooling", "pooling")]
    if head := _head(model):  # a linear layer between unit lengths, as train.py saves it
        (folder / "head").symlink_to(head.resolve())
        layers += [("Normalize", "unit"), ("Dense", "head")]
        (folder / "unit").mkdir()
    written: dict[str, Any] = {
        "modules.json": [
            {
                "idx": at,
                "name": f"{at}",
                "path": path,
                "type": f"sentence_transformers.models.{kind}",
            }
            for at, (kind, path) in enumerate(layers)
        ],
        "sentence_bert_config.json": {
            "max_seq_length": 512,
            # BERT's own pooling layer is not in the weights and would be made up at random.
            "model_kwargs": {"add_pooling_layer": False, "dtype": "float32"},
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "}
        },
        "pooling/config.json": {
            "word_embedding_dimension": _config(model)["hidden_size"],
            "pooling_mode_mean_tokens": True,
        },
    }
    for name, content in written.items():
        (folder / name).write_text(json.dumps(content), "utf-8")
    return folder


def _head(model: Path) -> Path | None:
    """Find the folder of the linear layer after the pooling, if the model has one."""
    listed = model / "modules.json"
    modules = json.loads(listed.read_text("utf-8")) if listed.is_file() else []
    return next((model / one["path"] for one in modules if one["type"].endswith(".Dense")), None)


def _config(model: Path) -> dict[str, int]:
    try:
        config = json.loads((model / "config.json").read_text("utf-8"))
        return {name: int(config[name]) for name in ("hidden_size", "vocab_size")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(f"Không đọc được {model / 'config.json'} ({error}).") from error


def read_collection(
    name: str, data: Path, distractors: int, articles: int | None = None
) -> Collection:
    """Read a collection of the data folder.

    `articles` limits the codified law: to all that answer, and others drawn by chance, the same
    ones every time.

    Raises:
        EvalError: a file is missing or wrong.
    """
    beside = f"{data / WIKIPEDIA}:{distractors}" if name == "viquad-wiki" else ""
    passages, questions = collection_of(data / PASSAGES[name], data / QUESTIONS[name], beside)
    if name == "zalo" and articles is not None:
        gold = {one for question in questions for one in question.passage_ids}
        others = [passage.id for passage in passages if passage.id not in gold]
        drawn = random.Random(0).sample(others, min(len(others), max(0, articles - len(gold))))
        kept = gold.union(drawn)
        passages = [passage for passage in passages if passage.id in kept]
    return Collection(name, passages, questions)


class Contest:
    """A collection that every contender searches with the same questions."""

    def __init__(
        self,
        collection: Collection,
        *,
        encoders: Mapping[str, Encoder],
        restorer: ToneRestorer,
        directory: Path,
    ) -> None:
        self._collection = collection
        self._encoders = encoders
        self._restorer = restorer
        self._directory = directory
        self._vectors: dict[str, Matrix] = {}
        self._queries: dict[str, dict[str, Matrix]] = {}

    def values(self, name: str) -> Values:
        """Ask a contender all questions in every form; a question it finds nothing for stays."""
        contender = CONTENDERS[name]
        if contender.leg == "product":
            return self._product()
        if contender.leg == "hybrid":
            return self._judged(self.fused(contender.weights))
        search = {"dense": self._dense, "lexical": self._words}
        return self._judged(search[contender.leg](contender))

    def fused_values(self, weights: str, dense_weight: float) -> Values:
        """Ask the hybrid all questions, with a share of its own for the vectors."""
        return self._judged(self.fused(weights, dense_weight))

    def _judged(self, found_by_form: Rankings) -> Values:
        values: Values = {}
        for form, rankings in found_by_form.items():
            values[form] = {measure: [] for measure in MEASURES}
            for question, rows in zip(self._collection.questions, rankings, strict=True):
                found = [self._collection.passages[row].id for row in rows]
                judged = measures(found, question.passage_ids)
                for measure, column in values[form].items():
                    column.append(judged[measure])
        return values

    def _dense(self, contender: Contender) -> Rankings:
        vectors = cut(self.vectors(contender.weights), contender.dimension)
        return {
            form: [
                best(vectors @ query, DEPTH).tolist() for query in cut(queries, contender.dimension)
            ]
            for form, queries in self.queries(contender.weights).items()
        }

    def _words(self, _: Contender) -> Rankings:
        rankings: Rankings = {}
        for form, questions in self.asked.items():
            scores = [self.index.lexical.scores(question.terms) for question in questions]
            rankings[form] = [
                [int(row) for row in best(one, DEPTH) if one[row] > 0] for one in scores
            ]
        return rankings

    def fused(self, weights: str, dense_weight: float = DENSE_WEIGHT) -> Rankings:
        """Give what vectors of some weights and words find together."""
        rows = {document.id: row for row, document in enumerate(self.index.documents)}
        queries = self.queries(weights)
        return {
            form: [
                [
                    rows[hit.passage.document_id]
                    for hit in fuse(
                        question, query, index=self.index, k=DEPTH, dense_weight=dense_weight
                    )
                ]
                for question, query in zip(questions, queries[form], strict=True)
            ]
            for form, questions in self.asked.items()
        }

    def _product(self) -> Values:
        collection = self._collection
        legs = evaluate(
            collection.passages,
            collection.questions,
            encoder=self._encoders["int8"],
            restorer=self._restorer,
            forms=(TONED, RAW),
            cache=self._directory / "windows",
            progress=partial(_tell, f"{collection.name}, windows"),
        )
        # The product restores what is typed without diacritics.
        read = {TONED: TONED, RAW: RESTORED}
        return {
            read[leg.form]: {measure: leg.values[measure] for measure in MEASURES}
            for leg in legs
            if leg.name == "hybrid"
        }

    @cached_property
    def index(self) -> Index:
        """Whole passages, their word tables, and the shipped encoder's vectors of their heads."""
        documents = documents_of(self._collection.passages)
        passages = [Passage(d.id, d.title, d.source, 0, len(d.text), d.text) for d in documents]
        return Index.build(documents, passages, self.vectors("int8"), self._encoders["int8"])

    @cached_property
    def asked(self) -> dict[str, list[Question]]:
        """The questions as the product reads them, toned and without diacritics."""
        read = partial(understand, restorer=self._restorer, lexical=self.index.lexical)
        texts = [question.text for question in self._collection.questions]
        return {
            TONED: [read(text) for text in texts],
            RESTORED: [read(fold(text)) for text in texts],
        }

    def vectors(self, weights: str) -> Matrix:
        """Give a row a passage: its heading and first HEAD characters."""
        if weights not in self._vectors:
            self._vectors[weights] = stored_vectors(
                [canonical(f"{p.title}\n{p.text[:HEAD]}") for p in self._collection.passages],
                self._encoders[weights],
                self._directory / "vectors",
                progress=partial(_tell, f"{self._collection.name}, {weights}"),
            )
        return self._vectors[weights]

    def queries(self, weights: str) -> dict[str, Matrix]:
        """Give a row a question in every form."""
        if weights not in self._queries:
            texts = {form: [one.text for one in group] for form, group in self.asked.items()}
            texts[RAW] = [fold(question.text) for question in self._collection.questions]
            encode = self._encoders[weights].encode_queries
            self._queries[weights] = {form: encode(texts[form]) for form in FORMS}
        return self._queries[weights]


def _speed(
    encoders: Mapping[str, Encoder], folders: Mapping[str, Path], passages: Sequence[str]
) -> dict[str, Any]:
    speed = in_turns({name: one.encode_passages for name, one in encoders.items()}, passages)
    measured: dict[str, Any] = {
        "passages": len(passages),
        "models": {
            name: {
                "passages_per_second": round(speed[name], 1),
                "peak_memory_mb": round(peak_memory_mb(str(folders[name]), passages)),
            }
            for name in encoders
        },
    }
    if "base" in folders:
        config = _config(folders["base"])
        pieces = UNCUT_PIECES - config["vocab_size"]
        measured["uncut_mb"] = round(4 * pieces * config["hidden_size"] / 1e6)
    return measured


def _tell(what: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{what}: {done}/{total}" + "\n" * (done == total))


if __name__ == "__main__":
    sys.exit(main())
