"""``/videos``: what was asked for in a server, one's own, and everybody's for moderators."""

import re
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import format_age
from bot.jobs import OPEN_REQUEST_STATES, Job, RequestState, TrackInfo, VideoState
from bot.sanitize import escape, matches_query, one_line
from bot.services.requests import MAX_ENTRIES
from bot.store import RequestEntry
from cogs._groups.settings_limits import show_limits
from cogs._groups.takedown_list import TakedownCommands
from cogs._groups.video_record import RecordCommand
from cogs._shared.delete_messages import delete_posted
from cogs._shared.member_visibility import viewer_of, visible_name
from cogs._shared.membership import is_moderator
from cogs._shared.track_choices import CHOICE_LENGTH, MAX_CHOICES, label_of, words_beside_title
from cogs._shared.usage_record import UsagePageButton
from cogs.history import EVERYONE, check_reader, history_page, show_job
from cogs.queue import show_queue
from cogs.request_buttons import cancel, own_job, repost

_ID: Final = re.compile(r"[0-9a-f]{16}")

Choices = list[app_commands.Choice[str]]
Fits = Callable[[RequestEntry], bool]


def _any(_entry: RequestEntry) -> bool:
    return True


def _is_cancellable(entry: RequestEntry) -> bool:
    return entry.state is RequestState.WAITING


def _is_postable(entry: RequestEntry) -> bool:
    return entry.state not in OPEN_REQUEST_STATES and entry.video_state is VideoState.READY


def _is_deletable(entry: RequestEntry) -> bool:
    has_post = entry.message_id is not None and entry.deleted_at is None
    return entry.state not in OPEN_REQUEST_STATES and (
        has_post or entry.status_message_id is not None
    )


def _completing(is_wanted: Fits) -> Callable[[Interaction, str], Coroutine[Any, Any, Choices]]:
    """Return what completes a request of some kind."""

    async def complete(interaction: Interaction, current: str) -> Choices:
        return await _complete(interaction, current, is_wanted)

    return complete


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class VideosCog(
    TakedownCommands,
    RecordCommand,
    commands.GroupCog,
    name="videos",
    description=localized("command-videos"),
):
    """The group. Answers are private; whatever it takes is completed by title and age."""

    @app_commands.command(name="list", description=localized("command-videos-list"))
    @app_commands.describe(
        member=localized("command-videos-list-member"),
        everyone=localized("command-videos-list-everyone"),
    )
    async def list_videos(
        self,
        interaction: Interaction,
        member: discord.User | None = None,
        everyone: bool = False,
    ) -> None:
        """Show the first page of history."""
        whose = EVERYONE if everyone else (member or interaction.user).id
        check_reader(interaction, whose)
        await interaction.response.defer(ephemeral=True)
        embed, view = await history_page(interaction, whose)
        await interaction.edit_original_response(embed=embed, view=view)

    @app_commands.command(name="queue", description=localized("command-videos-queue"))
    async def queue(self, interaction: Interaction) -> None:
        """Show what is being made in this server, what waits, and for how long."""
        await show_queue(interaction)

    @app_commands.command(name="status", description=localized("command-videos-status"))
    @app_commands.describe(video=localized("command-videos-video"))
    @app_commands.autocomplete(video=_completing(_any))
    async def status(self, interaction: Interaction, video: str) -> None:
        """Show one request whole."""
        await show_job(interaction, await _chosen(interaction, video, _any))

    @app_commands.command(name="repost", description=localized("command-videos-repost"))
    @app_commands.describe(video=localized("command-videos-video"))
    @app_commands.autocomplete(video=_completing(_is_postable))
    async def repost(self, interaction: Interaction, video: str) -> None:
        """Post a finished video again, in this channel."""
        await repost(interaction, await _chosen(interaction, video, _is_postable))

    @app_commands.command(name="cancel", description=localized("command-videos-cancel"))
    @app_commands.describe(video=localized("command-videos-video"))
    @app_commands.autocomplete(video=_completing(_is_cancellable))
    async def cancel(self, interaction: Interaction, video: str) -> None:
        """Cancel a request: free before the submit, later it only keeps the post away."""
        await cancel(interaction, await _chosen(interaction, video, _is_cancellable))

    @app_commands.command(name="limits", description=localized("command-videos-limits"))
    async def limits(self, interaction: Interaction) -> None:
        """Show what whoever asks may ask for and bring, and what they have used."""
        await show_limits(interaction, interaction.user)

    @app_commands.command(name="delete", description=localized("command-videos-delete"))
    @app_commands.describe(
        video=localized("command-videos-video"),
        status_message=localized("command-videos-delete-status"),
    )
    @app_commands.autocomplete(video=_completing(_is_deletable))
    async def delete(
        self,
        interaction: Interaction,
        video: str,
        status_message: bool = False,
    ) -> None:
        """Delete what was posted."""
        job = await _chosen(interaction, video, _is_deletable)
        await delete_posted(interaction, job, with_status=status_message)


async def _complete(interaction: Interaction, typed: str, is_wanted: Fits) -> Choices:
    """Offer requests by title, age and channel."""
    client, guild_id, locale = (
        interaction.client,
        interaction.guild_id or 0,
        str(interaction.locale),
    )
    now = client.clock()
    offers = await client.requests.autocomplete(guild_id, _whose(interaction))
    choices = []
    for entry in _fitting(interaction, offers, typed, is_wanted)[:MAX_CHOICES]:
        name = f"{label_of(_track(entry), locale)} · {format_age(entry.created_at, now, locale)}"
        if channel := visible_name(interaction, entry.channel_id):
            name += f" · #{one_line(channel)}"
        choices.append(app_commands.Choice(name=name[:CHOICE_LENGTH], value=entry.request_id))
    return choices


def _whose(interaction: Interaction) -> int | None:
    return EVERYONE if is_moderator(interaction) else interaction.user.id


def _fitting(
    interaction: Interaction, entries: list[RequestEntry], typed: str, is_wanted: Fits
) -> list[RequestEntry]:
    viewer = viewer_of(interaction)
    return [
        entry
        for entry in entries
        if is_wanted(entry)
        and viewer.may_know_of(entry.channel_id, entry.user_id)
        and matches_query(
            entry.title or "", typed, label=partial(_words_beside, interaction, entry)
        )
    ]


def _words_beside(interaction: Interaction, entry: RequestEntry) -> str:
    """Return what a request's choice shows beside the title, but for its age."""
    words = words_beside_title(_track(entry), str(interaction.locale))
    channel = visible_name(interaction, entry.channel_id)
    return f"{words} {channel} #{channel}" if channel else words


def _track(entry: RequestEntry) -> TrackInfo:
    return TrackInfo(
        task_id="",
        audio_id=entry.audio_id,
        position=entry.position or 0,
        has_siblings=entry.has_siblings,
        title=entry.title,
    )


async def _chosen(interaction: Interaction, text: str, is_wanted: Fits) -> Job:
    """Return the request that was chosen, or whose title was typed in full. Raises UserError."""
    if _ID.fullmatch(text.strip()):
        return await own_job(interaction, text.strip())
    guild_id, history = interaction.guild_id or 0, interaction.client.store.history
    entries = await history.entries(guild_id, _whose(interaction), MAX_ENTRIES)
    found = _fitting(interaction, entries, text, is_wanted)
    if len(found) != 1:
        raise UserError("error-which-video", text=escape(text, 60))
    return await own_job(interaction, found[0].request_id)


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(UsagePageButton)
    await bot.add_cog(VideosCog())
