"""Moderators read what happened to a request, in their language and within Discord's limits."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Final

import discord
import pytest

from bot.demo.locales import with_locales
from bot.i18n.texts import ENGLISH, LANGUAGES, has_text, translate
from bot.jobs import DeliveryTarget, FailureReason, Job
from bot.jobs.events import Admission, EventDetail, EventKind, JobEvent
from bot.jobs.notices import NoticeKind
from bot.services.job_story import JobStory, NextStep, StepKind
from bot.store import Store
from bot.store.attachment_jobs import AttachmentState
from bot.store.job_events import MAX_EVENTS
from cogs._embeds.job_story import job_story_embed
from tests.cogs.simcord_harness import CogHarness, open_stage
from tests.cogs.test_history import answer, choices, videos
from tests.support.fluent_texts import messages
from tests.support.memory_folder import memory_folder
from tests.support.rows import MINUTE, NOW, new_request, place

TIME: Final = re.compile(r"<t:\d+:[dT]> ")
SAID: Final = {
    EventKind.ADMITTED: tuple(Admission),
    EventKind.POLLED: ("rendering", "ready", "failed", "not-known", "refused", "no-answer"),
    EventKind.LOOKED_UP: ("found", "missing", "unreadable"),
    EventKind.ATTACHMENT_DROPPED: (AttachmentState.TOO_LARGE, AttachmentState.LOST),
}


async def shown(stage: CogHarness, member: bool = False) -> list[discord.Embed]:
    """Type ``/videos status`` with the newest request."""
    actor = stage.mia if member else stage.max
    (chosen,) = (await choices(stage, "status", member=actor)).values()
    return answer(await videos(stage, "status", actor, video=chosen)).embeds


async def test_a_moderator_reads_the_story_and_a_member_what_there_was_before(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        (seen,) = await shown(stage, member=True)
        status, story = await shown(stage)
        assert (status.title, status.description) == (seen.title, seen.description)
        assert story.title == "What happened"
        lines = (story.description or "").splitlines()
        assert lines[0].startswith("<t:")
        told = [TIME.sub("", line) for line in lines]
        assert told[:2] == [
            "requested",
            "accepted: a video is made for it (1 started by this member within 24 hours)",
        ]
        assert "sent to the video service (try 1)" in told
        assert "**posted**" in told
        assert told[-1].startswith("**Next:** ")


async def test_it_is_told_in_the_moderators_language(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.refuse(402)
        await stage.ask()
        await stage.posted()
        with with_locales(stage.env, {stage.max.id: "de"}, "en-US"):
            _, story = await shown(stage)
        assert story.title == "Was geschehen ist"
        assert "der Videodienst hat abgelehnt: `no-credits · 402`" in (story.description or "")
        assert (story.description or "").endswith("**Als Nächstes:** nichts mehr, das ist das Ende")


def event(kind: EventKind, detail: EventDetail, minute: int = 0) -> JobEvent:
    at = NOW + minute * MINUTE
    return JobEvent(kind=kind, detail=detail, count=99, first_at=at, last_at=at)


async def any_job() -> Job:
    with memory_folder() as folder:
        async with Store.open(folder / "bot.db") as store:
            return (await place(store, new_request())).job


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_longest_story_fits_beside_the_longest_status(language: str) -> None:
    detail = EventDetail(reason=FailureReason.UNANSWERED, status=503, code=50013)
    events = [event(EventKind.ASKED, detail)]
    events += [event(EventKind.UNDELIVERABLE, detail, number) for number in range(2 * MAX_EVENTS)]
    events.append(event(EventKind.DELETED, detail, 999))
    steps = [NextStep(kind, NOW + timedelta(days=1)) for kind in StepKind]
    status = discord.Embed(title="t" * 256, description="d" * 2500)
    embed = job_story_embed(JobStory(await any_job(), events, steps), language, beside=status)
    text = embed.description or ""
    assert len(text) <= 4096
    assert len(embed) + len(status) <= 6000
    assert len(embed) + len(status) > 5000, "the room is used"
    assert translate("story-asked", language) in text.splitlines()[0]
    assert translate("story-deleted", language) in text
    assert text.count("**") >= 2 * len(steps)


def kinds_and_details() -> list[tuple[EventKind, EventDetail]]:
    found = []
    for kind in EventKind:
        details = [EventDetail(said=said) for said in SAID.get(kind, ())]
        if kind is EventKind.REDIRECTED:
            details += [EventDetail(target=one) for one in list(DeliveryTarget)[1:]]
        if kind is EventKind.POSTED:
            details += [EventDetail(target=one) for one in DeliveryTarget]
        if kind in (EventKind.NOTICE_POSTED, EventKind.NOTICE_DROPPED):
            details += [EventDetail(notice=one) for one in NoticeKind]
        found += [(kind, detail) for detail in details or [EventDetail()]]
    return found


@pytest.mark.parametrize(("kind", "detail"), kinds_and_details(), ids=str)
async def test_whatever_happens_has_words(kind: EventKind, detail: EventDetail) -> None:
    story = JobStory(await any_job(), [event(kind, detail)], [])
    assert job_story_embed(story, "en-US", beside=discord.Embed()).description


async def test_a_copy_in_the_showcase_is_told_as_such() -> None:
    of_showcase = EventDetail(notice=NoticeKind.SHOWCASE)
    copies = [event(EventKind.ATTACHED, EventDetail()), event(EventKind.ATTACHED, of_showcase)]
    told = job_story_embed(
        JobStory(await any_job(), copies, []), "en-US", beside=discord.Embed()
    ).description
    here, there, *_ = TIME.sub("", told or "").splitlines()
    assert here.startswith("the video was attached to the message (99 times")
    assert there.startswith("the video was attached to the message (in the showcase channel)")


@pytest.mark.parametrize("kind", list(StepKind))
def test_whatever_comes_next_has_words(kind: StepKind) -> None:
    assert has_text(f"story-next-{kind}")


def test_no_text_is_of_something_that_never_happens() -> None:
    variants = {
        f"story-{kind}-{next(iter(detail.model_dump(exclude_none=True).values()))}"
        for kind, detail in kinds_and_details()
        if detail != EventDetail()
    }
    written = {text_id for text_id in messages(ENGLISH) if text_id.startswith("story-")}
    beside = {f"story-{name}" for name in ("title", "times", "soon", "at-end", "in-showcase")}
    beside |= {text_id for text_id in written if text_id.startswith("story-next")}
    assert written - beside <= variants | {f"story-{kind}" for kind in EventKind}
