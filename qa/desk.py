"""Where people's questions come in: the turn of each, told step by step, after standing in line."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import anyio
from pydantic import AfterValidator

from index.errors import HoiDapError
from index.load import file_of
from qa import rephrase
from qa.answer import Answer, Citation, is_text
from qa.assistant import Assistant, Inquiry
from qa.changes import Change, changes
from qa.dossier import sure
from qa.followup import Previous, standalone
from qa.line import Line
from qa.shelf import Shelf
from qa.suggest import suggestions
from qa.verify import leads_out, recheck

UNEXPECTED = "Có lỗi ngoài dự tính. Chi tiết ở cửa sổ dòng lệnh của máy chủ."
logger = logging.getLogger(__name__)
_BUSY = 4  # people in line from which on nobody gets suggestions
Result = TypeVar("Result")


def _text(value: str) -> str:
    if not is_text(value):
        raise ValueError("half a character")
    return value


Text = Annotated[str, AfterValidator(_text)]
"""What a program sends as words; JSON may escape half a character, which no file can hold."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a person asks, and what it leans on."""

    question: str
    previous: Previous | None = None
    as_typed: tuple[str, ...] = ()
    """Words whose spelling is meant: no tones restored, nothing expanded."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is done, by its name in `Assistant.steps`; what is known after it."""

    name: str
    understood_as: str = ""
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Growth:
    """The next words of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer with what the reader needs to judge it and to go on."""

    typed: str
    answer: Answer
    changes: tuple[Change, ...]
    faults: tuple[str, ...]
    """For each citation (or nearest paragraph): why its file does not prove it now; else empty."""
    spelled: str
    """The question with its tones, abbreviations as they were typed."""

    @property
    def previous(self) -> Previous:
        """What the next question may lean on."""
        words = [c.quote[c.highlight[0] : c.highlight[1]] for c in self.answer.citations[:1]]
        return Previous(self.spelled, " ".join(words))

    def to_dict(self) -> dict[str, Any]:
        """Give what the page and the API show."""
        return {
            "typed": self.typed,
            "is_follow_up": self.typed.strip() != self.answer.question.strip(),
            "answer": self.answer.to_dict(),
            "sure": sure(self.answer.confidence),
            "changes": [{**asdict(one), "words": list(one.words)} for one in self.changes],
            "faults": list(self.faults),
            "previous": asdict(self.previous),
        }


def take(
    asking: Asking, assistant: Assistant, folders: Sequence[Path]
) -> Iterator[Step | Growth | Turn]:
    """Answer, telling each step as it is done and the answer as it grows; last comes the turn.

    Raises:
        QuestionError: see `qa.question.check`.
    """
    whole = standalone(asking.question, asking.previous)
    if asking.previous and whole == asking.question:
        # What the rules see nothing in, a language model may, where there is one.
        whole = rephrase.standalone(assistant.writer, whole, [asking.previous.question])
    inquiry = Inquiry(whole, frozenset(word.lower() for word in asking.as_typed))
    spelled = ""
    for name, step in assistant.steps:
        inquiry = step(inquiry)
        first = inquiry.readings[0]
        understood = first.question.understood_as if first.question else ""
        spelled = spelled or first.text  # later a question may be put in other words
        yield Step(name, understood, len(first.hits))
    said = ""
    for answer in assistant.write(inquiry):
        if answer.text.startswith(said):
            yield from map(Growth, pieces(answer.text[len(said) :]))
            said = answer.text
    shown = answer.citations or answer.nearest
    yield Turn(
        typed=asking.question,
        answer=answer,
        changes=tuple(changes(whole, answer.understood_as)),
        faults=tuple(fault(citation, folders) for citation in shown),
        spelled=spelled,
    )


def fault(citation: Citation, folders: Sequence[Path]) -> str:
    """Say why a citation's file does not prove it now; a file that did not change is read once."""
    # What a client sends may name any file; of those outside nothing is looked at.
    inside = () if leads_out(citation.source) else folders
    try:
        files = [file_of(citation.source, folder) for folder in inside]
        states = [file.stat() for file in files if file.is_file()]
    except OSError:
        states = []  # a name that no file can have: what is wrong is said below
    signature = tuple((state.st_mtime_ns, state.st_size, state.st_ino) for state in states)
    return _fault(citation, tuple(folders), signature)


@lru_cache(maxsize=4096)
def _fault(citation: Citation, folders: tuple[Path, ...], _: tuple[tuple[int, ...], ...]) -> str:
    return recheck(citation, folders).fault


class Desk:
    """The documents, the line before it, and threads for what takes time."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.shelf = Shelf(assistant)
        self.line = Line()
        self._threads = anyio.CapacityLimiter(4)
        self._file_threads = anyio.CapacityLimiter(2)

    async def work(self, step: Callable[[], Result]) -> Result:
        """Do what takes time in a thread, so that the others are served meanwhile."""
        return await anyio.to_thread.run_sync(step, limiter=self._threads)

    async def handle(self, step: Callable[[], Result]) -> Result:
        """Do what reads or indexes files, maybe for minutes; questions keep their threads."""
        return await anyio.to_thread.run_sync(step, limiter=self._file_threads)

    async def renewed(self, visitor: str) -> None:
        """Build a visitor's index anew where an update of the program left it of no use.

        Raises:
            SeedError: it cannot be built.
        """
        if await self.work(lambda: self.shelf.is_outdated(visitor)):
            await self.handle(lambda: self.shelf.documents(visitor))

    async def turn(self, asking: Asking, visitor: str, chosen: list[str] | None) -> Turn:
        """Answer in one piece, after standing in line."""
        await self.renewed(visitor)
        async with self.line.place() as place:
            async for _ in place:
                pass
            *_, turn = await self.work(lambda: list(self._steps(asking, visitor, chosen)))
        assert isinstance(turn, Turn)
        return turn

    async def told(
        self, asking: Asking, visitor: str, chosen: list[str] | None, *, suggest: bool
    ) -> AsyncIterator[tuple[str, Any]]:
        """Answer, telling how the line moves, what is done, and the answer piece by piece."""
        try:
            await self.renewed(visitor)
            async with self.line.place() as place:
                async for ahead in place:
                    yield "position", {"ahead": ahead}
                steps = self._steps(asking, visitor, chosen)
                turn: Turn | None = None
                while (told := await self.work(partial(next, steps, None))) is not None:
                    if isinstance(told, Turn):
                        turn = told
                    else:
                        yield "step" if isinstance(told, Step) else "delta", asdict(told)
                assert turn is not None
                yield "turn", turn.to_dict()
            if suggest and len(self.line) < _BUSY:
                opened = await self.work(lambda: self.shelf.assistant(visitor, chosen))
                yield "suggestions", await self.work(lambda: suggestions(turn.answer, opened))
        except HoiDapError as error:
            yield "error", {"message": str(error)}
        except Exception:
            # The head of the response is sent: only an event can still say it.
            logger.exception("a question could not be answered")
            yield "error", {"message": UNEXPECTED}

    def _steps(
        self, asking: Asking, visitor: str, chosen: list[str] | None
    ) -> Iterator[Step | Growth | Turn]:
        assistant = self.shelf.assistant(visitor, chosen)
        yield from take(asking, assistant, self.shelf.folders(visitor))


def pieces(text: str) -> list[str]:
    """Cut an answer after its markers: what is shown at a time.

    >>> pieces("Một. [1] Hai. [2]")
    ['Một. [1] ', 'Hai. [2]']
    """
    return re.findall(r".+?(?:\[\d+\](?:\s+|$)|$)", text, re.DOTALL)
