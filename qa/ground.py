"""May this be answered? Identifiers there, kind of answer there, sure enough; else why not."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from index.document import Hit
from index.encoder import Encoder
from index.store import Index
from index.text import canonical, fold, forms_in_a_row, in_a_row, syllables, words_of
from qa import mismatch, whynot
from qa.abbreviations import EXPANDED
from qa.answer import Span
from qa.asking import ASKING, AnswerType, folded_question, says_nothing
from qa.calibration import FURTHEST, Calibration, log_odds, shipped
from qa.claim import Check, Claim, claims_of
from qa.kinds import asks_leave, gives_leave, gives_the_value, has_a_doer, has_type
from qa.leads import forbids
from qa.likeness import as_fitted
from qa.mismatch_names import lacking
from qa.mismatch_subject import is_doubted_twice, is_plain
from qa.question import ENGLISH, Question
from qa.reader import identifier_share, reworded_share, said_of_all, weigh
from qa.replies import replied_to
from qa.retrieve import question_vector
from qa.synonyms import said_otherwise
from qa.tables import told
from qa.thesaurus import looked_for, words_in

# Characters of the sentence that are compared with the question. More takes longer and separates
# the golden questions that are answered from those that are not no better (AUC .874; with 240
# characters .882, with the whole sentence .866).
COMPARED = 160
SHOWN = 3  # hits that a reader sees with a refusal
_CONSIDERED = 40  # spans that may answer
# A sentence that scores less than this is no answer, whatever its rivals: 0.006 was the least
# that a test wanted answered when it was chosen. Below _WEAK it is none beside a much better one.
_LEAST, _WEAK = 0.005, 0.014
# Nor is a weak one in a passage that the network is sure does not answer, by these log odds.
_SURELY_NOT = -3.0
# Nor one of which it is surer still. Of answers to 343 questions about the seeds and about real
# laws, news and an encyclopedia two were such, none of them right.
_MOST_SURELY_NOT, _STILL_WEAK = -4.0, 0.15
# Of an item the network does not know what leads to it: "- Nuôi chó mèo" below "bị cấm".
_ITEM = re.compile(r"\W*(?:[-–—•*+]|\w{1,2}[.)])\s")
_NEAR = 0.05  # a span may stand in for the best one when it scores at least this share of it
_NEARLY = 0.2  # the same where the best one may answer too
_UNKNOWN = -2.0  # log odds below which the network knows of no answer
_BESIDE = 0.1  # the same of its section where the best one is doubted
_DEFINING = 0.5  # the same where it begins with the thing that is to be defined, and "là"

# "Ai được hỗ trợ?", "do ai ban hành": a group or an office answers as well as a person's name.
# "Ai tuyệt đối không được …?" asks the same, and "nội quy coi ai là khách lưu trú?".
_GROUPS = re.compile(
    r"(?<!\w)(?:gom (?:\w+ )?ai|coi (?:nhung )?ai la"
    r"|ai (?:(?:tuyet doi|hoan toan|bat buoc|nhat thiet|chi|van|con|cung|deu|thi) ){0,2}"
    r"(?:duoc|bi|phai|khong)"
    r"|ai (?:cho phep|kiem tra|giam sat|huong dan"
    r"|tiep nhan|giai quyet|quyet dinh|(?:phe |xet |ky )?duyet|cap"
    r"|chiu trach nhiem|co (?:quyen|tham quyen|trach nhiem))"
    r"|do ai (?:duyet|phe duyet|ban hanh|thanh lap|quan ly|dau tu|thi cong|xay dung|thuc hien"
    r"|to chuc|san xuat|cung cap|tai tro)"
    r"|nhung ai (?:duoc|bi|phai|co)"
    # "Phải xin phép ai?", "cần sự đồng ý của ai?"
    r"|phai (?:\w+ ){0,4}ai|can (?:(?:co|xin|duoc|them|su) (?:\w+ ){0,4})?ai)(?!\w)"
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
    reworded: float = 0.0
    """Share of the question's words, by rarity, that the passage says only in other ones."""


