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
