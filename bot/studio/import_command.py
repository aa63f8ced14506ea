"""``track add`` for several songs: what became of each, how far it is, and a summary."""

import asyncio
from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Final

from bot.studio.console import CommandRefused, ProgressBar, complain, say
from bot.studio.library.library import Library
from bot.studio.library.models import StoredTask
from bot.studio.library.song_files import FoundSongs
from bot.studio.library.track_import import (
    DiskFull,
    Imported,
    TrackTexts,
    TwinIndex,
    import_songs,
)
from bot.studio.settings import StudioSettings

INTERRUPTED: Final = 130
"""The exit status of what Ctrl+C ended, as shells have it."""

_MOST_SUFFIXES: Final = 5


@dataclass
class Summary:
    """What became of all songs."""

    added: int = 0
    twins: int = 0
    failed: int = 0
    others: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """Return all of it in one line."""
        parts = [f"Added {_counted(self.added, 'song')}"]
        if self.twins:
            parts.append(f"{self.twins} {'was' if self.twins == 1 else 'were'} there already")
        if self.failed:
            parts.append(f"{self.failed} could not be taken")
        line = ", ".join(parts)
        if others := self.others.total():
            kinds = ", ".join(
                f"{count} {kind}" for kind, count in self.others.most_common(_MOST_SUFFIXES)
            )
            more = ", …" if len(self.others) > _MOST_SUFFIXES else ""
            line += f"; passed over {_counted(others, 'other file')} ({kinds}{more})"
        return f"{line}."


def describe_task(task: StoredTask) -> str:
    """Return a task as it is listed: a line for its id, and one for each of its tracks."""
    lines = [f"{task.task_id}" + (f"  (server {task.owner})" if task.owner else "")]
    for track in task.tracks:
        # As players count: whole pictures, and what is less than a second left out.
        seconds = int((track.duration_seconds or 0) + 1 / 60)
        length = f"{seconds // 60}:{seconds % 60:02}" if seconds else "?"
        by = f" by {track.author}" if track.author else ""
        lines.append(f"  {track.audio_id}  {length:>5}  {track.title}{by}")
    return "\n".join(lines)


def add_songs(
    library: Library,
    found: FoundSongs,
    texts: TrackTexts,
    settings: StudioSettings,
    *,
    owner: str,
) -> int:
    """Bring songs into the library; return the exit status.

    That is 0 when each is there now, 1 when some could not be taken, 130 after Ctrl+C, which
    leaves whole songs only. Raises CommandRefused when there is none, or the disk is full.
    """
    if not found.songs:
        others = f" Passed over: {found.others.total()} other files." if found.others else ""
        raise CommandRefused("\n".join([*found.problems, f"There is no song.{others}"]))
    summary = Summary(failed=len(found.problems), others=found.others)
    for problem in found.problems:
        complain(problem)
    bar = ProgressBar(len(found.songs))
    try:
        asyncio.run(_add(library, found, texts, settings, owner=owner, bar=bar, summary=summary))
    except KeyboardInterrupt:
        bar.clear()
        complain(f"Stopped. {summary.line()} The rest can be added with the same command.")
        return INTERRUPTED
    except DiskFull as error:
        bar.clear()
        raise CommandRefused(f"{error}\n{summary.line()}") from error
    bar.clear()
    say(summary.line())
    return 1 if summary.failed else 0


async def _add(
    library: Library,
    found: FoundSongs,
    texts: TrackTexts,
    settings: StudioSettings,
    *,
    owner: str,
    bar: ProgressBar,
    summary: Summary,
) -> None:
    twins = TwinIndex(library, owner)
    songs = import_songs(library, found.songs, texts, settings, owner=owner, twins=twins)
    async with aclosing(songs) as results:
        async for imported in results:
            with bar.hidden():
                _tell(imported, summary)
            bar.step(imported.path.name)


def _tell(imported: Imported, summary: Summary) -> None:
    if imported.task is not None:
        summary.added += 1
        remark = f"\n  ({imported.remark})" if imported.remark else ""
        say(describe_task(imported.task) + remark)
    elif imported.twin is not None:
        summary.twins += 1
        say(f"{imported.path}: skipped, the library has the same file as {imported.twin}")
    else:
        summary.failed += 1
        complain(f"{imported.path}: {imported.problem}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
