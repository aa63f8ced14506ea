"""Makes the lists of a week's best: reads the showcase's reactions, and pins what was posted."""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import discord

from bot.clock import Clock
from bot.config.sections import TimingSettings
from bot.discord_client.channels import PAGE, DiscordMessages
from bot.discord_client.http_errors import TRANSIENT_ERRORS, permanent_failure
from bot.discord_client.message_target import MessageTarget
from bot.jobs.notices import Notice, NoticeKind, NoticeState
from bot.policy.showcase_lists import MIN_POSTS, REACTION, ShowcaseList, is_stale, last_end
from bot.store import Store
from bot.store.showcase_lists import ShowcasePost
from bot.workers.delivery.notice_composer import NoticeComposer
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_KIND: Final = "list"
_ROOM: Final = 1
_PAGE_PAUSE_SECONDS: Final = 1.0
"""Between two reads of a channel: nobody waits for a list."""

_FIRST_PAUSE: Final = 30.0
_MAX_PAUSE: Final = 3600.0
_MAX_TRIES: Final = 24


class ShowcaseListWorker:
    """Works on the lists that are due: they are counted, posted as notices, pinned, and kept true.

    ``timing``: how long a week is.
    """

    def __init__(
        self, store: Store, messages: DiscordMessages, timing: TimingSettings, *, clock: Clock
    ) -> None:
        self._lists = store.showcase_lists
        self._settings = store.guild_settings
        self._messages = messages
        self._composer = NoticeComposer(store, messages, clock=clock)
        self._clock = clock
        self._week = timedelta(seconds=timing.showcase_list_seconds)
        self._begun: datetime | None = None
        """The end of the week for which all servers have been looked at."""

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        ends_at = last_end(now, self._week)
        if ends_at != self._begun:
            if not is_stale(ends_at, now, self._week):
                await self._lists.begin(ends_at, self._week, now)
            self._begun = ends_at
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        for found in await self._lists.due(now, room, dispatcher.numbers(_KIND)):
            dispatcher.start(
                _KIND,
                f"{_KIND} {found.list_id}",
                self._work_on(found),
                on_error=partial(self._try_later, found),
            )

    async def retry_now(self, now: datetime) -> None:
        """Try at once what waits for its next try. Raises sqlite3.Error."""
        await self._lists.retry_now(now)

    def is_to_begin(self, now: datetime) -> bool:
        """Return whether a week has ended for which no server has been looked at."""
        return last_end(now, self._week) != self._begun

    def week_ends_at(self, after: datetime) -> float:
        """Return the epoch second at which the next week ends."""
        return (last_end(after, self._week) + self._week).timestamp()

    async def _work_on(self, found: ShowcaseList) -> None:
        """Take a list one step further."""
        try:
            if found.is_counted:
                await self._bring_up_to_date(found)
            elif is_stale(found.ends_at, self._clock(), self._week):
                await self._lists.keep_counts(found, {}, self._clock())
            else:
                await self._count(found)
        except (discord.HTTPException, *TRANSIENT_ERRORS) as error:
            await self._try_later(found, error)

    async def _try_later(self, found: ShowcaseList, error: Exception) -> None:
        log.info("guild_id=%s list of the week: %s", found.guild_id, type(error).__name__)
        if found.is_counted and found.attempts >= _MAX_TRIES:
            await self._lists.finish(found)
            return
        pause = min(_FIRST_PAUSE * 2 ** min(found.attempts, 10), _MAX_PAUSE)
        await self._lists.postpone(found, self._clock() + timedelta(seconds=pause))

    async def _count(self, found: ShowcaseList) -> None:
        """Read the reactions of a week's posts, and settle what is on the list."""
        posts = await self._lists.posts(found)
        counts: dict[int, int] = {}
        if len(posts) >= MIN_POSTS:
            try:
                counts = await self._read(found, posts)
            except discord.HTTPException as error:
                if permanent_failure(error) is None:
                    raise
                await self._tell(found, NoticeKind.HISTORY_REFUSED)
        await self._lists.keep_counts(found, counts, self._clock())

    async def _read(self, found: ShowcaseList, posts: Sequence[ShowcasePost]) -> dict[int, int]:
        """Return how many reacted to posts, by their notices: at most one read for each post.

        A page that begins with one has those after it as well.
        """
        counts: dict[int, int] = {}
        wanted = {post.message_id: post.notice_id for post in posts}
        while left := sorted(wanted):
            page = await self._messages.page_after(found.channel_id, left[0] - 1)
            for message in page:
                if (notice_id := wanted.get(int(message["id"]))) is not None:
                    counts[notice_id] = _reactions_of(message)
            if not page and not counts and not await self._may_read(found):
                await self._tell(found, NoticeKind.HISTORY_REFUSED)
            if len(page) < PAGE:
                break
            newest = int(page[-1]["id"])
            wanted = {one: notice_id for one, notice_id in wanted.items() if one > newest}
            await asyncio.sleep(_PAGE_PAUSE_SECONDS)
        return counts

    async def _may_read(self, found: ShowcaseList) -> bool:
        return await self._messages.may_read(
            MessageTarget(found.channel_id, found.guild_id, key="", nonce_prefix="", since_id=0)
        )

    async def _bring_up_to_date(self, found: ShowcaseList) -> None:
        """Take off a posted list what went since, pin it, and unpin those before it."""
        notice = await self._lists.notice_of(found)
        if notice is not None and notice.state is NoticeState.POSTING:
            await self._lists.rest(found)
            return
        if notice is not None and notice.message_id is not None:
            await self._show(found, notice, notice.message_id)
        await self._lists.finish(found)

    async def _show(self, found: ShowcaseList, notice: Notice, message_id: int) -> None:
        is_wanted = (await self._settings.get(found.guild_id)).lists_best
        if found.changes != found.shown:
            with _permanent_refusals_passed_over():
                await self._edit(notice, message_id)
        if is_wanted and found.is_pinned is None:
            await self._pin(found, message_id)
        if is_wanted and found.is_pinned is not False:
            for earlier in await self._lists.pinned_before(found):
                await self._unpin(*earlier)
        elif not is_wanted and found.is_pinned:
            await self._unpin(found.list_id, found.channel_id, message_id)

    async def _edit(self, notice: Notice, message_id: int) -> None:
        outgoing = await self._composer.compose(notice, None)
        if outgoing is None:
            await self._messages.delete(notice.channel_id, message_id)
            return
        edited = (notice.channel_id, message_id, outgoing.message, None)
        await self._messages.attach(*edited, pinged_id=None, hides_embeds=False)

    async def _pin(self, found: ShowcaseList, message_id: int) -> None:
        """Pin a list; where that isn't allowed, or there is no room, moderators are told."""
        try:
            await self._messages.pin(found.channel_id, message_id)
        except discord.NotFound:
            return
        except discord.HTTPException as error:
            if permanent_failure(error) is None:
                raise
            await self._lists.mark_pinned(found.list_id, is_pinned=False)
            await self._tell(found, NoticeKind.PIN_REFUSED)
        else:
            await self._lists.mark_pinned(found.list_id, is_pinned=True)

    async def _unpin(self, list_id: int, channel_id: int, message_id: int | None) -> None:
        if message_id is not None:
            with _permanent_refusals_passed_over():
                await self._messages.pin(channel_id, message_id, is_pinned=False)
        await self._lists.mark_pinned(list_id, is_pinned=False)

    async def _tell(self, found: ShowcaseList, kind: NoticeKind) -> None:
        log.info("guild_id=%s list of the week: %s", found.guild_id, kind)
        await self._lists.note_refusal(found.guild_id, kind, self._clock())


@contextmanager
def _permanent_refusals_passed_over() -> Iterator[None]:
    """Go on where Discord refuses for good: the message is gone, or out of reach."""
    try:
        yield
    except discord.HTTPException as error:
        if permanent_failure(error) is None:
            raise


def _reactions_of(message: Mapping[str, Any]) -> int:
    """Return how many members gave a message as Discord describes it the reaction that counts."""
    for reaction in message.get("reactions") or ():
        if reaction["emoji"].get("id") is None and reaction["emoji"].get("name") == REACTION:
            return int(reaction["count"]) - bool(reaction.get("me"))
    return 0
