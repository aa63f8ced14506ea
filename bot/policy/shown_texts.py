"""Which texts of a video may be shown in a server, wherever they were written. Pure.

Signature, watermark, title and artist are held against the rules of the place where they are shown:
its blocked words, and, unless they were written in that server, links and invites. What its own
moderators have set to be written is theirs to decide.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from bot.jobs import Provider, Video, WrittenTexts
from bot.policy.branding_text import has_advertising
from bot.policy.denials import UnwantedSongText, UnwantedVideoText
from bot.policy.guild_settings import GuildSettings, UnwantedTextPolicy
from bot.policy.word_filter import matches


class TextRules(BaseModel):
    """What a server has against texts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guild_id: int
    blocked_words: tuple[str, ...] = ()
    set_by_moderators: frozenset[str] = frozenset()
    """What its moderators let videos carry: that passes, whatever is in it."""

    def allows(self, text: str | None, *, written_in: int | None) -> bool:
        """Return whether a text may be shown; ``written_in``: the server where it was written.

        There it was taken already, and moderators may write links: only the words count.
        """
        if not text or text in self.set_by_moderators:
            return True
        if _has_word(self.blocked_words, text):
            return False
        return written_in == self.guild_id or not _advertises(text)

    def unwanted(
        self, texts: Mapping[str, str | None], *, written_in: int | None
    ) -> frozenset[str]:
        """Return the names of those texts that may not be shown."""
        return frozenset(
            name for name, text in texts.items() if not self.allows(text, written_in=written_in)
        )


def unwanted_branding(rules: TextRules, video: Video) -> frozenset[str]:
    """Return which texts a video certainly carries that may not be shown, by Branding's fields."""
    if not video.is_branding_confirmed:
        return frozenset()
    return rules.unwanted(video.branding.model_dump(), written_in=video.guild_id)


def check_song(
    known: Iterable[WrittenTexts | None],
    rules: TextRules,
    settings: GuildSettings,
    provider: Provider,
) -> None:
    """Check that a song's title and artist may be shown, as far as they are ``known``.

    A provider of our own writes them on the video; elsewhere they may be left out of the messages,
    where moderators choose so. Raises UnwantedSongText.
    """
    if not provider.makes_variants and settings.unwanted_texts is UnwantedTextPolicy.HIDE:
        return
    unwanted: set[str] = set()
    for song in known:
        if song is not None:
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


@lru_cache(maxsize=8192)
def _has_word(words: tuple[str, ...], text: str) -> bool:
    return matches(words, text)


@lru_cache(maxsize=8192)
def _advertises(text: str) -> bool:
    return has_advertising(text)
