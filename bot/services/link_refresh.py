"""Finds out whether a finished video can still be had, and under which link: without a charge."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.jobs import Provider, Video, link_end
from bot.store import Store
from bot.video_api import ApiError, ApiRefused, VideoProvider, VideoRecord

log = logging.getLogger(__name__)

_SECONDS: Final = 8.0
"""How long somebody waits for the video service, having been told that the bot thinks."""


class LinkStatusUnknown(Exception):
    """The link has ended as far as is known, and the video service could not tell otherwise."""


class _StillOpen(Exception):
    """The API says of a finished video neither where it is nor that it failed."""


class LinkRefresher:
    """Asks record-info about videos that are ready. Methods raise sqlite3.Error."""

    def __init__(
        self, store: Store, api: VideoProvider, provider: Provider, *, clock: Clock
    ) -> None:
        self._clock = clock
        self._outcomes = store.outcomes
        self._api = api
        self._provider = provider
        self._life = timedelta(days=provider.link_days)

    async def refresh(self, video: Video) -> bool:
        """Bring a ready video's link up to date; False when the video can't be had any more.

        It can't where the API doesn't know it any more, or calls it failed. That is kept, so that
        asking for it again has it made again. Raises LinkStatusUnknown.
        """
        now = self._clock()
        has_ended = video.has_link_ended(now)
        if video.api_task_id is None or not self._provider.made(video):
            return not has_ended
        try:
            async with asyncio.timeout(_SECONDS):
                record = await self._api.video(video.api_task_id, contract=video.contract)
        except ApiRefused as refusal:
            if not refusal.reason.excludes_video:
                return self._when_unavailable(video, refusal, has_ended=has_ended)
            record = None
        except (ApiError, TimeoutError) as error:
            return self._when_unavailable(video, error, has_ended=has_ended)
        return await self._apply_record(video, record, now, has_ended=has_ended)

    async def _apply_record(
        self, video: Video, record: VideoRecord | None, now: datetime, *, has_ended: bool
    ) -> bool:
        """Keep what record-info tells, and return whether the video can be had."""
        if record is not None and record.is_ready and record.video_url is not None:
            await self._save(video, record, now)
            return True
        if record is None and not has_ended:  # its books may be shorter than its links live
            return True
        if record is not None and record.failure is None:  # a moment of PENDING, or an odd flag
            return self._when_unavailable(
                video, _StillOpen("neither a video nor a failure is told"), has_ended=has_ended
            )
        await self._outcomes.end_link(video, now)
        return False

    def _when_unavailable(self, video: Video, error: Exception, *, has_ended: bool) -> bool:
        """Go on with a link that still works as far as is known. Raises LinkStatusUnknown."""
        log.warning("video_id=%s its link was not refreshed: %r", video.video_id, error)
        if has_ended:
            raise LinkStatusUnknown from error
        return True

    async def _save(self, video: Video, record: VideoRecord, now: datetime) -> None:
        made_at = record.completed_at or video.completed_at or now
        await self._outcomes.set_link(
            video, record.video_url or "", expires_at=link_end(made_at, self._life, now)
        )
