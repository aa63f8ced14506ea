"""Why something came to nothing."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
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
    TIMED_OUT = "timed-out"
    TOO_LARGE = "too-large"
    TOO_OFTEN = "too-often"
    UNSUPPORTED = "unsupported"
    WRONG_KEY = "wrong-key"
    # What the bot finds.
    CANCELLED = "cancelled"
    DEADLINE = "deadline"
    FOREIGN_BRANDING = "foreign-branding"
    UNANSWERED = "unanswered"
    UNREACHABLE = "unreachable"
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
    def is_passing(self) -> bool:
        """Whether the API turned the request away for now only, untaken: it may be sent again."""
        return self in (Reason.TOO_OFTEN, Reason.MAINTENANCE)

    @property
    def rules_out_a_video(self) -> bool:
        """Whether a refusal shows that no earlier try started a video of this track either.

        A key or a balance may be looked at before the track is, so such refusals say nothing of it.
        """
        return self in (Reason.NOT_FOUND, Reason.INVALID, Reason.BAD_REQUEST, Reason.TOO_LARGE)

    @property
    def charges_nothing(self) -> bool:
        """Whether members are told that nothing was charged, wherever it comes from."""
        return self in _UNCHARGED


_UNCHARGED: Final = frozenset(
    {
        Reason.ALREADY_EXISTS,
        Reason.BLOCKED,
        Reason.CANCELLED,
        Reason.KEY_LIMIT,
        Reason.MAINTENANCE,
        Reason.NO_CREDITS,
        Reason.STUDIO_FULL,
        Reason.TOO_OFTEN,
        Reason.UNREACHABLE,
        Reason.WRONG_KEY,
    }
)
