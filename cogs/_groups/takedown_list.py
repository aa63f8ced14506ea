"""What moderators took down in their server, and how they undo it: a part of ``/videos``."""

from functools import partial
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.policy.takedowns import UNDO_WITHIN, Takedown
from bot.sanitize import escape, join_within, matches_query, one_line
from cogs._shared.membership import check_moderator
from cogs._shared.track_choices import CHOICE_LENGTH, MAX_CHOICES

_SHOWN: Final = 50
_TITLE_LENGTH: Final = 60
_EMBED_LENGTH: Final = 4000


async def _complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer what can still be undone, by title, to moderators."""
    if not interaction.permissions.manage_guild:
        return []
    locale = str(interaction.locale)
    choices = []
    for one in await _undoable(interaction):
        day = f"{one.taken_at:%Y-%m-%d}"
        if matches_query(one.title or "", current, label=partial(str, day)):
            name = one_line(one.title or "") or translate("takedown-untitled", locale)
            label = f"{name[: CHOICE_LENGTH - len(day) - 3]} · {day}"
            choices.append(app_commands.Choice(name=label, value=str(one.takedown_id)))
    return choices[:MAX_CHOICES]


class TakedownCommands(commands.Cog):
    """The commands; the group takes them over."""

    @app_commands.command(name="taken-down", description=localized("command-videos-taken-down"))
    async def taken_down(self, interaction: Interaction) -> None:
        """Show what was taken down: by whom, when and why, what was undone included."""
        check_moderator(interaction)
        store, locale = interaction.client.store, str(interaction.locale)
        found = await store.takedowns.of_guild(interaction.guild_id or 0, _SHOWN)
        lines = [line for one in found for line in _lines(one, locale)]
        embed = discord.Embed(
            title=translate("takedown-title", locale),
            description=join_within(lines, "\n", _EMBED_LENGTH)
            or translate("takedown-empty", locale),
            colour=discord.Colour.blurple(),
        )
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(name="restore", description=localized("command-videos-restore"))
    @app_commands.describe(song=localized("command-videos-restore-song"))
    @app_commands.autocomplete(song=_complete)
    async def restore(self, interaction: Interaction, song: str) -> None:
        """Let a song be used again."""
        check_moderator(interaction)
        client, wanted = interaction.client, song.strip().casefold()
        named = [
            one
            for one in await _undoable(interaction)
            if wanted in (str(one.takedown_id), (one.title or "").casefold())
        ]
        if len(named) != 1 or not await client.store.takedowns.undo(
            named[0].takedown_id, undone_by=interaction.user.id, now=client.clock()
        ):
            raise UserError("error-restore-unknown", days=UNDO_WITHIN.days)
        locale = str(interaction.locale)
        text = translate("restore-done", locale, title=_title(named[0], locale))
        await interaction.response.send_message(text, ephemeral=True)


async def _undoable(interaction: Interaction) -> list[Takedown]:
    """Return what can still be undone, newest first."""
    client = interaction.client
    found = await client.store.takedowns.of_guild(interaction.guild_id or 0, _SHOWN)
    return [one for one in found if one.can_be_undone(client.clock())]


def _lines(one: Takedown, locale: str) -> list[str]:
    lines = [
        translate(
            "takedown-line",
            locale,
            title=_title(one, locale),
            reason=translate(f"report-reason-{one.reason}", locale),
            member=_member(one.taken_by, locale),
            day=discord.utils.format_dt(one.taken_at, "d"),
        )
    ]
    if one.owner_id is not None:
        member = _member(one.owner_id, locale)
        lines.append(translate("takedown-owner", locale, member=member))
    if one.undone_at is not None:
        member, day = _member(one.undone_by, locale), discord.utils.format_dt(one.undone_at, "d")
        lines.append(translate("takedown-undone", locale, member=member, day=day))
    return lines


def _title(one: Takedown, locale: str) -> str:
    title = escape(one.title or "", _TITLE_LENGTH)
    return title or translate("takedown-untitled", locale)


def _member(user_id: int | None, locale: str) -> str:
    """Mention a member, or say that it is forgotten who it was."""
    return f"<@{user_id}>" if user_id else translate("takedown-somebody", locale)
