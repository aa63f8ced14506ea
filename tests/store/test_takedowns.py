"""What moderators take down is kept, and nobody in their server gets it any more."""

from datetime import timedelta

import pytest

from bot.jobs import FailureReason, RequestState, TrackInfo, VideoState
from bot.jobs.notices import NoticeState
from bot.policy.denials import TrackTakenDown
from bot.policy.takedowns import ReportDecision, ReportReason
from bot.policy.track_ownership import TrackOwner
from bot.providers.studio import STUDIO
from bot.store import NowhereToTell, OwnedTrack, Store
from tests.support.rows import (
    HOUR,
    MINUTE,
    NOW,
    claimed,
    fresh,
    new_request,
    place,
    request_in,
    rows_of,
)

MIA, BEN, MAX = 100, 200, 300
RIGHTS = ReportReason.RIGHTS


async def report(store: Store, user_id: int = BEN) -> bool:
    return await store.reports.add(
        guild_id=1,
        task_id="task-1",
        audio_id="audio-1",
        channel_id=10,
        message_id=7,
        user_id=user_id,
        reason=RIGHTS,
        now=NOW,
    )


async def brought(store: Store) -> None:
    track = TrackInfo(task_id="task-1", audio_id="audio-1", title="Rain")
    await store.tracks.save([track], NOW, owner=1)
    owner = TrackOwner(user_id=MIA)
    owned = OwnedTrack(task_id="task-1", guild_id=1, owner=owner, sound_digest="d")
    await store.track_owners.add(owned, NOW)


async def test_a_report_is_told_once_and_decided_once(store: Store) -> None:
    with pytest.raises(NowhereToTell):
        await report(store)
    assert await rows_of(store, "reports") == []
    await store.guild_settings.change(1, {"moderators_channel_id": 9}, updated_by=5, now=NOW)
    assert await report(store)
    assert not await report(store)
    assert await report(store, MIA)  # kept, too, and told no second time
    ((notice, job, _),) = await store.notices.claim_due(NOW, 9, [])
    assert (notice.channel_id, job) == (9, None)
    told = await store.reports.of_notice(notice.notice_id)
    assert told is not None
    assert (told.user_id, told.decision) == (BEN, None)
    assert await store.reports.dismiss(told, decided_by=MAX, now=NOW)
    assert not await store.reports.dismiss(told, decided_by=MAX, now=NOW)
    decided = await rows_of(store, "reports")
    assert {row["decision"] for row in decided} == {"dismissed"}
    assert await report(store)  # once more, since there may be more to it now


@pytest.mark.parametrize(
    ("reason", "is_lost"),
    [(FailureReason.CHANNEL_GONE, True), (FailureReason.POST_UNKNOWN, False)],
)
async def test_a_report_that_came_to_nobody_is_told_with_the_next_one(
    store: Store, reason: FailureReason, is_lost: bool
) -> None:
    await store.guild_settings.change(1, {"moderators_channel_id": 9}, updated_by=5, now=NOW)
    assert await report(store)
    ((notice, *_),) = await store.notices.claim_due(NOW, 9, [])
    await store.notices.finish(notice.notice_id, NoticeState.DROPPED, NOW, reason=reason)
    for user_id in (BEN, MIA):  # who reported it first may do so again
        assert await report(store, user_id) is (is_lost or user_id == MIA)
    told = await store.notices.claim_due(NOW, 9, [])
    assert len(told) == is_lost
    for notice, *_ in told:
        found = await store.reports.of_notice(notice.notice_id)
        assert found is not None
        assert found.user_id == BEN
    assert len(await rows_of(store, "reports")) == 2


async def test_one_step_takes_down_a_song_and_all_that_is_on_its_way(store: Store) -> None:
    await brought(store)
    await store.guild_settings.change(1, {"moderators_channel_id": 9}, updated_by=5, now=NOW)
    await report(store)
    shown = await request_in(store, RequestState.POSTED, new_request(user_id=MIA))
    waiting = (await place(store, new_request(user_id=BEN, watermark="B"), provider=STUDIO)).job
    rendering = (await place(store, new_request(user_id=BEN, watermark="C"), provider=STUDIO)).job
    video = await claimed(store, rendering.video)
    assert await store.videos.adopt(video, "v-1", NOW + MINUTE)
    taken = await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=MAX, now=NOW)
    assert taken is not None
    assert (taken.title, taken.owner_id, taken.sound_digest) == ("Rain", MIA, "d")
    assert await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=5, now=NOW) is None
    for job in (waiting, rendering):
        now = await store.requests.get(job.request.request_id)
        assert now is not None
        assert now.request.state is RequestState.CANCELLED
    assert (await fresh(store, waiting.video)).state is VideoState.FAILED
    assert [one.file_to_delete for one in await store.retention.files_to_delete(9)] == ["v-1"]
    (row,) = await rows_of(store, "reports")
    assert (row["decision"], row["decided_by"]) == (ReportDecision.TAKEN_DOWN, MAX)
    for again in (
        new_request(user_id=MIA),
        new_request(user_id=MAX, is_moderator=True),
        new_request(user_id=MIA, repost_of=shown.video.video_id),
    ):
        with pytest.raises(TrackTakenDown):
            await place(store, again, provider=STUDIO)
    (post,) = await store.takedowns.posts(taken, 9)
    assert (post.request_id, post.channel_id, post.message_id) == (
        shown.request.request_id,
        10,
        7,
    )
    assert not await store.takedowns.finish(taken, NOW)  # while one is left
    await store.takedowns.mark_post_deleted(post, NOW)
    assert await store.takedowns.posts(taken, 9) == []
    assert await store.takedowns.finish(taken, NOW + MINUTE)
    assert await store.takedowns.due(NOW + MINUTE, 9, []) == []


