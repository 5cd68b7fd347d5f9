"""Checks of which one is told: the opposite, another number, rate or time, another value."""

from __future__ import annotations

import re

from index.text import canonical, fold, in_a_row, words_of
from qa.asking import AnswerType, says_nothing
from qa.causes import tells_only_the_effect
from qa.claim import Claim
from qa.former import tells_only_what_was
from qa.kinds import asks_for_a_sum, has_money
from qa.numbering import tells_of_another_number
from qa.opposites import tells_only_the_opposite
from qa.rates import is_by_another_unit
from qa.synonyms import otherwise
from qa.tables import row_at


def is_of_the_opposite(claim: Claim) -> bool:
    """Say whether a sentence tells only of the opposite: the suburbs for the inner city."""
    return tells_only_the_opposite(claim.question, claim.said, claim.section)


def tells_the_effect(claim: Claim) -> bool:
    """Say whether it is asked why, and a sentence tells only what comes of it."""
    asks_why = claim.question.answer_type is AnswerType.REASON
    return asks_why and tells_only_the_effect(claim.question, claim.said)


def numbers_another(claim: Claim) -> bool:
    """Say whether a sentence is of another one of what is numbered: line 5 for line 7."""
    return tells_of_another_number(claim.question, claim.said, claim.section)


def is_priced_by_another_unit(claim: Claim) -> bool:
    """Say whether a sentence has a price by another unit than the one asked for."""
    return is_by_another_unit(claim.question.spelled, claim.said, claim.section)


def tells_the_former_state(claim: Claim) -> bool:
    """Say whether it is asked how things are now, and a sentence tells only how they were."""
    return tells_only_what_was(claim.question, claim.said, claim.evidence)


def has_no_sum(claim: Claim) -> bool:
    """Say whether money is asked for, and a sentence has no sum, nor says that it is free."""
    question = claim.question
    return (
        question.answer_type is AnswerType.NUMBER
        and asks_for_a_sum(question)
        and not has_money(question, claim.said)
        and not _BY_MEASURE.search(canonical(claim.said).lower())
    )


# "hoàn trả toàn bộ", "đền gấp đôi giá bìa".
_BY_MEASURE = re.compile(
    r"(?<!\w)(?:toàn bộ|gấp (?:đôi|ba|\d+)|một nửa|nửa|(?:bằng|theo) (?:đúng |đơn )?giá"
    r"|lần giá)(?!\w)"
)


def is_the_value_of_another(claim: Claim) -> bool:
    """Say whether a line "Label: value" or a row is of another thing than what is asked for.

    "Lợi nhuận của Công ty: 8.965" to "Doanh thu của Công ty là bao nhiêu?". What stands above a
    line, and its document's title, may name what is asked for.
    """
    asked = _asked_for(claim)
    if not asked or claim.question.answer_type is not AnswerType.NUMBER:
        return False
    row = row_at(claim.document, claim.span.start)
    line = _LABEL.match(claim.said)
    if row is None and line is None and not _IS_SAID.match(claim.said):
        return False
    around = f"{claim.said}\n{claim.section}\n{claim.document.title}\n{_lead_in(claim)}"
    said = in_a_row(around)
    if f" {' '.join(asked[:2])} " in said or _says_otherwise(claim, asked, around):
        return False
    if line and set(_words(line["label"])) <= set(asked):
        return False
    shared = sum(f" {word} " in said for word in asked)
    return 2 * shared <= len(asked) if row or line else not shared


# "Lợi nhuận sau thuế của công ty là 4,5 tỷ đồng."; "con số này là" takes up what was told before.
_IS_SAID = re.compile(
    r"(?!.*(?<!\w)(?:này|đó|ấy|trên|con số)(?!\w))[^:;,|\n]{2,80}? (?:là|đạt|ước đạt|bằng) "
    r"(?:\w+ )?\d[\d.,]*[^,;:]*$"
)
_LABEL = re.compile(
    r"[-–•*\s]*(?:\d{1,2}[.)]\s*|[a-zđ]\)\s*)?(?P<label>[^:;|\n]{2,60}):\s*[*]*"
    r"(?P<value>\d\S*[^:;]{0,40})$"
)
# What is asked for stands before whose it is: "doanh thu của công ty là bao nhiêu".
_HEAD = re.compile(
    r"(?P<thing>.+?) (?:của|ở|tại|trong|năm|tháng|quý|kỳ|cho|đối với|theo|hiện|khi|từ) .*bao nhiêu"
    r"|(?P<whole>.+?) (?:là|bằng|đạt|tất cả|vào khoảng) bao nhiêu"
)
_GREETS = re.compile(r"^(?:(?:cho|xin|hỏi|biết|tôi|em|mình|ạ|thế|vậy) )+")
# A label of any kind may have these.
_OF_ANYTHING = frozenset("so tong muc ti le ty luong gia tri con tinh".split())


def _asked_for(claim: Claim) -> list[str]:
    """Give the folded words of the thing whose number is asked for; none where that is not sure.

    "Công ty lãi bao nhiêu?" has the doer before the deed.
    """
    asked = _GREETS.sub("", canonical(claim.question.spelled).lower())
    match = _HEAD.match(asked)
    if match is None or not re.search(
        r"(?<!\w)(?:của|là|bằng|đạt) .*bao nhiêu|là bao nhiêu", asked
    ):
        return []
    thing = match["thing"] or match["whole"]
    if re.search(r"(?<!\w)(?:có|được|bị|đã|sẽ|thì|nếu|một|mỗi|bao nhiêu|mấy)(?!\w)", thing):
        return []
    named = {word.folded for name in claim.question.names for word in words_of(name)}
    return [
        word.folded
        for word in words_of(thing)
        if not says_nothing(word.form) and word.folded not in _OF_ANYTHING | named
    ]


def _says_otherwise(claim: Claim, asked: list[str], around: str) -> bool:
    """Say whether other words for what is asked for stand there: "lãi" for "lợi nhuận"."""
    said = canonical(around).lower()
    ways = otherwise(claim.question.spelled)
    return any(set(way.words) & set(asked) and way.forms.search(said) for way in ways)


def _lead_in(claim: Claim) -> str:
    """Give the line that leads in to those of its paragraph: "Doanh thu như sau:"."""
    first, _, rest = claim.paragraph.partition("\n")
    return first if rest and first.rstrip().endswith(":") else ""


def _words(label: str) -> list[str]:
    return [
        word.folded
        for word in words_of(label)
        if not says_nothing(word.form) and fold(word.form) not in _OF_ANYTHING
    ]
