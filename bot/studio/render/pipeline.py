"""The renderer's entry: a song becomes a music video."""

import errno
import os
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from PIL import Image

from bot.studio.render.audio import decode
from bot.studio.render.audio.decoding import Heard, decoded, links_in
from bot.studio.render.audio.encode import BITRATES, EncodedAudio, copied, encode_audio, is_copyable
from bot.studio.render.audio.onsets import onsets_of
from bot.studio.render.audio.part import Part, named_part, part_of, seen, sung_in
from bot.studio.render.audio.spectrum import BANDS, WAVE_POINTS, Spectrum, analyse_spectrum, thinned
from bot.studio.render.h264.encoder import VideoEncoder, edges_of, segments_of
from bot.studio.render.h264.size_planner import (
    COPIED_AT_MOST,
    EncodingPlan,
    Planner,
    Step,
    Voice,
    cannot_fit,
    free_plan,
    voices,
)
from bot.studio.render.lyric_files import lrc_of
from bot.studio.render.scene.background import Background, draw_background
from bot.studio.render.scene.cover_art import cover_of, designed
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.karaoke import LyricBand
from bot.studio.render.scene.layout import Layout
from bot.studio.render.scene.looks import layout_of, visualization_of
from bot.studio.render.scene.lyrics import SungLine, lines_of
from bot.studio.render.scene.poster import POSTER_HEIGHT, jpeg_of, poster_of
from bot.studio.render.scene.pulse import pulse_frames
from bot.studio.render.side_tracks import SideTracks, cues_of, disable_text_tracks
from bot.studio.render.spec import (
    MediaError,
    MediaErrorCode,
    RenderResult,
    RenderSpec,
    RenderSqueeze,
    Resolution,
    SceneSpec,
)
from bot.studio.render.text.bidi import cleaned

__all__ = [
    "MediaError",
    "MediaErrorCode",
    "RenderResult",
    "RenderSpec",
    "SceneSpec",
    "render",
    "still",
]

FULL_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
MAX_THREADS: Final = 8
_SHOWN: Final = 303  # the picture of a still: just after a beat, when all that scrolls is there


def _silent(_: float) -> None:
    pass


def still(spec: SceneSpec) -> Image.Image:
    """Return the video's look as one RGB picture; needs no audio: its music is made up."""
    spectrum = _made_up(360)
    art = _scene(spec, _drawn(spec), spectrum, 30)
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


