"""All checks, in the order in which they are told; and those that every start makes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

import aiohttp

from bot.config import Config
from bot.diagnostics import (
    app_commands,
    callback_url,
    contract,
    discord_application,
    host,
    render_cluster,
    studio,
    system,
    video_api,
)
from bot.diagnostics.context import CheckContext, open_context
from bot.diagnostics.discord_rest import DiscordRefused, DiscordUnavailable, DiscordUnreachable
from bot.diagnostics.result import (
    CheckResult,
    CheckSkipped,
    Level,
    failed,
    group_unreachable,
    warning,
)

log = logging.getLogger(__name__)

CheckFunction = Callable[[CheckContext], Awaitable[CheckResult]]

_USUAL_SECONDS: Final = 30.0


@dataclass(frozen=True)
class Check:
    """One check. ``at_start``: it costs nothing, and says what the log would not say anyway."""

    name: str
    function: CheckFunction
    at_start: bool = False
    seconds: float = _USUAL_SECONDS


CHECKS: Final = (
    Check("system", system.check_system),
    Check("configuration", host.check_configuration),
    Check("token", discord_application.check_token),
    Check("application", discord_application.check_application),
    Check("interactions", discord_application.check_interactions, at_start=True),
    Check("invite link", discord_application.check_invitation),
    Check("servers", discord_application.check_servers),
    Check("intents", app_commands.check_bot_intents),
    Check("gateway", discord_application.check_gateway),
    Check("log channel", discord_application.check_log_channel),
    Check("commands", app_commands.check_commands),
    Check("API", video_api.check_api, at_start=True),
    Check("contract", contract.check_contract),
    Check("webhook key", video_api.check_webhook_key, at_start=True),
    Check("pace", video_api.check_pace),
    Check("database", host.check_database),
    Check("disk", host.check_disk, at_start=True),
    Check("clock", host.check_clock, at_start=True),
    Check("port", callback_url.check_port),
    Check("callback address", callback_url.check_callback),
    Check("library", studio.check_library, at_start=True),
    Check("studio", studio.check_render, seconds=studio.RENDER_SECONDS + 10),
    Check("cluster", render_cluster.check_cluster, seconds=render_cluster.SECONDS),
    Check("fonts", studio.check_fonts, at_start=True, seconds=70.0),
)


async def run_checks(context: CheckContext) -> AsyncIterator[tuple[str, CheckResult]]:
    """Make all checks at once, and return what each found, in their order."""
    # But one after the other at the port: they would meet each other there.
    at_the_port = asyncio.Lock()
    tasks = [
        (check.name, asyncio.create_task(_checked(check, context, at_the_port))) for check in CHECKS
    ]
    try:
        for name, task in tasks:
            yield name, await task
    finally:
        for _, task in tasks:
            task.cancel()
        await asyncio.gather(*(task for _, task in tasks), return_exceptions=True)


async def _checked(check: Check, context: CheckContext, at_the_port: asyncio.Lock) -> CheckResult:
    if check.function in (callback_url.check_port, callback_url.check_callback):
        async with at_the_port:
            return await run_check(check, context)
    return await run_check(check, context)


async def run_check(check: Check, context: CheckContext) -> CheckResult:
    """Make one check; whatever it meets becomes a check result,
    so that it never stops the others.
    """
    try:
        async with asyncio.timeout(check.seconds):
            return await check.function(context)
    except CheckSkipped as reason:
        return CheckResult(Level.SKIPPED, f"not checked: {reason}")
    except TimeoutError:
        return warning(f"no result within {check.seconds:g} s", "Try again")
    except (DiscordUnavailable, DiscordRefused) as error:
        result = failed(f"{error}", "Look at this machine's DNS, proxy and firewall, and try again")
        is_unreachable = isinstance(error, DiscordUnreachable)
        return replace(result, unreachable="Discord") if is_unreachable else result
    except Exception as error:  # noqa: BLE001 - the other checks are still to be told
        return _error_result(error)


def _error_result(error: Exception) -> CheckResult:
    """Say what a check met that it didn't foresee."""
    if isinstance(error, OSError) and error.filename is not None:
        return failed(f"{error.filename}: {error.strerror}", "Correct its path or its owner")
    if isinstance(error, aiohttp.ClientError | OSError):
        return failed(f"it can't be reached ({type(error).__name__})", "Look at the network")
    return failed(f"the check itself failed ({type(error).__name__})", "Please report it")


async def check_at_start(config: Config, address: str) -> None:
    """Make the checks that cost nothing, and warn in the log of what is not as it should be.

    ``address`` is where the endpoint is reached from this machine. Never raises, so that a check
    can't stop the bot.
    """

    async def way(context: CheckContext) -> CheckResult:
        return await callback_url.check_route(context, address)

    checks = [check for check in CHECKS if check.at_start]
    checks.append(Check("callback address", way))
    try:
        async with open_context(config) as context:
            results = await asyncio.gather(*(run_check(check, context) for check in checks))
    except Exception:
        log.exception("the checks at the start failed; the bot goes on")
        return
    named = [(check.name, result) for check, result in zip(checks, results, strict=True)]
    for name, result in group_unreachable(named):
        if result.level in (Level.WARNING, Level.ERROR):
            log.warning("check: %s: %s", name, result.line)
    log.info("check: %d things were looked at; python -m bot check looks at more", len(checks))
