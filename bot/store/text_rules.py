"""What a server has against texts: its blocked words, but for what its own moderators have set."""

from datetime import datetime
from typing import Final

from bot.jobs import Job, Video, VideoState
from bot.policy.guild_settings import UnwantedTextPolicy
from bot.policy.setting_changes import ChangeAuthor, SettingArea, SettingEdit
from bot.policy.shown_texts import TextRules
from bot.policy.word_filter import normalized
from bot.store.database import Database, Transaction, epoch
from bot.store.guild_settings import settings_of
from bot.store.setting_changes import note_edits

_TITLE: Final = """
    SELECT title, guild_id FROM tracks
    WHERE task_id = :task_id AND audio_id = :audio_id AND title IS NOT NULL
"""
_ASKERS: Final = """
    SELECT DISTINCT guild_id FROM requests WHERE video_id = :video_id AND state = 'waiting'
"""
_WORDS: Final = "SELECT word FROM blocked_words WHERE guild_id = ? ORDER BY word"


def text_rules_of(transaction: Transaction, guild_id: int) -> TextRules:
    """Return what a server has against texts."""

    def load() -> TextRules:
        rows = transaction.fetch_all(
            "SELECT word AS text, 1 AS is_blocked FROM blocked_words WHERE guild_id = :guild_id"
            " UNION ALL SELECT author, 0 FROM branding WHERE guild_id = :guild_id"
            " UNION ALL SELECT domain_name, 0 FROM branding WHERE guild_id = :guild_id",
            {"guild_id": guild_id},
        )
        return TextRules(
            guild_id=guild_id,
            blocked_words=tuple(sorted(row["text"] for row in rows if row["is_blocked"])),
            set_by_moderators=frozenset(
                row["text"] for row in rows if row["text"] and not row["is_blocked"]
            ),
        )

    return transaction.rules(guild_id, "texts", load)


def is_kept_back(transaction: Transaction, job: Job) -> bool:
    """Return whether a finished video is not to be posted, because of what it carries.

    What a request asked for itself was allowed then, and may be paid: that is only left out of the
    messages, should moderators have changed their mind since.
    """
    video, request = job.video, job.request
    if request.outcome is not VideoState.READY:
        return False
    asked = {"author": request.author, "domain_name": request.domain_name}
    foreign = {
        part
        for part, text in video.branding.model_dump().items()
        if part in job.withheld and text != asked[part]
    }
    if video.makes_variants:
        return bool(foreign) or "title" in job.withheld
    settings = settings_of(transaction, request.guild_id)
    return bool(foreign) and settings.unwanted_texts is UnwantedTextPolicy.REFUSE


class TextRulesRepository:
    """What servers have against texts, in one database. Raises sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, guild_id: int) -> TextRules:
        """Return what a server has against texts."""
        return await self._db.read(lambda transaction: text_rules_of(transaction, guild_id))

    async def refuse_title(self, video: Video) -> bool:
        """Return whether all who wait for a video refuse it for the title that is known by now.

        Of what was asked for by ids alone, that becomes known only later.
        """

        def refuse(transaction: Transaction) -> bool:
            title = transaction.fetch_one(_TITLE, video.key.model_dump())
            if title is None:
                return False
            askers = transaction.fetch_all(_ASKERS, {"video_id": video.video_id})
            for guild_id in [one["guild_id"] for one in askers]:
                policy = settings_of(transaction, guild_id).unwanted_texts
                is_hidden = not video.makes_variants and policy is UnwantedTextPolicy.HIDE
                rules = text_rules_of(transaction, guild_id)
                if is_hidden or rules.allows(title["title"], written_in=title["guild_id"]):
                    return False
            return bool(askers)

        return await self._db.read(refuse)


class TooManyBlockedWords(Exception):
    """The block list holds as many words as it may, ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most


class BlockedWords:
    """The block lists in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, guild_id: int) -> list[str]:
        """Return a server's blocked words as moderators wrote them, in their order."""
        rows = await self._db.fetch_all(_WORDS, (guild_id,))
        return [row["word"] for row in rows]

    async def add(
        self, guild_id: int, word: str, *, added_by: int, now: datetime, most: int
    ) -> bool:
        """Block a word; False when one that finds the same is there. Raises TooManyBlockedWords."""

        def add(transaction: Transaction) -> bool:
            known = transaction.fetch_all(_WORDS, (guild_id,))
            if normalized(word) in {normalized(other["word"]) for other in known}:
                return False
            if len(known) >= most:
                raise TooManyBlockedWords(most)
            transaction.execute(
                "INSERT INTO blocked_words (guild_id, word, added_by, added_at)"
                " VALUES (?, ?, ?, ?)",
                (guild_id, word, added_by, epoch(now)),
            )
            edit = SettingEdit(SettingArea.WORD, "blocked", None, word)
            note_edits(transaction, ChangeAuthor(guild_id, added_by, now), [edit])
            return True

        return await self._db.write(add)

    async def remove(self, guild_id: int, word: str, *, removed_by: int, now: datetime) -> bool:
        """Allow a word again, however it is written; False when it wasn't blocked."""

        def remove(transaction: Transaction) -> bool:
            found = [
                row["word"]
                for row in transaction.fetch_all(_WORDS, (guild_id,))
                if normalized(row["word"]) == normalized(word)
            ]
            for one in found:
                transaction.execute(
                    "DELETE FROM blocked_words WHERE guild_id = ? AND word = ?", (guild_id, one)
                )
            edits = [SettingEdit(SettingArea.WORD, "blocked", one, None) for one in found]
            note_edits(transaction, ChangeAuthor(guild_id, removed_by, now), edits)
            return bool(found)

        return await self._db.write(remove)