def signals_of(
    question: Question, spans: Sequence[Span], *, index: Index, encoder: Encoder
) -> Signals:
    """Count the signals of the first of some spans."""
    best = spans[0]
    passage = best.hit.passage
    others = [span.score for span in spans if span.hit.passage.id != passage.id]
    name = said_of_all(question, index.document(passage.document_id))
    asking = replied_to(index.document(passage.document_id), passage.start)
    text = f"{passage.title}\n{name}\n{asking}\n{passage.text}"
    said = {word.folded for word in syllables(text)} | said_otherwise(question.spelled, text)
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
        reworded=reworded_share(
            rarity,
            said,
            words_in(looked_for(question), forms_in_a_row(f"{passage.title}\n{passage.text}")),
        ),
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
    fitted = (calibration or shipped()).among(len(index.passages))
    confidence = fitted.confidence(weigh(name, counted))
    if name == "answer_read" and _is_none(spans[0]):
        return min(confidence, spans[0].score)  # weak rivals do not make a weak sentence right
    return confidence


def _is_none(span: Span) -> bool:
    """Say whether a sentence is no answer, even where there is no better one."""
    if span.answerable < _MOST_SURELY_NOT and not _ITEM.match(span.text):
        return span.score < _STILL_WEAK
    return span.score < (_WEAK if span.answerable < _SURELY_NOT else _LEAST)


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
    claims = claims_of(question, spans[:_CONSIDERED], hits, index)
    if not question.is_vietnamese:
        claims = [claim for claim in claims if _anchored(question, claim.evidence)]
        if not claims:
            return Verdict(
                (),
                0.0,
                "Câu hỏi không phải tiếng Việt và không có tên, số hay ký hiệu nào để đối chiếu "
                "với tài liệu. Hãy hỏi bằng tiếng Việt.",
            )
    checked = [(claim, mismatch.found(claim)) for claim in claims]
    named = [claim for claim, check in checked if check is None]
    if not named:
        # A sentence that only repeats the question says less of why than the best of the others,
        # and one of something else less than one that has the names asked about.
        telling = [one for one in checked if one[1] is not mismatch.REPEATS] or checked
        claim, check = min(telling, key=lambda one: len(lacking(question, one[0].evidence)))
        assert check is not None
        return Verdict((), 0.0, check.reason(claim, hits))
    typed = [claim for claim in named if _shows_type(claim) or _is_plain(claim)]
    ruled_out = _why_ruled_out(checked, named[0], hits)
    if not typed or typed[0].span.score < _NEAR * named[0].span.score:
        lacking_kind = whynot.without_kind(question, named[0].evidence, hits)
        return Verdict((), 0.0, ruled_out or lacking_kind)
    leave = _giving_leave(question, typed)
    answering = tuple(claim.span for claim in leave)
    confidence = confidence_of(
        question, answering, index=index, encoder=encoder, calibration=calibration
    )
    if _is_left_over(answering[0], spans[0]) or _shares_nothing(leave[0]):
        confidence = min(confidence, answering[0].score)
    if confidence < calibration.threshold:
        nearest = whynot.named_first(question, hits)[:SHOWN]
        shown = "\n".join(f"{hit.passage.title}\n{hit.passage.text}" for hit in nearest)
        unsure = whynot.unsure(question, f"{typed[0].evidence}\n{shown}", hits)
        return Verdict((), confidence, ruled_out or unsure)
    return Verdict(tuple(claim.span for claim in _more_to_the_point(question, leave)), confidence)


def _why_ruled_out(
    checked: Sequence[tuple[Claim, Check | None]], left: Claim, hits: Sequence[Hit]
) -> str:
    """Say that the best sentence is of another subject, where what is left is far from as good."""
    best, check = checked[0]
    if check not in mismatch.OF_ANOTHER or left.span.score >= _NEARLY * best.span.score:
        return ""
    return check.reason(best, hits)


def _is_left_over(span: Span, best: Span) -> bool:
    """Say whether a sentence is the best only because a much better one was ruled out.

    A weak one that answers when nothing is around it is not: beside the other it had no chance. Nor
    a stronger one that the network does not doubt.
    """
    weak = span.score < _WEAK and span.score < _NEAR * best.score and span.alone <= 0
    return weak or (span.score < _NEARLY * best.score and is_doubted_twice(span))


def _shares_nothing(claim: Claim) -> bool:
    """Say whether neither a paragraph nor the network knows anything of what is asked.

    In few passages some sentence is always the best: "Ai thiết kế thẻ bạn đọc?" of the minutes of a
    cooperative, which say who was its secretary.
    """
    span, question = claim.span, claim.question
    if not is_doubted_twice(span) or max(span.answerable, span.alone or span.answerable) > _UNKNOWN:
        return False
    if question.names_something:
        return False  # which it has, else a check would have ruled it out
    text = f"{claim.document.title}\n{claim.section}\n{claim.paragraph}"
    otherwise = words_in(looked_for(question), forms_in_a_row(text))
    return not otherwise and whynot.said_share(question, text) == 0


