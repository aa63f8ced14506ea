"""What a finished video tells of itself: its texts, length, poster and lyrics, from its tags."""

from pathlib import Path
from typing import Any, NamedTuple

from mutagen import MutagenError
from mutagen.mp4 import MP4


class VideoFile(NamedTuple):
    """A finished MP4. Texts are empty where it has none."""

    title: str
    artist: str
    seconds: float
    poster: bytes | None
    """A JPEG."""
    lyrics: str
    """In LRC, at the video's times."""


def read_video_file(path: Path) -> VideoFile | None:
    """Return what a video tells; None when there is none, or nothing that can be read."""
    try:
        file: Any = MP4(path)  # type: ignore[no-untyped-call]
    except (OSError, MutagenError):
        return None

    def text(name: str) -> str:
        return str((file.get(name) or [""])[0])

    covers = file.get("covr") or []
    return VideoFile(
        title=text("\xa9nam"),
        artist=text("\xa9ART"),
        seconds=float(file.info.length),
        poster=bytes(covers[0]) if covers else None,
        lyrics=text("\xa9lyr"),
    )
