"""Reads Telex and VNI keystrokes left in a text when the input method was off: "hooij nghij"."""

import re

from index.text import SYLLABLE, canonical

_TONES = {
    "f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323",
    "2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323",
}  # fmt: skip
# Which letter a key turns into which. A repeated letter and "w" are Telex, digits are VNI.
_LETTERS = {
    "a": {"a": "â"}, "e": {"e": "ê"}, "o": {"o": "ô"}, "d": {"d": "đ"},
    "w": {"a": "ă", "o": "ơ", "u": "ư"},
    "6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"},
    "8": {"a": "ă"}, "9": {"d": "đ"},
}  # fmt: skip

# "ưin", "ưang", "sưit": nothing follows a vowel that ends in a glide; "lă": something follows "ă".
_NO_RHYME = re.compile(
    r"(?:[aeoôơư][iy]|ui|[aeêiư]u|[ae]o|âu|ây|[iư]a)(?:ng|nh|ch|[cmnpt])|o?ă|u?â"
)


def decode_keystrokes(word: str) -> str:
    """Give the syllable that the keystrokes spell, or the word itself when they spell none.

    >>> decode_keystrokes("hooij"), decode_keystrokes("nghi5"), decode_keystrokes("team")
    ('hội', 'nghị', 'team')
    """
    if not word.isascii() or not word.isalnum() or word.isdigit():
        return word
    lower = word.lower()
    if SYLLABLE.fullmatch(lower):
        return word  # a legal word as it is: "the", "son"
    decoded = _decode(lower)
    return (decoded.capitalize() if word[0].isupper() else decoded) or word


def _decode(word: str) -> str:
    """Replay the keys as an input method would; empty when no legal syllable comes out."""
    letters: list[str] = []
    tone = ""
    for key in word:
        turns = _LETTERS.get(key, {})
        at = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in turns), None)
        if at is not None and not (key == "o" and letters[-1] == "e"):  # "ngoèo" has no ô
            letters[at] = turns[letters[at]]
        elif key == "w":
            letters.append("ư")
        elif key in _TONES and any(letter in "aăâeêioôơuưy" for letter in letters):
            if tone:
                return ""
            tone = _TONES[key]
        else:
            letters.append(key)
    # One "w" or "7" marks both vowels of "ươ" when a consonant or vowel follows.
    bare = re.sub("(?<!q)uơ(?=.)|ưo", "ươ", "".join(letters))
    match = SYLLABLE.fullmatch(bare)
    if match is None or _NO_RHYME.fullmatch(bare, match.start("nucleus")):
        return ""
    after_vowel = match.start("nucleus") + 1
    return canonical(bare[:after_vowel] + tone + bare[after_vowel:])
