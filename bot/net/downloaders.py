"""Where other people's files are fetched from: what members attach, and what the cloud made."""

from contextlib import AbstractAsyncContextManager
from urllib.parse import urlsplit

from bot.net.addresses import is_on_loopback
from bot.net.safe_download import SafeDownloader, is_public


def downloader_for(
    service_url: str,
    *,
    user_agent: str | None = None,
    timeout_seconds: float = 120.0,
    stall_seconds: float | None = None,
) -> AbstractAsyncContextManager[SafeDownloader]:
    """Return what fetches the files of a service: from public https addresses only.

    Where the host has set the service's address to this machine, as for a test, they may be there
    too. See ``SafeDownloader.open`` for the times.
    """
    if not is_on_loopback(urlsplit(service_url).hostname or ""):
        return SafeDownloader.open(
            user_agent=user_agent, timeout_seconds=timeout_seconds, stall_seconds=stall_seconds
        )
    return SafeDownloader.open(
        admits=lambda address: address.is_loopback or is_public(address),
        schemes=("http", "https"),
        user_agent=user_agent,
        timeout_seconds=timeout_seconds,
        stall_seconds=stall_seconds,
    )
