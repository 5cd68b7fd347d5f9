"""Who signed is told from the signature, and only when that is what is asked."""

import pytest

from index.build import build
from qa.assistant import Assistant
from qa.signature import signature_of, signed_by

DECISION = """ỦY BAN NHÂN DÂN HUYỆN SƠN KHÊ
Số: 45/QĐ-UBND
Sơn Khê, ngày 15 tháng 8 năm 2023

QUYẾT ĐỊNH
Về việc phê duyệt dự án xây dựng cầu Nà Khoa

Điều 1. Phê duyệt dự án xây dựng cầu Nà Khoa với tổng mức đầu tư 87,5 tỷ đồng.

Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
TS. Trần Đức Quý
"""
NOTICE = """SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: 12/TB-SGDĐT

THÔNG BÁO
Về lịch nghỉ hè năm 2024

Học sinh nghỉ hè từ ngày 31 tháng 5 năm 2024. Hợp đồng lao động do ông Lê Văn Thành ký.

GIÁM ĐỐC

Lù Thị Hoa
"""
NEWS = """Cầu Nà Khoa khánh thành
Sáng 2/9, cầu Nà Khoa khánh thành. Ông Giàng A Páo cắt băng.
Người dân vui mừng.
"""


@pytest.fixture(scope="module")
def signed(tmp_path_factory, encoder, restorer):
    folder = tmp_path_factory.mktemp("signed")
    for name, text in (("a.txt", DECISION), ("b.txt", NOTICE), ("c.txt", NEWS)):
        (folder / name).write_text(text, encoding="utf-8")
    index = build(folder, into=tmp_path_factory.mktemp("index"), encoder=encoder).index
    return Assistant(index, encoder, restorer)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Ai ký Quyết định 45/QĐ-UBND?", "Trần Đức Quý"),
        ("ai ky quyet dinh 45/QD-UBND", "Trần Đức Quý"),
        ("Người ký Thông báo số 12/TB-SGDĐT là ai?", "Lù Thị Hoa"),
        ("Thông báo về lịch nghỉ hè năm 2024 do ai ký?", "Lù Thị Hoa"),
        ("Những ai ký thông báo số 12/TB-SGDĐT?", "Lù Thị Hoa"),
    ],
)
def test_the_name_below_the_office_leads_the_answer(signed, question, name):
    answer = signed.ask(question)
    assert answer.text.startswith(f"**{name}** — «"), answer
    citation = answer.citations[0]
    assert citation.quote[slice(*citation.highlight)] == name
    assert answer.question == question


def test_the_quote_has_the_office_with_the_name(signed):
    answer = signed.ask("Ai ký Quyết định 45/QĐ-UBND?")
    said = "\n".join(citation.quote for citation in answer.citations)
    assert "PHÓ CHỦ TỊCH" in said
    assert "Điều 2" not in said


def test_two_texts_signed_by_two_are_both_told(signed):
    answer = signed_by("Văn bản do ai ký?", signed.index)
    assert "**Trần Đức Quý**" in answer.text
    assert "**Lù Thị Hoa**" in answer.text
    assert len(answer.text.splitlines()) >= 2


def test_a_large_collection_is_not_read_through_for_a_text_that_is_not_named(signed, monkeypatch):
    monkeypatch.setattr("qa.signature._MOST_READ", 2)
    assert signed_by("Văn bản do ai ký?", signed.index) is None
    assert "Trần Đức Quý" in signed_by("Ai ký Quyết định 45/QĐ-UBND?", signed.index).text


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký Quyết định 46/QĐ-UBND?",  # not there
        "Ai ký hợp đồng mua chè với hợp tác xã?",  # no title says that
        "Ai cắt băng khánh thành cầu Nà Khoa?",
        "Ai ký kết thỏa thuận?",
        "Chữ ký là gì?",
        "Quyết định 45/QĐ-UBND ký ngày nào?",
    ],
)
def test_any_other_question_is_searched(signed, question):
    assert signed_by(question, signed.index) is None


def test_news_is_signed_by_nobody(signed):
    (news,) = (one for one in signed.index.documents if one.source == "c.txt")
    assert signature_of(news) == []


@pytest.mark.parametrize("question", ["Ai ký biên bản?", "Ai ký nghị định này?"])
def test_the_signature_of_a_document_of_another_kind_is_no_answer(signed, question):
    assert signed_by(question, signed.index) is None


BESIDE = """BIÊN BẢN
Nghiệm thu đường ấp Kênh Bà

Các bên đồng ý cho xe chạy từ ngày 20 tháng 11 năm 2022.

ĐẠI DIỆN CHỦ ĐẦU TƯ       NHÀ THẦU THI CÔNG
(Đã ký)                   (Đã ký)
Châu Văn Thuận            Y Bhăm Niê Kđăm
"""
SENT_TO = """NGHỊ QUYẾT
Về hỗ trợ người cao tuổi

Điều 1. Người từ đủ 75 tuổi được hỗ trợ.

Nơi nhận:                                  CHỦ TỊCH
- UBND tỉnh;
- Đảng ủy, các đoàn thể xã;                 (đã ký)
- Lưu: VT.                              Lường Thị Khuyên
"""
JUDGMENT = """BẢN ÁN
Về tranh chấp ranh giới

Bị đơn phải tháo dỡ bức tường.

TM. HỘI ĐỒNG XÉT XỬ
Thẩm phán - Chủ tọa phiên tòa
(Đã ký)
Nhâm Thị Tuyết Lan
"""


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (
            BESIDE,
            ["Châu Văn Thuận", "ĐẠI DIỆN CHỦ ĐẦU TƯ", "Y Bhăm Niê Kđăm", "NHÀ THẦU THI CÔNG"],
        ),
        (SENT_TO, ["Lường Thị Khuyên", "CHỦ TỊCH"]),
        (JUDGMENT, [JUDGMENT[JUDGMENT.index("TM.") :].strip()]),
    ],
)
def test_a_name_is_signed_with_what_stands_above_it_in_its_column(tmp_path, encoder, text, signed):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    index = build(tmp_path, into=tmp_path / "index", encoder=encoder).index
    assert [quote.text for quote in signature_of(index.documents[0])] == signed


def test_signers_between_tabs_are_told_apart_by_their_number(tmp_path, encoder):
    text = (
        "BIÊN BẢN\nHọp hội đồng quản trị\n\nHội đồng thông qua việc vay vốn.\n\n"
        "CHỦ TỊCH HỘI ĐỒNG QUẢN TRỊ\tKẾ TOÁN TRƯỞNG\n(Đã ký)\t(Đã ký)\nTrần Văn An\tLê Thị Bình\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    index = build(tmp_path, into=tmp_path / "index", encoder=encoder).index
    assert [quote.text for quote in signature_of(index.documents[0])] == [
        "Trần Văn An", "CHỦ TỊCH HỘI ĐỒNG QUẢN TRỊ", "Lê Thị Bình", "KẾ TOÁN TRƯỞNG",
    ]  # fmt: skip


def test_words_with_a_capital_below_an_office_are_no_signature(tmp_path, encoder):
    text = (
        "THÔNG TƯ\nVề khám bệnh\n\nBỘ TRƯỞNG BỘ Y TẾ\nQuyết định\n\nĐiều 1. Khám bệnh hằng năm.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    index = build(tmp_path, into=tmp_path / "index", encoder=encoder).index
    assert signature_of(index.documents[0]) == []
