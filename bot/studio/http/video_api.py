"""The seed's contract as the studio serves it, and what both contracts share."""

import logging
import re
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web
from yarl import URL

from bot.studio.http.responses import BODY_LIMIT, Refusal, answer, parsed
from bot.studio.library.track_sources import CloudSilent, Sources
from bot.studio.models import Failure, Order, Source, Video, VideoState
from bot.studio.queue.queue import Queue, QueueFull
from bot.studio.queue.worker_pool import Pool
from bot.studio.settings import StudioSettings
from bot.studio.signed_urls import Links
from bot.video_api import (
    CREDIT_PATH,
    MUSIC_PATH,
    SUBMIT_PATH,
    VIDEO_PATH,
    Mp4Submission,
    Submission,
)
from bot.video_api.studio import EDITION_HEADER, OWNER_HEADER, SIZE_HEADER

_log = logging.getLogger(__name__)

CONTRACT: Final = "mp4"


CREDIT = 1_000_000.0
"""The studio costs nothing: a balance that no budget runs out of."""

SUBMITS = 20
SUBMITS_SECONDS = 10.0
"""So many submits in so many seconds are taken, more are refused (documented)."""

FILE_GONE = Failure(404, "file-gone", "The video's file is gone; it can be made again.")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_EDITION = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SIZE = re.compile(r"[0-9]{1,15}")
_OWNER = re.compile(r"[A-Za-z0-9_-]{1,40}")


def owner_of(request: web.Request) -> str | None:
    """Give the server that asks, None for the host. Raises Refusal."""
    return checked_owner(request.headers.get(OWNER_HEADER))


def checked_owner(owner: str | None) -> str | None:
    """Give the owner back when it can be one; an empty one is the host. Raises Refusal."""
    if owner and not _OWNER.fullmatch(owner):
        raise Refusal(422, "A server's id is made of letters and digits")
    return owner or None


def edition_of(request: web.Request) -> str:
    """Give the edition that is asked for; empty is the common one. Raises Refusal."""
    edition = request.headers.get(EDITION_HEADER, "")
    if edition and not _EDITION.fullmatch(edition):
        raise Refusal(422, "An edition is named with letters and digits")
    return edition


def most_bytes_of(request: web.Request) -> int | None:
    """Give how large the video may be; 0: any size, None: it isn't said. Raises Refusal."""
    text = request.headers.get(SIZE_HEADER)
    if text is None:
        return None
    if not _SIZE.fullmatch(text):
        raise Refusal(422, "A size is a number of bytes")
    return int(text)


