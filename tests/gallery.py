"""``make gallery``: a moving picture of every look, made by the studio of a sample song.

What it shows is what the renderer makes, only smaller: nothing is drawn for the picture.
"""

import tempfile
from pathlib import Path
from typing import Final

import av
from PIL import Image

from bot.studio.library.sample_songs import SCORES, SampleTrack, write_samples
from bot.studio.render.pipeline import render
from bot.studio.render.spec import RenderSpec, look_names
from tests.supply.lock import ROOT

PICTURE: Final = ROOT / "docs/gallery.webp"

_COLUMNS: Final = 3
_CELL: Final = (280, 158)
_FROM_SECONDS, _SECONDS, _FPS = 8.0, 3.0, 10
_QUALITY: Final = 55


def main() -> None:
    """Render the song in each look, and put all of them side by side."""
    with tempfile.TemporaryDirectory() as folder:
        song = write_samples(Path(folder), SCORES[:1])[0]
        shown = [frames_of(song, look, Path(folder), _CELL) for look in sorted(look_names())]
    rows = -(-len(shown) // _COLUMNS)
    frames = []
    for cells in zip(*shown, strict=True):
        sheet = Image.new("RGB", (_COLUMNS * _CELL[0], rows * _CELL[1]))
        for at, cell in enumerate(cells):
            sheet.paste(cell, (at % _COLUMNS * _CELL[0], at // _COLUMNS * _CELL[1]))
        frames.append(sheet)
    frames[0].save(
        PICTURE,
        save_all=True,
        append_images=frames[1:],
        duration=1000 // _FPS,
        loop=0,
        quality=_QUALITY,
        method=6,
    )


def frames_of(
    song: SampleTrack, look: str, folder: Path, size: tuple[int, int] | None = None
) -> list[Image.Image]:
    """Return frames of a song's video; with a ``size``, of that, and with the look as title."""
    video = folder / f"{look}.mp4"
    spec = RenderSpec(
        audio=song.audio,
        title=look if size else song.title,
        artist="",
        author="Mia",
        domain_name="" if size else "community.example",
        look=look,
        resolution=360,
    )
    render(spec, video)
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        step = round(float(stream.average_rate or 30) / _FPS)
        first = round(_FROM_SECONDS * _FPS) * step
        last = first + round(_SECONDS * _FPS) * step
        return [
            frame.to_image().resize(  # type: ignore[no-untyped-call]
                size or (frame.width, frame.height), Image.Resampling.LANCZOS
            )
            for at, frame in enumerate(container.decode(stream))
            if first <= at < last and (at - first) % step == 0
        ]


if __name__ == "__main__":
    main()
