"""What can be done with a request that is there: by a button of a message, or by ``/videos``."""

import logging
from contextlib import suppress
from typing import Final

import discord

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.responses import DISCORD_ERRORS
from bot.i18n.texts import translate
from bot.jobs import OPEN_REQUEST_STATES, Branding, Job, RequestState, VideoState
from bot.jobs.notices import NoticeState
from bot.messages.result import BUTTON_PATTERN, Button, button, persistent_view
from bot.messages.status import cancelled_text, jump_link
from bot.services.link_refresh import LinkStatusUnknown
from bot.store import NothingToPost
from cogs._shared.delete_messages import ask_on_card, delete_here, delete_posted, unshow
from cogs._shared.member_visibility import can_see
from cogs._shared.membership import check_moderator, is_moderator
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.showcase_approval import decide
from cogs._shared.submit_request import (
    check_permissions,
    denials_as_user_errors,
    new_request_for,
    submit_request,
)
from cogs._shared.takedowns import answer_report
from cogs._shared.video_files import send_lyrics, send_video_files

log = logging.getLogger(__name__)

_OF_NOTICES: Final = ("heard", "takedown", "leave")
"""Buttons whose key is a notice's id."""

_FILES: Final = {"files": send_video_files, "lrc": send_lyrics}
"""Buttons that give what belongs to a video."""


class VideoButton(PersistentItem[Button], template=BUTTON_PATTERN):
    """A button of a request."""

    async def on_click(self, interaction: Interaction) -> None:
        """Do what the button says, if whoever clicked may."""
        if self.match["action"] in _OF_NOTICES:
            await _on_notice(interaction, self.match["action"], int(self.match["request_id"], 16))
            return
        if self.match["action"] in _FILES:  # of a video that whoever clicks sees
            job = await _job_here(interaction, self.match["request_id"])
            await _FILES[self.match["action"]](interaction, job)
            return
        # Who clicks on a message sees it: what it is about is asked for only to show more of it.
        is_there = self.match["action"] in ("dismiss", "delete", "approve", "reject")
        job = await own_job(interaction, self.match["request_id"], is_shown=is_there)
        match self.match["action"]:
            case "cancel":
                await cancel(interaction, job)
            case "retry" | "again":
                await _retry(interaction, job)
            case "repost":
                await repost(interaction, job)
            case "remove":
                await ask_on_card(interaction, job)
            case "sure":
                await delete_posted(interaction, job, with_status=False)
            case "unshow":
                await unshow(interaction, job)
            case "delete":
                await delete_here(interaction, await _as_posted(interaction, job))
            case _:
                await _on_message(interaction, self.match["action"], job)


async def _on_message(interaction: Interaction, action: str, job: Job) -> None:
    """Do what a button says of a notice about a request, or of an explanation."""
    if action == "dismiss":
        await delete_here(interaction, await _as_message(interaction, job))
        return
    check_moderator(interaction)
    job = await _as_message(interaction, job)
    await decide(interaction, job, is_approved=action == "approve")


async def _on_notice(interaction: Interaction, action: str, notice_id: int) -> None:
    """Do what a button of a notice says that is about no request. Raises UserError."""
    if action == "heard":
        await _delete_notice(interaction, notice_id)
    else:
        await answer_report(interaction, notice_id, is_to_go=action == "takedown")


async def _delete_notice(interaction: Interaction, notice_id: int) -> None:
    """Delete a notice that is about no request. Raises UserError."""
    if interaction.guild_id is not None:
        check_moderator(interaction)
    await interaction.response.defer()
    if interaction.message is not None:  # otherwise it would be missed, and posted again
        await interaction.client.store.notices.finish(
            notice_id,
            NoticeState.POSTED,
            interaction.client.clock(),
            message_id=interaction.message.id,
        )
    with suppress(discord.NotFound):  # somebody was faster
        await interaction.delete_original_response()


async def own_job(interaction: Interaction, request_id: str, *, is_shown: bool = False) -> Job:
    """Return a job of this server, if it is its member's or a moderator's who can look there.

    ``is_shown``: nothing more is told of it than what stands before them. Raises UserError.
    """
    job = await _job_here(interaction, request_id)
    if interaction.user.id != job.request.user_id and not is_moderator(interaction):
        raise UserError("error-not-yours")
    if not is_shown:
        await _check_visibility(interaction, job)
    return job


async def _job_here(interaction: Interaction, request_id: str) -> Job:
    """Return a job whose messages may be where it is asked after. Raises UserError."""
    job = await interaction.client.store.requests.get(request_id)
    if job is None or not _is_same_channel(interaction, job):
        raise UserError("error-gone")
    return job


def _is_same_channel(interaction: Interaction, job: Job) -> bool:
    """Return whether a job is asked after where its messages may be."""
    if interaction.guild_id is not None:
        return interaction.guild_id == job.request.guild_id
    return interaction.channel_id == job.request.target_channel_id


