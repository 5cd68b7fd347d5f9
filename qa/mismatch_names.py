"""Checks of who and what is named: another person, office, speaker or kind of thing."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.identifiers import is_of_a_family, person_names, proper_names
from index.text import (
    Syllable,
    canonical,
    fold,
    forms_in_a_row,
    in_a_row,
    is_spelled_right,
    is_toned,
    syllables,
    words_of,
)
from qa.abbreviations import EXPANDED
from qa.asking import AnswerType, says_nothing
from qa.claim import CALLED_BY, Claim, has_brackets, only_calls
from qa.conditions import is_of_another
from qa.kinds import OFFICE, has_type, offices
from qa.question import Question
from qa.reader import missing
from qa.synonyms import said_otherwise


def lacks_what_is_named(claim: Claim) -> bool:
    """Say whether a question names what nothing that may vouch for a sentence mentions."""
    if not claim.question.names_something:
        return False
    return any(not _is_said_in_part(one, claim) for one in lacking(claim.question, claim.evidence))


@lru_cache(maxsize=64)
def lacking(question: Question, evidence: str) -> tuple[str, ...]:
    """Name what a question names and nothing that may vouch for a sentence mentions."""
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
    in_part = any(
        not (match[1] or "")[:1].isupper()
        or match[1] in words
        or is_spelled_right(match[1].lower())
        for match in re.finditer(rf"{before}{re.escape(last)}(?!\w)", text)
    )
    return in_part and bool(re.search(whole, claim.document.text))


_CALLED_AS = "[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Đđ]ồng chí"


def tells_of_a_namesake(claim: Claim) -> bool:
    """Say whether a sentence has a person of the last name asked about, and another first name."""
    people = [name.split() for name in claim.question.names if _is_a_whole_name(name)]
    if not people:
        return False
    said = unicodedata.normalize("NFC", claim.said)
    named = [said[start:end].split() for start, end in proper_names(said)]
    # A sentence may begin "Bà Trần Văn Hòa", as one run of capitals.
    named = [name[1:] if fold(name[0]) in CALLED_BY else name for name in named]
    others = [name for name in named if _is_a_whole_name(" ".join(name))]
    around = in_a_row(claim.paragraph)
    return any(
        other[-1] == name[-1] and _are_two_people(other, name)
        for name in people
        if in_a_row(" ".join(name)) not in around
        for other in others
    )


def _are_two_people(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two whole names that end alike are not of one person.

    "Trần Nam" may be "Trần Văn Nam", and foreign names are shortened in many ways; "Nguyễn Văn Nam"
    shares a middle name with half of the country.
    """
    if not (_is_of_a_person(" ".join(one)) and _is_of_a_person(" ".join(other))):
        return not {*one[:-1]} & {*other[:-1]}
    mine, theirs = (set(map(fold, name)) for name in (one, other))
    return not (mine <= theirs or theirs <= mine)


def is_of_another_person(claim: Claim) -> bool:
    """Say whether something is asked of a person, and a line begins with the name of another.

    In a list of people each line is of one: "Bà Lê Thị Lan làm kế toán" tells nothing of the next,
    nor does "Bà Lụa mở quán" of "bà Thơm".
    """
    asked = person_asked(claim.question)
    if not asked or claim.question.answer_type is AnswerType.PERSON:
        return False
    other, subject = _person_first(claim.said).split(), asked.split()
    if not other:
        return False
    if in_a_row(subject[-1]) not in in_a_row(claim.said):
        return len(subject) > 1 < len(other) or not _points_back(canonical(claim.said))
    # A namesake, where the one asked about is named nowhere in the sentence.
    is_there = in_a_row(asked) in in_a_row(claim.said)
    is_namesake = fold(other[-1]) == fold(subject[-1]) and len(subject) > 1 < len(other)
    return is_namesake and not is_there and _are_two_people(other, subject)


def person_asked(question: Question) -> str:
    """Give the person of whom something is asked, as the question begins with him; else nothing.

    One word is a name only behind what people are called by: "Bà Thơm", "Vì sao anh Long …?".
    """
    asked = _ASKS_FIRST.sub("", unicodedata.normalize("NFC", question.spelled))
    if called := _called_first(asked):
        return called
    asked = _BEGINS_WITH_A_NAME.sub("", asked)
    return next(
        (name for name in question.names if asked.startswith(name) and _is_a_whole_name(name)), ""
    )


