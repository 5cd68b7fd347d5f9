"""What is asked: canonical form, restored diacritics, abbreviations, identifiers, answer type."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from index.errors import QuestionError
from index.identifiers import Code, Date, Ordinal, codes, dates, ordinals, proper_names
from index.lexical import LexicalIndex, Term
from index.telex import decode_keystrokes
from index.text import (
    SYLLABLE,
    Syllable,
    canonical,
    fold,
    is_spelled_right,
    is_toned,
    syllables,
)
from index.tones import Restored, ToneRestorer
from qa.english import in_vietnamese
from qa.preamble import core

MAX_CHARACTERS = 1000

EXPANDED = 0.7
"""The trust of words that the expansion of an abbreviation added."""


class AnswerType(StrEnum):
    """The kind of words that would answer."""

    DATE = "ngày tháng"
    NUMBER = "con số"
    PERSON = "tên người"
    PLACE = "địa điểm"
    REASON = "lý do"
    MANNER = "cách thức"
    DEFINITION = "định nghĩa"
    OTHER = "nội dung"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    typed: str
    text: str
    """Canonical, with restored diacritics and expanded abbreviations: what the encoder sees."""
    spelled: str
    """The same before abbreviations are expanded; identifiers' places are offsets into it."""
    terms: tuple[Term, ...]
    """The words to look for, question words left out, abbreviations in both forms."""
    answer_type: AnswerType
    wants_list: bool
    codes: tuple[Code, ...]
    dates: tuple[Date, ...]
    ordinals: tuple[Ordinal, ...]
    names: tuple[str, ...]
    """Proper names, as typed with capitals."""
    quotes: tuple[str, ...]
    """Words that the person put in quotation marks."""
    is_vietnamese: bool

    @property
    def names_something(self) -> bool:
        """Whether the question has an identifier that its evidence must mention."""
        return bool(self.codes or self.dates or self.ordinals or self.names or self.quotes)

    def named(self, identifier: Code | Date | Ordinal | str) -> str:
        """Give an identifier as it stands in the question, abbreviations not expanded."""
        if isinstance(identifier, str):
            return identifier
        return self.spelled[identifier.start : identifier.end]

    @property
    def understood_as(self) -> str:
        """The question as read, when that is not what was typed; else empty."""
        same = core(" ".join(canonical(self.typed).split())) == " ".join(self.text.split())
        return "" if same else self.text


# Folded question phrases by the type of answer they ask for; the first that occurs decides.
_TYPES: tuple[tuple[AnswerType, str], ...] = (
    (
        AnswerType.REASON,
        r"vi sao|tai sao|sao lai|(?:do|vi|boi) dau"
        r"|vi le gi|ly do|nguyen nhan|why|(?:de|nham) lam gi(?=\W*$)|nham (?:muc dich )?gi(?=\W*$)",
    ),
    (
        AnswerType.DATE,
        r"khi nao|bao gio|bao lau|luc nao|luc may gio|may gio(?! \w)|"
        # "mỗi tháng mấy tiền", "một năm bao nhiêu tiền" ask for money.
        r"(?:vao )?(?<!moi )(?<!mot )(?<!hang )"
        r"(?:ngay|thang|nam|thoi gian|thoi diem|hom|dip|quy) "
        r"(?:thang )?(?:nam )?(?:nao|may(?! (?:tien|dong|lan)(?!\w))|bao nhieu(?! \w)|gi)|"
        r"(?:tu|den) bao gio|"
        r"(?:ngay|nam) (?:ban hanh|ky|ra doi|thanh lap|sinh|khai mac) la bao nhieu|"
        r"when|what (?:date|year)",
    ),
    (
        AnswerType.NUMBER,
        # "Mấy việc sau này có … không?", "trong mấy việc thì cái gì …" count nothing.
        r"bao nhieu|(?<!^)(?<!trong )may(?= \w)"
        r"|may(?= \w)(?!.*(?<!\w)(?:gi|nao|ai|sao|khong\W*$)(?!\w))"
        r"|dien thoai (?:nao|may|gi)|so luong|how (?:many|much)|ty le (?:bao nhieu|la)"
        r"|dien tich la",
    ),
    (
        AnswerType.PERSON,
        r"(?<!cua )(?<!cho )(?<!voi )(?<!den )ai(?! cập)|"
        r"(?:nguoi|ong|ba|dong chi|nhan vat|lanh dao|tac gia|dai bieu)(?: \w+)? nao|"
        r"(?:giao su|tien si|bac si|luat su|ky su|nghe si|nghe nhan|nha bao|nha van|nha tho"
        r"|nha khoa hoc|chuyen gia|huan luyen vien|giang vien|giao vien) nao|"
        r"(?<!don )(?<!hanh )(?<!pham )(?<!chuc )vi nao|who(?:m|se)?|"
        # "tên Bí thư Thành ủy", "họ tên người ký".
        r"^(?:ho (?:va )?)?ten (?:day du )?(?:cua )?(?:vi|nguoi|dong chi|tac gia|pho|bi thu"
        r"|chu tich|thu tuong|bo truong|giam doc|truong (?:ban|phong)|tong (?:bi thu|giam doc)"
        r"|cuc truong|vu truong|hieu truong)",
    ),
    (
        AnswerType.PLACE,
        r"(?:o|tai) (?:nhung )?dau|den dau|tu dau|cho nao|"
        r"(?:noi|tinh|thanh pho|nuoc|(?<!tam )(?<!cap )(?<!muc )quoc gia"
        r"|dia diem|dia phuong|vung|khu vuc|hoi truong|tru so)(?: \w+)? nao|"
        r"where",
    ),
    (
        AnswerType.MANNER,
        r"nhu the nao|ra sao|the nao|lam sao|cach nao|bang cach|lam the nao|how",
    ),
    (AnswerType.DEFINITION, r"(?:nghia )?la gi|nghia la|dinh nghia|la nhu the nao|what is"),
)
_TYPE_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for kind, words in _TYPES)
_LIST = re.compile(
    r"(?<!\w)(?:nhung (?:\w+ ){0,5}(?:nao|gi|ai)|cac (?:\w+ ){1,6}(?:nao|gi)"
    # "Bảy tiêu chí … là gì?" wants seven of them.
    r"|^(?:\d{1,2}|hai|ba|bon|sau|bay|tam|chin|muoi) \w.* (?:gi|nao|ai)(?: \w+)?(?=\W*$)"
    r"|gom (?:nhung )?(?:gi|ai|nhung|may)|bao gom|liet ke|ke ten|ke ra|neu (?:ten|cac|nhung)"
    r"|nhung ai|may \w+ (?:nao|gi|la)|which .*s\b|list)(?!\w)"
)
# Words that ask and say nothing of what is looked for. Measured on viquad_dev and alqac_dev:
# without them in the BM25 query, see models/encoder/README.md.
_ASKING = re.compile(
    r"(?<!\w)(?:duoc hieu la gi|(?<=, )tuc(?: la)?"
    r"|la gi|(?:n[oó]i |ban )?ve (?:van de|noi dung|viec|dieu) gi|gi|nao|ai|bao nhieu|may"
    r"|bao gio|o dau|dau|vi sao|tai sao|sao"
    r"|nhu the nao|the nao|ra sao"
    r"|hay cho biet|cho biet|cho hoi|cho toi hoi|xin hoi|xin cho biet|hay neu|hay ke|liet ke|ke ten"
    r"|dung hay sai|phai khong|a|vay|nhi|the|khong)(?!\w)"
)
# A question made only of these says nothing to look for.
_FUNCTION_FORMS = frozenset(
    (
        "là và của những các cái này kia đó đấy ấy thì mà ở tại vào ra lên xuống với cho bị được "
        "bởi về từ đến trong ngoài trên dưới sẽ đã đang rồi còn cũng nên nếu tuy nhưng vì do gì "
        "nào ai sao thế bao nhiêu mấy khi đâu như hay hoặc có không chưa phải rất quá làm hơn nhất "
        "chỉ mọi mỗi một hai vậy à ạ ừ ơi nhé nhỉ tôi bạn mình nó họ chúng ta rằng đây nữa lại đi "
        "theo bằng để hả hỏi"
    ).split()
)
_FUNCTION_WORDS = frozenset(map(fold, _FUNCTION_FORMS))


