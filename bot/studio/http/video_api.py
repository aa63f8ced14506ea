"""The seed's contract as the studio serves it, and what both contracts share."""

import logging
import re
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web
from pydantic import ValidationError
from yarl import URL

from bot.studio.http.responses import (
    BODY_LIMIT,
    ErrorResponse,
    parse_body,
    problem,
    success_response,
)
from bot.studio.library.track_sources import CloudUnavailable, TrackSources
from bot.studio.models import QueuedVideo, RenderFailed, RenderOrder, RenderState, TrackSource
from bot.studio.queue.queue import QueueFull, VideoQueue
from bot.studio.queue.worker_pool import WorkerPool
from bot.studio.render.spec import RenderChoices
from bot.studio.settings import StudioSettings
from bot.studio.signed_urls import SignedUrls
from bot.studio.typefaces import typefaces
from bot.video_api import (
    CREDIT_PATH,
    MUSIC_PATH,
    SUBMIT_PATH,
    VIDEO_PATH,
    Mp4Submission,
    Submission,
)
from bot.video_api.studio import OPTIONS_HEADER, OWNER_HEADER, SIZE_HEADER, VARIANT_HEADER

_log = logging.getLogger(__name__)

CONTRACT: Final = "mp4"


CREDIT: Final = 1_000_000.0
"""The studio costs nothing: a balance that no budget runs out of."""

SUBMITS: Final = 20
SUBMITS_SECONDS: Final = 10.0
"""So many submits in so many seconds are taken, more are refused (documented)."""

FILE_GONE: Final = RenderFailed(404, "file-gone", "The video's file is gone; it can be made again.")
_ID: Final = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_VARIANT: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SIZE: Final = re.compile(r"[0-9]{1,15}")
_OWNER: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


def owner_of(request: web.Request) -> str | None:
    """Return the server that asks, None for the host. Raises ErrorResponse."""
    return checked_owner(request.headers.get(OWNER_HEADER))


def checked_owner(owner: str | None) -> str | None:
    """Return the owner back when it can be one; an empty one is the host. Raises ErrorResponse."""
    if owner and not _OWNER.fullmatch(owner):
        raise ErrorResponse(422, "A server's id is made of letters and digits")
    return owner or None


def variant_of(request: web.Request) -> str:
    """Return the variant that is asked for; empty is the default one. Raises ErrorResponse."""
    variant = request.headers.get(VARIANT_HEADER, "")
    if variant and not _VARIANT.fullmatch(variant):
        raise ErrorResponse(422, "An edition is named with letters and digits")
    return variant


def most_bytes_of(request: web.Request) -> int | None:
    """Return how large the video may be; 0: any size, None: it isn't said. Raises ErrorResponse."""
    text = request.headers.get(SIZE_HEADER)
    if text is None:
        return None
    if not _SIZE.fullmatch(text):
        raise ErrorResponse(422, "A size is a number of bytes")
    return int(text)


def options_of(request: web.Request) -> RenderChoices:
    """Return how the video is to look, and what part it shows. Raises ErrorResponse."""
    text = request.headers.get(OPTIONS_HEADER)
    try:
        return RenderChoices.model_validate_json(text) if text else RenderChoices()
    except ValidationError as error:
        raise ErrorResponse(422, f"{OPTIONS_HEADER}: {problem(error)}") from error


