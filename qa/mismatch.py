"""What rules a sentence out as an answer: it tells of another thing than the one asked about.

A sentence on the topic passes for an answer too easily. Each check knows one way of missing what is
asked, and the reason it gives when nothing else is left.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.document import Document, Hit
from index.identifiers import (
    Date,
    codes,
    dates,
    is_family_name,
    ordinals,
    proper_names,
)
from index.outline import Level, path_at
from index.store import Index
from index.text import (
    Syllable,
    canonical,
    fold,
    in_a_row,
    is_spelled_right,
    is_toned,
    syllables,
    words_of,
)
from qa import whynot
from qa.answer import Span
from qa.conditions import has_code, is_of_another, mixed_codes, numbered
from qa.kinds import OFFICE, has_type, uncounted
from qa.question import EXPANDED, AnswerType, Question, says_nothing
from qa.reader import missing
from qa.replies import replied_to
from qa.synonyms import said_otherwise
from qa.tables import row_at, told


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that is taken for an answer, and what it stands in."""

    question: Question
    span: Span
    document: Document
    evidence: str
    """What may vouch for it: its document's title, its paragraph, its document's hits."""

    @property
    def said(self) -> str:
        """What it says; of a row of a table with the names of its columns."""
        return told(self.document, self.span.start, self.span.end)

    @property
    def paragraph(self) -> str:
        """The paragraph of the sentence behind what it replies to; empty when it is in none."""
        found = self.document.paragraph_at(self.span.start)
        own = self.document.text[found.start : found.end] if found else ""
        return f"{asking}\n{own}" if (asking := self.replies_to) else own

    @property
    def own_paragraph(self) -> str:
        """The paragraph that vouches for it; empty for a row, for each is of another thing."""
        return "" if row_at(self.document, self.span.start) else self.paragraph

    @property
    def section(self) -> str:
        """The heading that its paragraph stands under."""
        found = self.document.paragraph_at(self.span.start)
        return found.section if found else ""

    @property
    def replies_to(self) -> str:
        """The question of the document that its paragraph replies to."""
        return replied_to(self.document, self.span.start)


@dataclass(frozen=True, slots=True)
class Check:
    """One way of missing what is asked."""

    fails: Callable[[Claim], bool]
    reason: Callable[[Claim, Sequence[Hit]], str]


def found(claim: Claim) -> Check | None:
    """Find the first check that rules a sentence out; None when it may answer."""
    return next((check for check in CHECKS if check.fails(claim)), None)


def claim(question: Question, span: Span, hits: Sequence[Hit], index: Index) -> Claim:
    """Put a sentence beside what may vouch for it."""
    document = index.document(span.hit.passage.document_id)
    return Claim(question, span, document, _evidence(span, hits, document))


def _evidence(span: Span, hits: Sequence[Hit], document: Document) -> str:
    paragraph = document.paragraph_at(span.start)
    around = [document.text[paragraph.start : paragraph.end]] if paragraph else []
    around.append(replied_to(document, span.start))
    near = [hit.passage.text for hit in hits if hit.passage.document_id == document.id]
    return "\n".join([document.title, *around, *near])


def _lacks_what_is_named(claim: Claim) -> bool:
    if not claim.question.names_something:
        return False
    return any(not _is_said_in_part(one, claim) for one in _lacking(claim.question, claim.evidence))


@lru_cache(maxsize=64)
def _lacking(question: Question, evidence: str) -> tuple[str, ...]:
    return tuple(missing(question, evidence))  # many sentences share their evidence


def _is_said_in_part(name: str, claim: Claim) -> bool:
    """Say whether a paragraph has the last word of a person's name, its document all of it.

    Who is introduced as "Franklin Delano Roosevelt" is "Roosevelt" from then on, and "Phạm Thị Mận"
    is "bà Mận"; but "Eleanor Roosevelt" is another.
    """
    if not _is_a_whole_name(name):
        return False
    *_, last = words = name.split()
    whole = r"\s+".join(map(re.escape, words))
    text = unicodedata.normalize("NFC", claim.paragraph)
    before = rf"(?<!\w)({_CALLED_AS})\s+" if is_spelled_right(last.lower()) else r"(?:^|(\w+)\W+)"
    return bool(re.search(whole, claim.document.text)) and any(
        not (match[1] or "")[:1].isupper()
        or match[1] in words
        or is_spelled_right(match[1].lower())
        for match in re.finditer(rf"{before}{re.escape(last)}(?!\w)", text)
    )


