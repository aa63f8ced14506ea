"""The vendor's present contract, served beside the seed's: the same queue, the same ids.

A track has one video here, so a create for one that exists is answered with its id: it costs
nothing. Whoever asked first is called back; a video that is ready already calls back the newcomer.
"""

from aiohttp import web

from bot.studio.http.responses import BODY_LIMIT, ErrorResponse, parse_body, success_response
from bot.studio.http.video_api import VideoApiHandlers, read, task_id_of
from bot.studio.jobs_record import CONTRACT, job_music_record, job_record
from bot.studio.models import NOBODY
from bot.studio.signed_urls import SignedUrls
from bot.video_api import CREATE_PATH, RECORD_PATH, VIDEO_MODEL, CreateTask, Submission


class JobsApi:
    """The handlers of the present contract's paths."""

    def __init__(self, contract: VideoApiHandlers, links: SignedUrls) -> None:
        self._contract = contract
        self._links = links

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the contract."""
        return [
            web.post(CREATE_PATH, self.create),
            web.get(RECORD_PATH, self.record),
        ]

    async def create(self, request: web.Request) -> web.Response:
        """Queue a video of a track and answer with its id."""
        self._contract.take_turn()
        task = parse_body(CreateTask, await read(request, BODY_LIMIT))
        if task.model != VIDEO_MODEL:
            raise ErrorResponse(422, "The model name you specified is not supported")
        submission = Submission(**task.input.model_dump(), callback_url=task.callback_url or NOBODY)
        video, is_new = await self._contract.ordered(request, submission, contract=CONTRACT)
        if not is_new:
            await self._contract.call_newcomer(video, submission.callback_url, contract=CONTRACT)
        return success_response({"taskId": video.video_task_id, "recordId": video.video_task_id})

    async def record(self, request: web.Request) -> web.Response:
        """Answer with the record of a video or a music task."""
        task_id = task_id_of(request)
        video = await self._contract.video_of(task_id)
        if video is not None:
            return success_response(job_record(video, self._links.public))
        music = await self._contract.music_of(request, task_id)
        if music is None:
            raise ErrorResponse(422, "recordInfo is null")
        return success_response(job_music_record(task_id, music))
