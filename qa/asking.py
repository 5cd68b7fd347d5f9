"""Words that ask: what kind of words would answer, and which words of a question say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from index.text import (
    fold,
    is_toned,
    replaced,
    syllables,
)


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


# What "thế nào" asks to be defined by: "thế nào (thì được gọi) là X?".
_IS_CALLED = r"(?:thi )?(?:duoc (?:goi|coi|xem|hieu) )?la"
# Folded question phrases by the type of answer they ask for; the first that occurs decides.
_TYPES: tuple[tuple[AnswerType, str], ...] = (
    (
        AnswerType.REASON,
        r"vi sao|tai sao|sao lai|(?:do|vi|boi) dau"
        r"|vi le gi|ly do|nguyen nhan|why|(?:de|nham) lam gi(?=\W*$)|nham (?:muc dich )?gi(?=\W*$)",
    ),
    (
        AnswerType.DATE,
        r"khi nao|bao gio|bao lau|bao nhieu thoi gian|luc nao|luc may gio|may gio(?! \w)|"
        # "Mấy giờ phải nghỉ?", but not "làm thêm mấy giờ thì được nghỉ bù?".
        r"(?<!trong )(?<!hon )(?<!them )(?<!lam )(?<!nhat )(?<!da )(?<!mat )(?<!het )may gio"
        r"(?= (?:thi|la|phai|duoc|moi|se|co|dong|mo|bat dau|ket thuc|nghi|tan|hop|ve|di"
        r"|vao|hang|chu nhat|thu|ngay|buoi|sang|chieu|toi)(?!\w))|"
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
        r"bao nhieu|(?<!^)(?<!trong )may(?= \w)(?!.*(?<!\w)co (?:\w+ )*khong\W*$)"
        r"|may(?= \w)(?!.*(?<!\w)(?:gi|nao|ai|sao|khong\W*$)(?!\w))"
        r"|dien thoai (?:nao|may|gi)|so luong|how (?:many|much)|ty le (?:bao nhieu|la)"
        r"|dien tich la",
    ),
    (
        AnswerType.PERSON,
        r"(?<!cua )(?<!cho )(?<!cho nhung )(?<!voi )(?<!den )ai(?! cập)|"
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
        r"(?<!hieu )(?<!hieu la )(?:nhu the nao|ra sao)"
        rf"|(?<!nhu )(?<!hieu )the nao(?! {_IS_CALLED} )"
        r"|lam sao|cach nao|bang cach|lam the nao|how",
    ),
    (
        AnswerType.DEFINITION,
        r"(?:nghia )?la gi|nghia la|dinh nghia|la nhu the nao|what is"
        # "Thế nào là …?", "… được hiểu như thế nào?"
        rf"|the nao {_IS_CALLED}"
        r"|hieu (?:la )?(?:(?:nhu )?the nao|ra sao)",
    ),
)


_TYPE_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for kind, words in _TYPES)


ASKS_LIST = re.compile(
    r"(?<!\w)(?:nhung (?:\w+ ){0,5}(?:nao|gi|ai)|cac (?:\w+ ){1,6}(?:nao|gi)"
    # "Bảy tiêu chí … là gì?" wants seven of them.
    r"|^(?:\d{1,2}|hai|ba|bon|sau|bay|tam|chin|muoi) \w.* (?:gi|nao|ai)(?: \w+)?(?=\W*$)"
    r"|gom (?:nhung )?(?:gi|ai|nhung|may)|bao gom|liet ke|ke ten|ke ra|neu (?:ten|cac|nhung)"
    r"|nhung ai|may \w+ (?:nao|gi|la)|which .*s\b|list)(?!\w)"
)


# Words that ask and say nothing of what is looked for. Measured on viquad_dev and alqac_dev:
# without them in the BM25 query, see models/encoder/README.md.
ASKING = re.compile(
    r"(?<!\w)(?:duoc hieu la gi|(?<=, )tuc(?: la)?"
    r"|la gi|(?:n[oó]i |ban )?ve (?:van de|noi dung|viec|dieu) gi|gi|nao|ai|bao nhieu|may"
    r"|bao gio|o dau|dau|vi sao|tai sao|sao"
    r"|nhu the nao|the nao|ra sao"
    r"|hay cho biet|cho biet|cho hoi|cho toi hoi|xin hoi|xin cho biet|hay neu|hay ke|liet ke|ke ten"
    r"|dung hay sai|phai khong|a|vay|nhi|the|khong)(?!\w)"
)


# A question made only of these says nothing to look for.
FUNCTION_FORMS = frozenset(
    (
        "là và của những các cái này kia đó đấy ấy thì mà ở tại vào ra lên xuống với cho bị được "
        "bởi về từ đến trong ngoài trên dưới sẽ đã đang rồi còn cũng nên nếu tuy nhưng vì do gì "
        "nào ai sao thế bao nhiêu mấy khi đâu như hay hoặc có không chưa phải rất quá làm hơn nhất "
        "chỉ mọi mỗi một hai vậy à ạ ừ ơi nhé nhỉ tôi bạn mình nó họ chúng ta rằng đây nữa lại đi "
        "theo bằng để hả hỏi"
    ).split()
)


FUNCTION_WORDS = frozenset(map(fold, FUNCTION_FORMS))


def says_nothing(form: str) -> bool:
    """Say whether a lower-case word is a function word: "cho" is one, "chợ" is not."""
    return form in (FUNCTION_FORMS if is_toned(form) else FUNCTION_WORDS)


def content_words(text: str) -> set[str]:
    """Give the words of a text that are no function words, folded.

    >>> sorted(content_words("Tiền cọc của nhà là bao nhiêu?"))
    ['coc', 'nha', 'tien']
    """
    return {word.folded for word in syllables(text) if not says_nothing(word.form)}


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
    is_else = {kind for _, kind in found} - {AnswerType.DEFINITION} or _SEVERAL.search(folded)
    if not is_else and _LASTING.search(folded):
        return AnswerType.DATE
    if not found:
        return AnswerType.REASON if _WHY_FIRST.match(folded) else AnswerType.OTHER
    order = [kind for kind, _ in _TYPES]
    return min(found, key=lambda place: order.index(place[1]))[1]


# "Sao đường hay kẹt xe?", but not "Sao Hỏa có nước không?"
_WHY_FIRST = re.compile(r"sao (?!(?:ke|chep|chup|luu|y)(?!\w))(?!.* (?:khong|chua)\W*$)")


# "lúc nào cũng" is always, "nếu không có ai làm chứng" tells the case, "là đột phá ở chỗ nào" asks
# in what respect, not for a place, and "quẳng mấy cái chai rỗng ở đâu" counts no bottles.
_NOT_ASKING = re.compile(
    r"(?<!\w)(?:\w+ )?(?:nao|gi|ai|dau|bao gio) cung(?!\w)"
    r"|(?<!\w)(?:khong|chang|chua|neu|lo) (?:con |he )?(?:co )?ai (?!(?:la|da|duoc)(?!\w))(?=\w)"
    r"|(?<=la )(?:\w+ ){1,6}o (?:cho|diem) nao(?!\w)"
    r"|(?<!\w)(?<!co )(?<!duoc )(?<!an )may (?=(?:cai|con|chiec|dua|vo|thung|bao|cuon|mon|to)"
    r" (?:(?!va |hay |hoac )\w+ )*(?:(?:o|vao|ra|den|tai|di) dau|khi nao|bao gio|luc nao|lam sao"
    r"|the nao|cho nao|noi nao)(?: (?:vay|the|a|nhi|day))*\W*$)"
)


# Asks for a time when nothing else is asked for; "hết thời hạn" only says when.
_LASTING = re.compile(
    r"(?<!\w)(?<!het )(?<!qua )(?<!dung )(?<!trong )(?:thoi han|han (?:cuoi|chot|nop))(?!\w)"
)
_SEVERAL = re.compile(r"(?<!\w)(?:nhung|cac) (?:\w+ ){1,3}nao(?!\w)")


# What asks, by folded form: "đầu tư", "máy", "thể", "nội" only look like it without their tones.
_ASKING_FORMS = {
    "ai": "ai", "dau": "đâu", "gi": "gì", "khong": "không", "may": "mấy", "nao": "nào",
    "noi": "nơi", "sao": "sao", "the": "thế", "vay": "vậy", "cap": "cấp",  # Ai Cập is no person
    "tinh": "tỉnh", "luc": "lúc", "quy": "quý", "ong": "ông", "ba": "bà", "hom": "hôm",
    "tuc": "tức", "nuoc": "nước", "vung": "vùng", "ngay": "ngày", "nam": "năm", "thang": "tháng",
}  # fmt: skip


SURE = 0.99  # a restored word is taken at its tones from this probability on


def folded_question(text: str, trust: Mapping[int, float] | None = None) -> str:
    """Fold a question in place, but for words that folding would turn into words that ask.

    `trust` says how sure restored tones are, by place: "may cuon sach" may be "mấy" or "máy".
    """
    folded = fold(text)
    if len(folded) != len(text):
        return folded
    words = syllables(text)
    toned = [word for word in words if is_toned(word.form)]
    alike = [
        (word.start, word.end, word.form)
        for word in toned
        if word.form != _ASKING_FORMS.get(word.folded, word.form)
        and (trust or {}).get(word.start, 1.0) > SURE
    ]
    if not trust and 2 * len(toned) > len(words):  # in "công ty may" no tone was left out
        alike += [(word.start, word.end, "m_y") for word in words if word.form == "may"]
    return replaced(folded, alike)


def asking_places(folded: str) -> list[tuple[int, int]]:
    """Find the words that ask, (start, end) each, in a folded question."""
    return [match.span() for match in ASKING.finditer(folded)]
