"""The studio's durable queue of videos, in a file that ``bot.studio.queue.database`` opens.

One connection, autocommit, one guarded statement a method; every transition says from which state
it starts, so that a repeat or a race is harmless.
"""

import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, Self

import aiosqlite

from bot.studio.models import QueuedVideo, RenderFailed, RenderOrder
from bot.studio.queue.database import open_database
from bot.studio.queue.owed_callbacks import OwedCallbacks
from bot.studio.queue.render_speeds import RenderSpeeds
from bot.studio.render.spec import RenderSqueeze

START_LIMIT: Final = 5
"""So many renders of one video may be cut short by a crash of the studio; then it has failed."""

_DAY: Final = 86_400.0


class QueueFull(Exception):
    """As many videos wait as the host allows."""


class VideoQueue:
    """The queue, opened by ``VideoQueue.open``."""

    def __init__(self, db: aiosqlite.Connection, clock: Callable[[], float]) -> None:
        self._db = db
        self._clock = clock
        self.speeds = RenderSpeeds(db, clock)
        self.callbacks = OwedCallbacks(db, clock)
        """How fast its videos were rendered."""

    @classmethod
    @asynccontextmanager
    async def open(
        cls, path: Path, *, clock: Callable[[], float] = time.time
    ) -> AsyncIterator[Self]:
        """Open the file ``path``, made and brought up to date as needed.

        ``clock`` gives seconds since the epoch. Raises QueueLocked while another process has it,
        and QueueUnusable when it can't be used.
        """
        async with open_database(path) as db:
            yield cls(db, clock)

    async def add(self, order: RenderOrder, *, max_waiting: int) -> tuple[QueuedVideo, bool]:
        """Queue a video unless its track has one of this variant; return it, and whether it is new.

        Raises QueueFull when ``max_waiting`` videos wait already.
        """
        for _ in range(3):  # the one in the way may fail between the two statements
            added = await self._one(_ADD, {**_columns(order), **self._now, "limit": max_waiting})
            if added:
                return added, True
            existing = await self.of_track(
                order.source.task_id, order.source.audio_id, order.video_variant
            )
            if existing:
                return existing, False
        raise QueueFull

    async def get(self, video_task_id: str) -> QueuedVideo | None:
        """Return a video by its id."""
        return await self._one(
            "SELECT * FROM videos WHERE video_task_id = :id", {"id": video_task_id}
        )

    async def of_track(self, task_id: str, audio_id: str, variant: str = "") -> QueuedVideo | None:
        """Return the one video of a track's variant that is waited for or ready."""
        return await self._one(
            "SELECT * FROM videos WHERE task_id = :task_id AND audio_id = :audio_id"
            " AND variant = :variant AND state IN ('queued', 'rendering', 'ready')",
            {"task_id": task_id, "audio_id": audio_id, "variant": variant},
        )

    async def unfinished(self) -> list[tuple[QueuedVideo, int | None]]:
        """Return all videos that are not finished, each with its place in the line if it waits."""
        rows = await self._rows(
            "SELECT videos.*, position FROM videos LEFT JOIN turns USING (video_task_id)"
            " WHERE state IN ('queued', 'rendering') ORDER BY position",
            {},
        )
        found = []
        for row in rows:
            values = dict(row)
            place = values.pop("position")
            found.append((QueuedVideo.model_validate(values), place))
        return found

    async def counts(self) -> dict[str, int]:
        """Return how many videos there are in each state that occurs."""
        rows = await self._rows("SELECT state, count(*) AS n FROM videos GROUP BY state", {})
        return {row["state"]: row["n"] for row in rows}

    async def claim(self) -> QueuedVideo | None:
        """Take the next video to render, in fair order; None when none waits."""
        return await self._one(
            "UPDATE videos SET state = 'rendering', attempts = attempts + 1, started_at = :now"
            " WHERE state = 'queued' AND video_task_id ="
            " (SELECT video_task_id FROM turns ORDER BY position LIMIT 1) RETURNING *",
            self._now,
        )

    async def finish(
        self,
        video_task_id: str,
        *,
        size_bytes: int,
        duration_seconds: float,
        keep_days: float,
        squeeze: RenderSqueeze | None = None,
        has_lyrics: bool = False,
    ) -> QueuedVideo | None:
        """Record a finished render; None when the video is no longer being rendered."""
        return await self._one(
            "UPDATE videos SET state = 'ready', size_bytes = :size, duration_seconds = :duration,"
            " squeeze = :squeeze, has_lyrics = :has_lyrics, completed_at = :now,"
            " callback_due_at = :now, expires_at = :now + :keep"
            " WHERE video_task_id = :id AND state = 'rendering' RETURNING *",
            {
                "id": video_task_id,
                "size": size_bytes,
                "duration": duration_seconds,
                "squeeze": squeeze and squeeze.model_dump_json(),
                "has_lyrics": has_lyrics,
                "keep": keep_days * _DAY,
                **self._now,
            },
        )

    async def fail(self, video_task_id: str, failure: RenderFailed) -> QueuedVideo | None:
        """Record that a render failed for good; None when it is no longer being rendered."""
        return await self._one(
            f"UPDATE videos SET state = 'failed', {_ENDED}"  # noqa: S608 - a constant
            " WHERE video_task_id = :id AND state = 'rendering' RETURNING *",
            {"id": video_task_id, **_told(failure), **self._now},
        )

    async def cancel(self, video_task_id: str, failure: RenderFailed) -> QueuedVideo | None:
        """Cancel a video that is not finished; None when there is no such one."""
        return await self._one(
            f"UPDATE videos SET state = 'cancelled', {_ENDED}"  # noqa: S608 - a constant
            " WHERE video_task_id = :id AND state IN ('queued', 'rendering') RETURNING *",
            {"id": video_task_id, **_told(failure), **self._now},
        )

    async def retry(self, video_task_id: str) -> QueuedVideo | None:
        """Queue a render again whose process died; None when that happened before."""
        return await self._one(
            "UPDATE videos SET state = 'queued', crashes = crashes + 1"
            " WHERE video_task_id = :id AND state = 'rendering' AND crashes = 0 RETURNING *",
            {"id": video_task_id},
        )

    async def give_back(self, video_task_id: str) -> None:
        """Queue a render again that an orderly stop cut short: it does not count as a start."""
        await self._rows(
            "UPDATE videos SET state = 'queued', attempts = attempts - 1"
            " WHERE video_task_id = :id AND state = 'rendering'",
            {"id": video_task_id},
        )

    async def recover(self) -> int:
        """Queue what a crash left behind and give how many; what it cut short too often fails."""
        failure = RenderFailed(500, "crashed", "The render was cut short too often.")
        await self._rows(
            f"UPDATE videos SET state = 'failed', {_ENDED}"  # noqa: S608 - a constant
            " WHERE state = 'rendering' AND attempts >= :limit",
            {**_told(failure), **self._now, "limit": START_LIMIT},
        )
        return len(
            await self._rows(
                "UPDATE videos SET state = 'queued' WHERE state = 'rendering'"
                " RETURNING video_task_id",
                {},
            )
        )

    async def discard(self, video_task_id: str, failure: RenderFailed) -> QueuedVideo | None:
        """Mark a video's file as gone, or as never made, so that its track may be rendered again.

        What people wrote for it, and who they were, goes with it.
        """
        return await self._one(
            "UPDATE videos SET state = 'expired', owner = '', title = '', artist = NULL,"
            " author = NULL, domain_name = NULL,"
            " options = json_remove(options, '$.intro', '$.outro'), error_code = :code,"
            " error_reason = :reason, error_message = :message WHERE video_task_id = :id"
            " AND state IN ('ready', 'cancelled') RETURNING *",
            {"id": video_task_id, **_told(failure)},
        )

    async def outdated(self) -> list[QueuedVideo]:
        """Return the ready videos whose days are over."""
        rows = await self._rows(
            "SELECT * FROM videos WHERE state = 'ready' AND expires_at <= :now", self._now
        )
        return [_video(row) for row in rows]

    async def oldest(self, least_seconds: float) -> list[QueuedVideo]:
        """Return the ready videos that are at least so old, oldest first."""
        rows = await self._rows(
            "SELECT * FROM videos WHERE state = 'ready' AND completed_at <= :now - :age"
            " ORDER BY completed_at",
            {**self._now, "age": least_seconds},
        )
        return [_video(row) for row in rows]

    async def kept_files(self) -> set[str]:
        """Return the names of the files that belong to a video, or will in a moment."""
        rows = await self._rows(
            "SELECT file_name FROM videos WHERE state IN ('ready', 'rendering')", {}
        )
        return {row["file_name"] for row in rows}

    async def forget(self, days: float) -> None:
        """Delete the rows of videos that ended more than ``days`` ago and have no file."""
        await self._rows(
            "DELETE FROM videos WHERE state IN ('failed', 'cancelled', 'expired')"
            " AND completed_at < :now - :age AND callback_due_at IS NULL",
            {**self._now, "age": days * _DAY},
        )

    async def claim_lyrics(self, task_id: str, audio_id: str) -> bool:
        """Commit that a track's lyrics are about to be asked for; False when they were already."""
        return bool(
            await self._rows(
                "INSERT INTO lyrics (task_id, audio_id, asked_at) VALUES (:task, :audio, :now)"
                " ON CONFLICT DO NOTHING RETURNING task_id",
                {"task": task_id, "audio": audio_id, **self._now},
            )
        )

    async def lyrics(self, task_id: str, audio_id: str) -> str | None:
        """Return a track's lyrics as they were kept, in JSON; None when nothing was learned."""
        rows = await self._rows(
            "SELECT words FROM lyrics WHERE task_id = :task AND audio_id = :audio",
            {"task": task_id, "audio": audio_id},
        )
        return rows[0]["words"] if rows else None

    async def keep_lyrics(self, task_id: str, audio_id: str, words: str) -> None:
        """Keep what was answered."""
        await self._rows(
            "UPDATE lyrics SET words = :words WHERE task_id = :task AND audio_id = :audio",
            {"task": task_id, "audio": audio_id, "words": words},
        )

    async def release_lyrics(self, task_id: str, audio_id: str) -> None:
        """Let a track's lyrics be asked for again: nothing was answered, or charged."""
        await self._rows(
            "DELETE FROM lyrics WHERE task_id = :task AND audio_id = :audio AND words IS NULL",
            {"task": task_id, "audio": audio_id},
        )

    @property
    def _now(self) -> dict[str, float]:
        return {"now": self._clock()}

    async def _rows(self, sql: str, values: dict[str, Any]) -> list[sqlite3.Row]:
        return list(await self._db.execute_fetchall(sql, values))

    async def _one(self, sql: str, values: dict[str, Any]) -> QueuedVideo | None:
        rows = await self._rows(sql, values)
        return _video(rows[0]) if rows else None


