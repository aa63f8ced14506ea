"""Buttons and menus that outlive restarts: found again by what their ``custom_id`` says."""

import re
from functools import partial
from typing import Any, Generic, Self, TypeVar

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError, send_error, send_shutdown_notice

_Kind = TypeVar("_Kind", bound=discord.ui.Item[Any])


def signed_id(interaction: Interaction, text: str) -> str:
    """Return the ``custom_id`` of a button that is made for whoever acts, in this server."""
    guild_id, user_id = interaction.guild_id or 0, interaction.user.id
    signature = interaction.client.button_signer.sign(text, guild_id=guild_id, user_id=user_id)
    return f"{text}:{signature}"


class PersistentItem(discord.ui.DynamicItem[_Kind], Generic[_Kind], template=r"(?!)"):
    """One of them; a class of its own says what its ``custom_id`` looks like, and what it does."""

    match: re.Match[str]
    """What its pattern found in the ``custom_id``."""

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[discord.Client],
        item: discord.ui.Item[Any],
        match: re.Match[str],
    ) -> Self:
        """Make the item from the message that carries it."""
        made = cls(item)  # type: ignore[arg-type] # of that kind: nobody else has such ids
        made.match = match
        return made

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Do what was clicked; what goes wrong is told to the member, as with a command."""
        if not await interaction.client.in_flight.track(partial(send_shutdown_notice, interaction)):
            return
        try:
            await self.on_click(interaction)
        except Exception as error:  # noqa: BLE001 - told to the member, and logged there
            await send_error(interaction, error)

    @staticmethod
    def check_signature(interaction: Interaction, text: str, signature: str | None) -> None:
        """Check that a button was made for whoever clicks it, in this server.

        Raises UserError: it is of an older version, or was made up.
        """
        signer, guild_id = interaction.client.button_signer, interaction.guild_id or 0
        if signature is None or not signer.is_signed(
            text, signature, guild_id=guild_id, user_id=interaction.user.id
        ):
            raise UserError("error-menu-old")

    async def on_click(self, interaction: Interaction) -> None:
        """Do what was clicked. Raises UserError, and whatever else a command may raise."""
        raise NotImplementedError
