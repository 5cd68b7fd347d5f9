"""Questions with gold: reads eval/golden/*.jsonl and PREFIX.questions.jsonl.gz, and checks them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from index.errors import EvalError
from index.text import fold

FORMS = ("toned", "toneless")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence stands: verbatim words of a source."""

    source: str
    quote: str
    start: int
    """Offset of the quote in the source's own text."""

    @property
    def end(self) -> int:
        """Offset after the quote."""
        return self.start + len(self.quote)


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question, the places that prove its answer, and the answers that are right.

    `evidence` and `answers` have one entry a needed piece; each entry lists alternatives. Both are
    empty when the documents do not answer.
    """

    id: str
    kind: str
    text: str
    answerable: bool
    evidence: tuple[tuple[Place, ...], ...]
    answers: tuple[tuple[str, ...], ...]


def golden(path: Path, texts: dict[str, str]) -> list[GoldenQuestion]:
    """Read golden questions; `texts` are the sources' own texts by name.

    Raises:
        EvalError: a line is not in the form, an id is repeated, or gold is not in its source.
    """
    questions = []
    seen: set[str] = set()
    for number, row in _rows(path):
        try:
            question = GoldenQuestion(
                id=row["id"],
                kind=row["kind"],
                text=row["question"],
                answerable=row["answerable"],
                evidence=tuple(
                    tuple(place for given in piece for place in _places(given, texts))
                    for piece in row["evidence"]
                ),
                answers=tuple(tuple(piece) for piece in row["answers"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise EvalError(f"{path}:{number}: câu hỏi mẫu không hợp lệ ({error}).") from error
        if question.id in seen:
            raise EvalError(f"{path}:{number}: mã {question.id!r} bị lặp.")
        if question.answerable != bool(question.evidence):
            raise EvalError(f"{path}:{number}: “answerable” và “evidence” trái nhau.")
        seen.add(question.id)
        questions.append(question)
    if not questions:
        raise EvalError(f"{path} không có câu hỏi nào.")
    return questions


def _places(row: dict[str, str], texts: dict[str, str]) -> list[Place]:
    """Find every place where the quote stands: a lead is often repeated in the text."""
    text, quote = texts[row["source"]], row["quote"]
    starts = [match.start() for match in re.finditer(re.escape(quote), text)] if quote else []
    if not starts:
        raise ValueError(f"{row['source']} không có câu {quote!r}")
    return [Place(row["source"], quote, start) for start in starts]


@dataclass(frozen=True, slots=True)
class CollectionPassage:
    """A passage of a retrieval collection."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RetrievalQuestion:
    """A question and the ids of the passages that answer it."""

    id: str
    text: str
    passage_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question with one paragraph, and where in it the reference answers stand."""

    id: str
    text: str
    passage_id: str
    context: str
    answers: tuple[tuple[int, int], ...]
    """Offsets into the context; empty when it does not answer."""

    @property
    def references(self) -> tuple[str, ...]:
        """The words of the reference answers."""
        return tuple(self.context[start:end] for start, end in self.answers)


def reading_questions(path: Path) -> list[ReadingQuestion]:
    """Read questions with their paragraph, JSON lines, gzip or plain.

    Raises:
        EvalError: a line is not in the form, or an answer is not where it is said to be.
    """
    questions = []
    for number, row in _rows(path):
        try:
            context = row["context"]
            places = []
            for answer in row["answers"] if row["answerable"] else ():
                start, text = answer["start"], answer["text"]
                if not text or start < 0 or context[start : start + len(text)] != text:
                    raise ValueError(f"không có {text!r} ở vị trí {start}")
                places.append((start, start + len(text)))
            if row["answerable"] and not places:
                raise ValueError("thiếu câu trả lời")
            questions.append(
                ReadingQuestion(
                    str(row["id"]), row["question"], str(row["passage_id"]), context, tuple(places)
                )
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EvalError(f"{path}:{number}: câu hỏi đọc hiểu không hợp lệ ({error}).") from error
    if not questions:
        raise EvalError(f"{path} không có câu hỏi nào.")
    return questions


def collection(
    prefix: str, distractors: str = ""
) -> tuple[list[CollectionPassage], list[RetrievalQuestion]]:
    """Read PREFIX.passages.jsonl.gz and PREFIX.questions.jsonl.gz, see `collection_of`."""
    return collection_of(
        Path(f"{prefix}.passages.jsonl.gz"), Path(f"{prefix}.questions.jsonl.gz"), distractors
    )


def collection_of(
    texts: Path, asked: Path, distractors: str = ""
) -> tuple[list[CollectionPassage], list[RetrievalQuestion]]:
    """Read the passages of one file and the questions of another.

    `distractors` is a file of the same form as the passages, FILE or FILE:N for its first N rows.

    Raises:
        EvalError: a file is missing or not in the form, or a gold passage is not in the collection.
    """
    passages = _passages(texts)
    name, _, count = distractors.rpartition(":")
    if distractors and not (name and count.isdigit()):
        name, count = distractors, ""
    if distractors:
        have = {passage.id for passage in passages}
        extra = _passages(Path(name), int(count) if count else None)
        passages += [passage for passage in extra if passage.id not in have]
    ids = {passage.id for passage in passages}
    questions = []
    for number, row in _rows(asked):
        try:
            gold = frozenset(row.get("passage_ids") or [row["passage_id"]])
            question = RetrievalQuestion(str(row["id"]), row["question"], gold)
        except (KeyError, TypeError) as error:
            raise EvalError(f"{asked}:{number}: thiếu {error}.") from error
        if not gold <= ids:
            raise EvalError(f"{asked}:{number}: đoạn {sorted(gold - ids)[0]!r} không có trong tập.")
        questions.append(question)
    if not questions:
        raise EvalError(f"{asked} không có câu hỏi nào.")
    return passages, questions


AnyQuestion = TypeVar("AnyQuestion", RetrievalQuestion, ReadingQuestion, GoldenQuestion)


def as_typed(questions: Sequence[AnyQuestion], form: str) -> list[AnyQuestion]:
    """Give the questions as people may type them: "toned" as they are, "toneless" without."""
    if form == "toned":
        return list(questions)
    return [replace(question, text=fold(question.text)) for question in questions]


def _passages(path: Path, count: int | None = None) -> list[CollectionPassage]:
    passages = []
    for number, row in _rows(path, count):
        try:
            passages.append(CollectionPassage(str(row["id"]), row.get("title", ""), row["text"]))
        except (KeyError, TypeError) as error:
            raise EvalError(f"{path}:{number}: thiếu {error}.") from error
    return passages


def _rows(path: Path, count: int | None = None) -> list[tuple[int, dict[str, Any]]]:
    """Read JSON objects with their line numbers, gzip or plain, at most `count`."""
    rows: list[tuple[int, dict[str, Any]]] = []
    try:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if count is not None and len(rows) >= count:
                    break
                if line.strip():
                    try:
                        row = json.loads(line)
                    except ValueError as error:
                        raise EvalError(f"{path}:{number}: không phải JSON ({error}).") from error
                    if not isinstance(row, dict):
                        raise EvalError(f"{path}:{number}: không phải một đối tượng JSON.")
                    rows.append((number, row))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise EvalError(f"Không đọc được {path} ({error}).") from error
    return rows
