"""May this be answered? Identifiers there, kind of answer there, sure enough; else why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Hit
from index.encoder import Encoder
from index.identifiers import Date, codes, dates, is_family_name, ordinals, proper_names
from index.outline import Level, path_at
from index.store import Index
from index.text import canonical, fold, is_spelled_right, syllables
from qa import whynot
from qa.answer import Span
from qa.calibration import FURTHEST, Calibration, log_odds, shipped
from qa.likeness import as_fitted
from qa.question import ENGLISH, AnswerType, Question, says_nothing
from qa.reader import (
    EXPANDED,
    has_type,
    identifier_share,
    missing,
    own_name,
    uncounted,
    weigh,
    words_of,
)
from qa.retrieve import question_vector
from qa.tables import told

# Characters of the sentence that are compared with the question. More takes longer and separates
# the golden questions that are answered from those that are not no better (AUC .874; with 240
# characters .882, with the whole sentence .866).
COMPARED = 160
_CONSIDERED = 40  # spans that may answer
_NEAR = 0.05  # a span may stand in for the best one when it scores at least this share of it

# "Ai được hỗ trợ?", "do ai ban hành": a group or an office answers as well as a person's name.
_GROUPS = re.compile(
    r"(?<!\w)(?:gom (?:\w+ )?ai|ai (?:duoc|bi|phai|khong|quyet dinh|phe duyet|cap|chiu trach nhiem"
    r"|co (?:quyen|tham quyen|trach nhiem))"
    r"|do ai (?:ban hanh|thanh lap|quan ly|dau tu|thi cong|xay dung|thuc hien|to chuc|san xuat"
    r"|cung cap|tai tro)"
    r"|nhung ai (?:duoc|bi|phai|co))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer, from which spans, how surely, and if not, why."""

    spans: tuple[Span, ...]
    """The spans an answer may be made of, best first; empty for an abstention."""
    confidence: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best span; models/reader/weights.json weighs it into a probability.

    Its weights are called "answer", and "answer_read" for spans that the reader network read.
    """

    span: float
    """Log odds that the reader gives the sentence."""
    rival: float
    """The same of the best sentence in another passage."""
    hit: float
    """The fused score of the passage, in standard deviations above its rivals."""
    coverage: float
    """Share of the question's words, by rarity, that the passage or its title says."""
    similarity: float
    """Cosine of the question and the first words of the sentence, less 0.8, in tenths; of whatever
    encoder, on the scale of qa.likeness."""
    identifiers: float = 1.0
    """Share of the question's identifiers that the passage or its title mentions; 1 if none."""
    phrases: float = 0.0
    """Share of the question's words that the same say beside the same neighbour."""
    answerable: float = 0.0
    """Log odds that the passage answers, by the reader network; 0 without it."""
    certainty: float = 0.0
    """Log-probability of the words that answer, by the same."""


def signals_of(
    question: Question, spans: Sequence[Span], *, index: Index, encoder: Encoder
) -> Signals:
    """Count the signals of the first of some spans."""
    best = spans[0]
    passage = best.hit.passage
    others = [span.score for span in spans if span.hit.passage.id != passage.id]
    name = own_name(question, index.document(passage.document_id))
    text = f"{passage.title}\n{name}\n{passage.text}"
    said = {word.folded for word in syllables(text)}
    rarity = {
        term.syllable.folded: index.lexical.rarity(term.syllable.folded)
        for term in question.terms
        if term.trust != EXPANDED
    }
    total = sum(rarity.values())
    unsaid = sum(value for word, value in rarity.items() if word not in said)
    vector = question_vector(question.text, encoder)
    (sentence,) = encoder.encode_passages([canonical(best.text)[:COMPARED]])
    return Signals(
        span=log_odds(best.score),
        rival=log_odds(max(others, default=0.0)),
        hit=best.hit.score,
        coverage=1 - unsaid / total if total else 0.0,
        similarity=10 * (as_fitted(float(sentence @ vector), encoder) - 0.8),
        identifiers=identifier_share(question, text),
        phrases=whynot.said_share(question, text),
        answerable=min(max(best.answerable, -FURTHEST), FURTHEST),
        certainty=max(best.certainty, -FURTHEST),
    )


