"""What is posted in the showcase once a week: its best, by reactions, pinging nobody."""

from collections.abc import Sequence
from typing import Final

from bot.i18n.texts import format_number, translate
from bot.policy.showcase_lists import REACTION, ListedVideo
from bot.sanitize import escape, join_within

_LONGEST: Final = 2000  # Discord's limit
_TITLE_LENGTH: Final = 60
_AUTHOR_LENGTH: Final = 40


def list_text(videos: Sequence[ListedVideo], guild_id: int, locale: str) -> str:
    """Return the list, the best first; each leads to its showcase post."""
    lines = [translate("best-title", locale)]
    lines += [_line(place, one, guild_id, locale) for place, one in enumerate(videos, 1)]
    return join_within(lines, "\n", _LONGEST)


def _line(place: int, video: ListedVideo, guild_id: int, locale: str) -> str:
    track, author = video.job.track, video.job.shown_branding.author
    link = f"https://discord.com/channels/{guild_id}/{video.channel_id}/{video.message_id}"
    title = escape((track.title if track is not None else None) or "", _TITLE_LENGTH)
    parts = [f"[**{title or translate('best-untitled', locale)}**](<{link}>)"]
    if track is not None and track.has_takes:
        parts.append(translate("track-take", locale, take=track.position + 1))
    if author:
        parts.append(translate("result-author", locale, author=escape(author, _AUTHOR_LENGTH)))
    parts.append(f"{REACTION} {format_number(video.reactions, locale)}")
    return f"{place}. " + " · ".join(parts)
