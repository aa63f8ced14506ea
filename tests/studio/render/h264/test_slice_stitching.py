"""Pictures of two slices show what the two encoders made, to the last pixel."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np
import pytest
from av.codec import CodecContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from bot.studio.render.audio.spectrum import analyse_spectrum
from bot.studio.render.h264 import bitstream, slice_stitching
from bot.studio.render.h264.encoder import VideoEncoder
from bot.studio.render.h264.quality import Quality, encoder_for
from bot.studio.render.pipeline import RenderSpec
from bot.studio.render.scene import drift
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.yuv import YuvPlanes, pixels_of
from bot.studio.render.scenes import background_of, scene_of
from bot.studio.render.spec import Aspect, Look, Profile
from tests.bench.studio_song import cover_picture
from tests.studio.songs import RATE, beats

FRAMES = 30  # a part


@pytest.fixture(autouse=True)
def quick_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the ground move on in parts as short as these."""
    monkeypatch.setattr(drift, "STEP_SECONDS", 0.1)
    monkeypatch.setattr(drift, "_SHORTEST_SECONDS", 1.0)


def scene(folder: Path, look: Look, aspect: Aspect = "16:9") -> Scene:
    """Over a noisy cover, whose still parts an encoder would like to make better."""
    spec = RenderSpec(
        audio=folder / "a.wav", cover=cover_picture(folder / "cover.png"), look=look,
        aspect=aspect, title="Title", author="Me", domain_name="me.example",
    )  # fmt: skip
    sound = av.AudioFrame.from_ndarray(beats(2.0), format="fltp", layout="stereo")
    sound.sample_rate = RATE
    return scene_of(spec, background_of(spec), analyse_spectrum([sound], 30), 30)


def encoded(art: Scene, options: dict[str, str], pictures: list[VideoFrame]) -> list[Packet]:
    context = encoder_for(art, 30, options)
    packets: list[Packet] = []
    for place, frame in enumerate(pictures):
        frame.pts, frame.time_base = place, context.time_base
        packets += context.encode(frame)
    return [*packets, *context.encode(None)]


def decoded(head: bytes, packets: list[Packet], decoder: str = "h264") -> list[YuvPlanes]:
    context = CodecContext.create(decoder, "r")
    assert isinstance(context, VideoCodecContext)
    context.extradata, context.options = head, {"err_detect": "explode"}
    copies = [Packet((b"" if place else head) + bytes(one)) for place, one in enumerate(packets)]
    frames = [frame for packet in copies for frame in context.decode(packet)]
    return [pixels_of(frame) for frame in [*frames, *context.decode(None)]]


@pytest.fixture
def track(tmp_path: Path, request: pytest.FixtureRequest) -> VideoEncoder:
    look, aspect, profile = request.param
    output = av.open(str(tmp_path / "out.mp4"), "w")
    return VideoEncoder(scene(tmp_path, look, aspect), Quality(profile, 30), output)


def head_of(art: Scene, track: VideoEncoder) -> bytes:
    context = encoder_for(art, 30, track._options)
    context.open()
    return context.extradata or b""


CASES = [
    ("bars", "16:9", "fast"), ("wave", "9:16", "fast"), ("bars", "1:1", "small"),
    ("wave", "16:9", "small"),
]  # fmt: skip


