"""The bot's client of the studio's own API, ``/studio/v1``."""

from typing import Final

from bot.studio_client.client import StudioClient
from bot.studio_client.errors import StudioError, StudioMalformed, StudioRefused, StudioUnavailable
from bot.studio_client.library import StudioLibrary
from bot.studio_client.models import LibraryTrack, PublishedFiles, TrackUpload

__all__: Final = [
    "LibraryTrack",
    "PublishedFiles",
    "StudioClient",
    "StudioError",
    "StudioLibrary",
    "StudioMalformed",
    "StudioRefused",
    "StudioUnavailable",
    "TrackUpload",
]
