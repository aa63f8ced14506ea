"""Limits of members by their roles: of all that applies to a member, what allows the most holds."""

import asyncio
from typing import Any

import pytest

from bot.config.sections import LimitSettings
from bot.policy.denials import (
    HostLimits,
    Limits,
    MemberQuotaExceeded,
    TooManyOpenRequests,
    TooManySongBytes,
    TooManySongs,
)
from bot.policy.guild_settings import GuildSettings, Membership, RoleLimits
from bot.policy.track_ownership import TrackOwner
from bot.providers.studio import STUDIO
from bot.store import OwnedTrack, Store
from tests.support.rows import NOW, new_request, place, rows_of

HOST = HostLimits(
    default=Limits(
        open_per_member=2, daily_per_member=3, songs_per_member=4, megabytes_per_member=5
    ),
    ceiling=Limits(open_per_member=9, songs_per_member=9, megabytes_per_member=100),
    booster_factor=2.0,
)
VIP = 77


def numbers(limits: Limits) -> tuple[int | None, ...]:
    return tuple(getattr(limits, name) for name in RoleLimits.model_fields)


def test_what_allows_the_most_holds_within_what_the_host_allows() -> None:
    nothing = GuildSettings()
    assert numbers(HOST.within(nothing)) == (2, 3, 4, 5)
    assert numbers(HOST.within(nothing, is_booster=True)) == (4, 6, 8, 10)
    assert numbers(HOST.within(nothing, RoleLimits(songs_per_member=6))) == (2, 3, 6, 5)
    more = RoleLimits(open_per_member=50, daily_per_member=50, songs_per_member=50)
    assert numbers(HOST.within(nothing, more, is_booster=True)) == (9, 50, 9, 10)
    own = GuildSettings(songs_per_member=1, daily_per_member=1)
    assert numbers(HOST.within(own, is_booster=True)) == (4, 2, 2, 10)
    # A role is for more: nobody has less by one.
    assert numbers(HOST.within(nothing, RoleLimits(songs_per_member=1))) == (2, 3, 4, 5)


def test_the_defaults_need_no_configuration() -> None:
    free = LimitSettings().of_host(charges=False)
    assert numbers(free.within(GuildSettings())) == (10, 25, 25, 300)
    assert numbers(free.within(GuildSettings(), is_booster=True)) == (20, 50, 50, 600)
    assert free.within(GuildSettings()).unused_days == 180
    assert free.within(GuildSettings(unused_days=0)).unused_days == 0
    paid = LimitSettings().of_host(charges=True)
    # What costs is bounded by the host alone.
    assert numbers(paid.within(GuildSettings(), is_booster=True)) == (20, 100, 50, 600)


async def test_roles_are_set_bit_by_bit_and_taken_back(store: Store) -> None:
    change = store.role_limits.change
    await change(1, VIP, {"songs_per_member": 6}, updated_by=5, now=NOW)
    await change(1, VIP, {"open_per_member": 3}, updated_by=5, now=NOW)
    assert await store.role_limits.of_guild(1) == {
        VIP: RoleLimits(open_per_member=3, songs_per_member=6)
    }
    assert await store.role_limits.of_guild(2) == {}
    changes = (await store.setting_changes.page(1, 9)).changes
    assert [(one.name, one.old, one.new, one.subject_id) for one in changes] == [
        ("open_per_member", None, 3, VIP),
        ("songs_per_member", None, 6, VIP),
    ]
    member = Membership(role_ids=frozenset({VIP, 78}))
    assert numbers(await store.role_limits.of_member(1, member, HOST)) == (3, 3, 6, 5)
    assert numbers(await store.role_limits.of_member(2, member, HOST)) == (2, 3, 4, 5)
    await change(1, VIP, dict.fromkeys(RoleLimits.model_fields), updated_by=5, now=NOW)
    assert await rows_of(store, "role_limits") == []


async def test_two_hundred_members_at_once_get_just_what_their_roles_allow(store: Store) -> None:
    """Each start is counted in the transaction that takes it, whoever else asks meanwhile."""
    await store.role_limits.change(
        1, VIP, {"daily_per_member": 5, "open_per_member": 4}, updated_by=5, now=NOW
    )
    kinds: tuple[dict[str, Any], ...] = ({}, {"role_ids": frozenset({VIP})}, {"is_booster": True})
    asks = [
        new_request(f"task-{user_id}-{number}", user_id=user_id, **kinds[user_id % 3])
        for number in range(6)
        for user_id in range(200)
    ]
    ends = await asyncio.gather(
        *(place(store, asked, provider=STUDIO, limits=HOST) for asked in asks),
        return_exceptions=True,
    )
    refused = {type(end) for end in ends if isinstance(end, BaseException)}
    assert refused == {TooManyOpenRequests}
    rows = await rows_of(store, "requests")
    taken = [sum(row["user_id"] == user_id for row in rows) for user_id in range(200)]
    assert {user_id: taken[user_id] for user_id in range(200)} == {
        user_id: (2, 4, 4)[user_id % 3] for user_id in range(200)
    }
    # What has ended makes room for more on its way, and not for more in a day.
    await store.requests._db.execute("UPDATE requests SET state = 'posted'")
    vip: dict[str, Any] = {"user_id": 1, "role_ids": frozenset({VIP})}
    await place(store, new_request("fifth", **vip), provider=STUDIO, limits=HOST)
    with pytest.raises(MemberQuotaExceeded):
        await place(store, new_request("sixth", **vip), provider=STUDIO, limits=HOST)
    started = [row for row in await rows_of(store, "quota_usage") if row["user_id"] == 1]
    assert len(started) == 5


async def test_songs_and_their_room_are_counted_where_they_are_kept(store: Store) -> None:
    limits = HOST.within(GuildSettings())

    def song(number: int, user_id: int = 7, mebibytes: int = 1) -> OwnedTrack:
        return OwnedTrack(
            task_id=f"song-{user_id}-{number}",
            guild_id=1,
            owner=TrackOwner(user_id=user_id),
            size_bytes=mebibytes << 20,
        )

    ends = await asyncio.gather(
        *(
            store.track_owners.add(song(number, user_id), NOW, limits=limits)
            for number in range(6)
            for user_id in range(200)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(end, TooManySongs) for end in ends) == 200 * 2
    assert await store.track_owners.holdings(1, 7) == (4, 4 << 20)
    with pytest.raises(TooManySongs):
        await store.track_owners.check_room(1, 7, limits)
    await store.track_owners.check_room(2, 7, limits)  # each server for itself
    assert await store.tracks.withdraw("song-7-0", NOW)
    await store.track_owners.check_room(1, 7, limits)
    with pytest.raises(TooManySongBytes):
        await store.track_owners.add(song(9, mebibytes=3), NOW, limits=limits)
    await store.track_owners.add(song(9, mebibytes=2), NOW, limits=limits)
