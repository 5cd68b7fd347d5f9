"""The part of a question that a text says is told from the part it does not."""

import pytest

from index.document import Hit, Passage
from qa.whynot import (
    another_year,
    named_first,
    nearest_code,
    nearest_day,
    not_mentioned,
    not_together,
    phrases,
    said_share,
    unsure,
    without_count,
    without_kind,
)

BRIDGE = "Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022, tính cả đường dẫn."


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("Cầu Bến Ngự được thông xe ngày nào?", ["Cầu Bến Ngự được thông xe"], []),
        ("Cầu Bến Ngự được sơn màu gì?", ["Cầu Bến Ngự"], ["sơn màu"]),
        ("cầu bến ngự sơn màu gì", ["cầu bến ngự"], ["sơn màu"]),
        ("Thuế thu nhập là bao nhiêu?", [], ["Thuế thu nhập"]),
        # "tính" and "đường" stand there, but not beside these words.
        ("Tính tiền đường thế nào?", [], ["Tính tiền đường"]),
        ("Cầu nào?", ["Cầu"], []),
    ],
)
def test_a_word_is_said_where_it_stands_beside_the_same_neighbour(
    understood, question, said, unsaid
):
    assert phrases(understood(question), BRIDGE) == (said, unsaid)


def test_the_share_said_counts_words(understood):
    assert said_share(understood("Cầu Bến Ngự được sơn màu gì?"), BRIDGE) == 3 / 5
    assert said_share(understood("Thuế thu nhập là bao nhiêu?"), BRIDGE) == 0.0


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            "Cầu Bến Ngự bị hỏng ngày nào?",
            "Tài liệu có “Cầu Bến Ngự”, nhưng không có ngày hỏng.",
        ),
        (
            "Cầu Bến Ngự do ai thiết kế?",
            "Tài liệu có “Cầu Bến Ngự”, nhưng không có tên người thiết kế.",
        ),
        ("Cầu Bến Ngự ở đâu?", "Tài liệu có “Cầu Bến Ngự”, nhưng không nói ở đâu."),
        (
            "Cầu Bến Ngự được Roosevelt sơn khi nào?",
            "Tài liệu có “Cầu Bến Ngự”, nhưng không nói đến “Roosevelt sơn”.",
        ),
        (
            "Giá vàng bao nhiêu?",
            "Tài liệu không nói đến “Giá vàng”. Hãy hỏi cụ thể hơn, hoặc xem các đoạn gần nhất.",
        ),
        (
            "Giá vàng hôm nay là bao nhiêu?",
            "Tài liệu không nói đến “Giá vàng”. Hãy hỏi cụ thể hơn, hoặc xem các đoạn gần nhất.",
        ),
    ],
)
def test_what_lacks_the_kind_of_words_asked_for_is_named_with_what_is_asked(
    understood, question, reason
):
    assert without_kind(understood(question), BRIDGE) == reason


def test_what_is_not_sure_enough_names_both_parts(understood):
    assert unsure(understood("Cầu Bến Ngự được sơn màu gì?"), BRIDGE).startswith(
        "Đoạn gần nhất có “Cầu Bến Ngự”, không có “sơn màu”."
    )
    assert "không đủ chắc" in unsure(understood("Cầu Bến Ngự được thông xe thế nào?"), BRIDGE)


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        pytest.param(
            "Xã Mường Tả được hỗ trợ bao nhiêu?",
            "Xã Mường Tả được hỗ trợ giống lúa.",
            "không có con số",
            id="no_number",
        ),
        pytest.param(
            "Xã Mường Tả được hỗ trợ bao nhiêu?",
            "Xã Mường Tả được hỗ trợ giống lúa. Xã có 12 thôn.",
            "không nói bao nhiêu",
            id="a_number_of_something_else",
        ),
        pytest.param(
            "Xã Mường Tả được hỗ trợ mấy tháng?",
            "Xã Mường Tả được hỗ trợ giống lúa. Xã có hai mươi thôn.",
            "không nói mấy tháng",
            id="a_number_in_words",
        ),
        pytest.param(
            "Xã Mường Tả được hỗ trợ khi nào?",
            "Xã Mường Tả được hỗ trợ giống lúa.",
            "không có ngày tháng hay thời hạn",
            id="no_day",
        ),
        pytest.param(
            "Xã Mường Tả được hỗ trợ khi nào?",
            "Xã Mường Tả được hỗ trợ giống lúa. Đơn được giải quyết trong ba mươi ngày.",
            "không nói khi nào",
            id="a_term_of_something_else",
        ),
    ],
)
def test_that_there_is_no_number_or_day_is_said_only_of_a_text_without_one(
    understood, question, text, lacking
):
    assert (
        without_kind(understood(question), text)
        == f"Tài liệu có “Xã Mường Tả được hỗ trợ”, nhưng {lacking}."
    )


