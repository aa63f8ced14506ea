"""A member's own data is deleted on all guilds, and nothing is paid or posted twice by that."""

import re
from datetime import datetime, timedelta

from bot.jobs import Branding, Job, RequestState, TrackInfo, VideoState
from bot.policy.guild_settings import AccessSubject, GuildSettings
from bot.policy.takedowns import ReportReason
from bot.policy.track_ownership import TrackOwner
from bot.providers.studio import STUDIO
from bot.store import OwnedTrack, Store, guilds
from bot.store.erasures import ErasureProgress
from tests.support.rows import (
    HOUR,
    LINK,
    MINUTE,
    NOW,
    claimed,
    fresh,
    new_request,
    place,
    request_in,
    rows_of,
    video_in,
)

ME = 4_242_424_242
MARK = "MARKER"
DOCUMENTED = {
    # docs/privacy.md says so: limits can't be reset, and a block is not one's own to lift. The map
    # from tracks to videos names songs, not people, and is kept without their titles.
    ("quota_usage", "user_id"),
    ("blocked_members", "user_id"),
    ("videos", "task_id"),
}


async def erase(store: Store, now: datetime = NOW, user_id: int = ME) -> ErasureProgress:
    """Delete a member's data, as far as that goes now."""
    erasure = await store.erasures.begin(user_id, now)
    progress = await store.erasures.step(erasure, now, 9)
    while progress.deleted or progress.cancelled:
        progress = await store.erasures.step(erasure, now, 9)
    return progress


