"""What a status message says on the way: where, since when, how long usually, until when."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from discord.utils import format_dt

from bot.jobs import (
    DeliveryTarget,
    FailureReason,
    Job,
    Provider,
    Request,
    RequestState,
    TrackInfo,
    Video,
    VideoState,
    overdue_at,
)
from bot.messages.status import status_message
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from tests.support.rows import LINK, MINUTE, NOW

DEADLINE = NOW + timedelta(hours=1)
BEGUN = NOW + MINUTE
TYPICAL = 40.0


def job(
    state: VideoState = VideoState.RENDERING,
    *,
    request: dict[str, Any] | None = None,
    typical: float | None = TYPICAL,
    **video: Any,  # noqa: ANN401 - columns
) -> Job:
    """Return a job that waits for a video in a state."""
    asked: dict[str, Any] = {
        "request_id": "f" * 16,
        "guild_id": 1,
        "channel_id": 2,
        "user_id": 3,
        "locale": "en-US",
        "guild_locale": "en-US",
        "state": RequestState.WAITING,
        "outcome": None,
        "reason": None,
        "is_reuse": False,
        "attempts": 0,
        "target": DeliveryTarget.ORIGIN,
        "fallback_reason": None,
        "message_id": None,
        "created_at": NOW,
    }
    made: dict[str, Any] = {
        "video_id": "0" * 16,
        **STUDIO.row,
        "state": state,
        "author": None,
        "domain_name": None,
        "reason": None,
        "video_url": None,
        "submitted_at": BEGUN,
        "progress_at": BEGUN,
        "deadline_at": DEADLINE,
        "expires_at": None,
    }
    return Job.model_construct(
        request=Request.model_construct(**asked | (request or {})),
        video=Video.model_construct(**made | video),
        track=TrackInfo(task_id="t", audio_id="a", title="Iron Man"),
        typical_seconds=typical,
    )


def lines(shown: Job, now: datetime = BEGUN, *, with_link: bool = True) -> list[str]:
    """Return what the message says, line by line."""
    embed = status_message(shown, now=now, with_link=with_link).embed
    assert embed is not None
    return (embed.description or "").splitlines()


def labels(shown: Job) -> list[str | None]:
    return [button.label for button in status_message(shown, now=NOW).buttons]


def ago(moment: datetime) -> str:
    return format_dt(moment, "R")


def test_what_waits_tells_since_when_and_what_is_typical() -> None:
    assert lines(job(VideoState.QUEUED, submitted_at=None)) == [
        "⏳ **Waiting** for its turn. The video will be posted here.",
        f"-# Requested {ago(NOW)} · takes about 40 seconds",
    ]


def test_what_waits_in_the_studio_tells_its_place() -> None:
    progress_at = NOW + 2 * MINUTE
    first, last = lines(job(queue_place=3, progress_at=progress_at, progress=0.0))
    assert first == "⏳ **Place 3** in the studio's queue. The video will be posted here."
    assert last == f"-# As of {ago(progress_at)} · takes about 40 seconds"
    told: dict[str, Any] = {"progress_at": progress_at, "ready_at": progress_at + 2 * MINUTE}
    _, last = lines(job(queue_place=3, **told), progress_at)
    assert last == f"-# As of {ago(progress_at)} · ready in about 2 minutes"


def test_what_is_held_says_that_moderators_paused_it_and_that_it_goes_on() -> None:
    held = job(VideoState.QUEUED, submitted_at=None).model_copy(update={"is_held": True})
    assert lines(held)[0].startswith("⏸️ **Paused.** Moderators have paused the videos")


def test_a_cloud_tells_what_is_usual_there() -> None:
    assert lines(job(**CLOUD.row, progress_at=None))[-1].endswith("usually takes about 40 seconds")


def test_a_render_that_gets_on_is_never_said_to_take_too_long() -> None:
    seconds = timedelta(seconds=1)
    healthy = job(typical=40.0, progress_at=BEGUN + 600 * seconds, progress=0.5)
    assert not [line for line in lines(healthy, BEGUN + 630 * seconds) if "longer" in line]
    assert overdue_at(healthy) == BEGUN + 660 * seconds
    assert [line for line in lines(healthy, BEGUN + 660 * seconds) if "longer" in line]


def test_what_is_too_large_is_not_said_to_have_come_after_all() -> None:
    """It was there when it was told that there is none: pressing the button brings no more."""
    told = {"state": RequestState.EXPLAINED, "outcome": VideoState.READY}
    too_large = job(
        state=VideoState.READY,
        video_url="https://x",
        request={**told, "reason": FailureReason.FILE_TOO_LARGE},
    )
    (line,) = lines(too_large, with_link=False)
    assert line.startswith("❌")
    assert "later than expected" not in line
    assert labels(too_large) == ["Try again"]
    ended = job(
        state=VideoState.READY,
        video_url="https://x",
        expires_at=BEGUN,
        request={**told, "reason": FailureReason.LINK_ENDED},
    )
    assert lines(ended, with_link=False)[0].startswith("❌")


def test_that_a_video_is_made_again_smaller_is_said_while_it_is() -> None:
    assert "larger than Discord takes here" in lines(job(request={"refits": 1}))[-1]
    assert not any("larger than" in line for line in lines(job()))


def test_what_the_studio_has_taken_waits_until_it_tells_of_it() -> None:
    first, last = lines(job(progress_at=None))
    assert first.startswith("⏳ **Waiting**")
    assert last.startswith(f"-# Requested {ago(NOW)}")
    assert lines(job(progress_at=None, **CLOUD.row))[0].startswith("🎬 **Being made.**")


def test_a_render_tells_elapsed_time_and_progress() -> None:
    started_at = NOW + 5 * MINUTE
    first, bar, last = lines(job(started_at=started_at, progress_at=started_at, progress=0.42))
    assert first.startswith("🎬 **Being made.**")
    assert bar == "▰▰▰▰▱▱▱▱▱▱ 42%"
    assert last.startswith(f"-# Started {ago(started_at)} ·")


def test_nothing_is_said_of_what_is_typical_when_too_few_are_known() -> None:
    shown = job(typical=None)
    assert lines(shown, DEADLINE) == [
        "🎬 **Being made.** The video will be posted here.",
        f"-# Started {ago(BEGUN)}",
    ]
    assert overdue_at(shown) is None


@pytest.mark.parametrize(("typical", "late"), [(2.0, 32.0), (40.0, 70.0), (600.0, 900.0)])
def test_what_takes_longer_than_usual_says_so_and_when_it_ends(typical: float, late: float) -> None:
    shown = job(typical=typical, progress_at=None)
    late_at = BEGUN + timedelta(seconds=late)
    assert overdue_at(shown) == late_at
    assert len(lines(shown, late_at - timedelta(seconds=1))) == 2
    remark = lines(shown, late_at)[1]
    assert remark.startswith("⏰ This takes longer than usual")
    assert f"{ago(DEADLINE)} at the latest" in remark
    assert "usually takes" not in lines(shown, late_at)[2]


def test_what_waits_in_the_studio_is_not_late_however_long_the_queue() -> None:
    shown = job(queue_place=90, progress_at=NOW)
    assert overdue_at(shown) is None
    assert not [line for line in lines(shown, DEADLINE) if "longer" in line]


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (VideoState.QUEUED, FailureReason.MAINTENANCE, "under maintenance"),
        (VideoState.QUEUED, FailureReason.TOO_OFTEN, "is busy"),
        (VideoState.QUEUED, FailureReason.UNREACHABLE, "can't be reached"),
        (VideoState.SUBMITTING, FailureReason.TIMED_OUT, "not confirmed it yet"),
        (VideoState.SUBMITTING, FailureReason.ALREADY_EXISTS, "exists already"),
    ],
)
def test_what_is_held_up_says_why_and_when_there_is_a_outcome(
    state: VideoState, reason: FailureReason, words: str
) -> None:
    remark = lines(job(state, reason=reason))[1]
    assert words in remark
    assert f"{ago(DEADLINE)} at the latest" in remark


def test_an_answer_that_can_not_be_posted_for_a_while_says_so() -> None:
    posting = {"state": RequestState.POSTING, "attempts": 2}
    assert "being posted here" in lines(job(VideoState.READY, request=posting))[0]
    posting["attempts"] = 3
    assert "could not be posted here yet" in lines(job(VideoState.READY, request=posting))[0]


def test_a_video_that_was_there_already_is_called_so_from_the_first_answer_on() -> None:
    for state in (RequestState.WAITING, RequestState.POSTING, RequestState.POSTED):
        shown = job(VideoState.READY, request={"state": state, "is_reuse": True, "message_id": 4})
        assert "Made earlier" in lines(shown)[1]


@pytest.mark.parametrize(
    ("video", "words"),
    [
        ({}, "Made earlier, without signature and watermark."),
        ({"author": "Mia"}, "has the signature and watermark of that time"),
        ({"domain_name": "mia.example"}, "has the signature and watermark of that time"),
        ({"is_branding_confirmed": False}, "has the signature and watermark of that time"),
    ],
)
def test_what_was_there_already_is_said_to_carry_only_what_it_does(
    video: dict[str, Any], words: str
) -> None:
    request = {"state": RequestState.POSTED, "is_reuse": True, "message_id": 4}
    assert words in lines(job(VideoState.READY, request=request, **video))[1]


def test_a_finished_one_leads_to_the_result_until_that_is_deleted() -> None:
    posted = {"state": RequestState.POSTED, "message_id": 4, "deleted_at": None}
    assert lines(job(VideoState.READY, request=posted)) == [
        "✅ **Finished:** [to the video](https://discord.com/channels/1/2/4)"
    ]
    deleted = posted | {"deleted_at": NOW}
    assert lines(job(VideoState.READY, request=deleted)) == [f"🗑️ **Deleted** {ago(NOW)}."]


@pytest.mark.parametrize(
    ("state", "request_state", "outcome", "expected"),
    [
        (VideoState.QUEUED, RequestState.WAITING, None, ["Cancel"]),
        (VideoState.RENDERING, RequestState.WAITING, None, ["Cancel"]),
        (VideoState.READY, RequestState.POSTED, VideoState.READY, []),
        (VideoState.FAILED, RequestState.EXPLAINED, VideoState.FAILED, ["Try again"]),
        (VideoState.UNKNOWN, RequestState.EXPLAINED, VideoState.UNKNOWN, ["Check again"]),
        (VideoState.READY, RequestState.EXPLAINED, VideoState.UNKNOWN, ["Post it here"]),
        (VideoState.READY, RequestState.UNDELIVERABLE, VideoState.READY, ["Try again"]),
        (VideoState.FAILED, RequestState.CANCELLED, None, []),
    ],
)
def test_the_button_is_what_can_be_done(
    state: VideoState,
    request_state: RequestState,
    outcome: VideoState | None,
    expected: list[str],
) -> None:
    request = {"state": request_state, "outcome": outcome, "message_id": 4, "deleted_at": None}
    assert labels(job(state, request=request, video_url=LINK)) == expected


def test_what_came_after_all_is_shown_or_offered_where_no_link_may_be() -> None:
    told = {"state": RequestState.EXPLAINED, "outcome": VideoState.UNKNOWN}
    shown = job(VideoState.READY, request=told, video_url=LINK)
    assert lines(shown) == [f"✅ **Finished, later than expected:** {LINK}"]
    assert "Press the button" in lines(shown, with_link=False)[0]


def test_a_digest_tells_messages_apart_by_everything_that_is_seen() -> None:
    shown = status_message(job(progress=0.42), now=NOW)
    assert shown.digest() == status_message(job(progress=0.42), now=NOW + MINUTE).digest()
    assert shown.digest() != status_message(job(progress=0.43), now=NOW).digest()
    failed = job(VideoState.FAILED, request={"state": RequestState.EXPLAINED})
    unknown = job(
        VideoState.FAILED, request={"state": RequestState.EXPLAINED, "outcome": VideoState.UNKNOWN}
    )
    assert status_message(failed, now=NOW).digest() != status_message(unknown, now=NOW).digest()


def test_a_failure_that_could_not_be_posted_is_told_by_the_status_itself() -> None:
    ended = {"state": RequestState.UNDELIVERABLE, "reason": FailureReason.NO_PERMISSION}
    failed = job(
        VideoState.FAILED,
        request=ended | {"outcome": VideoState.FAILED},
        reason=FailureReason.BUILD_FAILED,
    )
    assert lines(failed)[0].startswith("❌ **Not made.** The video could not be built.")
    made = job(VideoState.READY, request=ended | {"outcome": VideoState.READY})
    assert "could not be posted" in lines(made)[0]


@pytest.mark.parametrize(
    ("provider", "cost"),
    [(STUDIO, "did not say why. If the video"), (CLOUD, "It may have been charged")],
)
def test_a_deadline_that_passed_says_what_it_may_have_cost(provider: Provider, cost: str) -> None:
    told = {
        "state": RequestState.EXPLAINED,
        "outcome": VideoState.UNKNOWN,
        "reason": FailureReason.DEADLINE,
    }
    assert cost in lines(job(VideoState.UNKNOWN, request=told, **provider.row))[0]
