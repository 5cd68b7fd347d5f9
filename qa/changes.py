"""How a question was read, change by change: tones restored, words respelled, abbreviations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from index.text import canonical, fold

Kind = Literal["tones", "spelling", "abbreviation"]


@dataclass(frozen=True, slots=True)
class Change:
    """Words that were read otherwise than they were typed."""

    kind: Kind
    typed: str
    read_as: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words to hand to `Assistant.ask(as_typed=…)` when the change is not wanted."""
        bare = (word.strip(_PUNCTUATION) for word in self.typed.lower().split())
        return tuple(word for word in bare if word)


_PUNCTUATION = ".,;:?!…()[]\"“”'"
_EXPANDED = re.compile(r"(\S+) \(([^()]+)\)")


def changes(typed: str, understood_as: str) -> list[Change]:
    """Compare what was typed with `Answer.understood_as`; nothing when that is empty.

    >>> [change.read_as for change in changes("UBND họp ngay nào", "UBND (Ủy ban) họp ngày nào")]
    ['Ủy ban', 'ngày']
    """
    if not understood_as:
        return []
    before = canonical(typed)
    expanded = [match for match in _EXPANDED.finditer(understood_as) if match[0] not in before]
    found = [Change("abbreviation", match[1].strip(_PUNCTUATION), match[2]) for match in expanded]
    plain = understood_as
    for match in reversed(expanded):
        plain = plain[: match.end(1)] + plain[match.end() :]
    old, new = before.split(), canonical(plain).split()
    spans = [code[1:] for code in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
             if code[0] != "equal"]  # fmt: skip
    for a, b, c, d in _joined(spans, old, new):
        was, now = (" ".join(words).strip(_PUNCTUATION) for words in (old[a:b], new[c:d]))
        if was and now:
            found.append(Change(_kind(was, now), was, now))
    return found


_Span = tuple[int, int, int, int]


def _joined(spans: Sequence[_Span], old: Sequence[str], new: Sequence[str]) -> list[_Span]:
    """Make one of two stretches of restored tones with a single word between that had none."""
    joined: list[_Span] = []
    for span in spans:
        if joined and span[0] - joined[-1][1] <= 1:
            both = (joined[-1][0], span[1], joined[-1][2], span[3])
            if _kind(" ".join(old[both[0] : both[1]]), " ".join(new[both[2] : both[3]])) == "tones":
                joined[-1] = both
                continue
        joined.append(span)
    return joined


def _kind(was: str, now: str) -> Kind:
    return "tones" if fold(was) == fold(now) else "spelling"
