"""The nouns of the index: Document, Paragraph, Passage, Hit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What people cite: a stretch of a document's text, as offsets into `Document.text`."""

    start: int
    end: int
    place: str
    """Where it stands, in words a reader can follow: "đoạn 5", "đoạn 7, mục «Chủ động…»"."""

    @property
    def section(self) -> str:
        """The section that the place names, empty when it names none: "Chủ động…"."""
        return self.place.partition("mục «")[2].removesuffix("»")


@dataclass(frozen=True, slots=True)
class Document:
    """One text with one title. A file that holds two articles gives two documents.

    `text` is the whole file as decoded, never edited (a byte order mark, CRLF and NFD stay), so
    that offsets hold for the file itself; `paragraphs` say which parts of it are this document.
    """

    id: str
    title: str
    source: str
    """The file's path within its folder, with forward slashes."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    text: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and searched: a paragraph, or a window of a long paragraph's sentences."""

    document_id: str
    title: str
    source: str
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """Derived from the place, so that the same text at the same place keeps its id."""
        return f"{self.document_id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Higher score is better.

    `ranks` says where it stood in each list, best is 1: `(("dense", 3), ("lexical", 1))`.
    """

    passage: Passage
    score: float
    ranks: tuple[tuple[str, int], ...] = ()
