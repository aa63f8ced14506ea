"""Whose a song is: who may have videos of it made, and whose name stands on them. Pure."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.jobs import NewRequest
from bot.policy.branding_text import InvalidText, validate_branding_text
from bot.video_api import BRANDING_LENGTH


class TrackSharing(StrEnum):
    """Who may use a song, as its owner chose; in its own server only, whichever it is."""

    EVERYONE = "everyone"
    MODERATORS = "moderators"
    """The owner, and who may manage the server."""
    OWNER = "owner"


class TrackOwner(BaseModel):
    """Who brought a song, and what they chose for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user_id: int
    sharing: TrackSharing = TrackSharing.EVERYONE
    signature: str | None = None
    """What its videos carry where nobody who may says otherwise; None: what the server has set."""
    is_signature_free: bool = False
    """Whether everybody who may use it may sign its videos."""

    def shares_with(self, user_id: int, *, is_moderator: bool) -> bool:
        """Return whether a member may use the song."""
        if user_id == self.user_id or self.sharing is TrackSharing.EVERYONE:
            return True
        return is_moderator and self.sharing is TrackSharing.MODERATORS

    def lets_sign(self, new_request: NewRequest, text: str) -> bool:
        """Return whether a song's video may carry a signature where somebody asks for it."""
        is_theirs = new_request.user_id == self.user_id or new_request.is_moderator
        return is_theirs or self.is_signature_free or text == self.signature


def signature_from(*names: str | None) -> str | None:
    """Return the first of some names that can stand on a video, as it is drawn; None for none.

    What doesn't fit is cut, and a link or an invite is no name.
    """
    for name in names:
        try:
            return validate_branding_text((name or "")[:BRANDING_LENGTH], by_moderator=False)
        except InvalidText:
            continue
    return None
