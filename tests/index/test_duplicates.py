"""What another document says already is linked to it and not indexed twice."""

from index.duplicates import near_duplicates, without_repeats
from index.load import read
from index.passages import passages_of

LINES = [
    f"Chợ phiên thứ {number} của huyện Mường Khê họp vào ngày {number} hằng tháng ở thị trấn."
    for number in range(1, 13)
]


def document(name, lines):
    (found,) = read(("Lịch chợ phiên\n\n" + "\n\n".join(lines) + "\n").encode(), name).documents
    return found


def test_a_copy_in_another_shape_is_linked_and_gives_no_passages():
    one = document("a.txt", LINES)
    other = document("b.txt", [line.upper().rstrip(".") + "!" for line in LINES])
    twins = near_duplicates([one, other])
    assert twins == {"b.txt": "a.txt"}
    passages = [*passages_of(one), *passages_of(other)]
    assert {p.document_id for p in without_repeats(passages, [one, other], twins)} == {"a.txt"}


def test_what_is_said_only_in_the_copy_is_indexed():
    changed = [*LINES[:-1], LINES[-1].replace("ngày 12", "ngày 21")]
    one, other = document("a.txt", LINES), document("b.txt", changed)
    twins = near_duplicates([one, other])
    assert twins == {"b.txt": "a.txt"}
    kept = without_repeats(passages_of(other), [one, other], twins)
    assert [passage.text for passage in kept] == [changed[-1]]


def test_documents_that_share_less_or_are_short_stand_alone():
    one = document("a.txt", LINES)
    assert near_duplicates([one, document("b.txt", LINES[:6] + [w[::-1] for w in LINES[6:]])]) == {}
    assert near_duplicates([document("a.txt", LINES[:2]), document("b.txt", LINES[:2])]) == {}
