"""What is to be drawn or rendered with the configured look: settings and texts become a spec."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.studio.render.spec import (
    Aspect,
    Colour,
    Look,
    LyricWord,
    RenderChoices,
    RenderSpec,
    SceneSpec,
    one_line,
)
from bot.studio.settings import StudioSettings


class SceneTexts(BaseModel):
    """The texts on a picture as people gave them: each is made one line that can be drawn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None = None
    artist: str | None = None
    author: str | None = None
    domain_name: str | None = None

    def lines(self) -> dict[str, str]:
        """Return them as they are drawn."""
        return {name: one_line(text) for name, text in self}


def scene_spec(
    settings: StudioSettings,
    texts: SceneTexts,
    *,
    cover: Path | None,
    look: Look | None = None,
    aspect: Aspect | None = None,
    colours: Colour | None = None,
) -> SceneSpec:
    """Return what a still picture is drawn from. ``look``, ``aspect``: in place of the configured.

    Paths are absolute, since a child process or another machine may draw.
    """
    return SceneSpec(
        cover=cover.absolute() if cover is not None else None,
        look=look or settings.look,
        aspect=aspect or settings.aspect,
        colours=colours,
        resolution=settings.resolution,
        font_paths=absolute_fonts(settings),
        **texts.lines(),
    )


def render_spec(
    settings: StudioSettings,
    texts: SceneTexts,
    chosen: RenderChoices | None = None,
    *,
    audio: Path,
    cover: Path | None = None,
    lyrics: tuple[LyricWord, ...] = (),
    most_bytes: int | None = None,
) -> RenderSpec:
    """Return what a video is rendered from.

    ``chosen``: what is said for this one, in place of the configured look and the whole song.
    ``most_bytes``: what the order says of its size; see ``StudioSettings.target_for``.
    """
    chosen = chosen or RenderChoices()
    scene = scene_spec(
        settings,
        texts,
        cover=cover,
        look=chosen.look,
        aspect=chosen.aspect,
        colours=chosen.colours,
    )
    return RenderSpec(
        **dict(scene),
        start=chosen.start,
        length=chosen.length,
        audio=audio,
        lyrics=lyrics,
        fps=settings.fps,
        profile=settings.profile,
        target_bytes=settings.target_for(most_bytes),
    )


def absolute_fonts(settings: StudioSettings) -> tuple[Path, ...]:
    """Return the configured fonts as another process finds them."""
    return tuple(path.absolute() for path in settings.fonts)
