"""``/branding``: moderators decide what a server's videos carry, and what members may write."""

from io import BytesIO
from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import Refusal
from bot.discord_client.payloads import Attachment
from bot.discord_client.translator import words
from bot.i18n.texts import say
from bot.jobs import Branding as BrandingTexts
from bot.policy.guild_settings import Policy
from bot.studio_client.preview import NotDrawn
from cogs._embeds.branding import channel_card, preview_card, server_card
from cogs._groups.branding_words import BlockedWords
from cogs._shared.command_options import PART_CHOICES, PARTS, BrandingText, Channel, answer, written

_PICTURE: Final = "preview.png"


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Branding(
    commands.GroupCog,
    name="branding",
    description=words("command-branding"),
):
    """The group; Manage Server by default, so that owners can change it in Discord's settings.

    A channel's own texts go before the server's, each by itself; threads have their channel's.
    """

    blocked_words = BlockedWords(name="words", description=words("command-branding-words"))

    def __init__(self, bot: MusicVideoBot) -> None:
        self._bot = bot
        self._rules = bot.rules

    @app_commands.command(name="show", description=words("command-branding-show"))
    @app_commands.describe(channel=words("command-branding-channel"))
    async def show(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Show what is set."""
        await self._answer(interaction, channel)

    @app_commands.command(name="set", description=words("command-branding-set"))
    @app_commands.describe(
        author=words("command-branding-set-author"),
        watermark=words("command-branding-set-watermark"),
        without=words("command-branding-set-without"),
        channel=words("command-branding-channel"),
    )
    @app_commands.choices(without=PART_CHOICES)
    async def set(
        self,
        interaction: Interaction,
        author: BrandingText | None = None,
        watermark: BrandingText | None = None,
        without: str | None = None,
        channel: Channel | None = None,
    ) -> None:
        """Set what is given, and leave the rest as it was."""
        given = BrandingTexts(
            author=written(author, by_moderator=True),
            domain_name=written(watermark, by_moderator=True),
        )
        if without is not None:
            if any(getattr(given, part) is not None for part in PARTS[without]):
                raise Refusal("refusal-text-and-none")
            given = given.over(BrandingTexts(**dict.fromkeys(PARTS[without], "")))
        if given == BrandingTexts():
            raise Refusal("refusal-empty-branding")
        await self._rules.set_branding(
            interaction.guild_id or 0,
            given,
            channel_id=_id_of(channel),
            updated_by=interaction.user.id,
        )
        await self._answer(interaction, channel, "branding-saved")

    @app_commands.command(name="policy", description=words("command-branding-policy"))
    @app_commands.describe(
        policy=words("command-branding-policy-policy"),
        part=words("command-branding-policy-part"),
        channel=words("command-branding-channel"),
    )
    @app_commands.choices(
        policy=[
            app_commands.Choice(name=words(f"choice-policy-{policy}"), value=policy)
            for policy in Policy
        ],
        part=PART_CHOICES,
    )
    async def policy(
        self,
        interaction: Interaction,
        policy: str,
        part: str = "both",
        channel: Channel | None = None,
    ) -> None:
        """Let members give their own, or lock what is set."""
        await self._rules.set_policy(
            interaction.guild_id or 0,
            Policy(policy),
            PARTS[part],
            channel_id=_id_of(channel),
            updated_by=interaction.user.id,
        )
        await self._answer(interaction, channel, "branding-saved")

    @app_commands.command(name="preview", description=words("command-branding-preview"))
    @app_commands.describe(
        channel=words("command-branding-channel"),
        author=words("command-branding-preview-author"),
        watermark=words("command-branding-preview-watermark"),
    )
    async def preview(
        self,
        interaction: Interaction,
        channel: Channel | None = None,
        author: BrandingText | None = None,
        watermark: BrandingText | None = None,
    ) -> None:
        """Show what a video would look like, without making one."""
        given = BrandingTexts(
            author=written(author, by_moderator=True),
            domain_name=written(watermark, by_moderator=True),
        )
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, locale = interaction.guild_id or 0, str(interaction.locale)
        rule = await self._rules.branding(guild_id, _id_of(channel))
        branding = given.over(rule.branding)
        tracks = await self._bot.catalogue.suggest(guild_id, "")
        try:
            picture = await self._bot.easel.picture(branding, next(iter(tracks), None), guild_id)
        except NotDrawn as error:
            raise Refusal("refusal-not-drawn") from error
        text_id = "preview-as-set" if given == BrandingTexts() else "preview-as-given"
        embed = preview_card(branding, rule, locale)
        file = Attachment(BytesIO(picture), _PICTURE, description=_described(branding, locale))
        await interaction.followup.send(
            say(text_id, locale),
            embed=embed.set_image(url=f"attachment://{_PICTURE}"),
            file=file,
            ephemeral=True,
        )

    @app_commands.command(name="reset", description=words("command-branding-reset"))
    @app_commands.describe(
        part=words("command-branding-reset-part"), channel=words("command-branding-channel")
    )
    @app_commands.choices(part=PART_CHOICES)
    async def reset(
        self, interaction: Interaction, part: str = "both", channel: Channel | None = None
    ) -> None:
        """Forget what is set, and whether it was locked."""
        was_set = await self._rules.reset_branding(
            interaction.guild_id or 0,
            PARTS[part],
            channel_id=_id_of(channel),
            updated_by=interaction.user.id,
        )
        if not was_set:
            await answer(interaction, "branding-nothing-to-reset")
        elif part != "both":
            await self._answer(interaction, channel, f"branding-reset-{part}")
        elif channel is None:
            await answer(interaction, "branding-reset")
        else:
            await answer(interaction, "branding-channel-reset", channel=f"<#{channel.id}>")

    async def _answer(
        self, interaction: Interaction, channel: Channel | None, text_id: str | None = None
    ) -> None:
        """Answer with what holds now."""
        locale = str(interaction.locale)
        rules = await self._rules.brandings(interaction.guild_id or 0)
        if channel is None:
            embed = server_card(rules, locale)
        else:
            embed = channel_card(channel.id, rules, locale)
        text = say(text_id, locale) if text_id is not None else None
        await interaction.response.send_message(text, embed=embed, ephemeral=True)


def _id_of(channel: Channel | None) -> int | None:
    return None if channel is None else channel.id


def _described(branding: BrandingTexts, locale: str) -> str:
    """Give the picture in words, for those who can't see it."""
    nothing = say("branding-nothing", locale)
    return say(
        "preview-described",
        locale,
        author=branding.author or nothing,
        watermark=branding.domain_name or nothing,
    )


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(Branding(bot))
