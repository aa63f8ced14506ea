"""A video and a music task as the vendor's present contract tells of them: pure."""

import json
from datetime import datetime
from typing import Any, Final

from bot.studio.models import NOBODY, QueuedVideo, RenderFailed, RenderState
from bot.video_api import MUSIC_MODEL, VIDEO_MODEL

CONTRACT: Final = "jobs"
_STATES: Final = {
    RenderState.QUEUED: "queuing",
    RenderState.RENDERING: "generating",
    RenderState.READY: "success",
    RenderState.FAILED: "fail",
    RenderState.CANCELLED: "fail",
    RenderState.EXPIRED: "fail",
}


def job_record(video: QueuedVideo, base: str) -> dict[str, Any]:
    """Return the contract's record of a video, links below ``base``."""
    link = video.link(base)
    failure = None if link else _failure_of(video)
    begun_at = video.started_at or video.created_at
    return {
        "taskId": video.video_task_id,
        "model": VIDEO_MODEL,
        "state": _STATES[video.state],
        "param": json.dumps(_param(video)),
        "resultJson": json.dumps({"resultUrls": [link]}) if link else None if failure else "",
        "failCode": str(failure.code) if failure else None,
        "failMsg": failure.message if failure else None,
        "costTime": round((video.completed_at - begun_at).total_seconds())
        if video.completed_at
        else None,
        "completeTime": _millis(video.completed_at),
        "createTime": _millis(video.created_at),
        "creditsConsumed": 0,
    }


def job_callback(video: QueuedVideo, base: str) -> dict[str, Any]:
    """Return the contract's callback about a video: the record itself."""
    record = job_record(video, base)
    if record["failMsg"] is None:
        return {"code": 200, "msg": "success", "data": record}
    return {"code": 501, "msg": record["failMsg"], "data": record}


def _failure_of(video: QueuedVideo) -> RenderFailed | None:
    if _STATES[video.state] != "fail":
        return None
    message = video.error_message or "The video was not made."
    return RenderFailed(video.error_code or 500, video.error_reason or "", message)


def _param(video: QueuedVideo) -> dict[str, Any]:
    """Return the create as the record repeats it: with its input as JSON in a string (recorded)."""
    given = {
        "task_id": video.task_id,
        "audio_id": video.audio_id,
        "author": video.author,
        "domain_name": video.domain_name,
    }
    param = {
        "input": json.dumps({name: value for name, value in given.items() if value is not None}),
        "model": VIDEO_MODEL,
    }
    return param if video.callback_url == NOBODY else {**param, "callBackUrl": video.callback_url}


def job_music_record(task_id: str, music: dict[str, Any]) -> dict[str, Any]:
    """Return the contract's record of a music task that the seed's contract tells of."""
    songs = [_song(track) for track in music["response"]["sunoData"]]
    is_complete = music["status"] == "SUCCESS"
    return {
        "taskId": task_id,
        "model": MUSIC_MODEL,
        "state": "success" if is_complete else "generating",
        "param": json.dumps({"model": MUSIC_MODEL, "input": "{}"}),
        "resultJson": json.dumps({"data": songs}) if songs else "",
        "failCode": None,
        "failMsg": None,
        "costTime": None,
        "completeTime": None,
        "createTime": None,
        "creditsConsumed": 0,
    }


def _song(track: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": track["id"],
        "title": track["title"],
        "duration": track["duration"],
        "audio_url": track["audioUrl"],
        "stream_audio_url": track["streamAudioUrl"],
        "image_url": track["imageUrl"],
        "model_name": track["modelName"],
        "prompt": track["prompt"],
        "tags": track["tags"],
        "createTime": track["createTime"],
    }


def _millis(moment: datetime | None) -> int | None:
    return round(moment.timestamp() * 1000) if moment else None
