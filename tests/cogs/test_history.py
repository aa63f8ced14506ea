"""``/videos``: history as members and moderators read it, and how they choose from it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import discord
import simcord
from simcord.results import InteractionResult, ResponseMessage

from bot.demo.locales import with_locales
from bot.jobs import TrackInfo
from cogs._shared.track_choices import label_of
from tests.cogs.simcord_harness import (
    AUDIO,
    LINK,
    SECOND_AUDIO,
    TASK,
    CogHarness,
    open_stage,
    texts,
    told,
)
from tests.loopback.music_api import track


def answer(result: InteractionResult) -> ResponseMessage:
    """Return the private answer."""
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


def page(message: ResponseMessage) -> tuple[str, str]:
    """Return a page's title and text."""
    (embed,) = message.embeds
    return embed.title or "", embed.description or ""


def titles(message: ResponseMessage) -> list[str]:
    """Return what stands on a page, entry by entry."""
    return [line.strip("*") for line in page(message)[1].splitlines() if line.startswith("**")]


def labels(message: ResponseMessage) -> list[str]:
    """Return what its buttons are called."""
    items = [item for row in message.components for item in row["components"]]
    return [item["label"] for item in items if item.get("label")]


async def videos(
    stage: CogHarness, command: str, actor: simcord.MemberActor | None = None, **options: object
) -> InteractionResult:
    """Type ``/videos``."""
    return await (actor or stage.mia).slash(stage.channel, f"videos {command}", **options)


async def choices(
    stage: CogHarness, command: str, typed: str = "", member: simcord.MemberActor | None = None
) -> dict[str, str]:
    """Type into the option ``video``, and return the values offered by their names."""
    actor = member or stage.mia
    offered = await actor.autocomplete(stage.channel, f"videos {command}", "video", typed)
    return {choice["name"]: choice["value"] for choice in offered}


def change(stage: CogHarness, sql: str) -> None:
    """Change the database behind the bot's back."""
    with closing(sqlite3.connect(stage.config.database.path)) as database, database:
        database.execute(sql)


async def finish(stage: CogHarness, audio_id: str, posts: int) -> None:
    """Let the API finish one of the task's tracks, and wait for so many posts."""
    await stage.until(lambda: any(video.audio_id == audio_id for video in stage.api.videos))
    await stage.api.finish(stage.api.video_of(TASK, audio_id))
    await stage.posted(posts)


async def finished(stage: CogHarness, count: int = 1) -> None:
    """Let Mia ask for so many tracks of their own, each called by its number, and finish them."""
    for number in range(count):
        task = f"{number:032x}"
        stage.api.add_music(task, track(AUDIO, f"Song {number}", duration=61.0))
        await stage.ask(task)
        await stage.api.finish(await stage.accepted(task))
    await stage.posted(count)


