"""The sentences chosen for an answer, their citations, and the words in them that answer."""

import re
import unicodedata
from dataclasses import replace

import pytest

from index.document import Hit
from qa.answer import Span, one_line, statement
from qa.compose import compose, says_the_same
from qa.highlight import LONG, answering_words, with_smaller_unit
from qa.question import understand

ANSWERABLE = {
    "crlf": (
        "Ai làm thư ký cuộc họp?", "bien-ban.txt", "Ông Phan Văn Kiên làm thư ký.",
        "Ông Phan Văn Kiên",
    ),
    "byte_order_mark": (
        "Cầu Bến Ngự được thông xe ngày nào?",
        "tin-tuc.txt",
        "Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022.",
        "22-12-2022",
    ),
    "nfd": (
        "Bạn đọc làm mất sách phải đền thế nào?",
        "noi-quy.md",
        "Bạn đọc làm mất sách phải đền gấp đôi giá bìa.",
        "",
    ),
    "plain": (
        "Mỗi gian hàng nộp phí vệ sinh bao nhiêu một tháng?",
        "quyet-dinh.txt",
        "Mỗi gian hàng nộp phí vệ sinh 150.000 đồng một tháng cho Ban quản lý chợ đêm (BQLCĐ).",
        "150.000 đồng một tháng",
    ),
}  # fmt: skip


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


@pytest.mark.parametrize(
    ("question", "source", "sentence", "lead"), ANSWERABLE.values(), ids=ANSWERABLE
)
@pytest.mark.parametrize("write", [str, lambda text: unicodedata.normalize("NFD", text)],
                         ids=["NFC", "NFD"])  # fmt: skip
def test_the_sentence_that_answers_is_quoted_from_any_kind_of_file(
    assistant, folder, write, question, source, sentence, lead
):
    answer = assistant.ask(write(question))
    assert answer.text == statement(sentence, 1, lead=lead), answer.reason
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
    assert citation.quote[slice(*citation.highlight)] == "bà Lý Thị Sen"
    assert len(citation.quote) <= LONG
    assert answer.text.startswith("**bà Lý Thị Sen** — «… "), "the cut must show"
    proved(answer, tmp_path / "docs")


def test_every_line_of_an_answer_is_the_files_own_words(assistant, folder):
    for question, *_ in ANSWERABLE.values():
        answer = assistant.ask(question)
        quotes = [one_line(citation.quote) for citation in answer.citations]
        leads = [one_line(one.quote[slice(*one.highlight)]) for one in answer.citations]
        for words in filter(None, re.split(r"\s*(?:\[\d+\]|\*\*(?: — «)?|»)\s*", answer.text)):
            assert words in quotes or words in leads, words


# -------------------------------------------------------------------- the words that lead an answer


def test_each_part_of_a_question_has_a_line_led_by_its_own_words(assistant, folder):
    answer = assistant.ask("Ai làm thư ký cuộc họp và cầu Bến Ngự dài bao nhiêu mét?")
    assert answer.text == (
        "**Ông Phan Văn Kiên** — «Ông Phan Văn Kiên làm thư ký.» [1]\n"
        "**486 mét** — «Cầu Bến Ngự dài 486 mét, rộng 12 mét và có chín nhịp.» [2]"
    )
    proved(answer, folder)


def test_a_part_without_a_subject_is_answered_of_the_first_parts_subject(assistant_over):
    assistant = assistant_over(
        cau="Cầu Bến Ngự do Công ty Sông Lam thi công. Cầu Bến Ngự hoàn thành ngày 22-12-2022.",
        ham="Hầm chui Bàu Sen do Công ty Trung Việt thi công. Hầm hoàn thành ngày 5-6-2019.",
    )
    answer = assistant.ask("Hầm chui Bàu Sen do ai thi công và hoàn thành khi nào?")
    assert [citation.source for citation in answer.citations] == ["ham.txt", "ham.txt"]
    assert "5-6-2019" in answer.text


