"""What moderators set holds at once, although what was set before is kept in memory."""

from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from bot.jobs import Branding, RenderOptions, Shape
from bot.policy.denials import (
    BlockedWordFound,
    ChannelNotAllowed,
    MissingRole,
    RequestDenied,
    TooManyOpenRequests,
)
from bot.policy.guild_settings import AccessSubject, BrandingPolicy, GuildSettings, Membership
from bot.providers.cloud import CLOUD
from bot.store import Store
from bot.store.database import Transaction
from bot.store.guild_settings import rule_of, settings_of
from bot.store.rule_cache import MOST_GUILDS, TABLES, RuleCache
from tests.support.rows import NOW, host_limits, new_request, place

LIMITS: Final = host_limits(open_per_member=5)
Change = Callable[[Store], Awaitable[object]]


async def deny_channel(store: Store) -> None:
    await store.access_rules.allow(1, AccessSubject.CHANNEL, 11, added_by=5, now=NOW)


async def allow_channel(store: Store) -> None:
    await store.access_rules.disallow(1, AccessSubject.CHANNEL, [11], removed_by=5, now=NOW)


async def deny_role(store: Store) -> None:
    await store.access_rules.allow(1, AccessSubject.ROLE, 8, added_by=5, now=NOW)


async def allow_role(store: Store) -> None:
    await store.access_rules.disallow(1, AccessSubject.ROLE, [8], removed_by=5, now=NOW)


async def block_word(store: Store) -> None:
    await store.blocked_words.add(1, "mia", most=9, added_by=5, now=NOW)


async def allow_word(store: Store) -> None:
    await store.blocked_words.remove(1, "mia", removed_by=5, now=NOW)


async def limit_all(store: Store) -> None:
    await store.guild_settings.change(1, {"open_per_member": 1}, updated_by=5, now=NOW)


async def limit_role(store: Store) -> None:
    await store.role_limits.change(1, 7, {"open_per_member": 3}, updated_by=5, now=NOW)


async def is_taken(store: Store) -> type[RequestDenied] | None:
    """Ask as a member who has one request on its way; return what is against it."""
    asked = new_request("task-2", author="Mia", role_ids=frozenset({7}))
    try:
        await store.requests.check_admission(asked, provider=CLOUD, now=NOW, limits=LIMITS)
    except RequestDenied as reason:
        return type(reason)
    return None


@pytest.mark.parametrize(
    ("forbid", "denial", "allow"),
    [
        (deny_channel, ChannelNotAllowed, allow_channel),
        (deny_role, MissingRole, allow_role),
        (block_word, BlockedWordFound, allow_word),
        (limit_all, TooManyOpenRequests, limit_role),
    ],
)
async def test_each_rule_holds_for_the_next_request(
    store: Store, forbid: Change, denial: type[RequestDenied], allow: Change
) -> None:
    await place(store, new_request(), limits=LIMITS)
    assert await is_taken(store) is None
    await forbid(store)
    assert await is_taken(store) is denial
    await allow(store)
    assert await is_taken(store) is None


async def test_branding_holds_at_once_for_the_server_and_for_a_channel(store: Store) -> None:
    rules = store.branding_rules
    assert (await rules.effective(1, 10)).author is None
    await rules.set(
        1, Branding(author="Server"), RenderOptions(shape=Shape.TALL), updated_by=5, now=NOW
    )
    assert (await rules.effective(1, 10)).author == "Server"
    await rules.set(1, Branding(author="Channel"), channel_id=10, updated_by=5, now=NOW)
    await rules.set_policy(1, {"author": BrandingPolicy.LOCKED}, updated_by=5, now=NOW)
    rule = await rules.effective(1, 10)
    assert (rule.author, rule.shape) == ("Channel", Shape.TALL)
    assert rule.locked == frozenset({"author"})
    assert (await rules.effective(1)).author == "Server"
    await rules.reset(1, channel_id=10, parts=frozenset({"author"}), updated_by=5, now=NOW)
    assert (await rules.effective(1, 10)).author == "Server"


async def test_what_was_rolled_back_never_held(store: Store) -> None:
    def change_and_fail(transaction: Transaction) -> None:
        transaction.execute(
            "INSERT INTO guild_settings (guild_id, open_per_member, updated_by, updated_at)"
            " VALUES (1, 2, 5, 0)"
        )
        assert settings_of(transaction, 1).open_per_member == 2  # inside, it is seen
        raise ValueError

    assert (await store.guild_settings.get(1)) == GuildSettings()
    with pytest.raises(ValueError, match=r"^$"):
        await store.requests._db.write(change_and_fail)
    assert (await store.guild_settings.get(1)) == GuildSettings()


async def test_what_a_left_servers_purge_deletes_is_forgotten(store: Store) -> None:
    await limit_all(store)
    await limit_role(store)
    assert (await store.guild_settings.get(1)).open_per_member == 1
    await store.guilds.mark_left(1, NOW)
    (departure,) = await store.guilds.list_left(NOW.replace(year=2027), 9)
    assert (await store.guilds.purge(departure, NOW, 99)).changed
    assert (await store.guilds.purge(departure, NOW, 99)).is_done
    assert (await store.guild_settings.get(1)).open_per_member is None
    limits = await store.role_limits.of_member(1, Membership(role_ids=frozenset({7})), LIMITS)
    assert limits.open_per_member == LIMITS.default.open_per_member


async def test_rules_that_are_kept_are_not_read_again(store: Store) -> None:
    def ask_twice(transaction: Transaction) -> int:
        before = len(statements)
        settings_of(transaction, 1)
        rule_of(transaction, 1, 10)
        return len(statements) - before

    statements: list[str] = []
    await store.requests._db._connection.set_trace_callback(statements.append)
    assert [await store.requests._db.read(ask_twice) for _ in range(2)] == [2, 0]


def test_only_so_many_servers_are_kept() -> None:
    cache = RuleCache()
    for guild_id in range(MOST_GUILDS + 1):
        cache.keep(guild_id, "settings", "theirs")
        cache.keep(guild_id, "texts", "theirs")
    assert sorted(cache.guilds) == list(range(1, MOST_GUILDS + 1))


async def test_every_table_that_is_read_for_rules_is_watched(store: Store) -> None:
    (rows,) = [await store.requests._db.fetch_all("SELECT tbl_name FROM temp.sqlite_master")]
    assert {row["tbl_name"] for row in rows} == set(TABLES)
    assert len(rows) == 3 * len(TABLES)
