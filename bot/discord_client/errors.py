"""What is refused, or goes wrong, and how whoever asked for it is told: privately, once."""

import logging
import secrets
import sqlite3
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_client.responses import (
    DISCORD_ERRORS,
    AnsweredByOtherProcess,
    DeferFailed,
    delete_deferred,
    is_answered,
    is_connection_error,
    is_deferred,
    is_too_late,
)
from bot.i18n.texts import translate

log = logging.getLogger(__name__)


class UserError(app_commands.AppCommandError):
    """What was asked for can't be done; ``text_id`` is what the member is told, privately."""

    view: discord.ui.View | None = None
    """The buttons under it, for what can be done instead."""

    def __init__(self, text_id: str, **values: str | float) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.values = values


class ConfirmationNeeded(UserError):
    """What was asked for is done only when the member says yes, with a button of ``view``."""

    def __init__(self, text_id: str, view: discord.ui.View, **values: str | float) -> None:
        super().__init__(text_id, **values)
        self.view = view


async def send_error(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Answer an interaction that failed, whether or not it was answered already."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, AnsweredByOtherProcess):
        log.error(
            "another process answers members with this bot's token: stop it, or this one;"
            " until then each wish is left to the one that answers first"
        )
        return
    if isinstance(cause, DeferFailed):
        log.warning("Discord could not be reached for a first answer: nothing was kept")
        return
    if is_too_late(cause):  # nobody can be told, and nothing is wrong with the command
        log.warning("a first answer took longer than the 3 s of Discord: is this machine busy?")
        return
    text = _error_text(cause, str(interaction.locale))
    view = (cause.view if isinstance(cause, UserError) else None) or discord.utils.MISSING
    try:
        if is_deferred(interaction):
            await delete_deferred(interaction)
        if is_answered(interaction):
            await interaction.followup.send(text, view=view, ephemeral=True)
        else:
            await interaction.response.send_message(text, view=view, ephemeral=True)
    except DISCORD_ERRORS as failure:
        log.warning("a member could not be told of an error: %s", failure)


async def send_shutdown_notice(interaction: discord.Interaction[Any]) -> None:
    """Tell whoever waits that the bot stops before they are answered."""
    if interaction.type is not discord.InteractionType.autocomplete:  # that shows no messages
        await send_error(interaction, UserError("error-stopping"))


def _error_text(cause: Exception, locale: str) -> str:
    if isinstance(cause, UserError):
        return translate(cause.text_id, locale, **cause.values)
    for kinds, text_id in _TEXT_BY_ERROR:
        if isinstance(cause, kinds):
            return translate(text_id, locale)
    if isinstance(cause, sqlite3.Error):
        log.error("a command could not be kept, the database can't be used: %s", cause)
        is_full = getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        return translate("error-database-full" if is_full else "error-database", locale)
    number = secrets.token_hex(4)
    if is_connection_error(cause):
        log.warning("error %s in a command: Discord could not be reached: %r", number, cause)
    else:
        log.error("error %s in a command", number, exc_info=cause)
    return translate("error-unexpected", locale, number=number)


_TEXT_BY_ERROR: Final[tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...]] = (
    (app_commands.MissingPermissions, "error-not-allowed"),
    (app_commands.CheckFailure, "error-only-in-servers"),
    (
        (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch),
        "error-command-changed",
    ),
)
