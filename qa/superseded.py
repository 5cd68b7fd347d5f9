"""Flag an answer from a text that a newer one replaces, repeals or amends, and show the newer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from index.document import Document, Relation
from index.identifiers import dates
from index.lexical import terms_of
from index.store import Index
from index.text import canonical, fold, sentences, syllables
from qa.answer import Answer, Citation
from qa.compose import MOST_SENTENCES, Quote
from qa.highlight import answering_words
from qa.question import Question

_MOST = 2  # newer texts that are shown
_WORDS = 2000  # characters of the quotes that the newer text is searched for
_SUBJECT_WORDS = 5  # a title with fewer names no subject two texts could share by more than chance


def flagged(answer: Answer, index: Index) -> Answer:
    """Say in an answer's reason which of its sources are superseded, and cite what is newer."""
    cited = {citation.source for citation in answer.citations}
    said: list[str] = []
    newer: list[Citation] = []
    for document in index.documents:
        if document.source not in cited or not document.official.code:
            continue
        quoted = [c for c in answer.citations if c.source == document.source]
        marks = ", ".join(f"[{citation.number}]" for citation in quoted)
        words = " ".join(citation.quote for citation in quoted)[:_WORDS]
        for other, relation in _newer(document, index.documents)[:_MOST]:
            if relation is None:
                said.append(
                    f"Nguồn {marks} là bản ngày {_day(document.official.issued)}; có văn bản cùng "
                    f"nội dung mới hơn: {_called(other)} ngày {_day(other.official.issued)}."
                )
            else:
                by = f"{_called(other)}" if relation.newer == "" else relation.newer
                said.append(
                    f"Chú ý: {document.official.name} (nguồn {marks}) đã bị hoặc được {by} "
                    f"{relation.verb}."
                )
            newer += _citations(other, relation, index, words, first=len(newer) + 1)
    if not said:
        return answer
    reason = " ".join(filter(None, [answer.reason, *dict.fromkeys(said)]))
    return replace(answer, reason=reason, newer=tuple(newer))


def in_force(question: Question, quotes: Sequence[Quote], index: Index) -> tuple[Quote, ...]:
    """Put before a quote what a text that amends or replaces its own says in its stead.

    Unless the question asks for what held before, or names a text or a time. A list stays whole.
    """
    older = _ASKS_OLDER.search(canonical(question.spelled).lower())
    if older or question.codes or question.dates or len(quotes) > MOST_SENTENCES:
        return tuple(quotes)
    now: dict[tuple[str, int, int], Quote] = {}
    amended = [
        quote
        for quote in quotes
        if quote.document.official.code and not _ITSELF.search(canonical(quote.text).lower())
    ]
    # Once a document: all others are gone through.
    documents = {quote.document.id: quote.document for quote in amended}
    newer = {name: _newer(one, index.documents) for name, one in documents.items()}
    for quote in amended:
        for other, relation in newer[quote.document.id]:
            is_newer = relation and _is_newer(other, relation)
            if is_newer and (one := _instead(question, quote, other)):
                now.setdefault(one.place, one)
    # What is in force stands first, quoted already or not.
    then = [quote for quote in quotes if quote.place not in now]
    return (*now.values(), *(replace(quote, leads=quote.leads and not now) for quote in then))


_ASKS_OLDER = re.compile(
    r"(?<!\w)(?:trước (?:đây|kia|đó)|cũ|ban đầu|(?:bản|hợp đồng) gốc|hồi đó|so với"
    r"|khác (?:nhau|gì))(?!\w)"
)
# "Thông tư này có hiệu lực từ …" holds of each text by itself.
_ITSELF = re.compile(r"(?<!\w)(?:luật|định|tư|quyết|chế|lệnh|văn bản|hợp đồng) này(?!\w)")
_ALIKE = 0.6  # share of its words that the sentence in force has of the one it stands for
_FEW = 6  # words: fewer are alike by chance


def _is_newer(document: Document, relation: Relation) -> bool:
    """Say whether a document is the newer one itself, and not a third that reports it."""
    return relation.newer.casefold() in ("", document.official.code.casefold())


