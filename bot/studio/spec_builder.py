"""What is to be drawn or rendered with the configured look: settings and texts become a spec."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.studio.render.spec import (
    LyricWord,
    RenderChoices,
    RenderSpec,
    SceneLogo,
    SceneSpec,
    one_line,
)
from bot.studio.settings import StudioSettings
from bot.studio.typefaces import typefaces


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
    chosen: RenderChoices | None = None,
    *,
    cover: Path | None,
    logo: Path | None = None,
) -> SceneSpec:
    """Return what a still picture is drawn from. ``chosen``: in place of what is configured.

    ``logo``: the file of the chosen one; without it there is none.
    Paths are absolute, since a child process or another machine may draw.
    """
    chosen = chosen or RenderChoices()
    return SceneSpec(
        cover=cover.absolute() if cover is not None else None,
        look=chosen.look or settings.look,
        aspect="9:16" if chosen.aspect == "canvas" else chosen.aspect or settings.aspect,
        colours=chosen.colours,
        resolution=settings.size_for(chosen.quality)[0],
        font_paths=fonts_for(settings, chosen.font),
        logo=_logo(chosen, logo),
        intro=one_line(chosen.intro),
        outro=one_line(chosen.outro),
        **texts.lines(),
    )


def _logo(chosen: RenderChoices, path: Path | None) -> SceneLogo | None:
    if chosen.logo is None or path is None:
        return None
    style = chosen.logo.model_dump(include={"corner", "size", "opacity"})
    return SceneLogo(path=path.absolute(), **style)


def render_spec(
    settings: StudioSettings,
    texts: SceneTexts,
    chosen: RenderChoices | None = None,
    *,
    audio: Path,
    cover: Path | None = None,
    logo: Path | None = None,
    lyrics: tuple[LyricWord, ...] = (),
    most_bytes: int | None = None,
) -> RenderSpec:
    """Return what a video is rendered from.

    ``chosen``: what is said for this one, in place of the configured look and the whole song.
    ``most_bytes``: what the order says of its size; see ``StudioSettings.target_for``.
    """
    chosen = chosen or RenderChoices()
    return RenderSpec(
        **dict(scene_spec(settings, texts, chosen, cover=cover, logo=logo)),
        start=chosen.start,
        length=chosen.length,
        canvas=chosen.aspect == "canvas",
        audio=audio,
        lyrics=lyrics,
        fps=settings.size_for(chosen.quality)[1],
        profile=settings.profile,
        target_bytes=settings.target_for(most_bytes),
    )


def fonts_for(settings: StudioSettings, font: str | None = None) -> tuple[Path, ...]:
    """Return the configured fonts as another process finds them, behind those of a typeface.

    One that there isn't, or isn't any more, changes nothing.
    """
    chosen = typefaces(settings).get(font, ()) if font else ()
    return (*chosen, *(path.absolute() for path in settings.fonts))
