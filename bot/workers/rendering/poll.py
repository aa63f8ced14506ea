"""How a video stands that the API has: only record-info, asked with our own key, tells.

A callback proves nothing: the id that it names is adopted only when record-info shows that it is
ours.
"""

import logging
from collections import OrderedDict
from datetime import datetime
from typing import Final, TypeGuard

from bot.jobs import FailureReason, Video, VideoState
from bot.jobs.events import EventDetail, EventKind
from bot.video_api import ApiError, ApiRefused, VideoRecord
from bot.workers.rendering.context import RenderContext

log = logging.getLogger(__name__)

_MAX_FOLLOWED: Final = 4096


class StatusPoller:
    """Asks record-info, and keeps what it tells."""

    def __init__(self, context: RenderContext) -> None:
        self._clock = context.clock
        self._videos = context.store.videos
        self._candidate_ids = context.store.candidate_ids
        self._events = context.store.job_events
        self._absences = context.absences
        self._api = context.api
        self._schedule = context.schedule
        self._outcomes = context.outcomes
        self._endpoints = context.endpoints
        self._turn = 0
        self._followed: OrderedDict[tuple[str, str], int] = OrderedDict()
        """In which turn each candidate was asked about last."""

    async def poll(self, video: Video, api_task_id: str, seen_at: datetime) -> None:
        """Ask record-info how a video with a known id stands;
        that answers all candidate ids so far.
        """
        record = await self._record(video, api_task_id)
        if _is_record(record) and await self._outcomes.settle(video, record):
            return
        is_settled = video.state in (VideoState.READY, VideoState.FAILED)
        if not isinstance(record, ApiError) or _is_final(record) or is_settled:
            await self._candidate_ids.close_all(video.video_id, seen_at)
        has_failed = isinstance(record, ApiError) and not _is_final(record)
        await self._schedule_next(video, seen_at, has_failed=has_failed)

    async def verify_candidate(
        self, video: Video, api_task_id: str, received_at: float, seen_at: datetime
    ) -> bool:
        """Ask record-info about an id that may be this video's; True when it was adopted."""
        record = await self._record(video, api_task_id)
        if isinstance(record, ApiError) and not _is_final(record):
            return False
        if _is_record(record) and _is_of(video, api_task_id, record):
            is_own = _calls_back(video, record)
            is_adopted = await self._videos.adopt(video, api_task_id, self._clock(), is_own=is_own)
            if is_adopted:
                self._events.note_video(video, EventKind.CONFIRMED, self._clock())
            await self._candidate_ids.close(video.video_id, api_task_id, received_at)
            fresh = await self._videos.get(video.video_id)
            if is_adopted and fresh is not None and not await self._outcomes.settle(fresh, record):
                await self._schedule_next(fresh, seen_at)
            return is_adopted
        is_foreign = _is_record(record) and record.tells_whose
        if is_foreign or not self._schedule.is_fresh(received_at, self._clock()):
            log.warning("video_id=%s not its id: %s", video.video_id, api_task_id)
            self._events.note_video(video, EventKind.NOT_CONFIRMED, self._clock())
            await self._candidate_ids.close(video.video_id, api_task_id, received_at)
        return False

    async def next_candidate_at(self, video: Video) -> datetime | None:
        """Return when to verify the candidate ids that were not, or could not be,
        followed just now.
        """
        candidates = await self._candidate_ids.open_of(video.video_id)
        if not candidates:
            return None
        if any((video.video_id, candidate) not in self._followed for candidate, _ in candidates):
            return self._clock() + self._schedule.candidate_pause
        return self._schedule.next_candidate(video, candidates[-1][1], self._clock())

    async def follow_one(self, video: Video, seen_at: datetime) -> bool:
        """Ask record-info about one of a video's open candidate ids; True when it was adopted.

        Whichever was not asked about for the longest time, and of new ones the last to come: one at
        a time, so that however many ids are made up, the API is asked no more often.
        """
        candidates = await self._candidate_ids.open_of(video.video_id)
        if not candidates:
            return False
        api_task_id, received_at = min(
            reversed(candidates),
            key=lambda candidate: self._followed.get((video.video_id, candidate[0]), 0),
        )
        self._turn += 1
        self._followed[video.video_id, api_task_id] = self._turn
        self._followed.move_to_end((video.video_id, api_task_id))
        if len(self._followed) > _MAX_FOLLOWED:
            self._followed.popitem(last=False)
        return await self.verify_candidate(video, api_task_id, received_at, seen_at)

    async def _schedule_next(
        self, video: Video, seen_at: datetime, *, has_failed: bool = False
    ) -> None:
        """Keep when to look again, or that it is time to give up."""
        now = self._clock()
        is_open = video.state is VideoState.RENDERING
        is_over = self._schedule.is_over(video, now, has_failed=has_failed)
        if is_open and is_over and not self._absences.is_pending:
            await self._outcomes.give_up(video, FailureReason.DEADLINE)
            return
        times = [self._schedule.next_poll(video, now), await self.next_candidate_at(video)]
        if is_open and video.deadline_at is not None and video.deadline_at > now:
            times.append(video.deadline_at)
        due_at = min((time for time in times if time is not None), default=None)
        await self._videos.postpone(video, due_at, seen_at=seen_at)

    async def _record(self, video: Video, api_task_id: str) -> VideoRecord | ApiError | None:
        answer: VideoRecord | ApiError | None
        try:
            answer = await self._api.video(api_task_id, contract=video.contract)
        except ApiError as error:
            log.warning("video_id=%s record-info: %s", video.video_id, error)
            await self._endpoints.log_refusal(error)
            answer = error
        self._events.note_video(video, EventKind.POLLED, self._clock(), _what_is_said(answer))
        return answer


def _what_is_said(answer: VideoRecord | ApiError | None) -> EventDetail:
    """Return what a look told, in our words."""
    if isinstance(answer, ApiRefused):
        return EventDetail(said="refused", reason=answer.reason, code=answer.code)
    if isinstance(answer, ApiError):
        return EventDetail(said="no-answer")
    if answer is None:
        return EventDetail(said="not-known")
    if answer.failure is not None:
        return EventDetail(said="failed", reason=answer.failure)
    return EventDetail(said="ready" if answer.is_ready else "rendering")


def _is_record(answer: VideoRecord | ApiError | None) -> TypeGuard[VideoRecord]:
    """Return whether a look brought a record."""
    return answer is not None and not isinstance(answer, ApiError)


def _is_final(error: ApiError) -> bool:
    """Return whether the API said no to a question, so that asking again brings nothing new."""
    if not isinstance(error, ApiRefused) or error.gone_path is not None:
        return False
    return not error.reason.is_transient


def _is_of(video: Video, api_task_id: str, record: VideoRecord) -> bool:
    """Return whether a record proves that it is this video's: by our token, or by our track."""
    if record.task_id not in (None, api_task_id):
        return False
    return _calls_back(video, record) or record.shows(video.task_id, video.audio_id)


def _calls_back(video: Video, record: VideoRecord) -> bool:
    """Return whether a record is that of a video's present attempt: each has a token of its own."""
    return video.token in (record.callback_url or "")