def says_nothing(form: str) -> bool:
    """Say whether a lower-case word is a function word: "cho" is one, "chợ" is not."""
    return form in (_FUNCTION_FORMS if is_toned(form) else _FUNCTION_WORDS)


@cache
def shipped_abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Read the list in qa/abbreviations.jsonl: abbreviation -> expansions."""
    path = Path(__file__).with_name("abbreviations.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["abbreviation"]: tuple(row["expansions"]) for row in rows}


def check(typed: str) -> str:
    """Give the question in canonical form, without outer spaces.

    Raises:
        QuestionError: it is empty, too long, or has no word that could be looked for.
    """
    if len(typed) > MAX_CHARACTERS:
        raise QuestionError(
            f"Câu hỏi dài {len(typed)} ký tự, quá giới hạn {MAX_CHARACTERS}. Hãy hỏi ngắn gọn hơn."
        )
    try:
        typed.encode("utf-8")
    except UnicodeEncodeError as error:
        # What a terminal or a program hands over when the bytes it got were not UTF-8.
        raise QuestionError(
            f"Câu hỏi không phải UTF-8 (ký tự {error.start + 1}). Hãy gõ lại câu hỏi."
        ) from error
    text = " ".join(canonical(typed.replace("\x00", " ")).split())
    if not text:
        raise QuestionError("Câu hỏi trống. Hãy gõ câu hỏi, ví dụ: “Ai chủ trì hội nghị?”")
    words = syllables(text)
    if not words:
        raise QuestionError("Câu hỏi không có chữ nào. Hãy hỏi bằng lời.")
    if all(says_nothing(word.form) or len(word.folded) < 2 for word in words) and not any(
        word.folded.isdigit() for word in words
    ):
        raise QuestionError(
            "Câu hỏi chỉ có từ hỏi hoặc từ nối. Hãy nêu rõ muốn biết điều gì, về ai, văn bản nào."
        )
    return text


def understand(
    typed: str,
    *,
    restorer: ToneRestorer,
    lexical: LexicalIndex,
    defined: Mapping[str, str] | None = None,
    as_typed: Collection[str] = (),
) -> Question:
    """Read a question: spelling, tones, abbreviations, identifiers and the kind of answer.

    `defined` are the abbreviations that the documents themselves define; they come first.
    `as_typed` are words (in lower case) that the person wants left as they were typed.

    Raises:
        QuestionError: see `check`.
    """
    text = _CODE_GLUED.sub(r"\1 \2", core(check(typed)))
    for said, written in _COLLOQUIAL:
        text = said.sub(written, text)
    is_vietnamese = _is_vietnamese(text)
    if not is_vietnamese and (translated := in_vietnamese(text)):
        text, is_vietnamese = canonical(translated), True
    trust: dict[int, float] = {}
    if is_vietnamese:
        text = _spelled(text, lexical, as_typed)
        text, trust = _toned(text, restorer, as_typed)
    expanded, added = _expand(text, defined or {}, lexical, as_typed)
    folded = _folded(text, trust)
    asked = _asking_places(folded) if len(folded) == len(text) else []
    named = tuple(names(text)) if is_vietnamese else ()
    named = tuple(name for name in named if not _is_slip_of_a_known_word(name, lexical))
    named += tuple(_unknown_models(text, lexical))
    named += tuple(_unknown_words(text, lexical)) if is_vietnamese else ()
    named += tuple(one for one in _acronyms(text) if is_vietnamese and one not in (defined or {}))
    kind = answer_type_of(folded)
    alone = r"(?:(?:ong|ba|anh|chi|co|dong chi) )?{} la ai"
    if kind is AnswerType.PERSON and any(
        re.match(alone.format(re.escape(fold(name))), fold(text)) for name in named
    ):
        kind = AnswerType.DEFINITION  # "Nguyễn Văn A là ai?" asks what he is, not for a name
    terms = [
        Term(word, trust.get(word.start, 1.0))
        for word in syllables(text)
        if not any(start <= word.start < end for start, end in asked)
    ]
    return Question(
        typed=typed,
        text=expanded,
        spelled=text,
        terms=(*terms, *added),
        answer_type=kind,
        wants_list=bool(_LIST.search(folded)),
        codes=tuple(codes(text)),
        dates=tuple(dates(text)),
        ordinals=tuple(ordinals(text)),
        names=named,
        quotes=tuple(match[1].strip() for match in re.finditer(r"[“\"«]([^”\"»]{3,})[”\"»]", text)),
        is_vietnamese=is_vietnamese,
    )


_CODE_GLUED = re.compile(
    r"(?<!\w)(nq|nđ|nd|qđ|qd|tt|tb|ct|kl|đa|kh|cv)(\d{1,5})(?![\w/-])", re.IGNORECASE
)


# "Vé nhiêu tiền?", "trong mấy hôm": toned only, for "nhieu" may be "nhiều".
_COLLOQUIAL = (
    (re.compile(r"(?<!\w)(?<!bao )nhiêu(?!\w)"), "bao nhiêu"),
    (
        re.compile(r"(?<!\w)(mấy|bao nhiêu) hôm(?!\w| (?:nay|trước|sau|qua|rồi)(?!\w))"),
        r"\1 ngày",
    ),
)


def answer_type_of(folded: str) -> AnswerType:
    """Tell what kind of words would answer a folded question.

    >>> answer_type_of("ai chu tri hoi nghi"), answer_type_of("hoi nghi hop ngay nao")
    (<AnswerType.PERSON: 'tên người'>, <AnswerType.DATE: 'ngày tháng'>)
    """
    folded = _NOT_ASKING.sub(" ", folded)
    found = [
        (match.start(), kind)
        for kind, pattern in _TYPE_PATTERNS
        if (match := pattern.search(folded))
    ]
    if {kind for _, kind in found} <= {AnswerType.DEFINITION} and _LASTING.search(folded):
        return AnswerType.DATE
    if not found:
        return AnswerType.REASON if _WHY_FIRST.match(folded) else AnswerType.OTHER
    order = [kind for kind, _ in _TYPES]
    return min(found, key=lambda place: order.index(place[1]))[1]


# "Sao đường hay kẹt xe?", but not "Sao Hỏa có nước không?"
_WHY_FIRST = re.compile(r"sao (?!(?:ke|chep|chup|luu|y)(?!\w))(?!.* (?:khong|chua)\W*$)")
# "lúc nào cũng" is always, and "là đột phá ở chỗ nào" asks in what respect, not for a place.
_NOT_ASKING = re.compile(
    r"(?<!\w)(?:\w+ )?(?:nao|gi|ai|dau|bao gio) cung(?!\w)"
    r"|(?<=la )(?:\w+ ){1,6}o (?:cho|diem) nao(?!\w)"
)
# Asks for a time when nothing else is asked for.
_LASTING = re.compile(r"(?<!\w)(?:thoi han|han (?:cuoi|chot|nop))(?!\w)")


# What asks, by folded form: "đầu tư", "máy", "thể", "nội" only look like it without their tones.
_ASKING_FORMS = {
    "ai": "ai", "dau": "đâu", "gi": "gì", "khong": "không", "may": "mấy", "nao": "nào",
    "noi": "nơi", "sao": "sao", "the": "thế", "vay": "vậy", "cap": "cấp",  # Ai Cập is no person
    "tinh": "tỉnh", "luc": "lúc", "quy": "quý", "ong": "ông", "ba": "bà", "hom": "hôm",
    "tuc": "tức", "nuoc": "nước", "vung": "vùng", "ngay": "ngày", "nam": "năm", "thang": "tháng",
}  # fmt: skip


_SURE = 0.99  # a restored word is taken at its tones from this probability on


def _folded(text: str, trust: Mapping[int, float] | None = None) -> str:
    """Fold a question in place, but for words that folding would turn into words that ask.

    `trust` says how sure restored tones are, by place: "may cuon sach" may be "mấy" or "máy".
    """
    folded = fold(text)
    if len(folded) != len(text):
        return folded
    alike = [
        (word.start, word.end, word.form)
        for word in syllables(text)
        if is_toned(word.form)
        and word.form != _ASKING_FORMS.get(word.folded, word.form)
        and (trust or {}).get(word.start, 1.0) > _SURE
    ]
    return _replace(folded, alike)


def _asking_places(folded: str) -> list[tuple[int, int]]:
    return [match.span() for match in _ASKING.finditer(folded)]


ENGLISH = frozenset(
    (
        "the what who when where how why which is are was were did does do of in on at for to "
        "by and"
    ).split()
)


def _is_vietnamese(text: str) -> bool:
    """Say whether most words can be Vietnamese; a toned one settles it.

    Not one in a name, where it is asked in English: "Who is Hoàng Trung Hải?"
    """
    words = [word for word in syllables(text) if word.form.isalpha()]
    asks = bool(words) and words[0].form in _ASKS_IN_ENGLISH
    toned = [word for word in words if is_toned(word.form)]
    if not words or any(not asks or text[word.start].islower() for word in toned):
        return True
    english = [word.form for word in words if word.form in ENGLISH]
    # "the ra vao do cong ty nao cap": "the" and "do" are Vietnamese as well.
    foreign = not all(map(is_spelled_right, english))
    if foreign and len(english) >= max(2, len(words) / 4):
        return False
    legal = sum(bool(SYLLABLE.fullmatch(decode_keystrokes(word.form))) or len(word.form) <= 2
                or is_toned(decode_keystrokes(word.form)) for word in words)  # fmt: skip
    return legal >= 0.6 * len(words)


_ASKS_IN_ENGLISH = frozenset("who whose what when where why which how did does".split())

# What people write in chat; lower case only, so that names and codes are left alone.
_CHAT = {
    "ko": "không", "k": "không", "hok": "không", "bn": "bao nhiêu", "đc": "được", "dc": "được",
    "cty": "công ty", "sv": "sinh viên", "hs": "học sinh", "gv": "giáo viên", "j": "gì",
    "sđt": "số điện thoại", "sdt": "số điện thoại", "ntn": "như thế nào", "vs": "với",
    "ng": "người", "tg": "thời gian", "đt": "điện thoại",
}  # fmt: skip


def _spelled(text: str, lexical: LexicalIndex, as_typed: Collection[str]) -> str:
    """Undo keystrokes and mistypings of words that no document has and Vietnamese has not."""
    words = syllables(text)
    fixed = []
    for position, word in enumerate(words):
        typed = text[word.start : word.end]
        if typed.lower() in as_typed:
            continue
        if typed in _CHAT:
            fixed.append((word.start, word.end, _CHAT[typed]))
            continue
        if not word.form.isalnum() or word.form.isdigit() or typed.isupper() or len(typed) < 2:
            continue
        known = lexical.has(word.folded) or word.folded in _folded_abbreviations()
        if known:
            continue
        if is_spelled_right(word.folded):
            if typed.islower() and (near := _word_between(words, position, lexical)):
                fixed.append((word.start, word.end, near))
            continue
        decoded = decode_keystrokes(typed)
        if decoded != typed:
            fixed.append((word.start, word.end, decoded))
        elif len(typed) > 2 and set(word.folded) & set("aeiouy"):
            before = words[position - 1].folded if position else ""
            after = words[position + 1].folded if position + 1 < len(words) else ""
            near = _nearest_word(word.folded, before, after, lexical)
            if not near and typed[0].isupper() and len(typed) >= _LONG_NAME:
                near = _nearest_name(word.folded, before, after, lexical)
            if near:
                near = near.capitalize() if typed[0].isupper() else near
                fixed.append((word.start, word.end, near))
    return _replace(text, fixed)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _one_slip_away(word: str) -> set[str]:
    """Give what a word can be with one letter less, more, other, or two of them changed about."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = {left + right[1:] for left, right in splits if right}
    near |= {left + letter + right for left, right in splits for letter in _LETTERS}
    near |= {left + letter + right[1:] for left, right in splits if right for letter in _LETTERS}
    near |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    return near


