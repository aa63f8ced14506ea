"""Where a video and a request are on their way, and how they may move."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class VideoState(StrEnum):
    """Where a video is on its way."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"
    UNKNOWN = "unknown"


class RequestState(StrEnum):
    """Where a member's request is on its way into the channel."""

    WAITING = "waiting"
    POSTING = "posting"
    POSTED = "posted"
    EXPLAINED = "told"
    CANCELLED = "cancelled"
    UNDELIVERABLE = "undeliverable"


class DeliveryTarget(StrEnum):
    """Where an answer is tried to be posted, one after the other."""

    ORIGIN = "origin"
    """The channel in which it was asked for."""
    DIRECT = "direct"
    """A direct message to the member."""
    PARENT = "parent"
    """The channel of a public thread, which the same people see."""


class StatusMode(StrEnum):
    """What becomes of a status message once there is an answer: a server's moderators choose."""

    KEEP = "keep"
    """It stays, and leads to the answer, a message of its own."""
    REPLACE = "replace"
    """It becomes the answer, by an edit, which pings nobody."""
    REMOVE = "remove"
    """It is deleted once the answer, a message of its own, stands in the same channel."""


OUTCOMES: Final = frozenset({VideoState.READY, VideoState.FAILED, VideoState.UNKNOWN})
"""States of a video in which its requests are answered."""

OPEN_REQUEST_STATES: Final = frozenset({RequestState.WAITING, RequestState.POSTING})

_VIDEO_TRANSITIONS: Final[Mapping[VideoState, frozenset[VideoState]]] = {
    # Into the queue again: turned away untaken, taken back, or asked for again after an outcome.
    VideoState.QUEUED: frozenset(
        {VideoState.SUBMITTING, VideoState.RENDERING, VideoState.FAILED, VideoState.READY}
    ),
    VideoState.SUBMITTING: frozenset({VideoState.QUEUED, VideoState.SUBMITTING}),
    # A late callback or poll still settles what was given up.
    VideoState.RENDERING: frozenset(
        {VideoState.SUBMITTING, VideoState.UNKNOWN, VideoState.FAILED, VideoState.RENDERING}
    ),
    VideoState.READY: frozenset({VideoState.RENDERING, VideoState.UNKNOWN, VideoState.FAILED}),
    VideoState.FAILED: frozenset(
        {VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING, VideoState.UNKNOWN}
    ),
    VideoState.UNKNOWN: frozenset({VideoState.SUBMITTING, VideoState.RENDERING}),
}


def sources_of(target: VideoState) -> frozenset[VideoState]:
    """Return the states from which a video may move to ``target``."""
    return _VIDEO_TRANSITIONS[target]


def can_transition(source: VideoState, target: VideoState) -> bool:
    """Return whether a video may move from one state to the other."""
    return source in sources_of(target)