def _person_first(text: str) -> str:
    """Give the name of the person that a sentence begins with; empty when it begins with none."""
    text = unicodedata.normalize("NFC", text)
    if called := _called_first(text):
        return called
    text = _BEGINS_WITH_A_NAME.sub("", text)
    name = next((text[a:b] for a, b in proper_names(text) if a == 0), "")
    return name if _is_a_whole_name(name) else ""


def _called_first(text: str) -> str:
    """Give "Lụa" of "Bà Lụa mở quán": one capital behind what people are called by."""
    match = _CALLED_FIRST.match(text)
    alone = match and match[1][0].isupper() and not (match[2] or "").isupper()
    return match[1] if match and alone else ""


def _points_back(text: str) -> bool:
    """Say whether what is told may be of who was named before: "Chị Thảo, con gái của ông, …"."""
    return any(not (match[1] or "")[:1].isupper() for match in _POINTS_BACK.finditer(text))


_TITLED = rf"{_CALLED_AS}|[Cc]hú|[Bb]ác|[Ee]m|[Tt]hầy|[Cc]ụ|[Cc]háu|[Cc]ậu|[Dd]ì"
_BEGINS_WITH_A_NAME = re.compile(rf"^(?:\W|\d+[.)]|(?:{_TITLED})\s)+")
_CALLED_FIRST = re.compile(rf"(?:\W|\d+[.)])*(?:{_TITLED})\s([^\W\d_]{{2,}})(?!\w)(?: (?=(\w))|)")
_ASKS_FIRST = re.compile(
    r"^(?:vì sao|tại sao|sao|khi nào|bao giờ|lúc nào|(?:ngày|năm|tháng) nào|ở đâu|hỏi)[\s,]+",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?<!\w)(?:(?:ông|bà|anh|chị|cô|chú|bác|thầy|cụ)(?!\w)(?: (\w+))?"
    r"|(?:vợ|chồng|mẹ|bố|cha|con (?:trai|gái|của)|cháu|cùng|họ|cả hai|hai người)(?!\w))"
)


def tells_of_a_name_with_other_marks(claim: Claim) -> bool:
    """Say whether a sentence, or else its paragraph, has "Thăng" where "Thắng" is asked about."""
    for name in claim.as_typed:
        texts = (claim.said, claim.paragraph)
        said = next((text for text in texts if in_a_row(name) in in_a_row(text)), "")
        if is_toned(said) and forms_in_a_row(name) not in forms_in_a_row(said):
            return True
    return False


def _is_a_whole_name(name: str) -> bool:
    """Say whether a name is a person's and has more than one word; of foreign ones every word."""
    words = name.split()
    foreign = not any(is_spelled_right(word.lower()) for word in words)
    return len(words) > 1 and (foreign or _is_of_a_person(name))


def tells_something_else_of_a_person(claim: Claim) -> bool:
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
        if term.trust != EXPANDED
        and term.syllable.folded not in named
        and not only_calls(term.syllable)
    ]
    asked = [word for word in asked if not says_nothing(word.form)]
    said = {word.folded for word in words_of(claim.said)}
    said |= said_otherwise(question.spelled, claim.said)
    if not asked or any(word.folded in said for word in asked):
        return False
    return not any(has_brackets(name, claim.said) for name in people)


def _called(name: str, asked: str, said: str) -> set[str]:
    """Give the words right before a name in both texts: "nghệ nhân" tells nothing of him."""
    wanted = forms_in_a_row(name)
    before = [forms_in_a_row(text).partition(wanted)[0].split() for text in (asked, said)]
    shared = itertools.takewhile(
        lambda pair: pair[0] == pair[1] and pair[0] not in _CALLED_NOT,
        zip(*map(reversed, before), strict=False),
    )
    return {fold(one) for one, _ in shared}


# "Chiến dịch của A" is more than what he is called by.
_CALLED_NOT = frozenset("của do bởi với cho về là và từ".split())


