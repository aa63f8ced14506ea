"""The public answer to an interaction: first that the bot is at it, then what came of it.

Discord waits 3 s for the first answer, so it stands before anything that a disk can hold up. Then
it can be edited for 15 minutes, or be taken back: what is told instead can be private.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

import aiohttp
import discord

from bot.discord_client.http_errors import is_transient

log = logging.getLogger(__name__)

DISCORD_ERRORS: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised when Discord refuses, or can't be asked."""

_RESPONSE_LOST: Final = (*DISCORD_ERRORS, ValueError, TypeError, LookupError, AttributeError)
"""The same, and what the library raises over a confirmation that it can't read."""

_DEFER_RETRY_SECONDS: Final = (0.1, 0.3, 0.6)
"""Seconds between tries: Discord waits 3 s for the first answer."""

_RETRY_SECONDS: Final = (0.2, 1.0, 3.0)
"""Seconds between tries of what follows."""

_OTHER_PROCESS_SECONDS: Final = 1.0
"""By then another process has edited its deferred response."""

_ALREADY_ANSWERED: Final = 40060
_TOO_LATE: Final = 10062  # unknown interaction

_DEFERRED: Final = "deferred"

_Result = TypeVar("_Result")
_Interaction = discord.Interaction[Any]


class DeferFailed(Exception):
    """Discord could not be reached for the first answer: the member sees that it failed."""


class AnsweredByOtherProcess(DeferFailed):
    """Another process with this bot's token has answered, and serves the member."""


async def defer(interaction: _Interaction) -> None:
    """Let everybody see that an answer is coming.

    Raises DeferFailed, AnsweredByOtherProcess when it is another process whose answer stands there,
    and discord.HTTPException when Discord refuses it.
    """
    for pause in _DEFER_RETRY_SECONDS:
        try:
            await interaction.response.defer(thinking=True)
        except discord.InteractionResponded:
            break  # of the try before, only the confirmation was odd
        except _RESPONSE_LOST as error:
            if await _is_acknowledged(interaction, error):
                break
            log.info("the first answer did not get through: %s", _error_name(error))
            await asyncio.sleep(pause)
        else:
            break
    else:
        raise DeferFailed
    interaction.extras[_DEFERRED] = True


async def _is_acknowledged(interaction: _Interaction, error: Exception) -> bool:
    """Return whether an answer that failed stands all the same; False when it may be tried again.

    Raises what ``defer`` raises.
    """
    code = getattr(error, "code", None)
    if code == _ALREADY_ANSWERED:
        if not await _is_still_loading(interaction):
            raise AnsweredByOtherProcess from error
        return True
    if is_too_late(error):
        raise DeferFailed from error
    if _is_final(error):
        raise error
    return False


async def _is_still_loading(interaction: _Interaction) -> bool:
    """Return whether the deferred response there is still unedited, by any process."""
    await asyncio.sleep(_OTHER_PROCESS_SECONDS)
    try:
        return (await _with_retries(interaction.original_response)).flags.loading
    except discord.NotFound:
        return False


def is_deferred(interaction: _Interaction) -> bool:
    """Return whether everybody still waits for the answer."""
    return bool(interaction.extras.get(_DEFERRED))


def is_answered(interaction: _Interaction) -> bool:
    """Return whether what is sent next has to be a follow-up."""
    return interaction.response.is_done() or _DEFERRED in interaction.extras


async def edit_deferred(
    interaction: _Interaction, content: str | None, *, embed: discord.Embed, view: discord.ui.View
) -> int:
    """Put the answer into the deferred response; return its id. Raises DISCORD_ERRORS."""
    shown = await _with_retries(
        lambda: interaction.edit_original_response(content=content, embed=embed, view=view)
    )
    interaction.extras[_DEFERRED] = False
    return shown.id


async def delete_deferred(interaction: _Interaction) -> None:
    """Delete the deferred response: nobody but the member need know why. Raises DISCORD_ERRORS.

    It is kept with a sign first: what is sent after one was deleted, Discord refuses as unknown
    (discord-api-docs, issues 2739 and 3087), or puts publicly in its place.
    """
    with suppress(discord.NotFound):
        await _with_retries(lambda: interaction.edit_original_response(content="…"))
        await _with_retries(interaction.delete_original_response)
    interaction.extras[_DEFERRED] = False


async def _with_retries(send: Callable[[], Awaitable[_Result]]) -> _Result:
    """Send something, again when the connection broke or Discord refused it for now.

    The library waits out Discord's own limits only, not those of the edge before it.
    """
    for pause in _RETRY_SECONDS:
        try:
            return await send()
        except _RESPONSE_LOST as error:
            if _is_final(error):
                raise
            log.info("an answer did not get through: %s", _error_name(error))
        await asyncio.sleep(pause)
    return await send()


def _is_final(error: Exception) -> bool:
    return isinstance(error, discord.HTTPException) and not is_transient(error)


def is_too_late(error: Exception) -> bool:
    """Return whether Discord had given up waiting for a first answer: 3 s after what was done."""
    return getattr(error, "code", None) == _TOO_LATE


def is_connection_error(error: Exception) -> bool:
    """Return whether something sent to Discord did not get through, for no fault of its own."""
    return isinstance(error, DISCORD_ERRORS) and not _is_final(error)


def _error_name(error: Exception) -> str:
    return str(error.status) if isinstance(error, discord.HTTPException) else type(error).__name__
