"""The addresses of a finished video that lies here: of its file, and of its page."""

import re
from typing import Final

FILE_NAME: Final = re.compile(r"[0-9a-f]{32}\.mp4")
PAGE_PREFIX: Final = "/v/"

_FILE_LINK: Final = re.compile(r"(https?://[^?#]+)/videos/([0-9a-f]{32})\.mp4")


def page_link(file_link: str) -> str | None:
    """Return the address of the page that plays a video; None where its file lies elsewhere."""
    match = _FILE_LINK.fullmatch(file_link)
    return f"{match[1]}{PAGE_PREFIX}{match[2]}" if match else None
