"""Questions as people type them: without diacritics, with half of them, with slips, in short."""

import json
import random
import re
import unicodedata
from functools import cache

from index.encoder import bundled
from index.text import fold, is_toned

_ABBREVIATIONS = bundled("encoder").parent.parent / "qa" / "abbreviations.jsonl"


def as_typed(text: str, chance: random.Random) -> str:
    """Type a question badly in one of the ways people do; how, is left to chance."""
    way = chance.random()
    if way < 0.1:
        text = shortened(text, chance)
    if way < 0.6:
        text = fold(text) if chance.random() < 0.7 else without_marks(text)
    elif way < 0.78:
        text = half_toned(text, chance)
    elif way < 0.93:
        text = with_slips(text, chance)
        text = text.lower() if chance.random() < 0.5 else text
    else:
        text = text.upper() if chance.random() < 0.4 else text.lower()
    return text.rstrip("?.! ") if chance.random() < 0.5 else text


def without_marks(text: str) -> str:
    """Drop all diacritics and keep the capitals."""
    decomposed = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def half_toned(text: str, chance: random.Random) -> str:
    """Drop the diacritics of some words, in runs: people stop and start again."""
    words = text.split(" ")
    dropping = chance.random() < 0.5
    share = chance.uniform(0.2, 0.5)
    for i, word in enumerate(words):
        if chance.random() < share:
            dropping = not dropping
        if dropping and is_toned(word):
            words[i] = without_marks(word)
    return " ".join(words)


def with_slips(text: str, chance: random.Random) -> str:
    """Swap, drop or double a letter of one or two words; or leave out a space."""
    words = text.split(" ")
    for _ in range(chance.choice((1, 1, 2))):
        place = chance.randrange(len(words))
        word = words[place]
        if len(word) < 3 or not word.isalpha():
            continue
        at = chance.randrange(1, len(word) - 1)
        kind = chance.randrange(4)
        if kind == 0:
            words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        elif kind == 1:
            words[place] = word[:at] + word[at + 1 :]
        elif kind == 2:
            words[place] = word[:at] + word[at] + word[at:]
        elif place + 1 < len(words):
            words[place : place + 2] = [word + words[place + 1]]
    return " ".join(words)


def shortened(text: str, chance: random.Random) -> str:
    """Put abbreviations where the text has what they stand for."""
    table = _table()
    words = text.split(" ")
    place = 0
    while place < len(words):
        for length in range(min(7, len(words) - place), 1, -1):
            phrase = " ".join(words[place : place + length])
            short = table.get(phrase.strip(",.?;:").lower())
            if short:
                tail = re.search(r"[,.?;:]*$", phrase)
                words[place : place + length] = [chance.choice(short) + (tail[0] if tail else "")]
                break
        place += 1
    return " ".join(words)


@cache
def _table() -> dict[str, list[str]]:
    """Read what long forms are shortened to."""
    found: dict[str, list[str]] = {}
    with _ABBREVIATIONS.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for expansion in record["expansions"]:
                if len(expansion.split()) > 1:
                    found.setdefault(expansion.lower(), []).append(record["abbreviation"])
    return found
