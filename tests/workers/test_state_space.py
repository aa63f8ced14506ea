"""Every order of events of a small model: nothing is paid twice, posted twice, or stuck.

What the random search of the whole bot (test_job_lifecycle) may never draw is met here. Each rule
that is taken out leads into a counterexample, and the models' rows move as the database's do.
"""

from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from bot.jobs import DeliveryTarget, FailureReason, RequestState, Video, VideoState
from bot.store import Store
from tests.support import request_life, video_life
from tests.support.request_life import RequestLife, RequestModel
from tests.support.rows import HOUR, MINUTE, NOW, new_request, rows_of, video_in
from tests.support.state_space import Space, explore
from tests.support.video_life import VideoLife, VideoModel

APIS: Final = {
    "names the first video": VideoModel(),
    "names nothing": VideoModel(tells_id=False),
    "takes duplicates": VideoModel(refuses_duplicates=False, resubmits=False),
}
PARENT_ID: Final = 11
NONCE_WINDOW: Final = 2 * MINUTE


@pytest.fixture
async def store(folder: Path) -> AsyncIterator[Store]:
    """Return a new database."""
    async with Store.open(folder / "bot.db") as opened:
        yield opened


@cache
def lives_of_a_video(model: VideoModel) -> Space[VideoLife]:
    return explore(VideoLife(), model.steps, lambda life: life.is_paid_twice)


@cache
def lives_of_a_request(model: RequestModel) -> Space[RequestLife]:
    return explore(RequestLife(), model.steps, lambda life: life.posts > 1)


@pytest.mark.parametrize("api", APIS)
def test_no_order_of_events_pays_twice_and_each_comes_to_a_outcome(api: str) -> None:
    space = lives_of_a_video(APIS[api])
    assert space.counterexample is None
    ends = {VideoState.READY, VideoState.FAILED, VideoState.UNKNOWN}
    assert {life.row.state for life in space} == set(VideoState)
    assert space.dead_ends(lambda life: life.row.state in ends) == set()


@pytest.mark.parametrize(
    "model",
    [
        VideoModel(refuses_duplicates=False),
        VideoModel(refuses_duplicates=False, resubmits=False, claims_first=False),
    ],
    ids=["blind second submit", "row after the call"],
)
def test_without_a_rule_a_video_is_paid_twice(model: VideoModel) -> None:
    path = lives_of_a_video(model).counterexample
    assert path is not None
    assert path.count("accepted") == 2


def test_no_order_of_events_posts_twice_and_each_comes_to_an_end() -> None:
    space = lives_of_a_request(RequestModel())
    assert space.counterexample is None
    ends = {RequestState.POSTED, RequestState.UNDELIVERABLE}
    assert {life.row.target for life in space if life.posts} == set(DeliveryTarget)
    assert space.dead_ends(lambda life: life.row.state in ends) == set()


@pytest.mark.parametrize("rule", RequestModel.__dataclass_fields__)
def test_without_a_rule_a_request_is_answered_twice(rule: str) -> None:
    path = lives_of_a_request(RequestModel(**{rule: False})).counterexample
    assert path is not None
    assert sum(step.startswith("sent") for step in path) == 2


async def test_a_videos_row_moves_in_the_model_as_in_the_database(store: Store) -> None:
    await video_in(store, VideoState.QUEUED)
    rows = {life.row for model in APIS.values() for life in lives_of_a_video(model)}
    # Which id it is makes no difference.
    rows = {row._replace(api_id=None if row.api_id is None else 1) for row in rows}
    for row in sorted(rows, key=str):
        for step, expected in _moves(row).items():
            video = await _with_video_row(store, row)
            assert await _moved(store, video, *step) == expected, (row, step)


Step = tuple[Any, ...]


def _moves(row: video_life.Row) -> dict[Step, video_life.Row]:
    """Return what a video's row becomes by each move."""
    refusal = FailureReason.TOO_OFTEN
    return {
        ("claim",): row.claimed() or row,
        ("put back", 1): row.put_back(1, refusal),
        ("put back", 2): row.put_back(2, refusal),
        ("note",): row.noted(refusal),
        ("adopt", 7): row.adopted(7),
        ("ready",): row.settled(VideoState.READY, None),
        ("failed",): row.settled(VideoState.FAILED, refusal),
        ("unknown",): row.settled(VideoState.UNKNOWN, refusal),
    }


