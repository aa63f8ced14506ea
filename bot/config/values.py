"""The kinds of values that settings have, each with what is wrong with others in words."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr


def _address(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError(f"give an address that begins with {' or '.join(schemes)}://")
        if parts.query or parts.fragment:
            raise ValueError("give an address without ? and #")
        return value.rstrip("/")

    return AfterValidator(check)


def _sendable(secret: SecretStr) -> SecretStr:
    """Take off what pasting leaves around a secret, and refuse what no HTTP header can carry."""
    value = secret.get_secret_value().strip()
    if not value.isprintable():
        raise ValueError("give it without line breaks and control characters")
    return SecretStr(value)


def _page(address: str) -> str:
    """Take the address of a page that people open; it stands in a message."""
    parts = urlsplit(address)
    is_page = parts.scheme in ("http", "https") and parts.hostname
    if address and (not is_page or len(address) > 500 or re.search(r"[\s()<>]", address)):
        raise ValueError("give the address of a page, such as https://example.org/privacy")
    return address


HttpAddress = Annotated[str, _address("http", "https")]
SocketAddress = Annotated[str, _address("ws", "wss")]
Secret = Annotated[SecretStr, AfterValidator(_sendable)]
Page = Annotated[str, AfterValidator(_page)]

# Bounded, since times far beyond all calendars can't be added to the present.
Bounded = Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)]
Seconds = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
# The ledger of starts is kept for longer than this (bot.store.quota).
Cooldown = Annotated[float, Field(ge=0, le=30 * 86400.0, allow_inf_nan=False)]
SecondsOrNone = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
