"""Whose addresses can be reached by whom."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

_LOCAL_NAMES: Final = ("localhost", ".localhost", ".local", ".lan", ".home", ".internal")


def is_private(url: str) -> bool:
    """Return whether an address plainly leads to this machine or its own network only."""
    host = urlsplit(url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.endswith(_LOCAL_NAMES)
    return not address.is_global


def is_on_loopback(host: str) -> bool:
    """Return whether a host, by name or address, is this machine.

    A socket that takes both families shows IPv4 peers as ``::ffff:127.0.0.1``.
    """
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