def _is_of_a_person(name: str) -> bool:
    """Say whether a name can be a person's: begun by a family name, or a foreign one.

    >>> [_is_of_a_person(name) for name in ("Trần Văn Bình", "Vi Thị An", "Sương Mai", "Pháp")]
    [True, True, False, False]
    >>> _is_of_a_person("Roosevelt")
    True
    """
    first, *others = name.split()
    if not others:
        return not is_spelled_right(first.lower())
    # "Hà Nội" begins with a family name too, and "Vụ Tổ chức" with one that has other marks.
    return name.istitle() and is_of_a_family([first, *others])


_WHO_HOLDS = (
    r"(?<!\w)ai (?:la|lam|giu chuc)(?: vu)? {0}"
    r"|(?<!\w){0}(?!\w).* (?:la ai|(?P<name>ten (?:la )?gi))(?!\w)"
)


def office_written(claim: Claim) -> str:
    """Give the office asked about as the question has it."""
    text = claim.question.spelled
    found = offices(text)
    if not found or len(fold(text)) != len(text):
        return ""
    _, start, end = found[0]
    return text[start:end] + _post_behind(text, end)


def office_asked(question: Question) -> str:
    """Give the office that a question names, folded; empty when it names none, or its holder."""
    if any(map(_is_of_a_person, question.names)):
        return ""
    found = offices(question.text)
    return found[0][0] if found else ""


def lacks_the_office(claim: Claim) -> bool:
    """Say whether neither a sentence nor what may vouch for it mentions the office asked about.

    Who asks for its holder is told by a sentence that names the office.
    """
    question = claim.question
    office = office_asked(question)
    if not office:
        return False
    asks = re.search(_WHO_HOLDS.format(office), fold(question.text))
    if asks and (asks["name"] or question.answer_type is AnswerType.PERSON):
        if _holds_another(office, question.spelled, claim):
            return True
        said = in_a_row(claim.said).replace(f" pho {office} ", " ")  # his deputy is another
        return f" {office} " not in said
    return f" {office} " not in in_a_row(claim.evidence)


def _holds_another(office: str, asked: str, claim: Claim) -> bool:
    """Say whether a sentence has the office asked about of other bodies or levels only.

    "Chủ tịch HĐND xã" and "Chủ tịch UBND huyện" are others than "Chủ tịch UBND xã"; where a text
    leaves either out, it may be the same. Its section and its title may have the one asked about.
    """
    wanted, said = _posts(office, asked)[:1], _posts(office, claim.said)
    if not wanted or not said:
        return False
    post, around = wanted[0], _posts(office, f"{claim.section}\n{claim.document.title}")
    return not any(map(post.may_be, said)) and post not in around


@dataclass(frozen=True, slots=True)
class _Post:
    """Where an office is held: of which bodies and at which level, as far as it is said."""

    bodies: frozenset[int]
    """Places in `_BODIES`."""
    level: str

    def may_be(self, other: _Post) -> bool:
        """Say whether both can be one post: no part that both give differs."""
        bodies = not self.bodies or not other.bodies or self.bodies & other.bodies
        return bool(bodies) and (not self.level or not other.level or self.level == other.level)


def _posts(office: str, text: str) -> list[_Post]:
    """Give the posts of an office that a text names.

    >>> _posts("bi thu", "Bí thư Huyện ủy là ai?")[0].level
    'huyện'
    """
    text = canonical(text)
    found = []
    for name, _, end in offices(text):
        if name == office:
            behind = _post_behind(text, end).lower()
            bodies = (at for at, body in enumerate(_BODIES) if re.search(body, behind))
            level = None if " cấp " in behind else _LEVEL.search(behind)
            said = next(iter(filter(None, level.groups())), "") if level else ""
            found.append(_Post(frozenset(bodies), _LEVELS.get(said, said)))
    return found


def _post_behind(text: str, end: int) -> str:
    """Give the body and the level right behind an office: " UBND xã" of "Chủ tịch UBND xã Hòa"."""
    match = _POST.match(text, end)
    return match[0] if match else ""


