"""Whether Discord would take the bot's commands, and whether it knows them as they are now."""

import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.clock import utc_now
from bot.config import DiscordSettings
from bot.diagnostics.command_limits import broken_rules
from bot.diagnostics.context import CheckContext
from bot.diagnostics.discord_application import check_intents
from bot.diagnostics.result import CheckResult, failed, passed, warning
from bot.discord_client.client import MusicVideoBot
from bot.services.credits import CreditService
from bot.services.guild_settings import GuildSettingsService
from bot.services.link_refresh import LinkRefresher
from bot.services.privacy import PrivacyService
from bot.services.requests import RequestService
from bot.services.track_catalog import TrackCatalog
from bot.services.track_uploads import TrackUploadService
from bot.store import Store
from bot.studio_client import StudioClient, StudioLibrary
from bot.studio_client.preview import RemotePreview

Payload = dict[str, Any]

_COMPARED: Final = (
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "autocomplete",
    "min_length",
    "max_length",
    "min_value",
    "max_value",
    "channel_types",
    "default_member_permissions",
    "nsfw",
)
"""What Discord gives back as it was given."""


@dataclass(frozen=True)
class CommandManifest:
    """The bot as Discord is told of it: its commands, and the intents it asks for."""

    commands: list[Payload]
    intents: int


async def command_manifest(context: CheckContext) -> CommandManifest:
    """Load the bot's commands as its start would, with an empty database of their own."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="musicvideo-check-"))
        store = await stack.enter_async_context(Store.open(Path(folder) / "empty.db"))
        client = MusicVideoBot(
            store=store,
            clock=utc_now,
            requests=RequestService(
                store,
                context.config,
                provider=context.provider,
                clock=utc_now,
                announce=lambda: None,
            ),
            guild_settings=GuildSettingsService(
                store, context.config, provider=context.provider, clock=utc_now
            ),
            privacy=PrivacyService(
                store,
                context.config,
                clock=utc_now,
                provider=context.provider,
                announce=lambda: None,
            ),
            credit_service=CreditService(
                store,
                context.cloud,
                context.config,
                clock=utc_now,
                provider=context.provider,
                announce=lambda: None,
            ),
            catalog=TrackCatalog(store, context.cloud, None, clock=utc_now),
            preview_renderer=RemotePreview(_nowhere(context)),  # it draws nothing
            link_refresher=LinkRefresher(store, context.cloud, context.provider, clock=utc_now),
            settings=DiscordSettings(),  # it connects nowhere
            attaches_files=context.attaches_files,
            track_uploads=_songs(context, store),
        )
        await stack.enter_async_context(client)
        commands = await client.load_commands()
        return CommandManifest(commands, client.intents.value)


def _songs(context: CheckContext, store: Store) -> TrackUploadService | None:
    """Return what makes the studio's commands part of the bot; it leads nowhere."""
    if not context.has_studio:
        return None
    library = StudioLibrary(_nowhere(context))
    limits = context.config.limits.of_host(charges=False)
    return TrackUploadService(store, library, context.config.studio, limits=limits, clock=utc_now)


def _nowhere(context: CheckContext) -> StudioClient:
    return StudioClient(context.session, base_url="", key="")


async def check_bot_intents(context: CheckContext) -> CheckResult:
    """Check whether the application may have the intents that the bot asks for."""
    application = await context.discord_rest.application()
    flags = application.get("flags")
    surface = await command_manifest(context)
    return check_intents(surface.intents, flags if isinstance(flags, int) else 0)


async def check_commands(context: CheckContext) -> CheckResult:
    """Check whether the commands keep Discord's rules, and whether Discord has the newest."""
    commands = (await command_manifest(context)).commands
    if broken := broken_rules(commands):
        return failed(
            f"Discord would refuse the commands: {broken[0]}",
            "This is a mistake of this version: install another one and report it",
        )
    application = await context.discord_rest.application()
    known = await context.discord_rest.get(
        f"/applications/{application.get('id')}/commands?with_localizations=true"
    )
    theirs = [one for one in known if isinstance(one, dict)] if isinstance(known, list) else []
    if not theirs:
        return passed("they keep Discord's rules; Discord is told of them at the first start")
    changed = sorted(differing(commands, theirs))
    if changed:
        return warning(
            f"Discord has other versions of {', '.join(changed)}",
            "The bot tells it at its next start; members then restart Discord to see the change",
        )
    return passed(f"{len(commands)} commands keep Discord's rules and are up to date there")


def differing(ours: list[Payload], theirs: list[Payload]) -> set[str]:
    """Return the names of the commands that are not the same on both sides."""
    left = {_key(command): _essence(command) for command in ours}
    right = {_key(command): _essence(command) for command in theirs}
    return {
        f"/{name}"
        for kind, name in left.keys() | right.keys()
        if left.get((kind, name)) != right.get((kind, name))
    }


def _key(command: Mapping[str, Any]) -> tuple[int, str]:
    return int(command.get("type") or 1), str(command.get("name"))


def _essence(thing: Mapping[str, Any]) -> Payload:
    """Return what must be the same; nothing, null, false and an empty list count as one."""
    kept = {key: value for key in _COMPARED if (value := thing.get(key))}
    if "default_member_permissions" in kept:
        kept["default_member_permissions"] = str(kept["default_member_permissions"])
    kept["type"] = int(thing.get("type") or 1)
    kept["options"] = [_essence(option) for option in thing.get("options") or []]
    kept["choices"] = [
        {
            key: value
            for key in ("name", "value", "name_localizations")
            if (value := choice.get(key))
        }
        for choice in thing.get("choices") or []
    ]
    return kept
