"""How a video that could not be made is told."""

import errno
import logging
from typing import Any

from bot.studio.models import Failure
from bot.studio.render.spec import Reason

_log = logging.getLogger(__name__)

# What a worker says of itself; everything else it says is about the track.
_OWN_TROUBLE = (Reason.INTERNAL, Reason.TIMEOUT, Reason.WONT_FIT, Reason.OUT_OF_MEMORY)

CANCELLED = Failure(500, "cancelled", "The video was cancelled.")
DISK_FULL = Failure(507, "disk-full", "The studio's disk is full.")


def failure_of(error: OSError) -> Failure:
    """Sort an error of this machine's disk."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    _log.error("The studio could not write a video", exc_info=error)
    return Failure(500, "not-written", "The studio could not write the video.")


def failure_told(failed: dict[str, Any]) -> Failure:
    """Sort what a worker says: a track it can't use is 400, one that is gone 451, the rest 500."""
    reason = str(failed.get("reason") or Reason.INTERNAL.value)[:100]
    message = str(failed.get("message") or "The video could not be made.")[:500]
    if reason == Reason.NO_SPACE:
        return DISK_FULL
    if reason == Reason.MISSING:
        return Failure(451, reason, message)
    return Failure(500 if reason in _OWN_TROUBLE else 400, reason, message)
