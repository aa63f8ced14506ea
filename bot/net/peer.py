"""Whether a request comes from this machine itself, and not through a proxy on it."""

from typing import Final
from urllib.parse import urlsplit

from aiohttp import HttpVersion11, web

from bot.net.addresses import is_on_loopback

_SENT_DIRECTLY: Final = frozenset(
    {
        # What Prometheus, curl and browsers send themselves. Proxies and tunnels have hundreds of
        # names for what they add (X-Forwarded-For, Via, CF-Connecting-IP, …): anything else.
        *("host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"),
        *("authorization", "cache-control", "pragma", "cookie", "dnt", "te", "priority"),
        *("referer", "upgrade-insecure-requests", "traceparent", "tracestate"),
    }
)
_SENT_DIRECTLY_TOO: Final = ("sec-", "if-", "x-prometheus-")


def comes_from_this_machine(request: web.Request) -> bool:
    """Return whether the peer is this machine, asked for it by name, and shows no sign of a proxy.

    Signs are a header that no client sends itself, and HTTP/1.0 (as nginx asks). A proxy that sets
    the Host to this machine and adds nothing over HTTP/1.1 shows none.
    """
    if request.version < HttpVersion11:
        return False
    names = (name.lower() for name in request.headers)
    if not all(name in _SENT_DIRECTLY or name.startswith(_SENT_DIRECTLY_TOO) for name in names):
        return False
    try:
        asked = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        return False
    return is_on_loopback(request.remote or "") and is_on_loopback(asked)
