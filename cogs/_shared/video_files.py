"""The files that belong to a finished video: poster, description and lyrics, for whoever asks."""

import io
import re
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs import Job, RequestState
from bot.sanitize import one_line
from bot.studio_client import PublishedFiles, StudioClient, StudioRefused, StudioUnavailable

_NAME_LENGTH: Final = 60

_Found = TypeVar("_Found")


async def send_video_files(interaction: Interaction, job: Job) -> None:
    """Give the files of a posted video to whoever clicked below it. Raises UserError."""
    video_task_id = _posted_video(interaction, job)
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await _asked(interaction, lambda studio: studio.published_files(video_task_id))
    is_shown = not job.withheld and not await _is_unwanted(interaction, job)
    what = ("lyrics" if found.lyrics else "here") if is_shown else "poster"
    await interaction.followup.send(
        translate(f"files-{what}", str(interaction.locale)),
        files=_files(found, is_shown=is_shown),
        ephemeral=True,
    )


async def send_lyrics(interaction: Interaction, job: Job) -> None:
    """Give the lyrics of a posted video, as an LRC file, to whoever clicked. Raises UserError."""
    video_task_id = _posted_video(interaction, job)
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await _asked(interaction, lambda studio: studio.video_texts(video_task_id))
    if not found.lyrics:
        raise UserError("error-lrc-none")
    if await _is_unwanted(interaction, job):
        raise UserError("error-lrc-unwanted")
    name = "video" if job.withheld else file_name(found.title)
    await interaction.followup.send(
        translate("lrc-here", str(interaction.locale)),
        file=discord.File(io.BytesIO(found.lyrics.encode()), f"{name}.lrc"),
        ephemeral=True,
    )


def _posted_video(interaction: Interaction, job: Job) -> str:
    """Return the studio's id of the video under which was clicked. Raises UserError."""
    message, video = interaction.message, job.video
    is_its_own = message is not None and job.request.message_id in (None, message.id)
    if not is_its_own or job.request.state is RequestState.WAITING:
        raise UserError("error-gone")
    is_there = video.is_available(interaction.client.clock())
    if interaction.client.studio is None or video.api_task_id is None or not is_there:
        raise UserError("error-files-gone")
    return video.api_task_id


async def _asked(
    interaction: Interaction, ask: Callable[[StudioClient], Awaitable[_Found]]
) -> _Found:
    """Ask the studio for what belongs to a video. Raises UserError."""
    studio = interaction.client.studio
    if studio is None:
        raise UserError("error-files-gone")
    try:
        return await ask(studio)
    except StudioRefused as error:
        raise UserError("error-files-gone") from error
    except StudioUnavailable as error:
        raise UserError("error-track-silent") from error


async def _is_unwanted(interaction: Interaction, job: Job) -> bool:
    """Return whether a word in a video's lyrics was blocked since. Raises UserError."""
    rules = interaction.client.lyric_rules
    if rules is None:
        return False
    try:
        return await rules.are_unwanted_in(job.video, job.request.guild_id)
    except StudioUnavailable as error:
        raise UserError("error-track-silent") from error


def _files(found: PublishedFiles, *, is_shown: bool) -> list[discord.File]:
    """Return what is attached; texts only where the server has nothing against them."""
    name = file_name(found.title) if is_shown else "video"
    parts: list[tuple[str, bytes]] = []
    if found.poster is not None:
        parts.append((f"{name}.jpg", found.poster))
    if is_shown:
        parts.append((f"{name}.txt", found.description.encode()))
        if found.lyrics:
            parts.append((f"{name}.lrc", found.lyrics.encode()))
    return [discord.File(io.BytesIO(data), filename) for filename, data in parts]


def file_name(title: str) -> str:
    """Return a title as a file may be called: letters and digits of any script."""
    words = re.sub(r"[^\w-]+", " ", one_line(title)).split()
    return "-".join(words)[:_NAME_LENGTH].strip("-_") or "video"
