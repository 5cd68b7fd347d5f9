"""What is asked: canonical form, restored diacritics, abbreviations, identifiers, answer type."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from index.errors import QuestionError
from index.identifiers import Code, Date, Ordinal, codes, dates, ordinals
from index.lexical import LexicalIndex, Term
from index.telex import decode_keystrokes
from index.text import (
    SYLLABLE,
    canonical,
    fold,
    is_spelled_right,
    is_toned,
    replaced,
    syllables,
)
from index.tones import Restored, ToneRestorer
from qa.abbreviations import acronyms, written_out
from qa.asking import (
    ASKS_LIST,
    SURE,
    AnswerType,
    answer_type_of,
    asking_places,
    folded_question,
    says_nothing,
)
from qa.english import in_vietnamese
from qa.names import names, unknown_models
from qa.preamble import core
from qa.slips import is_nearly_spelled_right, is_slip_of_a_known_word, mended, one_slip_away

MAX_CHARACTERS = 1000


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
        text = mended(text, lexical, as_typed)
        text, trust = _toned(text, restorer, as_typed)
        text = _LABEL.sub(lambda match: match[1] + match[2].upper(), text)
    expanded, added = written_out(text, defined or {}, lexical, as_typed)
    folded = folded_question(text, trust)
    asked = asking_places(folded) if len(folded) == len(text) else []
    named = tuple(names(text, lexical)) if is_vietnamese else ()
    named = tuple(name for name in named if not is_slip_of_a_known_word(name, lexical))
    named += tuple(unknown_models(text, lexical))
    named += tuple(_unknown_words(text, lexical)) if is_vietnamese else ()
    named += tuple(one for one in acronyms(text) if is_vietnamese and one not in (defined or {}))
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
        wants_list=bool(ASKS_LIST.search(folded)),
        codes=_codes(text, typed),
        dates=tuple(dates(text)),
        ordinals=tuple(ordinals(text)),
        names=named,
        quotes=tuple(match[1].strip() for match in re.finditer(r"[“\"«]([^”\"»]{3,})[”\"»]", text)),
        is_vietnamese=is_vietnamese,
    )


def _codes(text: str, typed: str) -> tuple[Code, ...]:
    """Find the codes; who types no tones means TƯ or TU by "TU"."""
    found = codes(text)
    if not any(is_toned(word.form) for word in syllables(typed)):
        found = [replace(code, issuer="") if code.issuer == "tu" else code for code in found]
    return tuple(found)


_CODE_GLUED = re.compile(
    r"(?<!\w)(nq|nđ|nd|qđ|qd|tt|tb|ct|kl|đa|kh|cv)(\d{1,5})(?![\w/-])", re.IGNORECASE
)


# "Vé nhiêu tiền?", "trong mấy hôm", in the South "mấy bữa": toned only, for "nhieu" may be "nhiều".
_COLLOQUIAL = (
    (re.compile(r"(?<!\w)(?<!bao )nhiêu(?!\w)", re.IGNORECASE), "bao nhiêu"),
    (
        re.compile(
            r"(?<!\w)(?<!ăn )(?<!nấu )(mấy|bao nhiêu) (?:hôm|bữa(?= (?:nữa|thì|là|mới|phải)(?!\w)))"
            r"(?!\w| (?:nay|trước|sau|qua|rồi)(?!\w))"
        ),
        r"\1 ngày",
    ),
    # An engine has a "số máy" as well.
    (
        re.compile(
            r"(?<!\w)(s)ố máy(?= (?:(?:của|để gọi|liên hệ) )*(?:ông|bà|anh|chị|cô|chú|thầy|bác"
            r"|chủ nhà|người|giám đốc|trưởng|lễ tân|bảo vệ)(?!\w))",
            re.IGNORECASE,
        ),
        r"\1ố điện thoại",
    ),
)


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


def _unknown_words(text: str, lexical: LexicalIndex) -> list[str]:
    """Find "warfarin", lower case: no Vietnamese word looks like it, no document has it."""
    return [
        match[0]
        for match in _FOREIGN.finditer(text)
        if match[0] not in _EVERYDAY
        and not lexical.has(match[0])
        and not is_nearly_spelled_right(match[0])
        and not any(map(lexical.has, one_slip_away(match[0])))
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


def _toned(
    text: str, restorer: ToneRestorer, as_typed: Collection[str]
) -> tuple[str, dict[int, float]]:
    """Restore diacritics; give the text and, by place, how far each restored word is trusted."""
    words = [word for word in restorer.restore_words(text) if word.typed.isalpha()]
    toned = sum(is_toned(word.typed) for word in words)
    # Who types tones types them everywhere: a bare word among toned ones is mostly meant so.
    sure = 0.98 if toned >= 0.4 * len(words) else 0.0
    words = [
        replace(
            word,
            form=_asking(word, text) or _signed(word, text) or _title_before_name(word, text),
        )
        for word in words
        if word.probability >= sure and word.typed.lower() not in as_typed
    ]
    words = words if toned else _asking_something(words)
    restored = [word for word in words if word.changed]
    new = replaced(text, [(word.start, word.end, word.form) for word in restored])
    trust = {}
    shift = 0
    for word in words:
        # What stays as it was typed may be unsure as well: "cho" may be "chợ".
        if word.probability < 1:
            trust[word.start + shift] = word.probability
        shift += len(word.form) - (word.end - word.start)
    return new, trust


def _asking_something(words: Sequence[Restored]) -> list[Restored]:
    """Take "may" for "mấy" rather than "máy" where nothing else asks and it may be either."""
    asks = {word.form.lower() for word in words} & _ASKING_ALONE
    asks |= {word.typed for word in words} & {"hay"}
    unsure = [word for word in words if word.typed in _MAY_ASK and word.probability < SURE]
    if asks or len({word.typed for word in unsure}) != 1:
        return list(words)
    return [
        replace(word, form=_MAY_ASK[word.typed]) if word is unsure[0] else word for word in words
    ]


_MAY_ASK = {"may": "mấy", "dau": "đâu", "chua": "chưa", "nao": "nào", "gi": "gì"}
_ASKING_ALONE = frozenset("mấy nào gì đâu ai sao bao không chưa hỏi".split())


# "khu vực d", "quý i/2025": of what has a letter or a Roman numeral for its name.
_LABEL = re.compile(
    r"(?<!\w)((?:khu vực|khu|tòa|toà|dãy|block|cổng|lô|phụ lục|bảng|nhóm|hạng|gói|đội|quý|chương"
    r"|phần|mục|đại hội|khóa|khoá|giai đoạn|học kỳ|kỳ) )"
    r"([bcdghklmnp]|i{1,3}|i?[vx]i{0,3})(?![\w.])",
    re.IGNORECASE,
)


# "Cầu dai bao nhieu met": how long, wide, deep. "Sau bao nhieu ngay" asks after how many.
_MEASURED = {"dai": "dài", "sau": "sâu", "xa": "xa", "rong": "rộng", "cao": "cao", "day": "dày"}
_HOW_MUCH = re.compile(r" (?:bao nhieu|may)(?!\w)")
_HOW_FAR = re.compile(r" (?:bao nhieu|may) (?:met|m|cm|mm|km|ki lo met|cay so|xen ti met)(?!\w)")


def _asking(word: Restored, text: str) -> str:
    """Give "nhiêu" for "nhieu" in "bao nhieu", "chưa" in "da nop chua", "mỗi" in "moi thang"."""
    before, after = fold(text[: word.start]), fold(text[word.end :])
    measured = _HOW_MUCH if word.typed == "dai" else _HOW_FAR
    if word.typed in _MEASURED and measured.match(after):
        return _MEASURED[word.typed]
    if word.typed in _AFTER_BAO:
        return _AFTER_BAO[word.typed] if re.search(r"(?<!\w)bao $", before) else ""
    if word.probability >= SURE:
        return ""
    if word.typed == "chua" and re.match(r"\W*$| hay(?!\w)", after):
        return "chưa" if re.search(r"(?<!\w)(?:da|duoc|co|xong|het|roi|den) ", before) else ""
    if word.typed == "nhung" and not before.rstrip().endswith((",", ";")):
        return "những" if re.match(r"(?: \w+){1,3} (?:gi|nao|ai)\W*$", after) else ""
    is_each = re.match(r" (?:ngay|thang|nam|ky|quy|tuan|gio|nguoi|ho|lan|luot)(?!\w)", after)
    if word.typed == "moi" and is_each and re.search(r"(?<!\w)(?:bao nhieu|may)(?!\w)", after):
        return "mỗi"
    return ""


_AFTER_BAO = {"nhieu": "nhiêu", "gio": "giờ", "lau": "lâu"}


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
    title = _TITLES.get(word.typed) if is_before_name and word.probability < SURE else None
    return title or word.form


_TITLES = {"chi": "chị", "ong": "ông", "ba": "bà", "co": "cô", "chu": "chú", "thay": "thầy"}
