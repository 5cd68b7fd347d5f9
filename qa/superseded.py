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
from index.text import fold
from qa.answer import Answer, Citation

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