_CALLED_AS = "[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Đđ]ồng chí"


def _tells_of_a_namesake(claim: Claim) -> bool:
    """Say whether a sentence has a person of the last name asked about, and another first name."""
    people = [name.split() for name in claim.question.names if _is_a_whole_name(name)]
    said = unicodedata.normalize("NFC", claim.said)
    named = [said[start:end].split() for start, end in proper_names(said)] if people else []
    # A sentence may begin "Bà Trần Văn Hòa", as one run of capitals.
    named = [name[1:] if fold(name[0]) in _CALLED_BY else name for name in named]
    others = [name for name in named if _is_a_whole_name(" ".join(name))]
    around = in_a_row(claim.paragraph)
    return any(
        other[-1] == name[-1] and not {*other[:-1]} & {*name[:-1]}
        for name in people
        if in_a_row(" ".join(name)) not in around
        for other in others
    )


def _is_a_whole_name(name: str) -> bool:
    """Say whether a name is a person's and has more than one word; of foreign ones every word."""
    words = name.split()
    foreign = not any(is_spelled_right(word.lower()) for word in words)
    return len(words) > 1 and (foreign or _is_of_a_person(name))


def _tells_of_another_year(claim: Claim) -> bool:
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


def _tells_something_else_of_a_person(claim: Claim) -> bool:
    """Say whether a sentence has none of what is asked about a person but his name.

    A date in it is not the one he was born on when it does not say "sinh". Only where what is
    asked for stands in many sentences by chance; "Nguyễn Văn A (1921 – 1990)" needs no word.
    """
    question = claim.question
    if question.answer_type not in (AnswerType.DATE, AnswerType.NUMBER, AnswerType.PLACE):
        return False
    people = [name for name in question.names if _is_of_a_person(name)]
    if not people:
        return False
    named = {word.folded for name in question.names for word in syllables(name)}
    named |= {word for name in people for word in _called(name, question.spelled, claim.said)}
    asked = [
        term.syllable
        for term in question.terms
        if term.trust != EXPANDED and term.syllable.folded not in named | _CALLED_BY
    ]
    asked = [word for word in asked if not says_nothing(word.form)]
    said = {word.folded for word in words_of(claim.said)}
    said |= said_otherwise(question.spelled, claim.said)
    if not asked or any(word.folded in said for word in asked):
        return False
    return not any(_has_brackets(name, claim.said) for name in people)


def _called(name: str, asked: str, said: str) -> set[str]:
    """Give the words right before a name in both texts: "nghệ nhân" tells nothing of him."""
    wanted = f" {_in_forms(name)} "
    before = [f" {_in_forms(text)} ".partition(wanted)[0].split() for text in (asked, said)]
    shared = itertools.takewhile(
        lambda pair: pair[0] == pair[1] and pair[0] not in _CALLED_NOT,
        zip(*map(reversed, before), strict=False),
    )
    return {fold(one) for one, _ in shared}


def _in_forms(text: str) -> str:
    return " ".join(word.form for word in words_of(text))


# "Chiến dịch của A" is more than what he is called by.
_CALLED_NOT = frozenset("của do bởi với cho về là và từ".split())


def _has_brackets(name: str, text: str) -> bool:
    """Say whether a name has its dates behind it: "Nguyễn Văn A (1921 – 1990)" needs no "sinh"."""
    return bool(re.search(rf"(?<!\w){re.escape(fold(name))} ?\(", fold(text)))


def _is_of_a_person(name: str) -> bool:
    """Say whether a name can be a person's: begun by a family name, or a foreign one.

    >>> [_is_of_a_person(name) for name in ("Trần Văn Bình", "Roosevelt", "Sương Mai", "Pháp")]
    [True, True, False, False]
    """
    first, *others = name.split()
    if not others:
        return not is_spelled_right(first.lower())
    # "Hà Nội" begins with a family name too, and "Vụ Tổ chức" with one that has other marks.
    return len(others) > 1 and is_family_name(first) and name.istitle()


# What a person is called by, and the nouns that ask ("ngày nào").
_CALLED_BY = frozenset(
    "ong ba anh chi co bac dong chi ngay thang nam gio luc hom noi cho tuoi nguoi".split()
)


_WHO_HOLDS = r"(?<!\w)ai (?:la|lam|giu chuc)(?: vu)? {0}|(?<!\w){0}(?!\w).* la ai(?!\w)"


