"""Servers' logos and the typefaces that may be chosen, below ``/studio/v1``."""

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from aiohttp import BodyPartReader, web
from pydantic import BaseModel, ConfigDict, Field

from bot.net.safe_download import DownloadFailed, DownloadTooLarge, SafeDownloader
from bot.studio.http.responses import BODY_LIMIT, ErrorResponse, parse_body, success_response
from bot.studio.http.uploads import storing
from bot.studio.http.video_api import owner_of, read
from bot.studio.library.logos import MAX_LOGOS, Logos, TooManyLogos
from bot.studio.process.inspect_process import NOT_LOOKED_INTO, UploadRejected
from bot.studio.process.logo_process import LOGO_BYTES, check_logo
from bot.studio.settings import MEBIBYTE, StudioSettings
from bot.studio.typefaces import typefaces
from bot.video_api.studio import FONTS_PATH, LOGOS_PATH, REASON, logo_path

_LOGO_ROUTE: Final = logo_path("{logo_id}")
_TOO_BIG: Final = f"The logo is larger than {LOGO_BYTES // MEBIBYTE} MiB"


class LogoRequest(BaseModel):
    """Where a logo is to be fetched from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    logo_url: str = Field(max_length=2000, alias="logoUrl")


class LogoHandlers:
    """The handlers of logos and typefaces."""

    def __init__(self, settings: StudioSettings, fetch: SafeDownloader) -> None:
        self._logos = Logos(settings.library)
        self._settings = settings
        self._fetch = fetch
        self._one = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of logos and typefaces."""
        return [
            web.get(LOGOS_PATH, self.list_logos),
            web.post(LOGOS_PATH, self.add_logo),
            web.delete(LOGOS_PATH, self.remove_logos),
            web.delete(_LOGO_ROUTE, self.remove_logo),
            web.get(FONTS_PATH, self.fonts),
        ]

    async def list_logos(self, request: web.Request) -> web.Response:
        """Answer with the ids of a server's logos."""
        owner = owner_of(request) or ""
        return success_response({"logos": await asyncio.to_thread(self._logos.ids, owner)})

    async def add_logo(self, request: web.Request) -> web.Response:
        """Take a logo from a multipart form, or from an address that a JSON body names."""
        owner = owner_of(request) or ""
        with tempfile.TemporaryDirectory(prefix=".fetched-", dir=self._settings.videos) as folder:
            source, checked = Path(folder) / "logo", Path(folder) / "logo.png"
            if request.content_type.startswith("multipart/"):
                await _receive(request, source)
            else:
                body = parse_body(LogoRequest, await read(request, BODY_LIMIT))
                await self._fetch_logo(body.logo_url, source)
            async with self._one:
                try:
                    await check_logo(source, checked)
                except UploadRejected as error:
                    code = 503 if error.reason == NOT_LOOKED_INTO else 422
                    raise ErrorResponse(code, str(error), {REASON: error.reason}) from error
                picture = await asyncio.to_thread(checked.read_bytes)
                logo_id = await asyncio.to_thread(self._kept, picture, owner)
        return success_response({"logoId": logo_id})

    async def remove_logo(self, request: web.Request) -> web.Response:
        """Remove one logo of a server's."""
        logo_id, owner = request.match_info["logo_id"], owner_of(request) or ""
        if not await asyncio.to_thread(self._logos.remove, logo_id, owner):
            raise ErrorResponse(404, "There is no such logo")
        return success_response(None)

    async def remove_logos(self, request: web.Request) -> web.Response:
        """Remove all logos of a server."""
        await asyncio.to_thread(self._logos.remove_all, owner_of(request) or "")
        return success_response(None)

    async def fonts(self, _request: web.Request) -> web.Response:
        """Answer with the names of the typefaces that may be chosen."""
        return success_response({"fonts": list(typefaces(self._settings))})

    async def _fetch_logo(self, url: str, path: Path) -> None:
        try:
            await self._fetch.file(url, path, limit_bytes=LOGO_BYTES)
        except DownloadTooLarge as error:
            raise ErrorResponse(413, _TOO_BIG, {REASON: "logo-too-big"}) from error
        except DownloadFailed as error:
            message = f"The logo can't be fetched: {error}"
            raise ErrorResponse(422, message, {REASON: "not-fetched"}) from error

    def _kept(self, picture: bytes, owner: str) -> str:
        try:
            with storing():
                return self._logos.add(picture, owner)
        except TooManyLogos as error:
            message = f"A server has at most {MAX_LOGOS} logos"
            raise ErrorResponse(409, message, {REASON: "logos-full"}) from error


async def _receive(request: web.Request, path: Path) -> None:
    """Save the form's one file, ``logo``. Raises ErrorResponse."""
    try:
        part = await (await request.multipart()).next()
    except (ValueError, AssertionError) as error:
        raise ErrorResponse(400, "The body is not a valid form") from error
    if not isinstance(part, BodyPartReader) or part.name != "logo":
        raise ErrorResponse(422, "logo is missing")
    received = 0
    with path.open("wb") as file:
        while chunk := await part.read_chunk(1 << 16):
            received += len(chunk)
            if received > LOGO_BYTES:
                raise ErrorResponse(413, _TOO_BIG, {REASON: "logo-too-big"})
            file.write(chunk)
