"""The sentences chosen for an answer, their citations, and the words in them that answer."""

import re
import unicodedata

import pytest

from qa.compose import LONG, answering_words
from qa.question import understand

ANSWERABLE = {
    "crlf": ("Ai làm thư ký cuộc họp?", "bien-ban.txt", "Ông Phan Văn Kiên làm thư ký."),
    "byte_order_mark": (
        "Cầu Bến Ngự được thông xe ngày nào?",
        "tin-tuc.txt",
        "Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022.",
    ),
    "nfd": (
        "Bạn đọc làm mất sách phải đền thế nào?",
        "noi-quy.md",
        "Bạn đọc làm mất sách phải đền gấp đôi giá bìa.",
    ),
    "plain": (
        "Mỗi gian hàng nộp phí vệ sinh bao nhiêu một tháng?",
        "quyet-dinh.txt",
        "Mỗi gian hàng nộp phí vệ sinh 150.000 đồng một tháng cho Ban quản lý chợ đêm (BQLCĐ).",
    ),
}


def proved(answer, folder):
    """Check each citation against its file, as a stranger with the file alone would."""
    assert answer.is_grounded, answer
    for citation in answer.citations:
        text = (folder / citation.source).read_bytes().decode("utf-8")
        assert text[citation.start : citation.end] == citation.quote
        left, right = citation.highlight
        assert 0 <= left < right <= len(citation.quote)
        start = citation.paragraph_start
        assert text[start : start + len(citation.paragraph)] == citation.paragraph
        assert citation.quote in citation.paragraph


@pytest.mark.parametrize(("question", "source", "sentence"), ANSWERABLE.values(), ids=ANSWERABLE)
@pytest.mark.parametrize("write", [str, lambda text: unicodedata.normalize("NFD", text)],
                         ids=["NFC", "NFD"])  # fmt: skip
def test_the_sentence_that_answers_is_quoted_from_any_kind_of_file(
    assistant, folder, write, question, source, sentence
):
    answer = assistant.ask(write(question))
    assert answer.text == f"{sentence} [1]", answer.reason
    (citation,) = answer.citations
    assert citation.source == source
    assert unicodedata.normalize("NFC", citation.quote) == sentence
    proved(answer, folder)


@pytest.mark.parametrize(
    ("question", "highlight"),
    [
        ("Cầu Bến Ngự được thông xe ngày nào?", "22-12-2022"),
        ("Ai chủ trì cuộc họp của hợp tác xã Sương Mai?", "Trịnh Thị Ngọc Lan"),
        ("Cầu Bến Ngự dài bao nhiêu mét?", "486 mét"),
        ("Sản lượng chè năm 2023 đạt bao nhiêu tấn?", "412 tấn"),
        ("Vì sao hợp tác xã mua máy sao chè?", "các máy cũ thường xuyên hỏng"),
    ],
)
def test_the_words_that_answer_are_highlighted(assistant, folder, question, highlight):
    answer = assistant.ask(question)
    (citation,) = answer.citations
    assert highlight in citation.quote[slice(*citation.highlight)], answer.text
    proved(answer, folder)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Cuộc họp thống nhất những việc gì trong quý III?",
            "Cuộc họp thống nhất ba việc cần làm trong quý III như sau: [1]\n"
            "1. Sửa chữa kho lạnh số 2 trước mùa mưa. [2]\n"
            "2. Mua thêm hai máy sao chè. [3]\n"
            "3. Mở lớp tập huấn trồng chè hữu cơ cho xã viên. [4]",
        ),
        (
            "Ban quản lý chợ đêm có những nhiệm vụ nào?",
            "Ban quản lý chợ đêm có các nhiệm vụ sau đây: [1]\n"
            "a) Sắp xếp gian hàng theo sơ đồ đã được phê duyệt; [2]\n"
            "b) Kiểm tra an toàn thực phẩm ít nhất mỗi tuần một lần; [3]\n"
            "c) Tổ chức thu gom rác thải trước 24 giờ. [4]",
        ),
    ],
    ids=["numbers", "letters"],
)
def test_a_list_is_given_whole_with_what_leads_into_it(assistant, folder, question, text):
    answer = assistant.ask(question)
    assert answer.text.endswith(text), answer.text
    assert [citation.number for citation in answer.citations] == [1, 2, 3, 4]
    proved(answer, folder)