def _office(claim: Claim) -> str:
    """Give the office asked about as the question has it."""
    text = claim.question.text
    match = OFFICE.search(fold(text))
    return text[match.start() : match.end()] if match and len(fold(text)) == len(text) else ""


def office_asked(question: Question) -> str:
    """Give the office that a question names, folded; empty when it names none, or its holder."""
    if any(map(_is_of_a_person, question.names)):
        return ""
    found = OFFICE.search(fold(question.text))
    return found[0] if found else ""


def _lacks_the_office(claim: Claim) -> bool:
    """Say whether neither a sentence nor what may vouch for it mentions the office asked about.

    Who asks for its holder is told by a sentence that names the office.
    """
    question = claim.question
    office = office_asked(question)
    if not office:
        return False
    asks = re.search(_WHO_HOLDS.format(office), fold(question.text))
    if asks and question.answer_type is AnswerType.PERSON:
        said = in_a_row(claim.said).replace(f" pho {office} ", " ")  # his deputy is another
        return f" {office} " not in said
    return f" {office} " not in in_a_row(claim.evidence)


def _counts_otherwise(claim: Claim) -> bool:
    """Say whether a sentence has another number where the question has one: "sơ kết 5 năm".

    The words beside it are the same, and no number of the paragraph agrees.
    """
    asked = _counted(claim.question.spelled)
    if not asked:
        return False
    counted = _counted(claim.said)
    around = _counted(claim.paragraph) if claim.paragraph else counted
    near = {(one[1], one[2]) for one in around}
    return any(
        one[1] != other[1]
        and one[2] == other[2]
        and (one[0] == other[0] or one[3] == other[3])
        and (one[1], one[2]) not in near
        for one in asked
        for other in counted
    )


def _measures_otherwise(claim: Claim) -> bool:
    """Say whether a question has a share ("độ mặn 40‰") that only others stand for around."""
    asked = _SHARE.findall(fold(claim.question.spelled))
    if not asked:
        return False
    told = _SHARE.findall(fold(f"{claim.said}\n{claim.own_paragraph}").replace(": ", " "))
    return any(
        (noun, number, sign) not in told
        and any(other[0] == noun and other[2] == sign for other in told)
        for noun, number, sign in asked
    )


_SHARE = re.compile(r"(\w+) (\d+(?:[.,]\d+)?) ?([%‰°])")


def _is_told_of_another(claim: Claim) -> bool:
    """Say whether a sentence is of another thing of the kind: "xe máy" for "ô tô"."""
    return is_of_another(claim.question, claim.said, f"{claim.section}\n{claim.own_paragraph}")


def _ranks_nothing(claim: Claim) -> bool:
    """Say whether a question asks for the first or the most, and a passage tells of none."""
    asked = canonical(claim.question.spelled).lower()
    if not _MOST.search(asked):
        return False
    if _MUCH.search(asked):
        told = canonical(claim.span.hit.passage.text).lower()
        # "Tranh thủ tối đa" tells how much at most, and not which one has most.
        told = _AT_MOST.sub(" ", told) if _WHICH.search(asked) else told
        return not _MUCH_OR_ALIKE.search(told)
    return not _MOST_OR_ALIKE.search(canonical(claim.span.hit.passage.text).lower())


# "nhất" of a comparison: not "thống nhất", "thứ nhất", "nhất là", "ít nhất 15 ngày".
_MOST = re.compile(
    r"(?<!\w)(?<!thống )(?<!thứ )(?<!hợp )(?<!duy )(?<!lần )(?<!ít )(?<!chậm )(?<!muộn )(?<!sớm )"
    r"nhất"
    r"(?! trí| thiết| là| định| quán| thể)(?!\w)"
)
# "Nhiều thỏa thuận nhất" is not told by "chuẩn bị tốt nhất".
_MUCH = re.compile(
    r"(?<!\w)(?:nhiều|lớn|cao|đông|ít|nhỏ|thấp|dài|rộng)(?: \w+){0,5} nhất(?! là| định)(?!\w)"
)
_MUCH_OR_ALIKE = re.compile(
    rf"{_MUCH.pattern}|(?:đầu tiên|đứng đầu|hàng đầu|kỷ lục|kỉ lục|hơn cả|số một|duy nhất|bậc nhất"
    r"|vô địch|quán quân|phần lớn|đa số|chủ yếu|tối đa|tối thiểu|trên hết)"
)
_AT_MOST = re.compile(r"(?<!\w)tối (?:đa|thiểu)(?!\w)")
_WHICH = re.compile(r"(?<!\w)nào(?!\w)")
_MOST_OR_ALIKE = re.compile(
    rf"{_MOST.pattern}|(?:đầu tiên|đứng đầu|hàng đầu|kỷ lục|kỉ lục|trên hết|trước hết|hơn cả|số một"
    r"|nhất là|duy nhất|bậc nhất|nhất nhì|quán quân|vô địch|chủ yếu|tối đa|tối thiểu|ít nhất)"
)


