"""First answers go first, and nothing is held back for ever."""

import asyncio

import pytest

from bot.services.response_gate import Rush


async def test_what_can_wait_does_so_until_the_last_member_is_answered() -> None:
    rush = Rush(pause_seconds=0.001, longest_hold_seconds=1e6)
    with rush.answering():
        with rush.answering():
            waiting = asyncio.create_task(rush.over())
            await asyncio.sleep(0.02)
            assert not waiting.done()
        await asyncio.sleep(0.02)
        assert not waiting.done(), "one of two is still to be answered"
    await waiting


async def test_it_is_over_although_an_answer_failed() -> None:
    rush = Rush(pause_seconds=0.001, longest_hold_seconds=1e6)
    with pytest.raises(ZeroDivisionError), rush.answering():
        _ = 1 / 0
    await rush.over()


async def test_work_goes_on_where_commands_never_stop() -> None:
    rush = Rush(pause_seconds=0.001, longest_hold_seconds=0.01)
    with rush.answering():
        await rush.over()
