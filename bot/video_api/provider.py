"""What the bot asks of whoever makes the videos, and how it is answered, whoever that is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.jobs import FailureReason, RenderOptions, Squeeze
from bot.video_api.errors import ApiRefused
from bot.video_api.models import MusicTrack, Submission


class VideoRecord(Protocol):
    """A video as a look at it tells, under either contract: the truth about a job."""

    @property
    def task_id(self) -> str | None:
        """The video's own id."""

    @property
    def callback_url(self) -> str | None:
        """The address that it calls back: with the token that we gave."""

    @property
    def video_url(self) -> str | None:
        """The finished video's link, when there is one that a person can open."""

    @property
    def is_ready(self) -> bool:
        """Whether the video is made."""

    @property
    def failure(self) -> FailureReason | None:
        """Why the video failed; None while it is open."""

    @property
    def completed_at(self) -> datetime | None:
        """When it was made."""

    @property
    def credits(self) -> float | None:
        """What was charged for it; None when that isn't told."""

    @property
    def squeeze(self) -> Squeeze | None:
        """What was given up for the file's size; None where nothing is told."""

    @property
    def has_lyrics(self) -> bool | None:
        """Whether words are shown in it; None where nothing is told."""

    @property
    def tells_whose(self) -> bool:
        """Whether it tells what it was made of, or for whom: if not, it may do so later."""

    def shows(self, task_id: str, audio_id: str) -> bool:
        """Return whether it certainly is a video of a track."""
        ...


class MusicRecord(Protocol):
    """A music task as a look at it tells, under either contract: what a person picks from."""

    @property
    def is_complete(self) -> bool:
        """Whether no more tracks will come."""

    @property
    def tracks(self) -> list[MusicTrack]:
        """The tracks that carry a usable id, in the API's order."""

    def lacks(self, audio_id: str) -> bool:
        """Return whether it certainly has no such track."""
        ...


@dataclass(frozen=True)
class Discovery:
    """Under which contract a music task is known; None: under neither."""

    contract: str | None
    music: MusicRecord | None = None
    gone: ApiRefused | None = None
    """What an endpoint answered that is gone: it knows nothing."""


class VideoProvider(Protocol):
    """A provider of videos, as the workers know it. All methods raise ApiError.

    Which one of bot.video_api.errors decides whether a submit is repeated, and so whether something
    is paid twice: ApiUnreachable, where certainly nothing was sent; ApiResponseLost, where it may
    have been taken; ApiRefused, where the answer was no, with the code that says why.
    """

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

        ``contract``: the one that ``discover`` told.
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
