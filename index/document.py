"""The nouns of the index: Document, Paragraph, Passage, Hit."""

from bisect import bisect_right
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
class Official:
    """What the head of an official text says about it; empty where it says nothing."""

    name: str = ""
    """As people cite it: "Nghị định 100/2019/NĐ-CP"."""
    code: str = ""
    issued: str = ""
    """The date it was signed, as 2019-12-30."""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A sentence of a document that says what one text does to another."""

    verb: str
    """"thay thế", "bãi bỏ", "sửa đổi, bổ sung"."""
    newer: str
    """The code of the text that does it; empty for the document itself."""
    older: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One text with one title. A file that holds two articles gives two documents.

    `text` is the whole file as decoded, never edited (a byte order mark, CRLF and NFD stay), so
    that offsets hold for the file itself; `paragraphs` say which parts of it are this document.
    Of a file that is no plain text it is what `index.extract` reads, the same every time.
    """

    id: str
    title: str
    source: str
    """The file's path within its folder, with forward slashes; "kho.zip!/a.txt" is a file in it."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    text: str
    paragraphs: tuple[Paragraph, ...]
    places: tuple[tuple[int, str], ...] = ()
    """Where in the text each page, sheet or slide begins, and its name: (1200, "tr. 2")."""
    official: Official = Official()
    relations: tuple[Relation, ...] = ()

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Give the paragraph an offset falls in; None between two."""
        at = self.paragraph_begun(offset)
        return self.paragraphs[at] if at >= 0 and offset < self.paragraphs[at].end else None

    def paragraph_begun(self, offset: int) -> int:
        """Give the number of the last paragraph that begins there or before; -1 for none."""
        return bisect_right(self.paragraphs, offset, key=lambda one: one.start) - 1

    def page_at(self, offset: int) -> str:
        """Name the page, sheet or slide an offset falls on; empty when there are none."""
        at = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        return self.places[at][1] if at >= 0 else ""


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
