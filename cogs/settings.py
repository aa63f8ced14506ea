"""``/settings``: moderators decide who may ask for how much, where, and what becomes of it."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import Refusal
from bot.discord_client.translator import words
from bot.i18n.texts import LANGUAGES, number, say
from bot.policy.guild_settings import ForeignBranding
from cogs._embeds.settings import card, endonym, length
from cogs._groups.settings_access import Access
from cogs._shared.bot_permissions import POSTS_VIDEOS, TELLS, check_channel, is_public
from cogs._shared.command_options import TextChannel, answer

_AS_AT_DISCORD: Final = "discord"
_MOST: Final = 100_000
_DAY_MINUTES: Final = 24 * 60

Count = app_commands.Range[int, 1, _MOST]
Minutes = app_commands.Range[int, 0, _DAY_MINUTES]


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Settings(
    Access,
    commands.GroupCog,
    name="settings",
    description=words("command-settings"),
):
    """The group; Manage Server by default, so that owners can change it in Discord's settings."""

    def __init__(self, bot: MusicVideoBot) -> None:
        super().__init__()
        self._rules = bot.rules

    @app_commands.command(name="show", description=words("command-settings-show"))
    @app_commands.describe(member=words("command-settings-show-member"))
    async def show(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show all that is set, and what is used of it."""
        user = member or interaction.user
        standing = await self._rules.standing(interaction.guild_id or 0, user.id)
        embed = card(
            standing,
            str(interaction.locale),
            member=user.mention,
            has_charges=self._rules.has_charges,
            low_credits=self._rules.low_credits,
        )
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(name="limits", description=words("command-settings-limits"))
    @app_commands.describe(
        at_once=words("command-settings-limits-at-once"),
        per_day=words("command-settings-limits-per-day"),
        cooldown=words("command-settings-limits-cooldown"),
        server_per_day=words("command-settings-limits-server"),
        reset=words("command-settings-limits-reset"),
    )
    async def limits(
        self,
        interaction: Interaction,
        at_once: Count | None = None,
        per_day: Count | None = None,
        cooldown: Minutes | None = None,
        server_per_day: Count | None = None,
        reset: bool = False,
    ) -> None:
        """Set what is given, and leave the rest as it was, or to the host."""
        given = {
            "open_per_member": at_once,
            "daily_per_member": per_day,
            "cooldown_seconds": None if cooldown is None else cooldown * 60,
            "daily_per_server": server_per_day,
        }
        locale = str(interaction.locale)
        changes = {name: value for name, value in given.items() if reset or value is not None}
        if not changes:
            raise Refusal("refusal-nothing-given")
        self._check_ceiling(changes, locale)
        await self._change(interaction, "settings-limits-saved", **changes)

    def _check_ceiling(self, changes: dict[str, int | None], locale: str) -> None:
        """See that the host allows as much. Raises Refusal."""
        for name, value in changes.items():
            bound = getattr(self._rules.host_limits.ceiling, name)
            if value is None or bound is None:
                continue
            what = say(f"limit-{name.replace('_', '-')}", locale)
            if name == "cooldown_seconds" and value < bound:
                raise Refusal("refusal-below-host", what=what, least=length(bound, locale))
            if name != "cooldown_seconds" and value > bound:
                raise Refusal("refusal-above-host", what=what, most=bound)

    @app_commands.command(name="showcase", description=words("command-settings-showcase"))
    @app_commands.describe(
        channel=words("command-settings-showcase-channel"), clear=words("command-settings-off")
    )
    async def showcase(
        self,
        interaction: Interaction,
        channel: TextChannel | None = None,
        clear: bool = False,
    ) -> None:
        """Choose where finished videos are shown once more, or nowhere."""
        channel_id = _chosen(channel, clear=clear)
        if channel_id is not None:
            check_channel(interaction, channel_id, POSTS_VIDEOS)
        text_id = "settings-showcase-saved" if channel_id else "settings-showcase-off"
        await self._change(interaction, text_id, showcase_channel_id=channel_id)

    @app_commands.command(name="moderators", description=words("command-settings-moderators"))
    @app_commands.describe(
        channel=words("command-settings-moderators-channel"), clear=words("command-settings-off")
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
        if channel_id is not None:
            check_channel(interaction, channel_id, TELLS)
            if is_public(interaction, channel_id):
                text_id = "settings-moderators-saved-public"
        await self._change(interaction, text_id, moderators_channel_id=channel_id)

    @app_commands.command(name="copy", description=words("command-settings-copy"))
    @app_commands.describe(enabled=words("command-settings-copy-enabled"))
    async def copy(
        self,
        interaction: Interaction,
        enabled: bool,
    ) -> None:
        """Attach a copy of each video that fits, or links alone."""
        text_id = "settings-copy-on" if enabled else "settings-copy-off"
        await self._change(interaction, text_id, keeps_copy=enabled)

    @app_commands.command(name="language", description=words("command-settings-language"))
    @app_commands.describe(language=words("command-settings-language-language"))
    @app_commands.choices(
        language=[
            app_commands.Choice(name=words("choice-language-discord"), value=_AS_AT_DISCORD),
            *(app_commands.Choice(name=endonym(one), value=one) for one in LANGUAGES),
        ]
    )
    async def language(self, interaction: Interaction, language: str) -> None:
        """Choose what public messages speak."""
        if language == _AS_AT_DISCORD:
            await self._change(interaction, "settings-language-now-discord", language=None)
            return
        await self._rules.change(
            interaction.guild_id or 0, updated_by=interaction.user.id, language=language
        )
        await answer(interaction, "settings-language-now", language=endonym(language))

    @app_commands.command(name="foreign-branding", description=words("command-settings-foreign"))
    @app_commands.describe(videos=words("command-settings-foreign-videos"))
    @app_commands.choices(
        videos=[
            app_commands.Choice(name=words(f"choice-foreign-{one}"), value=one)
            for one in ForeignBranding
        ]
    )
    async def foreign_branding(self, interaction: Interaction, videos: str) -> None:
        """Choose what becomes of videos with another server's branding, where it is locked."""
        if not self._rules.has_charges:
            raise Refusal("settings-foreign-none")
        foreign = ForeignBranding(videos)
        text_id = f"settings-foreign-{foreign}"
        await self._change(interaction, text_id, foreign_branding=foreign)

    @app_commands.command(name="credits", description=words("command-settings-credits"))
    @app_commands.describe(
        warn_below=words("command-settings-credits-below"),
        clear=words("command-settings-credits-clear"),
    )
    async def credits(
        self,
        interaction: Interaction,
        warn_below: app_commands.Range[float, 0.0, 1e9] | None = None,
        clear: bool = False,
    ) -> None:
        """Choose below which balance moderators are warned; 0 means never."""
        if warn_below is None and not clear:
            raise Refusal("refusal-nothing-given")
        if not self._rules.has_charges:
            raise Refusal("credits-free")
        settings = await self._rules.change(
            interaction.guild_id or 0,
            updated_by=interaction.user.id,
            warn_below_credits=warn_below,
        )
        below = self._rules.low_credits if warn_below is None else warn_below
        credits_left = number(below, str(interaction.locale))
        if not below:
            await answer(interaction, "settings-no-warning")
        elif settings.moderators_channel_id is None:
            await answer(interaction, "settings-warning-nowhere", credits=credits_left)
        else:
            await answer(interaction, "settings-warning", credits=credits_left)

    async def _change(
        self,
        interaction: Interaction,
        text_id: str,
        **changes: Any,  # noqa: ANN401 - fields of ServerSettings
    ) -> None:
        """Change settings, and answer with a text that may name the channel chosen."""
        await self._rules.change(
            interaction.guild_id or 0, updated_by=interaction.user.id, **changes
        )
        channel_id = next((changes[name] for name in changes if name.endswith("channel_id")), 0)
        await answer(interaction, text_id, channel=f"<#{channel_id}>")


def _chosen(channel: app_commands.AppCommandChannel | None, *, clear: bool) -> int | None:
    """Give the channel, or None for none. Raises Refusal when it was not said which."""
    if channel is None and not clear:
        raise Refusal("refusal-nothing-given")
    return channel.id if channel is not None else None


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(Settings(bot))
