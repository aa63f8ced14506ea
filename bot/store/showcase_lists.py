"""The lists of a week's best in the showcase: decided once per server and week, posted once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.jobs.notices import Notice, NoticeKind, NoticeState
from bot.policy.showcase_lists import MAX_LISTED, ListedVideo, ShowcaseList
from bot.store.database import Database, Transaction, epoch, placeholders
from bot.store.guild_settings import settings_of
from bot.store.jobs import find_job

_KEPT_WEEKS: Final = 8
"""For so long a list is changed when a post on it goes."""

_MAX_POSTS: Final = 2000
_BETWEEN_REMINDERS: Final = timedelta(days=90)

_BEGIN: Final = """
    INSERT INTO showcase_lists (guild_id, channel_id, begins_at, ends_at, due_at)
    SELECT guild_id, showcase_channel_id, :begins_at, :ends_at, :now FROM guild_settings
    WHERE lists_best = 1 AND showcase_channel_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM showcase_lists
            WHERE showcase_lists.guild_id = guild_settings.guild_id AND ends_at >= :ends_at)
"""
_FORGET: Final = "DELETE FROM showcase_lists WHERE ends_at < :old AND is_pinned IS NOT 1"

_POSTS: Final = """
    SELECT notice_id, message_id FROM notices
    WHERE kind = 'showcase' AND state = 'posted' AND guild_id = :guild_id
        AND finished_at >= :begins_at AND finished_at < :ends_at AND channel_id = :channel_id
        AND message_id IS NOT NULL AND request_id IS NOT NULL
    ORDER BY finished_at DESC LIMIT :limit
"""

# What was deleted, taken down, or is to be forgotten with its member is on no list.
_LISTED: Final = """
    SELECT reactions, notices.channel_id, notices.message_id, notices.request_id
    FROM showcase_lists JOIN showcase_list_entries USING (list_id)
        JOIN notices ON notices.notice_id = showcase_list_entries.notice_id
        JOIN requests USING (request_id) JOIN videos ON videos.video_id = requests.video_id
    WHERE showcase_lists.notice_id = :notice_id AND notices.state = 'posted'
        AND notices.message_id IS NOT NULL AND deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM takedowns WHERE takedowns.guild_id = notices.guild_id
            AND takedowns.task_id = videos.task_id AND undone_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM erasures WHERE erasures.user_id = requests.user_id
            AND requests.created_at <= asked_at)
    ORDER BY reactions DESC, notices.message_id LIMIT :limit
"""
_PINNED: Final = """
    SELECT list_id, notices.channel_id, message_id
    FROM showcase_lists JOIN notices USING (notice_id)
    WHERE showcase_lists.guild_id = :guild_id AND is_pinned = 1 AND ends_at < :ends_at
