"""A look into a file that somebody brought, taken in a child process with narrow limits.

As a module (``python -m bot.studio.process.inspect_process``) it is that child.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any, NamedTuple

from bot.studio.process.child_process import ChildDied, Unfinished, answer_of

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0
WHOLE_TIMEOUT_SECONDS = 120.0
NOT_LOOKED_INTO = "not-looked-into"
"""The reason when nothing is known of the file: the machine had no time for it."""

_MEMORY_BYTES = 2 << 30
_CPU_SECONDS = 20
_WHOLE_CPU_SECONDS = 60  # 15 minutes of 192 kHz FLAC took 4 on a small machine


class MediaRejected(Exception):
    """The studio does not take a file. ``reason``: a word for programs; the message: for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Media(NamedTuple):
    """What was found in an audio file; title and artist are those of its tags."""

    duration_seconds: float | None
    title: str
    artist: str


async def inspected(
    audio: Path, *, max_minutes: float, cover: Path | None = None, whole: bool = False
) -> Media:
    """Look into an audio file and perhaps its cover. Raises MediaRejected.

    With ``whole`` all of it is decoded: then it is known to be sound, and its length is heard. So
    is that of a file which claims none.
    """
    question = {"audio": str(audio), "cover": str(cover) if cover else None, "whole": whole}
    try:
        timeout = WHOLE_TIMEOUT_SECONDS if whole else TIMEOUT_SECONDS
        answer = await answer_of(__name__, question, timeout)
    except Unfinished as death:  # a busy machine is no fault of the file
        _log.warning("A file could not be looked into: %s", death)
        raise MediaRejected(
            NOT_LOOKED_INTO, "The file could not be looked into in time. Try again later."
        ) from death
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
    from bot.studio.render.audio.decode import MediaRefused, probe  # noqa: PLC0415
    from bot.studio.render.audio.decoding import measured  # noqa: PLC0415

    audio = Path(question["audio"])
    try:
        found = measured(audio) if question["whole"] else probe(audio)
        if found.duration_seconds is None:  # it claims none, and an estimate tells none
            found = measured(audio)
    except MediaRefused as refused:
        return _refusal(refused.reason.value, refused.message)
    if question["cover"] and not _is_picture(Path(question["cover"])):
        return _refusal("no-picture", "The cover can't be read as a picture.")
    return {
        "media": {
            "duration_seconds": found.duration_seconds,
            "title": found.title,
            "artist": found.artist,
        }
    }


def _refusal(reason: str, message: str) -> dict[str, Any]:
    return {"refused": {"reason": reason, "message": message}}


def _is_picture(path: Path) -> bool:
    """Tell whether a render could use the picture: it reads it in the same way."""
    from bot.studio.render.scene.cover_art import MAX_BYTES, read_picture  # noqa: PLC0415 - as above

    try:
        return path.stat().st_size <= MAX_BYTES and read_picture(path.read_bytes()) is not None
    except OSError:
        return False


def _limit(cpu_seconds: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """Read a question from standard input, tell the answer on standard output."""
    question = json.loads(sys.stdin.readline())
    _limit(_WHOLE_CPU_SECONDS if question["whole"] else _CPU_SECONDS)
    answer = _look(question)
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
