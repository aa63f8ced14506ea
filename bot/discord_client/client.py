"""The Discord client: its cogs, its command tree, and its connection."""

import asyncio
import hashlib
import json
import logging
from functools import partial
from typing import Any, Final

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.clock import Clock
from bot.config import DiscordSettings
from bot.discord_client.button_signer import ButtonSigner
from bot.discord_client.edge_gate import EdgeClosed, EdgeGate
from bot.discord_client.errors import send_error, send_shutdown_notice
from bot.discord_client.event_guard import guard_event_parsers
from bot.discord_client.in_flight import InteractionTracker
from bot.discord_client.payloads import Mentions
from bot.discord_client.pending_requests import PendingRequests
from bot.discord_client.responses import DISCORD_ERRORS
from bot.discord_client.translator import Translator
from bot.discord_client.uploads import connector
from bot.services.credits import CreditService
from bot.services.guild_registry import GuildRegistry
from bot.services.guild_settings import GuildSettingsService
from bot.services.link_refresh import LinkRefresher
from bot.services.privacy import PrivacyService
from bot.services.requests import RequestService
from bot.services.track_catalog import TrackCatalog
from bot.services.track_uploads import TrackUploadService
from bot.services.usage_report import UsageReport
from bot.store import Store
from bot.studio_client.preview import PreviewRenderer

log = logging.getLogger(__name__)

EXTENSIONS: Final = (
    "cogs.musicvideo",
    "cogs.branding",
    "cogs.settings",
    "cogs.videos",
    "cogs.history",
    "cogs.request_buttons",
    "cogs.credits",
    "cogs.privacy",
    "cogs.guild_events",
)
STUDIO_EXTENSIONS: Final = ("cogs.track",)
"""What there is to do with the studio only."""

_SYNCED: Final = "command tree synced"
_MAX_RATE_LIMIT_SECONDS: Final = 60.0  # longer ones are waited out by the caller
_LOGIN_PAUSE_SECONDS: Final = 5.0
_FIRST_SYNC_SECONDS: Final = 15.0  # a start waits no longer for the commands to be taken
_SYNC_PAUSE_SECONDS: Final = 5.0  # doubled each time
_MAX_SYNC_PAUSE_SECONDS: Final = 1800.0
_TOO_MANY_REQUESTS: Final = 429
_SERVER_FAULTS: Final = 500  # and all above

_CLOSE_SECONDS: Final = 2.0
"""The library waits ten, which is all the time that the process has to stop."""


class NotStarted(Exception):
    """The client can't start; the message is one clear line."""


class _NotLaunched(Exception):
    """A shard could not be connected, and the library wants to try again."""


class CommandTree(app_commands.CommandTree["MusicVideoBot"]):
    """The commands, with the one place where their errors are told."""

    async def interaction_check(self, interaction: discord.Interaction["MusicVideoBot"]) -> bool:
        """Count each command as being answered before it begins; none begins in a stop.

        What is for moderators is so wherever Discord lets it be called from: raises
        MissingPermissions.
        """
        if not await self.client.in_flight.track(partial(send_shutdown_notice, interaction)):
            return False
        missing = _missing_permissions(interaction)
        if not missing:
            return True
        if interaction.type is discord.InteractionType.autocomplete:  # that shows no messages
            await interaction.response.autocomplete([])
            return False
        raise app_commands.MissingPermissions(missing)

    async def on_error(
        self,
        interaction: discord.Interaction["MusicVideoBot"],
        error: app_commands.AppCommandError,
    ) -> None:
        """Tell the member privately what went wrong, and the log what people need not know."""
        await send_error(interaction, error)


def _missing_permissions(interaction: discord.Interaction["MusicVideoBot"]) -> list[str]:
    """Return what whoever acts lacks of what the command's group asks for by default.

    Discord keeps others from it as well, unless owners changed that there.
    """
    command = interaction.command
    if command is None:
        return []
    root = command if isinstance(command, app_commands.ContextMenu) else command.root_parent
    needed = (root or command).default_permissions or discord.Permissions.none()
    return [
        name
        for name, is_needed in needed
        if is_needed and not getattr(interaction.permissions, name)
    ]