def test_one_sentence_that_answers_two_parts_is_led_by_the_words_for_each(assistant, folder):
    answer = assistant.ask("Cầu Bến Ngự dài bao nhiêu mét và cầu Bến Ngự rộng bao nhiêu mét?")
    assert [line.split("**")[1] for line in answer.text.splitlines()] == ["486 mét", "12 mét"]
    one, other = answer.citations
    assert (one.start, one.end) == (other.start, other.end)
    proved(answer, folder)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Vì sao hợp tác xã mua máy sao chè?", id="reason"),
        pytest.param("Thẻ bạn đọc là gì?", id="definition"),
        pytest.param("Cuộc họp thống nhất những việc gì trong quý III?", id="list"),
    ],
)
def test_what_is_not_one_date_number_name_or_place_leads_no_answer(assistant, question):
    answer = assistant.ask(question)
    assert answer.citations
    assert "**" not in answer.text


def span_at(index, quote, highlight="", certainty=0.0):
    """A span as the reader network gives it: a sentence and the words in it that answer."""
    for document in index.documents:
        start = document.text.find(quote)
        if start >= 0:
            found = start + quote.index(highlight)
            passage = next(p for p in index.passages if p.document_id == document.id)
            return Span(
                Hit(passage, 1.0), start, start + len(quote), quote, 0.9,
                highlight=(found, found + len(highlight)), certainty=certainty,
            )  # fmt: skip
    raise AssertionError(quote)


@pytest.mark.parametrize(
    ("certainty", "lead"),
    [
        (-0.1, "Chủ tịch tỉnh Nguyễn Hữu Thọ"),
        (-2.0, "Chủ tịch tỉnh Nguyễn Hữu Thọ"),
        (-3.0, "Nguyễn Hữu Thọ"),
    ],
    ids=["sure", "likely", "guessed"],
)
def test_words_that_the_network_found_lead_unless_it_guesses_else_those_of_the_kind(
    assistant, restorer, certainty, lead
):
    words = "Chủ tịch tỉnh Nguyễn Hữu Thọ"
    index = assistant.index
    question = understand("Ai cắt băng khánh thành?", restorer=restorer, lexical=index.lexical)
    sentence = (
        "Chủ tịch tỉnh Nguyễn Hữu Thọ cắt băng khánh thành và cảm ơn các hộ dân đã nhường đất."
    )
    span = span_at(index, sentence, words, certainty)
    (quote,) = compose(question, [span], index)
    assert quote.text[slice(*quote.highlight)] == lead
    assert quote.lead == lead


@pytest.mark.parametrize("words", ["486 mét.[3]", "*486* mét", "486\nmét", "«486 mét»"])
def test_words_that_look_like_markers_or_markdown_never_lead(assistant_over, restorer, words):
    index = assistant_over(cau=f"Cầu Bến Ngự\n\nCầu Bến Ngự dài {words} và rộng.").index
    question = understand("Cầu dài bao nhiêu?", restorer=restorer, lexical=index.lexical)
    (quote,) = compose(
        question, [span_at(index, f"Cầu Bến Ngự dài {words} và rộng.", words)], index
    )
    assert quote.text[slice(*quote.highlight)] == words
    assert not quote.leads


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Cầu Bến Ngự dài 486 mét.", "Cầu Bến Ngự dài tổng cộng 486 mét.", True),
        ("Cầu Bến Ngự dài 486 mét.", "Cầu Bến Ngự dài 468 mét.", False),
        ("Cầu Bến Ngự dài 486 mét.", "cau ben ngu dai 486 met", True),
        ("Cầu Bến Ngự dài 486 mét.", "Chợ đêm mở cửa lúc 18 giờ.", False),
    ],
)
def test_sentences_that_differ_in_a_number_do_not_say_the_same(one, other, same):
    assert says_the_same(one, other) is same


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
        ("Có bao nhiêu xã viên dự họp?", "Có 38 xã viên dự họp.", "38 xã viên"),
        ("Cầu tốn bao nhiêu tiền?", "Cầu tốn 215 tỷ đồng của tỉnh.", "215 tỷ đồng"),
        ("Cầu có mấy nhịp?", "Cầu dài một quãng và có mười hai nhịp.", "mười hai nhịp"),
        ("Tỷ lệ là bao nhiêu?", "Tỷ lệ là 95% tổng số.", "95%"),
        ("Chợ mở cửa lúc mấy giờ?", "Chợ mở từ 18 giờ đến 23 giờ.", "từ 18 giờ đến 23 giờ"),
        ("Cầu thông xe ngày nào?", "Năm 2022, cầu thông xe vào mùa xuân.", None),
        ("Khi nào cầu thông xe?", "Năm 2022, cầu thông xe vào mùa xuân.", "2022"),
        ("Cầu thông xe ngày nào?", "Năm 2022 cầu thông xe, đúng ra là ngày 2-1-2023.", "2-1-2023"),
        ("Ai chủ trì ở Hà Nội?", "Bí thư Thành ủy Hà Nội Hoàng Trung Hải chủ trì.",
         "Hoàng Trung Hải"),
        ("Cầu đẹp thế nào?", "Cầu rất đẹp.", "Cầu rất đẹp."),
    ],
)  # fmt: skip
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


