"""Members report a video, and moderators take its song down everywhere, in one step."""

from pathlib import Path
from typing import Final

import discord

from tests.cogs.simcord_harness import CogHarness, open_stage, told
from tests.cogs.test_track import add, answered, listed, removable, song, studio_stage
from tests.support.rows import NOW, rows_of

REPORT: Final = "Report this video"
ONLY_MODERATORS: Final = "Only members who may manage the server"
KEEPS_AWAY: Final = "moderators took this song down"


async def told_in(stage: CogHarness, channel_id: int) -> None:
    """Have moderators told things in a channel."""
    await stage.app.store.guild_settings.change(
        stage.guild.id, {"moderators_channel_id": channel_id}, updated_by=1, now=NOW
    )


def embed_text(message: object) -> str:
    (embed,) = message.embeds  # type: ignore[attr-defined]
    assert isinstance(embed, discord.Embed)
    return embed.description or ""


async def test_a_report_leads_to_a_takedown_everywhere_and_that_can_be_undone(
    tmp_path: Path,
) -> None:
    async with studio_stage(tmp_path) as stage:
        office = stage.guild.create_text_channel("office")
        hall = stage.guild.create_text_channel("hall")
        brought = await add(stage, song(tmp_path), title="Rain")
        (task,) = (await removable(stage, stage.mia)).values()
        store = stage.app.store
        await store.guild_settings.change(
            stage.guild.id, {"showcase_channel_id": hall.id}, updated_by=1, now=NOW
        )
        await stage.mia.click(answered(brought), label="Make it")
        (post,) = await stage.posted()
        await stage.until(lambda: stage.messages(hall))
        refused = await stage.ben.context_menu(stage.channel, REPORT, post)
        assert "Nobody can be told from here" in told(refused)
        await told_in(stage, office.id)
        asked = await stage.ben.context_menu(stage.channel, REPORT, post)
        done = await stage.ben.select(answered(asked), ["rights"])
        assert "Moderators are told" in answered(done).content
        twice = await stage.ben.select(
            answered(await stage.ben.context_menu(stage.channel, REPORT, post)), ["other"]
        )
        assert "reported this already" in told(twice)
        await stage.until(lambda: stage.messages(office))
        (notice,) = stage.messages(office)
        assert f"{stage.ben.mention} has reported a video" in notice.content
        assert f"/{stage.channel.id}/{post.id}" in notice.content
        assert "Rain" not in notice.content  # not everybody here may know of it
        assert ONLY_MODERATORS in told(await stage.ben.click(notice, label="Take down"))
        taken = await stage.max.click(notice, label="Take down")
        assert "**Rain** is taken down" in told(taken)
        await stage.until(lambda: not stage.posts() and not stage.messages(hall))
        assert f"{stage.max.mention} took this down" in stage.messages(office)[0].content
        assert stage.messages(office)[0].components == []
        assert KEEPS_AWAY in told(await stage.ask(task, None))
        assert await stage.choices("song", "") == {}
        assert "no songs yet" in await listed(stage, stage.max)
        videos = tmp_path / "videos"
        await stage.until(lambda: not list(videos.glob("*.mp4")))  # whatever link is known
        shown = await stage.max.slash(stage.channel, "videos taken-down")
        text = embed_text(answered(shown))
        assert text.startswith("**Rain** · it isn't theirs to share · " + stage.max.mention)
        assert f"brought by {stage.mia.mention}" in text
        (offer,) = await stage.max.autocomplete(stage.channel, "videos restore", "song", "rai")
        restored = await stage.max.slash(stage.channel, "videos restore", song=offer["value"])
        assert "can be used here again" in told(restored)
        await stage.ask(task, None)
        assert "**Rain**" in (await stage.posted())[0].content
        again = await stage.max.slash(stage.channel, "videos taken-down")
        assert f"undone by {stage.max.mention}" in embed_text(answered(again))


async def test_moderators_take_down_from_the_menu_and_members_see_none_of_it(
    tmp_path: Path,
) -> None:
    """With the API's videos as well: nobody in the server gets the track's any more."""
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        asked = await stage.max.context_menu(stage.channel, REPORT, post)
        assert "Take this down?" in told(asked)
        done = await stage.max.select(answered(asked), ["content"])
        assert "**Iron Man** is taken down" in answered(done).content
        await stage.until(lambda: not stage.posts())
        assert KEEPS_AWAY in told(await stage.ask())
        assert len(stage.api.videos) == 1
        for command in ("videos taken-down", "videos restore"):
            given = {"song": "Iron Man"} if command.endswith("restore") else {}
            refused = await stage.ben.slash(stage.channel, command, **given)
            assert ONLY_MODERATORS in told(refused)
        assert await stage.ben.autocomplete(stage.channel, "videos restore", "song", "") == []
        restored = await stage.max.slash(stage.channel, "videos restore", song="iron man")
        assert "can be used here again" in told(restored)
        await stage.ask()
        await stage.posted()
        assert len(stage.api.videos) == 1  # what was paid is not paid again


async def test_moderators_may_leave_what_was_reported(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        office = stage.guild.create_text_channel("office")
        await told_in(stage, office.id)
        nothing = await stage.mia.send(stage.channel, "hello")
        refused = await stage.ben.context_menu(stage.channel, REPORT, nothing)
        assert "brings no video of this bot" in told(refused)
        await stage.ask()
        post = await stage.finish()
        asked = await stage.ben.context_menu(stage.channel, REPORT, post)
        await stage.restart()
        await stage.ben.select(answered(asked), ["other"])
        await stage.until(lambda: stage.messages(office))
        (notice,) = stage.messages(office)
        await stage.app.store.videos._db.execute(  # as if Discord's answer to it had been lost
            "UPDATE notices SET state = 'posting', message_id = NULL, finished_at = NULL"
        )
        await stage.max.click(notice, label="Leave it")
        rows = await rows_of(stage.app.store, "notices")
        (kept,) = [row for row in rows if row["kind"] == "report"]
        assert (kept["state"], kept["message_id"]) == ("posted", notice.id)
        assert f"{stage.max.mention} left this as it is" in stage.messages(office)[0].content
        (row,) = await rows_of(stage.app.store, "reports")
        assert (row["decision"], row["decided_by"]) == ("dismissed", stage.max.id)
        assert stage.posts()
