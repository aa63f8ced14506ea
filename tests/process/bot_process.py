"""Starts, stops and kills the real bot: ``python -m bot run`` with a configuration of its own."""

import asyncio
import copy
import json
import os
import re
import secrets
import socket
import sqlite3
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.people import until
from tests.process.warm_process import WarmProcess, can_fork

ROOT: Final = Path(__file__).resolve().parents[2]

QUICK: Final[dict[str, dict[str, Any]]] = {
    "api": {"submits_per_window": 1000, "submit_window_seconds": 1.0},
    "timing": {
        "poll_first_seconds": 0.3,
        "poll_every_seconds": 0.3,
        "submit_timeout_seconds": 2.0,
        "submit_grace_seconds": 0.7,
        "job_deadline_seconds": 60.0,
        "retry_seconds": 0.2,
        "late_poll_seconds": 0.5,
    },
    "delivery": {"retry_first_seconds": 0.2, "retry_most_seconds": 0.5},
    "limits": {
        "open_per_member": 500,
        "daily_per_member": 0,
        "daily_per_server": 0,
        "daily_per_host": 0,
    },
}
"""Short times for everything. A test that needs another one says so."""

_PORTS: Final = range(15_000, 32_000)


def free_port() -> int:
    """Return a port that nobody listens on.

    It is below those that systems give to outgoing connections (Linux from 32768, IANA from 49152):
    one of these would be taken by somebody else's while a bot that is to come back to it is down.
    """
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


async def run_command(*arguments: str, folder: Path) -> tuple[int, str]:
    """Run ``python -m bot`` with arguments; return its status and all that it wrote.

    ``folder``: where it may keep that.
    """
    if can_fork("bot"):
        with tempfile.NamedTemporaryFile(dir=folder) as output:
            log, environment = Path(output.name), dict(os.environ)
            forked = WarmProcess("bot", *arguments, log=log, environment=environment)
            return await forked.wait(), output.read().decode()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, told.decode()


class BotProcess:
    """One installation of the bot: a folder with its configuration, database and log.

    It can be started, killed and started again; ``settings`` are sections that win over ``QUICK``.
    ``callbacks`` gives it a public address, on loopback. ``data``: where its database is, if not in
    the folder.
    """

    def __init__(
        self,
        discord: FakeDiscord,
        api: FakeMusicApi,
        folder: Path,
        *,
        callbacks: bool = True,
        settings: dict[str, dict[str, Any]] | None = None,
        data: Path | None = None,
    ) -> None:
        self.discord = discord
        self.api = api
        self.folder = folder
        self.database = (data or folder) / "musicvideo.db"
        self.callback_url = f"http://127.0.0.1:{free_port()}"
        self.process: asyncio.subprocess.Process | WarmProcess | None = None
        self.starts_cold = False
        """Whether each start is Python's own: it takes a second, and all that it imports."""
        self._log = folder / "bot.log"
        self.config = folder / "config.toml"
        sections = self._sections(callbacks=callbacks)
        for name, values in (settings or {}).items():
            sections.setdefault(name, {}).update(values)
        self.config.write_text(_toml(sections), encoding="utf-8")

    def _sections(self, *, callbacks: bool) -> dict[str, dict[str, Any]]:
        sections = copy.deepcopy(QUICK)
        sections["discord"] = {
            "token": self.discord.token,
            "api_url": self.discord.api_url,
            "gateway_url": self.discord.gateway_url,
        }
        sections["api"] |= {"base_url": self.api.base_url, "key": self.api.key}
        if self.api.webhook_key:
            sections["api"]["webhook_key"] = self.api.webhook_key
        port = int(self.callback_url.rpartition(":")[2])
        sections["callback"] = {"host": "127.0.0.1", "port": port}
        if callbacks:
            sections["callback"]["public_url"] = self.callback_url
        sections["database"] = {"path": str(self.database)}
        return sections

    async def start(
        self, *, module: str = "bot", environment: dict[str, str] | None = None
    ) -> None:
        """Start the process without waiting for anything."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("MUSICVIDEO_")}
        environment = inherited | (environment or {})
        arguments = ("run", "--config", str(self.config))
        if can_fork(module) and not self.starts_cold:
            self.process = WarmProcess(module, *arguments, log=self._log, environment=environment)
            return
        with self._log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, *arguments),
                cwd=ROOT,
                stdout=log,
                stderr=log,
                stdin=asyncio.subprocess.DEVNULL,
                env=environment,
            )

    async def start_and_connect(
        self, *, module: str = "bot", environment: dict[str, str] | None = None
    ) -> None:
        """Start the process and wait until it is connected and its commands are known."""
        before = self.discord.gateway.identifies
        await self.start(module=module, environment=environment)
        gateway = self.discord.gateway
        registry = self.discord.state.registry
        await until(
            lambda: (
                not self.is_running
                or (gateway.identifies > before and gateway.live and registry.by_scope)
            ),
            30,
            self.tail,
        )
        if not self.is_running:
            raise AssertionError(f"the bot ended while starting:\n{self.tail()}")

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.returncode is None

    async def terminate(self, seconds: float = 10.0) -> int:
        """Send SIGTERM and give the exit status; the bot has ten seconds to end."""
        assert self.process is not None
        if self.is_running:
            self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), seconds)

    async def kill(self) -> None:
        """Send SIGKILL."""
        if self.process is not None and self.is_running:
            self.process.kill()
            await self.process.wait()

    async def wait_for_end(self, seconds: float = 20.0) -> int:
        """Wait until the process ends by itself, and return its status."""
        assert self.process is not None
        return await asyncio.wait_for(self.process.wait(), seconds)

    @property
    def log(self) -> str:
        """Everything that it wrote, over all its lives."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def tail(self) -> str:
        """Return the end of its log, for a failure's message."""
        return self.log[-6000:]

    def mishaps(self) -> list[str]:
        """Return the log's tracebacks but those of the library's own reconnecting."""
        entries = re.split(r"(?m)^(?=[0-9]{4}-[0-9]{2}-[0-9]{2} )", self.log)
        return [one for one in entries if "Traceback" in one and " discord." not in one[:60]]

    def integrity(self) -> str:
        """Check the database's integrity: "ok" when it is whole."""
        with sqlite3.connect(self.database) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
        connection.close()
        return str(answer)

    def notices(self) -> list[tuple[str, str]]:
        """Return the kinds and states of what is posted beside the answers, and of copies."""
        return self._pairs(
            "SELECT kind, state FROM notices UNION ALL SELECT 'copy', state FROM attachment_jobs"
        )

    def states(self) -> list[tuple[str, str]]:
        """Return the states of every request and its video, for a failure's message."""
        return self._pairs(
            "SELECT requests.state, videos.state FROM requests JOIN videos USING (video_id)"
        )

    def sizes(self) -> list[int | None]:
        """Return how large each video was to be at most, in the order in which they were asked for.

        None: any size.
        """
        pairs = self._pairs("SELECT most_bytes, video_id FROM videos ORDER BY rowid")
        return [None if most == "None" else int(most) for most, _ in pairs]

    def _pairs(self, sql: str) -> list[tuple[str, str]]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            rows = connection.execute(sql).fetchall()
        connection.close()
        return [(str(first), str(second)) for first, second in rows]


def _toml(sections: dict[str, dict[str, Any]]) -> str:
    lines = []
    for name, values in sections.items():
        lines.append(f"[{name}]")
        # JSON's strings, numbers and booleans are TOML's as well.
        lines += [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    return "\n".join(lines) + "\n"
