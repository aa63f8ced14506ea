"""Title and artist of a song from its tags, in whatever encoding they are."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from mutagen.apev2 import APEv2
from mutagen.asf import ASFTags
from mutagen.flac import FLAC
from mutagen.id3 import ID3, Encoding
from mutagen.mp4 import MP4Tags

from bot.studio.tags.blocks import tag_blocks
from bot.studio.tags.encodings import decoded, repaired
from bot.studio.tags.matroska import matroska_artists

_BROKEN: Final = "\ufffd"
_SEVERAL: Final = ", "
_MAX_VALUES: Final = 20

_ID3: Final = ("TIT2", "TPE1", "TALB")
_MP4: Final = ("\xa9nam", "\xa9ART", "\xa9alb")
_ASF: Final = ("Title", "Author", "WM/AlbumTitle")
_APE: Final = ("Title", "Artist", "Album")
_VORBIS: Final = ("title", "artist", "album")

_TITLES: Final = ("title", "track/title")
_ARTISTS: Final = ("artist", "track/artist", "author", "performer", "album/artist", "album_artist")
_LAYOUTS: Final = frozenset(
    {"mono", "stereo", "surround", "2.0", "5.1", "7.1", "audio", "sound", "soundhandler"}
)
"""What an audio track is called in a file of several, where that says nothing of the song."""

_Text = str | bytes  # bytes where no encoding is told, or Latin-1, which is what is told then


class SongTexts(NamedTuple):
    """Title and artist, empty where nothing tells them; several artists as ``A, B``."""

    title: str
    artist: str


class _Block(NamedTuple):
    titles: Sequence[_Text]
    artists: Sequence[_Text]
    others: Sequence[_Text]


def song_texts(
    path: Path,
    container: Mapping[str, str],
    stream: Mapping[str, str],
    *,
    language: str = "",
) -> SongTexts:
    """Return title and artist of the song at ``path``.

    ``container`` and ``stream``: FFmpeg's metadata, with what is no UTF-8 as surrogate escapes.
    ``language``: a code such as ``ja`` of whoever brings the song, for tags that tell no encoding.
    Raises MemoryError.
    """
    title = artist = ""
    blocks = [_values(block) for block in tag_blocks(path)]
    blocks.append(_Block([], matroska_artists(path)[:_MAX_VALUES], []))
    for block in (*blocks, _told(container), _told(stream, of_track=True)):
        beside = [text for text in (*block.titles, *block.artists, *block.others) if text]
        raw = [text for text in beside if isinstance(text, bytes)]
        title = title or _joined(block.titles, raw, language)
        artist = artist or _joined(block.artists, raw, language)
    return SongTexts(title, artist)


def _joined(values: Iterable[_Text], beside: Sequence[bytes], language: str) -> str:
    texts = []
    for value in values:
        if isinstance(value, bytes):
            text = decoded(value.strip(b"\0 "), language=language, beside=beside)
        else:
            text = repaired(value, language=language)
        texts.append(" ".join(text.replace(_BROKEN, "").replace("\0", " ").split()))
    return _SEVERAL.join(dict.fromkeys(filter(None, texts)))


def _values(tags: Any) -> _Block:  # noqa: ANN401 - mutagen's types have no common base
    """Return the values of a mutagen block, in order."""
    match tags:
        case ID3():
            titles, artists, albums = (_id3_values(tags, name) for name in _ID3)
            return _Block(titles, artists, albums)
        case MP4Tags():
            names = _MP4
        case ASFTags():
            names = _ASF
        case APEv2():
            names = _APE
        case _:
            names = _VORBIS
    found = tags.tags if isinstance(tags, FLAC) else tags
    titles, artists, albums = (_plain_values(found, name) for name in names)
    return _Block(titles, artists, albums)


def _id3_values(tags: ID3, name: str) -> Sequence[_Text]:
    """Return a frame's texts; those of Latin-1 as the bytes that they are."""
    return [
        text.encode("latin-1", "replace") if frame.encoding == Encoding.LATIN1 else text
        for frame in tags.getall(name)  # type: ignore[no-untyped-call]
        for text in frame.text[:_MAX_VALUES]
    ]


def _plain_values(tags: Any, name: str) -> Sequence[_Text]:  # noqa: ANN401 - as above
    try:
        values = list(tags.get(name) or ())[:_MAX_VALUES]
    except (AttributeError, KeyError, TypeError, ValueError):
        return ()
    return [str(value) for value in values if _BROKEN not in str(value)]


def _told(metadata: Mapping[str, str], *, of_track: bool = False) -> _Block:
    """Return what FFmpeg tells: bytes where it isn't UTF-8."""
    tags = {key.lower(): value for key, value in metadata.items()}
    titles = _first(tags, _TITLES)
    if of_track and titles and titles[0].casefold() in _LAYOUTS:
        titles = []
    others = [tags[key] for key in ("album", "comment", "genre") if key in tags]
    return _Block(
        titles=[_bytes_or_text(value) for value in titles],
        artists=[_bytes_or_text(value) for value in _first(tags, _ARTISTS)],
        others=[_bytes_or_text(value) for value in others],
    )


def _first(tags: Mapping[str, str], keys: Iterable[str]) -> list[str]:
    return [value for key in keys if (value := tags.get(key, "").strip())][:1]


def _bytes_or_text(value: str) -> _Text:
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode(errors="surrogateescape")
    return value