# Bodies that have offices of one name.
_BODIES = tuple(
    rf"(?<!\w)(?:{body})(?!\w)"
    for body in (
        "ubnd|ủy ban nhân dân|ủy ban(?= (?:xã|phường|thị|huyện|quận|thành|tỉnh))",
        "hđnd|hội đồng nhân dân",
        "mttq|(?:ủy ban )?mặt trận(?: tổ quốc)?(?: việt nam)?",
        "(?:đảng|xã|phường|huyện|quận|thị|thành|tỉnh) ủy|đảng bộ",
        "chi bộ|chi ủy",
        "(?:xã |huyện |quận |thành |tỉnh )?đoàn(?: thanh niên)?",
        "tand|tòa án(?: nhân dân)?",
        "hội (?:liên hiệp )?phụ nữ",
        "hội nông dân",
        "hội cựu chiến binh",
        "hội người cao tuổi",
        "hội chữ thập đỏ",
        "công đoàn|liên đoàn lao động",
        "hđqt|hội đồng quản trị",
        "hội đồng thành viên",
    )
)
_LEVEL = re.compile(
    r"(?<!\w)(?:(thôn|ấp|làng|xóm)|(thị xã|thị(?= ủy))|(thị trấn)|(xã)|(phường)|(huyện)|(quận)"
    r"|(thành phố|thành(?= ủy| đoàn)|tp)|(tỉnh)|(trung ương))(?!\w)"
)
_LEVELS = {"thị": "thị xã", "thành": "thành phố", "tp": "thành phố"}
_POST = re.compile(
    rf"(?:(?:\s+(?:và|của|cấp|thường trực|lâm thời))*\s+(?:{'|'.join(_BODIES)}|{_LEVEL.pattern}))*",
    re.IGNORECASE,
)


def is_told_of_another(claim: Claim) -> bool:
    """Say whether a sentence is of another thing of the kind: "xe máy" for "ô tô"."""
    return is_of_another(claim.question, claim.said, f"{claim.section}\n{claim.own_paragraph}")


def names_the_other_party(claim: Claim) -> bool:
    """Say whether it is asked who one party is, and a line is of the other: "Bên cho thuê: …"."""
    asked = _ASKS_PARTY.search(canonical(claim.question.spelled).lower())
    told = _TELLS_PARTY.match(canonical(claim.said).lower())
    if asked is None or told is None:
        return False
    return (asked["one"] or asked["other"] or asked["doer"] or "cho thuê") != told[1]


_DEALS = r"cho thuê|thuê|mua|bán|cho vay|vay|bảo lãnh|giao|nhận"
_ASKS_PARTY = re.compile(
    rf"^(?:(?:người|bên|khách)(?: đi)? (?P<one>{_DEALS})|chủ nhà)(?: nhà| xe| đất| trọ| phòng)?"
    r" (?:là ai|tên (?:là )?gì)"
    rf"|^ai là (?:người|bên|khách)(?: đi)? (?P<other>{_DEALS})(?!\w)|^ai là chủ nhà(?!\w)"
    rf"|^ai (?:đi |đã |đang )?(?P<doer>{_DEALS})(?: lại)? (?:căn )?(?:nhà|xe|đất|trọ|phòng|hộ)\W*$"
)
_TELLS_PARTY = re.compile(rf"\W*(?:đại diện )?bên ({_DEALS})(?!\w)[^:]{{0,30}}:")


def names_only_the_other(claim: Claim) -> bool:
    """Say whether it is asked who came before "ông Thắng", and a sentence names nobody but him."""
    beside = _last_names(_BESIDE, claim.question.spelled)
    if not beside or claim.question.answer_type is not AnswerType.PERSON:
        return False
    said = unicodedata.normalize("NFC", claim.said)
    people = {fold(said[a:b].split()[-1]) for a, b in person_names(said)}
    people |= _last_names(_CALLED, said)
    return bool(people) and people <= beside


def _last_names(pattern: re.Pattern[str], text: str) -> set[str]:
    """Give the last words, folded, of the names that a pattern finds with words behind them."""
    found = set()
    for match in pattern.finditer(unicodedata.normalize("NFC", text)):
        name = list(itertools.takewhile(lambda word: word[0].isupper(), match[1].split()))
        found |= {fold(name[-1])} if name else set()
    return found


_CALLED = re.compile(rf"(?<!\w)(?:{_TITLED})\s((?:\w+ ?){{1,4}})")
_BESIDE = re.compile(
    rf"(?<!\w)(?:trước|sau|thay|thay thế|kế nhiệm|ngoài)(?: cho)? (?:{_TITLED}) ((?:\w+ ?){{1,4}})"
)


