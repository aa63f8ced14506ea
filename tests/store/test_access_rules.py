"""Who may ask, and where: looked at in the transaction that would commit the request."""

import pytest

from bot.policy.denials import ChannelNotAllowed, MemberBlocked, MissingRole, RequestDenied
from bot.policy.guild_settings import AccessSubject, GuildSettings
from bot.store import Store, TooManyBlockedWords
from tests.support.rows import NOW, everything, new_request, place


async def allow(store: Store, subject: AccessSubject, subject_id: int) -> bool:
    """Put a role or a channel on the list."""
    return await store.access_rules.allow(1, subject, subject_id, added_by=5, now=NOW)


async def refusal(store: Store, **more: object) -> RequestDenied:
    """Return why a request is turned away, and see that it left nothing."""
    before = await everything(store)
    with pytest.raises(RequestDenied) as refused:
        await place(store, new_request(**more))  # type: ignore[arg-type]
    assert await everything(store) == before
    return refused.value


async def test_only_members_with_one_of_the_roles_may_ask(store: Store) -> None:
    assert await allow(store, AccessSubject.ROLE, 70)
    assert not await allow(store, AccessSubject.ROLE, 70)
    await allow(store, AccessSubject.ROLE, 71)
    refused = await refusal(store, role_ids=frozenset({72}))
    assert isinstance(refused, MissingRole)
    assert refused.role_ids == (70, 71)
    await place(store, new_request(role_ids=frozenset({72, 71})))
    await place(store, new_request(guild_id=2, user_id=7))


async def test_everybody_has_the_role_that_is_the_server(store: Store) -> None:
    await allow(store, AccessSubject.ROLE, 1)
    await place(store, new_request(guild_id=1))


async def test_a_channel_is_allowed_with_its_threads_and_by_its_category(store: Store) -> None:
    await allow(store, AccessSubject.CHANNEL, 20)
    refused = await refusal(store, channel_id=10)
    assert isinstance(refused, ChannelNotAllowed)
    assert refused.channel_ids == (20,)
    await place(store, new_request(channel_id=20))
    await place(store, new_request(channel_id=21, parent_id=20))
    await place(store, new_request(channel_id=22, category_id=20))
    await refusal(store, channel_id=23, parent_id=10)


async def test_moderators_are_bound_by_no_role_or_channel(store: Store) -> None:
    await allow(store, AccessSubject.ROLE, 70)
    await allow(store, AccessSubject.CHANNEL, 20)
    await place(store, new_request(is_moderator=True))


async def test_a_blocked_member_is_turned_away_everywhere_in_that_server(store: Store) -> None:
    assert await store.access_rules.block(1, 100, added_by=5, now=NOW)
    assert not await store.access_rules.block(1, 100, added_by=5, now=NOW)
    assert isinstance(await refusal(store), MemberBlocked)
    assert isinstance(await refusal(store, is_moderator=True), MemberBlocked)
    await place(store, new_request(guild_id=2, user_id=7))
    assert await store.access_rules.blocked(1, 9) == ([100], 1)
    assert await store.access_rules.unblock(1, 100, removed_by=5, now=NOW)
    assert not await store.access_rules.unblock(1, 100, removed_by=5, now=NOW)
    await place(store, new_request())


async def test_without_any_role_or_channel_left_everybody_may_ask_everywhere(store: Store) -> None:
    await allow(store, AccessSubject.CHANNEL, 20)
    assert (
        await store.access_rules.disallow(1, AccessSubject.CHANNEL, [20, 21], removed_by=5, now=NOW)
        == 1
    )
    assert await store.access_rules.allowed(1) == {
        AccessSubject.ROLE: [],
        AccessSubject.CHANNEL: [],
    }
    await place(store, new_request())


async def test_a_block_list_holds_each_word_once_and_only_so_many(store: Store) -> None:
    async def add(word: str) -> bool:
        return await store.blocked_words.add(1, word, added_by=5, now=NOW, most=2)

    assert [await add("Spam"), await add("spám"), await add("*spam*")] == [True, False, True]
    with pytest.raises(TooManyBlockedWords):
        await add("more")
    assert await store.blocked_words.of(1) == ["*spam*", "Spam"]
    assert await store.blocked_words.remove(1, "SPAM", removed_by=5, now=NOW)
    assert not await store.blocked_words.remove(1, "SPAM", removed_by=5, now=NOW)
    assert await store.blocked_words.of(1) == ["*spam*"]


async def test_what_a_server_speaks_goes_before_what_discord_says(store: Store) -> None:
    await store.guild_settings.set(1, GuildSettings(language="ja"), updated_by=5, now=NOW)
    job = (await place(store, new_request())).job
    assert (job.request.guild_locale, job.request.locale) == ("ja", "de")
    other = (await place(store, new_request(guild_id=2, user_id=7))).job
    assert other.request.guild_locale == "en-US"
