"""What the bot asks of whoever makes the videos: the protocol behind which each provider stands."""

from typing import Protocol

from bot.jobs import RenderOptions
from bot.video_api.client import Discovery
from bot.video_api.models import MusicRecord, Submission, VideoRecord


class VideoProvider(Protocol):
    """A provider of videos, as the workers know it. All methods raise ApiError."""

    @property
    def settled_contract(self) -> str | None:
        """The only contract that it speaks; None where that is found out for each music task."""

    async def discover(
        self, task_id: str, *, owner: str | None = None, only: str | None = None
    ) -> Discovery:
        """Find out, for free, under which contract a music task is known."""
        ...

    async def submit(
        self,
        submission: Submission,
        *,
        contract: str,
        owner: str | None = None,
        variant: str = "",
        most_bytes: int | None = None,
        options: RenderOptions | None = None,
    ) -> str:
        """Ask for a video and give its id; ``owner`` is the server that it is for.

        ``most_bytes``: how large the file may be, where that can be asked for; None: any size.
        ``options``: how it is to look, where that can be chosen.
        """
        ...

    async def video(self, video_task_id: str, *, contract: str) -> VideoRecord | None:
        """Look a video up; None when the id is unknown. Empty: the contract isn't known."""
        ...

    async def music(self, task_id: str, *, owner: str | None = None) -> MusicRecord | None:
        """Look a music task up; None when the id is unknown."""
        ...

    async def credit(self) -> float:
        """Return the account's balance in credits."""
        ...
