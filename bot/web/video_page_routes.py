"""The routes of videos' pages: the page, its player, its poster, and oEmbed."""

import re
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.i18n.texts import ENGLISH, negotiate_language
from bot.jobs.video_links import PAGE_PREFIX
from bot.services.video_pages import VideoPage, VideoPageEnded, VideoPageService
from bot.web.video_page import headers, missing_page, oembed, player_page, video_page

_NAME: Final = re.compile(r"([0-9a-f]{32})(?:\.mp4)?")
_LONGEST_ADDRESS: Final = 2048
_DIGITS: Final = 5  # of the largest number of pixels
_MISSING: Final = {404: "page-unknown", 410: "page-ended"}


class VideoPageRoutes:
    """The handlers below ``/v/``; ``base``: the address under which others reach them."""

    def __init__(self, pages: VideoPageService, base: str) -> None:
        self._pages = pages
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(f"{PAGE_PREFIX}oembed", self._oembed),
            web.get(f"{PAGE_PREFIX}{{name}}", self._page),
            web.get(f"{PAGE_PREFIX}{{name}}/player", self._player),
            web.get(f"{PAGE_PREFIX}{{name}}/poster.jpg", self._poster),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        found = await self._found(request.match_info["name"])
        locale = _language(request)
        if isinstance(found, int):
            return _missing(found, locale)
        return _html(video_page(found, self._base, locale))

    async def _player(self, request: web.Request) -> web.Response:
        found = await self._found(request.match_info["name"])
        locale = _language(request)
        if isinstance(found, int):
            return _missing(found, locale)
        return _html(player_page(found, self._base, locale), may_be_framed=True)

    async def _poster(self, request: web.Request) -> web.Response:
        name = _NAME.fullmatch(request.match_info["name"])
        try:
            poster = await self._pages.poster(name[1]) if name else None
        except VideoPageEnded:
            return web.Response(status=410)
        if poster is None:
            return web.Response(status=404)
        kept = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=poster, content_type="image/jpeg", headers=kept)

    async def _oembed(self, request: web.Request) -> web.Response:
        """Answer as oEmbed 1.0 has it: 404 for what isn't ours, 501 for another format."""
        if request.query.get("format", "json") != "json":
            return web.Response(status=501)
        found = await self._found(self._name_in(request.query.get("url", "")))
        if isinstance(found, int):
            return web.Response(status=found)
        most = (_pixels(request, "maxwidth"), _pixels(request, "maxheight"))
        return web.json_response(oembed(found, self._base, most=most))

    def _name_in(self, url: str) -> str:
        """Return the name that the address of a page ends in; empty for any other address."""
        if len(url) > _LONGEST_ADDRESS:
            return ""
        prefix = f"{urlsplit(self._base).path.rstrip('/')}{PAGE_PREFIX}"
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        is_ours = parts.netloc == urlsplit(self._base).netloc and parts.path.startswith(prefix)
        return parts.path.removeprefix(prefix) if is_ours else ""

    async def _found(self, text: str) -> VideoPage | int:
        """Return what a page says, or the status of the answer that there is none."""
        name = _NAME.fullmatch(text)
        try:
            page = await self._pages.page(name[1]) if name else None
        except VideoPageEnded:
            return 410
        return 404 if page is None else page


def _html(text: str, *, may_be_framed: bool = False) -> web.Response:
    return web.Response(
        text=text,
        content_type="text/html",
        headers={**headers(may_be_framed=may_be_framed), "Cache-Control": "public, max-age=60"},
    )


def _missing(status: int, locale: str) -> web.Response:
    return web.Response(
        text=missing_page(_MISSING[status], locale),
        status=status,
        content_type="text/html",
        headers={**headers(), "Cache-Control": "no-store"},
    )


def _language(request: web.Request) -> str:
    return negotiate_language(request.headers.get("Accept-Language", "")) or ENGLISH


def _pixels(request: web.Request, name: str) -> int | None:
    text = request.query.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    return int(text) or None