HEARING = (
    "Biên bản phiên xử\n"
    "Bị cáo Đỗ Văn Lực nói rằng xe đạp là của mình. Bà Thoa ký biên lai thu tiền phạt.\n"
    "Bị cáo được kháng cáo trong mười lăm ngày. Ông Bảy làm đơn xin được giảm tiền phạt."
)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param(
            "Đỗ Văn Lực kháng cáo ngày nào?",
            "Tài liệu có “Đỗ Văn Lực”, “kháng cáo”, nhưng không ở cùng một câu.",
            id="two_sentences",
        ),
        pytest.param(
            "Ông Bảy giảm tiền phạt ngày nào?",
            "Tài liệu có “Ông Bảy”, “giảm tiền phạt”, nhưng không nói ngày nào.",
            id="one_sentence",
        ),
        pytest.param(
            "Của mình bà Thoa ký ngày nào?",
            "Tài liệu có “bà Thoa ký”, nhưng không nói ngày nào.",
            id="a_row_ends_with_its_sentence",
        ),
    ],
)
def test_what_is_quoted_stands_so_in_the_text(understood, question, reason):
    assert without_kind(understood(question), HEARING).startswith(reason)


def test_what_a_document_is_about_need_not_stand_beside_what_it_tells(understood):
    text = "Biên bản họp tổ dệt Hoa Ban\nCuộc họp thống nhất sửa mái nhà xưởng trước mùa mưa."
    reason = without_kind(understood("Tổ dệt Hoa Ban sửa mái nhà xưởng ngày nào?"), text)
    assert reason.startswith("Tài liệu có “Tổ dệt Hoa Ban sửa mái nhà xưởng”, nhưng")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param(
            "Công ty Nisko trồng chè thế nào?",
            "Công ty TNHH Chè Nisko trồng chè trên đồi.",
            id="a_name_apart_from_what_it_is",
        ),
        pytest.param(
            "Bãi gửi xe được thu phạt thế nào?",
            "Bãi gửi xe được thu vé. Phạt tiền người không mua vé.",
            id="a_word_apart_from_its_neighbour",
        ),
        pytest.param(
            "Anh Quế công an được giao việc gì?",
            "Ông Lý Văn Quế công an viên. Mỗi người được giao việc theo bảng.",
            id="what_people_are_called_by",
        ),
    ],
)
def test_nothing_is_said_to_lack_that_a_reader_sees_or_that_says_nothing(
    understood, question, text
):
    reason = unsure(understood(question), text)
    assert "không có “" not in reason, reason
    assert "không nói đến" not in reason, reason


