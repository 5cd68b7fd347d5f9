r"""Make pairs of a question and the passage that answers it, and find each question's rivals.

    python -m models.encoder.pairs --data DIR --out DIR

Reads the collected Vietnamese sets in DIR/train and the articles of law in DIR/scale, less every
law that a question of DIR/dev is about. Writes five files that train.py reads:

- passages.txt.gz: a passage a line, each once: the windows that the product itself would cut.
- questions.jsonl.gz, {"source", "question", "passage", "rivals"} a line. `passage` is the number of
  its passage; `rivals` are those of others that our own hybrid search finds: the hard negatives.
- vectors.npy, shape (passages, 384), float16: the base model's vector of every passage.
- texts.txt.gz: the questions and other short texts, one a line, to learn what is typed badly.
- targets.npy, shape (texts, 384), float16: the base model's vectors of these as questions.
"""

import argparse
import gzip
import json
import multiprocessing
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import faiss
import numpy as np

from index.document import Document, Paragraph, Passage
from index.encoder import Encoder, Matrix, bundled, open_encoder
from index.errors import QuestionError
from index.passages import passages_of
from index.store import Index
from index.text import canonical, fold, sentences, syllables
from index.tones import ToneRestorer
from qa.question import understand
from qa.retrieve import fuse

RIVALS = 12
SMALLEST_GROUP, LARGEST_GROUP = 8, 30  # articles of one law, passages on one subject
LONGEST_TEXT = 220  # characters
# A passage as near to the question as this, relative to the right one, may well be right too.
TOO_NEAR = 0.985

Row = dict[str, Any]


class Pair(NamedTuple):
    """A question and what answers it."""

    source: str
    question: str
    title: str
    text: str


def rows(file: Path) -> Iterator[Row]:
    """Read a .jsonl.gz."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def lines_of(file: Path) -> list[str]:
    """Read a .txt.gz, a text a line."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def human(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Take questions that people wrote, and the passage they were given or that was found right."""
    for row in rows(data / "train/retrieval_human.jsonl.gz"):
        name = str(row["source"])
        # Half of the health questions: they would be a third of all, and ask of one illness.
        if name == "vicov19qa" and chance.random() < 0.5:
            continue
        positive = chance.choice(row["positives"])
        text = window(positive["text"], row["question"])
        yield Pair(name, row["question"], heading(positive["title"]), text)
    for name in ("reading_human", "squad2_vi_mt"):
        for row in rows(data / f"train/{name}.jsonl.gz"):
            known = row["source"] in {"uit_handmade", "alqac"}  # they are in retrieval_human
            related = row["answerable"] or row["source"] == "squad2_vi_mt"
            if related and not known:
                start = row["answers"][0]["start"] if row["answers"] else None
                text = window(row["context"], row["question"], start)
                yield Pair(row["source"], row["question"], "", text)


def law(data: Path, chance: random.Random, count: int) -> Iterator[Pair]:
    """Ask what an article is about, as people ask it; or a sentence of it."""
    articles = articles_of_law(data)
    # "Tổ chức thực hiện" heads a hundred articles: as a question it has no answer.
    common = Counter(heading(row["title"]) for row in articles)
    for row in grouped(articles, "law", chance, count):
        name = heading(row["title"])
        if len(row["text"]) < 80 or len(name.split()) < 4 or common[name] > 2:
            continue
        if chance.random() < 0.5:
            question = chance.choice(_LAW_FORMS).format(name[0].lower() + name[1:])
            question = question[0].upper() + question[1:]
            # Most of them without the heading: then the words must be found in the text.
            shown = name if chance.random() < 0.4 else ""
            yield Pair("law_title", question, shown, window(row["text"], question))
        else:
            found = as_question(row["text"], name, chance)
            if found:
                yield Pair("law_sentence", found[0], name, found[1])


def articles_of_law(data: Path) -> list[Row]:
    """Read the articles of law, less every law that has an article some dev question is about."""
    asked = laws_asked(data)
    return [row for row in rows(data / "scale/phapdien.jsonl.gz") if row["law"] not in asked]


def laws_asked(data: Path) -> set[str]:
    """Give the names of the laws that some dev question is about."""
    laws = {row["id"]: row["law"] for row in rows(data / "scale/phapdien.jsonl.gz")}
    questions = rows(data / "dev/zalo_dev.questions.jsonl.gz")
    return {laws[gold] for row in questions for gold in row["passage_ids"]}


_LAW_FORMS = (
    "{} được quy định như thế nào?",
    "{} được quy định như thế nào?",
    "Quy định về {} như thế nào?",
    "{}?",
    "{} là gì?",
    "{} gồm những gì?",
    "Pháp luật quy định {} ra sao?",
)


