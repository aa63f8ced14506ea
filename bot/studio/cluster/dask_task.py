"""What a worker of the cluster does for one video: fetch its files, render, put the video back.

Dask runs ``render`` in a thread of the worker's process. Media is opened in a child process only,
which is confined and gives way like one of the studio's own.
"""

import asyncio
import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from distributed import get_worker
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.studio.cluster.shared_storage import SharedStorage, StorageUnavailable
from bot.studio.process.child_process import ChildDied, ChildStarved, final_message, stream_messages
from bot.studio.render.spec import MediaErrorCode, RenderSpec

TOPIC: Final = "musicvideo-progress"
"""The topic of the cluster's events that progress is told under."""

_STALL_SECONDS: Final = 300.0
_LOOK_SECONDS: Final = 0.5
_TIMED_OUT: Final = {
    "reason": MediaErrorCode.TIMEOUT.value,
    "message": "The render took longer than allowed.",
}


class RenderTask(BaseModel):
    """One video to make: ``audio``, ``cover``, ``logo`` are names in the storage's ``folder``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spec: dict[str, Any]
    storage: str
    folder: str
    audio: str
    cover: str | None
    logo: str | None = None
    render_seconds: float
    child: str


def render(task: dict[str, Any]) -> dict[str, Any]:
    """Make the video of a ``RenderTask`` on this worker.

    Gives ``{"done": …, "file": name}`` with the video's name in the folder, ``{"failed": …}`` as
    the renderer tells it, ``{"died": text}`` when the renderer died, or ``{"trouble": text}`` when
    this worker can't do its part.
    """
    worker = get_worker()
    key = worker.get_current_task()

    def tell(share: float) -> None:
        worker.log_event(TOPIC, {"key": key, "worker": worker.address, "progress": share})

    def is_wanted() -> bool:
        # Dask can't stop a thread: a task that nobody waits for any more is only marked so.
        state = worker.state.tasks.get(key)
        return state is not None and state.state != "cancelled"

    tell(0.0)
    with tempfile.TemporaryDirectory(prefix="musicvideo-", dir=worker.local_directory) as scratch:
        try:
            checked = RenderTask.model_validate(task)
            return asyncio.run(_made(checked, Path(scratch), tell, is_wanted))
        except ValidationError:
            return {"trouble": f"the worker {worker.address} has another version of the bot"}
        except StorageUnavailable as error:
            return {"trouble": f"at the worker {worker.address} {error}"}


async def _made(
    task: RenderTask,
    scratch: Path,
    tell: Callable[[float], None],
    is_wanted: Callable[[], bool],
) -> dict[str, Any]:
    storage, video = SharedStorage(task.storage), scratch / "video.mp4"
    spec = RenderSpec.model_validate(task.spec | {"audio": "audio", "cover": None})
    audio, cover = scratch / "audio", scratch / "cover"
    storage.get(task.folder, task.audio, audio)
    if task.cover:
        storage.get(task.folder, task.cover, cover)
    found: dict[str, object] = {"audio": audio, "cover": cover if task.cover else None}
    if task.logo and spec.logo:
        storage.get(task.folder, task.logo, scratch / "logo.png")
        found["logo"] = spec.logo.model_copy(update={"path": scratch / "logo.png"})
    try:
        async with asyncio.timeout(task.render_seconds):
            told = await _rendered(task, spec.model_copy(update=found), video, tell, is_wanted)
    except TimeoutError:
        return {"failed": _TIMED_OUT}
    if "done" not in told or not is_wanted():
        return told
    # Two workers may render the same video when one is taken for dead: each has its own name.
    name = f"video-{secrets.token_hex(8)}.mp4"
    storage.put(video, task.folder, name)
    return told | {"file": name}


async def _rendered(
    task: RenderTask,
    spec: RenderSpec,
    video: Path,
    tell: Callable[[float], None],
    is_wanted: Callable[[], bool],
) -> dict[str, Any]:
    """Run the renderer until it ends, or until nobody wants the video any more."""
    request = {"spec": spec.model_dump(mode="json"), "destination": str(video)}
    seconds = int(task.render_seconds) * (os.cpu_count() or 1) + 60
    environment = {"STUDIO_WORKER_CPU_SECONDS": str(seconds)}

    def hear(message: dict[str, Any]) -> None:
        if isinstance(progress := message.get("progress"), int | float):
            tell(float(progress))

    async def made(*, nobody_waits: bool) -> dict[str, Any]:
        child = stream_messages(
            task.child, request, environment=environment, nobody_waits=nobody_waits
        )
        return await final_message(child, stall_seconds=_STALL_SECONDS, on_message=hear)

    async def made_with_a_share() -> dict[str, Any]:
        try:
            return await made(nobody_waits=True)
        except ChildStarved:  # the machine is busy: such a process gets its turns no more
            return await made(nobody_waits=False)

    rendering = asyncio.create_task(made_with_a_share())
    try:
        while not rendering.done():
            if not is_wanted():
                return {"failed": {"reason": "cancelled", "message": "The video was cancelled."}}
            await asyncio.wait([rendering], timeout=_LOOK_SECONDS)
        return await rendering
    except ChildDied as death:
        return {"died": str(death)}
    finally:
        rendering.cancel()
        with contextlib.suppress(asyncio.CancelledError, ChildDied, TimeoutError):
            await rendering
