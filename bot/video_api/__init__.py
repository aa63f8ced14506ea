"""The music-video API: its wire format, its errors and its client.

Two contracts behind one client: the seed's (``mp4``) and the vendor's present one (``jobs``). Both
sides use them: the bot speaks them as a client to the cloud or to the embedded studio, the studio
serves them. The rules come from the vendor's documentation and from recorded
answers; where the two disagree both are accepted.
"""

from bot.video_api.client import (
    CREDIT_PATH,
    OTHER_CREDIT_PATH,
    ContractChoice,
    MusicVideoApi,
)
from bot.video_api.contracts import CONTRACTS, JOBS, MP4
from bot.video_api.errors import (
    ApiError,
    ApiRefused,
    ApiResponseLost,
    ApiUnreachable,
    failure_reason_for,
)
from bot.video_api.jobs_contract import (
    CREATE_PATH,
    MUSIC_MODEL,
    RECORD_PATH,
    VIDEO_MODEL,
    CreateTask,
    JobMusicRecord,
    JobRecord,
)
from bot.video_api.lyrics import LYRICS_CREDITS, LYRICS_PATH, TimedWord
from bot.video_api.models import (
    BRANDING_LENGTH,
    CallbackBody,
    MusicTrack,
    Submission,
)
from bot.video_api.mp4_contract import (
    MUSIC_PATH,
    SUBMIT_PATH,
    VIDEO_PATH,
    Mp4MusicRecord,
    Mp4Record,
    Mp4Submission,
)
from bot.video_api.provider import Discovery, MusicRecord, VideoProvider, VideoRecord
from bot.video_api.webhook_signature import (
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    is_signed,
    sign,
)

__all__ = [
    "BRANDING_LENGTH",
    "CONTRACTS",
    "CREATE_PATH",
    "CREDIT_PATH",
    "JOBS",
    "LYRICS_CREDITS",
    "LYRICS_PATH",
    "MP4",
    "MUSIC_MODEL",
    "MUSIC_PATH",
    "OTHER_CREDIT_PATH",
    "RECORD_PATH",
    "SIGNATURE_HEADER",
    "SUBMIT_PATH",
    "TIMESTAMP_HEADER",
    "VIDEO_MODEL",
    "VIDEO_PATH",
    "ApiError",
    "ApiRefused",
    "ApiResponseLost",
    "ApiUnreachable",
    "CallbackBody",
    "ContractChoice",
    "CreateTask",
    "Discovery",
    "JobMusicRecord",
    "JobRecord",
    "Mp4MusicRecord",
    "Mp4Record",
    "Mp4Submission",
    "MusicRecord",
    "MusicTrack",
    "MusicVideoApi",
    "Submission",
    "TimedWord",
    "VideoProvider",
    "VideoRecord",
    "failure_reason_for",
    "is_signed",
    "sign",
]
