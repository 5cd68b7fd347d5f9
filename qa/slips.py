"""Slips of the keyboard and chat spellings in a question, mended by what the documents have."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.lexical import LexicalIndex
from index.telex import decode_keystrokes
from index.text import (
    Syllable,
    fold,
    is_spelled_right,
    replaced,
    syllables,
)
from qa.abbreviations import folded_abbreviations
from qa.asking import says_nothing

# What people write in chat; lower case only, so that names and codes are left alone.
_CHAT = {
    "ko": "không", "k": "không", "hok": "không", "bn": "bao nhiêu", "đc": "được", "dc": "được",
    "cty": "công ty", "sv": "sinh viên", "hs": "học sinh", "gv": "giáo viên", "j": "gì",
    "sđt": "số điện thoại", "sdt": "số điện thoại", "ntn": "như thế nào", "vs": "với",
    "ng": "người", "tg": "thời gian", "đt": "điện thoại",
}  # fmt: skip


def mended(text: str, lexical: LexicalIndex, as_typed: Collection[str]) -> str:
    """Undo keystrokes and mistypings of words that no document has and Vietnamese has not."""
    words = syllables(text)
    fixed = []
    for position, word in enumerate(words):
        typed = text[word.start : word.end]
        if typed.lower() in as_typed:
            continue
        if typed in _CHAT:
            fixed.append((word.start, word.end, _CHAT[typed]))
            continue
        if not word.form.isalnum() or word.form.isdigit() or typed.isupper() or len(typed) < 2:
            continue
        known = lexical.has(word.folded) or word.folded in folded_abbreviations()
        if known:
            continue
        if is_spelled_right(word.folded):
            if typed.islower() and (near := _word_between(words, position, lexical)):
                fixed.append((word.start, word.end, near))
            continue
        decoded = decode_keystrokes(typed)
        if decoded != typed:
            fixed.append((word.start, word.end, decoded))
        elif len(typed) > 2 and set(word.folded) & set("aeiouy"):
            before = words[position - 1].folded if position else ""
            after = words[position + 1].folded if position + 1 < len(words) else ""
            near = _nearest_word(word.folded, before, after, lexical)
            if not near and typed[0].isupper() and len(typed) >= _LONG_NAME:
                near = _nearest_name(word.folded, before, after, lexical)
            if near:
                near = near.capitalize() if typed[0].isupper() else near
                fixed.append((word.start, word.end, near))
    return replaced(text, fixed)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_slip_away(word: str) -> set[str]:
    """Give what a word can be with one letter less, more, other, or two of them changed about."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = {left + right[1:] for left, right in splits if right}
    near |= {left + letter + right for left, right in splits for letter in _LETTERS}
    near |= {left + letter + right[1:] for left, right in splits if right for letter in _LETTERS}
    near |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    return near


def _nearest_word(word: str, before: str, after: str, lexical: LexicalIndex) -> str:
    """Find the word one keystroke away that stands between these neighbours in a document."""
    scored = []
    for candidate in one_slip_away(word):
        if not lexical.has(candidate) or not is_spelled_right(candidate):
            continue
        evidence = lexical.frequency(f"{before} {candidate}") + lexical.frequency(
            f"{candidate} {after}"
        )
        if evidence:
            scored.append((evidence, lexical.frequency(candidate), candidate))
    if not scored:
        return ""
    best = max(scored)[2]
    return lexical.usual_form(best)


def _word_between(words: Sequence[Syllable], position: int, lexical: LexicalIndex) -> str:
    """Find the word one keystroke away that documents have between both neighbours: "tác dụn phụ".

    For a word that Vietnamese has and no document: it may well be meant as it was typed.
    """
    if not 0 < position < len(words) - 1:
        return ""
    before, word, after = words[position - 1 : position + 2]
    if says_nothing(before.form) or says_nothing(after.form):
        return ""
    found = [
        one
        for one in sorted(one_slip_away(word.folded))
        if is_spelled_right(one)
        and lexical.has(f"{before.folded} {one}")
        and lexical.has(f"{one} {after.folded}")
    ]
    return lexical.usual_form(found[0]) if len(found) == 1 else ""


_LONG_NAME = 6  # letters: of shorter foreign names too many are one letter apart


def _nearest_name(name: str, before: str, after: str, lexical: LexicalIndex) -> str:
    """Find the foreign name one keystroke away: documents have "Tolstoi" for "Tolstoy".

    Of several the one that stands between these neighbours; none if there is no such one.
    """
    found = sorted(
        one for one in one_slip_away(name) if lexical.has(one) and not is_spelled_right(one)
    )
    if len(found) > 1:
        found = [
            one for one in found if lexical.has(f"{before} {one}") or lexical.has(f"{one} {after}")
        ]
    return lexical.usual_form(found[0]) if len(found) == 1 else ""


def is_slip_of_a_known_word(name: str, lexical: LexicalIndex) -> bool:
    """Say whether no document has a foreign name of one word, but one that is a slip away."""
    word = fold(name)
    if " " in name or is_spelled_right(name.lower()) or lexical.has(word):
        return False
    return any(map(lexical.has, one_slip_away(word)))


def is_nearly_spelled_right(word: str) -> bool:
    """Say whether a lower-case word is a Vietnamese syllable, or one with a single slip."""
    return is_spelled_right(word) or any(map(is_spelled_right, one_slip_away(word)))
