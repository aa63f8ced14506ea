"""What a server has against texts, and which of a video's texts that keeps from being shown."""

from bot.jobs import Job, NewRequest, Provider, Video, VideoState
from bot.policy.denials import UnwantedSongText, UnwantedVideoText
from bot.policy.guild_settings import GuildSettings, UnwantedTextPolicy
from bot.policy.shown_texts import TextRules
from bot.store.blocked_words import blocked_words_of
from bot.store.database import Database, Transaction
from bot.store.guild_settings import settings_of


def text_rules_of(transaction: Transaction, guild_id: int) -> TextRules:
    """Return what a server has against texts."""
    rows = transaction.fetch_all(
        "SELECT author AS text FROM branding WHERE guild_id = :guild_id"
        " UNION ALL SELECT domain_name FROM branding WHERE guild_id = :guild_id",
        {"guild_id": guild_id},
    )
    return TextRules(
        guild_id=guild_id,
        blocked_words=tuple(blocked_words_of(transaction, guild_id)),
        set_by_moderators=frozenset(row["text"] for row in rows if row["text"]),
    )


def unwanted_branding(rules: TextRules, video: Video) -> frozenset[str]:
    """Return which texts a video certainly carries that may not be shown, by Branding's fields."""
    if not video.is_branding_confirmed:
        return frozenset()
    return rules.unwanted(video.branding.model_dump(), written_in=video.guild_id)


def check_song(
    transaction: Transaction,
    new_request: NewRequest,
    rules: TextRules,
    settings: GuildSettings,
    provider: Provider,
) -> None:
    """Check that a song's title and artist may be shown, as far as they are known.

    A provider of our own writes them on the video; elsewhere they may be left out of the messages,
    where moderators choose so. Raises UnwantedSongText.
    """
    if not provider.makes_variants and settings.unwanted_texts is UnwantedTextPolicy.HIDE:
        return
    row = transaction.fetch_one(
        "SELECT title, guild_id FROM tracks WHERE task_id = ? AND audio_id = ?",
        (new_request.key.task_id, new_request.key.audio_id),
    )
    unwanted: frozenset[str] = frozenset()
    if row is not None:
        unwanted |= rules.unwanted({"title": row["title"]}, written_in=row["guild_id"])
    if (song := new_request.song) is not None:
        texts = {"title": song.title, "artist": song.artist}
        unwanted |= rules.unwanted(texts, written_in=song.guild_id)
    if unwanted:
        raise UnwantedSongText(max(unwanted))


def check_video(
    video: Video,
    rules: TextRules,
    settings: GuildSettings,
    *,
    is_there: bool,
    is_repost: bool,
) -> None:
    """Check that a video which is used as it is carries nothing that may not be shown.

    Raises UnwantedVideoText; where variants are made another one can be had, and elsewhere
    moderators may choose that the texts are only left out of the messages.
    """
    is_refused = video.makes_variants or settings.unwanted_texts is UnwantedTextPolicy.REFUSE
    if is_there and is_refused and unwanted_branding(rules, video):
        raise UnwantedVideoText(is_repost=is_repost)


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
