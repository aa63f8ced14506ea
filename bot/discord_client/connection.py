"""The connection to Discord: made, and made again, however long Discord can't be reached."""

import asyncio
import logging
from typing import Any, Final

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import DiscordSettings
from bot.discord_client.edge_gate import EdgeClosed
from bot.discord_client.payloads import Mentions
from bot.discord_client.responses import DISCORD_ERRORS
from bot.discord_client.uploads import connector

log = logging.getLogger(__name__)

_MAX_RATE_LIMIT_SECONDS: Final = 60.0  # longer ones are waited out by the caller
_LOGIN_PAUSE_SECONDS: Final = 5.0
_TOO_MANY_REQUESTS: Final = 429
_SERVER_FAULTS: Final = 500  # and all above

_CLOSE_SECONDS: Final = 2.0
"""The library waits ten, which is all the time that the process has to stop."""


class NotStarted(Exception):
    """The client can't start; the message is one clear line."""


class _NotLaunched(Exception):
    """A shard could not be connected, and the library wants to try again."""


def _is_passing(error: discord.HTTPException) -> bool:
    """Return whether the same request may be taken a little later."""
    return error.status == _TOO_MANY_REQUESTS or error.status >= _SERVER_FAULTS


def _pause_after(error: Exception) -> float:
    """Return how long to wait: as long as Discord, or the edge before it, asks for."""
    wanted: float | str | None = None
    if isinstance(error, discord.RateLimited | EdgeClosed):
        wanted = error.retry_after
    elif isinstance(error, discord.HTTPException):
        wanted = error.response.headers.get("Retry-After")
    try:
        return max(_LOGIN_PAUSE_SECONDS, float(wanted or 0))
    except ValueError:  # it may be a date
        return _LOGIN_PAUSE_SECONDS


def _use_addresses(settings: DiscordSettings) -> None:
    """Have the library ask at other addresses than Discord's, where some are set."""
    if settings.api_url:
        has_path = yarl.URL(settings.api_url).path not in ("", "/")
        Route.BASE = settings.api_url if has_path else f"{settings.api_url}/api/v10"
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


class ConnectedBot(commands.AutoShardedBot):
    """A client that stays connected, and knows of servers only what it has to."""

    def __init__(
        self, settings: DiscordSettings, *, tree_cls: type[app_commands.CommandTree[Any]]
    ) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=Mentions.none(),
            max_ratelimit_timeout=_MAX_RATE_LIMIT_SECONDS,
            shard_count=settings.shards,
            tree_cls=tree_cls,
        )
        self._settings = settings
        self._is_launching = False
        _use_addresses(settings)

    async def log_in(self) -> None:
        """Log in, waiting for Discord when it can't be reached or asks to wait.

        Raises NotStarted when the token is refused or a cog can't be loaded.
        """
        while True:
            self.http.connector = connector()
            try:
                await self.login(self._settings.token.get_secret_value())
            except discord.LoginFailure:
                raise NotStarted(
                    "discord.token was refused: copy the bot's token from the developer portal"
                ) from None
            except commands.ExtensionError as error:
                raise NotStarted(f"{error.name} can't be loaded: {error}") from error
            except (*DISCORD_ERRORS, discord.RateLimited) as error:
                if isinstance(error, discord.HTTPException) and not _is_passing(error):
                    raise NotStarted(f"Discord refused the log-in: {error}") from error
                log.warning("Discord can't be reached yet: %s", error)
                pause = _pause_after(error)
            else:
                return
            # The library opens a session with each log-in, and closes none but the last.
            await self.http.close()
            await asyncio.sleep(pause)

    async def close(self) -> None:
        """Leave, not waiting long for a gateway to say goodbye."""
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await super().close()
        except TimeoutError:
            log.warning("Discord's gateway did not close in time")
            await self.http.close()

    async def _connect_until_cancelled(self) -> None:
        """Connect, in a task that is left behind when it is over.

        While it reconnects, the library takes being cancelled for a failed try and goes on, so
        that the process would never end.
        """
        connecting = asyncio.create_task(self.connect(), name="gateway of the library")
        try:
            await asyncio.wait({connecting})
        finally:
            connecting.cancel()
        connecting.result()

    async def stay_connected(self) -> None:
        """Connect to the gateway and stay until cancelled. Raises NotStarted when it is refused."""
        while not self.is_closed():
            try:
                if self._settings.gateway_url and self._settings.shards is None:
                    # Discord's own address comes along; only the number of shards is wanted.
                    self.shard_count, _, _ = await self.http.get_bot_gateway()
                await self._connect_until_cancelled()
            except discord.PrivilegedIntentsRequired as error:
                raise NotStarted(f"Discord refused the bot's intents: {error}") from error
            except discord.ConnectionClosed as error:
                raise NotStarted(f"Discord's gateway refused the bot: {error}") from error
            except (
                discord.GatewayNotFound,
                discord.RateLimited,
                aiohttp.ClientError,
                OSError,
            ) as error:
                log.warning("Discord's gateway can't be reached yet: %s", type(error).__name__)
                await asyncio.sleep(_pause_after(error))

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect a shard, again until it is connected.

        The library's own calls itself after each failure, up to Python's limit: a long outage of
        the gateway alone would end the process. Here its call only says that it wants another.
        """
        if self._is_launching:
            raise _NotLaunched
        while True:
            self._is_launching = True
            try:
                return await super().launch_shard(gateway, shard_id, initial=initial)
            except _NotLaunched:
                initial = False
            finally:
                self._is_launching = False
