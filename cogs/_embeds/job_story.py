"""A request's story as moderators read it: what happened, a line each, and what comes next."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.i18n.texts import has_text, translate
from bot.jobs.events import EventKind, JobEvent
from bot.jobs.notices import NoticeKind
from bot.messages.result import reason_text
from bot.services.job_story import JobStory, NextStep

_DESCRIPTION_LENGTH: Final = 4096  # Discord's limits: of one embed's text,
_EMBEDS_LENGTH: Final = 6000  # and of all embeds of a message
_NEW_DAY: Final = timedelta(hours=12)

_VARIANTS: Final = {
    # Where an event has several texts: by which of its details.
    EventKind.ADMITTED: "said",
    EventKind.POLLED: "said",
    EventKind.LOOKED_UP: "said",
    EventKind.ATTACHMENT_DROPPED: "said",
    EventKind.REDIRECTED: "target",
    EventKind.POSTED: "target",
    EventKind.NOTICE_POSTED: "notice",
    EventKind.NOTICE_DROPPED: "notice",
}
_OF_COPIES: Final = frozenset(
    {EventKind.ATTACHED, EventKind.ATTACHMENT_FAILED, EventKind.ATTACHMENT_DROPPED}
)
"""Each message of a request may get a copy: that in the showcase is told as such."""
_LEAST_SHOWN: Final = 2
"""The first lines tell how it was taken: they stay where not all have room."""


def job_story_embed(story: JobStory, locale: str, *, beside: discord.Embed) -> discord.Embed:
    """Return the embed; ``beside`` is the other one of its message, with which it has to fit."""
    title = translate("story-title", locale)
    steps = [_step(step, locale) for step in story.next_steps] or [
        translate("story-at-end", locale)
    ]
    coming = [translate("story-next", locale, step=step) for step in steps]
    room = min(_DESCRIPTION_LENGTH, _EMBEDS_LENGTH - len(beside) - len(title))
    lines = _within([*_lines(story, locale)], room - sum(len(line) + 1 for line in coming))
    return discord.Embed(
        title=title, description="\n".join([*lines, *coming]), colour=discord.Colour.light_grey()
    )


def _within(lines: list[str], room: int) -> list[str]:
    """Return as many lines as there is room for: the first ones, and the newest."""
    shown = lines
    left_out = 0
    while sum(len(line) + 1 for line in shown) > room and len(shown) > _LEAST_SHOWN + 1:
        left_out += 1
        shown = [*lines[:_LEAST_SHOWN], "…", *lines[_LEAST_SHOWN + left_out :]]
    return shown


def _lines(story: JobStory, locale: str) -> Iterator[str]:
    last: datetime | None = None
    for event in story.events:
        is_new_day = last is None or event.first_at - last >= _NEW_DAY
        day = f"{discord.utils.format_dt(event.first_at, 'd')} " if is_new_day else ""
        last = event.first_at
        told = _told(event, story, locale)
        if event.kind in _OF_COPIES and event.detail.notice is NoticeKind.SHOWCASE:
            told = translate("story-in-showcase", locale, line=told)
        line = f"{day}{discord.utils.format_dt(last, 'T')} {told}"
        if event.count > 1:
            when = discord.utils.format_dt(event.last_at, "T")
            line = translate("story-times", locale, line=line, count=event.count, when=when)
        yield line


def _told(event: JobEvent, story: JobStory, locale: str) -> str:
    detail = event.detail
    variant = getattr(detail, _VARIANTS.get(event.kind, ""), None)
    text_id = f"story-{event.kind}-{variant}"
    if variant is None or not has_text(text_id):
        text_id = f"story-{event.kind}"
    return translate(
        text_id,
        locale,
        number=detail.number or 1,
        used=detail.used or 1,
        why=_why(event),
        reason=reason_text(detail.reason, locale, charges=story.job.video.charges),
    )


def _why(event: JobEvent) -> str:
    """Return what a refusal was, in words that are the same in every language."""
    detail = event.detail
    parts = [detail.reason, detail.error]
    parts.append(f"HTTP {detail.status}" if detail.status is not None else None)
    parts.append(str(detail.code) if detail.code is not None else None)
    return f"`{' · '.join(part for part in parts if part) or '?'}`"


def _step(step: NextStep, locale: str) -> str:
    when = translate("story-soon", locale)
    if step.at is not None:
        when = discord.utils.format_dt(step.at, "R")
    held = "-held" if step.reason is not None and has_text(f"story-next-{step.kind}-held") else ""
    return translate(f"story-next-{step.kind}{held}", locale, when=when, why=f"`{step.reason}`")
