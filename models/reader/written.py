"""Read questions that somebody wrote about passages (written.md) and make them rows to train on.

    python -m models.reader.written FOLDER --train TRAIN.jsonl.gz --dev DEV.jsonl.gz

Every text file of the folder holds passages, each with its questions below it:

    === n12 · Thông báo 19 của thị trấn Phố Lu
    Liên hệ ông Giàng A Páo khi cần bỏ đồ cồng kềnh.
    n12 || Tôi muốn bỏ cái tủ hỏng thì gọi ai? || ông Giàng A Páo
    n12 || Ông Giàng A Páo sinh năm nào? ||

A line whose answer does not stand in its passage is named and left out. One passage in twelve, by
the hash of its name, goes to DEV with all of its questions.
"""

import argparse
import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from index.text import sentences
from models.reader.examples import longer_words

SOURCE = "written"
DEV = 12  # one in so many passages
HEAD, BETWEEN, APART = "=== ", "·", "||"

Record = dict[str, Any]


def records_of(lines: Iterable[str], complain: list[str]) -> Iterator[Record]:
    """Make records, in the columns of the human reading sets, of the lines of a file.

    What is wrong with a line is added to `complain`.
    """
    name, title, text, asked = "", "", "", []
    for line in [*(unicodedata.normalize("NFC", one.rstrip()) for one in lines), HEAD]:
        if line.startswith(HEAD):
            for question, answer in asked:
                record = _record(name, title, text.strip(), question, answer)
                if record is None:
                    complain.append(f"{name}: «{answer}» does not stand in the passage")
                else:
                    yield record
            name, _, title = (part.strip() for part in line[len(HEAD) :].partition(BETWEEN))
            text, asked = "", []
        elif APART in line:
            parts = [part.strip() for part in line.split(APART)]
            if len(parts) == 3 and parts[0] == name and parts[1]:
                asked.append((parts[1], parts[2]))
            else:
                complain.append(f"{name}: «{line}» is not a name, a question and an answer")
        else:
            text += line + "\n"


def _record(name: str, title: str, text: str, question: str, answer: str) -> Record | None:
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text)]
    if answer and not places:
        return None
    answers = []
    if answer:
        words = longer_words(question)

        def shared(place: int) -> int:
            """Count the question's words in the sentence of a place."""
            near = next((text[a:b] for a, b in sentences(text) if a <= place < b), "")
            return len(words & longer_words(near))

        answers = [{"text": answer, "start": max(places, key=shared)}]
    return {
        "source": SOURCE,
        "passage_id": f"{SOURCE}-{name}",
        "title": title,
        "context": text,
        "question": question,
        "answers": answers,
        "answerable": bool(answers),
    }


def is_dev(record: Record) -> bool:
    """Say whether a record is kept for measuring, by the name of its passage alone."""
    return _lot(record, 1, of=DEV) == 0


def half_of(record: Record) -> int:
    """Put a passage of DEV into one of two halves: fit.py fits to 0, calibrate.py to 1."""
    return _lot(record, 2, of=2)


def _lot(record: Record, draw: int, *, of: int) -> int:
    """Draw a number below `of` for a record's passage: the same one every time."""
    return hashlib.sha256(record["passage_id"].encode()).digest()[draw] % of


def main() -> None:
    """Read a folder, write two files, and say what was left out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    options = parser.parse_args()
    wrong: list[str] = []
    once: dict[str, Record] = {}
    for file in sorted(options.folder.glob("*.txt")):
        for record in records_of(file.read_text("utf-8").splitlines(), wrong):
            once.setdefault(record["question"], record)
    for path, dev in ((options.train, False), (options.dev, True)):
        kept = [record for record in once.values() if is_dev(record) is dev]
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in kept)
        print(
            f"{path}: {len(kept)} questions, {sum(not one['answerable'] for one in kept)} without"
        )
    print("\n".join(wrong))


if __name__ == "__main__":
    main()
