"""An installation of the bot that is checked, with both far ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.config import load
from bot.diagnostics.context import CheckContext, open_context
from bot.diagnostics.result import CheckResult, Level
from bot.diagnostics.runner import CHECKS, run_check
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.music_api import FakeMusicApi
from tests.process.bot_process import free_port

Sections = dict[str, dict[str, Any]]


@dataclass
class Host:
    """An installation; ``settings`` are what its host set, ``ahead_seconds`` its clock's error."""

    discord: FakeDiscord
    api: FakeMusicApi
    folder: Path
    settings: Sections
    ahead_seconds: float = 0.0

    async def found(self, name: str, **sections: dict[str, Any]) -> CheckResult:
        """Make one check under other settings, and return what it found."""
        settings = {key: values | sections.get(key, {}) for key, values in self.settings.items()}
        config = load(None, {}, **(sections | settings))
        async with open_context(config) as site:
            check = next(check for check in CHECKS if check.name == name)
            return await run_check(check, replace(site, now=self._now))

    def _now(self) -> float:
        return CheckContext.now() + self.ahead_seconds


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Host]:
    """Open both far ends, and return an installation with which all is well."""
    async with FakeDiscord() as discord, FakeMusicApi() as api:
        discord.guild("Home")
        discord.state.application = {"bot_public": False}
        settings: Sections = {
            "discord": {
                "token": discord.token,
                "api_url": discord.api_url,
                "gateway_url": discord.gateway_url,
            },
            "api": {"base_url": api.base_url, "key": api.key},
            "callback": {"port": free_port()},
            "database": {"path": folder / "bot.db"},
            "studio": {"library": folder / "library", "videos": folder / "videos"},
        }
        yield Host(discord, api, folder, settings)


def is_wrong(check_result: CheckResult, *words: str) -> bool:
    """Return whether a finding is an error that says these words, and what to do."""
    return _tells(check_result, Level.ERROR, words)


def is_doubtful(check_result: CheckResult, *words: str) -> bool:
    """Return whether a finding is a warning that says these words, and what to do."""
    return _tells(check_result, Level.WARNING, words)


def _tells(check_result: CheckResult, level: Level, words: tuple[str, ...]) -> bool:
    assert check_result.level is level, check_result
    assert all(word in check_result.line for word in words), check_result
    return bool(check_result.advice)
