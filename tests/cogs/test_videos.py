"""The buttons on the bot's messages: who may press them, and what they do, after restarts too."""

from pathlib import Path

import discord

from tests.cogs.simcord_harness import TASK, CogHarness, open_stage, texts, told

NOT_YOURS = ["Only the member who requested this video, or a moderator, can do that."]


async def asked(stage: CogHarness) -> discord.Message:
    """Let Mia ask, wait until the API has taken it, and return the status message."""
    await stage.ask()
    await stage.accepted()
    await stage.until(lambda: "Being made" in stage.lines()[0])
    return stage.messages()[0]


async def test_the_requester_cancels_and_no_video_is_posted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        status = await asked(stage)
        answer = texts(await stage.mia.click(status, label="Cancel"))
        assert "may still be made and charged, but it will not be posted" in answer[0]
        await stage.until(lambda: "🚫 **Cancelled.**" in stage.lines()[0])
        assert stage.messages()[0].components == []
        await stage.api.finish(await stage.accepted())
        await stage.ask(member=stage.ben)  # its post shows that the video was finished meanwhile
        (post,) = await stage.posted()
        assert [user.id for user in post.mentions] == [stage.ben.id]


async def test_cancelling_before_it_is_handed_over_costs_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, timing={"retry_seconds": 3600.0}) as stage:
        stage.api.refuse(455)  # maintenance keeps it queued
        await stage.ask()
        await stage.until(lambda: stage.api.submits)
        await stage.until(lambda: "Waiting" in stage.lines()[0])
        answer = told(await stage.mia.click(stage.messages()[0], label="Cancel"))
        assert answer == "🚫 **Cancelled.** Nothing was charged."
        await stage.until(lambda: stage.lines() == [answer])
        assert stage.api.charges == {}


async def test_a_stranger_can_not_cancel(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        status = await asked(stage)
        assert texts(await stage.ben.click(status, label="Cancel")) == NOT_YOURS
        assert "your music video is ready" in (await stage.finish()).content


async def test_a_moderator_cancels_for_a_member(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        status = await asked(stage)
        assert "Cancelled" in told(await stage.max.click(status, label="Cancel"))
        await stage.until(lambda: "Cancelled" in stage.lines()[0])


async def test_a_second_press_says_that_it_is_cancelled_already(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        status = await asked(stage)
        await stage.ben.send(stage.channel, "look")
        path = f"/channels/{stage.channel.id}/messages/{status.id}"
        stage.env.inject_error("PATCH", path, status=503, times=None)  # the button stays
        await stage.mia.click(status, label="Cancel")
        again = texts(await stage.mia.click(stage.messages()[0], label="Cancel"))
        assert again == ["It is cancelled already."]


async def test_the_result_is_deleted_by_its_requester_only(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        assert texts(await stage.ben.click(post, label="Delete")) == NOT_YOURS
        assert len(stage.posts()) == 1
        assert told(await stage.delete(stage.mia, post)).startswith("Deleted.")
        assert stage.posts() == []


async def test_a_moderator_deletes_a_result(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        await stage.delete(stage.max, post)
        assert stage.posts() == []


async def test_the_status_of_a_deleted_result_says_so_and_links_to_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        assert str(post.id) in stage.lines()[0]
        await stage.delete(stage.mia, post)
        await stage.until(lambda: "🗑️ **Deleted**" in stage.lines()[0])
        assert str(post.id) not in stage.lines()[0]
        assert stage.messages()[0].components == []


async def test_trying_again_works_from_the_status_message_too_and_after_a_restart(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(500)
        await stage.ask()
        await stage.posted()
        status = stage.messages()[0]
        assert "❌ **Not made.** The video service had an error" in stage.lines()[0]
        await stage.restart()
        assert texts(await stage.ben.click(status, label="Try again")) == NOT_YOURS
        await stage.mia.click(status, label="Try again")
        again = await stage.finish(posts=2)
        assert "your music video is ready" in again.content
        assert len(stage.statuses()) == 2


async def test_buttons_work_after_a_restart(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        status = await asked(stage)
        stage.api.refuse(500)
        await stage.ask(TASK, "another-track", member=stage.ben)
        await stage.until(lambda: len(stage.posts()) == 1)
        failed = stage.posts()[0]
        await stage.restart()
        await stage.ben.click(failed, label="Try again")
        await stage.until(lambda: len(stage.api.videos) == 2)
        await stage.mia.click(status, label="Cancel")
        await stage.until(lambda: "Cancelled" in stage.lines()[0])
        await stage.api.finish(stage.api.videos[1])
        await stage.until(lambda: len(stage.posts()) == 2)
        ready = stage.posts()[1]
        await stage.restart()
        await stage.delete(stage.ben, ready)
        assert len(stage.posts()) == 1


async def test_a_video_that_is_finished_while_the_bot_is_down_is_posted_after_it(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await asked(stage)
        await stage.stack.aclose()
        await stage.api.finish(stage.api.videos[0])
        await stage.restart()
        (post,) = await stage.posted()
        assert [user.id for user in post.mentions] == [stage.mia.id]


async def test_a_button_that_is_older_than_the_books_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        status = await asked(stage)
        stage.config.database.path.rename(tmp_path / "lost.db")
        await stage.restart()
        answer = told(await stage.mia.click(status, label="Cancel"))
        assert "the bot has nothing about it any more" in answer
