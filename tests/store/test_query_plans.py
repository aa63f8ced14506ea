"""History must not slow the bot down: what it asks all day is answered by indexes."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import pytest

import bot.store
from bot.jobs.notices import NoticeKind
from bot.policy.takedowns import ReportReason
from bot.store import PageDirection, ProgressReport, SeenChannels, Store
from bot.store.erasures import Erasure
from tests.support.rows import HOUR, MINUTE, NOW, host_limits, new_request, place, taken

TOLD: Final = ProgressReport(api_task_id="v", queue_place=1, started_at=None, progress=0.0)
ERASURE: Final = Erasure(user_id=7, asked_at=NOW.timestamp())

Ask = Callable[[Store], Awaitable[object]]

# These hold nothing but what is still to be done, so that reading all of one is quick.
LIMITED: Final = host_limits(
    daily_per_member=9, daily_per_server=9, daily_per_host=9, cooldown_seconds=1
)
OPEN_WORK: Final = (
    "requests_waiting",
    "requests_posting",
    "requests_status_outdated",
    "videos_due",
    "videos_orphaned",
    "videos_file_to_delete",
    "notices_posting",
    "attachment_jobs_due",
    "takedowns_due",
)


async def purge(store: Store) -> None:
    """Take a step of a left server's purge."""
    await store.guilds.mark_left(1, NOW)
    (departure,) = await store.guilds.list_left(NOW + HOUR, 9)
    await store.guilds.purge(departure, NOW, 9)


async def costs(store: Store) -> None:
    """Ask what a request cost."""
    page = await store.history.page(1, None, 9)
    await store.charges.of_jobs(page.jobs)


async def reported(store: Store) -> None:
    """Report a song, and ask what was reported."""
    await store.guild_settings.change(1, {"moderators_channel_id": 9}, updated_by=5, now=NOW)
    await store.reports.add(
        guild_id=1,
        task_id="task-1",
        audio_id="audio-1",
        channel_id=10,
        message_id=7,
        user_id=5,
        reason=ReportReason.OTHER,
        now=NOW,
    )
    report = await store.reports.of_notice(1)
    assert report is not None
    await store.reports.dismiss(report, decided_by=5, now=NOW)


async def taken_down(store: Store) -> None:
    """Take a song down, and ask for its posts."""
    taken = await store.takedowns.take_down(1, "task-1", ReportReason.OTHER, taken_by=5, now=NOW)
    assert taken is not None
    await store.takedowns.posts(taken, 9)
    await store.takedowns.finish(taken, NOW)


async def listed(store: Store) -> None:
    """Have a week's best counted, shown and pinned."""
    settings = {"lists_best": True, "showcase_channel_id": 9, "moderators_channel_id": 8}
    await store.guild_settings.change(1, settings, updated_by=5, now=NOW)
    lists = store.showcase_lists
    await lists.begin(NOW + HOUR, HOUR, NOW)
    (found,) = await lists.due(NOW, 9, [])
    await lists.posts(found)
    await lists.keep_counts(found, {1: 2}, NOW)
    await lists.listed_by(1)
    await lists.notice_of(found)
    await lists.pinned_before(found)
    await lists.rest(found)
    await lists.note_refusal(1, NoticeKind.PIN_REFUSED, NOW)
    await store.notices.clear_message(1)


async def story(store: Store) -> None:
    """Ask what happened to a request."""
    job = (await place(store, new_request("told"))).job
    assert await store.job_history.facts(job.request.request_id)