def _nearest_word(word: str, before: str, after: str, lexical: LexicalIndex) -> str:
    """Find the word one keystroke away that stands between these neighbours in a document."""
    scored = []
    for candidate in _one_slip_away(word):
        if not lexical.has(candidate) or not is_spelled_right(candidate):
            continue
        evidence = lexical.frequency(f"{before} {candidate}") + lexical.frequency(
            f"{candidate} {after}"
        )
        if evidence:
            scored.append((evidence, lexical.frequency(candidate), candidate))
    if not scored:
        return ""
    best = max(scored)[2]
    return lexical.usual_form(best)


def _word_between(words: Sequence[Syllable], position: int, lexical: LexicalIndex) -> str:
    """Find the word one keystroke away that documents have between both neighbours: "tác dụn phụ".

    For a word that Vietnamese has and no document: it may well be meant as it was typed.
    """
    if not 0 < position < len(words) - 1:
        return ""
    before, word, after = words[position - 1 : position + 2]
    if says_nothing(before.form) or says_nothing(after.form):
        return ""
    found = [
        one
        for one in sorted(_one_slip_away(word.folded))
        if is_spelled_right(one)
        and lexical.has(f"{before.folded} {one}")
        and lexical.has(f"{one} {after.folded}")
    ]
    return lexical.usual_form(found[0]) if len(found) == 1 else ""


