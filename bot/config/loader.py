"""How the configuration is read, and every mistake in it told at once."""

import codecs
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Self

from pydantic import ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.config.sections import (
    ApiSettings,
    CallbackSettings,
    DatabaseSettings,
    DeliverySettings,
    DiscordSettings,
    LimitSettings,
    LogSettings,
    PrivacySettings,
    TimingSettings,
)
from bot.config.toml_errors import describe_toml_error
from bot.studio.settings import StudioSettings

ENV_PREFIX: Final = "MUSICVIDEO_"


class ConfigError(Exception):
    """The configuration can't be used; the message names every problem, one a line."""


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
    def uses_studio(self) -> bool:
        """Whether the studio makes the videos: when it is enabled, by default without a key."""
        enabled = self.studio.enabled
        return not self.api.key.get_secret_value() if enabled is None else enabled

    @model_validator(mode="after")
    def _cloud_has_a_key(self) -> Self:
        if not self.uses_studio and not self.api.key.get_secret_value():
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
    if unknown := list(_take_unknown_sections(values)):
        problems += unknown
        is_whole = False
    problems += _merge_environment(values, environ)
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
        return tomllib.loads(_decoded(path.read_bytes()))
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: there is no such file; write one with example-config, or name one with"
            " --config"
        ) from None
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}; name a file that can be read") from None
    except _NotUtf8 as error:
        raise ConfigError(f"{path}: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {describe_toml_error(error, path.read_bytes())}") from None


class _NotUtf8(ValueError):
    """A file is saved in an encoding that TOML doesn't have; the message says how to save it."""


def _decoded(content: bytes) -> str:
    """Return a file's text as TOML reads it, with any kind of line end."""
    if content.startswith(codecs.BOM_UTF8):
        raise _NotUtf8("it begins with a byte order mark (BOM): save it as UTF-8 without BOM")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        raise _NotUtf8("it is saved as UTF-16 (or UTF-32): save it as UTF-8 without BOM")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _NotUtf8(
            f"line {line} is not UTF-8: save it as UTF-8 without BOM, not as ANSI or Windows-1252"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _take_unknown_sections(values: dict[str, Any]) -> Iterable[str]:
    """Take what is no section out of a file's values, and return a problem for each.

    The library would take a section in another case, but not merge it with the environment.
    """
    for name in [name for name in values if name not in Config.model_fields]:
        del values[name]
        known = name.lower() in Config.model_fields
        advice = f"; write it in small letters: [{name.lower()}]" if known else ""
        yield f"{name}: there is no such section{advice}"


def _merge_environment(values: dict[str, Any], environ: Mapping[str, str]) -> Iterable[str]:
    """Merge the environment's values, and return what is wrong with those that can't be read.

    One variable at a time, as the library names the section only; a whole section comes before its
    keys, which win.
    """
    names = [name for name in environ if name.upper().startswith(ENV_PREFIX)]
    for name in sorted(names, key=str.lower):
        try:
            _merge(values, _EnvironmentSource(Config, {name: environ[name]})())
        except SettingsError:  # what couldn't be read stays in its cause: it may be a secret
            yield f'{name}: give lists and whole sections as JSON, such as ["one", "two"]'


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
    told = _PLAINLY.get(problem["type"], str(problem["msg"]).removeprefix("Value error, "))
    return f"{name}: {told}"


# For what the library tells in Python's words, by its names of them.
_PLAINLY: Final = {
    "extra_forbidden": "there is no such key",
    "tuple_type": 'Input should be a list, such as ["one", "two"]',
    "int_parsing_size": "Input should be a smaller number",
    "path_type": "Input should be a path",
    "model_type": "Input should be a section with keys",
    "model_attributes_type": "Input should be a section with keys",
}
