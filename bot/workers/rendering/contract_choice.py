"""Under which contract a video is submitted: found out for free, and remembered for its track."""

import logging
from typing import Final

from bot.clock import Clock
from bot.jobs import FailureReason, Video
from bot.store import Store
from bot.video_api import JOBS, MP4, ApiRefused, VideoProvider

log = logging.getLogger(__name__)

FALLBACK: Final = MP4.name
"""Where nobody knows a track: its refusal of unknown ids is recorded, and free."""


class NoSuchTrack(Exception):
    """The music task is known, and has no such track."""


class ContractChoice:
    """Chooses contracts. Methods raise ApiError when it can't be found out now."""

    def __init__(self, store: Store, api: VideoProvider, *, clock: Clock) -> None:
        self._clock = clock
        self._tracks = store.tracks
        self._api = api

    async def of(self, video: Video) -> str:
        """Return the contract for a video that is to be submitted. Raises NoSuchTrack as well."""
        if self._api.settled_contract is not None:
            return self._api.settled_contract
        known = await self._tracks.contract_of(video.task_id)
        # A create for a track that isn't there may cost: its task is looked at once more.
        if known is not None and (
            known != JOBS.name or await self._tracks.get(video.key) is not None
        ):
            return known
        found = await self._api.discover(video.task_id, owner=str(video.guild_id), only=known)
        if found.contract is None:
            return known or FALLBACK
        if found.music is not None:
            await self._tracks.note_contract(video.task_id, found.contract, self._clock())
            log.info("video_id=%s its track is of the contract %s", video.video_id, found.contract)
            if found.music.lacks(video.audio_id):
                raise NoSuchTrack
        return found.contract

    async def after(self, video: Video, refusal: ApiRefused) -> str | None:
        """Return the contract to go on with when one refused to know a track; None: there is none.

        Such a refusal is free, and where both contracts know a music task only one may make videos
        of its tracks.
        """
        is_of_the_track = refusal.reason is FailureReason.NOT_FOUND or refusal.gone_path is not None
        if self._api.settled_contract is not None or not is_of_the_track:
            return None
        if video.contract != FALLBACK:
            return None
        try:
            found = await self._api.discover(
                video.task_id, owner=str(video.guild_id), only=JOBS.name
            )
        except ApiRefused as error:
            if error.reason.is_transient or error.reason is FailureReason.SERVER_ERROR:
                raise
            return None
        if found.contract is None:
            return None
        await self._tracks.note_contract(video.task_id, found.contract, self._clock())
        return found.contract
