"""The waiting line: who is served now, and how many stand before the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from index.errors import HoiDapError


class Line:
    """First come, first served, `width` at a time. For one event loop."""

    def __init__(self, *, width: int = 2, most: int = 500) -> None:
        self._width = width
        self._most = most
        self._tickets: list[object] = []
        self._moved = asyncio.Condition()

    def __len__(self) -> int:
        return len(self._tickets)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[AsyncIterator[int]]:
        """Take a place; iterating tells how many are before it, and ends when it is its turn.

        Raises:
            HoiDapError: the line is so long that waiting would be of no use.
        """
        if len(self._tickets) >= self._most:
            raise HoiDapError("Đang có quá nhiều người hỏi. Hãy thử lại sau ít phút.")
        ticket = object()
        self._tickets.append(ticket)
        try:
            yield self._ahead(ticket)
        finally:
            # Also when the one who waited went away.
            self._tickets.remove(ticket)
            async with self._moved:
                self._moved.notify_all()

    async def _ahead(self, ticket: object) -> AsyncIterator[int]:
        told = 0
        while (ahead := self._tickets.index(ticket) - self._width + 1) > 0:
            if ahead != told:
                told = ahead
                yield ahead
                continue  # the line may have moved while this was told
            async with self._moved:
                await self._moved.wait()