"""


class ShowcasePost(NamedTuple):
    """A message in the showcase whose reactions count."""

    notice_id: int
    message_id: int


class PinnedList(NamedTuple):
    """A list of an earlier week that is pinned still; None: its message is gone."""

    list_id: int
    channel_id: int
    message_id: int | None


class ShowcaseLists:
    """The lists in one database. Methods raise sqlite3.Error when SQLite does.

    The trigger ``showcase_posts_outdate_lists`` makes one due of which a post went.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def begin(self, ends_at: datetime, week: timedelta, now: datetime) -> int:
        """Let each server that wants it have a list of the week that ended then, once.

        Return how many are new; lists of long ago are forgotten.
        """
        values = {
            "begins_at": epoch(ends_at - week),
            "ends_at": epoch(ends_at),
            "now": epoch(now),
            "old": epoch(ends_at - _KEPT_WEEKS * week),
        }

        def begin(transaction: Transaction) -> int:
            transaction.execute(_FORGET, values)
            return transaction.execute(_BEGIN, values)

        return await self._db.write(begin)

    async def due(self, now: datetime, limit: int, excluding: Iterable[int]) -> list[ShowcaseList]:
        """Return those with which something is to be done, longest due first."""
        skipped = list(excluding)
        rows = await self._db.fetch_all(
            "SELECT * FROM showcase_lists WHERE due_at <= ?"
            f" AND list_id NOT IN ({placeholders(skipped)}) ORDER BY due_at LIMIT ?",
            (epoch(now), *skipped, limit),
        )
        return [ShowcaseList.model_validate(row) for row in rows]

    async def retry_now(self, now: datetime) -> None:
        """Try all that wait for their next try at once."""
        await self._db.execute(
            "UPDATE showcase_lists SET due_at = :now WHERE due_at > :now", {"now": epoch(now)}
        )

    async def posts(self, found: ShowcaseList) -> list[ShowcasePost]:
        """Return the posts of a list's week that are still there, as far as is known."""
        rows = await self._db.fetch_all(
            _POSTS,
            {
                "guild_id": found.guild_id,
                "channel_id": found.channel_id,
                "begins_at": epoch(found.begins_at),
                "ends_at": epoch(found.ends_at),
                "limit": _MAX_POSTS,
            },
        )
        return [ShowcasePost(**row) for row in rows]

    async def keep_counts(
        self, found: ShowcaseList, reactions: Mapping[int, int], now: datetime
    ) -> bool:
        """Keep how many reacted, by the posts' notices, and have the list posted if somebody did.

        One transaction; False when it is settled already, or there is nothing to list.
        """
        counted = {notice_id: count for notice_id, count in reactions.items() if count > 0}

        def keep(transaction: Transaction) -> bool:
            changed = transaction.execute(
                "UPDATE showcase_lists SET is_counted = 1, due_at = NULL, attempts = 0"
                " WHERE list_id = ? AND is_counted = 0",
                (found.list_id,),
            )
            settings = settings_of(transaction, found.guild_id)
            is_wanted = settings.lists_best and settings.showcase_channel_id == found.channel_id
            if not (changed and counted and is_wanted):
                return False
            for notice_id, count in counted.items():
                transaction.execute(
                    "INSERT INTO showcase_list_entries VALUES (?, ?, ?)",
                    (found.list_id, notice_id, count),
                )
            _notify(transaction, found, now)
            return True

        return await self._db.write(keep)

    async def listed_by(self, notice_id: int) -> list[ListedVideo]:
        """Return what is on the list that a notice posts, the best first."""

        def read(transaction: Transaction) -> list[ListedVideo]:
            rows = transaction.fetch_all(_LISTED, {"notice_id": notice_id, "limit": MAX_LISTED})
            jobs = [(find_job(transaction, row.pop("request_id")), row) for row in rows]
            return [ListedVideo(job=job, **row) for job, row in jobs if job is not None]

        return await self._db.read(read)

    async def notice_of(self, found: ShowcaseList) -> Notice | None:
        """Return the notice that posts a list; None without one."""
        row = await self._db.fetch_one(
            "SELECT * FROM notices WHERE notice_id = ?", (found.notice_id,)
        )
        return None if row is None else Notice.model_validate(row)

    async def pinned_before(self, found: ShowcaseList) -> list[PinnedList]:
        """Return the server's lists of earlier weeks that are pinned still."""
        values = {"guild_id": found.guild_id, "ends_at": epoch(found.ends_at)}
        return [PinnedList(**row) for row in await self._db.fetch_all(_PINNED, values)]

    async def mark_pinned(self, list_id: int, *, is_pinned: bool) -> None:
        """Keep whether a list is pinned."""
        await self._db.execute(
            "UPDATE showcase_lists SET is_pinned = ? WHERE list_id = ?", (is_pinned, list_id)
        )

    async def finish(self, found: ShowcaseList) -> None:
        """Keep that a list is as it should be, unless a post on it went meanwhile."""
        await self._db.execute(
            "UPDATE showcase_lists SET shown = :changes, attempts = 0,"
            " due_at = CASE WHEN changes > :changes THEN due_at END WHERE list_id = :list_id",
            {"changes": found.changes, "list_id": found.list_id},
        )

    async def rest(self, found: ShowcaseList) -> None:
        """Let a list wait until it is posted."""
        await self._db.execute(
            "UPDATE showcase_lists SET due_at = NULL WHERE list_id = ? AND EXISTS (SELECT 1"
            " FROM notices WHERE notices.notice_id = showcase_lists.notice_id"
            "  AND state = 'posting')",
            (found.list_id,),
        )

    async def postpone(self, found: ShowcaseList, due_at: datetime) -> None:
        """Try again at that time."""
        await self._db.execute(
            "UPDATE showcase_lists SET due_at = ?, attempts = attempts + 1"
            " WHERE list_id = ? AND due_at IS NOT NULL",
            (epoch(due_at), found.list_id),
        )

    async def note_refusal(self, guild_id: int, kind: NoticeKind, now: datetime) -> None:
        """Let moderators be told what the bot may not do in the showcase: not each time."""

        def note(transaction: Transaction) -> None:
            channel_id = settings_of(transaction, guild_id).moderators_channel_id
            if channel_id is not None:
                transaction.execute(
                    "INSERT INTO notices (kind, guild_id, channel_id, state, due_at, created_at)"
                    " SELECT :kind, :guild_id, :channel_id, 'posting', :now, :now"
                    " WHERE NOT EXISTS (SELECT 1 FROM notices WHERE guild_id = :guild_id"
                    "  AND kind = :kind AND created_at > :since)",
                    {
                        "kind": kind,
                        "guild_id": guild_id,
                        "channel_id": channel_id,
                        "now": epoch(now),
                        "since": epoch(now - _BETWEEN_REMINDERS),
                    },
                )

        await self._db.write(note)


def follow_up_list(transaction: Transaction, notice: Notice, now: datetime) -> None:
    """Have a list pinned that was just posted."""
    if notice.state is NoticeState.POSTED:
        transaction.execute(
            "UPDATE showcase_lists SET due_at = ?, attempts = 0 WHERE notice_id = ?",
            (epoch(now), notice.notice_id),
        )


def _notify(transaction: Transaction, found: ShowcaseList, now: datetime) -> None:
    """Have a list posted."""
    row = transaction.fetch_one(
        "INSERT INTO notices (kind, guild_id, channel_id, state, due_at, created_at)"
        " VALUES ('showcase-list', ?, ?, 'posting', ?, ?) RETURNING notice_id",
        (found.guild_id, found.channel_id, epoch(now), epoch(now)),
    )
    transaction.execute(
        "UPDATE showcase_lists SET notice_id = ? WHERE list_id = ?",
        (row["notice_id"] if row else None, found.list_id),
    )