_LONG_NAME = 6  # letters: of shorter foreign names too many are one letter apart


def _nearest_name(name: str, before: str, after: str, lexical: LexicalIndex) -> str:
    """Find the foreign name one keystroke away: documents have "Tolstoi" for "Tolstoy".

    Of several the one that stands between these neighbours; none if there is no such one.
    """
    found = sorted(
        one for one in _one_slip_away(name) if lexical.has(one) and not is_spelled_right(one)
    )
    if len(found) > 1:
        found = [
            one for one in found if lexical.has(f"{before} {one}") or lexical.has(f"{one} {after}")
        ]
    return lexical.usual_form(found[0]) if len(found) == 1 else ""


def _is_slip_of_a_known_word(name: str, lexical: LexicalIndex) -> bool:
    """Say whether no document has a foreign name of one word, but one that is a slip away."""
    word = fold(name)
    if " " in name or is_spelled_right(name.lower()) or lexical.has(word):
        return False
    return any(map(lexical.has, _one_slip_away(word)))


def _unknown_models(text: str, lexical: LexicalIndex) -> list[str]:
    """Find "SV-10A" where documents tell of an SV-18C and of no SV-10A."""
    found = []
    for match in _MODEL.finditer(text):
        series, *number = (word.folded for word in syllables(match[0]))
        if lexical.has(series) and not lexical.has(" ".join([series, *number])):
            found.append(match[0])
    return found


