"""Chained Ogg: several logical streams one behind the other in a file (RFC 3533, section 4).

Recorded radio and ``cat one.opus two.opus`` are such. libavformat reads over a link only where the
sound's form stays the same; Opus of another channel count ends the song there. So each link is
read as a file by itself.
"""

import io
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

_HEADER_BYTES: Final = 27  # of a page, before its segment table (RFC 3533, section 6)
_SEARCH_BYTES: Final = 1 << 16
MAX_LINKS: Final = 1000
"""More are no music: what follows is left to the last."""

_BEGINS_STREAM: Final = 0x02  # header_type_flag


class Link(NamedTuple):
    """The bytes from ``start`` to ``end`` of a file."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.end - self.start


def links_of(path: Path) -> list[Link]:
    """Return the links of an Ogg file: one, unless it is a chain.

    The streams of one link begin together, before any other page; a later beginning is the next
    link's. What is no page between two of them is passed over.
    """
    starts = [0]
    end, beginning = path.stat().st_size, True
    with path.open("rb") as file:
        position = 0
        while len(starts) < MAX_LINKS and (page := _next_page(file, position)) is not None:
            position, size, begins = page
            if begins and not beginning:
                starts.append(position)
            beginning = begins
            position += size
    return [Link(*edges) for edges in zip(starts, [*starts[1:], end], strict=True)]


def _next_page(file: BinaryIO, position: int) -> tuple[int, int, bool] | None:
    """Return the place and size in bytes of the next page, and whether a stream begins there."""
    while True:
        file.seek(position)
        header = file.read(_HEADER_BYTES + 255)
        if len(header) < _HEADER_BYTES:
            return None
        if header.startswith(b"OggS"):
            segments = header[26]
            size = _HEADER_BYTES + segments + sum(header[_HEADER_BYTES : _HEADER_BYTES + segments])
            return position, size, bool(header[5] & _BEGINS_STREAM)
        file.seek(position + 1)
        found = file.read(_SEARCH_BYTES).find(b"OggS")
        position += 1 + found if found >= 0 else _SEARCH_BYTES - 3


class LinkFile(io.RawIOBase):
    """A link as a file by itself, for ``av.open``."""

    def __init__(self, path: Path, link: Link) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._link = link
        self._file.seek(link.start)

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, all that are left by default."""
        left = max(0, self._link.end - self._file.tell())
        return self._file.read(left if size < 0 else min(size, left))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a place in the link and return it."""
        origin = {
            io.SEEK_SET: self._link.start,
            io.SEEK_CUR: self._file.tell(),
            io.SEEK_END: self._link.end,
        }[whence]
        self._file.seek(max(self._link.start, origin + offset))
        return self.tell()

    def tell(self) -> int:
        """Return the place in the link."""
        return self._file.tell() - self._link.start

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can be moved in."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
