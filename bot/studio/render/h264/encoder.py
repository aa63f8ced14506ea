"""H.264: segments of a video encoded side by side, each a closed GOP, joined as they are.

x264 with one thread for each part keeps every core busy with no loss of size; one encoder with
many threads takes 1.3 to 1.5 times as long. Joining relies on equal parameter sets in all parts.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from bot.studio.render.h264.bitstream import (
    ParameterSets,
    UnexpectedBitstream,
    parameter_sets,
    parse_parameter_sets,
)
from bot.studio.render.h264.slice_stitching import (
    FRACTION_GUARD,
    MACROBLOCK,
    REACH,
    WHOLE_GUARD,
    NotStatic,
    Shown,
    SliceStitcher,
    UpperSlices,
    static_height,
)
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.yuv import YuvPlanes, cut, pixels_of
from bot.studio.render.spec import Profile

SEGMENT_SECONDS: Final = 10.0
PART_FRAMES: Final = 300
EDGED_SECONDS: Final = 5.0  # of a song that has a beginning and an end of their own
INTRO_SECONDS: Final = 0.8
OUTRO_SECONDS: Final = 0.6
EDGE_SHARE: Final = 0.06  # of a whole picture: what a picture takes while all of it changes
AHEAD: Final = 16  # parts that may wait for the sound or the disk: bounds memory
BT709: Final = 1  # ISO/IEC 23091-2: primaries, transfer and matrix
GLOBAL_HEADER: Final = (
    1 << 22
)  # AV_CODEC_FLAG_GLOBAL_HEADER: parameter sets go into the file's head
LIMITED_RANGE: Final = 1  # AVCOL_RANGE_MPEG

# Constant quantisers: a still ground costs nothing after a part's first frame, so that one is made
# finer (ipratio) and all rate control is left out. Against crf with macroblock tree, as measured
# on these pictures: 2 dB better and a third faster at the same size.
# Small differences are coded and not rounded away: otherwise traces of a bar stay where it was.
PLAIN: Final = (
    "rc-lookahead=0:mbtree=0:scenecut=0:open-gop=0:stitchable=1:no-dct-decimate=1:weightp=0"
    f":mvrange={REACH}:dpb-size=2"  # the last picture, and a part's first
)


class _Setting(NamedTuple):
    """A profile in x264's terms; ``guard`` is that of slice_stitching, in macroblocks."""

    preset: str
    qp: int
    params: str
    guard: int


PROFILES: Final[dict[Profile, _Setting]] = {
    # No B pictures: openh264, a player of browsers without a patent licence, shows them wrong where
    # they have 8x8 parts, and their edges else. Searching wider makes up for the size.
    "small": _Setting(
        "veryfast", 29, f"{PLAIN}:ipratio=4:bframes=0:trellis=1:me=umh", FRACTION_GUARD
    ),
    "fast": _Setting(
        "ultrafast",
        29,
        # Parts of 8x8: a seventh smaller at the same PSNR, for a twentieth of the encoder's time.
        f"{PLAIN}:ipratio=4:8x8dct=1:cabac=1:no-deblock=0:deadzone-inter=13:subme=0"
        ":partitions=p8x8,i4x4",
        WHOLE_GUARD,
    ),
}


# What is encoded once for a whole video may take its time: 15 % smaller. No filter, which would
# make what lies under a light softer wherever that changes.
ONCE_PRESET: Final = "superfast"
ONCE: Final = (
    ":subme=1:me=dia:trellis=0:no-psy=1:aq-mode=0:ref=1:bframes=0:weightp=0:cabac=1:8x8dct=1"
    ":no-deblock=1:partitions=p8x8,i8x8,i4x4"
)
FIRST_FINER: Final = 12  # QP that a part's first picture is finer by: ipratio=4
GROUND_FINER, LIGHT_FINER = (
    5,
    2,
)  # the same of slow and of quick changes: in the dark blocks are seen


@dataclass(frozen=True)
class Quality:
    """How a video is encoded: ``coarser`` is added to the profile's QP, 6 halve the size."""

    profile: Profile
    fps: int
    coarser: int = 0

    def options(self, part_frames: int) -> dict[str, str]:
        """Return the options for libx264, when the longest part has ``part_frames`` frames."""
        preset, qp, params, _ = PROFILES[self.profile]
        params += f":qp={qp + self.coarser}:keyint={part_frames}:min-keyint={part_frames}"
        return {"preset": preset, "profile": "high", "x264-params": params}

    def once(self, options: dict[str, str], finer: int) -> dict[str, str]:
        """Return the options for what is encoded once for a whole video.

        Its first picture is that of a part, what follows it is ``finer`` than there.
        """
        qp, ratio = (
            PROFILES[self.profile].qp + self.coarser - finer,
            2 ** ((FIRST_FINER - finer) / 6),
        )
        params = f"{options['x264-params']}{ONCE}:qp={qp}:ipratio={ratio:.4f}"
        return options | {"preset": ONCE_PRESET, "x264-params": params}

    @property
    def guard(self) -> int:
        """Rows of macroblocks that must stand still above what moves (see slice_stitching)."""
        return PROFILES[self.profile].guard


