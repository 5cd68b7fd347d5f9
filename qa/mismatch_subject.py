"""Checks of whose: a sentence that tells of another name, or of another case, than asked about."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from index.identifiers import proper_names
from index.text import (
    canonical,
    fold,
    forms_in_a_row,
    in_a_row,
    is_spelled_right,
    syllables,
)
from qa.answer import Span
from qa.asking import AnswerType, content_words
from qa.claim import Claim
from qa.question import Question
from qa.reader import identified
from qa.synonyms import is_called_otherwise, said_otherwise
from qa.thesaurus import looked_for, words_in

_LOOKED_BACK = 40_000  # characters before a sentence in which it may have been named whose it is


def is_doubted(span: Span) -> bool:
    """Say whether the network doubts a sentence: in its passage, or without what is around it."""
    return span.highlight is not None and min(span.alone, span.answerable) < 0


def is_doubted_twice(span: Span) -> bool:
    """Say whether the network doubts a sentence in its passage, and alone if it was read so."""
    return span.highlight is not None and span.answerable < 0 and span.alone <= 0


def is_plain(span: Span) -> bool:
    """Say whether the network leaves no doubt of a sentence: in its passage, alone, and among all.

    Of written questions (models/reader/written.md) that were refused for a missing kind of words 21
    of 26 such sentences were right, and 12 of 13 that told of something else by their words: as
    many as of those that no check doubts (370 of 463 with any odds above 0).
    """
    sure = span.highlight is not None and min(span.alone, span.answerable) >= _PLAIN
    return sure and span.score >= _PLAIN_SENTENCE


# Log odds of the network, in the passage and alone; the score of the sentence.
_PLAIN, _PLAIN_SENTENCE = 1.0, 0.5


def owner_lacking(claim: Claim) -> str:
    """Give "tổ chức của Hội đồng", of which it is asked, where "Tổ chức của Trung tâm gồm" is told.

    Of both the same must be told. Empty where the document has the one asked about too, names it,
    or calls it otherwise.
    """
    question = claim.question
    if is_plain(claim.span):
        return ""
    text = f"{claim.section}\n{claim.said}"
    for match in _OWNED.finditer(canonical(question.spelled)):
        thing, owner, then = match["thing"].lower(), match["owner"].lower().split(), match["then"]
        told = re.search(
            rf"(?m)(?<!\w){re.escape(thing)} của (\w+(?: \w+){{0,2}}?)"
            rf"(?:$| {re.escape(then)}(?!\w))",  # all of a heading, or what goes on alike
            canonical(text).lower(),
        )
        others = told[1].split() if told else []
        if not others or others[0] in _ANYONE or {*others} & {*owner}:
            continue
        otherwise = {
            *words_in(looked_for(question), forms_in_a_row(claim.paragraph)),
            *said_otherwise(question.spelled, claim.paragraph),
        }
        named = in_a_row(" ".join(owner))
        whole = claim.document.title, claim.document.text
        if (
            not any(named in in_a_row(part) for part in whole)
            and not {*map(fold, owner)} & otherwise
        ):
            return f"{thing} của {match['owner'].strip()}"
    return ""


# Without names, which have checks of their own.
_OWNED = re.compile(
    r"(?<!\w)(?P<thing>[^\W\d_]+ [^\W\d_]+) của (?P<owner>(?:[^\W\d_]+ ){1,3}?)"
    r"(?P<then>gồm|bao gồm|tính|quy định|thực hiện|trong|do|khi)(?!\w)",
    re.IGNORECASE,
)
_ANYONE = frozenset("bên nước mỗi các từng chiếc anh chị ông bà người".split())


def tells_of_another_name(claim: Claim) -> bool:
    """Say whether a count or a date is asked of a name, and a doubted sentence is of another.

    Either it begins with another name ("Grab có 175.000 tài xế" for Go-Viet), or nothing has named
    the one asked about up to there: what comes later in the text cannot be meant by it.
    """
    question, span = claim.question, claim.span
    name = name_asked(question)
    if not name or question.answer_type not in _TOLD_OF_ANY or not is_doubted(span):
        return False
    said = unicodedata.normalize("NFC", claim.said)
    if _is_named(name, question, said):
        return False
    first, rest = _name_first(said)
    if first and not set(fold(first).split()) & set(fold(name).split()):
        return not _POINTS_BACK.search(rest.lower())
    if not re.match(rf"\W*{re.escape(name)}(?!\w)", question.spelled):
        return False  # "ngư dân Thanh Hóa": where they are from may be said later
    text = claim.document.text[max(0, span.start - _LOOKED_BACK) : span.end]
    before = f"{_above(claim)}\n{text}"
    return not _is_named(name, question, unicodedata.normalize("NFC", before))


def _above(claim: Claim) -> str:
    """Give what says of whom a paragraph is: title, heading, the question it replies to."""
    return f"{claim.document.title}\n{claim.section}\n{claim.replies_to}"


def is_named_only_elsewhere(claim: Claim) -> bool:
    """Say whether its text has the name that something is asked of, and nowhere near a sentence.

    "Lăng Lenin khánh thành ngày nào?" is not answered by a text on another mausoleum that compares
    the two. Its title, file, head and section, and what stands around the paragraph, all vouch.
    """
    question, document = claim.question, claim.document
    name = name_asked(question)
    if not name or is_called_otherwise(name, claim.said):
        return False
    paragraph = document.paragraph_at(claim.span.start)
    start, end = (
        (paragraph.start, paragraph.end) if paragraph else (claim.span.start, claim.span.end)
    )
    around = document.text[max(0, start - _AROUND) : end + _AROUND]
    file = re.sub(r"[\W_]+", " ", document.source)
    above = f"{_above(claim)}\n{document.text[:_HEAD]}"
    near = unicodedata.normalize("NFC", f"{above}\n{around}\n{claim.said}")
    if _is_named(name, question, near) or in_a_row(name) in in_a_row(f"{file}\n{near}"):
        return False
    return in_a_row(name) in in_a_row(document.text)


_AROUND = 400  # characters before and after a paragraph
_HEAD = 1500  # characters that say whose a text is, and of what


# Of who did it, or where, another name may be the answer.
_TOLD_OF_ANY = (AnswerType.NUMBER, AnswerType.DATE)


def name_asked(question: Question) -> str:
    """Give the name that something is asked of: the one that the question begins with, or its only.

    "Go-Viet có bao nhiêu tài xế ở Việt Nam?" is asked of Go-Viet.
    """
    asked = unicodedata.normalize("NFC", question.spelled)
    for name in question.names:
        if re.match(rf"\W*(?:[^\W\d_]+ ){{0,2}}{re.escape(name)}(?!\w)", asked):
            return name
    if len(question.names) != 1 or _WHERE.search(asked.partition(question.names[0])[0]):
        return ""
    return question.names[0]


# "ở Việt Nam" says where, and a text of Việt Nam need not.
_WHERE = re.compile(r"(?<!\w)(?:ở|tại|trong|từ|đến|tới|vào|theo|cùng|với|so với)\s$", re.IGNORECASE)


def _is_named(name: str, question: Question, text: str) -> bool:
    """Say whether a text has a name, or a foreign word or the last one of it."""
    if any(there for one, there in identified(question, text) if one == name):
        return True
    words = [word for word in name.split() if not is_spelled_right(word.lower())]
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in (*words, name.split()[-1])
    )


def _name_first(said: str) -> tuple[str, str]:
    """Give the name that a sentence or its main clause begins with, and what follows it.

    "Hiện tại, Grab vẫn đang …"; a single word at the very beginning has its capital whatever it is.
    """
    for start, end in proper_names(said):
        lead = _LEAD.match(said[:start])
        name = said[start:end]
        alone = " " not in name and is_spelled_right(name.lower())
        if lead and _GOES_ON.match(said[end:]) and (lead["adverbial"] or not alone):
            return name, said[end:]
        break
    return "", ""


_LEAD = re.compile(
    r"^\W*(?P<adverbial>[^\W\d_][^,;:.]{1,45},\s+)?"
    r"(?:(?:nước|hãng|công ty|tập đoàn|đội|mạng|nhà mạng|tổ chức|ông|bà|anh|chị)\s)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s(?!(?:và|của|cùng|đến|tới|ở|tại|với|hay|hoặc)(?!\w))[^\W\dA-ZĐ_]")
_POINTS_BACK = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|cô|cậu|nó|họ|chúng|này|đó|ấy)(?!\w)")


def tells_of_another_case(claim: Claim) -> bool:
    """Say whether something is asked of a case, and a point of a list tells it of another one.

    "a) Kết hôn: nghỉ 03 ngày" for "nghỉ mấy ngày khi vợ đẻ?": nothing around it has the case.
    However sure the network is: the point has all but the case, and answers in few words.
    """
    is_point = _POINT.match(canonical(claim.said))
    return bool(is_point) and _is_nowhere(case_asked(claim.question), claim)


_POINT = re.compile(r"\s*(?:[-–•+*]|\(?[a-zđ][.)]|\d{1,2}[.)])\s[^:]{2,160}:\s")


def lacks_the_case(claim: Claim) -> bool:
    """Say whether something is asked of a case, and a doubted sentence stands where none has it."""
    return is_doubted(claim.span) and _is_nowhere(_case_behind(claim.question), claim)


def _is_nowhere(case: str, claim: Claim) -> bool:
    """Say whether nothing around a sentence has two words of a case together, or others for it."""
    around = f"{_above(claim)}\n{claim.paragraph}\n{claim.said}"
    return bool(case) and _is_unsaid(case, claim.question, around)


@lru_cache(maxsize=64)
def _is_unsaid(case: str, question: Question, text: str) -> bool:
    words = [word.folded for word in syllables(case)]
    own = content_words(case)
    if len(own) < _CASE_WORDS:
        return False
    others = set(words_in(looked_for(question), forms_in_a_row(text)))
    if (own - _PEOPLE) & (others | said_otherwise(question.spelled, text)):
        return False
    row = in_a_row(text)
    return not any(f" {a} {b} " in row for a, b in pairwise(words) if {a, b} & own)


# Who it happens to is no case: "kết hôn" is said of who takes a "vợ", and is not "vợ đẻ".
_PEOPLE = frozenset("vo chong con bo me cha ong ba anh chi em chau nguoi minh toi ho nha".split())
_CASE_WORDS = 2  # one word alone may be said in many others


def case_asked(question: Question) -> str:
    """Give the case that something is asked of: "Vợ đẻ thì …?", "… khi vợ đẻ?"; else nothing."""
    first = _CASE_FIRST.match(canonical(question.spelled).lower())
    return _case_behind(question) or (first["case"] if first else "")


def _case_behind(question: Question) -> str:
    match = _CASE.search(canonical(question.spelled).lower())
    return match["case"].strip() if match else ""


# "sau khi", "đến khi" say when; "khi nào" asks, with its tones or without.
_CASE = re.compile(
    r"(?<!\w)(?<!từ )(?<!đến )(?<!trước )(?<!sau )(?<!đôi )(?:khi|nếu)"
    r" (?!nào|nao|mấy|may|đó|này|ấy)(?P<case>[^,?;]+?)"
    r"(?=\W*$|[,?;]| (?:thì|là|bao nhiêu|mấy|không)(?!\w))"
)
_CASE_FIRST = re.compile(r"(?P<case>[^,?;]+?) thì(?!\w)")
