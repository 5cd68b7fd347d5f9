"""Codes, dates, ordinals and names: found however they are written, the same only when they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.identifiers import codes, dates, ordinals, person_names, proper_names


def toneless(text):
    """As typed on a plain keyboard, capitals kept: Roman numerals need theirs."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


FORMS = {
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "toneless": toneless,
}
in_every_form = pytest.mark.parametrize("write", FORMS.values(), ids=FORMS)


def the_code(text):
    (code,) = codes(text)
    return code


def code_parts(text):
    return [(code.number, code.kind, code.year, code.issuer) for code in codes(text)]


def date_parts(text):
    return [(date.day, date.month, date.year) for date in dates(text)]


def ordinal_parts(text):
    return [(ordinal.noun, ordinal.number) for ordinal in ordinals(text)]


# -------------------------------------------------------------------------------------------- codes


@in_every_form
@pytest.mark.parametrize(
    ("text", "number", "kind", "year", "issuer"),
    [
        ("22-NQ/TW", 22, "NQ", 0, "tw"),
        ("Nghị quyết 22-NQ/TW", 22, "NQ", 0, "tw"),
        ("Nghị quyết số 22", 22, "NQ", 0, ""),
        ("nghị quyết số: 22", 22, "NQ", 0, ""),
        ("NQ 22", 22, "NQ", 0, ""),
        ("NQ22", 22, "NQ", 0, ""),
        ("NQ số 22", 22, "NQ", 0, ""),
        ("NQ-22", 22, "NQ", 0, ""),
        ("Chỉ thị 05-CT/TW", 5, "CT", 0, "tw"),
        ("100/2019/NĐ-CP", 100, "NĐ", 2019, "cp"),
        ("Nghị định 100/2019", 100, "NĐ", 2019, ""),
        ("nghị định số 100", 100, "NĐ", 0, ""),
        ("NĐ 100", 100, "NĐ", 0, ""),
        ("10a/NQ-CP", 10, "NQ", 0, "cp"),
        ("81/2023/TT-BTC", 81, "TT", 2023, "btc"),
        ("3/2015/TTLT-BCT-BTC", 3, "TTLT", 2015, "bct btc"),
        ("15/2012/QH13", 15, "L", 2012, ""),
        ("Luật số 15/2012/QH13", 15, "L", 2012, ""),
        ("812/TTr-SCT", 812, "TTr", 0, "sct"),
        ("1664/QĐ-TTg", 1664, "QĐ", 0, "ttg"),
        ("45 / 2023 / QĐ-UBND", 45, "QĐ", 2023, "ubnd"),
    ],
)
def test_a_code_is_read_in_every_way_it_is_written(write, text, number, kind, year, issuer):
    assert code_parts(write(f"Theo {text}, việc này")) == [(number, kind, year, issuer)]


@pytest.mark.parametrize("gap", ["  ", "\u00a0", "\n", "\r\n"], ids=repr)
def test_a_name_of_a_kind_may_be_broken_or_spaced_out(gap):
    assert code_parts(f"Nghị{gap}quyết số 22") == [(22, "NQ", 0, "")]
    assert ordinal_parts(f"Đại{gap}hội XIII, lần{gap}thứ năm") == [("dai hoi", 13), ("lan thu", 5)]


@pytest.mark.parametrize("central", ["22-NQ/TW", "22-NQ/TƯ", "22-nq/tư", "22 - NQ/TƯ"])
def test_the_central_committee_has_two_abbreviations(central):
    assert the_code(central).issuer == "tw"
    assert the_code(central).matches(the_code("22-NQ/TW"))


