"""Why the studio does not take a song or a cover, in words."""

from typing import Final

from bot.discord_client.errors import UserError
from bot.services.track_uploads import LYRICS_UNWANTED, TrackUploadService

_MEGABYTE: Final = 1 << 20
_REASONS: Final = {
    "unreadable": "error-track-no-audio",
    "no-audio": "error-track-no-audio",
    "empty": "error-track-empty",
    "truncated": "error-track-broken",
    "too-short": "error-track-too-short",
    "too-long": "error-track-too-long",
    "too-big": "error-track-too-big",
    "cover-too-big": "error-track-cover-too-big",
    "no-picture": "error-track-no-picture",
    "lyrics-too-large": "error-track-lyrics-too-large",
    "lyrics-not-text": "error-track-lyrics-not-text",
    "lyrics-no-times": "error-track-lyrics-no-times",
    "lyrics-too-many-lines": "error-track-lyrics-too-many-lines",
    "lyrics-beyond-the-song": "error-track-lyrics-beyond-the-song",
    LYRICS_UNWANTED: "error-track-lyrics-unwanted",
    "not-fetched": "error-track-not-fetched",
    "server-full": "error-track-server-full",
    "server-bytes-full": "error-track-server-bytes-full",
    "member-bytes-full": "error-track-member-bytes-full",
    "disk-full": "error-track-disk-full",
    "not-writable": "error-track-not-writable",
}
"""What the studio says of songs that it does not take (``bot.studio.http.uploads``)."""
_NOT_READ: Final = ("unreadable", "no-audio")


def track_error(songs: TrackUploadService, reason: str | None) -> UserError:
    """Return what a member is told, with the limit that was met."""
    reason = (reason or "").replace("_", "-")
    limits: dict[str, float] = {
        "too-big": songs.most_bytes / _MEGABYTE,
        "cover-too-big": songs.most_cover_bytes / _MEGABYTE,
        "too-long": songs.most_minutes,
        "server-full": songs.most_songs,
        "server-bytes-full": songs.most_server_bytes / _MEGABYTE,
        "member-bytes-full": songs.most_member_bytes / _MEGABYTE,
    }
    limit = {"limit": round(limits[reason], 1)} if reason in limits else {}
    if reason in _NOT_READ:
        return UserError(_REASONS[reason], formats=", ".join(songs.formats))
    return UserError(_REASONS.get(reason, "error-track-not-taken"), **limit)
