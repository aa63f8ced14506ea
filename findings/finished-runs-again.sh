#!/usr/bin/env bash
# Question: a Dask task has finished; its future says so, and its callback was called. It is not
#   pure and has retries=0. Then the worker that keeps its result dies, before anybody fetched it
#   or long after. What becomes of the task?
# Guess: the future turns into an error, or the result is computed once more, as far as "retries" and
#   "allowed-failures" let it.
# Seen: as long as somebody holds the future, the task runs again, at once and unasked, at each
#   death, without an end: neither retries=0 nor allowed-failures=0 counts for it, and pure=False
#   doesn't either. It makes no difference that result() was called. A line in the scheduler's log
#   tells it; done-callbacks, as_completed and the future, once it is "finished" again, don't.
# So: a task with an effect (a charge, a post, an upload) must stand being run again after it is
#   done. Release the future as soon as the result is here, and keep the effect elsewhere.
# With: distributed 2026.8.0, Python 3.11
# Output seen on 2026-12-01:
#   done: finished, 1 run
#   death 1 of its worker: 2 runs, finished, callbacks ['finished']
#   death 2 of its worker: 3 runs, finished, callbacks ['finished']
#   death 3 of its worker: 4 runs, finished, callbacks ['finished']
#   a future that was given up: 1 run after its worker's death
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check distributed==2026.8.0
cd "$work"
cat > again.py <<'END'
import os
import signal
import time
from pathlib import Path

import dask
from distributed import Client, LocalCluster, wait

RUNS = Path("runs.txt").absolute()


def charge(name):
    """Something that is to be done once."""
    with RUNS.open("a") as file:
        file.write(f"{name}\n")
    return os.getpid()


def runs(name):
    return RUNS.read_text().split().count(name)


def kill_its_worker(client, future):
    """Kill the process that keeps the result."""
    workers = client.who_has([future])[future.key]
    (process,) = client.run(os.getpid, workers=list(workers)).values()
    os.kill(process, signal.SIGKILL)


def ran(name, times):
    """Wait until it was run so many times; returns whether it was."""
    until = time.monotonic() + 20
    while runs(name) < times and time.monotonic() < until:
        time.sleep(0.05)
    return runs(name) == times


def main():
    RUNS.touch()
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        called = []
        future = client.submit(charge, "held", pure=False, retries=0)
        future.add_done_callback(lambda done: called.append(done.status))
        future.result()
        print(f"done: {future.status}, {runs('held')} run")
        for death in (1, 2, 3):
            kill_its_worker(client, future)
            again = ran("held", death + 1)
            wait(future)
            print(f"death {death} of its worker: {runs('held')} runs, {future.status}, "
                  f"callbacks {called}")
            assert again and future.status == "finished", "it has changed"
            client.wait_for_workers(2)
        assert called == ["finished"], "callbacks tell it now"

        given_up = client.submit(charge, "released", pure=False, retries=0)
        wait(given_up)
        workers = client.who_has([given_up])[given_up.key]
        (process,) = client.run(os.getpid, workers=list(workers)).values()
        given_up.release()
        time.sleep(0.5)
        os.kill(process, signal.SIGKILL)
        client.wait_for_workers(2)
        time.sleep(2)
        print(f"a future that was given up: {runs('released')} run after its worker's death")
        assert runs("released") == 1


if __name__ == "__main__":
    main()
END
"$work/venv/bin/python" -W ignore again.py 2>messages.txt || { cat messages.txt >&2; exit 1; }
