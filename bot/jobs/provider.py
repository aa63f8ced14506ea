"""Who makes videos, and what it can do: pure facts, from which every rule about it follows."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from bot.jobs.models import Video


class Provider(BaseModel):
    """A provider of videos and what it can do.

    Only the module in ``bot.providers`` that builds it knows its name to be its own; all others ask
    for what it can do. Of a video, the same facts stand in its row: they hold for what was made,
    whoever makes the next.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """How it is kept in the database."""
    charges: bool
    """Whether its videos cost credits."""
    makes_variants: bool
    """Whether it makes more than one video of a track: each with another branding."""
    tells_progress: bool
    """Whether it tells how far a video is."""
    owns_files: bool
    """Whether its files lie here: we serve them, and remove them when nobody asks any more."""
    reaches_loopback: bool
    """Whether it can call back an address of this machine only."""
    link_days: float
    """For how many days a video's link lasts."""
    refuses_duplicates: frozenset[str]
    """The contracts under which a second submit of a track is refused, so that it is harmless."""

    def __str__(self) -> str:
        """Return its name, for logs."""
        return self.name

    @property
    def row(self) -> dict[str, Any]:
        """What stands in the row of each of its videos, by column."""
        return {
            "provider": self.name,
            "charges": self.charges,
            "makes_variants": self.makes_variants,
            "tells_progress": self.tells_progress,
            "owns_files": self.owns_files,
        }

    def made(self, video: "Video") -> bool:
        """Return whether a video is one of its own."""
        return video.provider == self.name

    def may_repeat(self, contract: str) -> bool:
        """Return whether a submit that was not answered may be repeated under a contract."""
        return contract in self.refuses_duplicates
