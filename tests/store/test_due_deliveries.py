"""The one look at what is due in channels: each table that delivery works on is seen in it."""

from datetime import timedelta

from bot.jobs import RequestState
from bot.policy.takedowns import ReportReason
from bot.store import Store
from tests.support.rows import MINUTE, NOW, new_request, place, request_in

LATER = NOW + MINUTE
WEEK = timedelta(days=7)


async def due(store: Store) -> set[str]:
    """Return the names of what is due now."""
    seen = await store.delivery_schedule.look(NOW)
    return {name for name in seen._fields if name.startswith("has_") and getattr(seen, name)}


async def test_an_empty_database_has_nothing_due(store: Store) -> None:
    assert await due(store) == set()
    assert (await store.delivery_schedule.look(NOW)).next_at is None


async def test_a_status_is_due_once_it_has_something_new_to_show(store: Store) -> None:
    job = (await place(store, new_request())).job
    await store.status_messages.set_message(job, 77, due_at=LATER)
    assert await due(store) == set()
    assert (await store.delivery_schedule.look(NOW)).next_at == LATER.timestamp()
    await store.status_messages.postpone(job.request.request_id, NOW)
    assert await due(store) == {"has_statuses"}


async def test_a_status_that_is_out_of_date_is_due(store: Store) -> None:
    job = (await place(store, new_request())).job
    await store.status_messages.set_message(job, 77)
    await store.status_messages.mark_outdated(job.video.video_id)
    assert await due(store) == {"has_statuses"}


async def test_copies_and_notices_are_due_until_their_next_try(store: Store) -> None:
    changes = {"keeps_copy": True, "moderators_channel_id": 9}
    await store.guild_settings.change(1, changes, updated_by=5, now=NOW)
    await request_in(store, RequestState.UNDELIVERABLE)
    assert await due(store) == {"has_notices"}
    ((notice, _, _),) = await store.notices.claim_due(NOW, 9, [])
    await store.notices.postpone(notice.notice_id, LATER)
    assert await due(store) == set()
    posting = await request_in(store, RequestState.POSTING, new_request("task-2"))
    await store.due_posts.finish(
        posting.request.request_id, RequestState.POSTED, NOW, message_id=7, has_link=True
    )
    assert await due(store) == {"has_copies"}
    await store.attachment_jobs.postpone(7, LATER + MINUTE)
    assert await due(store) == set()
    assert (await store.delivery_schedule.look(NOW)).next_at == LATER.timestamp()
    assert (await store.delivery_schedule.look(LATER)).next_at == (LATER + MINUTE).timestamp()


async def test_a_takedown_is_due_at_once(store: Store) -> None:
    await request_in(store, RequestState.POSTED)
    await store.takedowns.take_down(1, "task-1", ReportReason.OTHER, taken_by=5, now=NOW)
    assert "has_takedowns" in await due(store)


async def test_a_list_is_due_once_its_week_has_ended(store: Store) -> None:
    await store.guild_settings.change(
        1, {"showcase_channel_id": 9, "lists_best": True}, updated_by=5, now=NOW - 2 * WEEK
    )
    await store.showcase_lists.begin(NOW, WEEK, NOW)
    assert await due(store) == {"has_lists"}
    (found,) = await store.showcase_lists.due(NOW, 9, [])
    await store.showcase_lists.postpone(found, LATER)
    assert await due(store) == set()
    assert (await store.delivery_schedule.look(NOW)).next_at == LATER.timestamp()