def _is_plain(claim: Claim) -> bool:
    """Say whether the network leaves no doubt, whatever kind of words is missed.

    It is not asked how long: of "hội nghị sơ kết 5 năm" it is as sure.
    """
    return is_plain(claim.span) and not whynot.asks_how_long(claim.question)


def _giving_leave(question: Question, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Keep those that say what one may or must, where that is asked and one of them comes near."""
    giving = [claim for claim in claims if _gives_leave(claim)] if asks_leave(question) else []
    near = giving and giving[0].span.score >= _NEARLY * claims[0].span.score
    return giving if near else claims


def _gives_leave(claim: Claim) -> bool:
    """Say whether a sentence says what one may, or stands under what says so: "Nghiêm cấm: …"."""
    return gives_leave(claim.said) or forbids(claim.heading) or gives_leave(claim.led_by)


def _more_to_the_point(question: Question, claims: Sequence[Claim]) -> list[Claim]:
    """Put the sentence "X là …" first for "X là gì?", or one that says more than the best one.

    More is all that the best one of its section does, and a word of the question besides:
    "Sinh đôi … nghỉ thêm 01 tháng" and "nghỉ thai sản … 06 tháng": the special word of the question
    tells which one is meant. Only where the network doubts the best one; and what a heading or a
    lead-in has is of all that stands below it.
    """
    best = claims[0]
    if question.answer_type is AnswerType.DEFINITION and not gives_the_value(question, best.said):
        near = [one for one in claims if one.span.score >= _DEFINING * best.span.score]
        if told := next((one for one in near if gives_the_value(question, one.said)), None):
            return [told, *(one for one in claims if one is not told)]
    if not is_doubted_twice(best.span):
        return list(claims)
    place = best.document.id, best.section
    heading = {word.folded for word in words_of(best.section)}
    ours = _words_said(question, best)
    for claim in claims[1:]:
        if claim.span.score < _BESIDE * best.span.score:
            break
        if (claim.document.id, claim.section) != place or claim.said.rstrip().endswith(":"):
            continue
        theirs = _words_said(question, claim)
        if ours < theirs and _is_in_pairs(theirs - ours - heading, question, claim.said):
            return [claim, *(one for one in claims if one is not claim)]
    return list(claims)


def _words_said(question: Question, claim: Claim) -> frozenset[str]:
    """Give the folded words that a question is about and a sentence says, or in other words."""
    asking = _HOW_LONG.sub(" ", ASKING.sub(" ", folded_question(question.spelled)))
    about = {word.folded for word in syllables(asking)}
    asked = {
        term.syllable.folded
        for term in question.terms
        if term.trust != EXPANDED and not says_nothing(term.syllable.form)
    }
    said = {word.folded for word in words_of(claim.said)}
    said |= said_otherwise(question.spelled, claim.said)
    said |= set(words_in(looked_for(question), forms_in_a_row(claim.said)))
    return frozenset(about & asked & said)


_HOW_LONG = re.compile(r"(?<!\w)bao (?:lau|xa)(?!\w)")


def _is_in_pairs(words: Set[str], question: Question, said: str) -> bool:
    """Say whether one of some words is said with its neighbour in a question, or is one of two."""
    row = in_a_row(said)
    asked = [word.folded for word in syllables(question.spelled)]
    return any(
        {a, b} <= words or ({a, b} & words and f" {a} {b} " in row) for a, b in pairwise(asked)
    )


def _shows_type(claim: Claim) -> bool:
    question = claim.question
    kind = question.answer_type
    if kind is AnswerType.PERSON and _GROUPS.search(fold(question.spelled)):
        return True
    said = told(claim.document, claim.span.start, claim.span.end)
    if kind is AnswerType.PERSON and has_a_doer(question, said):
        return True
    return kind not in whynot.KINDS or has_type(kind, said, question)


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
    shared = (asked - ENGLISH) & (joined | set(said))
    # "The Champions League in 2020" shares a year with many a document.
    return any(not word.isdigit() for word in shared) or bool(question.codes and shared)
