"""How long a song or a part of it is, as people write it."""

from typing import Final

_HALF_A_PICTURE_SECONDS: Final = 0.5 / 30


def format_length(seconds: float) -> str:
    """Return a length as people write it, such as 3:18: as the video's own clock and players do.

    They count whole pictures, and leave out what is less than a second.
    """
    minutes, rest = divmod(int(seconds + _HALF_A_PICTURE_SECONDS), 60)
    return f"{minutes}:{rest:02}"
