"""What names one thing exactly: document codes, dates, ordinals, names; compared by meaning.

"NQ 22", "Nghị quyết số 22" and "22-NQ/TƯ" are one code; "10-4-2013" and "ngày 10 tháng 4 năm 2013"
are one date. All functions read text with or without diacritics, in any normal form; the places
they give are offsets into its NFC form.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text import canonical, fold

# Kinds of Vietnamese documents, by folded name. The order matters: longer names first.
DOCUMENT_KINDS = {
    "thong tu lien tich": "TTLT",
    "nghi quyet": "NQ",
    "nghi dinh": "NĐ",
    "quyet dinh": "QĐ",
    "thong bao": "TB",
    "thong tu": "TT",
    "chi thi": "CT",
    "ket luan": "KL",
    "quy dinh": "QĐ",  # of the Party: "Quy định số 37-QĐ/TW"
    "huong dan": "HD",
    "cong van": "CV",
    "cong dien": "CĐ",
    "ke hoach": "KH",
    "de an": "ĐA",
    "to trinh": "TTr",
    "bao cao": "BC",
    "bien ban": "BB",
    "phap lenh": "PL",
    "bo luat": "L",
    "luat": "L",
}
# Abbreviations of the same, as they stand in codes or are typed: "NQ 22", "22-NQ/TW".
_SHORT_KINDS = {
    "nq": "NQ", "nd": "NĐ", "qd": "QĐ", "tb": "TB", "tt": "TT", "ttlt": "TTLT", "ct": "CT",
    "kl": "KL", "hd": "HD", "cv": "CV", "cd": "CĐ", "kh": "KH", "da": "ĐA", "ttr": "TTr",
    "bc": "BC", "bb": "BB", "pl": "PL", "qh": "L", "qdi": "QĐ",
}  # fmt: skip
_KINDS = frozenset((*DOCUMENT_KINDS.values(), *_SHORT_KINDS.values()))


@dataclass(frozen=True, slots=True)
class Code:
    """A document's number: 100/2019/NĐ-CP is (100, "NĐ", 2019, "cp")."""

    start: int
    end: int
    number: int
    kind: str
    year: int
    """0 when the code has none."""
    issuer: str
    """Folded, "tu" as "tw"; empty when not given."""

    def matches(self, other: Code) -> bool:
        """Say whether both can name one document: no part that both give differs."""
        return self.number == other.number and all(
            not mine or not theirs or mine == theirs
            for mine, theirs in (
                (self._kind_beside(other), other._kind_beside(self)),
                (self.year, other.year),
                (self.issuer, other.issuer),
            )
        )

    def _kind_beside(self, other: Code) -> str:
        # The number of a letter names the offices and no kind: "1234/BGDĐT-GDTrH" is a Công văn.
        return "" if other.kind == "CV" and self.kind not in _KINDS else self.kind