def _ranks_another(claim: Claim) -> bool:
    """Say whether a question names a prize or a class, "giải nhì", and a paragraph does not."""
    around = in_a_row(f"{claim.said}\n{claim.paragraph}")
    asked = _RANK.findall(canonical(claim.question.spelled).lower())
    return any(in_a_row(rank) not in around for rank in asked)


_RANK = re.compile(
    r"(?<!\w)(?:giải|hạng) (?:nhất|nhì|ba|tư|khuyến khích|đặc biệt|vàng|bạc|đồng)(?!\w)"
    r"|(?<!\w)huy chương (?:vàng|bạc|đồng)(?!\w)"
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


def _lacks_the_year(claim: Claim) -> bool:
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


# How to reach someone: what asks, at the beginning of a question, and what answers.
_CONTACTS = tuple(
    (re.compile(rf"^(?:(?:cho|xin|hoi|biet|toi)\s+)*(?:{asks})(?!\w)"), re.compile(answers))
    for asks, answers in (
        (r"so dien thoai|dien thoai|hotline|duong day nong|so fax", r"(?:\d[ .-]?){7,}"),
        (r"(?:dia chi )?(?:e-?mail|thu dien tu|hop thu)", r"\S@\S"),
        (r"(?:dia chi )?(?:website|trang web)", r"\w\.(?:vn|com|net|org|gov|info)(?!\w)"),
    )
)


def _has_no_such_contact(claim: Claim) -> bool:
    """Say whether a telephone number or address is asked for, and a sentence has none."""
    asked = fold(claim.question.spelled)
    return any(asks.match(asked) and not answers.search(claim.said)
               for asks, answers in _CONTACTS)  # fmt: skip


# Numbers that a person, a vehicle or a company has: what asks, and what answers (dates left out).
_NUMBERS = tuple(
    (re.compile(rf"(?<!\w)(?:{asks})(?!\w)"), re.compile(answers))
    for asks, answers in (
        (
            r"so tai khoan|stk",
            r"(?<![\d.,])\d(?:[ .-]?\d){5,}(?!\d|[.,]\d| ?(?:đồng|đ|triệu|vnđ|VNĐ|VND)(?!\w))",
        ),
        (
            r"so (?:the )?(?:can cuoc(?: cong dan)?|cccd|cmnd|cmt|chung minh(?: thu| nhan dan)?)",
            r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{3})?(?!\d)",
        ),
        (r"ma so thue|mst", r"(?<!\d)\d{10}(?!\d)"),
        (r"bien so(?: xe)?|bien kiem soat", r"[A-ZĐ]\w?[-. ]?\d{3}"),
        (r"so ho chieu", r"[A-Z]\d{7}"),
    )
)
_NUMBER_ASKED = re.compile(
    r"(?: ngan hang)? (?:nao|(?:la )?(?:may|bao nhieu|so nao|so may))(?!\w)"
    r"| .+ la (?:gi|may|bao nhieu|so nao|so may)\W*$"
    # "so can cuoc cua ong …", with no word that asks.
    r"| (?:cua|cong ty|ong|ba|anh|chi|truong|benh vien)(?!\w)"
    r"(?!.*(?<!\w)(?:nao|gi|may|bao nhieu|dau|sao|ai|khi|khong|phai|bi|duoc)(?!\w))"
)


def _number_asked(question: Question) -> tuple[str, re.Pattern[str]] | None:
    """Give the number of a person or thing that is asked for, as the question has it."""
    asked = fold(question.spelled)
    for asks, answers in _NUMBERS:
        match = asks.search(asked)
        if match and _NUMBER_ASKED.match(asked, match.end()):
            return question.spelled[match.start() : match.end()].lower(), answers
    return None


