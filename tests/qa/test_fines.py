"""Which acts are fined with two amounts is told by the clauses with exactly these amounts."""

import numpy as np
import pytest

from index.load import read
from index.store import Index
from qa.fines import acts_fined

DECREE = """\
CHÍNH PHỦ
Số: 77/2021/NĐ-CP

NGHỊ ĐỊNH
Quy định xử phạt vi phạm hành chính trong hoạt động của bến đò ngang

Điều 3. Vi phạm quy định về bến đò
1. Phạt cảnh cáo đối với hành vi không ghi sổ hành khách.
2. Phạt tiền từ 1.000.000 đồng đến 3.000.000 đồng đối với một trong các hành vi sau:
a) Không niêm yết giá vé tại bến đò;
b) Chở gia súc chung với hành khách.
3. Phạt tiền từ 3.000.000 đồng đến 5.000.000 đồng đối với hành vi chở quá số người quy định.

Điều 4. Vi phạm của người lái đò
1. Phạt tiền từ 1.000.000 đồng đến 3.000.000 đồng đối với hành vi không mặc áo phao.
2. Phạt tiền từ 500.000 đồng đến 1.000.000 đồng đối với một trong các hành vi sau:
a) Hút thuốc khi lái đò;
b) Không có chứng chỉ lái đò.
"""
LEAD = "2. Phạt tiền từ 1.000.000 đồng đến 3.000.000 đồng đối với một trong các hành vi sau:"
OF_ONE_TO_THREE = [
    LEAD,
    "a) Không niêm yết giá vé tại bến đò;",
    "b) Chở gia súc chung với hành khách.",
    "1. Phạt tiền từ 1.000.000 đồng đến 3.000.000 đồng đối với hành vi không mặc áo phao.",
]


class NoEncoder:
    name, fingerprint, dimension, dimensions = "không", "không", 1, (1,)


@pytest.fixture(scope="module")
def told():
    documents = read(DECREE.encode(), "nghi-dinh.txt").documents
    index = Index.build(documents, [], np.zeros((0, 1), dtype=np.float32), NoEncoder())
    return lambda question: acts_fined(question, index)


@pytest.mark.parametrize(
    "question",
    [
        "Những hành vi nào bị phạt từ 1.000.000 đồng đến 3.000.000 đồng?",
        "Hành vi nào bị xử phạt hành chính từ 1 triệu đến 3 triệu đồng?",
        "Các hành vi bị phạt từ 1 đến 3 triệu đồng là gì?",
        "Hành vi nào bị phạt tiền từ 1 đến 3 triệu theo Nghị định 77/2021/NĐ-CP?",
    ],
)
def test_every_clause_with_these_amounts_is_quoted_with_its_points(told, question):
    assert [one.quote for one in told(question).citations] == OF_ONE_TO_THREE


def test_a_clause_with_one_of_the_amounts_is_none_of_them(told):
    answer = told("Hành vi nào bị phạt từ 500.000 đồng đến 1.000.000 đồng?")
    assert [one.quote[:2] for one in answer.citations] == ["2.", "a)", "b)"]
    (alone,) = told("Hành vi nào bị phạt từ 3 đến 5 triệu đồng?").citations
    assert alone.quote.startswith("3. Phạt tiền từ 3.000.000 đồng")


def test_amounts_that_no_clause_has_are_refused_by_name(told):
    answer = told("Những hành vi nào bị phạt từ 2.000.000 đồng đến 4.000.000 đồng?")
    assert answer.abstained
    assert "mức phạt từ 2.000.000 đồng đến 4.000.000 đồng" in answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "Chở gia súc bị phạt từ 1.000.000 đồng đến 3.000.000 đồng phải không?",
        "Hành vi nào của người lái đò bị phạt từ 1.000.000 đồng đến 3.000.000 đồng?",
        "Hành vi nào bị phạt từ 1.000.000 đồng đến 3.000.000 đồng theo Điều 4?",
        "Hành vi nào bị phạt cảnh cáo?",
    ],
)
def test_what_says_more_than_the_amounts_is_searched(told, question):
    assert told(question) is None
