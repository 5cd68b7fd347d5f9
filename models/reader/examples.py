"""Training examples of the reader: questions with windows of text that answer them, or do not.

Read from gzipped JSON lines, a question each: "question", "context", "answers" (a list of
{"text", "start"}), "passage_id", "source", and "answerable". Every visit of a question makes
another example of it: another window around the answer, or one without it; a wrong passage that
shares its words; a near miss, with another year, number or name in the question. How people type
is part of it (models/encoder/typed.py). Pairs of a question and a passage, with wrong passages that
are found for it (models/encoder/pairs.py), teach whether a passage answers, and not where.
"""

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from index.identifiers import proper_names
from index.lexical import LexicalIndex, terms_of
from index.passages import pieces
from index.text import fold, sentences
from models.encoder.pairs import lines_of, rows
from models.encoder.typed import as_typed
from qa.aloud import aloud

HUMAN, TRANSLATED = "train/reading_human.jsonl.gz", "train/squad2_vi_mt.jsonl.gz"
# A training step costs by the token, and two thirds of a passage train as well: with the question
# a window of this size makes 150 to 190 tokens.
MAX_CHARACTERS = 700
LEAST_CHARACTERS = 120  # less text than this answers nothing for too plain a reason
SHORTER = 0.25  # of the windows
# Of the windows: one sentence. The product reads the best ones once more so, what a question asks
# beyond it shows there first, and a step holds three times as many.
ALONE = 0.5
ALIKE = 0.4  # of the words of two questions are shared: one is the other with something changed
TYPED_BADLY = 0.3  # of the visits
UNTITLED = 0.25  # of the visits: what a title says must not be counted on
# What the visits of an answerable question make, beside the example itself.
OTHER_WINDOW, WRONG_PASSAGE, NEAR_MISS = 0.14, 0.14, 0.10
BUNDLED = 0.6  # of the visits of a question that has twins
REPLY = 0.12  # of the visits of what other questions are about too: the sentence replies to one
RIVALS = 10  # wrong passages that one is drawn from
SEARCHED = 20_000  # contexts of a source they are looked for in; more would take gigabytes
HELD_OUT = 5  # one in so many of the human passages
# Pairs of these sources: of the others the words that answer are known, or may be missing.
PAIRED = ("zalo2021", "alqac", "vicov19qa", "law_title")
SHOWN = 4  # passages with a question that has rivals
RIVAL = 0.5  # of the visits of a pair show a wrong passage

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A question and its context as they were collected."""

    source: str
    passage_id: str
    question: str
    context: str
    answers: tuple[Place, ...]
    """As offsets into the context; empty when it does not answer."""
    title: str = ""
    near: Place | None = None
    """What seems to answer where nothing does: the answer to the question most like it."""
    rivals: tuple[tuple[str, str], ...] = ()
    """Wrong passages that are found for the question, a title and a text each, best first."""


@dataclass(frozen=True, slots=True)
class Example:
    """What the network learns from: a question and a passage."""

    question: str
    passage: str
    answers: tuple[Place, ...]
    """As offsets into the passage, any of them right; empty when it does not answer."""
    is_somewhere: bool = False
    """It answers, and nobody has said with which words: `answers` is empty."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, a passage that answers it, and wrong ones that are found for it."""

    question: str
    passage: str
    rivals: tuple[str, ...]


def read_pairs(folder: Path) -> list[Pair]:
    """Read what models/encoder/pairs.py wrote, of the sources in PAIRED."""
    passages = lines_of(folder / "passages.txt.gz")
    return [
        Pair(
            record["question"],
            passages[record["passage"]],
            tuple(passages[rival] for rival in record["rivals"][:RIVALS]),
        )
        for record in rows(folder / "questions.jsonl.gz")
        if record["source"] in PAIRED
    ]


def read_rows(path: Path, most: int | None = None) -> list[Row]:
    """Read the rows of a file, or the first so many."""
    return near_ones([row_of(record) for record in islice(rows(path), most)])


def near_ones(rows: Sequence[Row]) -> list[Row]:
    """Say, for questions without an answer, where the one that is most like them has its own."""
    answered = defaultdict(list)
    for row in rows:
        if row.answers:
            answered[row.context].append((set(row.question.lower().split()), row.answers[0]))

    def found(row: Row) -> Place | None:
        words = set(row.question.lower().split())
        likeness, place = max(
            ((len(words & other) / len(words | other), at) for other, at in answered[row.context]),
            default=(0.0, None),
        )
        return place if likeness >= ALIKE else None

    return [row if row.answers else replace(row, near=found(row)) for row in rows]


