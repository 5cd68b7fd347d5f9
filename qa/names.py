"""Proper names in a question: people, places, offices, models."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.identifiers import is_in_full, is_of_a_family, proper_names
from index.lexical import LexicalIndex
from index.text import (
    fold,
    is_spelled_right,
    is_toned,
    syllables,
)
from qa.abbreviations import folded_abbreviations
from qa.asking import folded_question, says_nothing
from qa.slips import is_nearly_spelled_right


def unknown_models(text: str, lexical: LexicalIndex) -> list[str]:
    """Find "SV-10A" where documents tell of an SV-18C and of no SV-10A."""
    found = []
    for match in _MODEL.finditer(text):
        series, *number = (word.folded for word in syllables(match[0]))
        if lexical.has(series) and not lexical.has(" ".join([series, *number])):
            found.append(match[0])
    return found


# Long names have short forms: "Covid" for "Covid-19".
_MODEL = re.compile(r"(?<![\w/.-])[A-ZĐ]{1,3}-\d{1,5}[A-Z]?(?![\w/.-]*\w)")


def names(text: str, lexical: LexicalIndex | None = None) -> list[str]:
    """Find proper names: runs of capitalised words, titles in front left out.

    The first word of a question is capitalised anyway, so alone it is no name, and of a longer name
    it is no part if the documents have that without it only; a question typed in capitals or
    without any has none.

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
        is_first = not text[:start].strip(" “\"'(")
        if words and is_first:
            # The first word of a question is capitalised whatever it is: "Theo Nguyễn Văn A".
            first = words[0].lower()
            begins = fold(first) in _NAME_STARTERS or first in _PARTIES or says_nothing(first)
            begins = begins or first in _DEEDS or _is_an_occasion(words)
            begins = begins or (first == "học" and len(words) == 2)  # "Học Điều dưỡng"
            if begins and not (first in _RARE_FAMILIES and is_in_full(words)):
                words = words[1:]
            elif is_spelled_right(first) and _is_foreign(words[1:]):
                words = words[1:]  # "Việc Uganda tham chiến"
                found += words if len(words) == 1 else []
            if lexical and _is_known_without_its_first(words, lexical):
                words = words[1:]
        named = _without_head(words, text, end)
        if words != named and (is_first or _is_of_a_kind_that_documents_say(words, named, lexical)):
            words = named
            found += words if len(words) == 1 else []  # "Công Ty Nisko"
        follows = syllables(text[end : end + 12])
        if len(words) > 2 and words[0].lower() in _HEADS and words[1].lower() in _HEADED:
            words = words[2:]  # "Trưởng Ban Biên tập": see _organisations
        if not words:
            continue
        if _begins_an_office(words[0]) and follows and text[end] == " ":
            # "Bộ Tài chính", "Sở Nội vụ": an office's last word is not capitalised.
            found.append(f"{' '.join(words)} {text[end:][follows[0].start : follows[0].end]}")
            continue
        if (
            len(words) == 2
            and words[0].lower() in (_DIVISIONS if is_toned(text) else map(fold, _DIVISIONS))
            and text[end : end + 1] == " "
            and follows
            and not says_nothing(follows[0].form)
        ):
            # "Phòng Kỹ thuật": a table has it as "Phòng ban: Kỹ thuật".
            found.append(f"{words[1]} {text[end:][follows[0].start : follows[0].end]}")
            continue
        if start == 0 and len(words) > 2 and fold(words[0]) in _CALLED:
            words = words[1:]
        if len(words) == 2 and follows and _begins_a_title(words[1]):
            continue  # "Theo Nghị quyết", "Thành Thủ tướng": the second word begins a title
        is_whole = len(words) == 3 and fold(words[1]) in ("thi", "van")  # "Nguyễn Thị Thanh nói"
        is_whole = is_whole or _ends_in_a_given_name(text, end, words)
        if words and _begins_a_title(words[-1]) and text[end : end + 1] == " ":
            words = words if is_whole else words[:-1]  # "Hà Nội Bí thư …"
        if len(words) > 1:
            found.append(" ".join(words))
    one_word = [*_names_of_one_word(text, places), *_hyphenated(text, places)]
    every = found + one_word + _organisations(text, places) + _continents(text)
    examples = " ".join(match[0] for match in _EXAMPLES.finditer(text))
    return [name for name in dict.fromkeys(every) if name not in examples]


# "bán trên mạng như Shopee, Lazada" asks for what is sold there, not for who names both.
_EXAMPLES = re.compile(
    r"(?<!\w)(?<!giống )(?<!cũng )(?<!hệt )(?:như|chẳng hạn(?: như)?|ví dụ(?: như)?)"
    r"(?: (?-i:[^\W\d_a-zà-ỹ])[\w.-]*(?:,| hay| hoặc| và)?)+"
)


def _is_foreign(words: Sequence[str]) -> bool:
    return bool(words) and not is_spelled_right(words[0].lower())


