"""``/branding``: moderators decide what a server's videos carry, and what members may write."""

from io import BytesIO
from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.payloads import Attachment
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.jobs import CARD_LENGTH, RenderOptions, Shape
from bot.jobs import Branding as BrandingTexts
from bot.policy.guild_settings import OPTION_PARTS, BrandingPolicy
from bot.store.guild_settings import SERVER
from bot.studio_client.preview import PreviewFailed
from cogs._embeds.branding import preview_embed, send_rules
from cogs._groups.branding_logo import LogoGroup
from cogs._groups.branding_words import BlockedWordsGroup
from cogs._shared.branding_options import complete_font, known_font, named_rule, without_parts
from cogs._shared.command_options import (
    PART_CHOICES,
    PARTS,
    RESET_CHOICES,
    WITHOUT,
    WITHOUT_CHOICES,
    BrandingText,
    Channel,
    send_private,
    validated_text,
)
from cogs._shared.look_options import (
    SERVER_SHAPE_CHOICES,
    check_options,
    colours_from,
    look_choices,
)
from cogs._shared.member_visibility import viewer_of

_PICTURE: Final = "preview.png"
CardText = app_commands.Range[str, 1, CARD_LENGTH]


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class BrandingCog(
    commands.GroupCog,
    name="branding",
    description=localized("command-branding"),
):
    """The group: for members who may manage the server (see ``CommandTree.interaction_check``).

    A channel's own texts go before the server's, each by itself; threads have their channel's.
    """

    blocked_words = BlockedWordsGroup(name="words", description=localized("command-branding-words"))
    logo = LogoGroup(name="logo", description=localized("command-branding-logo"))

    def __init__(self, bot: MusicVideoBot) -> None:
        self._bot = bot
        self._rules = bot.store.branding_rules
        self._looks = bot.guild_settings.looks
        if bot.logos is None and self.app_command is not None:  # nobody draws one there
            self.app_command.remove_command("logo")
        for command in (self.set, self.preview):
            app_commands.choices(look=look_choices(self._looks))(command)

    @app_commands.command(name="show", description=localized("command-branding-show"))
    @app_commands.describe(channel=localized("command-branding-channel"))
    async def show(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Show what is set."""
        await send_rules(interaction, _id_of(channel))

    @app_commands.command(name="set", description=localized("command-branding-set"))
    @app_commands.describe(
        author=localized("command-branding-set-author"),
        watermark=localized("command-branding-set-watermark"),
        look=localized("command-branding-set-look"),
        shape=localized("command-branding-set-shape"),
        colours=localized("command-branding-set-colours"),
        font=localized("command-branding-set-font"),
        intro=localized("command-branding-set-intro"),
        outro=localized("command-branding-set-outro"),
        without=localized("command-branding-set-without"),
        channel=localized("command-branding-channel"),
    )
    @app_commands.choices(without=WITHOUT_CHOICES, shape=SERVER_SHAPE_CHOICES)
    @app_commands.autocomplete(font=complete_font)
    async def set(
        self,
        interaction: Interaction,
        author: BrandingText | None = None,
        watermark: BrandingText | None = None,
        look: str | None = None,
        shape: str | None = None,
        colours: str | None = None,
        font: str | None = None,
        intro: CardText | None = None,
        outro: CardText | None = None,
        without: str | None = None,
        channel: Channel | None = None,
    ) -> None:
        """Set what is given, and leave the rest as it was."""
        given = BrandingTexts(
            author=validated_text(author, by_moderator=True),
            domain_name=validated_text(watermark, by_moderator=True),
        )
        options = RenderOptions(
            look=look,
            shape=Shape(shape) if shape else None,
            colours=colours_from(colours, str(interaction.locale)),
            font=known_font(interaction, font),
            intro=validated_text(intro, by_moderator=True),
            outro=validated_text(outro, by_moderator=True),
        )
        if without is not None:
            given, options = without_parts(WITHOUT[without], given, options)
        check_options(options, self._looks)
        if given == BrandingTexts() and options == RenderOptions():
            raise UserError("error-empty-branding")
        guild_id = interaction.guild_id or 0
        logos = self._bot.logos
        known = await logos.ids(guild_id) if logos and options.logo is not None else set()
        channel_id, now = _id_of(channel), self._bot.clock()
        await self._rules.set(
            guild_id, given, options, channel_id=channel_id, updated_by=interaction.user.id, now=now
        )
        await send_rules(interaction, channel_id, "branding-saved", undo="branding reset")
        if logos and known:
            await logos.remove_unused(guild_id, known)

    @app_commands.command(name="policy", description=localized("command-branding-policy"))
    @app_commands.describe(
        policy=localized("command-branding-policy-policy"),
        part=localized("command-branding-policy-part"),
        channel=localized("command-branding-channel"),
    )
    @app_commands.choices(
        policy=[
            app_commands.Choice(name=localized(f"choice-policy-{policy}"), value=policy)
            for policy in BrandingPolicy
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
        parts = PARTS[part] if self._looks else PARTS[part] - OPTION_PARTS
        if not parts:
            raise UserError("error-branding-cloud")
        await self._rules.set_policy(
            interaction.guild_id or 0,
            dict.fromkeys(parts, BrandingPolicy(policy)),
            channel_id=_id_of(channel),
            updated_by=interaction.user.id,
            now=self._bot.clock(),
        )
        await send_rules(interaction, _id_of(channel), "branding-saved", undo="branding policy")

    @app_commands.command(name="preview", description=localized("command-branding-preview"))
    @app_commands.describe(
        channel=localized("command-branding-channel"),
        author=localized("command-branding-preview-author"),
        watermark=localized("command-branding-preview-watermark"),
        look=localized("command-branding-preview-look"),
        shape=localized("command-branding-preview-shape"),
        card=localized("command-branding-preview-card"),
    )
    @app_commands.choices(
        shape=SERVER_SHAPE_CHOICES,
        card=[
            app_commands.Choice(name=localized(f"choice-part-{card}"), value=card)
            for card in ("intro", "outro")
        ],
    )
    async def preview(
        self,
        interaction: Interaction,
        channel: Channel | None = None,
        author: BrandingText | None = None,
        watermark: BrandingText | None = None,
        look: str | None = None,
        shape: str | None = None,
        card: str | None = None,
    ) -> None:
        """Show what a video would look like, without making one."""
        given = BrandingTexts(
            author=validated_text(author, by_moderator=True),
            domain_name=validated_text(watermark, by_moderator=True),
        )
        options = RenderOptions(look=look, shape=Shape(shape) if shape else None)
        check_options(options, self._looks)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, locale = interaction.guild_id or 0, str(interaction.locale)
        rule = await self._rules.effective(guild_id, _id_of(channel))
        if card is not None and not getattr(rule, card):
            raise UserError(f"error-no-{card}")
        named = named_rule(rule, given, interaction)
        complete = self._bot.guild_settings.complete_options(options, named.options)
        picture = await self._drawn(interaction, named.branding, complete, card)
        is_as_set = given == BrandingTexts() and options == RenderOptions()
        shown = named.model_copy(
            update=options.model_dump(include={"look", "shape"}, exclude_none=True)
        )
        told = _described(named.branding, locale)
        await interaction.followup.send(
            translate("preview-as-set" if is_as_set else "preview-as-given", locale),
            embed=preview_embed(named.branding, shown, locale).set_image(
                url=f"attachment://{_PICTURE}"
            ),
            file=Attachment(BytesIO(picture), _PICTURE, description=told),
            ephemeral=True,
        )

    async def _drawn(
        self,
        interaction: Interaction,
        branding: BrandingTexts,
        options: RenderOptions,
        card: str | None,
    ) -> bytes:
        """Return a preview on the cover of a track that is known here. Raises UserError."""
        tracks = await self._bot.catalog.autocomplete(viewer_of(interaction), "")
        try:
            return await self._bot.preview_renderer.render(
                branding, next(iter(tracks), None), interaction.guild_id or 0, options, card=card
            )
        except PreviewFailed as error:
            raise UserError("error-not-drawn") from error

    @app_commands.command(name="reset", description=localized("command-branding-reset"))
    @app_commands.describe(
        part=localized("command-branding-reset-part"), channel=localized("command-branding-channel")
    )
    @app_commands.choices(part=RESET_CHOICES)
    async def reset(
        self, interaction: Interaction, part: str = "all", channel: Channel | None = None
    ) -> None:
        """Forget what is set, and whether it was locked."""
        guild_id, logos = interaction.guild_id or 0, self._bot.logos
        known = await logos.ids(guild_id) if logos is not None else set()
        was_set = await self._rules.reset(
            guild_id,
            parts=PARTS[part],
            channel_id=_id_of(channel),
            updated_by=interaction.user.id,
            now=self._bot.clock(),
        )
        if not was_set:
            await send_private(interaction, "branding-nothing-to-reset")
        elif part in ("author", "watermark", "both"):
            await send_rules(interaction, _id_of(channel), f"branding-reset-{part}")
        elif part != "all":
            await send_rules(interaction, _id_of(channel), "branding-reset-part")
        elif channel is None:
            await send_private(interaction, "branding-reset")
        else:
            await send_private(interaction, "branding-channel-reset", channel=f"<#{channel.id}>")
        if logos is not None and known:
            await logos.remove_unused(guild_id, known)


def _id_of(channel: Channel | None) -> int:
    return SERVER if channel is None else channel.id


def _described(branding: BrandingTexts, locale: str) -> str:
    """Return the picture in words, for those who can't see it."""
    nothing = translate("branding-nothing", locale)
    return translate(
        "preview-described",
        locale,
        author=branding.author or nothing,
        watermark=branding.domain_name or nothing,
    )


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(BrandingCog(bot))
