"""The studio on a Dask cluster: a real scheduler and real workers, as processes on loopback."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from distributed import Client as Dask

from bot.diagnostics.result import Level
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack, StoredTask
from bot.studio.process.limits import NICENESS
from bot.studio.process.parent_watch import RUNS_IDLE
from bot.studio.settings import StudioSettings
from bot.video_api import SUBMIT_PATH
from tests.process.bot_process import ROOT, free_port
from tests.studio.cluster.dask_cluster import DaskCluster, dask_cluster
from tests.studio.http.test_server import Client, running
from tests.studio.queue.test_webhooks import Receiver
from tests.studio.studio_harness import settings_in, until, write_wav
from tests.support.installation import installed, is_wrong

GATED = "tests.studio.process.gated_worker"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for a lost scheduler often, and let the renderers wait for their gate."""
    monkeypatch.setattr("bot.studio.cluster.cluster.RENDER_MODULE", GATED)
    monkeypatch.setattr("bot.studio.cluster.cluster._PAUSE_SECONDS", 0.2)
    monkeypatch.setattr("bot.studio.cluster.cluster._MAX_PAUSE_SECONDS", 0.5)


def clustered(folder: Path, scheduler: str, **changes: object) -> StudioSettings:
    """Return settings of a studio that renders in a cluster."""
    shared = folder / "shared"
    shared.mkdir(exist_ok=True)
    where = {"scheduler": scheduler, "storage": shared.as_uri()}
    return settings_in(folder, **(where | changes))


def add(settings: StudioSettings, *, seconds: float) -> StoredTask:
    """Put a song into the library."""
    audio = write_wav(settings.library / f".{seconds}.wav", seconds=seconds)
    track = NewTrack(audio=audio, title=f"{seconds} s", duration_seconds=seconds)
    return Library(settings.library).add([track])


@asynccontextmanager
async def called_back(settings: StudioSettings) -> AsyncIterator[tuple[Client, Receiver]]:
    """Have a studio whose callbacks are received."""
    receiver = Receiver(200)
    async with receiver.listening(), running(settings) as client:
        yield client, receiver


async def submit(client: Client, receiver: Receiver, task: StoredTask) -> str:
    """Order a task's video and give its id."""
    track = task.tracks[0].audio_id
    body = {"taskId": task.task_id, "audioId": track, "callBackUrl": receiver.url}
    code, data = await client.call("POST", SUBMIT_PATH, json=body)
    assert code == 200
    return str(data["taskId"])


async def begun(client: Client, *video_task_ids: str) -> None:
    """Wait until each of these is in the middle of its render."""

    async def all_have() -> bool:
        return all([(await client.state(one))["progress"] > 0 for one in video_task_ids])

    await until(all_have)


