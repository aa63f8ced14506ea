"""Whether the callback address leads from outside to this very process."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.diagnostics.context import ANSWER_SECONDS, Site
from bot.diagnostics.result import Finding, NotChecked, doubtful, good, wrong
from bot.net.addresses import is_private
from bot.net.listener import address_at, address_of
from bot.web.instance_challenge import Nameplate, fresh_nonce, is_answer, nameplate_at
from bot.web.server import PortTaken, bind, serve

_POLLED: Final = "polling finds the results in any case"
_LONGEST_ANSWER: Final = 4096  # bytes


class _Unasked(Exception):
    """An address gave no answer; the message says why."""

    def __init__(self, text: str, *, is_certain: bool = False) -> None:
        super().__init__(text)
        self.is_certain = is_certain
        """Whether it would be the same for everybody, and not only for this machine."""


async def check_port(site: Site) -> Finding:
    """See whether the endpoint can listen, or whether it is the bot that listens there."""
    try:
        async with _endpoint(site) as (address, is_running):
            if not is_running:
                return good(f"{address} is free for the bot")
            status = await _status(site, f"{address}/readyz")
    except NotChecked as taken:
        return wrong(f"{taken}", "Find that program, or choose another callback.port")
    if status != 200:
        return doubtful(
            f"the bot runs at {address}, but is not ready ({status})",
            "Its log says why: it is not connected, or can't write its database",
        )
    return good(f"the bot runs at {address} and is ready")


async def check_callback(site: Site) -> Finding:
    """Ask the public address, as the API would, and see whether it leads here."""
    url = site.config.callback.public_url
    if not url:
        return good(f"none is set: {_without(site)}")
    if site.config.callback.port == 0:
        return wrong("callback.port is 0, another one at each start", "Give it a fixed port")
    async with _endpoint(site) as (address, _):
        return await check_way(site, address)


async def check_way(site: Site, address: str) -> Finding:
    """See whether the public address leads to the endpoint at ``address`` on this machine."""
    url = site.config.callback.public_url
    if not url:
        raise NotChecked("callback.public_url is not set")
    nonce = fresh_nonce()
    own = (await _asked(site, nameplate_at(address, nonce)))[1]
    try:
        status, answer = await _asked(site, nameplate_at(url, nonce))
    except _Unasked as failure:
        return _not_reached(site, str(failure), is_certain=failure.is_certain)
    if answer != own:
        return _led_elsewhere(url, status, answer)
    if is_private(url):
        return doubtful(
            f"{url} leads here, but only from this machine or its network",
            "Give an address that others reach, or leave it empty: " + _without(site),
        )
    if url.startswith("http:"):
        return doubtful(
            f"{url} leads here, but in the clear", "Put a proxy with TLS in front (https://)"
        )
    return good(f"{url} leads here")


def _led_elsewhere(url: str, status: int, answer: str) -> Finding:
    if is_answer(answer):
        return wrong(
            f"at {url} another process of the bot answers",
            "Run the check where that one runs (with Docker: docker compose exec), or correct"
            " callback.public_url",
        )
    if 300 <= status < 400:
        return wrong(
            f"{url} redirects elsewhere, and callbacks do not follow",
            "Give the address that it leads to, usually the same with https://",
        )
    if status in (502, 503, 504):
        return wrong(
            f"the proxy at {url} answered {status}: it does not reach the bot",
            "Let it pass requests to callback.host and callback.port",
        )
    return wrong(
        f"at {url} something else answers (HTTP {status})",
        "Let the proxy pass all of this address to callback.host and callback.port",
    )


def _without(site: Site) -> str:
    return "videos are attached to messages then" if site.has_studio else _POLLED


def _not_reached(site: Site, text: str, *, is_certain: bool) -> Finding:
    url = site.config.callback.public_url
    lost = (
        "the studio's videos are linked there, so members can't open them"
        if site.has_studio
        else _POLLED
    )
    if is_certain:
        return wrong(f"{url} can't be reached: {text}", f"Correct it; until then {lost}")
    return doubtful(
        f"{url} can't be reached from here: {text}",
        "Forward the port, open the firewall, start the proxy; or the router can't lead its own"
        f" address back inside, then try from elsewhere. If it can't be reached: {lost}",
    )


@asynccontextmanager
async def _endpoint(site: Site) -> AsyncIterator[tuple[str, bool]]:
    """Give where the endpoint answers, and whether that is the bot.

    Where nothing listens, a nameplate of our own is shown meanwhile. Raises NotChecked when the
    port belongs to another program.
    """
    settings = site.config.callback
    try:
        bound = bind(settings.host, settings.port)
    except PortTaken as error:
        address = address_at(settings.host, settings.port)
        if not await _is_the_bot(site, address):
            raise NotChecked(f"{error}: another program may have it") from None
        yield address, True
        return
    nameplate = Nameplate()

    async def show(request: web.Request) -> web.Response:
        return web.Response(text=nameplate.answer(request.match_info["nonce"]))

    application = web.Application()
    application.router.add_get(Nameplate.PATTERN, show)
    with bound:
        async with serve(application, bound):
            yield address_of(bound), False


async def _is_the_bot(site: Site, address: str) -> bool:
    try:
        return is_answer((await _asked(site, nameplate_at(address, fresh_nonce())))[1])
    except _Unasked:
        return False


async def _status(site: Site, url: str) -> int:
    try:
        return (await _asked(site, url))[0]
    except _Unasked:
        return 0


async def _asked(site: Site, url: str) -> tuple[int, str]:
    """Give the status and the text that an address answers. Raises _Unasked."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    try:
        async with site.session.get(url, timeout=timeout, allow_redirects=False) as response:
            body = await response.content.read(_LONGEST_ANSWER)
            return response.status, body.decode(errors="replace").strip()
    except aiohttp.ClientConnectorDNSError as error:
        name = urlsplit(url).hostname
        raise _Unasked(f"{name} is no name that DNS knows", is_certain=True) from error
    except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError) as error:
        raise _Unasked(
            "TLS fails there: a wrong certificate, or none at all", is_certain=True
        ) from error
    except TimeoutError as error:
        raise _Unasked(f"no answer within {ANSWER_SECONDS:g} s") from error
    except (aiohttp.ClientError, OSError) as error:
        raise _Unasked(_reason(error)) from error


def _reason(error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.ECONNREFUSED:
        return "the connection was refused"
    return type(error).__name__
