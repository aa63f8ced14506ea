"""The child process that has one video made by a cluster (``python -m`` with this module's name).

Reads what ``bot.studio.process.render_process`` reads, and beside it ``{"cluster": {...}}``; tells
the same lines, and two more: ``{"waiting": n}`` while the video waits for one of the cluster's n
workers, and ``{"unreachable": text}`` when the cluster or the storage can't be reached. Asked to
end, or killed, it takes the video back from the cluster: the scheduler sees its connection close.
With ``{"look": true}`` it tells ``{"done": {"workers": [addresses]}}`` instead; ``{"on": address}``
has the video made by that worker.

What workers send is unpickled, which runs code of theirs: here are no secrets of the bot.
"""

import concurrent.futures
import contextlib
import errno
import json
import logging
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from distributed import Client, Future, Security
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from bot.studio.cluster.cluster import ClusterUnreachable
from bot.studio.cluster.dask_task import TOPIC, render
from bot.studio.cluster.shared_storage import SharedStorage, StorageUnavailable
from bot.studio.process.parent_watch import end_with_parent, read_request
from bot.studio.render.spec import MediaErrorCode

CONNECT_SECONDS: Final = 10.0
HEARTBEAT_SECONDS: Final = 5.0
"""How often the bot is told that the video still waits."""

_LOST: Final = (CommClosedError, OSError, concurrent.futures.CancelledError, RuntimeError)


def main() -> int:
    """Carry the video that standard input asks for; 0 unless something died."""
    end_with_parent()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    logging.basicConfig(level=logging.CRITICAL)  # the library tells of each lost connection
    request = read_request()
    try:
        with _connect(request["cluster"]) as client:
            _say(_probe(client) if request.get("look") else _render_on_cluster(client, request))
    except (ClusterUnreachable, StorageUnavailable) as error:
        _say({"unreachable": str(error)})
    return 0


@contextmanager
def _connect(cluster: dict[str, Any]) -> Iterator[Client]:
    address = cluster["scheduler"]
    security = Security(  # type: ignore[no-untyped-call]
        require_encryption=address.startswith("tls://"),
        tls_ca_file=cluster.get("ca"),
        tls_client_cert=cluster.get("cert"),
        tls_client_key=cluster.get("key"),
    )
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, security=security, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise ClusterUnreachable(
            f"{address} can't be reached: {' '.join(str(error).split())}"
        ) from error
    try:
        yield client
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=1)  # type: ignore[no-untyped-call]


def _probe(client: Client) -> dict[str, Any]:
    return {"done": {"workers": sorted(_workers(client))}}


def _render_on_cluster(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    """Have the video made, and return the last line to tell."""
    cluster, spec = request["cluster"], request["spec"]
    storage = SharedStorage(cluster["storage"])
    storage.sweep(time.time())
    folder = storage.make_folder(time.time())
    try:
        task = {"spec": spec, "storage": storage.url, "folder": folder, "cover": None}
        files = {"audio": spec["audio"], "cover": spec["cover"]}
        if logo := spec.get("logo"):
            files["logo"] = logo["path"]
        for kind, path in files.items():
            if path:
                storage.put(Path(path), folder, kind)
                task[kind] = kind
        task |= {key: cluster[key] for key in ("render_seconds", "child")}
        told = _outcome(client, task, request.get("on"))
        name = told.pop("file", None)
        if name is None:
            return told
        return _copy_from_storage(storage, folder, name, Path(request["destination"])) or told
    finally:
        with contextlib.suppress(StorageUnavailable):
            storage.remove(folder)


def _outcome(client: Client, task: dict[str, Any], on: str | None) -> dict[str, Any]:
    """Have a worker make the video, and return what it answers."""
    progress = _ProgressRelay(client)
    # First of all: what a worker tells before that is lost.
    client.subscribe_topic(TOPIC, progress.hear)  # type: ignore[no-untyped-call]
    future = client.submit(
        render,
        task,
        key=progress.key,
        pure=False,
        workers=[on] if on else None,
        allow_other_workers=False,
    )
    try:
        told = _await_result(client, future, progress)
    except KilledWorker as death:
        # A death counts against all that was sent to the worker, also against what waited there.
        if death.last_worker.address not in progress.begun_at:
            raise ClusterUnreachable("a worker died at which the video waited") from death
        # The scheduler gave it to others first: the video itself may be what kills them.
        sys.stderr.write(f"{death}\n")
        sys.exit(1)
    except _LOST as error:
        raise ClusterUnreachable(f"the cluster lost the video: {error!r}") from error
    if died := told.get("died"):
        sys.stderr.write(f"the renderer {died}\n")
        sys.exit(1)
    if trouble := told.get("trouble"):
        raise ClusterUnreachable(str(trouble))
    return told


def _await_result(
    client: Client, future: Future[dict[str, Any]], progress: "_ProgressRelay"
) -> dict[str, Any]:
    while True:
        try:
            told = future.result(timeout=HEARTBEAT_SECONDS)
        except TimeoutError:
            if client.status != "running":
                raise ClusterUnreachable(f"the scheduler was lost ({client.status})") from None
            progress.beat()
        except ImportError as error:
            raise ClusterUnreachable(
                f"a worker has no bot of this version installed: {error}"
            ) from error
        else:
            if not isinstance(told, dict):
                raise ClusterUnreachable("a worker answered with nonsense")
            return told


class _ProgressRelay:
    """Tells the bot how far the video is, as its worker tells it."""

    def __init__(self, client: Client) -> None:
        self.key = f"musicvideo-{secrets.token_hex(16)}"
        self._client = client
        self._worker: str | None = None
        self.begun_at: set[str] = set()
        """The workers that told of the video, by address."""
        self.beat()

    def beat(self) -> None:
        """Tell that the video waits, unless a worker has it."""
        workers = _workers(self._client)
        if self._worker not in workers:
            self._worker = None
            _say({"waiting": len(workers)})

    def hear(self, event: tuple[float, object]) -> None:
        """Hear of any video's progress."""
        message = event[1]
        if not isinstance(message, dict) or message.get("key") != self.key:
            return
        worker, share = message.get("worker"), message.get("progress")
        if isinstance(worker, str) and isinstance(share, int | float):
            if worker != self._worker:
                _say({"waiting": 1})  # it begins again: so do the bot's clocks
            self._worker = worker
            self.begun_at.add(worker)
            _say({"progress": float(share)})


def _workers(client: Client) -> list[str]:
    try:
        return list(client.scheduler_info(n_workers=-1)["workers"])
    except _LOST as error:
        raise ClusterUnreachable(f"the scheduler was lost ({type(error).__name__})") from error


def _copy_from_storage(
    storage: SharedStorage, folder: str, name: str, destination: Path
) -> dict[str, Any] | None:
    """Fetch the video; return what to tell instead when this disk has no room for it."""
    try:
        storage.get(folder, name, destination)
    except StorageUnavailable as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT):
            return {"failed": {"reason": MediaErrorCode.NO_SPACE, "message": "The disk is full."}}
        raise
    return None


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