TAKEN_UP = {
    "reason": (
        "Tại sao xã Tân Lập hoãn đào ao cá ở thôn Đoài?",
        "Tháng ba, xã Tân Lập hoãn đào ao cá ở thôn Đoài. "
        "Lý do hoãn là đất chưa đo xong. Thôn Đông vẫn họp chợ như thường.",
        ["Lý do hoãn là đất chưa đo xong."],
    ),
    "content": (
        "Quy ước thôn Đoài quy định điều gì?",
        "Quy ước thôn Đoài được lập vào mùa thu, quy định nhiều nội dung. "
        "Bản quy ước này buộc mỗi nhà trồng hai cây xoan. Thôn Đông vẫn họp chợ như thường.",
        [
            "Quy ước thôn Đoài được lập vào mùa thu, quy định nhiều nội dung.",
            "Bản quy ước này buộc mỗi nhà trồng hai cây xoan.",
        ],
    ),
    "a word that begins like one": (
        "Doanh nghiệp Hoa Sen cam kết điều gì?",
        "Doanh nghiệp Hoa Sen ký cam kết vào mùa thu. "
        "Doanh nghiệp này trồng hai nghìn cây xoan. Thôn Đông vẫn họp chợ như thường.",
        [
            "Doanh nghiệp Hoa Sen ký cam kết vào mùa thu.",
            "Doanh nghiệp này trồng hai nghìn cây xoan.",
        ],
    ),
    "another matter": (
        "Quy ước thôn Đoài quy định điều gì?",
        "Quy ước thôn Đoài quy định mỗi nhà trồng hai cây xoan. "
        "Sau đó thôn Đông họp chợ như thường.",
        ["Quy ước thôn Đoài quy định mỗi nhà trồng hai cây xoan."],
    ),
    **{
        f"another matter, {word}": (
            "Quy ước thôn Đoài quy định điều gì?",
            "Quy ước thôn Đoài quy định mỗi nhà trồng hai cây xoan. "
            f"{word} thôn Đông họp chợ như thường.",
            ["Quy ước thôn Đoài quy định mỗi nhà trồng hai cây xoan."],
        )
        for word in ("Trước đó", "Do đó", "Khi đó", "Từ đó", "Lúc này")
    },
    "a day needs no more": (
        "Quy ước thôn Đoài được lập ngày nào?",
        "Quy ước thôn Đoài được lập ngày 4/9/2019. "
        "Bản quy ước này buộc mỗi nhà trồng hai cây xoan.",
        ["Quy ước thôn Đoài được lập ngày 4/9/2019."],
    ),
}


@pytest.mark.parametrize(("question", "paragraph", "quoted"), TAKEN_UP.values(), ids=list(TAKEN_UP))
def test_a_sentence_that_goes_on_with_the_best_one_is_quoted_after_it(
    assistant_over, question, paragraph, quoted
):
    assistant = assistant_over(
        thon=f"Việc thôn\n\n{paragraph}",
        nhac="Đêm nhạc ở nhà văn hóa\n\nĐêm nhạc của thanh niên bắt đầu lúc 19 giờ tối thứ bảy.",
    )
    answer = assistant.ask(question)
    assert [citation.quote for citation in answer.citations] == quoted, answer


