"""The pictures inside a song's file: in its tags, or attached to it."""

import base64
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

from av.error import FFmpegError
from av.stream import Disposition
from mutagen.apev2 import APEv2
from mutagen.asf import ASFTags
from mutagen.flac import FLAC, Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4Tags

from bot.studio.render.audio import decode
from bot.studio.render.spec import MediaError
from bot.studio.tags.blocks import tag_blocks

# Kinds of pictures (ID3v2.4, section 4.14), which FLAC and WMA share.
_OTHER, _ICON, _SMALL_ICON, _FRONT, _BACK = 0, 1, 2, 3, 4
_RANKS: Final = {_FRONT: 0, _OTHER: 1, _BACK: 3, _ICON: 4, _SMALL_ICON: 4}
_RANK_OF_THE_REST: Final = 2  # a leaflet, the artist, a fish
_APE_KINDS: Final = {"front": _FRONT, "back": _BACK, "icon": _ICON}
_APE_COVER: Final = "cover art ("
_MOST: Final = 20  # pictures that are looked at
_FIRST_PACKETS: Final = 64  # pictures come before any sound


class _Found(NamedTuple):
    kind: int
    data: bytes


def artwork_in(audio: Path) -> Iterator[bytes]:
    """Yield the pictures of a song: front before others before back, icons last.

    The data is what the file holds, perhaps no picture at all. Raises MemoryError.
    """
    found = [picture for block in tag_blocks(audio) for picture in _pictures(block)]
    yield from _ranked(found)
    if len(found) < _MOST:
        yield from _ranked(_attached(audio))


def _ranked(found: Iterable[_Found]) -> Iterator[bytes]:
    ranked = sorted(found, key=lambda picture: _RANKS.get(picture.kind, _RANK_OF_THE_REST))
    return (picture.data for picture in ranked[:_MOST])


def _pictures(tags: Any) -> list[_Found]:  # noqa: ANN401 - mutagen's types have no common base
    try:
        readers = (reader for kind, reader in _READERS.items() if isinstance(tags, kind))
        return next(readers, _vorbis_pictures)(tags)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - tags are no one's promise; without them there is no cover
        return []


def _id3_pictures(tags: Any) -> list[_Found]:  # noqa: ANN401 - as above
    return [_Found(frame.type, frame.data) for frame in tags.getall("APIC")]


def _flac_pictures(song: Any) -> list[_Found]:  # noqa: ANN401 - as above
    own = [_Found(picture.type, picture.data) for picture in song.pictures]
    return own + _vorbis_pictures(song.tags)


def _mp4_pictures(tags: Any) -> list[_Found]:  # noqa: ANN401 - as above
    return [_Found(_FRONT, bytes(picture)) for picture in tags.get("covr", ())]


def _asf_pictures(tags: Any) -> list[_Found]:  # noqa: ANN401 - as above
    return [_wm_picture(value.value) for value in tags.get("WM/Picture", ())]


def _vorbis_pictures(tags: Any) -> list[_Found]:  # noqa: ANN401 - as above
    found = []
    for text in tags.get("metadata_block_picture", ()) if tags else ():
        with suppress(Exception):  # the next one may be better
            picture = Picture(_unpacked(text))  # type: ignore[no-untyped-call]
            found.append(_Found(picture.type, picture.data))
    # What was written before there were such blocks: the picture alone.
    for text in tags.get("coverart", ()) if tags else ():
        with suppress(ValueError):
            found.append(_Found(_FRONT, _unpacked(text)))
    return found


def _unpacked(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))


def _ape_pictures(tags: Any) -> list[_Found]:  # noqa: ANN401 - as above
    found = []
    for key, value in tags.items():
        name = key.casefold()
        if name.startswith(_APE_COVER) and isinstance(value.value, bytes):
            kind = _APE_KINDS.get(name[len(_APE_COVER) :].partition(")")[0], _OTHER)
            found.append(_Found(kind, value.value.partition(b"\0")[2]))  # behind its file's name
    return found


def _wm_picture(data: bytes) -> _Found:
    """Read a WM/Picture: kind, size, type and description as UTF-16, and the picture."""
    at = 5
    for _ in range(2):
        while data[at : at + 2] != b"\0\0":
            at += 2
            if at >= len(data):
                return _Found(_OTHER, b"")
        at += 2
    return _Found(data[0], data[at:])


def _attached(audio: Path) -> list[_Found]:
    """Return what libavformat shows as pictures: attachments of Matroska, and others' covers."""
    found: list[_Found] = []
    with suppress(MediaError, FFmpegError, OSError), decode.opened(audio) as (container, _):
        pictures = {
            stream.index: _kind_of(stream.metadata.get("filename", ""))
            for stream in container.streams.video
            if Disposition.attached_pic in stream.disposition
        }
        found += [
            _Found(_kind_of(stream.name or ""), stream.data)
            for stream in container.streams.attachments
            if str(stream.mimetype).startswith("image/") and stream.data
        ]
        if pictures:
            for packet in islice(container.demux(), _FIRST_PACKETS):
                if (kind := pictures.pop(packet.stream.index, None)) is not None:
                    found.append(_Found(kind, bytes(packet)))
                if not pictures:
                    break
    return found


def _kind_of(name: str) -> int:
    """Return the kind by a file's name: Matroska has ``cover``, and ``small_cover`` as an icon."""
    stem = PurePath(name).stem.casefold()
    if stem.startswith("small_cover"):
        return _ICON
    if stem.startswith(("cover", "front", "folder")) or not stem:
        return _FRONT
    return _BACK if stem.startswith("back") else _OTHER


_READERS: Final[dict[type, Callable[[Any], list[_Found]]]] = {
    ID3: _id3_pictures,
    FLAC: _flac_pictures,
    MP4Tags: _mp4_pictures,
    ASFTags: _asf_pictures,
    APEv2: _ape_pictures,
}
