"""Posting again: a request like any other, without a charge, and nothing private made public."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import simcord
from simcord.results import InteractionResult

from tests.cogs.simcord_harness import AUDIO, LINK, TASK, CogHarness, open_stage, told
from tests.cogs.test_history import answer, change, choices, labels, page, videos
from tests.cogs.test_permissions import hidden_channel, voice_channel

WEEKS_AGO = (datetime.now(UTC) - timedelta(days=30)).strftime("%Y-%m-%d %H:%M:%S")


async def posted(stage: CogHarness) -> str:
    """Let Mia have a video in the channel, and return her request's id."""
    await stage.ask()
    await stage.finish()
    (request_id,) = (await choices(stage, "repost")).values()
    return request_id


def let_links_end(stage: CogHarness) -> None:
    """Let all links have ended, as far as the bot knows."""
    change(stage, "UPDATE videos SET expires_at = 1.0")


async def again(
    stage: CogHarness,
    request_id: str,
    channel: simcord.ChannelHandle | None = None,
    member: simcord.MemberActor | None = None,
) -> InteractionResult:
    """Type ``/videos repost``."""
    actor = member or stage.mia
    return await actor.slash(channel or stage.channel, "videos repost", video=request_id)


async def test_a_video_is_posted_again_where_it_is_asked_for(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        lounge = stage.guild.create_text_channel("lounge")
        assert "in a moment" in told(await again(stage, request_id, lounge))
        await stage.until(lambda: stage.posts(lounge))
        (post,) = stage.messages(lounge)
        first, link, remarks = post.content.splitlines()
        assert first == (
            f"🎬 {stage.mia.mention} posts this music video again: **Iron Man** (3:18)"
        )
        assert link.startswith(LINK)
        assert "link until" in remarks
        assert [user.id for user in post.mentions] == [stage.mia.id]
        (sent,) = stage.sent("POST", f"/channels/{lounge.id}/messages")
        assert sent["enforce_nonce"]
        assert stage.api.charges == {(TASK, AUDIO): 1}
        assert len(await choices(stage, "status")) == 2


async def test_the_result_itself_offers_it_after_a_restart_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        await stage.restart()
        refusal = told(await stage.ben.click(post, label="Post again"))
        assert "Only the member who requested" in refusal
        await stage.mia.click(post, label="Post again")
        await stage.until(lambda: len(stage.posts()) == 2)
        assert "posts this music video again" in stage.posts()[1].content
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_a_link_that_has_ended_is_renewed_when_the_api_still_has_the_video(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        let_links_end(stage)
        made = stage.api.videos[0]
        made.record = {"response": {"videoUrl": f"{LINK}renewed.mp4"}, "completeTime": WEEKS_AGO}
        await again(stage, request_id)
        await stage.until(lambda: len(stage.posts()) == 2)
        assert f"{LINK}renewed.mp4" in stage.posts()[1].content
        assert stage.api.charges == {(TASK, AUDIO): 1}
        shown = answer(await videos(stage, "status", video=request_id))
        fields = {field.name: field.value for field in shown.embeds[0].fields}
        assert fields["Link"] == "how long the link still works is not known"


async def test_a_video_that_is_gone_is_offered_to_be_made_anew(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        let_links_end(stage)
        stage.api.videos.clear()
        offer = answer(await again(stage, request_id))
        assert "no longer has the video" in offer.content
        assert "charged like any new video" in offer.content
        assert labels(offer) == ["Make a new one"]
        assert len(stage.posts()) == 1
        assert stage.api.charges == {(TASK, AUDIO): 1}
        await stage.restart()
        on_click = await stage.mia.click(offer, label="Make a new one")
        assert on_click.response is not None
        assert not on_click.response.ephemeral
        await stage.api.finish(await stage.accepted())
        await stage.posted(2)
        assert stage.api.charges == {(TASK, AUDIO): 2}


async def test_a_copy_that_outlived_its_link_is_pointed_to(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        change(stage, "UPDATE attachment_jobs SET state = 'attached', due_at = NULL")
        assert ", the copy stays" in page(answer(await videos(stage, "list")))[1]
        let_links_end(stage)
        stage.api.videos.clear()
        offer = answer(await again(stage, request_id))
        assert "a copy is still attached" in offer.content
        assert stage.posts()[0].jump_url in offer.content
        assert labels(offer) == ["Make a new one"]
        shown = answer(await videos(stage, "status", video=request_id))
        fields = {field.name: field.value for field in shown.embeds[0].fields}
        assert fields["Link"] == "the link has ended; the copy attached to the message stays"
        await videos(stage, "delete", video=request_id)
        assert "no longer has the video. You" in answer(await again(stage, request_id)).content


async def test_an_api_that_can_not_be_asked_keeps_an_ended_link_from_being_posted(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        stage.api.faults.add(503, "/mp4/record-info", times=None)
        await again(stage, request_id)  # its link still works as far as is known
        await stage.until(lambda: len(stage.posts()) == 2)
        let_links_end(stage)
        refusal = told(await again(stage, request_id))
        assert "can't be asked just now" in refusal
        assert "Nothing was charged" in refusal
        assert len(stage.posts()) == 2


async def test_a_key_that_is_refused_does_not_make_a_video_count_as_gone(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        let_links_end(stage)
        stage.api.key = "another key"
        assert "can't be asked just now" in told(await again(stage, request_id))


async def test_what_is_on_its_way_is_not_posted_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.accepted()
        (request_id,) = (await choices(stage, "status")).values()
        assert "not finished yet" in told(await again(stage, request_id))
        await stage.finish()
        assert len(stage.posts()) == 1


async def test_what_was_not_made_is_offered_to_be_made(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(500)
        await stage.ask()
        await stage.posted()
        (request_id,) = (await choices(stage, "status")).values()
        offer = answer(await again(stage, request_id))
        assert "no finished video" in offer.content
        assert labels(offer) == ["Make a new one"]


async def test_a_cancelled_video_that_was_made_all_the_same_can_be_posted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.accepted()
        await stage.until(lambda: "Being made" in stage.lines()[0])
        (request_id,) = (await choices(stage, "cancel")).values()
        await videos(stage, "cancel", video=request_id)
        await stage.api.finish(stage.api.videos[0])
        await stage.ask(member=stage.ben)
        await stage.posted()
        (_, shown) = page(answer(await videos(stage, "list")))
        assert "link until" not in shown  # there is none
        await again(stage, request_id)
        await stage.until(lambda: len(stage.posts()) == 2)
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_permissions_are_looked_at_where_it_is_to_be_posted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        bot = stage.app.client.user
        assert bot is not None
        denied = discord.PermissionOverwrite(send_messages=False)
        closed = stage.guild.create_text_channel("closed", overwrites={bot: denied})
        assert "Send Messages" in told(await again(stage, request_id, closed))


async def test_a_private_result_is_taken_elsewhere_by_its_member_or_who_sees_it_there(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        backstage = hidden_channel(stage)
        await stage.ask(channel=backstage)
        await stage.api.finish(await stage.accepted())
        await stage.until(lambda: len(stage.posts(backstage)) == 1)
        (request_id,) = (await choices(stage, "repost")).values()
        assert await choices(stage, "repost", member=stage.max) == {}
        refusal = told(await again(stage, request_id, member=stage.max))
        assert "a channel that you can't see" in refusal
        assert stage.posts() == []
        role = stage.guild.create_role("Crew", permissions=discord.Permissions(8))
        crew = stage.guild.add_member(stage.env.create_user("Zoe"), roles=[role])
        await again(stage, request_id, member=crew)
        await stage.until(lambda: len(stage.posts()) == 1)
        await again(stage, request_id)
        await stage.until(lambda: len(stage.posts()) == 2)


async def test_a_video_of_a_voice_channel_stays_from_who_may_not_connect(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        bot = stage.app.client.user
        assert bot is not None
        connecting = {stage.guild.id: False, stage.mia.id: True, bot.id: True}
        voice = voice_channel(stage, connecting)
        await stage.ask(channel=voice)
        await stage.api.finish(await stage.accepted())
        await stage.until(lambda: len(stage.posts(voice)) == 1)
        (request_id,) = (await choices(stage, "repost")).values()
        assert await choices(stage, "repost", member=stage.max) == {}
        refusal = told(await again(stage, request_id, member=stage.max))
        assert "a channel that you can't see" in refusal
        await again(stage, request_id)
        await stage.until(lambda: len(stage.posts()) == 1)


async def test_no_one_has_anew_what_was_asked_for_where_they_cannot_look(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        backstage = hidden_channel(stage)
        stage.api.refuse(402)
        await stage.ask(channel=backstage)
        await stage.until(lambda: len(stage.posts(backstage)) == 1)
        (request_id,) = (await choices(stage, "status")).values()
        refusal = told(await videos(stage, "status", stage.max, video=request_id))
        assert "a channel that you can't see" in refusal
        assert stage.messages() == []
