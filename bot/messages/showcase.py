"""What is posted in the showcase channel: a finished video, with credit, pinging nobody."""

import discord

from bot.i18n.texts import translate
from bot.jobs import Job
from bot.messages.result import OutgoingMessage, button, title_of, video_length, with_title
from bot.messages.status import jump_link
from bot.policy.branding_variants import violates_required_branding
from bot.sanitize import escape


def showcase_message(job: Job, *, link: str | None, has_copy: bool = False) -> OutgoingMessage:
    """Return the message that shows a video; ``link`` is left out when it is attached.

    ``has_copy``: whether the video is attached as well, so that it outlives its link.
    """
    request, locale = job.request, job.request.guild_locale
    first = with_title("showcase-title", locale, title=title_of(job))
    if job.track is not None and job.track.duration_seconds:
        first += " " + translate(
            "result-length", locale, length=video_length(job, job.track.duration_seconds)
        )
    member, channel = f"<@{request.user_id}>", f"<#{request.channel_id}>"
    remarks = [translate("showcase-credit", locale, member=member, channel=channel)]
    if violates_required_branding(job):
        remarks.append(translate("result-other-branding", locale))
    if author := job.shown_branding.author:
        remarks.append(translate("result-author", locale, author=escape(author)))
    if link is not None and job.video.expires_at is not None:
        day = discord.utils.format_dt(job.video.expires_at, "d")
        remarks.append(translate(f"result-ends{'-copy' if has_copy else ''}", locale, day=day))
    lines = [first, link, "-# " + " · ".join(remarks)]
    content = "\n".join(line for line in lines if line)
    return OutgoingMessage(content=content, buttons=[button("dismiss", job, locale)])


def approval_message(job: Job, showcase_id: int) -> OutgoingMessage:
    """Return the question to moderators whether a video is to be shown.

    It leads to the video where it was posted, which everyone may see: see ``NoticeWorker``.
    """
    request, locale = job.request, job.request.guild_locale
    content = with_title(
        "approval-question",
        locale,
        title=title_of(job),
        member=f"<@{request.user_id}>",
        link=jump_link(job, locale),
        showcase=f"<#{showcase_id}>",
    )
    approve = button("approve", job, locale)
    approve.style = discord.ButtonStyle.success
    return OutgoingMessage(content=content, buttons=[approve, button("reject", job, locale)])
