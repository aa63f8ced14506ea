"""The studio killed in the middle: nothing is lost, nothing is done twice, nothing lives on."""

import asyncio
import contextlib
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack, StoredTask
from bot.studio.settings import StudioSettings
from bot.video_api import MusicVideoApi
from bot.video_api.mp4_contract import Mp4Submission
from tests.studio.studio_harness import CALLBACK, settings_in, until, write_wav

KEY = "crash-key"
ALONE = f"""
import argparse, sys
from pathlib import Path
from bot.studio import cli
from bot.studio.settings import StudioSettings
folder = Path(sys.argv[1])
settings = StudioSettings(
    library=folder / "library", videos=folder / "videos", workers=1, key="{KEY}"
)
sys.exit(cli.execute(argparse.Namespace(command="studio"), settings))
"""


class Alone:
    """A studio in a process of its own."""

    def __init__(
        self, process: asyncio.subprocess.Process, url: str, session: aiohttp.ClientSession
    ) -> None:
        self.process = process
        self.url = url
        self.session = session

    async def submit(self, task: StoredTask) -> str:
        api = MusicVideoApi(
            self.session, base_url=self.url, key=KEY, user_agent="t", submit_timeout_seconds=30
        )
        body = {
            "taskId": task.task_id,
            "audioId": task.tracks[0].audio_id,
            "callBackUrl": CALLBACK,
        }
        return await api.submit(Mp4Submission.model_validate(body))

    async def reaches(self, video_task_id: str, state: str, progress: float = 0.0) -> None:
        async def has_reached() -> bool:
            url = f"{self.url}/studio/v1/videos/{video_task_id}"
            async with self.session.get(url) as response:
                data = (await response.json())["data"]
            assert data["state"] != "failed", data
            return bool(data["state"] == state and data["progress"] >= progress)

        await until(has_reached)


@asynccontextmanager
async def alone(folder: Path) -> AsyncIterator[Alone]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ALONE, str(folder)),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout
    try:
        said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        found = re.search(r"http://\S+", said)
        assert found, said
        headers = {"Authorization": f"Bearer {KEY}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            yield Alone(process, found[0], session)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def add_long_song(settings: StudioSettings) -> StoredTask:
    audio = write_wav(settings.library / ".long.wav", seconds=30)
    track = NewTrack(audio=audio, title="Long", duration_seconds=30)
    return Library(settings.library).add([track])


def workers_on(folder: Path) -> list[str]:
    """Return the processes that have a file of the folder open."""
    found = []
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if str(folder) in str(link.readlink()):
                found.append(link.parts[2])
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc")
async def test_a_killed_studio_takes_the_render_up_again(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    task = add_long_song(settings)
    async with alone(tmp_path) as studio:
        video_task_id = await studio.submit(task)
        await studio.reaches(video_task_id, "rendering", progress=0.01)
        studio.process.kill()
        await studio.process.wait()

    async def nobody_works() -> bool:
        return not workers_on(settings.videos)

    await until(nobody_works)  # the worker ended with its parent
    async with alone(tmp_path) as studio:
        await studio.reaches(video_task_id, "ready")
        files = [path.name for path in settings.videos.iterdir() if "studio.db" not in path.name]
        assert len(files) == 1
        assert re.fullmatch(r"[0-9a-f]{32}\.mp4", files[0])
        studio.process.terminate()
        assert await asyncio.wait_for(studio.process.wait(), 30) == 0
