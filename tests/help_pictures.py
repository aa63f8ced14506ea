"""The pictures of ``/help``, drawn anew by ``make gallery``: no words in them but commands.

What is a video in them is a frame that the studio made of a sample song.
"""

import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.studio.library.sample_songs import SCORES, SampleTrack, write_samples
from tests.gallery import frames_of
from tests.supply.lock import ROOT

FOLDER: Final = ROOT / "cogs/_pictures"

_WIDTH: Final = 640
_GROUND, _BAR, _CHIP = "#313338", "#383a40", "#4e5058"
_TEXT, _FAINT, _BLUE, _GREEN = "#f2f3f5", "#b5bac1", "#5865f2", "#23a55a"
_COLOURS: Final = 96
"""A frame has few: what is left out isn't seen at this size."""


def main() -> None:
    """Draw all three."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        songs = write_samples(Path(folder), SCORES)
        looks = [
            frames_of(songs[at % len(songs)], look, Path(folder))[0]
            for at, look in enumerate(("bars", "record", "wave"))
        ]
    pictures = {"ask": _ask(songs), "video": _video(looks[0]), "list": _list(songs, looks)}
    for name, picture in pictures.items():
        few = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(FOLDER / f"{name}.png", optimize=True)


def _canvas(height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (_WIDTH, height), _GROUND)
    return picture, ImageDraw.Draw(picture)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _length(song: SampleTrack) -> str:
    return f"{int(song.duration_seconds) // 60}:{int(song.duration_seconds) % 60:02}"


def _ask(songs: list[SampleTrack]) -> Image.Image:
    """Draw the command as it is typed, with the songs that it offers."""
    picture, draw = _canvas(64 * len(songs) + 104)
    for at, song in enumerate(songs):
        top = 16 + 64 * at
        colour = _CHIP if at == 0 else _BAR
        draw.rounded_rectangle((16, top, _WIDTH - 16, top + 56), 8, fill=colour)
        draw.text((32, top + 14), song.title, fill=_TEXT, font=_font(24))
        draw.text((_WIDTH - 32, top + 16), _length(song), fill=_FAINT, font=_font(20), anchor="ra")
    top = 64 * len(songs) + 24
    draw.rounded_rectangle((16, top, _WIDTH - 16, top + 64), 12, fill=_BAR)
    draw.text((32, top + 17), "/musicvideo", fill=_TEXT, font=_font(26))
    draw.rounded_rectangle((196, top + 12, 196 + 250, top + 52), 6, fill=_CHIP, outline=_BLUE)
    typed = songs[0].title[:4]
    draw.text((208, top + 18), f"song  {typed}|", fill=_TEXT, font=_font(24))
    return picture


def _video(frame: Image.Image) -> Image.Image:
    """Draw a video, with numbers at what it carries: title, signature, watermark."""
    picture = frame.resize((_WIDTH, 360), Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(picture)
    for number, (x, y) in enumerate(((612, 120), (90, 205), (400, 339)), 1):
        draw.ellipse((x - 18, y - 18, x + 18, y + 18), fill=_BLUE, outline=_TEXT, width=2)
        draw.text((x, y), str(number), fill=_TEXT, font=_font(22), anchor="mm")
    return picture


def _list(songs: list[SampleTrack], looks: list[Image.Image]) -> Image.Image:
    """Draw one's own videos: two that are there, and one that is being made."""
    picture, draw = _canvas(96 * len(looks) + 16)
    for at, look in enumerate(looks):
        top, song = 16 + 96 * at, songs[at % len(songs)]
        picture.paste(look.resize((142, 80), Image.Resampling.LANCZOS), (16, top))
        draw.text((178, top + 8), song.title, fill=_TEXT, font=_font(24))
        draw.text((_WIDTH - 24, top + 10), _length(song), fill=_FAINT, font=_font(20), anchor="ra")
        is_made = at > 0
        end = 178 + (438 if is_made else 260)
        draw.rounded_rectangle((178, top + 52, _WIDTH - 24, top + 64), 6, fill=_CHIP)
        draw.rounded_rectangle((178, top + 52, end, top + 64), 6, fill=_GREEN if is_made else _BLUE)
    return picture


if __name__ == "__main__":
    main()