class CallRateLimit:
    """A limit of how many calls are taken in a sliding window. ``clock`` counts seconds."""

    def __init__(
        self, calls: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._calls = calls
        self._seconds = seconds
        self._clock = clock
        self._taken: deque[float] = deque()

    def try_acquire(self) -> bool:
        """Count a call; False, and uncounted, when there were too many."""
        now = self._clock()
        while self._taken and now - self._taken[0] >= self._seconds:
            self._taken.popleft()
        if len(self._taken) >= self._calls:
            return False
        self._taken.append(now)
        return True


class VideoApiHandlers:
    """The handlers of the common paths."""

    def __init__(
        self,
        queue: VideoQueue,
        pool: WorkerPool,
        sources: TrackSources,
        settings: StudioSettings,
        links: SignedUrls,
        *,
        rate: CallRateLimit | None = None,
        call: Callable[[], None] = lambda: None,
    ) -> None:
        """``call`` is called when a callback is owed."""
        self._queue = queue
        self._pool = pool
        self._sources = sources
        self._settings = settings
        self._links = links
        self._call = call
        self._rate = rate or CallRateLimit(SUBMITS, SUBMITS_SECONDS)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the common paths."""
        return [
            web.post(SUBMIT_PATH, self.submit),
            web.get(VIDEO_PATH, self.video),
            web.get(MUSIC_PATH, self.music),
            web.get(CREDIT_PATH, self.credit),
        ]

    async def submit(self, request: web.Request) -> web.Response:
        """Queue a video of a track and answer with its id."""
        self.take_turn()
        submission = parse_body(Mp4Submission, await read(request, BODY_LIMIT))
        video, is_new = await self.ordered(request, submission, contract=CONTRACT)
        if not is_new:
            raise ErrorResponse(409, "Record already exists", {"taskId": video.video_task_id})
        return success_response({"taskId": video.video_task_id})

    def take_turn(self) -> None:
        """Count a submit, under whichever contract.

        Raises ErrorResponse when there were too many.
        """
        if not self._rate.try_acquire():
            raise ErrorResponse(429, "The call frequency is too high. Please try again later.")

    async def ordered(
        self, request: web.Request, submission: Submission, *, contract: str
    ) -> tuple[QueuedVideo, bool]:
        """Queue a video unless its track has one; return it, and whether it is new.

        Raises ErrorResponse.
        """
        _check_callback_url(submission.callback_url)
        owner, variant, options = owner_of(request), variant_of(request), options_of(request)
        if options.font and options.font not in (fonts := typefaces(self._settings)):
            known = ", ".join(fonts) or "none"
            raise ErrorResponse(422, f"There is no such typeface to choose; there are {known}")
        if not self._settings.may_make(options.quality):
            most = self._settings.max_quality or self._settings.quality
            raise ErrorResponse(422, f"A video has {most} at most here")
        source = await self._source(submission, owner)
        video, is_new = await self._added(
            RenderOrder(
                submission=submission,
                source=source,
                owner=owner or "",
                variant=variant,
                most_bytes=most_bytes_of(request),
                options=options,
                contract=contract,
            )
        )
        if is_new:
            self._pool.wake()
        return video, is_new

    async def call_newcomer(self, video: QueuedVideo, callback_url: str, *, contract: str) -> None:
        """Have a ready video call back somebody else who asked for it."""
        if await self._queue.callbacks.call_again(video.video_task_id, callback_url, contract):
            self._call()

    async def video_of(self, video_task_id: str) -> QueuedVideo | None:
        """Return a video by its id."""
        return await self._queue.get(video_task_id)

    async def music_of(self, request: web.Request, task_id: str) -> dict[str, Any] | None:
        """Return the record of a music task; None when it is unknown. Raises ErrorResponse."""
        try:
            return await self._sources.music(task_id, owner_of(request), self._links.asset)
        except CloudUnavailable as error:
            raise ErrorResponse(455, "The cloud's tracks can't be looked up at present") from error

    async def video(self, request: web.Request) -> web.Response:
        """Answer with a video's record, with null when the id is unknown."""
        video = await self.video_of(task_id_of(request))
        return success_response(video.record(self._links.public) if video else None)

    async def music(self, request: web.Request) -> web.Response:
        """Answer with a music task's record, with null when the id is unknown."""
        return success_response(await self.music_of(request, task_id_of(request)))

    async def credit(self, _request: web.Request) -> web.Response:
        """Answer with the balance in credits."""
        return success_response(CREDIT)

    async def _source(self, submission: Submission, owner: str | None) -> TrackSource:
        try:
            source = await self._sources.find(submission.task_id, submission.audio_id, owner)
        except CloudUnavailable as error:
            raise ErrorResponse(455, "The cloud's tracks can't be looked up at present") from error
        if source is None:
            raise ErrorResponse(422, "Record does not exist")
        return source

    async def _added(self, order: RenderOrder) -> tuple[QueuedVideo, bool]:
        """Queue an order; a video whose file somebody deleted makes room for the new one."""
        try:
            video, is_new = await self._queue.add(order, max_waiting=self._settings.max_waiting)
            if is_new or video.state is not RenderState.READY:
                return video, is_new
            if (self._settings.videos / video.file_name).is_file():
                return video, False
            _log.warning("The file of %s is gone: rendering it anew", video.video_task_id)
            await self._queue.discard(video.video_task_id, FILE_GONE)
            return await self._queue.add(order, max_waiting=self._settings.max_waiting)
        except QueueFull as error:
            raise ErrorResponse(
                429, "Too many videos are waiting. Please try again later."
            ) from error


async def read(request: web.Request, limit_bytes: int) -> bytes:
    """Read a body. Raises ErrorResponse 413 for a longer one."""
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise ErrorResponse(413, "The body is too large") from error
    if len(body) > limit_bytes:
        raise ErrorResponse(413, "The body is too large")
    return body


def task_id_of(request: web.Request) -> str:
    """Return the id that is asked for. Raises ErrorResponse."""
    task_id = request.query.get("taskId", "")
    if not _ID.fullmatch(task_id):
        raise ErrorResponse(422, "taskId is missing or no id")
    return task_id


def _check_callback_url(address: str) -> None:
    try:
        url = URL(address)
        is_usable = url.scheme in ("http", "https") and bool(url.host)
    except ValueError:
        is_usable = False
    if not is_usable:
        raise ErrorResponse(
            422, "callBackUrl must be an address that begins with http:// or https://"
        )