def _has_no_such_number(claim: Claim) -> bool:
    """Say whether a number such as that of an account is asked for, and a sentence has none."""
    asked = _number_asked(claim.question)
    if asked is None:
        return False
    said = unicodedata.normalize("NFC", claim.said)
    for date in dates(said):
        said = said[: date.start] + "/" * (date.end - date.start) + said[date.end :]
    return not asked[1].search(said)


def _lacks_the_code(claim: Claim) -> bool:
    return bool(_codes_lacking(claim))


def _codes_lacking(claim: Claim) -> list[str]:
    """Give the words of letters and digits ("5A2") that a question has and a document has not."""
    document = claim.document
    called = f"{document.title}\n{document.source}"
    return [
        code
        for code in mixed_codes(claim.question)
        if not has_code(document.text, code) and not has_code(called, code)
    ]


def _lacks_the_numbered(claim: Claim) -> bool:
    return bool(_numbered_lacking(claim))


def _numbered_lacking(claim: Claim) -> list[str]:
    """Give the numbered things ("tuyến số 11") of a question that a claim tells nothing of.

    Every row of a table is of something else; what stands around a sentence may vouch for it.
    """
    asked = numbered(claim.question)
    if not asked:
        return []
    document, start = claim.document, claim.span.start
    paragraph = document.paragraph_at(start)
    near = [document.title, document.page_at(start), paragraph.section if paragraph else ""]
    near.append(claim.said if row_at(document, start) else claim.paragraph)
    around = "\n".join(near)
    # What lasts long is told in many a paragraph of something else: only its own vouches for it.
    wider = around if row_at(document, start) else f"{around}\n{claim.evidence}"
    return [one.words for one in asked if not one.stands_in(around if one.unit else wider)]


def _gives_no_name(claim: Claim) -> bool:
    """Say whether "tên … là gì" is asked, and a sentence has no name but those of the question."""
    if not _ASKS_NAME.search(fold(claim.question.spelled)):
        return False
    said = unicodedata.normalize("NFC", claim.said)
    of_an_office = _ASKS_NAME_LAST.search(fold(claim.question.spelled)) and OFFICE.match(
        fold(claim.question.spelled)
    )
    if of_an_office or _OF_A_PERSON.search(fold(claim.question.spelled)):
        kin = _KIN.search(canonical(claim.question.spelled).lower())
        if kin and f" {kin[1]} " not in f" {_in_forms(claim.paragraph)} ":
            return not said_otherwise(claim.question.spelled, said)
        return not has_type(AnswerType.PERSON, said, claim.question)
    if _NAMING.search(said) or "ten" in in_a_row(said).split():
        return False
    asked = {word.folded for word in syllables(claim.question.text)}
    return not any(word.folded not in asked for word in _in_names(said))


def _in_names(text: str) -> list[Syllable]:
    """Find the words of a sentence that may be of a name: capitalised, or with digits in them."""
    runs = proper_names(text)
    found = []
    for word in syllables(text):
        capital = text[word.start].isupper() or bool(re.search(r"\d", word.form))
        # The first word of a sentence is capitalised whatever it is.
        begins = text[: word.start].rstrip()[-1:] in ("", ".", "-", "–", "•", ")")
        alone = not any(start <= word.start < end for start, end in runs)
        plain = begins and alone and is_spelled_right(word.form)
        if capital and not plain and not word.form.isdigit():
            found.append(word)
    return found


_ASKS_NAME = re.compile(
    r"^(?:(?:hay|xin|cho|toi|biet|hoi)\s+)*(?:ho (?:va )?)?ten (?!lua)\w.* la gi\W*$"
    r"|(?<!\w)ten (?:la )?gi\W*$"
)
_ASKS_NAME_LAST = re.compile(r"(?<!\w)ten (?:la )?gi\W*$")  # "Bộ trưởng Y tế tên gì?"
_OF_A_PERSON = re.compile(
    r"(?<!\w)ten (?:(?:cua|nhung|cac|hai|ba|bon|\d+) )*(?:nguoi|ong|ba|anh|chi|chau|em|be|con"
    r"|vo|chong|me|bo|cha|nan nhan|hoc sinh|sinh vien|giao vien|tac gia|bac si|can bo"
    r"|nhan vien)(?!\w)"
)
# "Tên con của ông A": a name beside his is his wife's for all that is told.
_KIN = re.compile(
    r"(?<!\w)tên (?:(?:của|những|các|hai|ba|bốn|người|đứa|\d+) )*"
    r"(con|vợ|chồng|mẹ|bố|cha|anh|chị|em|cháu)(?: \w+)? (?:của|ông|bà|anh|chị|cô|chú)(?!\w)"
)
_NAMING = re.compile(r"[“\"«‘]|(?<!\w)(?:gọi|mang danh|biệt danh|bút danh)(?!\w)")