def confidence_of(
    question: Question,
    spans: Sequence[Span],
    *,
    index: Index,
    encoder: Encoder,
    calibration: Calibration | None = None,
) -> float:
    """Give the share of answers like the first span that are right: a calibrated probability."""
    if not question.is_vietnamese:
        return spans[0].score  # the signals count shared words, and there are none
    name = "answer" if spans[0].highlight is None else "answer_read"
    counted = signals_of(question, spans, index=index, encoder=encoder)
    return (calibration or shipped()).confidence(weigh(name, counted))


def judge(
    question: Question,
    spans: Sequence[Span],
    hits: Sequence[Hit],
    *,
    index: Index,
    encoder: Encoder,
    calibration: Calibration | None = None,
) -> Verdict:
    """Decide whether the spans answer the question.

    The checks go from the surest to the vaguest, and the first that fails gives the reason. The
    calibration says from which confidence on to answer; else the shipped one does.
    """
    calibration = calibration or shipped()
    if not spans:
        return Verdict((), 0.0, "Không tìm thấy đoạn nào trong tài liệu liên quan đến câu hỏi.")
    if not question.is_vietnamese:
        spans = [span for span in spans if _anchored(question, evidence_text(span, hits, index))]
        if not spans:
            return Verdict(
                (),
                0.0,
                "Câu hỏi không phải tiếng Việt và không có tên, số hay ký hiệu nào để đối chiếu "
                "với tài liệu. Hãy hỏi bằng tiếng Việt.",
            )
    absent: dict[str, bool] = {}  # by evidence: many spans share theirs
    named = []
    asked = {word.folded for word in syllables(question.text)}
    office = office_asked(question)
    for span in spans[:_CONSIDERED]:
        if office and not _holds(office, span, evidence_text(span, hits, index), question):
            continue
        if _counts_otherwise(question, span, index) or _ranks_nothing(question, span):
            continue
        if question.names_something:
            evidence = evidence_text(span, hits, index)
            if evidence not in absent:
                absent[evidence] = bool(missing(question, evidence))
            if (
                absent[evidence]
                or _tells_of_another_year(question, span, index)
                or _stands_in_another_article(question, span, index)
                or _speaks_of_another_document(question, span, index)
                or _tells_something_else_of(question, span)
            ):
                continue
        if question.answer_type not in whynot.KINDS and _is_letterhead(span.text):
            continue
        if any(word.folded not in asked for word in words_of(span.text)):
            named.append(span)  # a sentence with no word but the question's answers nothing
    if not named:
        evidence = evidence_text(spans[0], hits, index)
        return Verdict((), 0.0, whynot.not_mentioned(question, evidence, hits))
    typed = [span for span in named if _shows_type(question, span, index)]
    if not typed or typed[0].score < _NEAR * named[0].score:
        evidence = evidence_text(named[0], hits, index)
        return Verdict((), 0.0, whynot.without_kind(question, evidence))
    confidence = confidence_of(
        question, typed, index=index, encoder=encoder, calibration=calibration
    )
    if confidence < calibration.threshold:
        evidence = evidence_text(typed[0], hits, index)
        return Verdict((), confidence, whynot.unsure(question, evidence))
    return Verdict(tuple(typed), confidence)


def _shows_type(question: Question, span: Span, index: Index) -> bool:
    kind = question.answer_type
    if kind is AnswerType.PERSON and _GROUPS.search(fold(question.spelled)):
        return True
    said = told(index.document(span.hit.passage.document_id), span.start, span.end)
    return kind not in whynot.KINDS or has_type(kind, said, question)


def _tells_of_another_year(question: Question, span: Span, index: Index) -> bool:
    """Say whether a sentence dates what it tells, and neither it nor its place as was asked.

    The asked year may stand elsewhere in the document: "Năm 2023 … 150 tỷ" tells nothing of 2022.
    """
    asked = [date for date in question.dates if date.year]
    told = [date for date in dates(span.text) if date.year] if asked else []
    if not told or _agree(asked, told):
        return False
    document = index.document(span.hit.passage.document_id)
    near = [document.title, document.official.issued]
    if paragraph := document.paragraph_at(span.start):
        near += [paragraph.section, document.text[paragraph.start : paragraph.end]]
    return not _agree(asked, dates("\n".join(near)))


