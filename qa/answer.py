"""The nouns of answering: Span, Citation, Answer, and how an answer is written out."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from index.document import Document, Hit
from index.errors import CitationError
from index.outline import place
from qa.aloud import told_row

FORMAT = 1  # of the exported JSON; `hoidap verify` reads it
_LONGEST = 1e9  # milliseconds of a step: a week and more


@dataclass(frozen=True, slots=True)
class Span:
    """Words that answer: a sentence of a hit's document, with its score in [0, 1]."""

    hit: Hit
    start: int
    end: int
    text: str
    score: float
    highlight: tuple[int, int] | None = None
    """The words that answer, as the reader network found them: offsets into the document."""
    certainty: float = 0.0
    """Log-probability that the network gives these words; 0 without it."""
    answerable: float = 0.0
    """Log odds that the passage answers, as the network says; 0 without it."""
    alone: float = 0.0
    """Log odds that the sentence answers without what is around it; 0 where it was not read so."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that can be checked: `text_of(source)[start:end] == quote`.

    Offsets count Python characters (code points) of the file decoded as UTF-8 as it is: a byte
    order mark, CRLF and NFD count as they stand.
    """

    number: int
    quote: str
    source: str
    sha256: str
    start: int
    end: int
    highlight: tuple[int, int]
    """The words that answer, as offsets into `quote`."""
    paragraph: str
    """The paragraph around the quote, verbatim."""
    paragraph_start: int
    """Where `paragraph` begins in the file: the quote is at `start - paragraph_start` in it."""
    title: str
    place: str

    @classmethod
    def of(
        cls, document: Document, number: int, start: int, end: int, highlight: tuple[int, int]
    ) -> "Citation":
        """Cite `document.text[start:end]`.

        Raises:
            CitationError: the place is not inside one paragraph of the document.
        """
        for paragraph in document.paragraphs:
            if paragraph.start <= start < end <= paragraph.end:
                return cls(
                    number=number,
                    quote=document.text[start:end],
                    source=document.source,
                    sha256=document.sha256,
                    start=start,
                    end=end,
                    highlight=highlight,
                    paragraph=document.text[paragraph.start : paragraph.end],
                    paragraph_start=paragraph.start,
                    title=document.title,
                    place=place(document, paragraph, start, end),
                )
        raise CitationError(f"{document.source}: [{start}:{end}] không nằm trong một đoạn nào.")

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> "Citation":
        """Read one of `Answer.to_dict()["citations"]`.

        Raises:
            CitationError: a field is missing or of another kind.
        """
        if wrong := wrong_field(row):
            raise CitationError(f"Trích dẫn thiếu hoặc sai trường ('{wrong}').")
        left, right = row["highlight"]
        given = {field.name: row[field.name] for field in fields(cls)}
        return cls(**{**given, "highlight": (left, right)})

    @property
    def in_words(self) -> str:
        """The quote on one line and where it stands."""
        return f"“{' '.join(self.quote.split())}” — {self.source}, {self.place}"

    @property
    def told(self) -> str:
        """The quote as an answer's line has it: a row between bars with its columns' names.

        "| Khám nhi | 180.000 | 250.000 |" alone does not say of what the two prices are. The names
        are those in the paragraph around it: whoever has the citation can check them.
        """
        start = self.start - self.paragraph_start
        return told_row(self.paragraph, start, start + len(self.quote))

    def check(self, text: str) -> None:
        """Raise CitationError when `text`, the file's own text, does not prove this citation."""
        if text[self.start : self.end] != self.quote:
            raise CitationError(
                f"[{self.number}] {self.source}: câu trích không còn ở vị trí "
                f"{self.start}–{self.end} của tệp."
            )


_KINDS: Mapping[str, type] = {
    "number": int,
    "quote": str,
    "source": str,
    "sha256": str,
    "start": int,
    "end": int,
    "highlight": list,
    "paragraph": str,
    "paragraph_start": int,
    "title": str,
    "place": str,
}


def wrong_field(row: Mapping[str, Any]) -> str:
    """Name the first field of an exported citation that is missing or of another type."""
    for name, kind in _KINDS.items():
        if type(row.get(name)) is not kind:  # isinstance would take true for 1
            return name
        if kind is str and not is_text(row[name]):
            return name
    two = row["highlight"]
    return "" if len(two) == 2 and all(type(at) is int for at in two) else "highlight"