_ADD: Final = """
INSERT INTO videos (video_task_id, task_id, audio_id, variant, contract, owner, title, artist,
    music_index, audio_url, image_url, author, domain_name, file_name, callback_url, created_at,
    most_bytes, options, song_seconds)
SELECT :id, :task_id, :audio_id, :variant, :contract, :owner, :title, :artist, :music_index,
    :audio_url, :image_url, :author, :domain_name, :file_name, :callback_url, :now,
    :most_bytes, :options, :song_seconds
WHERE (SELECT count(*) FROM videos WHERE state = 'queued') < :limit
ON CONFLICT (task_id, audio_id, variant) WHERE state IN ('queued', 'rendering', 'ready') DO NOTHING
RETURNING *
"""
_ENDED: Final = (
    # What people wrote for it is of no use any more.
    "author = NULL, domain_name = NULL, options = json_remove(options, '$.intro', '$.outro'),"
    " error_code = :code, error_reason = :reason,"
    " error_message = :message,"
    " completed_at = :now, callback_due_at = :now"
)


def _columns(order: RenderOrder) -> dict[str, Any]:
    return {
        **order.source.model_dump(),
        "id": secrets.token_hex(16),
        "file_name": f"{secrets.token_hex(16)}.mp4",
        "owner": order.owner,
        "variant": order.video_variant,
        "most_bytes": order.most_bytes,
        "options": order.options.kept(),
        "contract": order.contract,
        "author": order.submission.author or None,
        "domain_name": order.submission.domain_name or None,
        "callback_url": order.submission.callback_url,
    }


def _told(failure: RenderFailed) -> dict[str, Any]:
    return {"code": failure.code, "reason": failure.reason, "message": failure.message}


def _video(row: sqlite3.Row) -> QueuedVideo:
    return QueuedVideo.model_validate(dict(row))
