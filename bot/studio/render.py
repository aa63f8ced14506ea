"""The renderer's entry: a song becomes a music video."""

import os
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from bot.studio import media
from bot.studio.spec import Branding, MediaRefused, Reason, RenderResult, RenderSpec, picture_size

__all__ = ["Branding", "MediaRefused", "Reason", "RenderResult", "RenderSpec", "render", "still"]


def _silent(_: float) -> None:
    pass


def still(branding: Branding) -> Image.Image:
    """One picture with cover, signature and watermark, as RGB; needs no audio."""
    return Image.new("RGB", picture_size(branding.aspect, branding.resolution), (24, 20, 40))


def render(
    spec: RenderSpec, destination: Path, *, progress: Callable[[float], None] = _silent
) -> RenderResult:
    """Make the video of `spec` at `destination`, which appears whole or not at all.

    `progress` is called with the share done, 0 to 1, never falling. Raises MediaRefused.
    """
    handle, name = tempfile.mkstemp(prefix=".render-", suffix=".mp4", dir=destination.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        result = _simple(spec, temporary, progress)
        temporary.replace(destination)
    finally:
        temporary.unlink(missing_ok=True)
    return result


def _simple(spec: RenderSpec, temporary: Path, progress: Callable[[float], None]) -> RenderResult:
    width, height = spec.size
    samples = 0
    with (
        media.opened(spec.audio) as (source, stream),
        av.open(str(temporary), "w", options={"movflags": "+faststart"}) as output,
    ):
        video = output.add_stream("libx264", rate=spec.fps, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        sound = output.add_stream("aac", rate=48_000)
        resampler = av.AudioResampler("fltp", "stereo", 48_000)
        for frame in media.decoded(source, stream):
            for part in resampler.resample(frame):
                samples += part.samples
                media.check_length(max(media.MIN_SECONDS, samples / 48_000))
                output.mux(sound.encode(part))
        output.mux(sound.encode(None))
        media.check_length(samples / 48_000)
        frames = max(1, round(samples / 48_000 * spec.fps))
        picture = av.VideoFrame.from_ndarray(np.asarray(still(spec)), format="rgb24")
        for index in range(frames):
            picture.pts, picture.time_base = index, Fraction(1, spec.fps)
            output.mux(video.encode(picture))
            progress((index + 1) / frames)
        output.mux(video.encode(None))
    return RenderResult(
        duration_seconds=frames / spec.fps,
        width=width,
        height=height,
        frames=frames,
        size_bytes=temporary.stat().st_size,
    )