@dataclass(frozen=True, slots=True)
class Date:
    """A date with the parts that are given; 0 for a part that is not."""

    start: int
    end: int
    day: int
    month: int
    year: int

    @property
    def iso(self) -> str:
        """As 2013-04-10; empty when a part is missing."""
        whole = self.day and self.month and self.year
        return f"{self.year:04}-{self.month:02}-{self.day:02}" if whole else ""

    def matches(self, other: Date) -> bool:
        """Say whether both can be one date: no part that both give differs, and one is shared."""
        pairs = ((self.day, other.day), (self.month, other.month), (self.year, other.year))
        return all(not a or not b or a == b for a, b in pairs) and any(a and b for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A numbered thing: "Đại hội XIII", "lần thứ 19", "Điều 5", "thứ sáu"."""

    start: int
    end: int
    noun: str
    """What is numbered, folded: "dieu", "khoan", "lan thu", "thu"; "la ma" for Roman numerals."""
    number: int

    def matches(self, other: Ordinal) -> bool:
        """Say whether both can number one thing: "Đại hội XIII" is "Đại hội lần thứ XIII"."""
        general = {"thu", "lan thu", "ky thu", "la ma"}
        alike = self.noun == other.noun or bool(general & {self.noun, other.noun})
        return self.number == other.number and alike


def _fold_in_place(text: str) -> str:
    """Fold text in NFC without moving any character, so that offsets stay."""
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return {"đ": "d", "Đ": "D"}.get(base, base)


def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern to be used on folded text of any case."""
    return re.compile(pattern, re.IGNORECASE)


_FULL_CODE = _pattern(
    r"(?<![\w/-])(?P<number>\d{1,5})\s?(?P<bis>[a-z])?\s?[/-]\s?(?:(?P<year>(?:19|20)\d\d)\s?[/-]\s?)?"
    r"(?P<kind>[a-z]{2,5})(?P<term>\d{1,2})?(?P<issuer>(?:\s?[/-]\s?[a-z]{1,10}\d{0,2})*)(?!\w)"
)
_NAMED_CODE = _pattern(
    # Two spaces, a no-break space or the end of a line may stand between the words of a kind.
    r"(?<!\w)(?P<kind>"
    + "|".join([*DOCUMENT_KINDS, *(k for k in _SHORT_KINDS if k != "qh")]).replace(" ", r"\s+")
    + r")"
    r"[\s.:-]*(?:(?:so|number|no\.?)[\s.:-]*)?(?P<number>\d{1,5})(?![\d%]|[.,]\d)"
    # "Kế hoạch 5 năm 2021-2025" counts years; "Nghị quyết 22 năm 2013" has a number.
    r"(?!\s+nam(?!\s+(?:nao|may|bao|gi|(?:19|20)\d\d(?!\s?[-–]\s?\d)))"
    r"|\s+(?:tuoi|lan|nguoi|trieu|nghin)(?!\w))"
    r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_FROM_DAY = r"(?:(?P<from>\d{1,2})\s?[-–]\s?(?=\d{1,2}\s?/))?"  # "10-15/8/2023" is two days
_SLASHED = _pattern(
    rf"(?<![\d/.-]){_FROM_DAY}"
    r"(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>\d{4})(?![\d/])"
)
_ISO = _pattern(r"(?<![\d/.-])((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_SPELLED = _pattern(
    r"(?<!\w)(?:(?:ngay|mong|mung)?\s*(?P<day>\d{1,2})\s+)?thang\s+(?P<month>\d{1,2})"
    r"(?:\s*(?:[/.,-]|nam)?\s*(?P<year>(?:19|20)\d\d))?(?!\d|\s+(?:\d+\s+)?(?:lan|ngay)(?!\w))"
)
_DAY_MONTH = _pattern(
    rf"(?<![\d/.,-]){_FROM_DAY}(?P<day>\d{{1,2}})\s?(?P<mark>[/-])\s?(?P<month>\d{{1,2}})"
    r"(?![\d/%]|[.,-]\d)"
)
# What leads to a day: without it "10-12 người" and "thắng 3-1" are none, nor "2/3 số đại biểu".
_LEADS_TO_DAY = _pattern(
    r"(?:(?<!\w)(?:ngay|sang|trua|chieu|toi|dem|hom|tu|den|truoc|sau|mung|mong|dip|nay|va)|^|[\n(])\s*$"
)
_SHARED = _pattern(
    r"\s+(?:so(?! voi)|tong so|thanh vien|dai bieu|dien tich|dan so|co dong|hoi vien|nguoi)(?!\w)"
)
# "có 1950 học sinh": a quantity that looks like a year.
_QUANTITY = re.compile(
    r"(?<!\w)(?:có|được|gồm|với|là|hơn|gần|khoảng|trên|đạt|thêm|nhận|tuyển|trao|cấp|trồng|đủ|chừng)"
    r"\s+(?P<count>\d{4})\s+(?:học sinh|sinh viên|giáo viên|người|hộ|đại biểu|cán bộ|công nhân|"
    r"nhân viên|lao động|thành viên|xã viên|đảng viên|hội viên|đoàn viên|khách|lượt|đồng|triệu|tỷ|"
    r"tỉ|mét|m|m2|km|tấn|kg|ha|cái|chiếc|căn|suất|trường hợp|xe|cuốn|quyển|bài|phiếu|đơn|hồ sơ|"
    r"doanh nghiệp|công ty|con|cây|giường|phòng|cổ phần)(?!\w)",
    re.IGNORECASE,
)
_MONTH_YEAR = _pattern(r"(?<![\d/.-])(\d{1,2})\s?[/-]\s?((?:19|20)\d\d)(?![\d/-])")
# "quý 4/2024" is no month, and "quý IV/2024" is of that year too.
_PERIOD = _pattern(
    r"(?<!\w)(?:quy|hoc ky|ky|dot)\s+(?:\d{1,2}|[ivx]{1,4})\s?[/-]\s?((?:19|20)\d\d)(?![\d/-])"
)
_YEARS = _pattern(r"(?<![\d.,/-])((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?![\d%]|[.,]\d)")
_YEAR = _pattern(r"(?<![\d.,/-])((?:19|20)\d\d)(?![\d%]|[.,]\d|/\w)")
_ORDINAL = _pattern(
    r"(?<!\w)(?P<noun>ngo|lop|so nha|khu|tieu khu|to|dieu|khoan|diem|muc|chuong|phan|phu\s+luc"
    r"|lan\s+thu|ky\s+thu|khoa|dai\s+hoi|hoi\s+nghi\s+trung\s+uong|phien|quy|thu)\s+(?P<number>\d{1,3}|[ivxlc]+|nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)(?!\w)"
)
_ROMAN = re.compile(r"(?<![\w.])[IVXLC]{2,7}(?![\w.]*\w)")
_WORD_NUMBERS = {
    "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10,
}  # fmt: skip


def codes(text: str) -> list[Code]:
    """Find document codes, in order of place.

    >>> [(code.number, code.kind, code.issuer) for code in codes("NQ 22 và 22-NQ/TƯ")]
    [(22, 'NQ', ''), (22, 'NQ', 'tw')]
    """
    text = unicodedata.normalize("NFC", text)
    folded = _fold_in_place(text)
    found = []
    for match in _FULL_CODE.finditer(folded):
        match_text = text[match.start() : match.end()]
        kind = _SHORT_KINDS.get(match["kind"].lower())
        if kind is None and not match["issuer"] and not match["year"]:
            continue  # "3-tuần", "19-covid"
        issuer = re.sub(r"[\s/-]+", " ", match["issuer"].lower()).strip()
        if issuer == "tu" and "Ư" in match_text.upper():
            issuer = "tw"  # TƯ is the Central Committee, TU a provincial one
        found.append(
            Code(match.start(), match.end(), int(match["number"]), kind or match["kind"].upper(),
                 int(match["year"] or 0), issuer)
        )  # fmt: skip
    for match in _NAMED_CODE.finditer(folded):
        if any(code.start <= match.start("number") < code.end for code in found):
            continue
        name = re.sub(r"\s+", " ", match["kind"].lower())
        kind = DOCUMENT_KINDS.get(name) or _SHORT_KINDS[name]
        written = text[match.start("kind") : match.end("kind")]
        if name in _SHORT_KINDS and not _is_abbreviation(written):
            continue  # "đã 45 tuổi"
        found.append(
            Code(
                match.start(), match.end(), int(match["number"]), kind, int(match["year"] or 0), ""
            )
        )
    return sorted(found, key=lambda code: code.start)


def dates(text: str) -> list[Date]:
    """Find dates and lone years, in order of place; parts of codes are not dates.

    >>> [(d.day, d.month, d.year) for d in dates("ngày 10 tháng 4 năm 2013, 10/4/2013, năm 2018")]
    [(10, 4, 2013), (10, 4, 2013), (0, 0, 2018)]
    """
    text = unicodedata.normalize("NFC", text)
    folded = _fold_in_place(text)
    taken = [(code.start, code.end) for code in codes(text)]
    found: list[Date] = []

    def keep(start: int, end: int, day: int, month: int, year: int) -> None:
        free = all(end <= a or start >= b for a, b in taken)
        if free and day <= 31 and month <= 12 and (day or month or year):
            taken.append((start, end))
            found.append(Date(start, end, day, month, year))

    def keep_days(match: re.Match[str], year: int) -> None:
        month = int(match["month"])
        if match["from"]:
            keep(*match.span("from"), int(match["from"]), month, year)
        keep(match.start("day"), match.end(), int(match["day"]), month, year)

    for match in _PERIOD.finditer(folded):
        keep(*match.span(1), 0, 0, int(match[1]))
    for match in _SLASHED.finditer(folded):
        keep_days(match, int(match["year"]))
    for match in _ISO.finditer(folded):
        keep(*match.span(), int(match[3]), int(match[2]), int(match[1]))
    for match in _SPELLED.finditer(folded):
        if not re.search("tháng|thang", text[match.start() : match.end()], re.IGNORECASE):
            continue  # "thắng 3-1"
        keep(*match.span(), int(match["day"] or 0), int(match["month"]), int(match["year"] or 0))
    for match in _MONTH_YEAR.finditer(folded):
        keep(*match.span(), 0, int(match[1]), int(match[2]))
    for match in _DAY_MONTH.finditer(folded):
        leads = _LEADS_TO_DAY.search(folded, max(0, match.start() - 8), match.start())
        plain = match["mark"] == "/" and not _SHARED.match(folded, match.end())
        if (leads or plain) and 1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12:
            keep_days(match, 0)
    for match in _YEARS.finditer(folded):
        keep(*match.span(1), 0, 0, int(match[1]))
        keep(*match.span(2), 0, 0, int(match[2]))
    counted = {match.start("count") for match in _QUANTITY.finditer(text)}
    for match in _YEAR.finditer(folded):
        if match.start() not in counted:
            keep(*match.span(), 0, 0, int(match[1]))
    return sorted(found, key=lambda date: date.start)


def ordinals(text: str) -> list[Ordinal]:
    """Find numbered things: "Điều 5", "lần thứ XVII", "thứ sáu", lone Roman numerals ("XIII")."""
    text = unicodedata.normalize("NFC", text)
    folded = _fold_in_place(text)
    is_toned_text = folded != text
    found = []
    for match in _ORDINAL.finditer(folded):
        number = number_of(match["number"])
        noun = re.sub(r"\s+", " ", match["noun"].lower())
        if noun == "thu" and _YEAR.match(folded, match.end() + 1):
            continue  # "doanh thu nam 2023"
        if is_toned_text and not _is_numbering(
            text[match.start("noun") : match.end("noun")],
            text[match.start("number") : match.end("number")],
            noun,
        ):
            continue
        if number and (match["number"].isdigit() or noun in _SPELLED_NOUNS
                       or match["number"].isupper()):  # fmt: skip
            found.append(Ordinal(*match.span(), noun, number))
    covered = [(ordinal.start, ordinal.end) for ordinal in found]
    for match in _ROMAN.finditer(text):
        number = _roman(match[0])
        if number and not any(a <= match.start() < b for a, b in covered):
            found.append(Ordinal(*match.span(), "la ma", number))
    return sorted(found, key=lambda ordinal: ordinal.start)


_SPELLED_NOUNS = {"thu", "lan thu", "ky thu"}
# How nouns and numbers are written that other words look like without their tones: "doanh thu năm
# 2023" is no "thứ năm", "mức 5 triệu" no "mục 5".
_WRITTEN = {
    "thu": "thứ", "lan thu": "lần thứ", "ky thu": "kỳ thứ", "muc": "mục", "diem": "điểm",
    "to": "tổ", "quy": "quý", "phan": "phần", "khoan": "khoản", "dieu": "điều",
    "phu luc": "phụ lục", "chuong": "chương", "lop": "lớp", "khoa": "khóa", "phien": "phiên",
    "nhat": "nhất", "tu": "tư", "bon": "bốn", "nam": "năm", "sau": "sáu", "bay": "bảy",
    "tam": "tám", "chin": "chín", "muoi": "mười", "hai": "hai", "ba": "ba",
}  # fmt: skip


def _is_numbering(noun: str, number: str, folded: str) -> bool:
    """Say whether a noun and a number are written as those they are taken for."""
    said = " ".join(canonical(noun).lower().split())
    count = canonical(number).lower()
    return said == _WRITTEN.get(folded, said) and count == _WRITTEN.get(fold(count), count)


def _is_abbreviation(word: str) -> bool:
    """Say whether a short kind is written as one: "đa" is, "đã" is an everyday word."""
    lowered = word.lower()
    return lowered in _SHORT_FORMS and (lowered not in ("da", "đa") or word.isupper())


_SHORT_FORMS = frozenset((*_SHORT_KINDS, *(kind.lower() for kind in _SHORT_KINDS.values())))


def number_of(word: str) -> int:
    """Read a number in digits, in toneless words up to ten, or in Roman numerals; 0 for another.

    >>> number_of("12"), number_of("nhat"), number_of("IV"), number_of("nghi")
    (12, 1, 4, 0)
    """
    if word.isdigit():
        return int(word)
    return _WORD_NUMBERS.get(word.lower(), 0) or _roman(word.upper())


def _roman(word: str) -> int:
    """Read a Roman numeral below 90; 0 when it is not one.

    >>> _roman("XVII"), _roman("IIX")
    (17, 0)
    """
    if not word or not re.fullmatch(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})", word):
        return 0
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def proper_names(text: str) -> list[tuple[int, int]]:
    """Find runs of two or more capitalised words, as offsets: names of people and places.

    "Thủ tướng Nguyễn Xuân Phúc" gives the last three words: a capitalised word before one in
    lower case begins a title ("Thủ tướng", "Bộ Ngoại giao"), not a name.

    >>> text = "Thủ tướng Nguyễn Xuân Phúc thăm Hà Nội."
    >>> [text[a:b] for a, b in proper_names(text)]
    ['Nguyễn Xuân Phúc', 'Hà Nội']
    """
    found = []
    run: list[re.Match[str]] = []
    for match in [*_NAME_WORD.finditer(text), None]:
        joined = (
            match is not None and bool(run) and text[run[-1].end() : match.start()] in (" ", "  ")
        )
        capital = (
            match is not None
            and match[0][0].isupper()
            # "Nguyễn Văn A", "Giàng A Páo": one letter inside a name or at its end.
            and (not match[0].isupper() or (joined and len(match[0]) == 1))
        )
        if run and not (capital and joined):
            if len(run) < 3 and len(run[-1][0]) == 1:
                run.pop()  # "Bảng A"
            if len(run) > 1:
                found.append((run[0].start(), run[-1].end()))
            run = []
        if capital and match is not None:
            run.append(match)
    return found


_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


# The commonest Vietnamese family names, folded: about 95 % of people (general knowledge, not data).
_FAMILY_NAMES = frozenset(
    (
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly luu truong dinh "
        "mai to ha doan trinh cao vuong thai ta tang chu chau quach la lam kieu phung trieu luong "
        "tong ong khuat nghiem nong dam giang ma quan ninh van thach son"
    ).split()
)
_HONORIFICS = frozenset("ba anh chi co bac".split())


def is_family_name(syllable: str) -> bool:
    """Say whether a syllable is one of the common family names, with or without its marks.

    >>> is_family_name("Nguyễn"), is_family_name("Bách")
    (True, False)
    """
    return fold(syllable) in _FAMILY_NAMES


# What begins the name of an office, an organisation or a title.
_OFFICES = frozenset(
    (
        "ban bo hoi uy thu bi chu pho tong giam thanh tinh nghi thong ke de chi van dang nha quoc "
        "trung hoc dai dien vien so cuc vu phong mat tap cong trung quan tham thanh luat"
    ).split()
)


def person_names(text: str) -> list[tuple[int, int]]:
    """Find names that can be a person's: begun by a family name, or not like an office's.

    >>> text = "Ban Tổ chức Trung ương mời Nguyễn Thị Thanh và Bill Gates."
    >>> [text[a:b] for a, b in person_names(text)]
    ['Nguyễn Thị Thanh', 'Bill Gates']
    """
    people = []
    for start, end in proper_names(text):
        words = [fold(word) for word in text[start:end].split()]
        # A sentence may begin "Bà Trần Văn Hòa", as one run of capitals; "Bà Vụ Trưởng" is none.
        if words[0] in _HONORIFICS and len(words) > 2 and words[2] not in ("truong", "pho"):
            words = words[1:]
        leads = canonical(text[start:end].split()[0]).lower()
        if (
            (words[0] in _FAMILY_NAMES and leads not in ("trưởng", "trường"))
            or is_in_full(words)
            or not (_OFFICES & set(words) or _is_about_a_country(text, start, end))
        ):
            people.append((start, end))
    return sorted([*people, *_names_in_capitals(text)])


def is_of_a_family(words: Sequence[str]) -> bool:
    """Say whether a name of three words or more begins with a family name, common or rare.

    >>> is_of_a_family(["Trần", "Thu", "Hà"]), is_of_a_family(["Phan", "Rang"])
    (True, False)
    """
    return len(words) > 2 and (is_family_name(words[0]) or is_in_full(words))


def is_in_full(words: Sequence[str]) -> bool:
    """Say whether "Văn" or "Thị" is a middle name, of however rare a family: "Vi Văn Nam".

    >>> is_in_full(["Vi", "Văn", "Nam"]), is_in_full(["Ban", "Thi", "đua"])
    (True, False)
    """
    folded = [fold(word) for word in words]
    return len(words) > 2 and folded[1] in ("van", "thi") and folded[0] not in _OFFICES


def _is_about_a_country(text: str, start: int, end: int) -> bool:
    """Say whether a sentence begins with a word and a country: "Chống Pháp, …", "Giúp Lào …"."""
    first, *rest = text[start:end].split()
    begins = not re.search(r"\w[^\w.!?:;\n]*$", text[:start])
    return begins and bool(first) and [word.lower() for word in rest] in _COUNTRIES


# Those that are hardly ever a given name, as "Nga", "Đức" and "Mỹ" are.
_COUNTRIES = (["pháp"], ["lào"], ["úc"], ["bỉ"])


def _names_in_capitals(text: str) -> list[tuple[int, int]]:
    """Find "Giám đốc: TRẦN QUỐC HÙNG"; capitals tell nothing where a whole line is in them."""
    found = []
    for match in _IN_CAPITALS.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        words = list(itertools.takewhile(str.isupper, match[0].split()))
        if len(words) > 1 and not line.isupper():
            found.append((match.start(), match.start() + len(" ".join(words))))
    return found


_MIDDLE_NAMES = "VĂN|THỊ|ĐỨC|MINH|QUỐC|NGỌC|HỮU|XUÂN|ĐÌNH|THANH|CÔNG|TRỌNG|HỒNG|KIM|THÀNH|QUANG|ANH"
_IN_CAPITALS = re.compile(
    # These begin no other words in capitals; those after them do ("HỒ SƠ", "LÝ DO", "CAO ĐẲNG").
    r"(?<!\w)(?:(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|ĐẶNG|BÙI|NGÔ|DƯƠNG|ĐINH|TRỊNH|TRƯƠNG)"
    rf"|(?:VŨ|VÕ|ĐỖ|HỒ|LÝ|CAO|ĐÀO|ĐOÀN|MAI|TÔ|HÀ|LÂM) (?={_MIDDLE_NAMES}))"
    r"(?: ?[^\W\d_]+){1,3}(?!\w)"
)
