"""The configuration: ``config.toml`` and the environment, which wins.

Every key is also ``MUSICVIDEO_<SECTION>__<KEY>`` in the environment, where an empty value counts
as none. Nothing is read at import; unknown keys are errors, all problems are told at once, and
secrets never print.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.admission import HostLimits, Limits
from bot.jobs import Provider
from bot.studio.settings import StudioSettings

ENV_PREFIX = "MUSICVIDEO_"


class ConfigError(Exception):
    """The configuration can't be used; the message names every problem, one a line."""


def _address(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError(f"give an address that begins with {' or '.join(schemes)}://")
        if parts.query or parts.fragment:
            raise ValueError("give an address without ? and #")
        return value.rstrip("/")

    return AfterValidator(check)


def _sendable(secret: SecretStr) -> SecretStr:
    """Take off what pasting leaves around a secret, and refuse what no HTTP header can carry."""
    value = secret.get_secret_value().strip()
    if not value.isprintable():
        raise ValueError("give it without line breaks and control characters")
    return SecretStr(value)


def _page(address: str) -> str:
    """Take the address of a page that people open; it stands in a message."""
    parts = urlsplit(address)
    is_page = parts.scheme in ("http", "https") and parts.hostname
    if address and (not is_page or len(address) > 500 or re.search(r"[\s()<>]", address)):
        raise ValueError("give the address of a page, such as https://example.org/privacy")
    return address


HttpAddress = Annotated[str, _address("http", "https")]
SocketAddress = Annotated[str, _address("ws", "wss")]
Secret = Annotated[SecretStr, AfterValidator(_sendable)]


# Bounded, since times far beyond all calendars can't be added to the present.
Bounded = Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)]
Seconds = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
# The ledger of starts is kept for longer than this (bot.store.quota).
Cooldown = Annotated[float, Field(ge=0, le=30 * 86400.0, allow_inf_nan=False)]
SecondsOrNone = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class DiscordSettings(_Section):
    """How to reach Discord."""

    token: Secret = SecretStr("")
    api_url: HttpAddress = ""
    gateway_url: SocketAddress = ""
    shards: PositiveInt | None = None


class ApiSettings(_Section):
    """How to reach the music-video API."""

    base_url: HttpAddress = "https://api.kie.ai"
    key: Secret = SecretStr("")
    webhook_key: Secret = SecretStr("")
    resubmit: bool = True
    # The service's network edge is known to turn unusual clients away.
    user_agent: str = "Mozilla/5.0 (compatible; musicvideo-bot)"
    submits_per_window: PositiveInt = 18
    submit_window_seconds: Seconds = 10.0
    link_days: Bounded = 14.0
    credits_per_video: Bounded = 2.0
    """What a video is taken to cost, in estimates."""


class CallbackSettings(_Section):
    """Where results are called back to."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    public_url: HttpAddress = ""
    metrics: Literal["loopback", "off", "everyone"] = "loopback"
    metrics_key: Secret = SecretStr("")


class DatabaseSettings(_Section):
    """Where the jobs are kept."""

    path: Path = Path("data/musicvideo.db")
    backups: Path | None = None
    """Where regular copies go; None: a folder ``backups`` beside the database."""
    backup_every_hours: Annotated[float, Field(ge=0)] = 24.0
    """0: no regular copies."""
    backups_kept: PositiveInt = 7
    # Quotas look back a month at most, so that nothing they count is removed.
    keep_days: Annotated[float, Field(ge=32)] = 400.0


class LimitSettings(_Section):
    """What one process, one server and one member may take.

    The first four hold where a server's moderators set nothing; ``most_`` and ``least_`` are how
    far they may go. Without those, what is limited at all can only be limited further.
    """

    open_per_member: PositiveInt = 500
    daily_per_member: PositiveInt | None = None
    cooldown_seconds: Cooldown = 0.0
    daily_per_server: PositiveInt | None = None
    daily_per_host: PositiveInt | None = None
    """What all servers together may start in 24 hours; no moderator changes it."""
    most_open_per_member: PositiveInt | None = None
    most_daily_per_member: PositiveInt | None = None
    least_cooldown_seconds: Cooldown = 0.0
    most_daily_per_server: PositiveInt | None = None
    low_credits: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)] = 20.0
    """Below which balance the host and moderators are warned; 0: never."""
    submits_at_once: PositiveInt = 8
    looks_at_once: PositiveInt = 8
    posts_at_once: PositiveInt = 8

    @model_validator(mode="after")
    def _keeps_its_own_bounds(self) -> Self:
        for name in ("open_per_member", "daily_per_member", "daily_per_server"):
            most, value = getattr(self, f"most_{name}"), getattr(self, name)
            if most is not None and value is not None and value > most:
                raise ValueError(f"{name} is {value}, above most_{name}, which is {most}")
        return self

    @property
    def of_host(self) -> HostLimits:
        """What holds for servers: by default, and at most."""
        default = Limits(
            open_per_member=self.open_per_member,
            daily_per_member=self.daily_per_member,
            cooldown_seconds=self.cooldown_seconds,
            daily_per_server=self.daily_per_server,
            daily_per_host=self.daily_per_host,
        )
        ceiling = Limits(
            open_per_member=self.most_open_per_member or self.open_per_member,
            daily_per_member=self.most_daily_per_member or self.daily_per_member,
            cooldown_seconds=self.least_cooldown_seconds,
            daily_per_server=self.most_daily_per_server or self.daily_per_server,
        )
        return HostLimits(default=default, ceiling=ceiling)


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


class DeliverySettings(_Section):
    """How results are posted."""

    nonce_window_seconds: Seconds = 120.0
    retry_first_seconds: Seconds = 2.0
    retry_most_seconds: Seconds = 300.0
    give_up_seconds: Seconds = 7 * 86400.0
    attachment_limit_mb: Bounded = 10.0
    answer_timeout_seconds: Seconds = 60.0


class PrivacySettings(_Section):
    """What members and servers are promised of their data, beside ``database.keep_days``."""

    policy_url: Annotated[str, AfterValidator(_page)] = ""
    left_server_days: Bounded = 30.0


class LogSettings(_Section):
    """What the process says of itself."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"
    discord_channel: PositiveInt | None = None


