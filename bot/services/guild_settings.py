"""What moderators decide for their server: looked up and changed, within what the host allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.clock import utc_now
from bot.config import Config
from bot.jobs import Branding, Provider
from bot.policy.denials import HostLimits, Limits
from bot.policy.guild_settings import AccessSubject, BrandingPolicy, BrandingRule, GuildSettings
from bot.store import QuotaUsage, Store

MAX_BLOCKED_WORDS: Final = 200
"""How many words a server may block; each is looked for in what members write."""

_SHOWN_MEMBERS: Final = 20


@dataclass(frozen=True)
class SettingsOverview:
    """All that is set in a server, and what of it is used."""

    settings: GuildSettings
    limits: Limits
    """What holds: the server's own choice, or the host's."""
    access_rules: dict[AccessSubject, list[int]]
    blocked_ids: list[int]
    """The members blocked last; ``blocked_count`` is how many there are."""
    blocked_count: int
    usage: QuotaUsage


class GuildSettingsService:
    """The rules of all servers. Methods raise sqlite3.Error when the database can't be used.

    ``channel_id`` None means the whole server; a thread has the rules of its channel.
    """

    def __init__(self, store: Store, config: Config, *, provider: Provider) -> None:
        self._store = store
        self.host_limits: HostLimits = config.limits.of_host(charges=provider.charges)
        self.has_charges = provider.charges
        """Whether videos are charged, so that there are credits, and videos of other servers."""
        self.low_credits = config.limits.low_credits
        """Below which balance moderators are warned who have chosen nothing else; 0: never."""

    async def branding_rule(self, guild_id: int, channel_id: int | None = None) -> BrandingRule:
        """Return what holds: in a channel, its own rule over the server's."""
        return await self._store.branding_rules.effective(guild_id, channel_id or 0)

    async def branding_rules(self, guild_id: int) -> dict[int, BrandingRule]:
        """Return what is set, by channel; 0 is the server, which comes first."""
        return await self._store.branding_rules.list_rules(guild_id)

    async def set_branding(
        self, guild_id: int, branding: Branding, *, channel_id: int | None, updated_by: int
    ) -> None:
        """Set the texts that ``branding_rule`` names;
        an empty one means that there is to be none.
        """
        await self._store.branding_rules.set(
            guild_id,
            branding,
            channel_id=channel_id or 0,
            updated_by=updated_by,
            now=utc_now(),
        )

    async def set_policy(
        self,
        guild_id: int,
        policy: BrandingPolicy,
        parts: Iterable[str],
        *,
        channel_id: int | None,
        updated_by: int,
    ) -> None:
        """Set what some texts, named as Branding's fields, are to members."""
        await self._store.branding_rules.set_policy(
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
        return await self._store.branding_rules.reset(
            guild_id,
            channel_id=channel_id or 0,
            parts=frozenset(parts),
            updated_by=updated_by,
            now=utc_now(),
        )

    async def blocked_words(self, guild_id: int) -> list[str]:
        """Return the server's blocked words."""
        return await self._store.blocked_words.of(guild_id)

    async def block_word(self, guild_id: int, word: str, *, added_by: int) -> bool:
        """Block a word; False when it is blocked already. Raises bot.store.TooManyBlockedWords."""
        return await self._store.blocked_words.add(
            guild_id, word, added_by=added_by, now=utc_now(), most=MAX_BLOCKED_WORDS
        )

    async def unblock_word(self, guild_id: int, word: str) -> bool:
        """Allow a word again; False when it wasn't blocked."""
        return await self._store.blocked_words.remove(guild_id, word)

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return a server's settings."""
        return await self._store.guild_settings.get(guild_id)

    async def update(
        self,
        guild_id: int,
        *,
        updated_by: int,
        **changes: Any,  # noqa: ANN401 - fields of GuildSettings
    ) -> GuildSettings:
        """Change some settings, and return what holds now."""
        return await self._store.guild_settings.change(
            guild_id, changes, updated_by=updated_by, now=utc_now()
        )

    async def overview(self, guild_id: int, user_id: int) -> SettingsOverview:
        """Return all that is set in a server, and what it and a member have used of it."""
        settings = await self._store.guild_settings.get(guild_id)
        limits = self.host_limits.within(settings)
        blocked_ids, blocked = await self._store.access_rules.blocked(guild_id, _SHOWN_MEMBERS)
        return SettingsOverview(
            settings=settings,
            limits=limits,
            access_rules=await self._store.access_rules.allowed(guild_id),
            blocked_ids=blocked_ids,
            blocked_count=blocked,
            usage=await self._store.quotas.usage(guild_id, user_id, limits, utc_now()),
        )

    async def access_rules(self, guild_id: int) -> dict[AccessSubject, list[int]]:
        """Return the roles and channels that asking is restricted to; none of a kind: to none."""
        return await self._store.access_rules.allowed(guild_id)

    async def allow(
        self, guild_id: int, subject: AccessSubject, subject_id: int, *, added_by: int
    ) -> bool:
        """Let a role or a channel ask; False when it may already."""
        return await self._store.access_rules.allow(
            guild_id, subject, subject_id, added_by=added_by, now=utc_now()
        )

    async def disallow(
        self, guild_id: int, subject: AccessSubject, subject_ids: Iterable[int]
    ) -> int:
        """Take roles or channels off the list; return how many were on it."""
        return await self._store.access_rules.disallow(guild_id, subject, subject_ids)

    async def block_member(self, guild_id: int, user_id: int, *, added_by: int) -> bool:
        """Block a member; False when they are blocked already."""
        return await self._store.access_rules.block(
            guild_id, user_id, added_by=added_by, now=utc_now()
        )

    async def unblock_member(self, guild_id: int, user_id: int) -> bool:
        """Let a member ask again; False when they weren't blocked."""
        return await self._store.access_rules.unblock(guild_id, user_id)
