"""Who may ask for videos, and where: a part of ``/settings``."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.policy.guild_settings import AccessSubject
from cogs._shared.bot_permissions import POSTS_VIDEOS, check_channel
from cogs._shared.command_options import Area, send_private
from cogs._shared.denial_texts import format_mentions
from cogs._shared.undo import send_undoable


class AccessCommands(commands.Cog):
    """The commands on roles, channels and members; the group takes them over."""

    @app_commands.command(name="roles", description=localized("command-settings-roles"))
    @app_commands.describe(
        add=localized("command-settings-roles-add"),
        remove=localized("command-settings-roles-remove"),
        reset=localized("command-settings-roles-clear"),
        clear=localized("command-as-reset"),
    )
    async def roles(
        self,
        interaction: Interaction,
        add: discord.Role | None = None,
        remove: discord.Role | None = None,
        reset: bool = False,
        clear: bool = False,
    ) -> None:
        """Restrict asking to some roles, or lift that."""
        ids = await self._edit(interaction, AccessSubject.ROLE, add, remove, clear=reset or clear)
        locale = str(interaction.locale)
        if not ids:
            await send_private(interaction, "settings-roles-now-all")
            return
        roles = format_mentions([f"<@&{one}>" for one in ids], locale)
        undo = "add" if add is None else "remove"
        await send_undoable(interaction, "settings-roles-now", "settings roles", undo, roles=roles)

    @app_commands.command(name="channels", description=localized("command-settings-channels"))
    @app_commands.describe(
        add=localized("command-settings-channels-add"),
        remove=localized("command-settings-channels-remove"),
        reset=localized("command-settings-channels-clear"),
        clear=localized("command-as-reset"),
    )
    async def channels(
        self,
        interaction: Interaction,
        add: Area | None = None,
        remove: Area | None = None,
        reset: bool = False,
        clear: bool = False,
    ) -> None:
        """Restrict asking to some channels, or lift that."""
        if add is not None and add.type is not discord.ChannelType.category:
            check_channel(interaction, add.id, POSTS_VIDEOS)
        ids = await self._edit(
            interaction, AccessSubject.CHANNEL, add, remove, clear=reset or clear
        )
        locale = str(interaction.locale)
        if not ids:
            await send_private(interaction, "settings-channels-now-all")
            return
        channels = format_mentions([f"<#{one}>" for one in ids], locale)
        undo = "add" if add is None else "remove"
        await send_undoable(
            interaction, "settings-channels-now", "settings channels", undo, channels=channels
        )

    async def _edit(
        self,
        interaction: Interaction,
        subject: AccessSubject,
        add: discord.abc.Snowflake | None,
        remove: discord.abc.Snowflake | None,
        *,
        clear: bool,
    ) -> list[int]:
        """Change a list, and return what is on it then. Raises UserError when nothing is given."""
        if add is None and remove is None and not clear:
            raise UserError("error-nothing-given")
        client, guild_id = interaction.client, interaction.guild_id or 0
        rules, by = client.store.access_rules, interaction.user.id
        listed = (await rules.allowed(guild_id))[subject]
        off = {one for one in listed if clear or _is_gone(interaction, subject, one)}
        if remove is not None:
            off.add(remove.id)
        if add is not None:
            # First: for no moment is the list empty, which would let everybody in.
            await rules.allow(guild_id, subject, add.id, added_by=by, now=client.clock())
            off.discard(add.id)
        if off:
            await rules.disallow(guild_id, subject, off, removed_by=by, now=client.clock())
        return (await rules.allowed(guild_id))[subject]

    @app_commands.command(name="block", description=localized("command-settings-block"))
    @app_commands.describe(member=localized("command-settings-block-member"))
    async def block(self, interaction: Interaction, member: discord.User) -> None:
        """Keep a member from asking."""
        if member.bot:
            raise UserError("error-block-bot")
        is_new = await interaction.client.store.access_rules.block(
            interaction.guild_id or 0,
            member.id,
            added_by=interaction.user.id,
            now=interaction.client.clock(),
        )
        text_id = "settings-member-blocked" if is_new else "settings-member-blocked-already"
        await send_undoable(interaction, text_id, "settings unblock", None, member=member.mention)

    @app_commands.command(name="unblock", description=localized("command-settings-unblock"))
    @app_commands.describe(member=localized("command-settings-block-member"))
    async def unblock(self, interaction: Interaction, member: discord.User) -> None:
        """Let a member ask again."""
        was_blocked = await interaction.client.store.access_rules.unblock(
            interaction.guild_id or 0,
            member.id,
            removed_by=interaction.user.id,
            now=interaction.client.clock(),
        )
        if was_blocked:
            text_id, command = "settings-member-unblocked", "settings block"
            await send_undoable(interaction, text_id, command, None, member=member.mention)
        else:
            await send_private(interaction, "settings-member-not-blocked", member=member.mention)


def _is_gone(interaction: Interaction, subject: AccessSubject, subject_id: int) -> bool:
    """Return whether a role or channel was deleted: nobody could choose
    it to take it off a list.
    """
    guild = interaction.guild
    if guild is None or guild.unavailable or not guild.roles or not guild.channels:
        return False  # not known well enough
    found = guild.get_role if subject is AccessSubject.ROLE else guild.get_channel
    return found(subject_id) is None
