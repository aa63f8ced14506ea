"""How members are told when there is no video: in words, with what to do next."""

from pathlib import Path

import pytest

from tests.cogs.simcord_harness import AUDIO, TASK, open_stage, texts, told

RAW = "raw words of the provider 0xDEADBEEF"

WORDS = {
    402: "too few credits",
    404: "doesn't know this song",
    401: "doesn't accept the bot's key",
    413: "too large",
    451: "sound could not be fetched",
    500: "an error of its own",
    777: "a reason that this bot doesn't know",
}


@pytest.mark.parametrize("code", sorted(WORDS))
async def test_each_refusal_is_told_in_its_own_words_and_never_raw(
    tmp_path: Path, code: int
) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(code, RAW)
        await stage.ask()
        (post,) = await stage.posted()
        assert post.content.startswith(f"❌ {stage.mia.mention}, there is no video")
        assert WORDS[code] in post.content
        assert [user.id for user in post.mentions] == [stage.mia.id]
        assert "❌ **Not made.**" in stage.lines()[0]
        # Without the mention, whose digits may be any.
        shown = post.content.replace(stage.mia.mention, "") + stage.lines()[0]
        assert "0xDEADBEEF" not in shown
        assert str(code) not in shown


async def test_a_failed_render_is_told_in_words(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.api.fail(await stage.accepted(), message=RAW)
        (post,) = await stage.posted()
        assert "**Iron Man**" in post.content
        assert "could not be built" in post.content
        assert "0xDEADBEEF" not in post.content


async def test_try_again_asks_anew_and_brings_the_video(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(500)
        await stage.ask(author="Mia")
        (post,) = await stage.posted()
        answer = await stage.mia.click(post, label="Try again")
        assert answer.response is not None
        assert not answer.response.ephemeral
        again = await stage.finish(posts=2)
        assert "your music video is ready" in again.content
        assert "signed Mia" in again.content
        assert len(stage.statuses()) == 2
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_trying_again_twice_joins_what_is_under_way(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(500)
        await stage.ask()
        (post,) = await stage.posted()
        await stage.mia.click(post, label="Try again")
        assert "being made already" in told(await stage.mia.click(post, label="Try again"))
        await stage.finish(posts=2)
        assert len(stage.posts()) == 2


async def test_once_a_retry_is_posted_the_old_buttons_lead_to_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(500)
        await stage.ask()
        (failed,) = await stage.posted()
        await stage.mia.click(failed, label="Try again")
        ready = await stage.finish(posts=2)
        await stage.until(lambda: "Finished, later than expected" in stage.lines()[0])
        for member, message, label in (
            (stage.mia, failed, "Try again"),
            (stage.mia, stage.messages()[0], "Post it here"),
            (stage.max, failed, "Try again"),
        ):
            said = told(await member.click(message, label=label))
            assert "was posted here already" in said
            assert ready.jump_url in said
        assert len(stage.posts()) == 2
        await stage.mia.click(ready, label="Post again")  # on purpose
        await stage.posted(3)


async def test_the_old_buttons_post_a_video_whose_post_was_deleted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(500)
        await stage.ask()
        (failed,) = await stage.posted()
        await stage.mia.click(failed, label="Try again")
        ready = await stage.finish(posts=2)
        await stage.delete(stage.mia, ready)
        await stage.mia.click(failed, label="Try again")
        await stage.posted(2)
        assert "your music video is ready" in stage.posts()[-1].content


async def test_a_moderator_may_try_again_and_a_stranger_may_not(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(500)
        await stage.ask()
        (post,) = await stage.posted()
        answer = texts(await stage.ben.click(post, label="Try again"))
        assert answer == ["Only the member who requested this video, or a moderator, can do that."]
        await stage.max.click(post, label="Try again")
        again = await stage.finish(posts=2)
        assert [user.id for user in again.mentions] == [stage.max.id]


async def test_an_unknown_outcome_is_told_and_can_be_asked_after_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path, timing={"job_deadline_seconds": 1.0}) as stage:
        await stage.ask()
        (post,) = await stage.posted()
        assert post.content.startswith(f"❔ {stage.mia.mention}, nobody knows yet whether")
        assert "may have been charged" in post.content
        assert "❔ **Outcome unknown.**" in stage.lines()[0]
        await stage.api.finish(await stage.accepted())
        await stage.mia.click(post, label="Check again")
        _, ready = await stage.posted(2)
        assert "your music video is ready" in ready.content
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_a_result_that_comes_late_is_a_new_message_for_its_member(tmp_path: Path) -> None:
    timing = {"job_deadline_seconds": 1.0, "late_poll_seconds": 0.2}
    async with open_stage(tmp_path, timing=timing) as stage:
        await stage.ask()
        (told,) = await stage.posted()
        assert "nobody knows yet whether" in told.content
        await stage.api.finish(await stage.accepted())
        before, ready = await stage.posted(2)
        assert before.content == told.content
        assert "your music video is ready" in ready.content
        assert [user.id for user in ready.mentions] == [stage.mia.id]
        await stage.until(lambda: ready.jump_url in stage.lines()[0])
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_a_video_that_exists_elsewhere_is_told_as_such(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(409, "The mp4 record already exists")
        await stage.ask()
        (post,) = await stage.posted()
        assert "already has a video, but not where it is" in post.content
