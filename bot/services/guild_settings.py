"""What moderators decide for their server: looked up and changed, within what the host allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.clock import utc_now
from bot.config import Config
from bot.jobs import Branding, Provider
from bot.policy.denials import HostLimits, Limits
from bot.policy.guild_settings import BrandingRule, Policy, ServerSettings, Subject
from bot.store import Store, Usage

MOST_WORDS: Final = 200
"""How many words a server may block; each is looked for in what members write."""

_SHOWN_MEMBERS: Final = 20


@dataclass(frozen=True)
class Standing:
    """All that is set in a server, and what of it is used."""

    settings: ServerSettings
    limits: Limits
    """What holds: the server's own choice, or the host's."""
    allowed: dict[Subject, list[int]]
    blocked_ids: list[int]
    """The members blocked last; ``blocked`` is how many there are."""
    blocked: int
    usage: Usage


class Rules:
    """The rules of all servers. Methods raise sqlite3.Error when the database can't be used.

    ``channel_id`` None means the whole server; a thread has the rules of its channel.
    """

    def __init__(self, store: Store, config: Config, *, provider: Provider) -> None:
        self._store = store
        self.host_limits: HostLimits = config.limits.of_host
        self.has_charges = provider.charges
        """Whether videos are charged, so that there are credits, and videos of other servers."""
        self.low_credits = config.limits.low_credits
        """Below which balance moderators are warned who have chosen nothing else; 0: never."""

    async def branding(self, guild_id: int, channel_id: int | None = None) -> BrandingRule:
        """Give what holds: in a channel, its own rule over the server's."""
        return await self._store.branding.applying(guild_id, channel_id or 0)

    async def brandings(self, guild_id: int) -> dict[int, BrandingRule]:
        """Give what is set, by channel; 0 is the server, which comes first."""
        return await self._store.branding.all_of(guild_id)

    async def set_branding(
        self, guild_id: int, branding: Branding, *, channel_id: int | None, updated_by: int
    ) -> None:
        """Set the texts that ``branding`` names; an empty one means that there is to be none."""
        await self._store.branding.set(
            guild_id,
            branding,
            channel_id=channel_id or 0,
            updated_by=updated_by,
            now=utc_now(),
        )

    async def set_policy(
        self,
        guild_id: int,
        policy: Policy,
        parts: Iterable[str],
        *,
        channel_id: int | None,
        updated_by: int,
    ) -> None:
        """Set what some texts, named as Branding's fields, are to members."""
        await self._store.branding.set_policy(
            guild_id,
            dict.fromkeys(parts, policy),
            channel_id=channel_id or 0,
            updated_by=updated_by,
            now=utc_now(),
        )

    async def reset_branding(
        self, guild_id: int, parts: Iterable[str], *, channel_id: int | None, updated_by: int
    ) -> bool:
        """Forget some texts and their policies; False when there was nothing to forget."""
        return await self._store.branding.reset(
            guild_id,
            channel_id=channel_id or 0,
            parts=frozenset(parts),
            updated_by=updated_by,
            now=utc_now(),
        )

    async def words(self, guild_id: int) -> list[str]:
        """Give the server's blocked words."""
        return await self._store.words.of(guild_id)

    async def block_word(self, guild_id: int, word: str, *, added_by: int) -> bool:
        """Block a word; False when it is blocked already. Raises bot.store.TooManyWords."""
        return await self._store.words.add(
            guild_id, word, added_by=added_by, now=utc_now(), most=MOST_WORDS
        )

    async def unblock_word(self, guild_id: int, word: str) -> bool:
        """Allow a word again; False when it wasn't blocked."""
        return await self._store.words.remove(guild_id, word)

    async def settings(self, guild_id: int) -> ServerSettings:
        """Give a server's settings."""
        return await self._store.settings.get(guild_id)

    async def change(
        self,
        guild_id: int,
        *,
        updated_by: int,
        **changes: Any,  # noqa: ANN401 - fields of ServerSettings
    ) -> ServerSettings:
        """Change some settings, and give what holds now."""
        return await self._store.settings.change(
            guild_id, changes, updated_by=updated_by, now=utc_now()
        )

    async def standing(self, guild_id: int, user_id: int) -> Standing:
        """Give all that is set in a server, and what it and a member have used of it."""
        settings = await self._store.settings.get(guild_id)
        limits = self.host_limits.within(settings)
        blocked_ids, blocked = await self._store.access.blocked(guild_id, _SHOWN_MEMBERS)
        return Standing(
            settings=settings,
            limits=limits,
            allowed=await self._store.access.allowed(guild_id),
            blocked_ids=blocked_ids,
            blocked=blocked,
            usage=await self._store.quota.usage(guild_id, user_id, limits, utc_now()),
        )

    async def allowed(self, guild_id: int) -> dict[Subject, list[int]]:
        """Give the roles and channels that asking is restricted to; none of a kind: to none."""
        return await self._store.access.allowed(guild_id)

    async def allow(
        self, guild_id: int, subject: Subject, subject_id: int, *, added_by: int
    ) -> bool:
        """Let a role or a channel ask; False when it may already."""
        return await self._store.access.allow(
            guild_id, subject, subject_id, added_by=added_by, now=utc_now()
        )

    async def disallow(self, guild_id: int, subject: Subject, subject_ids: Iterable[int]) -> int:
        """Take roles or channels off the list; give how many were on it."""
        return await self._store.access.disallow(guild_id, subject, subject_ids)

    async def block(self, guild_id: int, user_id: int, *, added_by: int) -> bool:
        """Block a member; False when they are blocked already."""
        return await self._store.access.block(guild_id, user_id, added_by=added_by, now=utc_now())

    async def unblock(self, guild_id: int, user_id: int) -> bool:
        """Let a member ask again; False when they weren't blocked."""
        return await self._store.access.unblock(guild_id, user_id)
