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

from bot.discord_client.http_errors import is_passing

log = logging.getLogger(__name__)

UNREACHED: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised when Discord refuses, or can't be asked."""

_LOST: Final = (*UNREACHED, ValueError, TypeError, LookupError, AttributeError)
"""The same, and what the library raises over a confirmation that it can't read."""

_PROMISE_PAUSES: Final = (0.1, 0.3, 0.6)
"""Seconds between tries: Discord waits 3 s for the first answer."""

_PAUSES: Final = (0.2, 1.0, 3.0)
"""Seconds between tries of what follows."""

_OTHERS_SECONDS: Final = 1.0
"""By then another process has kept its promise."""

_ALREADY_ANSWERED: Final = 40060
_TOO_LATE: Final = 10062  # unknown interaction

_PROMISED: Final = "promised"

_Result = TypeVar("_Result")
_Interaction = discord.Interaction[Any]


class NotAnswered(Exception):
    """Discord could not be reached for the first answer: the member sees that it failed."""


class AnsweredElsewhere(NotAnswered):
    """Another process with this bot's token has answered, and serves the member."""


async def promise(interaction: _Interaction) -> None:
    """Let everybody see that an answer is coming.

    Raises NotAnswered, AnsweredElsewhere when it is another process whose answer stands there, and
    discord.HTTPException when Discord refuses it.
    """
    for pause in _PROMISE_PAUSES:
        try:
            await interaction.response.defer(thinking=True)
        except discord.InteractionResponded:
            break  # of the try before, only the confirmation was odd
        except _LOST as error:
            if await _is_made(interaction, error):
                break
            log.info("the first answer did not get through: %s", _named(error))
            await asyncio.sleep(pause)
        else:
            break
    else:
        raise NotAnswered
    interaction.extras[_PROMISED] = True


async def _is_made(interaction: _Interaction, error: Exception) -> bool:
    """Tell whether an answer that failed stands all the same; False when it may be tried again.

    Raises what ``promise`` raises.
    """
    code = getattr(error, "code", None)
    if code == _ALREADY_ANSWERED:
        if not await _is_unused(interaction):
            raise AnsweredElsewhere from error
        return True
    if code == _TOO_LATE:
        raise NotAnswered from error
    if _is_final(error):
        raise error
    return False


async def _is_unused(interaction: _Interaction) -> bool:
    """Tell whether the promise that stands there is still to be kept: another process's isn't."""
    await asyncio.sleep(_OTHERS_SECONDS)
    try:
        return (await _patiently(interaction.original_response)).flags.loading
    except discord.NotFound:
        return False


def is_promised(interaction: _Interaction) -> bool:
    """Tell whether everybody still waits for the answer."""
    return bool(interaction.extras.get(_PROMISED))


def is_answered(interaction: _Interaction) -> bool:
    """Tell whether what is sent next has to be a follow-up."""
    return interaction.response.is_done() or _PROMISED in interaction.extras


async def keep_promise(
    interaction: _Interaction, content: str | None, *, embed: discord.Embed, view: discord.ui.View
) -> int:
    """Put the answer where it was promised, and give its message's id. Raises UNREACHED."""
    shown = await _patiently(
        lambda: interaction.edit_original_response(content=content, embed=embed, view=view)
    )
    interaction.extras[_PROMISED] = False
    return shown.id


async def take_back(interaction: _Interaction) -> None:
    """Remove the promise: nobody but the member need know why. Raises UNREACHED.

    It is kept with a sign first: what is sent after a promise was deleted, Discord refuses as
    unknown (discord-api-docs, issues 2739 and 3087), or puts publicly in its place.
    """
    with suppress(discord.NotFound):
        await _patiently(lambda: interaction.edit_original_response(content="…"))
        await _patiently(interaction.delete_original_response)
    interaction.extras[_PROMISED] = False


async def _patiently(send: Callable[[], Awaitable[_Result]]) -> _Result:
    """Send something, again when the connection broke or Discord refused it for now.

    The library waits out Discord's own limits only, not those of the edge before it.
    """
    for pause in _PAUSES:
        try:
            return await send()
        except _LOST as error:
            if _is_final(error):
                raise
            log.info("an answer did not get through: %s", _named(error))
        await asyncio.sleep(pause)
    return await send()


def _is_final(error: Exception) -> bool:
    return isinstance(error, discord.HTTPException) and not is_passing(error)


def is_lost(error: Exception) -> bool:
    """Tell whether something sent to Discord did not get through, for no fault of its own."""
    return isinstance(error, UNREACHED) and not _is_final(error)


def _named(error: Exception) -> str:
    return str(error.status) if isinstance(error, discord.HTTPException) else type(error).__name__