async def _with_video_row(store: Store, row: video_life.Row) -> Video:
    await store.videos._db.execute(
        "UPDATE videos SET state = ?, submits = ?, reason = ?, api_task_id = ?, due_at = 0",
        (row.state, row.submits, row.reason, row.api_id),
    )
    (values,) = await rows_of(store, "videos")
    return Video.model_validate(values)


async def _moved(store: Store, video: Video, move: str, value: int = 0) -> video_life.Row:
    videos, refusal = store.videos, FailureReason.TOO_OFTEN
    if move == "claim":
        await videos.claim_submit(video, NOW, due_at=NOW + MINUTE, deadline_at=NOW + HOUR)
    elif move == "put back":
        await videos.requeue(video.model_copy(update={"submits": value}), refusal, NOW)
    elif move == "note":
        await videos.set_reason(video, refusal)
    elif move == "adopt":
        await videos.adopt(video, str(value), NOW)
    elif move == "ready":
        await store.outcomes.set_ready(
            video, "https://videos.example/x", completed_at=NOW, expires_at=None
        )
    elif move == "failed":
        await store.outcomes.set_failed(video, refusal)
    else:
        await store.outcomes.set_unknown(video, refusal, None)
    (row,) = await rows_of(store, "videos")
    api_id = None if row["api_task_id"] is None else int(row["api_task_id"])
    reason = None if row["reason"] is None else FailureReason(row["reason"])
    return video_life.Row(VideoState(row["state"]), row["submits"], reason, api_id)


async def test_a_requests_row_moves_in_the_model_as_in_the_database(store: Store) -> None:
    await video_in(store, VideoState.READY, new_request(public_parent_id=PARENT_ID))
    for row in sorted({life.row for life in lives_of_a_request(RequestModel())}, key=str):
        await _set_post_row(store, row)
        taken = await store.due_posts.claim(NOW, 9, [])
        is_open = row.state in (RequestState.WAITING, RequestState.POSTING)
        assert [due.is_new for due in taken] == [row.state is RequestState.WAITING] * is_open
        assert await _post_row(store) == row.taken()
        for step, expected in _post_moves(row).items():
            await _set_post_row(store, row)
            await _move_post(store, *step)
            assert await _post_row(store) == expected, (row, step)


def _post_moves(row: request_life.Row) -> dict[Step, request_life.Row]:
    """Return what a request's row becomes by each move."""
    moves: dict[Step, request_life.Row] = {
        ("restart",): row.restarted(),
        ("finish", RequestState.POSTED): row.finished(RequestState.POSTED),
        ("finish", RequestState.UNDELIVERABLE): row.finished(RequestState.UNDELIVERABLE),
    }
    if row.next_target is not None:
        moves["redirect", row.next_target] = row.redirected(row.next_target)
    return moves


async def _set_post_row(store: Store, row: request_life.Row) -> None:
    first_send_at = NOW if row.is_recent else NOW - 2 * NONCE_WINDOW
    is_elsewhere = row.target is not DeliveryTarget.ORIGIN and row.has_place
    await store.videos._db.execute(
        "UPDATE requests SET state = ?, target = ?, target_channel_id = ?, first_send_at = ?,"
        " due_at = ?",
        (
            row.state,
            row.target,
            PARENT_ID if is_elsewhere else None,
            None if row.state is RequestState.WAITING else first_send_at.timestamp(),
            NOW.timestamp() if row.state is RequestState.POSTING else None,
        ),
    )


async def _move_post(store: Store, move: str, value: Any = None) -> None:  # noqa: ANN401 - of each move
    (row,) = await rows_of(store, "requests")
    job = await store.requests.get(row["request_id"])
    assert job is not None
    if move == "restart":
        await store.due_posts.restart(job.request.request_id, NOW)
    elif move == "finish":
        await store.due_posts.finish(job.request.request_id, value, NOW)
    else:
        await store.due_posts.redirect(job.request, value, FailureReason.LOCKED, NOW)


async def _post_row(store: Store) -> request_life.Row:
    (row,) = await rows_of(store, "requests")
    at = row["first_send_at"]
    return request_life.Row(
        RequestState(row["state"]),
        DeliveryTarget(row["target"]),
        has_place=row["target"] == DeliveryTarget.ORIGIN or row["target_channel_id"] is not None,
        is_recent=at is None or NOW.timestamp() - at <= NONCE_WINDOW.total_seconds(),
    )