def row_of(record: dict[str, Any]) -> Row:
    """Make a row of a record of the collected sets, or of a made one.

    Its tables are read aloud, unless an answer goes over the border of a cell.
    """
    context = record["context"]
    answers = [(one["start"], one["start"] + len(one["text"])) for one in record["answers"]]
    read = aloud(context, 0, len(context))
    places = [read.read_at(*place) for place in answers]
    if None not in places:
        context, answers = read.text, [place for place in places if place]
    return Row(
        source=record["source"],
        passage_id=record["passage_id"],
        question=record["question"],
        context=context,
        answers=tuple(dict.fromkeys(answers)) if record["answerable"] else (),
        title=record.get("title", ""),
        rivals=tuple((one["title"], one["text"]) for one in record.get("rivals", ())),
    )


def is_held_out(passage_id: str) -> bool:
    """Say whether a passage is kept out of training, so that fit.py can weigh what it has not seen.

    By the name alone: the same in every process and whatever else is read.
    """
    return hashlib.sha256(passage_id.encode()).digest()[0] % HELD_OUT == 0


class Examples:
    """Makes an example of every visit; the same one whenever the same visit is asked for."""

    def __init__(self, rows: Sequence[Row], pairs: Sequence[Pair] = ()) -> None:
        self.rows = rows
        self.pairs = pairs
        by_source = defaultdict(list)
        for row in rows:
            by_source[row.source].append(row)
        self.sources = {source: _Source(own) for source, own in by_source.items()}
        self._answered: dict[str, list[tuple[str, Place]]] = defaultdict(list)
        self._twins: dict[tuple[str, Place], list[str]] = defaultdict(list)
        for row in rows:
            for place in row.answers[:1]:
                self._answered[row.context].append((row.question, place))
            if row.near:
                self._twins[row.context, row.near].append(row.question)

    def visit(self, number: int) -> list[Example]:
        """Make the examples of a visit; all rows and pairs are visited before one is again.

        Of a row with rivals several passages, the one that answers first; of a row with twins,
        often, they too, of the same window; else one.
        """
        count = len(self.rows) + len(self.pairs)
        epoch, place = divmod(number, count)
        chance = random.Random(f"visit {number}")
        chosen = _order(count, epoch)[place]
        if chosen >= len(self.rows):
            made = [paired(self.pairs[chosen - len(self.rows)], chance)]
        elif self.rows[chosen].rivals:
            made = beside_rivals(self.rows[chosen], chance)
        elif (twins := self._twins_of(self.rows[chosen])) and chance.random() < BUNDLED:
            made = beside_twins(self.rows[chosen], twins, chance)
        else:
            made = [self._example(self.rows[chosen], chance)]
        if chance.random() < UNTITLED:
            made = [replace(example, title="") for example in made]
        if chance.random() < TYPED_BADLY:
            # All of them alike: how a question is typed must not tell whether it is answered.
            seed = chance.random()
            made = [
                replace(example, question=as_typed(example.question, random.Random(seed)))
                for example in made
            ]
        return made

    def _twins_of(self, row: Row) -> list[str]:
        return self._twins.get((row.context, row.answers[0]), []) if row.answers else []

    def _example(self, row: Row, chance: random.Random) -> Example:
        """Make one of the kinds there are; the plain one where the row does not allow another."""
        if chance.random() < REPLY and (made := as_reply(row, self._answered[row.context], chance)):
            return made
        if not row.answers:
            return missed(row, chance)
        kind = chance.random()
        made = None
        if kind < OTHER_WINDOW:
            made = other_window(row, chance)
        elif kind < OTHER_WINDOW + WRONG_PASSAGE:
            made = self.sources[row.source].wrong_passage(row, chance)
        elif kind < OTHER_WINDOW + WRONG_PASSAGE + NEAR_MISS:
            made = near_miss(row, self.sources[row.source].names, chance)
        return made or plain(row, chance)


@lru_cache(maxsize=2)
def _order(count: int, epoch: int) -> list[int]:
    numbers = list(range(count))
    random.Random(f"epoch {epoch}").shuffle(numbers)
    return numbers


class _Source:
    """The rows of one source: what their wrong passages and other names are taken from."""

    def __init__(self, rows: Sequence[Row]) -> None:
        contexts = {row.passage_id: row.context for row in rows}
        self._titles = {row.passage_id: row.title for row in rows}
        self._contexts = dict(islice(contexts.items(), SEARCHED))
        self._ids = list(self._contexts)
        self._questions = [row.question for row in rows]

    @cached_property
    def _lexical(self) -> LexicalIndex:
        return LexicalIndex.build(list(self._contexts.values()))

    @cached_property
    def names(self) -> list[str]:
        """Names that questions mention, each once."""
        # Not those at the beginning, where any word has a capital: "Tại Hà Nội".
        found = (text[a:b] for text in self._questions for a, b in proper_names(text) if a > 0)
        return list(dict.fromkeys(found))

    def wrong_passage(self, row: Row, chance: random.Random) -> Example | None:
        """Take a passage that has the question's words and not its answer."""
        scores = self._lexical.scores(terms_of(row.question))
        said = [fold(row.context[a:b]) for a, b in row.answers]
        best = [int(place) for place in np.argsort(-scores, kind="stable")[: 2 * RIVALS]]
        wrong = [
            id_
            for place in best
            if scores[place] > 0 and (id_ := self._ids[place]) != row.passage_id
            if not any(answer in fold(self._contexts[id_]) for answer in said)
        ][:RIVALS]
        if not wrong:
            return None
        chosen = chance.choice(wrong)
        passage = somewhere(row.question, self._contexts[chosen], chance)
        return Example(row.question, passage, (), title=self._titles[chosen])


