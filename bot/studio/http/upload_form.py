"""A multipart form in which a track is brought: its texts, and its files up to their sizes."""

from pathlib import Path
from typing import Final

from aiohttp import BodyPartReader, web

from bot.studio.http.responses import ErrorResponse
from bot.studio.library.models import TAGS_LENGTH, TEXT_LENGTH
from bot.studio.render.lyric_files import MAX_BYTES
from bot.studio.settings import COVER_BYTES, MEBIBYTE, StudioSettings

_TEXT_BYTES: Final = 4096
TEXT_LENGTHS: Final = {
    "title": TEXT_LENGTH,
    "author": TEXT_LENGTH,
    "tags": TAGS_LENGTH,
    "owner": 40,
    "language": 40,
}  # longest, in characters
_PARTS: Final = 10


def path_in(folder: Path, kind: str, name: str) -> Path:
    """Return where a file of a kind is put, which keeps the ending of its ``name``."""
    return folder / (kind + Path(name).suffix[:6].replace("/", ""))


def size_limits(settings: StudioSettings) -> dict[str, int]:
    """Return the largest size of each kind of file, in bytes."""
    audio = int(settings.max_upload_megabytes * MEBIBYTE)
    return {"audio": audio, "cover": COVER_BYTES, "lyrics": MAX_BYTES}


async def read_form(
    request: web.Request, folder: Path, settings: StudioSettings
) -> tuple[dict[str, str], dict[str, Path]]:
    """Receive a form's texts, and its files into a folder. Raises ErrorResponse."""
    limits = size_limits(settings)
    texts: dict[str, str] = {}
    files: dict[str, Path] = {}
    try:
        reader = await request.multipart()
        for _ in range(_PARTS):
            part = await reader.next()
            if part is None:
                return texts, files
            if not isinstance(part, BodyPartReader):
                raise ErrorResponse(422, "A form inside the form is not wanted")
            if part.name in limits and part.name not in files:
                files[part.name] = path_in(folder, part.name, part.filename or "")
                await _save(part, files[part.name], limits[part.name])
            elif part.name in TEXT_LENGTHS:
                texts[part.name] = await _text(part, part.name)
            else:
                raise ErrorResponse(422, "The form has a field that is not wanted")
    except (ValueError, AssertionError) as error:
        raise ErrorResponse(400, "The body is not a valid form") from error
    raise ErrorResponse(422, "The form has too many fields")


async def _save(part: BodyPartReader, path: Path, limit_bytes: int) -> None:
    received = 0
    # Small writes into the page cache: cheaper than a thread for each chunk.
    with path.open("wb") as file:
        while chunk := await part.read_chunk(1 << 16):
            received += len(chunk)
            if received > limit_bytes:
                raise ErrorResponse(413, f"The file is larger than {limit_bytes // MEBIBYTE} MiB")
            file.write(chunk)


async def _text(part: BodyPartReader, name: str) -> str:
    raw = b""
    while chunk := await part.read_chunk(_TEXT_BYTES):
        raw += chunk
        if len(raw) > _TEXT_BYTES:
            raise ErrorResponse(422, f"{name} is too long")
    try:
        text = one_line_of(raw.decode())
    except UnicodeDecodeError as error:
        raise ErrorResponse(422, f"{name} is not UTF-8") from error
    if len(text) > TEXT_LENGTHS[name]:
        raise ErrorResponse(422, f"{name} is longer than {TEXT_LENGTHS[name]} characters")
    return text


def one_line_of(text: str | None) -> str:
    """Return a text on one line; empty for none."""
    return " ".join((text or "").split())