ASKED: Final[dict[str, Ask]] = {
    "what happened": story,
    "the queue": lambda store: store.videos.due(NOW, 9, queued=True, excluding=["a", "b"]),
    "videos to look at": lambda store: store.videos.due(NOW, 9, queued=False),
    "the next video": lambda store: store.videos.next_due_at(NOW),
    "what is due too late": lambda store: store.videos.cap_due_times(NOW, deadline_at=NOW),
    "copies that are due too late": lambda store: store.attachment_jobs.cap_due_times(NOW, 2, 60),
    "the pace": lambda store: store.videos.submits_since(NOW),
    "a video": lambda store: store.videos.get("0" * 16),
    "candidate ids": lambda store: store.candidate_ids.open_of("0" * 16),
    "answers": lambda store: taken(store, excluding=["a", "b"]),
    "statuses with news": lambda store: store.status_messages.due(NOW, 9, ["a"]),
    "the queue's end": lambda store: store.videos.overdue(NOW, 9, untried=True, excluding=["a"]),
    "whether somebody watches": lambda store: store.render_progress.is_watched(),
    "progress": lambda store: store.render_progress.save([TOLD], NOW, pause=MINUTE, most=9),
    "what is due beside answers": lambda store: store.delivery_schedule.look(NOW),
    "notices": lambda store: store.notices.claim_due(NOW, 9, [1]),
    "copies": lambda store: store.attachment_jobs.due(NOW, 9, [1]),
    "stale statuses": lambda store: store.status_messages.outdated(9, ["a"]),
    "status messages of a video": lambda store: store.status_messages.mark_outdated("0" * 16),
    "a request": lambda store: store.requests.get("0" * 16),
    "a member's history": lambda store: store.history.page(1, 100, 5),
    "a server's history": lambda store: store.history.page(1, None, 5),
    "a moderator's history": lambda store: store.history.page(
        1, None, 5, seen=SeenChannels(100, frozenset({10, 11}))
    ),
    "where was asked": lambda store: store.history.channel_ids(1),
    "what a server doesn't want shown": lambda store: store.text_rules.of(1),
    "what a member may choose": lambda store: store.history.entries(1, 100, 9),
    "what a moderator may choose": lambda store: store.history.entries(1, None, 9),
    "where a video was shown": lambda store: store.notices.showcase_post_of("0" * 16),
    "a week's best": listed,
    "a wish": lambda store: place(store, new_request(user_id=7)),
    "a server's tracks": lambda store: store.tracks.recent(1),
    "a task's tracks": lambda store: store.tracks.of_task("task-1", 1),
    "a task that is removed": lambda store: store.tracks.withdraw("task-1", NOW),
    "a track by its own id": lambda store: store.tracks.of_audio("audio-1", 1),
    "what not everybody may use": lambda store: store.track_owners.restricted(1),
    "a report": reported,
    "a takedown": taken_down,
    "what is taken down": lambda store: store.takedowns.of_guild(1, 9),
    "a sound that is taken down": lambda store: store.takedowns.is_sound_down(1, "d"),
    "takedowns that are due too late": lambda store: store.takedowns.cap_due_times(NOW, 2, 60),
    "statuses that are due too late": lambda store: store.status_messages.cap_due_times(NOW),
    "takedowns to carry out": lambda store: store.takedowns.due(NOW, 9, [1]),
    "the census": lambda store: store.job_counter.count(),
    "what is old": lambda store: store.retention.delete_expired(NOW, 9),
    "a channel's branding": lambda store: store.branding_rules.effective(1, 10),
    "a server's branding": lambda store: store.branding_rules.list_rules(1),
    "a wish with limits": lambda store: place(store, new_request("t", user_id=8), limits=LIMITED),
    "what is used": lambda store: store.quotas.usage(1, 7, LIMITED.default, NOW),
    "old starts": lambda store: store.quotas.forget(NOW, 9),
    "who may ask": lambda store: store.access_rules.allowed(1),
    "who is blocked": lambda store: store.access_rules.blocked(1, 9),
    "blocked words": lambda store: store.blocked_words.of(1),
    "what is kept of a member": lambda store: store.erasures.holdings(7),
    "a member's deletion": lambda store: store.erasures.step(ERASURE, NOW, 9),
    "a left server's purge": purge,
    "left servers": lambda store: store.guilds.list_left(NOW, 9),
    "files to remove": lambda store: store.retention.files_to_delete(9),
    "videos without requests": lambda store: store.retention.release_unused_videos(9),
    "what else is old": lambda store: store.retention.delete_expired_rest(NOW, 9),
    "a server's spending": lambda store: store.charges.spending(1, NOW),
    "what requests cost": costs,
}


