"""The configuration: ``config.toml`` and the environment, which wins.

Every key is also ``MUSICVIDEO_<SECTION>__<KEY>`` in the environment, where an empty value counts
as none. Nothing is read at import; unknown keys are errors, all problems are told at once, and
secrets never print.
"""

from bot.config.loader import Config, ConfigError, load
from bot.config.sections import (
    DatabaseSettings,
    DeliverySettings,
    DiscordSettings,
    PrivacySettings,
)

__all__ = [
    "Config",
    "ConfigError",
    "DatabaseSettings",
    "DeliverySettings",
    "DiscordSettings",
    "PrivacySettings",
    "load",
]
