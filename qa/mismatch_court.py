"""Checks of whose words a judgment tells: what the court decides, or what a party claims."""

from __future__ import annotations

import re

from index.text import canonical, fold
from qa.asking import AnswerType
from qa.claim import Claim
from qa.judgments import OF_THE_COURT, TOLD, is_judgment
from qa.kinds import asks_for_a_sum


def is_not_of_the_court(claim: Claim) -> bool:
    """Say whether it is asked what a court decided, and a sentence is what somebody told it.

    A claim, a statement or the opinion of the prosecutor: each has its sums, and they differ.
    """
    if not _asks_for_the_court(claim):
        return False
    said, around = _plain(claim.said), _plain(claim.paragraph)
    if _opens_a_judgment(claim):
        return claim.question.answer_type not in _OF_THE_HEARING
    if TOLD.match(fold(claim.section)):
        return not _ANOTHER_COURT.search(around)
    if _COURT_HOLDS.search(said):
        return False
    return any(map(_TELLS_THE_COURT.match, (said, around)))


def is_of_the_court(claim: Claim) -> bool:
    """Say whether it is asked what a party claims, and a sentence is what the court holds of it."""
    if not _asks_for_a_claim(claim) or not OF_THE_COURT.match(fold(claim.section)):
        return False
    return is_judgment(claim.document) and not _TELLS_THE_COURT.match(_plain(claim.said))


def is_not_ordered(claim: Claim) -> bool:
    """Say whether it is asked how much a court orders, and a sentence says what it does not."""
    if claim.question.answer_type is not AnswerType.NUMBER:
        return False  # "Tòa có buộc … không?" may be answered so
    asked, said = canonical(claim.question.spelled).lower(), canonical(claim.said).lower()
    if not _asks_for_the_court(claim) or not _ORDERS.search(asked) or _NOT_ORDERED.search(asked):
        return False
    return bool(_NOT_ORDERED.search(said)) and not _ORDERS.search(_NOT_ORDERED.sub(" ", said))


def tells_of_the_fees(claim: Claim) -> bool:
    """Say whether a judgment's sentence has the sum of the fees, and another sum is asked for."""
    if not asks_for_a_sum(claim.question) or _FEES.search(fold(claim.question.spelled)):
        return False
    return _FEES.search(fold(claim.said)) is not None and is_judgment(claim.document)


def _opens_a_judgment(claim: Claim) -> bool:
    """Say whether a sentence stands above all that a judgment tells, where the parties are."""
    told = (one for one in claim.document.paragraphs if TOLD.match(fold(one.section)))
    first = next(told, None)
    return first is not None and claim.span.start < first.start and is_judgment(claim.document)


def _asks_for_the_court(claim: Claim) -> bool:
    """Say whether the court is asked about; "bà Lan yêu cầu Tòa buộc …" asks about a party."""
    asked = canonical(claim.question.spelled).lower()
    decides = _COURT_DECIDES.search(asked)
    return decides is not None and not _CLAIMS.search(asked[: decides.start()])


def _asks_for_a_claim(claim: Claim) -> bool:
    asked = canonical(claim.question.spelled).lower()
    return _PARTY_CLAIMS.match(asked) is not None


def _plain(text: str) -> str:
    return canonical(text[:_HEAD]).lower()


_HEAD = 400  # characters in which it is said who speaks
_PARTY = (
    r"(?:(?:đồng )?nguyên đơn|bị đơn|người khởi kiện|người bị kiện|đương sự|bị cáo|bị hại"
    r"|người có quyền lợi|luật sư|người bào chữa|người làm chứng"
    r"|(?:vị )?(?:đại diện )?(?:viện kiểm sát|vks)|kiểm sát viên)"
)
_SAYS = (
    r"(?:yêu cầu|đề nghị|trình bày|khai|cho rằng|đòi|xin|kháng cáo|kháng nghị|phát biểu|đồng ý"
    r"|thừa nhận)"
)
_CLAIMS = re.compile(rf"(?<!\w){_SAYS}(?!\w)")
_COURT = r"(?:tòa(?: án)?|hội đồng xét xử|hđxx|bản án)"
_COURT_DECIDES = re.compile(
    rf"(?<!\w){_COURT}(?: (?!{_SAYS})[^\s,.;?]+){{0,6}}? (?:tuyên|buộc|quyết định|chấp nhận"
    r"|phán quyết|xử|bác|phạt|xác định|nhận định)(?!\w)"
)
_PARTY_CLAIMS = re.compile(
    rf"\W*(?:{_PARTY}|(?:ông|bà|anh|chị|công ty|ngân hàng)(?: [^\s,.;?]+){{1,6}}?)"
    rf"(?: [^\s,.;?]+){{0,5}}? (?:yêu cầu|đề nghị|đòi|trình bày|cho rằng|đồng ý)(?!\w)"
)
# "Theo đơn khởi kiện, bà …", "Bị đơn ông … trình bày: …", "Ý kiến của Kiểm sát viên: đề nghị …".
_TELLS_THE_COURT = re.compile(
    rf"\W*(?:\d+\W+)?(?:(?:tại|theo|trong) (?:đơn khởi kiện|bản tự khai|biên bản lấy lời khai)"
    rf"|(?:(?:ý kiến|quan điểm|lời khai|yêu cầu) của (?:đại diện )?)?{_PARTY}[^.;]{{0,120}}?"
    rf"(?<!\w){_SAYS}(?!\w))"
)
# "Yêu cầu của nguyên đơn là có căn cứ nên Hội đồng xét xử chấp nhận."
_COURT_HOLDS = re.compile(
    r"(?<!\w)(?:(?:là |hoàn toàn )?(?:có|không có|không đủ) (?:căn cứ|cơ sở)"
    r"|(?<!đề nghị )(?<!yêu cầu )(?<!xin )(?:hội đồng xét xử|hđxx|tòa án)"
    r"(?: [^\s,.;]+){0,3}? (?:xét|thấy|nhận định|xác định|chấp nhận"
    r"|không chấp nhận|quyết định|tuyên|xử|buộc|bác)|nên (?:không )?(?:được )?chấp nhận)(?!\w)"
)
# What an appeal is about: "Tại bản án sơ thẩm số … Tòa án nhân dân huyện … đã quyết định: …"
_ANOTHER_COURT = re.compile(
    r"(?<!\w)(?:bản án|quyết định)(?: dân sự| hình sự)? sơ thẩm.{0,200}?"
    r"(?<!\w)(?:quyết định|tuyên|xử|nhận định)(?!\w)"
)
_ORDERS = re.compile(r"(?<!\w)buộc(?!\w)")
_NOT_ORDERED = re.compile(r"(?<!\w)không (?:có |đủ )*(?:căn cứ |cơ sở )?(?:để )?buộc(?!\w)")
_FEES = re.compile(r"(?<!\w)(?:an|le|chi) phi(?!\w)")
_OF_THE_HEARING = {AnswerType.DATE, AnswerType.PERSON, AnswerType.PLACE}
