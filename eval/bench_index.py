"""Measure indexing on a collection of articles: coverage of words, the first run, one change.

    python -m eval.bench_index phapdien.jsonl.gz [--articles N] [--coverage]

Every line of the file is an article with an id, a title and a text, and becomes a file. Printed
are: words that are in no passage, the rate of the first run against the bare encoder's, the time of
a second run after one article changed, and whether a search beside it saw a whole index.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.build import build
from index.document import Document
from index.encoder import Encoder, open_encoder
from index.lexical import terms_of
from index.load import read
from index.passages import passages_of
from index.store import Index, text_to_embed
from index.text import canonical, syllables

_SAMPLE = 400  # passages that the bare encoder is timed on
# Seconds between searches beside the second run: loading an index over and over in the same process
# would be most of what is timed.
_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a collection's words is in passages."""

    articles: int
    empty: int
    without_passages: tuple[str, ...]
    words: int
    lost: tuple[tuple[str, str], ...]
    """The words that are in no passage: (article, word)."""


def articles(path: Path, most: int | None = None) -> Iterator[tuple[str, str]]:
    """Give (id, text) of each article; the text begins with its title."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if most is not None and number >= most:
                return
            row = json.loads(line)
            yield row["id"], f"{row['title']}\n\n{row['text']}\n" if row["text"].strip() else ""


def coverage(texts: Iterator[tuple[str, str]]) -> Coverage:
    """Read every article and look for each of its words in its passages."""
    count = empty = words = 0
    without: list[str] = []
    lost: list[tuple[str, str]] = []
    for name, text in texts:
        count += 1
        if not text:
            empty += 1
            continue
        documents = read(text.encode(), f"{name}.txt").documents
        if not any(passages_of(document) for document in documents):
            without.append(name)
            continue
        said = [(word.start, word.form) for word in syllables(text)]
        words += len(said)
        lost += [(name, form) for form in _uncovered(documents, said)]
    return Coverage(count, empty, tuple(without), words, tuple(lost))


def _uncovered(documents: Sequence[Document], said: Sequence[tuple[int, str]]) -> list[str]:
    spans = [(p.start, p.end) for document in documents for p in passages_of(document)]
    return [form for start, form in said if not any(a <= start < b for a, b in spans)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 when a word or an article was lost."""
    parser = argparse.ArgumentParser(prog="eval.bench_index", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, help="only the first N")
    parser.add_argument("--coverage", action="store_true", help="no encoder: words only")
    options = parser.parse_args(arguments)
    found = coverage(articles(options.data, options.articles))
    print(
        f"{found.articles} articles, {found.empty} empty, {len(found.without_passages)} without "
        f"passages, {len(found.lost)} of {found.words} words in no passage"
    )
    for name, word in found.lost[:10]:
        print(f"  lost in {name}: {word}")
    if not options.coverage:
        with tempfile.TemporaryDirectory() as folder:
            _timed(Path(folder), options.data, options.articles, open_encoder())
    return 1 if found.lost or found.without_passages else 0


def _timed(folder: Path, data: Path, most: int | None, encoder: Encoder) -> None:
    docs, into = folder / "docs", folder / "index"
    docs.mkdir()
    for name, text in articles(data, most):
        if text:
            (docs / f"{name}.txt").write_text(text, encoding="utf-8")
    began = time.perf_counter()
    first = build(docs, into=into, encoder=encoder)
    spent = time.perf_counter() - began
    texts = list(
        dict.fromkeys(canonical(text_to_embed(passage)) for passage in first.index.passages)
    )
    step = max(1, len(texts) // _SAMPLE)
    began = time.perf_counter()
    encoder.encode_passages(texts[::step])
    raw = len(texts[::step]) / (time.perf_counter() - began)
    rate = first.encoded / spent
    print(
        f"first run: {spent:.0f} s, {first.encoded} texts, {rate:.1f}/s; bare encoder "
        f"{raw:.1f}/s; {100 * rate / raw:.0f} %"
    )
    changed = next(iter(sorted(docs.iterdir())))
    changed.write_text(changed.read_text("utf-8") + "\nĐiều khoản mới được thêm.\n", "utf-8")
    seen: Counter[bool] = Counter()
    done = threading.Event()
    reader = threading.Thread(target=_searched, args=(into, done, seen))
    reader.start()
    began = time.perf_counter()
    second = build(docs, into=into, encoder=encoder)
    again = time.perf_counter() - began
    done.set()
    reader.join()
    print(
        f"after one changed article: {again:.1f} s, {second.encoded} texts, "
        f"{100 * again / spent:.1f} % of the first run; searches beside it: {seen[True]} saw a "
        f"whole index, {seen[False]} did not"
    )


def _searched(into: Path, done: threading.Event, seen: Counter[bool]) -> None:
    while not done.is_set():
        index = Index.load(into)
        hits = index.search_words(terms_of("trách nhiệm của cơ quan"), 5)
        seen[all(index.document(hit.passage.document_id) for hit in hits)] += 1
        done.wait(_PAUSE)


if __name__ == "__main__":
    sys.exit(main())
