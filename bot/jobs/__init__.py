"""A job: its two lives, their states, and the rules between them. Nothing here does I/O.

A *video* is one track's render at one provider; it has the charge, the callback token and the
API's id. A *request* is one member's wish for it in one channel. Many requests may share a video:
one charge, a post each.
"""

from bot.jobs.failure_reasons import Reason
from bot.jobs.models import (
    MAX_SUBMITS,
    STRUGGLING_TRIES,
    UNANSWERED_SUBMITS,
    Job,
    Request,
    Video,
    new_job_id,
    new_token,
    overdue_at,
)
from bot.jobs.new_request import NewRequest
from bot.jobs.provider import Provider
from bot.jobs.squeeze import Squeeze
from bot.jobs.states import (
    OPEN_REQUESTS,
    VERDICTS,
    RequestState,
    Target,
    VideoState,
    may_move,
    sources_of,
)
from bot.jobs.tracks import Branding, KnownTrack, TrackKey

__all__ = [
    "MAX_SUBMITS",
    "OPEN_REQUESTS",
    "STRUGGLING_TRIES",
    "UNANSWERED_SUBMITS",
    "VERDICTS",
    "Branding",
    "Job",
    "KnownTrack",
    "NewRequest",
    "Provider",
    "Reason",
    "Request",
    "RequestState",
    "Squeeze",
    "Target",
    "TrackKey",
    "Video",
    "VideoState",
    "may_move",
    "new_job_id",
    "new_token",
    "overdue_at",
    "sources_of",
]
