"""Answer "quyết định này thay thế văn bản nào?" from what texts say of each other, unsearched.

The sentence may name neither what is asked about ("Quyết định này thay thế …") nor any text.
"""

from __future__ import annotations

import re
import unicodedata

from index.document import Document
from index.identifiers import codes
from index.store import Index
from index.text import fold
from qa.answer import Answer
from qa.compose import Quote
from qa.lookup import MOST_DOCUMENTS, answered, named_in, quoted
from qa.signature import without_codes

_VERBS = r"thay the|bai bo|huy bo|sua doi(?:,? bo sung)?"
_TEXTS = (
    r"van ban|nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|luat|phap lenh|quy che|quy dinh"
    r"|noi quy|ke hoach|hop dong"
)
# "Bãi bỏ khoản nào?" may be asked too; what is amended in a text is a question of its own.
_DOES = re.compile(
    rf"(?<!\w)(?:se |da |dang )?(?:(?P<verb>thay the|bai bo|huy bo)(?: cho)? (?:nhung |cac )?"
    rf"(?:{_TEXTS}|dieu|khoan|diem|cai)(?: (?:so|cu|truoc|khac))?"
    rf"|(?P<amends>sua doi(?:,? bo sung)?) (?:nhung |cac )?(?:{_TEXTS})) (?:nao|gi)(?!\w)"
)
_SUFFERS = re.compile(
    rf"(?<!\w)(?:da )?(?:bi|duoc) (?:(?:{_TEXTS}) nao (?P<first>{_VERBS})"
    rf"|(?P<last>{_VERBS}) (?:boi|bang) (?:{_TEXTS}) (?:nao|gi))(?!\w)"
)
# What may be said of a text beside its code, its kind and its title.
_OF_IT = re.compile(r"(?<!\w)(?:van ban|so|nay|do|tren|cua|ve|ngay|nam|thi|duoc|a|vay)(?!\w)")


def told_of(typed: str, index: Index) -> Answer | None:
    """Answer what a text does to which others, or which does it to it; None for anything else."""
    text = unicodedata.normalize("NFC", typed)
    folded = fold(text)
    if len(folded) != len(text):
        return None
    if match := _DOES.search(folded):
        quotes = _does(text, folded, match, index)
    elif match := _SUFFERS.search(folded):
        quotes = _suffers(text, match["first"] or match["last"], index)
    else:
        return None
    if not quotes:
        return None
    return answered(typed, [quotes])


def _does(text: str, folded: str, match: re.Match[str], index: Index) -> list[Quote]:
    rest = without_codes(text, folded)
    rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if codes(text):  # a "Quyết định 418/QĐ-X" may be called "Quy chế" on its first page
        rest = re.sub(rf"(?<!\w)(?:{_TEXTS})(?!\w)", " ", rest)
    words = frozenset(re.findall(r"\w+", _OF_IT.sub(" ", rest)))
    if not words and not codes(text):
        return []
    named = named_in(text, words, index) or frozenset()
    if len(named) > MOST_DOCUMENTS:
        return []
    verb = (match["verb"] or match["amends"]).replace(" bo sung", "").rstrip(",")
    return [
        quote
        for row in sorted(named)
        for quote in quoted(index.documents[row], _of_itself(index.documents[row], verb))
    ]


def _of_itself(document: Document, verb: str) -> list[tuple[int, int]]:
    """Give where a text says that it does something to others, or orders it: "Bãi bỏ khoản 2"."""
    places = {
        (one.start, one.end)
        for one in document.relations
        if not one.newer and fold(one.verb).startswith(verb)
    }
    for match in _ORDERS.finditer(document.text):
        said = fold(unicodedata.normalize("NFC", match["said"]))
        if said.startswith(verb) and not any(a <= match.start("said") < b for a, b in places):
            places.add(match.span("said"))
    return sorted(places)


_ORDERS = re.compile(
    r"^[ \t]*(?:(?:Điều \d+|\d+|[a-zđ])[.)][ \t]*)?"
    r"(?P<said>(?:Thay thế|Bãi bỏ|Huỷ bỏ|Hủy bỏ) [^\n]+)",
    re.MULTILINE,
)


def _suffers(text: str, verb: str, index: Index) -> list[Quote]:
    asked = codes(text)
    if len(asked) != 1:
        return []
    return [
        quote
        for document in index.documents
        for quote in quoted(
            document,
            [
                (one.start, one.end)
                for one in document.relations
                if fold(one.verb).startswith(verb[:7])
                and any(map(asked[0].matches, codes(one.older)))
            ],
        )
    ][: 2 * MOST_DOCUMENTS]
