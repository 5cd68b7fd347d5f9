"""Edits are written down: every offset of the repaired text leads back."""

from hypothesis import given
from hypothesis import strategies as st

from index.repair import Edit, Repaired


def test_offsets_lead_back_through_one_step():
    done = Repaired("Céng hßa  X· héi").edited(
        [Edit(0, 4, "Cộng", "mã"), Edit(5, 8, "hòa", "mã"), Edit(8, 9, "", "cách")]
    )
    assert done.text == "Cộng hòa X· héi"
    assert done.original_span(0, 4) == (0, 4)
    assert done.original_span(5, 8) == (5, 8)
    assert done.original_span(9, 11) == (10, 12)
    assert [r.original for r in done.repairs] == ["Céng", "hßa", " "]


def test_an_end_inside_a_run_takes_the_whole_run():
    done = Repaired("a Coäng b").edited([Edit(2, 7, "Cộng", "mã VNI")])
    assert done.text == "a Cộng b"
    assert done.original_span(3, 5) == (2, 7)
    assert done.original_span(6, 8) == (7, 9)


def test_steps_lead_back_to_the_first_text():
    first = Repaired("Th­ ñ tướng").edited([Edit(2, 3, "", "ký tự ẩn")])
    second = first.edited([Edit(3, 4, "ủ", "mã")]).edited([Edit(2, 3, "", "tách")])
    assert second.text == "Thủ tướng"
    start, end = second.original_span(0, 3)
    assert second.original[start:end] == "Th­ ñ"
    assert second.moved(6) == 4


def test_edits_that_overlap_or_change_nothing_are_left_out():
    done = Repaired("abcd").edited(
        [Edit(0, 2, "x", "1"), Edit(1, 3, "y", "2"), Edit(3, 4, "d", "3")]
    )
    assert (done.text, len(done.repairs)) == ("xcd", 1)
    assert Repaired("abc").edited([]).steps == ()


@given(
    st.text("abc ", min_size=1, max_size=30),
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 4), st.text("xy", max_size=3)), max_size=8
    ),
)
def test_what_no_edit_touched_is_found_where_it_was(text, edits):
    done = Repaired(text).edited(
        Edit(min(start, len(text)), min(start + length, len(text)), instead, "thử")
        for start, length, instead in edits
    )
    for at, character in enumerate(done.text):
        if not any(r.start <= at < r.end for r in done.repairs):
            start, end = done.original_span(at, at + 1)
            assert done.original[start:end] == character
            assert done.moved(start) == at
