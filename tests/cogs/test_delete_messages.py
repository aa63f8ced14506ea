"""Deleting what was posted, from anywhere in the server: history keeps that it was there."""

from pathlib import Path
from typing import Final

import pytest

from bot.clock import utc_now
from tests.cogs.simcord_harness import AUDIO, TASK, CogHarness, open_stage, told
from tests.cogs.test_history import answer, choices, labels, page, videos

DELETED: Final = "Deleted. To have the video posted again, use `/videos repost`."


async def posted(stage: CogHarness) -> str:
    """Let Mia have a video in the channel, and return her request's id."""
    await stage.ask()
    await stage.finish()
    (request_id,) = (await choices(stage, "delete")).values()
    return request_id


async def test_the_result_is_deleted_and_history_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        lounge = stage.guild.create_text_channel("lounge")
        result = await stage.mia.slash(lounge, "videos delete", video=request_id)
        assert told(result) == DELETED
        assert stage.posts() == []
        assert len(stage.statuses()) == 1
        assert "🗑️ posted, and deleted <t:" in page(answer(await videos(stage, "list")))[1]
        await stage.ask()
        await stage.posted()
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_the_status_message_goes_too_when_that_is_wanted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        await videos(stage, "delete", video=request_id, status_message=True)
        assert stage.messages() == []
        again = told(await videos(stage, "delete", video=request_id, status_message=True))
        assert again == "There is no message left to delete."


@pytest.mark.parametrize("by_button", [False, True])
async def test_what_was_shown_in_the_showcase_goes_with_the_result(
    tmp_path: Path, by_button: bool
) -> None:
    async with open_stage(tmp_path) as stage:
        showcase = stage.guild.create_text_channel("showcase")
        await stage.max.slash(stage.channel, "settings showcase", channel=showcase)
        request_id = await posted(stage)
        await stage.until(lambda: stage.messages(showcase))
        if by_button:
            await stage.delete(stage.mia, stage.posts()[0])
        else:
            await videos(stage, "delete", video=request_id)
        assert stage.messages(showcase) == []
        assert stage.posts() == []


async def test_a_deleted_explanation_leaves_its_reason_in_history(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(402)
        await stage.ask()
        await stage.posted()
        (request_id,) = (await choices(stage, "delete")).values()
        await videos(stage, "delete", video=request_id)
        assert stage.posts() == []
        assert "❌ not made. The bot's account" in page(answer(await videos(stage, "list")))[1]


async def test_history_knows_what_the_button_on_the_result_deleted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        await stage.delete(stage.mia, stage.posts()[0])
        shown = answer(await videos(stage, "status", video=request_id))
        assert "and deleted" in (shown.embeds[0].description or "")
        assert labels(shown) == ["Post again"]
        await stage.mia.click(shown, label="Post again")
        await stage.until(lambda: len(stage.posts()) == 1)


async def test_history_has_a_button_that_deletes_after_a_restart_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        shown = answer(await videos(stage, "status", stage.max, video=request_id))
        await stage.restart()
        deleted = answer(await stage.delete(stage.max, shown))
        assert (deleted.content, deleted.embeds, deleted.components) == (DELETED, [], [])
        assert stage.posts() == []


async def test_a_video_stays_until_it_was_asked_whether_to_delete_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        asked = answer(await stage.mia.click(stage.posts()[0], label="Delete"))
        assert asked.content.startswith("Delete this video?")
        card = answer(await videos(stage, "status", video=request_id))
        await stage.mia.click(card, label="Delete")
        assert labels(card) == ["Post again", "Delete it"]
        assert len(stage.posts()) == 1
        await stage.restart()
        assert told(await stage.mia.click(asked, label="Delete it")) == DELETED
        assert stage.posts() == []
        assert told(await stage.mia.click(card, label="Delete it")).startswith(
            "There is no message"
        )


async def test_strangers_delete_nothing_and_moderators_do(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        refusal = told(await videos(stage, "delete", stage.ben, video=request_id))
        assert "or a moderator" in refusal
        assert len(stage.posts()) == 1
        await videos(stage, "delete", stage.max, video=request_id)
        assert stage.posts() == []


async def test_what_is_on_its_way_is_to_be_cancelled_instead(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.accepted()
        (request_id,) = (await choices(stage, "status")).values()
        assert "not finished yet" in told(await videos(stage, "delete", video=request_id))
        await stage.finish()


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, 50001, "I can't see that channel"),
        (400, 50083, "is archived"),
        (503, 0, "Try again in a minute"),
    ],
)
async def test_what_discord_does_not_delete_stays_in_history_as_posted(
    tmp_path: Path, status: int, code: int, words: str
) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        path = f"/channels/{stage.channel.id}/messages/{stage.posts()[0].id}"
        stage.env.inject_error("DELETE", path, status=status, code=code, message="no", times=None)
        assert words in told(await videos(stage, "delete", video=request_id))
        assert "✅ posted" in page(answer(await videos(stage, "list")))[1]


