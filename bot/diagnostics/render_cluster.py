"""Whether the cluster can be reached, and each of its workers make a video."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from bot.diagnostics.context import CheckContext
from bot.diagnostics.result import CheckResult, CheckSkipped, failed, passed, warning
from bot.diagnostics.sine_wave import write_sine_wave
from bot.diagnostics.studio import RENDER_SECONDS, require_studio, trial_spec
from bot.studio.cluster.cluster import (
    CLIENT_MODULE,
    Cluster,
    ClusterUnreachable,
    ClusterUnusable,
    credentials,
)
from bot.studio.process.child_process import ChildDied, call_child

SECONDS: Final = 600.0
_LOOK_SECONDS: Final = 40.0
_AT_ONCE: Final = 4  # a cluster client takes some memory here
_SCHEDULER: Final = "Start the scheduler, and look at studio.scheduler, firewall and certificates"
_WORKER: Final = "Install the bot there as here, and let it reach studio.storage (docs/hosting.md)"


async def check_cluster(context: CheckContext) -> CheckResult:
    """Have each worker of the cluster make a second of video."""
    require_studio(context)
    if not context.config.studio.scheduler:
        raise CheckSkipped("renders run on this machine")
    try:
        cluster = Cluster.from_settings(context.config.studio)
        if cluster is None:
            raise CheckSkipped("renders run on this machine")
        await cluster.probe()
        workers = await _workers(cluster)
    except ClusterUnusable as error:
        return failed(f"{error}", "Correct it: nothing is rendered until then")
    except (ClusterUnreachable, ChildDied) as error:
        return failed(f"{error}", _SCHEDULER)
    if not workers:
        return failed("the scheduler has no workers", "Start some: docs/hosting.md says how")
    return await _all_tried(context, cluster, workers)


async def _workers(cluster: Cluster) -> list[str]:
    request = {"cluster": cluster.request(), "look": True}
    told = await call_child(CLIENT_MODULE, request, _LOOK_SECONDS, environment=credentials())
    if "unreachable" in told:
        raise ClusterUnreachable(str(told["unreachable"]))
    return [str(address) for address in told["done"]["workers"]]


async def _all_tried(context: CheckContext, cluster: Cluster, workers: list[str]) -> CheckResult:
    turns, begun = asyncio.Semaphore(_AT_ONCE), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="musicvideo-check-") as folder:
        song = Path(folder) / "tone.wav"
        await asyncio.to_thread(write_sine_wave, song)

        async def tried(number: int, address: str) -> str | None:
            video = Path(folder) / f"{number}.mp4"
            request = {
                "spec": trial_spec(context, song).model_dump(mode="json"),
                "destination": str(video),
                "cluster": cluster.request(),
                "on": address,
            }
            async with turns:
                return await _trouble(request, address)

        troubles = await asyncio.gather(*(tried(*one) for one in enumerate(workers)))
    told = [trouble for trouble in troubles if trouble]
    if told:
        lines = f"{len(told)} of {len(workers)} workers can't render: {'; '.join(told)}"
        return failed(lines, _WORKER) if len(told) == len(workers) else warning(lines, _WORKER)
    took = time.monotonic() - begun
    return passed(
        f"{len(workers)} of {len(workers)} workers made a second of video, within {took:.1f} s"
    )


async def _trouble(request: dict[str, Any], address: str) -> str | None:
    """Have one worker render; tell what went wrong there, None when nothing did."""
    try:
        told = await call_child(CLIENT_MODULE, request, RENDER_SECONDS, environment=credentials())
    except ChildDied as death:
        return f"{address}: {death}"
    if failed := told.get("failed"):
        return f"{address}: {failed.get('message')}"
    return None if "done" in told else str(told.get("unreachable", "no answer"))
