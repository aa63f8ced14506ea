"""H.264: segments of a video encoded side by side, each a closed GOP, joined as they are.

x264 with one thread for each part keeps every core busy with no loss of size; one encoder with
many threads takes 1.3 to 1.5 times as long. Joining relies on equal parameter sets in all parts.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from bot.studio.render.h264.bitstream import (
    ParameterSets,
    UnexpectedBitstream,
    parse_parameter_sets,
)
from bot.studio.render.h264.quality import Quality, describe, encoder_for
from bot.studio.render.h264.slice_stitching import (
    MACROBLOCK,
    NotStatic,
    SliceStitcher,
    UpperPicture,
    UpperSlices,
    static_height,
)
from bot.studio.render.h264.upper_slices import as_shown, static_packets, upper_slices
from bot.studio.render.scene.cards import CARD_SECONDS, MOST_OF_VIDEO
from bot.studio.render.scene.fading import OUTRO_SECONDS
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.yuv import YuvPlanes, cut, pixels_of

SEGMENT_SECONDS: Final = 10.0
PART_FRAMES: Final = 300
EDGED_SECONDS: Final = 5.0  # of a song that has a beginning and an end of their own
INTRO_SECONDS: Final = 0.8
EDGE_SHARE: Final = 0.06  # of a whole picture: what a picture takes while all of it changes
AHEAD: Final = 16  # parts that may wait for the sound or the disk: bounds memory


def segments_of(frames: int, fps: int, edges: tuple[int, int] | None = None) -> list[range]:
    """Frames in parts of even length, never less than two for two cores.

    A part has ten seconds at most, or as many pictures as ten seconds of an ordinary video: each
    begins with a whole picture, which is most of a video that has few. Depends on nothing but the
    song, so that every machine makes the same parts. ``edges``: as ``edges_of`` tells them.
    """
    intro, outro = edges_of(frames, fps) if edges is None else edges
    most = max(round(SEGMENT_SECONDS * fps), PART_FRAMES)
    middle = frames - intro - outro
    count = max(2, -(-middle // most)) if frames >= 2 * fps else 1
    if count % 2 and count > 1:
        count += 1
    bounds = [intro + round(middle * number / count) for number in range(count + 1)]
    whole = ([0] if intro else []) + bounds + ([frames] if outro else [])
    return [range(start, end) for start, end in pairwise(whole)]


def _begun(segments: list[range]) -> list[range]:
    """Return parts in the order in which they are begun.

    The second part draws what all but the edges need first: so these are encoded beside it.
    """
    return [*segments[1:2], *segments[:1], *segments[2:][-1:], *segments[2:-1]]


def edges_of(frames: int, fps: int, cards: tuple[bool, bool] = (False, False)) -> tuple[int, int]:
    """Return how many frames brighten at the beginning, and fade at the end: none of a short clip.

    They are parts of their own, as all of the picture changes there. A card is one of them.
    """
    if frames < EDGED_SECONDS * fps:
        return 0, 0
    card = round(min(CARD_SECONDS * fps, frames * MOST_OF_VIDEO))
    plain = round(INTRO_SECONDS * fps), round(OUTRO_SECONDS * fps)
    return card if cards[0] else plain[0], card if cards[1] else plain[1]


class VideoEncoder:
    """The video of a Scene: added to a container, encoded on threads, muxed in order."""

    def __init__(self, scene: Scene, quality: Quality, output: OutputContainer) -> None:
        self._art, self._quality = scene, quality
        self.segments = segments_of(scene.frames, quality.fps, scene.edges)
        self._options = quality.options(max(map(len, self.segments)))
        self.stream: VideoStream = output.add_stream(
            "libx264", rate=quality.fps, options=self._options
        )
        describe(self.stream.codec_context, scene, quality.fps)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._halves: _Split | None = None

    def encoded(
        self, pool: ThreadPoolExecutor, frame_done: Callable[[], None]
    ) -> Iterator[list[Packet]]:
        """Yield the packets of each part in order; parts ahead of the reader are being encoded."""
        waiting = _begun(self.segments)
        running: dict[range, Future[list[Packet]]] = {}
        try:
            for segment in self.segments:
                while waiting and (len(running) < AHEAD or segment not in running):
                    part = waiting.pop(0)
                    running[part] = pool.submit(self._encode, part, frame_done)
                yield running.pop(segment).result()
        finally:
            self._stop.set()
            for future in running.values():
                future.cancel()

    def _encode(self, segment: range, frame_done: Callable[[], None]) -> list[Packet]:
        try:
            packets = list(self._in_slices(segment, frame_done))
        except (
            NotStatic,
            UnexpectedBitstream,
        ):  # both ends, and hardly ever else: it takes twice as long
            packets = list(self._encoded(self._art, segment, frame_done))
        for packet in packets:
            packet.stream = self.stream
            packet.time_base = Fraction(1, self._quality.fps)
            packet.pts = (packet.pts or 0) + segment.start
            packet.dts = (packet.dts or 0) + segment.start
        return packets

    def _in_slices(self, segment: range, frame_done: Callable[[], None]) -> Iterator[Packet]:
        """Yield a part's packets, encoded only where something moves.

        Raises NotStatic and UnexpectedBitstream.
        """
        fading = self._art.fading
        if fading and fading.concerns(segment):
            raise NotStatic
        split = self._split()
        stitcher = split.stitcher()
        pulse, drift = self._art.pulse, self._art.drift
        for lower in self._encoded(split.lower, segment, frame_done, split.guard):
            number = segment.start + (lower.pts or 0)
            ground = int(drift.shown[number]) if drift else 0
            shown = UpperPicture(ground, int(pulse.shown[number]) if pulse else 0)
            packet = Packet(stitcher.stitch(bytes(lower), shown))
            packet.pts, packet.dts, packet.duration = lower.pts, lower.dts, lower.duration
            packet.is_keyframe = lower.is_keyframe
            yield packet

    def _split(self) -> "_Split":
        with self._lock:
            if self._halves is None:
                self._halves = _split(self._art, self._quality, self._options)
        return self._halves

    def _encoded(
        self,
        scene: Scene,
        segment: range,
        frame_done: Callable[[], None],
        guard: YuvPlanes | None = None,
    ) -> Iterator[Packet]:
        context = encoder_for(scene, self._quality.fps, self._options)
        renderer = FrameRenderer(scene)
        for place, number in enumerate(segment):
            if self._stop.is_set():
                return
            frame = renderer.render(number)
            frame.pts, frame.time_base = place, context.time_base
            yield from context.encode(frame)
            if guard and place == 0:
                renderer.replace_top(guard)
            frame_done()
        yield from context.encode(None)


class _Split(NamedTuple):
    """A video in two slices: the lower one's pictures, and what is known of the upper one.

    ``guard`` is how a player sees the still rows above what moves. Where that is drawn from the
    second picture on, nothing is left to be made better, and these rows are skipped for certain.
    """

    upper: UpperSlices
    syntax: ParameterSets
    height: int  # of the upper part
    lower: Scene
    guard: YuvPlanes

    def stitcher(self) -> SliceStitcher:
        """Return a stitcher for a segment's pictures."""
        rows = len(self.guard.y) // MACROBLOCK
        return SliceStitcher(self.upper, self.syntax, self.height, rows)


