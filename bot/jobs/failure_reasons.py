"""Why something came to nothing."""

from enum import StrEnum
from typing import Final


class FailureReason(StrEnum):
    """Why something came to nothing: a word for each thing people can do about it."""

    # What the API says (see bot.video_api for how its codes are sorted).
    ALREADY_EXISTS = "already-exists"
    AUDIO_UNAVAILABLE = "audio-unavailable"
    BAD_REQUEST = "bad-request"
    BLOCKED = "blocked"
    BUILD_FAILED = "build-failed"
    INVALID = "invalid"
    KEY_LIMIT = "key-limit"
    MAINTENANCE = "maintenance"
    NO_CREDITS = "no-credits"
    NOT_FOUND = "not-found"
    OTHER = "other"
    SERVER_ERROR = "server-error"
    STUDIO_FULL = "studio-full"
    STUDIO_NOT_WRITABLE = "studio-not-writable"
    TIMED_OUT = "timed-out"
    TOO_LARGE = "too-large"
    TOO_OFTEN = "too-often"
    UNSUPPORTED = "unsupported"
    WRONG_KEY = "wrong-key"
    # What the bot finds.
    CANCELLED = "cancelled"
    DEADLINE = "deadline"
    OTHER_BRANDING = "foreign-branding"
    QUEUE_CLEARED = "queue-cleared"
    TAKEN_DOWN = "taken-down"
    UNANSWERED = "unanswered"
    UNREACHABLE = "unreachable"
    UNWANTED_TEXT = "unwanted-text"
    # Why a finished job did not get into its channel.
    ARCHIVED = "archived"
    CHANNEL_GONE = "channel-gone"
    FILE_TOO_LARGE = "file-too-large"
    LINK_ENDED = "link-ended"
    LOCKED = "locked"
    NO_PERMISSION = "no-permission"
    POST_LATE = "post-late"
    POST_REFUSED = "post-refused"
    POST_UNKNOWN = "post-unknown"

    @property
    def is_transient(self) -> bool:
        """Whether the API turned the request away for now only, untaken: it may be sent again."""
        return self in (FailureReason.TOO_OFTEN, FailureReason.MAINTENANCE)

    @property
    def excludes_video(self) -> bool:
        """Whether a refusal shows that no earlier try started a video of this track either.

        A key or a balance may be looked at before the track is, so such refusals say nothing of it.
        """
        return self in (
            FailureReason.NOT_FOUND,
            FailureReason.INVALID,
            FailureReason.BAD_REQUEST,
            FailureReason.TOO_LARGE,
        )

    @property
    def is_uncharged(self) -> bool:
        """Whether members are told that nothing was charged, wherever it comes from."""
        return self in _UNCHARGED


_UNCHARGED: Final = frozenset(
    {
        FailureReason.ALREADY_EXISTS,
        FailureReason.BLOCKED,
        FailureReason.CANCELLED,
        FailureReason.KEY_LIMIT,
        FailureReason.MAINTENANCE,
        FailureReason.NO_CREDITS,
        FailureReason.QUEUE_CLEARED,
        FailureReason.STUDIO_FULL,
        FailureReason.STUDIO_NOT_WRITABLE,
        FailureReason.TOO_OFTEN,
        FailureReason.UNREACHABLE,
        FailureReason.WRONG_KEY,
    }
)
