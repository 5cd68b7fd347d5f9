"""What rules a sentence out as an answer: it tells of another thing than the one asked about.

A sentence on the topic passes for an answer too easily. Each check knows one way of missing what is
asked, and the reason it gives when nothing else is left.
"""

from __future__ import annotations

import re
import unicodedata

from index.identifiers import codes, dates, ordinals, proper_names
from index.outline import Level, path_at
from index.text import canonical, fold, in_a_row, syllables, words_of
from qa import whynot
from qa.asking import AnswerType
from qa.claim import Check, Claim
from qa.mismatch_court import (
    is_not_of_the_court,
    is_not_ordered,
    is_of_the_court,
    tells_of_the_fees,
)
from qa.mismatch_dates import (
    bare_years,
    dates_something_else_of_a_document,
    dates_the_other_end,
    is_not_signed,
    lacks_the_year,
    tells_of_another_year,
    tells_of_something_else,
)
from qa.mismatch_names import (
    deed_asked,
    gives_no_name,
    is_of_another_person,
    is_told_of_another,
    kin_asked,
    lacks_the_deed,
    lacks_the_office,
    lacks_what_is_named,
    names_none_of_the_kind,
    names_only_the_other,
    names_the_other_party,
    office_written,
    person_asked,
    quotes_nobody,
    tells_of_a_name_with_other_marks,
    tells_of_a_namesake,
    tells_of_anothers_kin,
    tells_something_else_of_a_person,
)
from qa.mismatch_numbers import (
    bounds_the_other_way,
    codes_lacking,
    counts_no_such_thing,
    counts_otherwise,
    has_no_such_contact,
    has_no_such_number,
    is_of_the_other_side,
    lacks_the_code,
    lacks_the_numbered,
    measures_otherwise,
    number_asked,
    numbered_lacking,
    ranks_another,
    ranks_nothing,
)
from qa.mismatch_sides import (
    has_no_sum,
    is_of_the_opposite,
    is_priced_by_another_unit,
    is_the_value_of_another,
    numbers_another,
    tells_the_effect,
    tells_the_former_state,
)
from qa.mismatch_subject import (
    case_asked,
    is_named_only_elsewhere,
    lacks_the_case,
    name_asked,
    owner_lacking,
    tells_of_another_case,
    tells_of_another_name,
)


def found(claim: Claim) -> Check | None:
    """Find the first check that rules a sentence out; None when it may answer."""
    return next((check for check in CHECKS if check.fails(claim)), None)


def _stands_in_another_article(claim: Claim) -> bool:
    """Say whether a question names an article, and a sentence of another one does not."""
    asked = [one for one in claim.question.ordinals if one.noun == "dieu"]
    if not asked:
        return False
    span = claim.span
    articles = {
        unit.number
        for unit in path_at(claim.document, span.start, span.end)
        if unit.level == Level.ARTICLE
    }
    named = [one for one in ordinals(claim.said) if any(map(one.matches, asked))]
    return bool(articles) and not named and not articles & {one.number for one in asked}


def _is_only_a_letterhead(claim: Claim) -> bool:
    return claim.question.answer_type not in whynot.KINDS and _is_letterhead(claim.said)


def _is_only_the_title(claim: Claim) -> bool:
    """Say whether it is asked why or how, and a sentence is what its document is called."""
    asks = claim.question.answer_type in (AnswerType.REASON, AnswerType.MANNER)
    return asks and in_a_row(claim.said) == in_a_row(claim.document.title)


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


def _speaks_of_another_document(claim: Claim) -> bool:
    """Say whether a sentence tells of its own document, and the question names only others."""
    asked, own = claim.question.codes, codes(claim.document.official.name)
    if not asked or not own or not _ITSELF.search(fold(claim.said)):
        return False
    said = [*own, *codes(claim.said)]
    return not any(code.matches(one) for code in asked for one in said)


def _tells_a_false_belief(claim: Claim) -> bool:
    """Say whether a sentence tells only what is wrongly believed, and that is not asked for."""
    said = canonical(claim.said).lower()
    if not _BELIEVED.search(said) or _IN_TRUTH.search(said):
        return False
    return not _BELIEVED.search(canonical(claim.question.spelled).lower())


_BELIEVED = re.compile(
    r"(?<!\w)(?:(?:lầm|nhầm) tưởng|tưởng (?:lầm|nhầm)|ngộ nhận|hiểu (?:lầm|nhầm) (?:rằng|là)"
    r"|tin đồn|đồn (?:rằng|là)|(?:cứ|vẫn) (?:tưởng|ngỡ))(?!\w)"
)
_IN_TRUTH = re.compile(r"(?<!\w)(?:thực ra|thật ra|thực tế|kỳ thực|nhưng|song|chứ)(?!\w)")


def _repeats_the_question(claim: Claim) -> bool:
    asked = {word.folded for word in syllables(claim.question.text)}
    return all(word.folded in asked for word in words_of(claim.said))


# The last one, for a sentence with no word but the question's.
REPEATS = Check(_repeats_the_question, lambda claim, hits: whynot.not_together(claim.question))


