"""Requests, and videos and requests brought into any state the way the bot brings them there."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.jobs import (
    Branding,
    FailureReason,
    Job,
    NewRequest,
    Provider,
    RequestState,
    TrackKey,
    Video,
    VideoState,
)
from bot.policy.denials import HostLimits, Limits
from bot.providers.cloud import CLOUD
from bot.store import CreatedRequest, Store
from tests.loopback.world import snowflake

NOW: Final = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)
LINK: Final = "https://videos.example/x.mp4"

Row = dict[str, Any]


def new_request(
    task_id: str = "task-1",
    audio_id: str = "audio-1",
    *,
    guild_id: int = 1,
    channel_id: int = 10,
    user_id: int = 100,
    author: str | None = None,
    watermark: str | None = None,
    **more: Any,  # noqa: ANN401 - fields of the request
) -> NewRequest:
    """Return a member's request; each has an interaction of its own."""
    return NewRequest(
        **more,
        key=TrackKey(task_id=task_id, audio_id=audio_id),
        branding=Branding(author=author, domain_name=watermark),
        guild_id=guild_id,
        channel_id=channel_id,
        user_id=user_id,
        interaction_id=snowflake(),
        locale="de",
        guild_locale="en-US",
    )


async def place(
    store: Store,
    asked: NewRequest,
    *,
    now: datetime = NOW,
    most: int = 1000,
    provider: Provider = CLOUD,
    limits: HostLimits | None = None,
) -> CreatedRequest:
    """Commit a request, with room for ``most`` of the member at once, or within some limits."""
    if limits is None:
        limits = host_limits(open_per_member=most)
    return await store.requests.create(
        asked, provider=provider, now=now, deadline=HOUR, limits=limits
    )


def host_limits(**values: Any) -> HostLimits:  # noqa: ANN401 - fields of Limits
    """Return limits that are default and ceiling at once."""
    limits = Limits(**{"open_per_member": 1000, **values})
    return HostLimits(default=limits, ceiling=Limits(open_per_member=limits.open_per_member))


async def fresh(store: Store, video: Video) -> Video:
    """Return a video as it is now."""
    found = await store.videos.get(video.video_id)
    assert found is not None
    return found


async def claimed(store: Store, video: Video, now: datetime = NOW) -> Video:
    """Submit a video, as far as the database is concerned."""
    found = await store.videos.claim_submit(video, now, due_at=now + MINUTE, deadline_at=now + HOUR)
    assert found is not None
    return found


async def taken(
    store: Store, limit: int = 9, *, now: datetime = NOW, excluding: Iterable[str] = ()
) -> list[Job]:
    """Take the answers that are due."""
    return [job for job, _ in await store.due_posts.claim(now, limit, excluding)]


async def video_in(store: Store, state: VideoState, asked: NewRequest | None = None) -> Video:
    """Return a new video in a state; its id at the API, when it has one, begins with ``v-``."""
    asked = asked or new_request()
    video = (await place(store, asked)).job.video
    if state is not VideoState.QUEUED:
        video = await claimed(store, video)
    if state not in (VideoState.QUEUED, VideoState.SUBMITTING):
        assert await store.videos.adopt(video, f"v-{video.video_id}", NOW + MINUTE)
    if state is VideoState.READY:
        assert await store.outcomes.set_ready(
            video, LINK, completed_at=NOW, expires_at=NOW + timedelta(days=14)
        )
    if state is VideoState.FAILED:
        assert await store.outcomes.set_failed(video, FailureReason.BUILD_FAILED)
    if state is VideoState.UNKNOWN:
        assert await store.outcomes.set_unknown(video, FailureReason.DEADLINE, NOW + HOUR)
    video = await fresh(store, video)
    assert video.state is state
    return video


async def request_in(store: Store, state: RequestState, asked: NewRequest | None = None) -> Job:
    """Return a new request in a state, its video ready unless it waits or was cancelled."""
    asked = asked or new_request()
    is_settled = state not in (RequestState.WAITING, RequestState.CANCELLED)
    await video_in(store, VideoState.READY if is_settled else VideoState.RENDERING, asked)
    rows = await rows_of(store, "requests")
    request_id = next(r["request_id"] for r in rows if r["interaction_id"] == asked.interaction_id)
    if state is RequestState.CANCELLED:
        assert await store.requests.cancel(request_id, NOW)
    if is_settled:
        assert await taken(store)
    if is_settled and state is not RequestState.POSTING:
        assert await store.due_posts.finish(request_id, state, NOW, message_id=7)
    job = await store.requests.get(request_id)
    assert job is not None
    assert job.request.state is state
    return job


async def rows_of(store: Store, table: str) -> list[Row]:
    """Return everything that a table holds, to see whether it changed."""
    return await store.videos._db.fetch_all(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608


async def everything(store: Store) -> list[list[Row]]:
    """Return all that is kept of jobs."""
    return [await rows_of(store, table) for table in ("videos", "requests", "candidate_ids")]
