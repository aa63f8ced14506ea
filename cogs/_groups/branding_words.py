"""``/branding words``: what members may not write on a video."""

from io import BytesIO
from typing import Final

import discord
from discord import app_commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import Refusal
from bot.discord_client.payloads import Attachment
from bot.discord_client.translator import words
from bot.i18n.texts import say
from bot.policy.word_filter import has_letters
from bot.sanitize import joined, one_line, shown
from bot.services.guild_settings import MOST_WORDS
from bot.store import TooManyWords
from bot.video_api import BRANDING_LENGTH
from cogs._shared.command_options import answer

Word = app_commands.Range[str, 1, BRANDING_LENGTH]

_MOST_CHOICES: Final = 25  # Discord shows no more
_ROOM: Final = 4096 - len("||||")  # Discord's limit for a description
_BETWEEN: Final = " · "


class BlockedWords(app_commands.Group):
    """The group below ``/branding``; who may use that may use this."""

    @app_commands.command(name="add", description=words("command-branding-words-add"))
    @app_commands.describe(word=words("command-branding-words-add-word"))
    async def add(self, interaction: Interaction, word: Word) -> None:
        """Block a word."""
        line = one_line(word)
        if not has_letters(line):
            raise Refusal("refusal-no-word")
        rules = interaction.client.rules
        try:
            is_new = await rules.block_word(
                interaction.guild_id or 0, line, added_by=interaction.user.id
            )
        except TooManyWords as error:
            raise Refusal("refusal-too-many-words", most=error.most) from error
        added = "words-added" if interaction.client.songs is None else "words-added-songs"
        await answer(interaction, added if is_new else "words-there", word=shown(line))

    @app_commands.command(name="remove", description=words("command-branding-words-remove"))
    @app_commands.describe(word=words("command-branding-words-remove-word"))
    async def remove(self, interaction: Interaction, word: Word) -> None:
        """Allow a word again."""
        line = one_line(word)
        rules = interaction.client.rules
        was_there = await rules.unblock_word(interaction.guild_id or 0, line)
        await answer(
            interaction, "words-removed" if was_there else "words-not-there", word=shown(line)
        )

    @remove.autocomplete("word")
    async def complete(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the words that are blocked."""
        known = await interaction.client.rules.words(interaction.guild_id or 0)
        wanted = current.casefold()
        fitting = [word for word in known if wanted in word.casefold()]
        return [app_commands.Choice(name=word, value=word) for word in fitting[:_MOST_CHOICES]]

    @app_commands.command(name="show", description=words("command-branding-words-show"))
    async def show(self, interaction: Interaction) -> None:
        """Show the list, to whoever asks alone."""
        locale = str(interaction.locale)
        known = await interaction.client.rules.words(interaction.guild_id or 0)
        if not known:
            await answer(interaction, "words-none")
            return
        listed = _BETWEEN.join(map(shown, known))
        embed = discord.Embed(
            title=say("words-title", locale, count=len(known), most=MOST_WORDS),
            # In a spoiler: not everybody who looks on wants to read them.
            description=f"||{joined([*map(shown, known)], _BETWEEN, _ROOM)}||",
            colour=discord.Colour.blurple(),
        )
        files = []
        if len(listed) > _ROOM:
            embed.set_footer(text=say("words-in-file", locale))
            body = BytesIO("\n".join(known).encode())
            files = [Attachment(body, "words.txt", spoiler=True)]
        await interaction.response.send_message(embed=embed, files=files, ephemeral=True)
