"""How a video that could not be made is told."""

import errno
import logging
import sqlite3
from typing import Any, Final

from bot.net.occasional_log import RecurringError
from bot.studio.models import RenderFailed
from bot.studio.render.spec import MediaErrorCode

_log = logging.getLogger(__name__)

# What a worker says of itself; everything else it says is about the track.
_OWN_TROUBLE: Final = (
    MediaErrorCode.INTERNAL,
    MediaErrorCode.TIMEOUT,
    MediaErrorCode.WONT_FIT,
    MediaErrorCode.OUT_OF_MEMORY,
)

CANCELLED: Final = RenderFailed(500, "cancelled", "The video was cancelled.")
_NOT_WRITABLE: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO})

DISK_FULL: Final = RenderFailed(507, "disk-full", "The studio's disk is full.")
NOT_WRITABLE: Final = RenderFailed(508, "not-writable", "The studio can't write to its disk.")

_unwritable: Final = RecurringError(_log)


def is_disk_full(error: OSError | sqlite3.Error) -> bool:
    """Return whether an error says that a disk has no room left, or a user no more of it."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def is_not_writable(error: OSError) -> bool:
    """Return whether an error says that a disk, or a folder, takes nothing from this process."""
    return error.errno in _NOT_WRITABLE


def log_not_writable(error: OSError) -> None:
    """Tell the host at once, and then now and then while it stays so."""
    _unwritable.note(
        f"The studio can't write {error.filename or 'its folders'}: {error.strerror}. Nothing is"
        " lost; correct its disk or its owner: python -m bot check looks"
    )


def failure_from_error(error: OSError | sqlite3.OperationalError) -> RenderFailed:
    """Sort an error of this machine's disk."""
    if is_disk_full(error):
        return DISK_FULL
    if isinstance(error, OSError) and is_not_writable(error):
        log_not_writable(error)
        return NOT_WRITABLE
    _log.error("The studio could not write a video", exc_info=error)
    return RenderFailed(500, "not-written", "The studio could not write the video.")


def failure_from_child(failed: dict[str, Any]) -> RenderFailed:
    """Sort what a worker says: a track it can't use is 400, one that is gone 451, the rest 500."""
    reason = str(failed.get("reason") or MediaErrorCode.INTERNAL.value)[:100]
    message = str(failed.get("message") or "The video could not be made.")[:500]
    if reason == MediaErrorCode.NO_SPACE:
        return DISK_FULL
    if reason == MediaErrorCode.READ_ONLY:
        return NOT_WRITABLE
    if reason == MediaErrorCode.MISSING:
        return RenderFailed(451, reason, message)
    return RenderFailed(500 if reason in _OWN_TROUBLE else 400, reason, message)
