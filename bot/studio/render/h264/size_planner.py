"""Fitting a video into a limit of size: what is given up for it, and in which order.

First the picture is encoded coarser, then it gets fewer pixels, then fewer pictures a second; the
sound gets thinner last of all, and for ordinary songs never thin.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, get_args

from bot.studio.render.audio.encode import BITRATES
from bot.studio.render.h264.encoder import estimated_bytes
from bot.studio.render.h264.quality import Quality
from bot.studio.render.scene.frame_renderer import Scene
from bot.studio.render.spec import MediaError, MediaErrorCode, Profile, Resolution

MARGIN: Final = 0.985  # of the limit is planned for
TRIES: Final = 3  # renders
COPIED_AT_MOST: Final = 2 * BITRATES[0]
"""bit/s of an AAC song that is copied where there is room for it."""

# (seconds that a song lasts at most, the thinnest sound that goes with it in bit/s)
_MIN_SOUND: Final = ((481.0, BITRATES[1]), (721.0, BITRATES[2]), (math.inf, BITRATES[-1]))
_COARSER: Final = 7  # steps of the QP that are given up before pixels are
_COARSEST: Final = 16  # before the sound is
_LAST: Final = 22  # before a song is refused
_SMALLEST: Final[Resolution] = 360  # pixels: before the sound is given up
_TINIEST: Final[Resolution] = 240  # afterwards
_RATES: Final = (30, 15, 10)  # pictures a second
_SLOWEST: Final = 5


class Step(NamedTuple):
    """A size of the picture, how many of them there are a second, and how coarse they may be."""

    resolution: Resolution
    fps: int
    coarsest: int


class Voice(NamedTuple):
    """A way to have the sound: bit/s it is encoded with, or up to which it is copied; and takes."""

    bit_rate: int
    copied_at_most: float
    takes: float


@dataclass(frozen=True)
class EncodingPlan:
    """One way to make the video."""

    scene: Scene
    quality: Quality
    voice: Voice
    resolution: Resolution


SceneFactory = Callable[[Resolution, int], Scene]
"""Draws what the frames share, for a resolution and pictures a second."""


def free_plan(scene_factory: SceneFactory, profile: Profile, first: Step) -> EncodingPlan:
    """Return the plan of a video that may have any size."""
    scene = scene_factory(first.resolution, first.fps)
    voice = Voice(BITRATES[0], COPIED_AT_MOST, BITRATES[0])
    return EncodingPlan(scene, Quality(profile, first.fps), voice, first.resolution)


def voices(seconds: float, *, copied: float | None, is_mono: bool) -> list[Voice]:
    """Return the ways to have a song's sound, the best first.

    ``copied``: the bit/s of a song whose packets can be taken as they are. A single channel takes
    5/8 of the rate of two.
    """
    least = next(rate for most, rate in _MIN_SOUND if seconds <= most)
    found = []
    if copied is not None and BITRATES[0] < copied <= COPIED_AT_MOST:
        found.append(Voice(BITRATES[0], COPIED_AT_MOST, copied))
    for rate in BITRATES:
        if rate >= least:
            encoded = rate * 5 / 8 if is_mono else rate
            is_copied = copied is not None and copied <= encoded
            found.append(Voice(rate, encoded, copied if copied and is_copied else encoded))
    return found


def steps(resolution: Resolution, fps: int) -> list[Step]:
    """Return the pictures that are tried with each sound, the best first."""
    sizes = [size for size in sorted(get_args(Resolution), reverse=True) if size <= resolution]
    smaller = [size for size in sizes if size >= _SMALLEST] or sizes[:1]
    slower = [rate for rate in _RATES if rate < fps and fps % rate == 0]
    found = [Step(size, fps, _COARSER) for size in smaller]
    found += [Step(smaller[-1], rate, _COARSER) for rate in slower]
    found[-1] = found[-1]._replace(coarsest=_COARSEST)
    return found


def last_steps(fps: int) -> list[Step]:
    """Return the pictures that are tried where the sound can't give way any further."""
    rates = [rate for rate in (*_RATES[-1:], _SLOWEST) if fps % rate == 0]
    return [Step(_TINIEST, rate, _LAST) for rate in rates]


