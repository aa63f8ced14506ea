"""The tags of a song as mutagen reads them, whatever the file is called and wherever they stand.

mutagen goes by names, and looks for one kind of tag in a file; people's files have several: an APE
tag behind an MP3, an ID3 tag in front of a FLAC or of bare AAC.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import mutagen
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.dsf import DSF
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggtheora import OggTheora
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

_OGG: Final = (OggVorbis, OggOpus, OggFLAC, OggSpeex, OggTheora)
_MAGIC: Final = (  # where, what, how it is read
    (0, b"fLaC", FLAC),
    (4, b"ftyp", MP4),
    (4, b"moov", MP4),
    (8, b"WAVE", WAVE),
    (8, b"AIFF", AIFF),
    (8, b"AIFC", AIFF),
    (0, b"DSD ", DSF),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", ASF),
)
_APE_FIRST: Final = (b"wvpk", b"MAC ", b"MP+", b"MPCK")
_MAX_HEADERS: Final = 4  # ID3 tags in front of each other


def tag_blocks(path: Path) -> Iterator[Any]:
    """Yield what mutagen reads in a file, the best first: a FLAC, or the tags of any other kind.

    What can't be read is passed over. Raises MemoryError only.
    """
    head = _head(path)
    for block in (_own(path, head), *_added(path, head)):
        if block is not None:
            yield block


def _own(path: Path, head: bytes) -> Any:  # noqa: ANN401 - mutagen's types have no common base
    """Return the tags that belong to the format: those in its own place."""
    if head.startswith(b"OggS"):
        song = _read(lambda: mutagen.File(path, options=_OGG))
    else:
        kinds = (kind for at, magic, kind in _MAGIC if head[at : at + len(magic)] == magic)
        kind = next(kinds, None)
        song = None if kind is None else _read(lambda: kind(path))
    if isinstance(song, FLAC):  # its pictures are no part of its tags
        return song
    return None if song is None else song.tags


def _added(path: Path, head: bytes) -> Iterator[Any]:
    """Yield the tags that are put in front of or behind any file: ID3 2, APE, then ID3 1."""
    readers: list[Callable[[], Any]] = [
        lambda: ID3(path, load_v1=False),  # type: ignore[no-untyped-call]
        lambda: APEv2(path),  # type: ignore[no-untyped-call]
    ]
    if head.startswith(_APE_FIRST):
        readers.reverse()
    first = [_read(reader) for reader in readers]
    yield from first
    if not any(isinstance(tags, ID3) for tags in first):
        yield _read(lambda: ID3(path))  # type: ignore[no-untyped-call]


def _read(reader: Callable[[], Any]) -> Any:  # noqa: ANN401 - as above
    try:
        return reader()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - tags are no one's promise, and mutagen raises what it likes
        return None


def _head(path: Path) -> bytes:
    """Return how a file begins behind the ID3 tags in front of it."""
    with suppress(OSError), path.open("rb") as file:
        for _ in range(_MAX_HEADERS):
            head = file.read(16)
            if not head.startswith(b"ID3") or len(head) < 10:
                return head
            # Four bytes of seven bits each (ID3v2.4, section 3.1), and a footer if there is one.
            size = sum(
                (byte & 0x7F) << shift
                for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)
            )
            file.seek(size + 10 + (10 if head[5] & 0x10 else 0) - 16, 1)
    return b""
