"""The command ``job``: one request's whole story, in order, whether or not the bot runs."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.config import Config
from bot.jobs import DeliveryTarget, Request
from bot.jobs.events import Admission, EventKind, JobEvent
from bot.services.job_story import JobStory, NextStep, StepKind, story_of
from bot.store import DatabaseError
from bot.store.job_facts import find_requests, load_facts, reading

COMMAND: Final = "job"
_TIME: Final = "%Y-%m-%d %H:%M:%S"

_EVENTS: Final = {
    EventKind.ASKED: "asked for",
    EventKind.ADMITTED: "admitted",
    EventKind.REPEATED: "asked for again while it was on its way",
    EventKind.ANSWERED_AGAIN: "there is a video after all: another request brings it",
    EventKind.SUBMITTED: "handed over to the API",
    EventKind.ACCEPTED: "the API took it",
    EventKind.NOT_SENT: "the API could not be reached: nothing was sent",
    EventKind.UNANSWERED: "the API's answer was lost: it may have been taken",
    EventKind.REFUSED: "the API refused it",
    EventKind.HELD: "it can't be handed over now",
    EventKind.RECALLED: "taken back from the studio's queue: the server's is paused",
    EventKind.CALLBACK: "callback received, with its token",
    EventKind.CALLBACK_REFUSED: "callback refused as forged or broken: nothing changed",
    EventKind.CONFIRMED: "the API's record showed that the id is this video's",
    EventKind.NOT_CONFIRMED: "the API's record did not show that a named id is this video's",
    EventKind.POLLED: "the API was asked",
    EventKind.READY: "the video is ready",
    EventKind.FAILED: "there will be no video",
    EventKind.UNKNOWN: "given up without knowing what became of it",
    EventKind.LINK_ENDED: "the video was gone from its link",
    EventKind.ANSWERING: "its answer is posted from here on",
    EventKind.LOOKED_UP: "the channel was read back for the post",
    EventKind.POST_FAILED: "not posted yet",
    EventKind.POST_REFUSED: "Discord refused the post",
    EventKind.REDIRECTED: "it goes to another target",
    EventKind.REFITTED: "too large there: a smaller video is made",
    EventKind.POSTED: "posted",
    EventKind.EXPLAINED: "the member was told why there is no video",
    EventKind.UNDELIVERABLE: "it could not be posted",
    EventKind.CANCELLED: "cancelled",
    EventKind.CLEARED: "moderators cleared their server's queue",
    EventKind.DELETED: "what was posted was deleted through the bot",
    EventKind.ATTACHED: "the video was attached to the message",
    EventKind.ATTACHMENT_FAILED: "the video is not attached yet",
    EventKind.ATTACHMENT_DROPPED: "the video is not attached",
    EventKind.NOTICE_POSTED: "notice posted",
    EventKind.NOTICE_FAILED: "notice not posted",
    EventKind.NOTICE_DROPPED: "notice not posted, and left",
}
_STEPS: Final = {
    StepKind.SUBMIT: "handed over to the API",
    StepKind.FIND_OUT: "found out whether the API took it",
    StepKind.POLL: "the API is asked",
    StepKind.GIVE_UP: "given up as unknown, if nothing is heard until then",
    StepKind.POST: "posted",
    StepKind.LATE_POLL: "the API is asked once more, for a late result",
    StepKind.ATTACH: "the video is attached to its message",
    StepKind.NOTICE: "a notice is posted",
}


def add_arguments(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    job = commands.add_parser(
        COMMAND,
        help="tell what happened to one request: why was it not posted?",
        epilog="Ends with 0 when something was found, with 1 when nothing was, and with 2 when the"
        " database can't be read. The bot may run meanwhile.",
    )
    job.add_argument(
        "id",
        metavar="ID",
        help="a request's or video's id as in the log, a task id, or a message's id or link",
    )


def execute(arguments: argparse.Namespace, config: Config) -> int:
    """Carry out the command, and return the exit status."""
    path: Path = config.database.path
    try:
        with reading(path) as transaction:
            found = find_requests(transaction, arguments.id.strip())
            facts = load_facts(transaction, found[0]) if found else None
    except DatabaseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"database {path.absolute()}, read only\n")
    if facts is None:
        sys.stderr.write(
            f"{arguments.id}: no request, video, task or message of this id is kept here."
            " Requests are forgotten with their member's data, and after database.keep_days\n"
        )
        return 1
    sys.stdout.writelines(f"{line}\n" for line in format_story(story_of(facts)))
    if len(found) > 1:
        sys.stdout.write(f"\nthis id also leads to the requests {' '.join(found[1:])}\n")
    return 0


def format_story(story: JobStory) -> Iterator[str]:
    """Return the lines that tell a story."""
    request, video = story.job.request, story.job.video
    yield f"request  {request.request_id}, {request.state}"
    yield f"  by user {request.user_id} in {_jump(request)}"
    yield f"video    {video.video_id}, {video.state}, attempt {video.attempt}, by {video.provider}"
    yield f"  task {video.task_id}, audio {video.audio_id}, at the API {video.api_task_id or '-'}"
    yield ""
    yield "when (UTC)           what"
    for event in story.events:
        yield f"{event.first_at:{_TIME}}  {_told(event, request)}"
    yield ""
    if not story.next_steps:
        yield "next: nothing, it is at its end"
    for step in story.next_steps:
        yield f"next: {_next(step)}"


def _told(event: JobEvent, request: Request) -> str:
    told = _EVENTS[event.kind]
    if details := ", ".join(_details(event, request)):
        told += f": {details}"
    if event.count > 1:
        told += f" ({event.count} times, last {_moment(event.last_at)})"
    return told


def _details(event: JobEvent, request: Request) -> Iterator[str]:
    detail = event.detail
    for name, words in _WORDS.items():
        if (value := getattr(detail, name)) is not None:
            yield words.format(_PLAIN_WORDS.get(value, value))
    if detail.message_id is not None:
        place = detail.channel_id or request.delivery_channel_id or request.channel_id
        yield _jump(request, place, detail.message_id)


_WORDS: Final = {
    "notice": "{}",
    "said": "{}",
    "target": "to {}",
    "reason": "{}",
    "status": "HTTP {}",
    "code": "code {}",
    "error": "{}",
    "number": "try {}",
    "contract": "contract {}",
    "variant": "variant {}",
    "used": "starts of the member within 24 hours: {}",
    "former_id": "instead of video {}",
}
_PLAIN_WORDS: Final[dict[object, str]] = {
    Admission.START: "a video is made for it",
    Admission.JOIN: "it waits for a video on its way",
    Admission.REUSE: "the video is there already",
    Admission.REPOST: "the video is posted once more",
    Admission.LATE: "there is a video after all, for who was told otherwise",
    DeliveryTarget.ORIGIN: "where it was asked for",
    DeliveryTarget.DIRECT: "the member directly",
    DeliveryTarget.PARENT: "the channel of its thread",
}


def _jump(request: Request, channel_id: int | None = None, message_id: int | None = None) -> str:
    is_direct = request.target is DeliveryTarget.DIRECT and channel_id == request.target_channel_id
    guild = "@me" if channel_id is not None and is_direct else ""
    place = f"{guild or request.guild_id}/{channel_id or request.channel_id}"
    return f"https://discord.com/channels/{place}" + (f"/{message_id}" if message_id else "")


def _next(step: NextStep) -> str:
    told = _STEPS[step.kind]
    if step.notice:
        told += f" ({step.notice})"
    if step.reason:
        told += f", held up by {step.reason}"
    return told + (f", at {_moment(step.at)}" if step.at else ", as soon as there is room")


def _moment(at: datetime) -> str:
    return f"{at:{_TIME}} UTC"
