"""The files that belong to a finished video: poster, description and lyrics, for whoever asks."""

import io
import re
from typing import Final

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs import Job, RequestState
from bot.sanitize import one_line
from bot.studio_client import PublishedFiles, StudioRefused, StudioUnavailable

_NAME_LENGTH: Final = 60


async def send_video_files(interaction: Interaction, job: Job) -> None:
    """Give the files of a posted video to whoever clicked below it. Raises UserError."""
    message, studio, video = interaction.message, interaction.client.studio, job.video
    is_its_own = message is not None and job.request.message_id in (None, message.id)
    if not is_its_own or job.request.state is RequestState.WAITING:
        raise UserError("error-gone")
    is_there = video.is_available(interaction.client.clock())
    if studio is None or video.api_task_id is None or not is_there:
        raise UserError("error-files-gone")
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        found = await studio.published_files(video.api_task_id)
    except StudioRefused as error:
        raise UserError("error-files-gone") from error
    except StudioUnavailable as error:
        raise UserError("error-track-silent") from error
    locale = str(interaction.locale)
    await interaction.followup.send(
        translate(f"files-{'lyrics' if found.lyrics else 'here'}", locale),
        files=_files(found, is_shown=not job.withheld),
        ephemeral=True,
    )


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
