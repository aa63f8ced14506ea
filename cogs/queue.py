"""The card of ``/videos queue``, and its buttons with which moderators hold or clear the queue."""

import discord

from bot.discord_client.button_signer import SIGNATURE
from bot.discord_client.client import Interaction, MusicVideoBot
from bot.i18n.texts import translate
from bot.messages.result import Button, persistent_view
from bot.store import QueueClearance
from cogs._embeds.queue import MAX_LISTED, queue_embed
from cogs._shared.member_visibility import visible_channels, visible_members
from cogs._shared.membership import check_moderator, is_moderator
from cogs._shared.persistent_items import PersistentItem, signed_id


class QueueButton(
    PersistentItem[Button],
    template=(
        r"(?P<text>mv:queue:(?P<action>show|pause|resume|clear|clear-now|keep))"
        rf":(?P<signature>{SIGNATURE})"
    ),
):
    """A button of the card, made for the member who looks at it."""

    async def on_click(self, interaction: Interaction) -> None:
        """Do what the button says. Raises UserError."""
        self.check_signature(interaction, self.match["text"], self.match["signature"])
        action = self.match["action"]
        if action != "show":
            check_moderator(interaction)
        await interaction.response.defer()
        match action:
            case "clear":
                await _ask(interaction)
            case "clear-now":
                await _clear(interaction)
            case "keep":
                await _say(interaction, translate("queue-kept", str(interaction.locale)))
            case _:
                await _hold(interaction, action)
                await _update(interaction)


async def show_queue(interaction: Interaction) -> None:
    """Answer privately with the server's queue as whoever asks may see it."""
    await interaction.response.defer(ephemeral=True)
    await _update(interaction)


async def _update(interaction: Interaction) -> None:
    guild_id, queues = interaction.guild_id or 0, interaction.client.store.guild_queues
    seen = await visible_channels(interaction, await queues.channel_ids(guild_id))
    listing = await queues.listing(guild_id, interaction.user.id, seen=seen, most=MAX_LISTED)
    locale, now = str(interaction.locale), interaction.client.clock()
    names = await visible_members(interaction, {job.request.user_id for job in listing.others})
    buttons = [_button(interaction, "show")]
    if is_moderator(interaction):
        buttons.append(_button(interaction, "pause" if listing.pause is None else "resume"))
        if listing.being_made + listing.waiting:
            buttons.append(_button(interaction, "clear"))
    await interaction.edit_original_response(
        embed=queue_embed(listing, locale, names=names, now=now), view=persistent_view(*buttons)
    )


async def _hold(interaction: Interaction, action: str) -> None:
    """Pause or resume the queue; a repeat changes nothing."""
    client, guild_id = interaction.client, interaction.guild_id or 0
    now = client.clock()
    if action == "pause":
        await client.store.guild_queues.pause(guild_id, paused_by=interaction.user.id, now=now)
    elif action == "resume":
        await client.store.guild_queues.resume(guild_id, resumed_by=interaction.user.id, now=now)
    client.requests.notify_workers()


async def _ask(interaction: Interaction) -> None:
    """Say what clearing the queue would come to, and ask whether that is meant."""
    what = await interaction.client.store.guild_queues.would_clear(interaction.guild_id or 0)
    locale = str(interaction.locale)
    if not what.cleared:
        await _say(interaction, _nothing_cleared(what, locale))
        return
    free = "" if interaction.client.guild_settings.has_charges else "-free"
    lines = [translate(f"queue-clear-question{free}", locale, count=what.cleared)]
    if what.kept:
        lines.append(translate("queue-clear-kept", locale, count=what.kept))
    buttons = [_button(interaction, "clear-now"), _button(interaction, "keep")]
    await interaction.followup.send(
        "\n".join(lines), view=persistent_view(*buttons), ephemeral=True
    )


async def _clear(interaction: Interaction) -> None:
    client, locale = interaction.client, str(interaction.locale)
    what = await client.store.guild_queues.clear(
        interaction.guild_id or 0, cleared_by=interaction.user.id, now=client.clock()
    )
    client.requests.notify_workers()
    if not what.cleared:
        await _say(interaction, _nothing_cleared(what, locale))
        return
    lines = [translate("queue-cleared", locale, count=what.cleared)]
    if what.kept:
        lines.append(translate("queue-clear-kept", locale, count=what.kept))
    await _say(interaction, "\n".join(lines))


async def _say(interaction: Interaction, text: str) -> None:
    """Put a text where the question stands, or below the card."""
    message = interaction.message
    if message is not None and not message.embeds:
        await interaction.edit_original_response(content=text, view=None)
    else:
        await interaction.followup.send(text, ephemeral=True)


def _nothing_cleared(what: QueueClearance, locale: str) -> str:
    text_id = "queue-clear-kept" if what.kept else "queue-clear-nothing"
    return translate(text_id, locale, count=what.kept)


def _button(interaction: Interaction, action: str) -> Button:
    is_final = action == "clear-now"
    return discord.ui.Button(
        label=translate(f"button-queue-{action}", str(interaction.locale)),
        style=discord.ButtonStyle.danger if is_final else discord.ButtonStyle.secondary,
        custom_id=signed_id(interaction, f"mv:queue:{action}"),
    )


async def setup(bot: MusicVideoBot) -> None:
    """Add the card's buttons (called by discord.py)."""
    bot.add_dynamic_items(QueueButton)