async def test_what_somebody_else_deleted_already_counts_as_deleted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        await stage.posts()[0].delete()
        assert told(await videos(stage, "delete", video=request_id)) == DELETED
        assert "and deleted" in page(answer(await videos(stage, "list")))[1]


async def test_a_showing_that_could_not_be_deleted_goes_with_the_next_try(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        showcase = stage.guild.create_text_channel("showcase")
        await stage.max.slash(stage.channel, "settings showcase", channel=showcase)
        request_id = await posted(stage)
        await stage.until(lambda: stage.messages(showcase))
        path = f"/channels/{showcase.id}/messages/{stage.messages(showcase)[0].id}"
        stage.env.inject_error("DELETE", path, status=503, code=0, message="no", times=1)
        assert "Try again in a minute" in told(await videos(stage, "delete", video=request_id))
        assert len(stage.messages(showcase)) == 1
        assert told(await videos(stage, "delete", video=request_id)) == DELETED
        assert stage.messages(showcase) == []


async def test_a_result_whose_answer_was_lost_is_not_posted_again_once_deleted(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        request_id = await posted(stage)
        result = stage.posts()[0]
        requests = stage.app.store.requests
        # as if Discord's answer had not come, and the next try is far off
        await requests._db.execute(
            "UPDATE requests SET state = 'posting', message_id = NULL, attempts = 1,"
            " due_at = first_send_at + 1000"
        )
        measured = stage.app.exporter._metrics.registry.get_sample_value
        posted_before = measured("musicvideo_job_seconds_count", {"outcome": "posted"})
        assert posted_before is not None
        await stage.delete(stage.mia, result)
        posted_now = measured("musicvideo_job_seconds_count", {"outcome": "posted"})
        assert posted_now == posted_before + 1
        await stage.app.store.due_posts.retry_now(utc_now())
        stage.app.delivery.wake()
        await stage.ask()  # another answer comes after it
        await stage.until(stage.posts)
        assert len(stage.posts()) == 1
        job = await requests.get(request_id)
        assert job is not None
        assert job.request.deleted_at is not None


async def _look_again(stage: CogHarness) -> None:
    """Have looked for notices that are being posted still, and wait until that is over."""
    await stage.app.store.key_value._db.execute(
        "UPDATE notices SET due_at = 1 WHERE state = 'posting'"
    )
    stage.app.delivery.wake()
    before = len(stage.posts())
    await stage.ask()  # what comes later is posted
    if not any(made.url for made in stage.api.videos):
        await stage.finish()
    await stage.until(lambda: len(stage.posts()) > before)


async def _forget_answer(stage: CogHarness) -> None:
    """As if Discord's answer to a notice had not come, and the next try were far off."""
    await stage.app.store.key_value._db.execute(
        "UPDATE notices SET state = 'posting', message_id = NULL, attempts = 1,"
        " finished_at = NULL, first_send_at = 1, due_at = 1e10"
    )


async def test_a_showing_whose_answer_was_lost_is_not_shown_again_once_dismissed(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        showcase = stage.guild.create_text_channel("showcase")
        await stage.max.slash(stage.channel, "settings showcase", channel=showcase)
        await posted(stage)
        await stage.until(lambda: stage.messages(showcase))
        await _forget_answer(stage)
        await stage.delete(stage.mia, stage.messages(showcase)[0])
        assert stage.messages(showcase) == []
        await _look_again(stage)
        assert stage.messages(showcase) == []


async def test_a_warning_whose_answer_was_lost_is_not_posted_again_once_dismissed(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, limits={"low_credits": 1e6}) as stage:
        staff = stage.guild.create_text_channel("staff")
        await stage.max.slash(stage.channel, "settings moderators", channel=staff)
        await stage.app.store.low_credit_alerts.update(1.0, utc_now(), default=1e6)
        stage.app.delivery.wake()
        await stage.until(lambda: stage.messages(staff))
        await _forget_answer(stage)
        await stage.max.click(stage.messages(staff)[0], label="Delete")
        assert stage.messages(staff) == []
        await _look_again(stage)
        assert stage.messages(staff) == []
