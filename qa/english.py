"""What an English question says in Vietnamese, word by word: enough to look for and to check.

A glossary of what is asked of official documents, and two rules: a group of nouns is turned about
("national conference" is "hội nghị quốc gia"), and what asks goes where Vietnamese has it. Names,
numbers and codes stay as they are. Not a translation: it is read by nobody but the search.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LONGEST = 4  # words of an entry
_KNOWN = 0.7  # share of the words, names and numbers apart, that must be known

_DROPPED = frozenset(
    (
        "the a an is are was were be been being do does did will would can could may might has "
        "have had of in at on for to by from with during under into as and or its their his her "
        "this that these those there it please tell me no. according who whom whose what which "
        "when where why how many much made held"
    ).split()
)
_ABOUT = frozenset(["about", "on", "regarding", "concerning"])
_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_WORD = re.compile(r"[^\s?!,;:“”\"()]+|[,;:]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word or phrase: what it was and what it is now."""

    said: str
    kind: str  # noun, verb, name, number, count, most, break, article


@cache
def glossary() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Read qa/english.jsonl: English words -> (kind, Vietnamese words), nouns first."""
    found: dict[str, list[tuple[str, str]]] = {}
    path = Path(__file__).with_name("english.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["english"], []).append((row["kind"], row["vietnamese"]))
    return found


def in_vietnamese(question: str) -> str:
    """Give an English question in Vietnamese words; empty when too few of its words are known.

    >>> in_vietnamese("Who chaired the national online conference?")
    'ai chủ trì hội nghị trực tuyến quốc gia?'
    >>> in_vietnamese("How do I bake a chocolate cake?")
    ''
    """
    asks, rest = _asking(_DATE.sub(_dated, question))
    units, known = _units(rest)
    if known < _KNOWN:
        return ""
    groups = _in_order(units)
    if asks == _WHICH:
        return f"{' '.join([*groups[:1], 'nào', *groups[1:]])}?"
    return f"{asks.format(' '.join(groups))}?"


_WHICH = "{} nào"  # stands after the first group: "đại học nào phát biểu"
_MONTHS = "january february march april may june july august september october november december"
_MONTH = "|".join(_MONTHS.split())
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{_MONTH})"
    r"(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,? (?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)


def _dated(match: re.Match[str]) -> str:
    """Write "23 April 2021" as 23/4/2021; "may" alone is no month."""
    day, year = match["day"] or match["after"], match["year"]
    if not day and not year:
        return match[0]
    month = str(_MONTHS.split().index(match["month"].lower()) + 1)
    return "/".join(part for part in (day, month, year) if part)


# What asks, the beginning of a question: where Vietnamese has it, and what is left.
_ASKS = tuple(
    (re.compile(rf"^\W*{pattern}\s+", re.IGNORECASE), asks)
    for pattern, asks in (
        (r"what does (?=.* mean\W*$)", "{} là gì"),
        (r"(?:on|by|before|until|since) (?:what|which) (?:date|day|deadline)", "{} ngày nào"),
        (r"(?:what|which) (?:date|day)", "{} ngày nào"),
        (r"(?:in )?(?:what|which) year", "{} năm nào"),
        (r"(?:in )?(?:what|which) month", "{} tháng nào"),
        (r"how long", "{} bao lâu"),
        (r"how old", "{} bao nhiêu tuổi"),
        (r"how (?:many|much)", "có bao nhiêu {}"),
        (r"(?:at |in )?(?:what|which) (?:place|venue|location)", "{} ở đâu"),
        (r"(?:since )?when", "{} khi nào"),
        (r"where", "{} ở đâu"),
        (r"why", "vì sao {}"),
        (r"how", "{} như thế nào"),
        (r"(?:by )?who(?:m|se)? (?:is|was|are|were)(?= the| (?-i:[^\W\d_a-z]))", "{} là ai"),
        (r"(?:by )?who(?:m|se)?", "ai {}"),
        (r"what (?:is|was) the (?:position|post|job) of", "{} giữ chức vụ gì"),
        (r"what (?:is|are|was|were)", "{} là gì"),
        (r"(?:what|which|list|name)", "{} nào"),
    )
)


def _asking(question: str) -> tuple[str, str]:
    for pattern, asks in _ASKS:
        if match := pattern.match(question):
            return asks, question[match.end() :]
    return "{}", question


def _units(text: str) -> tuple[list[_Unit], float]:
    """Cut a text into what the glossary, names and numbers make of it; and the share known."""
    words = [match[0].rstrip(".") for match in _WORD.finditer(text)]
    words = [_COUNTS.get(word.lower(), word) for word in words if word]
    units: list[_Unit] = []
    known = unknown = 0
    at = 0
    while at < len(words):
        word = words[at]
        size, entries = _longest(words[at : at + _LONGEST])
        if size:
            afterwards = units[-1].kind if units else "break"
            verb = next((said for kind, said in entries if kind == "verb"), "")
            noun = next((said for kind, said in entries if kind == "noun"), "")
            takes_verb = verb and (not noun or afterwards in ("noun", "name", "number"))
            units.append(_Unit(verb, "verb") if takes_verb else _Unit(noun, "noun"))
            known += 1
            at += size
            continue
        at += 1
        if word.lower() in _ABOUT:
            is_when = at < len(words) and words[at][0].isdigit()
            units.append(_Unit("" if is_when else "về", "break"))
        elif word.lower() == "most":
            units.append(_Unit("nhất", "most"))
        elif word in _DROPPED or word == "I" or not word[0].isalnum():
            units.append(
                _Unit("", "break" if word.lower() not in ("the", "a", "an") else "article")
            )
        elif re.match(r"\d+(?:st|nd|rd|th)$", word):
            units.append(_Unit(f"lần thứ {word[:-2]}", "noun"))
        elif any(c.isdigit() for c in word):
            units.append(_Unit(word, "count" if re.fullmatch(r"\d{1,3}", word) else "number"))
        elif word[0].isupper():
            units.append(_Unit(word, "name"))
        elif word.lower() != "mean":
            unknown += 1
            units.append(_Unit(word, "noun"))
    if not known and not unknown:  # "Who is Trần Hồng Hà?"
        return units, float(any(unit.kind == "name" for unit in units))
    return units, known / (known + unknown)


def _longest(words: Sequence[str]) -> tuple[int, Sequence[tuple[str, str]]]:
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size]).lower()
        for form in _forms(phrase):
            if entries := glossary().get(form):
                return size, entries
    return 0, ()


def _forms(phrase: str) -> list[str]:
    """Give a word or phrase, and what it may be an inflection of."""
    forms = [phrase]
    for ending, stems in (
        ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)),
        ("ed", ("", "e")), ("ing", ("", "e")), ("'s", ("",)), ("’s", ("",)),
    ):  # fmt: skip
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            forms += [phrase[: -len(ending)] + stem for stem in stems]
    return forms


def _in_order(units: Sequence[_Unit]) -> list[str]:
    """Put every group of nouns in the other order; a name or code stays behind its noun.

    A count stays before it, and "most important" is "quan trọng nhất".
    """
    said: list[str] = []
    group: list[str] = []
    before = after = ""
    was = "break"
    for unit in (*units, _Unit("", "break")):
        word = unit.said
        if unit.kind == "count" and was not in ("noun", "name"):
            before = word
            continue
        if unit.kind == "most":
            after = word
            continue
        if unit.kind in ("noun", "name", "number", "count"):
            word = " ".join(part for part in (word, after) if part)
            after = ""
            behind = ("noun", "name") if unit.kind == "name" else ("noun", "name", "number")
            if group and unit.kind != "noun" and was in behind:
                group[-1] = f"{group[-1]} {word}"
            else:
                group.append(word)
        else:
            if group or before:
                said.append(" ".join(part for part in (before, *reversed(group)) if part))
            group, before = [], ""
            said += [word] if word else []
        was = unit.kind
    return said
