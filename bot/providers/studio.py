"""The embedded studio: it runs in this process, costs nothing, and keeps its files here."""

from typing import Final

from bot.config import Config
from bot.jobs import Provider, RenderOptions, VideoQuality
from bot.net.downloaders import downloader_for
from bot.providers import OpenProvider, ProviderContext
from bot.providers.cloud import client_for
from bot.studio.app import Studio
from bot.studio.render.spec import look_names
from bot.studio.typefaces import typefaces
from bot.studio_client import StudioClient
from bot.studio_client.preview import RemotePreview
from bot.video_api import MusicVideoApi
from bot.video_api.studio import (
    OPTIONS_HEADER,
    OWNER_HEADER,
    SHAPES,
    SIZE_HEADER,
    VARIANT_HEADER,
)

PRIORITY: Final = 1

STUDIO: Final = Provider(
    name="studio",
    charges=False,
    makes_variants=True,
    tells_progress=True,
    owns_files=True,
    reaches_loopback=True,
    link_days=14.0,
    refuses_duplicates=frozenset({"mp4", "jobs"}),
)
"""With the days that the studio keeps a file by default."""


def provider_for(config: Config) -> Provider | None:
    """Return what the studio can do; None when it doesn't make the videos."""
    if not config.uses_studio:
        return None
    studio = config.studio
    return STUDIO.model_copy(
        update={
            "link_days": studio.keep_days,
            "looks": look_names(),
            "fonts": tuple(typefaces(studio)),
            "own_quality": VideoQuality(studio.quality),
            "max_quality": VideoQuality(studio.max_quality or studio.quality),
            "default_options": RenderOptions(look=studio.look, shape=SHAPES[studio.aspect]),
        }
    )


async def open_provider(provider: Provider, around: ProviderContext) -> OpenProvider:
    """Start the studio and give a client of it. Raises StudioNotStarted."""
    config, stack = around.config, around.stack
    cloud = client_for(around) if config.api.key.get_secret_value() else None
    studio = await stack.enter_async_context(
        Studio.open(
            config.studio,
            webhook_key=config.api.webhook_key.get_secret_value() or None,
            link_base=config.callback.public_url or None,
            cloud=cloud,
            lyrics=cloud if config.studio.lyrics else None,
            uploads=around.attachments
            or await stack.enter_async_context(downloader_for(config.discord.api_url)),
        )
    )
    api = MusicVideoApi(
        around.session,
        base_url=studio.base_url,
        key=studio.key,
        contract="mp4",
        user_agent=config.api.user_agent,
        submit_timeout_seconds=config.timing.submit_timeout_seconds,
        owner_header=OWNER_HEADER,
        variant_header=VARIANT_HEADER,
        size_header=SIZE_HEADER,
        options_header=OPTIONS_HEADER,
        on_error=around.on_error,
    )
    client = StudioClient(around.session, base_url=studio.base_url, key=studio.key)
    return OpenProvider(
        provider=provider,
        api=api,
        preview_renderer=RemotePreview(client),
        base_url=studio.base_url,
        studio=client,
    )