class Planner:
    """Plans to be tried one after the other, until the file is small enough."""

    def __init__(
        self,
        scene_factory: SceneFactory,
        profile: Profile,
        first: Step,
        seconds: float,
        target_bytes: int,
    ) -> None:
        self._scene_factory, self._profile, self._first = scene_factory, profile, first
        self._seconds, self._target = seconds, target_bytes
        self._artworks: dict[tuple[Resolution, int], Scene] = {}
        self._estimates: dict[tuple[Step, int], float] = {}
        self._excess = 1.0
        """How much larger than estimated the pictures turned out to be."""

    def plans(self, found_voices: list[Voice]) -> Iterator[EncodingPlan]:
        """Return plans until there is none left; ``learn`` what came of each.

        A fast profile that doesn't fit at once gives way to the small one: its pictures are better
        at the same size.
        """
        if self._profile == "fast":
            plan = self._at(self._first._replace(coarsest=0), found_voices[0])
            if plan is not None:
                yield plan
            self._profile = "small"
            self._estimates.clear()
        for _ in range(TRIES):
            plan = next(self._fitting(found_voices), None)
            if plan is None:
                return
            yield plan

    def learn(self, plan: EncodingPlan, made_bytes: int) -> None:
        """Act on that a plan's file turned out larger than it may be."""
        room = self._room(plan.scene, plan.voice)
        over = (made_bytes - self._target * MARGIN) / room
        self._excess *= 1.05 + max(0.0, over)

    def _fitting(self, found_voices: list[Voice]) -> Iterator[EncodingPlan]:
        resolution, fps, _ = self._first
        pictures = steps(resolution, fps)
        tried = [(voice, step) for voice in found_voices for step in pictures]
        tried += [(found_voices[-1], step) for step in last_steps(fps)]
        for voice, step in tried:
            if (plan := self._at(step, voice)) is not None:
                yield plan

    def _at(self, step: Step, voice: Voice) -> EncodingPlan | None:
        """Return the plan that a step and a sound come to; None when they don't fit."""
        if self._target * MARGIN * 8 / self._seconds <= voice.takes:
            return None  # nothing need be drawn to see that
        scene = self._scene(step)
        room = self._room(scene, voice) / self._excess
        if room <= 0:
            return None
        coarser = self._coarser(scene, step, room)
        if coarser is None:
            return None
        return EncodingPlan(
            scene, Quality(self._profile, step.fps, coarser), voice, step.resolution
        )

    def _coarser(self, scene: Scene, step: Step, room: float) -> int | None:
        """Return by how much the pictures must be coarser to fit; None when that is too much.

        From 0 to the coarsest the size falls faster than it would on the line between the two.
        """
        coarsest = self._estimate(scene, step, step.coarsest)
        if coarsest > room:
            return None
        plain = self._estimate(scene, step, 0)
        if plain <= room:
            return 0
        share = math.log(plain / room) / math.log(plain / coarsest)
        return min(step.coarsest, math.ceil(share * step.coarsest))

    def _estimate(self, scene: Scene, step: Step, coarser: int) -> float:
        known = self._estimates.get((step, coarser))
        if known is None:
            known = estimated_bytes(scene, Quality(self._profile, step.fps, coarser))
            self._estimates[step, coarser] = known
        return known

    def _scene(self, step: Step) -> Scene:
        key = step.resolution, step.fps
        if key not in self._artworks:
            self._artworks[key] = self._scene_factory(*key)
        return self._artworks[key]

    def _room(self, scene: Scene, voice: Voice) -> float:
        """Bytes that are left for the pictures beside the sound and the container's tables."""
        tables = 4096 + 20 * scene.frames + 8 * self._seconds * 48_000 / 1024
        return MARGIN * self._target - voice.takes / 8 * self._seconds - tables


def cannot_fit(target_bytes: int) -> MediaError:
    """Return the error for a song that can't keep the limit."""
    limit = _in_mebibytes(target_bytes)
    return MediaError(MediaErrorCode.WONT_FIT, f"The video can't be made to fit {limit} MiB.")


def _in_mebibytes(size: int) -> str:
    """Return a size as it was probably given: in no more figures than tell it from others."""
    close = max(1.0, size / 10_000)  # a part of a byte is lost where it was read
    texts = (f"{size / 2**20:.{decimals}f}" for decimals in range(8))
    return next(text for text in texts if abs(float(text) * 2**20 - size) < close)