_SPEECH = (
    "phát biểu|nói|trình bày|đề xuất|đề nghị|khẳng định|nhấn mạnh|kết luận|yêu cầu|lưu ý|chia sẻ"
    "|kiến nghị|cho biết|nhận định|tham luận|báo cáo|khuyên"
)
_ASKS_SPEECH = re.compile(
    rf"(?<!\w)(?:{_SPEECH})(?: (?:về|thêm|những|điều|câu|nội dung|vấn đề|ý))* gì(?!\w)"
)
_SPEAKS = re.compile(
    rf"(?<!\w)(?:{_SPEECH}|nêu|chỉ ra|cho rằng|đánh giá|kêu gọi|chỉ đạo|thông báo|tuyên bố"
    r"|giải thích|lời|kể|nhận xét|phê bình|thừa nhận|đáp|viết|hỏi|trả lời|cảnh báo|phân tích"
    r"|bày tỏ|xác định|cần|phải)(?!\w)"
)


def _quotes_nobody(claim: Claim) -> bool:
    """Say whether a person's words are asked for, and a sentence tells of none, or not of his."""
    if not _ASKS_SPEECH.search(canonical(claim.question.spelled).lower()):
        return False
    people = [name for name in claim.question.names if _is_of_a_person(name)]
    around = in_a_row(f"{claim.document.title}\n{claim.paragraph}")
    text = canonical(claim.said).lower()
    if not _PRONOUN.search(text) and any(in_a_row(name) not in around for name in people):
        return True
    # "Dự hội nghị có các đồng chí: Nguyễn Văn A, …" gives nobody's words.
    lead = in_a_row(text.split(":", 1)[0])
    quoted = ":" in text and (not people or any(in_a_row(name) in lead for name in people))
    return not (quoted or _SPEAKS.search(text))


_PRONOUN = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|cô|đồng chí)(?!\w)")


def _is_not_signed(claim: Claim) -> bool:
    """Say whether the signer of a document is asked for, and a sentence tells of no signing."""
    question = claim.question
    if not question.codes or question.answer_type is not AnswerType.PERSON:
        return False
    words = {word.form for word in words_of(question.spelled)}
    return "ký" in words and "ký" not in {word.form for word in words_of(claim.said)}


def _dates_something_else_of_a_document(claim: Claim) -> bool:
    """Say whether it is asked when a document was signed or expires, and a sentence dates no such.

    When it was signed or issued may be told by the date right after its number.
    """
    question = claim.question
    done = set(_DONE.findall(canonical(question.spelled).lower()))
    if question.answer_type is not AnswerType.DATE or len(question.codes) != 1 or not done:
        return False
    (asked,) = question.codes
    said = canonical(claim.said).lower()
    if any(word in said for word in done):
        return False
    return not done & {"ký", "ban hành"} or not any(
        asked.matches(code) and _DATE_FOLLOWS.match(fold(claim.said), code.end)
        for code in codes(claim.said)
    )


_DONE = re.compile(r"(?<!\w)(?:ký|ban hành|hết hiệu lực|hiệu lực|thay thế|bãi bỏ|sửa đổi)(?!\w)")
_DATE_FOLLOWS = re.compile(r"[\s,(]*(?:(?:ra|ban hanh|ky)\s+)?(?:ngay|nam|thang|\d)")


def _counts_no_such_thing(claim: Claim) -> bool:
    """Say whether "bao nhiêu thành viên" is asked, and neither paragraph nor title has the word."""
    match = _COUNTED.search(canonical(claim.question.spelled).lower())
    if claim.question.answer_type is not AnswerType.NUMBER or not match:
        return False
    first, last = map(fold, match.groups())
    around = in_a_row(f"{claim.document.title}\n{claim.paragraph}")
    written = canonical(f"{claim.document.title}\n{claim.paragraph}").lower()
    which = _OF_WHOM.search(canonical(claim.question.spelled).lower())
    if which and not re.search(rf"(?<!\w){which[1]}(?!\w)", written):
        return True
    if says_nothing(match[1]) or says_nothing(match[2]) or f" {first} {last} " in around:
        return False
    if (first, last) == ("phan", "tram") and "%" in claim.said:
        return False
    return not (f" {first} " in in_a_row(claim.said) or f" {last} " in around)


