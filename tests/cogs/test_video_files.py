"""The button that gives a video's poster, description and lyrics to whoever sees it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from bot.studio_client import StudioRefused
from tests.cogs.simcord_harness import open_stage, studio_in, told
from tests.studio.studio_harness import write_wav
from tests.support.rows import rows_of

LRC = "[00:00.200]first line\n[00:00.700]second line\n"


async def test_files_come_privately_to_whoever_sees_the_video(tmp_path: Path) -> None:
    section = studio_in(tmp_path)
    audio = write_wav(tmp_path / "a.wav")
    song = NewTrack(
        audio=audio, title="Iron/Man: 1", duration_seconds=1.2, author="Band",
        tags="metal, hard rock", lyrics=LRC,
    )  # fmt: skip
    task = Library(section["library"]).add([song])
    async with open_stage(tmp_path, studio=section) as stage:
        await stage.ask(task.task_id, task.tracks[0].audio_id, author="Mia")
        (post,) = await stage.posted()
        given = await stage.ben.click(post, label="Files")
        assert given.response is not None
        assert given.response.ephemeral
        files = {file.filename: await file.read() for file in given.response.attachments}
        assert set(files) == {"Iron-Man-1.jpg", "Iron-Man-1.txt", "Iron-Man-1.lrc"}
        assert Image.open(io.BytesIO(files["Iron-Man-1.jpg"])).size == (1280, 720)
        assert files["Iron-Man-1.txt"].decode() == (
            "Iron/Man: 1\nBand\nMia\n\n#metal #HardRock\n\nfirst line\nsecond line\n"
        )
        assert b"first line" in files["Iron-Man-1.lrc"]
        assert b"[00:00.7" in files["Iron-Man-1.lrc"]
        # It still works after a restart, and says so when the files are gone.
        await stage.restart()
        assert "poster" in told(await stage.mia.click(post, label="Files"))
        (video,) = await rows_of(stage.app.store, "videos")
        assert stage.app.client.studio is not None
        await stage.app.client.studio.erase_file(video["api_task_id"])
        assert "files are gone" in told(await stage.ben.click(post, label="Files"))
        for name in (video["api_task_id"], "nonsense"):
            with pytest.raises(StudioRefused):
                await stage.app.client.studio.published_files(name)


async def test_a_blocked_word_in_lyrics_leaves_them_out_wherever_they_come_from(
    tmp_path: Path,
) -> None:
    section = studio_in(tmp_path)
    song = NewTrack(
        audio=write_wav(tmp_path / "a.wav"), title="Rain", duration_seconds=1.2, lyrics=LRC
    )
    task = Library(section["library"]).add([song])  # the host's own, which no command checks
    ids = (task.task_id, task.tracks[0].audio_id)
    async with open_stage(tmp_path, studio=section) as stage:
        await stage.ask(*ids)
        (post,) = await stage.posted()
        given = await stage.ben.click(post, label="Lyrics")
        assert given.response is not None
        (file,) = given.response.attachments
        assert (file.filename, given.response.ephemeral) == ("Rain.lrc", True)
        assert b"second line" in await file.read()
        blocked = await stage.max.slash(stage.channel, "branding words add", word="second line")
        assert "second line" in told(blocked)
        # The file is there, and nothing of it is given any more.
        assert "on this server's block list" in told(await stage.ben.click(post, label="Lyrics"))
        given = await stage.ben.click(post, label="Files")
        assert given.response is not None
        assert [one.filename for one in given.response.attachments] == ["video.jpg"]
        # The one that was made elsewhere, or before, is none for here: another is made, and told.
        asked = await stage.ask(*ids, member=stage.ben)
        assert "your video comes without lyrics" in told(asked)
        _, second = await stage.posted(2)
        assert "without lyrics" in second.content
        assert "Lyrics" not in str(second.components)
        # What nobody could know before it was made is seen before it is posted.
        stage.app.client.catalog._lyric_rules = None
        await stage.ask(*ids, author="Mia")
        *_, third = await stage.posted(3)
        assert "without lyrics, since a word in them" in third.content
        # One that is only posted once more is refused, and says so.
        requests = await rows_of(stage.app.store, "requests")
        (first,) = [one["request_id"] for one in requests if one["message_id"] == post.id]
        await stage.mia.slash(stage.channel, "videos repost", video=first)
        await stage.until(lambda: any("or lyrics have" in one.content for one in stage.posts()))
        videos = await rows_of(stage.app.store, "videos")
        assert [one["has_lyrics"] for one in videos].count(1) == 2 == len(videos) - 2
