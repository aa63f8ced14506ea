"""The servers' branding and the remembered values."""

from bot.jobs import Branding
from bot.store import Store
from tests.rows import NOW


async def test_each_server_has_its_own_branding(store: Store) -> None:
    mine = Branding(author="Ada", domain_name="ada.example")
    assert await store.branding.set(1, mine, updated_by=5, now=NOW) == mine
    assert await store.branding.get(1) == mine
    assert await store.branding.get(2) == Branding()


async def test_setting_one_part_leaves_the_other(store: Store) -> None:
    await store.branding.set(1, Branding(author="Ada"), updated_by=5, now=NOW)
    both = await store.branding.set(1, Branding(domain_name="x.example"), updated_by=6, now=NOW)
    assert both == Branding(author="Ada", domain_name="x.example")


async def test_a_reset_forgets_one_servers_branding(store: Store) -> None:
    for guild_id in (1, 2):
        await store.branding.set(guild_id, Branding(author="Ada"), updated_by=5, now=NOW)
    assert await store.branding.reset(1)
    assert not await store.branding.reset(1)
    assert await store.branding.get(1) == Branding()
    assert await store.branding.get(2) == Branding(author="Ada")


async def test_a_value_is_remembered_and_replaced(store: Store) -> None:
    assert await store.meta.get("key") is None
    await store.meta.set("key", "one")
    await store.meta.set("key", "two")
    assert await store.meta.get("key") == "two"
    await store.meta.check_writable()