def news(data: Path, chance: random.Random, count: int) -> Iterator[Pair]:
    """Take headlines and abstracts, and the passage of the body that has most of their words."""
    done = 0
    for row in rows(data / "train/vietnews_pairs.jsonl.gz"):
        if done >= count:
            return
        by_headline = chance.random() < 0.6
        asked = row["title"] if by_headline else first_sentence(row["abstract"])
        words = content(asked)
        if len(words) < 4 or not row["passages"]:
            continue
        best = max(row["passages"], key=lambda text: len(words & content(text)))
        if len(words & content(best)) < 0.4 * len(words):
            continue
        done += 1
        title = "" if by_headline else row["title"]
        found = as_question(best, "", chance) if chance.random() < 0.3 else None
        if found:
            yield Pair("news_sentence", found[0], row["title"], found[1])
        else:
            yield Pair("news", asked, title, window(best, asked))


def wiki(data: Path, chance: random.Random, count: int) -> Iterator[Pair]:
    """Turn a sentence of an encyclopedia into a question; its paragraph answers."""
    passages = list(rows(data / "train/viwiki_passages.jsonl.gz"))
    for row in grouped(passages, "title", chance, count):
        found = as_question(row["text"], row["title"], chance)
        if found:
            title = f"{row['title']} – {row['section']}" if row["section"] else row["title"]
            yield Pair("wiki", found[0], title if chance.random() < 0.5 else "", found[1])


def written(file: Path, data: Path) -> Iterator[Pair]:
    """Take what models/reader/written.py made: questions in other words than their passages'.

    Titles of articles end with their law in brackets: those of laws asked about in DIR/dev are
    left out here too.
    """
    asked = laws_asked(data)
    for row in rows(file):
        law = re.search(r"\(([^()]+)\)$", row["title"])
        if row["answerable"] and not (law and law[1] in asked):
            text = window(row["context"], row["question"], row["answers"][0]["start"])
            yield Pair(row["source"], row["question"], row["title"], text)


