"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.process.bot_process import ROOT, free_port

START_SECONDS = 60.0
_SCHEDULER, _WORKER = "distributed.cli.dask_scheduler", "distributed.cli.dask_worker"


class DaskCluster:
    """Starts and ends schedulers and workers; ``security`` are the options of a TLS one."""

    def __init__(self, folder: Path, security: tuple[str, ...] = ()) -> None:
        self.port = free_port()
        self.address = f"{'tls' if security else 'tcp'}://127.0.0.1:{self.port}"
        self.workers: list[asyncio.subprocess.Process] = []
        self._folder = folder
        folder.mkdir(exist_ok=True)
        self.gate = folder / "gate"
        """Gated renderers begin when this file is there."""
        self._security = security
        self._scheduler: asyncio.subprocess.Process | None = None

    async def start_scheduler(self) -> None:
        """Start the scheduler on the cluster's port and wait until it listens."""
        options = ("--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        protocol = ("--protocol", "tls") if self._security else ()
        self._scheduler = await self._started(_SCHEDULER, *options, *protocol)
        await self._until_told("scheduler", r"Scheduler at:\s+t")

    async def stop_scheduler(self) -> None:
        """Kill the scheduler; its workers end then."""
        assert self._scheduler is not None
        await _end(self._scheduler)
        self._log("scheduler").unlink()

    async def start_worker(self, *, threads: int = 1) -> asyncio.subprocess.Process:
        """Start a worker and wait until the scheduler has it."""
        name = f"worker{len(self.workers)}"
        scratch = self._folder / name
        options = ("--nthreads", str(threads), "--no-dashboard", "--no-nanny", "--name", name)
        worker = await self._started(
            _WORKER, self.address, *options, "--local-directory", str(scratch), log=name
        )
        self.workers.append(worker)
        await self._until_told(name, r"Registered to:")
        return worker

    async def end(self) -> None:
        """End everything."""
        for process in [*self.workers, *filter(None, [self._scheduler])]:
            await _end(process)

    def log(self, name: str = "scheduler") -> str:
        """Return what the scheduler or a worker wrote."""
        path = self._log(name)
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    async def _started(
        self, module: str, *options: str, log: str = "scheduler"
    ) -> asyncio.subprocess.Process:
        with self._log(log).open("ab") as file:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, *options, *self._security),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "STUDIO_WORKER_GATE": str(self.gate)},
            )

    async def _until_told(self, name: str, pattern: str) -> None:
        async with asyncio.timeout(START_SECONDS):
            while not re.search(pattern, self.log(name)):  # noqa: ASYNC110 - another process's
                await asyncio.sleep(0.05)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


@asynccontextmanager
async def dask_cluster(
    folder: Path, *, workers: int = 2, security: tuple[str, ...] = ()
) -> AsyncIterator[DaskCluster]:
    """Have a cluster with so many workers."""
    cluster = DaskCluster(folder, security)
    try:
        await cluster.start_scheduler()
        for _ in range(workers):
            await cluster.start_worker()
        yield cluster
    finally:
        await cluster.end()