def renderers(worker: asyncio.subprocess.Process) -> list[int]:
    """Return the renderer's processes below a worker."""
    lists = Path(f"/proc/{worker.pid}/task").glob("*/children")
    found = " ".join(path.read_text(encoding="ascii") for path in lists).split()
    return [
        int(pid) for pid in found if GATED.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def shared_files(settings: StudioSettings) -> list[Path]:
    return list((settings.videos.parent / "shared").rglob("*"))


async def test_every_video_is_finished_once_though_a_worker_is_killed(tmp_path: Path) -> None:
    async with dask_cluster(tmp_path / "dask") as cluster:
        settings = clustered(tmp_path, cluster.address)
        async with called_back(settings) as (client, receiver):
            lengths = (2.0, 2.5, 3.0, 3.5)
            tasks = [add(settings, seconds=length) for length in lengths]
            ids = [await submit(client, receiver, task) for task in tasks]
            await begun(client, *ids[:2])
            assert renderers(cluster.workers[0])
            assert renderers(cluster.workers[1])
            cluster.workers[0].send_signal(signal.SIGKILL)
            cluster.gate.touch()
            for length, one in zip(lengths, ids, strict=True):
                state = await client.reaches(one, "ready")
                assert state["durationSeconds"] == pytest.approx(length, abs=0.2)
            await until(lambda: receiver.has(4))
            await asyncio.sleep(0.3)  # time for a callback too many
            assert Counter(body.data.task_id for body in receiver.bodies) == Counter(ids)
            videos = [path for path in settings.videos.iterdir() if path.suffix == ".mp4"]
            assert len(videos) == 4
        assert shared_files(settings) == []


async def test_a_video_that_waited_at_a_worker_is_not_blamed_for_its_death(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    async with dask_cluster(tmp_path / "dask", workers=1) as cluster:
        settings = clustered(tmp_path, cluster.address)
        async with called_back(settings) as (client, receiver):
            running_one = await submit(client, receiver, add(settings, seconds=2))
            await begun(client, running_one)
            waiting_one = await submit(client, receiver, add(settings, seconds=2.5))
            await sent_to_workers(cluster, 2)
            await kill(cluster.workers[0])
            await until(lambda: _told(caplog, f"The render of {running_one} died"))
            await cluster.start_worker()
            cluster.gate.touch()
            await client.reaches(running_one, "ready")
            await client.reaches(waiting_one, "ready")
            assert f"The render of {waiting_one} died" not in caplog.text


async def sent_to_workers(cluster: DaskCluster, videos: int) -> None:
    """Wait until the scheduler has sent its workers so many."""
    async with Dask(cluster.address, asynchronous=True) as dask:  # type: ignore[no-untyped-call]

        async def are_there() -> bool:
            keys = await dask.processing()
            return sum(map(len, keys.values())) == videos

        await until(are_there)


async def kill(worker: asyncio.subprocess.Process) -> None:
    worker.kill()
    await worker.wait()


def environment_of(process_id: int) -> list[str]:
    return Path(f"/proc/{process_id}/environ").read_text(errors="replace").split("\0")


async def test_a_cancelled_render_ends_at_its_worker(tmp_path: Path) -> None:
    async with dask_cluster(tmp_path / "dask", workers=1) as cluster:
        settings = clustered(tmp_path, cluster.address)
        async with called_back(settings) as (client, receiver):
            first = await submit(client, receiver, add(settings, seconds=2))
            await begun(client, first)
            (renderer,) = renderers(cluster.workers[0])
            assert os.getpriority(os.PRIO_PROCESS, renderer) >= NICENESS
            assert f"{RUNS_IDLE}=1" in environment_of(renderer)  # as soon as it has its request
            path = f"/studio/v1/videos/{first}"
            code, state = await client.call("DELETE", path)
            assert (code, state["state"]) == (200, "cancelled")

            async def has_ended() -> bool:
                return not renderers(cluster.workers[0])

            await until(has_ended)
            # The cluster's only worker is free again.
            cluster.gate.touch()
            second = await submit(client, receiver, add(settings, seconds=2))
            await client.reaches(second, "ready")
            assert shared_files(settings) == []


async def test_videos_wait_while_the_scheduler_is_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cluster = DaskCluster(tmp_path / "dask")
    settings = clustered(tmp_path, cluster.address)
    try:
        async with called_back(settings) as (client, receiver):
            first = await submit(client, receiver, add(settings, seconds=2))
            await until(lambda: _told(caplog, f"{cluster.address}: Connect call failed"))
            assert (await client.state(first))["state"] == "queued"
            await cluster.start_scheduler()
            await until(lambda: _told(caplog, "has no workers yet"))
            await cluster.start_worker()
            await begun(client, first)
            await cluster.stop_scheduler()
            await until(lambda: _told(caplog, "the scheduler was lost", "lost the video"))
            state = await client.state(first)
            assert (state["state"], state["reason"]) == ("queued", None)
            second = await submit(client, receiver, add(settings, seconds=2))
            await cluster.start_scheduler()
            await cluster.start_worker()
            cluster.gate.touch()
            await client.reaches(first, "ready")
            await client.reaches(second, "ready")
            await until(lambda: receiver.has(2))
    finally:
        await cluster.end()


async def _told(caplog: pytest.LogCaptureFixture, *words: str) -> bool:
    return any(word in caplog.text for word in words)


def certificates(folder: Path, *names: str) -> Path:
    """Make them as the page for hosts says."""
    script = ROOT / "deploy" / "certificates.sh"
    subprocess.run([script, folder, *names], check=True, capture_output=True)
    return folder


def security(folder: Path, name: str) -> tuple[str, ...]:
    """Return the options of a scheduler or worker that has such a certificate."""
    files = {"ca-file": "ca", "cert": name, "key": f"{name}-key"}
    return tuple(
        word
        for option, file in files.items()
        for word in (f"--tls-{option}", f"{folder}/{file}.pem")
    )


def node(folder: Path, name: str) -> dict[str, object]:
    """Return the settings of a bot that has such a certificate."""
    return {
        "scheduler_ca": folder / "ca.pem",
        "scheduler_cert": folder / f"{name}.pem",
        "scheduler_key": folder / f"{name}-key.pem",
    }


@pytest.mark.skipif(not shutil.which("openssl"), reason="the script needs openssl")
async def test_over_tls_only_who_has_a_certificate_of_the_cluster_comes_in(tmp_path: Path) -> None:
    ours = certificates(tmp_path / "ours", "scheduler", "bot")
    strangers = certificates(tmp_path / "strangers", "bot")
    async with dask_cluster(
        tmp_path / "dask", workers=1, security=security(ours, "scheduler")
    ) as cluster:
        assert cluster.address.startswith("tls://")
        cluster.gate.touch()
        async with installed(tmp_path) as host:
            settings = host.settings
            settings["api"]["key"] = ""
            shared = tmp_path / "shared"
            studio = {"scheduler": cluster.address, "storage": shared.as_uri()}
            settings["studio"] |= studio | node(ours, "bot")
            assert is_wrong(await host.found("cluster"), "the storage", "No such file")
            shared.mkdir()
            good = await host.found("cluster")
            assert good.text.startswith("1 of 1 workers made a second of video"), good
            assert (await host.found("studio")).level is Level.SKIPPED
            settings["studio"] |= node(strangers, "bot")
            assert is_wrong(await host.found("cluster"), "can't be reached")
            settings["studio"] |= node(tmp_path, "nobody")
            assert is_wrong(await host.found("cluster"), "scheduler_ca", "can't be read")
            settings["studio"] |= node(ours, "bot") | {
                "scheduler": f"tls://127.0.0.1:{free_port()}"
            }
            assert is_wrong(await host.found("cluster"), "Connect call failed")
            settings["studio"] |= studio
            cluster.workers[0].kill()
            await cluster.workers[0].wait()
            assert is_wrong(await host.found("cluster"), "no workers")
