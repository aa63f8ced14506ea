"""``/videos``: what was asked for in a server, one's own, and everybody's for moderators."""

import re
from collections.abc import Callable, Coroutine
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.clock import utc_now
from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import Refusal
from bot.discord_client.translator import words
from bot.i18n.texts import ago
from bot.jobs import OPEN_REQUESTS, Job, KnownTrack, RequestState, VideoState
from bot.sanitize import fits, one_line, shown
from bot.store import Entry
from cogs._shared.delete_messages import remove
from cogs._shared.member_visibility import seen_name
from cogs._shared.track_choices import CHOICE_LENGTH, MOST_CHOICES, label_of
from cogs.history import EVERYONE, check_reader, history_page, show_job
from cogs.request_buttons import cancel, is_moderator, own_job, repost

_ID: Final = re.compile(r"[0-9a-f]{16}")

Choices = list[app_commands.Choice[str]]
Fits = Callable[[Entry], bool]


def _any(_entry: Entry) -> bool:
    return True


def _is_cancellable(entry: Entry) -> bool:
    return entry.state is RequestState.WAITING


def _is_postable(entry: Entry) -> bool:
    return entry.state not in OPEN_REQUESTS and entry.video_state is VideoState.READY


def _is_deletable(entry: Entry) -> bool:
    has_post = entry.message_id is not None and entry.deleted_at is None
    return entry.state not in OPEN_REQUESTS and (has_post or entry.status_message_id is not None)


def _completing(is_wanted: Fits) -> Callable[[Interaction, str], Coroutine[Any, Any, Choices]]:
    """Give what completes a request of some kind."""

    async def complete(interaction: Interaction, current: str) -> Choices:
        return await _complete(interaction, current, is_wanted)

    return complete


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Videos(commands.GroupCog, name="videos", description=words("command-videos")):
    """The group. Answers are private; whatever it takes is completed by title and age."""

    @app_commands.command(name="list", description=words("command-videos-list"))
    @app_commands.describe(
        member=words("command-videos-list-member"), everyone=words("command-videos-list-everyone")
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

    @app_commands.command(name="status", description=words("command-videos-status"))
    @app_commands.describe(video=words("command-videos-video"))
    @app_commands.autocomplete(video=_completing(_any))
    async def status(self, interaction: Interaction, video: str) -> None:
        """Show one request whole."""
        await show_job(interaction, await _chosen(interaction, video, _any))

    @app_commands.command(name="repost", description=words("command-videos-repost"))
    @app_commands.describe(video=words("command-videos-video"))
    @app_commands.autocomplete(video=_completing(_is_postable))
    async def repost(self, interaction: Interaction, video: str) -> None:
        """Post a finished video again, in this channel."""
        await repost(interaction, await _chosen(interaction, video, _is_postable))

    @app_commands.command(name="cancel", description=words("command-videos-cancel"))
    @app_commands.describe(video=words("command-videos-video"))
    @app_commands.autocomplete(video=_completing(_is_cancellable))
    async def cancel(self, interaction: Interaction, video: str) -> None:
        """Cancel a request: free before the submit, later it only keeps the post away."""
        await cancel(interaction, await _chosen(interaction, video, _is_cancellable))

    @app_commands.command(name="delete", description=words("command-videos-delete"))
    @app_commands.describe(
        video=words("command-videos-video"), status_message=words("command-videos-delete-status")
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
        await remove(interaction, job, with_status=status_message)


async def _complete(interaction: Interaction, typed: str, is_wanted: Fits) -> Choices:
    """Offer requests by title, age and channel."""
    guild_id, locale, now = interaction.guild_id or 0, str(interaction.locale), utc_now()
    offers = await interaction.client.desk.offers(guild_id, _whose(interaction))
    choices = []
    for entry in _fitting(offers, typed, is_wanted)[:MOST_CHOICES]:
        name = f"{label_of(_track(entry), locale)} · {ago(entry.created_at, now, locale)}"
        if channel := seen_name(interaction, entry.channel_id):
            name += f" · #{one_line(channel)}"
        choices.append(app_commands.Choice(name=name[:CHOICE_LENGTH], value=entry.request_id))
    return choices


def _whose(interaction: Interaction) -> int | None:
    return EVERYONE if is_moderator(interaction) else interaction.user.id


def _fitting(entries: list[Entry], typed: str, is_wanted: Fits) -> list[Entry]:
    return [entry for entry in entries if is_wanted(entry) and fits(entry.title or "", typed)]


def _track(entry: Entry) -> KnownTrack:
    return KnownTrack(
        task_id="", audio_id=entry.audio_id, position=entry.position or 0, title=entry.title
    )


async def _chosen(interaction: Interaction, text: str, is_wanted: Fits) -> Job:
    """Give the request that was chosen, or whose title was typed in full. Raises Refusal."""
    if _ID.fullmatch(text.strip()):
        return await own_job(interaction, text.strip())
    guild_id = interaction.guild_id or 0
    entries = await interaction.client.desk.entries(guild_id, _whose(interaction))
    found = _fitting(entries, text, is_wanted)
    if len(found) != 1:
        raise Refusal("refusal-which-video", text=shown(text, 60))
    return await own_job(interaction, found[0].request_id)


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(Videos())
