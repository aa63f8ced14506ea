"""Events that are not quite as the library expects them: it would end the process at the first.

discord.py 2.7.1 turns every exception while it reads an event into the end of the client
(``Shard.worker``). Discord adds and leaves out fields as it likes, and one odd event of one server
must not take the bot from all others: what can't be read is logged and left out, and what the
library wants of an interaction, though Discord need not send it, is filled in first. The one
place for that are its parsers, which are private; the library is pinned.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import discord

from bot.discord_client.event_defaults import (
    THREADS,
    Event,
    filled_channel,
    filled_guild,
    readable_guild,
    with_defaults,
)

log = logging.getLogger(__name__)

Parser = Callable[[Any], None]

_KNOWN_KINDS: Final = THREADS | {0, 1, 2, 3, 5, 13, 15, 16}
_INTERACTION: Final[Event] = {
    "version": 1,
    "attachment_size_limit": 0,
    "authorizing_integration_owners": {},
}
_EVERYTHING: Final = str(discord.Permissions.all().value)


def guard_event_parsers(client: discord.Client) -> None:
    """Let a client go on after an event that can't be read, and read more interactions."""
    state = client._connection  # noqa: SLF001 - see the module's reasons
    parsers = dict(state.parsers)
    for name, parser in parsers.items():
        state.parsers[name] = partial(_guard_parser, name, parser)
    read = state.parsers["INTERACTION_CREATE"]

    def read_interaction(event: Event) -> None:
        read(_guard_filling(client, event))

    state.parsers["INTERACTION_CREATE"] = read_interaction
    for name in ("CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"):
        state.parsers[name] = partial(_read_filled, state.parsers[name], filled_channel)
    state.parsers["GUILD_CREATE"] = partial(
        _read_guild, state, state.parsers["GUILD_CREATE"], parsers["GUILD_CREATE"]
    )
    greet = state.parsers["READY"]

    def read_ready(event: Event) -> None:
        greet(event)
        _announce_guilds(client, event)

    state.parsers["READY"] = read_ready


def _guard_parser(name: str, parser: Parser, event: Event) -> None:
    try:
        parser(event)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other servers' events go on
        log.warning("a %s of Discord's can't be read and is left out: %r", name, error)


def _read_filled(parser: Parser, fill: Callable[[Event], Event], event: Event) -> None:
    try:
        event = fill(event)
    except Exception as error:  # noqa: BLE001 - then it is read as it came
        log.warning("an event of Discord's is odd: %r", error)
    parser(event)


def _read_guild(state: Any, bearing: Parser, parser: Parser, event: Event) -> None:  # noqa: ANN401
    """Read a server's GUILD_CREATE, in the worst case without those parts that can't be read."""
    try:
        event = filled_guild(event)
        parser(event)
    except Exception as error:  # noqa: BLE001 - one odd part is not to take the others along
        log.warning("a server of Discord's can't be read whole: %r", error)
        bearing(readable_guild(state, event))


def _announce_guilds(client: discord.Client, event: Event) -> None:
    """Dispatch ``guilds_listed`` with all servers of a shard, those in an outage included.

    The library only adds them to those it knows, so that servers left meanwhile stay there.
    """
    try:
        shard, shards = event.get("shard") or (0, 1)
        guild_ids = [int(guild["id"]) for guild in event["guilds"]]
    except (LookupError, TypeError, ValueError) as error:
        log.warning("Discord's list of servers can't be read: %r", error)
        return
    client.dispatch("guilds_listed", guild_ids, shard, shards)


def _guard_filling(client: discord.Client, event: Event) -> Event:
    try:
        return fill_missing_fields(client, event)
    except Exception as error:  # noqa: BLE001 - then it is read as it came
        log.warning("an interaction is odd: %r", error)
        return event


def fill_missing_fields(client: discord.Client, event: Event) -> Event:
    """Return an INTERACTION_CREATE with what the library needs of it, and Discord may leave out."""
    whole = with_defaults(event, _INTERACTION)
    whole["entitlements"] = []  # nobody here reads them
    if event.get("guild_id") is not None:
        if (channel := _channel(event)) is not None:
            whole["channel"] = channel
        if "app_permissions" not in whole:
            whole["app_permissions"] = _permissions(client, whole)
    return whole


def _channel(event: Event) -> Event | None:
    """Return the interaction's channel such that the library makes one of it, with its id.

    What is not known of it is made up: requests are kept by its id alone.
    """
    given: Event = event.get("channel") or {}
    channel_id = given.get("id") or event.get("channel_id")
    if channel_id is None:
        return None
    kind = given.get("type") if given.get("type") in _KNOWN_KINDS else 0
    return filled_channel({**given, "id": channel_id, "type": kind})


def _permissions(client: discord.Client, event: Event) -> str:
    """Return what the bot may do there as far as it is known; delivery bears a refusal later.

    Nothing is worked out for threads: the library takes what needs Send Messages from those
    where only Send Messages in Threads is held.
    """
    guild = client.get_guild(int(event["guild_id"]))
    if guild is None or client.user is None:
        return _EVERYTHING
    channel = guild.get_channel(int(event["channel"]["id"]))
    me = guild.get_member(client.user.id)
    if channel is None or me is None or me.roles == [guild.default_role]:  # its own is not known
        return _EVERYTHING
    return str(channel.permissions_for(me).value)


def has_partial_channel(interaction: discord.Interaction[Any]) -> bool:
    """Return whether an interaction's channel may be made up, so that it could be a thread."""
    channel = interaction.channel
    if channel is None or interaction.guild is None or isinstance(channel, discord.Thread):
        return False
    return interaction.guild.get_channel(channel.id) is None