def _fingerprint(payload: list[dict[str, Any]], application_id: int | None) -> str:
    """Return a hash of all commands as Discord would be told of them, in every language."""
    text = json.dumps([application_id, payload], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


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


class MusicVideoBot(commands.AutoShardedBot):
    """The bot as Discord sees it. Background work is not its business."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        requests: RequestService,
        guild_settings: GuildSettingsService,
        privacy: PrivacyService,
        credit_service: CreditService,
        catalog: TrackCatalog,
        preview_renderer: PreviewRenderer,
        link_refresher: LinkRefresher,
        settings: DiscordSettings,
        attaches_files: bool,
        track_uploads: TrackUploadService | None = None,
    ) -> None:
        """``attaches_files``: whether videos come as files, so that it needs that permission.

        ``track_uploads``: what members bring to the studio, when that makes the videos.
        """
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
            tree_cls=CommandTree,
        )
        guard_event_parsers(self)
        self.store = store
        self.clock = clock
        self.requests = requests
        self.guild_settings = guild_settings
        self.privacy = privacy
        self.credit_service = credit_service
        self.usage_report = UsageReport(store, clock=clock)
        self.guild_registry = GuildRegistry(store, clock=clock)
        self.catalog = catalog
        self.preview_renderer = preview_renderer
        self.link_refresher = link_refresher
        self.attaches_files = attaches_files
        self.track_uploads = track_uploads
        self.pending_requests = PendingRequests()
        self.in_flight = InteractionTracker()
        self.edge = EdgeGate()
        self._key_value = store.key_value
        self.button_signer = ButtonSigner()
        self._settings = settings
        self._syncing: asyncio.Task[None] | None = None
        self._is_launching = False
        _use_addresses(settings)

    async def setup_hook(self) -> None:
        """Load the cogs, and tell Discord of the commands when they have changed.

        When that fails the bot starts all the same, and goes on trying: Discord still knows the
        commands of the last time, and videos are owed to those who used them.
        """
        self.button_signer = await ButtonSigner.load(self._key_value)
        payload = await self.load_commands()
        if not await self._try_to_sync(payload):
            self._syncing = asyncio.create_task(self._sync_later(payload), name="sync")

    async def load_commands(self) -> list[dict[str, Any]]:
        """Load the cogs, and return all commands as Discord is told of them, in every language."""
        translator = Translator()
        await self.tree.set_translator(translator)
        wanted = EXTENSIONS + (STUDIO_EXTENSIONS if self.track_uploads is not None else ())
        for extension in [one for one in wanted if one not in self.extensions]:
            await self.load_extension(extension)
        return [
            await command.get_translated_payload(self.tree, translator)
            for command in self.tree.get_commands()
        ]

    async def _sync_when_changed(self, payload: list[dict[str, Any]]) -> None:
        fingerprint = _fingerprint(payload, self.application_id)
        if await self._key_value.get(_SYNCED) != fingerprint:
            await self.tree.sync()
            await self._key_value.set(_SYNCED, fingerprint)
            log.info("the commands have changed: Discord was told")

    async def _try_to_sync(self, payload: list[dict[str, Any]]) -> bool:
        """Sync the commands when they have changed; return whether Discord knows them now."""
        try:
            async with asyncio.timeout(_FIRST_SYNC_SECONDS):
                await self._sync_when_changed(payload)
        except Exception as error:  # noqa: BLE001 - no fault in this keeps the bot from its work
            log.warning("Discord could not be told of the commands yet: %r", error)
            return False
        return True

    async def _sync_later(self, payload: list[dict[str, Any]]) -> None:
        pause, is_synced = _SYNC_PAUSE_SECONDS, False
        while not is_synced:
            await asyncio.sleep(pause)
            pause = min(pause * 2, _MAX_SYNC_PAUSE_SECONDS)
            is_synced = await self._try_to_sync(payload)

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
        """Answer who still waits, and leave, not waiting long for a gateway to say goodbye."""
        if self._syncing is not None:
            self._syncing.cancel()
        try:
            await self.in_flight.drain()
        finally:
            await self._leave()

    async def _leave(self) -> None:
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


Interaction = discord.Interaction[MusicVideoBot]
"""An interaction as the cogs receive it."""
