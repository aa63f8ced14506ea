"""A member's request, before it is committed."""

from pydantic import BaseModel, ConfigDict

from bot.jobs.render_options import RenderOptions
from bot.jobs.tracks import Branding, TrackKey, WrittenTexts


class AskedNames(BaseModel):
    """Who asks, and where: what ``{member}`` and ``{server}`` stand for in a text on a video."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    member: str = ""
    server: str = ""


class NewRequest(BaseModel):
    """What a member asks for, as the command gives it, before it is committed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: TrackKey
    branding: Branding
    """What the member gives; empty where moderators' branding is wanted."""
    options: RenderOptions = RenderOptions()
    """What the member chooses; empty where the server's and the host's choices are wanted."""
    accepts_existing: bool = False
    """Whether the member was told what the one video of the track carries, and wants it."""
    song: WrittenTexts | None = None
    """What would stand on its video beside that, where it is known before the track is."""
    is_retry: bool = False
    """Whether the branding is that of an earlier request:
    what is locked now replaces it silently.
    """
    names: AskedNames = AskedNames()
    guild_id: int
    channel_id: int
    parent_id: int | None = None
    """The channel that a thread belongs to: its rules are the thread's."""
    category_id: int | None = None
    user_id: int
    role_ids: frozenset[int] = frozenset()
    is_booster: bool = False
    """Whether the member boosts the server."""
    is_moderator: bool = False
    """Whether the member may manage the server: rules on roles and channels don't bind them."""
    interaction_id: int
    locale: str
    guild_locale: str
    repost_of: str | None = None
    """The video that is only to be posted once more: never made, or charged, again."""

    @property
    def is_repost(self) -> bool:
        """Whether nothing is to be made for it."""
        return self.repost_of is not None

    public_parent_id: int | None = None
    """The channel of the public thread in which it was asked; None for everything else."""
    attachment_limit: int | None = None
    """How large a file Discord takes there, in bytes, as far as it said."""

    @property
    def ruling_id(self) -> int:
        """The channel whose rules hold: a thread's are its parent's."""
        return self.parent_id or self.channel_id
