"""How a finished file gets where it stays."""

import os
import sys
from pathlib import Path


def keep_file(draft: Path, place: Path) -> int:
    """Put a finished file in its place, to stay there when the power fails; return its bytes."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
        size = os.fstat(file.fileno()).st_size
    draft.replace(place)
    if sys.platform != "win32":
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return size
