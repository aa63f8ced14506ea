"""What RFC 9110 (14.1, 14.2, 13.1.5) wants of whoever serves a file in ranges."""

from typing import Final

import aiohttp

WHOLE: Final = (
    # Several ranges may be ignored, other units and what is malformed are to be.
    "bytes=0-1,5-6",
    "bytes=0-0, -1",
    "bytes=-1,0-0",
    "seconds=1-2",
    "lines=1-2",
    "items=0-5",
    "nonsense",
    "bytes",
    "bytes=",
    "bytes=-",
    "bytes=x-y",
    "bytes=0x1-2",
    "bytes=+1-2",
    "bytes=1 - 2",
    "bytes=\N{ARABIC-INDIC DIGIT ZERO}-\N{ARABIC-INDIC DIGIT THREE}",
    "",
)
NONE: Final = ("bytes=-0", "bytes=-000", "bytes=999999999-", "bytes=999999999-9999999999")
HUGE: Final = "9" * 5000
"""More digits than Python reads as a number without being told to."""


def parts(size: int) -> dict[str, tuple[int, int]]:
    """Return the first and last byte of each range that a file of this size has."""
    return {
        "bytes=0-0": (0, 0),
        "bytes=0-99": (0, 99),
        "BYTES=2-4": (2, 4),
        "bytes=100-": (100, size - 1),
        "bytes=-7": (size - 7, size - 1),
        f"bytes=0-{size * 2}": (0, size - 1),
        f"bytes=-{size * 2}": (0, size - 1),
        f"bytes=5-{HUGE}": (5, size - 1),
        f"bytes=-{HUGE}": (0, size - 1),
        "bytes=00-009": (0, 9),
    }


async def broken_rules(session: aiohttp.ClientSession, url: str, content: bytes) -> list[str]:
    """Ask for a file in all ways, and return where an answer is not the RFC's."""
    size = len(content)
    whole = (200, content, None)
    found = []

    async def ask(wanted: tuple[int, bytes, str | None], **headers: str) -> None:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        async with session.get(url, headers=named) as answer:
            body = await answer.read() if answer.status != 416 else b""
            given = (answer.status, body, answer.headers.get("Content-Range"))
        if given != wanted:
            shown = {key: value[:40] for key, value in named.items()}
            found.append(f"{shown}: {given[0]}, {len(given[1])} bytes, {given[2]}")

    for unusual in WHOLE:
        await ask(whole, Range=unusual)
    for beyond in (*NONE, f"bytes={HUGE}-"):
        await ask((416, b"", f"bytes */{size}"), Range=beyond)
    for asked, (first, last) in parts(size).items():
        part = content[first : last + 1]
        await ask((206, part, f"bytes {first}-{last}/{size}"), Range=asked)
    async with session.head(url, headers={"Range": "bytes=0-9"}) as answer:
        if (answer.status, answer.content_length) != (200, size):
            found.append(f"HEAD: {answer.status}, {answer.content_length}")
        tag, date = answer.headers["ETag"], answer.headers["Last-Modified"]
    for condition in (tag, date):
        await ask((206, content[:10], f"bytes 0-9/{size}"), Range="bytes=0-9", If_Range=condition)
        await ask(whole, If_Range=condition)
    others = (
        *('"another"', f"W/{tag}", tag.strip('"'), '""', "*", "nonsense"),
        *("Wed, 01 Jan 2020 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"),
    )
    for condition in others:
        await ask(whole, Range="bytes=0-9", If_Range=condition)
    return found
