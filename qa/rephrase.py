"""Small services of a chat model: a follow-up made whole, a question cut, a refusal explained.

Whatever it says is taken only when it adds nothing: no number, name or link of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.text import syllables
from prompts import load
from qa.answer import Answer, one_line
from qa.chat_model import Writer
from qa.named import fault_of
from qa.pieces import Pieces, chain_of

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

_MOST = 600  # characters of what such a prompt may bring


def _said(writer: Writer, name: str, config: RunnableConfig | None = None, **fields: str) -> str:
    """Ask the model one of the short prompts; empty when it fails or is late."""
    one = {key: " ".join(value.split()) for key, value in fields.items()}
    pieces = Pieces(
        lambda stopped: chain_of(writer, load(name), is_stopped=stopped).stream(one, config),
        writer.deadline,
    )
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > _MOST:
            break
    pieces.stop()
    return "" if pieces.fault or len(text) > _MOST else text.strip()


def explained(answer: Answer, writer: Writer, config: RunnableConfig | None) -> Answer:
    """Let the model say the reason of an abstention more kindly, if it adds nothing to it."""
    if writer.is_small:
        return answer  # it cannot explain
    given = f"{answer.reason} {answer.question} {answer.understood_as}"
    text = one_line(
        _said(writer, "refusal", config, question=answer.question, reason=answer.reason)
    )
    if not text or len(text) > 400 or not adds_nothing(text, given, share=0.5):
        return answer
    return replace(answer, reason=text, prompt=load("refusal").version)


def standalone(writer: Writer | None, question: str, earlier: Sequence[str]) -> str:
    """Make a follow-up question stand alone; the question as it is when that cannot be done."""
    if writer is None or writer.is_small or not earlier:
        return question
    text = one_line(
        _said(writer, "standalone", question=question, earlier=" / ".join(earlier[-3:]))
    )
    good = text.endswith("?") and len(text) <= 300
    return (
        text if good and adds_nothing(text, " ".join([question, *earlier]), share=0.7) else question
    )


def decomposed(writer: Writer | None, question: str) -> list[str]:
    """Cut a question that asks two things; the question alone when that cannot be done."""
    if writer is None or writer.is_small:
        return [question]
    lines = [one_line(line) for line in _said(writer, "decompose", question=question).splitlines()]
    lines = [line for line in lines if line]
    good = 2 <= len(lines) <= 3 and all(
        line.endswith("?") and len(line) <= 300 and adds_nothing(line, question, share=0.7)
        for line in lines
    )
    return lines if good else [question]


def adds_nothing(text: str, given: str, *, share: float) -> bool:
    """Say whether a text has no number, name or link of its own, and a share of its words given.

    >>> adds_nothing("Cầu dài bao nhiêu?", "Cầu dài bao nhiêu và ai thiết kế?", share=0.7)
    True
    >>> adds_nothing("Cầu dài 486 mét?", "Cầu dài bao nhiêu?", share=0.7)
    False
    """
    known = {word.folded for word in syllables(given)}
    said = [word.folded for word in syllables(text)]
    met = sum(word in known for word in said)
    return bool(said) and met >= share * len(said) and not fault_of(text, given) and "[" not in text
