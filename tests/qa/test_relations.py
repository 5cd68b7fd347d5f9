"""What a text does to others is told from the text, whatever it is called by."""

import numpy as np
import pytest

from index.load import read
from index.store import Index
from qa.relations import told_of

RULES = """BỘ GIÁO DỤC VÀ ĐÀO TẠO
TRƯỜNG CAO ĐẲNG SAO BIỂN
Số: 418/QĐ-CĐSB
Hải Phòng, ngày 14 tháng 8 năm 2021

QUY CHẾ
ĐÀO TẠO THEO TÍN CHỈ

Điều 1. Phạm vi
1. Quy chế này quy định về đào tạo theo tín chỉ.
2. Bãi bỏ hình thức học niên chế.

Điều 2. Hiệu lực
Quy chế này có hiệu lực từ ngày 01/9/2021 và thay thế Quyết định số 207/QĐ-CĐSB.
"""
REPLACES = "thay thế Quyết định số 207/QĐ-CĐSB"


class NoEncoder:
    name, fingerprint, dimension, dimensions = "không", "không", 1, (1,)


@pytest.fixture(scope="module")
def index():
    documents = read(RULES.encode(), "quy-che.txt").documents
    return Index.build(documents, [], np.zeros((0, 1), dtype=np.float32), NoEncoder())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quy chế đào tạo của Trường Cao đẳng Sao Biển thay thế văn bản nào?", REPLACES),
        ("Quyết định 418/QĐ-CĐSB thay thế quyết định nào?", REPLACES),
        ("quy che dao tao thay the quyet dinh nao", REPLACES),
        ("Quyết định 207/QĐ-CĐSB bị văn bản nào thay thế?", REPLACES),
        ("Quyết định 207/QĐ-CĐSB được thay thế bằng văn bản nào?", REPLACES),
        ("Quy chế đào tạo bãi bỏ quy định nào?", "Bãi bỏ hình thức học niên chế."),
    ],
)
def test_the_sentence_that_says_it_is_quoted(index, question, said):
    answer = told_of(question, index)
    assert answer is not None
    assert said in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "Quy chế đào tạo của Trường Cao đẳng Sông Lam thay thế văn bản nào?",
        "Quyết định 500/QĐ-CĐSB thay thế văn bản nào?",
        "Quyết định 418/QĐ-CĐSB bị văn bản nào thay thế?",
        "Văn bản nào thay thế cho người học?",
        "Quy chế đào tạo có hiệu lực ngày nào?",
    ],
)
def test_what_no_text_says_is_left_to_the_search(index, question):
    assert told_of(question, index) is None
