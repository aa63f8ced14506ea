"""What the frames of a video share: drawn once, for any size and rate, or for a still."""

from typing import Final, cast

import numpy as np
from PIL import Image

from bot.studio.render.audio.onsets import onsets_of
from bot.studio.render.audio.spectrum import BANDS, WAVE_POINTS, Spectrum, thinned
from bot.studio.render.h264.encoder import edges_of, segments_of
from bot.studio.render.scene.background import Background, draw_background
from bot.studio.render.scene.cover_art import cover_of, designed
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.karaoke import LyricBand
from bot.studio.render.scene.layout import Layout
from bot.studio.render.scene.looks import layout_of, visualization_of
from bot.studio.render.scene.lyrics import SungLine, lines_of
from bot.studio.render.scene.poster import POSTER_HEIGHT, poster_of
from bot.studio.render.scene.pulse import pulse_frames
from bot.studio.render.spec import (
    RenderSpec,
    Resolution,
    SceneSpec,
    Shown,
)

_SHOWN: Final = 303  # the picture of a still: just after a beat, when all that scrolls is there


def still(spec: SceneSpec, shown: Shown = "picture") -> Image.Image:
    """Return the video's look as one RGB picture; needs no audio: its music is made up.

    ``shown``: a card in its place, where there is that one.
    """
    spectrum = _made_up(360)
    background = background_of(spec) or _designed(spec, spectrum)
    if shown != "picture" and (card := getattr(background.cards, shown)) is not None:
        return cast("Image.Image", card)
    bare = spec.model_copy(update={"intro": "", "outro": ""})
    art = scene_of(bare, background, spectrum, 30)
    frame = FrameRenderer(art).render(_SHOWN)
    # It is BT.709's, which it doesn't say: untagged frames are taken for BT.601's.
    picture = frame.reformat(format="rgb24", src_colorspace="ITU709")
    return Image.fromarray(picture.to_ndarray())


def _made_up(frames: int) -> Spectrum:
    """Music with two beats a second, at 30 pictures a second."""
    time = np.arange(frames, dtype=np.float32)[:, None] / 15
    band = np.linspace(0, 1, BANDS, dtype=np.float32)[None, :]
    beat = np.exp(-2.2 * ((time + 0.12) % 1))
    hills = 0.5 + 0.5 * np.sin(9 * band + 0.6 * time) * np.cos(23 * band - 0.3 * time)
    levels = np.clip((0.95 - 0.6 * band) * (0.25 + 0.5 * hills + 0.4 * beat), 0, 1)
    swell = np.abs(np.sin(0.9 * time[:, 0]) * np.cos(0.4 * time[:, 0]))
    loudness = np.clip(0.25 + 0.5 * swell + 0.3 * beat[:, 0], 0, 1).astype(np.float32)
    swing = np.sin(np.linspace(0, 6 * np.pi, WAVE_POINTS)) * np.cos(1.5 * time)
    waveform = (0.7 * swing * np.sin(np.linspace(0, 40, WAVE_POINTS) + time)).astype(np.float16)
    return Spectrum(levels.astype(np.float32), loudness, frames / 30, waveform)


def background_of(spec: SceneSpec) -> Background | None:
    """Return what stands still, when there is a cover to draw it from."""
    audio = spec.audio if isinstance(spec, RenderSpec) else None
    cover = cover_of(audio, spec.cover)
    return None if cover is None else draw_background(spec, cover, _layout(spec))


def _layout(spec: SceneSpec) -> Layout:
    """Return the places of the look's parts, with a band for the lyrics where there are any."""
    layout = layout_of(spec.look, spec.aspect)
    return layout.sung if layout.sung and sung_lines(spec) else layout


def sung_lines(spec: SceneSpec) -> list[SungLine]:
    """Return the lines of the lyrics that are shown."""
    return lines_of(spec.lyrics) if isinstance(spec, RenderSpec) else []


class SceneFactory:
    """Draws what the frames share for any size and rate: the song is heard once."""

    def __init__(self, spec: RenderSpec, background: Background | None, spectrum: Spectrum) -> None:
        self._spec, self._spectrum = spec, spectrum
        self._backgrounds = {spec.resolution: background}
        self._scenes: dict[tuple[Resolution, int], Scene] = {}

    def __call__(self, resolution: Resolution, fps: int) -> Scene:
        """Return the artwork; ``fps`` divides that of the order."""
        if (resolution, fps) not in self._scenes:
            self._scenes[resolution, fps] = self._made(resolution, fps)
        return self._scenes[resolution, fps]

    def poster(self) -> Image.Image:
        """Return the video's poster, which is wide whatever shape the video has."""
        spec, spectrum = self._spec, self._spectrum
        if spec.aspect == "16:9" and spec.resolution >= POSTER_HEIGHT:
            return poster_of(self(spec.resolution, spec.fps), spectrum.loudness)
        wide = spec.model_copy(update={"aspect": "16:9", "resolution": POSTER_HEIGHT, "lyrics": ()})
        return poster_of(scene_of(wide, background_of(wide), spectrum, spec.fps), spectrum.loudness)

    def _made(self, resolution: Resolution, fps: int) -> Scene:
        spec = self._spec.model_copy(update={"resolution": resolution})
        if resolution not in self._backgrounds:
            self._backgrounds[resolution] = background_of(spec)
        if self._backgrounds[resolution] is None:
            self._backgrounds[resolution] = _designed(spec, self._spectrum)
        fewer = thinned(self._spectrum, self._spec.fps // fps)
        return scene_of(spec, self._backgrounds[resolution], fewer, fps)


def _designed(spec: SceneSpec, spectrum: Spectrum) -> Background:
    words = f"{spec.title}|{spec.artist}"
    return draw_background(spec, designed(words, spectrum.loudness), _layout(spec))


def scene_of(spec: SceneSpec, background: Background | None, spectrum: Spectrum, fps: int) -> Scene:
    """Return what the frames share of a video with this background and music."""
    background = background or _designed(spec, spectrum)
    visualizer = visualization_of(spec.look).build(background, spectrum, fps)
    frames, lyrics = spectrum.frames, None
    if background.layout.lyrics:
        lyrics = LyricBand(
            background, sung_lines(spec), fps=fps, frames=frames, font_paths=spec.font_paths
        )
    edges = edges_of(frames, fps, spec.cards)
    parts = segments_of(frames, fps, edges)
    starts = [part.start for part in parts]
    pulse = pulse_frames(onsets_of(spectrum.band_levels, fps), frames, fps, starts)
    return Scene(
        background, visualizer, fps=fps, frames=frames, font_paths=spec.font_paths, lyrics=lyrics,
        pulse=pulse, parts=parts, edges=edges,
    )  # fmt: skip