def gives_no_name(claim: Claim) -> bool:
    """Say whether "tên … là gì" is asked, and a sentence has no name but those of the question."""
    asks = fold(claim.question.spelled)
    last = _ASKS_NAME_LAST.search(asks)
    if not (last or _ASKS_NAME.search(asks)):
        return False
    said = unicodedata.normalize("NFC", claim.said)
    if (last and (OFFICE.match(asks) or _PERSON_FIRST.match(asks))) or _OF_A_PERSON.search(asks):
        role = _ROLE.search(canonical(claim.question.spelled).lower())
        if role and f" {role[1]} " not in forms_in_a_row(claim.paragraph):
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
)


_ASKS_NAME_LAST = re.compile(r"(?<!\w)ten (?:la )?gi\W*$")  # "Bộ trưởng Y tế tên gì?"


_PERSON_NOUN = (
    r"(?:nguoi|ong|ba|anh|chi|chau|em|be|con|vo|chong|me|bo|cha|nan nhan|hoc sinh|sinh vien"
    r"|giao vien|tac gia|bac si|can bo|nhan vien|luat su|dai dien|tham phan|kiem sat vien|thu ky"
    r"|phien dich|ky su|nghe nhan|bi cao|bi don|nguyen don|truong (?:ban|thon|lang|ap|xom))(?!\w)"
)
_OF_A_PERSON = re.compile(rf"(?<!\w)ten (?:(?:cua|nhung|cac|hai|ba|bon|\d+) )*{_PERSON_NOUN}")
_PERSON_FIRST = re.compile(_PERSON_NOUN)  # "Luật sư của ông A tên gì?"


# "Tên con của ông A": a name beside his is his wife's for all that is told. So is one in a sentence
# of no "luật sư", when the name of one is asked for.
_ROLE = re.compile(
    r"(?:^|(?<!\w)tên (?:(?:của|những|các|hai|ba|bốn|người|đứa|\d+) )*)"
    r"((?:con|vợ|chồng|mẹ|bố|cha|anh|chị|em|cháu)(?=(?: \w+)? (?:của|ông|bà|anh|chị|cô|chú) )"
    r"|luật sư|thẩm phán|kiểm sát viên|phiên dịch|bác sĩ|kỹ sư|nghệ nhân)(?!\w)"
)


def tells_of_anothers_kin(claim: Claim) -> bool:
    """Say whether the wife or a child of one person is asked about, and a sentence has another's.

    "Bà Inh, vợ ông Lộng" tells of no wife of Long, by who types tones; nor does a paragraph without
    a wife, where it is asked who she is.
    """
    question = claim.question
    read = str.lower if is_toned(question.typed) else fold
    asks_who = _ASKS_WHO.search(fold(question.spelled))
    for kin, name in _kin_named(question):
        is_told = f" {kin} " in forms_in_a_row(claim.paragraph) or fold(kin) in said_otherwise(
            question.spelled, claim.paragraph
        )
        if asks_who and not is_told:
            return True
        whose = {read(other.split()[-1]) for _, other in _kin_of(kin, claim.said)}
        if whose and read(name.split()[-1]) not in whose:
            return True
    return False


def kin_asked(question: Question) -> list[str]:
    """Give whose kin a question asks about, in its words: "vợ của Trần Văn Bình"."""
    return [f"{kin} của {name}" for kin, name in _kin_named(question)]


def _kin_named(question: Question) -> list[tuple[str, str]]:
    """Give the kin that a question names; "Cháu Lê Văn An" is a child of that name himself."""
    asked = canonical(question.spelled).lower()
    found = _kin_of(_KIN, question.spelled)
    return [(kin, name) for kin, name in found if f"cháu {name.lower()}" not in asked]


_KIN = "vợ|chồng|mẹ|bố|cha|con|cháu"
_ASKS_WHO = re.compile(r"(?<!\w)(?:ai|ten (?:la )?gi|^ten)(?!\w)")


def _kin_of(kin: str, text: str) -> list[tuple[str, str]]:
    """Give the kin that a text tells of and the names of whose they are: ("vợ", "Lộng")."""
    pattern = rf"(?<!\w)({kin})(?: trai| gái)?(?: của)?(?: (?:{_CALLED_AS}))? ((?:\w+ ?){{1,4}})"
    found = []
    for match in re.finditer(pattern, unicodedata.normalize("NFC", text), re.IGNORECASE):
        name = list(itertools.takewhile(lambda word: word[0].isupper(), match[2].split()))
        found += [(match[1].lower(), " ".join(name))] if name else []
    return found


