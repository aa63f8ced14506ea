"""First answers go first, and nothing is held back for ever."""

import asyncio

import pytest

from bot.services.response_gate import ResponseGate


async def test_what_can_wait_does_so_until_the_last_member_is_answered() -> None:
    rush = ResponseGate(pause_seconds=0.001, longest_hold_seconds=1e6)
    with rush.responding():
        with rush.responding():
            waiting = asyncio.create_task(rush.wait())
            await asyncio.sleep(0.02)
            assert not waiting.done()
        await asyncio.sleep(0.02)
        assert not waiting.done(), "one of two is still to be answered"
    await waiting


async def test_it_is_over_although_an_answer_failed() -> None:
    rush = ResponseGate(pause_seconds=0.001, longest_hold_seconds=1e6)
    with pytest.raises(ZeroDivisionError), rush.responding():
        _ = 1 / 0
    await rush.wait()


async def test_work_goes_on_where_commands_never_stop() -> None:
    rush = ResponseGate(pause_seconds=0.001, longest_hold_seconds=0.01)
    with rush.responding():
        await rush.wait()
