"""The sections of the configuration, with the default of every key."""

from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from bot.config.types import (
    AtOnce,
    Cooldown,
    Count,
    CountOrAny,
    Credits,
    Days,
    HeaderText,
    HttpAddress,
    Megabytes,
    Page,
    Seconds,
    SecondsOrNone,
    Secret,
    Snowflake,
    SocketAddress,
)
from bot.net.addresses import is_on_loopback
from bot.policy.denials import HostLimits, Limits


class _Section(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False
    )


class DiscordSettings(_Section):
    """How to reach Discord."""

    token: Secret = SecretStr("")
    api_url: HttpAddress = ""
    gateway_url: SocketAddress = ""
    shards: AtOnce | None = None


class ApiSettings(_Section):
    """How to reach the music-video API."""

    base_url: HttpAddress = "https://api.kie.ai"
    key: Secret = SecretStr("")
    webhook_key: Secret = SecretStr("")
    contract: Literal["auto", "mp4", "jobs"] = "auto"
    resubmit: bool = True
    # The service's network edge is known to turn unusual clients away.
    user_agent: HeaderText = "Mozilla/5.0 (compatible; musicvideo-bot)"
    submits_per_window: Count = 18
    submit_window_seconds: Seconds = 10.0
    link_days: Days = 14.0
    credits_per_video: Credits = 2.0
    """What a video is taken to cost, in estimates."""


