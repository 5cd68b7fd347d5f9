"""Find the runs of a text that are in a character set from before Unicode, and put them right.

A run is converted on evidence: words that are no Vietnamese as they stand and become Vietnamese,
tones and all, when read in one set. Words that could be either follow their neighbours, so that
"cã" is "có" amid TCVN3 and stays "cã" elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from index.charsets import CHARSETS, VIQR, Charset
from index.repair import Edit
from index.text import is_spelled_right, is_toned

# Characters that Unicode Vietnamese has no use for inside a word, and every old set has.
_ODD = "\u0080-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de-\u00df"
_ODD += "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff\u0152\u0153\u0160"
_ODD += "\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u201a\u201e\u2020\u2021\u2030\u2039\u203a\u20ac"
# The capitals are tone marks of Windows-1258, amid small letters.
_CANDIDATE = re.compile(f"[{_ODD}ÌÒÞ]")
_VIQR_HINT = re.compile(r"[aeoAEO]\^|[aA]\([`'?~.a-z]|[ouOU]\+|dd|[aeiouy][`~]", re.ASCII)
_TOKEN = re.compile(r"[^\s]+")
_EDGE = '()[]{}"“”‘’«»,;:!…*_#|/\\<>=-–—'

ENOUGH_WORDS = 3  # different words a text must show before anything in it is converted
_SHARE = 0.5  # of the words of a line that are not plain ASCII

Verdict = Literal["old", "new", "either", "neither", "plain"]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str


def legacy_edits(text: str) -> list[Edit]:
    """Give an edit for each word that is in an old character set.

    >>> [edit.instead for edit in legacy_edits("Céng hßa X· héi chñ nghÜa ViÖt Nam")]
    ['Cộng', 'hòa', 'Xã', 'hội', 'chủ', 'nghĩa', 'Việt']
    """
    lines = []
    for line, charsets in _suspects(text):
        tokens = [_Token(line[0] + m.start(), line[0] + m.end(), m[0])
                  for m in _TOKEN.finditer(text[line[0] : line[1]])]  # fmt: skip
        lines.append((tokens, charsets))
    evidence: dict[str, set[str]] = {}
    for tokens, charsets in lines:
        for charset in charsets:
            found = {t.text.strip(_EDGE) for t in tokens if _verdict(t.text, charset) == "old"}
            evidence.setdefault(charset.name, set()).update(found)
    enough = {name: len(words) for name, words in evidence.items() if len(words) >= ENOUGH_WORDS}
    edits: list[Edit] = []
    for tokens, charsets in lines:
        known = [charset for charset in charsets if charset.name in enough]
        if known:
            edits += _line_edits(tokens, known, enough)
    return edits


def _suspects(text: str) -> list[tuple[tuple[int, int], Sequence[Charset]]]:
    """Give the lines that have a sign of an old set, with the sets that come into question."""
    found: list[tuple[tuple[int, int], Sequence[Charset]]] = []
    odd = _has_hint(text)
    viqr = "^" in text and any(mark in text for mark in "+(`~")
    if not odd and not viqr:
        return found
    for match in re.finditer(r"[^\r\n]+", text):
        if odd and not match[0].isascii():
            found.append((match.span(), CHARSETS))
        elif viqr and match[0].isascii() and _VIQR_HINT.search(match[0]):
            found.append((match.span(), (VIQR,)))
    return found


def _has_hint(text: str) -> bool:
    """Say whether a letter that no Vietnamese word has in Unicode stands next to a plain one."""
    for match in _CANDIDATE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if match[0] in "ÌÒÞ":
            if before.isascii() and before.islower():
                return True
        elif any(near.isascii() and near.isalpha() for near in (before, after)):
            return True
    return False


def _line_edits(
    tokens: Sequence[_Token], charsets: Sequence[Charset], weight: dict[str, int]
) -> list[Edit]:
    verdicts = {c.name: [_verdict(t.text, c) for t in tokens] for c in charsets}
    best = max(charsets, key=lambda c: (verdicts[c.name].count("old"), weight[c.name]))
    said = verdicts[best.name]
    counts = Counter(said)
    if not counts["old"] or counts["old"] < _SHARE * (counts["old"] + counts["neither"]):
        return []
    if best is VIQR and counts["old"] < 0.25 * len(tokens):
        return []
    edits = []
    for at, token in enumerate(tokens):
        start, end = _core(token)
        word = token.text[start - token.start : end - token.start]
        decoded = best.decode(word)
        if best is VIQR and word.endswith(".") and _goes_on(token, tokens, at, end):
            # Amid a sentence the dot is a tone, "ho^.i nghi. to^?ng", as it is inside a word.
            decoded = best.decode(f"{word}x")[:-1]
        elif said[at] in ("new", "plain"):
            continue
        if said[at] == "old" or _nearest(said, at) == "old":
            edits.append(Edit(start, end, _capitals(word, decoded), f"mã {best.name}"))
    return edits


def _goes_on(token: _Token, tokens: Sequence[_Token], at: int, end: int) -> bool:
    """Say whether what follows the letters of a word cannot begin a sentence."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return end < token.end or following[:1].islower()


