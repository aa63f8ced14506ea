"""Starts what is to be brought into Discord's channels: answers, notices, copies, and edits of
status messages.
"""

import asyncio
import logging
import math
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.edge_gate import EdgeGate
from bot.monitoring.metrics import Metrics
from bot.policy.fair_turns import FairTurns
from bot.services.lyric_rules import LyricRules
from bot.store import Store
from bot.workers.delivery.answers import AnswerContext, PendingAnswer
from bot.workers.delivery.attachments import AttachmentWorker
from bot.workers.delivery.notices import NoticeWorker
from bot.workers.delivery.retry_policy import RetryPolicy
from bot.workers.delivery.send_once import SendOnce
from bot.workers.delivery.showcase_lists import ShowcaseListWorker
from bot.workers.delivery.status_messages import StatusMessageWorker
from bot.workers.delivery.takedowns import TakedownWorker
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_MOMENT_SECONDS: Final = 0.01


class DeliveryWorker:
    """Works on the requests whose videos have an outcome. ``run`` it once, ``wake`` it on news."""

    def __init__(
        self,
        store: Store,
        messages: DiscordMessages,
        video_sender: VideoSender,
        config: Config,
        *,
        clock: Clock,
        metrics: Metrics | None = None,
        announce: Callable[[], None] = lambda: None,
        edge: EdgeGate | None = None,
        lyric_rules: LyricRules | None = None,
    ) -> None:
        """``announce``: called when another video is to be made. ``edge`` says when to wait.
        ``lyric_rules``: None where nobody's videos have lyrics.
        """
        self._clock = clock
        self._edge = edge or EdgeGate()
        self._due_posts = store.due_posts
        self._schedule = store.delivery_schedule
        self._messages = messages
        self._room = config.limits.posts_at_once
        self._turns = FairTurns()
        self._send_once = SendOnce(messages, RetryPolicy(config.delivery), clock=clock)
        metrics = metrics or Metrics(clock=clock)
        self._context = AnswerContext(
            store, messages, video_sender, self._send_once, metrics, announce, clock, lyric_rules
        )
        # At the start: where the clock was set back meanwhile, tries would be due in a long time.
        self._is_retrying_now, self._seen_at = True, clock()
        self._notices = NoticeWorker(store, messages, self._send_once, video_sender, clock=clock)
        delivery = config.delivery
        self._attachments = AttachmentWorker(store, messages, video_sender, delivery, clock=clock)
        self._takedowns = TakedownWorker(store, messages, clock=clock)
        self._lists = ShowcaseListWorker(store, messages, config.timing, clock=clock)
        self._dispatcher = Dispatcher("post", retry_seconds=config.timing.retry_seconds)
        self.run = partial(self._dispatcher.run, self._start_due)
        """Works until cancelled."""
        self.wake = self._dispatcher.wake
        """Looks at once whether something is to be posted."""
        self._status_messages = StatusMessageWorker(
            store,
            messages,
            self._dispatcher,
            clock=clock,
            room=self._room,
            retry_seconds=config.delivery.retry_first_seconds,
            with_link=video_sender.delivery_mode is not DeliveryMode.FILE,
        )

    def retry_now(self) -> None:
        """Try at once what waits for its next try: Discord is there again."""
        self._is_retrying_now = True
        self._dispatcher.wake()

    async def _start_due(self) -> float | None:
        if (pause := self._edge.pause_seconds) > 0:
            return pause  # a try that can't be made would be counted as one
        now = self._clock()  # one moment: what becomes due meanwhile is seen as still to come
        if self._is_retrying_now or now < self._seen_at:  # the clock was set back
            await self._due_posts.retry_now(now)
            await self._notices.retry_now(now)
            await self._attachments.retry_now(now)
            await self._takedowns.retry_now(now)
            await self._lists.retry_now(now)
            await self._status_messages.retry_now(now)
            self._is_retrying_now = False
        self._seen_at = now
        await self._start_posts(now)
        due = await self._schedule.look(now)
        is_answering = self._dispatcher.count("post") > 0
        # Edits wait for answers.
        if due.has_statuses and not (is_answering and self._edge.is_wary):
            await self._status_messages.start_due(now)
        for worker, is_due in (
            (self._notices, due.has_notices),
            (self._attachments, due.has_copies),
            (self._takedowns, due.has_takedowns),
            (self._lists, due.has_lists or self._lists.is_to_begin(now)),
        ):
            if is_due and (self._edge.is_open or not is_answering):
                await worker.start_due(self._dispatcher, now)
        next_at = min(due.next_at or math.inf, self._lists.week_ends_at(now))
        return next_at - self._clock().timestamp()

    async def _start_posts(self, now: datetime) -> None:
        working = self._dispatcher.working
        most = self._room if self._edge.is_open else 1  # which finds out whether it is again
        room = most - self._dispatcher.count("post")
        jobs = []
        if room > 0:
            edited = [key.removeprefix("status ") for key in working if key.startswith("status ")]
            jobs = await self._due_posts.claim(
                now, room, excluding=working, turns=self._turns, edited=edited
            )
        for job, is_new in jobs:
            answer = PendingAnswer(self._context, job, is_new=is_new)
            self._dispatcher.start(
                "post",
                job.request.request_id,
                self._post(answer),
                video_id=job.video.video_id,
                request_id=job.request.request_id,
                on_error=partial(self._send_once.try_later, answer),
            )
        if jobs:
            await asyncio.sleep(_MOMENT_SECONDS)  # what else is due would hold them up

    async def _post(self, answer: PendingAnswer) -> None:
        """Take a post one step further, and on to the next targets while Discord refuses."""
        await self._send_once.attempt(answer)
        while (due := answer.next) is not None:
            answer = PendingAnswer(self._context, due.job, is_new=due.is_new)
            await self._send_once.attempt(answer)