def render(
    spec: RenderSpec, destination: Path, *, progress: Callable[[float], None] = _silent
) -> RenderResult:
    """Make the video of ``spec`` at ``destination``, which appears whole or not at all.

    ``progress`` is called with the share done, 0 to 1, never falling. Raises MediaError.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".render-", suffix=".mp4", dir=destination.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            result = _Render(spec, temporary, progress).run()
            temporary.chmod(0o644)
            with temporary.open("rb") as file:  # the name must not outlive the content
                os.fsync(file.fileno())
            temporary.replace(destination)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, FFmpegError) as error:
        if getattr(error, "errno", None) in FULL_DISK:
            raise MediaError(
                MediaErrorCode.NO_SPACE, "There is no space left for the video."
            ) from error
        raise
    return result


class _Render:
    """One run, from the decoded song to the finished file."""

    def __init__(
        self, spec: RenderSpec, temporary: Path, progress: Callable[[float], None]
    ) -> None:
        self._spec, self._temporary, self._progress = spec, temporary, progress
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._told = self._done = 0.0
        self._per_frame = 0.0
        self._heard: tuple[int, Future[EncodedAudio]] | None = None
        self._copy: EncodedAudio | None = None
        self._part: Part | None = None
        self._is_mono = False
        self._best = 0.0
        self._side = SideTracks()
        self._scene_factory: _SceneFactory

    def run(self) -> RenderResult:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        with ThreadPoolExecutor(min(MAX_THREADS, cores or 1)) as pool:
            try:
                with decode.opened(self._spec.audio) as (container, stream):
                    info = decode.info_of(container, stream)
                    spec = self._spec = _named(self._spec, info)
                    # Both go on while the song is being decoded here.
                    drawn = pool.submit(_drawn, spec)
                    spectrum = self._shown(self._analysed(pool, info, container, stream))
                    spec = self._spec
                self._scene_factory = _SceneFactory(spec, drawn.result(), spectrum)
                self._side = self._made_side(spectrum)
                known = self._voices(spectrum.duration_seconds)
                plan = self._encode_to_fit(pool, known, spectrum.duration_seconds)
            finally:
                self._stop.set()
        self._tell(1.0)
        art = plan.scene
        return RenderResult(
            duration_seconds=art.frames / art.fps,
            width=art.width,
            height=art.height,
            frames=art.frames,
            size_bytes=self._temporary.stat().st_size,
            squeeze=self._squeeze(plan),
        )

    def _analysed(
        self,
        pool: ThreadPoolExecutor,
        info: decode.MediaInfo,
        container: InputContainer,
        stream: AudioStream,
    ) -> Spectrum:
        """Decode the song, and have its sound made ready to mux meanwhile."""
        spec = self._spec
        if spec.is_part:
            self._part = named_part(spec.start, spec.length, spec.fps)
        may_copy = is_copyable(stream) and not spec.is_part
        self._is_mono = info.channels == 1 and len(links_in(container)) < 2
        if not may_copy and (self._part is not None or not spec.is_part):
            seconds = info.duration_seconds or 0.0
            self._listen(pool, self._voices(min(seconds, spec.length or seconds))[0])
        heard = Heard(passed=[] if may_copy else None)
        spectrum = analyse_spectrum(decoded(container, stream, heard), spec.fps)
        self._copy = copied(spec.audio, stream, heard.passed) if heard.passed else None
        return spectrum

    def _shown(self, spectrum: Spectrum) -> Spectrum:
        """Cut out what is shown of the song, and keep which part that is; raises MediaError."""
        spec = self._spec
        if not spec.is_part:
            return spectrum
        self._part = part_of(spectrum, spec.start, spec.length, spec.fps)
        self._spec = spec.model_copy(update={"lyrics": sung_in(self._part, spec.lyrics)})
        return seen(spectrum, self._part)

    def _voices(self, seconds: float) -> list[Voice]:
        """Return the ways to have the sound; only the best where the file may have any size."""
        rate = self._copy.bit_rate if self._copy else None
        found = voices(seconds, copied=rate, is_mono=self._is_mono)
        self._best = min(found[0].takes, BITRATES[0])
        target = self._target
        if target is None:
            return [Voice(found[0].bit_rate, COPIED_AT_MOST, found[0].takes)]
        fitting = [voice for voice in found if voice.takes / 8 * seconds < target]
        return fitting or found[-1:]

    def _encode_to_fit(
        self, pool: ThreadPoolExecutor, known: list[Voice], seconds: float
    ) -> EncodingPlan:
        spec = self._spec
        target, first = self._target, Step(spec.resolution, spec.fps, 0)
        if target is None:
            plan = free_plan(self._scene_factory, spec.profile, first)
            self._write(pool, plan)
            return plan
        planner = Planner(self._scene_factory, spec.profile, first, seconds, target)
        for plan in planner.plans(known):
            self._write(pool, plan)
            size = self._temporary.stat().st_size - self._side.size
            if size <= target:
                return plan
            planner.learn(plan, size)
        raise cannot_fit(target + self._side.size)

    def _made_side(self, spectrum: Spectrum) -> SideTracks:
        """Draw the poster, and lay out the lyrics."""
        spec = self._spec
        poster = jpeg_of(self._scene_factory.poster(), spec.target_bytes)
        cues = cues_of(_lines(spec), spectrum.duration_seconds)
        return SideTracks(poster, cues, lrc_of(spec.lyrics) if cues else "")

    @property
    def _target(self) -> int | None:
        """Bytes that picture and sound may take."""
        target = self._spec.target_bytes
        return None if target is None else max(1, target - self._side.size)

    def _write(self, pool: ThreadPoolExecutor, plan: EncodingPlan) -> None:
        art = plan.scene
        self._done, self._per_frame = max(0.02, self._told), (0.99 - self._told) / art.frames
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(str(self._temporary), "w", format="mp4", options=options) as output:
            output.metadata.update(_metadata(self._spec) | self._side.metadata)
            video = VideoEncoder(art, plan.quality, output)
            sound = self._listen(pool, plan.voice)
            left: list[Packet] | None = None
            for packets in video.encoded(pool, self._frame_done):
                if left is None:
                    left = sound.result().add_stream(output)
                    left = sorted([*self._side.add_streams(output), *left], key=_at)[::-1]
                    output.start_encoding()
                _mux(output, packets, left)
            _mux(output, [], left or [])
        if self._side.cues:
            disable_text_tracks(self._temporary)

    def _listen(self, pool: ThreadPoolExecutor, voice: Voice) -> Future[EncodedAudio]:
        """Begin to prepare the sound, unless that has begun, or the song's own may be taken."""
        if self._copy and self._copy.bit_rate <= voice.copied_at_most:
            whole: Future[EncodedAudio] = Future()
            whole.set_result(self._copy)
            return whole
        if self._heard is None or self._heard[0] != voice.bit_rate:
            sound = pool.submit(
                encode_audio, self._spec.audio, voice.bit_rate, self._stop.is_set, self._part
            )
            self._heard = voice.bit_rate, sound
        return self._heard[1]

    def _squeeze(self, plan: EncodingPlan) -> RenderSqueeze | None:
        """Return what was given up for the size, None when that is nothing."""
        made = plan.resolution, plan.quality.fps
        is_whole = made == (self._spec.resolution, self._spec.fps) and not plan.quality.coarser
        if is_whole and plan.voice.takes >= self._best:
            return None
        kbps = round(plan.voice.takes / 1000)
        return RenderSqueeze(resolution=made[0], fps=made[1], sound_kbps=kbps)

    def _frame_done(self) -> None:
        with self._lock:
            self._done += self._per_frame
            if self._done - self._told >= 0.004:
                self._tell(self._done)

    def _tell(self, share: float) -> None:
        share = min(1.0, max(share, self._told))
        self._told = share
        self._progress(share)


