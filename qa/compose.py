"""Spans to a short Vietnamese answer: verbatim sentences with [n] markers, no language model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document import Document, Paragraph
from index.identifiers import codes
from index.outline import article_at
from index.store import Index
from index.text import canonical, fold, in_a_row, sentences, syllables, trim
from qa.answer import Citation, Span, one_line, statement
from qa.asking import AnswerType, says_nothing
from qa.claim import CALLED_BY
from qa.enumeration import (
    MOST_ITEMS,
    enumeration,
    introduces,
    leads_into,
    under_heading,
    with_what_stands_above,
)
from qa.highlight import (
    LONG,
    answering_words,
    focus,
    is_dated,
    reconciled,
    whole_words,
    with_smaller_unit,
)
from qa.kinds import asks_leave, gives_leave, has_type
from qa.leads import forbids, leads_to, turns
from qa.offences import clause_that_punishes
from qa.penalties import penalty_of
from qa.question import Question
from qa.reader import is_heading
from qa.table_cells import asked_cell, columns_asked, has_no_one_cell
from qa.table_rows import named_rows
from qa.tables import row_at, table_of

MOST_SENTENCES = 3
ENOUGH = 350  # characters: no further sentence is added past this
_SECOND = 0.6  # a further sentence needs this share of the best one's score
SURE = 0.7  # confidence from which one sentence is enough
_SECOND_UNSURE = 0.4
_SAME = 0.7  # sentences that share this much of their words say the same
LEADS = 0.5  # confidence from which an answer begins with the words themselves
_CERTAIN = math.log(0.5)  # log-probability of those words by the reader network, likewise
_LIKELY = math.log(0.1)  # the same for being highlighted, where they lead nothing
_READ = 12  # spans that may be of the article that is meant
_LEAD = 80  # characters: what is longer is no date, name or number


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a document to be cited, and the words in it that answer (offsets into it)."""

    document: Document
    start: int
    end: int
    highlight: tuple[int, int]
    leads: bool = False
    """Whether the answer begins with the highlighted words."""

    @property
    def place(self) -> tuple[str, int, int]:
        """The file and the offsets in it."""
        return self.document.source, self.start, self.end

    @property
    def text(self) -> str:
        """The quoted words, verbatim."""
        return self.document.text[self.start : self.end]

    @property
    def lead(self) -> str:
        """The words that the answer begins with; empty when it begins with the sentence."""
        return self.text[slice(*self.highlight)] if self.leads else ""