def segments_of(frames: int, fps: int) -> list[range]:
    """Frames in parts of even length, never less than two for two cores.

    A part has ten seconds at most, or as many pictures as ten seconds of an ordinary video: each
    begins with a whole picture, which is most of a video that has few. Depends on nothing but the
    song, so that every machine makes the same parts.
    """
    intro, outro = edges_of(frames, fps)
    most = max(round(SEGMENT_SECONDS * fps), PART_FRAMES)
    middle = frames - intro - outro
    count = max(2, -(-middle // most)) if frames >= 2 * fps else 1
    if count % 2 and count > 1:
        count += 1
    edges = [intro + round(middle * number / count) for number in range(count + 1)]
    whole = ([0] if intro else []) + edges + ([frames] if outro else [])
    return [range(start, end) for start, end in pairwise(whole)]


def edges_of(frames: int, fps: int) -> tuple[int, int]:
    """Return how many frames brighten at the beginning, and fade at the end: none of a short clip.

    They are parts of their own, as all of the picture changes there.
    """
    if frames < EDGED_SECONDS * fps:
        return 0, 0
    return round(INTRO_SECONDS * fps), round(OUTRO_SECONDS * fps)


class VideoEncoder:
    """The video of a Scene: added to a container, encoded on threads, muxed in order."""

    def __init__(self, scene: Scene, quality: Quality, output: OutputContainer) -> None:
        self._art, self._quality = scene, quality
        self.segments = segments_of(scene.frames, quality.fps)
        self._options = quality.options(max(map(len, self.segments)))
        self.stream: VideoStream = output.add_stream(
            "libx264", rate=quality.fps, options=self._options
        )
        _describe(self.stream.codec_context, scene, quality.fps)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._halves: _Split | None = None

    def encoded(
        self, pool: ThreadPoolExecutor, frame_done: Callable[[], None]
    ) -> Iterator[list[Packet]]:
        """Yield the packets of each part in order; parts ahead of the reader are being encoded."""
        waiting = list(self.segments)
        running: list[Future[list[Packet]]] = []
        try:
            while waiting or running:
                while waiting and len(running) < AHEAD:  # bounds what waits in memory
                    running.append(pool.submit(self._encode, waiting.pop(0), frame_done))
                yield running.pop(0).result()
        finally:
            self._stop.set()
            for future in running:
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
            shown = Shown(ground, int(pulse.shown[number]) if pulse else 0)
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
    context, (packet,) = _static_packets(lower, fps, options)
    shown = _as_shown(context, packet)
    guard = cut(pixels_of(shown), Box(0, 0, scene.width, quality.guard * MACROBLOCK))
    syntax = parse_parameter_sets(context.extradata or b"")
    return _Split(slices, syntax, height, lower, guard)


def _as_shown(context: VideoCodecContext, packet: Packet) -> VideoFrame:
    """Return a single packet as a player shows it."""
    decoder = VideoCodecContext.create("h264", "r")
    decoder.extradata, decoder.thread_count = context.extradata, 1
    (shown,) = [*decoder.decode(packet), *decoder.decode(None)]
    return shown


def _static_packets(
    scene: Scene, fps: int, options: dict[str, str]
) -> tuple[VideoCodecContext, list[Packet]]:
    context = encoder_for(scene, fps, options)
    frame = scene.static_frame()
    frame.pts, frame.time_base = 0, context.time_base
    return context, [*context.encode(frame), *context.encode(None)]


def upper_slices(scene: Scene, quality: Quality, options: dict[str, str]) -> UpperSlices:
    """Encode each picture that a part of a scene without music has, once for the whole video.

    ``options`` are those of the video. Raises UnexpectedBitstream.
    """
    fps, calm = quality.fps, quality.once(options, GROUND_FINER)
    context, (first,) = _static_packets(scene, fps, calm)
    _check_same_sets(context, encoder_for(scene, fps, options))
    shown = _as_shown(context, first)
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


def encoder_for(scene: Scene, fps: int, options: dict[str, str]) -> VideoCodecContext:
    """Return a single-threaded x264 for one part."""
    context = VideoCodecContext.create("libx264", "w")
    _describe(context, scene, fps)
    context.options = dict(options)
    context.flags |= GLOBAL_HEADER
    return context


def estimated_bytes(scene: Scene, quality: Quality) -> float:
    """About how large the video will be: from three short samples of it."""
    segments = segments_of(scene.frames, quality.fps)
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
    faded = sum(edges_of(scene.frames, quality.fps)) * first * EDGE_SHARE
    return first * len(segments) + faded + later / count * (scene.frames - len(segments))


def _describe(context: VideoCodecContext, scene: Scene, fps: int) -> None:
    context.width, context.height = scene.width, scene.height
    context.pix_fmt = "yuv420p"
    context.framerate, context.time_base = Fraction(fps), Fraction(1, fps)
    context.thread_count = 1
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    context.bit_rate = 0
