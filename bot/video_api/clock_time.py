"""Times in a song as people write them: ``1:05``, ``65`` or ``65.5``."""

import re
from typing import Final

_TIME: Final = re.compile(r"(?:(\d{1,3})[:\uff1a](\d\d)|(\d{1,5}))(?:[.,](\d{1,3}))?\s?s?")
"""Digits of any script, and the colon of East Asian keyboards."""


def seconds_of(text: str) -> float:
    """Return the seconds that a time names. Raises ValueError when it is no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    minutes, rest, seconds, fraction = found.groups()
    if rest is not None and int(rest) > 59:
        raise ValueError(text)
    whole = int(seconds) if seconds is not None else int(minutes) * 60 + int(rest)
    return float(f"{whole}.{fraction or 0}")