def compose(
    question: Question, spans: Sequence[Span], index: Index, confidence: float = 1.0
) -> list[Quote]:
    """Choose what to quote from the spans that answer, best first: one to three sentences.

    A list question gets the whole list when the best sentence introduces or belongs to one. When
    it is not sure that the best sentence answers, the runner-up is quoted too, from wherever.
    """
    best = spans[0]
    document = index.document(best.hit.passage.document_id)
    rows = named_rows(question, document, best.start)
    if len(rows) > 1:  # "lớp 10A học toán thứ mấy?": every lesson of the kind answers
        places = [(row.start, row.end) for row in rows]
        return [_quote(question, document, start, end) for start, end in places[:MOST_ITEMS]]
    if question.wants_list:
        for span in spans[:MOST_SENTENCES]:
            whole = index.document(span.hit.passage.document_id)
            items = enumeration(whole, span.start) if span.score >= 0.5 * best.score else []
            if items and _is_asked_of_one(question, whole, items, span):
                return [_quote(question, whole, span.start, span.end, span=span)]
            if items and not _are_of_a_form(question, whole, items):
                return [_quote(question, whole, start, end) for start, end in items]
    if two := _forbidden_by_lead(question, best, document):
        return [_quote(question, document, start, end) for start, end in two]
    starts = [one.start for one in spans[:_READ] if one.hit.passage.document_id == document.id]
    if places := clause_that_punishes(question.spelled, starts, document):
        return [_quote(question, document, start, end) for start, end in places]
    if of_the_act := penalty_of(question, spans, index):
        where, two = of_the_act
        return [_quote(question, where, start, end) for start, end in two]
    if items := _asked_as_whole(question, best, document):
        return [_quote(question, document, start, end) for start, end in items]
    if is_heading(best.text) or best.text.rstrip().endswith(":"):
        places = under_heading(document, best.start)
        if len(places) > 1:
            return [_quote(question, document, start, end) for start, end in places]
    quotes = [
        _quote(
            question,
            index.document(span.hit.passage.document_id),
            span.start,
            span.end,
            span=span,
        )
        for span in _chosen(question, spans, index, confidence)
    ]
    if other := _counterpart(question, spans, index):
        place = index.document(other.hit.passage.document_id), other.start, other.end
        return [quotes[0], _quote(question, *place)]
    if reason := _reason_before(question, best, document):
        quotes = [_quote(question, document, *reason), quotes[0]]
    lead = _lead_shown(question, quotes[0])
    is_turned = lead is not None and turns(document.text[slice(*lead)])
    if not is_turned and _is_lead(question, best, quotes[0], confidence):
        quotes[0] = replace(quotes[0], leads=True)
        return [one for quote in quotes for one in _with_both_pages(quote)]
    if pointed_at := _pointed_at(question, best, document):
        before = _quote(question, document, *pointed_at)
        quotes = [before, *(quote for quote in quotes if not covers(before, quote))]
    if confidence >= SURE:
        quotes.sort(key=lambda quote: quote.start)
    quotes = _with_leads(question, quotes)
    return [one for quote in quotes for one in _with_both_pages(quote)]