def _unknown_words(text: str, lexical: LexicalIndex) -> list[str]:
    """Find "warfarin", lower case: no Vietnamese word looks like it, no document has it."""
    return [
        match[0]
        for match in _FOREIGN.finditer(text)
        if match[0] not in _EVERYDAY
        and not lexical.has(match[0])
        and not _is_nearly_spelled_right(match[0])
        and not any(map(lexical.has, _one_slip_away(match[0])))
        and not _is_glued(match[0])
    ]


def _is_glued(word: str) -> bool:
    """Say whether two words were typed as one: "hopdong"."""
    return any(
        is_spelled_right(word[:at]) and is_spelled_right(word[at:]) for at in range(1, len(word))
    )


# What is foreign in spelling only, and a document may have in Vietnamese words.
_EVERYDAY = frozenset(
    (
        "online offline internet website facebook youtube zalo messenger google livestream"
        " workshop seminar webinar marketing startup logistics feedback deadline shipper freelancer"
        " laptop smartphone tablet camera computer server software hotline voucher password"
        " account banking visa passport homestay resort container showroom checkin checkout"
    ).split()
)
_FOREIGN = re.compile(r"(?<![\w/.@&-])[a-z]{6,}(?![\w/.@&]|-\w)")


def _acronyms(text: str) -> list[str]:
    """Find short forms in capitals that nothing says the long form of: "EVFTA"."""
    if text.isupper():
        return []
    return [
        match[0]
        for match in _ACRONYM.finditer(text)
        if match[0] not in _CURRENCIES
        and not re.fullmatch(r"[IVXLC]+", match[0])
        and not is_spelled_right(fold(match[0]))
        and fold(match[0]) not in _folded_abbreviations()
    ]


_ACRONYM = re.compile(r"(?<![\w/.&-])[A-ZĐ]{3,}(?![\w/.&-]*\w)")
_CURRENCIES = frozenset("USD VND VNĐ EUR".split())

# Long names have short forms: "Covid" for "Covid-19".
_MODEL = re.compile(r"(?<![\w/.-])[A-ZĐ]{1,3}-\d{1,5}[A-Z]?(?![\w/.-]*\w)")


def _toned(
    text: str, restorer: ToneRestorer, as_typed: Collection[str]
) -> tuple[str, dict[int, float]]:
    """Restore diacritics; give the text and, by place, how far each restored word is trusted."""
    words = [word for word in restorer.restore_words(text) if word.typed.isalpha()]
    toned = sum(is_toned(word.typed) for word in words)
    # Who types tones types them everywhere: a bare word among toned ones is mostly meant so.
    sure = 0.98 if toned >= 0.4 * len(words) else 0.0
    restored = [
        word
        for word in words
        if word.changed and word.probability >= sure and word.typed.lower() not in as_typed
    ]
    restored = [
        replace(word, form=_signed(word, text) or _title_before_name(word, text))
        for word in restored
    ]
    new = _replace(text, [(word.start, word.end, word.form) for word in restored])
    trust = {}
    shift = 0
    for word in restored:
        trust[word.start + shift] = word.probability
        shift += len(word.form) - (word.end - word.start)
    return new, trust


def _signed(word: Restored, text: str) -> str:
    """Give "ký" for "ky" in "do ai ky", "ky ngay nao"; nothing for "hoc ky nao", "ky hop"."""
    before, after = fold(text[: word.start]), fold(text[word.end :])
    asks = re.search(r"(?<!\w)(?:ai|nguoi|da) $", before) or re.match(
        r" (?:ngay|thang|nam|khi|luc) (?:nao|may)(?!\w)", after
    )
    is_noun = re.search(r"(?<!\w)(?:hoc|thoi|dinh|nhiem|hoa|chu|cuoi|dau|tung|moi) $", before)
    return "ký" if word.typed == "ky" and asks and not is_noun else ""


def _title_before_name(word: Restored, text: str) -> str:
    """Give "chị" for "chi Gam": before a capital an unsure word is how a person is called."""
    follows = text[word.end : word.end + 2]
    is_before_name = follows[:1] == " " and follows[1:].isupper() and word.typed.islower()
    title = _TITLES.get(word.typed) if is_before_name and word.probability < _SURE else None
    return title or word.form


_TITLES = {"chi": "chị", "ong": "ông", "ba": "bà", "co": "cô", "chu": "chú", "thay": "thầy"}


