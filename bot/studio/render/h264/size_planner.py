"""Fitting a video into an upload limit: how coarse the picture and how thin the sound must be."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bot.studio.render.audio.encode import BITRATES
from bot.studio.render.h264.encoder import Quality, estimated_bytes
from bot.studio.render.scene.frame_renderer import Artwork
from bot.studio.render.spec import MediaRefused, Profile, Reason

MARGIN = 0.985  # of the limit is planned for
TRIES = 3
# (bit/s of the sound, coarsest picture that goes with it): both suffer together
LADDER = tuple(zip(BITRATES, (5, 7, 9, 14), strict=True))


@dataclass(frozen=True)
class Plan:
    """One way to encode: the picture's quality and the sound's rate in bit/s."""

    quality: Quality
    bit_rate: int


def plans(
    artwork: Artwork, profile: Profile, seconds: float, target_bytes: int | None
) -> Iterator[Plan]:
    """Plans to be tried until the file is small enough; without a target there is one.

    Ends when nothing is left to try. A fast profile that doesn't fit at once gives way to the
    small one: its pictures are better at the same size.
    """
    fps = artwork.fps
    if target_bytes is None:
        yield Plan(Quality(profile, fps), BITRATES[0])
        return
    size = estimated_bytes(artwork, Quality(profile, fps))
    if profile == "fast" and size > _room(artwork, seconds, BITRATES[0], target_bytes):
        profile = "small"
        size = estimated_bytes(artwork, Quality(profile, fps))
    extra = 0
    for _ in range(TRIES):
        plan = _first_fitting(artwork, profile, seconds, target_bytes, size, extra)
        if plan is None:
            return
        yield plan
        extra += 2


def _first_fitting(
    artwork: Artwork, profile: Profile, seconds: float, target_bytes: int, size: float, extra: int
) -> Plan | None:
    for bit_rate, coarsest in LADDER:
        room = _room(artwork, seconds, bit_rate, target_bytes)
        if room <= 0:
            continue
        needed = max(0, math.ceil(6.3 * math.log2(size / room))) + extra
        if needed <= coarsest:
            return Plan(Quality(profile, artwork.fps, needed), bit_rate)
    return None


def _room(artwork: Artwork, seconds: float, bit_rate: int, target_bytes: int) -> float:
    """Bytes that are left for the picture beside sound and the container's tables."""
    tables = 4096 + 20 * artwork.frames + 8 * seconds * 48_000 / 1024
    return MARGIN * target_bytes - 1.02 * bit_rate / 8 * seconds - tables


def wont_fit(target_bytes: int) -> MediaRefused:
    """The refusal for a song that can't keep the limit."""
    limit = f"{target_bytes / 2**20:.1f}".rstrip("0").rstrip(".")
    return MediaRefused(Reason.WONT_FIT, f"The video can't be made to fit {limit} MiB.")
