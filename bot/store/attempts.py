"""What a video's row begins with, when it is asked for once more."""

from typing import Final

NEW_ATTEMPT: Final = """
    state = 'queued', attempt = attempt + 1, submits = 0, api_task_id = NULL, contract = '',
    reason = NULL, video_url = NULL, submitted_at = NULL, deadline_at = NULL, completed_at = NULL,
    expires_at = NULL, progress_at = NULL, queue_place = NULL, started_at = NULL, progress = NULL,
    expected_seconds = NULL, ready_at = NULL, render_seconds = NULL, squeeze = NULL,
    has_lyrics = NULL
"""
"""SQL for ``UPDATE videos SET``: what was known of the attempt before is not true of this one.

Whoever begins one gives a new token besides, so that what is still heard of the former one doesn't
count, and says when it is due.
"""
