"""Answer "Những hành vi nào bị phạt từ 1 đến 3 triệu đồng?" from the clauses with these amounts.

Clauses of a decree differ in little but their amounts: the nearest by its words is another one.
"""

from __future__ import annotations

import re
import unicodedata

from index.document import Document
from index.identifiers import codes
from index.store import Index
from index.text import canonical, sentences
from qa.answer import Answer
from qa.enumeration import under_heading
from qa.limits import MONEY
from qa.lookup import MOST_DOCUMENTS, MOST_QUOTES, answered, named_in, quoted
from qa.whynot import without_condition

_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
_RANGE = (
    rf"từ (?P<least>{_NUMBER})(?: (?P<unit>{'|'.join(MONEY)}))?(?: ?(?:đồng|đ))?"
    rf" (?:đến|tới) (?P<most>{_NUMBER})(?: (?P<units>{'|'.join(MONEY)}))?(?: ?(?:đồng|đ))?(?!\w)"
)
# The whole question: whatever else it says is a condition that no amount tells.
_ASKS = re.compile(
    r"\W*(?:những |các )?(?:hành vi|vi phạm|trường hợp|lỗi)(?: vi phạm)?(?P<which> (?:nào|gì))?"
    r"(?: thì)?(?: sẽ| có thể)?(?: bị)? (?:xử )?phạt(?: hành chính)?(?: tiền)?(?: (?:ở )?mức)? "
    rf"(?P<said>{_RANGE})(?P<what>(?: là| gồm| bao gồm)(?: những| các)?(?: hành vi)? (?:nào|gì))?"
    r"(?: theo| trong| tại)?\W*"
)
_FINES = re.compile(rf"(?<!\w)phạt tiền(?: \w+){{0,3}}? {_RANGE}", re.IGNORECASE)


def acts_fined(typed: str, index: Index) -> Answer | None:
    """Answer which acts are fined with exactly two amounts; None for any other question.

    Every clause with these amounts, with the points below it. Where a decree has fines and none
    of these amounts, nobody's are told.
    """
    text = canonical(typed)
    rest = text.lower()
    named = _without_text_named(text, rest)
    asked = _ASKS.fullmatch(named)
    if asked is None or not (asked["which"] or asked["what"]):
        return None
    rows = sorted(named_in(text, frozenset(), index) or ())
    documents = [index.documents[row] for row in rows]
    fining = [one for one in documents if _FINES.search(one.text)]
    clauses = [(one, _clauses(one, _amounts(asked))) for one in fining]
    found = [(one, places) for one, places in clauses if places]
    if not fining or len(found) > MOST_DOCUMENTS:
        return None
    if not found:
        reason = without_condition([f"mức phạt {asked['said']}"])
        return Answer(question=typed, text="", abstained=True, reason=reason)
    quotes = [quote for one, places in found for quote in quoted(one, places)]
    return answered(typed, [quotes[:MOST_QUOTES]])


def _without_text_named(text: str, lowered: str) -> str:
    """Leave out the decree that is named by its code: "theo Nghị định 15/2020/NĐ-CP"."""
    if len(text) != len(lowered):
        return lowered
    for code in reversed(codes(text)):
        lowered = lowered[: code.start] + lowered[code.end :]
    return _KIND.sub("", lowered)


_KIND = re.compile(r" (?:của |theo |trong |tại )?(?:nghị định|luật|quy định)(?: số)?(?=\W*$)")


def _amounts(match: re.Match[str]) -> tuple[float, float]:
    """Read both amounts in đồng; of "từ 1 đến 3 triệu" the first has the unit of the second."""
    unit = match["unit"] or (match["units"] if "." not in match["least"] else None)
    return _dong(match["least"], unit), _dong(match["most"], match["units"])


def _dong(number: str, unit: str | None) -> float:
    factor = MONEY[unit.lower()] if unit else 1
    return round(float(number.replace(".", "").replace(",", ".")) * factor)


def _clauses(document: Document, amounts: tuple[float, float]) -> list[tuple[int, int]]:
    """Give the clauses that fine with these amounts, each with the points below it."""
    if not unicodedata.is_normalized("NFC", document.text):
        return []  # the pattern is in NFC, and offsets are those of the text as it stands
    places: list[tuple[int, int]] = []
    for match in _FINES.finditer(document.text):
        paragraph = document.paragraph_at(match.start())
        if _amounts(match) != amounts or paragraph is None:
            continue
        said = sentences(document.text, paragraph.start, paragraph.end)
        lead = next((one for one in said if one[0] <= match.start() < one[1]), None)
        if lead is None:
            continue
        leads = document.text[slice(*lead)].rstrip().endswith(":")
        places += under_heading(document, lead[0]) if leads else [lead]
    return list(dict.fromkeys(places))
