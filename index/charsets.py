"""The Vietnamese character sets from before Unicode, as strings that stand for letters.

A text in one of them, read as Windows-1252, looks like "Céng hßa X· héi" (TCVN3), "Coäng hoøa"
(VNI) or "C¶ng hòa" (VPS). A table gives for each such string the letter that was meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = (
    "à á ả ã ạ â ầ ấ ẩ ẫ ậ ă ằ ắ ẳ ẵ ặ đ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ "
    "ơ ờ ớ ở ỡ ợ ù ú ủ ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ"
).split()
# The byte of each of these letters, in hexadecimal, in their order.
_TCVN3 = (
    "b5b8b6b7b9a9c7cac8c9cba8bbbebcbdc6aeccd0cecfd1aad2d5d3d4d6d7ddd8dcdedfe3e1e2e4abe5e8e6e7e9"
    "aceaedebeceeeff3f1f2f4adf5f8f6f7f9fafdfbfcfe"
)
_VPS = (
    "e0e1e4e3e5e2c0c3c4c5c6e6a2a1a3a4a5c7e8e9c8ebcbea8a898bcd8cecedccefcef2f3d5f586f4d2d3b087b6"
    "d6a9a7aaabaef9fafbdbf8dcd8d9babbbfff9a9bcf9c"
)
_VISCII = (
    "e0e1e4e3d5e2a5a4a6e7a7e5a2a1c6c7a3f0e8e9eba8a9eaabaaacadaeecedefeeb8f2f3f6f5f7f4b0afb1b2b5"
    "bdb6beb7defef9fafcfbf8dfd7d1d8e6f1cffdd6dbdc"
)
# Capitals. TCVN3 has seven; the others are small letters in a font of capitals.
_TCVN3_CAPITALS = dict(zip("ĂÂĐÊÔƠƯ", bytes.fromhex("a1a2a7a3a4a5a6"), strict=True))
_VPS_CAPITALS = dict(
    zip(
        "ÀÁẢÃÂẦẤẨĂẰẮẲẴĐÈÉẺẼÊỀẾỂỄÌÍỈĨÒÓỎÕÔỒỐỔỖƠỜỚỞỠÙÚỦŨƯỪỨỬỲÝỶỸ",
        bytes.fromhex(
            "80c18182c2848385888e8d8ff0f1d7c9defeca93909495b5b4b7b8bcb9bdbed497969899f79e9d9fa6"
            "a8dad1acd0afadb1b2ddfdb3"
        ),
        strict=True,
    )
)
_VISCII_CAPITALS = dict(
    zip(
        "ÀÁẢÃẠÂẦẤẨẬĂẰẮẶĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỰỲÝ",
        bytes.fromhex(
            "c0c1c4c380c285848687c5828183d0c8c9cb8889ca8b8a8c8d8ecccd9bce98d2d3999ad4908f919293"
            "b4969597b394d9da9c9d9ebfbbbabcb99fdd"
        ),
        strict=True,
    )
)
# VNI-Windows writes a vowel and a mark, five letters with marks of their own beside them.
_VNI_MARKS = {
    "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï",
    "\u0302": "â", "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å",
    "\u0302\u0303": "ã", "\u0302\u0323": "ä", "\u0306": "ê", "\u0306\u0301": "é",
    "\u0306\u0300": "è", "\u0306\u0309": "ú", "\u0306\u0303": "ü", "\u0306\u0323": "ë",
}  # fmt: skip
_VNI_SINGLE = {
    "í": "í",
    "ì": "ì",
    "ỉ": "æ",
    "ĩ": "ó",
    "ị": "ò",
    "ơ": "ô",
    "ư": "ö",
    "ỵ": "î",
    "đ": "ñ",
}


@dataclass(frozen=True, slots=True)
class Charset:
    """A character set with its way into Unicode."""

    name: str
    """For the reader: "TCVN3 (ABC)"."""
    decode: Callable[[str], str]
    """Takes a text read as Windows-1252 or Latin-1; what it does not know stays as it is."""


def _as_bytes_were(table: Mapping[int, str]) -> dict[str, str]:
    """Key a table by how a byte reads in Latin-1, and in Windows-1252 where that differs."""
    keyed = {}
    for byte, letter in table.items():
        keyed[chr(byte)] = letter
        if byte < 0xA0:
            keyed[bytes([byte]).decode("cp1252", "replace")] = letter
    keyed.pop("\ufffd", None)
    return keyed


def _single(small: str, capitals: Mapping[str, int]) -> dict[str, str]:
    table = {byte: letter for letter, byte in capitals.items()}
    table |= dict(zip(bytes.fromhex(small), _LETTERS, strict=True))
    return _as_bytes_were(table)


def _vni() -> dict[str, str]:
    table = {}
    for letter in _LETTERS:
        decomposed = unicodedata.normalize("NFD", letter)
        written = _VNI_SINGLE.get(letter)
        if written is None:
            base, marks = decomposed[0], decomposed[1:]
            if "\u031b" in marks:  # the horn: ơ and ư are letters of their own
                base, marks = _VNI_SINGLE["ơ" if base == "o" else "ư"], marks.replace("\u031b", "")
            # Unicode puts the dot below before the circumflex.
            marks = "".join(sorted(marks, key=lambda mark: mark not in "\u0302\u0306"))
            written = base + _VNI_MARKS[marks]
        table[written] = letter
        table[written.upper()] = letter.upper()
        if len(written) == 2:  # a capital at the head of a word: "Ñaù" as well as "ÑAÙ"
            table[written[0].upper() + written[1]] = letter.upper()
    return table


def _by_table(table: Mapping[str, str]) -> Callable[[str], str]:
    longest_first = sorted(table, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return lru_cache(maxsize=65536)(lambda text: pattern.sub(lambda m: table[m[0]], text))


_VIQR_QUALITY = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_VIQR_TONE = {
    "`": "\u0300",
    "'": "\u0301",
    "’": "\u0301",
    "?": "\u0309",
    "~": "\u0303",
    ".": "\u0323",
}
_VIQR = re.compile(
    r"(?P<d>dd|DD|Dd)|(?P<vowel>[AEIOUYaeiouy])(?P<quality>[\^(+]?)(?P<tone>[`'’?~.]?)"
)


@lru_cache(maxsize=65536)
def _viqr(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        if match["d"]:
            return "Đ" if match["d"][0] == "D" else "đ"
        vowel, quality, tone = match["vowel"], match["quality"], match["tone"]
        allowed = {"^": "aeo", "(": "a", "+": "ou", "": "aeiouy"}[quality]
        if vowel.lower() not in allowed:
            return match[0]
        marks = _VIQR_QUALITY.get(quality, "") + _VIQR_TONE.get(tone, "")
        return unicodedata.normalize("NFC", vowel + marks)

    # A syllable has one tone: what stands behind another is punctuation. So is the stop of a
    # word without any mark, "Nam.", for a dot below mostly stands on a letter inside the word.
    body, last = text[:-1], text[-1:]
    toned = re.search(r"[aeiouy][\^(+]?[`'?~.]", body, re.IGNORECASE)
    if last in (".", "?", "'") and (toned or (last == "." and not re.search(r"[\^(+]", body))):
        return _VIQR.sub(letter, body) + last
    return _VIQR.sub(letter, text)


@lru_cache(maxsize=65536)
def _windows_1258(text: str) -> str:
    try:
        content = b"".join(_byte(character) for character in text)
        return unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeError:
        return text


def _byte(character: str) -> bytes:
    try:
        return character.encode("latin-1")
    except UnicodeEncodeError:
        return character.encode("cp1252")


VIQR = Charset("VIQR", _viqr)
CHARSETS = (
    Charset("TCVN3 (ABC)", _by_table(_single(_TCVN3, _TCVN3_CAPITALS))),
    Charset("VNI", _by_table(_vni())),
    Charset("Windows-1258", _windows_1258),
    Charset("VPS", _by_table(_single(_VPS, _VPS_CAPITALS))),
    Charset("VISCII", _by_table(_single(_VISCII, _VISCII_CAPITALS))),
)
