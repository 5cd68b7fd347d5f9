"""The part of a question that a text says is told from the part it does not."""

import pytest

from qa.question import understand
from qa.whynot import nearest_code, phrases, said_share, unsure, without_kind

BRIDGE = "Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022, tính cả đường dẫn."


@pytest.fixture
def asked(assistant, restorer):
    def asked(text):
        return understand(text, restorer=restorer, lexical=assistant.index.lexical)

    return asked


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
def test_a_word_is_said_where_it_stands_beside_the_same_neighbour(asked, question, said, unsaid):
    assert phrases(asked(question), BRIDGE) == (said, unsaid)


def test_the_share_said_counts_words(asked):
    assert said_share(asked("Cầu Bến Ngự được sơn màu gì?"), BRIDGE) == 3 / 5
    assert said_share(asked("Thuế thu nhập là bao nhiêu?"), BRIDGE) == 0.0


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
        ("Cầu Bến Ngự ở đâu?", "Tài liệu có “Cầu Bến Ngự”, nhưng không có nơi chốn."),
        (
            "Cầu Bến Ngự được Roosevelt sơn khi nào?",
            "Tài liệu có “Cầu Bến Ngự”, nhưng không có ngày tháng hay thời hạn.",
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
    asked, question, reason
):
    assert without_kind(asked(question), BRIDGE) == reason


def test_what_is_not_sure_enough_names_both_parts(asked):
    assert unsure(asked("Cầu Bến Ngự được sơn màu gì?"), BRIDGE).startswith(
        "Đoạn gần nhất có “Cầu Bến Ngự”, không có “sơn màu”."
    )
    assert "không đủ chắc" in unsure(asked("Cầu Bến Ngự được thông xe thế nào?"), BRIDGE)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Nghị quyết 22-NQ/TW nói gì?", "Nghị quyết số 24"),
        ("Nghị quyết 24 nói gì?", ""),  # it is there
        ("Thông tư 22 nói gì?", ""),  # no other of its kind
        ("Cầu dài bao nhiêu?", ""),
    ],
)
def test_the_nearest_code_is_one_of_the_same_kind(asked, question, nearest):
    text = "Theo Nghị quyết  số 24 và Nghị quyết số 7, Quyết định số 22 hết hiệu lực."
    assert nearest_code(asked(question), text) == nearest
