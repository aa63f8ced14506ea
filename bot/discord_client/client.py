"""The Discord client: its cogs and its command tree."""

import asyncio
import hashlib
import json
import logging
from functools import partial
from typing import Any, Final

import discord
from discord import app_commands

from bot.clock import Clock
from bot.config import DiscordSettings
from bot.discord_client.button_signer import ButtonSigner
from bot.discord_client.connection import ConnectedBot
from bot.discord_client.edge_gate import EdgeGate
from bot.discord_client.errors import send_error, send_shutdown_notice
from bot.discord_client.event_guard import guard_event_parsers
from bot.discord_client.in_flight import InteractionTracker
from bot.discord_client.pending_requests import PendingRequests
from bot.discord_client.translator import Translator
from bot.services.branding_logos import LogoService
from bot.services.credits import CreditService
from bot.services.guild_registry import GuildRegistry
from bot.services.guild_settings import GuildSettingsService
from bot.services.link_refresh import LinkRefresher
from bot.services.lyric_rules import LyricRules
from bot.services.privacy import PrivacyService
from bot.services.requests import RequestService
from bot.services.track_catalog import TrackCatalog
from bot.services.track_uploads import TrackUploadService
from bot.services.usage_report import UsageReport
from bot.store import Store
from bot.studio_client import StudioClient
from bot.studio_client.preview import PreviewRenderer

log = logging.getLogger(__name__)

EXTENSIONS: Final = (
    "cogs.musicvideo",
    "cogs.branding",
    "cogs.settings",
    "cogs.videos",
    "cogs.history",
    "cogs.queue",
    "cogs.request_buttons",
    "cogs.report",
    "cogs.video_card",
    "cogs.privacy",
    "cogs.help",
    "cogs.guild_events",
)
STUDIO_EXTENSIONS: Final = ("cogs.track",)
"""What there is to do with the studio only."""

CREDIT_EXTENSIONS: Final = ("cogs.credits",)
"""What there is to do only where something costs credits."""

_SYNCED: Final = "command tree synced"
_FIRST_SYNC_SECONDS: Final = 15.0  # a start waits no longer for the commands to be taken
_SYNC_PAUSE_SECONDS: Final = 5.0  # doubled each time
_MAX_SYNC_PAUSE_SECONDS: Final = 1800.0


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
    needed = (root or command).default_permissions
    # By their bits: the library's names of all permissions take longer than the answer.
    lacking = needed.value & ~interaction.permissions.value if needed is not None else 0
    return (
        [name for name, is_lacking in discord.Permissions(lacking) if is_lacking] if lacking else []
    )


def _fingerprint(payload: list[dict[str, Any]], application_id: int | None) -> str:
    """Return a hash of all commands as Discord would be told of them, in every language."""
    text = json.dumps([application_id, payload], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class MusicVideoBot(ConnectedBot):
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
        logos: LogoService | None = None,
        studio: StudioClient | None = None,
        lyric_rules: LyricRules | None = None,
    ) -> None:
        """``attaches_files``: whether videos come as files, so that it needs that permission.

        ``track_uploads``, ``logos``: what members and moderators bring to the studio, when that
        makes the videos.
        """
        super().__init__(settings, tree_cls=CommandTree)
        guard_event_parsers(self)
        self.store = store
        self.clock = clock
        self.requests = requests
        self.guild_settings = guild_settings
        self.privacy = privacy
        self.credit_service = credit_service
        self.usage_report = UsageReport(store, clock=clock, has_charges=not credit_service.is_free)
        self.guild_registry = GuildRegistry(store, clock=clock)
        self.catalog = catalog
        self.preview_renderer = preview_renderer
        self.link_refresher = link_refresher
        self.attaches_files = attaches_files
        self.track_uploads = track_uploads
        self.logos = logos
        self.studio = studio
        self.lyric_rules = lyric_rules
        self.pending_requests = PendingRequests()
        self.in_flight = InteractionTracker()
        self.edge = EdgeGate()
        self._key_value = store.key_value
        self.button_signer = ButtonSigner()
        self._syncing: asyncio.Task[None] | None = None

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
        if not self.credit_service.is_free or self.credit_service.has_lyrics:
            wanted += CREDIT_EXTENSIONS
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

    async def close(self) -> None:
        """Answer who still waits, and leave."""
        if self._syncing is not None:
            self._syncing.cancel()
        try:
            await self.in_flight.drain()
        finally:
            await super().close()


Interaction = discord.Interaction[MusicVideoBot]
"""An interaction as the cogs receive it."""