def test_a_provincial_committee_is_not_the_central_one():
    assert not the_code("22-NQ/TU").matches(the_code("22-NQ/TƯ"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NQ 22", "22-NQ/TW"),
        ("nghi quyet 22", "Nghị quyết số 22-NQ/TW"),
        ("Nghị định 100", "100/2019/NĐ-CP"),
        ("Nghị định 100/2019", "100/2019/NĐ-CP"),
        ("45/2023/QĐ-UBND", "Quyết định số 45"),
        ("Luật 15", "15/2012/QH13"),
    ],
)
def test_a_short_form_names_the_same_document(one, other):
    assert the_code(one).matches(the_code(other))
    assert the_code(other).matches(the_code(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("22-NQ/TW", "23-NQ/TW", id="number"),
        pytest.param("22-NQ/TW", "22-CT/TW", id="kind"),
        pytest.param("Nghị quyết 45", "Quyết định 45", id="kind_in_words"),
        pytest.param("45/2023/QĐ-UBND", "45/2023/QĐ-TTg", id="issuer"),
        pytest.param("100/2019/NĐ-CP", "100/2020/NĐ-CP", id="year"),
        pytest.param("Nghị định 100/2019", "Nghị định 100/2020", id="year_in_words"),
        pytest.param("Nghị định 100/2020", "100/2019/NĐ-CP", id="year_against_full"),
    ],
)
def test_codes_that_differ_in_one_part_are_two_documents(one, other):
    assert not the_code(one).matches(the_code(other))
    assert not the_code(other).matches(the_code(one))


@pytest.mark.parametrize(
    "text",
    ["Covid-19", "19-covid", "3-tuần", "24/7", "10/4/2013", "2011-2020", "công nghiệp 4.0", "G20",
     "nghị quyết giảm 22%", "Nghị quyết 22,5 triệu", "22", "Điều 5"],
)  # fmt: skip
def test_what_only_looks_like_a_code_is_none(text):
    assert codes(text) == []


def test_codes_come_in_order_with_their_places():
    text = "Nghị định 100/2019/NĐ-CP, rồi NQ 22 và Quyết định số 1664/QĐ-TTg."
    assert [text[code.start : code.end] for code in codes(text)] == [
        "100/2019/NĐ-CP",
        "NQ 22",
        "1664/QĐ-TTg",
    ]


# -------------------------------------------------------------------------------------------- dates


@in_every_form
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("10-4-2013", (10, 4, 2013)),
        ("10/4/2013", (10, 4, 2013)),
        ("10.4.2013", (10, 4, 2013)),
        ("10/04/2013", (10, 4, 2013)),
        ("2013-04-10", (10, 4, 2013)),
        ("ngày 10 tháng 4 năm 2013", (10, 4, 2013)),
        ("ngày 10 tháng 04, 2013", (10, 4, 2013)),
        ("sáng 10/4/2013,", (10, 4, 2013)),
        ("mùng 2 tháng 9", (2, 9, 0)),
        ("mồng 2 tháng 9", (2, 9, 0)),
        ("ngày 10-4", (10, 4, 0)),
        ("10/4", (10, 4, 0)),
        ("tháng 4 năm 2013", (0, 4, 2013)),
        ("tháng 4/2013", (0, 4, 2013)),
        ("tháng 4-2013", (0, 4, 2013)),
        ("năm 2013", (0, 0, 2013)),
        ("2013", (0, 0, 2013)),
    ],
)
def test_a_date_is_read_in_every_way_it_is_written(write, text, parts):
    assert date_parts(write(text)) == [parts]


@in_every_form
@pytest.mark.parametrize("text", ["2011-2020", "2011 – 2020", "từ năm 2011 đến 2020"])
def test_a_span_of_years_is_two_dates(write, text):
    assert date_parts(write(text)) == [(0, 0, 2011), (0, 0, 2020)]


@pytest.mark.parametrize(
    "text",
    ["22-NQ/TW", "100/2019/NĐ-CP", "Nghị định 100/2019", "15/2012/QH13", "32/1/2020", "10/13/2013",
     "2018%", "2.018", "2018,5", "12:30", "0983 201 912"],
)  # fmt: skip
def test_parts_of_codes_and_impossible_dates_are_no_dates(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10-4-2013", "ngày 10 tháng 4 năm 2013", True),
        ("10-4-2013", "năm 2013", True),
        ("10-4-2013", "ngày 10-4", True),
        ("04-12-2018", "4/12/2018", True),
        ("10-4-2013", "10-4-2014", False),
        ("10-4-2013", "4-10-2013", False),
        ("tháng 4 năm 2013", "tháng 5 năm 2013", False),
        ("năm 2013", "ngày 10-4", False),  # nothing is shared
    ],
)
def test_dates_match_when_no_part_differs_and_one_is_shared(one, other, same):
    (left,), (right,) = dates(one), dates(other)
    assert left.matches(right) is same
    assert right.matches(left) is same