async def test_history_begins_empty_and_says_what_to_do(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        title, text = page(answer(await videos(stage, "list")))
        assert title == "Your videos in this server"
        assert "`/musicvideo`" in text


async def test_an_entry_tells_the_place_that_the_status_message_tells(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.accepted()
        await stage.until(lambda: "Being made" in stage.lines()[0])
        assert page(answer(await videos(stage, "list")))[1].splitlines()[1] == "🎬 being made"
        change(stage, "UPDATE videos SET queue_place = 2")
        state = page(answer(await videos(stage, "list")))[1].splitlines()[1]
        assert state == "⏳ place 2 in the studio's queue"
        change(stage, "UPDATE videos SET tells_progress = 1, queue_place = NULL, due_at = NULL")
        state = page(answer(await videos(stage, "list")))[1].splitlines()[1]
        assert state == "⏳ waiting for its turn"


async def test_an_entry_shows_title_state_when_where_link_and_its_end(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        message = answer(await videos(stage, "list"))
        title, state, end, asked = page(message)[1].splitlines()
        assert title == "**Iron Man · take 1 · 3:18**"
        assert state == f"✅ posted: [to the video]({post.jump_url})"
        assert end.startswith("link until <t:")
        assert asked.startswith("requested <t:")
        place = f"https://discord.com/channels/{stage.guild.id}/{stage.channel.id}"
        assert asked.endswith(f":R> in [#music-videos]({place})")
        assert TASK not in str(message.embeds[0].to_dict())
        assert AUDIO not in str(message.components)


async def test_pages_are_turned_by_buttons_after_a_restart_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, limits={"open_per_member": 20}) as stage:
        await finished(stage, 7)
        message = answer(await videos(stage, "list"))
        assert titles(message)[0] == "Song 6 · 1:01"
        assert len(titles(message)) == 5
        assert labels(message) == ["Older"]
        await stage.restart()
        await stage.mia.click(message, label="Older")
        assert titles(message) == ["Song 1 · 1:01", "Song 0 · 1:01"]
        assert labels(message) == ["Newer"]
        await stage.mia.click(message, label="Newer")
        assert len(titles(message)) == 5
        assert labels(message) == ["Older"]


async def test_members_see_their_own_and_are_kindly_refused_the_rest(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        assert "none yet" in page(answer(await videos(stage, "list", stage.ben)))[1]
        assert len(titles(answer(await videos(stage, "list", member=stage.mia)))) == 1
        for options in ({"everyone": True}, {"member": stage.mia}):
            refusal = told(await videos(stage, "list", stage.ben, **options))
            assert "members who may manage the server" in refusal


async def test_moderators_see_everybodys_or_one_members(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        await stage.ask(audio_id=SECOND_AUDIO, member=stage.ben)
        title, text = page(answer(await videos(stage, "list", stage.max, everyone=True)))
        assert title == "All videos of this server"
        assert "by @Mia" in text
        assert "by @Ben" in text
        title, text = page(answer(await videos(stage, "list", stage.max, member=stage.ben)))
        assert title == "Videos of one member"
        assert text.startswith("@Ben")
        assert "take 2" in text
        assert "take 1" not in text
        await finish(stage, SECOND_AUDIO, 2)


async def test_a_page_for_moderators_is_not_turned_by_who_is_none_any_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path, limits={"open_per_member": 20}) as stage:
        await finished(stage, 6)
        message = answer(await videos(stage, "list", stage.max, everyone=True))
        stage.env.backend.get_member(stage.guild.id, stage.max.id).role_ids.clear()
        assert "may manage the server" in told(await stage.max.click(message, label="Older"))


async def test_one_entry_is_shown_whole_from_the_menu(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        cover = "https://covers.example/iron.jpeg"
        stage.api.add_music(TASK, track(AUDIO, "Iron Man", duration=198.4, imageUrl=cover))
        await stage.ask(author="Mia & Co", watermark="music.example")
        await stage.finish()
        message = answer(await videos(stage, "list"))
        (choice,) = message.components[0]["components"][0]["options"]
        assert choice["label"] == "Iron Man · 3:18"
        shown = answer(await stage.mia.select(message, [choice["value"]]))
        (embed,) = shown.embeds
        assert embed.title == "Music video: Iron Man"
        assert (embed.description or "").startswith("✅ posted: [to the video]")
        fields = {field.name: field.value for field in embed.fields}
        assert fields["Length"] == "3:18"
        assert (fields["Signature"], fields["Watermark"]) == ("Mia & Co", "music.example")
        assert "@Mia" in (fields["Requested"] or "")
        assert "[#music-videos]" in (fields["Requested"] or "")
        assert "link until" in (fields["Link"] or "")
        assert embed.thumbnail.url == cover
        assert labels(shown) == ["Post again", "Delete"]


async def test_status_shows_what_is_on_its_way_with_its_button(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.accepted()
        await stage.until(lambda: "Being made" in stage.lines()[0])
        (request_id,) = (await choices(stage, "status")).values()
        shown = answer(await videos(stage, "status", video=request_id))
        state, times = (shown.embeds[0].description or "").splitlines()
        assert state == "🎬 being made"
        assert times.startswith("-# Started <t:")
        assert labels(shown) == ["Cancel"]
        assert "Cancelled" in told(await stage.mia.click(shown, label="Cancel"))
        after = answer(await videos(stage, "status", video=request_id))
        assert "cancelled when the video service had it already" in (
            after.embeds[0].description or ""
        )


async def test_a_failure_is_told_in_words_and_tried_again_from_history(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(402)
        await stage.ask()
        await stage.posted()
        assert "❌ not made. The bot's account" in page(answer(await videos(stage, "list")))[1]
        (request_id,) = (await choices(stage, "status")).values()
        shown = answer(await videos(stage, "status", video=request_id))
        assert labels(shown) == ["Try again", "Delete"]
        await stage.mia.click(shown, label="Try again")
        assert "ready" in (await stage.finish(posts=2)).content


async def test_what_could_not_be_delivered_says_why(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.undelivered()
        text = page(answer(await videos(stage, "list")))[1]
        assert "📪 finished, but not posted. The bot may not write in this channel" in text


async def test_what_was_sent_directly_instead_says_so_and_is_its_members(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        path = f"/channels/{stage.channel.id}/messages"
        stage.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions")
        await stage.api.finish(await stage.accepted())
        await stage.until(lambda: "sent as a direct message" in stage.lines()[0])
        text = page(answer(await videos(stage, "list")))[1]
        assert "✅ sent as a direct message." in text
        ((_, request_id),) = (await choices(stage, "delete")).items()
        refusal = told(await videos(stage, "delete", stage.max, video=request_id))
        assert refusal == "There is no message left to delete."
        assert told(await videos(stage, "delete", video=request_id)).startswith("Deleted.")


async def test_choices_are_called_by_title_and_age_and_found_by_letters(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.add_music(TASK, track(AUDIO, "Café Łódź"), track(SECOND_AUDIO, "Paranoid"))
        await stage.ask()
        await stage.finish()
        await stage.ask(audio_id=SECOND_AUDIO)
        await finish(stage, SECOND_AUDIO, 2)
        names = list(await choices(stage, "status"))
        assert names[0].startswith("Paranoid · take 2 · ")
        assert names[0].endswith(" ago · #music-videos")
        for typed in ("caf", "CAFE", "łódź", "lodz caf"):
            assert [name[:4] for name in await choices(stage, "status", typed)] == ["Café"], typed
        assert await choices(stage, "status", "zzz") == {}
        for typed in ("take 2", "paranoid take2", "#music-videos take 2"):
            assert list(await choices(stage, "status", typed)) == names[:1], typed
        assert answer(await videos(stage, "status", video="Paranoid take 2")).embeds


async def test_choices_are_ones_own_and_the_servers_for_moderators(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        assert await choices(stage, "status", member=stage.ben) == {}
        (request_id,) = (await choices(stage, "status", member=stage.max)).values()
        assert answer(await videos(stage, "status", stage.max, video=request_id)).embeds
        assert "or a moderator" in told(await videos(stage, "status", stage.ben, video=request_id))


async def test_each_command_offers_what_it_can_be_used_for(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.accepted()
        await stage.until(lambda: "Being made" in stage.lines()[0])
        offered = {one: len(await choices(stage, one)) for one in ("cancel", "repost", "delete")}
        assert offered == {"cancel": 1, "repost": 0, "delete": 0}
        await stage.finish()
        offered = {one: len(await choices(stage, one)) for one in ("cancel", "repost", "delete")}
        assert offered == {"cancel": 0, "repost": 1, "delete": 1}


async def test_a_title_typed_without_choosing_is_understood_when_it_is_clear(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.add_music(TASK, track(AUDIO, "Iron Man"), track(SECOND_AUDIO, "Iron Lady"))
        for number, audio_id in enumerate((AUDIO, SECOND_AUDIO)):
            await stage.ask(audio_id=audio_id)
            await finish(stage, audio_id, number + 1)
        shown = answer(await videos(stage, "status", video="iron man"))
        assert shown.embeds[0].title == "Music video: Iron Man"
        assert 'mean by "iron"' in told(await videos(stage, "status", video="iron"))
        assert "choose it from the list" in told(await videos(stage, "status", video="a" * 300))
        assert "the bot has nothing about it any more" in told(
            await videos(stage, "status", video="0" * 16)
        )


async def test_a_database_that_fails_is_answered_for_with_what_was_known(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        before = await choices(stage, "status")
        change(stage, "ALTER TABLE tracks RENAME TO lost")
        assert list((await choices(stage, "status")).values()) == list(before.values())
        assert await choices(stage, "status", member=stage.ben) == {}
        change(stage, "ALTER TABLE lost RENAME TO tracks")


async def test_cancelling_by_command_is_free_before_the_submit(tmp_path: Path) -> None:
    async with open_stage(tmp_path, timing={"retry_seconds": 3600.0}) as stage:
        stage.api.refuse(455)  # maintenance keeps it queued
        await stage.ask()
        await stage.until(lambda: stage.api.submits)
        await stage.until(lambda: "Waiting" in stage.lines()[0])
        (request_id,) = (await choices(stage, "cancel")).values()
        refusal = told(await videos(stage, "cancel", stage.ben, video=request_id))
        assert "or a moderator" in refusal
        result = await videos(stage, "cancel", video=request_id)
        assert texts(result) == ["🚫 **Cancelled.** Nothing was charged."]
        assert "cancelled; nothing was charged" in page(answer(await videos(stage, "list")))[1]


async def test_history_speaks_the_readers_language(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        with with_locales(stage.env, {stage.mia.id: "de"}, "en-US"):
            await stage.ask()
            await stage.finish()
            title, text = page(answer(await videos(stage, "list")))
            assert title == "Deine Videos auf diesem Server"
            assert "✅ gepostet: [zum Video]" in text
            (name,) = await choices(stage, "status")
            assert name.startswith("Iron Man · Take 1 · vor ")
            (request_id,) = (await choices(stage, "status")).values()
            shown = answer(await videos(stage, "status", video=request_id))
            assert shown.embeds[0].title == "Musikvideo: Iron Man"
            assert labels(shown) == ["Noch einmal posten", "Löschen"]


async def test_history_is_the_servers_own(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        assert LINK in post.content
        other = stage.env.create_guild("Another community")
        there = other.create_text_channel("there")
        rights = discord.Permissions(manage_guild=True)
        chief = other.create_role("Chiefs", permissions=rights)
        user = stage.env.create_user("Zoe")
        zoe = other.add_member(user, roles=[chief])
        result = await zoe.slash(there, "videos list", everyone=True)
        assert "none yet" in page(answer(result))[1]
        assert await zoe.autocomplete(there, "videos status", "video", "") == []
        (request_id,) = (await choices(stage, "status")).values()
        stolen = told(await zoe.slash(there, "videos status", video=request_id))
        assert "the bot has nothing about it any more" in stolen


def test_a_long_title_does_not_hide_the_length() -> None:
    title = "The Ballad of " * 9  # 126 letters
    shown = label_of(
        TrackInfo(task_id="t", audio_id="a", title=title, duration_seconds=198.4), "en-US", most=80
    )
    assert len(shown) == 80
    assert shown.endswith("… · 3:18")
