"""What an official text says of itself (number, date, issuer) and of others (it replaces them)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Official, Paragraph, Relation
from index.identifiers import dates
from index.text import sentences

_HEAD = 4000  # characters of a text in which its own number and date stand
_CODE = (
    r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?[ \t]{0,2}/[A-ZĐ][A-ZĐƯa-z]{0,6}\d{0,2}"
    r"(?:[-–/][A-ZĐƯ][\wĐƯ]*)*"
    r"|\d{1,5}[-–][A-ZĐ]{1,4}/[A-ZĐƯ]{2,6}"
)
_KINDS = (
    "Thông tư liên tịch", "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Chỉ thị", "Bộ luật",
    "Pháp lệnh", "Hiến pháp", "Luật", "Thông báo", "Kế hoạch", "Báo cáo", "Tờ trình", "Công văn",
    "Công điện", "Kết luận", "Quy chế", "Quy định", "Hướng dẫn", "Biên bản",
)  # fmt: skip
# "Số: 45/2023/TT-BTC" on a line of its own, or in a column of the letterhead.
_NUMBERED = re.compile(
    rf"(?:^|[\t|]|  )[ \t#*|]*(?:(?P<kind>Bộ luật|Luật|Pháp lệnh|Nghị quyết)\s+)?Số\s*:?\s*"
    rf"(?P<code>{_CODE})",
    re.IGNORECASE | re.MULTILINE,
)
# A first line that is the title: "Nghị định số 15/2024/NĐ-CP về thư viện cộng đồng".
_TITLED = re.compile(
    rf"[ \t#*]*(?P<kind>{'|'.join(_KINDS)})\s+(?:số\s*:?\s*)?(?P<code>{_CODE})"
    r"[^\n.]{0,200}(?:\n|$)",
    re.IGNORECASE,
)
_KIND_LINE = re.compile(rf"^[ \t#*]*({'|'.join(_KINDS)})\b", re.IGNORECASE | re.MULTILINE)
_ISSUER = re.compile(
    r"^[ \t#*|]*((?:QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|BỘ |ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ |TÒA ÁN|VIỆN |"
    r"TỔNG CỤC|CỤC |CHỦ TỊCH NƯỚC|BAN CHẤP HÀNH|NGÂN HÀNG|VĂN PHÒNG|TRƯỜNG )[^\n|\d]{0,60}?)"
    r"(?=\s{2,}|\t|\||\s*$|\s+CỘNG HÒA)",
    re.MULTILINE,
)
_SIGNED = re.compile(
    r"^[^\n]{0,80}?,?\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}",
    re.IGNORECASE | re.MULTILINE,
)


def official(text: str, paragraphs: Sequence[Paragraph]) -> Official:
    """Read the head of a text; a text without a number of its own gives nothing."""
    if not paragraphs:
        return Official()
    start = paragraphs[0].start
    head = unicodedata.normalize("NFC", text[start : start + _HEAD])
    # What stands below the first article is no head, and "Căn cứ" names other texts.
    first = re.search(
        r"^[ \t#*]*(?:Điều\s+1\b|Căn cứ|Chương\s+I\b)", head, re.IGNORECASE | re.MULTILINE
    )
    head = head[: first.start()] if first else head[:1500]
    numbered = _NUMBERED.search(head) or _TITLED.match(head)
    if numbered is None:
        return Official()
    code = re.sub(r"\s+", "", numbered["code"]).replace("–", "-")
    kind = numbered["kind"] or ""
    if not kind:
        named = [match[1] for match in _KIND_LINE.finditer(head)]
        kind = next(iter(named), "")
    kind = next((known for known in _KINDS if known.lower() == kind.lower()), "") or _kind_of(code)
    signed = _SIGNED.search(head)
    issued = ""
    if signed is not None:
        for date in dates(signed[0]):
            issued = date.iso or issued
    issuer = _ISSUER.search(head)
    return Official(
        name=" ".join(filter(None, [kind, code])),
        code=code,
        issued=issued,
        issuer=" ".join(issuer[1].split()) if issuer else "",
    )


_SHORT = {"NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định", "TT": "Thông tư",
          "CT": "Chỉ thị", "TB": "Thông báo", "KH": "Kế hoạch", "BC": "Báo cáo", "TTr": "Tờ trình",
          "QH": "Luật",
          "TTLT": "Thông tư liên tịch", "CĐ": "Công điện", "KL": "Kết luận"}  # fmt: skip


def _kind_of(code: str) -> str:
    for part in re.split(r"[/-]", code):
        if part.rstrip("0123456789") in _SHORT:
            return _SHORT[part.rstrip("0123456789")]
    return ""


_AMENDS = r"sửa đổi(?:\s*,?\s*(?:và\s+)?bổ sung)?"
_VERBS = (
    ("sửa đổi, bổ sung", re.compile(_AMENDS, re.IGNORECASE)),
    ("thay thế", re.compile(r"thay thế", re.IGNORECASE)),
    ("bãi bỏ", re.compile(r"bãi bỏ|hủy bỏ", re.IGNORECASE)),
)
_PASSIVE = re.compile(
    rf"(?<!không )(?<!chưa )(?:đã |sẽ )?(?:được|bị)\s+(?:{_AMENDS}|thay thế|bãi bỏ)"
    r"[^.;]{0,80}?\b(?:bởi|bằng|theo|tại)\b",
    re.IGNORECASE,
)
# "hết hiệu lực" stands behind what it is said of, the other verbs before.
_LAPSES = re.compile(r"hết hiệu lực", re.IGNORECASE)
_FROM_A_DAY = re.compile(r"\s*(?:thi hành\s+)?(?:kể\s+)?từ\s+(?:ngày|thời điểm)\b", re.IGNORECASE)
# Between a text's number and what is said of it: its date, its issuer, its subject.
_DESCRIPTION = re.compile(
    r"[\s,(]*(?:(?:ngày|của|về|quy định (?:về|chi tiết)|ban hành|hướng dẫn|sửa đổi|được|đã|sẽ|cũng|"
    r"đều)\b|$)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:khi|nếu|trường hợp)\b|(?:(?<!hàng )không|chưa)\s*$", re.IGNORECASE)
# What follows these is another text, one that the sentence only leans on. What is issued with a
# decision, "ban hành kèm theo", is the decision's own.
_ASIDE = re.compile(
    r"\b(?:(?<!kèm )theo|căn cứ|quy định chi tiết|quy định tại|hướng dẫn(?!\s+số)"
    rf"|(?:thi hành|thực hiện|ngày|khi|thời điểm)\s+(?:một số điều|các|{'|'.join(_KINDS)}))\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"\s*(?:(?:các|một số|những|toàn bộ|nội dung)\s+)*quy định tại", re.IGNORECASE)
# "Việc sửa đổi Nghị định …" only speaks of it; "về việc sửa đổi …" is a title and does it.
_NOT_DONE = re.compile(
    r"(?:(?<!về )\bviệc|\b(?:khi|nếu|không|chưa|đề nghị|đề xuất|kiến nghị))\s+"
    r"(?:(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ)\s*(?:,|và|hoặc)\s*)*$",
    re.IGNORECASE,
)
_OWN_UNIT = re.compile(
    rf"\b(?:{'|'.join(_KINDS)}|Điều|Khoản|Điểm|Chương|Mục|Phụ lục)\s+này\b", re.IGNORECASE
)
_SPEAKS = re.compile(r"thay thế|bãi bỏ|hủy bỏ|hết hiệu lực|sửa đổi", re.IGNORECASE)
_PARTS_OF_VERBS = ("hay thế", "ãi bỏ", "ủy bỏ", "ết hiệu lực", "ửa đổi")
_ANY_CODE = re.compile(_CODE)


def relations(text: str, paragraphs: Sequence[Paragraph], own: str) -> tuple[Relation, ...]:
    """Find the sentences that say which text replaces, repeals or amends which."""
    found: list[Relation] = []
    # One fast look at the whole: most texts speak of no other's validity.
    plain = unicodedata.normalize("NFC", text)
    if "/" not in plain or not any(part in plain for part in _PARTS_OF_VERBS):
        return ()
    for paragraph in paragraphs:
        stretch = text[paragraph.start : paragraph.end]
        if not _SPEAKS.search(unicodedata.normalize("NFC", stretch)):
            continue
        for start, end in sentences(text, paragraph.start, paragraph.end):
            said = unicodedata.normalize("NFC", text[start:end])
            if _SPEAKS.search(said) and not re.match(
                r"\s*(?:[-–*]\s*)?căn cứ\b", said, re.IGNORECASE
            ):
                found += _relations_in(said, start, end, own)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Named:
    """A code in a sentence."""

    start: int
    end: int
    code: str


def _relations_in(said: str, start: int, end: int, own: str) -> list[Relation]:
    codes = [
        _Named(*match.span(), re.sub(r"\s+", "", match[0]).replace("–", "-"))
        for match in _ANY_CODE.finditer(said)
    ]
    if not codes:
        return []
    passive = _PASSIVE.search(said)
    found = _actively(said[: passive.start()] if passive else said, codes)
    if passive is not None:
        found += _passively(said, passive, codes, own)
    found += _lapsed(said, codes)
    return [
        Relation(verb, "" if newer.lower() == own.lower() else newer, older, start, end)
        for verb, newer, older in found
        if older and older.lower() != (newer or own).lower()
    ]


def _actively(said: str, codes: Sequence[_Named]) -> list[tuple[str, str, str]]:
    """Give the verb, its subject and its objects: "Nghị định này thay thế Nghị định số 5/2019"."""
    verbs = sorted((m.start(), m.end(), name) for name, p in _VERBS for m in p.finditer(said))
    found = []
    for at, (begin, after, name) in enumerate(verbs):
        if _NOT_DONE.search(said[:begin]):
            continue
        until = verbs[at + 1][0] if at + 1 < len(verbs) else len(said)
        newer = _subject(said[:begin], codes)
        for first, last in _objects(said, after, until):
            found += [(name, newer, c.code) for c in codes if first <= c.start and c.end <= last]
    return found


def _subject(before: str, codes: Sequence[_Named]) -> str:
    """Give the text that a verb is said of; empty when it is the one that says it."""
    last = next((named for named in reversed(codes) if named.end <= len(before)), None)
    if last is None:
        return ""
    between = before[last.end :]
    other = re.search(r"[,;:]|\b(?:và|này|hoặc)\b", between, re.IGNORECASE)
    return "" if other or not _DESCRIPTION.match(between) else last.code


def _objects(said: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the stretches that a verb governs: each part of a list, up to what it leans on."""
    partly = _PARTLY.match(said, start, end)
    found = []
    at = partly.end() if partly else start
    for part in re.finditer(r"[^;]+", said[at:end]):
        aside = _ASIDE.search(part[0])
        found.append(
            (at + part.start(), at + (part.start() + aside.start() if aside else part.end()))
        )
    return found