# ----------------------------------------------------------------------------------------- ordinals


@in_every_form
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Điều 5", [("dieu", 5)]),
        ("khoản 2 Điều 7", [("khoan", 2), ("dieu", 7)]),
        ("phụ lục 3", [("phu luc", 3)]),
        ("Đại hội XIII", [("dai hoi", 13)]),
        ("Đại hội 13", [("dai hoi", 13)]),
        ("lần thứ XVII", [("lan thu", 17)]),
        ("lần thứ 19", [("lan thu", 19)]),
        ("lần thứ mười", [("lan thu", 10)]),
        ("thứ sáu", [("thu", 6)]),
        ("kỳ thứ năm", [("ky thu", 5)]),
        ("quý III", [("quy", 3)]),
        ("khóa XI", [("khoa", 11)]),
        ("phiên họp XIV", [("la ma", 14)]),
        ("MIX, CLC, CIVIC", []),
        ("Điều này", []),
        ("năm hai đợt", []),
    ],
)
def test_numbered_things_are_read_with_their_number(write, text, parts):
    assert ordinal_parts(write(text)) == parts


def test_a_roman_number_in_lower_case_is_a_word():
    assert ordinals("điều vi phạm, khoản vi phạm") == []


# -------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "names", "people"),
    [
        ("Thủ tướng Nguyễn Xuân Phúc thăm Hà Nội.", ["Nguyễn Xuân Phúc", "Hà Nội"], None),
        ("Bill Gates và Steve Jobs", ["Bill Gates", "Steve Jobs"], None),
        ("bà Tòng Thị Phóng, ông Đỗ Văn Chiến", ["Tòng Thị Phóng", "Đỗ Văn Chiến"], None),
        ("Bà Trần Văn Hòa chủ trì", ["Bà Trần Văn Hòa"], None),
        ("Bà Vụ Trưởng Vụ Tổ Chức", ["Bà Vụ Trưởng Vụ Tổ Chức"], []),
        ("UBND TP Hà Nội", ["Hà Nội"], None),
        ("họp ở Hà Nội,\nHải Phòng", ["Hà Nội", "Hải Phòng"], ["Hà Nội"]),
        ("do Ban Tổ Chức Trung Ương mời", ["Ban Tổ Chức Trung Ương"], []),
        ("hội nghị bàn về hội nhập", [], None),
        ("HỘI NGHỊ TOÀN QUỐC", [], None),
    ],
)
def test_names_are_runs_of_capitalised_words(form, text, names, people):
    text, names = unicodedata.normalize(form, text), [unicodedata.normalize(form, n) for n in names]
    people = names if people is None else [unicodedata.normalize(form, n) for n in people]
    assert [text[a:b] for a, b in proper_names(text)] == names
    assert [text[a:b] for a, b in person_names(text)] == people


# ----------------------------------------------------------------------------------------- any text

# Pieces that identifiers are made of, so that random texts are near misses.
PIECES = st.sampled_from(
    "22 2019 100 0 13 99999 / - . , : % \n \u00a0 NQ NĐ QĐ TW TƯ CP UBND Nghị quyết định số ngày "
    "tháng năm Điều lần thứ XIII IV l Ứ Đ\u0323 a\u0306\u0301 Hà Nội".split(" ")
)
near_misses = st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=12).map(
    " ".join
)


@given(st.text() | near_misses)
def test_any_text_is_read_and_every_place_is_in_its_nfc_form(text):
    composed = unicodedata.normalize("NFC", text)
    for find in (codes, dates, ordinals):
        found = find(text)
        assert found == find(composed)
        places = [(one.start, one.end) for one in found]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(composed) for start, end in places)
    for find in (proper_names, person_names):
        for start, end in find(text):
            assert text[start:end][0].isupper()
            assert len(text[start:end].split()) > 1


@given(near_misses)
def test_a_code_or_date_reads_the_same_when_it_stands_alone(text):
    composed = unicodedata.normalize("NFC", text)
    for code in codes(text):
        assert the_code(composed[code.start : code.end]).matches(code)
    for date in dates(text):
        assert date_parts(composed[date.start : date.end]) == [(date.day, date.month, date.year)]


