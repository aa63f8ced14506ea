"""What the studio's tests stand on: small real songs, orders, and a waiting that gives up."""

import asyncio
import math
import struct
import wave
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack, StoredTask
from bot.studio.models import RenderOrder, TrackSource
from bot.studio.settings import StudioSettings
from bot.video_api import Mp4Submission

CALLBACK = "http://127.0.0.1:9/callback"
PATIENCE_SECONDS = 120.0  # generous: it bounds a test that hangs, it decides none


def write_wav(path: Path, seconds: float = 1.2, rate: int = 8000) -> Path:
    """Write a quiet tone."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        samples = (int(8000 * math.sin(at / 5)) for at in range(int(seconds * rate)))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return path


def settings_in(folder: Path, **changes: object) -> StudioSettings:
    """Return settings whose library is empty and stays so."""
    library, videos = folder / "library", folder / "videos"
    library.mkdir(exist_ok=True)
    videos.mkdir(exist_ok=True)
    (library / ".welcomed").touch()
    return StudioSettings.model_validate({"library": library, "videos": videos} | changes)


def add_song(
    settings: StudioSettings, title: str = "Song", owner: str = "", takes: int = 1
) -> StoredTask:
    """Put a short song into the settings' library."""
    audio = settings.library / ".song.wav"
    if not audio.exists():
        write_wav(audio)
    track = NewTrack(audio=audio, title=title, duration_seconds=1.2, author="Band")
    return Library(settings.library).add([track] * takes, owner=owner)


def order(
    task: str = "a" * 32, audio: str = "1", owner: str = "", callback: str = CALLBACK
) -> RenderOrder:
    """Return an order of a video."""
    submission = Mp4Submission.model_validate(
        {"taskId": task, "audioId": audio, "callBackUrl": callback, "author": "Me"}
    )
    return RenderOrder(
        submission=submission,
        source=TrackSource(task_id=task, audio_id=audio, title="Song"),
        owner=owner,
    )


def order_of(task: StoredTask, owner: str = "", callback: str = CALLBACK) -> RenderOrder:
    """Return an order of a library task's first track."""
    track = task.tracks[0]
    render_order = order(task.task_id, track.audio_id, owner, callback)
    return render_order.model_copy(
        update={"source": render_order.source.model_copy(update={"title": track.title})}
    )


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await condition():  # noqa: ASYNC110 - what is waited for is another process's
            await asyncio.sleep(0.01)
