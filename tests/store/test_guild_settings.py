"""What moderators decide is kept, each server's for itself."""

from bot.policy.guild_settings import GuildSettings, OtherBrandingPolicy
from bot.store import Store
from tests.support.rows import NOW


async def test_a_server_without_settings_has_the_defaults(store: Store) -> None:
    assert await store.guild_settings.get(1) == GuildSettings()


async def test_settings_are_kept_whole_and_for_one_server(store: Store) -> None:
    chosen = GuildSettings(
        language="de", showcase_channel_id=5, other_branding=OtherBrandingPolicy.REFUSE
    )
    await store.guild_settings.set(1, GuildSettings(keeps_copy=False), updated_by=7, now=NOW)
    await store.guild_settings.set(1, chosen, updated_by=7, now=NOW)
    assert await store.guild_settings.get(1) == chosen
    assert await store.guild_settings.get(2) == GuildSettings()
