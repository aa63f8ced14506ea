"""Artists of a Matroska or WebM file: FFmpeg keeps one value of a tag that stands there twice."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

_MAGIC: Final = bytes.fromhex("1a45dfa3")
_SCHEMA: Final = "matroska.xml"
_MAX_ELEMENTS: Final = 20_000  # of a segment: a cluster holds seconds
_MAX_TAGS: Final = 1_000
_MAX_BYTES: Final = 1 << 20
_TRACK, _ALBUM = 30, 50  # TargetTypeValue (RFC 9559, section 5.1.8.1.1.1); 50 where none is told


def matroska_artists(path: Path) -> list[str]:
    """Return the artists in their order: the song's own, else those of its album.

    Empty where a file is none of Matroska's, or can't be read. Raises MemoryError.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return []
            file.seek(0)
            return _artists(file)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - tags are no one's promise
        return []


def _artists(file: Any) -> list[str]:  # noqa: ANN401 - what a library without types takes
    from ebmlite import loadSchema  # noqa: PLC0415 - 0.1 s that no other file needs

    found: dict[int, list[str]] = {}
    segments = (root for root in loadSchema(_SCHEMA).load(file) if root.name == "Segment")
    for level, artist in _told(next(segments, ())):
        found.setdefault(level, []).append(artist)
    return found.get(_TRACK) or found.get(_ALBUM) or []


def _told(segment: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """Yield each artist that is told of the whole file, with its level."""
    for part in islice(segment, _MAX_ELEMENTS):
        if part.name != "Tags" or part.size > _MAX_BYTES:
            continue
        for tag in islice(part, _MAX_TAGS):
            if tag.name != "Tag":  # a checksum
                continue
            fields = list(islice(tag, _MAX_TAGS))
            targets = _targets_of(fields)
            if any(key.endswith("UID") for key in targets):  # of a track, a chapter, a picture
                continue
            level = targets.get("TargetTypeValue", _ALBUM)
            for field in fields:
                text = field.dump() if field.name == "SimpleTag" else {}
                if str(text.get("TagName", "")).upper() == "ARTIST" and text.get("TagString"):
                    yield level, str(text["TagString"])


def _targets_of(fields: Iterable[Any]) -> dict[str, Any]:
    """Return what a tag is about; nothing where it is about the whole file."""
    return next((dict(field.dump()) for field in fields if field.name == "Targets"), {})