@pytest.mark.parametrize("track", CASES, indirect=True)
def test_what_is_seen_is_what_the_two_encoders_made(track: VideoEncoder) -> None:
    art, frames = track._art, range(FRAMES)
    joined = decoded(head_of(art, track), list(track._in_slices(frames, lambda: None)))
    split = track._split()
    below = list(track._encoded(split.lower, frames, lambda: None, split.guard))
    height = art.height - split.lower.height
    lower = decoded(head_of(split.lower, track), below)
    head = head_of(art.segment(0, height), track)
    first = Packet(split.upper.static)
    grounds = decoded(head, [first, *map(Packet, split.upper.grounds)])
    lights = [decoded(head, [first, Packet(one)])[1] for one in split.upper.lights]
    assert art.pulse is not None
    assert art.drift is not None
    assert len(set(art.pulse.shown[frames])) > 3
    assert len(set(art.drift.shown[frames])) > 1
    assert len(joined) == len(lower) == FRAMES
    for number, (whole, part) in enumerate(zip(joined, lower, strict=True)):
        light, ground = art.pulse.shown[number], grounds[art.drift.shown[number]]
        lit = lights[light - 1] if light else grounds[0]
        for at, (plane, bottom) in enumerate(zip(whole, part, strict=True)):
            # Each is where the other is not: the ground as it is there, and the light as it is.
            top = ground[at] + (lit[at] - grounds[0][at])
            assert (plane == np.concatenate([top, bottom])).all(), f"picture {number}"


@pytest.mark.parametrize("track", CASES, indirect=True)
def test_another_decoder_shows_the_same_pictures(track: VideoEncoder) -> None:
    head = head_of(track._art, track)
    for packets in _whole_and_in_slices(track):
        pictures = zip(decoded(head, packets), decoded(head, packets, "libopenh264"), strict=True)
        for number, (ours, theirs) in enumerate(pictures):
            for plane, other in zip(ours, theirs, strict=True):
                assert np.array_equal(plane, other), f"picture {number}"


def _whole_and_in_slices(track: VideoEncoder) -> Iterator[list[Packet]]:
    frames = range(FRAMES)
    yield list(track._encoded(track._art, frames, lambda: None))
    yield list(track._in_slices(frames, lambda: None))


@pytest.mark.parametrize("profile", ["fast", "small"])
@pytest.mark.parametrize("height", [96, 368, 720])
def test_a_still_slice_says_what_x264_says_of_still_pictures(
    tmp_path: Path, profile: Profile, height: int
) -> None:
    art = scene(tmp_path, "bars").segment(0, height)
    art.still = YuvPlanes(*(np.full_like(plane, 90) for plane in art.still))
    options = Quality(profile, 30).options(60)
    packets = encoded(art, options, [art.static_frame() for _ in range(30)])
    context = encoder_for(art, 30, options)
    context.open()
    syntax = bitstream.parse_parameter_sets(context.extradata or b"")
    kinds = set()
    for packet in packets[1:]:
        (unit,) = bitstream.nal_units(bytes(packet))
        header = bitstream.parse_slice_header(unit, syntax)
        data = unit[1 + -(-header.length // 8) :]
        count = height // 16 * syntax.columns
        ours = slice_stitching._all_skipped(header.qp, count)
        assert ours[:-1] == data[:-1]  # x264 fills the last byte's end with noise
        assert slice_stitching._begins_skipped(header, count - 80, data)
        kinds.add(header.slice_type)
    assert kinds == {bitstream.P}


@pytest.mark.parametrize("track", [("bars", "16:9", "fast")], indirect=True)
def test_a_part_whose_upper_rows_change_is_encoded_whole(track: VideoEncoder) -> None:
    split = track._split()
    noise = np.random.default_rng(1)
    moved = YuvPlanes(*(noise.integers(0, 256, p.shape, np.uint8) for p in split.guard))
    track._halves = split._replace(guard=moved)
    with pytest.raises(slice_stitching.NotStatic):
        list(track._in_slices(range(4), lambda: None))
    with ThreadPoolExecutor(1) as pool:
        packets = [packet for part in track.encoded(pool, lambda: None) for packet in part]
    canvas = FrameRenderer(track._art)
    shown = decoded(head_of(track._art, track), packets)
    assert len(shown) == track._art.frames
    for number, planes in enumerate(shown):
        painted = pixels_of(canvas.render(number)).y.astype(np.float32)
        assert np.square(painted - planes.y).mean() < 255**2 / 10**3.8, f"frame {number}"
