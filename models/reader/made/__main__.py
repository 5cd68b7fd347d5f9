r"""Make questions from Vietnamese text itself, in the columns of the human reading sets.

    python -m models.reader.made --data DIR --out FILE [--wiki 8000] [--news 4000]
    python -m models.reader.made --made FILE --out FILE --keep-with FOLDER

The first form reads DIR/train/viwiki_passages.jsonl.gz and DIR/train/vietnews_pairs.jsonl.gz. With
a reader network (--keep-with), only what it reads the same way is kept; the second form does
that to what was made before.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.reader.made.choose import Balance, chosen, fits
from models.reader.made.example import Example, Row
from models.reader.made.news import moved
from models.reader.made.passage import drafts
from models.reader.made.roundtrip import kept
from models.reader.made.topics import NOBODY, topic_of


def rows(file: Path) -> Iterator[Row]:
    """Read a .jsonl.gz."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def from_wiki(passages: Iterable[Row], balance: Balance) -> Iterator[Example]:
    """Make examples of an encyclopedia, passage by passage in random order."""
    articles: dict[str, list[Row]] = defaultdict(list)
    for row in passages:
        articles[row["title"]].append(row)
    order = [row for article in articles.values() for row in article if fits(row["text"])]
    balance.chance.shuffle(order)
    for row in order:
        texts = [other["text"] for other in articles[row["title"]]]
        topic = topic_of(row["title"], texts)
        found = chosen(drafts(row["text"], topic, balance.chance), balance.chance)
        fit = [text for text in texts if fits(text)]
        for draft, sentence in found:
            yield balance.example("made_wiki", draft, sentence, row["text"], row["id"], fit)
        balance.meet(row["text"])


def from_news(articles: Iterable[Row], balance: Balance) -> Iterator[Example]:
    """Make examples of the news: asked of the abstract where the body answers, else of the body."""
    for row in articles:
        texts = [text for text in row["passages"] if fits(text)]
        asked = drafts(row["abstract"], NOBODY, balance.chance)
        places = [place for draft, _ in asked for place in moved(draft, row["abstract"], texts)]
        if places:
            draft, text, sentence = balance.chance.choice(places)
            number = row["passages"].index(text)
            yield balance.example(
                "made_news_abstract", draft, sentence, text, f"{row['id']}-{number}", texts
            )
        elif texts:
            text = balance.chance.choice(texts)
            number = row["passages"].index(text)
            made = chosen(drafts(text, NOBODY, balance.chance), balance.chance)
            for draft, sentence in made[:1]:
                yield balance.example(
                    "made_news", draft, sentence, text, f"{row['id']}-{number}", texts
                )
            balance.meet(text)


def mixed(
    wiki: Iterator[Example], news: Iterator[Example], sizes: tuple[int, int]
) -> Iterator[Example]:
    """Take from both in turn, so that any beginning of the file has its share of both.

    >>> list(mixed(iter("abcd"), iter("xy"), (4, 2)))
    ['a', 'x', 'b', 'c', 'y', 'd']
    """
    taken = [0, 0]
    sources = (wiki, news)
    while any(have < size for have, size in zip(taken, sizes, strict=True)):
        which = min((0, 1), key=lambda i: taken[i] / sizes[i] if sizes[i] else 1.0)
        one = next(sources[which], None)
        if one is None:  # its texts are used up
            sizes = (sizes[0], taken[1]) if which else (taken[0], sizes[1])
            continue
        taken[which] += 1
        yield one


def unique(examples: Iterable[Example]) -> Iterator[Example]:
    """Drop a question that was asked before, of whatever text."""
    asked = set()
    for example in examples:
        if example.question not in asked:
            asked.add(example.question)
            yield example


def write(file: Path, examples: Iterable[Example]) -> int:
    """Write examples as they come, beside the file until all are there."""
    count = 0
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    with gzip.open(part, "wt", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(example.row(), ensure_ascii=False) + "\n")
            count += 1
            if count % 100 == 0:
                out.flush()
                print(f"{count} written", flush=True)
    part.replace(file)
    return count


def main() -> None:
    """Make examples, or filter what was made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="folder with train/")
    source.add_argument("--made", type=Path, help="examples made before, to be filtered")
    parser.add_argument("--out", type=Path, required=True, help="file to write, .jsonl.gz")
    parser.add_argument("--wiki", type=int, default=8000, help="examples from the encyclopedia")
    parser.add_argument("--news", type=int, default=4000, help="examples from the news")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep-with", type=Path, help="a reader network that must agree")
    options = parser.parse_args()
    if options.made:
        if options.keep_with is None:
            parser.error("--made needs --keep-with")
        examples = map(Example.of, rows(options.made))
    else:
        train, chance = options.data / "train", random.Random(options.seed)
        balance = Balance(chance)
        examples = unique(
            mixed(
                from_wiki(rows(train / "viwiki_passages.jsonl.gz"), balance),
                from_news(rows(train / "vietnews_pairs.jsonl.gz"), balance),
                (options.wiki, options.news),
            )
        )
    if options.keep_with:
        from qa.network import ReaderNetwork

        examples = kept(examples, ReaderNetwork.open(options.keep_with))
    print(f"{write(options.out, examples)} examples in {options.out}")


if __name__ == "__main__":
    main()
