"""The head of an official text says its number, date and issuer, and its words what it replaces."""

import pytest

from index.document import Official
from index.load import read

HEAD = """BỘ TÀI CHÍNH
Số: 45/2023/TT-BTC
Hà Nội, ngày 05 tháng 7 năm 2023

THÔNG TƯ
Hướng dẫn quản lý phí chợ

Căn cứ Nghị định số 99/2017/NĐ-CP ngày 26 tháng 7 năm 2017;

Điều 1. Phạm vi
Thông tư này hướng dẫn việc quản lý phí chợ.

Điều 2. Hiệu lực
"""


def document_of(text):
    return read(text.encode(), "a.txt").documents[0]


def test_the_head_is_read():
    assert document_of(HEAD + "Có hiệu lực.").official == Official(
        "Thông tư 45/2023/TT-BTC", "45/2023/TT-BTC", "2023-07-05", "BỘ TÀI CHÍNH"
    )


def test_a_title_with_a_number_is_enough():
    text = "Nghị định số 15/2024/NĐ-CP về thư viện\n\nĐiều 1. Phạm vi\nThư viện cộng đồng."
    assert document_of(text).official.name == "Nghị định 15/2024/NĐ-CP"


@pytest.mark.parametrize("written", ["12 /QĐ-UBND", "12  /QĐ-UBND", "12/QĐ-UBND"])
def test_a_space_in_a_number_is_none_of_its_letters(written):
    head = f"ỦY BAN NHÂN DÂN TỈNH PHÚ LÂM\nSố: {written}\n\nQUYẾT ĐỊNH\nVề chợ đêm\n\n"
    assert document_of(f"{head}Điều 1. Tên\nChợ.").official.name == "Quyết định 12/QĐ-UBND"


def test_a_text_that_only_names_a_number_has_none_of_its_own():
    text = "Chợ đêm mở lại\n\nTheo Quyết định số 45/2023/QĐ-UBND, chợ mở từ 18 giờ mỗi ngày."
    assert document_of(text).official == Official()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Thông tư này thay thế Thông tư số 10/2019/TT-BTC.", [("thay thế", "", "10/2019/TT-BTC")]),
        ("Bãi bỏ Thông tư số 10/2019/TT-BTC.", [("bãi bỏ", "", "10/2019/TT-BTC")]),
        (
            "Thông tư số 10/2019/TT-BTC hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
            [("bãi bỏ", "", "10/2019/TT-BTC")],
        ),
        (
            "Sửa đổi, bổ sung một số điều của Thông tư số 10/2019/TT-BTC như sau.",
            [("sửa đổi, bổ sung", "", "10/2019/TT-BTC")],
        ),
        (
            "Thông tư số 10/2019/TT-BTC đã được thay thế bởi Thông tư số 20/2021/TT-BTC.",
            [("thay thế", "20/2021/TT-BTC", "10/2019/TT-BTC")],
        ),
        ("Việc thay thế thiết bị theo Thông tư này do chợ chịu.", []),
        ("Thực hiện theo Thông tư số 10/2019/TT-BTC.", []),
        (
            "Việc sửa đổi hợp đồng được thực hiện theo quy định tại Nghị định số 37/2015/NĐ-CP.",
            [],
        ),
        ("Hợp đồng được sửa đổi theo quy định tại Nghị định số 37/2015/NĐ-CP.", []),
        ("Việc sửa đổi, thay thế Nghị định số 37/2015/NĐ-CP do Chính phủ quyết định.", []),
        (
            "Thông tư này thay thế Nghị định số 12/2019/NĐ-CP quy định chi tiết Luật số "
            "34/2016/QH13.",
            [("thay thế", "", "12/2019/NĐ-CP")],
        ),
        (
            "Thông tư này thay thế Quyết định số 12/2019/QĐ-UBND về phí chợ và Quyết định số "
            "13/2019/QĐ-UBND về phí đò.",
            [("thay thế", "", "12/2019/QĐ-UBND"), ("thay thế", "", "13/2019/QĐ-UBND")],
        ),
        (
            "Sửa đổi Quy chế ban hành kèm theo Quyết định số 12/2019/QĐ-UBND.",
            [("sửa đổi, bổ sung", "", "12/2019/QĐ-UBND")],
        ),
        (
            "Bãi bỏ các quy định tại Thông tư số 10/2019/TT-BTC.",
            [("bãi bỏ", "", "10/2019/TT-BTC")],
        ),
        (
            "Bãi bỏ Nghị định số 5/2020/NĐ-CP sửa đổi, bổ sung Nghị định số 12/2019/NĐ-CP.",
            [
                ("bãi bỏ", "", "5/2020/NĐ-CP"),
                ("sửa đổi, bổ sung", "5/2020/NĐ-CP", "12/2019/NĐ-CP"),
            ],
        ),
        (
            "Thực hiện theo Nghị định số 12/2019/NĐ-CP đã được sửa đổi bởi Nghị định số "
            "5/2020/NĐ-CP.",
            [("sửa đổi, bổ sung", "5/2020/NĐ-CP", "12/2019/NĐ-CP")],
        ),
        (
            "Theo Nghị định số 99/2018/NĐ-CP, khi giấy phép hết hiệu lực thì phải cấp lại.",
            [],
        ),
        ("Nghị định số 99/2018/NĐ-CP quy định giấy phép hết hiệu lực sau năm năm.", []),
        (
            "Kể từ ngày Luật số 34/2016/QH13 có hiệu lực, Thông tư số 10/2019/TT-BTC hướng dẫn thi "
            "hành Luật số 12/2009/QH12 hết hiệu lực.",
            [("bãi bỏ", "", "10/2019/TT-BTC")],
        ),
    ],
)
def test_what_a_text_does_to_others_is_found_in_its_words(sentence, found):
    document = document_of(HEAD + sentence)
    assert [(r.verb, r.newer, r.older) for r in document.relations] == found
    for relation in document.relations:
        assert document.text[relation.start : relation.end] == sentence
