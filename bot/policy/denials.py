"""Whether a member's request is taken: the limits, and why it may be turned away. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs import Branding, Video
from bot.policy.guild_settings import GuildSettings, RoleLimits
from bot.policy.track_ownership import TrackOwner

DAY: Final = timedelta(days=1)
"""What "a day" is to quotas: the last 24 hours, so that no time zone matters."""


class Limits(BaseModel):
    """What may be asked for in one server. None: as much as people like."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open_per_member: int
    """Requests of one member that are on their way at once."""
    daily_per_member: int | None = None
    """Videos that one member may have started in 24 hours."""
    cooldown_seconds: float = 0.0
    """How long a member waits from one start to the next."""
    daily_per_server: int | None = None
    """Videos that all members together may have started in 24 hours."""
    songs_per_member: int | None = None
    """Songs that one member may have in the server's library."""
    megabytes_per_member: int | None = None
    """How much disk these may take, in MiB."""
    unused_days: int = 0
    """After how many days without a request songs are moved out; 0: never."""
    daily_per_host: int | None = None
    """Videos that all servers together may have started in 24 hours: the host's word alone."""


class HostLimits(BaseModel):
    """What the host has set: for servers that set nothing, and for all at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    default: Limits
    ceiling: Limits
    booster_factor: float = 1.0
    """How many times as much those may have who boost a server."""

    def within(
        self,
        settings: GuildSettings,
        roles: RoleLimits | None = None,
        *,
        is_booster: bool = False,
    ) -> Limits:
        """Return what holds in a server: its own choice or the default, never above the ceiling.

        ``roles``: the most that a member's roles allow, where that is more; ``is_booster``: whether
        the member boosts the server.
        """
        default, ceiling, allowed = self.default, self.ceiling, {}
        for name in RoleLimits.model_fields:
            most = getattr(settings, name) or getattr(default, name)
            if most is not None:
                by_role = getattr(roles, name, None) or 0
                most = max(round(most * self.booster_factor) if is_booster else most, by_role)
            allowed[name] = _least(most, getattr(ceiling, name))
        cooldown = settings.cooldown_seconds
        return Limits(
            **allowed,
            cooldown_seconds=max(
                default.cooldown_seconds if cooldown is None else cooldown,
                ceiling.cooldown_seconds,
            ),
            daily_per_server=_least(
                settings.daily_per_server or default.daily_per_server, ceiling.daily_per_server
            ),
            unused_days=default.unused_days
            if settings.unused_days is None
            else settings.unused_days,
            daily_per_host=default.daily_per_host,
        )


def _least(chosen: int | None, most: int | None) -> int | None:
    return min((limit for limit in (chosen, most) if limit is not None), default=None)


class RequestDenied(Exception):
    """A request is not taken; nothing was kept and nothing is spent."""


class MemberBlocked(RequestDenied):
    """Moderators have blocked the member."""


class TrackNotAvailable(RequestDenied):
    """The track belongs to another server, or it was removed."""


class TrackTakenDown(RequestDenied):
    """Moderators took the track down in this server."""


class TrackNotShared(RequestDenied):
    """Its ``owner`` keeps the track to themselves, or to themselves and moderators."""

    def __init__(self, owner: TrackOwner) -> None:
        super().__init__()
        self.owner = owner


class SignatureNotAllowed(RequestDenied):
    """Another signature than the ``owner``'s was given for their track, or is on its video.

    ``is_repost``: the video was only to be posted once more.
    """

    def __init__(self, owner: TrackOwner, *, is_repost: bool = False) -> None:
        super().__init__()
        self.owner = owner
        self.is_repost = is_repost


class OtherBrandingVideo(RequestDenied):
    """The track's video carries another branding than is locked here.

    ``is_repost``: it was only to be posted once more; otherwise none can be made beside it.
    """

    def __init__(self, *, is_repost: bool) -> None:
        super().__init__()
        self.is_repost = is_repost


class OnlyVideoDiffers(RequestDenied):
    """The track's one ``video`` carries something else than the member gave, as far as is known.

    ``branding``: what was asked for. The member may have it all the same. ``withheld``: what of the
    video's branding may not be shown here, by the names of its fields.
    """

    def __init__(
        self, video: Video, branding: Branding, withheld: frozenset[str] = frozenset()
    ) -> None:
        super().__init__()
        self.video = video
        self.branding = branding
        self.withheld = withheld


class OptionsNotTaken(RequestDenied):
    """A look, a shape or a part was chosen, and whoever makes the videos takes no such options."""


class CanvasNotAllowed(RequestDenied):
    """A canvas shows no words and no logo, and moderators have locked one that videos carry."""


class UnwantedVideoText(RequestDenied):
    """The track's video carries a signature or a watermark that may not be shown here.

    ``is_repost``: it was only to be posted once more; otherwise none can be made beside it.
    """

    def __init__(self, *, is_repost: bool) -> None:
        super().__init__()
        self.is_repost = is_repost


class UnwantedSongText(RequestDenied):
    """The song's title or artist may not be shown here; ``part`` names the text."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part


class ChannelNotAllowed(RequestDenied):
    """Videos may only be asked for in some channels, ``channel_ids`` (or categories)."""

    def __init__(self, channel_ids: Iterable[int]) -> None:
        super().__init__()
        self.channel_ids = tuple(channel_ids)


class MissingRole(RequestDenied):
    """Only members with one of some roles, ``role_ids``, may ask."""

    def __init__(self, role_ids: Iterable[int]) -> None:
        super().__init__()
        self.role_ids = tuple(role_ids)


class BlockedWordFound(RequestDenied):
    """The member's text has a word in it that moderators don't want; ``part`` names the text.

    "member": it is the member's own name, which the server's text holds.
    """

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part


class AdvertisingFound(RequestDenied):
    """The member's text has a link or an invite in it; ``part`` names the text, as above."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part


class TooManyOpenRequests(RequestDenied):
    """The member has as many unfinished requests as may be, ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most


class TooManySongs(RequestDenied):
    """The member has as many songs in the server's library as may be, ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most


class TooManySongBytes(TooManySongs):
    """The member's songs in the server's library take as much disk as may be, ``most`` MiB."""


class QuotaExceeded(RequestDenied):
    """As many videos as may be, ``most``, were started in a day; ``again_at``: when one may be."""

    def __init__(self, most: int, again_at: datetime) -> None:
        super().__init__()
        self.most = most
        self.again_at = again_at


class MemberQuotaExceeded(QuotaExceeded):
    """The member's own day is used up."""


class GuildQuotaExceeded(QuotaExceeded):
    """The whole server's day is used up."""


class HostQuotaExceeded(QuotaExceeded):
    """What the host allows all servers together in a day is used up."""


class CooldownActive(RequestDenied):
    """The member started a video a moment ago; ``again_at``: when the next may be started."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__()
        self.again_at = again_at
