"""A look into a file that somebody brought, taken in a child process with narrow limits.

As a module (``python -m bot.studio.process.inspect_process``) it is that child.
"""

import json
import logging
import signal
import struct
import sys
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from bot.studio.process.child_process import ChildDied, ChildUnfinished, call_child
from bot.studio.process.limits import UNLIMITED, limit_process
from bot.studio.process.parent_watch import read_request

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 30.0
WHOLE_TIMEOUT_SECONDS: Final = 120.0
NOT_LOOKED_INTO: Final = "not-looked-into"
"""The reason when nothing is known of the file: this machine had no time or memory for it."""
NO_PICTURE: Final = "no-picture"
"""The reason when the song is one, and only its cover can't be read."""

_MEMORY_BYTES: Final = 2 << 30
_CPU_SECONDS: Final = 20
_WHOLE_CPU_SECONDS: Final = 60  # 15 minutes of 192 kHz FLAC took 4 on a small machine
_ENDED_BY_US: Final = frozenset(
    -getattr(signal, name, 0) for name in ("SIGKILL", "SIGTERM", "SIGXCPU", "SIGXFSZ")
)
"""How a child ends by a limit, or by whoever ended it: whatever it was given."""


class UploadRejected(Exception):
    """The studio does not take a file. ``reason``: a word for programs; the message: for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class InspectedMedia(NamedTuple):
    """What was found in an audio file; title and artist are those of its tags."""

    duration_seconds: float | None
    title: str
    artist: str
    has_cover: bool = False
    """Whether a picture is in the file itself."""
    lyrics: str | None = None
    """Lyrics with times of its tags, as a text in LRC."""
    sound_digest: str | None = None
    """Tells whether two files sound the same; None where not the whole was decoded."""


async def inspect_media(
    audio: Path,
    *,
    max_minutes: float,
    cover: Path | None = None,
    whole: bool = False,
    language: str = "",
) -> InspectedMedia:
    """Look into an audio file and perhaps its cover. Raises UploadRejected.

    With ``whole`` all of it is decoded: then it is known to be sound, and its length is heard. So
    is that of a file which claims none.
    ``language``: a code such as ``ja`` or ``pt-BR`` of who brings it, which helps to read tags that
    tell no encoding.
    """
    request = {
        "audio": str(audio),
        "cover": str(cover) if cover else None,
        "whole": whole,
        "language": language,
    }
    try:
        timeout = WHOLE_TIMEOUT_SECONDS if whole else TIMEOUT_SECONDS
        answer = await call_child(__name__, request, timeout)
    except ChildUnfinished as death:
        _log.warning("A file could not be looked into: %s", death)
        raise UploadRejected(
            NOT_LOOKED_INTO, "The file could not be looked into in time. Try again later."
        ) from death
    except ChildDied as death:
        _log.warning("The look into a file died: %s", death)
        if death.status in _ENDED_BY_US or not await _is_able(with_cover=cover is not None):
            raise UploadRejected(
                NOT_LOOKED_INTO, "The file could not be looked into: the process that does it died."
            ) from death
        raise UploadRejected("unreadable", "The file can't be read as audio.") from death
    if trouble := answer.get("trouble"):
        _log.warning("A file could not be looked into: %s", trouble)
        raise UploadRejected(NOT_LOOKED_INTO, f"The file could not be looked into: {trouble}.")
    if refused := answer.get("refused"):
        raise UploadRejected(str(refused["reason"]), str(refused["message"]))
    media = InspectedMedia(**answer["media"])
    if (media.duration_seconds or 0) > max_minutes * 60 + 0.5:
        raise UploadRejected("too-long", f"The track is longer than {max_minutes:g} minutes.")
    return media


async def _is_able(*, with_cover: bool) -> bool:
    """Return whether a child can look at all: into a song, and a picture, that we make."""
    request = {"audio": None, "cover": "made" if with_cover else None, "whole": True}
    try:
        return "media" in await call_child(__name__, request, TIMEOUT_SECONDS)
    except ChildDied:
        return False


def _looked(request: dict[str, Any]) -> dict[str, Any]:
    """Look, and tell trouble of this machine's from what is wrong with the file."""
    try:
        return _look(request) if request["audio"] else _look_at_ours(request)
    except MemoryError:
        return {"trouble": "there is not enough memory"}
    except ImportError as error:
        return {"trouble": f"a library can't be loaded ({error})"}
    except OSError as error:
        return {"trouble": error.strerror or type(error).__name__}


def _look(request: dict[str, Any]) -> dict[str, Any]:
    # Imported here: the bot's own process never loads the decoders.
    from bot.studio.render.audio.decode import MediaError, probe  # noqa: PLC0415
    from bot.studio.render.audio.decoding import measured  # noqa: PLC0415
    from bot.studio.render.lyric_tags import lyrics_in_tags  # noqa: PLC0415

    audio = Path(request["audio"])
    try:
        language = request["language"]
        found = (measured if request["whole"] else probe)(audio, language=language)
        if found.duration_seconds is None:  # it claims none, and an estimate tells none
            found = measured(audio, language=language)
    except MediaError as refused:
        return _refusal(refused.reason.value, refused.message)
    if request["cover"] and not _is_picture(Path(request["cover"])):
        return _refusal(NO_PICTURE, "The cover can't be read as a picture.")
    return {
        "media": {
            "duration_seconds": found.duration_seconds,
            "title": found.title,
            "artist": found.artist,
            "has_cover": found.has_cover,
            "sound_digest": found.sound_digest,
            "lyrics": lyrics_in_tags(audio, song_seconds=found.duration_seconds),
        }
    }


def _look_at_ours(request: dict[str, Any]) -> dict[str, Any]:
    """Look into a second of silence, and draw a cover: what any look needs is there then."""
    import av  # noqa: PLC0415 - as above

    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    head = b"RIFF" + struct.pack("<I", 8036) + b"WAVEfmt " + struct.pack("<I", 16) + form
    song = BytesIO(head + b"data" + struct.pack("<I", 8000) + bytes(8000))
    with av.open(song, "r", format="wav") as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    if request["cover"]:
        import numpy as np  # noqa: PLC0415 - as above

        from bot.studio.render.scene.cover_art import designed  # noqa: PLC0415 - as above

        designed("", np.zeros(0, np.float32), 64)
    return {"media": {"duration_seconds": samples / 8000, "title": "", "artist": ""}}


def _refusal(reason: str, message: str) -> dict[str, Any]:
    return {"refused": {"reason": reason, "message": message}}


def _is_picture(path: Path) -> bool:
    """Return whether a render could use the picture: it reads it in the same way."""
    from bot.studio.render.scene.pictures import MAX_BYTES, read_picture  # noqa: PLC0415 - as above

    try:
        return path.stat().st_size <= MAX_BYTES and read_picture(path.read_bytes()) is not None
    except OSError:
        return False


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read a question from standard input, tell the answer on standard output."""
    request = read_request()
    unlimited = limit_process(
        memory_bytes=_MEMORY_BYTES,
        cpu_seconds=_WHOLE_CPU_SECONDS if request["whole"] else _CPU_SECONDS,
        file_bytes=0,
    )
    if unlimited:
        _tell({UNLIMITED: unlimited})
    _tell(_looked(request))


if __name__ == "__main__":
    main()
