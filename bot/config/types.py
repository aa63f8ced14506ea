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


def _sendable(value: str) -> str:
    """Take off what pasting leaves around a value, and refuse what no HTTP header can carry."""
    value = value.strip()
    if not value.isprintable():
        raise ValueError("give it without line breaks and control characters")
    return value


def _sendable_secret(secret: SecretStr) -> SecretStr:
    return SecretStr(_sendable(secret.get_secret_value()))


def _page(address: str) -> str:
    """Take the address of a page that people open; it stands in a message."""
    parts = urlsplit(address)
    is_page = parts.scheme in ("http", "https") and parts.hostname
    if address and (not is_page or len(address) > 500 or re.search(r"[\s()<>]", address)):
        raise ValueError("give the address of a page, such as https://example.org/privacy")
    return address


HttpAddress = Annotated[str, _address("http", "https")]
SocketAddress = Annotated[str, _address("ws", "wss")]
Secret = Annotated[SecretStr, AfterValidator(_sendable_secret)]
HeaderText = Annotated[str, AfterValidator(_sendable)]
Page = Annotated[str, AfterValidator(_page)]

# All are bounded: times far beyond all calendars can't be added to the present, and what is far too
# much is a slip of the keyboard. No section takes infinity or what is no number.
Count = Annotated[int, Field(ge=1, le=1_000_000)]
CountOrAny = Annotated[int, Field(ge=0, le=1_000_000)]
"""0: any number."""
AtOnce = Annotated[int, Field(ge=1, le=1000)]
Seconds = Annotated[float, Field(gt=0, le=1e9)]
SecondsOrNone = Annotated[float, Field(ge=0, le=1e9)]
# The record of starts is kept for longer than this (bot.store.quotas).
Cooldown = Annotated[float, Field(ge=0, le=30 * 86400.0)]
Days = Annotated[float, Field(gt=0, le=36_500)]
Megabytes = Annotated[float, Field(gt=0, le=10_000)]
Credits = Annotated[float, Field(gt=0, le=1e6)]
# Discord's ids have 64 bits, and SQLite's numbers a sign.
Snowflake = Annotated[int, Field(ge=1, lt=1 << 63)]
