"""A question in the making: the clause it comes from, and the words that answer it."""

import random
from dataclasses import dataclass

from models.reader.made.clauses import Clause, Words, say
from models.reader.made.names import TITLES
from models.reader.made.vocabulary import listed


@dataclass(frozen=True, slots=True)
class Draft:
    """A question and the places in the text that answer it, the best first."""

    question: str
    answers: tuple[tuple[int, int], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A clause that can be asked about, with its subject called by its name."""

    text: str
    sentence: str
    clause: Clause
    subject: str
    """The subject as a question says it: a pronoun is replaced; "" when it cannot be said."""
    person: bool
    chance: random.Random

    def named(self, predicate: str) -> str:
        """Say subject and predicate together."""
        return f"{self.subject} {predicate}".strip()

    def pick(self, *frames: str) -> str:
        """Choose one way to ask."""
        return self.chance.choice(frames)


def opening(fact: Fact, but: Words = ()) -> str:
    """Say the phrases that open the sentence, without one; long ones are left out."""
    kept = [lead for lead in fact.clause.leads if lead != but and len(lead) <= 10]
    return "".join(f"{say(lead)}, " for lead in kept)


def inside(said: str, words: Words) -> str:
    """Write a phrase as it stands inside a sentence."""
    if not words or not said.startswith(words[0].text):
        return said
    first = words[0]
    if first.kind in {"Np", "Ny", "FW", "Nb"} or first.text.isupper():
        return said
    capitals = sum(word[0].isupper() for word in first.text.split())
    named = len(words) > 1 and words[1].text[0].isupper()  # "Bộ Giáo dục", "Công ty Sao Mai"
    return (
        said if capitals > 1 or (named and first.low not in TITLES) else said[:1].lower() + said[1:]
    )


_AND = frozenset(
    {"và", "nhưng", "còn", "rồi", "song", "nên", "mà", "đồng thời", "trong khi", "cũng như"}
)
_LATE = listed(
    "với|trong|theo|để|nhằm|khi|sau khi|trước khi|do|vì|bởi|nhờ|cho đến|cùng với|sau|trước|"
    "dưới|qua|như|kể từ|từ|bằng|thông qua|trên|vào"
)


def pruned(words: Words, longest: int = 14) -> Words:
    """Cut a second clause off ("… và rút về Huế"), and late phrases when it is still long.

    The first two words are never cut.
    """
    for i, word in enumerate(words[:-1]):
        later = words[i + 1 :]
        if i >= 2 and word.text == "," and not any(w.low in {"và", "hoặc", "hay"} for w in later):
            words = words[:i]
            break
        if i >= 2 and word.low in _AND and (word.low not in {"và", "còn"} or _is_clause(later)):
            words = words[:i]
            break
    while sum(len(word.text.split()) for word in words) > longest:
        cut = max((i for i, w in enumerate(words) if i >= 3 and w.low in _LATE), default=0)
        if not cut:
            break
        words = words[:cut]
    while words and (
        words[-1].kind in {"E", "C", "CC", "L"}
        or words[-1].low in _LEFT_OVER
        or words[-1].text == ","
    ):
        words = words[:-1]
    return words


_LEFT_OVER = frozenset({"ngay", "chỉ", "đúng", "mới", "vừa", "đặc biệt", "nhất là", "chủ yếu"})


def _is_clause(words: Words) -> bool:
    """Say whether a verb stands near the head of what follows."""
    if words[0].text[0].isupper():
        return False  # "Tổ chức Hợp tác và | Phát triển"
    return words[0].kind == "E" or any(word.kind in {"V", "R"} for word in words[:6])
