"""What the process says of itself: text for people or JSON for machines, without secrets."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import aiohttp

from bot.config import Config

_HIDDEN = "[secret]"


class _Redacting(logging.Formatter):
    """Leaves the configured secrets out of whatever is written, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        known = [secret for secret in secrets if len(secret) >= 4]
        # In JSON, quotes and backslashes are written differently.
        self._secrets = known + [json.dumps(secret, ensure_ascii=False)[1:-1] for secret in known]

    def format(self, record: logging.LogRecord) -> str:
        line = self._line(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line

    def _line(self, record: logging.LogRecord) -> str:
        return super().format(record)


class _Json(_Redacting):
    def _line(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up(config: Config) -> None:
    """Write the log to standard error, as the configuration says."""
    secrets = (
        config.discord.token,
        config.api.key,
        config.api.webhook_key,
        config.studio.key,
    )
    known = [secret.get_secret_value() for secret in secrets]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json(known) if config.log.format == "json" else _Redacting(known))
    logging.basicConfig(level=config.log.level, handlers=[handler], force=True)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(
            max(level, logging.getLevelNamesMapping()[config.log.level])
        )
    logging.getLogger("discord.shard").addFilter(_without_traceback)


# At DEBUG these write what no redaction knows: statements with callback tokens, and Discord's
# requests with interaction tokens.
_QUIET = {"aiosqlite": logging.INFO, "discord": logging.WARNING, "asyncio": logging.INFO}


def _without_traceback(record: logging.LogRecord) -> bool:
    """A lost connection is told in one line: the library tries again by itself."""
    if record.exc_info and isinstance(record.exc_info[1], OSError | aiohttp.ClientError):
        record.msg = f"{record.getMessage()} ({type(record.exc_info[1]).__name__})"
        record.args, record.exc_info, record.exc_text = None, None, None
    return True
