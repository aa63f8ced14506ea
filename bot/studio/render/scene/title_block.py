"""The title and who made it, fitted together into the room that a layout has for both."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.studio.render.scene.layout import Layout
from bot.studio.render.spec import SceneSpec
from bot.studio.render.text.typesetting import TextBlock, Typesetter

_GAP: Final = 14  # pixels above and below the rule between them, at 720p
_TIGHT: Final = 8
_SIZES: Final = (  # of the title's size, with the gap
    (1.0, _GAP), (0.9, _GAP), (0.8, _GAP), (0.7, _GAP), (0.6, _GAP), (0.6, _TIGHT), (0.5, _GAP),
    (0.5, _TIGHT),
)  # fmt: skip
_SMALLEST_TITLE: Final = 26  # pixels at 720p
_SMALLEST_ARTIST: Final = 19


@dataclass(frozen=True)
class TitleBlock:
    """Both texts and the rule between them; pixels."""

    title: TextBlock
    artist: TextBlock
    gap: int
    rule: int

    @property
    def has_both(self) -> bool:
        """Whether there is something to put a rule between."""
        return bool(self.title.lines and self.artist.lines)

    @property
    def between(self) -> int:
        """From the title's last line to the artist's first."""
        return 2 * self.gap + self.rule if self.has_both else 0

    @property
    def height(self) -> int:
        """From the first line's top to the last one's bottom."""
        return self.title.height + self.between + self.artist.height

    @property
    def is_cut(self) -> bool:
        """Whether either ends in an ellipsis."""
        return self.title.is_cut or self.artist.is_cut


def fit_titles(spec: SceneSpec, layout: Layout, scale: float) -> TitleBlock:
    """Return both texts as large as they go, whole if there is any way to have them whole.

    A title gets a line more than its look has where it would be cut otherwise. Where even the
    smallest are too high together, lines are given up.
    """
    room = layout.text.scaled(scale).height
    usual, more = layout.title_lines, layout.title_lines + 1
    fallback: TitleBlock | None = None
    for title_lines, artist_lines in ((usual, 2), (more, 2), (more, 1), (usual, 1), (1, 1)):
        for block in _sizes(spec, layout, scale, title_lines, artist_lines):
            if block.height > room:
                continue
            if not block.is_cut:
                return block
            if fallback is None or len(fallback.title.lines) < len(block.title.lines):
                fallback = block
            break  # what is cut is as small as it gets
    return fallback or block


def _sizes(
    spec: SceneSpec, layout: Layout, scale: float, title_lines: int, artist_lines: int
) -> Iterator[TitleBlock]:
    bold, regular = (Typesetter(spec.font_paths, bold=bold) for bold in (True, False))
    width = layout.text.scaled(scale).width
    for share, gap in _SIZES:
        size = layout.title_size * share
        title = bold.fit(
            spec.title, width=width, lines=title_lines, size=round(size * scale),
            smallest=round(_SMALLEST_TITLE * scale),
        )  # fmt: skip
        artist = regular.fit(
            spec.artist, width=width, lines=artist_lines,
            size=round(max(size * 0.34 + 8, _SMALLEST_ARTIST) * scale),
            smallest=round(_SMALLEST_ARTIST * scale),
        )  # fmt: skip
        yield TitleBlock(title, artist, round(gap * scale), max(2, round(5 * scale)))
