"""What the studio's API has beyond the vendor's contract: its paths and headers."""

from typing import Final

PREVIEW_PATH: Final = "/studio/v1/preview"

OWNER_HEADER: Final = "X-Studio-Owner"
"""The Discord server that asks; without it the host does, who may use every track."""

VARIANT_HEADER: Final = "X-Studio-Edition"
"""Beside which other videos of a track one is to be made; without it the default one."""

SIZE_HEADER: Final = "X-Studio-Most-Bytes"
"""How large the video may be; 0: any size. Without it, as the host has set."""
