"""Files on shared storage, through fsspec: a folder for each video while it is rendered."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from fsspec.core import url_to_fs  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

_FOLDER: Final = re.compile(r"musicvideo-(\d{1,12})-[0-9a-f]{32}")
_LEFT_OVER_SECONDS: Final = 7 * 86_400.0
"""A folder so old is a leftover: whoever made it was killed."""


class StorageUnavailable(Exception):
    """The storage can't be used; the message says why."""


class SharedStorage:
    """The folder that ``url`` names, such as ``file:///shared/musicvideo`` or ``s3://bucket/x``."""

    def __init__(self, url: str) -> None:
        self.url = url
        with _told(url):
            self._files, root = url_to_fs(url)
        self._root = root.rstrip("/")

    def make_folder(self, now: float) -> str:
        """Make a video's folder and give its name; ``now`` in epoch seconds stands in it."""
        name = f"musicvideo-{int(now)}-{secrets.token_hex(16)}"
        with _told(self.url):
            self._files.makedirs(self._path(name), exist_ok=True)
        return name

    def put(self, local: Path, folder: str, name: str) -> None:
        """Bring a file into a video's folder. Raises StorageUnavailable."""
        with _told(self.url):
            self._files.put_file(str(local), self._path(folder, name))

    def get(self, folder: str, name: str, local: Path) -> None:
        """Fetch a file of a video's folder. Raises StorageUnavailable."""
        with _told(self.url):
            self._files.get_file(self._path(folder, name), str(local))

    def remove(self, folder: str) -> None:
        """Remove a video's folder; one that is gone is no error. Raises StorageUnavailable."""
        with _told(self.url), suppress(FileNotFoundError):
            self._files.rm(self._path(folder), recursive=True)

    def sweep(self, now: float) -> None:
        """Remove the folders that nobody removed, days after. Raises StorageUnavailable."""
        with _told(self.url):
            for path in self._paths():
                found = _FOLDER.fullmatch(path.rstrip("/").rpartition("/")[2])
                if found and int(found[1]) < now - _LEFT_OVER_SECONDS:
                    self.remove(found[0])

    def _paths(self) -> list[str]:
        self._files.invalidate_cache()
        try:
            return list(self._files.ls(self._root, detail=False))
        except FileNotFoundError:
            # An object store's folder is there with its first file; one of a disk may not be
            # mounted, and must not be made.
            if isinstance(self._files, LocalFileSystem):
                raise
            return []

    def _path(self, *parts: str) -> str:
        return "/".join((self._root, *parts))


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Name what the storage raises: each kind of it has errors of its own."""
    try:
        yield
    except StorageUnavailable:
        raise
    except Exception as error:
        what = str(error) or type(error).__name__
        raise StorageUnavailable(f"the storage {url} can't be used: {what}") from error
