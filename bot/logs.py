"""What the process says of itself: text for people or JSON for machines, without secrets."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.config import Config

_HIDDEN = "[secret]"


class _Redacting(logging.Formatter):
    """Leaves the configured secrets out of whatever is written, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if len(secret) >= 4]

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
    if config.log.level == "INFO":
        logging.getLogger("discord").setLevel(logging.WARNING)
