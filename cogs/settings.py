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
from cogs._groups.settings_quality import QualityCommand
from cogs._groups.settings_showcase import ShowcaseCommand
from cogs._shared.bot_permissions import TELLS, check_channel, is_public
from cogs._shared.command_options import TextChannel, send_private
from cogs._shared.undo import send_undoable

_AS_AT_DISCORD: Final = "discord"
_DEFAULTS: Final = GuildSettings()
"""What ``reset`` goes back to."""


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class SettingsCog(
    AccessCommands,
    LimitCommands,
    LogCommand,
    MessageCommands,
    QualityCommand,
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
        if not self._rules.qualities and self.app_command is not None:
            self.app_command.remove_command("quality")

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
        reset=localized("command-settings-off"),
        clear=localized("command-as-reset"),
    )
    async def moderators(
        self,
        interaction: Interaction,
        channel: TextChannel | None = None,
        reset: bool = False,
        clear: bool = False,
    ) -> None:
        """Choose where moderators are told what concerns them, or nowhere."""
        channel_id = None if channel is None else channel.id
        _check_given(channel_id or reset or clear)
        text_id = "settings-moderators-saved" if channel_id else "settings-moderators-off"
        if channel_id is None and (await self._settings_of(interaction)).approves_showcase:
            raise UserError("error-approval-needs-channel")
        if channel_id is not None:
            check_channel(interaction, channel_id, TELLS)
            if is_public(interaction, channel_id):
                text_id = "settings-moderators-saved-public"
        await self._change(interaction, text_id, moderators_channel_id=channel_id)

    @app_commands.command(name="copy", description=localized("command-settings-copy"))
    @app_commands.describe(
        enabled=localized("command-settings-copy-enabled"),
        reset=localized("command-settings-reset"),
    )
    async def copy(
        self, interaction: Interaction, enabled: bool | None = None, reset: bool = False
    ) -> None:
        """Attach a copy of each video that fits, or links alone."""
        _check_given(enabled is not None or reset)
        is_kept = _DEFAULTS.keeps_copy if enabled is None else enabled
        text_id = "settings-copy-on" if is_kept else "settings-copy-off"
        await self._change(interaction, text_id, keeps_copy=is_kept)

    @app_commands.command(name="language", description=localized("command-settings-language"))
    @app_commands.describe(
        language=localized("command-settings-language-language"),
        reset=localized("command-settings-reset"),
    )
    @app_commands.choices(
        language=[
            app_commands.Choice(name=localized("choice-language-discord"), value=_AS_AT_DISCORD),
            *(app_commands.Choice(name=endonym(one), value=one) for one in LANGUAGES),
        ]
    )
    async def language(
        self, interaction: Interaction, language: str | None = None, reset: bool = False
    ) -> None:
        """Choose what public messages speak."""
        _check_given(language or reset)
        if language is None or language == _AS_AT_DISCORD:
            await self._change(interaction, "settings-language-now-discord", language=None)
            return
        await self._update(interaction, language=language)
        name = endonym(language)
        await send_undoable(
            interaction, "settings-language-now", "settings language", "reset", language=name
        )

    @app_commands.command(
        name="foreign-branding", description=localized("command-settings-other-branding")
    )
    @app_commands.describe(
        videos=localized("command-settings-other-branding-videos"),
        reset=localized("command-settings-reset"),
    )
    @app_commands.choices(
        videos=[
            app_commands.Choice(name=localized(f"choice-other-branding-{one}"), value=one)
            for one in OtherBrandingPolicy
        ]
    )
    async def other_branding(
        self, interaction: Interaction, videos: str | None = None, reset: bool = False
    ) -> None:
        """Choose what becomes of videos with another server's branding, where it is locked."""
        _check_given(videos or reset)
        foreign = OtherBrandingPolicy(videos or _DEFAULTS.other_branding)
        text_id = f"settings-other-branding-{foreign}"
        await self._change(interaction, text_id, other_branding=foreign)

    @app_commands.command(name="unwanted-texts", description=localized("command-settings-unwanted"))
    @app_commands.describe(
        videos=localized("command-settings-unwanted-videos"),
        reset=localized("command-settings-reset"),
    )
    @app_commands.choices(
        videos=[
            app_commands.Choice(name=localized(f"choice-unwanted-{one}"), value=one)
            for one in UnwantedTextPolicy
        ]
    )
    async def unwanted_texts(
        self, interaction: Interaction, videos: str | None = None, reset: bool = False
    ) -> None:
        """Choose what becomes of videos with texts that may not be shown here."""
        _check_given(videos or reset)
        policy = UnwantedTextPolicy(videos or _DEFAULTS.unwanted_texts)
        await self._change(interaction, f"settings-unwanted-{policy}", unwanted_texts=policy)

    @app_commands.command(name="credits", description=localized("command-settings-credits"))
    @app_commands.describe(
        warn_below=localized("command-settings-credits-below"),
        reset=localized("command-settings-credits-clear"),
        clear=localized("command-as-reset"),
    )
    async def credits(
        self,
        interaction: Interaction,
        warn_below: app_commands.Range[float, 0.0, 1e9] | None = None,
        reset: bool = False,
        clear: bool = False,
    ) -> None:
        """Choose below which balance moderators are warned; 0 means never."""
        _check_given(warn_below is not None or reset or clear)
        settings = await self._update(interaction, warn_below_credits=warn_below)
        below = self._rules.low_credits if warn_below is None else warn_below
        credits_left = format_number(below, str(interaction.locale))
        text_id = "settings-warning"
        if not below:
            text_id = "settings-no-warning"
        elif settings.moderators_channel_id is None:
            text_id = "settings-warning-nowhere"
        if warn_below is None:
            await send_private(interaction, text_id, credits=credits_left)
        else:
            command = ("settings credits", "reset")
            await send_undoable(interaction, text_id, *command, credits=credits_left)

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
        channel = f"<#{channel_id}>"
        if all(value == getattr(_DEFAULTS, name) for name, value in changes.items()):
            await send_private(interaction, text_id, channel=channel)
            return
        command = f"settings {interaction.command.name if interaction.command else ''}"
        await send_undoable(interaction, text_id, command, "reset", channel=channel)


def _check_given(given: object) -> None:
    """Check that something is to be set, or to be reset. Raises UserError."""
    if not given:
        raise UserError("error-nothing-given")


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(SettingsLogButton)
    await bot.add_cog(SettingsCog(bot))
