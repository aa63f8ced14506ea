"""What the process sees to beside running its parts."""

import gc
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.app.runner import tune_gc


@pytest.fixture
def collector() -> Iterator[None]:
    """Leave the collector as it was."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("collector")
def test_what_is_there_for_good_is_not_looked_through_again_and_again() -> None:
    lasting = [[number] for number in range(50_000)]
    tune_gc()
    assert gc.get_freeze_count() > len(lasting)
    assert len(gc.get_objects()) < len(lasting), "a collection would look at these"


WAITING = """
import asyncio
from bot.app.signals import cancel_on_signal

async def main():
    cancel_on_signal()
    print("waiting", flush=True)
    await asyncio.sleep(0.2)
    print("went on", flush=True)
    await asyncio.sleep(60)

try:
    asyncio.run(main())
except asyncio.CancelledError:
    print("cleared up", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_whatever_tells_it_to_stop_lets_it_clear_up(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(number)
        assert process.stdout.read().splitlines()[-1] == b"cleared up"


def test_who_starts_it_with_nohup_may_close_the_terminal() -> None:
    nohup = ["nohup", sys.executable, "-c", WAITING]
    with subprocess.Popen(nohup, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(signal.SIGHUP)
        assert process.stdout.readline() == b"went on\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == b"cleared up\n"
