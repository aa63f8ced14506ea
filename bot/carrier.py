"""Brings a finished video into a message: as a link, or as a file where no link can be opened."""

from collections.abc import Callable
from enum import StrEnum
from io import BufferedIOBase
from typing import Final
from urllib.parse import urlsplit

import discord

from bot.channels import Address, Channels
from bot.config import Config
from bot.jobs import Job, Provider
from bot.messages import Message, file_description
from bot.payloads import Attachment
from bot.videofile import VideoFiles

FILE_NAME: Final = "musicvideo.mp4"

_TOO_LARGE_CODES: Final = frozenset({40005})

Compose = Callable[[str | None], Message]
"""Writes the message around a link, or around a file when there is None."""


class Carriage(StrEnum):
    """How a video gets into the channel."""

    LINK = "link"
    FILE = "file"
    BOTH = "both"


class Carrier:
    """Sends messages with their videos. ``config`` tells where the studio's videos are served."""

    def __init__(
        self, channels: Channels, files: VideoFiles, config: Config, *, carriage: Carriage
    ) -> None:
        self.carriage = carriage
        self._channels = channels
        self._files = files
        is_studio = config.provider is Provider.STUDIO
        self._link_base = config.callback.public_url if is_studio else ""

    def link(self, job: Job) -> str:
        """Give a video's link as it holds now: the studio's public address may have changed."""
        url = job.video.video_url or ""
        return self._link_base + urlsplit(url).path if self._link_base else url

    async def carry(self, address: Address, job: Job, compose: Compose, *, kind: str) -> int | None:
        """Post a message with its video; give its id, or None when Discord finds it too large.

        Raises VideoGone when there is no such file any more, and what ``Channels.send`` and
        ``VideoFiles.fetch`` raise.
        """
        url = self.link(job)
        message = compose(None if self.carriage is Carriage.FILE else url)
        if self.carriage is Carriage.LINK:
            return await self._channels.send(address, message, kind=kind)
        async with self._files.fetch(url) as file:
            return await self._with_file(address, job, message, file, kind=kind)

    async def _with_file(
        self,
        address: Address,
        job: Job,
        message: Message,
        file: BufferedIOBase | None,
        *,
        kind: str,
    ) -> int | None:
        """Send a video as a file, or its link alone when Discord finds the file too large."""
        if file is not None:
            named = Attachment(file, FILE_NAME, description=file_description(job))
            try:
                return await self._channels.send(address, message, kind=kind, file=named)
            except discord.HTTPException as error:
                if not is_too_large(error):
                    raise
        if self.carriage is Carriage.FILE:
            return None
        return await self._channels.send(address, message, kind=kind)


def is_too_large(error: discord.HTTPException) -> bool:
    """Tell whether Discord found a file too large."""
    return error.status == 413 or error.code in _TOO_LARGE_CODES
