"""The demo's third server: another host's bot, which has a key of the API.

One bot has one provider, and SimCord plays one Discord in an event loop. So this one runs in a
thread of its own, and hands the page what it shows.
"""

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.config import Config, load
from bot.demo.paid_api import PaidApi
from bot.demo.simulation import Simulation, open_simulation, populate_paid
from bot.demo.web_page import (
    Window,
    described,
    newest,
    open_windows,
    use_menu,
)
from bot.jobs import TrackInfo

PREFIX: Final = "paid-"
"""Before the ids of its rooms: SimCord's are the same in every simulation."""
_START_SECONDS: Final = 60.0
_CLOSE_SECONDS: Final = 10.0


@dataclass(frozen=True)
class StudioAddress:
    """Where the studio is, and what it takes for a key."""

    url: str
    key: str


def paid_config(folder: Path, api: PaidApi) -> Config:
    """Return the configuration of a bot whose videos the stand-in of the API makes."""
    return load(
        None,
        {},
        callback={"port": 0},
        database={"path": folder / "paid.db"},
        studio={"enabled": False},
        api={"key": api.key, "base_url": api.base_url},
        timing={"poll_first_seconds": 2.0, "poll_every_seconds": 3.0},
        log={"level": "WARNING"},
    )


class PaidServer:
    """The server, open between ``start`` and ``close``."""

    def __init__(
        self, folder: Path, studio: StudioAddress, tracks: list[TrackInfo], language: str
    ) -> None:
        self._folder = folder
        self._studio = studio
        self._tracks = tracks
        self._language = language
        self._opened: Future[tuple[Simulation, dict[str, Window], asyncio.Lock]] = Future()
        self._thread = threading.Thread(target=self._run, name="paid server", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None

    async def start(self) -> None:
        """Open it. Raises what ``open_app`` raises."""
        self._thread.start()
        async with asyncio.timeout(_START_SECONDS):
            await asyncio.wrap_future(self._opened)

    async def close(self) -> None:
        """End it, and wait until it has."""
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        await asyncio.to_thread(self._thread.join, _CLOSE_SECONDS)

    def servers(self) -> list[dict[str, Any]]:
        """Return what the page lists."""
        simulation, windows, _ = self._opened.result()
        return described(simulation, windows, prefix=PREFIX)

    def news(self) -> dict[str, str]:
        """Return the newest message of each room."""
        simulation, windows, _ = self._opened.result()
        return {f"{PREFIX}{name}": newest(simulation, name) for name in windows}

    async def used_menu(self, clicked: Mapping[str, str]) -> str:
        """Use a command of a message's menu; return what is wrong, or nothing."""
        _, windows, turns = self._opened.result()
        if self._loop is None:
            return ""
        asked = {**clicked, "room": clicked["room"].removeprefix(PREFIX)}
        using = asyncio.run_coroutine_threadsafe(use_menu(windows, turns, asked), self._loop)
        return await asyncio.wrap_future(using)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception as error:  # noqa: BLE001 - told to whoever started it
            if not self._opened.done():
                self._opened.set_exception(error)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        turns = asyncio.Lock()
        async with (
            PaidApi.open(studio_url=self._studio.url, studio_key=self._studio.key) as api,
            open_simulation(
                paid_config(self._folder, api), self._language, populate=populate_paid
            ) as simulation,
            open_windows(simulation, turns) as windows,
        ):
            await _show_ids(simulation, self._tracks)
            self._opened.set_result((simulation, windows, turns))
            await self._stop.wait()


async def _show_ids(simulation: Simulation, tracks: list[TrackInfo]) -> None:
    """Let somebody post the ids of some songs, as the music service shows them."""
    for track in tracks:
        text = f"{track.title}: {track.task_id} {track.audio_id}"
        await simulation.member.send(simulation.channel, text)
