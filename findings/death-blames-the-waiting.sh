#!/usr/bin/env bash
# Question: a Dask worker with one thread dies while it runs a task. Other tasks had been sent to
#   it and wait there. With allowed-failures = 0 (a task that killed a worker isn't tried again),
#   which tasks fail with KilledWorker?
# Guess: the one that was running.
# Seen: two that had not begun as well. The scheduler counts a death against every task that it
#   had sent to the worker, running or waiting, and of the first tasks of a kind it sends more
#   than there are threads; worker-saturation = 1.0 changes nothing about that. So one bad song
#   takes the next two with it; and by the default, 3, a harmless task is given up that waited
#   beside a bad one four times.
# So: KilledWorker doesn't mean that a task kills workers. Have tasks tell that they begin
#   (`log_event`), and blame only those that did.
# With: distributed 2026.8.0
# Output seen on 2026-11-30:
#   failed with KilledWorker: the bad one, and 2 of 6 harmless ones; 0 of those had begun
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check distributed==2026.8.0
cat > "$work/deaths.py" <<'END'
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

import dask
from distributed import Client, LocalCluster, wait


def bad(folder):
    Path(folder, "bad").touch()
    time.sleep(1)
    os._exit(1)  # as a process does that the system ends for its memory


def harmless(folder, number):
    Path(folder, str(number)).touch()
    return number


def outcomes(folder):
    """What becomes of a task that ends its worker, and of six that do nothing."""
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            futures = [client.submit(bad, folder, pure=False)]
            futures += [client.submit(harmless, folder, number, pure=False) for number in range(6)]
            wait(futures, timeout=60)
            failed = [i for i, future in enumerate(futures) if future.status == "error"]
            for i in failed:
                assert type(futures[i].exception()).__name__ == "KilledWorker"
            return failed


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with tempfile.TemporaryDirectory() as folder:
        failed = outcomes(folder)
        begun = sorted(path.name for path in Path(folder).iterdir())
    innocent = [number for number in failed if number]
    print("failed with KilledWorker: the bad one, and", len(innocent), "of 6 harmless ones;",
          len([n for n in innocent if str(n - 1) in begun]), "of those had begun")
    assert 0 in failed, "the bad one did not fail"
    assert innocent, "only what was running is blamed now"
    assert not [n for n in innocent if str(n - 1) in begun]
    sys.stdout.flush()
END
cd "$work"
"$work/venv/bin/python" deaths.py 2>/dev/null
