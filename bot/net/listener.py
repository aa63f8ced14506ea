"""Sockets that listen, for both servers, and the addresses at which this machine reaches them."""

import ipaddress
import logging
import socket
from typing import Final

log = logging.getLogger(__name__)

_BACKLOG: Final = 512


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address; port 0 takes a free one, ``::`` and ``0.0.0.0`` stand for all.

    ``::`` listens for IPv4 as well, where the system can do that with one socket; where it can't,
    the log says so. Raises OSError.
    """
    if _is_all_of_ipv6(host):
        is_dual = socket.has_dualstack_ipv6()
        if not is_dual:
            log.warning("%s listens on IPv6 only here; 0.0.0.0 listens on IPv4", host)
        return socket.create_server(
            (host, port), family=socket.AF_INET6, backlog=_BACKLOG, dualstack_ipv6=is_dual
        )
    family, _, _, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    return socket.create_server(address[:2], family=family, backlog=_BACKLOG)


def address_of(listening: socket.socket) -> str:
    """Return the URL at which this machine reaches a listening socket."""
    return address_at(*listening.getsockname()[:2])


def address_at(host: str, port: int) -> str:
    """Return the URL at which this machine reaches what listens there."""
    if host == "0.0.0.0":  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    elif _is_all_of_ipv6(host):
        host = "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_all_of_ipv6(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.version == 6 and address.is_unspecified
