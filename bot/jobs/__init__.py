"""A job: its two lives, their states, and the rules between them. Nothing here does I/O.

A *video* is one track's render at one provider; it has the charge, the callback token and the
API's id. A *request* is what one member asks for in one channel. Many requests may share a video:
one charge, a post each.
"""

from bot.jobs.failure_reasons import FailureReason
from bot.jobs.models import (
    MAX_SUBMITS,
    MAX_UNANSWERED_SUBMITS,
    STRUGGLING_TRIES,
    Job,
    Request,
    Video,
    link_end,
    new_job_id,
    new_token,
    overdue_at,
    refresh_at,
)
from bot.jobs.new_request import AskedNames, NewRequest
from bot.jobs.provider import Provider
from bot.jobs.render_options import (
    CANVAS_SECONDS,
    CARD_LENGTH,
    FROM_COVER,
    LEAST_SECONDS,
    LOUDEST,
    NONE,
    Corner,
    Logo,
    RenderOptions,
    Shape,
    VideoQuality,
)
from bot.jobs.squeeze import Squeeze
from bot.jobs.states import (
    OPEN_REQUEST_STATES,
    OUTCOMES,
    DeliveryTarget,
    RequestState,
    StatusMode,
    VideoState,
    can_transition,
    sources_of,
)
from bot.jobs.tracks import Branding, TrackInfo, TrackKey, WrittenTexts

__all__ = [
    "CANVAS_SECONDS",
    "CARD_LENGTH",
    "FROM_COVER",
    "LEAST_SECONDS",
    "LOUDEST",
    "MAX_SUBMITS",
    "MAX_UNANSWERED_SUBMITS",
    "NONE",
    "OPEN_REQUEST_STATES",
    "OUTCOMES",
    "STRUGGLING_TRIES",
    "AskedNames",
    "Branding",
    "Corner",
    "DeliveryTarget",
    "FailureReason",
    "Job",
    "Logo",
    "NewRequest",
    "Provider",
    "RenderOptions",
    "Request",
    "RequestState",
    "Shape",
    "Squeeze",
    "StatusMode",
    "TrackInfo",
    "TrackKey",
    "Video",
    "VideoQuality",
    "VideoState",
    "WrittenTexts",
    "can_transition",
    "link_end",
    "new_job_id",
    "new_token",
    "overdue_at",
    "refresh_at",
    "sources_of",
]