def _without_head(words: list[str], text: str, end: int) -> list[str]:
    """Leave out "Trường", "Công Ty Cổ Phần" in front of a name that ends at a place of a text.

    Documents may have another form or level between: "Trường Trung học cơ sở Lê Lợi". What follows
    must be a name by itself: "Trường Sa" is no school.
    """
    head = _GENERIC.match(text, end - len(" ".join(words)))
    rest = text[head.end() : end].split() if head else words
    return words if len(rest) == 1 and not _is_foreign(rest) else rest


def _is_known_without_its_first(words: Sequence[str], lexical: LexicalIndex) -> bool:
    """Say whether "Quỹ" is what a thing is: documents have the rest of its name, and not with it.

    "Bắc Triều Tiên" and "Đào Duy Anh" are whole.
    """
    if len(words) < 3 or words[0].lower() not in _THINGS:
        return False
    first, *rest = words
    is_said = len(lexical.saying(syllables(" ".join(rest)))) > 0
    return is_said and not lexical.has(f"{fold(first)} {fold(rest[0])}")


def _is_of_a_kind_that_documents_say(
    words: Sequence[str], rest: Sequence[str], lexical: LexicalIndex | None
) -> bool:
    """Say whether a passage has "Tân Lâm" and what it is, "trường", not side by side.

    A level is no such kind: "Trường Mầm Non Hoa Sen" is not "Trường Tiểu học Hoa Sen".
    """
    head = [word.lower() for word in words[: len(words) - len(rest)]]
    if not lexical or not rest or " ".join(head) not in _KINDS:
        return False
    named = set(lexical.saying(syllables(" ".join(rest))))
    is_beside = lexical.has(f"{fold(head[-1])} {fold(rest[0])}")
    return bool(named & set(lexical.saying(syllables(" ".join(head))))) and not is_beside


def _begins_a_title(word: str) -> bool:
    """Say whether a word begins a title or a kind of thing, with or without its marks.

    >>> _begins_a_title("Bí"), _begins_a_title("Ban"), _begins_a_title("Bản")
    (True, True, False)
    """
    form = word.lower()
    return form in _TITLE_HEADS or (not is_toned(form) and form in map(fold, _TITLE_HEADS))


def _is_an_occasion(words: Sequence[str]) -> bool:
    """Say whether "Tết" stands behind one word with the question's capital: "Thưởng Tết".

    Documents need not have both in a row.
    """
    return len(words) == 2 and words[1].lower() in _OCCASIONS


def _ends_in_a_given_name(text: str, end: int, words: Sequence[str]) -> bool:
    """Say whether a run that ends there is a person's, and its last word begins no title.

    "Nguyễn Linh Chi", "Lê Quang Trung", "Phạm Minh Chính" end as "Chi cục", "Trung ương" and
    "Chính phủ" begin: only what follows tells them apart.
    """
    called = _CALLED_BEFORE.search(text[: end - len(" ".join(words))])
    if len(words) < 3 or not (called or is_of_a_family(words)):
        return False
    last, follows = words[-1].lower(), syllables(text[end : end + 12])
    if last not in _TITLES_GO_ON:
        # "Lệ Thu" is no "Thư ký" by who types tones.
        return is_toned(text) and last not in _TITLE_HEADS
    return not follows or follows[0].form not in _TITLES_GO_ON[last]


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
    r"|hiệp hội|tập đoàn|liên đoàn|(?<!thủ )quỹ)"
    r" (?P<first>(?-i:[^\W\d_a-zà-ỹ])[^\W\d_]*) (?P<last>[^\W\d_]+)",
    re.IGNORECASE,
)


def _continents(text: str) -> list[str]:
    return re.findall(r"(?<!\w)châu (?:Á|Âu|Phi|Mỹ|Úc)(?!\w)", text)


def _is_short_form(word: str) -> bool:
    return fold(word) in folded_abbreviations() and not is_spelled_right(fold(word))


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
            and not is_nearly_spelled_right(word.lower())
        )
        before = text[: match.start()]
        is_place = _PLACE_BEFORE.search(folded_question(before)) or _HAMLET_BEFORE.search(before)
        if is_foreign or is_place:
            found.append(word)
    return found


def _hyphenated(text: str, taken: Sequence[tuple[int, int]]) -> list[str]:
    """Find "Go-Viet", "Coca-Cola": words with capitals and hyphens between them, and no marks.

    "Sa Pa-Lao Cai" are two names, and "Wi-Fi" is a thing.
    """
    return [
        match[0]
        for match in _HYPHENATED.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
        and max(map(len, match[0].split("-"))) >= _LEAST_FOREIGN
        and (is_toned(text) or _is_foreign(match[0].split("-")))
    ]


_HYPHENATED = re.compile(r"(?<![\w/.@&-])[A-Z][a-z]+(?:-[A-Z][a-z]+)+(?![\w/.@&-]| [A-ZĐ])")


_CAPITALISED = re.compile(
    r"(?<![\w/.@&-])[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?![\w/.@&]|-[^\W\d_])"
)


_LEAST_FOREIGN = 3  # letters


# What is followed by the name of a place: alone, that of one syllable is a word like any other.
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:nuoc|tinh|thanh pho|tp\.?|thi xa|quan|huyen|phuong|song|nui|dao|vinh|chau)\s+$"
)


