"""Two servers and one song, made by the studio: each sees the branding that it has locked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import av
import simcord
from discord import app_commands

from bot.jobs import Branding
from bot.policy.guild_settings import BrandingPolicy, GuildSettings, OtherBrandingPolicy
from bot.studio.library.models import StoredTask
from tests.cogs.simcord_harness import AUDIO, TASK, CogHarness, open_stage, told
from tests.loopback.music_api import Video
from tests.studio.studio_harness import add_song, settings_in
from tests.support.rows import NOW, rows_of

LOCKED = {"author": BrandingPolicy.LOCKED, "domain_name": BrandingPolicy.LOCKED}
CLUB = Branding(author="Club", domain_name="club.example")


@asynccontextmanager
async def studio_stage(folder: Path) -> AsyncIterator[tuple[CogHarness, StoredTask]]:
    """Open a stage whose videos the studio makes of a short song that all may use."""
    settings = settings_in(folder, workers=1)
    song = add_song(settings, "Iron Man")
    studio = {"enabled": True, "library": settings.library, "videos": settings.videos}
    async with open_stage(
        folder, studio=studio | {"workers": 1}, timing={"status_every_seconds": 0.2}
    ) as stage:
        yield stage, song


async def lock(stage: CogHarness, guild: simcord.GuildHandle) -> None:
    """Let moderators lock the branding of a server."""
    rules = stage.app.store.branding_rules
    await rules.set(guild.id, CLUB, updated_by=5, now=NOW)
    await rules.set_policy(guild.id, LOCKED, updated_by=5, now=NOW)


async def made(stage: CogHarness) -> list[tuple[str | None, str | None]]:
    """Return what the studio's videos carry."""
    rows = await rows_of(stage.app.store, "videos")
    return sorted((row["author"], row["domain_name"]) for row in rows)


async def test_the_studio_renders_anew_for_a_locked_branding_and_only_then(
    tmp_path: Path,
) -> None:
    async with studio_stage(tmp_path) as (stage, song):
        guild = stage.env.create_guild("Club")
        channel = guild.create_text_channel("videos")
        ann = guild.add_member(stage.env.create_user("Ann"))
        await lock(stage, guild)
        ids = (song.task_id, song.tracks[0].audio_id)
        await stage.ask(*ids, author="Mia")
        (first,) = await stage.posted()
        assert "signed Mia" in first.content
        await stage.ask(*ids, member=ann, channel=channel)
        await stage.until(lambda: len(stage.posts(channel)) == 1)
        (other,) = stage.posts(channel)
        assert "signed Club · watermark club.example" in other.content
        assert "made before" not in other.content
        assert await made(stage) == [("Club", "club.example"), ("Mia", None)]
        await stage.ask(*ids, member=ann, channel=channel)  # again: it is there at once
        await stage.until(lambda: len(stage.posts(channel)) == 2)
        again = stage.posts(channel)[1]
        assert "made earlier" in again.content
        assert [file.filename for file in again.attachments] == ["musicvideo.mp4"]
        await stage.ask(*ids, member=stage.ben, author="Mia")
        _, reused = await stage.posted(2)
        assert "made earlier" in reused.content
        assert "signed Mia" in reused.content
        assert len(await made(stage)) == 2


async def test_a_look_and_a_shape_are_a_video_of_their_own_that_is_found_again(
    tmp_path: Path,
) -> None:
    async with studio_stage(tmp_path) as (stage, song):
        offered = stage.app.client.tree.get_command("musicvideo")
        assert isinstance(offered, app_commands.Command)
        looks = next(one for one in offered.parameters if one.name == "look").choices
        assert {choice.value for choice in looks} >= {"bars", "wave", "radial"}
        saved = await stage.max.slash(stage.channel, "branding set", look="wave")
        assert saved.response is not None
        assert "Wave" in {field.value for field in saved.response.embeds[0].fields}
        ids = (song.task_id, song.tracks[0].audio_id)
        await stage.ask(*ids, shape="square")
        (first,) = await stage.posted()
        assert "Wave · Square (1:1)" in first.content
        (video,) = await rows_of(stage.app.store, "videos")
        assert await size_of(stage) == (720, 720)
        await stage.ask(*ids, member=stage.ben, look="wave", shape="square")
        await stage.posted(2)
        await stage.max.slash(stage.channel, "branding reset", part="look")
        await stage.max.context_menu(stage.channel, "Make a music video", first)  # as it is there
        await stage.posted(3)
        request, *_ = await rows_of(stage.app.store, "requests")
        await stage.max.slash(stage.channel, "videos repost", video=request["request_id"])
        *_, last = await stage.posted(4)
        await stage.ben.context_menu(stage.channel, "Make a music video", last)
        await stage.posted(5)
        assert [row["video_id"] for row in await rows_of(stage.app.store, "videos")] == [
            video["video_id"]
        ]


async def size_of(stage: CogHarness) -> tuple[int, int]:
    """Return the width and height of the one finished video."""
    (path,) = stage.config.studio.videos.glob("*.mp4")
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return stream.width, stream.height


async def test_where_the_cloud_has_another_the_moderators_setting_decides(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        guild = stage.env.create_guild("Club")
        channel = guild.create_text_channel("videos")
        ann = guild.add_member(stage.env.create_user("Ann"))
        await lock(stage, guild)
        await stage.ask(author="Mia")
        await stage.finish()
        await stage.ask(member=ann, channel=channel)
        await stage.until(lambda: stage.posts(channel))
        (post,) = stage.posts(channel)
        assert "has another signature or watermark than this server's" in post.content
        refuse = GuildSettings(other_branding=OtherBrandingPolicy.REFUSE)
        await stage.app.store.guild_settings.set(guild.id, refuse, updated_by=5, now=NOW)
        answer = told(await stage.ask(member=ann, channel=channel))
        assert "so nothing was started" in answer
        assert len(stage.posts(channel)) == 1
        assert stage.api.charges.total() == 1


async def test_what_the_cloud_turns_out_to_have_is_refused_in_words_and_never_shown(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await lock(stage, stage.guild)
        refuse = GuildSettings(other_branding=OtherBrandingPolicy.REFUSE)
        await stage.app.store.guild_settings.set(stage.guild.id, refuse, updated_by=5, now=NOW)
        old = somebody_elses(stage)
        await stage.ask()
        (post,) = await stage.posted()
        assert "don't want such videos posted here" in post.content
        assert "❌ **Not made.**" in stage.lines()[0]
        shown = post.content + stage.lines()[0]
        assert old not in shown
        answer = told(await stage.mia.click(stage.messages()[0], label="Try again"))
        assert "so nothing was started" in answer
        assert stage.api.charges == {}


def somebody_elses(stage: CogHarness) -> str:
    """Let the track have a video that was made outside of the bot, and return its link."""
    made = Video(TASK, AUDIO, "https://elsewhere.example/cb", None, None)
    stage.api.videos.append(made)
    stage.api._mark_finished(made)
    assert made.url is not None
    return made.url
