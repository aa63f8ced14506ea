"""What is posted in the showcase channel: a finished video, with credit, pinging nobody."""

import discord

from bot.i18n.texts import say
from bot.jobs import Job
from bot.messages.result import Message, button, length_of, named, title_of
from bot.policy.branding_variants import is_foreign
from bot.sanitize import shown


def showcase_message(job: Job, *, link: str | None, has_copy: bool = False) -> Message:
    """Give the message that shows a video; ``link`` is left out when it is attached.

    ``has_copy``: whether the video is attached as well, so that it outlives its link.
    """
    request, locale = job.request, job.request.guild_locale
    first = named("showcase-title", locale, title=title_of(job))
    if job.track is not None and job.track.duration_seconds:
        first += " " + say("result-length", locale, length=length_of(job.track.duration_seconds))
    member, channel = f"<@{request.user_id}>", f"<#{request.channel_id}>"
    remarks = [say("showcase-credit", locale, member=member, channel=channel)]
    if is_foreign(job):
        remarks.append(say("result-foreign", locale))
    if job.video.is_branding_sure and job.video.author:
        remarks.append(say("result-author", locale, author=shown(job.video.author)))
    if link is not None and job.video.expires_at is not None:
        day = discord.utils.format_dt(job.video.expires_at, "D")
        remarks.append(say(f"result-ends{'-copy' if has_copy else ''}", locale, day=day))
    lines = [first, link, "-# " + " · ".join(remarks)]
    content = "\n".join(line for line in lines if line)
    return Message(content=content, buttons=[button("dismiss", job, locale)])
