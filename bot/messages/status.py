"""The status message: how a request stands, from the first answer to its end.

What moves by itself is told with Discord's relative timestamps, which need no edits.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import discord

from bot.i18n.texts import format_duration, format_percentage, has_text, translate
from bot.jobs import (
    STRUGGLING_TRIES,
    Branding,
    DeliveryTarget,
    FailureReason,
    Job,
    RequestState,
    Video,
    VideoState,
    overdue_at,
)
from bot.messages.options import describe_options
from bot.messages.result import (
    Button,
    OutgoingMessage,
    button,
    has_lost_lyrics,
    image_url_of,
    reason_text,
    title_of,
    video_length,
    with_title,
)
from bot.policy.branding_variants import violates_required_branding
from bot.sanitize import escape

_UNDER_WAY: Final = frozenset({VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING})

_COLOURS: Final = {
    VideoState.READY: discord.Colour.green(),
    VideoState.FAILED: discord.Colour.red(),
    VideoState.UNKNOWN: discord.Colour.orange(),
}

_NOT_HERE: Final = frozenset({FailureReason.FILE_TOO_LARGE, FailureReason.UNWANTED_TEXT})
"""Why a video that is there may not be posted where it was asked for."""

_BAR: Final = 10


def status_message(job: Job, *, now: datetime, with_link: bool = False) -> OutgoingMessage:
    """Return the message that shows how a request stands.

    ``with_link``: whether the video's link may be shown when it came after all.
    """
    locale = job.request.guild_locale
    embed = discord.Embed(
        title=with_title("status-title", locale, title=title_of(job)),
        description="\n".join(_lines(job, locale, now, with_link=with_link)),
        colour=_COLOURS.get(job.video.state, discord.Colour.blurple()),
    )
    if job.track is not None and job.track.duration_seconds:
        length = video_length(job, job.track.duration_seconds)
        embed.add_field(name=translate("status-length", locale), value=length)
    shown = job.shown_branding
    if shown.author:
        embed.add_field(name=translate("status-author", locale), value=escape(shown.author))
    if shown.domain_name:
        embed.add_field(name=translate("status-watermark", locale), value=escape(shown.domain_name))
    if chosen := describe_options(job.video.options, locale):
        embed.add_field(name=translate("status-look", locale), value=" · ".join(chosen))
    if picture := image_url_of(job):
        embed.set_thumbnail(url=picture)
    # Outside the embed, since clients often show bare ids for mentions in there.
    content = translate("status-asked-by", locale, member=f"<@{job.request.user_id}>")
    return OutgoingMessage(content=content, embed=embed, buttons=list(_buttons(job, locale, now)))


def cancelled_text(job: Job, locale: str) -> str:
    """Return what it means that a request was cancelled: whether it is still made, and charged.

    The studio ends what nobody else waits for.
    """
    video = job.video
    is_late = _was_handed_over(video) and (
        video.charges or video.state is not VideoState.SUBMITTING
    )
    late, free = "-late" if is_late else "", "" if video.charges else "-free"
    return translate(f"status-cancelled{late}{free}", locale)


def is_free(job: Job) -> bool:
    """Return whether a cancelled request was certainly never charged.

    No provider charges for what it was not given.
    """
    return not job.video.charges or not _was_handed_over(job.video)


def _was_handed_over(video: Video) -> bool:
    was_kept = video.state is VideoState.FAILED and video.reason is FailureReason.CANCELLED
    return not was_kept and video.state is not VideoState.QUEUED


def _buttons(job: Job, locale: str, now: datetime) -> Iterator[Button]:
    """Return what can be done about a request as it stands."""
    request, video = job.request, job.video
    if request.state is RequestState.WAITING and video.state is not VideoState.READY:
        yield button("cancel", job, locale)
    elif request.state in (RequestState.EXPLAINED, RequestState.UNDELIVERABLE):
        yield button("again", job, locale, text=_what_again(job, now))


def _what_again(job: Job, now: datetime) -> str:
    """Return what asking once more means: the video is there, or may be, or has to be made."""
    if job.request.state is RequestState.EXPLAINED and _came_late(job, now):
        return "post"
    return "check" if job.request.outcome is VideoState.UNKNOWN else "retry"


def _made_again(job: Job, locale: str) -> Iterator[str]:
    """Say why another video is made than the one that was there."""
    if job.request.refits:
        yield f"-# {translate('status-refitting', locale)}"
    if has_lost_lyrics(job):
        yield f"-# {translate('status-lyrics-left-out', locale)}"


def _lines(job: Job, locale: str, now: datetime, *, with_link: bool) -> Iterator[str]:
    request = job.request
    match request.state:
        case RequestState.WAITING if job.video.state in _UNDER_WAY:
            yield from _waiting_lines(job, locale, now)
            yield from _made_again(job, locale)
        case RequestState.WAITING | RequestState.POSTING:
            is_again = request.attempts >= STRUGGLING_TRIES
            yield translate("status-posting-again" if is_again else "status-posting", locale)
            yield from _existing(job, locale)
        case RequestState.POSTED if request.deleted_at is not None:
            yield translate("status-deleted", locale, when=_ago(request.deleted_at))
        case RequestState.POSTED:
            yield _posted_line(job, locale)
            yield from _existing(job, locale)
        case RequestState.CANCELLED:
            yield cancelled_text(job, locale)
        case RequestState.UNDELIVERABLE if request.outcome is VideoState.READY:
            yield translate(
                "status-undeliverable", locale, reason=reason_text(request.reason, locale)
            )
        case RequestState.UNDELIVERABLE:
            # Nobody could be told why: so it is told here.
            outcome = "unknown" if request.outcome is VideoState.UNKNOWN else "failed"
            yield translate(
                f"status-{outcome}",
                locale,
                reason=reason_text(job.video.reason, locale, charges=job.video.charges),
            )
        case RequestState.EXPLAINED:
            yield _told_line(job, locale, now, with_link=with_link)


def _waiting_lines(job: Job, locale: str, now: datetime) -> Iterator[str]:
    """Return how far a video is, since when, what is typical, and when there is an outcome."""
    video = job.video
    yield waiting_text(job, locale, "status")
    if video.state is VideoState.RENDERING and video.progress and video.queue_place is None:
        yield f"{_bar(video.progress)} {format_percentage(video.progress, locale)}"
    hindrance = f"status-again-{video.reason}"
    has_deadline = video.deadline_at is not None and video.deadline_at > now
    if video.state is not VideoState.RENDERING and has_deadline and has_text(hindrance):
        yield translate(hindrance, locale, deadline=_ago(video.deadline_at))
    typical = (
        format_duration(job.typical_seconds, locale) if job.typical_seconds is not None else None
    )
    late_at = overdue_at(job)
    if typical is not None and late_at is not None and now >= late_at and has_deadline:
        yield translate("status-overdue", locale, typical=typical, deadline=_ago(video.deadline_at))
        typical = None
    times = [_since(job, locale)]
    if video.queue_place is not None and video.ready_at is not None and video.ready_at > now:
        left = format_duration((video.ready_at - now).total_seconds(), locale)
        times.append(translate("status-ready-in", locale, time=left))
    elif typical is not None:
        text_id = "status-expected" if video.tells_progress else "status-typical"
        times.append(translate(text_id, locale, typical=typical))
    yield f"-# {' · '.join(times)}"


def waiting_text(job: Job, locale: str, prefix: str) -> str:
    """Return how far a video under way is, in the texts whose ids begin with ``prefix``."""
    video = job.video
    if job.is_held:
        return translate(f"{prefix}-paused", locale)
    if video.state is VideoState.RENDERING and video.queue_place is not None:
        return translate(f"{prefix}-place", locale, place=video.queue_place)
    if video.state is VideoState.QUEUED and job.place is not None and job.place > 1:
        return translate(f"{prefix}-turn", locale, place=job.place)
    if _is_untold(video):
        return translate(f"{prefix}-queued", locale)
    return translate(f"{prefix}-{video.state}", locale)


def _is_untold(video: Video) -> bool:
    """Return whether a video is taken of whose progress nothing was told yet, but will be."""
    is_taken = video.tells_progress and video.state is VideoState.RENDERING
    return is_taken and video.progress_at is None


def _since(job: Job, locale: str) -> str:
    """Return since when a request is where it is."""
    video = job.video
    if video.state is VideoState.RENDERING and not _is_untold(video):
        if video.queue_place is not None and video.progress_at is not None:
            return translate("status-seen", locale, when=_ago(video.progress_at))
        return translate("status-begun", locale, when=_ago(video.started_at or video.submitted_at))
    return translate("status-asked", locale, when=_ago(job.request.created_at))


def _existing(job: Job, locale: str) -> Iterator[str]:
    if violates_required_branding(job):
        yield f"-# {translate('status-other-branding', locale)}"
    elif job.request.is_reuse and not job.request.is_repost:
        is_plain = job.video.is_branding_confirmed and job.video.branding == Branding()
        text_id = "status-existing-plain" if is_plain else "status-existing"
        yield f"-# {translate(text_id, locale)}"


def _posted_line(job: Job, locale: str) -> str:
    """Return the line of a request whose video was posted, and where, if not where it should be."""
    fallback_reason = job.request.fallback_reason
    if fallback_reason is None:
        return translate("status-posted", locale, link=jump_link(job, locale))
    why = translate(f"fallback-{fallback_reason}", locale)
    if job.request.target is DeliveryTarget.DIRECT:
        return translate("status-posted-direct", locale, why=why)
    return translate("status-posted-parent", locale, link=jump_link(job, locale), why=why)


def _told_line(job: Job, locale: str, now: datetime, *, with_link: bool) -> str:
    """Return the line of a request that was told of a failure, which may have been mended since."""
    if _came_late(job, now):
        if with_link and job.video.video_url:
            return translate("status-late", locale, link=job.video.video_url)
        return translate("status-late-unposted", locale)
    outcome = "unknown" if job.request.outcome is VideoState.UNKNOWN else "failed"
    return translate(
        f"status-{outcome}",
        locale,
        reason=reason_text(job.request.reason, locale, charges=job.video.charges),
    )


def _came_late(job: Job, now: datetime) -> bool:
    """Return whether a video that a request was told there is none of may be shown after all.

    One that was there already, and is too large for its channel, is not there by waiting; nor is
    one whose link has ended.
    """
    video = job.video
    return (
        video.is_available(now)
        and video.video_url is not None
        and not violates_required_branding(job)
        and job.request.reason not in _NOT_HERE
    )


def _bar(share: float) -> str:
    full = min(int(share * _BAR), _BAR)
    return "▰" * full + "▱" * (_BAR - full)


def _ago(moment: datetime | None) -> str:
    """Return a time as Discord counts it by itself, such as "2 minutes ago"."""
    return "" if moment is None else discord.utils.format_dt(moment, "R")


def jump_link(job: Job, locale: str) -> str:
    """Return a link that leads to what was posted."""
    request = job.request
    url = f"https://discord.com/channels/{request.guild_id}/{request.delivery_channel_id}/{request.message_id}"
    return f"[{translate('status-link-name', locale)}]({url})"