LISTS = {
    "thứ": [
        "Thứ nhất, vét sạch lòng kênh trước mùa mưa.",
        "Thứ hai, đắp lại bờ kênh bằng đất sét.",
        "Thứ ba, trồng cỏ hai bên bờ kênh.",
    ],
    "là": [
        "Một là, vét sạch lòng kênh trước mùa mưa.",
        "Hai là, đắp lại bờ kênh bằng đất sét.",
        "Ba là, trồng cỏ hai bên bờ kênh.",
    ],
    "dash": [
        "- Vét sạch lòng kênh trước mùa mưa.",
        "- Đắp lại bờ kênh bằng đất sét.",
        "- Trồng cỏ hai bên bờ kênh.",
    ],
    "twelve": [f"{n}. Vét sạch đoạn kênh thứ {n} của xã Tân Lập." for n in range(1, 13)],
}


@pytest.mark.parametrize("items", LISTS.values(), ids=LISTS)
def test_lists_of_every_style_are_followed_to_their_end(assistant_over, tmp_path, items):
    lead = "Xã Tân Lập giao hợp tác xã các việc tu bổ kênh mương sau đây:"
    assistant = assistant_over(
        kenh="\n".join(
            ["Tu bổ kênh mương ở xã Tân Lập", "", lead, *items, "", "Việc khác để sau."]
        ),
        nhac="Đêm nhạc ở nhà văn hóa\n\nĐêm nhạc của thanh niên bắt đầu lúc 19 giờ tối thứ bảy.",
    )
    answer = assistant.ask("Xã Tân Lập giao hợp tác xã những việc tu bổ kênh mương nào?")
    lines = [re.sub(r" \[\d+\]$", "", line) for line in answer.text.splitlines()]
    assert [*lines] == [lead, *items], answer
    proved(answer, tmp_path / "docs")


def test_a_question_for_one_thing_does_not_get_the_list(assistant):
    answer = assistant.ask("Cầu Bến Ngự dài bao nhiêu mét?")
    assert len(answer.citations) == 1


def test_a_long_sentence_is_cut_to_the_clauses_that_answer(assistant_over, tmp_path):
    padding = "; ".join(
        f"tổ {n} lo dọn cỏ, quét vôi và sửa hàng rào quanh khu vực số {n} của nhà văn hóa thôn"
        for n in range(12)
    )
    assistant = assistant_over(
        van_hoa="Sửa nhà văn hóa thôn Đoài\n\n"
        f"Thôn phân công như sau; {padding}; riêng bà Lý Thị Sen giữ chìa khóa nhà kho của thôn "
        "Đoài; các tổ báo cáo kết quả trước cuối tháng.",
    )
    answer = assistant.ask("Ai giữ chìa khóa nhà kho của thôn Đoài?")
    (citation,) = answer.citations
    assert "bà Lý Thị Sen giữ chìa khóa nhà kho" in " ".join(citation.quote.split())
    assert citation.quote[slice(*citation.highlight)] == "Lý Thị Sen"
    assert len(citation.quote) <= LONG
    assert answer.text.startswith("… "), "the cut must show"
    proved(answer, tmp_path / "docs")


def test_every_line_of_an_answer_is_the_files_own_words(assistant, folder):
    for question, _, _ in ANSWERABLE.values():
        answer = assistant.ask(question)
        for line in re.split(r"\s*\[\d+\]\s*", answer.text):
            quotes = {
                " ".join(unicodedata.normalize("NFC", citation.quote).split())
                for citation in answer.citations
            }
            assert not line or line in quotes


# --------------------------------------------------------------------------------------- highlights


@pytest.mark.parametrize(
    ("typed", "text", "words"),
    [
        (
            "Cầu thông xe ngày nào?",
            "Ngày 1-2-2020 khởi công, cầu thông xe 22-12-2022.",
            "22-12-2022",
        ),
        ("Năm 2020 cầu khởi công ngày nào?", "Năm 2020, cầu khởi công ngày 1-2-2020 ở Huế.", None),
        ("Cầu rộng bao nhiêu mét?", "Cầu dài 486 mét và có mặt cầu rộng 12 mét.", "12 mét"),
        ("Ai làm thư ký?", "Bà Lý Thị Sen chủ trì, ông Phan Văn Kiên làm thư ký.", "Phan Văn Kiên"),
        ("Cầu ở tỉnh nào?", "Cầu nằm ở Lâm Giang.", "Lâm Giang"),
        ("Cầu đẹp thế nào?", "Cầu rất đẹp.", "Cầu rất đẹp."),
    ],
)
def test_of_several_candidates_the_nearest_to_the_question_is_taken(
    assistant, restorer, typed, text, words
):
    question = understand(typed, restorer=restorer, lexical=assistant.index.lexical)
    start, end = answering_words(question, text)
    assert text[start:end] == (words or text)


def test_places_in_decomposed_text_are_not_guessed(assistant, restorer):
    text = unicodedata.normalize("NFD", "Cầu thông xe ngày 22-12-2022.")
    question = understand(
        "Cầu thông xe ngày nào?", restorer=restorer, lexical=assistant.index.lexical
    )
    assert answering_words(question, text) == (0, len(text))
