"""Whether Discord would take the bot's commands, and whether it knows them as they are now."""

import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.config import DiscordSettings
from bot.diagnostics.command_limits import broken_rules
from bot.diagnostics.context import Site
from bot.diagnostics.discord_application import check_intents
from bot.diagnostics.result import Finding, doubtful, good, wrong
from bot.discord_client.client import MusicVideoBot
from bot.services.credits import Treasury
from bot.services.guild_settings import Rules
from bot.services.link_refresh import Links
from bot.services.privacy import Privacy
from bot.services.requests import Desk
from bot.services.track_catalog import Catalogue
from bot.services.track_uploads import Songs
from bot.store import Store
from bot.studio_client.library import StudioShelf
from bot.studio_client.preview import StudioEasel

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
class Surface:
    """The bot as Discord is told of it: its commands, and the intents it asks for."""

    commands: list[Payload]
    intents: int


async def surface_of(site: Site) -> Surface:
    """Load the bot's commands as its start would, with an empty database of their own."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="musicvideo-check-"))
        store = await stack.enter_async_context(Store.open(Path(folder) / "empty.db"))
        client = MusicVideoBot(
            store=store,
            desk=Desk(store, site.config, provider=site.provider, announce=lambda: None),
            rules=Rules(store, site.config, provider=site.provider),
            privacy=Privacy(store, site.config, provider=site.provider, announce=lambda: None),
            treasury=Treasury(
                store, site.cloud, site.config, provider=site.provider, announce=lambda: None
            ),
            catalogue=Catalogue(store, site.cloud, None),
            easel=StudioEasel(site.session, base_url="", key=""),  # it draws nothing
            links=Links(store, site.cloud, site.provider),
            settings=DiscordSettings(),  # it connects nowhere
            attaches_files=site.attaches_files,
            songs=_songs(site, store),
        )
        await stack.enter_async_context(client)
        commands = await client.load_commands()
        return Surface(commands, client.intents.value)


def _songs(site: Site, store: Store) -> Songs | None:
    """Give what makes the studio's commands part of the bot; it leads nowhere."""
    if not site.has_studio:
        return None
    return Songs(store, StudioShelf(site.session, base_url="", key=""), site.config.studio)


async def check_bot_intents(site: Site) -> Finding:
    """See whether the application may have the intents that the bot asks for."""
    application = await site.portal.application()
    flags = application.get("flags")
    surface = await surface_of(site)
    return check_intents(surface.intents, flags if isinstance(flags, int) else 0)


async def check_commands(site: Site) -> Finding:
    """See whether the commands keep Discord's rules, and whether Discord has the newest."""
    commands = (await surface_of(site)).commands
    if broken := broken_rules(commands):
        return wrong(
            f"Discord would refuse the commands: {broken[0]}",
            "This is a mistake of this version: install another one and report it",
        )
    application = await site.portal.application()
    known = await site.portal.get(
        f"/applications/{application.get('id')}/commands?with_localizations=true"
    )
    theirs = [one for one in known if isinstance(one, dict)] if isinstance(known, list) else []
    if not theirs:
        return good("they keep Discord's rules; Discord is told of them at the first start")
    changed = sorted(differing(commands, theirs))
    if changed:
        return doubtful(
            f"Discord has other versions of {', '.join(changed)}",
            "The bot tells it at its next start; members then restart Discord to see the change",
        )
    return good(f"{len(commands)} commands keep Discord's rules and are up to date there")


def differing(ours: list[Payload], theirs: list[Payload]) -> set[str]:
    """Give the names of the commands that are not the same on both sides."""
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
    """Give what must be the same; nothing, null, false and an empty list count as one."""
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