@pytest.mark.parametrize(
    ("text", "question", "lead"),
    [
        ("Chợ có diện tích 478 m2.", "Chợ có diện tích bao nhiêu?", "478 m2"),
        ("Tỷ lệ phủ xanh của chợ đạt 95\u00a0%.", "Tỷ lệ phủ xanh của chợ đạt bao nhiêu?", "95 %"),
        (
            "Vụ sập mái chợ làm 3 người chết và 12 người bị thương.",
            "Có bao nhiêu người bị thương trong vụ sập mái chợ?",
            "12 người bị thương",
        ),
        (
            "Chợ đạt 15 giải, trong đó 4 giải nhất.",
            "Chợ đạt bao nhiêu giải nhất?",
            "4 giải nhất",
        ),
        (
            "Tỷ lệ sạp trống của chợ giảm từ 12% xuống 4,5% sau ba năm.",
            "Tỷ lệ sạp trống của chợ giảm còn bao nhiêu phần trăm?",
            "4,5%",
        ),
        (
            "Chợ xuân mở từ ngày 3 đến ngày 15/6/2024.",
            "Chợ xuân mở từ ngày nào?",
            "3 đến ngày 15/6/2024",
        ),
    ],
)
def test_an_answer_begins_with_the_right_words_and_no_more(assistant_over, text, question, lead):
    answer = assistant_over(cho=f"Chợ Gò Me\n\n{text}").ask(question)
    assert answer.text.startswith(f"**{lead}** — "), answer.text


@pytest.mark.parametrize(
    "question", ["nghi quyet 31 ban hanh ngay nao", "Nghị quyết 31 được ban hành khi nào?"]
)
def test_the_date_behind_the_code_of_a_text_is_the_one_it_was_issued_on(assistant_over, question):
    assistant = assistant_over(
        ke_hoach="Kế hoạch hội nhập\n\nBan chỉ đạo phối hợp với các ban, ngành và các cơ quan "
        "liên quan tiến hành tổng kết 5 năm thực hiện Nghị quyết số 31-NQ/TW ngày 12/5/2017 của "
        "Bộ Chính trị về hội nhập, xác định các vấn đề còn tồn tại và báo cáo kết quả.",
        cho="Chợ xuân\n\nChợ xuân mở từ ngày 3 đến ngày 15/6/2024.",
    )
    assert assistant.ask(question).text.startswith("**12/5/2017** — ")


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("Nghỉ 2 giờ 15 phút.", "2 giờ", "2 giờ 15 phút"),
        ("Nghỉ 2 giờ 15 phút.", "15 phút", "2 giờ 15 phút"),
        ("Thu 2 triệu 500 nghìn đồng.", "2 triệu", "2 triệu 500 nghìn đồng"),
        ("Phạt 2 năm 06 tháng tù.", "2 năm", "2 năm 06 tháng"),
        ("Nghỉ 2 giờ, mất 15 phút.", "2 giờ", "2 giờ"),
        ("Nghỉ 2 ngày 3 lần.", "2 ngày", "2 ngày"),
    ],
)
def test_a_measure_is_marked_with_its_smaller_unit(text, words, whole):
    start = text.index(words)
    found = with_smaller_unit(text, (start, start + len(words)))
    assert text[slice(*found)] == whole


def test_the_words_that_the_network_found_are_completed_so(assistant_over, restorer):
    said = "Tuổi nghỉ hưu ở chợ là đủ 60 tuổi 03 tháng."
    assistant = assistant_over(cho=f"Chợ Gò Me\n\n{said}")
    asked = understand(
        "Tuổi nghỉ hưu ở chợ là bao nhiêu?", restorer=restorer, lexical=assistant.index.lexical
    )
    (passage,) = (one for one in assistant.index.passages if said in one.text)
    start = assistant.index.documents[0].text.index(said)
    found = start + said.index("đủ"), start + said.index(" 03")
    span = Span(Hit(passage, 1.0), start, start + len(said), said, 0.9, highlight=found)
    (quote,) = compose(asked, [span], assistant.index)
    assert quote.lead == "đủ 60 tuổi 03 tháng"


