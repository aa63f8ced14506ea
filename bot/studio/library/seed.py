"""What a new library holds: the sample songs, composed in a child process at the first start.

As a module (``python -m bot.studio.library.seed``) it is that child.
"""

import asyncio
import hashlib
import json
import logging
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from bot.studio.process.child_process import ChildDied, call_child
from bot.studio.process.parent_watch import read_request

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 120.0
_MARK: Final = ".welcomed"  # a host who removed the samples does not get them again


class SampleSong(BaseModel):
    """A sample song as ``bot.studio.library.sample_songs`` wrote it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: str
    author: str
    audio: Path
    duration_seconds: float
    cover: Path | None = None

    @property
    def task_id(self) -> str:
        """An id that is the same everywhere, so that a guide can name it."""
        return hashlib.sha256(f"sample\n{self.title}".encode()).hexdigest()[:32]

    @property
    def audio_id(self) -> str:
        """An id that is the same everywhere."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"sample\n{self.title}"))


async def seed_library(library: Library) -> None:
    """Put the sample songs into a library that never had a track."""
    mark = library.root / _MARK
    if mark.exists() or library.count():
        return
    with tempfile.TemporaryDirectory(prefix=".new-", dir=library.root) as folder:
        try:
            answer = await call_child(__name__, {"directory": folder}, TIMEOUT_SECONDS)
        except ChildDied as death:
            _log.warning("The sample songs could not be made: %s", death)
            return
        samples = [SampleSong.model_validate(sample) for sample in answer["samples"]]
        for sample in samples:
            await asyncio.to_thread(_add, library, sample)
    mark.touch()


def _add(library: Library, sample: SampleSong) -> None:
    track = NewTrack(
        audio=sample.audio,
        cover=sample.cover,
        title=sample.title,
        author=sample.author,
        duration_seconds=sample.duration_seconds,
        audio_id=sample.audio_id,
    )
    library.add([track], task_id=sample.task_id)


def main() -> None:
    """Write the songs into the directory that standard input names, and tell them."""
    # Imported here: the bot's own process never loads the synthesiser.
    from bot.studio.library.sample_songs import write_samples  # noqa: PLC0415

    request = read_request()
    samples = write_samples(Path(request["directory"]))
    told = [SampleSong.model_validate(sample, from_attributes=True) for sample in samples]
    answer = {"samples": [sample.model_dump(mode="json") for sample in told]}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
