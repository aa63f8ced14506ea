"""Videos on a Dask cluster whose workers die: ``make cluster ARGS="--seed 1 --videos 40"``.

A scheduler and four workers, each a process on loopback. At random times, by the seed, a worker is
killed, or stopped and then killed, and another one takes its place, until all videos are done. Each
must be ready, called back once and never twice, and nothing may be left in the shared storage. Says
what came of it; ends with 1 if something is wrong. Takes some minutes.
"""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.studio.cluster.dask_cluster import DaskCluster, dask_cluster
from tests.studio.cluster.test_cluster import add, called_back, clustered, shared_files, submit
from tests.studio.http.test_server import Client

WORKERS = 4
PAUSES = (0.5, 3.0)  # seconds between two deaths
SONGS = (1.0, 4.0)  # seconds
STOPPED_SECONDS = 2.0  # that some stand still before they die
BETWEEN_SECONDS = 0.6  # two orders: the studio takes 20 in 10 s
LIMIT_SECONDS = 900.0


async def kill_some(cluster: DaskCluster, chosen: random.Random, told: Counter[str]) -> None:
    """Let workers die, one after the other, and others take their place."""
    while True:
        await asyncio.sleep(chosen.uniform(*PAUSES))
        alive = [worker for worker in cluster.workers if worker.returncode is None]
        victim = chosen.choice(alive)
        if chosen.random() < 1 / 3:
            victim.send_signal(signal.SIGSTOP)
            told["stopped first"] += 1
            await asyncio.sleep(STOPPED_SECONDS)
        victim.kill()
        await victim.wait()
        told["deaths"] += 1
        await cluster.start_worker()


async def ended(client: Client, ids: list[str]) -> dict[str, str]:
    """Wait until all videos are done, or too long; return what became of each."""
    states: dict[str, str] = {}
    until = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < until and len(states) < len(ids):
        for one in set(ids) - set(states):
            state = str((await client.state(one))["state"])
            if state in {"ready", "failed"}:
                states[one] = state
        await asyncio.sleep(0.2)
    return states


async def tried(folder: Path, seed: int, videos: int) -> list[str]:
    """Have so many videos made; return what is wrong."""
    chosen, told, wrong = random.Random(seed), Counter[str](), []
    async with dask_cluster(folder / "dask", workers=WORKERS) as cluster:
        settings = clustered(folder, cluster.address)
        async with called_back(settings) as (client, receiver):
            lengths = [chosen.uniform(*SONGS) + number / 1000 for number in range(videos)]
            ids = []
            for length in lengths:
                ids.append(await submit(client, receiver, add(settings, seconds=round(length, 3))))
                await asyncio.sleep(BETWEEN_SECONDS)
            deaths = asyncio.create_task(kill_some(cluster, chosen, told))
            states = await ended(client, ids)
            deaths.cancel()
            with suppress(asyncio.CancelledError):
                await deaths
            await asyncio.sleep(2)  # time for a callback too many
            called = Counter(body.data.task_id for body in receiver.bodies)
            files = [path for path in settings.videos.iterdir() if path.suffix == ".mp4"]
        left = shared_files(settings)
    wrong += [f"{one}: {states.get(one, 'not done')}" for one in ids if states.get(one) != "ready"]
    wrong += [f"{one}: {called[one]} callbacks" for one in ids if called[one] != 1]
    wrong += [f"{len(files)} files for {videos} videos"] if len(files) != videos else []
    wrong += [f"left in the storage: {path.name}" for path in left]
    ready = sum(state == "ready" for state in states.values())
    sys.stdout.write(
        f"seed {seed}: {ready} of {videos} videos ready, {told['deaths']} deaths of {WORKERS}"
        f" workers ({told['stopped first']} stopped first), {sum(called.values())} callbacks\n"
    )
    return wrong


def main() -> int:
    """Read the arguments and try each seed."""
    parser = argparse.ArgumentParser(prog="tests.studio.cluster.dying_workers", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="what decides who dies when")
    parser.add_argument("--videos", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="musicvideo-cluster-") as folder:
        wrong = asyncio.run(tried(Path(folder), options.seed, options.videos))
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
