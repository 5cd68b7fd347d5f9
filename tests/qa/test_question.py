"""What a question is understood to ask, however it was typed, and which cannot be asked."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from index.identifiers import codes
from index.lexical import LexicalIndex
from index.text import fold
from qa.asking import AnswerType, answer_type_of
from qa.kinds import has_type
from qa.names import names
from qa.parts import parts, shared_parts
from qa.question import MAX_CHARACTERS, check, understand

FORMS = {
    "as_written": str,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "toneless": fold,
}
EMPTY = LexicalIndex.build([])


@pytest.fixture(scope="module")
def understood(restorer, assistant):
    """Understand a question over the collection."""

    def understood(typed, defined=None):
        index = assistant.index
        defined = index.abbreviations if defined is None else defined
        return understand(typed, restorer=restorer, lexical=index.lexical, defined=defined)

    return understood


def words_of(question):
    return {term.syllable.form for term in question.terms}


# -------------------------------------------------------------------------------------- answer type


@pytest.mark.parametrize("write", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Ai chủ trì cuộc họp?", AnswerType.PERSON),
        ("Kỹ sư trưởng của cầu Bến Ngự là ai?", AnswerType.PERSON),
        ("Người nào ký quyết định?", AnswerType.PERSON),
        ("Cầu được thông xe khi nào?", AnswerType.DATE),
        ("Bao giờ quyết định có hiệu lực?", AnswerType.DATE),
        ("Quyết định có hiệu lực từ ngày nào?", AnswerType.DATE),
        ("Cầu được xây vào năm nào?", AnswerType.DATE),
        ("Có bao nhiêu xã viên dự họp?", AnswerType.NUMBER),
        ("Mỗi bạn đọc được mượn mấy cuốn sách?", AnswerType.NUMBER),
        ("Cuộc họp diễn ra ở đâu?", AnswerType.PLACE),
        ("Cầu bắc qua sông ở tỉnh nào?", AnswerType.PLACE),
        ("Vì sao hợp tác xã mua máy?", AnswerType.REASON),
        ("Tại sao phải đền sách?", AnswerType.REASON),
        ("Vì đâu mà cầu bị hư?", AnswerType.REASON),
        ("Nguyên nhân của việc này là gì?", AnswerType.REASON),
        ("Làm thế nào để có thẻ bạn đọc?", AnswerType.MANNER),
        ("Thẻ bạn đọc là gì?", AnswerType.DEFINITION),
        ("Quyết định nói gì về chợ đêm?", AnswerType.OTHER),
    ],
)
def test_the_kind_of_answer_is_told_from_the_question(understood, write, typed, kind):
    question = understood(write(typed))
    assert question.answer_type is kind, question.text


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Ai lái máy bay?", AnswerType.PERSON),  # "máy" is not "mấy"
        ("Ai cấp thẻ bạn đọc?", AnswerType.PERSON),
        ("Kim tự tháp Ai Cập cao bao nhiêu mét?", AnswerType.NUMBER),
        ("Kể về đất nước Ai Cập", AnswerType.OTHER),
        ("Cuộc họp bàn những nội dung nào?", AnswerType.OTHER),  # "nội" is not "nơi"
        ("Quyết định nói về vốn từ đầu tư công", AnswerType.OTHER),  # "từ đầu" is not "từ đâu"
        ("Sao cầu hay tắc vậy?", AnswerType.REASON),
        ("Sao kê do ai nộp?", AnswerType.PERSON),
        ("Giáo sư nào đọc tham luận?", AnswerType.PERSON),
        ("Có phải cầu lúc nào cũng đông không?", AnswerType.OTHER),  # "lúc nào cũng" is always
        ("Trong mấy việc của hợp tác xã, cái gì quan trọng?", AnswerType.OTHER),
        ("Mấy cuộc họp sau này bạn đọc có được dự không?", AnswerType.OTHER),
        ("Quyết định được coi là bước đột phá ở chỗ nào?", AnswerType.OTHER),
        ("Xã viên họp ở chỗ nào?", AnswerType.PLACE),
        ("Hội thảo đề nghị chương trình tầm quốc gia nào?", AnswerType.OTHER),
    ],
)
def test_words_that_only_look_like_asking_without_tones_do_not_ask(understood, typed, kind):
    assert understood(typed).answer_type is kind


@pytest.mark.parametrize("word", ["đầu", "máy", "thể"])
def test_words_that_only_look_like_asking_without_tones_are_looked_for(understood, word):
    question = understood("Vốn đầu tư máy móc của tập thể hợp tác xã là bao nhiêu?")
    assert word in words_of(question)


def test_asking_words_are_not_looked_for(understood):
    question = understood("Hãy cho biết ai chủ trì cuộc họp ở đâu?")
    assert words_of(question) == {"chủ", "trì", "cuộc", "họp"}


@pytest.mark.parametrize(
    ("english", "kind"),
    [
        ("who chaired the meeting", AnswerType.PERSON),
        ("when was the bridge opened", AnswerType.DATE),
        ("how many members came", AnswerType.NUMBER),
        ("where is the library", AnswerType.PLACE),
        ("why did they buy machines", AnswerType.REASON),
    ],
)
def test_english_questions_have_a_kind_too(english, kind):
    assert answer_type_of(english) is kind


@pytest.mark.parametrize("write", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Ban quản lý chợ đêm có những nhiệm vụ nào?", True),
        ("Kể tên các việc cần làm trong quý III", True),
        ("Hãy nêu các nhiệm vụ của ban quản lý", True),
        ("Những ai dự cuộc họp?", True),
        ("Hồ sơ gồm những gì?", True),
        ("Ba việc cần làm trong quý III là gì?", True),
        ("3 nhiệm vụ của ban quản lý là những việc nào?", True),
        ("Ai chủ trì cuộc họp?", False),
        ("Cầu Bến Ngự dài bao nhiêu mét?", False),
        ("Thẻ bạn đọc là gì?", False),
    ],
)
def test_a_question_for_a_list_is_known(understood, write, typed, wanted):
    assert understood(write(typed)).wants_list is wanted


# --------------------------------------------------------------------------------- how it was typed


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("hoi nhap quoc te la gi", "hội nhập quốc tế là gì", id="toneless"),
        pytest.param("ham sau bao nhieu met", "hầm sâu bao nhiêu mét", id="measured"),
        pytest.param(
            "cau ben ngu dai bao nhieu", "cầu bến ngự dài bao nhiêu", id="measured, no unit"
        ),
        pytest.param("sau bao nhieu ngay", "sau bao nhiêu ngày", id="after how many"),
        pytest.param("HOI NHAP QUOC TE LA GI?", "HỘI NHẬP QUỐC TẾ LÀ GÌ?", id="capitals"),
        pytest.param("hooij nghij hopj khi naof", "hội nghị họp khi nào", id="telex"),
        pytest.param("ho6i5 nghi5 hop5 khi na2o", "hội nghị họp khi nào", id="vni"),
        pytest.param("Hoà giải ở xã là gì?", "Hòa giải ở xã là gì?", id="tone_placement"),
        pytest.param("Uỷ ban có thuỷ điện không", "Ủy ban có thủy điện không", id="tones_on_y"),
        pytest.param("  Ai \n chủ\ttrì   họp? ", "Ai chủ trì họp?", id="spaces"),
        pytest.param("Ai chủ\u200b trì\u00a0họp?\ufeff", "Ai chủ trì họp?", id="invisible"),
        pytest.param("chợ\x00đêm mở khi nào", "chợ đêm mở khi nào", id="nul"),
    ],
)
def test_a_question_is_read_as_it_was_meant(understood, typed, text):
    assert understood(typed).text == text


def test_what_was_understood_is_shown_only_when_it_differs(understood):
    assert understood("Thẻ bạn đọc là gì?").understood_as == ""
    assert understood("  Thẻ  bạn đọc là gì? ").understood_as == ""
    assert understood(unicodedata.normalize("NFD", "Thẻ bạn đọc là gì?")).understood_as == ""
    assert understood("hoi nhap quoc te la gi").understood_as == "hội nhập quốc tế là gì"
    question = understood("hoi nhap quoc te la gi")
    assert question.typed == "hoi nhap quoc te la gi"


def test_a_form_of_unicode_changes_nothing_that_is_understood(understood):
    typed = "Theo Nghị quyết 22-NQ/TƯ ngày 10-4-2013, ông Lê Quốc Dũng ở đâu?"
    composed, decomposed = understood(typed), understood(unicodedata.normalize("NFD", typed))
    for fact in ("text", "terms", "answer_type", "codes", "dates", "ordinals", "names"):
        assert getattr(composed, fact) == getattr(decomposed, fact), fact


@pytest.mark.parametrize(
    "typed",
    [
        "What is photosynthesis?",
        "Who won the football match in Hanoi in 2018?",
        "how do I bake a cake",
    ],
)
def test_english_of_unknown_words_is_left_alone(understood, typed):
    question = understood(typed)
    assert question.text == typed
    assert not question.is_vietnamese
    assert question.understood_as == ""


def test_english_of_known_words_is_asked_in_vietnamese_and_shown_so(understood):
    question = understood("Who chaired the conference in Hanoi on 3 May 2018?")
    assert question.understood_as == "ai chủ trì hội nghị Hà Nội 3/5/2018?"
    assert question.answer_type is AnswerType.PERSON
    assert question.names == ("Hà Nội",)
    assert [(date.day, date.month, date.year) for date in question.dates] == [(3, 5, 2018)]


def test_a_toned_name_makes_no_english_question_vietnamese(understood):
    question = understood("Who is Hoàng Văn Bình?")
    assert question.understood_as == "Hoàng Văn Bình là ai?"
    assert question.names == ("Hoàng Văn Bình",)


@pytest.mark.parametrize("word", ["marketing", "Facebook", "team", "WTO", "Covid-19"])
def test_a_foreign_word_in_a_vietnamese_question_is_left_alone(understood, word):
    question = understood(f"{word} giúp gì cho hợp tác xã?")
    assert question.text == f"{word} giúp gì cho hợp tác xã?"
    assert question.is_vietnamese


def test_a_word_that_the_documents_have_is_not_read_as_keystrokes(restorer):
    # "max" are also the keys of "mã".
    speed = LexicalIndex.build(["tốc độ max của tàu"])
    typed = "tốc độ max là bao nhiêu"
    assert understand(typed, restorer=restorer, lexical=speed).text == typed
    assert understand(typed, restorer=restorer, lexical=EMPTY).text == "tốc độ mã là bao nhiêu"


def test_a_slip_is_mended_from_the_documents(understood):
    assert understood("Lệ phí làm thẻ bạn đcọ?").text == "Lệ phí làm thẻ bạn đọc?"
    assert understood("Lệ phí làm thẻ bạn xqz?").text == "Lệ phí làm thẻ bạn xqz?"


# ------------------------------------------------------------------------------------ abbreviations


@pytest.mark.parametrize("typed", ["UBND tỉnh đã làm gì?", "ubnd tinh da lam gi?"])
def test_a_common_abbreviation_is_written_out_after_itself(understood, typed):
    question = understood(typed)
    assert "(Ủy ban Nhân dân) tỉnh đã làm gì?" in question.text
    assert {"ubnd", "ủy", "ban", "nhân", "dân"} <= words_of(question)


@pytest.mark.parametrize("typed", ["nghị quyết của TW nói gì", "nghị quyết của tw nói gì"])
def test_tw_is_the_central_committee_in_capitals_or_not(restorer, typed):
    lexical = LexicalIndex.build(["Nghị quyết của Ban Chấp hành Trung ương"])
    question = understand(typed, restorer=restorer, lexical=lexical)
    assert {"tw", "trung", "ương"} <= words_of(question), question.text


def test_tư_in_capitals_is_tw(understood):
    assert "tw" in words_of(understood("Nghị quyết của BCH TƯ nói gì?"))
    assert "tư" in words_of(understood("Điều thứ tư nói gì?"))


def test_an_abbreviation_of_the_documents_comes_before_the_common_one(understood):
    question = understood("BQLCĐ thu bao nhiêu?")
    assert question.text == "BQLCĐ (Ban quản lý chợ đêm) thu bao nhiêu?"
    other = understood("UBND họp khi nào?", {"UBND": "Uống Bia Ngày Đông"})
    assert other.text == "UBND (Uống Bia Ngày Đông) họp khi nào?"


def test_the_long_form_also_looks_for_the_abbreviation(understood):
    assert "bqlcđ" in words_of(understood("Ban quản lý chợ đêm thu bao nhiêu?"))


def test_an_abbreviation_inside_a_code_is_not_written_out(understood):
    typed = "Quyết định 45/2023/QĐ-UBND nói gì?"
    assert understood(typed).text == typed


# -------------------------------------------------------------------------------------- identifiers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghi quyet 29-NQ/TU noi ve gi", {"29-NQ/TƯ", "29-NQ/TU"}),
        ("What is Resolution 29-NQ/TU about?", {"29-NQ/TƯ", "29-NQ/TU"}),
        ("Nghị quyết 29-NQ/TU nói về gì?", {"29-NQ/TU"}),
        ("Nghị quyết 29-NQ/TƯ nói về gì?", {"29-NQ/TƯ"}),
    ],
)
def test_who_types_no_tones_may_mean_either_committee(understood, typed, meant):
    (code,) = understood(typed).codes
    written = ("29-NQ/TƯ", "29-NQ/TU")
    assert {one for one in written if code.matches(codes(one)[0])} == meant


def test_identifiers_are_found_with_their_words(understood):
    question = understood(
        "Theo Nghị quyết 22-NQ/TW ngày 10-4-2013 và Điều 5, ông Lê Quốc Dũng ở Hà Nội làm gì?"
    )
    (code,) = question.codes
    (date,) = question.dates
    (ordinal,) = question.ordinals
    assert (code.number, code.kind, code.issuer) == (22, "NQ", "tw")
    assert (date.day, date.month, date.year) == (10, 4, 2013)
    assert (ordinal.noun, ordinal.number) == ("dieu", 5)
    assert [question.named(one) for one in (code, date, ordinal)] == [
        "22-NQ/TW",
        "10-4-2013",
        "Điều 5",
    ]
    assert question.names == ("Lê Quốc Dũng", "Hà Nội")


def test_places_of_identifiers_hold_after_abbreviations_and_tones(understood):
    question = understood("ubnd noi gi trong nq 22 ngay 10/4/2013?")
    assert question.named(question.codes[0]) == "nq 22"
    assert question.named(question.dates[0]) == "ngày 10/4/2013"[5:]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Hoàng Trung Hải đã nói gì ở Hà Nội?", ["Hoàng Trung Hải", "Hà Nội"]),
        ("Nguyễn Xuân Phúc nói gì?", ["Nguyễn Xuân Phúc"]),
        ("Theo Trần Văn Bình thì sao?", ["Trần Văn Bình"]),
        ("Cầu Bến Ngự dài bao nhiêu?", ["Cầu Bến Ngự"]),
        ("Hội An ở đâu?", ["Hội An"]),
        ("Hội nghị bàn gì?", []),
        ("AI CHỦ TRÌ HỘI NGHỊ HÀ NỘI?", []),
        ("ai chủ trì hội nghị hà nội?", []),
        ("Phòng Kỹ thuật có những ai?", ["Kỹ thuật"]),
        ("Hành vi nào bị cấm trong Luật An ninh mạng?", ["An ninh"]),
        ("Phó TTg Trần Văn Bình lưu ý gì?", ["Trần Văn Bình"]),
        ("Lionel ghi bao nhiêu bàn thắng?", ["Lionel"]),
        ("Lãi suất của Eximbank là bao nhiêu?", ["Eximbank"]),
        ("Đại học Stanford nói gì?", ["Stanford"]),
        ("Sông nào dài nhất nước Đức?", ["Đức"]),
        ("Nhà văn nào sống ở thành phố Huế?", ["Huế"]),
        ("Thông tư và Nghị quyết nói gì?", []),
        ("Ngị quyết nói gì?", []),
        ("Bên Tư pháp có dự họp không?", []),
        ("Bến Tre có dự họp không?", ["Bến Tre"]),
        ("Cụ Ngần học hát từ mấy tuổi?", []),
        ("Lớp Cờ vua khai giảng ngày nào?", []),
        ("UBND và WTO bàn gì?", []),
    ],
)
def test_names_of_a_question(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Trường Bùi Thị Xuân có bao nhiêu lớp?", ["Bùi Thị Xuân"]),
        ("Trường Kim Đồng có mấy lớp?", ["Kim Đồng"]),
        ("Tại Trường Kim Đồng có mấy lớp?", ["Kim Đồng"]),
        ("Trường Tiểu học Kim Đồng có mấy lớp?", ["Kim Đồng"]),
        ("Trường Mầm non Hoa Sen có mấy lớp?", ["Hoa Sen"]),
        ("Công Ty Cổ Phần Sao Khuê ở đâu?", ["Sao Khuê"]),
        ("Công Ty Nisko ở đâu?", ["Nisko"]),
        ("Bệnh Viện Tân Phú có mấy giường?", ["Tân Phú"]),
        ("Resort Bãi Cháy có mấy phòng?", ["Bãi Cháy"]),
        # What no document may have a word of is looked for like a name.
        ("Laptop tắt tiếng thì sửa thế nào?", ["Laptop"]),
        # What would be no name without it, and what is named in full.
        ("Trường Sa rộng bao nhiêu?", ["Trường Sa"]),
        ("Trương Mỹ Linh đề nghị gì?", ["Trương Mỹ Linh"]),
        ("Nisko thuê đất ở đâu?", ["Nisko"]),
    ],
)
def test_what_a_question_begins_with_in_general_is_no_part_of_a_name(question, found):
    assert names(question) == found


def test_a_word_that_no_document_has_is_mended_between_its_neighbours(restorer):
    lexical = LexicalIndex.build(["Thuốc có tác dụng phụ nhẹ.", "Chợ bán hoa hồng."])

    def read(typed):
        return understand(typed, restorer=restorer, lexical=lexical).spelled

    assert read("thuốc có tác dụn phụ gì") == "thuốc có tác dụng phụ gì"
    assert read("chợ bán hòn đá gì") == "chợ bán hòn đá gì"


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Vé người lớn nhiêu tiền?", "Vé người lớn bao nhiêu tiền?"),
        ("Phải nộp trong mấy hôm?", "Phải nộp trong mấy ngày?"),
        ("Ở đó bao nhiêu người?", "Ở đó bao nhiêu người?"),
        ("Mấy hôm nay trời mưa ở đâu?", "Mấy hôm nay trời mưa ở đâu?"),
        ("Trễ mấy bữa thì họ đem cho người ta?", "Trễ mấy ngày thì họ đem cho người ta?"),
        ("Khách sạn phục vụ mấy bữa?", "Khách sạn phục vụ mấy bữa?"),
        ("Trẻ ăn mấy bữa thì đủ?", "Trẻ ăn mấy bữa thì đủ?"),
    ],
)
def test_everyday_words_for_how_many_are_read_as_written_ones(understood, typed, spelled):
    assert understood(typed).spelled == spelled


def test_what_puts_a_thing_in_other_words_is_not_looked_for(understood):
    question = understood("Vốn đối ứng, tức phần tỉnh góp, được hiểu là gì?")
    assert [term.syllable.form for term in question.terms] == [
        "vốn", "đối", "ứng", "phần", "tỉnh", "góp",
    ]  # fmt: skip


def test_a_foreign_name_typed_with_a_slip_is_read_as_the_documents_have_it(restorer):
    lexical = LexicalIndex.build(
        ["Roosevelt đắc cử tổng thống.", "Tolstoi viết thư.", "Johnson họp.", "Bà Johnsen hát."]
    )
    for typed, text in [
        ("Roosevlt đắc cử khi nào?", "Roosevelt đắc cử khi nào?"),
        ("Tolstoy viết gì?", "Tolstoi viết gì?"),
        ("Bà Johnsin hát gì?", "Bà Johnsen hát gì?"),
        ("Cô Johnsin vẽ gì?", "Cô Johnsin vẽ gì?"),  # stands by no neighbour of either
        ("Johnsin họp ở đâu?", "Johnson họp ở đâu?"),
        ("Eximbank họp ở đâu?", "Eximbank họp ở đâu?"),
    ]:
        assert understand(typed, restorer=restorer, lexical=lexical).text == text


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Uống Thanh Phế Linh có buồn ngủ không?", ("Thanh Phế Linh",)),
        ("Siro Thanh Phế Linh có buồn ngủ không?", ("Thanh Phế Linh",)),
        ("Bắc Triều Tiên có bao nhiêu dân?", ("Bắc Triều Tiên",)),
        ("Đào Quang Trạch sinh năm nào?", ("Đào Quang Trạch",)),
        ("Học phí ở Trường Phế Linh là bao nhiêu?", ("Trường Phế Linh",)),  # a school of none
        ("Chủ tịch Công ty Quang Trạch là ai?", ("Quang Trạch",)),
        ("Chủ tịch Trường Quang Trạch là ai?", ("Quang Trạch",)),
        ("Học Viện Quang Trạch ở đâu?", ("Học Viện Quang Trạch",)),
        ("Học phí ở Trung Tâm là bao nhiêu?", ("Trung Tâm",)),  # which one is not said
        ("Quỹ Lưu Quang Trạch nhận hồ sơ khi nào?", ("Lưu Quang Trạch",)),
        ("Lê Quang Trạch sinh năm nào?", ("Lê Quang Trạch",)),  # a person's family
        ("Kẹo Thanh Phế Hoàn có buồn ngủ không?", ("Kẹo Thanh Phế Hoàn",)),  # said by none
        ("Chùa Thanh Phế Linh ở đâu?", ("Chùa Thanh Phế Linh",)),  # said so by one
    ],
)
def test_the_first_word_is_of_no_name_that_documents_have_without_it(restorer, typed, named):
    lexical = LexicalIndex.build(
        [
            "Siro ho thảo dược Thanh Phế Linh không gây buồn ngủ.",
            "Quỹ Khuyến học Lưu Quang Trạch nhận hồ sơ từ ngày 15/9.",
            "Chùa Thanh xây năm 1890.",
            "Nam Triều Tiên có 50 triệu dân.",
            "Trường trung cấp Quang Trạch.",
        ]
    )
    assert understand(typed, restorer=restorer, lexical=lexical).names == named


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("thong bao nay do ai ky", "thông báo này do ai ký"),
        ("quyet dinh 12 ky ngay nao", "quyết định 12 ký ngày nào"),
        ("hoc ky nam nao bat dau", "học kỳ năm nào bắt đầu"),
        ("ky hop thu 5 dien ra khi nao", "kỳ họp thứ 5 diễn ra khi nào"),
    ],
)
def test_who_asks_for_a_signer_without_diacritics_asks_for_no_term(understood, typed, text):
    assert understood(typed).spelled == text


def test_a_short_name_typed_with_a_slip_need_not_be_in_the_documents(restorer):
    lexical = LexicalIndex.build(["Messi ghi bàn."])
    for typed, found in [("Messy ghi bàn khi nào?", ()), ("Eximbank ở đâu?", ("Eximbank",))]:
        assert understand(typed, restorer=restorer, lexical=lexical).names == found


def test_words_in_quotation_marks_are_kept_together(understood):
    assert understood("“thẻ bạn đọc” là gì?").quotes == ("thẻ bạn đọc",)
    assert understood('Ai nói "xây cầu" ở «Bến Ngự»?').quotes == ("xây cầu", "Bến Ngự")


# ----------------------------------------------------------------------------- what cannot be asked


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("", "Câu hỏi trống", id="empty"),
        pytest.param(" \n\t\u00a0 ", "Câu hỏi trống", id="spaces"),
        pytest.param("\u200b\ufeff", "Câu hỏi trống", id="invisible"),
        pytest.param("\x00\x00", "Câu hỏi trống", id="nul"),
        pytest.param("😀😀", "không có chữ nào", id="emoji"),
        pytest.param("?!… “”", "không có chữ nào", id="punctuation"),
        pytest.param("là và của những các", "chỉ có từ hỏi hoặc từ nối", id="function_words"),
        pytest.param("la va cua nhung cac", "chỉ có từ hỏi hoặc từ nối", id="toneless"),
        pytest.param("Ai? Gì? Ở đâu?", "chỉ có từ hỏi hoặc từ nối", id="asking_words"),
        pytest.param("a b c", "chỉ có từ hỏi hoặc từ nối", id="letters"),
        pytest.param("hội nghị " * 5600, "dài 50400 ký tự, quá giới hạn 1000", id="huge"),
        pytest.param("a" * (MAX_CHARACTERS + 1), "dài 1001 ký tự", id="one_too_long"),
        pytest.param("hội\ud800 nghị", "không phải UTF-8", id="lone_surrogate"),
        pytest.param(b"h\xe9i ngh\xee".decode("utf-8", "surrogateescape"), "không phải UTF-8",
                     id="bytes_of_another_encoding"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_a_reason(understood, typed, message):
    for refuse in (check, understood):
        with pytest.raises(QuestionError, match=message):
            refuse(typed)


@pytest.mark.parametrize(
    "typed", ["2018", "22?", "chợ", "WTO", "хорошо", "日本", "Hội là gì?", "x" * MAX_CHARACTERS]
)
def test_one_word_or_number_can_be_asked(understood, typed):
    assert understood(typed).typed == typed


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(restorer, typed):
    try:
        check(typed)
    except QuestionError:
        with pytest.raises(QuestionError, match=r"^Câu hỏi"):
            understand(typed, restorer=restorer, lexical=EMPTY)
    else:
        question = understand(typed, restorer=restorer, lexical=EMPTY)
        assert question.typed == typed
        assert question.text == unicodedata.normalize("NFC", question.text)


# ------------------------------------------------------------------------------------ two questions


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            "Ai chủ trì hội nghị và hội nghị diễn ra khi nào?",
            ["Ai chủ trì hội nghị", "hội nghị diễn ra khi nào?"],
        ),
        (
            "ai chu tri hoi nghi va hoi nghi dien ra khi nao",
            ["ai chu tri hoi nghi", "hoi nghi dien ra khi nao"],
        ),
        (
            "Hội nghị họp ngày nào? Ai chủ trì hội nghị?",
            ["Hội nghị họp ngày nào", "Ai chủ trì hội nghị?"],
        ),
        (
            "Diễn đàn họp ở đâu; có bao nhiêu người dự; ai khai mạc diễn đàn?",
            ["Diễn đàn họp ở đâu", "có bao nhiêu người dự", "ai khai mạc diễn đàn?"],
        ),
        (
            "Câu “biết người” là của ai, câu “biết ta” do ai nói?",
            ["Câu “biết người” là của ai", "câu “biết ta” do ai nói?"],
        ),
        ("Nghị quyết 22 là gì và ai ký?", ["Nghị quyết 22 là gì", "ai ký?"]),
        ("Hội nhập và phát triển là gì?", ["Hội nhập và phát triển là gì?"]),
        ("Hội nghị họp ở đâu và khi nào?", ["Hội nghị họp ở đâu và khi nào?"]),
        ("Vốn đầu tư nước ngoài và vốn vay của tỉnh là bao nhiêu?",
         ["Vốn đầu tư nước ngoài và vốn vay của tỉnh là bao nhiêu?"]),
        ("Ai nói và viết?", ["Ai nói và viết?"]),
    ],
)  # fmt: skip
def test_a_question_that_asks_two_things_is_cut_in_two(text, cut):
    assert parts(text) == cut


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        (
            "Hội nghị trực tuyến và diễn đàn kinh tế diễn ra ở đâu?",
            ["Hội nghị trực tuyến diễn ra ở đâu?", "diễn đàn kinh tế diễn ra ở đâu?"],
        ),
        (
            "Chủ đề của hội nghị trực tuyến và của diễn đàn kinh tế là gì?",
            ["Chủ đề của hội nghị trực tuyến là gì?", "Chủ đề của diễn đàn kinh tế là gì?"],
        ),
        (
            "Chức vụ của ông Phan Văn Kiên và bà Trịnh Thị Ngọc Lan?",
            ["Chức vụ của ông Phan Văn Kiên?", "Chức vụ của bà Trịnh Thị Ngọc Lan?"],
        ),
        (
            "Thông tư về phòng, chống lụt và Thông tư về trại giam lần lượt có hiệu lực ngày nào?",
            [
                "Thông tư về phòng, chống lụt có hiệu lực ngày nào?",
                "Thông tư về trại giam có hiệu lực ngày nào?",
            ],
        ),
        (
            "Tiền gửi xe ở trường Cao Ngọc và ở chung cư Hoàng Lan là bao nhiêu?",
            [
                "Tiền gửi xe ở trường Cao Ngọc là bao nhiêu?",
                "Tiền gửi xe ở chung cư Hoàng Lan là bao nhiêu?",
            ],
        ),
        (
            "Trong thời gian thử việc, Công ty Dệt Sao và khách sạn Gành Đỏ trả bao nhiêu lương?",
            [
                "Trong thời gian thử việc, Công ty Dệt Sao trả bao nhiêu lương?",
                "Trong thời gian thử việc, khách sạn Gành Đỏ trả bao nhiêu lương?",
            ],
        ),
        (
            "Bệnh sốt xuất huyết và bệnh tay chân miệng có dấu hiệu gì?",
            ["Bệnh sốt xuất huyết có dấu hiệu gì?", "bệnh tay chân miệng có dấu hiệu gì?"],
        ),
        (
            "Số tổng đài bảo hành máy giặt Sao Mai và số báo tai nạn của bảo hiểm An Lộ là số nào?",
            [
                "Số tổng đài bảo hành máy giặt Sao Mai là số nào?",
                "số báo tai nạn của bảo hiểm An Lộ là số nào?",
            ],
        ),
        ("Hội nghị trực tuyến diễn ra ở đâu?", []),
        ("Cuộc họp của hợp tác xã", []),
    ],
)
def test_two_things_that_share_an_asking_word_are_asked_one_by_one(understood, typed, cut):
    assert shared_parts(understood(typed)) == cut


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Nồi cơm SV-10A nặng bao nhiêu?", ("SV-10A",)),
        ("Nồi cơm SV-18C nặng bao nhiêu?", ()),
        ("Máy bơm HL-750 nặng bao nhiêu?", ()),
        ("Dịch COVID-21 có từ bao giờ?", ()),
    ],
)
def test_another_model_of_a_known_series_is_named(restorer, typed, named):
    lexical = LexicalIndex.build(["Nồi cơm SV-18C nặng 4 kg. Dịch Covid bắt đầu năm 2019."])
    assert understand(typed, restorer=restorer, lexical=lexical).names == named


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Bộ trưởng Bộ Y tế dự họp là ai?", ["Bộ Y tế"]),
        ("Chuyên gia Ngân hàng Phát triển châu Á nói gì?", ["Ngân hàng Phát triển", "châu Á"]),
        ("Ông Vũ Đình Toàn sinh năm nào?", ["Vũ Đình Toàn"]),
        ("Bà Nguyễn Thị Thanh nói gì?", ["Nguyễn Thị Thanh"]),
        ("Ban nào họp?", []),
        ("Công ty Thủy sản Biển Xanh ở đâu?", ["Biển Xanh"]),
        ("Em Nguyễn Quang Th. là học sinh trường nào?", []),  # a name cut short is no crash
    ],
)
def test_what_one_capital_names_is_a_name_and_no_name_is_cut_off(question, found):
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Trưởng Ban Biên tập xã Yên Phụ Tây là ai?", ["Yên Phụ Tây", "Ban Biên tập"]),
        ("Làm ca ở Điện lực Phong Thổ được trả bao nhiêu?", ["Phong Thổ"]),
        ("Phòng Kỹ thuật có ai?", ["Kỹ thuật"]),
        ("Tên Bộ Khoa học dùng từ năm nào?", ["Bộ Khoa học"]),
    ],
)
def test_who_leads_an_office_and_what_is_asked_are_no_part_of_its_name(question, found):
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Chữ ấy theo người Nhật về nước năm nào?", "Chữ ấy vào Nhật Bản năm 608."),
        ("Phải trả lương trước ngày nào?", "Nhà thầu trả xong lương trước 23 tháng Chạp."),
        ("Lễ rước đèn diễn ra khi nào?", "Lễ rước đèn vào rằm tháng tám."),
    ],
)
def test_early_years_and_days_of_the_moon_are_dates(understood, question, text):
    asked = understood(question)
    assert asked.answer_type is AnswerType.DATE
    assert has_type(asked.answer_type, text, asked)


def test_so_much_a_lesson_counts_no_lessons(understood):
    question = understood("Trường chi bao nhiêu một tiết dạy thêm?")
    assert has_type(question.answer_type, "Chi 90.000 đồng/tiết cho giáo viên.", question)


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Bao nhiêu phiếu trắng?", "Bao nhiêu phiếu trắng?"),
        ("Nhiêu tiền một vé?", "bao nhiêu tiền một vé?"),
        ("Vé nhiêu tiền?", "Vé bao nhiêu tiền?"),
    ],
)
def test_how_many_is_written_out_once(understood, typed, spelled):
    assert understood(typed).spelled == spelled


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Có bao nhiêu hộ nghèo được hỗ trợ gạo?", "-12 hộ nghèo được hỗ trợ gạo"),
        ("Kinh phí xây cầu là bao nhiêu?", "Kinh phí xây cầu là hai tỷ rưỡi."),
        ("Cà phê giá bao nhiêu?", "Cà phê giá 35k một cốc."),
        ("Trạm y tế khám bệnh ngày nào?", "Trạm y tế khám bệnh thứ hai, thứ tư, thứ sáu."),
    ],
)
def test_sums_in_words_weekdays_in_a_row_and_unspaced_bullets_are_what_is_asked(
    understood, question, text
):
    asked = understood(question)
    assert has_type(asked.answer_type, text, asked)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Bày bàn bán phở trên vỉa hè thì mấy giờ phải nghỉ?", AnswerType.DATE),
        ("Làm thêm mấy giờ thì được nghỉ bù?", AnswerType.NUMBER),
        ("Mình gửi mấy thùng mì thì chữ thập đỏ có nhận không?", AnswerType.OTHER),
        ("Xã có mấy thôn?", AnswerType.NUMBER),
        ("Hội đồng hủy tem hết thời hạn gồm đại diện của những đơn vị nào?", AnswerType.OTHER),
        ("Thời hạn giải quyết hồ sơ?", AnswerType.DATE),
        ("Nhà em phải bỏ mấy cái chai rỗng ở đâu?", AnswerType.PLACE),
        ("Ông Tư có mấy con trai và họ ở đâu?", AnswerType.NUMBER),
        ("Bỏ mấy cái bao cỏ khô ở đâu vậy ạ?", AnswerType.PLACE),
        ("Thành phố có mấy cơ sở tiêm chủng ở đâu?", AnswerType.NUMBER),
        ("Quốc hội có bao nhiêu thời gian để chặn thương vụ?", AnswerType.DATE),
    ],
)
def test_some_is_no_count_and_what_hour_is_no_number_of_hours(question, kind):
    assert answer_type_of(fold(question)) is kind


@pytest.mark.parametrize(
    ("question", "text", "has"),
    [
        ("Máy cắt mới giá bao nhiêu?", "Sửa tốn bằng 70% giá máy mới.", False),
        ("Máy cắt mới giá bao nhiêu?", "Máy cắt mới giá 4 triệu đồng, giảm 10%.", True),
        ("Khi nào được hoàn tiền?", "Hoàn 100% tiền nếu yêu cầu trong 7 ngày đầu.", True),
        ("Phòng tập mở cửa mấy giờ chủ nhật?", "Chủ nhật: 6:00 - 21:00", True),
    ],
)
def test_a_share_is_no_price_and_a_case_tells_when(understood, question, text, has):
    asked = understood(question)
    assert has_type(asked.answer_type, text, asked) is has
