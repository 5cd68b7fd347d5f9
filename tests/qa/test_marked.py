"""A model's text is cut into sentences with their numbers, however it comes in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.marked import MOST_CHARACTERS, sentences_of


def cut(*pieces: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.numbers) for sentence in sentences_of(pieces)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Cầu dài 486 mét [1].", [("Cầu dài 486 mét", (1,))]),
        ("Cầu dài 486 mét. [1]", [("Cầu dài 486 mét", (1,))]),
        ("Cầu dài [1]. Cầu rộng [2].", [("Cầu dài", (1,)), ("Cầu rộng", (2,))]),
        ("Cầu dài. [1] Cầu rộng. [2]", [("Cầu dài", (1,)), ("Cầu rộng", (2,))]),
        ("Cầu dài [1][2] [3].", [("Cầu dài", (1, 2, 3))]),
        ("Cầu dài [1, 2].", [("Cầu dài", (1, 2))]),
        ("Ông A [1] gặp bà B [2].", [("Ông A gặp bà B", (1, 2))]),
        ("Cầu dài. Cầu rộng [2].", [("Cầu dài", ()), ("Cầu rộng", (2,))]),
        ("- Cầu dài [1]\n- Cầu rộng [2]", [("Cầu dài", (1,)), ("Cầu rộng", (2,))]),
        ("Trả lời: **Cầu dài** [1]", [("Cầu dài", (1,))]),
        ("Không có số nào.", [("Không có số nào", ())]),
        ("", []),
        (" [1] ", []),
    ],
)
def test_sentences_and_their_numbers(text, sentences):
    assert cut(text) == sentences


@given(st.lists(st.integers(1, 12), max_size=8))
def test_the_pieces_make_no_difference(lengths):
    text = "Ông A [1] gặp bà B [2]. Cầu dài 486 mét. [1, 3] Cầu rộng\n- Hết [4]"
    pieces, at = [], 0
    for length in lengths:
        pieces.append(text[at : at + length])
        at += length
    assert cut(*pieces, text[at:]) == cut(text)


def test_a_sentence_is_given_before_the_next_one_is_whole():
    def pieces():
        yield "Cầu dài 486 mét [1]. C"
        raise AssertionError("the first sentence was whole already")

    assert next(sentences_of(pieces())).text == "Cầu dài 486 mét"


def test_an_endless_text_is_not_read_to_its_end():
    def endless():
        while True:
            yield "cầu "

    read = list(sentences_of(endless()))
    assert sum(len(sentence.text) for sentence in read) <= MOST_CHARACTERS + 4


def test_what_nobody_sees_is_left_out():
    assert cut("Cầu\u200b dài\u202e [1]") == [("Cầu dài", (1,))]
