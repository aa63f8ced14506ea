"""Whether Discord knows the bot, and whether its application is set up as the bot needs it."""

from typing import Any, Final

from bot.diagnostics.context import CheckContext
from bot.diagnostics.discord_rest import DiscordRefused
from bot.diagnostics.invite_link import (
    IN_SERVERS,
    SCOPES,
    invite_link,
    missing_permissions,
    required_permissions,
)
from bot.diagnostics.result import CheckResult, failed, passed, warning
from bot.sanitize import one_line

_PORTAL_PAGE: Final = "the developer portal (https://discord.com/developers/applications)"
_FEW_STARTS: Final = 20
_NO_TEXT: Final = (4, 14, 15, 16)
"""Discord's numbers for kinds of channels that hold no messages of their own."""


async def check_token(context: CheckContext) -> CheckResult:
    """Check whether Discord accepts the token."""
    if not context.config.discord.token.get_secret_value():
        return failed(
            "discord.token is empty", f"Copy it from {_PORTAL_PAGE}, page Bot, Reset Token"
        )
    try:
        account = await context.discord_rest.identity()
    except DiscordRefused as refusal:
        if refusal.status == 401:
            return failed(
                "Discord refused the token",
                f"Take the one from {_PORTAL_PAGE}, page Bot, Reset Token; neither the client"
                " secret nor the public key is meant",
            )
        return warning(f"{refusal}", "Try again in some minutes")
    return passed(f"accepted: the bot is {_name(account)} ({account.get('id')})")


async def check_interactions(context: CheckContext) -> CheckResult:
    """Check whether what members type reaches the bot."""
    application = await context.discord_rest.application()
    if application.get("interactions_endpoint_url"):
        return failed(
            "an Interactions Endpoint URL is set: commands go there and never reach the bot",
            f"Empty it in {_PORTAL_PAGE}, page General Information",
        )
    return passed("they come by the gateway")


async def check_application(context: CheckContext) -> CheckResult:
    """Check whether the bot can be added to servers, and by whom."""
    application = await context.discord_rest.application()
    if application.get("bot_require_code_grant"):
        return failed(
            "Requires OAuth2 Code Grant is on: nobody can add the bot",
            f"Turn it off in {_PORTAL_PAGE}, page Bot",
        )
    if application.get("bot_public"):
        return warning(
            f"{_name(application)} is public: anybody can add it, and its videos are at your cost",
            f"Turn Public Bot off in {_PORTAL_PAGE}, page Bot, unless you want that",
        )
    return passed(f"{_name(application)} ({application.get('id')})")


async def check_invitation(context: CheckContext) -> CheckResult:
    """Return the link that adds the bot, and see whether the portal's own asks for the same."""
    application = await context.discord_rest.application()
    wanted = required_permissions(attaches_files=True)
    link = invite_link(str(application.get("id")), wanted)
    given = _install_params(application)
    if given is None:
        return passed(link)
    lacking = [scope for scope in SCOPES if scope not in (given.get("scopes") or [])]
    lacking += missing_permissions(_number(given.get("permissions")), wanted)
    if lacking:
        return warning(
            f"the portal's install link lacks {', '.join(lacking)}",
            f"Add it in {_PORTAL_PAGE}, page Installation, or use {link}",
        )
    return passed(link)


async def check_servers(context: CheckContext) -> CheckResult:
    """See in which servers the bot is, and whether it may do there what it has to."""
    guilds = await context.discord_rest.get("/users/@me/guilds?limit=200")
    held = [one for one in guilds if isinstance(one, dict)] if isinstance(guilds, list) else []
    if not held:
        application = await context.discord_rest.application()
        link = invite_link(str(application.get("id")), required_permissions(attaches_files=True))
        return warning("the bot is in no server yet", f"Add it with {link}")
    wanted = required_permissions(attaches_files=context.attaches_files)
    lacking = [
        (guild, missing_permissions(_number(guild.get("permissions")), wanted)) for guild in held
    ]
    short = [(guild, missing) for guild, missing in lacking if missing]
    if short:
        guild, missing = short[0]
        others = f" and {len(short) - 1} others" if len(short) > 1 else ""
        return warning(
            f"in {_name(guild)}{others} the bot's role lacks {', '.join(missing)}",
            "Allow it in Server Settings, Roles, or for the channels where the bot is used",
        )
    number = "200 or more" if len(held) >= 200 else len(held)
    return passed(f"the bot has the permissions that it needs, servers: {number}")