def is_text(value: object) -> bool:
    """Say whether a value is text that a file can hold: JSON may escape half a character."""
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_number(value: object, most: float) -> bool:
    """Say whether a value is a number from 0 to `most`: Python also reads NaN and 10**400."""
    return type(value) in (int, float) and 0 <= value <= most  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer with its proofs, or an abstention with its reason."""

    question: str
    text: str
    citations: tuple[Citation, ...] = ()
    abstained: bool = False
    reason: str = ""
    """Why it abstained, in words the reader can act on; for an answer, which part has none."""
    confidence: float = 0.0
    """Calibrated probability that the answer is right, in [0, 1]."""
    understood_as: str = ""
    """How the question was read when that differs from how it was typed; else empty."""
    written_by: str = "extractive"
    """Who chose the words: "extractive" for the sources' own, else the language model."""
    prompt: str = ""
    """What the language model was told, by name and version; empty when it wrote nothing."""
    nearest: tuple[Citation, ...] = ()
    """For an abstention: the paragraphs that come nearest."""
    rephrasings: tuple[str, ...] = ()
    """For an abstention: questions near this one that were tried and would be answered."""
    newer: tuple[Citation, ...] = ()
    """For an answer from a text that a newer one supersedes: what the newer one says."""
    timings: tuple[tuple[str, float], ...] = ()
    """Milliseconds spent in each step, in order."""

    @property
    def is_grounded(self) -> bool:
        """Say whether there is an answer and every marker of it has its citation."""
        numbers = {str(citation.number) for citation in self.citations}
        quotes = [words for one in self.citations for words in (one.quote, one.told)]
        return not self.abstained and bool(numbers) and markers(self.text, quotes) == numbers

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of the command line, the API and the export."""
        return {"format": FORMAT, **asdict(self), "timings": dict(self.timings)}

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> "Answer":
        """Read what `to_dict` wrote. What a file proves is for `qa.verify` to say.

        Raises:
            CitationError: a field is missing or of another kind.
        """
        try:
            if wrong := _wrong_in_answer(given):
                raise CitationError(
                    f"Không phải câu trả lời do Hỏi Đáp xuất ra (sai kiểu của trường '{wrong}')."
                )
            rest = {field.name: given[field.name] for field in fields(cls) if field.name in given}
            for name in {"citations", "nearest", "newer"} & rest.keys():
                rest[name] = tuple(map(Citation.from_dict, given[name]))
            rest["rephrasings"] = tuple(given.get("rephrasings", ()))
            rest["timings"] = tuple(given.get("timings", {}).items())
            answer = cls(**rest)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CitationError(
                f"Không phải câu trả lời do Hỏi Đáp xuất ra ({error!r})."
            ) from error
        words = (answer.question, answer.text, answer.reason, answer.understood_as)
        names = (answer.written_by, answer.prompt, *(name for name, _ in answer.timings))
        if not all(map(is_text, (*words, *names, *answer.rephrasings))):
            raise CitationError("Không phải câu trả lời do Hỏi Đáp xuất ra (sai kiểu của lời văn).")
        numbers = [(answer.confidence, 1.0), *((spent, _LONGEST) for _, spent in answer.timings)]
        if not all(_is_number(*one) for one in numbers):
            raise CitationError("Không phải câu trả lời do Hỏi Đáp xuất ra (sai kiểu của số).")
        return answer

    def to_markdown(self) -> str:
        """Write the answer with its quotes below, as a person would paste it."""
        lines = [f"**Hỏi:** {self.question}", ""]
        if self.understood_as:
            lines += [f"*Hiểu là: {self.understood_as}*", ""]
        lines += [self.reason if self.abstained else self.text, ""]
        if self.reason and not self.abstained:
            lines += [f"*{self.reason}*", ""]
        if self.abstained and self.nearest:
            lines += ["Đoạn gần nhất:", ""]
        for citation in self.citations or self.nearest:
            lines.append(f"[{citation.number}] {citation.in_words}")
        if self.rephrasings:
            lines += ["", "Có thể hỏi:", "", *(f"- {text}" for text in self.rephrasings)]
        if self.newer:
            lines += ["", "Văn bản mới hơn:", ""]
            lines += [f"- {citation.in_words}" for citation in self.newer]
        return "\n".join(lines).rstrip() + "\n"


_ANSWER_KINDS: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(
        ("question", "text", "reason", "understood_as", "written_by", "prompt"), (str,)
    ),
    **dict.fromkeys(("citations", "nearest", "newer", "rephrasings"), (list,)),
    "abstained": (bool,),
    "confidence": (int, float),
    "timings": (dict,),
}


def _wrong_in_answer(given: Mapping[str, Any]) -> str:
    """Name the first field of an exported answer that is of another type; older ones have fewer."""
    for name, kinds in _ANSWER_KINDS.items():
        if name in given and type(given[name]) not in kinds:  # isinstance would take true for 1
            return name
    if not all(type(one) is str for one in given.get("rephrasings", ())):
        return "rephrasings"
    spent = given.get("timings", {}).values()
    return "" if all(type(one) in (int, float) for one in spent) else "timings"


def statement(quote: str, number: int, *, lead: str = "", is_cut: bool = False) -> str:
    """Write one statement of an answer: the quote, led by the words in it that answer if given.

    `is_cut` shows that the quote begins in the middle of a sentence.

    >>> statement("Cầu dài 486 mét.", 1)
    'Cầu dài 486 mét. [1]'
    >>> statement("Cầu dài 486 mét.", 1, lead="486 mét")
    '**486 mét** — «Cầu dài 486 mét.» [1]'
    """
    words = ("… " if is_cut else "") + one_line(quote)
    return f"**{one_line(lead)}** — «{words}» [{number}]" if lead else f"{words} [{number}]"


def markers(text: str, quotes: Iterable[str]) -> set[str]:
    """Give the numbers of an answer's [n] markers; a [3] inside a quote is the source's own.

    >>> sorted(markers("Cầu dài 486 mét.[3] [1]", ["Cầu dài 486 mét.[3]"]))
    ['1']
    """
    lines = sorted(filter(None, map(one_line, quotes)), key=len, reverse=True)
    either = "|".join([*map(re.escape, lines), r"\[(?P<number>[0-9]+)\]"])
    found = re.finditer(either, one_line(text))
    return {match["number"] for match in found if match["number"]}


def one_line(text: str) -> str:
    """Give a text as answers quote it: NFC, and every run of white space one space.

    >>> one_line("Điều 1.   Phạm vi")
    'Điều 1. Phạm vi'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())
