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
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.packet import Packet

from bot.studio.render.audio import decode
from bot.studio.render.audio.decoding import Heard, decoded, links_in
from bot.studio.render.audio.encode import BITRATES, EncodedAudio, copied, encode_audio, is_copyable
from bot.studio.render.audio.part import Part, named_part, part_of, seen, sung_in
from bot.studio.render.audio.spectrum import Spectrum, analyse_spectrum
from bot.studio.render.canvas import render_canvas
from bot.studio.render.h264.encoder import VideoEncoder
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
from bot.studio.render.memory import release_free_memory
from bot.studio.render.scene.poster import jpeg_of
from bot.studio.render.scenes import SceneFactory, background_of, sung_lines
from bot.studio.render.side_tracks import SideTracks, cues_of, disable_text_tracks
from bot.studio.render.spec import (
    MediaError,
    MediaErrorCode,
    RenderResult,
    RenderSpec,
    RenderSqueeze,
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
]

FULL_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
MAX_THREADS: Final = 8


def _silent(_: float) -> None:
    pass


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
            if spec.canvas:
                result = render_canvas(spec, temporary, progress)
            else:
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
        if getattr(error, "errno", None) == errno.EROFS:
            raise MediaError(
                MediaErrorCode.READ_ONLY, "The disk for the video can't be written."
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
        self._scene_factory: SceneFactory

    def run(self) -> RenderResult:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        with ThreadPoolExecutor(min(MAX_THREADS, cores or 1)) as pool:
            try:
                with decode.opened(self._spec.audio) as (container, stream):
                    info = decode.info_of(container, stream)
                    spec = self._spec = _named(self._spec, info)
                    # Both go on while the song is being decoded here.
                    drawn = pool.submit(background_of, spec)
                    spectrum = self._shown(self._analysed(pool, info, container, stream))
                    spec = self._spec
                self._scene_factory = SceneFactory(spec, drawn.result(), spectrum)
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
            has_lyrics=bool(self._side.cues),
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
        cues = cues_of(sung_lines(spec), spectrum.duration_seconds)
        return SideTracks(poster, cues, lrc_of(spec.lyrics) if cues else "")

    @property
    def _target(self) -> int | None:
        """Bytes that picture and sound may take."""
        target = self._spec.target_bytes
        return None if target is None else max(1, target - self._side.size)

    def _write(self, pool: ThreadPoolExecutor, plan: EncodingPlan) -> None:
        release_free_memory()  # of drawing, and of the encoders before
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
