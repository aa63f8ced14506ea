"""How fast this machine renders, measured by what it rendered, and what that means for the queue.

A video's size is told in reference seconds: seconds of video of 1280x720 pixels with 30 pictures a
second. Encoding is nearly all of the work, and grows with the number of pixels.
"""

import heapq
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, NamedTuple

import aiosqlite

from bot.studio.models import QueuedVideo
from bot.studio.render.spec import BEST_SECONDS, CANVAS_SECONDS, Aspect, RenderChoices, picture_size
from bot.studio.settings import StudioSettings

START_SECONDS: Final = 2.0
"""What each render takes before its first picture: a process that starts, a song that is read."""

_CPU_SECONDS: Final = {"fast": 0.11, "small": 0.22}
"""Processor time of a reference second, until one was rendered here: measured on two cores of 2.5
GHz, ``fast`` 0.08 to 0.12 in nine looks, ``small`` about twice that."""
_WEIGHT: Final = 0.3
"""Of the newest render in the average: after five of them the machine's past counts a sixth."""
_WHOLE_SECONDS: Final = 30.0
"""A shorter render counts less, as its start is most of it."""
_REFERENCE: Final = 1280 * 720 * 30
_UNKNOWN_SONG_SECONDS: Final = 180.0
"""A song of unknown length that others wait for is taken to be so long."""
_PROGRESS_TELLS: Final = 0.1
"""From this share on a render's own pace says more than the average does."""


class Forecast(NamedTuple):
    """What is expected of an unfinished video, in seconds; None where its length isn't known."""

    expected_seconds: float | None
    """How long its render takes, from its beginning."""
    seconds_left: float | None
    """How long until it is finished, what stands before it included."""


def reference_seconds(settings: StudioSettings, choices: RenderChoices, seconds: float) -> float:
    """Return how much there is to render for ``seconds`` of video."""
    aspect: Aspect = settings.aspect
    if choices.aspect is not None:
        aspect = "9:16" if choices.aspect == "canvas" else choices.aspect
    resolution, fps = settings.size_for(choices.quality)
    width, height = picture_size(aspect, resolution)
    return seconds * width * height * fps / _REFERENCE


def part_seconds(choices: RenderChoices, song_seconds: float) -> float:
    """Return how long the chosen part of a song is."""
    length = choices.length
    if choices.aspect == "canvas":
        return min(length or CANVAS_SECONDS, CANVAS_SECONDS, song_seconds)
    if choices.start == "best":
        return min(length or BEST_SECONDS, song_seconds)
    rest = max(song_seconds - (choices.start or 0.0), 0.0)
    return rest if length is None else min(length, rest)


@dataclass(frozen=True)
class Speeds:
    """Seconds of work for a reference second, by look and profile, where that was measured."""

    measured: Mapping[tuple[str, str], float]

    def seconds_each(self, settings: StudioSettings, look: str | None = None) -> float:
        """Return it for a look: as measured, else as the others of its profile, else a guess."""
        profile = settings.profile
        if (own := self.measured.get((look or settings.look, profile))) is not None:
            return own
        others = [seconds for (_, one), seconds in self.measured.items() if one == profile]
        if others:
            return fmean(others)
        cores = os.cpu_count() or 1
        return _CPU_SECONDS[profile] * max(settings.workers / cores, 1 / cores)

    def expected(
        self, settings: StudioSettings, choices: RenderChoices, song_seconds: float
    ) -> float:
        """Return how long the render of a song takes, or of its chosen part."""
        size = reference_seconds(settings, choices, part_seconds(choices, song_seconds))
        return START_SECONDS + size * self.seconds_each(settings, choices.look)

    def forecast(
        self,
        unfinished: Sequence[tuple[QueuedVideo, int | None]],
        settings: StudioSettings,
        progress_of: Callable[[str], float],
        now: float,
    ) -> dict[str, Forecast]:
        """Return what is expected of all unfinished videos, those that wait in their order.

        ``progress_of`` tells how much of a render is done. A worker takes the next as it gets free.
        """
        found: dict[str, Forecast] = {}
        free_in: list[float] = []
        for video, place in unfinished:
            if place is None:
                expected = self._expected_of(video, settings)
                done = progress_of(video.video_task_id)
                left = _left(video, expected or self._unknown(settings), done, now)
                free_in.append(left)
                is_told = expected is not None or done >= _PROGRESS_TELLS
                found[video.video_task_id] = Forecast(expected, left if is_told else None)
        free_in += [0.0] * (settings.workers - len(free_in))
        heapq.heapify(free_in)
        for video, place in unfinished:
            if place is not None:
                expected = self._expected_of(video, settings)
                end = heapq.heappop(free_in) + (expected or self._unknown(settings))
                heapq.heappush(free_in, end)
                found[video.video_task_id] = Forecast(expected, end if expected else None)
        return found

    def _expected_of(self, video: QueuedVideo, settings: StudioSettings) -> float | None:
        if video.song_seconds is None:
            return None
        return self.expected(settings, video.options, video.song_seconds)

    def _unknown(self, settings: StudioSettings) -> float:
        return self.expected(settings, RenderChoices(), _UNKNOWN_SONG_SECONDS)


def _left(video: QueuedVideo, expected: float, done: float, now: float) -> float:
    """Return how long a render still takes: by its own pace, once that can be told."""
    begun_at = video.started_at.timestamp() if video.started_at else now
    elapsed = max(now - begun_at, 0.0)
    if done >= _PROGRESS_TELLS:
        return elapsed * (1.0 - done) / done
    return max(expected - elapsed, expected * (1.0 - done) * _PROGRESS_TELLS)


class RenderSpeeds:
    """The measured speeds in the queue's file."""

    def __init__(self, db: aiosqlite.Connection, clock: Callable[[], float] = time.time) -> None:
        self._db = db
        self._clock = clock

    async def record(
        self, settings: StudioSettings, choices: RenderChoices, seconds: float, work_seconds: float
    ) -> None:
        """Take a finished render of ``seconds`` of video into the average."""
        size = reference_seconds(settings, choices, seconds)
        if size <= 0:
            return
        each = max(work_seconds - START_SECONDS, work_seconds / 4) / size
        weight = min(size / _WHOLE_SECONDS, 1.0)
        look, profile = choices.look or settings.look, settings.profile
        speeds = await self.measured()
        before = speeds.seconds_each(settings, look)
        if (look, profile) in speeds.measured:
            weight *= _WEIGHT
        await self._db.execute_fetchall(
            "INSERT INTO render_speeds (look, profile, seconds, renders, measured_at)"
            " VALUES (:look, :profile, :seconds, 1, :now) ON CONFLICT DO UPDATE SET"
            " seconds = excluded.seconds, renders = renders + 1,"
            " measured_at = excluded.measured_at",
            {
                "look": look,
                "profile": profile,
                "seconds": before + weight * (each - before),
                "now": self._clock(),
            },
        )

    async def measured(self) -> Speeds:
        """Return what was measured so far."""
        rows = await self._db.execute_fetchall("SELECT look, profile, seconds FROM render_speeds")
        return Speeds({(row["look"], row["profile"]): row["seconds"] for row in rows})
