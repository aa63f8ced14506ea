"""The guarded download of what other people's addresses point to.

The address comes from an answer of the cloud, so it is taken as hostile: https only, a public
address only (looked at for every connection, after the name was resolved and after every redirect),
nothing decompressed, and size and time are capped.
"""

import ipaddress
import socket
import ssl as tls
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, Self

import aiohttp
from yarl import URL

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REDIRECTS: Final = 5
_CHUNK: Final = 1 << 16
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


class DownloadFailed(Exception):
    """The file could not be had; the message says why in plain words."""


class DownloadTooLarge(DownloadFailed):
    """There is more of it than is wanted."""


class _NotPublic(OSError):
    """A name led to an address that is not public."""


def is_public(address: Address) -> bool:
    """Whether an address is on the public internet, an embedded IPv4 address looked at as well."""
    if isinstance(address, ipaddress.IPv6Address):
        embedded = address.ipv4_mapped or address.sixtofour
        if embedded is None and address in _NAT64:
            embedded = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if embedded is not None:
            return is_public(embedded)
    return address.is_global and not address.is_multicast and not address.is_reserved


class SafeDownloader:
    """Downloads files. ``admits`` says which addresses may be connected to."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        schemes: Collection[str],
        timeout_seconds: float,
        stall_seconds: float | None = None,
    ) -> None:
        self._session = session
        self._schemes = schemes
        self._timeout = aiohttp.ClientTimeout(
            total=timeout_seconds, connect=15, sock_read=stall_seconds
        )

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        *,
        admits: Callable[[Address], bool] = is_public,
        schemes: Collection[str] = ("https",),
        timeout_seconds: float = 120.0,
        stall_seconds: float | None = None,
        ssl: tls.SSLContext | bool = True,
        user_agent: str | None = None,
    ) -> AsyncIterator[Self]:
        """Open connections for downloads, each of which may take ``timeout_seconds``.

        ``stall_seconds``: how long nothing may come of one; None: as long as it may take.
        ``user_agent``: how they call themselves, where the library's own name is turned away.
        """

        def guarded(info: aiohttp.AddrInfoType) -> socket.socket:
            family, kind, protocol, _, where = info
            if not admits(ipaddress.ip_address(str(where[0]).partition("%")[0])):
                raise _NotPublic("the address is not public")
            return socket.socket(family, kind, protocol)

        connector = aiohttp.TCPConnector(socket_factory=guarded, ssl=ssl, force_close=True)
        async with aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": user_agent} if user_agent else None,
        ) as session:
            yield cls(
                session,
                schemes=schemes,
                timeout_seconds=timeout_seconds,
                stall_seconds=stall_seconds,
            )

    async def file(self, url: str, destination: Path, *, limit_bytes: int) -> None:
        """Download ``url`` into the new file ``destination``.

        Raises DownloadFailed, also for more than ``limit_bytes``,
        and OSError when the disk is full.
        """
        try:
            await self._follow(URL(url), destination, limit_bytes)
        except TimeoutError as error:
            raise DownloadFailed("it took too long") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise DownloadFailed(f"it can't be reached ({type(error).__name__})") from error

    async def _follow(self, url: URL, destination: Path, limit_bytes: int) -> None:
        for _ in range(_REDIRECTS + 1):
            if url.scheme not in self._schemes or not url.host:
                raise DownloadFailed("its address is not an https one")
            async with self._session.get(
                url,
                allow_redirects=False,  # aiohttp would follow one from https to http
                headers={"Accept-Encoding": "identity"},
                timeout=self._timeout,
            ) as response:
                if response.status in (301, 302, 303, 307, 308):
                    url = url.join(URL(response.headers.get("Location", "")))
                    continue
                if response.status != 200:
                    raise DownloadFailed(f"its server answered {response.status}")
                await _save(response, destination, limit_bytes)
                return
        raise DownloadFailed("it is redirected without end")


async def _save(response: aiohttp.ClientResponse, destination: Path, limit_bytes: int) -> None:
    if (response.content_length or 0) > limit_bytes:
        raise DownloadTooLarge("it is too large")
    received = 0
    # Small writes into the page cache: cheaper than a thread for each chunk.
    with destination.open("xb") as file:
        async for chunk in response.content.iter_chunked(_CHUNK):
            received += len(chunk)
            if received > limit_bytes:
                raise DownloadTooLarge("it is too large")
            file.write(chunk)