def test_no_half_of_a_word_is_quoted(understood):
    text = "Phạt tiền hành vi bán hàng rong. Phòng cháy là việc của mọi người."
    reason = unsure(understood("Hành vi cản trở phòng cháy bị xử lý thế nào?"), text)
    assert "“Hành vi”" in reason
    assert "không có “cản trở”" in reason


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Nghị quyết 22-NQ/TW nói gì?", "Nghị quyết số 24"),
        ("Nghị quyết 24 nói gì?", ""),  # it is there
        ("Thông tư 22 nói gì?", ""),  # no other of its kind
        ("Cầu dài bao nhiêu?", ""),
    ],
)
def test_the_nearest_code_is_one_of_the_same_kind(understood, question, nearest):
    text = "Theo Nghị quyết  số 24 và Nghị quyết số 7, Quyết định số 22 hết hiệu lực."
    assert nearest_code(understood(question), text) == nearest


GOLD = "Giá vàng hôm nay\nGiá vàng SJC hôm nay 24/8 tăng, giá vàng SJC ngày 20/8 giảm."


def hit(text):
    return Hit(Passage("id", "Tin", "tin.txt", 0, len(text), text), 1.0)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Giá vàng SJC ngày 25/8 là bao nhiêu?", "24/8"),
        ("Giá vàng SJC ngày 19/8 là bao nhiêu?", "20/8"),
        ("Giá vàng SJC ngày 24/8 là bao nhiêu?", ""),  # it is there
        ("Giá vàng SJC là bao nhiêu?", ""),
        ("Lễ khánh thành cầu Bến Ngự ngày 25/8 có ai dự?", ""),  # the text is of something else
    ],
)
def test_the_nearest_day_is_one_of_a_text_that_tells_of_the_rest(understood, question, nearest):
    assert nearest_day(understood(question), GOLD) == nearest


def test_a_day_that_is_missing_is_named_with_the_nearest_though_other_texts_have_it(understood):
    question = understood("Giá vàng SJC ngày 25/8 là bao nhiêu?")
    others = [hit("Ngày 25/8, xã khánh thành cầu.")]
    assert not_mentioned(question, GOLD, [hit(GOLD), *others], paragraph=GOLD) == (
        "Tài liệu có SJC, nhưng không nhắc đến 25/8 trong phần liên quan; gần nhất là 24/8."
    )


def test_who_asks_one_thing_is_not_told_to_ask_one_at_a_time(understood):
    assert "từng điều một" not in not_together(understood("Cầu Bến Ngự xây năm nào?"))
    assert "từng điều một" in not_together(
        understood("Ai xây cầu Bến Ngự và cầu thông xe khi nào?")
    )


def test_another_year_is_named(understood):
    question = understood("Năm 2022 chè đạt bao nhiêu tấn?")
    assert another_year(question, "Năm 2023 chè đạt 412 tấn.") == (
        "Các đoạn gần nhất nói về năm 2023, không phải 2022."
    )
    assert "năm khác" in another_year(question, "Chè đạt 412 tấn.")


def test_a_number_of_things_that_is_missing_is_named_by_the_things(understood):
    question = understood("Cầu Bến Ngự làm bao nhiêu người chết?")
    reason = without_count(question, BRIDGE)
    assert reason == "Tài liệu có “Cầu Bến Ngự”, nhưng không có số người chết."


def test_the_nearest_paragraphs_are_first_of_whom_is_asked_about(understood):
    law, news = hit("Tòa phúc thẩm xét xử vụ án."), hit("Hôm qua, Trâm bị tuyên mười năm tù.")
    assert named_first(understood("Trâm lĩnh án ở tòa phúc thẩm mấy năm?"), [law, news]) == [
        news,
        law,
    ]
    reason = unsure(understood("Trâm lĩnh án ở tòa phúc thẩm mấy năm?"), "Phở bò.", [law, news])
    assert reason == "Tài liệu có nhắc đến Trâm, nhưng không nói đến điều được hỏi."
    bridge = hit(BRIDGE)
    assert named_first(understood("Ai sơn cầu Bến Ngự?"), [law, bridge]) == [bridge, law]
    assert named_first(understood("Tòa phúc thẩm xử mấy năm?"), [news, law]) == [news, law]