def _stands_in_another_article(question: Question, span: Span, index: Index) -> bool:
    """Say whether a question names an article, and a sentence of another one does not."""
    asked = [one for one in question.ordinals if one.noun == "dieu"]
    if not asked:
        return False
    document = index.document(span.hit.passage.document_id)
    articles = {
        unit.number
        for unit in path_at(document, span.start, span.end)
        if unit.level == Level.ARTICLE
    }
    named = [one for one in ordinals(span.text) if any(map(one.matches, asked))]
    return bool(articles) and not named and not articles & {one.number for one in asked}


def _is_letterhead(text: str) -> bool:
    """Say whether a line has a document's number, or place and date, and nothing else."""
    text = unicodedata.normalize("NFC", text)
    places = [(one.start, one.end) for found in (codes(text), dates(text)) for one in found]
    if not places:
        return False
    places += proper_names(text)
    kept = "".join(c for at, c in enumerate(text) if not any(a <= at < b for a, b in places))
    return {word.folded for word in syllables(kept)} <= {"so"}


# "Quyết định này có hiệu lực từ …"; "khu vực này" points to what was said before.
_ITSELF = re.compile(
    r"(?<!\w)(?:quyet dinh|nghi quyet|nghi dinh|thong tu|luat|bo luat|phap lenh|chi thi|quy che"
    r"|quy dinh|noi quy|ke hoach|thong bao|hop dong|van ban) nay(?!\w)"
)


def _speaks_of_another_document(question: Question, span: Span, index: Index) -> bool:
    """Say whether a sentence tells of its own document, and the question names only others."""
    own = codes(index.document(span.hit.passage.document_id).official.name)
    if not question.codes or not own or not _ITSELF.search(fold(span.text)):
        return False
    said = [*own, *codes(span.text)]
    return not any(asked.matches(one) for asked in question.codes for one in said)


def _tells_something_else_of(question: Question, span: Span) -> bool:
    """Say whether a sentence has none of what is asked about a person but his name.

    A date in it is not the one he was born on when it does not say "sinh". Only where what is
    asked for stands in many sentences by chance; "Nguyễn Văn A (1921 – 1990)" needs no word.
    """
    if question.answer_type not in (AnswerType.DATE, AnswerType.NUMBER, AnswerType.PLACE):
        return False
    people = [name for name in question.names if _is_of_a_person(name)]
    if not people:
        return False
    named = {word.folded for name in question.names for word in syllables(name)}
    asked = [
        term.syllable
        for term in question.terms
        if term.trust != EXPANDED and term.syllable.folded not in named | _CALLED_BY
    ]
    asked = [word for word in asked if not says_nothing(word.form)]
    said = {word.folded for word in words_of(span.text)}
    if not asked or any(word.folded in said for word in asked):
        return False
    return not any(re.search(rf"{re.escape(name)} ?\(", span.text) for name in people)


def _is_of_a_person(name: str) -> bool:
    """Say whether a name can be a person's: begun by a family name, or a foreign one.

    >>> [_is_of_a_person(name) for name in ("Trần Văn Bình", "Roosevelt", "Sương Mai", "Pháp")]
    [True, True, False, False]
    """
    first, *others = name.split()
    if not others:
        return not is_spelled_right(first.lower())
    return len(others) > 1 and is_family_name(first)  # "Hà Nội" begins with a family name too


# What a person is called by, and the nouns that ask ("ngày nào").
_CALLED_BY = frozenset(
    "ong ba anh chi co bac dong chi ngay thang nam gio luc hom noi cho tuoi nguoi".split()
)

# Offices that one holds and another does not. Of those that are part of others the longer is meant.
_OFFICES = sorted(
    (
        "tong bi thu|pho bi thu|bi thu|chu tich nuoc|pho chu tich|chu tich|pho thu tuong|thu tuong"
        "|bo truong|thu truong|tong giam doc|pho giam doc|giam doc|pho truong ban|truong ban"
        "|truong phong|truong doan|cuc truong|vu truong|vien truong|hieu truong|hieu pho"
        "|chanh van phong|chanh an|chanh thanh tra|ke toan truong|tong thong|dai su|tong thu ky"
        "|thu quy|to truong|doi truong|chu nhiem|giam sat truong|tu lenh"
    ).split("|"),
    key=len,
    reverse=True,
)
_OFFICE = re.compile(rf"(?<!\w)(?:{'|'.join(_OFFICES)})(?!\w)")
_WHO_HOLDS = r"(?<!\w)ai (?:la|lam|giu chuc)(?: vu)? {0}|(?<!\w){0}(?!\w).* la ai(?!\w)"


