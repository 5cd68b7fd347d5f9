"""Edits of a text that are written down, so that every offset of the result leads back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` is to read otherwise."""

    start: int
    end: int
    instead: str
    reason: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A run of a repaired text, and what stood there before."""

    start: int
    end: int
    """Offsets into the repaired text; equal when something was only taken away."""
    original_start: int
    """Into the text before the step."""
    original: str
    reason: str
    """"mã TCVN3", "âm tiết bị tách", for the reader."""

    @property
    def original_end(self) -> int:
        """Where the run ended in the text as it was."""
        return self.original_start + len(self.original)


@dataclass(frozen=True)
class Step:
    """One kind of repair: the text after it, and its runs in order of place."""

    text: str
    repairs: tuple[Repair, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [repair.start for repair in self.repairs]

    def before(self, offset: int, *, after: bool) -> int:
        """Say where an offset was before the step; inside a run, at the run's start or end."""
        at = bisect_right(self._starts, offset) - 1
        while after and at >= 0 and self.repairs[at].start >= offset:
            at -= 1  # what only begins at the end of a stretch is no part of it
        if at < 0:
            return offset
        repair = self.repairs[at]
        if offset < repair.end:
            return repair.original_end if after else repair.original_start
        return repair.original_end + offset - repair.end

    def after(self, offset: int) -> int:
        """Say where an offset of the text before the step is now."""
        at = bisect_right(self.repairs, offset, key=lambda repair: repair.original_start) - 1
        if at < 0:
            return offset
        repair = self.repairs[at]
        if offset < repair.original_end:
            return repair.start
        return repair.end + offset - repair.original_end


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text as it was read, and the steps that made it readable."""

    original: str
    steps: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """The text after the last step."""
        return self.steps[-1].text if self.steps else self.original

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Every run that was repaired, step by step."""
        return tuple(repair for step in self.steps for repair in step.repairs)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the original that `text[start:end]` was made of.

        An end that falls inside a repaired run takes the whole run.

        >>> done = Repaired("Céng hßa").edited([Edit(0, 4, "Cộng", "mã TCVN3")])
        >>> done.text, done.original_span(0, 4)
        ('Cộng hßa', (0, 4))
        """
        for step in reversed(self.steps):
            start, end = step.before(start, after=False), step.before(end, after=True)
        return start, end

    def moved(self, offset: int) -> int:
        """Say where an offset of the original is in the text."""
        for step in self.steps:
            offset = step.after(offset)
        return offset

    def edited(self, edits: Iterable[Edit]) -> Repaired:
        """Carry out edits of the text; one that overlaps an earlier one is left out."""
        step = _carried_out(self.text, edits)
        return Repaired(self.original, (*self.steps, step)) if step.repairs else self


def _carried_out(text: str, edits: Iterable[Edit]) -> Step:
    parts: list[str] = []
    repairs: list[Repair] = []
    done = length = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        was = text[edit.start : edit.end]
        if edit.start < done or was == edit.instead:
            continue
        parts += [text[done : edit.start], edit.instead]
        start = length + edit.start - done
        length = start + len(edit.instead)
        done = edit.end
        repairs.append(Repair(start, length, edit.start, was, edit.reason))
    parts.append(text[done:])
    return Step("".join(parts), tuple(repairs))
