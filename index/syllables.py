"""Which words are Vietnamese syllables that people write, from the bundled list of the restorer."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from index.text import canonical, is_spelled_right

SYLLABLES = Path(__file__).resolve().parent.parent / "models" / "tones" / "syllables.txt"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    # A line has the toneless form, then the syllables it may stand for.
    lines = SYLLABLES.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.split()[1:])


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Say whether a word is a syllable in use, in any capitals and normal form.

    >>> is_syllable("KHOẢN"), is_syllable("ẢN"), is_syllable("ĐIỀ")
    (True, False, False)
    """
    form = canonical(unicodedata.normalize("NFC", word)).lower()
    return form in _known() and (is_spelled_right(form) or bool(re.fullmatch(r"[aeiouy]", form)))
