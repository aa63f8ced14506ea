"""Songs that nobody asks for: their owners are told, and two weeks later they go."""

from datetime import datetime, timedelta

from bot.jobs import TrackInfo
from bot.jobs.notices import NoticeKind
from bot.policy.takedowns import ReportReason
from bot.policy.track_ownership import TrackOwner, TrackSharing
from bot.providers.studio import STUDIO
from bot.store import OwnedTrack, Store
from tests.support.rows import NOW, new_request, place, rows_of

DAY = timedelta(days=1)


async def bring(
    store: Store, task_id: str, *, guild_id: int = 1, sharing: str = TrackSharing.EVERYONE
) -> None:
    track = TrackInfo(task_id=task_id, audio_id="audio-1", title=task_id.title())
    await store.tracks.save([track], NOW, owner=guild_id)
    owner = TrackOwner(user_id=7, sharing=TrackSharing(sharing))
    song = OwnedTrack(task_id=task_id, guild_id=guild_id, owner=owner, channel_id=10)
    await store.track_owners.add(song, NOW)


async def warned(store: Store, now: datetime) -> list[str]:
    """Have owners told, and return of which songs."""
    await store.unused_songs.warn(now, 9, days=180)
    due = await store.notices.claim_due(now, 9, [])
    songs = [await store.unused_songs.told_by(one.notice.notice_id) for one in due]
    assert {one.notice.kind for one in due} <= {NoticeKind.SONG_UNUSED}
    for one in due:
        await store.notices.postpone(one.notice.notice_id, now + 999 * DAY)
    return sorted(song.title for song in songs if song is not None)


async def test_an_owner_is_told_two_weeks_before_a_song_goes(store: Store) -> None:
    await bring(store, "rain")
    await bring(store, "snow", sharing=TrackSharing.OWNER)
    assert await warned(store, NOW + 165 * DAY) == []
    told_at = NOW + 167 * DAY
    assert await warned(store, told_at) == ["Rain", "Snow"]
    assert await warned(store, told_at + DAY) == []  # once
    assert await store.unused_songs.to_move_out(told_at + 13 * DAY, 9) == []
    # It is asked for after all: it stays, and what is told of it is over.
    asked = new_request("snow", user_id=7)
    await place(store, asked, provider=STUDIO, now=told_at + 2 * DAY)
    assert await warned(store, told_at + 3 * DAY) == []
    gone_at = told_at + 15 * DAY
    assert await store.unused_songs.to_move_out(gone_at, 9) == ["rain"]
    assert await store.unused_songs.begin("rain", gone_at)
    # The studio is silent, or the process dies: it is tried again.
    assert await store.unused_songs.to_move_out(gone_at + DAY, 9) == ["rain"]
    await store.unused_songs.finish("rain", gone_at + DAY)
    assert await store.unused_songs.to_move_out(gone_at + DAY, 9) == []
    (notice,) = [row for row in await rows_of(store, "notices") if row["kind"] == "song-moved-out"]
    song = await store.unused_songs.told_by(notice["notice_id"])
    assert song is not None
    assert (song.user_id, song.title, song.channel_id, song.goes_at) == (7, "Rain", 10, None)
    assert await store.tracks.of_task("rain", 1) == []
    assert [track.title for track in await store.tracks.of_task("snow", 1)] == ["Snow"]


async def test_a_server_says_for_itself_after_how_long(store: Store) -> None:
    await bring(store, "rain")
    await bring(store, "snow", guild_id=2)
    for guild_id, days in ((1, 0), (2, 30)):
        await store.guild_settings.change(guild_id, {"unused_days": days}, updated_by=5, now=NOW)
    assert await warned(store, NOW + 17 * DAY) == ["Snow"]
    assert await warned(store, NOW + 900 * DAY) == []
    await store.guild_settings.change(2, {"unused_days": 0}, updated_by=5, now=NOW)
    assert await warned(store, NOW + 18 * DAY) == []
    assert await store.unused_songs.to_move_out(NOW + 900 * DAY, 9) == []


async def test_what_only_its_owner_may_use_is_told_to_nobody_else(store: Store) -> None:
    await bring(store, "snow", sharing=TrackSharing.OWNER)
    await store.unused_songs.warn(NOW + 200 * DAY, 9, days=180)
    (notice,) = await rows_of(store, "notices")
    song = await store.unused_songs.told_by(notice["notice_id"])
    assert song is not None
    assert song.channel_id is None
    assert song.goes_at == NOW + 214 * DAY


async def test_a_song_that_stays_down_goes_without_a_word(store: Store) -> None:
    await bring(store, "rain")
    taken = await store.takedowns.take_down(1, "rain", ReportReason.RIGHTS, taken_by=5, now=NOW)
    assert taken is not None
    assert await store.unused_songs.to_move_out(NOW + 29 * DAY, 9) == []
    assert await store.unused_songs.to_move_out(NOW + 31 * DAY, 9) == ["rain"]
    assert await store.unused_songs.begin("rain", NOW + 31 * DAY)
    await store.unused_songs.finish("rain", NOW + 31 * DAY)
    assert await store.unused_songs.to_move_out(NOW + 31 * DAY, 9) == []
    assert await rows_of(store, "notices") == []


async def test_a_song_that_was_taken_down_can_be_brought_back_for_thirty_days(
    store: Store,
) -> None:
    await bring(store, "rain")
    told_at = NOW + 167 * DAY
    assert await warned(store, told_at) == ["Rain"]
    down_at = told_at + 10 * DAY
    taken = await store.takedowns.take_down(1, "rain", ReportReason.RIGHTS, taken_by=5, now=down_at)
    assert taken is not None
    assert await warned(store, down_at + 20 * DAY) == []  # nobody could ask for it
    assert await store.unused_songs.to_move_out(down_at + 20 * DAY, 9) == []
    assert await store.takedowns.undo(taken.takedown_id, undone_by=5, now=down_at + 20 * DAY)
    assert await warned(store, down_at + 20 * DAY) == ["Rain"]
    assert await store.unused_songs.to_move_out(down_at + 33 * DAY, 9) == []
    assert await store.unused_songs.to_move_out(down_at + 35 * DAY, 9) == ["rain"]


async def test_in_a_short_time_nobody_is_told_at_once_and_a_longer_one_saves_what_was(
    store: Store,
) -> None:
    await bring(store, "rain")
    await store.guild_settings.change(1, {"unused_days": 7}, updated_by=5, now=NOW)
    assert await warned(store, NOW + 3 * DAY) == []
    assert await warned(store, NOW + 4 * DAY) == ["Rain"]
    await store.guild_settings.change(1, {"unused_days": 365}, updated_by=5, now=NOW)
    assert await warned(store, NOW + 5 * DAY) == []
    assert await store.unused_songs.to_move_out(NOW + 19 * DAY, 9) == []