def _passively(
    said: str, passive: re.Match[str], codes: Sequence[_Named], own: str
) -> list[tuple[str, str, str]]:
    """Read "Thông tư số 10/2019 đã được thay thế bởi Thông tư số 20/2021"."""
    newer = next((named.code for named in codes if named.start >= passive.end()), "")
    last = next((named for named in reversed(codes) if named.end <= passive.start()), None)
    before = said[: passive.start()]
    if last is not None:
        # "Theo Nghị định số 99/2018/NĐ-CP, hợp đồng được sửa đổi …": said of the contract.
        leans = _leaned_on(said, last, codes) and re.search(r",\s*\w", before[last.end :])
        older = "" if leans else last.code
    else:
        older = own if _OWN_UNIT.search(before) else ""
    verb = next(name for name, pattern in _VERBS if pattern.search(passive[0]))
    return [(verb, newer, older)] if newer else []


def _lapsed(said: str, codes: Sequence[_Named]) -> list[tuple[str, str, str]]:
    """Read "Thông tư số 10/2019 hết hiệu lực kể từ ngày Thông tư này có hiệu lực"."""
    verb = _LAPSES.search(said)
    before = [named for named in codes if verb is not None and named.end <= verb.start()]
    if verb is None or not before:
        return []
    between = said[before[-1].end : verb.start()]
    described = _DESCRIPTION.match(between) or _FROM_A_DAY.match(said, verb.end())
    if not described or _CONDITION.search(between):
        return []  # a licence expires, no text
    return [("bãi bỏ", "", named.code) for named in before if not _leaned_on(said, named, codes)]


def _leaned_on(said: str, named: _Named, codes: Sequence[_Named]) -> bool:
    """Say whether a code only stands for what another text is about or goes by."""
    start = max((other.end for other in codes if other.end <= named.start), default=0)
    own_words = re.split(r"[,;]", said[start : named.start])[-1]
    return bool(_ASIDE.search(own_words))