_HAMLET_BEFORE = re.compile(r"(?<!\w)(?:(?<!văn )bản|thôn|ấp|làng|buôn|xóm)\s+$", re.IGNORECASE)


# Words that begin a title or a kind of thing and are written with a capital: no part of a name.
_TITLE_HEADS = frozenset(
    (
        "thư thủ thứ bộ bí phó chủ tổng giám ủy uỷ thành tỉnh quận huyện nghị thông thống kế kết "
        "đề chỉ ban hội văn đảng nhà quốc trung trong học đại diễn đại chính viện số sở cục vụ "
        "phòng trường trưởng"
    ).split()
)


# Those of them that are given names as well, and the words that make titles and kinds of them.
_TITLES_GO_ON = {
    head: tuple(then.split())
    for head, then in (
        ("thư", "ký viện"),
        ("thành", "phố ủy đoàn"),
        ("nghị", "quyết định viện sĩ trường"),
        ("thông", "tư báo cáo điệp tấn tin"),
        ("thống", "đốc kê"),
        ("chi", "bộ cục nhánh hội đoàn ủy"),
        ("văn", "phòng bản kiện"),
        ("đảng", "ủy bộ viên đoàn"),
        ("quốc", "hội gia phòng vụ tế lộ khánh"),
        ("trung", "ương tâm tướng tá đoàn"),
        ("học", "viện"),
        ("đại", "hội học biểu sứ tướng tá diện úy đoàn lễ lộ"),
        ("chính", "phủ quyền trị ủy"),
        ("viện", "trưởng kiểm nghiên hàn"),
        ("trường", "đại trung tiểu mầm cao"),
    )
}
_CALLED_BEFORE = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cô|chú|bác|em|cháu|thầy|cụ|đồng chí)\s+$", re.IGNORECASE
)


# "Tỉnh Quảng Nam", "Thầy Trần Văn Bình": capital at the beginning of a question only.
_CALLED = frozenset("tinh huyen xa phuong quan thon ban lang ap thay co em chau".split())


# Foreign in spelling, and common nouns: heads of names, "Resort Sao Biển".
_LOANS = frozenset(
    (
        "homestay hostel resort motel bungalow villa spa gym karaoke bar pub showroom shop camera"
        " container taxi laptop tablet smartphone wifi internet website email video clip robot"
        " drone voucher visa vaccine virus startup shipper"
    ).split()
)


# What a school, firm or hotel is, and the legal forms and levels that may stand behind it.
_KINDS = (
    "trường", "công ty", "bệnh viện", "khách sạn", "nhà hàng", "ngân hàng", "hợp tác xã",
    "phòng khám", "trung tâm", "thư viện", "chung cư", "cửa hàng", "siêu thị",
)  # fmt: skip
_GENERIC = re.compile(
    rf"(?:{'|'.join(_KINDS)}"
    rf"|tòa nhà|tiệm|quán|hãng|nhà thuốc|nhà xe|xưởng|khu|rạp|{'|'.join(_LOANS)})"
    r"(?: (?:tiểu học|mầm non|mẫu giáo|trung học(?: cơ sở| phổ thông)?|thcs|thpt|cao đẳng|đại học"
    r"|đa khoa|tnhh|trách nhiệm hữu hạn|một thành viên|mtv|cổ phần|cp|tmcp|tư nhân))*(?!\w)\s*",
    re.IGNORECASE,
)


# What "Quỹ Lưu Quang Trạch", "Máy Suối Ngàn" are.
_THINGS = frozenset("quỹ máy thuốc sữa kem trà siro phim sách giải lọ chai hộp gói tàu xe".split())


_ORGANISATIONS = {"bo": "bộ", "so": "sở", "cuc": "cục", "vu": "vụ", "vien": "viện"}


_DIVISIONS = ("phòng", "khoa", "luật")
_HEADS, _HEADED = ("trưởng", "phó"), ("ban", "bộ", "sở", "cục", "vụ", "viện", "phòng", "khoa")


_NAME_STARTERS = frozenset(
    (
        "theo ong ba anh chi dong co tai sao ai vi neu khi hay nhung cac voi tu noi ngay thang nam "
        "ten"
    ).split()
)


# "Nghỉ Tết", "Cách Hà Nội bao xa", "Mua Vinamilk": what one does begins no name.
_DEEDS = frozenset(
    (
        "nghỉ thưởng mua bán thuê đón ăn chơi tặng biếu thăm dự cưới gửi trả nộp đọc đưa rời tới "
        "gần cách chống xây sửa trồng nuôi uống dùng xài"
    ).split()
)


# Named by one word with a capital of its own.
_OCCASIONS = ("tết", "noel")


# Families that look like them: "Vi Văn Thắng".
_RARE_FAMILIES = ("vi", "vì", "đồng", "đổng", "từ")


# "Bên Tư pháp", "Vợ Trần Văn Bình", "Lớp Cờ vua"; "Bến Tre" and "Võ Văn Kiệt" are names.
_PARTIES = ("bên", "phía", "vợ", "chồng", "mẹ", "cậu", "cụ", "dân", "cuốn", "lớp", "ngành")