def _instead(question: Question, quote: Quote, newer: Document) -> Quote | None:
    """Give the sentence of a newer text that says the most words of an older one's sentence."""
    said = {word.folded for word in syllables(quote.text)}
    best, share = None, _ALIKE
    for paragraph in newer.paragraphs:
        for start, end in sentences(newer.text, paragraph.start, paragraph.end):
            words = {word.folded for word in syllables(newer.text[start:end])}
            least = min(len(words), len(said))
            if least >= _FEW and len(words & said) / least > share:
                best, share = (start, end), len(words & said) / least
    if best is None:
        return None
    highlight = answering_words(question, newer.text[slice(*best)])
    leads = quote.leads and highlight[1] - highlight[0] < best[1] - best[0]
    return Quote(newer, *best, highlight, leads)


def _newer(
    document: Document, documents: Sequence[Document]
) -> list[tuple[Document, Relation | None]]:
    """Find what supersedes a document: by its word, or by its date when both have one subject."""
    found: list[tuple[Document, Relation | None]] = []
    code = document.official.code.casefold()
    by_code = {d.official.code.casefold(): d for d in documents if d.official.code}
    for other in documents:
        for relation in other.relations:
            if relation.older.casefold() != code:
                continue
            newer = by_code.get(relation.newer.casefold()) if relation.newer else other
            if not _is_meant(document, relation, other) or not _can_follow(newer, document):
                continue
            # A third text that reports it is shown when the newer one itself is not there.
            found.append((newer or other, relation))
    seen = {other.id for other, _ in found} | {document.id}
    subject = _subject(document)
    if document.official.issued and len(subject) >= _SUBJECT_WORDS:
        found += [
            (other, None)
            for other in documents
            if other.id not in seen
            and other.official.issued > document.official.issued
            and _subject(other) == subject
        ]
    unique = {other.id: (other, relation) for other, relation in reversed(found)}
    kept = [unique[name] for name in dict.fromkeys(other.id for other, _ in found)]
    return sorted(kept, key=lambda pair: pair[0].official.issued, reverse=True)


def _is_meant(document: Document, relation: Relation, holder: Document) -> bool:
    """Say whether a relation speaks of this document: another may have its number, 12/QĐ-UBND."""
    said = unicodedata.normalize("NFC", holder.text[relation.start : relation.end])
    code = re.escape(relation.older).replace(r"\-", "[-–]").replace("/", r"\s*/")
    match = re.search(code + r"[\s,(]*(?:ký\s+|ban hành\s+)?ngày\s", said, re.IGNORECASE)
    named = next(iter(dates(said[match.end() - len("ngày ") :])), None) if match else None
    days = {document.official.issued, named.iso if named else ""} - {""}
    return len(days) < 2


_YEAR = re.compile(r"/(?:19|20)\d\d(?:/|$)")


def _can_follow(newer: Document | None, older: Document) -> bool:
    """Say whether nothing the heads of two texts say speaks against one superseding the other."""
    if newer is None:
        return True
    days = newer.official.issued, older.official.issued
    if all(days) and days[0] <= days[1]:
        return False
    issuers = fold(newer.official.issuer), fold(older.official.issuer)
    # A head may break the line within the issuer's name.
    alike = issuers[0].startswith(issuers[1]) or issuers[1].startswith(issuers[0])
    return alike or bool(_YEAR.search(older.official.code))


def _subject(document: Document) -> tuple[str, ...]:
    """Give the words of a title without numbers and dates: "Quy chế tuyển sinh năm 2023"."""
    words = re.findall(r"[^\W\d_]+", fold(document.title))
    return tuple(word for word in words if word not in ("nam", "ngay", "thang", "so"))


def _called(document: Document) -> str:
    return document.official.name or f"“{document.title}”"


def _day(issued: str) -> str:
    year, month, day = issued.split("-")
    return f"{day}/{month}/{year}"


def _citations(
    document: Document,
    relation: Relation | None,
    index: Index,
    words: str,
    *,
    first: int,
) -> list[Citation]:
    """Cite the sentence that supersedes, and what the newer text says in the same words."""
    places = []
    holder = next((d for d in index.documents if relation is not None and relation in d.relations),
                  None)  # fmt: skip
    if relation is not None and holder is not None:
        places.append((holder, relation.start, relation.end))
    rows = [row for row, p in enumerate(index.passages) if p.document_id == document.id]
    if rows:
        scores = index.lexical.scores(terms_of(words))
        best = max(rows, key=lambda row: (float(scores[row]), -row))
        if scores[best] > 0:
            passage = index.passages[best]
            places.append((document, passage.start, passage.end))
    return [
        Citation.of(holder, number, start, end, (0, end - start))
        for number, (holder, start, end) in enumerate(places, start=first)
    ]
