"""The pictures of what stands still above the music, each encoded once for a whole video."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from bot.studio.render.h264.bitstream import UnexpectedBitstream, parameter_sets
from bot.studio.render.h264.quality import GROUND_FINER, LIGHT_FINER, Quality, encoder_for
from bot.studio.render.h264.slice_stitching import UpperSlices
from bot.studio.render.scene.frame_renderer import Scene
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.yuv import cut, pixels_of


def upper_slices(scene: Scene, quality: Quality, options: dict[str, str]) -> UpperSlices:
    """Encode each picture that a part of a scene without music has, once for the whole video.

    ``options`` are those of the video. Raises UnexpectedBitstream.
    """
    fps, calm = quality.fps, quality.once(options, GROUND_FINER)
    context, (first,) = static_packets(scene, fps, calm)
    _check_same_sets(context, encoder_for(scene, fps, options))
    shown = as_shown(context, first)
    pulse, drift = scene.pulse, scene.drift
    grounds, lights = [], []
    if drift:
        changes = map(drift.draw, range(1, drift.phases))
        pictures = (
            _changed(shown, drift.box, [plane.astype(np.int8) for plane in change])
            for change in changes
        )
        grounds = _followed_by(scene, fps, calm, pictures)
    if pulse:
        for picture in pulse.pictures[1:]:
            pairs = zip(picture, pulse.pictures[0], strict=True)
            added = [now.astype(np.int16) - rest for now, rest in pairs]
            changed = _changed(shown, pulse.box, added)
            lights += _followed_by(scene, fps, quality.once(options, LIGHT_FINER), [changed])
    return UpperSlices(bytes(first), tuple(grounds), tuple(lights))


def as_shown(context: VideoCodecContext, packet: Packet) -> VideoFrame:
    """Return a single packet as a player shows it."""
    decoder = VideoCodecContext.create("h264", "r")
    decoder.extradata, decoder.thread_count = context.extradata, 1
    (shown,) = [*decoder.decode(packet), *decoder.decode(None)]
    return shown


def static_packets(
    scene: Scene, fps: int, options: dict[str, str]
) -> tuple[VideoCodecContext, list[Packet]]:
    """Encode a scene's still picture alone, and return its encoder as well."""
    context = encoder_for(scene, fps, options)
    frame = scene.static_frame()
    frame.pts, frame.time_base = 0, context.time_base
    return context, [*context.encode(frame), *context.encode(None)]


def _check_same_sets(context: VideoCodecContext, other: VideoCodecContext) -> None:
    """Raise UnexpectedBitstream where two encoders' parameter sets differ."""
    other.open()
    if parameter_sets(context.extradata or b"") != parameter_sets(other.extradata or b""):
        raise UnexpectedBitstream("other parameter sets")


def _followed_by(
    scene: Scene, fps: int, options: dict[str, str], pictures: Iterable[VideoFrame]
) -> list[bytes]:
    """Return pictures as they are encoded behind a scene's still one, each behind the last."""
    context = encoder_for(scene, fps, options)
    packets: list[Packet] = []
    for place, frame in enumerate(chain([scene.static_frame()], pictures)):
        frame.pts, frame.time_base = place, context.time_base
        packets += context.encode(frame)
    packets += context.encode(None)
    return [bytes(packet) for packet in packets[1:]]


def _changed(
    shown: VideoFrame, box: Box, added: Sequence[NDArray[np.signedinteger[Any]]]
) -> VideoFrame:
    """Return a picture as players show it, with something added to its planes in a box.

    Nothing else differs: so nothing else of it is made better.
    """
    frame = VideoFrame(shown.width, shown.height, "yuv420p")
    planes = pixels_of(frame)
    for plane, under in zip(planes, pixels_of(shown), strict=True):
        plane[:] = under
    for plane, more in zip(cut(planes, box), added, strict=True):
        plane[:] = np.clip(plane.astype(np.int16) + more, 0, 255)
    return frame