# Of another name or case, however sure it looked.
OF_ANOTHER = (
    *(
        Check(
            fails,
            lambda claim, hits: whynot.person_only(name_asked(claim.question), claim.evidence),
        )
        for fails in (tells_of_another_name, is_named_only_elsewhere)
    ),
    *(
        Check(
            fails,
            lambda claim, hits: whynot.without_condition([f"“{case_asked(claim.question)}”"]),
        )
        for fails in (tells_of_another_case, lacks_the_case)
    ),
)

# From the surest to the vaguest: the first that fails gives the reason.
CHECKS = (
    Check(
        lacks_what_is_named,
        lambda claim, hits: whynot.not_mentioned(
            claim.question,
            claim.evidence,
            hits,
            paragraph=f"{claim.document.title}\n{claim.paragraph}",
        ),
    ),
    Check(
        tells_of_a_name_with_other_marks,
        lambda claim, hits: whynot.without_condition(claim.as_typed),
    ),
    Check(tells_of_a_namesake, lambda claim, hits: whynot.name_only(claim.question)),
    Check(
        is_of_another_person,
        lambda claim, hits: whynot.person_only(person_asked(claim.question), claim.evidence),
    ),
    Check(
        tells_of_anothers_kin,
        lambda claim, hits: whynot.without_condition(kin_asked(claim.question)),
    ),
    Check(lacks_the_year, lambda claim, hits: whynot.without_year(bare_years(claim.question))),
    Check(has_no_such_contact, lambda claim, hits: whynot.without_contact()),
    Check(
        has_no_such_number,
        lambda claim, hits: whynot.without_number((number_asked(claim.question) or ("",))[0]),
    ),
    Check(lacks_the_code, lambda claim, hits: whynot.without_condition(codes_lacking(claim))),
    Check(
        lacks_the_numbered, lambda claim, hits: whynot.without_condition(numbered_lacking(claim))
    ),
    Check(numbers_another, lambda claim, hits: whynot.another_count()),
    Check(names_the_other_party, lambda claim, hits: whynot.without_name()),
    Check(names_only_the_other, lambda claim, hits: whynot.without_name()),
    Check(gives_no_name, lambda claim, hits: whynot.without_name()),
    Check(lacks_the_office, lambda claim, hits: whynot.without_office(office_written(claim))),
    Check(
        tells_of_another_year,
        lambda claim, hits: whynot.another_year(claim.question, claim.said),
    ),
    Check(_stands_in_another_article, lambda claim, hits: whynot.another_article(claim.question)),
    Check(_speaks_of_another_document, lambda claim, hits: whynot.another_document(claim.question)),
    Check(counts_otherwise, lambda claim, hits: whynot.another_count()),
    Check(tells_something_else_of_a_person, lambda claim, hits: whynot.name_only(claim.question)),
    Check(quotes_nobody, lambda claim, hits: whynot.without_words()),
    Check(is_not_of_the_court, lambda claim, hits: whynot.without_words()),
    Check(is_of_the_court, lambda claim, hits: whynot.without_words()),
    Check(is_not_ordered, lambda claim, hits: whynot.without_words()),
    Check(tells_of_the_fees, lambda claim, hits: whynot.another_count()),
    Check(is_not_signed, lambda claim, hits: whynot.not_signed()),
    Check(dates_something_else_of_a_document, lambda claim, hits: whynot.another_date()),
    Check(dates_the_other_end, lambda claim, hits: whynot.another_date()),
    Check(
        counts_no_such_thing,
        lambda claim, hits: whynot.without_count(claim.question, claim.evidence),
    ),
    Check(
        tells_of_something_else,
        lambda claim, hits: (
            whynot.another_date()
            if claim.question.answer_type is AnswerType.DATE
            else whynot.unsure(claim.question, claim.evidence)
        ),
    ),
    Check(
        lacks_the_deed, lambda claim, hits: whynot.without_condition([deed_asked(claim.question)])
    ),
    Check(
        lambda claim: bool(owner_lacking(claim)),
        lambda claim, hits: whynot.without_condition([owner_lacking(claim)]),
    ),
    *OF_ANOTHER,
    Check(names_none_of_the_kind, lambda claim, hits: whynot.without_thing()),
    Check(is_of_the_other_side, lambda claim, hits: whynot.another_count()),
    Check(measures_otherwise, lambda claim, hits: whynot.another_count()),
    Check(is_told_of_another, lambda claim, hits: whynot.without_thing()),
    Check(is_of_the_opposite, lambda claim, hits: whynot.without_thing()),
    Check(has_no_sum, lambda claim, hits: whynot.without_kind(claim.question, claim.evidence)),
    Check(is_priced_by_another_unit, lambda claim, hits: whynot.another_count()),
    Check(is_the_value_of_another, lambda claim, hits: whynot.without_thing()),
    Check(tells_the_former_state, lambda claim, hits: whynot.without_thing()),
    Check(tells_the_effect, lambda claim, hits: whynot.only_effect()),
    Check(bounds_the_other_way, lambda claim, hits: whynot.another_count()),
    Check(ranks_another, lambda claim, hits: whynot.without_thing()),
    Check(ranks_nothing, lambda claim, hits: whynot.not_ranked()),
    Check(_tells_a_false_belief, lambda claim, hits: whynot.only_believed()),
    Check(_is_only_the_title, lambda claim, hits: whynot.not_together(claim.question)),
    Check(_is_only_a_letterhead, lambda claim, hits: whynot.not_together(claim.question)),
    REPEATS,
)
