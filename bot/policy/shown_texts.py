"""Which texts of a video may be shown in a server, wherever they were written. Pure.

Signature, watermark, title and artist are held against the rules of the place where they are shown:
its blocked words, and, unless they were written in that server, links and invites. What its own
moderators have set to be written is theirs to decide.
"""

from collections.abc import Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from bot.policy.branding_text import has_advertising
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


@lru_cache(maxsize=8192)
def _has_word(words: tuple[str, ...], text: str) -> bool:
    return matches(words, text)


@lru_cache(maxsize=8192)
def _advertises(text: str) -> bool:
    return has_advertising(text)