def grouped(found: Sequence[Row], key: str, chance: random.Random, count: int) -> Iterator[Row]:
    """Give about `count` rows as whole groups: what is hard is to tell a text from its like."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(row[key], []).append(row)
    names = sorted(name for name, group in groups.items() if len(group) >= SMALLEST_GROUP)
    chance.shuffle(names)
    given = 0
    for name in names:
        if given >= count:
            return
        group = chance.sample(groups[name], min(LARGEST_GROUP, len(groups[name])))
        given += len(group)
        yield from group


# Vietnamese keeps the question word where the answer stood, so a sentence becomes a question by
# putting the word there.
_NO_COUNT = "".join(
    f"(?<!{word})"
    for word in "[-/.,:%]|năm |tháng |ngày |khóa |chương |iều |hoản |số |thứ ".split("|")
)
_ASKED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b[Nn]gày \d{1,2}(?: tháng |[/.-])\d{1,2}(?:(?: năm |[/.-])\d{4})?"), "khi nào"),
    (re.compile(r"\bnăm \d{4}\b"), "năm nào"),
    (re.compile(rf"{_NO_COUNT}\b\d[\d.,]*(?= [^\W\d_]{{2,}})"), "bao nhiêu"),
    (re.compile(r"\b(?:bao gồm|gồm có|gồm)\s.{15,}$"), "gồm những gì"),
    (re.compile(r"\b(?:bởi vì|vì|do)\s.{15,}$"), "vì sao"),
    (re.compile(r"(?<=\blà )[^,;]{12,}$"), "gì"),
    (re.compile(r"\b(?:tại|ở) (?:[A-ZĐ][^\W\d_]*[ ]?){1,5}(?<! )"), "ở đâu"),
    (re.compile(r"(?<=\bdo )(?:[A-ZĐ][^\W\d_]*[ ]?){2,5}(?<! )"), "ai"),
)
_PRONOUN = re.compile(r"^(?:Ông|Bà|Nó|Anh ấy|Cô ấy|Anh|Cô|Họ)\s(?=[^\W\d_]*[a-zđ])")


def as_question(text: str, subject: str, chance: random.Random) -> tuple[str, str] | None:
    """Turn one sentence into a question; give it with a window of the text.

    In half of the cases the sentence is cut out of the window, so that the question is found by
    what is said around it, not by its own words.
    """
    found = [(a, b) for a, b in sentences(text) if 35 <= b - a <= 260]
    chance.shuffle(found)
    for start, end in found:
        sentence = text[start:end].rstrip(".;: ")
        sentence = re.sub(r"^\s*(?:\d{1,2}[.)]|[a-zđ]\)|[-–•])\s*", "", sentence)
        if subject:
            sentence = _PRONOUN.sub(subject[0].upper() + subject[1:] + " ", sentence)
        forms = [
            (sentence[: match.start()] + word + sentence[match.end() :], match.start())
            for pattern, word in _ASKED
            if (match := pattern.search(sentence))
        ]
        if forms:
            asked, at = chance.choice(forms)
            question = clause(asked, at).strip(" ,;") + "?"
        elif chance.random() < 0.3:
            question = " ".join(sentence.split()[:22])
        else:
            continue
        if not 4 <= len(question.split()) <= 32:
            continue
        if subject and chance.random() < 0.5 and not content(subject) & content(question):
            question = (
                f"{question[:-1]} ({subject})?"
                if chance.random() < 0.3
                else (f"{subject}: {question}")
            )
        question = question[0].upper() + question[1:]
        rest = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
        if chance.random() < 0.35 and len(rest) >= 150 and subject:
            return question, window(rest, question)
        return question, window(text, question, start)
    return None


def clause(sentence: str, at: int) -> str:
    """Keep the clauses around a place, up to about thirty words."""
    left, right = 0, len(sentence)
    for match in re.finditer(r"[,;:]\s", sentence):
        if match.end() <= at and len(sentence[match.end() :].split()) >= 8:
            left = match.end() if len(sentence[left:right].split()) > 26 else left
        elif match.start() > at + 4 and len(sentence[left : match.start()].split()) >= 8:
            right = min(right, match.start())
    return sentence[left:right]


def heading(title: str) -> str:
    """Drop the number of an article before its name: "Điều 1.1.LQ.14. Nhiệm vụ" -> "Nhiệm vụ"."""
    return re.sub(r"^Điều [\w.Đđ]+?\.\s+(?=[^\W\d_])", "", title).strip()


def first_sentence(text: str) -> str:
    """Give the first sentence, at most thirty words of it."""
    found = sentences(text)
    return " ".join(text[slice(*found[0])].split()[:30]) if found else ""


def content(text: str) -> set[str]:
    """Give the longer syllables of a text, toneless."""
    return {word.folded for word in syllables(text) if len(word.folded) > 2}


def window(text: str, question: str, around: int | None = None) -> str:
    """Cut a long text as the product does; give the window around a place, or with most words."""
    text = text.strip()
    document = Document("", "", "", "", text, (Paragraph(0, len(text), ""),))
    windows = passages_of(document)
    if around is not None:
        return next((one.text for one in windows if one.end > around), windows[-1].text)
    words = content(question)
    # The first of equals: an article says at its head what it is about.
    return max(windows, key=lambda one: len(words & content(one.text))).text


def unique(pairs: Iterable[Pair]) -> list[Pair]:
    """Drop a question asked twice of the same passage."""
    found: dict[tuple[str, str], Pair] = {}
    for pair in pairs:
        key = (fold(pair.question), fold(pair.text[:200]))
        if pair.text.strip() and len(pair.question.split()) > 1:
            found.setdefault(key, pair)
    return list(found.values())


def index_of(passages: Sequence[str], vectors: Matrix, encoder: Encoder) -> Index:
    """Put passages into one index, numbered as they are."""
    found = [Passage(str(i), "", str(i), 0, len(text), text) for i, text in enumerate(passages)]
    documents = [
        Document(str(i), "", str(i), str(i), text, (Paragraph(0, len(text), ""),))
        for i, text in enumerate(passages)
    ]
    return Index.build(documents, found, vectors, encoder)


def stored(file: Path, texts: Sequence[str], encode: Callable[[Sequence[str]], Matrix]) -> Matrix:
    """Encode texts, or read their vectors back when that was done before."""
    if file.is_file() and len(vectors := np.load(file)) == len(texts):
        return vectors.astype(np.float32)
    parts = []
    for start in range(0, len(texts), 1024):
        parts.append(encode(texts[start : start + 1024]))
        print(f"{file.stem} {start}/{len(texts)}", flush=True)
    vectors = np.concatenate(parts)
    np.save(file, vectors.astype(np.float16))
    return vectors


class Rivals:
    """Finds the wrong passages that the search gives first for a question.

    `right` has the number of the passage of each question. The search is the hybrid one, or
    `by_vectors` alone: a fiftieth of the time, and what the encoder itself takes one for another.
    """

    def __init__(
        self,
        questions: Sequence[str],
        right: Sequence[int],
        passages: Sequence[str],
        vectors: Matrix,
        encoder: Encoder,
        *,
        by_vectors: bool = False,
    ) -> None:
        self.asked = questions
        self.right = right
        self.vectors = vectors
        self.index = index_of(passages, vectors, encoder)
        self.questions = encoder.encode_queries(questions)
        self.restorer = ToneRestorer.load(bundled("tones"))
        self.starts = [fold(passage)[:120] for passage in passages]
        self.by_vectors = by_vectors

    def __call__(self, number: int) -> list[int]:
        """Give their numbers, the nearest first."""
        right, vector = self.right[number], self.questions[number]
        score = float(self.vectors[right] @ vector)
        wrong: list[int] = []
        seen = {self.starts[right]}
        for other in self._found(number):
            near = float(self.vectors[other] @ vector) > score / TOO_NEAR
            if other != right and self.starts[other] not in seen and not near:
                seen.add(self.starts[other])
                wrong.append(other)
        return wrong[:RIVALS]

    def _found(self, number: int) -> list[int]:
        vector = self.questions[number]
        if self.by_vectors:
            rows, _ = self.index.nearest(vector, 2 * RIVALS)
            return [int(self.index.passages[row].document_id) for row in rows]
        try:
            asked = understand(
                self.asked[number], restorer=self.restorer, lexical=self.index.lexical
            )
        except QuestionError:  # nothing but words that ask
            return []
        hits = fuse(asked, vector, index=self.index, k=2 * RIVALS)
        return [int(hit.passage.document_id) for hit in hits]


def rivals_of(search: Rivals) -> list[list[int]]:
    """Search every question in processes that share the index."""
    global _search
    _search = search
    # The threads of the parent's OpenMP are not there in a child, which would wait for them.
    one_thread = partial(faiss.omp_set_num_threads, 1)
    with multiprocessing.get_context("fork").Pool(initializer=one_thread) as pool:
        found = []
        for wrong in pool.imap(_rivals, range(len(search.asked)), chunksize=100):
            found.append(wrong)
            if len(found) % 1000 == 0:
                print(f"questions {len(found)}/{len(search.asked)}", flush=True)
    return found


_search: Rivals


def _rivals(number: int) -> list[int]:
    return _search(number)


def short_texts(data: Path, chance: random.Random, count: int) -> list[str]:
    """Headlines, names of articles and sentences of an encyclopedia, in random order."""
    found = [row["title"] for row in rows(data / "train/vietnews_pairs.jsonl.gz")]
    for row in rows(data / "train/viwiki_passages.jsonl.gz"):
        inside = [(a, b) for a, b in sentences(row["text"]) if 25 <= b - a <= 110]
        found += [row["text"][slice(*place)] for place in inside[:1]]
    found += [heading(row["title"]) for row in articles_of_law(data)]
    kept = sorted({canonical(text) for text in found if 4 <= len(text.split()) <= 24})
    return chance.sample(kept, min(count, len(kept)))


def main() -> None:
    """Write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, dev/, scale/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--base", help="the base model as export.py wrote it; else the bundled one")
    parser.add_argument("--human", type=float, default=1.0, help="share of these to take")
    parser.add_argument("--law", type=int, default=3500)
    parser.add_argument("--news", type=int, default=1000)
    parser.add_argument("--wiki", type=int, default=4500)
    parser.add_argument("--texts", type=int, default=9000)
    parser.add_argument("--written", type=Path, help="TRAIN of models/reader/written.py")
    parser.add_argument(
        "--asked", type=Path, nargs="*", default=(), help="files of questions, for texts only"
    )
    parser.add_argument("--by-vectors", action="store_true", help="rivals by vectors alone")
    options = parser.parse_args()
    chance, lots = random.Random(0), random.Random(1)
    pairs = unique(
        [
            *(written(options.written, options.data) if options.written else ()),
            *(pair for pair in human(options.data, chance) if lots.random() < options.human),
            *law(options.data, chance, options.law),
            *news(options.data, chance, options.news),
            *wiki(options.data, chance, options.wiki),
        ]
    )
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    asked = [canonical(pair.question) for pair in pairs]
    shown = [" ".join(canonical(f"{pair.title}\n{pair.text}").split()) for pair in pairs]
    passages = sorted(set(shown))
    numbers = {passage: number for number, passage in enumerate(passages)}
    texts = short_texts(options.data, chance, options.texts)
    texts += chance.sample(asked, min(options.texts, len(asked)))
    texts += [canonical(row["question"]) for file in options.asked for row in rows(file)]
    texts = sorted({" ".join(text.split()) for text in texts if len(text) <= LONGEST_TEXT})
    for name, lines in (("texts", texts), ("passages", passages)):
        with gzip.open(out / f"{name}.txt.gz", "wt", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    encoder = open_encoder(options.base)
    stored(out / "targets.npy", texts, encoder.encode_queries)
    vectors = stored(out / "vectors.npy", passages, encoder.encode_passages)
    right = [numbers[passage] for passage in shown]
    search = Rivals(asked, right, passages, vectors, encoder, by_vectors=options.by_vectors)
    found = rivals_of(search)
    with gzip.open(out / "questions.jsonl.gz", "wt", encoding="utf-8") as file:
        for pair, question, number, rivals in zip(pairs, asked, right, found, strict=True):
            line = {
                "source": pair.source,
                "question": question,
                "passage": number,
                "rivals": rivals,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
