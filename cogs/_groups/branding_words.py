"""``/branding words``: what members may not write on a video."""

from io import BytesIO
from typing import Final

import discord
from discord import app_commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.payloads import Attachment
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.policy.word_filter import MAX_BLOCKED_WORDS, has_letters
from bot.sanitize import escape, join_within, one_line
from bot.store import TooManyBlockedWords
from bot.video_api import BRANDING_LENGTH
from cogs._shared.command_options import send_private
from cogs._shared.undo import send_undoable

Word = app_commands.Range[str, 1, BRANDING_LENGTH]

_MAX_CHOICES: Final = 25  # Discord shows no more
_ROOM: Final = 4096 - len("||||")  # Discord's limit for a description
_BETWEEN: Final = " · "


class BlockedWordsGroup(app_commands.Group):
    """The group below ``/branding``; who may use that may use this."""

    @app_commands.command(name="add", description=localized("command-branding-words-add"))
    @app_commands.describe(word=localized("command-branding-words-add-word"))
    async def add(self, interaction: Interaction, word: Word) -> None:
        """Block a word."""
        line = one_line(word)
        if not has_letters(line):
            raise UserError("error-no-word")
        client = interaction.client
        try:
            is_new = await client.store.blocked_words.add(
                interaction.guild_id or 0,
                line,
                added_by=interaction.user.id,
                now=client.clock(),
                most=MAX_BLOCKED_WORDS,
            )
        except TooManyBlockedWords as error:
            raise UserError("error-too-many-words", most=error.most) from error
        added = "words-added" if client.track_uploads is None else "words-added-songs"
        text_id, command = added if is_new else "words-there", "branding words remove"
        await send_undoable(interaction, text_id, command, None, word=escape(line))

    @app_commands.command(name="remove", description=localized("command-branding-words-remove"))
    @app_commands.describe(word=localized("command-branding-words-remove-word"))
    async def remove(self, interaction: Interaction, word: Word) -> None:
        """Allow a word again."""
        line = one_line(word)
        client = interaction.client
        was_there = await client.store.blocked_words.remove(
            interaction.guild_id or 0, line, removed_by=interaction.user.id, now=client.clock()
        )
        if was_there:
            command = "branding words add"
            await send_undoable(interaction, "words-removed", command, None, word=escape(line))
        else:
            await send_private(interaction, "words-not-there", word=escape(line))

    @remove.autocomplete("word")
    async def complete(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the words that are blocked."""
        known = await interaction.client.store.blocked_words.of(interaction.guild_id or 0)
        wanted = current.casefold()
        fitting = [word for word in known if wanted in word.casefold()]
        return [app_commands.Choice(name=word, value=word) for word in fitting[:_MAX_CHOICES]]

    @app_commands.command(name="show", description=localized("command-branding-words-show"))
    async def show(self, interaction: Interaction) -> None:
        """Show the list, to whoever asks alone."""
        locale = str(interaction.locale)
        known = await interaction.client.store.blocked_words.of(interaction.guild_id or 0)
        if not known:
            await send_private(interaction, "words-none")
            return
        listed = _BETWEEN.join(map(escape, known))
        embed = discord.Embed(
            title=translate("words-title", locale, count=len(known), most=MAX_BLOCKED_WORDS),
            # In a spoiler: not everybody who looks on wants to read them.
            description=f"||{join_within([*map(escape, known)], _BETWEEN, _ROOM)}||",
            colour=discord.Colour.blurple(),
        )
        files = []
        if len(listed) > _ROOM:
            embed.set_footer(text=translate("words-in-file", locale))
            body = BytesIO("\n".join(known).encode())
            files = [Attachment(body, "words.txt", spoiler=True)]
        await interaction.response.send_message(embed=embed, files=files, ephemeral=True)
