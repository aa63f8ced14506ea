"""Brings a finished video into a message: as a link, or as a file where no link can be opened."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from io import BufferedIOBase
from typing import Final
from urllib.parse import urlsplit

import discord

from bot.config import Config
from bot.discord_client.channels import Channels
from bot.discord_client.message_target import Address
from bot.discord_client.payloads import Attachment
from bot.jobs import Job, Provider, Target
from bot.messages.result import Message, file_description
from bot.workers.delivery.video_download import VideoFiles

FILE_NAME: Final = "musicvideo.mp4"

_MEGABYTE: Final = 1 << 20
_MOST_BYTES: Final = 100 * _MEGABYTE
"""No server takes larger files of a bot, however much it is boosted."""

_TOO_LARGE_CODES: Final = frozenset({40005})

Compose = Callable[[str | None], Message]
"""Writes the message around a link, or around a file when there is None."""


class Carriage(StrEnum):
    """How a video gets into the channel."""

    LINK = "link"
    FILE = "file"


def carriage_for(config: Config) -> Carriage:
    """Tell how videos get into channels: a link is posted only when others can open it."""
    if config.provider is Provider.CLOUD or config.callback.public_url:
        return Carriage.LINK
    return Carriage.FILE


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
        self._usual_bytes = round(config.delivery.attachment_limit_mb * _MEGABYTE)

    def link(self, job: Job) -> str:
        """Give a video's link as it holds now: the studio's public address may have changed."""
        url = job.video.video_url or ""
        return self._link_base + urlsplit(url).path if self._link_base else url

    def fetch(self, job: Job) -> AbstractAsyncContextManager[BufferedIOBase | None]:
        """Fetch a video to attach it: see ``VideoFiles.fetch``.

        How much Discord takes is a hint, from the command, for the server in which it was asked.
        """
        most = self._usual_bytes
        if job.request.target is not Target.DIRECT:
            most = max(most, job.request.attachment_limit or 0)
        return self._files.fetch(job.video, most_bytes=min(most, _MOST_BYTES))

    async def carry(self, address: Address, job: Job, compose: Compose, *, kind: str) -> int | None:
        """Post a message with its video; give its id, or None when Discord finds it too large.

        Raises VideoGone when there is no such file any more, and what ``Channels.send`` and
        ``VideoFiles.fetch`` raise.
        """
        if self.carriage is Carriage.LINK:
            return await self._channels.send(address, compose(self.link(job)), kind=kind)
        async with self.fetch(job) as file:
            if file is None:
                return None
            try:
                return await self._channels.send(
                    address, compose(None), kind=kind, file=attachment(job, file)
                )
            except discord.HTTPException as error:
                if is_too_large(error):
                    return None
                raise


def attachment(job: Job, file: BufferedIOBase) -> Attachment:
    """Give a video as it is attached, with the text that stands for it where it can't be seen."""
    return Attachment(file, FILE_NAME, description=file_description(job))


def is_too_large(error: discord.HTTPException) -> bool:
    """Tell whether Discord found a file too large."""
    return error.status == 413 or error.code in _TOO_LARGE_CODES
