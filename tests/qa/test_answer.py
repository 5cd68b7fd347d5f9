"""An answer carries its proofs, and can be written out and read back without losing one."""

import hashlib
import json
from dataclasses import FrozenInstanceError, replace

import pytest

from index.document import Document, Paragraph
from index.errors import CitationError
from qa.answer import Answer, Citation

TEXT = "\ufeffCầu Bến Ngự\r\n\r\nCầu dài 486 mét.\r\nCầu có chín nhịp.\r\n\r\nHết."
LINE = TEXT.index("Cầu dài")
END = TEXT.index("\r\n\r\nHết")
DOCUMENT = Document(
    id="cau.txt",
    title="Cầu Bến Ngự",
    source="cau.txt",
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    text=TEXT,
    paragraphs=(Paragraph(1, 12, "đoạn 1"), Paragraph(LINE, END, "đoạn 2, mục «Cầu»")),
)


@pytest.fixture
def citation():
    start = TEXT.index("Cầu có")
    return Citation.of(DOCUMENT, 1, start, END, highlight=(7, 16))


@pytest.fixture
def answer(citation):
    return Answer(
        question="cau co may nhip?",
        text="Cầu có chín nhịp. [1]",
        citations=(citation,),
        confidence=0.75,
        understood_as="cầu có mấy nhịp?",
        timings=(("understand", 1.5), ("read", 2.25)),
    )


@pytest.fixture
def abstention(citation):
    return Answer(
        question="Ai xây cầu?",
        text="",
        abstained=True,
        reason="Tài liệu không nêu tên người.",
        nearest=(citation,),
        rephrasings=("Cầu có mấy nhịp?", "Cầu dài bao nhiêu mét?"),
    )


# ---------------------------------------------------------------------------------------- citations


def test_a_citation_is_the_files_own_words_with_its_paragraph_around(citation):
    assert citation.quote == "Cầu có chín nhịp." == TEXT[citation.start : citation.end]
    assert citation.paragraph == "Cầu dài 486 mét.\r\nCầu có chín nhịp."
    at = citation.start - citation.paragraph_start
    assert citation.paragraph[at : at + len(citation.quote)] == citation.quote
    assert (citation.source, citation.sha256) == (DOCUMENT.source, DOCUMENT.sha256)
    assert (citation.title, citation.place) == ("Cầu Bến Ngự", "đoạn 2, mục «Cầu»")
    assert citation.quote[slice(*citation.highlight)] == "chín nhịp"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(0, 5, id="byte_order_mark"),
        pytest.param(12, LINE, id="between_paragraphs"),
        pytest.param(5, LINE + 5, id="over_two_paragraphs"),
        pytest.param(LINE, END + 1, id="one_too_many"),
        pytest.param(LINE, LINE, id="nothing"),
        pytest.param(LINE + 5, LINE, id="backwards"),
        pytest.param(-4, -1, id="from_the_end"),
        pytest.param(1000, 1005, id="after_the_end"),
    ],
)
def test_what_is_not_inside_one_paragraph_cannot_be_cited(start, end):
    with pytest.raises(CitationError, match=r"cau\.txt: \[.*\] không nằm trong một đoạn"):
        Citation.of(DOCUMENT, 1, start, end, highlight=(0, 1))


def test_a_citation_is_checked_against_the_files_text(citation):
    citation.check(TEXT)
    for changed in ("x" + TEXT, TEXT.replace("chín", "mười"), TEXT.replace("\r", ""), ""):
        with pytest.raises(CitationError, match=r"\[1\] cau\.txt: câu trích không còn ở vị trí"):
            citation.check(changed)


# ------------------------------------------------------------------------------------------ answers


