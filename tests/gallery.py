"""``make gallery``: moving pictures of every look and of lyrics, made by the studio of a sample.

What it shows is what the renderer makes, only smaller: nothing is drawn for the picture.
"""

import tempfile
from pathlib import Path
from typing import Final

import av
from PIL import Image

from bot.studio.library.sample_songs import SCORES, SampleTrack, write_samples
from bot.studio.render.lyric_files import parse_lyrics
from bot.studio.render.pipeline import render
from bot.studio.render.spec import RenderSpec, look_names
from tests.supply.lock import ROOT

PICTURE: Final = ROOT / "docs/gallery.webp"
LYRICS_PICTURE: Final = ROOT / "docs/lyrics.webp"

_COLUMNS: Final = 3
_CELL: Final = (280, 158)
_FROM_SECONDS, _SECONDS, _FPS = 8.0, 3.0, 10
_QUALITY: Final = 55
_LYRICS_SIZE: Final = (480, 270)
_LRC: Final = """[00:08.00]<00:08.00>Lights <00:08.40>along <00:08.80>the <00:09.00>river
[00:09.60]<00:09.60>carry <00:10.00>me <00:10.30>home <00:10.80>tonight
[00:11.60]<00:11.60>夜の<00:12.10>光の<00:12.60>中で
"""


def main() -> None:
    """Render the song in each look, and put all of them side by side."""
    with tempfile.TemporaryDirectory() as folder:
        song = write_samples(Path(folder), SCORES[:1])[0]
        shown = [frames_of(song, look, Path(folder), _CELL) for look in sorted(look_names())]
        write_lyrics(song, Path(folder))
    rows = -(-len(shown) // _COLUMNS)
    frames = []
    for cells in zip(*shown, strict=True):
        sheet = Image.new("RGB", (_COLUMNS * _CELL[0], rows * _CELL[1]))
        for at, cell in enumerate(cells):
            sheet.paste(cell, (at % _COLUMNS * _CELL[0], at // _COLUMNS * _CELL[1]))
        frames.append(sheet)
    _write(frames, PICTURE)


def write_lyrics(song: SampleTrack, folder: Path) -> None:
    """Write what a video with lyrics looks like while they are sung."""
    video = folder / "lyrics.mp4"
    spec = RenderSpec(
        audio=song.audio,
        title="River Lights",
        artist="The Band",
        author="Mia",
        domain_name="community.example",
        lyrics=parse_lyrics(_LRC.encode()),
        start=7.5,
        length=6.0,
    )
    render(spec, video)
    with av.open(str(video)) as container:
        pictures = [
            frame.to_image().resize(_LYRICS_SIZE, Image.Resampling.LANCZOS)  # type: ignore[no-untyped-call]
            for at, frame in enumerate(container.decode(video=0))
            if 6 <= at < 162 and at % 3 == 0  # between the fades
        ]
    _write(pictures, LYRICS_PICTURE)


def _write(frames: list[Image.Image], path: Path) -> None:
    frames[0].save(
        path,
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