def _nearest(said: Sequence[Verdict], at: int) -> Verdict:
    """Give the verdict of the nearest word that is sure, the one before when both are as near."""
    for distance in range(1, len(said)):
        for other in (at - distance, at + distance):
            if 0 <= other < len(said) and said[other] in ("old", "new"):
                return said[other]
    return "plain"


def _core(token: _Token) -> tuple[int, int]:
    """Leave out the brackets and stops around a word."""
    left = len(token.text) - len(token.text.lstrip(_EDGE))
    right = len(token.text.rstrip(_EDGE))
    return (token.start + left, token.start + right) if left < right else (token.start, token.end)


@lru_cache(maxsize=65536)
def _verdict(token: str, charset: Charset) -> Verdict:
    word = token.strip(_EDGE) or token
    decoded = charset.decode(word)
    if decoded == word:
        if not _HIGHER.search(word):
            return "plain"  # its letters are where Unicode has them too
        return "new" if _is_vietnamese(word) else "neither"
    if len(_PARTS.sub("", decoded)) or len(decoded) < 2 or _POWER.fullmatch(word.rstrip(".:?!")):
        return "either"  # "m²", "5°C", "1.µ": too little to tell
    meant = _capitals(word, decoded)
    old = _is_vietnamese(meant) and not _has_inner_capital(meant)
    new = (word.isascii() and charset is not VIQR) or _is_vietnamese(word)
    if old and new:
        return "either"
    return "old" if old else "new" if new else "neither"


# "²" is a letter of VPS and VISCII, and far more often the power of a unit.
_POWER = re.compile(r"(?:[^\W\d_]+/)?[A-Za-z][¹²³]")
# Letters no old set can have written.
_HIGHER = re.compile(r"[\u0100-\u0151\u0154-\u015f\u0300-\u036f\u1e00-\u1eff]")


def is_vietnamese(token: str) -> bool:
    """Say whether a word is Vietnamese with its diacritics, as it stands."""
    return _is_vietnamese(token.strip(_EDGE))


_PARTS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


def _is_vietnamese(word: str) -> bool:
    """Say whether a word is Vietnamese with its diacritics, maybe with a number or a stop at it."""
    word = unicodedata.normalize("NFC", word)
    parts = _PARTS.findall(word)
    rest = _PARTS.sub("", word)
    return (
        bool(parts)
        and all(character.isascii() and (character.isdigit() or character in ".,:;?!/-()%")
                for character in rest)
        and any(is_toned(part) for part in parts)
        and all(is_spelled_right(part.lower()) for part in parts)
    )  # fmt: skip


def _has_inner_capital(word: str) -> bool:
    """Say whether a capital follows a small letter: no word is written so, "mỲ"."""
    return any(before.islower() and after.isupper() for before, after in pairwise(word))


def _capitals(word: str, decoded: str) -> str:
    """Write a word of a font of capitals in capitals: "CéNG" is "CỘNG"."""
    letters = [character for character in word if character.isascii() and character.isalpha()]
    if len(letters) >= 2 and all(character.isupper() for character in letters):
        return decoded.upper()
    return decoded
