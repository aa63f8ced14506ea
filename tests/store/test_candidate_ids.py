"""The ids that callbacks name are kept within bounds; what counts is not among those that go."""

from datetime import timedelta
from typing import Final

from bot.jobs import VideoState
from bot.store import Store
from bot.store.candidate_ids import MAX_CANDIDATES
from tests.support.rows import MINUTE, NOW, new_request, place, rows_of, video_in

SECOND: Final = timedelta(seconds=1)


async def test_a_storm_displaces_no_earlier_attempts_id(store: Store) -> None:
    old = await video_in(store, VideoState.FAILED)
    video = (await place(store, new_request(user_id=7), now=NOW + MINUTE)).job.video
    for number in range(200):
        at = NOW + MINUTE + number * SECOND
        await store.candidate_ids.record(video.video_id, f"made-up-{number}", at + SECOND)
        await store.candidate_ids.close(video.video_id, f"made-up-{number - 5}", at.timestamp())
    kept = [row["api_task_id"] for row in await rows_of(store, "candidate_ids")]
    assert len(kept) == MAX_CANDIDATES
    assert old.api_task_id in kept
    assert "made-up-199" in kept
    assert "made-up-100" not in kept


async def test_ids_that_turned_out_to_be_made_up_go_before_those_not_looked_into(
    store: Store,
) -> None:
    video = await video_in(store, VideoState.SUBMITTING)
    for number in range(MAX_CANDIDATES):
        await store.candidate_ids.record(video.video_id, f"v-{number}", NOW + number * SECOND)
    newest = NOW + MINUTE
    await store.candidate_ids.close(video.video_id, "v-30", newest.timestamp())
    await store.candidate_ids.record(video.video_id, "v-new", newest)
    kept = {row["api_task_id"] for row in await rows_of(store, "candidate_ids")}
    assert "v-30" not in kept
    assert {"v-0", "v-new"} <= kept
