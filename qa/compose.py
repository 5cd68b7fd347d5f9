"""Spans to a short Vietnamese answer: verbatim sentences with [n] markers, no language model."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document
from index.identifiers import dates, person_names, proper_names
from index.store import Index
from index.text import fold, sentences, syllables, trim
from qa.answer import Citation, Span
from qa.question import AnswerType, Question
from qa.reader import is_heading, uncounted

MOST_SENTENCES = 3
MOST_ITEMS = 30
_REACH = 30  # paragraphs before and after a sentence that may belong to its list
ENOUGH = 350  # characters: no further sentence is added past this
LONG = 600  # characters: a longer sentence is cut to the clauses that answer
_SECOND = 0.6  # a further sentence needs this share of the best one's score
SURE = 0.7  # confidence from which one sentence is enough
_SECOND_UNSURE = 0.4
_SAME = 0.7  # sentences that share this much of their words say the same


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a document to be cited, and the words in it that answer (offsets into it)."""

    document: Document
    start: int
    end: int
    highlight: tuple[int, int]

    @property
    def place(self) -> tuple[str, int, int]:
        """The file and the offsets in it."""
        return self.document.source, self.start, self.end

    @property
    def text(self) -> str:
        """The quoted words, verbatim."""
        return self.document.text[self.start : self.end]


def compose(
    question: Question, spans: Sequence[Span], index: Index, confidence: float = 1.0
) -> list[Quote]:
    """Choose what to quote from the spans that answer, best first: one to three sentences.

    A list question gets the whole list when the best sentence introduces or belongs to one. When
    it is not sure that the best sentence answers, the runner-up is quoted too, from wherever.
    """
    best = spans[0]
    document = index.document(best.hit.passage.document_id)
    if question.wants_list:
        for span in spans[:MOST_SENTENCES]:
            whole = index.document(span.hit.passage.document_id)
            items = enumeration(whole, span.start) if span.score >= 0.5 * best.score else []
            if items:
                return [_quote(question, whole, start, end) for start, end in items]
    if is_heading(best.text) or best.text.rstrip().endswith(":"):
        places = under_heading(document, best.start)
        if len(places) > 1:
            return [_quote(question, document, start, end) for start, end in places]
    chosen = [best]
    wanted = MOST_SENTENCES if question.wants_list or question.answer_type in _LONGER else 1
    unsure = confidence < SURE
    wanted = max(wanted, 2) if unsure else wanted
    for span in spans[1:12]:
        if (
            len(chosen) >= wanted
            or span.score < (_SECOND_UNSURE if unsure else _SECOND) * best.score
        ):
            break
        if sum(len(one.text) for one in chosen) + len(span.text) > (2 if unsure else 1) * ENOUGH:
            break
        near = span.hit.passage.document_id == best.hit.passage.document_id
        if (near or unsure) and not any(_same(span.text, one.text) for one in chosen):
            chosen.append(span)
    if not unsure:
        chosen.sort(key=lambda span: span.start)
    return [
        _quote(question, index.document(span.hit.passage.document_id), span.start, span.end)
        for span in chosen
    ]


_LONGER = {AnswerType.MANNER, AnswerType.REASON, AnswerType.OTHER}


def write(quotes: Sequence[Quote]) -> tuple[str, tuple[Citation, ...]]:
    """Write quotes as an answer: each sentence with its marker, and its citation."""
    citations = tuple(
        Citation.of(quote.document, number, quote.start, quote.end, quote.highlight)
        for number, quote in enumerate(quotes, start=1)
    )
    separator = "\n" if len(quotes) > MOST_SENTENCES else " "
    return separator.join(_sentence(citation) for citation in citations), citations


def _sentence(citation: Citation) -> str:
    """Give a quote on one line with its marker; an ellipsis shows where it was cut out."""
    words = " ".join(unicodedata.normalize("NFC", citation.quote).split())
    offset = citation.start - citation.paragraph_start
    before = citation.paragraph[:offset].rstrip(" \t")
    # At the start of a line nothing was cut off, whatever stands there: "a) …", "- …", "| …".
    inside = bool(before) and before[-1] not in '.!?:…”"|\n\r' and words[:1].islower()
    return f"{'… ' if inside else ''}{words} [{citation.number}]"


def _same(one: str, other: str) -> bool:
    """Say whether two sentences have nearly the same words (Jaccard of folded syllables)."""
    left = {word.folded for word in syllables(one)}
    right = {word.folded for word in syllables(other)}
    return len(left & right) >= _SAME * max(1, min(len(left), len(right)))


def _quote(question: Question, document: Document, start: int, end: int) -> Quote:
    start, end = _paragraph_part(document, start, end)
    highlight = answering_words(question, document.text[start:end])
    if end - start > LONG and not question.wants_list:
        left, right = focus(question, document.text[start:end], highlight)
        start, end = start + left, start + right
        highlight = answering_words(question, document.text[start:end])
    return Quote(document, start, end, highlight)


