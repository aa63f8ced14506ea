"""The log of what moderators changed."""

from datetime import timedelta
from typing import Final

import pytest

from bot.i18n.texts import has_text
from bot.jobs import Branding
from bot.jobs.notices import NoticeKind
from bot.messages.setting_changes import change_line, changes_text
from bot.policy.guild_settings import (
    AccessSubject,
    BrandingPolicy,
    BrandingRule,
    GuildSettings,
)
from bot.policy.setting_changes import SettingArea
from bot.store import Store
from tests.support.rows import NOW, new_request, place, rows_of

MAX: Final = 5
DAY: Final = timedelta(days=1)


async def told(store: Store) -> list[str]:
    """Return what the log of server 1 says, newest first."""
    page = await store.setting_changes.page(1, 50)
    return [change_line(change, "en-US", with_time=False) for change in page.changes]


async def test_everything_that_moderators_change_is_kept_with_who_and_from_what_to_what(
    store: Store,
) -> None:
    rules, words, queues = store.access_rules, store.blocked_words, store.guild_queues
    await store.guild_settings.change(1, {"daily_per_member": 3}, updated_by=MAX, now=NOW)
    await store.guild_settings.change(
        1, {"daily_per_member": 9, "showcase_channel_id": 77}, updated_by=6, now=NOW
    )
    await store.guild_settings.change(1, {"daily_per_member": 9}, updated_by=6, now=NOW)
    await store.branding_rules.set(
        1, Branding(author="The *Band*"), channel_id=10, updated_by=MAX, now=NOW
    )
    locked = {"author": BrandingPolicy.LOCKED}
    await store.branding_rules.set_policy(1, locked, updated_by=MAX, now=NOW)
    await store.branding_rules.reset(1, parts=frozenset({"author"}), updated_by=MAX, now=NOW)
    await rules.allow(1, AccessSubject.ROLE, 20, added_by=MAX, now=NOW)
    await rules.allow(1, AccessSubject.ROLE, 20, added_by=MAX, now=NOW)
    await rules.disallow(1, AccessSubject.ROLE, [20, 21], removed_by=MAX, now=NOW)
    await rules.allow(1, AccessSubject.CHANNEL, 10, added_by=MAX, now=NOW)
    await rules.block(1, 8, added_by=MAX, now=NOW)
    await rules.unblock(1, 8, removed_by=6, now=NOW)
    await words.add(1, "spam", added_by=MAX, now=NOW, most=9)
    await words.remove(1, "SPAM", removed_by=MAX, now=NOW)
    await place(store, new_request())
    await queues.pause(1, paused_by=MAX, now=NOW)
    await queues.clear(1, cleared_by=MAX, now=NOW)
    await queues.resume(1, resumed_by=6, now=NOW)
    assert (await told(store))[::-1] == [
        "<@5>: **videos of a member a day**: not set → 3",
        "<@6>: **showcase channel**: not set → <#77>",
        "<@6>: **videos of a member a day**: 3 → 9",
        "<@5>: **signature** in <#10>: not set → “The \\*Band\\*”",
        "<@5>: **rule for the signature**: not set → “locked”",
        "<@5>: **rule for the signature**: “locked” → not set",
        "<@5>: <@&20> may request videos",
        "<@5>: <@&20> is off the list of roles that may ask",
        "<@5>: videos may be requested in <#10>",
        "<@5>: <@8> is blocked",
        "<@6>: <@8> is no longer blocked",
        "<@5>: ||spam|| is blocked",
        "<@5>: ||spam|| is no longer blocked",
        "<@5>: the queue is paused",
        "<@5>: the queue was cleared (requests: 1)",
        "<@6>: the queue goes on",
    ]


@pytest.mark.parametrize("name", [*GuildSettings.model_fields, *BrandingRule.model_fields])
def test_every_setting_has_a_name_there(name: str) -> None:
    assert has_text(f"log-name-{name.replace('_', '-')}"), "in log.ftl, for /settings log"


async def test_pages_are_turned_beside_a_change(store: Store) -> None:
    for most in range(1, 8):
        await store.guild_settings.change(1, {"daily_per_member": most}, updated_by=5, now=NOW)
    changes = store.setting_changes
    first = await changes.page(1, 3)
    assert [change.new for change in first.changes] == [7, 6, 5]
    assert (first.has_newer, first.has_older) == (False, True)
    second = await changes.page(1, 3, before=first.changes[-1].change_id)
    assert [change.new for change in second.changes] == [4, 3, 2]
    third = await changes.page(1, 3, before=second.changes[-1].change_id)
    assert [change.new for change in third.changes] == [1]
    assert (third.has_newer, third.has_older) == (True, False)
    back = await changes.page(1, 3, after=second.changes[0].change_id)
    assert [change.new for change in back.changes] == [7, 6, 5]
    assert (await changes.page(2, 3)).changes == []


async def test_what_is_older_than_its_time_is_forgotten(store: Store) -> None:
    await store.guild_settings.change(1, {"daily_per_member": 1}, updated_by=5, now=NOW)
    await store.guild_settings.change(1, {"daily_per_member": 2}, updated_by=5, now=NOW + DAY)
    assert await store.setting_changes.forget(NOW + DAY, 9) == 1
    (change,) = (await store.setting_changes.page(1, 9)).changes
    assert change.new == 2


async def test_who_deletes_their_data_is_no_longer_named(store: Store) -> None:
    await store.access_rules.block(1, 8, added_by=MAX, now=NOW)
    for user_id in (MAX, 8):
        erasure = await store.erasures.begin(user_id, NOW)
        await store.erasures.step(erasure, NOW, 9)
    (line,) = await told(store)
    assert line == "somebody whose data was deleted: somebody whose data was deleted is blocked"
    assert (await store.setting_changes.page(1, 9)).changes[0].area is SettingArea.MEMBER


async def test_moderators_are_told_in_their_channel_of_several_changes_at_once(
    store: Store,
) -> None:
    settings = store.guild_settings
    await settings.change(1, {"moderators_channel_id": 33}, updated_by=5, now=NOW)
    assert await rows_of(store, "notices") == [], "who chose it knows"
    await settings.change(1, {"keeps_copy": False}, updated_by=5, now=NOW)
    await store.access_rules.block(1, 8, added_by=5, now=NOW)
    (notice,) = await rows_of(store, "notices")
    assert (notice["kind"], notice["channel_id"]) == (NoticeKind.SETTINGS_CHANGED, 33)
    changes = await store.setting_changes.told_by(notice["notice_id"])
    assert changes_text(changes, "en-US").splitlines() == [
        "🛠️ Settings of this server were changed:",
        "<@5>: **attached copy**: on → off",
        "<@5>: <@8> is blocked",
    ]
    assert await store.notices.claim_due(NOW, 9, []) == [], "more may follow"
    ((claimed, _, is_new),) = await store.notices.claim_due(NOW + DAY, 9, [])
    assert (claimed.notice_id, is_new) == (notice["notice_id"], True)
    await settings.change(1, {"moderators_channel_id": None}, updated_by=6, now=NOW + DAY)
    _, last = await rows_of(store, "notices")
    assert last["channel_id"] == 33, "that it is the last one is told there as well"
    await settings.change(1, {"keeps_copy": True}, updated_by=6, now=NOW + DAY)
    assert len(await rows_of(store, "notices")) == 2
