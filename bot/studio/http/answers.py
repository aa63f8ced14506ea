"""How the studio's own paths tell of a video, and of a task of the library."""

from datetime import datetime
from typing import Any

from bot.studio.library.models import StoredTask, StoredTrack
from bot.studio.models import QueuedVideo, RenderState
from bot.studio.queue.render_speeds import Forecast
from bot.studio.signed_urls import SignedUrls


def video_answer(
    video: QueuedVideo,
    place: int | None,
    forecast: Forecast,
    progress: float | None,
    links: SignedUrls,
) -> dict[str, Any]:
    """Return how far a video is; ``progress``: of one that is being made."""
    is_ready = video.state is RenderState.READY
    return {
        "videoTaskId": video.video_task_id,
        "taskId": video.task_id,
        "audioId": video.audio_id,
        "owner": video.owner or None,
        "edition": video.variant.partition(".")[0] or None,  # behind it: that of its options
        "options": video.options.model_dump(exclude_none=True),
        "title": video.title,
        "state": video.state.value,
        "progress": 1.0 if is_ready else progress,
        "position": place,
        "expectedSeconds": _rounded(forecast.expected_seconds),
        "secondsLeft": _rounded(forecast.seconds_left),
        "videoUrl": video.link(links.public),
        "sizeBytes": video.size_bytes,
        "durationSeconds": video.duration_seconds,
        "errorCode": video.error_code,
        "reason": video.error_reason,
        "message": video.error_message,
        "createdAt": _iso(video.created_at),
        "startedAt": _iso(video.started_at),
        "completedAt": _iso(video.completed_at),
        "expiresAt": _iso(video.expires_at),
    }


def task_answer(task: StoredTask, links: SignedUrls) -> dict[str, Any]:
    """Return a task of the library with its tracks."""
    return {
        "taskId": task.task_id,
        "owner": task.owner or None,
        "addedBy": task.added_by or None,
        "createdAt": _iso(task.created_at),
        "tracks": [_track(task.task_id, track, links) for track in task.tracks],
    }


def _track(task_id: str, track: StoredTrack, links: SignedUrls) -> dict[str, Any]:
    link = links.asset
    return {
        "audioId": track.audio_id,
        "title": track.title,
        "author": track.author,
        "tags": track.tags,
        "durationSeconds": track.duration_seconds,
        "soundDigest": track.sound_digest,
        "audioUrl": link(task_id, track.audio_id, "audio"),
        "imageUrl": link(task_id, track.audio_id, "cover") if track.cover else None,
        "lyricsVersion": track.lyrics_version,
        "hasLyrics": track.lyrics is not None,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
