"""What every test of the commands shares."""

import pytest

from bot.studio.process import preview_process


@pytest.fixture(autouse=True)
def _idle_processes_end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no process wait for a next preview: SimCord waits for each timer that a command sets."""
    monkeypatch.setattr(preview_process, "_SPARE_SECONDS", 0.0)
