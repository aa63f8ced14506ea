"""A server's queue as its members see it: what is being made, what waits, and for how long."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import discord

from bot.i18n.texts import format_duration, translate
from bot.jobs import Job, TrackInfo
from bot.messages.status import waiting_text
from bot.sanitize import escape, join_within
from bot.store import QueueListing
from cogs._shared.track_choices import label_of

MAX_LISTED: Final = 8
_TITLE_LENGTH: Final = 60
_FIELD_LENGTH: Final = 1024  # Discord's limit


def queue_embed(
    listing: QueueListing, locale: str, *, names: Mapping[int, str], now: datetime
) -> discord.Embed:
    """Return the card; ``names``: the members whose requests are listed, as they are shown."""
    embed = discord.Embed(
        title=translate("queue-title", locale),
        description="\n".join(_head(listing, locale)),
        colour=discord.Colour.orange() if listing.pause else discord.Colour.blurple(),
    )
    total = listing.being_made + listing.waiting
    own = [_line(job, locale, now) for job in listing.own]
    others = [f"{_line(job, locale, now)} · {names[job.request.user_id]}" for job in listing.others]
    for text_id, lines in (("queue-own", own), ("queue-others", others)):
        if lines:
            _add_field(embed, translate(text_id, locale), lines)
    rest = total - len(own) - len(others)
    if rest > 0:
        embed.set_footer(text=translate("queue-more", locale, count=rest))
    return embed


def _head(listing: QueueListing, locale: str) -> list[str]:
    if listing.being_made + listing.waiting:
        made, waiting = listing.being_made, listing.waiting
        lines = [translate("queue-counts", locale, made=made, waiting=waiting)]
    else:
        lines = [translate("queue-none", locale)]
    if listing.pause is not None:
        when = discord.utils.format_dt(listing.pause.paused_at, "R")
        lines.insert(0, translate("queue-paused", locale, when=when))
    return lines


def _add_field(embed: discord.Embed, name: str, lines: Sequence[str]) -> None:
    embed.add_field(name=name, value=join_within(list(lines), "\n", _FIELD_LENGTH), inline=False)


def _line(job: Job, locale: str, now: datetime) -> str:
    """Return a request in one line: title, where it is, and when it is ready."""
    video = job.video
    track = job.track or TrackInfo(task_id=video.task_id, audio_id=video.audio_id)
    title = escape(label_of(track, locale, most=_TITLE_LENGTH))
    parts = [f"**{title}**", waiting_text(job, locale, "history")]
    if video.ready_at is not None and video.ready_at > now and not job.is_held:
        left = format_duration((video.ready_at - now).total_seconds(), locale)
        parts.append(translate("status-ready-in", locale, time=left))
    return " · ".join(parts)
