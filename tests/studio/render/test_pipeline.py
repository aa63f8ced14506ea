"""Finished files: what they hold, that picture and sound agree, and that they can be repeated."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.audio import decode, decoding
from bot.studio.render.audio.spectrum import analyse_spectrum
from bot.studio.render.h264.encoder import segments_of
from bot.studio.render.pipeline import (
    MediaError,
    MediaErrorCode,
    RenderResult,
    RenderSpec,
    SceneSpec,
    render,
)
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene, clock
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scenes import background_of, scene_of, still
from bot.studio.render.spec import Aspect, Look, look_names
from tests.studio.songs import (  # fmt: skip
    RATE,
    beats,
    loud_frames,
    luma,
    pictures,
    silence,
    wav,
    write,
)

LOOKS: tuple[Look, ...] = look_names()


def made(spec: RenderSpec) -> tuple[Path, RenderResult]:
    destination = spec.audio.parent / "out.mp4"
    return destination, render(spec, destination)


def scene(spec: RenderSpec) -> Scene:
    with decode.opened(spec.audio) as (container, stream):
        spectrum = analyse_spectrum(decoding.decoded(container, stream), spec.fps)
    return scene_of(spec, background_of(spec), spectrum, spec.fps)


def animation(planes: NDArray[np.uint8], spec: RenderSpec) -> NDArray[np.uint8]:
    box = layout_of(spec.look, spec.aspect).animation
    return planes[box.top : box.bottom, box.left : box.right]


def test_the_file_is_what_browsers_and_discord_play(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", beats(2.5))
    path, result = made(RenderSpec(audio=song, title="Iron Man", artist="Someone"))
    with av.open(str(path)) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        context = video.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1
        assert (sound.codec_context.name, sound.rate) == ("aac", 48_000)
        assert container.metadata["title"] == "Iron Man"
        assert container.metadata["artist"] == "Someone"
        assert video.frames == result.frames == 75
        assert float(video.duration * video.time_base) == pytest.approx(2.5, abs=1 / 30)  # type: ignore[operator]
        assert float(sound.duration * sound.time_base) == pytest.approx(2.5, abs=1 / 30)  # type: ignore[operator]
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert result.size_bytes == len(data)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.wav", "out.mp4"]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_joined_parts_show_every_frame_that_was_painted(
    tmp_path: Path, look: Look, aspect: Aspect
) -> None:
    song = wav(tmp_path / "a.wav", beats(2.2))
    spec = RenderSpec(audio=song, look=look, aspect=aspect, author="Me", domain_name="me.example")
    path, result = made(spec)
    assert (result.width, result.height) == spec.size
    assert len(segments_of(result.frames, 30)) > 1
    canvas = FrameRenderer(scene(spec))
    shown = pictures(path)
    assert len(shown) == result.frames
    for number, picture in enumerate(shown):
        painted = luma(canvas.render(number)).astype(np.float32)
        error = np.square(painted - picture).mean()
        assert error < 255**2 / 10**3.8, f"frame {number}: under 38 dB"


@pytest.mark.parametrize("profile", ["small", "fast"])
def test_the_same_order_gives_the_same_bytes(tmp_path: Path, profile: str) -> None:
    song = write(tmp_path / "a.mp3", beats(2.2), codec="libmp3lame")
    spec = RenderSpec(audio=song, title="Again", profile=profile)
    first = made(spec)[0].read_bytes()
    assert made(spec)[0].read_bytes() == first


@pytest.mark.parametrize(("name", "codec"), [("a.m4a", "aac"), ("a.mp3", "libmp3lame")])
@pytest.mark.parametrize("fps", [30, 60])
def test_the_last_beat_is_seen_when_it_is_heard(
    tmp_path: Path, name: str, codec: str, fps: int
) -> None:
    song = write(tmp_path / name, beats(6.4, every=0.8), codec=codec)
    spec = RenderSpec(audio=song, fps=fps)
    path, _ = made(spec)
    sound = np.abs(loud_frames(path))
    seen = np.asarray([animation(picture, spec).mean() for picture in pictures(path)])
    last = round(5.6 * RATE) - 4800  # where the last beat can begin
    heard_at = (last + int(np.argmax(sound[last:] > 0.35))) / RATE
    window = slice(round(5.4 * fps), None)
    rise = np.diff(seen[window])
    seen_at = (round(5.4 * fps) + 1 + int(np.argmax(rise > 0.4 * rise.max()))) / fps
    # A frame is shown for its whole time: the beat is within it or at its edge.
    assert abs(seen_at - heard_at) <= 0.040


@pytest.mark.parametrize("look", LOOKS)
def test_silence_is_still(tmp_path: Path, look: Look) -> None:
    song = wav(tmp_path / "a.wav", silence(1.5))
    spec = RenderSpec(audio=song, look=look, title="Title")
    canvas = FrameRenderer(scene(spec))
    first = animation(luma(canvas.render(0)), spec).copy()
    for number in range(1, 45):
        assert (animation(luma(canvas.render(number)), spec) == first).all()


@pytest.mark.parametrize("look", LOOKS)
def test_beats_are_seen(tmp_path: Path, look: Look) -> None:
    song = wav(tmp_path / "a.wav", beats(3.0, every=1.0))
    spec = RenderSpec(audio=song, look=look, title="Title")
    art = scene(spec)
    canvas = FrameRenderer(art)
    unlit = art.rasterizer.unlit.y.astype(np.int16)
    # A line that swings covers more rows, and as many pixels; what scrolls shows it at its end.
    pixels, rows, newest = [], [], []
    for number in range(60):
        now = animation(luma(canvas.render(number)), spec)
        lit = np.abs(now.astype(np.int16) - unlit) > 12
        pixels.append(lit.mean())
        rows.append(lit.any(axis=1).mean())
        newest.append(lit[:, -lit.shape[1] // 20 :].mean())
    seen = pixels, rows, newest
    assert any(max(lit[31:40]) > 1.25 * min(lit[24:30]) > 0 for lit in seen)


def test_any_order_of_frames_gives_the_same_pictures(tmp_path: Path) -> None:
    for look in LOOKS:
        art = scene(RenderSpec(audio=wav(tmp_path / "a.wav", beats(2.0)), look=look))
        straight, jumping = FrameRenderer(art), FrameRenderer(art)
        expected = {number: straight.render(number).to_ndarray().copy() for number in range(60)}
        for number in (59, 3, 31, 30, 0, 45, 15):
            assert (jumping.render(number).to_ndarray() == expected[number]).all()


def test_a_limit_is_kept(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", beats(8.0))
    free = made(RenderSpec(audio=song, look="radial"))[1].size_bytes
    limit = round(0.62 * free)
    _, result = made(RenderSpec(audio=song, look="radial", target_bytes=limit))
    assert 0.4 * limit < result.size_bytes <= limit


def test_a_song_that_deceives_the_estimate_is_encoded_again(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    sound = rng.normal(0, 0.2, (2, 12 * RATE)).astype(np.float32)
    for quiet in (2.1, 5.25, 8.4):  # where the samples are taken: nothing to see there
        sound[:, round((quiet - 0.5) * RATE) : round((quiet + 2.0) * RATE)] = 0
    song = write(tmp_path / "a.mp3", sound, codec="libmp3lame")
    free = made(RenderSpec(audio=song, profile="small"))[1].size_bytes
    limit = round(0.8 * free)
    path, result = made(RenderSpec(audio=song, target_bytes=limit))
    assert result.size_bytes <= limit
    assert np.abs(loud_frames(path)).max() > 0.2


def test_a_limit_that_can_not_be_kept_leaves_nothing(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", beats(3.0))
    with pytest.raises(MediaError) as caught:
        made(RenderSpec(audio=song, target_bytes=20_000))
    assert caught.value.reason is MediaErrorCode.WONT_FIT
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.wav"]


def test_aac_is_copied_and_other_sound_is_not(tmp_path: Path) -> None:
    song = write(tmp_path / "a.m4a", beats(3.0), codec="aac", rate=44_100)
    path, _ = made(RenderSpec(audio=song))
    with av.open(str(song)) as source, av.open(str(path)) as copy:
        before = [bytes(p) for p in source.demux(audio=0) if p.size]
        assert [bytes(p) for p in copy.demux(audio=0) if p.size] == before
        assert copy.streams.audio[0].rate == 44_100


def test_rubbish_before_an_aac_stream_is_not_copied(tmp_path: Path) -> None:
    """A radio's recording begins anywhere; its rubbish broke the file off that it was copied to."""
    whole = write(tmp_path / "a.aac", beats(3.0), codec="aac", container="adts")
    song = tmp_path / "b.aac"
    song.write_bytes(np.random.default_rng(3).bytes(5000) + whole.read_bytes())
    path, result = made(RenderSpec(audio=song))
    assert result.duration_seconds > 2.5
    with av.open(str(path)) as video:
        assert sum(frame.samples for frame in video.decode(audio=0)) > 2.5 * RATE


