"""All that is kept of a member, and nothing of anybody else."""

import json
from datetime import timedelta
from typing import Final

from bot.jobs import Branding, RequestState
from bot.policy.guild_settings import AccessSubject, GuildSettings
from bot.store import Store
from bot.store.erasures import _DECIDED, _NAMED, _OWN
from bot.store.member_exports import EXPORTED, MEMBER_COLUMN, NOT_OF_MEMBERS, STAYS
from tests.support.rows import NOW, new_request, place, request_in

ME: Final = 424_242_424_242_424_242
OTHER: Final = 777_777_777_777_777_777


async def columns(store: Store) -> set[tuple[str, str]]:
    """Return the tables and columns that name members."""
    rows = await store.key_value._db.fetch_all(
        "SELECT tables.name AS name, columns.name AS column_name FROM sqlite_master AS tables,"
        " pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
    )
    found = {(row["name"], row["column_name"]) for row in rows}
    return {place for place in found if MEMBER_COLUMN.fullmatch(place[1])}


async def test_every_column_that_names_a_member_is_exported_or_has_a_reason(store: Store) -> None:
    naming = await columns(store)
    assert naming
    missing = {
        (table, column)
        for table, column in naming - NOT_OF_MEMBERS.keys()
        if f"{column} = :user_id" not in EXPORTED.get(table, "")
    }
    assert missing == set(), "see bot.store.member_exports"
    assert NOT_OF_MEMBERS.keys() <= naming


async def test_what_stays_after_a_deletion_is_what_no_deletion_touches(store: Store) -> None:
    erased = {table for table, _ in (*_DECIDED, *_NAMED, *_OWN)} | {"requests", "erasures"}
    naming = {table for table, _ in await columns(store)}
    stays = set(STAYS) - {"blocked_members"}
    assert naming - erased == stays, "into bot.store.erasures, or into STAYS and docs/privacy.md"
    assert "blocked_members" in STAYS, "only who decided it is forgotten"


async def test_a_member_gets_ones_own_rows_and_nobody_elses_id(store: Store) -> None:
    for user_id in (ME, OTHER):
        asked = new_request(f"song-{user_id}", user_id=user_id, author=f"name {user_id}")
        await request_in(store, RequestState.POSTED, asked)
    shared = await place(store, new_request(f"song-{OTHER}", user_id=ME, guild_id=2))
    await store.access_rules.block(1, ME, added_by=OTHER, now=NOW)
    await store.access_rules.block(2, OTHER, added_by=ME, now=NOW)
    await store.access_rules.allow(1, AccessSubject.ROLE, 3, added_by=ME, now=NOW)
    await store.branding_rules.set(1, Branding(author="A"), updated_by=ME, now=NOW)
    await store.guild_settings.set(2, GuildSettings(language="de"), updated_by=OTHER, now=NOW)
    await store.guild_queues.pause(1, paused_by=ME, now=NOW)
    kept = await store.member_exports.of(ME)
    text = json.dumps(kept)
    assert str(ME) in text
    assert str(OTHER) not in text.replace(f"song-{OTHER}", "").replace(f"name {OTHER}", "")
    assert {row["user_id"] for row in kept["requests"]} == {str(ME)}
    assert len(kept["requests"]) == 2
    assert {row["task_id"] for row in kept["videos"]} == {f"song-{ME}", f"song-{OTHER}"}
    assert not [row for row in kept["videos"] if "token" in row or "guild_id" in row]
    assert shared.job.video.token not in text
    assert [row["user_id"] for row in kept["blocked_members"]] == [str(ME), "another member"]
    assert kept["guild_settings"] == []
    assert len(kept["paused_queues"]) == len(kept["branding"]) == len(kept["access_rules"]) == 1
    assert {row["changed_by"] for row in kept["setting_changes"]} == {str(ME), "another member"}
    (start, *_) = kept["quota_usage"]
    assert start["started_at"] == NOW.isoformat()
    await store.guild_settings.set(9, GuildSettings(), updated_by=1, now=NOW + timedelta(days=1))
    assert await store.member_exports.of(ME) == kept
