"""A canvas is asked for as any shape, and carries nothing: not where something has to be."""

from pathlib import Path

import av

from bot.jobs import Branding
from bot.policy.guild_settings import BrandingPolicy
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from tests.cogs.simcord_harness import open_stage, studio_in, told
from tests.studio.songs import beats, wav
from tests.support.rows import NOW, rows_of


async def test_a_canvas_is_made_without_words_unless_some_are_locked(tmp_path: Path) -> None:
    section = studio_in(tmp_path)
    audio = wav(tmp_path / "a.wav", beats(4.5))
    song = NewTrack(audio=audio, title="Rain", duration_seconds=4.5, author="Band")
    task = Library(section["library"]).add([song])
    async with open_stage(tmp_path, studio=section) as stage:
        ids = (task.task_id, task.tracks[0].audio_id)
        rules = stage.app.store.branding_rules
        club = Branding(domain_name="club.example")
        await rules.set(stage.guild.id, club, updated_by=5, now=NOW)
        long = told(await stage.ask(*ids, shape="canvas", length="0:30"))
        assert "a loop of 3 to 8 seconds" in long
        await stage.ask(*ids, shape="canvas", length="3", author="Mia")
        (post,) = await stage.posted()
        assert "Canvas" in post.content
        assert "Mia" not in post.content.replace(f"<@{stage.mia.id}>", "")
        assert "club.example" not in post.content
        (row,) = await rows_of(stage.app.store, "videos")
        assert (row["author"], row["domain_name"]) == (None, None)
        (path,) = stage.config.studio.videos.glob("*.mp4")
        with av.open(str(path)) as video:
            stream = video.streams.video[0]
            assert (stream.width, stream.height, stream.frames) == (720, 1280, 90)
        locked = {"domain_name": BrandingPolicy.LOCKED}
        await rules.set_policy(stage.guild.id, locked, updated_by=5, now=NOW)
        refused = told(await stage.ask(*ids, shape="canvas", length="3"))
        assert "moderators have locked one" in refused
        assert len(await rows_of(stage.app.store, "videos")) == 1
