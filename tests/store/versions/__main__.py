"""Writes the present version down: ``python -m tests.store.versions``, before a migration."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.jobs import Branding, FailureReason, RequestState, TrackInfo, VideoState
from bot.policy.guild_settings import AccessSubject, BrandingPolicy, GuildSettings
from bot.policy.takedowns import ReportReason
from bot.policy.track_ownership import TrackOwner
from bot.providers.studio import STUDIO
from bot.store import OwnedTrack, ProgressReport, Store
from bot.store.database import Database
from tests.support.rows import MINUTE, NOW, claimed, new_request, place, request_in, video_in

HERE = Path(__file__).parent


async def fill(store: Store) -> None:
    """Bring a database into a state that has everything in it."""
    for state in VideoState:
        video = await video_in(store, state, new_request(f"video-{state}", author="Ada 🎵"))
        await store.candidate_ids.record(video.video_id, f"h-{video.video_id}", NOW)
        await store.candidate_ids.close_all(video.video_id, NOW + timedelta(seconds=1))
    for end in RequestState:
        job = await request_in(store, end, new_request(f"request-{end}", watermark="club.example"))
        await store.status_messages.set_message(job, 9_000_000_000_000_000_001)
    await store.status_messages.mark_rendered(job, digest="d", edited_at=NOW, due_at=NOW)
    await store.requests.mark_deleted(job.request.request_id, NOW)
    await store.videos.set_reason(video, FailureReason.ALREADY_EXISTS)
    track = TrackInfo(task_id="video-ready", audio_id="audio-1", title="Iron 'Man'\n", position=1)
    await store.tracks.save([track], NOW)
    await store.branding_rules.set(1, Branding(author="A", domain_name=None), updated_by=5, now=NOW)
    await store.guild_settings.set(1, GuildSettings(language="de"), updated_by=5, now=NOW)
    await store.access_rules.allow(1, AccessSubject.ROLE, 5, added_by=5, now=NOW)
    await store.access_rules.block(1, 6, added_by=5, now=NOW)
    await store.blocked_words.add(1, "word", added_by=5, now=NOW, most=9)
    await moderated(store)
    await store.guild_queues.pause(5, paused_by=5, now=NOW)
    await request_in(store, RequestState.UNDELIVERABLE, new_request("moderated", guild_id=3))
    await in_the_studio(store)
    assert await store.low_credit_alerts.update(1.0, NOW, default=9.0)
    job = await request_in(store, RequestState.POSTING, new_request("linked", guild_id=3))
    assert await store.due_posts.finish(
        job.request.request_id, RequestState.POSTED, NOW, message_id=70, has_link=True
    )
    await store.key_value.set("command tree synced", "abc")
    await store.guild_settings.change(1, {"moderators_channel_id": 9}, updated_by=5, now=NOW)
    await store.low_credit_alerts.update(1.0, NOW, default=5.0)
    await store.erasures.begin(6, NOW)
    await store.guilds.mark_left(3, NOW)
    await store.upload_limits.learn(4, 10 << 20, NOW)
    await store.tracks.note_contract("video-ready", "mp4", NOW)
    await owned(store)
    await listed(store)


async def owned(store: Store) -> None:
    """Let a song have an owner, be reported and be taken down."""
    await store.track_owners.confirm_rights(6, NOW)
    owner = TrackOwner(user_id=6, signature="Mia")
    await store.track_owners.add(OwnedTrack(task_id="owned", guild_id=1, owner=owner), NOW)
    await store.reports.add(
        guild_id=1,
        task_id="owned",
        audio_id="audio-1",
        channel_id=10,
        message_id=7,
        user_id=5,
        reason=ReportReason.OTHER,
        now=NOW,
    )
    await store.role_limits.change(1, 5, {"songs_per_member": 9}, updated_by=5, now=NOW)
    await store.takedowns.take_down(1, "owned", ReportReason.RIGHTS, taken_by=5, now=NOW)


async def listed(store: Store) -> None:
    """Let a week's best of a showcase be counted."""
    settings = GuildSettings(showcase_channel_id=34, lists_best=True)
    await store.guild_settings.set(3, settings, updated_by=5, now=NOW)
    await store.showcase_lists.begin(NOW + MINUTE, timedelta(days=7), NOW)
    (found,) = await store.showcase_lists.due(NOW, 9, [])
    assert await store.showcase_lists.keep_counts(found, {1: 2}, NOW)


async def in_the_studio(store: Store) -> None:
    """Let the studio be at work on a variant, for a server whose branding is locked."""
    locked = {"author": BrandingPolicy.LOCKED}
    await store.branding_rules.set_policy(4, locked, updated_by=5, now=NOW)
    asked = new_request("variant", guild_id=4)
    video = await claimed(store, (await place(store, asked, provider=STUDIO)).job.video)
    await store.videos.adopt(video, "v-variant", NOW)
    told = ProgressReport(api_task_id="v-variant", queue_place=None, started_at=NOW, progress=0.5)
    await store.render_progress.save([told], NOW, pause=MINUTE, most=9)


async def moderated(store: Store) -> None:
    """Let the server 3 have moderators who want to be told of everything."""
    settings = GuildSettings(moderators_channel_id=33, showcase_channel_id=34)
    await store.guild_settings.set(3, settings, updated_by=5, now=NOW)


def dump(path: Path, target: Path) -> None:
    """Write a database down as a script."""
    with closing(sqlite3.connect(path)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        lines = [*database.iterdump(), f"PRAGMA user_version = {version};"]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


async def write_down(migrations: Path, number: int) -> None:
    """Write down a version, the newest that is in a folder of migrations."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        async with Database.open(path, migrations) as database:
            await fill(Store(database))
        dump(path, HERE / f"{number:04}.sql")


if __name__ == "__main__":
    from bot.store import MIGRATIONS

    numbers = [int(script.name[:4]) for script in MIGRATIONS.glob("*.sql")]
    asyncio.run(write_down(MIGRATIONS, max(numbers)))