_NAMING = re.compile(r"[“\"«‘]|(?<!\w)(?:gọi|mang danh|biệt danh|bút danh)(?!\w)")


_SPEECH = (
    "phát biểu|nói|trình bày|đề xuất|đề nghị|khẳng định|nhấn mạnh|kết luận|yêu cầu|lưu ý|chia sẻ"
    "|kiến nghị|cho biết|nhận định|tham luận|báo cáo|khuyên"
)


_ASKS_SPEECH = re.compile(
    rf"(?<!\w)(?:{_SPEECH})"
    r"(?: (?:về|thêm|những|các|điều|câu|nội dung|vấn đề|ý|giải pháp|biện pháp))* gì(?!\w)"
)


_SPEAKS = re.compile(
    rf"(?<!\w)(?:{_SPEECH}|nêu|chỉ ra|cho rằng|đánh giá|kêu gọi|chỉ đạo|thông báo|tuyên bố"
    r"|giải thích|lời|kể|nhận xét|phê bình|thừa nhận|đáp|viết|hỏi|trả lời|cảnh báo|phân tích"
    r"|bày tỏ|xác định|cần|phải)(?!\w)"
)


def quotes_nobody(claim: Claim) -> bool:
    """Say whether a person's words are asked for, and a sentence tells of none, or not of his."""
    asked = _ASKS_SPEECH.search(canonical(claim.question.spelled).lower())
    if asked is None or _is_said_of_a_text(claim.question, asked.start()):
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


def _is_said_of_a_text(question: Question, place: int) -> bool:
    """Say whether a code stands right before a place: "Nghị quyết 29 nói về gì?"."""
    return any(
        not re.search(r"\w", question.spelled[code.end : place])
        for code in question.codes
        if code.end <= place
    )


def lacks_the_deed(claim: Claim) -> bool:
    """Say whether it is asked why or how a thing was done, and its paragraph has no such deed.

    "Vì sao … quyết định giải thể …?", "… thì bị xử lý ra sao?" take for granted what may be untrue.
    """
    question = claim.question
    if question.answer_type not in (AnswerType.REASON, AnswerType.MANNER):
        return False
    if not (deed := deed_asked(question)):
        return False
    done = deed.split()[-1]
    written = {word.form for word in syllables(claim.paragraph)}
    if not is_toned(done):
        written = set(map(fold, written))
    return done not in written and fold(done) not in said_otherwise(
        question.spelled, claim.paragraph
    )


def deed_asked(question: Question) -> str:
    """Give what a question says was done, "quyết định giải", by its first word; else nothing."""
    found = _DEED.search(canonical(question.spelled).lower())
    return found[0] if found and not says_nothing(found[0].split()[-1]) else ""


# "Vì sao không uống thuốc ấy khi bị sốt?" asks of a case, and says of nobody that he was ill; "bị
# coi là không khả thi" is what somebody thinks, and a text has other words for it.
_DEED = re.compile(
    r"(?<!\w)(?:quyết định|xin|(?<!khi )(?<!nếu )(?<!lúc )(?<!hợp )(?<!người )bị|từ chối)"
    r" (?!gì|nào|ai|sao|coi|xem (?:là|như)|cho (?:là|rằng)|gọi là|đánh giá)[^\W\d_]+(?= \w)"
)


def names_none_of_the_kind(claim: Claim) -> bool:
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
        said = canonical(claim.said).lower()
        is_quoted = _has_capital(r"[“\"«]\s*", claim.said)
        return not is_quoted and not re.search(rf"(?<!\w){match[1]}(?!\w)", said)
    around = f"{claim.document.title}\n{claim.paragraph}"
    return not _says_which(match[1], around)


def _says_which(kind: str, text: str) -> bool:
    """Say whether a text has a thing of a kind and more of it: "ngân hàng" alone is any."""
    behind = re.findall(rf"(?<!\w){kind}[ :“\"«(]+(\w+)", canonical(text), re.IGNORECASE)
    return any(word[0].isupper() or not says_nothing(word) for word in behind)


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
