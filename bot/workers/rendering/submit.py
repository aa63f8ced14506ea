"""One step of a video on its way to an outcome: submit it, or look how it stands.

A request that may have reached the API is never blindly repeated, and only record-info, asked
with our own key, settles a video as made or failed: a callback proves nothing.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.jobs import FailureReason, Provider, Video, VideoState
from bot.jobs.events import EventDetail, EventKind
from bot.monitoring.metrics import Metrics
from bot.store import Store
from bot.store.retention import FileToDelete
from bot.video_api import (
    ApiError,
    ApiRefused,
    ApiResponseLost,
    ApiUnreachable,
    Submission,
    VideoProvider,
)
from bot.workers.rendering.absences import Absences
from bot.workers.rendering.contract_choice import ContractChoice, NoSuchTrack
from bot.workers.rendering.endpoint_notice import EndpointNotice
from bot.workers.rendering.lost_submits import LostSubmits
from bot.workers.rendering.outcomes import OutcomeRecorder
from bot.workers.rendering.pace import RateLimiter
from bot.workers.rendering.poll import StatusPoller
from bot.workers.rendering.poll_schedule import PollSchedule

log = logging.getLogger(__name__)

RESERVED_CALLBACK: Final = "https://musicvideo-bot.invalid/callbacks"
"""Given to the cloud when there is no public address: a name that can never exist (RFC 6761)."""

_HOSTS_TO_MEND: Final = (
    FailureReason.WRONG_KEY,
    FailureReason.BLOCKED,
    FailureReason.NO_CREDITS,
    FailureReason.KEY_LIMIT,
)
"""What no waiting mends: a submit would be refused as a look is."""

_ODD_PAUSE: Final = timedelta(minutes=1)

_MAINTENANCE_PAUSES: Final = 6
"""How many times longer than at first to wait out a maintenance, growing with each refusal."""


class VideoStepper:
    """Takes single steps with a video; which one is due, its row says.

    ``callback_base`` is the address of our endpoint as the API reaches it, None to be polled only;
    ``announce`` is called when people may be shown something new; ``delete_file`` removes a file at
    the studio, False when that can't be done now. ``attaches``: whether videos are attached to
    messages, so that their size counts; one behind a link may have any.
    """

    def __init__(
        self,
        store: Store,
        api: VideoProvider,
        rate_limiter: RateLimiter,
        config: Config,
        *,
        clock: Clock,
        provider: Provider,
        callback_base: str | None,
        announce: Callable[[], None],
        metrics: Metrics | None = None,
        delete_file: Callable[[FileToDelete], Awaitable[bool]] | None = None,
        attaches: bool = False,
    ) -> None:
        self._clock = clock
        self._videos = store.videos
        self._candidate_ids = store.candidate_ids
        self._events = store.job_events
        self._usual_bytes = config.delivery.attachment_limit_bytes if attaches else None
        self._delete_file = delete_file
        self._api = api
        self._rate_limiter = rate_limiter
        self._callback_base = callback_base
        self._announce = announce
        self._choice = ContractChoice(store, api, clock=clock)
        self._endpoints = EndpointNotice(store, clock=clock)
        self._schedule = PollSchedule.from_config(config, provider)
        self._outcomes = OutcomeRecorder(
            store,
            self._schedule,
            metrics or Metrics(clock=clock),
            clock=clock,
            announce=announce,
        )
        self.absences = Absences(clock)
        self._poller = StatusPoller(
            store,
            api,
            self._schedule,
            self._outcomes,
            self._endpoints,
            self.absences,
            clock=clock,
        )
        self._lost = LostSubmits(
            store,
            self._poller,
            self._outcomes,
            self._schedule,
            rate_limiter,
            self._choice,
            self.absences,
            clock=clock,
            repeats=provider if config.api.resubmit else None,
            is_called_back=callback_base is not None,
        )
        self._refusals_in_a_row = 0
        """How often in a row the API said "not now"."""

    async def submit(self, video: Video) -> None:
        """Submit a video: the row first, then the call; nothing if it is no longer wanted."""
        now = self._clock()
        is_over = now >= self.queue_deadline(video)
        if video.state is VideoState.QUEUED and is_over and video.reason is not None:
            await self._outcomes.fail(video, video.reason)
            return
        if not await self._is_old_file_deleted(video):
            await self._videos.postpone(video, now + self._schedule.retry, seen_at=now)
            return
        contract = await self._contract_for(video)
        if contract is None:
            return
        now = self._clock()  # the look for it may have taken a while
        claimed = await self._videos.claim_submit(
            video,
            now,
            contract=contract,
            due_at=now + self._schedule.timeout + self._schedule.grace,
            deadline_at=now + self._schedule.deadline,
            usual_bytes=self._usual_bytes,
        )
        if claimed is None:
            return
        log.info(
            "video_id=%s submit %d of attempt %d (%s)",
            video.video_id,
            claimed.submits,
            video.attempt,
            contract,
        )
        try:
            api_task_id = await self._api.submit(
                self._submission(claimed),
                contract=contract,
                owner=str(claimed.guild_id),
                variant=claimed.variant,
                most_bytes=claimed.most_bytes,
                options=claimed.options,
            )
        except ApiUnreachable as error:
            log.warning("video_id=%s not sent: %s", video.video_id, error)
            self._events.note_video(claimed, EventKind.NOT_SENT, self._clock())
            await self._put_back(
                claimed, FailureReason.UNREACHABLE, self._clock() + self._schedule.retry
            )
        except ApiResponseLost as error:
            # It may have been taken: wait for a callback, and ask again only where that is refused.
            log.warning("video_id=%s unanswered: %s", video.video_id, error)
            self._events.note_video(claimed, EventKind.UNANSWERED, self._clock())
            await self._videos.set_reason(claimed, FailureReason.TIMED_OUT)
            await self._videos.postpone(claimed, self._clock() + self._schedule.grace, seen_at=now)
        except ApiRefused as refusal:
            await self._handle_refusal(claimed, refusal)
        else:
            await self._accept(claimed, api_task_id)

    async def _contract_for(self, video: Video) -> str | None:
        """Return the contract to submit a video under; None when it isn't to be submitted now."""
        if video.contract:
            return video.contract
        try:
            return await self._choice.of(video)
        except NoSuchTrack:
            log.warning("video_id=%s its task has no such track", video.video_id)
            await self._outcomes.fail(video, FailureReason.NOT_FOUND)
        except ApiError as error:
            log.warning("video_id=%s not looked up: %s", video.video_id, error)
            await self._endpoints.log_refusal(error)
            await self._wait_for_look(video, error)
        return None

    async def _wait_for_look(self, video: Video, error: ApiError) -> None:
        """Keep a video queued whose contract can't be found out now: nothing was charged."""
        reason = error.reason if isinstance(error, ApiRefused) else FailureReason.UNREACHABLE
        if reason in _HOSTS_TO_MEND:
            await self._outcomes.fail(video, reason)
            return
        now = self._clock()
        due_at = now + self._pause(video, 1)
        deadline_at = self.queue_deadline(video)
        if not reason.is_transient:
            reason = FailureReason.UNREACHABLE
        self._events.note_video(video, EventKind.HELD, now, EventDetail(reason=reason))
        if await self._videos.hold(video, reason, due_at, deadline_at=deadline_at):
            self._announce()
        else:
            await self._videos.postpone(video, due_at, seen_at=now)

    async def _is_old_file_deleted(self, video: Video) -> bool:
        """Check that an earlier file which is to go is gone: the studio would give it out again."""
        if video.file_to_delete is None or self._delete_file is None:
            return True
        return await self._delete_file(
            FileToDelete(video_id=video.video_id, file_to_delete=video.file_to_delete)
        )

    async def postpone(self, video: Video, _error: Exception) -> None:
        """Look again in a while at a video with which something odd went wrong, or give it up."""
        fresh, now = await self._videos.get(video.video_id), self._clock()
        if fresh is None or fresh.due_at is None:
            return
        is_handed_over = fresh.state in (VideoState.SUBMITTING, VideoState.RENDERING)
        is_over = self._schedule.is_over(fresh, now, has_failed=True)
        if is_handed_over and is_over and not self.absences.is_pending:
            await self._outcomes.give_up(fresh, FailureReason.DEADLINE)
        else:
            await self._videos.postpone(fresh, now + _ODD_PAUSE, seen_at=now)

    async def poll(self, video: Video) -> None:
        """Find out how a video stands: verify the candidate ids, ask record-info,
        or act on a deadline.
        """
        seen_at = self._clock()
        if video.api_task_id is not None:
            await self._poller.poll(video, video.api_task_id, seen_at)
            return
        if await self._poller.follow_one(video, seen_at):
            return
        if video.state is VideoState.SUBMITTING:
            await self._lost.look(video, seen_at, again=self.submit)
        else:
            await self._videos.postpone(
                video, await self._poller.next_candidate_at(video), seen_at=seen_at
            )

    def _submission(self, video: Video) -> Submission:
        if self._callback_base is not None:
            callback_url = f"{self._callback_base}/{video.video_id}/{video.token}"
        else:
            callback_url = RESERVED_CALLBACK
        return Submission(
            task_id=video.task_id,
            audio_id=video.audio_id,
            callback_url=callback_url,
            author=video.author,
            domain_name=video.domain_name,
        )

    async def _accept(self, video: Video, api_task_id: str) -> None:
        self._events.note_video(video, EventKind.ACCEPTED, self._clock())
        if await self._videos.adopt(video, api_task_id, self._clock() + self._schedule.poll_first):
            log.info("video_id=%s accepted as %s", video.video_id, api_task_id)
            self._refusals_in_a_row = 0
            self._announce()
        else:
            log.warning("video_id=%s answer %s comes too late", video.video_id, api_task_id)

    async def _handle_refusal(self, video: Video, refusal: ApiRefused) -> None:
        reason = refusal.reason
        log.warning("video_id=%s refused: %s (%s)", video.video_id, reason, refusal)
        detail = EventDetail(reason=reason, code=refusal.code)
        self._events.note_video(video, EventKind.REFUSED, self._clock(), detail)
        await self._endpoints.log_refusal(refusal)
        if video.submits == 1 and await self._goes_on_elsewhere(video, refusal):
            return
        if reason is FailureReason.ALREADY_EXISTS:
            await self._find_existing(video, refusal.video_task_id)
        elif reason.is_transient:
            self._refusals_in_a_row += 1
            most = _MAINTENANCE_PAUSES if reason is FailureReason.MAINTENANCE else 2
            pauses = min(self._refusals_in_a_row, most)
            until = self._clock() + self._pause(video, pauses)
            self._rate_limiter.pause_until(until.timestamp())
            await self._put_back(video, reason, until)
        elif video.submits == 1 or reason.excludes_video:
            await self._outcomes.fail(video, reason)
        else:
            # The first submit may have been taken all the same: only a callback can tell now.
            await self._videos.set_reason(video, reason)
            await self._videos.postpone(video, video.deadline_at, seen_at=self._clock())

    async def _goes_on_elsewhere(self, video: Video, refusal: ApiRefused) -> bool:
        """Queue a video again that another contract may make: the refusal of this one was free."""
        try:
            contract = await self._choice.after(video, refusal)
        except ApiError as error:
            log.warning("video_id=%s not looked up: %s", video.video_id, error)
            until = self._clock() + self._pause(video, 1)
            await self._put_back(video, FailureReason.UNREACHABLE, until)
            return True
        if contract is None:
            return False
        log.info("video_id=%s goes on under %s", video.video_id, contract)
        await self._put_back(video, refusal.reason, self._clock())
        return True

    async def _put_back(self, video: Video, reason: FailureReason, until: datetime) -> None:
        deadline_at = self.queue_deadline(video)
        await self._videos.requeue(video, reason, until, deadline_at=deadline_at)
        self._announce()

    def queue_deadline(self, video: Video) -> datetime:
        """Return until when a video may be queued: our absences don't count."""
        return video.queued_at + self._schedule.deadline + self.absences.since(video.queued_at)

    def _pause(self, video: Video, times: int) -> timedelta:
        """Return how long a video waits that was turned away."""
        return self._schedule.pause(
            video, times, self._clock() - self.absences.since(video.queued_at)
        )

    async def give_up_queued(self, video: Video) -> None:
        """Fail a video that was not handed over in its time: nothing was charged."""
        await self._outcomes.fail(video, video.reason or FailureReason.TOO_OFTEN)

    async def _find_existing(self, video: Video, api_task_id: str | None) -> None:
        """Look for the video that the API says exists, by its id or by one of our older ones."""
        # The id before the reason: killed in between, the video is looked for all the same.
        if api_task_id is not None:
            await self._candidate_ids.record(video.video_id, api_task_id, self._clock())
        else:
            await self._candidate_ids.reopen(video.video_id, self._clock())
        await self._videos.set_reason(video, FailureReason.ALREADY_EXISTS)
        fresh = await self._videos.get(video.video_id)
        if fresh is not None:
            await self.poll(fresh)


def callback_base(config: Config, provider: Provider, endpoint: str) -> str | None:
    """Return where the API is to call back: the public address, or else our endpoint on loopback.

    Who can't reach that is polled: then it is None.
    """
    if config.callback.public_url:
        return f"{config.callback.public_url}/callbacks"
    return f"{endpoint}/callbacks" if provider.reaches_loopback else None
