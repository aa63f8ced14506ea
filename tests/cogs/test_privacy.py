"""``/privacy``: members see and delete what is kept of them, and of nobody else."""

import json
from pathlib import Path

from simcord.results import InteractionResult

from tests.cogs.simcord_harness import SECOND_AUDIO, CogHarness, open_stage, told
from tests.support.rows import rows_of

POLICY = "https://example.org/privacy"


def page(result: InteractionResult) -> str:
    """Return the words of a private answer's embed."""
    assert result.response is not None
    assert result.response.ephemeral
    (embed,) = result.response.embeds
    return "\n".join([embed.description or "", *(field.value or "" for field in embed.fields)])


async def delete(stage: CogHarness, label: str = "Delete my data") -> str:
    """Let Mia answer the question, and return what she is told."""
    question = await stage.mia.slash(stage.channel, "privacy delete")
    assert question.response is not None
    await stage.mia.click(question.response, label=label)
    assert question.response.components == []
    return question.response.content


async def kept(stage: CogHarness) -> list[int]:
    """Return whose requests are kept."""
    return sorted(row["user_id"] for row in await rows_of(stage.app.store, "requests"))


async def test_members_are_told_what_is_kept_how_long_and_who_sees_it(tmp_path: Path) -> None:
    privacy = {"policy_url": POLICY, "left_server_days": 9}
    async with open_stage(tmp_path, privacy=privacy, database={"keep_days": 50}) as stage:
        await stage.ask()
        await stage.finish()
        text = page(await stage.mia.slash(stage.channel, "privacy show"))
        assert "Requests for videos: **1** (servers: 1; the oldest is of <t:" in text
        assert "deleted 50 days after its end" in text
        assert "Backup copies of the database are gone after 7 more days" in text
        assert "leaves a server, all that it keeps about it goes after 9 days" in text
        assert "the moderators of a server" in text
        assert f"({POLICY})" in text
        other = page(await stage.ben.slash(stage.channel, "privacy show"))
        assert other.startswith("Nothing is kept about you")


async def test_a_member_deletes_own_data_and_nobody_elses(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(author="Mia")
        await stage.finish()
        await stage.ask(member=stage.ben, audio_id=SECOND_AUDIO)
        await stage.until(lambda: len(stage.api.videos) == 2)
        await stage.api.finish(stage.api.video_of(stage.api.videos[0].task_id, SECOND_AUDIO))
        await stage.posted(2)
        assert await delete(stage) == "🗑️ **Deleted.** One request is gone."
        assert await kept(stage) == [stage.ben.id]
        texts = [row["author"] for row in await rows_of(stage.app.store, "videos")]
        assert texts == [None, None]
        # What is in the channel is Discord's: it stays.
        assert len(stage.posts()) == 2
        answer = told(await stage.mia.slash(stage.channel, "privacy delete"))
        assert "There is nothing left to delete" in answer


async def test_what_is_on_its_way_is_cancelled_shown_so_and_then_deleted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.accepted()
        question = await stage.mia.slash(stage.channel, "privacy delete")
        assert "Cancelled first: what is not finished yet (**1**)" in told(question)
        assert "One request is being posted or cancelled right now" in await delete(stage)
        await stage.until(lambda: "🚫 **Cancelled.**" in stage.lines()[0])
        await stage.restart()  # what is left to do is not forgotten by that
        rows = await kept(stage)
        while rows:
            stage.app.erasure_worker.wake()
            rows = await kept(stage)
        assert await rows_of(stage.app.store, "erasures") == []


async def test_thinking_twice_keeps_everything(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        assert await delete(stage, "Keep it") == "Nothing was deleted."
        assert await kept(stage) == [stage.mia.id]


async def test_who_has_nothing_is_told_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        answer = told(await stage.ben.slash(stage.channel, "privacy delete"))
        assert answer == "Nothing is kept about you that could be deleted."


async def test_nothing_is_charged_again_for_what_was_deleted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        await delete(stage)
        await stage.ask(member=stage.ben)
        await stage.posted(2)
        assert list(stage.api.charges.values()) == [1]


async def test_a_deletion_gives_nobody_a_new_quota(tmp_path: Path) -> None:
    async with open_stage(tmp_path, limits={"daily_per_member": 1}) as stage:
        await stage.ask()
        await stage.finish()
        await delete(stage)
        answer = told(await stage.ask(audio_id=SECOND_AUDIO))
        assert "the limit of videos in 24 hours" in answer


async def test_decisions_stay_without_whoever_took_them(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.max.slash(stage.channel, "branding set", author="Band")
        question = await stage.max.slash(stage.channel, "privacy delete")
        assert question.response is not None
        await stage.max.click(question.response, label="Delete my data")
        assert question.response.content.endswith("What was yours is gone.")
        (row,) = await rows_of(stage.app.store, "branding")
        assert (row["author"], row["updated_by"]) == ("Band", 0)


async def test_a_member_gets_all_that_is_kept_as_a_file_that_only_they_see(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(author="Mia")
        await stage.finish()
        given = await stage.mia.slash(stage.channel, "privacy export")
        assert "all that this bot keeps about you" in told(given)
        assert "counted for limits" in told(given), "and what a deletion leaves"
        assert given.response is not None
        (file,) = given.response.attachments
        document = json.loads(await file.read())
        assert document["member"] == str(stage.mia.id)
        (request,) = document["kept"]["requests"]
        assert request["author"] == "Mia"
        assert document["kept_after_privacy_delete"]["quota_usage"] == "1 starts, each for 32 days"