class Rate:
    """A limit of how many calls are taken in a sliding window. ``clock`` counts seconds."""

    def __init__(
        self, calls: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._calls = calls
        self._seconds = seconds
        self._clock = clock
        self._taken: deque[float] = deque()

    def take(self) -> bool:
        """Count a call; False, and uncounted, when there were too many."""
        now = self._clock()
        while self._taken and now - self._taken[0] >= self._seconds:
            self._taken.popleft()
        if len(self._taken) >= self._calls:
            return False
        self._taken.append(now)
        return True


class Contract:
    """The handlers of the common paths."""

    def __init__(
        self,
        queue: Queue,
        pool: Pool,
        sources: Sources,
        settings: StudioSettings,
        links: Links,
        *,
        rate: Rate | None = None,
        call: Callable[[], None] = lambda: None,
    ) -> None:
        """``call`` is called when a callback is owed."""
        self._queue = queue
        self._pool = pool
        self._sources = sources
        self._settings = settings
        self._links = links
        self._call = call
        self._rate = rate or Rate(SUBMITS, SUBMITS_SECONDS)

    def routes(self) -> list[web.RouteDef]:
        """Give the routes of the common paths."""
        return [
            web.post(SUBMIT_PATH, self.submit),
            web.get(VIDEO_PATH, self.video),
            web.get(MUSIC_PATH, self.music),
            web.get(CREDIT_PATH, self.credit),
        ]

    async def submit(self, request: web.Request) -> web.Response:
        """Queue a video of a track and answer with its id."""
        self.take_turn()
        submission = parsed(Mp4Submission, await read(request, BODY_LIMIT))
        video, is_new = await self.ordered(request, submission, contract=CONTRACT)
        if not is_new:
            raise Refusal(409, "Record already exists", {"taskId": video.video_task_id})
        return answer({"taskId": video.video_task_id})

    def take_turn(self) -> None:
        """Count a submit, under whichever contract. Raises Refusal when there were too many."""
        if not self._rate.take():
            raise Refusal(429, "The call frequency is too high. Please try again later.")

    async def ordered(
        self, request: web.Request, submission: Submission, *, contract: str
    ) -> tuple[Video, bool]:
        """Queue a video unless its track has one; give it, and whether it is new.

        Raises Refusal.
        """
        _look_at_callback(submission.callback_url)
        owner, edition = owner_of(request), edition_of(request)
        source = await self._source(submission, owner)
        video, is_new = await self._added(
            Order(
                submission=submission,
                source=source,
                owner=owner or "",
                edition=edition,
                most_bytes=most_bytes_of(request),
                contract=contract,
            )
        )
        if is_new:
            self._pool.wake()
        return video, is_new

    async def call_newcomer(self, video: Video, callback_url: str, *, contract: str) -> None:
        """Have a ready video call back somebody else who asked for it."""
        if await self._queue.call_again(video.video_task_id, callback_url, contract):
            self._call()

    async def video_of(self, video_task_id: str) -> Video | None:
        """Give a video by its id."""
        return await self._queue.get(video_task_id)

    async def music_of(self, request: web.Request, task_id: str) -> dict[str, Any] | None:
        """Give the record of a music task; None when it is unknown. Raises Refusal."""
        try:
            return await self._sources.music(task_id, owner_of(request), self._links.material)
        except CloudSilent as error:
            raise Refusal(455, "The cloud's tracks can't be looked up at present") from error

    async def video(self, request: web.Request) -> web.Response:
        """Answer with a video's record, with null when the id is unknown."""
        video = await self.video_of(task_id_of(request))
        return answer(video.record(self._links.public) if video else None)

    async def music(self, request: web.Request) -> web.Response:
        """Answer with a music task's record, with null when the id is unknown."""
        return answer(await self.music_of(request, task_id_of(request)))

    async def credit(self, _request: web.Request) -> web.Response:
        """Answer with the balance in credits."""
        return answer(CREDIT)

    async def _source(self, submission: Submission, owner: str | None) -> Source:
        try:
            source = await self._sources.find(submission.task_id, submission.audio_id, owner)
        except CloudSilent as error:
            raise Refusal(455, "The cloud's tracks can't be looked up at present") from error
        if source is None:
            raise Refusal(422, "Record does not exist")
        return source

    async def _added(self, order: Order) -> tuple[Video, bool]:
        """Queue an order; a video whose file somebody deleted makes room for the new one."""
        try:
            video, is_new = await self._queue.add(order, max_waiting=self._settings.max_waiting)
            if is_new or video.state is not VideoState.READY:
                return video, is_new
            if (self._settings.videos / video.file_name).is_file():
                return video, False
            _log.warning("The file of %s is gone: rendering it anew", video.video_task_id)
            await self._queue.discard(video.video_task_id, FILE_GONE)
            return await self._queue.add(order, max_waiting=self._settings.max_waiting)
        except QueueFull as error:
            raise Refusal(429, "Too many videos are waiting. Please try again later.") from error


async def read(request: web.Request, limit_bytes: int) -> bytes:
    """Read a body. Raises Refusal 413 for a longer one."""
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise Refusal(413, "The body is too large") from error
    if len(body) > limit_bytes:
        raise Refusal(413, "The body is too large")
    return body


def task_id_of(request: web.Request) -> str:
    """Give the id that is asked for. Raises Refusal."""
    task_id = request.query.get("taskId", "")
    if not _ID.fullmatch(task_id):
        raise Refusal(422, "taskId is missing or no id")
    return task_id


def _look_at_callback(address: str) -> None:
    try:
        url = URL(address)
        is_usable = url.scheme in ("http", "https") and bool(url.host)
    except ValueError:
        is_usable = False
    if not is_usable:
        raise Refusal(422, "callBackUrl must be an address that begins with http:// or https://")
