"""A canvas: a short, tall picture without words or sound, which ends where it begins.

Whatever the look keeps from one picture to the next, the loop closes: more is drawn than is shown,
and what is drawn beyond the end is laid over the beginning, and goes there.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.video.stream import VideoStream

from bot.studio.render.audio import decode
from bot.studio.render.audio.decoding import decoded
from bot.studio.render.audio.part import part_of, seen
from bot.studio.render.audio.spectrum import Spectrum, analyse_spectrum
from bot.studio.render.h264.quality import BT709, LIMITED_RANGE
from bot.studio.render.scene.background import Background, draw_background
from bot.studio.render.scene.cover_art import cover_of, designed
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.yuv import YuvPlanes, cut, pixels_of, to_yuv
from bot.studio.render.scenes import scene_of
from bot.studio.render.spec import (
    CANVAS_SECONDS,
    MIN_PART_SECONDS,
    MediaError,
    MediaErrorCode,
    RenderResult,
    RenderSpec,
)

_DISSOLVE_SECONDS: Final = 0.8
_QUALITIES: Final = (20, 26, 32)  # x264's constant rate factors, until the file is small enough


def render_canvas(
    spec: RenderSpec, destination: Path, progress: Callable[[float], None]
) -> RenderResult:
    """Make the canvas of ``spec`` at ``destination``. Raises MediaError."""
    bare = _bare(spec)
    music = _heard(bare)
    over = min(round(_DISSOLVE_SECONDS * spec.fps), music.frames - _least(spec.fps))
    if over < 1:
        raise MediaError(
            MediaErrorCode.TOO_SHORT,
            f"A canvas needs more than {MIN_PART_SECONDS:.0f} seconds of song.",
        )
    frames = min(music.frames - over, round(CANVAS_SECONDS * spec.fps))
    background = _ground(spec, bare, music)
    scene = scene_of(bare, background, music, spec.fps)
    scene.fading = None  # it has neither a beginning nor an end
    loop = _Loop(scene, background, frames, over, _calmest(music, over, frames))
    for quality in _QUALITIES:
        _write(loop, destination, quality, spec, progress)
        size = destination.stat().st_size
        if spec.target_bytes is None or size <= spec.target_bytes:
            progress(1.0)
            return RenderResult(
                duration_seconds=frames / spec.fps,
                width=scene.width,
                height=scene.height,
                frames=frames,
                size_bytes=size,
            )
    raise MediaError(MediaErrorCode.WONT_FIT, "The canvas can't be made to fit.")


def _bare(spec: RenderSpec) -> RenderSpec:
    """Return the order without a word, and with a part of the song."""
    most = CANVAS_SECONDS + _DISSOLVE_SECONDS
    length = min(spec.length or CANVAS_SECONDS, CANVAS_SECONDS)
    wordless = {
        "title": "",
        "artist": "",
        "author": "",
        "domain_name": "",
        "intro": "",
        "outro": "",
    }
    return spec.model_copy(
        update={
            **wordless,
            "aspect": "9:16",
            "lyrics": (),
            "logo": None,
            "start": "best" if spec.start is None else spec.start,
            "length": min(most, length + _DISSOLVE_SECONDS),
        }
    )


def _ground(spec: RenderSpec, bare: RenderSpec, music: Spectrum) -> Background:
    """Return what stands still; without a cover, the design that the song's other videos have."""
    cover = cover_of(bare.audio, bare.cover) or designed(
        f"{spec.title}|{spec.artist}", music.loudness
    )
    return draw_background(bare, cover, layout_of(bare.look, bare.aspect))


def _heard(spec: RenderSpec) -> Spectrum:
    with decode.opened(spec.audio) as (container, stream):
        spectrum = analyse_spectrum(decoded(container, stream), spec.fps)
    return seen(spectrum, part_of(spectrum, spec.start, spec.length, spec.fps))


def _calmest(music: Spectrum, over: int, frames: int) -> int:
    """Return the picture before which the music changes least: there the file begins and ends.

    The loop is the same wherever it begins, and a part begins on a beat as a rule.
    """
    change = np.abs(np.diff(music.band_levels[over:frames], axis=0)).sum(axis=1)
    return over + 1 + int(np.argmin(change)) if len(change) else 0


def _least(fps: int) -> int:
    return round(MIN_PART_SECONDS * fps)


class _Loop:
    """The pictures of a loop: of ``frames``, the first ``over`` come from those behind the last.

    ``first``: which of them the file begins with.
    """

    def __init__(
        self, scene: Scene, background: Background, frames: int, over: int, first: int
    ) -> None:
        self.scene, self.frames = scene, frames
        self._over, self._first = over, first
        layout, scale = background.layout, background.scale
        # The line and the clock of what has been played would jump.
        self._hidden = [layout.line.scaled(scale), layout.times.scaled(scale)]
        self._ground = to_yuv(np.asarray(background.picture, np.float32))

    def pictures(self) -> Iterator[YuvPlanes]:
        """Yield the planes of each picture, valid until the next."""
        renderer = FrameRenderer(self.scene)
        behind = [self._copied(renderer, self.frames + number) for number in range(self._over)]
        for number in (*range(self._first, self.frames), *range(self._first)):
            planes = self._painted(renderer, number)
            if number < self._over:
                share = number / self._over
                planes = YuvPlanes(
                    *(
                        (old + (new.astype(np.float32) - old) * share + 0.5).astype(np.uint8)
                        for old, new in zip(behind[number], planes, strict=True)
                    )
                )
            yield planes

    def _copied(self, renderer: FrameRenderer, number: int) -> YuvPlanes:
        return YuvPlanes(*(plane.copy() for plane in self._painted(renderer, number)))

    def _painted(self, renderer: FrameRenderer, number: int) -> YuvPlanes:
        planes = pixels_of(renderer.render(number))
        for box in self._hidden:
            for plane, ground in zip(cut(planes, box), cut(self._ground, box), strict=True):
                plane[:] = ground
        return planes


def _write(
    loop: _Loop,
    destination: Path,
    quality: int,
    spec: RenderSpec,
    progress: Callable[[float], None],
) -> None:
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(destination), "w", format="mp4", options=options) as output:
        output.metadata.update({"title": spec.title} if spec.title else {})
        stream = output.add_stream("libx264", rate=spec.fps)
        _configure(stream, loop.scene, quality)
        frame = av.VideoFrame(loop.scene.width, loop.scene.height, "yuv420p")
        for number, picture in enumerate(loop.pictures()):
            for plane, painted in zip(pixels_of(frame), picture, strict=True):
                plane[:] = painted
            frame.pts = number
            output.mux(stream.encode(frame))
            progress(min(0.99, (number + 1) / loop.frames))
        output.mux(stream.encode(None))


def _configure(stream: VideoStream, scene: Scene, quality: int) -> None:
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = scene.width, scene.height, "yuv420p"
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    # No B pictures, which some browsers show wrong (see ``h264.encoder``).
    context.options = {"preset": "veryfast", "profile": "high", "crf": str(quality), "bf": "0"}
    context.thread_count = 1  # the same bytes on every machine
