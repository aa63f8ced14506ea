"""The music-video API: its wire format, its errors and its client.

One contract, used by both sides: the bot speaks it as a client to the cloud or to the embedded
studio, the studio serves it. The rules come from the vendor's documentation and from recorded
answers; where the two disagree both are accepted.
"""

from bot.video_api.client import (
    CREDIT_PATH,
    MUSIC_PATH,
    SUBMIT_PATH,
    VIDEO_PATH,
    MusicVideoApi,
)
from bot.video_api.errors import (
    ApiError,
    Refused,
    Unanswered,
    Unreachable,
    reason_of,
)
from bot.video_api.models import (
    BRANDING_LENGTH,
    Callback,
    MusicRecord,
    Submission,
    VideoRecord,
)
from bot.video_api.webhook_signature import (
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    is_signed,
    sign,
)

__all__ = [
    "BRANDING_LENGTH",
    "CREDIT_PATH",
    "MUSIC_PATH",
    "SIGNATURE_HEADER",
    "SUBMIT_PATH",
    "TIMESTAMP_HEADER",
    "VIDEO_PATH",
    "ApiError",
    "Callback",
    "MusicRecord",
    "MusicVideoApi",
    "Refused",
    "Submission",
    "Unanswered",
    "Unreachable",
    "VideoRecord",
    "is_signed",
    "reason_of",
    "sign",
]
