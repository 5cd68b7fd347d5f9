"""What an official text says of itself (number, date, issuer) and of others (it replaces them)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.document import Official, Paragraph, Relation
from index.identifiers import dates
from index.text import sentences

_HEAD = 4000  # characters of a text in which its own number and date stand
_CODE = (
    r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?/[A-ZĐ][A-ZĐƯa-z]{0,6}\d{0,2}(?:[-–/][A-ZĐƯ][\wĐƯ]*)*"
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
            if date.day and date.month and date.year:
                issued = f"{date.year:04}-{date.month:02}-{date.day:02}"
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


_VERBS = (
    ("sửa đổi, bổ sung", re.compile(r"sửa đổi(?:\s*,?\s*(?:và\s+)?bổ sung)?", re.IGNORECASE)),
    ("thay thế", re.compile(r"thay thế", re.IGNORECASE)),
    ("bãi bỏ", re.compile(r"bãi bỏ|hủy bỏ|hết hiệu lực", re.IGNORECASE)),
)
_PASSIVE = re.compile(
    r"(?:đã |sẽ )?(?:được|bị)\s+(?:sửa đổi(?:\s*,?\s*(?:và\s+)?bổ sung)?|thay thế|bãi bỏ)"
    r"[^.;]{0,80}?\b(?:bởi|bằng|theo|tại)\b",
    re.IGNORECASE,
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


def _relations_in(said: str, start: int, end: int, own: str) -> list[Relation]:
    codes = [
        (m.start(), re.sub(r"\s+", "", m[0]).replace("–", "-")) for m in _ANY_CODE.finditer(said)
    ]
    if not codes:
        return []
    passive = _PASSIVE.search(said)
    if passive is not None:
        verb = next(name for name, pattern in _VERBS if pattern.search(passive[0]))
        before = [code for at, code in codes if at < passive.start()]
        after = [code for at, code in codes if at >= passive.end()]
        said_of = before[-1] if before else own
        return [
            Relation(verb, newer, said_of, start, end)
            for newer in after[:1]
            if said_of not in ("", newer)
        ]
    found = []
    for name, pattern in _VERBS:
        match = pattern.search(said)
        if match is None:
            continue
        # "hết hiệu lực" stands behind what it is said of, the other verbs before.
        behind = match[0].lower().startswith("hết")
        older = [code for at, code in codes if (at < match.start()) == behind]
        found += [
            Relation(name, "", code, start, end) for code in older if code.lower() != own.lower()
        ]
    return found