async def test_what_is_being_posted_just_then_is_waited_for(store: Store) -> None:
    posting = await request_in(store, RequestState.POSTING)
    taken = await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=MAX, now=NOW)
    assert taken is not None
    assert not await store.takedowns.finish(taken, NOW + MINUTE)
    assert (await store.delivery_schedule.look(NOW)).next_at == (NOW + MINUTE).timestamp()
    now = await store.requests.get(posting.request.request_id)
    assert now is not None
    assert (now.request.outcome, now.request.reason) == (VideoState.FAILED, "taken-down")
    await store.due_posts.finish(now.request.request_id, RequestState.POSTED, NOW, message_id=8)
    assert [post.message_id for post in await store.takedowns.posts(taken, 9)] == [8]


async def test_in_another_server_a_track_of_everybodys_stays(store: Store) -> None:
    await request_in(store, RequestState.POSTED, new_request(guild_id=2))
    taken = await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=MAX, now=NOW)
    assert taken is not None
    assert taken.owner_id is None
    assert await store.takedowns.posts(taken, 9) == []
    assert await store.retention.files_to_delete(9) == []
    await place(store, new_request(guild_id=2, user_id=7))


async def test_a_takedown_is_undone_and_stays_on_record(store: Store) -> None:
    await brought(store)
    taken = await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=MAX, now=NOW)
    assert taken is not None
    assert await store.takedowns.is_sound_down(1, "d")
    assert not await store.takedowns.is_sound_down(2, "d")
    assert taken.can_be_undone(NOW + timedelta(days=29))
    assert not taken.can_be_undone(NOW + timedelta(days=30))
    (down,) = await store.track_owners.restricted(1)
    assert not down.is_open_to(MIA, is_moderator=True)
    assert await store.takedowns.undo(taken.takedown_id, undone_by=5, now=NOW)
    assert not await store.takedowns.undo(taken.takedown_id, undone_by=5, now=NOW)
    assert not await store.takedowns.is_sound_down(1, "d")
    await place(store, new_request(user_id=MIA), provider=STUDIO)
    (kept,) = await store.takedowns.of_guild(1, 9)
    assert (kept.taken_by, kept.undone_by, kept.reason) == (MAX, 5, RIGHTS)
    assert await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=5, now=NOW) is not None


async def test_who_reported_or_decided_is_forgotten_when_they_want_it(store: Store) -> None:
    await brought(store)
    await store.guild_settings.change(1, {"moderators_channel_id": 9}, updated_by=5, now=NOW)
    await report(store)
    await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=MAX, now=NOW)
    assert (await store.erasures.holdings(MIA)).takedowns == 1
    assert (await store.erasures.holdings(BEN)).reports == 1
    assert (await store.erasures.holdings(MAX)).decisions == 1
    for user_id in (MIA, BEN, MAX):
        assert not (await store.erasures.holdings(user_id)).is_empty
        await store.erasures.step(await store.erasures.begin(user_id, NOW), NOW, 9)
        assert (await store.erasures.holdings(user_id)).is_empty
    (taken,) = await store.takedowns.of_guild(1, 9)
    assert (taken.owner_id, taken.taken_by, taken.title) == (0, 0, "Rain")
    assert (await rows_of(store, "reports"))[0]["user_id"] == 0


async def test_after_a_clock_was_set_back_nothing_rests_longer_than_between_tries(
    store: Store,
) -> None:
    """Of takedowns, and of what statuses show by themselves."""
    await store.takedowns.take_down(1, "task-1", RIGHTS, taken_by=MAX, now=NOW)
    job = (await place(store, new_request("task-2"))).job
    await store.status_messages.set_message(job, 77, due_at=NOW + HOUR)
    earlier = NOW - timedelta(days=1)
    await store.takedowns.cap_due_times(earlier, 30.0, 3600.0)
    await store.status_messages.cap_due_times(earlier + timedelta(minutes=1))
    assert (await store.delivery_schedule.look(earlier)).next_at == earlier.timestamp() + 30.0
    assert [one.request for one in await store.status_messages.due(earlier + HOUR, 9, [])] != []
