"""Long runs of blanks cost a follow-up nothing, and nobody else waits for them."""

import time

import pytest

from qa.followup import Previous, standalone, topic

RESOLUTION = "Nghị quyết 22 ban hành ngày nào?"


def seconds(step):
    start = time.process_time()
    step()
    return time.process_time() - start


@pytest.mark.parametrize(
    "blanks",
    [" " * 9_000, "\n" * 9_000, "\u3000" * 9_000, " " * 1_000_000],
    ids=lambda one: len(one),
)
def test_a_run_of_blanks_is_read_at_once(blanks):
    long = f"Hội nghị là{blanks}x"
    # Minutes to hours when each blank is tried with each that follows.
    assert seconds(lambda: topic(long)) < 10
    assert seconds(lambda: standalone("ai ký?", Previous(long))) < 10
    assert seconds(lambda: standalone(long, Previous(RESOLUTION))) < 10


def test_blanks_change_nothing_of_what_is_meant():
    spaced = Previous(RESOLUTION.replace(" ", " \n  "))
    assert standalone("ai   ký?", spaced) == "Ai ký Nghị quyết 22?"
    assert topic("Cầu   Bến Ngự \n dài bao nhiêu?") == "Cầu Bến Ngự"


def test_what_is_too_long_to_be_asked_loses_none_of_its_words():
    long = "Nghị quyết này có hiệu lực khi nào, " + "và nói gì về việc ấy, " * 60
    assert standalone(long, Previous(RESOLUTION)) == long
