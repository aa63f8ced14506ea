"""Brings a finished video into a message: as a link, or as a file where no link can be opened."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

import discord

from bot.clock import Clock
from bot.config import Config
from bot.discord_client.payloads import Attachment
from bot.discord_client.uploads import CountedFile
from bot.jobs import DeliveryTarget, Job, Provider
from bot.messages.result import OutgoingMessage, file_description
from bot.policy.upload_limits import DIRECT, MEBIBYTE, limit_below
from bot.store.upload_limits import UploadLimits
from bot.workers.delivery.send_once import SendPermit
from bot.workers.delivery.video_download import VideoFiles, VideoGone

FILE_NAME: Final = "musicvideo.mp4"

_MAX_BYTES: Final = 100 * MEBIBYTE
"""No server takes larger files of a bot, however much it is boosted."""

_TOO_LARGE_CODES: Final = frozenset({40005})

Compose = Callable[[str | None], OutgoingMessage]
"""Writes the message around a link, or around a file when there is None."""


class TooLargeHere(Exception):
    """A video is larger than what is taken where it is to be posted, which is ``limit_bytes``."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"no more than {limit_bytes} bytes are taken there")
        self.limit_bytes = limit_bytes


class DeliveryMode(StrEnum):
    """How a video gets into the channel."""

    LINK = "link"
    FILE = "file"


def delivery_mode_for(config: Config, provider: Provider) -> DeliveryMode:
    """Tell how videos get into channels: a link is posted only when others can open it."""
    if not provider.owns_files or config.callback.public_url:
        return DeliveryMode.LINK
    return DeliveryMode.FILE


class VideoSender:
    """Sends messages with their videos. ``config`` tells where the studio's videos are served."""

    def __init__(
        self,
        files: VideoFiles,
        config: Config,
        limits: UploadLimits,
        *,
        clock: Clock,
        provider: Provider,
        delivery_mode: DeliveryMode,
    ) -> None:
        self._clock = clock
        self.delivery_mode = delivery_mode
        self._files = files
        self._link_base = config.callback.public_url if provider.owns_files else ""
        self._limits = limits
        self._usual_bytes = config.delivery.attachment_limit_bytes

    def link(self, job: Job) -> str:
        """Return a video's link as it holds now: the studio's public address may have changed."""
        url = job.video.video_url or ""
        return self._link_base + urlsplit(url).path if self._link_base else url

    @asynccontextmanager
    async def fetch(self, job: Job) -> AsyncIterator[CountedFile]:
        """Fetch a video to attach it: see ``VideoFiles.fetch``.

        Raises TooLargeHere, also when Discord says so while it is being sent, which is learned.
        """
        limit = min(
            await self._limits.of(job.request, self._usual_bytes, self._clock()), _MAX_BYTES
        )
        async with self._files.fetch(job.video, most_bytes=limit) as file:
            if file is None:
                raise TooLargeHere(limit)
            try:
                yield file
            except discord.HTTPException as error:
                if not is_too_large(error):
                    raise
                raise TooLargeHere(await self._learned(job, file.size_bytes)) from error

    async def _learned(self, job: Job, refused_bytes: int) -> int:
        """Keep what a refusal tells of a server, or of direct messages; return the limit there."""
        request, limit = job.request, limit_below(refused_bytes)
        where = DIRECT if request.target is DeliveryTarget.DIRECT else request.guild_id
        await self._limits.learn(where, limit, self._clock())
        return limit

    async def send(self, permit: SendPermit, job: Job, compose: Compose, *, kind: str) -> int:
        """Post a message with its video; return its id.

        Raises TooLargeHere, VideoGone when there is no such video any more, and what
        ``SendPermit.send`` and ``VideoFiles.fetch`` raise.
        """
        if self.delivery_mode is DeliveryMode.LINK:
            if not job.video.video_url:  # it is being made again, since its link had ended
                raise VideoGone
            return await permit.send(compose(self.link(job)), kind=kind)
        async with self.fetch(job) as file:
            return await permit.send(compose(None), kind=kind, file=attachment(job, file))


def attachment(job: Job, file: CountedFile) -> Attachment:
    """Return a video as it is attached, with the text that stands for it where it can't be seen."""
    return Attachment(file, FILE_NAME, description=file_description(job))


def is_too_large(error: discord.HTTPException) -> bool:
    """Return whether Discord found a file too large."""
    return error.status == 413 or error.code in _TOO_LARGE_CODES
