"""Questions made to look typed keep their words and lose what people lose."""

import random

import pytest

from index.text import fold
from models.encoder.typed import as_typed, half_toned, shortened, with_slips, without_marks

QUESTION = "Chủ tịch Ủy ban nhân dân tỉnh Đắk Lắk do ai bầu?"


def test_without_marks_keeps_capitals_and_letters():
    assert without_marks("Đắk Lắk ở đâu?") == "Dak Lak o dau?"


def test_half_toned_changes_marks_and_nothing_else():
    for seed in range(50):
        typed = half_toned(QUESTION, random.Random(seed))
        assert fold(typed) == fold(QUESTION)
    made = {half_toned(QUESTION, random.Random(seed)) for seed in range(50)}
    assert len(made) > 20, made


def test_slips_are_few():
    for seed in range(50):
        typed = with_slips(QUESTION, random.Random(seed))
        assert abs(len(typed) - len(QUESTION)) <= 2, typed
        kept = set(typed.split()) & set(QUESTION.split())
        assert len(kept) >= len(QUESTION.split()) - 4, typed


def test_a_long_form_is_shortened_with_its_punctuation():
    typed = shortened("Ai đứng đầu ủy ban nhân dân?", random.Random(0))
    assert typed == "Ai đứng đầu UBND?"


@pytest.mark.parametrize("text", ["a", "", "?", "12/NQ-CP"])
def test_what_has_no_diacritics_keeps_its_letters_however_it_is_typed(text):
    for seed in range(40):
        typed = as_typed(text, random.Random(seed))
        assert set(typed.lower()) <= set(text.lower()), typed


def test_half_of_the_questions_have_no_diacritics_at_all():
    bare = sum(as_typed(QUESTION, random.Random(seed)).isascii() for seed in range(400))
    assert 0.4 < bare / 400 < 0.7
