"""What holds in a server: what its moderators decide, within what the host allows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.jobs import Provider
from bot.policy.denials import HostLimits, Limits
from bot.policy.guild_settings import AccessSubject, GuildSettings
from bot.store import QuotaUsage, Store

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
    """What the host allows all servers, and what holds in one; cogs change it in the store.

    Methods raise sqlite3.Error when the database can't be used.
    """

    def __init__(self, store: Store, config: Config, *, provider: Provider, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.host_limits: HostLimits = config.limits.of_host(charges=provider.charges)
        self.has_charges = provider.charges
        """Whether videos are charged, so that there are credits, and videos of other servers."""
        self.looks = provider.looks
        """The looks that can be chosen; none where nothing of a video's look or part can be."""
        self.fonts = provider.fonts
        """The typefaces that moderators may choose from."""
        self.qualities = provider.qualities
        """The qualities that can be chosen; none where there is one only."""
        self.complete_options = provider.complete
        """Fills in the host's own choices, as a request's are."""
        self.showcase_week = timedelta(seconds=config.timing.showcase_list_seconds)
        """How often the showcase gets a list of its best."""
        self.low_credits = config.limits.low_credits
        """Below which balance moderators are warned who have chosen nothing else; 0: never."""

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
            usage=await self._store.quotas.usage(guild_id, user_id, limits, self._clock()),
        )