def beside_rivals(row: Row, chance: random.Random) -> list[Example]:
    """Take the passage that answers, if one does, and some that are found and do not.

    The best rival is always among them, and all are about as long: padding is computed too.
    """
    first = plain(row, chance) if row.answers else missed(row, chance)
    least = max(LEAST_CHARACTERS, len(first.passage))
    drawn = chance.sample(row.rivals[1:], min(SHOWN - 2, len(row.rivals) - 1))
    others = [
        Example(row.question, somewhere(row.question, text, chance, least), (), title=title)
        for title, text in (row.rivals[0], *drawn)
    ]
    return [first, *others]


def beside_twins(row: Row, twins: Sequence[str], chance: random.Random) -> list[Example]:
    """Take a window that answers, and with it one or two questions most like it that it does not.

    What tells them apart is the only thing that can be learned from them (instance bundles, Dua et
    al. 2021, arXiv:2104.08735).
    """
    first = plain(row, chance)
    others = chance.sample(twins, min(2, len(twins)))
    return [first, *(replace(first, question=other, answers=()) for other in others)]


def plain(row: Row, chance: random.Random) -> Example:
    """Take a window around one of the answers, and all that stand in it whole."""
    passage, start = window(row.context, chance.choice(row.answers), chance)
    inside = [
        (a - start, b - start) for a, b in row.answers if start <= a and b <= start + len(passage)
    ]
    return Example(row.question, passage, tuple(inside), title=row.title)


def missed(row: Row, chance: random.Random) -> Example:
    """Take a window of a context that does not answer, around what seems to."""
    if row.near:
        passage, _ = window(row.context, row.near, chance)
    else:
        passage = somewhere(row.question, row.context, chance)
    return Example(row.question, passage, (), title=row.title)


# How documents put a question before its reply: lines that talk, interviews, minutes.
EXCHANGES = (
    "Hỏi: {}\nTrả lời: ",
    "Hỏi: {}\nĐáp: ",
    "Câu hỏi: {}\nTrả lời: ",
    "{}\n",
    "- {}\n- ",
    "Kiến nghị: {}\nTrả lời: ",
    "Một cử tri hỏi: {} Chủ tọa trả lời: ",
    "Có ý kiến hỏi: {} Trả lời: ",
)


def as_reply(
    row: Row, answered: Sequence[tuple[str, Place]], chance: random.Random
) -> Example | None:
    """Take the sentence as a reply to another question that it answers, as documents have it.

    That question has most of the words, and answers nothing. Half of the time another question and
    its reply stand beside it.
    """
    place = row.answers[0] if row.answers else row.near
    if not place:
        return None
    told = _unit(row.context, place)
    by_unit = [(question, _unit(row.context, at)) for question, at in answered]
    same = [one for one in by_unit if one[1] == told and one[0] != row.question]
    if not same:
        return None
    form = chance.choice(EXCHANGES)
    turns = [chance.choice(same)]
    others = [one for one in by_unit if one[1] != told]
    if others and chance.random() < 0.5:
        turns.insert(chance.randint(0, 1), chance.choice(others))
    passage, answers = "", []
    for asked, (start, end) in turns:
        passage += ("\n" if passage else "") + form.format(asked)
        if (start, end) == told:
            moved = len(passage) - start
            answers = [(a + moved, b + moved) for a, b in row.answers if start <= a and b <= end]
            if row.answers and not answers:
                return None  # it goes on behind the sentence
        passage += row.context[start:end]
    return Example(row.question, passage, tuple(answers), title=row.title)


def _unit(text: str, place: Place) -> Place:
    """Give the sentence, or the piece of a long one, that a place begins in."""
    return next(((a, b) for a, b in units(text) if a <= place[0] < b), (0, len(text)))


def paired(pair: Pair, chance: random.Random) -> Example:
    """Take the passage that answers, or one of those that are found and do not."""
    if pair.rivals and chance.random() < RIVAL:
        return Example(pair.question, chance.choice(pair.rivals), ())
    return Example(pair.question, pair.passage, (), is_somewhere=True)


