"""How a video is asked for, whichever command or button it comes from."""

import discord
from discord import app_commands

from bot.api import BRANDING_LENGTH
from bot.client import Interaction, Refusal
from bot.jobs import Branding, NewRequest, TrackKey
from bot.messages import status_message
from bot.plaintext import one_line
from bot.texts import say

BrandingText = app_commands.Range[str, 1, BRANDING_LENGTH]


async def place(interaction: Interaction, key: TrackKey, branding: Branding) -> None:
    """Commit a wish, then answer with its public status message, or privately when it repeats."""
    desk = interaction.client.desk
    placement = await desk.ask(
        NewRequest(
            key=key,
            branding=branding,
            guild_id=interaction.guild_id or 0,
            channel_id=interaction.channel_id or 0,
            user_id=interaction.user.id,
            interaction_id=interaction.id,
            locale=str(interaction.locale),
            guild_locale=str(interaction.guild_locale or "en-US"),
        )
    )
    job = placement.job
    if placement.is_repeat and job.request.status_message_id is not None:
        link = _message_url(interaction, job.request.status_message_id)
        raise Refusal("answer-repeat", link=link)
    message = status_message(job)
    view = message.view() or discord.utils.MISSING
    embed = message.embed or discord.utils.MISSING
    if interaction.response.is_done():
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            # The private "thinking" has to end first, or the status would take its place.
            await interaction.edit_original_response(
                content=say("answer-chosen-unnamed", str(interaction.locale))
            )
        sent = await interaction.followup.send(embed=embed, view=view, wait=True)
        message_id: int | None = sent.id
    else:
        response = await interaction.response.send_message(embed=embed, view=view)
        message_id = response.message_id
    if message_id is not None:
        await desk.show_status_in(job, message_id)


def check_permissions(interaction: Interaction) -> None:
    """See that the bot may do in this very channel what it will have to, before anything is spent.

    Raises Refusal with what is missing.
    """
    held = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    needed = {
        "view-channel": held.view_channel,
        "send-messages-in-threads": held.send_messages_in_threads or not in_thread,
        "send-messages": held.send_messages or in_thread,
        "embed-links": held.embed_links,
        "attach-files": held.attach_files or not interaction.client.attaches_files,
        "read-message-history": held.read_message_history,
    }
    locale = str(interaction.locale)
    missing = [say(f"permission-{name}", locale) for name, is_held in needed.items() if not is_held]
    if missing:
        raise Refusal("refusal-missing-permissions", permissions=", ".join(missing))


def visible(text: str | None) -> str | None:
    """Give a signature or watermark as it can be drawn. Raises Refusal when nothing is visible."""
    if text is None:
        return None
    line = one_line(text)
    if not line:
        raise Refusal("refusal-invisible")
    return line


def _message_url(interaction: Interaction, message_id: int) -> str:
    return (
        f"https://discord.com/channels/{interaction.guild_id}/{interaction.channel_id}/{message_id}"
    )
