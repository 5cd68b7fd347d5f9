"""A crime is answered from its first clause, or from that of the amount or the worse case asked."""

import pytest

from index.document import Document, Paragraph
from qa.offences import clause_that_punishes

CODE = """\
Điều 31. Tội trộm trâu bò
1. Người nào trộm trâu, bò của người khác trị giá từ 2.000.000 đồng đến dưới 50.000.000 đồng hoặc \
dưới 2.000.000 đồng nhưng thuộc một trong các trường hợp sau đây, thì bị phạt tù từ 06 tháng đến \
03 năm:
a) Đã bị kết án về tội này;
b) Trâu, bò là phương tiện kiếm sống.
2. Phạm tội thuộc một trong các trường hợp sau đây, thì bị phạt tù từ 02 năm đến 07 năm:
a) Có tổ chức;
b) Trộm trâu, bò trị giá từ 50.000.000 đồng đến dưới 200.000.000 đồng;
c) Bỏ chạy để trốn tránh trách nhiệm vào ban đêm.
3. Phạm tội trộm trâu, bò trị giá 200.000.000 đồng trở lên, thì bị phạt tù từ 12 năm đến 20 năm.
4. Người phạm tội còn có thể bị phạt tiền từ 5.000.000 đồng đến 50.000.000 đồng.
Điều 33. Tội lừa bán trâu bò
1. Người nào lừa bán trâu, bò, thì bị phạt tù từ 01 năm đến 02 năm.
2. Phạm tội lừa bán trâu, bò trị giá 200.000.000 đồng trở lên, thì bị phạt tù từ 03 năm.
Điều 34. Tội làm giả tem
Người nào làm giả tem, thì bị phạt tù từ 01 năm đến 02 năm.
"""
BASIC = CODE.split("\n")[1]
HEADING = "Điều 31. Tội trộm trâu bò"
SECOND, THIRD = (
    "2. Phạm tội thuộc một trong các trường hợp sau đây, thì bị phạt tù từ 02 năm đến 07 năm:",
    "3. Phạm tội trộm trâu, bò trị giá 200.000.000 đồng trở lên, thì bị phạt tù từ 12 năm đến "
    "20 năm.",
)


def chosen(question, *said):
    document = Document("d", "Bộ luật", "a.txt", "", CODE, (Paragraph(0, len(CODE), ""),))
    places = clause_that_punishes(question, [CODE.index(one) for one in said], document)
    return [CODE[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("question", "read", "places"),
    [
        ("Trộm bò bị phạt tù mấy năm?", "2. Phạm tội", [BASIC]),
        ("Trộm bò 12 con bị phạt tù mấy năm?", "2. Phạm tội", [BASIC]),
        ("Trộm bò 3 triệu thì bị phạt thế nào?", "2. Phạm tội", [BASIC]),
        ("Trộm bò 30 triệu đồng đi tù bao lâu?", "4. Người phạm tội", []),
        (
            "Trộm bò 60 triệu mức án thế nào?",
            "1. Người nào",
            [
                HEADING,
                SECOND,
                "b) Trộm trâu, bò trị giá từ 50.000.000 đồng đến dưới 200.000.000 đồng;",
            ],
        ),
        ("Trộm bò 600 triệu bị phạt mấy năm tù?", "a) Có tổ chức", [HEADING, THIRD]),
        ("Trộm bò trên 1 tỷ bị phạt mấy năm tù?", "1. Người nào", [HEADING, THIRD]),
        # It may name a worse case: no more of them than have a word of it.
        (
            "Trộm bò rồi bỏ chạy bị phạt tù mấy năm?",
            "2. Phạm tội",
            [HEADING, SECOND, "c) Bỏ chạy để trốn tránh trách nhiệm vào ban đêm."],
        ),
        (
            "Trộm bò có tổ chức bị phạt mấy năm tù?",
            "3. Phạm tội",
            [HEADING, SECOND, "a) Có tổ chức;"],
        ),
    ],
)
def test_the_clause_of_the_amount_or_of_the_crime_itself_answers(question, read, places):
    assert chosen(question, read) == places


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Trộm bò rồi bỏ chạy bị phạt tù mấy năm?", "3. Phạm tội"),
        ("Trộm bò bao nhiêu tiền thì bị xử lý?", "2. Phạm tội"),
        ("Trộm bò bị phạt tù mấy năm?", "1. Người nào"),
        ("Làm giả tem bị phạt tù mấy năm?", "Người nào làm giả"),
    ],
)
def test_elsewhere_the_best_sentence_answers(question, read):
    assert chosen(question, read) == []


def test_the_article_whose_heading_names_the_crime_answers():
    read = "3. Phạm tội trộm trâu", "2. Phạm tội lừa bán"
    assert chosen("Lừa bán bò 300 triệu bị phạt tù mấy năm?", *read) == [
        "Điều 33. Tội lừa bán trâu bò",
        "2. Phạm tội lừa bán trâu, bò trị giá 200.000.000 đồng trở lên, thì bị phạt tù từ 03 năm.",
    ]
    assert chosen("Trộm bò 300 triệu bị phạt tù mấy năm?", *read) == [HEADING, THIRD]
    # "trâu" of both headings names neither.
    assert chosen("Dắt trâu 300 triệu đi bị phạt tù mấy năm?", *read) == [HEADING, THIRD]
