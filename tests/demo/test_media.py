"""Videos in the demo's page are shown as they are, however many and however long."""

import asyncio
from pathlib import Path

import pytest
from simcord.preview import _media

from bot.demo.media import DirectMedia
from bot.studio.render.pipeline import render
from bot.studio.render.spec import RenderSpec
from tests.studio import songs
from tests.studio.studio_harness import write_wav


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a short video of the studio's."""
    folder = tmp_path_factory.mktemp("video")
    song = write_wav(folder / "song.wav", 1.1)
    spec = RenderSpec(audio=song, title="Rain", resolution=240)
    render(spec, folder / "video.mp4")
    return (folder / "video.mp4").read_bytes()


async def test_more_videos_than_simcord_would_take_are_shown_at_once_and_unchanged(
    video: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_media, "MAX_SOURCE_BYTES", len(video) - 1)
    media = DirectMedia()
    keys = [str(number) for number in range(2 * _media.MAX_QUEUE)]
    shown = await asyncio.gather(*(media.validate(key, video) for key in keys))
    for info in shown:
        assert info.normalized is video
        assert (info.content_type, info.kind, info.width) == ("video/mp4", "video", 426)
        assert info.duration == pytest.approx(1.1, abs=0.1)
        assert info.source_codecs == {"video": "h264", "audio": "aac"}
        assert (info.poster or b"").startswith(b"\x89PNG")
    await media.close()


async def test_what_is_no_video_is_left_to_simcord(tmp_path: Path) -> None:
    media = DirectMedia()
    song = songs.write(tmp_path / "song.m4a", songs.silence(1.1), codec="aac")
    shown = await media.validate("song", song.read_bytes())
    assert shown.kind == "audio"
    with pytest.raises(_media.MediaError):
        await media.validate("noise", b"0000ftypno video at all")
    await media.close()
