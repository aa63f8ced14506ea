"""Who makes videos, and what it can do: pure facts, from which every rule about it follows."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from bot.jobs.render_options import FROM_COVER, NONE, RenderOptions, VideoQuality

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

    looks: tuple[str, ...] = ()
    """The looks that can be chosen; none: nor can anything else of RenderOptions."""
    fonts: tuple[str, ...] = ()
    """The typefaces that moderators may choose from, as the host has named them."""
    own_quality: VideoQuality = VideoQuality.P720_30
    """That of its videos where nothing is said."""
    max_quality: VideoQuality = VideoQuality.P720_30
    """What can be chosen at most."""
    default_options: RenderOptions = RenderOptions()
    """What it makes a video with where nothing is said, as far as it takes options at all."""

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

    @property
    def takes_options(self) -> bool:
        """Whether look, shape and part of a video can be chosen."""
        return bool(self.looks)

    @property
    def qualities(self) -> tuple[VideoQuality, ...]:
        """The qualities that can be chosen: its own, and better ones; none where there is one."""
        known = tuple(VideoQuality)
        found = known[known.index(self.own_quality) : known.index(self.max_quality) + 1]
        return found if self.takes_options and len(found) > 1 else ()

    def quality_within(self, most: VideoQuality | None) -> VideoQuality:
        """Return the best quality where moderators allow so much; None: its own."""
        own = tuple(VideoQuality).index(self.own_quality)
        best = self.max_quality.up_to(most or self.own_quality)
        return tuple(VideoQuality)[max(own, tuple(VideoQuality).index(best))]

    def complete(self, *choices: RenderOptions) -> RenderOptions:
        """Return the first choices with the later ones', and its own, wherever they say nothing.

        A look or a typeface that it has no more, since it was chosen, is as good as nothing.
        """
        options = RenderOptions()
        for one in choices:
            is_known = one.look is None or one.look in self.looks
            options = options.over(one if is_known else one.model_copy(update={"look": None}))
        options = options.over(self.default_options)
        is_font = options.font in self.fonts
        nothing = {
            "colours": options.colours == FROM_COVER,
            "font": not is_font,
            "logo": options.logo == NONE,
            "intro": options.intro == "",
            "outro": options.outro == "",
            "lyrics": options.lyrics is True,
            "quality": options.quality is self.own_quality,
        }
        unsaid = {name for name, is_said in nothing.items() if is_said}
        return options.model_copy(update=dict.fromkeys(unsaid)) if unsaid else options

    def may_have_made(self, options: RenderOptions, made: RenderOptions) -> bool:
        """Return whether ``options`` are what a video was ``made`` with.

        One that is older than the options was made with the host's.
        """
        options = options.as_made()
        return made == options or (made == RenderOptions() and options == self.default_options)

    def made(self, video: "Video") -> bool:
        """Return whether a video is one of its own."""
        return video.provider == self.name

    def may_repeat(self, contract: str) -> bool:
        """Return whether a submit that was not answered may be repeated under a contract."""
        return contract in self.refuses_duplicates
