"""People are served in the order they came, and know how many are before them."""

import asyncio

import pytest

from index.errors import HoiDapError
from qa.line import Line


def test_those_who_wait_are_told_how_the_line_moves():
    async def run():
        line, told, served, leave = Line(width=2), [], [], asyncio.Event()

        async def person(name):
            async with line.place() as place:
                async for ahead in place:
                    told.append((name, ahead))
                served.append(name)
                await leave.wait()

        people = [asyncio.create_task(person(name)) for name in "abcd"]
        await asyncio.sleep(0.05)
        assert served == ["a", "b"]
        assert told == [("c", 1), ("d", 2)]
        leave.set()
        await asyncio.gather(*people)
        assert served == ["a", "b", "c", "d"]
        assert told[2:] in ([], [("d", 1)])
        assert len(line) == 0

    asyncio.run(run())


def test_who_goes_away_leaves_his_place():
    async def run():
        line, served, leave = Line(width=1), [], asyncio.Event()

        async def person(name):
            async with line.place() as place:
                async for _ in place:
                    pass
                served.append(name)
                await leave.wait()

        first, second, third = [asyncio.create_task(person(name)) for name in "abc"]
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.sleep(0.05)
        leave.set()
        await asyncio.gather(first, third)
        assert served == ["a", "c"]

    asyncio.run(run())


def test_a_line_without_end_is_not_joined():
    async def run():
        line = Line(width=1, most=1)
        async with line.place():
            with pytest.raises(HoiDapError, match="quá nhiều người"):
                async with line.place():
                    pass

    asyncio.run(run())
