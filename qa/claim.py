"""A sentence that is taken for an answer, and a way in which it may not be one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.document import Document, Hit
from index.store import Index
from index.text import Syllable, canonical, fold, forms_in_a_row, is_toned
from qa.answer import Span
from qa.headed import heads_of
from qa.leads import leads_to
from qa.question import Question
from qa.replies import replied_to
from qa.tables import row_at, told


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that is taken for an answer, and what it stands in."""

    question: Question
    span: Span
    document: Document
    evidence: str
    """What may vouch for it: its document's title and what its head says it is of, its paragraph,
    its document's hits."""
    as_typed: tuple[str, ...] = ()
    """Names of the question that some hit has mark for mark, see `names_as_typed`."""

    @property
    def said(self) -> str:
        """What it says; of a row of a table with the names of its columns."""
        return told(self.document, self.span.start, self.span.end)

    @property
    def paragraph(self) -> str:
        """The paragraph of the sentence behind what it replies to; empty when it is in none."""
        found = self.document.paragraph_at(self.span.start)
        own = self.document.text[found.start : found.end] if found else ""
        return f"{asking}\n{own}" if (asking := self.replies_to) else own

    @property
    def own_paragraph(self) -> str:
        """The paragraph that vouches for it; empty for a row, for each is of another thing."""
        return "" if row_at(self.document, self.span.start) else self.paragraph

    @property
    def section(self) -> str:
        """The heading that its paragraph stands under."""
        found = self.document.paragraph_at(self.span.start)
        return found.section if found else ""

    @property
    def heading(self) -> str:
        """The line that names its article."""
        place = leads_to(self.document, self.span.start).heading
        return self.document.text[slice(*place)] if place else ""

    @property
    def led_by(self) -> str:
        """The lines that lead into the lists it is in, outermost first."""
        lines = leads_to(self.document, self.span.start).lines
        return "\n".join(self.document.text[start:end] for start, end in lines)

    @property
    def replies_to(self) -> str:
        """The question of the document that its paragraph replies to."""
        return replied_to(self.document, self.span.start)


@dataclass(frozen=True, slots=True)
class Check:
    """One way of missing what is asked."""

    fails: Callable[[Claim], bool]
    reason: Callable[[Claim, Sequence[Hit]], str]


def claims_of(
    question: Question, spans: Sequence[Span], hits: Sequence[Hit], index: Index
) -> list[Claim]:
    """Put every sentence beside what may vouch for it."""
    as_typed = names_as_typed(question, hits)
    claims = []
    for span in spans:
        document = index.document(span.hit.passage.document_id)
        evidence = [*heads_of(question, document), _evidence(span, hits, document)]
        claims.append(Claim(question, span, document, "\n".join(evidence), as_typed))
    return claims


def names_as_typed(question: Question, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Give the names that were typed with marks and stand so in a hit.

    Where there is a "Thắng", a "Thăng" is another; where there is none, it may be a slip.
    """
    typed = canonical(question.typed)
    names = [name for name in question.names if is_toned(name) and name in typed]
    said = "".join(forms_in_a_row(hit.passage.text) for hit in hits) if names else ""
    return tuple(name for name in names if forms_in_a_row(name) in said)


def _evidence(span: Span, hits: Sequence[Hit], document: Document) -> str:
    paragraph = document.paragraph_at(span.start)
    around = [document.text[paragraph.start : paragraph.end]] if paragraph else []
    around.append(replied_to(document, span.start))
    near = [hit.passage.text for hit in hits if hit.passage.document_id == document.id]
    return "\n".join([document.title, *around, *near])


def has_brackets(name: str, text: str) -> bool:
    """Say whether a name has its dates behind it: "Nguyễn Văn A (1921 – 1990)" needs no "sinh"."""
    return bool(re.search(rf"(?<!\w){re.escape(fold(name))} ?\(", fold(text)))


# What a person is called by, and the nouns that ask ("ngày nào").
CALLED_BY_FORMS = frozenset(
    "ông bà anh chị cô bác đồng chí ngày tháng năm giờ lúc hôm nơi chỗ tuổi người".split()
)
CALLED_BY = frozenset(map(fold, CALLED_BY_FORMS))


def only_calls(word: Syllable) -> bool:
    """Say whether a word only calls a person or asks: "đồng" of "đồng chí", not "đóng"."""
    return word.form in CALLED_BY_FORMS if is_toned(word.form) else word.folded in CALLED_BY
