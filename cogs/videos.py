"""The buttons on the bot's messages about videos: cancel, try again, delete."""

import re

import discord

from bot.client import Interaction, MusicVideoBot, Refusal, tell_error
from bot.jobs import Job, RequestState
from bot.messages import BUTTON_PATTERN
from bot.status import cancelled_text
from bot.texts import say
from cogs.asking import check_permissions, place


class VideoButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=BUTTON_PATTERN
):
    """A button of a request, found again by its ``custom_id``: it outlives restarts."""

    def __init__(
        self, item: discord.ui.Button[discord.ui.View], action: str, request_id: str
    ) -> None:
        super().__init__(item)
        self._action = action
        self._request_id = request_id

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[discord.Client],
        item: discord.ui.Item[discord.ui.View],
        match: re.Match[str],
    ) -> "VideoButton":
        """Make the item from the message that carries it."""
        if not isinstance(item, discord.ui.Button):
            raise TypeError(type(item).__name__)
        return cls(item, match["action"], match["request_id"])

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Do what the button says, if whoever clicked may."""
        try:
            job = await _own_job(interaction, self._request_id)
            if self._action == "cancel":
                await _cancel(interaction, job)
            elif self._action in ("retry", "again"):
                await _retry(interaction, job)
            else:
                await _delete(interaction, job)
        except Exception as error:  # noqa: BLE001 - told to the member, and logged there
            await tell_error(interaction, error)


async def _own_job(interaction: Interaction, request_id: str) -> Job:
    """Give the job, if it is the requester or a moderator who clicks. Raises Refusal."""
    job = await interaction.client.desk.job(request_id)
    if job is None or not _is_at_home(interaction, job):
        raise Refusal("refusal-gone")
    if interaction.user.id != job.request.user_id and not interaction.permissions.manage_guild:
        raise Refusal("refusal-not-yours")
    return job


def _is_at_home(interaction: Interaction, job: Job) -> bool:
    """Tell whether a button of a job's is where its messages may be."""
    if interaction.guild_id is not None:
        return interaction.guild_id == job.request.guild_id
    return interaction.channel_id == job.request.target_channel_id


async def _cancel(interaction: Interaction, job: Job) -> None:
    """Cancel, and say what that means for the charge; the status message says it as well."""
    desk, request_id = interaction.client.desk, job.request.request_id
    await interaction.response.defer(ephemeral=True)
    is_cancelled = await desk.cancel(request_id)
    now = await desk.job(request_id) or job
    if not is_cancelled:
        is_done = now.request.state is RequestState.CANCELLED
        raise Refusal("refusal-cancelled-already" if is_done else "refusal-too-late")
    text = cancelled_text(now, str(interaction.locale))
    await interaction.followup.send(text, ephemeral=True)


async def _retry(interaction: Interaction, job: Job) -> None:
    check_permissions(interaction)
    await place(interaction, job.video.key, job.video.branding, is_retry=True)


async def _delete(interaction: Interaction, job: Job) -> None:
    """Take the message away: through the interaction, so that no permission is needed for it."""
    await interaction.response.defer()
    message = interaction.message
    try:
        await interaction.delete_original_response()
    except discord.NotFound:
        return  # somebody was faster
    if message is not None and message.id == job.request.message_id:
        await interaction.client.desk.mark_deleted(job.request.request_id)
    await interaction.followup.send(say("answer-deleted", str(interaction.locale)), ephemeral=True)


async def setup(bot: MusicVideoBot) -> None:
    """Add the buttons (called by discord.py)."""
    bot.add_dynamic_items(VideoButton)