POINTING = {
    "a definition": (
        "Komi trong cờ vây là gì?",
        "Quân trắng đi sau nên được cộng 6,5 điểm khi tính kết quả. Điểm cộng đó gọi là komi.",
        [
            "Quân trắng đi sau nên được cộng 6,5 điểm khi tính kết quả.",
            "Điểm cộng đó gọi là komi.",
        ],
    ),
    "the text itself": (
        "Nội quy hồ bơi có hiệu lực thế nào?",
        "Hồ bơi mở cửa cho mọi người. Nội quy này có hiệu lực với mọi người vào hồ bơi.",
        ["Nội quy này có hiệu lực với mọi người vào hồ bơi."],
    ),
    "a day": (
        "Hồ bơi đóng cửa ngày nào?",
        "Hồ bơi mở cửa cho mọi người. Hồ này đóng cửa ngày 5/9/2024.",
        ["Hồ này đóng cửa ngày 5/9/2024."],
    ),
}


@pytest.mark.parametrize(("question", "paragraph", "quoted"), POINTING.values(), ids=POINTING)
def test_a_sentence_that_points_back_is_quoted_behind_the_one_before(
    assistant_over, question, paragraph, quoted
):
    assistant = assistant_over(
        sach=f"Sách hướng dẫn\n\n{paragraph}",
        nhac="Đêm nhạc ở nhà văn hóa\n\nĐêm nhạc của thanh niên bắt đầu lúc 19 giờ tối thứ bảy.",
    )
    answer = assistant.ask(question)
    assert [citation.quote for citation in answer.citations] == quoted, answer


@pytest.mark.parametrize(
    ("question", "article", "share", "read", "count"),
    [
        ("Sổ tạm trú có thời hạn bao lâu?", 9, 0.7, {}, 1),
        ("Sổ tạm trú có thời hạn bao lâu?", 9, 0.9, {}, 2),
        ("Sổ tạm trú có thời hạn bao lâu?", 9, 0.7, {"alone": 0.5}, 2),
        ("Sổ tạm trú có thời hạn bao lâu?", 9, 0.9, {"answerable": -1.5}, 1),
        ("Sổ tạm trú có thời hạn bao lâu?", 8, 0.7, {"answerable": -1.5}, 2),
        ("Gia hạn sổ tạm trú thế nào?", 9, 0.7, {}, 2),
        ("Gia hạn sổ tạm trú thế nào?", 9, 0.7, {"answerable": -1.5}, 1),
    ],
)
def test_of_one_fact_nothing_less_likely_is_quoted_from_another_article(
    assistant_over, restorer, question, article, share, read, count
):
    law = (
        "Luật Lưu trú\n\nĐiều 8. Sổ tạm trú\n\n1. Sổ tạm trú có thời hạn 24 tháng.\n\n"
        "2. Sổ bị mất thì được cấp lại.\n\nĐiều 9. Gia hạn\n\n"
        "1. Đơn xin gia hạn nộp trước 30 ngày.\n"
    )
    assistant = assistant_over(luat=law)
    asked = understand(question, restorer=restorer, lexical=assistant.index.lexical)
    document = assistant.index.documents[0]

    def span(text, score):
        start = document.text.index(text)
        passage = next(
            one for one in assistant.index.passages if one.start <= start and text in one.text
        )
        return Span(Hit(passage, 1.0), start, start + len(text), text, score)

    other = "2. Sổ bị mất thì được cấp lại." if article == 8 else "1. Đơn xin gia hạn nộp trước"
    second = replace(span(other, 0.5 * share), **read)
    spans = [span("1. Sổ tạm trú có thời hạn 24 tháng.", 0.5), second]
    assert len(compose(asked, spans, assistant.index, confidence=0.4)) == count
