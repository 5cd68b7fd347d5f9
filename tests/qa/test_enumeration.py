"""A list is quoted to its last item, whichever alphabet its letters follow."""

import pytest

from index.document import Document, Paragraph
from qa.enumeration import enumeration


@pytest.mark.parametrize("letters", ["abcdđeghi", "abcdefghi", "abcde"])
def test_a_lettered_list_is_followed_in_the_vietnamese_and_in_the_english_order(letters):
    lines = ["Các hành vi bị nghiêm cấm bao gồm:"]
    lines += [f"{letter}) Hành vi thứ {n};" for n, letter in enumerate(letters, start=1)]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    paragraphs = tuple(
        Paragraph(start, start + len(line), "") for start, line in zip(starts, lines, strict=True)
    )
    document = Document("d", "Luật", "luat.txt", "", text, paragraphs)
    places = enumeration(document, 0)
    assert [text[start:end].rstrip() for start, end in places] == lines