async def statements_of(store: Store, ask: Ask) -> list[str]:
    """Return what SQLite is asked, values filled in."""
    seen: list[str] = []
    connection = store.videos._db._connection
    await connection.set_trace_callback(seen.append)
    await ask(store)
    await connection.set_trace_callback(None)  # type: ignore[arg-type]
    return [sql for sql in seen if re.match(r"\s*(SELECT|UPDATE|INSERT|DELETE)", sql)]


async def plan_of(store: Store, sql: str) -> list[str]:
    rows = await store.videos._db.fetch_all(f"EXPLAIN QUERY PLAN {sql}")
    return [str(row["detail"]) for row in rows]


def is_slow(step: str) -> bool:
    """Return whether a step reads a whole table, or an index that grows with history."""
    table = re.match(
        r"SCAN (videos|requests|notices|attachment_jobs|tracks|hints|branding|starts|allowed"
        r"|blocked_\w+|charges|servers|job_events)\b",
        step,
    )
    return table is not None and not step.endswith(OPEN_WORK)


@pytest.mark.parametrize("name", sorted(ASKED))
async def test_what_is_asked_all_day_reads_no_history(store: Store, name: str) -> None:
    await place(store, new_request())
    statements = await statements_of(store, ASKED[name])
    assert statements
    for sql in statements:
        assert [step for step in await plan_of(store, sql) if is_slow(step)] == [], sql


@pytest.mark.parametrize(
    "name",
    [
        "the queue",
        "videos to look at",
        "the pace",
        "a member's history",
        "a server's history",
        "what a member may choose",
        "what a moderator may choose",
    ],
)
async def test_what_is_due_or_newest_comes_sorted_from_its_index(store: Store, name: str) -> None:
    for sql in await statements_of(store, ASKED[name]):
        assert not [step for step in await plan_of(store, sql) if "TEMP B-TREE" in step], sql


@pytest.mark.parametrize("user_id", [100, None])
@pytest.mark.parametrize("turn", list(PageDirection))
async def test_a_page_of_history_is_found_where_the_last_one_ended(
    store: Store, user_id: int | None, turn: PageDirection
) -> None:
    anchor = (await place(store, new_request())).job.request.request_id

    async def turn_page(store: Store) -> object:
        return await store.history.page(1, user_id, 5, anchor_id=anchor, direction=turn)

    (sql,) = [sql for sql in await statements_of(store, turn_page) if "rowid) " in sql][:1]
    (step,) = await plan_of(store, sql)
    index = "requests_of_member" if user_id else "requests_of_guild"
    assert f"USING INDEX {index} (" in step
    assert "created_at" in step, "the index leads right to the anchor"


async def test_a_servers_newest_tracks_are_found_without_sorting_its_history(store: Store) -> None:
    (sql,) = await statements_of(store, ASKED["a server's tracks"])
    inner = re.search(
        r"SELECT video_id, channel_id, user_id, created_at\s+FROM requests .*? LIMIT 500", sql
    )
    assert inner is not None
    assert not [step for step in await plan_of(store, inner[0]) if "TEMP B-TREE" in step]


async def test_waking_a_video_and_its_messages_reads_no_history(store: Store) -> None:
    # The triggers' statements are not traced, so their plans are asked for here.
    statements = ["UPDATE requests SET is_status_outdated = 1 WHERE video_id = 'x'"]
    statements += ["UPDATE videos SET due_at = 1.0 WHERE video_id = 'x'"]
    for sql in statements:
        assert [step for step in await plan_of(store, sql) if is_slow(step)] == []


def test_no_statement_is_compiled_anew_for_each_pattern() -> None:
    # SQLite recompiles LIKE and GLOB with each pattern that is bound, to look whether an index
    # serves that one: the longest step of a /musicvideo was such a statement.
    store = Path(bot.store.__file__).parent
    sources = {path.name: path.read_text(encoding="utf-8") for path in store.rglob("*.py")}
    bound = re.compile(r"\b(?:GLOB|LIKE)\s+[?:@$]")
    assert [name for name, source in sources.items() if bound.search(source)] == []
