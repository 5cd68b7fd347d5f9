"""A list is quoted to its last item, whichever alphabet its letters follow."""

import pytest

from index.document import Document, Paragraph
from qa.enumeration import enumeration, under_heading


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


def test_under_a_clause_stands_what_comes_before_the_next_clause():
    text = (
        "Điều 2. Nộp hồ sơ\n1. Hồ sơ gồm:\na) Đơn;\nb) Ảnh thẻ.\n2. Nộp hồ sơ tại phòng một cửa.\n"
        "3. Lệ phí là 20.000 đồng."
    )
    document = Document("d", "Quy chế", "a.txt", "", text, (Paragraph(0, len(text), ""),))

    def under(said):
        return [text[start:end] for start, end in under_heading(document, text.index(said))]

    assert under("1. Hồ sơ") == ["1. Hồ sơ gồm:", "a) Đơn;", "b) Ảnh thẻ."]
    assert under("Điều 2.")[-1] == "3. Lệ phí là 20.000 đồng."
