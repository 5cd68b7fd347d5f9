"""What no column of a table is about is not answered by the row of whom it is asked of."""

import numpy as np
import pytest

from index.document import Hit, Passage
from index.load import read
from index.store import Index
from qa.answer import Span
from qa.question import understand
from qa.table_rows import told_apart

STAFF = """Họ và tên,Chức vụ,Email
Tạ Minh Châu,Nhân viên bán hàng,chau@vidu.vn
Đoàn Bích Thủy,Kế toán trưởng,thuy@vidu.vn
"""


class NoEncoder:
    name, fingerprint, dimension, dimensions = "không", "không", 1, (1,)


@pytest.fixture(scope="module")
def kept(restorer):
    documents = read(STAFF.encode(), "danh-sach.csv").documents
    index = Index.build(documents, [], np.zeros((0, 1), dtype=np.float32), NoEncoder())
    (document,) = documents
    start = document.text.index("Họ và tên: Tạ Minh Châu")
    end = document.text.index("Họ và tên: Đoàn")
    passage = Passage(document.id, document.title, document.source, start, end, STAFF)
    span = Span(Hit(passage, 1.0, ()), start, end, document.text[start:end], 0.9)

    def kept(typed):
        question = understand(typed, restorer=restorer, lexical=index.lexical)
        return bool(told_apart(question, [span], index))

    return kept


@pytest.mark.parametrize(
    ("question", "stays"),
    [
        ("Email của Tạ Minh Châu là gì?", True),
        ("Chức vụ của Tạ Minh Châu?", True),
        ("Tên đầy đủ của Minh Châu là gì?", True),
        ("Tạ Minh Châu làm gì?", True),
        ("Số điện thoại của Tạ Minh Châu là gì?", False),
        ("Lương của Tạ Minh Châu là bao nhiêu?", False),
        ("Email của Đoàn Bích Thủy là gì?", False),
    ],
)
def test_the_row_is_kept_when_a_column_is_asked_for(kept, question, stays):
    assert kept(question) is stays
