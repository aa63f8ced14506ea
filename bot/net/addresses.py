"""Whose addresses can be reached by whom."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

_LOCAL_NAMES: Final = ("localhost", ".localhost", ".local", ".lan", ".home", ".internal")


def is_private(url: str) -> bool:
    """Tell whether an address plainly leads to this machine or its own network only."""
    host = urlsplit(url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.endswith(_LOCAL_NAMES)
    return not address.is_global


def is_on_loopback(host: str) -> bool:
    """Tell whether a host, by name or address, is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