class Config(BaseSettings):
    """All settings of one process: read once, never changed."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, env_nested_delimiter="__"
    )

    discord: DiscordSettings = DiscordSettings()
    api: ApiSettings = ApiSettings()
    callback: CallbackSettings = CallbackSettings()
    database: DatabaseSettings = DatabaseSettings()
    studio: StudioSettings = StudioSettings()
    limits: LimitSettings = LimitSettings()
    timing: TimingSettings = TimingSettings()
    delivery: DeliverySettings = DeliverySettings()
    privacy: PrivacySettings = PrivacySettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read only what ``load`` hands over, so that no test or tool sees a stray environment."""
        return (init_settings,)

    @property
    def provider(self) -> Provider:
        """Who makes the videos: the studio when it is enabled, by default without an API key."""
        enabled = self.studio.enabled
        if enabled is None:
            enabled = not self.api.key.get_secret_value()
        return Provider.STUDIO if enabled else Provider.CLOUD

    @model_validator(mode="after")
    def _cloud_has_a_key(self) -> Self:
        if self.provider is Provider.CLOUD and not self.api.key.get_secret_value():
            raise ValueError("api.key is empty and studio.enabled is false: nobody makes videos")
        return self


class _EnvironmentSource(EnvSettingsSource):
    """The environment, read from a mapping instead of the process."""

    def __init__(self, settings_cls: type[BaseSettings], environ: Mapping[str, str]) -> None:
        # Empty is what a variable becomes that a shell or Docker Compose has no value for.
        self._environ = {key.lower(): value for key, value in environ.items() if value}
        super().__init__(settings_cls, env_prefix=ENV_PREFIX)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return self._environ


def load(path: Path | None, environ: Mapping[str, str] | None = None, **over: object) -> Config:
    """Read the configuration; ``over`` (sections as dicts) wins over everything, for the demo.

    Raises ConfigError with all problems when a key is unknown or a value can't be used, or when
    the file named can't be read.
    """
    environ = os.environ if environ is None else environ
    problems = list(_unknown_variables(environ))
    values: dict[str, Any] = {}
    is_whole = True
    try:
        values = _read_toml(path) if path is not None else {}
    except ConfigError as error:  # what the environment has is looked at all the same
        problems.append(str(error))
        is_whole = False
    try:
        _merge(values, _EnvironmentSource(Config, environ)())
    except SettingsError as error:
        # It names the section; the value that it couldn't read stays in its cause.
        problems.append(f"{ENV_PREFIX}…: {error}; give lists and whole sections as JSON")
    _merge(values, over)
    try:
        config = Config(**values)
    except ValidationError as error:
        # What keys are to each other can't be told while some of them are missing.
        least = 0 if is_whole else 2
        found = error.errors(include_input=False)
        problems += [_describe(item) for item in found if len(item["loc"]) >= least]
    if problems:
        raise ConfigError("\n".join(problems))
    return config


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: there is no such file; copy config.example.toml, or name one with --config"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None


def _merge(into: dict[str, Any], other: Mapping[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _unknown_variables(environ: Mapping[str, str]) -> Iterable[str]:
    for name in environ:
        if name.upper().startswith(ENV_PREFIX):
            section = name[len(ENV_PREFIX) :].lower().partition("__")[0]
            if section not in Config.model_fields:
                yield f"{name}: there is no section [{section}]"


def _describe(problem: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in problem["loc"]) or "configuration"
    if problem["type"] == "extra_forbidden":
        return f"{name}: there is no such key"
    return f"{name}: {str(problem['msg']).removeprefix('Value error, ')}"
