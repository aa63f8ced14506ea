"""The client of the API, for the cloud and the studio alike, under either contract."""

import asyncio
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, Literal
from urllib.parse import urlsplit

import aiohttp

from bot.jobs import FailureReason, RenderOptions
from bot.video_api.contracts import CONTRACTS, MP4, Contract
from bot.video_api.errors import ApiError, ApiRefused, ApiResponseLost
from bot.video_api.jobs_contract import RECORD_PATH
from bot.video_api.lyrics import LYRICS_PATH, TimedWord, words_in
from bot.video_api.models import Submission
from bot.video_api.provider import Discovery, MusicRecord, VideoRecord
from bot.video_api.studio import options_header
from bot.video_api.transport import ApiRequest, Transport, id_in, timeout_of

CREDIT_PATH: Final = "/api/v1/chat/credit"
OTHER_CREDIT_PATH: Final = "/api/v1/generate/credit"
"""Where another vendor of the old contract has it."""

ContractChoice = Literal["auto", "mp4", "jobs"]
"""Which contract is spoken; ``auto``: found out for each music task."""


class MusicVideoApi:
    """A client of the API, for the cloud and the studio alike."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        base_url: str,
        key: str,
        user_agent: str,
        submit_timeout_seconds: float,
        query_timeout_seconds: float = 15.0,
        contract: ContractChoice = "auto",
        owner_header: str | None = None,
        variant_header: str | None = None,
        size_header: str | None = None,
        options_header: str | None = None,
        on_error: Callable[["ApiError"], None] | None = None,
    ) -> None:
        """``owner_header``, ``variant_header``, ``size_header`` and ``options_header``: the
        studio's own, in which it takes who a request is for, beside which other videos of a track
        one is to be made, how large that may be, and how it is to look.

        ``on_error`` is told of every call that brought no result.
        """
        self._transport = Transport(session, base_url=base_url, key=key, user_agent=user_agent)
        self._spoken = list(CONTRACTS.values()) if contract == "auto" else [CONTRACTS[contract]]
        self._owner_header = owner_header
        self._variant_header = variant_header
        self._size_header = size_header
        self._options_header = options_header
        self._on_error = on_error
        self._submit_timeout = timeout_of(submit_timeout_seconds)
        self._query_timeout = timeout_of(query_timeout_seconds)
        is_other = (urlsplit(base_url).hostname or "").endswith("sunoapi.org")
        self._credit_path = OTHER_CREDIT_PATH if is_other else CREDIT_PATH

    async def submit(
        self,
        submission: Submission,
        *,
        contract: str = MP4.name,
        owner: str | None = None,
        variant: str = "",
        most_bytes: int | None = None,
        options: RenderOptions | None = None,
    ) -> str:
        """Ask for a video and give its id; ``owner`` is the server that it is for.

        ``variant``: beside which others of its track; only the studio makes more than one.
        ``most_bytes``: how large it may be, as only the studio can keep to; None: any size.
        ``options``: how it is to look, as only the studio can keep to.

        Raises ApiUnreachable when nothing was sent, ApiResponseLost when it may have been taken,
        and ApiRefused when the API said no.
        """
        spoken = CONTRACTS[contract]
        more = {self._size_header: str(most_bytes or 0)} if self._size_header else {}
        if self._options_header and options and (said := options_header(options)):
            more[self._options_header] = said
        request = self._headed(spoken.submit(submission), owner, variant, more)
        with self._told():
            try:
                data = await self._transport.call(request, self._submit_timeout)
            except ApiRefused as refusal:
                if spoken.is_open(refusal):
                    raise ApiResponseLost(str(refusal)) from refusal
                raise self._as_meant(refusal) from refusal
            video_task_id = id_in(data, spoken.id_names)
            if video_task_id is None:
                raise ApiResponseLost("accepted, but the answer carries no id")
            return video_task_id

    async def video(self, video_task_id: str, *, contract: str = MP4.name) -> VideoRecord | None:
        """Look a video up; None when the API doesn't know the id. Raises ApiError.

        An empty ``contract``: that isn't known, so both are asked.
        """
        with self._told():
            found = None
            for spoken in [CONTRACTS[contract]] if contract else self._spoken:
                data = await self._look(spoken, spoken.look(video_task_id))
                found = None if data is None else spoken.video(data)
                if found is not None:
                    break
            return found

    async def music(self, task_id: str, *, owner: str | None = None) -> MusicRecord | None:
        """Look a music task up; None when the API doesn't know the id. Raises ApiError."""
        return (await self.discover(task_id, owner=owner)).music

    async def discover(
        self, task_id: str, *, owner: str | None = None, only: str | None = None
    ) -> Discovery:
        """Find out under which contract a music task is known, and look it up: both are free.

        What knows it decides; where both do, the first, whose refusals are free. ``only``: the one
        that is asked. An endpoint that is gone knows nothing, and without the second the first is
        the one, whatever it knows. Raises ApiError when that can't be told now.
        """
        asked = [spoken for spoken in self._spoken if only in (None, spoken.name)]
        with self._told():
            answers = await asyncio.gather(
                *(self._music(spoken, task_id, owner) for spoken in asked), return_exceptions=True
            )
            failure: BaseException | None = None
            gone: ApiRefused | None = None
            for spoken, answer in zip(asked, answers, strict=True):
                if isinstance(answer, ApiRefused) and answer.gone_path is not None:
                    gone = gone or answer
                elif isinstance(answer, BaseException):
                    failure = failure or answer
                elif answer is not None:
                    return Discovery(spoken.name, answer)
            if failure is not None and gone is not None and gone.gone_path == RECORD_PATH:
                return Discovery(MP4.name, gone=gone)  # there is no other
            if failure is not None:
                raise failure
            return Discovery(None, gone=gone)

    async def spoken(self, task_id: str) -> list[str]:
        """Return the contracts under which the API answers a look, whatever is configured.

        ``task_id`` may be any. Raises ApiError when one of them gives no answer.
        """
        found = []
        for spoken in CONTRACTS.values():
            try:
                await self._music(spoken, task_id, None)
            except ApiRefused as refusal:
                if refusal.gone_path is not None:
                    continue
                if refusal.reason in (FailureReason.WRONG_KEY, FailureReason.BLOCKED):
                    raise
            found.append(spoken.name)
        return found

    @property
    def settled_contract(self) -> str | None:
        """The only contract that is spoken; None where it is found out for each task."""
        return self._spoken[0].name if len(self._spoken) == 1 else None

    async def credit(self) -> float:
        """Return the account's balance in credits. Raises ApiError."""
        with self._told():
            try:
                data = await self._credit_at(self._credit_path)
            except ApiRefused as refusal:
                if refusal.gone_path is None or self._credit_path == OTHER_CREDIT_PATH:
                    raise
                data = await self._credit_at(OTHER_CREDIT_PATH)
                self._credit_path = OTHER_CREDIT_PATH
            try:
                balance = float(data) if isinstance(data, int | float) else math.nan
            except OverflowError:
                balance = math.inf
            if not math.isfinite(balance):
                raise ApiResponseLost("the balance is not a number")
            return balance

    async def lyrics(self, task_id: str, audio_id: str) -> list[TimedWord]:
        """Return the words of a track with their times; none when it has none. Raises ApiError.

        Each answer costs about half a credit.
        """
        body = {"taskId": task_id, "audioId": audio_id}
        request = ApiRequest("POST", LYRICS_PATH, body=body)
        with self._told():
            try:
                return words_in(await self._transport.call(request, self._submit_timeout))
            except ApiRefused as refusal:
                if refusal.reason in (FailureReason.NOT_FOUND, FailureReason.INVALID):
                    return []
                raise

    async def _credit_at(self, path: str) -> object:
        return await self._transport.call(ApiRequest("GET", path), self._query_timeout)

    async def _music(self, spoken: Contract, task_id: str, owner: str | None) -> MusicRecord | None:
        data = await self._look(spoken, self._headed(spoken.look_for_music(task_id), owner))
        return None if data is None else spoken.music(data)

    async def _look(self, spoken: Contract, request: ApiRequest) -> object:
        try:
            return await self._transport.call(request, self._query_timeout)
        except ApiRefused as refusal:
            if spoken.is_unknown(refusal):
                return None
            raise self._as_meant(refusal) from refusal

    def _as_meant(self, refusal: ApiRefused) -> ApiRefused:
        """Return a refusal as this vendor means it: one that has its balance elsewhere says 405 to
        whoever calls too often.
        """
        if refusal.code == 405 and self._credit_path == OTHER_CREDIT_PATH:
            return refusal.as_reason(FailureReason.TOO_OFTEN)
        return refusal

    def _headed(
        self,
        request: ApiRequest,
        owner: str | None,
        variant: str = "",
        more: Mapping[str, str] | None = None,
    ) -> ApiRequest:
        headers = dict(more or {})
        if owner and self._owner_header:
            headers[self._owner_header] = owner
        if variant and self._variant_header:
            headers[self._variant_header] = variant
        return replace(request, headers=headers)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ApiError as error:
            self._report(error)
            raise

    def _report(self, error: ApiError) -> None:
        if self._on_error is not None:
            self._on_error(error)
