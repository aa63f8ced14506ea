"""Servers' logos: the studio checks and keeps them, the branding's rules say which one holds."""

import logging

from bot.jobs import Logo
from bot.store import Store
from bot.studio_client import StudioClient, StudioError

log = logging.getLogger(__name__)


class LogoService:
    """What commands need of one studio's logos."""

    def __init__(self, studio: StudioClient, store: Store) -> None:
        self._studio = studio
        self._store = store

    async def add(self, guild_id: int, url: str) -> str:
        """Have a picture fetched, checked and kept; return its id.

        Raises StudioRefused with the reason, and StudioUnavailable.
        """
        return await self._studio.add_logo(guild_id, url)

    async def ids(self, guild_id: int) -> set[str]:
        """Return the ids of the logos that a server and its channels have set."""
        rules = await self._store.branding_rules.list_rules(guild_id)
        return {rule.logo.logo_id for rule in rules.values() if isinstance(rule.logo, Logo)}

    async def remove_unused(self, guild_id: int, known: set[str]) -> None:
        """Remove those logos of a server that nothing sets any more.

        One that can't be removed now goes with the server.
        """
        for logo_id in known - await self.ids(guild_id):
            try:
                await self._studio.erase_logo(guild_id, logo_id)
            except StudioError as error:
                log.warning("guild_id=%s: the logo %s stays: %s", guild_id, logo_id, error)
