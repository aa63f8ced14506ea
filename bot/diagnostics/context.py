"""What every check is given: the configuration, and the ways to ask about it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from bot.config import Config
from bot.diagnostics.discord_rest import DiscordRest
from bot.jobs import Provider
from bot.providers import provider_for
from bot.video_api import MusicVideoApi

ANSWER_SECONDS: Final = 10.0
"""How long any one answer from elsewhere may take."""


@dataclass(frozen=True)
class CheckContext:
    """One installation of the bot. ``now`` gives its clock, in epoch seconds."""

    config: Config
    config_path: Path | None
    session: aiohttp.ClientSession
    discord_rest: DiscordRest
    now: Callable[[], float] = time.time

    @property
    def cloud(self) -> MusicVideoApi:
        """A client of the cloud's API with the configured key."""
        return MusicVideoApi(
            self.session,
            base_url=self.config.api.base_url,
            key=self.config.api.key.get_secret_value(),
            user_agent=self.config.api.user_agent,
            contract=self.config.api.contract,
            submit_timeout_seconds=ANSWER_SECONDS,
            query_timeout_seconds=ANSWER_SECONDS,
        )

    @property
    def provider(self) -> Provider:
        """What the provider can do that makes the videos."""
        return provider_for(self.config)

    @property
    def has_studio(self) -> bool:
        """Whether the studio makes the videos."""
        return self.config.uses_studio

    @property
    def attaches_files(self) -> bool:
        """Whether videos are attached to messages instead of being linked."""
        return self.provider.owns_files and not self.config.callback.public_url


@asynccontextmanager
async def open_context(
    config: Config, config_path: Path | None = None, *, now: Callable[[], float] = time.time
) -> AsyncIterator[CheckContext]:
    """Open what the checks ask with, and close it."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    async with aiohttp.ClientSession(
        timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        discord_rest = DiscordRest(session, config.discord)
        try:
            yield CheckContext(config, config_path, session, discord_rest, now)
        finally:
            await discord_rest.close()
