"""The whole of a list, from the sentence that leads into it to its last item."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.document import Document
from index.text import sentences

MOST_ITEMS = 30
_REACH = 30  # paragraphs before and after a sentence that may belong to its list
_UNDER = 1050  # characters that are quoted from under a heading

_MARKERS = (
    (
        "thứ",
        re.compile(r"thứ (nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?=[,:.)\s])", re.IGNORECASE),
    ),
    ("là", re.compile(r"(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là(?=[,:\s])", re.IGNORECASE)),
    ("number", re.compile(r"\(?(\d{1,2})[.)/](?!\d)\s*")),
    ("letter", re.compile(r"\(?([a-zđ])[.)/]\s*")),
    ("roman", re.compile(r"\(?([ivx]{1,5})\)\s*")),
    ("dash", re.compile(r"([-–—•*+▪●])\s+")),
)
_ORDER = {
    "thứ": ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"],
    "là": ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"],
    # "d)" is followed by "đ)" in laws, by "e)" in texts typed after the English alphabet.
    "letter": [*"abcdđeghiklmnopqrstuvxy"],
    "latin": [*"abcdefghijklmnopqrstuvwxyz"],
    "roman": ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
}


def enumeration(document: Document, start: int) -> list[tuple[int, int]]:
    """Find the list that the sentence at `start` introduces or belongs to: (start, end) of parts.

    The parts are the introducing sentence, when it stands right before, and every item's first
    sentence. Items are numbered on ("Thứ nhất", "Một là", "1.", "a)") or all dashes; words between
    two items that carry no number are the earlier item's and are left out. Empty when there is
    no list of two items or more.
    """
    text = document.text
    at = next((i for i, p in enumerate(document.paragraphs) if p.start <= start < p.end), 0)
    near = document.paragraphs[max(0, at - _REACH) : at + _REACH]
    units = [unit for paragraph in near for unit in sentences(text, paragraph.start, paragraph.end)]
    here = next((i for i, unit in enumerate(units) if unit[0] <= start < unit[1]), None)
    if here is None:
        return []
    series = [
        (places, places[0] > 0 and introduces(text[slice(*units[places[0] - 1])]))
        for places in _series(text, units)
    ]
    # The list that the sentence leads into comes before the one it is an item of.
    led_into = [(p, led) for p, led in series if led and p[0] - 2 <= here < p[0]]
    member_of = [(p, led) for p, led in series if here in p]
    for places, introduced in (*led_into, *member_of):
        items = [units[i] for i in places[:MOST_ITEMS]]
        return [units[places[0] - 1], *items] if introduced else items
    return []


def leads_into(document: Document, items: Sequence[tuple[int, int]]) -> str:
    """Give what a list stands under: its introducing sentence, else the heading above it."""
    start, end = items[0]
    said = document.text[start:end]
    paragraph = document.paragraph_at(start)
    return said if introduces(said) else paragraph.section if paragraph else ""


def with_what_stands_above(document: Document, start: int) -> list[tuple[int, int]]:
    """Give the sentence or heading right above a list, and the item of it at `start`.

    Empty when that is no item of a list, or nothing stands above it.
    """
    items = enumeration(document, start)
    here = next((one for one in items if one[0] <= start < one[1]), None)
    if here is None or (here == items[0] and introduces(document.text[slice(*here)])):
        return []
    if introduces(document.text[slice(*items[0])]):
        return [items[0], here]
    above = [
        place
        for paragraph in document.paragraphs
        if paragraph.start < items[0][0] <= paragraph.end + _NEAR
        for place in sentences(document.text, paragraph.start, min(paragraph.end, items[0][0]))
    ]
    return [above[-1], here] if above else []


_NEAR = 10  # characters between a heading and the list under it


def under_heading(document: Document, start: int) -> list[tuple[int, int]]:
    """Give a heading or an introduction with what stands under it in its paragraph.

    Under "2. Phạt tiền … các hành vi sau:" stands what comes before "3.".
    """
    places: list[tuple[int, int]] = []
    section = ""
    for paragraph in document.paragraphs:
        if paragraph.start <= start < paragraph.end:
            places = sentences(document.text, start, paragraph.end)
            section = paragraph.section
        elif places and section and paragraph.section == section:
            places += sentences(document.text, paragraph.start, paragraph.end)
        elif places:
            break
    own = _mark(document.text[slice(*places[0])]) if places else ""
    marks = [_mark(document.text[slice(*place)]) for place in places]
    after = marks.index(own, 1) if own and own in marks[1:] else len(places)
    kept = [place for place in places[:after] if place[1] - start <= _UNDER]
    return kept or places[:1]


def _mark(sentence: str) -> str:
    """Name the kind of mark that a sentence is numbered with; empty when it has none."""
    said = unicodedata.normalize("NFC", sentence)
    found = ((name, pattern.match(said)) for name, pattern in _MARKERS)
    return next((name if name != "dash" else mark[1] for name, mark in found if mark), "")


def introduces(sentence: str) -> bool:
    """Say whether a sentence leads into a list: "… gồm:", "… một số tiêu chí căn bản sau."."""
    return bool(re.search(r":\s*$|(?:sau|sau đây|như sau|dưới đây)\s*[.:]?\s*$", sentence))


def _series(text: str, units: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Find runs of numbered sentences: the positions of each run's items."""
    series: list[list[int]] = []
    for name, pattern in _MARKERS:
        run: list[int] = []
        for position, (start, end) in enumerate(units):
            match = pattern.match(unicodedata.normalize("NFC", text[start:end]))
            if match is None:
                if name == "dash" and len(run) > 1:
                    series.append(run)
                if name == "dash":
                    run = []
                continue
            numbers = _places(name, match[1].lower())
            if name == "dash" or len(run) + 1 in numbers:
                run = [*run, position]
            else:
                if len(run) > 1:
                    series.append(run)
                run = [position] if 1 in numbers else []
        if len(run) > 1:
            series.append(run)
    return series


def _places(name: str, marker: str) -> set[int]:
    """Give the places in a list that a marker can stand for."""
    if name == "number":
        return {int(marker)}
    orders = [_ORDER.get(name, []), *([_ORDER["latin"]] if name == "letter" else [])]
    return {order.index(marker) + 1 for order in orders if marker in order}
