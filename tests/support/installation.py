"""An installation of the bot that is checked, with both far ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.config import load
from bot.diagnostics.context import Site, open_site
from bot.diagnostics.result import Finding, Level
from bot.diagnostics.runner import CHECKS, outcome_of
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

    async def found(self, name: str, **sections: dict[str, Any]) -> Finding:
        """Make one check under other settings, and give what it found."""
        settings = {key: values | sections.get(key, {}) for key, values in self.settings.items()}
        config = load(None, {}, **(sections | settings))
        async with open_site(config) as site:
            check = next(check for check in CHECKS if check.name == name)
            return await outcome_of(check, replace(site, now=self._now))

    def _now(self) -> float:
        return Site.now() + self.ahead_seconds


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Host]:
    """Open both far ends, and give an installation with which all is well."""
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


def is_wrong(finding: Finding, *words: str) -> bool:
    """Tell whether a finding is an error that says these words, and what to do."""
    return _tells(finding, Level.WRONG, words)


def is_doubtful(finding: Finding, *words: str) -> bool:
    """Tell whether a finding is a warning that says these words, and what to do."""
    return _tells(finding, Level.DOUBTFUL, words)


def _tells(finding: Finding, level: Level, words: tuple[str, ...]) -> bool:
    assert finding.level is level, finding
    assert all(word in finding.line for word in words), finding
    return bool(finding.advice)
