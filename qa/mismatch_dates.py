"""Checks of when: another year, or the date of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.identifiers import Date, codes, dates
from index.text import (
    canonical,
    fold,
    in_a_row,
    is_spelled_right,
    syllables,
    words_of,
)
from qa.abbreviations import EXPANDED
from qa.asking import AnswerType, says_nothing
from qa.claim import Claim, has_brackets, only_calls
from qa.ends import tells_only_the_other_end
from qa.headed import DATELINE
from qa.kinds import has_type
from qa.mismatch_subject import is_doubted, is_plain
from qa.question import Question
from qa.reader import own_name
from qa.synonyms import said_otherwise
from qa.tables import row_at


def tells_of_another_year(claim: Claim) -> bool:
    """Say whether a sentence dates what it tells, and neither it nor its place as was asked.

    The asked year may stand elsewhere in the document: "Năm 2023 … 150 tỷ" tells nothing of 2022.
    """
    asked = [date for date in claim.question.dates if date.year]
    dated = [date for date in dates(claim.said) if date.year] if asked else []
    if asked and not dated and row_at(claim.document, claim.span.start):
        # Its row is of the year that the table's document is called after.
        dated = [date for date in dates(claim.document.title) if date.year]
    if not dated or _agree(asked, dated):
        return False
    near = [claim.document.title, claim.document.official.issued]
    if paragraph := claim.document.paragraph_at(claim.span.start):
        near += [paragraph.section, claim.paragraph]
    return not _agree(asked, dates("\n".join(near)))


def _agree(asked: Sequence[Date], told: Sequence[Date]) -> bool:
    return any(one.matches(other) for one in asked for other in told)


def lacks_the_year(claim: Claim) -> bool:
    """Say whether a question has a bare year ("diễn đàn 2020") that nothing around mentions.

    Nor does "nhiệm kỳ 2020 - 2025" mention it where the forum itself is called that of 2021.
    """
    asked = bare_years(claim.question)
    if not asked:
        return False
    around = in_a_row(claim.evidence).replace(" nam ", " ")
    words = [word.folded for word in words_of(claim.question.spelled)]
    return any(
        year in asked
        and f" {before} {year} " not in around
        and f"/{year}/" not in claim.evidence  # "Luật Chứng khoán 2019" is 54/2019/QH14
        and (f" {year} " not in around or re.search(rf" {before} (?:19|20)\d\d ", around))
        for before, year in pairwise(words)
    )


_BARE_YEAR = re.compile(r"(?<![\d.,–-])(?<!năm )(?<!Năm )(?:19|20)\d\d(?!\d|[.,]\d| ?[–-] ?\d)")


def bare_years(question: Question) -> set[str]:
    """Find years that no "năm" stands before, and that are no part of a date or code."""
    dated = [date for date in question.dates if date.month]
    taken = [(date.start, date.end) for date in dated]
    taken += [(code.start, code.end) for code in question.codes]
    return {
        match[0]
        for match in _BARE_YEAR.finditer(question.spelled)
        if not any(start <= match.start() < end for start, end in taken)
    }


def is_not_signed(claim: Claim) -> bool:
    """Say whether the signer of a document is asked for, and a sentence tells of no signing."""
    question = claim.question
    if not question.codes or question.answer_type is not AnswerType.PERSON:
        return False
    words = {word.form for word in words_of(question.spelled)}
    return "ký" in words and "ký" not in {word.form for word in words_of(claim.said)}


def dates_something_else_of_a_document(claim: Claim) -> bool:
    """Say whether it is asked when a document was signed or expires, and a sentence dates no such.

    When it was signed or issued may be told by the date right after its number, or by the line at
    its head that says where and when, as "Hôm nay, ngày 2 tháng 3 năm 2026" does in a contract.
    """
    question = claim.question
    done = set(_DONE.findall(canonical(question.spelled).lower()))
    if question.answer_type is not AnswerType.DATE or len(question.codes) != 1 or not done:
        return False
    (asked,) = question.codes
    said = canonical(claim.said).lower()
    if any(word in said for word in done):
        return False
    if not done & {"ký", "ban hành"}:
        return True
    is_of_today = said.startswith("hôm nay") and any(date.day for date in dates(claim.said))
    is_of_today = is_of_today or bool(DATELINE.fullmatch(said.strip()))
    if is_of_today and done <= {"ký", "ban hành"} and own_name(question, claim.document):
        return False
    return not any(
        asked.matches(code) and _DATE_FOLLOWS.match(fold(claim.said), code.end)
        for code in codes(claim.said)
    )


_DONE = re.compile(r"(?<!\w)(?:ký|ban hành|hết hiệu lực|hiệu lực|thay thế|bãi bỏ|sửa đổi)(?!\w)")


_DATE_FOLLOWS = re.compile(r"[\s,(]*(?:(?:ra|ban hanh|ky)\s+)?(?:ngay|nam|thang|\d)")


def dates_the_other_end(claim: Claim) -> bool:
    """Say whether it is asked when something opens, and a sentence tells when it closes."""
    return claim.question.answer_type is AnswerType.DATE and tells_only_the_other_end(
        claim.question.spelled, claim.said
    )


def tells_of_something_else(claim: Claim) -> bool:
    """Say whether a date or count is asked of a thing named, and no other word of it is said.

    Neither in the sentence, nor in the heading it stands under or the question it replies to. Words
    that follow each other count together: "hội nhập" is no "gia nhập". Where the network leaves no
    doubt, it is said in other words.
    """
    question = claim.question
    kinds = (AnswerType.DATE, AnswerType.NUMBER)
    if question.answer_type not in kinds or not question.names or question.codes:
        return False
    if is_plain(claim.span):
        return False
    if question.answer_type is AnswerType.NUMBER and not has_type(
        AnswerType.NUMBER, claim.said, question
    ):
        return False  # what has no number is refused for that
    if any(has_brackets(name, claim.said) for name in question.names):
        return False
    besides = _asked_besides(question)
    if _is_in_a_column_asked(claim, besides):
        return False
    if is_doubted(claim.span):
        besides -= _titles(question)
    words = [word.folded for word in words_of(question.spelled)]
    asked = {f"{a} {b}" for a, b in pairwise(words) if a in besides and b in besides}
    in_pairs = {word for pair in asked for word in pair.split()}
    asked |= besides - in_pairs
    said = in_a_row(f"{claim.section}\n{claim.replies_to}\n{claim.said}")
    others = said_otherwise(question.spelled, claim.said)
    return bool(asked) and not any(
        f" {one} " in said or others.issuperset(one.split()) for one in asked
    )


def _is_in_a_column_asked(claim: Claim, asked: set[str]) -> bool:
    """Say whether a sentence is a row with a column of two words or more that are all asked for."""
    row = row_at(claim.document, claim.span.start)
    labels = [[word.folded for word in syllables(label)] for label in row.labels] if row else []
    return any(len(label) > 1 and asked.issuperset(label) for label in labels)


def _titles(question: Question) -> set[str]:
    """Give the folded words of the titles that a question puts before its names: "giáo sư"."""
    text = canonical(question.spelled)
    return {
        fold(word)
        for name in question.names
        for match in re.finditer(rf"(?<!\w)({_TITLE}) {re.escape(name)}(?!\w)", text, re.IGNORECASE)
        for word in match[1].split()
    }


_TITLE = (
    r"(?:phó )?giáo sư|(?:phó )?tiến sĩ|thạc sĩ|bác sĩ|kỹ sư|luật sư|nhà (?:thơ|văn|báo|khoa học)"
    r"|(?:nhạc|ca|nghệ|họa|võ|thi|văn) sĩ|diễn viên|đạo diễn|cầu thủ|(?:đại |trung |thiếu )?tướng"
)


def _asked_besides(question: Question) -> set[str]:
    """Give the folded words of a question that say something, names and dates left out."""
    named = {word.folded for name in question.names for word in syllables(name)}
    taken = [(date.start, date.end) for date in question.dates]
    taken += [(one.start, one.end) for one in question.ordinals]
    return {
        term.syllable.folded
        for term in question.terms
        if term.trust != EXPANDED
        and term.syllable.folded not in named
        and not only_calls(term.syllable)
        and not says_nothing(term.syllable.form)
        and is_spelled_right(term.syllable.form)
        and not any(start <= term.syllable.start < end for start, end in taken)
    }