def _split(scene: Scene, quality: Quality, options: dict[str, str]) -> _Split:
    """Split a scene in two where it stands still above.

    Raises NotStatic when too little does, and UnexpectedBitstream.
    """
    fps, height = quality.fps, static_height(scene.animated_top, quality.guard)
    if not height:
        raise NotStatic
    upper, lower = scene.segment(0, height), scene.segment(height, scene.height)
    slices = upper_slices(upper, quality, options)
    context, (packet,) = static_packets(lower, fps, options)
    shown = as_shown(context, packet)
    guard = cut(pixels_of(shown), Box(0, 0, scene.width, quality.guard * MACROBLOCK))
    syntax = parse_parameter_sets(context.extradata or b"")
    return _Split(slices, syntax, height, lower, guard)


def estimated_bytes(scene: Scene, quality: Quality) -> float:
    """About how large the video will be: from three short samples of it."""
    segments = segments_of(scene.frames, quality.fps, scene.edges)
    options = quality.options(max(map(len, segments)))
    first, later, count = 0, 0, 0
    span = min(scene.frames, round(1.5 * quality.fps))
    for share in (0.2, 0.5, 0.8):
        start = int((scene.frames - span) * share)
        context = encoder_for(scene, quality.fps, options)
        renderer = FrameRenderer(scene)
        packets: list[Packet] = []
        for place in range(span):
            frame = renderer.render(start + place)
            frame.pts, frame.time_base = place, context.time_base
            packets.extend(context.encode(frame))
        packets.extend(context.encode(None))
        first = max(first, packets[0].size)
        later += sum(packet.size for packet in packets[1:])
        count += max(1, span - 1)
    faded = sum(scene.edges) * first * EDGE_SHARE
    return first * len(segments) + faded + later / count * (scene.frames - len(segments))
