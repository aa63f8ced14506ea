"""``/branding``: moderators decide what a server's videos carry."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, MusicVideoBot, Refusal
from bot.jobs import Branding as BrandingTexts
from bot.plaintext import shown
from bot.texts import say
from bot.translator import words
from cogs.asking import BrandingText, visible


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Branding(
    commands.GroupCog,
    name="branding",
    description=words("command-branding"),
):
    """The group; Manage Server by default, so that owners can change it in Discord's settings."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._rules = bot.rules

    @app_commands.command(name="show", description=words("command-branding-show"))
    async def show(self, interaction: Interaction) -> None:
        """Show what is set."""
        rule = await self._rules.branding(interaction.guild_id or 0)
        await _answer(interaction, rule.branding)

    @app_commands.command(name="set", description=words("command-branding-set"))
    @app_commands.describe(
        author=words("command-branding-set-author"),
        watermark=words("command-branding-set-watermark"),
    )
    async def set(
        self,
        interaction: Interaction,
        author: BrandingText | None = None,
        watermark: BrandingText | None = None,
    ) -> None:
        """Set what is given, and leave the rest as it was."""
        given = BrandingTexts(author=visible(author), domain_name=visible(watermark))
        if given == BrandingTexts():
            raise Refusal("refusal-empty-branding")
        guild_id = interaction.guild_id or 0
        await self._rules.set_branding(
            guild_id, given, channel_id=None, updated_by=interaction.user.id
        )
        rule = await self._rules.branding(guild_id)
        await _answer(interaction, rule.branding, say("branding-saved", str(interaction.locale)))

    @app_commands.command(name="reset", description=words("command-branding-reset"))
    async def reset(self, interaction: Interaction) -> None:
        """Forget what is set."""
        was_set = await self._rules.reset_branding(
            interaction.guild_id or 0,
            BrandingTexts.model_fields,
            channel_id=None,
            updated_by=interaction.user.id,
        )
        text_id = "branding-reset" if was_set else "branding-nothing-to-reset"
        await interaction.response.send_message(
            say(text_id, str(interaction.locale)), ephemeral=True
        )


async def _answer(
    interaction: Interaction, branding: BrandingTexts, text: str | None = None
) -> None:
    locale = str(interaction.locale)
    embed = discord.Embed(title=say("branding-title", locale), colour=discord.Colour.blurple())
    if branding == BrandingTexts():
        embed.description = say("branding-none", locale)
    else:
        unset = say("branding-unset", locale)
        embed.add_field(
            name=say("branding-author", locale), value=shown(branding.author or "") or unset
        )
        embed.add_field(
            name=say("branding-watermark", locale),
            value=shown(branding.domain_name or "") or unset,
        )
    await interaction.response.send_message(text, embed=embed, ephemeral=True)


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(Branding(bot))
