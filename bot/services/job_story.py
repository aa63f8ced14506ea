"""One request's story: what happened, in order, and what comes next. Data, for whoever shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.jobs import OUTCOMES, FailureReason, Job, RequestState, VideoState
from bot.jobs.events import EventDetail, EventKind, JobEvent
from bot.jobs.notices import NoticeKind
from bot.store.job_facts import JobFacts

_ENDS: Final = {
    RequestState.POSTED: EventKind.POSTED,
    RequestState.EXPLAINED: EventKind.EXPLAINED,
    RequestState.CANCELLED: EventKind.CANCELLED,
    RequestState.UNDELIVERABLE: EventKind.UNDELIVERABLE,
}
_OUTCOME_KINDS: Final = frozenset({EventKind.READY, EventKind.FAILED, EventKind.UNKNOWN})


class StepKind(StrEnum):
    """What the bot does next about a request."""

    SUBMIT = "submit"
    FIND_OUT = "find-out"
    """Of a submit without an answer: whether it was taken."""
    POLL = "poll"
    GIVE_UP = "give-up"
    POST = "post"
    LATE_POLL = "late-poll"
    """After its outcome was given up as unknown."""
    ATTACH = "attach"
    NOTICE = "notice"


@dataclass(frozen=True)
class NextStep:
    """What comes next, and when. ``at`` None: as soon as there is room."""

    kind: StepKind
    at: datetime | None = None
    reason: FailureReason | None = None
    """What it waits for, where something is in its way."""
    notice: NoticeKind | None = None


@dataclass(frozen=True)
class JobStory:
    """What happened to a request, oldest first, and what comes next; nothing: it is at its end."""

    job: Job
    events: list[JobEvent]
    next_steps: list[NextStep]


def story_of(facts: JobFacts) -> JobStory:
    """Return the whole story: what hosts see.

    Of requests that are older than the events, their rows tell what they can.
    """
    job = facts.job
    asked = JobEvent(
        kind=EventKind.ASKED, first_at=job.request.created_at, last_at=job.request.created_at
    )
    events = facts.events
    if not any(event.kind is EventKind.ADMITTED for event in events):
        derived = [*_from_rows(job, {event.kind for event in events}), *events]
        events = sorted(derived, key=lambda event: event.first_at)
    return JobStory(job, [asked, *events], list(_next_steps(facts)))


def for_moderators(story: JobStory) -> JobStory:
    """Return what a server's moderators see of a story: nothing of what others asked for.

    What was done about the video before this request came, or after it had its answer, was done
    for others, who may be in other servers. An outcome that comes late concerns all.
    """
    request = story.job.request

    def is_shown(event: JobEvent) -> bool:
        if not event.is_of_video:
            return True
        if event.last_at < request.created_at:
            return False
        is_late = request.finished_at is not None and event.first_at > request.finished_at
        return not is_late or event.kind in _OUTCOME_KINDS

    def cut(event: JobEvent) -> JobEvent:
        if not event.is_of_video or event.first_at >= request.created_at:
            return event
        return event.model_copy(update={"first_at": event.last_at, "count": 1})

    return replace(story, events=[cut(event) for event in story.events if is_shown(event)])


def _from_rows(job: Job, known: set[EventKind]) -> Iterator[JobEvent]:
    """Return what rows tell of a request that is older than its events."""
    request, video = job.request, job.video
    if video.submitted_at is not None and EventKind.SUBMITTED not in known:
        yield _event(EventKind.SUBMITTED, video.submitted_at, EventDetail(number=video.submits))
    if video.completed_at is not None and EventKind.READY not in known:
        yield _event(EventKind.READY, video.completed_at)
    kind = _ENDS.get(request.state)
    if request.finished_at is not None and kind is not None and kind not in known:
        yield _event(
            kind,
            request.finished_at,
            EventDetail(
                reason=request.reason,
                target=request.target,
                channel_id=request.delivery_channel_id if request.message_id else None,
                message_id=request.message_id,
            ),
            is_of_video=False,
        )


def _event(
    kind: EventKind, at: datetime, detail: EventDetail | None = None, *, is_of_video: bool = True
) -> JobEvent:
    return JobEvent(
        kind=kind,
        detail=detail or EventDetail(),
        is_of_video=is_of_video,
        first_at=at,
        last_at=at,
    )


def _next_steps(facts: JobFacts) -> Iterator[NextStep]:
    request, video = facts.job.request, facts.job.video
    match request.state:
        case RequestState.WAITING if video.state in OUTCOMES:
            yield NextStep(StepKind.POST)
        case RequestState.WAITING if video.state is VideoState.QUEUED:
            yield NextStep(StepKind.SUBMIT, video.due_at, video.reason)
        case RequestState.WAITING:
            is_taken = video.state is VideoState.RENDERING
            kind = StepKind.POLL if is_taken else StepKind.FIND_OUT
            if video.due_at is not None:
                yield NextStep(kind, video.due_at, None if is_taken else video.reason)
            if video.deadline_at is not None:
                yield NextStep(StepKind.GIVE_UP, video.deadline_at)
        case RequestState.POSTING:
            yield NextStep(StepKind.POST, request.due_at)
        case _ if video.state is VideoState.UNKNOWN and video.due_at is not None:
            yield NextStep(StepKind.LATE_POLL, video.due_at)
    for at in facts.attachments_due:
        yield NextStep(StepKind.ATTACH, at)
    for notice, at in facts.notices:
        yield NextStep(StepKind.NOTICE, at, notice=notice)