class CallbackSettings(_Section):
    """Where results are called back to."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    public_url: HttpAddress = ""
    metrics: Literal["loopback", "off", "everyone"] = "loopback"
    metrics_key: Secret = SecretStr("")

    @property
    def is_published(self) -> bool:
        """Whether others than this machine reach the endpoint, by itself or through a proxy."""
        hosts = (self.host, urlsplit(self.public_url).hostname)
        return not all(is_on_loopback(host) for host in hosts if host)


class DatabaseSettings(_Section):
    """Where the jobs are kept."""

    path: Path = Path("data/musicvideo.db")
    backups: Path | None = None
    """Where regular copies go; None: a folder ``backups`` beside the database."""
    backup_every_hours: Annotated[float, Field(ge=0, le=8760)] = 24.0
    """0: no regular copies."""
    backups_kept: Count = 7
    # Quotas look back a month at most, so that nothing they count is removed.
    keep_days: Annotated[float, Field(ge=32, le=36_500)] = 400.0


DAILY_WHERE_FREE: Final = {"member": 25}
"""How many where the studio makes them: a machine makes some thousands in a day."""
DAILY_WHERE_PAID: Final = {"member": 100, "server": 500, "host": 1000}
"""How many videos may be started in a day where each costs, and the host has set nothing."""


class LimitSettings(_Section):
    """What one process, one server and one member may take.

    The first four hold where a server's moderators set nothing; ``most_`` and ``least_`` are how
    far they may go. Without those, what is limited at all can only be limited further.
    """

    open_per_member: Count = 10
    daily_per_member: CountOrAny | None = None
    cooldown_seconds: Cooldown = 0.0
    daily_per_server: CountOrAny | None = None
    daily_per_host: CountOrAny | None = None
    """What all servers together may start in 24 hours; no moderator changes it."""
    songs_per_member: Count = 25
    megabytes_per_member: Count = 300
    unused_days: Annotated[int, Field(ge=0, le=3650)] = 180
    """After how many days without a request songs are moved out; 0: never."""
    booster_factor: Annotated[float, Field(ge=1, le=100)] = 2.0
    """How many times as much those may have who boost a server."""
    most_open_per_member: Count = 500
    most_daily_per_member: Count | None = None
    least_cooldown_seconds: Cooldown = 0.0
    most_daily_per_server: Count | None = None
    most_songs_per_member: Count = 500
    most_megabytes_per_member: Count = 10_000
    low_credits: Annotated[float, Field(ge=0, le=1e9)] = 20.0
    """Below which balance the host and moderators are warned; 0: never."""
    submits_at_once: AtOnce = 8
    looks_at_once: AtOnce = 8
    posts_at_once: AtOnce = 8

    @model_validator(mode="after")
    def _keeps_its_own_bounds(self) -> Self:
        for name in (
            *("open_per_member", "daily_per_member", "daily_per_server"),
            *("songs_per_member", "megabytes_per_member"),
        ):
            most, value = getattr(self, f"most_{name}"), getattr(self, name)
            if most is not None and value is not None and (value > most or value == 0):
                raise ValueError(f"{name} is {value}, above most_{name}, which is {most}")
        return self

    def of_host(self, *, charges: bool) -> HostLimits:
        """Return what holds for servers: by default, and at most.

        ``charges``: whether videos are paid for; then nobody starts any number of them unless the
        host says so.
        """
        default = Limits(
            open_per_member=self.open_per_member,
            daily_per_member=self._daily("member", charges=charges),
            cooldown_seconds=self.cooldown_seconds,
            daily_per_server=self._daily("server", charges=charges),
            daily_per_host=self._daily("host", charges=charges),
            songs_per_member=self.songs_per_member,
            megabytes_per_member=self.megabytes_per_member,
            unused_days=self.unused_days,
        )
        # What the studio makes costs nothing: boosters and roles may have more than by default.
        is_bound = charges or self.daily_per_member is not None
        ceiling = Limits(
            open_per_member=self.most_open_per_member,
            daily_per_member=self.most_daily_per_member
            or (default.daily_per_member if is_bound else None),
            cooldown_seconds=self.least_cooldown_seconds,
            daily_per_server=self.most_daily_per_server or default.daily_per_server,
            songs_per_member=self.most_songs_per_member,
            megabytes_per_member=self.most_megabytes_per_member,
        )
        return HostLimits(default=default, ceiling=ceiling, booster_factor=self.booster_factor)

    def _daily(self, whose: str, *, charges: bool) -> int | None:
        """Return how many videos may be started in a day; None: any number."""
        most, chosen = getattr(self, f"most_daily_per_{whose}", None), None
        value: int | None = getattr(self, f"daily_per_{whose}")
        if value is not None:
            chosen = value or None
        else:
            chosen = (DAILY_WHERE_PAID if charges else DAILY_WHERE_FREE).get(whose)
        return chosen if most is None or chosen is None else min(chosen, most)


class TimingSettings(_Section):
    """When to ask, and when to stop asking. All in seconds."""

    poll_first_seconds: SecondsOrNone = 30.0
    poll_every_seconds: Seconds = 30.0
    submit_timeout_seconds: Seconds = 20.0
    submit_grace_seconds: SecondsOrNone = 60.0
    job_deadline_seconds: Seconds = 3600.0
    retry_seconds: Seconds = 5.0
    late_poll_seconds: Seconds = 3600.0
    status_every_seconds: Seconds = 12.0
    showcase_list_seconds: Seconds = 7 * 86400.0


class DeliverySettings(_Section):
    """How results are posted."""

    nonce_window_seconds: Seconds = 120.0
    retry_first_seconds: Seconds = 2.0
    retry_most_seconds: Seconds = 300.0
    give_up_seconds: Seconds = 7 * 86400.0
    attachment_limit_mb: Megabytes = 20.0
    answer_timeout_seconds: Seconds = 60.0
    stall_seconds: Seconds = 30.0

    @property
    def attachment_limit_bytes(self) -> int:
        """What is taken to be the limit where Discord told none."""
        return round(self.attachment_limit_mb * (1 << 20))


class PrivacySettings(_Section):
    """What members and servers are assured of their data, beside ``database.keep_days``."""

    policy_url: Page = ""
    left_server_days: Days = 30.0
    settings_log_days: Days = 365.0


class LogSettings(_Section):
    """What the process says of itself."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"
    discord_channel: Snowflake | None = None
