"""The servers' logos on disk: checked PNG files in a hidden folder of the library.

A logo's id is a digest of its file, so that the same picture is the same logo.
"""

import hashlib
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Final

MAX_LOGOS: Final = 100
"""So many may belong to one server: one for each of its channels, and then some."""

_FOLDER: Final = ".logos"
_LOGO_ID: Final = re.compile(r"[0-9a-f]{32}")


class TooManyLogos(Exception):
    """A server has as many logos as it may."""


class Logos:
    """The logos in the library ``root``. Its methods touch the disk: call them in a thread.

    ``owner``: the server that a logo belongs to, empty for the host. Methods raise OSError.
    """

    def __init__(self, root: Path) -> None:
        self._root = root / _FOLDER

    def add(self, picture: bytes, owner: str) -> str:
        """Keep a checked PNG and return its id. Raises TooManyLogos."""
        logo_id = hashlib.sha256(picture).hexdigest()[:32]
        folder = self._of(owner)
        folder.mkdir(parents=True, exist_ok=True)
        known = self.ids(owner)
        if logo_id not in known and len(known) >= MAX_LOGOS:
            raise TooManyLogos
        draft = folder / f".new-{secrets.token_hex(8)}"
        try:
            with draft.open("wb") as file:
                file.write(picture)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(folder / f"{logo_id}.png")
        finally:
            draft.unlink(missing_ok=True)
        return logo_id

    def ids(self, owner: str) -> list[str]:
        """Return the ids of a server's logos, in alphabetical order."""
        names = (path.stem for path in self._of(owner).glob("*.png"))
        return sorted(name for name in names if _LOGO_ID.fullmatch(name))

    def path(self, logo_id: str, owner: str) -> Path | None:
        """Return a logo's file; None when the server has no such logo."""
        if not _LOGO_ID.fullmatch(logo_id):
            return None
        path = self._of(owner) / f"{logo_id}.png"
        return path if path.is_file() else None

    def remove(self, logo_id: str, owner: str) -> bool:
        """Delete a logo; False when the server has no such one."""
        path = self.path(logo_id, owner)
        if path is not None:
            path.unlink(missing_ok=True)
        return path is not None

    def remove_all(self, owner: str) -> None:
        """Delete all logos of a server."""
        shutil.rmtree(self._of(owner), ignore_errors=True)

    def _of(self, owner: str) -> Path:
        return self._root / f"of-{owner}"