def _drawn(spec: SceneSpec) -> Background | None:
    """Return what stands still, when there is a cover to draw it from."""
    audio = spec.audio if isinstance(spec, RenderSpec) else None
    cover = cover_of(audio, spec.cover)
    return None if cover is None else draw_background(spec, cover, _layout(spec))


def _layout(spec: SceneSpec) -> Layout:
    """Return the places of the look's parts, with a band for the lyrics where there are any."""
    layout = layout_of(spec.look, spec.aspect)
    return layout.sung if layout.sung and _lines(spec) else layout


def _lines(spec: SceneSpec) -> list[SungLine]:
    return lines_of(spec.lyrics) if isinstance(spec, RenderSpec) else []


class _SceneFactory:
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
        return poster_of(_scene(wide, _drawn(wide), spectrum, spec.fps), spectrum.loudness)

    def _made(self, resolution: Resolution, fps: int) -> Scene:
        spec = self._spec.model_copy(update={"resolution": resolution})
        if resolution not in self._backgrounds:
            self._backgrounds[resolution] = _drawn(spec)
        if self._backgrounds[resolution] is None:
            self._backgrounds[resolution] = _designed(spec, self._spectrum)
        fewer = thinned(self._spectrum, self._spec.fps // fps)
        return _scene(spec, self._backgrounds[resolution], fewer, fps)


def _designed(spec: SceneSpec, spectrum: Spectrum) -> Background:
    words = f"{spec.title}|{spec.artist}"
    return draw_background(spec, designed(words, spectrum.loudness), _layout(spec))


def _scene(spec: SceneSpec, background: Background | None, spectrum: Spectrum, fps: int) -> Scene:
    background = background or _designed(spec, spectrum)
    visualizer = visualization_of(spec.look).build(background, spectrum, fps)
    frames, lyrics = spectrum.frames, None
    if background.layout.lyrics:
        lyrics = LyricBand(
            background, _lines(spec), fps=fps, frames=frames, font_paths=spec.font_paths
        )
    starts = [segment.start for segment in segments_of(frames, fps)]
    pulse = pulse_frames(onsets_of(spectrum.band_levels, fps), frames, fps, starts)
    return Scene(
        background, visualizer, fps=fps, frames=frames, font_paths=spec.font_paths, lyrics=lyrics,
        pulse=pulse, edges=edges_of(frames, fps),
    )  # fmt: skip


def _mux(output: OutputContainer, video: list[Packet], sound: list[Packet]) -> None:
    """Write a part's packets and the sound that goes with it; ``sound`` is taken from its end."""
    for packet in video:
        at = float((packet.dts or 0) * packet.time_base)
        while sound and _at(sound[-1]) <= at:
            output.mux(sound.pop())
        output.mux(packet)
    if not video:
        while sound:
            output.mux(sound.pop())


def _at(packet: Packet) -> float:
    return float((packet.dts or 0) * (packet.time_base or 0))


def _named(spec: RenderSpec, info: decode.MediaInfo) -> RenderSpec:
    """Return the order with the song's own title and artist where it names none."""
    if spec.title:
        return spec
    return spec.model_copy(update={"title": info.title, "artist": spec.artist or info.artist})


def _metadata(spec: RenderSpec) -> dict[str, str]:
    texts = {"title": cleaned(spec.title), "artist": cleaned(spec.artist)}
    return {key: text for key, text in texts.items() if text}
