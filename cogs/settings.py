"""``/settings``: moderators decide who may ask for how much, where, and what becomes of it."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import LANGUAGES, format_number
from bot.policy.guild_settings import GuildSettings, OtherBrandingPolicy, UnwantedTextPolicy
from cogs._embeds.settings import endonym, settings_embed
from cogs._groups.settings_access import AccessCommands
from cogs._groups.settings_limits import LimitCommands
from cogs._groups.settings_log import LogCommand, SettingsLogButton
from cogs._groups.settings_messages import MessageCommands
from cogs._groups.settings_showcase import ShowcaseCommand
from cogs._shared.bot_permissions import TELLS, check_channel, is_public
from cogs._shared.command_options import TextChannel, send_private

_AS_AT_DISCORD: Final = "discord"


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class SettingsCog(
    AccessCommands,
    LimitCommands,
    LogCommand,
    MessageCommands,
    ShowcaseCommand,
    commands.GroupCog,
    name="settings",
    description=localized("command-settings"),
):
    """The group: for members who may manage the server (see ``CommandTree.interaction_check``)."""

    def __init__(self, bot: MusicVideoBot) -> None:
        super().__init__()
        self._bot = bot
        self._rules = bot.guild_settings
        if not self._rules.has_charges and self.app_command is not None:
            for name in ("credits", "foreign-branding", "unwanted-texts"):  # nothing to choose
                self.app_command.remove_command(name)

    @app_commands.command(name="show", description=localized("command-settings-show"))
    @app_commands.describe(member=localized("command-settings-show-member"))
    async def show(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show all that is set, and what is used of it."""
        user = member or interaction.user
        overview = await self._rules.overview(interaction.guild_id or 0, user.id)
        embed = settings_embed(
            overview,
            str(interaction.locale),
            member=user.mention,
            has_charges=self._rules.has_charges,
            low_credits=self._rules.low_credits,
        )
        await interaction.response.send_message(embed=embed, ephemeral=True)

    async def _settings_of(self, interaction: Interaction) -> GuildSettings:
        return await self._bot.store.guild_settings.get(interaction.guild_id or 0)

    @app_commands.command(name="moderators", description=localized("command-settings-moderators"))
    @app_commands.describe(
        channel=localized("command-settings-moderators-channel"),
        clear=localized("command-settings-off"),
    )
    async def moderators(
        self,
        interaction: Interaction,
        channel: TextChannel | None = None,
        clear: bool = False,
    ) -> None:
        """Choose where moderators are told what concerns them, or nowhere."""
        channel_id = _chosen(channel, clear=clear)
        text_id = "settings-moderators-saved" if channel_id else "settings-moderators-off"
        if channel_id is None and (await self._settings_of(interaction)).approves_showcase:
            raise UserError("error-approval-needs-channel")
        if channel_id is not None:
            check_channel(interaction, channel_id, TELLS)
            if is_public(interaction, channel_id):
                text_id = "settings-moderators-saved-public"
        await self._change(interaction, text_id, moderators_channel_id=channel_id)

    @app_commands.command(name="copy", description=localized("command-settings-copy"))
    @app_commands.describe(enabled=localized("command-settings-copy-enabled"))
    async def copy(
        self,
        interaction: Interaction,
        enabled: bool,
    ) -> None:
        """Attach a copy of each video that fits, or links alone."""
        text_id = "settings-copy-on" if enabled else "settings-copy-off"
        await self._change(interaction, text_id, keeps_copy=enabled)

    @app_commands.command(name="language", description=localized("command-settings-language"))
    @app_commands.describe(language=localized("command-settings-language-language"))
    @app_commands.choices(
        language=[
            app_commands.Choice(name=localized("choice-language-discord"), value=_AS_AT_DISCORD),
            *(app_commands.Choice(name=endonym(one), value=one) for one in LANGUAGES),
        ]
    )
    async def language(self, interaction: Interaction, language: str) -> None:
        """Choose what public messages speak."""
        if language == _AS_AT_DISCORD:
            await self._change(interaction, "settings-language-now-discord", language=None)
            return
        await self._update(interaction, language=language)
        await send_private(interaction, "settings-language-now", language=endonym(language))

    @app_commands.command(
        name="foreign-branding", description=localized("command-settings-other-branding")
    )
    @app_commands.describe(videos=localized("command-settings-other-branding-videos"))
    @app_commands.choices(
        videos=[
            app_commands.Choice(name=localized(f"choice-other-branding-{one}"), value=one)
            for one in OtherBrandingPolicy
        ]
    )
    async def other_branding(self, interaction: Interaction, videos: str) -> None:
        """Choose what becomes of videos with another server's branding, where it is locked."""
        foreign = OtherBrandingPolicy(videos)
        text_id = f"settings-other-branding-{foreign}"
        await self._change(interaction, text_id, other_branding=foreign)

    @app_commands.command(name="unwanted-texts", description=localized("command-settings-unwanted"))
    @app_commands.describe(videos=localized("command-settings-unwanted-videos"))
    @app_commands.choices(
        videos=[
            app_commands.Choice(name=localized(f"choice-unwanted-{one}"), value=one)
            for one in UnwantedTextPolicy
        ]
    )
    async def unwanted_texts(self, interaction: Interaction, videos: str) -> None:
        """Choose what becomes of videos with texts that may not be shown here."""
        policy = UnwantedTextPolicy(videos)
        await self._change(interaction, f"settings-unwanted-{policy}", unwanted_texts=policy)

    @app_commands.command(name="credits", description=localized("command-settings-credits"))
    @app_commands.describe(
        warn_below=localized("command-settings-credits-below"),
        clear=localized("command-settings-credits-clear"),
    )
    async def credits(
        self,
        interaction: Interaction,
        warn_below: app_commands.Range[float, 0.0, 1e9] | None = None,
        clear: bool = False,
    ) -> None:
        """Choose below which balance moderators are warned; 0 means never."""
        if warn_below is None and not clear:
            raise UserError("error-nothing-given")
        settings = await self._update(interaction, warn_below_credits=warn_below)
        below = self._rules.low_credits if warn_below is None else warn_below
        credits_left = format_number(below, str(interaction.locale))
        if not below:
            await send_private(interaction, "settings-no-warning")
        elif settings.moderators_channel_id is None:
            await send_private(interaction, "settings-warning-nowhere", credits=credits_left)
        else:
            await send_private(interaction, "settings-warning", credits=credits_left)

    async def _update(
        self,
        interaction: Interaction,
        **changes: Any,  # noqa: ANN401 - fields of GuildSettings
    ) -> GuildSettings:
        return await self._bot.store.guild_settings.change(
            interaction.guild_id or 0,
            changes,
            updated_by=interaction.user.id,
            now=self._bot.clock(),
        )

    async def _change(
        self,
        interaction: Interaction,
        text_id: str,
        **changes: Any,  # noqa: ANN401 - fields of GuildSettings
    ) -> None:
        """Change settings, and answer with a text that may name the channel chosen."""
        await self._update(interaction, **changes)
        channel_id = next((changes[name] for name in changes if name.endswith("channel_id")), 0)
        await send_private(interaction, text_id, channel=f"<#{channel_id}>")


def _chosen(channel: app_commands.AppCommandChannel | None, *, clear: bool) -> int | None:
    """Return the channel, or None for none. Raises UserError when it was not said which."""
    if channel is None and not clear:
        raise UserError("error-nothing-given")
    return channel.id if channel is not None else None


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(SettingsLogButton)
    await bot.add_cog(SettingsCog(bot))
