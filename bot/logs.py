"""What the process says of itself: text for people or JSON for machines, without secrets."""

import json
import logging
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

import aiohttp

from bot.background_log import BackgroundHandler
from bot.config import Config
from bot.config.secrets import Redactor
from bot.net.occasional_log import OccasionalLog, RepeatFilter

log = logging.getLogger(__name__)

_NAMED_ID: Final = re.compile(r"\b(video_id|request_id)=([0-9a-f]{16})\b")

_bound: ContextVar[Mapping[str, str]] = ContextVar("bound ids", default=MappingProxyType({}))


def bind_ids(*, video_id: str | None = None, request_id: str | None = None) -> None:
    """Let whatever this task logs from here on, libraries included, carry these ids."""
    ids = {"video_id": video_id, "request_id": request_id}
    _bound.set({key: value for key, value in ids.items() if value is not None})


def _ids_of(message: str) -> dict[str, str]:
    """Return the ids that belong to a line: those that it names, and those that are bound."""
    return {**_bound.get(), **dict(_NAMED_ID.findall(message))}


class _Redacting(logging.Formatter):
    """Leaves the configuration's secrets out of whatever is written, tracebacks included."""

    def __init__(self, config: Config) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._redactor = Redactor(config)

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.redact(self._line(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        line = super().formatMessage(record)
        missing = [
            f"{key}={value}" for key, value in _ids_of(line).items() if f"{key}=" not in line
        ]
        return f"{line} ({' '.join(missing)})" if missing else line

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
        entry |= _ids_of(entry["message"])
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def plain_formatter(config: Config) -> logging.Formatter:
    """Return what writes text for people, without the configured secrets."""
    return _Redacting(config)


def set_up(config: Config) -> None:
    """Write the log to standard error, as the configuration says, without ever waiting for it."""
    handler = BackgroundHandler(sys.stderr)
    is_json = config.log.format == "json"
    handler.setFormatter(_Json(config) if is_json else plain_formatter(config))
    handler.addFilter(RepeatFilter())
    logging.basicConfig(level=config.log.level, handlers=[handler], force=True)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(
            max(level, logging.getLevelNamesMapping()[config.log.level])
        )
    logging.getLogger("discord.shard").addFilter(_without_traceback)
    logging.getLogger("asyncio").addFilter(_OutOfFiles())


def dropped_lines() -> int:
    """Return how many lines of the log were dropped so far, since nobody read them in time."""
    handlers = logging.getLogger().handlers
    return sum(one.dropped for one in handlers if isinstance(one, BackgroundHandler))


# At DEBUG these write what no redaction knows: statements with callback tokens, and Discord's
# requests with interaction tokens.
_QUIET: Final = {"aiosqlite": logging.INFO, "discord": logging.WARNING, "asyncio": logging.INFO}


class _OutOfFiles(logging.Filter):
    """Tells in one line a minute that connections can't be taken, where asyncio floods the log."""

    _FLOOD: Final = "socket.accept() out of system resource"

    def __init__(self) -> None:
        super().__init__()
        self._said = OccasionalLog(log, "no connection can be taken, too many files are open: %d")

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave a record of that kind out, and count it."""
        if not record.getMessage().startswith(self._FLOOD):
            return True
        self._said.note()
        return False


def _without_traceback(record: logging.LogRecord) -> bool:
    """Shorten a lost connection to one line: the library tries again by itself."""
    if record.exc_info and isinstance(record.exc_info[1], OSError | aiohttp.ClientError):
        record.msg = f"{record.getMessage()} ({type(record.exc_info[1]).__name__})"
        record.args, record.exc_info, record.exc_text = None, None, None
    return True