def office_asked(question: Question) -> str:
    """Give the office that a question names, folded; empty when it names none, or its holder."""
    if any(map(_is_of_a_person, question.names)):
        return ""
    found = _OFFICE.search(fold(question.text))
    return found[0] if found else ""


def _holds(office: str, span: Span, evidence: str, question: Question) -> bool:
    """Say whether a sentence, or else what may vouch for it, mentions an office.

    Who asks for its holder is told by a sentence that names the office.
    """
    asks = re.search(_WHO_HOLDS.format(office), fold(question.text))
    if asks and question.answer_type is AnswerType.PERSON:
        said = f" {' '.join(word.folded for word in words_of(span.text))} "
        return f" {office} " in said.replace(f" pho {office} ", " ")  # his deputy is another
    return f" {office} " in f" {' '.join(word.folded for word in words_of(evidence))} "


def _counts_otherwise(question: Question, span: Span, index: Index) -> bool:
    """Say whether a sentence has another number where the question has one: "sơ kết 5 năm".

    The words beside it are the same, and no number of the paragraph agrees.
    """
    asked = _counted(question.spelled)
    if not asked:
        return False
    told = _counted(span.text)
    document = index.document(span.hit.passage.document_id)
    paragraph = document.paragraph_at(span.start)
    around = _counted(document.text[paragraph.start : paragraph.end]) if paragraph else told
    near = {(one[1], one[2]) for one in around}
    return any(
        one[1] != other[1]
        and one[2] == other[2]
        and (one[0] == other[0] or one[3] == other[3])
        and (one[1], one[2]) not in near
        for one in asked
        for other in told
    )


def _ranks_nothing(question: Question, span: Span) -> bool:
    """Say whether a question asks for the first or the most, and a passage tells of none."""
    if not _MOST.search(question.spelled.lower()):
        return False
    return not _MOST_OR_ALIKE.search(canonical(span.hit.passage.text).lower())


# "nhất" of a comparison: not "thống nhất", "thứ nhất", "nhất là", "ít nhất 15 ngày".
_MOST = re.compile(
    r"(?<!\w)(?<!thống )(?<!thứ )(?<!hợp )(?<!duy )(?<!lần )(?<!ít )(?<!chậm )(?<!muộn )(?<!sớm )"
    r"nhất"
    r"(?! trí| thiết| là| định| quán| thể)(?!\w)"
)
_MOST_OR_ALIKE = re.compile(
    rf"{_MOST.pattern}|(?:đầu tiên|đứng đầu|hàng đầu|kỷ lục|kỉ lục|trên hết|trước hết|hơn cả|số một"
    r"|nhất là|duy nhất|bậc nhất|nhất nhì|quán quân|vô địch|chủ yếu|tối đa|tối thiểu|ít nhất)"
)


def _counted(text: str) -> set[tuple[str, str, str, str]]:
    """Find the numbers in digits of a text: the word before, the number, the two words after."""
    words = [word.folded for word in words_of(uncounted(text))]
    return {
        (before, number, thing, after)
        for before, number, thing, after in zip(
            words, words[1:], words[2:], words[3:], strict=False
        )
        if number.isdigit() and not before.isdigit() and not thing.isdigit()
    }


def _agree(asked: Sequence[Date], told: Sequence[Date]) -> bool:
    return any(one.matches(other) for one in asked for other in told)


def _anchored(question: Question, text: str) -> bool:
    """Say whether a text shares a word with a question in another language: a name, a number.

    Vectors alone cannot tell an English question that the documents answer from one they do not,
    nor from gibberish. "Hanoi" counts as "Hà Nội".
    """
    said = [word.folded for word in syllables(text)]
    joined = {a + b for a, b in pairwise(said)}
    asked = {
        word.folded
        for word in syllables(question.text)
        if len(word.folded) > 2 or word.folded.isdigit()
    }
    return bool((asked - ENGLISH) & (joined | set(said)))


def evidence_text(span: Span, hits: Sequence[Hit], index: Index) -> str:
    """Give what may vouch for a span: its document's title, its paragraph, its document's hits."""
    document = index.document(span.hit.passage.document_id)
    paragraph = document.paragraph_at(span.start)
    around = [document.text[paragraph.start : paragraph.end]] if paragraph else []
    near = [hit.passage.text for hit in hits if hit.passage.document_id == document.id]
    return "\n".join([document.title, *around, *near])