def test_floats_that_are_no_numbers_do_no_harm(tmp_path: Path) -> None:
    sound = beats(2.0)
    sound[:, 1000:1100] = np.nan
    sound[:, 5000:5100] = np.inf
    sound[:, 9000:9100] = 1e30
    song = write(tmp_path / "a.wav", sound, codec="pcm_f32le")
    assert made(RenderSpec(audio=song))[1].frames == 60


@pytest.mark.parametrize("channels", [1, 3, 6, 16])
def test_channels_without_names_are_mixed(tmp_path: Path, channels: int) -> None:
    song = tmp_path / "a.wav"
    with wave.open(str(song), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(32_000)
        file.writeframes(
            (beats(1.2, rate=32_000, channels=channels).T * 9000).astype("<i2").tobytes()
        )
    assert made(RenderSpec(audio=song))[1].frames == 36


def test_progress_rises_to_one(tmp_path: Path) -> None:
    told: list[float] = []
    song = wav(tmp_path / "a.wav", beats(2.0))
    render(RenderSpec(audio=song), tmp_path / "out.mp4", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 10


def test_tags_name_a_song_that_the_order_does_not(tmp_path: Path) -> None:
    tags = {"title": "From the tags", "artist": "Tagged"}
    song = write(tmp_path / "a.mp3", beats(1.2), codec="libmp3lame", tags=tags)
    path, _ = made(RenderSpec(audio=song))
    with av.open(str(path)) as container:
        assert container.metadata["title"] == "From the tags"
        assert container.metadata["artist"] == "Tagged"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("resolution", [720, 1080])
def test_a_still_needs_no_song(tmp_path: Path, look: Look, resolution: int) -> None:
    Image.new("RGB", (300, 300), (10, 60, 160)).save(tmp_path / "cover.png")
    branding = SceneSpec(
        cover=tmp_path / "cover.png", title="Title", author="x" * 50, domain_name="y" * 50,
        look=look, resolution=resolution,
    )  # fmt: skip
    picture = still(branding)
    assert picture.size == (resolution * 16 // 9, resolution)
    assert len(picture.getcolors(1 << 24) or []) > 500


@pytest.mark.parametrize("frames", [30, 59, 60, 299, 301, 5400, 27_000])
def test_parts_cover_every_frame_once(frames: int) -> None:
    parts = segments_of(frames, 30)
    assert [number for part in parts for number in part] == list(range(frames))
    assert max(map(len, parts)) <= 300


def test_the_clock_is_that_of_players() -> None:
    assert [clock(seconds) for seconds in (0, 59.9, 61, 899)] == ["0:00", "0:59", "1:01", "14:59"]
