"""Whether the cluster can be reached, and each of its workers make a video."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from bot.diagnostics.context import Site
from bot.diagnostics.result import Finding, NotChecked, doubtful, good, wrong
from bot.diagnostics.sine_wave import write_tone
from bot.diagnostics.studio import RENDER_SECONDS, require_studio, second_of_video
from bot.studio.cluster.cluster import COURIER, Cluster, ClusterUnusable, Unreachable, credentials
from bot.studio.process.child_process import ChildDied, answer_of

SECONDS: Final = 600.0
_LOOK_SECONDS: Final = 40.0
_AT_ONCE: Final = 4  # a courier takes some memory here
_SCHEDULER: Final = "Start the scheduler, and look at studio.scheduler, firewall and certificates"
_WORKER: Final = "Install the bot there as here, and let it reach studio.storage (docs/hosting.md)"


async def check_cluster(site: Site) -> Finding:
    """Have each worker of the cluster make a second of video."""
    require_studio(site)
    if not site.config.studio.scheduler:
        raise NotChecked("renders run on this machine")
    try:
        cluster = Cluster.of(site.config.studio)
        if cluster is None:
            raise NotChecked("renders run on this machine")
        await cluster.look()
        workers = await _workers(cluster)
    except ClusterUnusable as error:
        return wrong(f"{error}", "Correct it: nothing is rendered until then")
    except (Unreachable, ChildDied) as error:
        return wrong(f"{error}", _SCHEDULER)
    if not workers:
        return wrong("the scheduler has no workers", "Start some: docs/hosting.md says how")
    return await _all_tried(site, cluster, workers)


async def _workers(cluster: Cluster) -> list[str]:
    question = {"cluster": cluster.question(), "look": True}
    told = await answer_of(COURIER, question, _LOOK_SECONDS, environment=credentials())
    if "unreachable" in told:
        raise Unreachable(str(told["unreachable"]))
    return [str(address) for address in told["done"]["workers"]]


async def _all_tried(site: Site, cluster: Cluster, workers: list[str]) -> Finding:
    turns, begun = asyncio.Semaphore(_AT_ONCE), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="musicvideo-check-") as folder:
        song = Path(folder) / "tone.wav"
        await asyncio.to_thread(write_tone, song)

        async def tried(number: int, address: str) -> str | None:
            video = Path(folder) / f"{number}.mp4"
            question = {
                "spec": second_of_video(site, song).model_dump(mode="json"),
                "destination": str(video),
                "cluster": cluster.question(),
                "on": address,
            }
            async with turns:
                return await _trouble(question, address)

        troubles = await asyncio.gather(*(tried(*one) for one in enumerate(workers)))
    told = [trouble for trouble in troubles if trouble]
    if told:
        lines = f"{len(told)} of {len(workers)} workers can't render: {'; '.join(told)}"
        return wrong(lines, _WORKER) if len(told) == len(workers) else doubtful(lines, _WORKER)
    took = time.monotonic() - begun
    return good(
        f"{len(workers)} of {len(workers)} workers made a second of video, within {took:.1f} s"
    )


async def _trouble(question: dict[str, Any], address: str) -> str | None:
    """Have one worker render; tell what went wrong there, None when nothing did."""
    try:
        told = await answer_of(COURIER, question, RENDER_SECONDS, environment=credentials())
    except ChildDied as death:
        return f"{address}: {death}"
    if failed := told.get("failed"):
        return f"{address}: {failed.get('message')}"
    return None if "done" in told else str(told.get("unreachable", "no answer"))
