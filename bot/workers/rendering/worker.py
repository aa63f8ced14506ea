"""Carries videos from their rows to an outcome: submit, callback, poll, deadlines.

Whatever is to be done next is told by a row: its state and when it is due. So the same code
serves a day like any other and the start after a crash.
"""

import asyncio
import contextlib
import hmac
import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.jobs import Video
from bot.policy.fair_turns import FairTurns
from bot.services.track_catalog import TrackCatalog
from bot.store import Store
from bot.workers.dispatcher import Dispatcher, Work
from bot.workers.rendering.pace import CandidatePace, RateLimiter
from bot.workers.rendering.poll_schedule import candidate_pause_of
from bot.workers.rendering.refused_callbacks import RefusedCallbacks
from bot.workers.rendering.submit import VideoStepper

log = logging.getLogger(__name__)

_TITLE_SECONDS: Final = 3.0
"""How long a submit waits at most to learn what its track is called."""


class RenderWorker:
    """Works on the videos that are due. ``run`` it once, ``wake`` it when something is new."""

    def __init__(
        self,
        store: Store,
        catalog: TrackCatalog,
        stepper: VideoStepper,
        rate_limiter: RateLimiter,
        config: Config,
        *,
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._store = store
        self._catalog = catalog
        self._stepper = stepper
        self._rate_limiter = rate_limiter
        self._limits = config.limits
        self._window = timedelta(seconds=config.api.submit_window_seconds)
        timing = config.timing
        self._catch_up = timedelta(
            seconds=min(
                timing.job_deadline_seconds,
                timing.submit_timeout_seconds
                + timing.submit_grace_seconds
                + 2 * timing.poll_every_seconds,
            )
        )
        """How long what is under way at a start has at least: to be looked at, and once more."""
        self._candidate_pace = CandidatePace(candidate_pause_of(config))
        self.refused_callbacks = RefusedCallbacks(store.job_events, clock=clock)
        self._submit_turns, self._poll_turns = FairTurns(), FairTurns()
        self._is_caught_up = False
        self._seen_at = self._clock()
        self._deadline = timedelta(seconds=timing.job_deadline_seconds)
        self._retry = timedelta(seconds=timing.retry_seconds)
        self._started_at = self._overdue_checked_at = self._clock()
        self._dispatcher = Dispatcher("video", retry_seconds=config.timing.retry_seconds)

    def wake(self) -> None:
        """Look in a moment whether something is due: where it is news, others are told as well."""
        self._dispatcher.wake_soon()

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            ticking = tasks.create_task(self._stepper.absences.keep_ticking())
            try:
                await self._dispatcher.run(self._start_due)
            finally:
                ticking.cancel()

    async def _catch_up_once(self, now: datetime) -> None:
        """Act on what the last process did: its pace, the time that it was away, its clock.

        Where the clock is set back, what was due soon would be due in a long time.
        """
        away = self._stepper.absences.take()
        if away:
            log.warning("nothing could be done for %d s: that doesn't count", away.total_seconds())
            await self._store.videos.shift_deadlines(away)
            self._started_at = now
        is_set_back, self._seen_at = now < self._seen_at, now
        if is_set_back or not self._is_caught_up:
            await self._store.videos.cap_due_times(
                now + self._catch_up, deadline_at=now + self._deadline
            )
        if self._is_caught_up:
            return
        for started_at in await self._store.videos.submits_since(self._clock() - self._window):
            self._rate_limiter.record(started_at)
        await self._store.videos.extend_deadlines(self._clock() + self._catch_up)
        self._is_caught_up = True

    async def is_callback_of(self, video_id: str, token: str) -> bool:
        """Return whether this is a video's callback address. Raises sqlite3.Error."""
        expected = await self._store.videos.token_of(video_id)
        # Bytes: compare_digest raises on text outside ASCII.
        matches = hmac.compare_digest((expected or "").encode(), token.encode(errors="replace"))
        if expected is not None and not matches:
            self.refused_callbacks.note(video_id, "token")
        return expected is not None and matches

    async def record_callback(self, video_id: str, api_task_id: str) -> None:
        """Commit a callback's candidate id; the work is done later. Raises sqlite3.Error."""
        await self._store.candidate_ids.record(
            video_id, api_task_id, self._clock(), is_callback=True
        )
        self._candidate_pace.note(video_id)
        log.info("video_id=%s called back with %s", video_id, api_task_id)
        self._dispatcher.wake()

    async def _start_due(self) -> float | None:
        # One moment for all: what becomes due meanwhile has to be seen as still to come.
        now = self._clock()
        await self._catch_up_once(now)
        await self._start_polls(now)  # first: somebody's video may be finished
        await self._give_up_overdue(now)
        pauses = [await self._start_submits(now)]
        next_due_at = await self._store.videos.next_due_at(now)
        ends = [end.timestamp() for end in self._candidate_pace.resting(now).values()]
        ends += [] if next_due_at is None else [next_due_at]
        pauses += [end - self._clock().timestamp() for end in ends]
        return min((pause for pause in pauses if pause is not None), default=None)

    async def _give_up_overdue(self, now: datetime) -> None:
        """Fail what was not handed over in its time: its turn may never come to tell it so.

        What was not tried yet gets a try, if this process was away in its time.
        """
        if now < self._overdue_checked_at + self._retry:
            return
        self._overdue_checked_at = now
        before = now - self._deadline
        for video in await self._store.videos.overdue(
            before,
            self._limits.looks_at_once,
            untried=before >= self._started_at,
            excluding=self._dispatcher.working,
        ):
            if now >= self._stepper.queue_deadline(video):
                self._start("give up", video, self._stepper.give_up_queued(video))

    async def _start_polls(self, now: datetime) -> None:
        room = self._limits.looks_at_once - self._dispatcher.count("look")
        working = self._dispatcher.working
        if room <= 0:
            return
        excluding = [*working, *self._candidate_pace.resting(now)]
        for video in await self._store.videos.due(
            now, room, queued=False, excluding=excluding, turns=self._poll_turns
        ):
            self._candidate_pace.looked(video.video_id, now)
            self._start("look", video, self._stepper.poll(video))

    async def _start_submits(self, now: datetime) -> float | None:
        """Start what the pace allows; return how long until it allows more,
        when more is waiting.
        """
        while self._dispatcher.count("submit") < self._limits.submits_at_once:
            working = self._dispatcher.working
            wait = self._rate_limiter.wait_seconds(self._clock().timestamp())
            if wait > 0:  # before anybody's turn is taken
                return wait
            queued = await self._store.videos.due(
                now, 1, queued=True, excluding=working, turns=self._submit_turns
            )
            if not queued:
                return None
            video = queued[0]
            self._rate_limiter.record(self._clock().timestamp())
            self._start("submit", video, self._submit(video))
        return None

    async def _submit(self, video: Video) -> None:
        """Submit a video, once its title is held against the rules of those who wait for it."""
        with contextlib.suppress(TimeoutError):  # without it, as where nobody knows the track
            async with asyncio.timeout(_TITLE_SECONDS):
                await self._fetch_metadata(video)
        if await self._store.text_rules.refuse_title(video):
            await self._stepper.refuse_title(video)
        else:
            await self._stepper.submit(video)

    def _start(self, kind: str, video: Video, work: Work) -> None:
        on_error = partial(self._stepper.postpone, video)
        self._dispatcher.start(
            kind, video.video_id, work, video_id=video.video_id, on_error=on_error
        )

    async def _fetch_metadata(self, video: Video) -> None:
        """Look up what the track is called, so that people see a title; a miss harms nothing."""
        if await self._catalog.fetch_metadata(video.guild_id, video.key):
            await self._store.status_messages.mark_outdated(video.video_id)
