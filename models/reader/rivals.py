r"""Ask questions of the collection they were written about, and keep the wrong passages found.

    python -m models.reader.rivals ROWS.jsonl.gz[:N] [ROWS …] --out RIVALS.jsonl.gz

What makes a passage the best of those found is learned from those found: `train.py --rivals` shows
the network a question with the passage that answers it and some that do not, as the product reads
them. Rows are in the columns of the human reading sets (models/reader/examples.py). Every context
becomes a document, as of a file, and all of them together one index; ":N" takes so many
questions of a file, by chance, and all of its contexts.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.questions import CollectionPassage
from eval.retrieval import collection_index
from index.document import Hit
from index.encoder import Encoder, bundled, open_encoder
from index.errors import QuestionError
from index.store import Index
from index.text import fold, in_a_row
from index.tones import ToneRestorer
from models.encoder.pairs import rows
from models.reader.examples import RIVALS, made_file
from qa.aloud import aloud
from qa.question import understand
from qa.reader import surroundings, titled
from qa.retrieve import search

SEARCHED = 60
SHORT = 4  # letters of an answer that may stand anywhere


def main() -> None:
    """Ask, and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=made_file, nargs="+", metavar="ROWS[:N]")
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/hoidap/eval").expanduser())
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    every, asked = [], []
    for path, most in options.rows:
        own = list(rows(path))
        every += own
        random.Random(0).shuffle(own)
        asked += own[:most]
    encoder, restorer = open_encoder(), ToneRestorer.load(bundled("tones"))
    index = contexts_index(every, encoder, options.cache)
    with gzip.open(options.out, "wt", encoding="utf-8") as file:
        for row in found_for(asked, index, encoder, restorer):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def contexts_index(rows: Iterable[dict[str, Any]], encoder: Encoder, cache: Path) -> Index:
    """Index the contexts of rows, each a document as of a file."""
    contexts = {row["passage_id"]: row for row in rows}
    passages = [
        CollectionPassage(id_, row["title"], row["context"]) for id_, row in contexts.items()
    ]
    return collection_index(passages, encoder, cache, None, as_files=True)


def found_for(
    asked: Sequence[dict[str, Any]], index: Index, encoder: Encoder, restorer: ToneRestorer
) -> Iterator[dict[str, Any]]:
    """Give every row with its "rivals": a title and a text each, best first."""
    for row in asked:
        try:
            question = understand(row["question"], restorer=restorer, lexical=index.lexical)
        except QuestionError:
            continue
        found: dict[tuple[str, int, int], Hit] = {}
        for hit in search(question, index=index, encoder=encoder, k=SEARCHED):
            place = surroundings(index.document(hit.passage.document_id), hit.passage)
            if not _answers(row, place, index):
                found.setdefault(place, hit)
        # Half of them from the same document: that is the harder choice.
        own = [place for place in found if place[0] == row["passage_id"]]
        chosen = [*own[: RIVALS // 2], *(place for place in found if place not in own)][:RIVALS]
        rivals = [
            {
                "title": titled(question, found[place].passage, index),
                "text": aloud(index.document(place[0]).text, *place[1:]).text,
            }
            for place in chosen
        ]
        yield row | {"rivals": rivals}


def _answers(row: dict[str, Any], place: tuple[str, int, int], index: Index) -> bool:
    """Say whether what would be read has the answer, or words that may be the same."""
    id_, start, end = place
    text = in_a_row(index.document(id_).text[start:end])
    for answer in row["answers"]:
        at = answer["start"]
        if id_ == row["passage_id"] and start < at + len(answer["text"]) and at < end:
            return True
        if len(fold(answer["text"])) >= SHORT and in_a_row(answer["text"]) in text:
            return True
    return False


if __name__ == "__main__":
    main()