def _replace(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    for start, end, new in reversed(sorted(changes)):
        text = text[:start] + new + text[end:]
    return text


def _expand(
    text: str, defined: Mapping[str, str], lexical: LexicalIndex, as_typed: Collection[str]
) -> tuple[str, tuple[Term, ...]]:
    """Write abbreviations out after themselves; give the text and the words added to the search.

    The other way round too: a question that says "Ủy ban nhân dân" also looks for "UBND".
    """
    changes = []
    added: list[Term] = []
    spans = [(code.start, code.end) for code in codes(text)]
    for match in re.finditer(r"(?<![\w/])[^\W\d_][\w&-]*(?![\w/])", text):
        inside_code = any(start <= match.start() < end for start, end in spans)
        kept = inside_code or match[0].lower() in as_typed
        expansion = "" if kept else _expansion(match[0], text, defined, lexical)
        if expansion:
            changes.append((match.start(), match.end(), f"{match[0]} ({expansion})"))
            added += [Term(word, EXPANDED) for word in syllables(expansion)]
    folded = f" {fold(text)} "
    for short, long in defined.items():
        if f" {fold(long)} " in folded:
            added += [Term(word, EXPANDED) for word in syllables(short)]
    for short, longs in shipped_abbreviations().items():
        if (
            len(short) > 2
            and short not in defined
            and f" {fold(longs[0])} " in folded
            and lexical.has(fold(short))
        ):
            added += [Term(word, EXPANDED) for word in syllables(short)]
    return _replace(text, changes), tuple(added)


def _expansion(word: str, text: str, defined: Mapping[str, str], lexical: LexicalIndex) -> str:
    """Give what an abbreviation stands for, or nothing when that is not sure."""
    if (SYLLABLE.fullmatch(fold(word)) and not word.isupper()) or text.isupper():
        return ""  # an ordinary word, or a question typed in capitals
    if word.upper() in defined:
        return defined[word.upper()]
    expansions = shipped_abbreviations().get(word) or _folded_abbreviations().get(fold(word), ())
    # Several readings: the one whose words stand together in the documents.
    for expansion in expansions:
        words = [syllable.folded for syllable in syllables(expansion)]
        if all(lexical.has(f"{a} {b}") for a, b in itertools.pairwise(words)):
            return expansion
    return expansions[0] if len(expansions) == 1 and len(word) > 2 else ""


@cache
def _folded_abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Give the shipped list by folded key, for what is typed in lower case: "ubnd"."""
    merged: dict[str, tuple[str, ...]] = {}
    for short, longs in shipped_abbreviations().items():
        merged[fold(short)] = (*merged.get(fold(short), ()), *longs)
    return merged


def names(text: str) -> list[str]:
    """Find proper names: runs of capitalised words, titles in front left out.

    The first word of a question is capitalised anyway, so alone it is no name; a question typed in
    capitals or without any has none.

    >>> names("Ông Hoàng Trung Hải đã nói gì ở Hà Nội?")
    ['Hoàng Trung Hải', 'Hà Nội']
    """
    if text.isupper() or text.istitle():
        return []
    found = []
    places = proper_names(text)
    for start, end in places:
        words = text[start:end].split()
        short = [at for at, word in enumerate(words) if _is_short_form(word)]
        words = words[short[-1] + 1 :] if short else words  # "Phó TTg Trần Hồng Hà"
        if not text[:start].strip(" “\"'("):
            # The first word of a question is capitalised whatever it is: "Theo Nguyễn Văn A".
            first = words[0].lower()
            if fold(first) in _NAME_STARTERS or first in _PARTIES or says_nothing(first):
                words = words[1:]
            elif is_spelled_right(first) and _is_foreign(words[1:]):
                words = words[1:]  # "Việc Uganda tham chiến"
                found += words if len(words) == 1 else []
        follows = syllables(text[end : end + 12])
        if not words:
            continue
        if _begins_an_office(words[0]) and follows and text[end] == " ":
            # "Bộ Tài chính", "Sở Nội vụ": an office's last word is not capitalised.
            found.append(f"{' '.join(words)} {text[end:][follows[0].start : follows[0].end]}")
            continue
        if (
            len(words) == 2
            and fold(words[0]) in _DIVISIONS
            and text[end : end + 1] == " "
            and follows
        ):
            # "Phòng Kỹ thuật": a table has it as "Phòng ban: Kỹ thuật".
            found.append(f"{words[1]} {text[end:][follows[0].start : follows[0].end]}")
            continue
        if start == 0 and len(words) > 2 and fold(words[0]) in _CALLED:
            words = words[1:]
        if len(words) == 2 and follows and _begins_a_title(words[1]):
            continue  # "Theo Nghị quyết", "Thành Thủ tướng": the second word begins a title
        is_whole = len(words) == 3 and fold(words[1]) in ("thi", "van")  # "Nguyễn Thị Thanh nói"
        if words and _begins_a_title(words[-1]) and text[end : end + 1] == " ":
            words = words if is_whole else words[:-1]  # "Hà Nội Bí thư …"
        if len(words) > 1:
            found.append(" ".join(words))
    one_word = _names_of_one_word(text, places)
    return list(dict.fromkeys(found + one_word + _organisations(text, places) + _continents(text)))


def _is_foreign(words: Sequence[str]) -> bool:
    return bool(words) and not is_spelled_right(words[0].lower())


def _begins_a_title(word: str) -> bool:
    """Say whether a word begins a title or a kind of thing, with or without its marks.

    >>> _begins_a_title("Bí"), _begins_a_title("Ban"), _begins_a_title("Bản")
    (True, True, False)
    """
    form = word.lower()
    return form in _TITLE_HEADS or (not is_toned(form) and form in map(fold, _TITLE_HEADS))


def _begins_an_office(word: str) -> bool:
    """Say whether a word is "Bộ", "Sở", "Vụ" …, with or without its marks: "Vũ" is a family.

    >>> _begins_an_office("Vụ"), _begins_an_office("vu"), _begins_an_office("Vũ")
    (True, True, False)
    """
    form = word.lower()
    return _ORGANISATIONS.get(fold(form)) == form or form in _ORGANISATIONS


def _organisations(text: str, taken: Sequence[tuple[int, int]]) -> list[str]:
    """Find what is named by one capital: "Bộ Y tế", "Ngân hàng Phát triển"."""
    found = []
    for match in _ORGANISATION.finditer(unicodedata.normalize("NFC", text)):
        first, last = match["first"], match["last"]
        inside = any(match.start() < a <= match.start("first") < b for a, b in taken)
        named = last.islower() and not says_nothing(last)
        if not inside and named and is_spelled_right(first.lower()):
            found.append(match[0])
    return found


# Not "Công ty Thủy sản": its legal form may stand between, "Công ty Cổ phần Thủy sản Biển Xanh".
_ORGANISATION = re.compile(
    r"(?<!\w)(?:bộ|sở|tổng cục|cục|vụ|viện|học viện|bệnh viện|ban|ủy ban|uỷ ban|ngân hàng|đại học"
    r"|hiệp hội|tập đoàn|liên đoàn|quỹ)"
    r" (?P<first>(?-i:[^\W\d_a-zà-ỹ])[^\W\d_]*) (?P<last>[^\W\d_]+)",
    re.IGNORECASE,
)


def _continents(text: str) -> list[str]:
    return re.findall(r"(?<!\w)châu (?:Á|Âu|Phi|Mỹ|Úc)(?!\w)", text)


def _is_short_form(word: str) -> bool:
    return fold(word) in _folded_abbreviations() and not is_spelled_right(fold(word))


def _names_of_one_word(text: str, taken: Sequence[tuple[int, int]]) -> list[str]:
    """Find "Messi", "Vietcombank", which no Vietnamese word looks like, and "nước Pháp"."""
    found = []
    for match in _CAPITALISED.finditer(text):
        word = match[0]
        inside = any(start <= match.start() < end for start, end in taken)
        in_capitals = word.isupper() and word != "Ý"
        if not word[0].isupper() or in_capitals or inside:
            continue
        is_foreign = (
            len(word) >= _LEAST_FOREIGN
            and not is_toned(word.lower())
            and not _is_short_form(word)
            and not _is_nearly_spelled_right(word.lower())
        )
        before = text[: match.start()]
        is_place = _PLACE_BEFORE.search(_folded(before)) or _HAMLET_BEFORE.search(before)
        if is_foreign or is_place:
            found.append(word)
    return found


_CAPITALISED = re.compile(
    r"(?<![\w/.@&-])[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?![\w/.@&]|-[^\W\d_])"
)
_LEAST_FOREIGN = 3  # letters
# What is followed by the name of a place: alone, that of one syllable is a word like any other.
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:nuoc|tinh|thanh pho|tp\.?|thi xa|quan|huyen|phuong|song|nui|dao|vinh|chau)\s+$"
)
_HAMLET_BEFORE = re.compile(r"(?<!\w)(?:(?<!văn )bản|thôn|ấp|làng|buôn|xóm)\s+$", re.IGNORECASE)


def _is_nearly_spelled_right(word: str) -> bool:
    """Say whether a lower-case word is a Vietnamese syllable, or one with a single slip."""
    return is_spelled_right(word) or any(map(is_spelled_right, _one_slip_away(word)))


# Words that begin a title or a kind of thing and are written with a capital: no part of a name.
_TITLE_HEADS = frozenset(
    (
        "thư thủ thứ bộ bí phó chủ tổng giám ủy uỷ thành tỉnh quận huyện nghị thông thống kế kết "
        "đề chỉ ban hội văn đảng nhà quốc trung trong học đại diễn đại chính viện số sở cục vụ "
        "phòng trường trưởng"
    ).split()
)
# "Tỉnh Quảng Nam", "Thầy Trần Văn Bình": capital at the beginning of a question only.
_CALLED = frozenset("tinh huyen xa phuong quan thon ban lang ap thay co em chau".split())
_ORGANISATIONS = {"bo": "bộ", "so": "sở", "cuc": "cục", "vu": "vụ", "vien": "viện"}
_DIVISIONS = frozenset(["phong", "khoa", "luat"])
_NAME_STARTERS = frozenset(
    (
        "theo ong ba anh chi dong co tai sao ai vi neu khi hay nhung cac voi tu noi ngay thang nam"
    ).split()
)


# "Bên Tư pháp", "Vợ Trần Văn Bình"; "Bến Tre" and "Võ Văn Kiệt" are names.
_PARTIES = ("bên", "phía", "vợ", "chồng", "mẹ")


_JOIN = re.compile(
    r"\s*(?:\?|;|,)?\s+(?:và|va|còn|con|đồng thời|dong thoi|and)\s+|[?;,]\s+", re.IGNORECASE
)


def parts(text: str) -> list[str]:
    """Cut a question that asks two things into two questions; else give it alone.

    >>> parts("Ai chủ trì hội nghị và hội nghị diễn ra khi nào?")
    ['Ai chủ trì hội nghị', 'hội nghị diễn ra khi nào?']
    """
    twice = _SAME_HEAD.match(text)
    if twice and not says_nothing(twice["head"].lower()) and not _ASKING.search(_folded(text)):
        return [twice["first"], twice["second"]]  # "tên người ký và tên người nhận"
    other = _AND_OTHER.search(text)
    if other and _asks(text[: other.start()]) and not _asks(other["thing"]):
        return [*parts(text[: other.start()]), f"còn {other['thing']}?"]
    for match in _JOIN.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        # "… ở đâu và khi nào?" asks one thing twice; "… là gì và ai ký?" asks two things.
        more = len(right.split()) > 2 or _says_something(_ASKING.sub(" ", _folded(right)))
        more = more and not _COMPARED.match(_folded(right))
        if more and _asks(left) and _asks(right) and len(left.split()) > 2:
            return [left, *parts(right)]
    return [text]


# "…, so với năm ngoái thì thế nào?" asks nothing by itself.
_COMPARED = re.compile(r"(?:va )?(?:so voi|khac (?:gi|nhau))(?!\w)")
# "…, còn Nghị quyết 22 thì sao?" asks the same of another thing.
_AND_OTHER = re.compile(
    r"\s*[,;?]\s*(?:(?:vậy|thế|và) )?còn (?P<thing>[^\s?,;]+(?: [^\s?,;]+){0,7}?)"
    r"(?: thì)?(?: (?:sao|thế nào|như thế nào))?\s*\?*$",
    re.IGNORECASE,
)
_SAME_HEAD = re.compile(
    r"(?P<first>(?P<head>[^\W\d_]+) (?:\S+ )+?\S+),? (?:và|còn|với) (?P<second>(?P=head) \S+ .+)$",
    re.IGNORECASE,
)


def _says_something(folded: str) -> bool:
    return not all(word.folded in _FUNCTION_WORDS for word in syllables(folded))


def _asks(text: str) -> bool:
    folded = _folded(text)
    return answer_type_of(folded) is not AnswerType.OTHER or bool(
        re.search(r"(?<!\w)(?:nao|gi|dau|ai(?! cap))(?!\w)", folded)
    )


TELLER = re.compile(r"theo (?P<who>[^,?]{3,60}?)(?:,| thì) ")
"""The beginning of a question that names who tells it: "Theo ông A, …"."""

_COORDINATOR = re.compile(r"\s*,?\s+(?:và|còn|với)\s+|,\s+")


def shared_parts(question: Question) -> list[str]:
    """Cut "A và B ở đâu?" into "A ở đâu?" and "B ở đâu?"; empty when nothing suggests two things.

    A guess: whether the parts or the whole are answered is decided by how well each can be.
    """
    text = question.spelled
    if people := _coordinated(question):
        return people
    asking = _shared_asking(text)
    if asking is None:
        return []
    start, tail = asking
    told_by = TELLER.match(text.lower())
    begin = told_by.end() if told_by else 0
    for match in _COORDINATOR.finditer(text, begin, max(start, 0) or len(text)):
        left, right = text[: match.start()], text[match.end() :]
        if start and match.end() < start and len(left.split()) >= 3 and len(right.split()) >= 4:
            return [f"{left} {tail}", _with_head(left, right)]
    return []


_BETWEEN_CODES = re.compile(
    r"\s*(?:,|và|va|với|voi|so với|so voi|hay|hoặc|hoac)\s+(?:(?:của|cua|theo)\s+)?"
    r"(?:[^\W\d_]+\s+){0,2}(?:số\s+|so\s+)?",
    re.IGNORECASE,
)
_OF_BOTH = re.compile(r"(?<!\w)(?:khac nhau|giong nhau|khac gi|lien quan)(?!\w)")


def parts_by_document(question: Question) -> list[str]:
    """Ask of every document what a question asks of several; empty when it names no such run.

    "Quyết định 12/QĐ-X và Quyết định 85/QĐ-X có hiệu lực khi nào?" has an answer in each, and no
    sentence names both.
    """
    text, named = question.spelled, question.codes
    if len(named) < 2 or _OF_BOTH.search(fold(text)):
        return []
    if not all(
        _BETWEEN_CODES.fullmatch(text, before.end, after.start)
        for before, after in itertools.pairwise(named)
    ):
        return []
    start, end = named[0].start, named[-1].end
    return [f"{text[:start]}{text[one.start : one.end]}{text[end:]}" for one in named]


def _coordinated(question: Question) -> list[str]:
    """Cut "Chức vụ của A và của B?", where A and B are names, into a question for each."""
    text = question.spelled
    for first, second in itertools.permutations(question.names, 2):
        called = rf"(?:(?:ông|bà|anh|chị|đồng chí)\s+)?{re.escape(first)}"
        other = rf"(?:của\s+)?(?:(?:ông|bà|anh|chị|đồng chí)\s+)?{re.escape(second)}"
        match = re.search(rf"({called})\s+(?:và|với)\s+({other})(?!\w)", text, re.IGNORECASE)
        if match:
            before, after = text[: match.start()], text[match.end() :]
            head = before if not match[2].startswith("của ") else before.removesuffix("của ")
            return [f"{before}{match[1]}{after}", f"{head}{match[2]}{after}"]
    return []


def _with_head(left: str, right: str) -> str:
    """Give "của B là gì?" the thing that "Chủ đề của A" asks for: "Chủ đề của B là gì?"."""
    preposition = right.split()[0]
    head, found, _ = left.partition(f" {preposition} ")
    return f"{head} {right}" if found and preposition in ("của", "cua") else right


def _shared_asking(text: str) -> tuple[int, str] | None:
    """Find where the asking words at the end of a question begin, with what leads into them."""
    folded = fold(text)
    if len(folded) != len(text):
        return None
    found = list(_TAIL.finditer(folded))
    if not found:
        return None
    start = found[-1].start()
    if copula := _COPULA.search(folded, start):
        start = copula.start()  # "là gì" asks; of "diễn đàn kinh tế là gì" no more does
    return start, text[start:]


_COPULA = re.compile(r"(?<!\w)la (?:gi|ai|dau|bao nhieu|may|khi nao|nhung)(?!\w)")


_TAIL = re.compile(
    r"(?<!\w)(?:(?:lan luot|deu|moi \w+(?: \w+)?)\s+)?"
    r"(?:(?:duoc|do|la|co|dien ra|hop|ban hanh|ra|to chuc|ky|noi|neu"
    r"|voi|vao|tai|o|nhung|cac|chu tri|dien|nhu)\s+)*"
    # "ngày nào", "chủ đề gì" take their noun along; "ai", "đâu", "khi nào" have none.
    r"(?:(?:khi nao|bao gio|the nao|ra sao|ai|dau)|(?:[a-z]+\s+){0,2}(?:gi|nao|bao nhieu|may))"
    r"(?!\w)[^?]*\??$"
)
