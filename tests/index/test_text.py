"""Sentence borders of Vietnamese text, in wrapped lines, lists, verses and legal clauses."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.text import canonical, canonical_places, sentences, without_capitals


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lê ở TP. HCM và bà Hoa ở Q. 3.",
        "GS.TS. Nguyễn Văn A dự họp.",
        "Trưởng khoa là BSCKII. Đào Thị Hạnh, phó khoa là BSCKI. Mai Văn Sử.",
        "Người khám: BS.CKII. Đào Thị Hạnh và DSCKI. Tạ Minh.",
        "Luật sư LLM. Trần Hà và GS.TSKH. Lê Văn Tú cùng ký.",
        "Luật số 19.5.2018 có 3.500.000 bản.",
        "Theo J. K. Rowling thì không.",
        "Điều 5. Phạm vi điều chỉnh",
        "1. Tổ chức, cá nhân thành lập thư viện.",
        "gồm: 1. Chính trị; 2. Kinh tế",
        "Hội nghị bàn về y tế, giáo dục, v.v. và bế mạc.",
        "Ông hỏi: “Vì sao?” rồi đi.",
        "Đất nước đi tới thành công./.",
    ],
)
def test_one_sentence_stays_one(text):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội nhập quốc tế.Đào tạo cán bộ.", ["Hội nhập quốc tế.", "Đào tạo cán bộ."]),
        ("Vì sao? Vì mưa.", ["Vì sao?", "Vì mưa."]),
        ("Họp vào thứ Ba. Mai nghỉ.", ["Họp vào thứ Ba.", "Mai nghỉ."]),
        ("Họp ở TP. HCM. Ngày 5 về.", ["Họp ở TP. HCM.", "Ngày 5 về."]),
        ("Còn nữa… Mai tiếp.", ["Còn nữa…", "Mai tiếp."]),
        ("Ông nói “Đúng.” Bà cười.", ["Ông nói “Đúng.”", "Bà cười."]),
        ("Họp ngày 5.9. Sau đó nghỉ.", ["Họp ngày 5.9.", "Sau đó nghỉ."]),
    ],
)
def test_two_sentences_are_two(text, expected):
    assert cut(text) == expected


def test_a_blank_line_ends_a_sentence_without_a_full_stop():
    assert cut("Chủ động hội nhập quốc tế\n\nthực tiễn những năm qua.") == [
        "Chủ động hội nhập quốc tế",
        "thực tiễn những năm qua.",
    ]


def test_wrapped_lines_are_one_sentence_though_a_name_begins_a_line():
    text = (
        "Trong khuôn khổ hội nghị được tổ chức tại thành phố biển miền Trung\n"
        "Nha Trang, các đại biểu đã thảo luận."
    )
    assert cut(text) == [text]


def test_a_short_line_above_a_capital_is_a_heading_and_not_wrapped():
    assert cut("Điều 5. Phạm vi điều chỉnh\nNghị định này quy định về thư viện cộng đồng.") == [
        "Điều 5. Phạm vi điều chỉnh",
        "Nghị định này quy định về thư viện cộng đồng.",
    ]


def test_items_verses_and_table_rows_are_sentences_of_their_own():
    assert cut("Hồ sơ gồm:\na) Đơn;\nb) Bản sao\nc) Ảnh") == [
        "Hồ sơ gồm:",
        "a) Đơn;",
        "b) Bản sao",
        "c) Ảnh",
    ]
    assert cut("Chiều đi\nKhông ai gọi đò") == ["Chiều đi", "Không ai gọi đò"]
    assert cut("| Tên | Số |\n| Nhi | 3 |") == ["| Tên | Số |", "| Nhi | 3 |"]


def test_labels_with_their_values_are_sentences_of_their_own():
    lines = [
        "Thời gian: 19 giờ 30, ngày 12/3/2024",
        "Địa điểm: Nhà văn hóa khu phố Hòa Bình",
        "Thành phần: 42 hộ dân, đại diện công an phường, hội phụ nữ,",
        "Vắng mặt: hộ ông Vũ Hữu Lợi (có lý do)",
        "Thư ký: ông Khánh",
    ]
    assert cut("\n".join(lines)) == lines
    typed = unicodedata.normalize("NFD", "\n".join(lines))
    assert cut(typed) == [unicodedata.normalize("NFD", line) for line in lines]


def test_wrapped_prose_is_one_sentence_though_a_colon_stands_near_a_line_begin():
    text = (
        "Trong buổi gặp mặt các hộ dân ở bến sông, người già nhất làng là ông\n"
        "Ba Cúc nói: cây cầu này làng đã chờ từ năm sáu mươi, nay mới thấy nó\n"
        "bắc qua sông."
    )
    assert cut(text) == [text]


def test_a_line_of_five_megabytes_is_cut_in_seconds():
    for text in ("Một câu ngắn. " * 350_000, "a.b" * 1_600_000, "Chữ " * 1_200_000):
        began = time.perf_counter()
        sentences(text)
        assert time.perf_counter() - began < 20  # hours when each stop copies what follows


@given(st.text(max_size=500))
def test_sentences_are_in_order_and_leave_no_word_out(text):
    left = 0
    for start, end in sentences(text):
        assert left <= start < end
        assert not any(character.isalnum() for character in text[left:start])
        left = end
    assert not any(character.isalnum() for character in text[left:])


@given(st.text(max_size=80) | st.text("aàằđ́ệ .,\u200b\u00a0\u0301\u0323\u093cन\n", max_size=40))
@example("Hoà\u00a0bình\u200b, thuỷ\u00adđiện\r\n\tqúa “½ ﬁ ①” …")
@example("A\u200bB न\u093c ी\u0301 \u0323x 👩\u200d👧 e\u0301\u0323")
def test_every_character_of_the_canonical_form_stands_for_a_place(text):
    form, places = canonical_places(text)
    assert form == canonical(text)
    assert len(places) == len(form)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


def test_places_lead_back_to_the_words_as_they_are_written():
    text = unicodedata.normalize("NFD", "Hoà bình, thuỷ điện.")
    form, places = canonical_places(text)
    at = form.index("thủy")
    start, end = places[at][0], places[at + 3][1]
    assert unicodedata.normalize("NFC", text[start:end]) == "thuỷ"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("V. HỌC PHÍ", "V. Học phí"),
        ("CHƯƠNG VI. KÝ TÚC XÁ, NHÀ ĂN", "Chương VI. Ký túc xá, nhà ăn"),
        ("TRƯỜNG TRUNG CẤP – LẠNG SƠN", "Trường trung cấp – lạng sơn"),
        ("Căn cứ QUYẾT ĐỊNH số 12/QĐ-UBND", "Căn cứ Quyết định số 12/QĐ-UBND"),
        ("CÔNG TY TNHH MTV SAO MAI", "Công ty TNHH MTV sao mai"),
        ("ĐIỀU 3", "Điều 3"),
        ("Ô TÔ VÀ XE MÁY", "Ô tô và xe máy"),
        ("THUẾ VAT LÀ BAO NHIÊU", "Thuế VAT là bao nhiêu"),
        ("ngành IT, AI", "ngành IT, AI"),
        ("HĐND và UBND, NĐ-CP, TƯ và Ý, SN-9", "HĐND và UBND, NĐ-CP, TƯ và Ý, SN-9"),
        ("Ông Trần Văn Bình", "Ông Trần Văn Bình"),
    ],
)
def test_words_in_capitals_are_read_as_others_and_abbreviations_as_they_are(text, read):
    assert without_capitals(text) == read


@given(st.text(max_size=60) | st.text("AÀẰĐỆNGXIVaàđ ,.–-\n\u0301", max_size=40))
def test_without_capitals_every_character_keeps_its_place(text):
    read = without_capitals(text)
    assert len(read) == len(text)
    assert all(one == other or one.lower() == other for one, other in zip(text, read, strict=True))
