"""What moderators decide for their server, beside branding. Nothing here does I/O."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class ForeignBranding(StrEnum):
    """What becomes of a video with another branding where the server's is locked (cloud only)."""

    POST = "post"
    REFUSE = "refuse"


class ServerSettings(BaseModel):
    """One server's settings; what is None follows the host's default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str | None = None
    """Of public messages; None: the language that the server has at Discord."""
    showcase_channel_id: int | None = None
    """Where finished videos are shown once more."""
    moderators_channel_id: int | None = None
    """Where moderators are told what concerns them."""
    keeps_copy: bool = True
    """Whether a copy of the video is attached, so that it outlives the link."""
    foreign_branding: ForeignBranding = ForeignBranding.POST
