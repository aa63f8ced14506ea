"""The main job in the bot's own process: from ``/musicvideo`` to the link in the channel."""

import asyncio

from tests.loopback.music_api import track
from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.process_harness import LINK, ProcessHarness


async def test_a_video_is_asked_for_made_and_posted(stage: ProcessHarness) -> None:
    stage.api.add_music("task-1", track("audio-1", title="Iron Man"))
    asked = await stage.ask(author="Ada", watermark="club.example")
    assert asked.is_public
    await stage.submitted()
    video = stage.api.video_of("task-1")
    assert (video.author, video.watermark) == ("Ada", "club.example")
    await stage.api.finish(video)
    (result,) = await stage.ended()
    assert result.pings == {stage.member.user_id}
    assert video.url is not None
    assert video.url in result.content
    for words in ("Iron Man", "Ada", "club.example", "<t:"):
        assert words in result.text
    assert asked.original is not None
    await until(lambda: "/".join(("", str(result.message_id))) in asked.text, 30, stage.describe)
    assert len(asked.original.versions) > 1


async def test_a_task_with_one_track_needs_no_audio_id(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    stage.api.add_music("task-1", track("only"))
    asked = await stage.ask(audio_id=None)
    await until(lambda: stage.api.videos, 30, stage.describe)
    assert stage.api.videos[0].audio_id == "only"
    await stage.ended()
    assert any(not m.is_ephemeral for m in asked.messages)


async def test_a_task_with_two_tracks_lets_the_member_choose(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    stage.api.add_music("task-1", track("one", title="First"), track("two", title="Second"))
    offered = await stage.ask(audio_id=None)
    await until(lambda: offered.is_settled, 30)
    assert offered.original is not None
    chosen = await stage.discord.choose(stage.member, offered.original, "two")
    stage.asked.append(chosen)
    await stage.ended()
    assert [video.audio_id for video in stage.api.videos] == ["two"]


async def test_a_pasted_text_and_the_completion_name_a_track(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    task, audio = "5c79be8ee0e44f9fb1ee1a1e2d8e2f6b", "e231a2a5-0000-4000-8000-1234567890ab"
    stage.api.add_music(task, track(audio, title="Iron Man"))
    await stage.ask(f"taskId: {task}, audioId: {audio}", None)
    await stage.ended()
    choices = await stage.discord.complete(
        stage.member, stage.channel, "musicvideo", "task_id", task_id="iron"
    )
    assert [choice["name"].startswith("Iron Man") for choice in choices] == [True]


async def test_without_a_public_address_results_are_polled(set_up: SetUp) -> None:
    stage = await set_up(callbacks=False, finish_after=0.2)
    await stage.ask()
    await stage.ended()
    assert ".invalid" in stage.api.videos[0].callback_url
    assert stage.api.polls


async def test_two_requests_share_a_video(stage: ProcessHarness) -> None:
    other = stage.discord.channel(stage.guild, "other")
    friend = stage.discord.member(stage.guild, "friend")
    await asyncio.gather(
        stage.ask(), stage.ask(channel=other, member=friend), stage.ask(member=friend)
    )
    await stage.submitted()
    await stage.api.finish(stage.api.video_of("task-1"))
    await stage.ended(count=2)
    await stage.ended(other)
    assert stage.api.charges == {("task-1", "audio-1"): 1}
    assert len(stage.results()) == 2
    assert len(stage.results(other)) == 1


async def test_a_finished_video_is_posted_again_without_a_charge(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    await stage.ask()
    await stage.ended()
    await stage.ask()
    await stage.ended(count=2)
    assert len(stage.api.submits) == 1


async def test_the_same_track_asked_for_twice_in_a_channel_is_one_request(
    stage: ProcessHarness,
) -> None:
    first = await stage.ask()
    second = await stage.ask()
    assert not first.is_ephemeral
    assert second.is_ephemeral
    await stage.submitted()
    await stage.api.finish(stage.api.video_of("task-1"))
    await stage.ended()


async def test_the_server_s_branding_is_used_when_a_member_gives_none(
    stage: ProcessHarness,
) -> None:
    boss = stage.discord.moderator(stage.guild)
    await stage.discord.slash(
        boss, stage.channel, "branding set", author="Us", watermark="us.example"
    )
    stage.api.finish_after = 0.1
    await stage.ask()
    await stage.ended()
    video = stage.api.videos[0]
    assert (video.author, video.watermark) == ("Us", "us.example")


async def test_a_thread_gets_its_own_video(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    thread = stage.discord.channel(stage.guild, "thread", parent=stage.channel)
    await stage.ask(channel=thread)
    await stage.ended(thread)
    assert stage.ends() == []
    assert LINK in stage.results(thread)[0].content
