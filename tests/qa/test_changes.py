"""The page can say, change by change, how a question was read, and undo each."""

import pytest

from qa.changes import changes


@pytest.mark.parametrize(
    ("typed", "read_as", "wanted"),
    [
        ("cau o bao nhieu", "cầu ở bao nhiêu", [("tones", "cau o bao nhieu", "cầu ở bao nhiêu")]),
        ("UBND họp", "UBND (Ủy ban nhân dân) họp", [("abbreviation", "UBND", "Ủy ban nhân dân")]),
        (
            "ubnd tinh hop",
            "ubnd (Ủy ban nhân dân) tỉnh họp",
            [("abbreviation", "ubnd", "Ủy ban nhân dân"), ("tones", "tinh hop", "tỉnh họp")],
        ),
        ("hội ngị nào", "hội nghị nào", [("spelling", "ngị", "nghị")]),
        ("có bn người", "có bao nhiêu người", [("spelling", "bn", "bao nhiêu")]),
        ("(nếu có) của UBND", "(nếu có) của UBND (Ủy ban)", [("abbreviation", "UBND", "Ủy ban")]),
        ("Ai ký?", "", []),
    ],
)  # fmt: skip
def test_every_change_is_named_with_what_was_typed(typed, read_as, wanted):
    found = [(change.kind, change.typed, change.read_as) for change in changes(typed, read_as)]
    assert found == wanted


def test_a_change_that_is_switched_off_is_gone_and_the_others_stay(assistant):
    typed = "BQLCĐ hop ngay nao"
    first = changes(typed, assistant.ask(typed).understood_as)
    assert {change.kind for change in first} == {"abbreviation", "tones"}, first
    for off in first:
        left = changes(typed, assistant.ask(typed, as_typed=off.words).understood_as)
        assert left == [change for change in first if change != off]