def _with_leads(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Put what leads to a point before it, where the point needs it; once for several points."""
    led: list[Quote] = []
    for quote in quotes:
        lead = _lead_shown(question, quote)
        if lead and not any(_overlaps(quote.document, lead, one) for one in (*led, *quotes)):
            led.append(_quote(question, quote.document, *lead))
        led.append(quote)
    return led


def _overlaps(document: Document, place: tuple[int, int], quote: Quote) -> bool:
    return quote.document.id == document.id and quote.start < place[1] and place[0] < quote.end


def _lead_shown(question: Question, quote: Quote) -> tuple[int, int] | None:
    """Give the line or heading without which a point says the contrary, or not what is asked.

    "2. Người chưa đủ 18 tuổi uống rượu, bia." is forbidden, which its article's heading says. "g)
    Đang được đào tạo trình độ đại học" is a case of what the line above says. A date or a number
    needs no line that only says again what is asked.
    """
    document = quote.document
    leads = leads_to(document, quote.start)
    lines = [line for line in leads.lines if line[1] <= quote.start]
    turned = [line for line in lines if turns(document.text[slice(*line)])]
    if turned:
        return turned[-1]
    heading = leads.heading
    is_under = heading is not None and heading[1] <= quote.start
    if heading and is_under and forbids(document.text[slice(*heading)]):
        return None if forbids(quote.text) else heading
    if not lines or question.answer_type in _LED:
        return None
    asked = {
        term.syllable.folded for term in question.terms if not says_nothing(term.syllable.form)
    }
    return (
        lines[-1] if asked & _words(document.text[slice(*lines[-1])]) - _words(quote.text) else None
    )


def _with_both_pages(quote: Quote) -> list[Quote]:
    """Give a quote with the rest of its sentence before or behind what stands between two pages.

    No paragraph reaches over a page number that was dropped, and some sentences do.
    """
    document = quote.document
    paragraphs = document.paragraphs
    at = document.paragraph_begun(quote.start)
    if at < 0 or paragraphs[at].end <= quote.start:
        return [quote]
    own = paragraphs[at]
    parts = [quote]
    if quote.start == own.start and at > 0 and _runs_on(document, paragraphs[at - 1], own):
        start, end = sentences(document.text, paragraphs[at - 1].start, paragraphs[at - 1].end)[-1]
        parts.insert(0, Quote(document, start, end, (0, end - start)))
    if quote.end == own.end and _runs_on(document, own, *paragraphs[at + 1 : at + 2]):
        start, end = sentences(document.text, paragraphs[at + 1].start, paragraphs[at + 1].end)[0]
        parts.append(Quote(document, start, end, (0, end - start)))
    return parts


def _runs_on(document: Document, above: Paragraph, below: Paragraph | None = None) -> bool:
    """Say whether a sentence runs from one paragraph to the next, over lines that were dropped."""
    if below is None or not document.text[below.start].islower():
        return False
    if _POINT.match(document.text, below.start):
        return False
    is_cut = document.text[above.end - 1] not in '.;:!?…|”"'
    return is_cut and bool(document.text[above.end : below.start].strip())


_POINT = re.compile(r"\w{1,2}[.)]")  # "a) …" does not go on with the line above


def _is_asked_of_one(
    question: Question, document: Document, items: Sequence[tuple[int, int]], span: Span
) -> bool:
    """Say whether one item of a list answers, for it alone has the name, or is itself such a list.

    "2. Bà Hoa hỏi ai giữ chìa khóa" to "Bà Hoa hỏi gì?". "a) không kinh doanh karaoke, cầm đồ hoặc
    chứa hàng dễ cháy" to "Không được chứa những gì?": it says most of what the lead does not, and
    none of the others says half as much.
    """
    at = next((i for i, (start, end) in enumerate(items) if start <= span.start < end), -1)
    lead = leads_into(document, items)
    told = [document.text[start:end] for start, end in items]
    if at < 0 or told[at] == lead:
        return False
    others = in_a_row("\n".join([document.title, lead, *told[:at], *told[at + 1 :]]))
    called = [match for match in _CALLED.findall(question.spelled) if match.split()[1][0].isupper()]
    named = [*question.names, *called]
    if any(one in in_a_row(told[at]) and one not in others for one in map(in_a_row, named)):
        return True
    if not _LISTS.search(span.text.lower()):
        return False
    asked = {
        term.syllable.folded for term in question.terms if not says_nothing(term.syllable.form)
    }
    asked -= _words(lead)
    said = [asked & _words(text) for text in told]
    most = max((len(one) for i, one in enumerate(said) if i != at), default=0)
    return len(said[at]) > 1 and 2 * len(said[at]) >= len(asked) and 2 * most <= len(said[at])


def _are_of_a_form(
    question: Question, document: Document, items: Sequence[tuple[int, int]]
) -> bool:
    """Say whether numbered lines are a form's, and one of them is labelled with what is asked for.

    "3. Bên mời thầu: …", "5. Thiết bị phải có: …" to "những thiết bị nào": each line is of another
    thing. Under "Nhiệm vụ", "1. Về kinh tế: …" is one of those that "những nhiệm vụ nào" asks for.
    """
    asked = _WHICH_ONES.search(canonical(question.spelled).lower())
    if asked is None or introduces(document.text[slice(*items[0])]):
        return False
    fields = [found for item in items if (found := _FIELD.match(document.text[slice(*item)]))]
    named = [field for field in fields if _words(asked[1]) <= _words(field["label"])]
    return 2 * len(fields) > len(items) and len(named) == 1


_WHICH_ONES = re.compile(r"(?<!\w)(?:những|các) ((?:\w+ ){1,3})(?:nào|gì)(?!\w)")
_FIELD = re.compile(r"\W*\d{1,2}[.)] *(?P<label>[^:;,.()]{2,40}): *\S")
_CALLED = re.compile(r"(?<!\w)(?i:ông|bà|anh|chị|cô|chú|bác|em) \w+")
_LISTS = re.compile(r"\w, (?:\S+ )*\S+|(?<!\w)(?:hoặc|hay|và|cùng)(?!\w)")


def _forbidden_by_lead(question: Question, span: Span, document: Document) -> list[tuple[int, int]]:
    """Give an item with what leads into it, where only that says whether one may.

    "- Mang thú nuôi vào phòng đọc" alone would seem to allow it.
    """
    asks = asks_leave(question) or _MAY_ONE.search(canonical(question.spelled).lower())
    if not asks:
        return []
    heading = leads_to(document, span.start).heading
    if heading and heading[1] <= span.start and forbids(document.text[slice(*heading)]):
        return [] if forbids(span.text) else [heading, (span.start, span.end)]
    if gives_leave(span.text):
        return []
    two = with_what_stands_above(document, span.start)
    lead = document.text[slice(*two[0])] if two else ""
    return two if gives_leave(lead) and (is_heading(lead) or lead.rstrip().endswith(":")) else []


_MAY_ONE = re.compile(r"(?<!\w)(?:có|được|cho) .*(?<!\w)(?:không|chưa)\W*$")


_WHOLE = {AnswerType.MANNER, AnswerType.DEFINITION, AnswerType.OTHER}


def _asked_as_whole(question: Question, span: Span, document: Document) -> list[tuple[int, int]]:
    """Give the list a sentence is an item of, if the question is about what the list is of.

    "Cách mồi nước lần đầu?" has the words of the heading, not of the first step beneath it.
    """
    items = enumeration(document, span.start) if question.answer_type in _WHOLE else []
    paragraph = document.paragraph_at(span.start)
    if len(items) < 2 or paragraph is None:
        return []
    asked = {term.syllable.folded for term in question.terms}
    start, end = items[0]
    introduced = document.text[start:end].rstrip().endswith(":")
    lead = document.text[start:end] if introduced else paragraph.section
    said = [asked & {word.folded for word in syllables(text)} for text in (lead, span.text)]
    # Half of the question, for a heading that has one word more of it than the item says little.
    return items if 2 * len(said[0]) >= len(asked) and said[0] > said[1] & said[0] else []


_LONGER = {AnswerType.MANNER, AnswerType.REASON, AnswerType.OTHER}


def _chosen(
    question: Question, spans: Sequence[Span], index: Index, confidence: float
) -> list[Span]:
    """Choose the best span and those that add to it, of several that say the same the best."""
    best = spans[0]
    chosen = [best]
    wanted = MOST_SENTENCES if question.wants_list or question.answer_type in _LONGER else 1
    unsure = confidence < SURE
    wanted = max(wanted, 2) if unsure else wanted
    for span in spans[1:12]:
        if (
            len(chosen) >= wanted
            or span.score < (_SECOND_UNSURE if unsure else _SECOND) * best.score
        ):
            break
        if sum(len(one.text) for one in chosen) + len(span.text) > (2 if unsure else 1) * ENOUGH:
            break
        near = span.hit.passage.document_id == best.hit.passage.document_id
        if _is_weaker_elsewhere(question, span, best, index):
            break  # and those behind it are weaker still
        if (near or unsure) and not any(says_the_same(span.text, one.text) for one in chosen):
            chosen.append(span)
    taken_up = _taken_up(question, spans, index)
    if taken_up and taken_up not in chosen:
        chosen = [best, taken_up, *chosen[1 : MOST_SENTENCES - 1]]
    return chosen


def _is_weaker_elsewhere(question: Question, span: Span, best: Span, index: Index) -> bool:
    """Say whether a sentence of another article or text tells what is asked less well.

    Beside the rule that answers, one on something near it only makes the reader doubt. How and why
    may be told by several: of those only what the network is clearly less sure of is left out. What
    it says to answer by itself may be the right one of two.
    """
    if question.wants_list or _article(span, index) == _article(best, index):
        return False
    is_one_fact = question.answer_type not in _SEVERAL
    is_less_likely = span.alone <= 0 and span.score < _AS_LIKELY * best.score
    return (is_one_fact and is_less_likely) or span.answerable < best.answerable - _LESS_SURE


_SEVERAL = {AnswerType.MANNER, AnswerType.REASON}
_AS_LIKELY = 0.8  # share of the best score that a sentence from elsewhere needs
# Log odds below those of the best one's passage: on 382 questions those right were less than 1.1
# below, those beside the point from 1.4 on.
_LESS_SURE = 1.25


def _article(span: Span, index: Index) -> tuple[str, int]:
    """Give the document of a sentence, and the article of it, 0 where there is none."""
    document = index.document(span.hit.passage.document_id)
    article = article_at(document, span.start, span.end)
    return document.id, article.start if article else 0


def _counterpart(question: Question, spans: Sequence[Span], index: Index) -> Span | None:
    """Give the sentence that says of the other thing or time what the best one says of its own.

    "Trước đây và bây giờ khác nhau ra sao?" wants two numbers, and may find them in two texts.
    """
    best = spans[0]
    if not _COMPARES.search(fold(question.spelled)) or _TELLS_BOTH.search(fold(best.text)):
        return None
    said, own = _words(best.text), _numbers(best.text)
    names = [fold(name) for name in question.names if fold(name) in fold(best.text)]
    alike = [
        (len(said & _words(span.text)) / min(len(said), len(_words(span.text))), -at, span)
        for at, span in enumerate(spans[1:], start=1)
        if len(_words(span.text)) > 3
        and bool(own) == bool(_numbers(span.text) - own)
        and all(name in fold(span.text) for name in names)
    ]
    share, _, other = max(alike, default=(0.0, 0, best), key=lambda one: one[:2])
    return other if share >= _ALIKE else None


_ALIKE = 0.4  # share of its words that a sentence has of the one it is compared with
_COMPARES = re.compile(
    r"(?<!\w)(?:so (?:sanh|giup|voi)|(?:khac|giong) nhau|khac (?:gi|the nao|ra sao)|chenh(?: lech)?"
    r"|thay doi (?:gi|the nao|ra sao|nhu the nao))(?!\w)"
)
_TELLS_BOTH = re.compile(
    r"(?<!\w)(?:so voi|thay (?:cho|vi)|tu (?:\S+ ){1,5}(?:len|xuong|con|sang))(?!\w)"
)


def _words(text: str) -> set[str]:
    return {word.folded for word in syllables(text)}


def _numbers(text: str) -> set[str]:
    return {word for word in _words(text) if word[0].isdigit() and len(word) > 1}


def _reason_before(question: Question, span: Span, document: Document) -> tuple[int, int] | None:
    """Give the sentence before one that begins "Do vậy, …", when it is asked why."""
    if question.answer_type is not AnswerType.REASON or not _HENCE.match(span.text.lower()):
        return None
    return _sentence_before(span, document)


_HENCE = re.compile(
    r"\W*(?:do vậy|vì vậy|vì thế|do đó|bởi vậy|bởi thế|vì lẽ đó|nhờ vậy|nhờ đó|chính vì vậy"
    r"|chính vì thế)(?!\w)"
)


def _sentence_before(span: Span, document: Document) -> tuple[int, int] | None:
    paragraph = document.paragraph_at(span.start)
    places = sentences(document.text, paragraph.start, span.start) if paragraph else []
    return places[-1] if places else None


def _pointed_at(question: Question, span: Span, document: Document) -> tuple[int, int] | None:
    """Give the sentence before one that begins with what points back to it.

    "Điểm cộng đó gọi là komi" tells nothing without the sentence that has the points; unless the
    question says itself all that the sentence before does.
    """
    said = canonical(span.text)
    # "Họ Nguyễn" is a name.
    if not said.split()[1:2] or not said.split()[1].islower():
        return None
    if not _POINTS_BACK.match(said.lower()):
        return None
    before = _sentence_before(span, document)
    if before is None or before[1] - before[0] + len(span.text) > 1.5 * ENOUGH:
        return None
    asked = {word.folded for word in syllables(question.spelled)}
    told = [word.folded for word in syllables(document.text[slice(*before)])]
    return before if any(word not in asked for word in told) else None


# A text that speaks of itself, "Luật này", points back to nothing; "sau đó" goes on with another
# thing, and "Cuối năm đó" only says when.
_POINTS_BACK = re.compile(
    r"\W*(?:(?:đó|đây)(?: chính| cũng)? là|điều (?:này|đó|ấy)"
    r"|(?:họ|nó|chúng)(?! (?:và tên|tên|ta|tôi|hàng|nội|ngoại)(?!\w))"
    r"|(?!(?:sau|trước|ngay|lúc|khi|do|từ|trong|theo|bên|cùng|kể|vì|bởi|nhờ|tiếp|ngoài|trên|đến|hồi"
    r"|tại|ở|với|vào|đầu|giữa|cuối|năm|ngày|tháng|tuần|hôm|đồng|song|hiện|tất cả|cho)(?!\w))"
    r"(?!(?:\w+ )?(?:luật|nghị định|nghị quyết|thông tư|chỉ thị|quyết định|quy chế|quy định"
    r"|quy chuẩn|nội quy|kế hoạch|hợp đồng|văn bản|khoản|điểm|mục|chương|thông báo|biên bản) này)"
    r"(?:\w+ ){1,3}(?:này|đó|ấy))(?!\w)"
)


def _taken_up(question: Question, spans: Sequence[Span], index: Index) -> Span | None:
    """Give the sentence after the best one if that goes on with what the best one says.

    "Roosevelt từ chối họp bàn với Hoover. Lý do từ chối của ông là …": the first has the words of
    the question, and the second answers it.
    """
    best = spans[0]
    if question.answer_type not in _LONGER:
        return None
    document = index.document(best.hit.passage.document_id)
    paragraph = document.paragraph_at(best.start)
    for span in spans[1:]:
        if (
            span.hit.passage.document_id == document.id
            and best.end <= span.start
            and not document.text[best.end : span.start].strip()
            and paragraph == document.paragraph_at(span.start)
        ):
            short = len(best.text) + len(span.text) <= 1.5 * ENOUGH
            return span if short and _TAKES_UP.match(canonical(span.text).lower()) else None
    return None


# "Những quy định này …", "Trong đó …", "Họ cho rằng …"; but "sau đó" goes on with another thing.
_TAKES_UP = re.compile(
    r"\W*(?:(?:họ|nó|lý do|lí do|nguyên nhân|đây (?:là|cũng))"
    r"|(?!(?:sau|trước|ngay|lúc|khi|do|từ)(?!\w))(?:\w+ ){1,5}(?:này|đó|ấy))(?!\w)"
)


def says_the_same(one: str, other: str) -> bool:
    """Say whether two sentences have nearly the same words, and no number of their own each.

    >>> says_the_same("Cầu Bến Ngự dài 486 mét.", "Cầu Bến Ngự dài 468 mét.")
    False
    """
    left = {word.folded for word in syllables(one)}
    right = {word.folded for word in syllables(other)}
    numbers = [{word for word in words if word[0].isdigit()} for words in (left, right)]
    if numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return False
    return len(left & right) >= _SAME * max(1, min(len(left), len(right)))


def _is_lead(question: Question, span: Span, quote: Quote, confidence: float) -> bool:
    """Say whether an answer may begin with the highlighted words: short, of the kind asked, sure.

    The date behind the code of the text whose date is asked is sure without a confidence.
    What a reader would take for a marker or for Markdown never leads.
    """
    words = quote.text[slice(*quote.highlight)]
    kind = question.answer_type
    if kind not in _LED or question.wants_list or not 0 < len(words) < min(_LEAD, len(quote.text)):
        return False
    if re.search(r"[\[\]*_`«»\n]", words):
        return False
    if _is_asked_about(question, words) or _is_below_a_ban(question, quote.text, words):
        return False
    if _dates_what_is_named(question, quote):
        return True
    if confidence < LEADS:
        return False
    is_sure = span.highlight is not None and span.certainty >= _CERTAIN
    return is_sure or has_type(kind, _with_column(quote, words), question)


def _is_below_a_ban(question: Question, text: str, words: str) -> bool:
    """Say whether words are for whom it is forbidden, and it is asked for whom it is not.

    "Không bán rượu cho người chưa đủ 18 tuổi" to "Bao nhiêu tuổi thì được mua rượu?".
    """
    asked = canonical(question.spelled).lower()
    below = _BELOW.match(canonical(words).lower())
    return bool(below and _BANS.search(canonical(text).lower()) and not _BANS.search(asked))


_BELOW = re.compile(r"(?:chưa đủ|chưa đến|dưới) \d")
_BANS = re.compile(r"(?<!\w)(?:không|cấm)(?!\w)")


def _dates_what_is_named(question: Question, quote: Quote) -> bool:
    """Say whether it is asked when a text was issued, and its date stands behind its code."""
    asked = question.codes[0] if question.codes else None
    if asked is None or asked.start > 0:
        return False
    if not _WHEN_ISSUED.match(canonical(question.spelled[asked.end :]).lower()):
        return False
    start, _ = quote.highlight
    behind = [code for code in codes(quote.text) if code.end <= start]
    return any(asked.matches(code) and is_dated(code, start, quote.text) for code in behind[-1:])


_WHEN_ISSUED = re.compile(
    r"\W*(?:(?:được|do|của) [^?]*?)?(?:ban hành|ký)(?: ban hành)?(?: vào| từ)?"
    r" (?:ngày|hôm|khi|lúc|bao giờ|năm)(?!\w)"
)


def _with_column(quote: Quote, words: str) -> str:
    """Give words with the name of their column, where they are a cell: "Giá (đồng): 1.200.000"."""
    row = row_at(quote.document, quote.start)
    at = quote.start + quote.highlight[0]
    cell = next((one for one in row.cells if one.start == at), None) if row else None
    return f"{cell.label}: {words}" if cell and cell.value == words else words


def _is_asked_about(question: Question, words: str) -> bool:
    """Say whether words are what the question is about; of several things one may be chosen."""
    asked = fold(question.spelled)
    new = {word.folded for word in syllables(words)} - {word.folded for word in syllables(asked)}
    return new <= CALLED_BY and not _CHOOSES.search(asked)


_CHOOSES = re.compile(r"(?<!\w)(?:hay|hoac|va|voi|hai|giua|trong (?:so|cac|nhung))(?!\w)")


_LED = {AnswerType.DATE, AnswerType.NUMBER, AnswerType.PERSON, AnswerType.PLACE}


def covers(quoted: Quote, quote: Quote) -> bool:
    """Say whether an answer that has one quote need not have another: the same words, same lead."""
    return quoted.place == quote.place and (not quote.leads or quoted.highlight == quote.highlight)


def write(parts: Sequence[Sequence[Quote]]) -> tuple[str, tuple[Citation, ...]]:
    """Write the quotes for each part of a question as an answer: a line a part, each cited.

    Long lists, and words that lead their sentence, have lines of their own.

    Raises:
        CitationError: a document does not prove a quote of it.
    """
    lines: list[str] = []
    citations: list[Citation] = []
    for quotes in parts:
        statements = []
        for quote in quotes:
            citation = Citation.of(
                quote.document, len(citations) + 1, quote.start, quote.end, quote.highlight
            )
            citation.check(quote.document.text)
            citations.append(citation)
            statements.append(
                statement(
                    citation.told, citation.number, lead=quote.lead, is_cut=_is_cut_out(citation)
                )
            )
        several = len(quotes) > MOST_SENTENCES or any(quote.leads for quote in quotes)
        lines.append(("\n" if several else " ").join(statements))
    return "\n".join(lines), tuple(citations)


def _is_cut_out(citation: Citation) -> bool:
    """Say whether a quote begins in the middle of a sentence."""
    offset = citation.start - citation.paragraph_start
    before = citation.paragraph[:offset].rstrip(" \t")
    # At the start of a line nothing was cut off, whatever stands there: "a) …", "- …", "| …".
    inside = bool(before) and before[-1] not in '.!?:…”"|\n\r'
    return inside and one_line(citation.quote)[:1].islower()


def _quote(
    question: Question,
    document: Document,
    start: int,
    end: int,
    *,
    span: Span | None = None,
) -> Quote:
    """Quote a sentence: inside its paragraph, not too long, with the words that answer marked."""
    if question.wants_list:
        start, end = _whole_sentence(document, start, end)
    start, end = _paragraph_part(document, start, end)
    highlight = _highlight(question, document, start, end, span)
    if end - start > LONG and not question.wants_list:
        left, right = focus(question, document.text[start:end], highlight)
        start, end = start + left, start + right
        highlight = _highlight(question, document, start, end, span)
    return Quote(document, start, end, highlight)


def _whole_sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """Give the sentence that a stretch is part of: a passage may end inside a very long one."""
    paragraph = document.paragraph_at(start)
    places = sentences(document.text, paragraph.start, paragraph.end) if paragraph else []
    return next(((a, b) for a, b in places if a <= start and end <= b), (start, end))


def _highlight(
    question: Question, document: Document, start: int, end: int, span: Span | None
) -> tuple[int, int]:
    """Give the words of a quote that answer, a measure in two units whole."""
    place = _answering(question, document, start, end, span)
    return with_smaller_unit(document.text[start:end], place)


def _answering(
    question: Question, document: Document, start: int, end: int, span: Span | None
) -> tuple[int, int]:
    """Give the words that the network found, if the quote has them; else those of the kind asked.

    Rules that know dates and numbers are heard before a network that only thinks so.
    """
    text = document.text[start:end]
    found = _found(span) if span else None
    if row := row_at(document, start):
        columns = columns_asked(question, row, table_of(document, row))
        if has_no_one_cell(question, row, columns):
            return 0, len(text)
        read = next((one for one in row.cells if found and one.start <= found[0] < one.end), None)
        is_sure = span is not None and span.certainty >= _CERTAIN
        cell = asked_cell(question, row, columns, read if is_sure else None) or read
        if cell is not None and start <= cell.start and cell.end <= end:
            return cell.start - start, cell.end - start
    if span and found is not None and start <= found[0] < found[1] <= end:
        own = answering_words(question, text) if question.answer_type in _RULED else (0, len(text))
        if span.certainty >= _CERTAIN or own == (0, len(text)):
            place = reconciled(question, text, (found[0] - start, found[1] - start))
            return place if place == (0, len(text)) else whole_words(text, place)
        return own
    return answering_words(question, text)


_RULED = {AnswerType.DATE, AnswerType.NUMBER}


def _found(span: Span) -> tuple[int, int] | None:
    """Give the words that the network found, unless it guesses."""
    return span.highlight if span.certainty >= _LIKELY else None


def answering_place(question: Question, span: Span, document: Document) -> tuple[int, int]:
    """Give where the words of a span stand that answer, as offsets into the document."""
    left, right = _highlight(question, document, span.start, span.end, span)
    return span.start + left, span.start + right


def _paragraph_part(document: Document, start: int, end: int) -> tuple[int, int]:
    """Keep the stretch inside the paragraph where it starts: a citation is of one paragraph."""
    paragraph = document.paragraph_at(start)
    return trim(document.text, start, min(end, paragraph.end)) if paragraph else (start, end)