# ----------------------------------------------------------------- what only looks like one of them


@pytest.mark.parametrize(
    "text",
    [
        "có mặt ít nhất 2/3 số thành viên",
        "mỗi tổ có 10-12 công nhân",
        "trường có 1950 học sinh",
        "đội nhà thắng 3-1",
        "họp 3 tháng 1 lần",
        "trong 6 tháng 10 ngày",
    ],
)
def test_a_quantity_is_no_date(text):
    assert date_parts(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("từ ngày 10-15/8/2023", [(10, 8, 2023), (15, 8, 2023)]),
        ("hai ngày 3-4/5", [(3, 5, 0), (4, 5, 0)]),
        ("Sáng 25/5 hội thảo", [(25, 5, 0)]),
        ("23-4 có cuộc họp nào?", [(23, 4, 0)]),
        ("Lịch họp\n15-8: giao ban", [(15, 8, 0)]),
        ("khai mạc 25/5 ở Huế", [(25, 5, 0)]),
        ("năm 1950 học sinh cả nước", [(0, 0, 1950)]),
        ("đến 2018 người dân", [(0, 0, 2018)]),
    ],
)
def test_days_and_years_are_told_from_what_leads_to_them(text, days):
    assert date_parts(text) == days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Doanh thu năm 2023", []),
        ("doanh thu nam 2023", []),
        ("doanh thu sau thuế", []),
        ("thu hai loại phí", []),
        ("mức 5 triệu", []),
        ("Phân tử là gì?", []),
        ("họp vào thứ năm", [("thu", 5)]),
        ("hop thu nam", [("thu", 5)]),
        ("Khoá 12, mục 5", [("khoa", 12), ("muc", 5)]),
    ],
)
def test_a_numbered_thing_is_written_as_one(text, found):
    assert ordinal_parts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông ấy đã 45 tuổi", []),
        ("Kế hoạch 5 năm 2021-2025", []),
        ("nghi quyet 22 nam nao", [(22, "NQ", 0, "")]),
        ("Nghị quyết 22 năm 2013", [(22, "NQ", 0, "")]),
        ("Thông báo 360 ngày 15/8", [(360, "TB", 0, "")]),
        ("ĐA 45", [(45, "ĐA", 0, "")]),
    ],
)
def test_a_number_after_a_kind_of_document_may_count(text, found):
    assert code_parts(text) == found


def test_rules_and_letters_are_numbered_in_their_own_way():
    assert the_code("Quy định 37").matches(the_code("37-QĐ/TW"))
    assert the_code("Quy định 8").matches(the_code("08-QĐi/TW"))
    assert the_code("Công văn 1234").matches(the_code("1234/BGDĐT-GDTrH"))
    assert not the_code("Nghị quyết 1234").matches(the_code("1234/BGDĐT-GDTrH"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bị cáo Nguyễn Văn A bị phạt", ["Nguyễn Văn A"]),
        ("ông Giàng A Páo", ["Giàng A Páo"]),
        ("Bảng A gồm", []),
    ],
)
def test_a_name_may_have_a_word_of_one_letter(text, found):
    assert [text[start:end] for start, end in proper_names(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chủ tịch công ty: TRẦN QUỐC HÙNG", ["TRẦN QUỐC HÙNG"]),
        ("Ông VŨ VĂN NAM ký, bà Lê Thị Hoa đóng dấu", ["VŨ VĂN NAM", "Lê Thị Hoa"]),
        ("Thành phần gồm HỒ SƠ DỰ THẦU và bản sao", []),
        ("NGUYỄN VĂN AN CHỦ TRÌ", []),
    ],
)
def test_a_persons_name_may_be_in_capitals(text, found):
    assert [text[start:end] for start, end in person_names(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Giá quý IV/2024", [(0, 0, 2024)]),
        ("quý 4/2024", [(0, 0, 2024)]),
        ("thu học phí đợt 2/2023", [(0, 0, 2023)]),
        ("giá tháng 4/2024", [(0, 4, 2024)]),
    ],
)
def test_a_quarter_is_of_its_year_and_no_month(text, found):
    assert [(date.day, date.month, date.year) for date in dates(text)] == found
