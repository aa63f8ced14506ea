"""What the process sees to beside running its parts."""

import gc
from collections.abc import Iterator

import pytest

from bot.app.runner import collect_rarely


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
    collect_rarely()
    assert gc.get_freeze_count() > len(lasting)
    assert len(gc.get_objects()) < len(lasting), "a collection would look at these"
