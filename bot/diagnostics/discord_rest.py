"""Discord's REST API, as far as the checks ask it: who the bot is, and how it is set up."""

import asyncio
from typing import Any, Final

import aiohttp
from pydantic_core import from_json

from bot.config import DiscordSettings
from bot.diagnostics.result import CheckSkipped

DISCORD: Final = "https://discord.com/api/v10"
_USER_AGENT: Final = "DiscordBot (musicvideo-bot, check)"


class DiscordUnavailable(Exception):
    """Discord gave no readable answer; the message says what came instead."""


class DiscordUnreachable(DiscordUnavailable):
    """No connection to Discord came about."""


class DiscordRefused(Exception):
    """Discord answered no. ``status`` is the HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"Discord answered {status}")
        self.status = status


class DiscordRest:
    """Asks Discord with the bot's token. Nothing is changed there, and nothing is asked twice."""

    def __init__(self, session: aiohttp.ClientSession, settings: DiscordSettings) -> None:
        has_path = settings.api_url.count("/") > 2
        given = settings.api_url if has_path else f"{settings.api_url}/api/v10"
        self._base = given if settings.api_url else DISCORD
        self._token = settings.token.get_secret_value()
        self._session = session
        self._asked: dict[str, asyncio.Task[tuple[object, str | None]]] = {}

    async def get(self, path: str) -> object:
        """Ask for something with the token.

        Raises DiscordRefused, DiscordUnavailable, and CheckSkipped without a
        token or when it is refused.
        """
        if not self._token:
            raise CheckSkipped("there is no token")
        try:
            return (await self._once(path))[0]
        except DiscordRefused as refusal:
            if refusal.status == 401:
                raise CheckSkipped("Discord refused the token") from None
            raise

    async def identity(self) -> dict[str, Any]:
        """Return the bot's own account. Raises DiscordRefused, with 401 for a bad token, too."""
        account = (await self._once("/users/@me"))[0]
        if not isinstance(account, dict):
            raise DiscordUnavailable("Discord's answer is not an account")
        return account

    async def application(self) -> dict[str, Any]:
        """Return the application's settings. Raises as ``get`` does."""
        application = await self.get("/applications/@me")
        if not isinstance(application, dict):
            raise DiscordUnavailable("Discord's answer is not an application")
        return application

    async def date(self) -> str | None:
        """Return the Date header of an answer that needs no token. Raises DiscordUnavailable."""
        try:
            return (await self._once("/gateway"))[1]
        except DiscordRefused as refusal:
            raise DiscordUnavailable(str(refusal)) from None

    async def close(self) -> None:
        """Give up whatever is still being asked."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def _once(self, path: str) -> tuple[object, str | None]:
        if path not in self._asked:
            self._asked[path] = asyncio.create_task(self._ask(path))
        # Shielded: several checks may wait for one answer, and one that gives up takes no other
        # along.
        return await asyncio.shield(self._asked[path])

    async def _ask(self, path: str) -> tuple[object, str | None]:
        headers = {"User-Agent": _USER_AGENT}
        if path != "/gateway":
            headers["Authorization"] = f"Bot {self._token}"
        try:
            async with self._session.get(
                self._base + path, headers=headers, allow_redirects=False
            ) as response:
                body = await response.read()
                if response.status != 200:
                    raise DiscordRefused(response.status)
                return from_json(body), response.headers.get("Date")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DiscordUnreachable(
                f"Discord can't be reached ({type(error).__name__})"
            ) from error
        except ValueError as error:
            raise DiscordUnavailable("Discord's answer can't be read") from error
