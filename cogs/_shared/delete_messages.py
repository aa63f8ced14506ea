"""How what was posted for a request is deleted again, wherever it stands."""

import asyncio
from typing import Final

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.responses import DISCORD_ERRORS
from bot.i18n.texts import translate
from bot.jobs import OPEN_REQUEST_STATES, DeliveryTarget, Job, RequestState
from bot.messages.result import BUTTON_PATTERN, Button, button, persistent_view

_SECONDS: Final = 10.0
_GONE_CODES: Final = frozenset({10003, 10008})  # unknown channel, unknown message
_ARCHIVED_CODE: Final = 50083
_FORBIDDEN: Final = 403


async def delete_posted(interaction: Interaction, job: Job, *, with_status: bool) -> None:
    """Delete the result or explanation, its showcase_post, and the status message if wanted.

    History keeps that. The video itself stays, so that it is not paid again. Raises UserError with
    what to do.
    """
    request, client = job.request, interaction.client
    if request.state in OPEN_REQUEST_STATES:
        raise UserError("error-still-open")
    post_id = request.message_id if request.deleted_at is None else None
    if request.target is DeliveryTarget.DIRECT and interaction.user.id != request.user_id:
        post_id = None  # what was sent to somebody is theirs
    status_id = request.status_message_id if with_status else None
    showcase_post = await client.store.notices.showcase_post_of(request.request_id)
    if post_id is None and status_id is None and showcase_post is None:
        raise UserError("error-nothing-to-delete")
    # Pressed on a private message, that turns into the answer, and loses its buttons.
    is_asked = interaction.type is discord.InteractionType.component
    await interaction.response.defer(ephemeral=True, thinking=not is_asked)
    if status_id is not None:
        # First: what is deleted after it would only change its words.
        await _delete_message(interaction, request.channel_id, status_id)
        await client.store.status_messages.clear_message(request.request_id)
    if post_id is not None:
        await _delete_message(
            interaction, request.delivery_channel_id or request.channel_id, post_id
        )
        await client.requests.mark_deleted(request.request_id)
    # Also when the rest is gone already: an earlier try may have come no further.
    await delete_showcase_post(interaction, job)
    await _tell_deleted(interaction, is_video=request.state is RequestState.POSTED)


async def _tell_deleted(interaction: Interaction, *, is_video: bool) -> None:
    text_id = "answer-deleted-video" if is_video else "answer-deleted"
    text = translate(text_id, str(interaction.locale))
    await interaction.edit_original_response(content=text, embeds=[], view=None)


async def delete_here(interaction: Interaction, job: Job) -> None:
    """Take the message that was clicked away; of one that shows a video, ask first."""
    message, request, locale = interaction.message, job.request, str(interaction.locale)
    message_id = None if message is None else message.id
    showcase_post = await interaction.client.store.notices.showcase_post_of(request.request_id)
    if showcase_post is not None and message_id == showcase_post.message_id:
        await _ask(interaction, job, "unshow", translate("answer-sure-showcase", locale))
    elif message_id == request.message_id and request.state is RequestState.POSTED:
        await _ask(interaction, job, "sure", translate("answer-sure", locale))
    else:
        await _delete_original(interaction, job)


async def _ask(interaction: Interaction, job: Job, action: str, question: str) -> None:
    """Ask privately whether to delete, with a button that does."""
    view = persistent_view(_sure_button(job, str(interaction.locale), action))
    await interaction.response.send_message(question, view=view, ephemeral=True)


def _sure_button(job: Job, locale: str, action: str) -> Button:
    sure = button(action, job, locale, text="sure")
    sure.style = discord.ButtonStyle.danger
    return sure


async def ask_on_card(interaction: Interaction, job: Job) -> None:
    """Ask on a card of history, in the place of its button, whether to delete."""
    locale = str(interaction.locale)
    card = interaction.message
    items = [] if card is None else discord.ui.View.from_message(card).children
    buttons = [item for item in items if isinstance(item, discord.ui.Button)]
    kept = [item for item in buttons if not _is_of(item, "remove")]
    view = persistent_view(*kept, _sure_button(job, locale, "sure"))
    question = translate("answer-sure", locale)
    await interaction.response.edit_message(content=question, view=view)


def _is_of(item: Button, action: str) -> bool:
    match = BUTTON_PATTERN.fullmatch(item.custom_id or "")
    return match is not None and match["action"] == action


async def unshow(interaction: Interaction, job: Job) -> None:
    """Delete the showcase post of a video, which stays where it was asked for."""
    await interaction.response.defer()
    await delete_showcase_post(interaction, job)
    await _tell_deleted(interaction, is_video=False)


async def _delete_original(interaction: Interaction, job: Job) -> None:
    """Take the message away: through the interaction, so that no permission is needed for it."""
    await interaction.response.defer()
    message = interaction.message
    try:
        await interaction.delete_original_response()
    except discord.NotFound:
        return  # somebody was faster
    if message is not None and message.id == job.request.message_id:
        await interaction.client.requests.mark_deleted(job.request.request_id)
    text = translate("answer-deleted", str(interaction.locale))
    await interaction.followup.send(text, ephemeral=True)


async def delete_showcase_post(interaction: Interaction, job: Job) -> None:
    """Take a deleted video out of the showcase channel as well. Raises UserError."""
    notices = interaction.client.store.notices
    showcase_post = await notices.showcase_post_of(job.request.request_id)
    if showcase_post is not None and showcase_post.message_id is not None:
        await _delete_message(interaction, showcase_post.channel_id, showcase_post.message_id)
        await notices.clear_message(showcase_post.notice_id)


async def _delete_message(interaction: Interaction, channel_id: int, message_id: int) -> None:
    """Delete a message of the bot's own: that needs no permission but to see the channel."""
    channel = interaction.client.get_partial_messageable(channel_id)
    try:
        async with asyncio.timeout(_SECONDS):
            await channel.get_partial_message(message_id).delete()
    except discord.HTTPException as error:
        if error.code in _GONE_CODES:
            return  # somebody was faster
        if error.code == _ARCHIVED_CODE:
            raise UserError("error-thread-archived") from error
        is_final = error.status == _FORBIDDEN and error.code
        text_id = "error-delete-forbidden" if is_final else "error-not-deleted"
        raise UserError(text_id) from error
    except (*DISCORD_ERRORS, discord.RateLimited) as error:
        raise UserError("error-not-deleted") from error