def other_window(row: Row, chance: random.Random) -> Example | None:
    """Take a window of the same context in which no answer stands."""
    parts = units(row.context)
    touched = [any(a < d and c < b for c, d in row.answers) for a, b in parts]
    first, last = touched.index(True), len(touched) - 1 - touched[::-1].index(True)
    sides = [parts[:first], parts[last + 1 :]]
    said = [fold(row.context[a:b]) for a, b in row.answers]
    texts = [row.context[side[0][0] : side[-1][1]] for side in sides if side]
    texts = [
        text
        for text in texts
        if len(text) >= LEAST_CHARACTERS and not any(answer in fold(text) for answer in said)
    ]
    if not texts:
        return None
    passage = somewhere(row.question, chance.choice(texts), chance)
    return Example(row.question, passage, (), title=row.title)


_YEAR = re.compile(r"(?<![\d.,/-])(?:1\d|20)\d\d(?![\d.,/-]*\d)")
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?![\w/-]|[.,]\d)")


def near_miss(row: Row, names: Sequence[str], chance: random.Random) -> Example | None:
    """Ask the question about another year, number or name, which the window does not mention."""
    example = plain(row, chance)
    text = fold(example.passage)
    swaps: list[tuple[Place, str]] = []
    for match in _YEAR.finditer(row.question):
        swaps.append(
            (match.span(), str(int(match[0]) + chance.choice((-10, -3, -2, -1, 1, 2, 3, 10))))
        )
    for match in _NUMBER.finditer(row.question):
        swaps.append((match.span(), str(max(1, int(match[0]) + chance.choice((-2, -1, 1, 2, 5))))))
    for place in proper_names(row.question):
        if names:
            swaps.append((place, chance.choice(names)))
    chance.shuffle(swaps)
    for (start, end), other in swaps:
        if not re.search(rf"(?<!\w){re.escape(fold(other))}(?!\w)", text):
            asked = row.question[:start] + other + row.question[end:]
            return replace(example, question=asked, answers=())
    return None


@lru_cache(maxsize=4096)
def units(text: str) -> list[Place]:
    """Cut a text into sentences, and a sentence longer than a window into pieces."""
    return [piece for a, b in sentences(text) for piece in pieces(text, a, b, MAX_CHARACTERS)] or [
        (0, len(text))
    ]


def somewhere(question: str, text: str, chance: random.Random, most: int | None = None) -> str:
    """Cut a text to a window around the sentence with most of a question's longer words."""
    words = longer_words(question)
    near = max(units(text), key=lambda place: len(words & longer_words(text[slice(*place)])))
    return window(text, near, chance, most)[0]


def longer_words(text: str) -> set[str]:
    """Give the folded words of more than two letters: those that say what a text is about."""
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) > 2}


def window(
    text: str, around: Place, chance: random.Random, most: int | None = None
) -> tuple[str, int]:
    """Cut a text to whole sentences around a place; give it and where it starts.

    How much of the room is before them is left to chance, and, for most of the visits, how much
    room there is: what the product reads is a paragraph, which may be a line, and then the best
    sentences alone. Or `most` is given.
    """
    if most is None:
        most = MAX_CHARACTERS
        kind = chance.random()
        if kind < ALONE:
            most = 0
        elif kind < ALONE + SHORTER:
            most = chance.randint(LEAST_CHARACTERS, MAX_CHARACTERS)
    parts = units(text)
    held = [i for i, (a, b) in enumerate(parts) if a < around[1] and around[0] < b]
    first, last = (held[0], held[-1]) if held else (0, 0)

    def room() -> int:
        return most - (parts[last][1] - parts[first][0])

    left_over = room() * (1 - chance.random())
    while first > 0 and room() - (parts[first][0] - parts[first - 1][0]) >= left_over:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1][1] - parts[last][1] <= room():
        last += 1
    while first > 0 and parts[first][0] - parts[first - 1][0] <= room():
        first -= 1
    start, end = parts[first][0], parts[last][1]
    return text[start:end], start


def training_rows(
    data: Path, made: Iterable[tuple[Path, int | None]], human: int = 2, translated: int = 1
) -> list[Row]:
    """Read all there is to train on: human and translated rows so many times, and made ones.

    The plain "who is" rows, half of the human ones, count once.
    """
    own = [row for row in read_rows(data / HUMAN) if not is_held_out(row.passage_id)]
    again = [row for row in own if row.source != "mailong25"] * (human - 1)
    others = [row for path, most in made for row in read_rows(path, most)]
    return [*own, *again, *read_rows(data / TRANSLATED) * translated, *others]


def made_file(text: str) -> tuple[Path, int | None]:
    """Read FILE or FILE:N."""
    path, _, most = text.rpartition(":")
    return (Path(path), int(most)) if path and most.isdigit() else (Path(text), None)
