"""Who makes the videos: the cloud, or the studio, which is started here; and what comes with it."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp

from bot.app.local_preview import OwnEasel
from bot.config import Config
from bot.jobs import Provider
from bot.monitoring.metrics import Metrics
from bot.net.downloaders import fetching_from
from bot.net.safe_download import Fetch
from bot.studio.app import Studio
from bot.studio.http.video_api import SIZE_HEADER
from bot.studio_client.library import StudioShelf
from bot.studio_client.preview import Easel, StudioEasel
from bot.studio_client.stats import StudioGauge
from bot.video_api import MusicVideoApi
from bot.video_api.studio import EDITION_HEADER, OWNER_HEADER


@dataclass(frozen=True)
class Source:
    """Who makes the videos: a client of its API, the studio's shelf when it is that, what draws."""

    api: MusicVideoApi
    shelf: StudioShelf | None
    gauge: StudioGauge | None
    easel: Easel
    base_url: str
    key: str


async def open_source(
    stack: AsyncExitStack,
    config: Config,
    session: aiohttp.ClientSession,
    metrics: Metrics,
    attachments: Fetch | None,
) -> Source:
    """Give the client of the cloud, or start the studio and give a client of that.

    What is opened is closed with ``stack``. Raises StudioNotStarted.
    """
    cloud_key = config.api.key.get_secret_value()
    cloud = _client(session, config, config.api.base_url, cloud_key, metrics)
    if config.provider is Provider.CLOUD:
        easel = await stack.enter_async_context(OwnEasel.open(config.studio))
        return Source(cloud, None, None, easel, config.api.base_url, cloud_key)
    studio = await stack.enter_async_context(
        Studio.open(
            config.studio,
            webhook_key=config.api.webhook_key.get_secret_value() or None,
            link_base=config.callback.public_url or None,
            cloud=cloud if cloud_key else None,
            uploads=attachments
            or await stack.enter_async_context(fetching_from(config.discord.api_url)),
        )
    )
    api = _client(session, config, studio.base_url, studio.key, metrics, is_studio=True)
    shelf = StudioShelf(session, base_url=studio.base_url, key=studio.key)
    gauge = StudioGauge(session, base_url=studio.base_url, key=studio.key)
    studio_easel = StudioEasel(session, base_url=studio.base_url, key=studio.key)
    return Source(api, shelf, gauge, studio_easel, studio.base_url, studio.key)


def _client(
    session: aiohttp.ClientSession,
    config: Config,
    base_url: str,
    key: str,
    metrics: Metrics,
    *,
    is_studio: bool = False,
) -> MusicVideoApi:
    return MusicVideoApi(
        session,
        base_url=base_url,
        key=key,
        user_agent=config.api.user_agent,
        submit_timeout_seconds=config.timing.submit_timeout_seconds,
        owner_header=OWNER_HEADER if is_studio else None,
        edition_header=EDITION_HEADER if is_studio else None,
        size_header=SIZE_HEADER if is_studio else None,
        on_error=metrics.note_api_error,
    )
