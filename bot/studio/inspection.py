"""A look into a file that somebody brought, taken in a child process with narrow limits.

As a module (``python -m bot.studio.inspection``) it is that child.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any, NamedTuple

from bot.studio.child import ChildDied, answer_of

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0
_MEMORY_BYTES = 2 << 30
_CPU_SECONDS = 20
_COVER_PIXELS = 50_000_000


class MediaRejected(Exception):
    """The studio does not take a file. ``reason``: a word for programs; the message: for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Media(NamedTuple):
    """What was found in an audio file; the length where it is told, title and artist from tags."""

    duration_seconds: float | None
    title: str
    artist: str


async def inspected(audio: Path, *, max_minutes: float, cover: Path | None = None) -> Media:
    """Look into an audio file and perhaps its cover. Raises MediaRejected."""
    question = {"audio": str(audio), "cover": str(cover) if cover else None}
    try:
        answer = await answer_of(__name__, question, TIMEOUT_SECONDS)
    except ChildDied as death:
        _log.warning("The look into a file died: %s", death)
        raise MediaRejected("unreadable", "The file can't be read as audio.") from death
    if refused := answer.get("refused"):
        raise MediaRejected(str(refused["reason"]), str(refused["message"]))
    media = Media(**answer["media"])
    if (media.duration_seconds or 0) > max_minutes * 60 + 0.5:
        raise MediaRejected("too-long", f"The track is longer than {max_minutes:g} minutes.")
    return media


def _look(question: dict[str, Any]) -> dict[str, Any]:
    # Imported here: the bot's own process never loads the decoders.
    from bot.studio.media import MediaRefused, probe  # noqa: PLC0415

    try:
        found = probe(Path(question["audio"]))
    except MediaRefused as refused:
        return _refusal(refused.reason.value, refused.message)
    if question["cover"] and not _is_picture(Path(question["cover"])):
        return _refusal("no-picture", "The cover can't be read as a picture.")
    return {
        "media": {
            "duration_seconds": found.duration_seconds or None,
            "title": found.title,
            "artist": found.artist,
        }
    }


def _refusal(reason: str, message: str) -> dict[str, Any]:
    return {"refused": {"reason": reason, "message": message}}


def _is_picture(path: Path) -> bool:
    from PIL import Image  # noqa: PLC0415 - as above

    try:
        with Image.open(path) as picture:
            return picture.width * picture.height <= _COVER_PIXELS
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _limit() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """Read a question from standard input, tell the answer on standard output."""
    _limit()
    answer = _look(json.loads(sys.stdin.readline()))
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
