"""Keystrokes left in a text: what an input method would have made of them, and what is none."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.telex import decode_keystrokes
from index.text import SYLLABLE, TONE_MARKS, canonical, is_spelled_right

SYLLABLES = Path(__file__).parents[2] / "models" / "tones" / "syllables.txt"

# The input methods from the other side, written from their own descriptions.
TELEX = {
    "ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd",
    "\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j",
}  # fmt: skip
VNI = {
    "ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9",
    "\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5",
}  # fmt: skip


def without_tone(text):
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONE_MARKS))


def typed(syllable, keys, *, tone_last):
    """Give the keys that type a syllable, that of the tone after its vowel or after all."""
    strokes = tone = ""
    for letter in unicodedata.normalize("NFC", syllable):
        bare = without_tone(letter)
        strokes += keys.get(bare, bare)
        mark = "".join(keys[c] for c in unicodedata.normalize("NFD", letter) if c in TONE_MARKS)
        if tone_last:
            tone += mark
        else:
            strokes += mark
    return strokes + tone


def vietnamese_syllables():
    forms = {form for line in SYLLABLES.read_text("utf-8").splitlines() for form in line.split()}
    # "coóc", "boong": the long o is typed otherwise by every input method.
    return sorted(
        form for form in forms if is_spelled_right(form) and "oo" not in without_tone(form)
    )


@pytest.mark.parametrize("keys", [TELEX, VNI], ids=["telex", "vni"])
@pytest.mark.parametrize("tone_last", [True, False], ids=["tone_last", "tone_at_its_vowel"])
def test_the_keys_of_every_syllable_give_it_back(keys, tone_last):
    wrong = {}
    for syllable in vietnamese_syllables():
        strokes = typed(syllable, keys, tone_last=tone_last)
        # Keys that are a word as they stand stay: "boong" may be meant.
        right = strokes if SYLLABLE.fullmatch(strokes) else canonical(syllable)
        if decode_keystrokes(strokes) != right:
            wrong[strokes] = (decode_keystrokes(strokes), right)
    assert wrong == {}


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("hooij", "hội"),
        ("nghij", "nghị"),
        ("nghi5", "nghị"),
        ("dduwowcj", "được"),
        ("dduowcj", "được"),
        ("d9u7o7c5", "được"),
        ("d9uo7c5", "được"),
        ("nguwowif", "người"),
        ("ngu7o7i2", "người"),
        ("quye6t1", "quyết"),
        ("uwowng", "ương"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
    ],
)
def test_keys_of_telex_and_vni_are_read(keys, word):
    assert decode_keystrokes(keys) == word


def test_a_capital_stays():
    decoded = [decode_keystrokes(word) for word in ("Vieejt", "DDaij", "Ho65i")]
    assert decoded == ["Việt", "Đại", "Hội"]


@pytest.mark.parametrize(
    "word",
    "team the son forum google covid website facebook class boss error windows software week user "
    "file email online video startup marketing fix for are wifi ok WTO APEC FTA H2O covid19 B52 "
    "Win Wang law swift 2018 22 hội nghị Hà café ơ hoojhi".split(),
)
def test_what_is_a_word_already_or_spells_none_is_kept(word):
    assert decode_keystrokes(word) == word


@given(st.text() | st.text("aeoudwfsxrj1235679hcngt", max_size=8))
def test_any_word_gives_itself_or_a_vietnamese_syllable(word):
    decoded = decode_keystrokes(word)
    assert decoded == word or SYLLABLE.fullmatch(without_tone(decoded.lower())), decoded
