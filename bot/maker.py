"""One step of a video on its way to a verdict: submit it, or look how it stands.

A request that may have reached the API is never blindly repeated, and only record-info, asked
with our own key, settles a video as made or failed: a callback is a hint.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.api import (
    ApiError,
    MusicVideoApi,
    Refused,
    Submission,
    Unanswered,
    Unreachable,
    VideoRecord,
)
from bot.clock import utc_now
from bot.config import Config
from bot.jobs import MAX_SUBMITS, UNANSWERED_SUBMITS, Provider, Reason, Video, VideoState
from bot.metrics import Metrics
from bot.pacer import Pacer
from bot.store import Store
from bot.store.retention import Discard

log = logging.getLogger(__name__)

RESERVED_CALLBACK: Final = "https://musicvideo-bot.invalid/callbacks"
"""Given to the cloud when there is no public address: a name that can never exist (RFC 6761)."""

_MOST_BETWEEN_HINTS: Final = timedelta(seconds=30)
"""The API wants to be asked no more often; a callback deserves not to wait for a later poll."""

_ODD_PAUSE: Final = timedelta(minutes=1)

_MAINTENANCE_PAUSES: Final = 6
"""How many times longer than at first to wait out a maintenance, growing with each refusal."""


class Maker:
    """Takes single steps with a video; which one is due, its row says.

    ``callback_base`` is the address of our endpoint as the API reaches it, None to be polled only;
    ``announce`` is called when people may be shown something new; ``shred`` removes a file at the
    studio, False when that can't be done now.
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
    ) -> None:
        self._videos = store.videos
        self._shred = shred
        self._metrics = metrics or Metrics()
        self._api = api
        self._pacer = pacer
        self._callback_base = callback_base
        self._announce = announce
        self._resubmit = config.api.resubmit
        timing = config.timing
        self._retry = timedelta(seconds=timing.retry_seconds)
        self._poll_first = timedelta(seconds=timing.poll_first_seconds)
        self._poll_every = timedelta(seconds=timing.poll_every_seconds)
        self._late_poll = timedelta(seconds=timing.late_poll_seconds)
        self._grace = timedelta(seconds=timing.submit_grace_seconds)
        self._timeout = timedelta(seconds=timing.submit_timeout_seconds)
        self._deadline = timedelta(seconds=timing.job_deadline_seconds)
        self._link_life = timedelta(days=config.api.link_days)
        self._turned_away = 0
        """How often in a row the API said "not now"."""

    async def submit(self, video: Video) -> None:
        """Submit a video: the row first, then the call; nothing if it is no longer wanted."""
        now = utc_now()
        is_over = now >= video.queued_at + self._deadline
        if video.state is VideoState.QUEUED and is_over and video.reason is not None:
            await self._fail(video, video.reason)
            return
        if not await self._is_cleared(video):
            await self._videos.postpone(video, now + self._retry, seen_at=now)
            return
        claimed = await self._videos.claim_submit(
            video,
            now,
            due_at=now + self._timeout + self._grace,
            deadline_at=now + self._deadline,
        )
        if claimed is None:
            return
        log.info("job=%s submit %d of attempt %d", video.video_id, claimed.submits, video.attempt)
        try:
            api_task_id = await self._api.submit(
                self._submission(claimed), owner=str(claimed.guild_id), edition=claimed.edition
            )
        except Unreachable as error:
            log.warning("job=%s not sent: %s", video.video_id, error)
            await self._put_back(claimed, Reason.UNREACHABLE, utc_now() + self._retry)
        except Unanswered as error:
            # It may have been taken: wait for a callback before asking again.
            log.warning("job=%s unanswered: %s", video.video_id, error)
            await self._videos.note_reason(claimed, Reason.TIMED_OUT)
            await self._videos.postpone(claimed, utc_now() + self._grace, seen_at=now)
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
            await self._give_up(fresh, Reason.DEADLINE)
        else:
            await self._videos.postpone(fresh, now + _ODD_PAUSE, seen_at=now)

    async def look(self, video: Video) -> None:
        """Find out how a video stands: follow the hints, ask record-info, or heed a deadline."""
        seen_at = utc_now()
        if video.api_task_id is not None:
            await self._ask(video, video.api_task_id, seen_at)
            return
        for api_task_id, received_at in await self._videos.open_hints(video.video_id):
            if await self._follow(video, api_task_id, received_at, seen_at):
                return
        if video.state is VideoState.SUBMITTING:
            await self._look_after_submit(video, seen_at)
        else:
            await self._videos.postpone(video, await self._next_hint(video), seen_at=seen_at)

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
        if await self._videos.adopt(video, api_task_id, utc_now() + self._poll_first):
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
            until = utc_now() + self._pause(video, pauses)
            self._pacer.hold(until.timestamp())
            await self._put_back(video, reason, until)
        elif video.submits == 1 or reason.rules_out_a_video:
            await self._fail(video, reason)
        else:
            # The first submit may have been taken all the same: only a callback can tell now.
            await self._videos.note_reason(video, reason)
            await self._videos.postpone(video, video.deadline_at, seen_at=utc_now())

    async def _put_back(self, video: Video, reason: Reason, until: datetime) -> None:
        deadline_at = video.queued_at + self._deadline
        await self._videos.put_back(video, reason, until, deadline_at=deadline_at)
        self._announce()

    async def give_up_queued(self, video: Video) -> None:
        """Fail a video that was not handed over in its time: nothing was charged."""
        await self._fail(video, video.reason or Reason.TOO_OFTEN)

    def _pause(self, video: Video, times: int) -> timedelta:
        """Give how long a video waits that was turned away, with tries left before its deadline."""
        left = video.queued_at + self._deadline - utc_now()
        return min(self._retry * times, max(left / 2, timedelta(seconds=0.1)))

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
            await self._give_up(video, Reason.DEADLINE)
            return
        hint_at = await self._next_hint(video)
        exists_elsewhere = video.reason is Reason.ALREADY_EXISTS
        if exists_elsewhere and hint_at is None and video.submits == 1:
            # Ours was the only submit and it was refused, so no callback will come.
            await self._give_up(video, Reason.ALREADY_EXISTS)
            return
        grace_end = (video.submitted_at or now) + self._grace
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

    async def _next_hint(self, video: Video) -> datetime | None:
        """Give when to follow the hints that could not be followed just now."""
        hints = await self._videos.open_hints(video.video_id)
        if not hints:
            return None
        is_new = utc_now().timestamp() < hints[-1][1] + self._grace.total_seconds()
        if is_new or video.state is VideoState.SUBMITTING:
            return utc_now() + self._retry
        if video.state is VideoState.RENDERING:
            return utc_now() + min(self._poll_every, _MOST_BETWEEN_HINTS)
        return utc_now() + self._late_poll

    async def _follow(
        self, video: Video, api_task_id: str, received_at: float, seen_at: datetime
    ) -> bool:
        """Ask record-info about an id that may be this video's; True when it was adopted."""
        record = await self._record(video, api_task_id)
        if isinstance(record, ApiError) and not _is_final(record):
            return False
        if isinstance(record, VideoRecord) and _is_of(video, api_task_id, record):
            is_own = _calls_back(video, record)
            is_adopted = await self._videos.adopt(video, api_task_id, utc_now(), is_own=is_own)
            await self._videos.close_hint(video.video_id, api_task_id, received_at)
            fresh = await self._videos.get(video.video_id)
            if is_adopted and fresh is not None and not await self._settle(fresh, record):
                await self._conclude(fresh, seen_at)
            return is_adopted
        is_new = utc_now().timestamp() < received_at + self._grace.total_seconds()
        if isinstance(record, VideoRecord) or not is_new:  # record-info may lag behind a callback
            log.warning("job=%s not its id: %s", video.video_id, api_task_id)
            await self._videos.close_hint(video.video_id, api_task_id, received_at)
        return False

    async def _ask(self, video: Video, api_task_id: str, seen_at: datetime) -> None:
        """Ask record-info how a video with a known id stands; that answers all hints so far."""
        record = await self._record(video, api_task_id)
        if isinstance(record, VideoRecord) and await self._settle(video, record):
            return
        is_settled = video.state in (VideoState.READY, VideoState.FAILED)
        if not isinstance(record, ApiError) or _is_final(record) or is_settled:
            await self._videos.close_hints(video.video_id, seen_at)
        await self._conclude(video, seen_at)

    async def _record(self, video: Video, api_task_id: str) -> VideoRecord | ApiError | None:
        try:
            return await self._api.video(api_task_id)
        except ApiError as error:
            log.warning("job=%s record-info: %s", video.video_id, error)
            return error

    async def _conclude(self, video: Video, seen_at: datetime) -> None:
        """Keep when to look again, or that it is time to give up."""
        now = utc_now()
        is_open = video.state is VideoState.RENDERING
        if is_open and video.deadline_at is not None and now >= video.deadline_at:
            await self._give_up(video, Reason.DEADLINE)
            return
        times = [self._next_poll(video, now), await self._next_hint(video)]
        if is_open:
            times.append(video.deadline_at)
        due_at = min((time for time in times if time is not None), default=None)
        await self._videos.postpone(video, due_at, seen_at=seen_at)

    def _next_poll(self, video: Video, now: datetime) -> datetime | None:
        if video.state is VideoState.RENDERING:
            return now + self._poll_every
        ends_at = (video.submitted_at or video.created_at) + self._link_life
        if video.state is VideoState.UNKNOWN and now + self._late_poll < ends_at:
            return now + self._late_poll
        return None

    async def _settle(self, video: Video, record: VideoRecord) -> bool:
        """Keep the verdict that record-info gives; False when there is none, or nothing new."""
        if record.is_ready and record.video_url is not None:
            now = utc_now()
            completed_at = min(record.completed_at or now, now)
            # Of a link that should have ended already, but is given, the end is not known.
            ends_at = completed_at + self._link_life
            is_new = await self._videos.set_ready(
                video,
                record.video_url,
                completed_at=completed_at,
                expires_at=ends_at if ends_at > now else None,
            )
            if is_new:
                log.info("job=%s ready", video.video_id)
                self._tell_verdict(video)
            return is_new
        return record.failure is not None and await self._fail(video, record.failure)

    async def _fail(self, video: Video, reason: Reason) -> bool:
        is_new = await self._videos.set_failed(video, reason)
        if is_new:
            log.warning("job=%s failed: %s", video.video_id, reason)
            self._tell_verdict(video)
        return is_new

    async def _give_up(self, video: Video, reason: Reason) -> None:
        late = utc_now() + self._late_poll if video.api_task_id else None
        if await self._videos.set_unknown(video, reason, late):
            log.error("job=%s outcome unknown: %s", video.video_id, reason)
            self._tell_verdict(video)

    def _tell_verdict(self, video: Video) -> None:
        self._metrics.note_verdict(video.video_id)
        self._announce()


def _is_final(error: ApiError) -> bool:
    """Tell whether the API said no to a question, so that asking again brings nothing new."""
    return isinstance(error, Refused) and not error.reason.is_passing


def _is_of(video: Video, api_task_id: str, record: VideoRecord) -> bool:
    """Tell whether a record is this video's: it calls back our token, or shows our track."""
    if record.task_id not in (None, api_task_id):
        return False
    return _calls_back(video, record) or record.music_id == video.audio_id


def _calls_back(video: Video, record: VideoRecord) -> bool:
    """Tell whether a record is that of a video's present attempt: each has a token of its own."""
    return video.token in (record.callback_url or "")


def callback_base(config: Config, endpoint: str) -> str | None:
    """Give where the API is to call back: the public address, or for the studio our own endpoint.

    The cloud can't reach a loopback address, so without a public one it is polled.
    """
    if config.callback.public_url:
        return f"{config.callback.public_url}/callbacks"
    return f"{endpoint}/callbacks" if config.provider is Provider.STUDIO else None