_COUNTED = re.compile(r"(?<!thứ )(?<!số )(?:bao nhiêu|mấy) (?!\d)(\w+) (\w+)")


# "bao nhiêu đại biểu nữ" is not told by the number of all of them.
_OF_WHOM = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy) \w+ (?:\w+ )?"
    r"(nữ|nam|trẻ|cao tuổi|lão thành|quốc tế|nước ngoài|dân tộc|khuyết tật|tư nhân|nhà nước)(?!\w)"
)


def _tells_of_something_else(claim: Claim) -> bool:
    """Say whether a date or count is asked of a thing named, and no other word of it is said.

    Words that follow each other count together: "hội nhập" is no "gia nhập".
    """
    question = claim.question
    kinds = (AnswerType.DATE, AnswerType.NUMBER)
    if question.answer_type not in kinds or not question.names or question.codes:
        return False
    if question.answer_type is AnswerType.NUMBER and not has_type(
        AnswerType.NUMBER, claim.said, question
    ):
        return False  # what has no number is refused for that
    if any(_has_brackets(name, claim.said) for name in question.names):
        return False
    besides = _asked_besides(question)
    words = [word.folded for word in words_of(question.spelled)]
    asked = {f"{a} {b}" for a, b in pairwise(words) if a in besides and b in besides}
    in_pairs = {word for pair in asked for word in pair.split()}
    asked |= besides - in_pairs
    said = in_a_row(f"{claim.replies_to}\n{claim.said}")
    others = said_otherwise(question.spelled, claim.said)
    return bool(asked) and not any(
        f" {one} " in said or others.issuperset(one.split()) for one in asked
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
        and term.syllable.folded not in named | _CALLED_BY
        and not says_nothing(term.syllable.form)
        and is_spelled_right(term.syllable.form)
        and not any(start <= term.syllable.start < end for start, end in taken)
    }


def _lacks_the_deed(claim: Claim) -> bool:
    """Say whether it is asked why or how a thing was done, and its paragraph has no such deed.

    "Vì sao … quyết định giải thể …?", "… thì bị xử lý ra sao?" take for granted what may be untrue.
    """
    question = claim.question
    if question.answer_type not in (AnswerType.REASON, AnswerType.MANNER):
        return False
    if not (deed := _deed(question)):
        return False
    done = deed.split()[-1]
    written = {word.form for word in syllables(claim.paragraph)}
    if not is_toned(done):
        written = set(map(fold, written))
    return done not in written and fold(done) not in said_otherwise(
        question.spelled, claim.paragraph
    )


def _deed(question: Question) -> str:
    """Give what a question says was done, "quyết định giải", by its first word; else nothing."""
    found = _DEED.search(canonical(question.spelled).lower())
    return found[0] if found and not says_nothing(found[0].split()[-1]) else ""


# "Vì sao không uống thuốc ấy khi bị sốt?" asks of a case, and says of nobody that he was ill.
_DEED = re.compile(
    r"(?<!\w)(?:quyết định|xin|(?<!khi )(?<!nếu )(?<!lúc )(?<!hợp )(?<!người )bị|từ chối)"
    r" (?!gì|nào|ai|sao)[^\W\d_]+(?= \w)"
)


def _names_none_of_the_kind(claim: Claim) -> bool:
    """Say whether "khách sạn nào" is asked, whose name says it, and a paragraph has none."""
    asked = canonical(claim.question.spelled).lower()
    if several := _KINDS.search(asked):
        # "8 bộ, ngành" tells of some and names none.
        told_of = claim.paragraph if claim.said.rstrip().endswith(":") else claim.said
        return not _has_capital(rf"(?<!\w){several[1]}:? ", told_of)
    match = _KIND.search(asked)
    if not match:
        return False
    if match[1] in _TOLD_BY_WORDS:  # "hội thảo “Trồng chè hữu cơ”" has a subject as well
        around, is_quoted = claim.said, _has_capital(r"[“\"«]\s*", claim.said)
    else:
        around, is_quoted = f"{claim.document.title}\n{claim.paragraph}", False
    return not is_quoted and not re.search(rf"(?<!\w){match[1]}(?!\w)", canonical(around).lower())


