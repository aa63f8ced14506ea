"""A track that comes in by a multipart form: received to disk, size-capped, looked into."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple, Self

from aiohttp import BodyPartReader, web

from bot.studio.envelope import Refusal
from bot.studio.inspection import MediaRejected, inspected
from bot.studio.library import NewTrack
from bot.studio.settings import MEBIBYTE, StudioSettings
from bot.studio.source import COVER_BYTES

_TEXT_BYTES = 4096
_TEXTS = {"title": 200, "author": 200, "tags": 500, "owner": 40}  # longest, in characters
_PARTS = 10


class Upload(NamedTuple):
    """A received track, its files in a folder that goes away with the request."""

    track: NewTrack
    owner: str

    @classmethod
    @asynccontextmanager
    async def received(
        cls, request: web.Request, library: Path, settings: StudioSettings
    ) -> AsyncIterator[Self]:
        """Receive a form with ``audio`` and perhaps ``cover``, ``title``, ``author``, ``tags``,
        ``owner``. Raises Refusal.
        """
        if not request.content_type.startswith("multipart/"):
            raise Refusal(415, "A multipart form is wanted")
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=library))
        try:
            texts, files = await _parts(request, folder, settings)
            yield cls(await _looked_into(texts, files, settings), texts.get("owner", ""))
        finally:
            shutil.rmtree(folder, ignore_errors=True)


async def _parts(
    request: web.Request, folder: Path, settings: StudioSettings
) -> tuple[dict[str, str], dict[str, Path]]:
    limits = {
        "audio": int(settings.max_upload_megabytes * MEBIBYTE),
        "cover": COVER_BYTES,
    }
    texts: dict[str, str] = {}
    files: dict[str, Path] = {}
    try:
        reader = await request.multipart()
        for _ in range(_PARTS):
            part = await reader.next()
            if part is None:
                return texts, files
            if not isinstance(part, BodyPartReader):
                raise Refusal(422, "A form inside the form is not wanted")
            if part.name in limits and part.name not in files:
                suffix = Path(part.filename or "").suffix
                files[part.name] = folder / (part.name + suffix[:6].replace("/", ""))
                await _save(part, files[part.name], limits[part.name])
            elif part.name in _TEXTS:
                texts[part.name] = await _text(part, part.name)
            else:
                raise Refusal(422, "The form has a field that is not wanted")
    except (ValueError, AssertionError) as error:
        raise Refusal(400, "The body is not a valid form") from error
    raise Refusal(422, "The form has too many fields")


async def _save(part: BodyPartReader, path: Path, limit_bytes: int) -> None:
    received = 0
    # Small writes into the page cache: cheaper than a thread for each chunk.
    with path.open("wb") as file:
        while chunk := await part.read_chunk(1 << 16):
            received += len(chunk)
            if received > limit_bytes:
                raise Refusal(413, f"The file is larger than {limit_bytes // MEBIBYTE} MiB")
            file.write(chunk)


async def _text(part: BodyPartReader, name: str) -> str:
    raw = b""
    while chunk := await part.read_chunk(_TEXT_BYTES):
        raw += chunk
        if len(raw) > _TEXT_BYTES:
            raise Refusal(422, f"{name} is too long")
    try:
        text = " ".join(raw.decode().split())
    except UnicodeDecodeError as error:
        raise Refusal(422, f"{name} is not UTF-8") from error
    if len(text) > _TEXTS[name]:
        raise Refusal(422, f"{name} is longer than {_TEXTS[name]} characters")
    return text


async def _looked_into(
    texts: dict[str, str], files: dict[str, Path], settings: StudioSettings
) -> NewTrack:
    if "audio" not in files:
        raise Refusal(422, "audio is missing")
    try:
        media = await inspected(
            files["audio"], max_minutes=settings.max_minutes, cover=files.get("cover")
        )
    except MediaRejected as error:
        raise Refusal(422, str(error), {"reason": error.reason}) from error
    title = texts.get("title") or media.title
    if not title:
        raise Refusal(422, "title is missing, and the file has none")
    return NewTrack(
        audio=files["audio"],
        cover=files.get("cover"),
        title=title[:200],
        author=texts.get("author") or media.artist[:200] or None,
        tags=texts.get("tags") or None,
        duration_seconds=media.duration_seconds,
    )