def check_intents(wanted: int, flags: int) -> CheckResult:
    """Compare the intents that the bot asks for with those that the application may have."""
    refused = [
        name
        for name, intent, flag in _PRIVILEGED
        if wanted & intent and not flags & (flag | flag << 1)
    ]
    if refused:
        return failed(
            f"the bot needs {', '.join(refused)}, which the application does not have",
            f"Turn it on in {_PORTAL_PAGE}, page Bot, Privileged Gateway Intents",
        )
    spare = [
        name
        for name, intent, flag in _PRIVILEGED
        if flags & (flag | flag << 1) and not wanted & intent
    ]
    if spare:
        return passed(f"enough; {', '.join(spare)} is on, but not needed: it can be turned off")
    return passed("none that Discord has to grant are needed")


_PRIVILEGED: Final = (
    # Name in the portal, the gateway's bit, and the application's flag; the flag for bots in
    # fewer than 100 servers is the next one.
    ("Presence Intent", 1 << 8, 1 << 12),
    ("Server Members Intent", 1 << 1, 1 << 14),
    ("Message Content Intent", 1 << 15, 1 << 18),
)


async def check_gateway(context: CheckContext) -> CheckResult:
    """Check whether the gateway speaks to this machine, and whether the bot may start there."""
    told = await context.discord_rest.get("/gateway/bot")
    if not isinstance(told, dict):
        return warning("Discord's answer is no gateway", "Try again in some minutes")
    starts = (told.get("session_start_limit") or {}).get("remaining")
    if isinstance(starts, int) and starts < _FEW_STARTS:
        return warning(
            f"only {starts} starts are left today: Discord resets the token when they are used up",
            "Find out why the bot starts so often before it is started again",
        )
    shards, own = told.get("shards"), context.config.discord.shards
    if isinstance(shards, int) and own is not None and own < shards:
        return warning(
            f"Discord recommends {shards} shards, discord.shards is {own}", "Leave the key out"
        )
    url = context.config.discord.gateway_url or str(told.get("url"))
    # Without logging in: that is one of a thousand starts a day.
    async with context.session.ws_connect(f"{url}/?v=10&encoding=json") as socket:
        hello = await socket.receive_json()
    if not isinstance(hello, dict) or hello.get("op") != 10:
        return failed(f"{url} does not speak as Discord's gateway", "Look at discord.gateway_url")
    return passed(f"greets this machine; {starts} starts are left today")


async def check_log_channel(context: CheckContext) -> CheckResult:
    """Check whether there is the channel where errors are told."""
    channel_id = context.config.log.discord_channel
    if channel_id is None:
        return passed("none is set: errors are told in the log only")
    try:
        channel = await context.discord_rest.get(f"/channels/{channel_id}")
    except DiscordRefused as refusal:
        if refusal.status not in (403, 404):
            raise
        return failed(
            f"the bot can't see a channel {channel_id}: errors are told in the log only",
            "Correct log.discord_channel, or give the bot View Channel and Send Messages there",
        )
    kind = channel.get("type") if isinstance(channel, dict) else None
    if kind in _NO_TEXT:
        return failed(
            f"{channel_id} takes no messages: it is a category or a forum",
            "Set log.discord_channel to a text channel",
        )
    return passed(f"errors are told in the channel {channel_id}")


def _install_params(application: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the portal's install link asks for in servers, when it is set."""
    kinds = application.get("integration_types_config")
    kind = kinds.get(IN_SERVERS) if isinstance(kinds, dict) else None
    given = kind.get("oauth2_install_params") if isinstance(kind, dict) else None
    given = given or application.get("install_params")
    return given if isinstance(given, dict) else None


def _number(value: object) -> int:
    text = str(value)
    return int(text) if text.isdecimal() else 0


def _name(thing: dict[str, Any]) -> str:
    return one_line(str(thing.get("username") or thing.get("name")))