def _has_capital(before: str, text: str) -> bool:
    """Say whether a capital letter follows a pattern, of whatever case, somewhere in a text."""
    text = unicodedata.normalize("NFC", text)
    return any(m[1].isupper() for m in re.finditer(rf"(?:{before})(\w)", text, re.IGNORECASE))


_KIND = re.compile(
    r"(?<!\w)(đại học|tòa nhà|khách sạn|hội trường|bệnh viện|công ty|ngân hàng|doanh nghiệp"
    r"|hiệp hội|học viện|nhà hát|sân bay|bảo tàng|nhà máy|tập đoàn|công viên"
    r"|nhà thờ|thư viện|(?<!về )chủ đề|khẩu hiệu|thông điệp|danh hiệu) (?:nào|(?:là )?gì)(?!\w)"
)
# What is told by the words of it, in the sentence.
_TOLD_BY_WORDS = ("chủ đề", "khẩu hiệu", "thông điệp", "danh hiệu")


# Offices whose names begin with what they are, asked for by name.
_KINDS = re.compile(
    r"(?<!\w)(?:những|các) (bộ|sở|cục|vụ|viện|học viện|ngân hàng|tập đoàn) nào(?!\w)"
)


def _repeats_the_question(claim: Claim) -> bool:
    asked = {word.folded for word in syllables(claim.question.text)}
    return all(word.folded in asked for word in words_of(claim.said))


# The last one, for a sentence with no word but the question's.
REPEATS = Check(_repeats_the_question, lambda claim, hits: whynot.not_together())
# From the surest to the vaguest: the first that fails gives the reason.
CHECKS = (
    Check(
        _lacks_what_is_named,
        lambda claim, hits: whynot.not_mentioned(claim.question, claim.evidence, hits),
    ),
    Check(_tells_of_a_namesake, lambda claim, hits: whynot.name_only(claim.question)),
    Check(_lacks_the_year, lambda claim, hits: whynot.without_year(bare_years(claim.question))),
    Check(_has_no_such_contact, lambda claim, hits: whynot.without_contact()),
    Check(
        _has_no_such_number,
        lambda claim, hits: whynot.without_number((_number_asked(claim.question) or ("",))[0]),
    ),
    Check(_lacks_the_code, lambda claim, hits: whynot.without_condition(_codes_lacking(claim))),
    Check(
        _lacks_the_numbered, lambda claim, hits: whynot.without_condition(_numbered_lacking(claim))
    ),
    Check(_gives_no_name, lambda claim, hits: whynot.without_name()),
    Check(_lacks_the_office, lambda claim, hits: whynot.without_office(_office(claim))),
    Check(_tells_of_another_year, lambda claim, hits: whynot.another_year(claim.question)),
    Check(_stands_in_another_article, lambda claim, hits: whynot.another_article(claim.question)),
    Check(_speaks_of_another_document, lambda claim, hits: whynot.another_document(claim.question)),
    Check(_counts_otherwise, lambda claim, hits: whynot.another_count()),
    Check(_tells_something_else_of_a_person, lambda claim, hits: whynot.name_only(claim.question)),
    Check(_quotes_nobody, lambda claim, hits: whynot.without_words()),
    Check(_is_not_signed, lambda claim, hits: whynot.not_signed()),
    Check(_dates_something_else_of_a_document, lambda claim, hits: whynot.another_date()),
    Check(_counts_no_such_thing, lambda claim, hits: whynot.without_thing()),
    Check(
        _tells_of_something_else,
        lambda claim, hits: (
            whynot.another_date()
            if claim.question.answer_type is AnswerType.DATE
            else whynot.without_thing()
        ),
    ),
    Check(_lacks_the_deed, lambda claim, hits: whynot.without_condition([_deed(claim.question)])),
    Check(_names_none_of_the_kind, lambda claim, hits: whynot.without_thing()),
    Check(_measures_otherwise, lambda claim, hits: whynot.another_count()),
    Check(_is_told_of_another, lambda claim, hits: whynot.without_thing()),
    Check(_ranks_another, lambda claim, hits: whynot.without_thing()),
    Check(_ranks_nothing, lambda claim, hits: whynot.not_ranked()),
    Check(_is_only_the_title, lambda claim, hits: whynot.not_together()),
    Check(_is_only_a_letterhead, lambda claim, hits: whynot.not_together()),
    REPEATS,
)
