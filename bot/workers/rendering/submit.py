"""One step of a video on its way to a verdict: submit it, or look how it stands.

A request that may have reached the API is never blindly repeated, and only record-info, asked
with our own key, settles a video as made or failed: a callback is a hint.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.clock import utc_now
from bot.config import Config
from bot.jobs import MAX_SUBMITS, UNANSWERED_SUBMITS, Provider, Reason, Video, VideoState
from bot.monitoring.metrics import Metrics
from bot.store import Store
from bot.store.retention import Discard
from bot.video_api import MusicVideoApi, Refused, Submission, Unanswered, Unreachable
from bot.workers.rendering.outcomes import Verdicts
from bot.workers.rendering.poll import Inquiry
from bot.workers.rendering.poll_schedule import Schedule
from bot.workers.rendering.rate_limiter import Pacer

log = logging.getLogger(__name__)

RESERVED_CALLBACK: Final = "https://musicvideo-bot.invalid/callbacks"
"""Given to the cloud when there is no public address: a name that can never exist (RFC 6761)."""

_ODD_PAUSE: Final = timedelta(minutes=1)

_MAINTENANCE_PAUSES: Final = 6
"""How many times longer than at first to wait out a maintenance, growing with each refusal."""


class Maker:
    """Takes single steps with a video; which one is due, its row says.

    ``callback_base`` is the address of our endpoint as the API reaches it, None to be polled only;
    ``announce`` is called when people may be shown something new; ``shred`` removes a file at the
    studio, False when that can't be done now. ``attaches``: whether videos are attached to
    messages, so that their size counts; one behind a link may have any.
    """

    def __init__(
        self,
        store: Store,
        api: MusicVideoApi,
        pacer: Pacer,
        config: Config,
        *,
        callback_base: str | None,
        announce: Callable[[], None],
        metrics: Metrics | None = None,
        shred: Callable[[Discard], Awaitable[bool]] | None = None,
        attaches: bool = False,
    ) -> None:
        self._videos = store.videos
        self._usual_bytes = config.delivery.attachment_limit_bytes if attaches else None
        self._shred = shred
        self._api = api
        self._pacer = pacer
        self._callback_base = callback_base
        self._announce = announce
        self._resubmit = config.api.resubmit
        self._schedule = Schedule.of(config)
        self._verdicts = Verdicts(store, self._schedule, metrics or Metrics(), announce=announce)
        self._inquiry = Inquiry(store, api, self._schedule, self._verdicts)
        self._turned_away = 0
        """How often in a row the API said "not now"."""

    async def submit(self, video: Video) -> None:
        """Submit a video: the row first, then the call; nothing if it is no longer wanted."""
        now = utc_now()
        is_over = now >= video.queued_at + self._schedule.deadline
        if video.state is VideoState.QUEUED and is_over and video.reason is not None:
            await self._verdicts.fail(video, video.reason)
            return
        if not await self._is_cleared(video):
            await self._videos.postpone(video, now + self._schedule.retry, seen_at=now)
            return
        claimed = await self._videos.claim_submit(
            video,
            now,
            due_at=now + self._schedule.timeout + self._schedule.grace,
            deadline_at=now + self._schedule.deadline,
            usual_bytes=self._usual_bytes,
        )
        if claimed is None:
            return
        log.info("job=%s submit %d of attempt %d", video.video_id, claimed.submits, video.attempt)
        try:
            api_task_id = await self._api.submit(
                self._submission(claimed),
                owner=str(claimed.guild_id),
                edition=claimed.edition,
                most_bytes=claimed.most_bytes,
            )
        except Unreachable as error:
            log.warning("job=%s not sent: %s", video.video_id, error)
            await self._put_back(claimed, Reason.UNREACHABLE, utc_now() + self._schedule.retry)
        except Unanswered as error:
            # It may have been taken: wait for a callback before asking again.
            log.warning("job=%s unanswered: %s", video.video_id, error)
            await self._videos.note_reason(claimed, Reason.TIMED_OUT)
            await self._videos.postpone(claimed, utc_now() + self._schedule.grace, seen_at=now)
        except Refused as refusal:
            await self._heed(claimed, refusal)
        else:
            await self._accept(claimed, api_task_id)

    async def _is_cleared(self, video: Video) -> bool:
        """See that an earlier file which is to go is gone: the studio would give it out again."""
        if video.discard_task_id is None or self._shred is None:
            return True
        return await self._shred(
            Discard(video_id=video.video_id, discard_task_id=video.discard_task_id)
        )

    async def put_off(self, video: Video, _error: Exception) -> None:
        """Look again in a while at a video with which something odd went wrong, or give it up."""
        fresh, now = await self._videos.get(video.video_id), utc_now()
        if fresh is None or fresh.due_at is None:
            return
        is_handed_over = fresh.state in (VideoState.SUBMITTING, VideoState.RENDERING)
        if is_handed_over and fresh.deadline_at is not None and now >= fresh.deadline_at:
            await self._verdicts.give_up(fresh, Reason.DEADLINE)
        else:
            await self._videos.postpone(fresh, now + _ODD_PAUSE, seen_at=now)

    async def look(self, video: Video) -> None:
        """Find out how a video stands: follow the hints, ask record-info, or heed a deadline."""
        seen_at = utc_now()
        if video.api_task_id is not None:
            await self._inquiry.ask(video, video.api_task_id, seen_at)
            return
        if await self._inquiry.follow_one(video, seen_at):
            return
        if video.state is VideoState.SUBMITTING:
            await self._look_after_submit(video, seen_at)
        else:
            await self._videos.postpone(
                video, await self._inquiry.next_hint(video), seen_at=seen_at
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
        if await self._videos.adopt(video, api_task_id, utc_now() + self._schedule.poll_first):
            log.info("job=%s accepted as %s", video.video_id, api_task_id)
            self._turned_away = 0
            self._announce()
        else:
            log.warning("job=%s answer %s comes too late", video.video_id, api_task_id)

    async def _heed(self, video: Video, refusal: Refused) -> None:
        reason = refusal.reason
        log.warning("job=%s refused: %s (%s)", video.video_id, reason, refusal)
        if reason is Reason.ALREADY_EXISTS:
            await self._find_existing(video, refusal.video_task_id)
        elif reason.is_passing:
            self._turned_away += 1
            most = _MAINTENANCE_PAUSES if reason is Reason.MAINTENANCE else 2
            pauses = min(self._turned_away, most)
            until = utc_now() + self._schedule.pause(video, pauses, utc_now())
            self._pacer.hold(until.timestamp())
            await self._put_back(video, reason, until)
        elif video.submits == 1 or reason.rules_out_a_video:
            await self._verdicts.fail(video, reason)
        else:
            # The first submit may have been taken all the same: only a callback can tell now.
            await self._videos.note_reason(video, reason)
            await self._videos.postpone(video, video.deadline_at, seen_at=utc_now())

    async def _put_back(self, video: Video, reason: Reason, until: datetime) -> None:
        deadline_at = video.queued_at + self._schedule.deadline
        await self._videos.put_back(video, reason, until, deadline_at=deadline_at)
        self._announce()

    async def give_up_queued(self, video: Video) -> None:
        """Fail a video that was not handed over in its time: nothing was charged."""
        await self._verdicts.fail(video, video.reason or Reason.TOO_OFTEN)

    async def _find_existing(self, video: Video, api_task_id: str | None) -> None:
        """Look for the video that the API says exists, by its id or by one of our older ones."""
        # The id before the reason: killed in between, the video is looked for all the same.
        if api_task_id is not None:
            await self._videos.record_hint(video.video_id, api_task_id, utc_now())
        else:
            await self._videos.reopen_hints(video.video_id, utc_now())
        await self._videos.note_reason(video, Reason.ALREADY_EXISTS)
        fresh = await self._videos.get(video.video_id)
        if fresh is not None:
            await self.look(fresh)

    async def _look_after_submit(self, video: Video, seen_at: datetime) -> None:
        """Decide on a submit that nothing was heard of."""
        now = utc_now()
        if video.deadline_at is not None and now >= video.deadline_at:
            await self._verdicts.give_up(video, Reason.DEADLINE)
            return
        hint_at = await self._inquiry.next_hint(video)
        exists_elsewhere = video.reason is Reason.ALREADY_EXISTS
        if exists_elsewhere and hint_at is None and video.submits == 1:
            # Ours was the only submit and it was refused, so no callback will come.
            await self._verdicts.give_up(video, Reason.ALREADY_EXISTS)
            return
        grace_end = (video.submitted_at or now) + self._schedule.grace
        # Without a reason it was this process that ended before there was an answer; and what was
        # turned away for now, or could not be sent, left open what was open before.
        tells_nothing = video.reason in (None, Reason.UNREACHABLE) or video.reason.is_passing
        most = MAX_SUBMITS if tells_nothing else UNANSWERED_SUBMITS
        may_repeat = self._resubmit and video.submits < most and not exists_elsewhere
        next_at = video.deadline_at
        if may_repeat and hint_at is None:
            pause = timedelta(seconds=self._pacer.wait_seconds(now.timestamp()))
            next_at = max(grace_end, now + pause)
            if next_at <= now:
                self._pacer.remember(now.timestamp())
                await self.submit(video)
                return
        times = [time for time in (next_at, hint_at, video.deadline_at) if time is not None]
        await self._videos.postpone(video, min(times), seen_at=seen_at)


def callback_base(config: Config, endpoint: str) -> str | None:
    """Give where the API is to call back: the public address, or for the studio our own endpoint.

    The cloud can't reach a loopback address, so without a public one it is polled.
    """
    if config.callback.public_url:
        return f"{config.callback.public_url}/callbacks"
    return f"{endpoint}/callbacks" if config.provider is Provider.STUDIO else None