async def places_of(store: Store, *marks: object) -> set[tuple[str, str]]:
    """Return the tables and columns in which something stands."""
    tables = await store.key_value._db.fetch_all(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    return {
        (table["name"], column)
        for table in tables
        for row in await store.key_value._db.fetch_all(f"SELECT * FROM {table['name']}")  # noqa: S608
        for column, value in row.items()
        if any(str(mark) in str(value) for mark in marks)
    }


async def everywhere(store: Store) -> None:
    """Let a member leave traces wherever that is possible."""
    for state in (s for s in RequestState if s is not RequestState.POSTING):
        asked = new_request(f"{MARK}-{state}", user_id=ME, author=MARK, watermark=MARK)
        await request_in(store, state, asked)
        await store.tracks.save(
            [TrackInfo(task_id=f"{MARK}-{state}", audio_id="audio-1", title=MARK)], NOW
        )
    await store.branding_rules.set(1, Branding(author="A"), updated_by=ME, now=NOW)
    await store.guild_settings.set(1, GuildSettings(language="de"), updated_by=ME, now=NOW)
    await store.access_rules.allow(1, AccessSubject.ROLE, 3, added_by=ME, now=NOW)
    await store.access_rules.block(1, 7, added_by=ME, now=NOW)
    await store.access_rules.block(2, ME, added_by=7, now=NOW)
    await store.blocked_words.add(1, "bad", added_by=ME, now=NOW, most=9)
    await store.guild_queues.pause(1, paused_by=ME, now=NOW)
    await store.role_limits.change(1, 3, {"songs_per_member": 9}, updated_by=ME, now=NOW)
    await bring_and_take_down(store)


async def bring_and_take_down(store: Store) -> None:
    """Let a member bring a song, report it and take it down, all by themselves."""
    await store.track_owners.confirm_rights(ME, NOW)
    owner = TrackOwner(user_id=ME, signature=MARK)
    await store.track_owners.add(OwnedTrack(task_id="song", guild_id=2, owner=owner), NOW)
    await store.guild_settings.change(2, {"moderators_channel_id": 9}, updated_by=ME, now=NOW)
    await store.reports.add(
        guild_id=2,
        task_id="song",
        audio_id="audio-1",
        channel_id=10,
        message_id=7,
        user_id=ME,
        reason=ReportReason.OTHER,
        now=NOW,
    )
    taken = await store.takedowns.take_down(2, "song", ReportReason.OTHER, taken_by=ME, now=NOW)
    assert taken is not None
    await store.takedowns.undo(taken.takedown_id, undone_by=ME, now=NOW)


async def test_what_was_asked_for_while_the_clock_was_ahead_is_deleted_as_well(
    store: Store,
) -> None:
    await request_in(store, RequestState.POSTED, new_request("a", user_id=ME))
    progress = await erase(store, NOW - HOUR)
    assert (progress.deleted, progress.left) == (0, 0)
    assert await rows_of(store, "requests") == []
    await request_in(store, RequestState.POSTED, new_request("b", user_id=ME))
    assert len(await rows_of(store, "requests")) == 1


async def all_made(store: Store) -> None:
    """Have all videos made, and forget what is left of people in them."""
    for row in await rows_of(store, "videos"):
        video = await store.videos.get(row["video_id"])
        assert video is not None
        await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    await store.retention.release_unused_videos(9)


async def test_nothing_of_a_member_is_left_but_what_is_documented(store: Store) -> None:
    await everywhere(store)
    planted = await places_of(store, ME, MARK)
    assert {
        ("requests", "user_id"),
        ("videos", "author"),
        ("videos", "domain_name"),
        ("tracks", "title"),
        ("branding", "updated_by"),
        ("guild_settings", "updated_by"),
        ("access_rules", "added_by"),
        ("blocked_members", "added_by"),
        ("blocked_words", "added_by"),
        *DOCUMENTED,
    } <= planted
    assert (await erase(store)).left == 0
    # What was submitted already when it was cancelled needs its branding until it is made.
    await all_made(store)
    assert await places_of(store, ME, MARK) == DOCUMENTED
    await store.quotas.forget(NOW + timedelta(days=33), 99)
    assert await places_of(store, ME, MARK) == DOCUMENTED - {("quota_usage", "user_id")}


async def test_deleted_bytes_do_not_stay_in_the_file(store: Store) -> None:
    await everywhere(store)
    await erase(store)
    await all_made(store)
    await store.key_value._db.execute("UPDATE videos SET task_id = video_id")
    await store.key_value._db.fetch_one("PRAGMA wal_checkpoint(TRUNCATE)")
    assert MARK.encode() not in store.key_value._db.path.read_bytes()
    assert await store.key_value._db.fetch_one("PRAGMA secure_delete") == {"secure_delete": 1}


async def test_what_others_asked_for_stays_as_it_was(store: Store) -> None:
    mine = await request_in(store, RequestState.POSTED, new_request(user_id=ME, author=MARK))
    theirs = (await place(store, new_request(user_id=7), now=NOW + MINUTE)).job
    assert (await erase(store)).left == 0
    assert [row["request_id"] for row in await rows_of(store, "requests")] == [
        theirs.request.request_id
    ]
    # Their video carries that signature, whoever chose it.
    assert (await fresh(store, mine.video)).author == MARK


async def test_what_is_on_its_way_is_cancelled_first(store: Store) -> None:
    waiting = (await place(store, new_request("a", user_id=ME))).job
    shared = (await place(store, new_request("b", user_id=ME))).job
    await place(store, new_request("b", user_id=7))
    progress = await erase(store)
    assert progress.left == 0
    assert (await fresh(store, waiting.video)).state is VideoState.FAILED
    assert (await fresh(store, shared.video)).state is VideoState.QUEUED


async def test_a_cancelled_request_goes_once_its_status_message_says_so(store: Store) -> None:
    job = (await place(store, new_request(user_id=ME))).job
    await store.status_messages.set_message(job, 9)
    assert (await erase(store)).left == 1
    (stale,) = await store.status_messages.outdated(9, [])
    await store.status_messages.mark_rendered(stale)
    (erasure,) = await store.erasures.pending(9)
    assert (await store.erasures.step(erasure, NOW, 9)).left == 0
    assert await store.erasures.pending(9) == []


async def test_a_status_message_that_never_changes_is_not_waited_for_longer_than_a_day(
    store: Store,
) -> None:
    job = (await place(store, new_request(user_id=ME))).job
    await store.status_messages.set_message(job, 9)
    assert (await erase(store)).left == 1
    (erasure,) = await store.erasures.pending(9)
    assert (await store.erasures.step(erasure, NOW + timedelta(hours=25), 9)).left == 0


async def test_what_is_being_posted_goes_after_that(store: Store) -> None:
    job = await request_in(store, RequestState.POSTING, new_request(user_id=ME))
    assert (await erase(store)).left == 1
    await store.due_posts.finish(job.request.request_id, RequestState.POSTED, NOW)
    (erasure,) = await store.erasures.pending(9)
    assert (await store.erasures.step(erasure, NOW, 9)).left == 0


async def test_what_is_asked_for_after_that_is_not_deleted(store: Store) -> None:
    await request_in(store, RequestState.POSTED, new_request("old", user_id=ME))
    erasure = await store.erasures.begin(ME, NOW)
    new = (await place(store, new_request("new", user_id=ME), now=NOW + MINUTE)).job
    assert (await store.erasures.step(erasure, NOW + HOUR, 9)).left == 0
    assert await store.requests.get(new.request.request_id) is not None


async def test_nothing_is_paid_twice_after_a_deletion(store: Store) -> None:
    job = await request_in(store, RequestState.POSTED, new_request(user_id=ME))
    await erase(store)
    again = (await place(store, new_request(user_id=ME), now=NOW + HOUR)).job
    assert again.request.is_reuse
    assert again.video.api_task_id == job.video.api_task_id


async def test_a_member_is_told_how_much_is_kept(store: Store) -> None:
    assert (await store.erasures.holdings(ME)).is_empty
    await request_in(store, RequestState.POSTED, new_request("a", user_id=ME))
    await place(store, new_request("b", user_id=ME, guild_id=2), now=NOW + HOUR)
    await store.branding_rules.set(1, Branding(author="A"), updated_by=ME, now=NOW)
    await store.guild_settings.set(1, GuildSettings(), updated_by=ME, now=NOW)
    held = await store.erasures.holdings(ME)
    assert (held.requests, held.open_requests, held.servers, held.decisions) == (2, 1, 2, 1)
    assert held.oldest_at == NOW


async def test_an_erasure_goes_in_steps_as_small_as_told(store: Store) -> None:
    for number in range(7):
        await request_in(store, RequestState.POSTED, new_request(f"task-{number}", user_id=ME))
    erasure = await store.erasures.begin(ME, NOW)
    steps = [await store.erasures.step(erasure, NOW, 3) for _ in range(3)]
    assert [step.deleted for step in steps] == [3, 3, 1]
    assert await store.erasures.pending(9) == []


async def studio_job(store: Store, user_id: int = ME) -> Job:
    """Return a job whose video the studio has made, its answer being posted."""
    asked = new_request(user_id=user_id)
    job = (await place(store, asked, provider=STUDIO)).job
    video = await claimed(store, job.video)
    assert await store.videos.adopt(video, "s-1", NOW)
    video = await fresh(store, video)
    link = "http://127.0.0.1/videos/x.mp4"
    expires_at = NOW + timedelta(days=14)
    assert await store.outcomes.set_ready(video, link, completed_at=NOW, expires_at=expires_at)
    await store.key_value._db.execute(
        "UPDATE requests SET state = 'posted', finished_at = created_at"
    )
    found = await store.requests.get(job.request.request_id)
    assert found is not None
    return found


async def test_the_studios_file_goes_with_the_last_request_and_is_made_anew(store: Store) -> None:
    job = await studio_job(store)
    assert await store.retention.files_to_delete(9) == []
    await erase(store)
    (discard,) = await store.retention.files_to_delete(9)
    assert discard.file_to_delete == "s-1"
    again = (await place(store, new_request(user_id=7), now=NOW + MINUTE, provider=STUDIO)).job
    assert again.video.video_id == job.video.video_id
    assert (again.video.state, again.request.is_reuse) == (VideoState.QUEUED, False)
    # Still to be removed: before it is submitted.
    assert again.video.file_to_delete == "s-1"
    await store.retention.mark_file_deleted(discard)
    assert (await fresh(store, job.video)).file_to_delete is None


async def test_a_file_that_somebody_else_asked_for_stays(store: Store) -> None:
    await studio_job(store)
    await place(store, new_request(user_id=7), now=NOW + MINUTE, provider=STUDIO)
    await erase(store)
    assert await store.retention.files_to_delete(9) == []


async def test_the_clouds_file_is_not_the_bots_to_remove(store: Store) -> None:
    await request_in(store, RequestState.POSTED, new_request(user_id=ME))
    await erase(store)
    assert await store.retention.files_to_delete(9) == []


async def test_a_video_without_requests_is_anonymous_once_it_is_made(store: Store) -> None:
    video = await video_in(store, VideoState.RENDERING, new_request(user_id=ME, author=MARK))
    await erase(store)
    assert (await fresh(store, video)).author == MARK  # it may have to be submitted once more
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert await store.retention.release_unused_videos(9) == 1
    assert ((await fresh(store, video)).author, await store.retention.release_unused_videos(9)) == (
        None,
        0,
    )


async def columns_of(store: Store, pattern: str) -> set[tuple[str, str]]:
    """Return the tables and columns whose columns' names fit."""
    rows = await store.key_value._db.fetch_all(
        "SELECT tables.name AS name, columns.name AS column_name FROM sqlite_master AS tables,"
        " pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
    )
    found = {(row["name"], row["column_name"]) for row in rows}
    return {place for place in found if re.fullmatch(pattern, place[1])}


async def test_no_column_that_names_a_member_is_forgotten_here(store: Store) -> None:
    await everywhere(store)
    naming = await columns_of(store, r".*(user|member|owner)_id|.*_by")
    unseen = naming - await places_of(store, ME) - {("erasures", "user_id")}
    assert unseen == set(), "into everywhere() here, and bot.store.erasures or docs/privacy.md"


async def test_no_table_of_a_server_is_forgotten_by_its_purge(store: Store) -> None:
    tables = {table for table, _ in await columns_of(store, "guild_id")}
    purged = {
        word for sql in guilds._PURGE for word in re.findall(r"(?:DELETE FROM|UPDATE) (\w+)", sql)
    }
    # Counts for limits go by themselves; the registry is what the purge ends with.
    assert tables == purged | {"quota_usage", "guilds"}
