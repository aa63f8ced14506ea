"""Whether Discord knows the bot, and whether its application is set up as the bot needs it."""

from typing import Any, Final

from bot.diagnostics.context import Site
from bot.diagnostics.discord_rest import PortalRefused
from bot.diagnostics.invite_link import IN_SERVERS, SCOPES, invite_link, missing_from, wanted_for
from bot.diagnostics.result import Finding, doubtful, good, wrong
from bot.sanitize import one_line

_PORTAL_PAGE: Final = "the developer portal (https://discord.com/developers/applications)"
_FEW_STARTS: Final = 20
_NO_TEXT: Final = (4, 14, 15, 16)
"""Discord's numbers for kinds of channels that hold no messages of their own."""


async def check_token(site: Site) -> Finding:
    """See whether Discord accepts the token."""
    if not site.config.discord.token.get_secret_value():
        return wrong(
            "discord.token is empty", f"Copy it from {_PORTAL_PAGE}, page Bot, Reset Token"
        )
    try:
        account = await site.portal.identity()
    except PortalRefused as refusal:
        if refusal.status == 401:
            return wrong(
                "Discord refused the token",
                f"Take the one from {_PORTAL_PAGE}, page Bot, Reset Token; neither the client"
                " secret nor the public key is meant",
            )
        return doubtful(f"{refusal}", "Try again in some minutes")
    return good(f"accepted: the bot is {_name(account)} ({account.get('id')})")


async def check_interactions(site: Site) -> Finding:
    """See whether what members type reaches the bot."""
    application = await site.portal.application()
    if application.get("interactions_endpoint_url"):
        return wrong(
            "an Interactions Endpoint URL is set: commands go there and never reach the bot",
            f"Empty it in {_PORTAL_PAGE}, page General Information",
        )
    return good("they come by the gateway")


async def check_application(site: Site) -> Finding:
    """See whether the bot can be added to servers, and by whom."""
    application = await site.portal.application()
    if application.get("bot_require_code_grant"):
        return wrong(
            "Requires OAuth2 Code Grant is on: nobody can add the bot",
            f"Turn it off in {_PORTAL_PAGE}, page Bot",
        )
    if application.get("bot_public"):
        return doubtful(
            f"{_name(application)} is public: anybody can add it, and its videos are at your cost",
            f"Turn Public Bot off in {_PORTAL_PAGE}, page Bot, unless you want that",
        )
    return good(f"{_name(application)} ({application.get('id')})")


async def check_invitation(site: Site) -> Finding:
    """Give the link that adds the bot, and see whether the portal's own asks for the same."""
    application = await site.portal.application()
    wanted = wanted_for(attaches_files=True)
    link = invite_link(str(application.get("id")), wanted)
    given = _install_params(application)
    if given is None:
        return good(link)
    lacking = [scope for scope in SCOPES if scope not in (given.get("scopes") or [])]
    lacking += missing_from(_number(given.get("permissions")), wanted)
    if lacking:
        return doubtful(
            f"the portal's install link lacks {', '.join(lacking)}",
            f"Add it in {_PORTAL_PAGE}, page Installation, or use {link}",
        )
    return good(link)


async def check_servers(site: Site) -> Finding:
    """See in which servers the bot is, and whether it may do there what it has to."""
    guilds = await site.portal.get("/users/@me/guilds?limit=200")
    held = [one for one in guilds if isinstance(one, dict)] if isinstance(guilds, list) else []
    if not held:
        application = await site.portal.application()
        link = invite_link(str(application.get("id")), wanted_for(attaches_files=True))
        return doubtful("the bot is in no server yet", f"Add it with {link}")
    wanted = wanted_for(attaches_files=site.attaches_files)
    lacking = [(guild, missing_from(_number(guild.get("permissions")), wanted)) for guild in held]
    short = [(guild, missing) for guild, missing in lacking if missing]
    if short:
        guild, missing = short[0]
        others = f" and {len(short) - 1} others" if len(short) > 1 else ""
        return doubtful(
            f"in {_name(guild)}{others} the bot's role lacks {', '.join(missing)}",
            "Allow it in Server Settings, Roles, or for the channels where the bot is used",
        )
    number = "200 or more" if len(held) >= 200 else len(held)
    return good(f"the bot has the permissions that it needs, servers: {number}")


def check_intents(wanted: int, flags: int) -> Finding:
    """Compare the intents that the bot asks for with those that the application may have."""
    refused = [
        name
        for name, intent, flag in _PRIVILEGED
        if wanted & intent and not flags & (flag | flag << 1)
    ]
    if refused:
        return wrong(
            f"the bot needs {', '.join(refused)}, which the application does not have",
            f"Turn it on in {_PORTAL_PAGE}, page Bot, Privileged Gateway Intents",
        )
    spare = [
        name
        for name, intent, flag in _PRIVILEGED
        if flags & (flag | flag << 1) and not wanted & intent
    ]
    if spare:
        return good(f"enough; {', '.join(spare)} is on, but not needed: it can be turned off")
    return good("none that Discord has to grant are needed")


_PRIVILEGED: Final = (
    # Name in the portal, the gateway's bit, and the application's flag; the flag for bots in
    # fewer than 100 servers is the next one.
    ("Presence Intent", 1 << 8, 1 << 12),
    ("Server Members Intent", 1 << 1, 1 << 14),
    ("Message Content Intent", 1 << 15, 1 << 18),
)


async def check_gateway(site: Site) -> Finding:
    """See whether the gateway speaks to this machine, and whether the bot may start there."""
    told = await site.portal.get("/gateway/bot")
    if not isinstance(told, dict):
        return doubtful("Discord's answer is no gateway", "Try again in some minutes")
    starts = (told.get("session_start_limit") or {}).get("remaining")
    if isinstance(starts, int) and starts < _FEW_STARTS:
        return doubtful(
            f"only {starts} starts are left today: Discord resets the token when they are used up",
            "Find out why the bot starts so often before it is started again",
        )
    shards, own = told.get("shards"), site.config.discord.shards
    if isinstance(shards, int) and own is not None and own < shards:
        return doubtful(
            f"Discord recommends {shards} shards, discord.shards is {own}", "Leave the key out"
        )
    url = site.config.discord.gateway_url or str(told.get("url"))
    # Without logging in: that is one of a thousand starts a day.
    async with site.session.ws_connect(f"{url}/?v=10&encoding=json") as socket:
        hello = await socket.receive_json()
    if not isinstance(hello, dict) or hello.get("op") != 10:
        return wrong(f"{url} does not speak as Discord's gateway", "Look at discord.gateway_url")
    return good(f"greets this machine; {starts} starts are left today")


async def check_log_channel(site: Site) -> Finding:
    """See whether there is the channel where errors are told."""
    channel_id = site.config.log.discord_channel
    if channel_id is None:
        return good("none is set: errors are told in the log only")
    try:
        channel = await site.portal.get(f"/channels/{channel_id}")
    except PortalRefused as refusal:
        if refusal.status not in (403, 404):
            raise
        return wrong(
            f"the bot can't see a channel {channel_id}: errors are told in the log only",
            "Correct log.discord_channel, or give the bot View Channel and Send Messages there",
        )
    kind = channel.get("type") if isinstance(channel, dict) else None
    if kind in _NO_TEXT:
        return wrong(
            f"{channel_id} takes no messages: it is a category or a forum",
            "Set log.discord_channel to a text channel",
        )
    return good(f"errors are told in the channel {channel_id}")


def _install_params(application: dict[str, Any]) -> dict[str, Any] | None:
    """Give what the portal's install link asks for in servers, when it is set."""
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
