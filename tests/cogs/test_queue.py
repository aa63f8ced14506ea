"""``/videos queue``: what is on its way in a server, and how moderators pause and clear it."""

from pathlib import Path

import simcord
from simcord.results import ResponseMessage

from tests.cogs.simcord_harness import AUDIO, SECOND_AUDIO, TASK, CogHarness, open_stage, told


async def card(stage: CogHarness, member: simcord.MemberActor) -> ResponseMessage:
    """Ask for the card, and return it."""
    answer = (await member.slash(stage.channel, "videos queue")).response
    assert answer is not None
    assert answer.ephemeral
    return answer


def shown(answer: ResponseMessage) -> str:
    """Return all that a card says."""
    embed = answer.embeds[0]
    parts = [embed.description or "", *(f"{one.name}: {one.value}" for one in embed.fields)]
    return "\n".join(parts)


def labels(answer: ResponseMessage) -> list[str | None]:
    return [child["label"] for row in answer.components for child in row["components"]]


async def test_a_paused_queue_holds_what_is_asked_for_and_goes_on_afterwards(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        empty = await card(stage, stage.mia)
        assert shown(empty) == "Nothing is being made."
        assert labels(empty) == ["Refresh"], "members only look"
        moderators = await card(stage, stage.max)
        assert labels(moderators) == ["Refresh", "Pause"]
        await stage.max.click(moderators, label="Pause")
        await stage.choices("audio_id", "", task_id=TASK)  # so that the title is known
        await stage.ask()
        assert stage.lines()[0].startswith("⏸️ **Paused.** Moderators have paused")
        text = shown(await card(stage, stage.mia))
        assert text.startswith("⏸️ **Paused** by moderators <t:")
        assert "being made: 0 · ⏳ waiting: 1" in text
        assert "Yours: **Iron Man · take 1 · 3:18** · ⏸️ waiting" in text
        assert "Others: **Iron Man" in shown(await card(stage, stage.ben))
        await stage.restart()
        assert stage.api.submits == []
        await stage.max.click(await card(stage, stage.max), label="Resume")
        assert "your music video is ready" in (await stage.finish()).content


async def test_a_cleared_queue_asks_first_tells_everybody_and_keeps_what_is_paid_for(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(TASK, SECOND_AUDIO, member=stage.ben)
        paid = await stage.accepted()
        moderators = await card(stage, stage.max)
        await stage.max.click(moderators, label="Pause")
        await stage.ask(TASK, AUDIO)
        answer = await stage.max.click(await card(stage, stage.max), label="Clear …")
        (question,) = answer.followups
        assert "One video that waits or is being made is cancelled." in question.content
        assert "One video stays: the video service has it already" in question.content
        assert len(stage.posts()) == 0
        done = await stage.max.click(question, label="Clear the queue")
        assert "Done: one video is cancelled, and its member is told." in told(done)
        await stage.until(lambda: len(stage.posts()) == 1)
        (post,) = stage.posts()
        assert [user.id for user in post.mentions] == [stage.mia.id]
        assert (
            "Moderators have cleared the queue of this server. Nothing was charged" in post.content
        )
        assert len(stage.api.submits) == 1
        await stage.api.finish(paid)
        await stage.until(lambda: len(stage.posts()) == 2)


async def test_who_may_no_longer_manage_the_server_no_longer_pauses_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        moderators = await card(stage, stage.max)
        stage.env.backend.get_member(stage.guild.id, stage.max.id).role_ids.clear()
        answer = told(await stage.max.click(moderators, label="Pause"))
        assert answer == "Only members who may manage the server can do this."
        listing = await stage.app.store.guild_queues.listing(
            stage.guild.id, stage.max.id, seen=(), most=9
        )
        assert listing.pause is None