@pytest.mark.parametrize(
    ("text", "numbers", "grounded"),
    [
        ("Cầu có chín nhịp. [1]", (1,), True),
        ("Một. [1] Hai. [2]", (1, 2), True),
        ("Hai. [2] Một. [1] Lại một. [1]", (1, 2), True),
        ("Cầu có chín nhịp.", (1,), False),
        ("Cầu có chín nhịp. [1]", (), False),
        ("Cầu có chín nhịp. [1]", (1, 2), False),
        ("Cầu có chín nhịp. [1] [3]", (1, 2), False),
        ("", (), False),
    ],
)
def test_an_answer_is_grounded_when_markers_and_citations_are_the_same(
    citation, text, numbers, grounded
):
    citations = tuple(replace(citation, number=number) for number in numbers)
    assert Answer("Hỏi?", text, citations).is_grounded is grounded


def test_an_abstention_is_not_grounded(answer, abstention):
    assert answer.is_grounded
    assert not replace(answer, abstained=True).is_grounded
    assert not abstention.is_grounded


def test_an_answer_cannot_be_changed(answer):
    with pytest.raises(FrozenInstanceError):
        answer.text = "khác"


@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_json_of_an_answer_gives_the_answer_back(answer, abstention, ascii_only):
    for one in (answer, abstention):
        written = json.dumps(one.to_dict(), ensure_ascii=ascii_only)
        assert Answer.from_dict(json.loads(written)) == one


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("question", 5),
        ("text", None),
        ("prompt", {}),
        ("abstained", 1),
        ("confidence", True),
        ("confidence", "0.9"),
        ("citations", {}),
        ("rephrasings", "abc"),
        ("rephrasings", ["Ai ký?", 5]),
        ("timings", {"search": {}}),
        ("timings", [["search", 5.0]]),
    ],
)
def test_a_field_of_another_kind_is_no_answers_of_ours(answer, name, value):
    given = json.loads(json.dumps(answer.to_dict()))
    assert Answer.from_dict(given) == answer
    with pytest.raises(CitationError, match=f"sai kiểu của trường '{name}'"):
        Answer.from_dict({**given, name: value})


@pytest.mark.parametrize("given", [{}, [], "abc", 5, None, {"question": "Ai?"}], ids=str)
def test_what_is_no_answer_at_all_is_refused_in_words(given):
    with pytest.raises(CitationError, match="Không phải câu trả lời do Hỏi Đáp xuất ra"):
        Answer.from_dict(given)


def test_markdown_shows_question_answer_and_quotes(answer):
    assert answer.to_markdown() == (
        "**Hỏi:** cau co may nhip?\n"
        "\n"
        "*Hiểu là: cầu có mấy nhịp?*\n"
        "\n"
        "Cầu có chín nhịp. [1]\n"
        "\n"
        "[1] “Cầu có chín nhịp.” — cau.txt, đoạn 2, mục «Cầu»\n"
    )


def test_markdown_of_an_abstention_shows_why_what_came_nearest_and_what_to_ask(abstention):
    assert abstention.to_markdown() == (
        "**Hỏi:** Ai xây cầu?\n"
        "\n"
        "Tài liệu không nêu tên người.\n"
        "\n"
        "Đoạn gần nhất:\n"
        "\n"
        "[1] “Cầu có chín nhịp.” — cau.txt, đoạn 2, mục «Cầu»\n"
        "\n"
        "Có thể hỏi:\n"
        "\n"
        "- Cầu có mấy nhịp?\n"
        "- Cầu dài bao nhiêu mét?\n"
    )


def test_markdown_says_which_part_of_a_question_has_no_answer(answer):
    partly = replace(answer, reason="Tài liệu không trả lời phần: “ai xây cầu”.")
    said = "Cầu có chín nhịp. [1]\n\n*Tài liệu không trả lời phần: “ai xây cầu”.*\n\n[1] “Cầu có"
    assert said in partly.to_markdown()


def test_markdown_puts_a_quote_on_one_line(citation):
    whole = Citation.of(DOCUMENT, 1, LINE, END, highlight=(0, 3))
    assert (
        "“Cầu dài 486 mét. Cầu có chín nhịp.”" in Answer("Hỏi?", "Đáp. [1]", (whole,)).to_markdown()
    )
