"""What a model writes from: the extractive answer in its parts, and the passages it is shown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.document import Document
from qa.answer import Answer, Span, one_line
from qa.compose import Quote
from qa.orders import without_orders
from qa.question import Question

SHOWN = 5  # passages
MOST_SHOWN = 12  # of a list, whose items stand in paragraphs of their own
SHOWN_SMALL = 3  # sentences, for a small model
LONGEST_SHOWN = 1500  # characters of a passage


@dataclass(frozen=True, slots=True)
class Part:
    """A question (or one part of it) with the quotes that answer it, best first."""

    question: Question
    quotes: tuple[Quote, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model is given to write from: the extractive answer, and the passages to be shown."""

    answer: Answer
    parts: tuple[Part, ...] = ()
    shown: tuple[Quote, ...] = ()
    """Passages, or for a small model sentences; number n of the prompt is the n-th."""


def to_show(
    quotes: Sequence[Quote],
    spans: Sequence[Span],
    document: Callable[[str], Document],
    *,
    is_small: bool,
) -> tuple[Quote, ...]:
    """Choose what a model is shown: the passages of the quotes, then those of the best spans.

    A small model is shown sentences: the quotes, then the best spans.
    """
    others = []
    for span in spans:
        start, end = (
            (span.start, span.end) if is_small else (span.hit.passage.start, span.hit.passage.end)
        )
        text = document(span.hit.passage.document_id)
        others.append(Quote(text, start, end, (0, end - start)))
    candidates = [
        quote if is_small else next((one for one in others if _holds(one, quote)), quote)
        for quote in quotes
    ]
    chosen: list[Quote] = []
    most = max(SHOWN_SMALL if is_small else SHOWN, min(len(quotes), MOST_SHOWN))
    for one in (*candidates, *others):
        known = any(_holds(shown, one) for shown in chosen)
        if not known and _plain(one.text).strip() and len(chosen) < most:
            chosen.append(one)
    return tuple(chosen)


def _holds(one: Quote, other: Quote) -> bool:
    same = one.document.id == other.document.id
    return same and one.start <= other.start and other.end <= one.end


def texts(shown: Sequence[Quote]) -> list[str]:
    """Give what is shown of each passage."""
    return [_plain(quote.text) for quote in shown]


def _plain(text: str) -> str:
    """Give a passage as it is shown: orders blanked, markers of its own made harmless."""
    text = re.sub(r"\[(\s*\d[\d,;\s]*)\]", r"(\1)", one_line(without_orders(text)))
    return text[:LONGEST_SHOWN]


def passages_text(shown: Sequence[Quote], *, small: bool = False) -> str:
    """Write the passages with their numbers; nothing in them can close the frame around them."""
    if small:
        return "\n".join(f"[{number}] {text}" for number, text in enumerate(texts(shown), start=1))
    return "\n".join(
        f'<đoạn số="{number}">{html.escape(text, quote=False)}</đoạn>'
        for number, text in enumerate(texts(shown), start=1)
    )
