"""The registry of the servers that the bot is in, kept as Discord tells of them."""

import logging
import sqlite3
from collections.abc import Collection

from bot.clock import Clock
from bot.store import Store

log = logging.getLogger(__name__)


class GuildRegistry:
    """Keeps who is there. What can't be kept now is made up for at the next reconciliation."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._clock = clock
        self._servers = store.guilds
        self._known: set[int] = set()
        """Those that stand in the registry: each start tells of all servers once more."""
        self._listed_shards: set[int] = set()
        """Those whose servers were told: one that comes after that is new."""

    async def mark_present(self, guild_id: int, *, shard: int = 0) -> bool:
        """Keep that the bot is in a server; return whether somebody is to be welcomed there."""
        if guild_id in self._known:
            return False
        welcome_at = self._clock() if shard in self._listed_shards else None
        try:
            is_new = await self._servers.mark_joined(guild_id, welcome_at=welcome_at)
        except sqlite3.Error as error:
            log.warning("it is not kept that server %d was joined: %s", guild_id, error)
            return False
        self._known.add(guild_id)
        return is_new

    async def mark_left(self, guild_id: int) -> None:
        """Keep since when the bot is no longer in a server."""
        self._known.discard(guild_id)
        try:
            await self._servers.mark_left(guild_id, self._clock())
        except sqlite3.Error as error:
            log.warning("it is not kept that server %d was left: %s", guild_id, error)
        else:
            log.info("server %d was left", guild_id)

    async def reconcile(self, present: Collection[int], *, shard: int, shards: int) -> None:
        """Compare a shard's servers with those in the registry:
        Discord tells of leaving only once.
        """
        try:
            gone = await self._servers.record_present(
                present, self._clock(), shard=shard, shards=shards
            )
        except sqlite3.Error as error:
            log.warning("the servers are not kept: %s", error)
            return
        self._listed_shards.add(shard)
        self._known |= set(present)
        self._known -= set(gone)
        for guild_id in gone:
            log.info("server %d was left while nobody was told", guild_id)