def _paragraph_part(document: Document, start: int, end: int) -> tuple[int, int]:
    """Keep the stretch inside the paragraph where it starts: a citation is of one paragraph."""
    for paragraph in document.paragraphs:
        if paragraph.start <= start < paragraph.end:
            return trim(document.text, start, min(end, paragraph.end))
    return start, end


_CLAUSE = re.compile(r"[;,:]\s+|\s[–—-]\s")


def focus(question: Question, text: str, highlight: tuple[int, int]) -> tuple[int, int]:
    """Cut a long sentence to the clauses that answer: (start, end) offsets into it.

    The shortest run of whole clauses that holds the highlight and says all the question's words
    that the sentence says, then filled up to LONG characters with what follows, for answers come
    after what is asked about.
    """
    borders = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    clauses = [(a, b) for a, b in itertools.pairwise(borders) if a < b]
    asked = {term.syllable.folded for term in question.terms if len(term.syllable.folded) > 1}
    places: dict[str, list[int]] = {}
    for word in syllables(text):
        if word.folded in asked:
            places.setdefault(word.folded, []).append(word.start)
    needed = set(places)
    whole = highlight == (0, len(text))
    best: tuple[int, int] | None = None
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            start, end = clauses[first][0], clauses[last][1]
            if not whole and not (start <= highlight[0] and highlight[1] <= end):
                continue
            said = {word for word, at in places.items() if any(start <= p < end for p in at)}
            if len(said) >= 0.8 * len(needed):
                if best is None or end - start < best[1] - best[0]:
                    best = (start, end)
                break
    if best is None:
        return 0, len(text)
    start, end = best
    if end <= LONG:
        start = 0  # a sentence reads best from its beginning
    for _, clause_end in clauses:
        if end < clause_end <= start + LONG:
            end = clause_end
    for clause_start, _ in reversed(clauses):
        if end - LONG <= clause_start < start:
            start = clause_start
    return trim(text, start, end)


def answering_words(question: Question, text: str) -> tuple[int, int]:
    """Find the words of a sentence that answer, by the kind asked for; else the whole sentence.

    Of several dates, numbers or names the one nearest to the question's words is taken.
    """
    if unicodedata.normalize("NFC", text) != text:
        return 0, len(text)  # places of identifiers are offsets into NFC
    candidates = _candidates(question, text)
    if not candidates:
        return 0, len(text)
    asked = {term.syllable.folded for term in question.terms}
    at = [word.start for word in syllables(text) if word.folded in asked]
    if not at:
        return candidates[0]

    def distance(place: tuple[int, int]) -> float:
        gaps = sorted(min(abs(p - place[0]), abs(p - place[1])) for p in at)
        return sum(gaps[:3])

    return min(candidates, key=distance)


def _candidates(question: Question, text: str) -> list[tuple[int, int]]:
    kind = question.answer_type
    if kind is AnswerType.DATE:
        return [
            (date.start, date.end)
            for date in dates(text)
            if not any(date.matches(given) for given in question.dates)
        ]
    if kind is AnswerType.NUMBER:
        counted = uncounted(text)
        given = set(re.findall(r"\d+", question.text))
        return [
            match.span()
            for match in re.finditer(
                r"(?:hơn |gần |khoảng )?\d+(?:[.,]\d+)*(?:\s?%| [^\W\d_]+)?", counted
            )
            if not set(re.findall(r"\d+", match[0])) <= given
        ]
    if kind in (AnswerType.PERSON, AnswerType.PLACE):
        asked = fold(question.text)
        find = person_names if kind is AnswerType.PERSON else proper_names
        return [(start, end) for start, end in find(text) if fold(text[start:end]) not in asked]
    return []


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
    "letter": [*"abcdefghiklmnopqrstuvxy"],
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
        (places, places[0] > 0 and _introduces(text[slice(*units[places[0] - 1])]))
        for places in _series(text, units)
    ]
    # The list that the sentence leads into comes before the one it is an item of.
    led_into = [(p, led) for p, led in series if led and p[0] - 2 <= here < p[0]]
    member_of = [(p, led) for p, led in series if here in p]
    for places, introduced in (*led_into, *member_of):
        items = [units[i] for i in places[:MOST_ITEMS]]
        return [units[places[0] - 1], *items] if introduced else items
    return []


def under_heading(document: Document, start: int) -> list[tuple[int, int]]:
    """Give a heading or an introduction with what stands under it in its paragraph."""
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
    kept = [place for place in places if place[1] - start <= 3 * ENOUGH]
    return kept or places[:1]


def _introduces(sentence: str) -> bool:
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
            number = _place(name, match[1].lower())
            if name == "dash" or number == len(run) + 1:
                run = [*run, position]
            else:
                if len(run) > 1:
                    series.append(run)
                run = [position] if number == 1 else []
        if len(run) > 1:
            series.append(run)
    return series


def _place(name: str, marker: str) -> int:
    if name == "number":
        return int(marker)
    order = _ORDER.get(name, [])
    return order.index(marker) + 1 if marker in order else 0