async def cancel(interaction: Interaction, job: Job) -> None:
    """Cancel, and say what that means for the charge; the status message says it as well."""
    client, request_id = interaction.client, job.request.request_id
    await interaction.response.defer(ephemeral=True)
    is_cancelled = await client.requests.cancel(request_id)
    now = await client.store.requests.get(request_id) or job
    if not is_cancelled:
        is_done = now.request.state is RequestState.CANCELLED
        raise UserError("error-cancelled-already" if is_done else "error-too-late")
    text = cancelled_text(now, str(interaction.locale))
    await interaction.followup.send(text, ephemeral=True)


async def repost(interaction: Interaction, job: Job) -> None:
    """Have a finished video posted once more where it is asked for: a request, without a charge.

    Raises UserError with what to do.
    """
    check_permissions(interaction)
    if job.request.state in OPEN_REQUEST_STATES:
        raise UserError("error-not-finished")
    await interaction.response.defer(ephemeral=True, thinking=True)
    free = "" if interaction.client.guild_settings.has_charges else "-free"
    if job.video.state is not VideoState.READY:
        await _offer_retry(interaction, job, f"answer-no-video{free}")
        return
    try:
        is_there = await interaction.client.link_refresher.refresh(job.video)
    except LinkStatusUnknown as error:
        raise UserError(f"error-link-unknown{free}") from error
    if is_there:
        await _post_again(interaction, job)
    else:
        has_copy = await interaction.client.requests.has_copy(job)
        what = "copied" if has_copy else "gone"
        await _offer_retry(interaction, job, f"answer-video-{what}{free}")


async def _post_again(interaction: Interaction, job: Job) -> None:
    video = job.video
    new_request = new_request_for(interaction, video.key, Branding(), repost_of=video.video_id)
    song = await interaction.client.catalog.track_texts(new_request.guild_id, video.key)
    new_request = new_request.model_copy(update={"song": song})
    try:
        with denials_as_user_errors(interaction, new_request):
            created = await interaction.client.requests.create(new_request)
    except NothingToPost:  # somebody has it made again just now
        raise UserError("error-not-finished") from None
    if created.is_repeat:
        raise UserError("answer-repeat-without-status")
    interaction.client.requests.notify_workers()
    text = translate("answer-posting-again", str(interaction.locale))
    try:
        await interaction.edit_original_response(content=text)
    except DISCORD_ERRORS as error:
        # It is committed, and posted whatever the member was told.
        log.warning("request_id=%s not answered: %r", created.job.request.request_id, error)


async def _check_visibility(interaction: Interaction, job: Job) -> None:
    """Check that nobody learns of, or brings out of, a channel what they can't see there.

    Raises UserError.
    """
    request = job.request
    here = (request.channel_id, request.delivery_channel_id)
    if interaction.user.id == request.user_id or interaction.channel_id in here:
        return
    if not await can_see(interaction, request.channel_id):
        raise UserError("error-hidden-channel")


async def _offer_retry(interaction: Interaction, job: Job, text_id: str) -> None:
    """Say why there is nothing to post, with a button that has the video made again."""
    locale = str(interaction.locale)
    again = button("again", job, locale, text="anew")
    text = translate(text_id, locale, link=jump_link(job, locale))
    await interaction.edit_original_response(content=text, view=persistent_view(again))


async def _retry(interaction: Interaction, job: Job) -> None:
    """Have a request's video made once more, unless that was done and stands here already.

    A failure keeps its buttons: pressed again, they would post the same video once more.
    """
    await _check_not_posted(interaction, job)
    check_permissions(interaction)
    asked = Branding(author=job.request.author, domain_name=job.request.domain_name)
    options = job.chosen_options
    await submit_request(interaction, job.video.key, asked, options, is_retry=True)


async def _check_not_posted(interaction: Interaction, job: Job) -> None:
    """Raise UserError with a link where a later try brought the video into this channel."""
    channel_id = interaction.channel_id
    if channel_id is None or not job.video.is_available(interaction.client.clock()):
        return
    members = [job.request.user_id, interaction.user.id]
    posted = await interaction.client.store.history.posted_since(job, channel_id, members)
    if posted is not None:
        link = jump_link(posted, str(interaction.locale))
        raise UserError("answer-posted-already", link=link)


async def _as_posted(interaction: Interaction, job: Job) -> Job:
    """Return the job of a result that was clicked: it is posted, though the answer was lost.

    Otherwise it would be looked for, found missing once it is deleted, and posted again.
    """
    message = interaction.message
    if message is None or job.request.state is not RequestState.POSTING:
        return job
    return await interaction.client.requests.mark_posted(job.request.request_id, message.id) or job


async def _as_message(interaction: Interaction, job: Job) -> Job:
    """Return the job of an explanation or a notice that was clicked: see ``_as_posted``."""
    message, channel_id = interaction.message, interaction.channel_id
    if message is None or channel_id is None:
        return job
    return await interaction.client.requests.record_message(job, channel_id, message.id)


async def setup(bot: MusicVideoBot) -> None:
    """Add the buttons (called by discord.py)."""
    bot.add_dynamic_items(VideoButton)
