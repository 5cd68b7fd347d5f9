"""What documents may say for what people ask: the list is in order, and is used to look for."""

from pathlib import Path

import pytest

import qa
from index.text import canonical, forms_in_a_row, syllables
from qa.question import understand
from qa.thesaurus import CLOSE, LOOSE, looked_for, reworded, said_by, words_in

LINES = (Path(qa.__file__).parent / "thesaurus.txt").read_text(encoding="utf-8").splitlines()


def wordings(question, words):
    """Give what may be said for words of a question, with how far it is trusted."""
    return {
        " ".join(word.form for word in other): trust
        for one in reworded(question)
        if " ".join(word.form for word in one.words) == words
        for other, trust, _ in one.others
    }


def test_every_line_is_a_phrase_and_what_may_be_said_for_it_in_canonical_form():
    phrases = []
    for line in LINES:
        phrase, separator, said = line.partition(" = ")
        others = [other.removeprefix("~") for other in said.split("; ")]
        assert separator, line
        assert len(set(others)) == len(others), line
        assert phrase not in others, line
        for one in (phrase, *others):
            assert one == " ".join(word.form for word in syllables(canonical(one))), line
        phrases.append(phrase)
    assert phrases == sorted(set(phrases))


def test_it_is_read_both_ways_and_a_loose_wording_is_trusted_half():
    assert wordings("Ai được nghỉ đẻ?", "nghỉ đẻ")["nghỉ thai sản"] == CLOSE
    assert wordings("Ai được nghỉ thai sản?", "nghỉ thai sản")["nghỉ đẻ"] == CLOSE
    loose = [(line.partition(" = ")[0], line.partition("; ~")[2]) for line in LINES]
    phrase, other = next((p, o.split("; ")[0]) for p, o in loose if o)
    assert wordings(f"Ai {phrase}?", phrase)[other] == LOOSE


def test_names_are_not_reworded():
    assert wordings("Ai sửa nhà?", "sửa")
    assert not wordings("Ông Sửa ở đâu?", "sửa")
    assert wordings("SỬA NHÀ PHẢI XIN AI?", "sửa"), "typed in capitals"


def test_words_that_only_ask_are_not_looked_for(assistant, restorer):
    question = understand(
        "Tiền nhà là bao nhiêu?", restorer=restorer, lexical=assistant.index.lexical
    )
    said = {" ".join(word.form for word in one.words) for one in looked_for(question)}
    assert "bao nhiêu" not in said
    assert any("tiền" in one for one in said)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lao động nữ được nghỉ thai sản 6 tháng.", {"nghi": CLOSE, "de": CLOSE}),
        ("Lao động nữ được nghỉ phép.", {}),
    ],
)
def test_a_text_that_says_it_otherwise_says_those_words_of_the_question(text, found):
    ways = [one for one in reworded("Được nghỉ đẻ bao lâu?") if len(one.words) == 2]
    said = said_by(ways, forms_in_a_row(text))
    words = words_in(said, forms_in_a_row(text))
    assert {key: words.get(key) for key in ("nghi", "de") if key in words} == found
