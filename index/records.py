"""Documents and files as JSON, for the store and for the process that reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from index.document import Document, Official, Paragraph, Relation


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the folder, and what became of it."""

    path: str
    """Within the folder, with forward slashes."""
    sha256: str
    size: int
    read_at: str
    """When its content was first read as it is, as 2026-11-28T09:30:00+00:00."""
    problems: tuple[str, ...] = ()
    """Why nothing, or not all, of it is indexed: sentences for the reader."""
    is_left_out: bool = False
    """Whether it was taken out of the index by hand (`hoidap docs rm`)."""
    stops: int = 0
    """How many runs in a row the process that reads was stopped by it, or for taking too long."""


def source_to(source: Source) -> dict[str, Any]:
    """Give a file's record as JSON."""
    return asdict(source)


def source_from(row: Mapping[str, Any]) -> Source:
    """Take a file's record back from JSON."""
    return Source(**{**row, "problems": tuple(row["problems"])})


def document_to(document: Document, text: int) -> dict[str, Any]:
    """Give a document as JSON, with the number of its text in place of the text."""
    row: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "sha256": document.sha256,
        "text": text,
        "paragraphs": [[p.start, p.end, p.place] for p in document.paragraphs],
    }
    if document.places:
        row["places"] = [list(place) for place in document.places]
    if document.official != Official():
        row["official"] = asdict(document.official)
    if document.relations:
        row["relations"] = [asdict(relation) for relation in document.relations]
    return row


def document_from(row: Mapping[str, Any], text: str) -> Document:
    """Take a document back from JSON."""
    return Document(
        id=row["id"],
        title=row["title"],
        source=row["source"],
        sha256=row["sha256"],
        text=text,
        paragraphs=tuple(Paragraph(*paragraph) for paragraph in row["paragraphs"]),
        places=tuple((start, name) for start, name in row.get("places", ())),
        official=Official(**row.get("official", {})),
        relations=tuple(Relation(**relation) for relation in row.get("relations", ())),
    )
