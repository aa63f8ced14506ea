"""History with the real process, against the loopback Discord: what it shows, and what it posts."""

from tests.loopback.interactions import Interaction
from tests.loopback.people import until
from tests.loopback.world import PRIVATE_THREAD, Channel, Permission
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness


async def posted(stage: ProcessHarness) -> None:
    """Have a video in the channel."""
    await stage.ask()
    await stage.submitted()
    await stage.api.finish(stage.api.videos[0])
    await stage.ended()


async def again(stage: ProcessHarness, channel: Channel | None = None) -> Interaction:
    """Post it again, from the list of what completion offers."""
    where = channel or stage.channel
    (choice,) = await stage.discord.complete(stage.member, where, "videos repost", "video")
    interaction = await stage.discord.slash(
        stage.member, where, "videos repost", video=choice["value"]
    )
    stage.asked.append(interaction)
    stage.promised.append(interaction)
    return interaction


async def test_a_video_is_posted_again_in_another_channel_and_charged_once(
    stage: ProcessHarness,
) -> None:
    await posted(stage)
    other = stage.discord.channel(stage.guild, "other")
    answer = await again(stage, other)
    assert answer.is_ephemeral
    (post,) = await stage.ended(other)
    assert "posts this music video again" in post.content
    assert list(post.buttons) == ["Post again", "Delete"]


async def test_a_repost_whose_answer_was_lost_is_found_after_a_kill(stage: ProcessHarness) -> None:
    await posted(stage)
    fault = stage.discord.faults.add("hang", "/messages$", method="POST", after=True)
    await again(stage)
    await until(lambda: fault.hits, 30, stage.describe)
    await until(lambda: len(stage.ends()) == 2, 30, stage.describe)
    await stage.bot.kill()
    await stage.bot.start_and_connect()
    await until(lambda: stage.bot.states().count(("posted", "ready")) == 2, 20, stage.describe)
    assert len(stage.ends()) == 2


async def test_a_repost_that_was_not_sent_before_a_kill_is_sent_after_it(
    stage: ProcessHarness,
) -> None:
    await posted(stage)
    fault = stage.discord.faults.add("hang", "/messages$", method="POST")
    await again(stage)
    await until(lambda: fault.hits, 30, stage.describe)
    await stage.bot.kill()
    assert len(stage.ends()) == 1
    await stage.bot.start_and_connect()
    await stage.ended(count=2)


async def test_pages_and_buttons_outlive_a_kill(stage: ProcessHarness) -> None:
    for number in range(6):
        await stage.ask(f"task-{number}")
        await stage.submitted(f"task-{number}")
        await stage.api.finish(stage.api.video_of(f"task-{number}"))
    await stage.ended(count=6)
    listed = await stage.discord.slash(stage.member, stage.channel, "videos list")
    await until(lambda: listed.is_settled, 30, stage.describe)
    assert listed.is_ephemeral
    page = listed.original
    assert page is not None
    assert list(page.buttons) == ["Older"]
    await stage.bot.kill()
    await stage.bot.start_and_connect()
    await stage.discord.click(stage.member, page, "Older")
    await until(lambda: list(page.buttons) == ["Newer"], 30, stage.describe)


async def test_nobody_posts_what_was_asked_for_in_a_channel_they_can_not_see(
    stage: ProcessHarness,
) -> None:
    hidden = stage.discord.channel(stage.guild, "hidden")
    await stage.ask(channel=hidden)
    await stage.submitted()
    await stage.api.finish(stage.api.videos[0])
    await stage.ended(hidden)
    moderator = stage.discord.member(stage.guild, "max", permissions=Permission.MANAGE_GUILD)
    hidden.deny(moderator, Permission.VIEW_CHANNEL)
    await stage.discord.update_channel(hidden)
    told = await stage.discord.complete(moderator, stage.channel, "videos repost", "video")
    assert told == []
    (choice,) = await stage.discord.complete(stage.member, stage.channel, "videos repost", "video")
    refused = await stage.discord.slash(
        moderator, stage.channel, "videos repost", video=choice["value"]
    )
    await until(lambda: "a channel that you can't see" in refused.text, 30, stage.describe)
    assert stage.ends() == []


async def test_deleting_leaves_the_channel_without_it_and_history_with_it(
    stage: ProcessHarness,
) -> None:
    await posted(stage)
    (choice,) = await stage.discord.complete(stage.member, stage.channel, "videos delete", "video")
    await stage.discord.slash(
        stage.member, stage.channel, "videos delete", video=choice["value"], status_message=True
    )
    await until(lambda: not stage.discord.posts(stage.channel), 30, stage.describe)
    stage.asked.clear()  # what is deleted is owed no more


async def test_a_private_thread_counts_as_seen_by_its_asker_and_who_manages_threads(
    set_up: SetUp,
) -> None:
    stage = await set_up(start=False)
    moderator, attachment_worker = (
        stage.discord.member(stage.guild, name, permissions=Permission.MANAGE_GUILD | also)
        for name, also in (("max", Permission(0)), ("kim", Permission.MANAGE_THREADS))
    )
    await stage.bot.start_and_connect()  # it is told of their roles
    thread = stage.discord.channel(stage.guild, "secret", kind=PRIVATE_THREAD, parent=stage.channel)
    await stage.ask(channel=thread)
    await stage.submitted()
    await stage.api.finish(stage.api.videos[0])
    await stage.ended(thread)
    told = await stage.discord.complete(moderator, stage.channel, "videos repost", "video")
    assert told == []
    (choice,) = await stage.discord.complete(stage.member, stage.channel, "videos repost", "video")
    refused = await stage.discord.slash(
        moderator, stage.channel, "videos repost", video=choice["value"]
    )
    await until(lambda: "a channel that you can't see" in refused.text, 30, stage.describe)
    assert stage.ends() == []
    allowed = await stage.discord.slash(
        attachment_worker, stage.channel, "videos repost", video=choice["value"]
    )
    stage.asked.append(allowed)
    stage.promised.append(allowed)
    await stage.ended()
