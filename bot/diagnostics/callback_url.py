"""Whether the callback address leads from outside to this very process."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.diagnostics.context import ANSWER_SECONDS, CheckContext
from bot.diagnostics.result import CheckResult, CheckSkipped, failed, passed, warning
from bot.jobs.video_links import PAGE_PREFIX
from bot.net.addresses import is_private
from bot.net.listener import address_at, address_of
from bot.web.instance_challenge import InstanceChallenge, challenge_url, is_response, new_nonce
from bot.web.server import PortTaken, bind, serve

_POLLED: Final = "polling finds the results in any case"
_MAX_ANSWER: Final = 4096  # bytes


class _NoResponse(Exception):
    """An address gave no answer; the message says why."""

    def __init__(self, text: str, *, is_certain: bool = False) -> None:
        super().__init__(text)
        self.is_certain = is_certain
        """Whether it would be the same for everybody, and not only for this machine."""


async def check_port(context: CheckContext) -> CheckResult:
    """Check whether the endpoint can listen, or whether it is the bot that listens there."""
    try:
        async with _endpoint(context) as (address, is_running):
            if not is_running:
                return passed(f"{address} is free for the bot")
            status = await _status(context, f"{address}/readyz")
    except CheckSkipped as taken:
        return failed(f"{taken}", "Find that program, or choose another callback.port")
    if status != 200:
        return warning(
            f"the bot runs at {address}, but is not ready ({status})",
            "Its log says why: it is not connected, or can't write its database",
        )
    return passed(f"the bot runs at {address} and is ready")


async def check_callback(context: CheckContext) -> CheckResult:
    """Ask the public address, as the API would, and see whether it leads here."""
    url = context.config.callback.public_url
    if not url:
        return passed(f"none is set: {_without(context)}")
    if context.config.callback.port == 0:
        return failed("callback.port is 0, another one at each start", "Give it a fixed port")
    async with _endpoint(context) as (address, _):
        return await check_route(context, address)


async def check_route(context: CheckContext, address: str) -> CheckResult:
    """Check whether the public address leads to the endpoint at ``address`` on this machine."""
    url = context.config.callback.public_url
    if not url:
        raise CheckSkipped("callback.public_url is not set")
    nonce = new_nonce()
    own = (await _asked(context, challenge_url(address, nonce)))[1]
    try:
        status, answer = await _asked(context, challenge_url(url, nonce))
    except _NoResponse as failure:
        return _not_reached(context, str(failure), is_certain=failure.is_certain)
    if answer != own:
        return _led_elsewhere(url, status, answer)
    if context.has_studio and not await _leads_to_pages(context, url, nonce, own):
        return warning(
            f"{url} leads here, but {url}{PAGE_PREFIX} doesn't: nobody can open videos' pages",
            f"Let the proxy pass {PAGE_PREFIX} as well, as deploy/Caddyfile does",
        )
    if is_private(url):
        return warning(
            f"{url} leads here, but only from this machine or its network",
            "Give an address that others reach, or leave it empty: " + _without(context),
        )
    if url.startswith("http:"):
        return warning(
            f"{url} leads here, but in the clear", "Put a proxy with TLS in front (https://)"
        )
    return passed(f"{url} leads here")


async def _leads_to_pages(context: CheckContext, url: str, nonce: str, own: str) -> bool:
    """Return whether what is asked for among the videos' pages comes here as well."""
    try:
        address = challenge_url(f"{url}{PAGE_PREFIX.rstrip('/')}", nonce)
        return (await _asked(context, address))[1] == own
    except _NoResponse:
        return False


def _led_elsewhere(url: str, status: int, answer: str) -> CheckResult:
    if is_response(answer):
        return failed(
            f"at {url} another process of the bot answers",
            "Run the check where that one runs (with Docker: docker compose exec), or correct"
            " callback.public_url",
        )
    if 300 <= status < 400:
        return failed(
            f"{url} redirects elsewhere, and callbacks do not follow",
            "Give the address that it leads to, usually the same with https://",
        )
    if status in (502, 503, 504):
        return failed(
            f"the proxy at {url} answered {status}: it does not reach the bot",
            "Let it pass requests to callback.host and callback.port",
        )
    return failed(
        f"at {url} something else answers (HTTP {status})",
        "Let the proxy pass all of this address to callback.host and callback.port",
    )


def _without(context: CheckContext) -> str:
    return "videos are attached to messages then" if context.has_studio else _POLLED


def _not_reached(context: CheckContext, text: str, *, is_certain: bool) -> CheckResult:
    url = context.config.callback.public_url
    lost = (
        "the studio's videos are linked there, so members can't open them"
        if context.has_studio
        else _POLLED
    )
    if is_certain:
        return failed(f"{url} can't be reached: {text}", f"Correct it; until then {lost}")
    return warning(
        f"{url} can't be reached from here: {text}",
        "Forward the port, open the firewall, start the proxy; or the router can't lead its own"
        f" address back inside, then try from elsewhere. If it can't be reached: {lost}",
    )


@asynccontextmanager
async def _endpoint(context: CheckContext) -> AsyncIterator[tuple[str, bool]]:
    """Return where the endpoint answers, and whether that is the bot.

    Where nothing listens, an instance challenge of our own is shown meanwhile. Raises CheckSkipped
    when the port belongs to another program.
    """
    settings = context.config.callback
    try:
        bound = bind(settings.host, settings.port)
    except PortTaken as error:
        address = address_at(settings.host, settings.port)
        if not await _is_the_bot(context, address):
            raise CheckSkipped(f"{error}: another program may have it") from None
        yield address, True
        return
    challenge = InstanceChallenge()

    async def show(request: web.Request) -> web.Response:
        return web.Response(text=challenge.respond(request.match_info["nonce"]))

    application = web.Application()
    for pattern in (InstanceChallenge.PATTERN, InstanceChallenge.PAGE_PATTERN):
        application.router.add_get(pattern, show)
    with bound:
        async with serve(application, bound):
            yield address_of(bound), False


async def _is_the_bot(context: CheckContext, address: str) -> bool:
    try:
        return is_response((await _asked(context, challenge_url(address, new_nonce())))[1])
    except _NoResponse:
        return False


async def _status(context: CheckContext, url: str) -> int:
    try:
        return (await _asked(context, url))[0]
    except _NoResponse:
        return 0


async def _asked(context: CheckContext, url: str) -> tuple[int, str]:
    """Return the status and the text that an address answers. Raises _NoResponse."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    try:
        async with context.session.get(url, timeout=timeout, allow_redirects=False) as response:
            body = await response.content.read(_MAX_ANSWER)
            return response.status, body.decode(errors="replace").strip()
    except aiohttp.ClientConnectorDNSError as error:
        name = urlsplit(url).hostname
        raise _NoResponse(f"{name} is no name that DNS knows", is_certain=True) from error
    except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError) as error:
        raise _NoResponse(
            "TLS fails there: a wrong certificate, or none at all", is_certain=True
        ) from error
    except TimeoutError as error:
        raise _NoResponse(f"no answer within {ANSWER_SECONDS:g} s") from error
    except (aiohttp.ClientError, OSError) as error:
        raise _NoResponse(_reason(error)) from error


def _reason(error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.ECONNREFUSED:
        return "the connection was refused"
    return type(error).__name__
