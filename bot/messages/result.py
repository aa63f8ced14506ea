"""What the bot posts about a job: its result, its explanation (status: bot.messages.status).

Only words and their arrangement; sending is delivery's business. Every message carries the
request's id in a button, so that reading a channel back tells what was posted.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import discord

from bot.i18n.texts import has_text, translate
from bot.jobs import Branding, DeliveryTarget, FailureReason, Job, Shape, Squeeze, VideoState
from bot.jobs.video_links import page_link
from bot.messages.options import describe_options, format_length, shown_seconds
from bot.policy.branding_variants import differs_from_requested_branding, violates_required_branding
from bot.sanitize import escape, one_line

BUTTON_PATTERN: Final = re.compile(
    r"mv:(?P<action>cancel|retry|again|repost|delete|remove|sure|unshow|dismiss|heard"
    r"|takedown|leave|files|lrc|approve|reject)"
    r":(?P<request_id>[0-9a-f]{16})"
)
"""What a button's ``custom_id`` looks like. ``again`` is ``retry`` on a status message, ``remove``
is ``delete`` in history: reading a channel back takes the others for the answer itself. ``sure``
deletes after it was asked whether to, ``unshow`` in the showcase only."""

ANEW_PATTERN: Final = re.compile(r"mv:anew:(?P<request_id>[0-9a-f]{16})")
"""That of the button under a result which opens a card for another video of the song: anybody's."""

Button = discord.ui.Button[discord.ui.View]
Select = discord.ui.Select[discord.ui.View]

_LONGEST: Final = 2000
"""Discord takes no longer message."""

_LONGEST_BUTTON_LINK: Final = 512
"""Discord refuses a message with a longer one."""

_ADDRESS_PATTERN: Final = re.compile(
    r"https://(?=[^:/?#]{4,253}(?:[:/?#]|$))(?:[A-Za-z0-9_-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{1,62}"
    r"(?::(?:[0-9]{1,4}|[1-5][0-9]{4}))?(?:[/?#][!#-;=?-\[\]_a-z~%]*)?"
)
_LONGEST_ADDRESS: Final = 2048
"""Discord refuses a whole message over an address that it doesn't take for one."""


@dataclass(frozen=True)
class OutgoingMessage:
    """A message to send or to edit in."""

    content: str | None = None
    embed: discord.Embed | None = None
    buttons: list[Button] = field(default_factory=list)

    def digest(self) -> str:
        """Return a text that differs when anything of the message does."""
        embed = self.embed.to_dict() if self.embed is not None else None
        buttons = [item.to_component_dict() for item in self.buttons]
        whole = json.dumps([self.content, embed, buttons], sort_keys=True)
        return hashlib.blake2s(whole.encode(), digest_size=8).hexdigest()

    def view(self) -> discord.ui.View | None:
        """Return the buttons as discord.py wants them."""
        return persistent_view(*self.buttons) if self.buttons else None


def persistent_view(*items: Button | Select) -> discord.ui.View:
    """Return buttons and menus as discord.py wants them.

    The view is stopped: they are answered by their ``custom_id``, after a restart as well, so
    discord.py need not remember every message that was ever sent.
    """
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def button_id(action: str, request_id: str) -> str:
    """Return the ``custom_id`` of a request's button."""
    return f"mv:{action}:{request_id}"


def video_length(job: Job, song_seconds: float) -> str:
    """Return how long a job's video is, as people write it: that of its part of the song."""
    return format_length(shown_seconds(job.video.options, song_seconds))


def reason_text(reason: FailureReason | None, locale: str, *, charges: bool = True) -> str:
    """Return a reason in words, with what to do next; ``charges``: whether the video may cost."""
    text_id = f"reason-{reason or 'none'}"
    is_other = not charges and has_text(f"{text_id}-free")
    return translate(f"{text_id}-free" if is_other else text_id, locale)


def image_url_of(job: Job) -> str | None:
    """Return the address of a track's picture, when Discord will take it for one."""
    url = (job.track.image_url if job.track is not None else None) or ""
    is_taken = len(url) <= _LONGEST_ADDRESS and _ADDRESS_PATTERN.fullmatch(url)
    return url if is_taken else None


def result_message(
    job: Job, *, link: str | None, server: str | None = None, has_copy: bool = False
) -> OutgoingMessage:
    """Return the message that brings a finished video; ``link`` is left out when it is attached.

    ``server``: the name of the server in which it was asked for, when it is known. ``has_copy``:
    whether the video is attached as well, so that it outlives its link.
    """
    locale = _answer_locale(job)
    kind = "result-again" if job.request.is_repost else "result-ready"
    first = with_title(kind, locale, title=title_of(job), member=f"<@{job.request.user_id}>")
    if job.track is not None and job.track.duration_seconds:
        first += " " + translate(
            "result-length", locale, length=video_length(job, job.track.duration_seconds)
        )
    remarks = _footnotes(job, locale, with_link=link is not None, has_copy=has_copy)
    small = "-# " + " · ".join(remarks) if remarks else None
    lines = [first, link, small, _fallback_line(job, locale, server)]
    content = "\n".join(line for line in lines if line)
    if len(content) > _LONGEST:  # a signed link may be very long
        content = f"<@{job.request.user_id}>\n{link}"
    buttons = [button("delete", job, locale)]
    if job.video.makes_variants and job.request.target is not DeliveryTarget.DIRECT:
        buttons.insert(0, button("anew", job, locale, text="compose"))
    if link is not None and job.request.target is not DeliveryTarget.DIRECT:  # it ends some day
        buttons.insert(0, button("repost", job, locale))
    picture = image_url_of(job)
    if job.video.owns_files:
        buttons.append(button("files", job, locale))
        if job.video.has_lyrics:
            buttons.append(button("lrc", job, locale))
        if page := _page_of(link or ""):
            # The text keeps the file's own link: Discord is certain to play that in the message.
            buttons.append(discord.ui.Button(label=translate("button-page", locale), url=page))
            if job.video.options.shape is not Shape.CANVAS:  # which has no poster
                picture = f"{page}/poster.jpg"
    embed = None
    # Beside a copy no embed is shown, and the parent's permission to embed wasn't looked at.
    has_card = not has_copy and job.request.target is not DeliveryTarget.PARENT
    if has_card and picture:
        embed = discord.Embed(colour=discord.Colour.green()).set_thumbnail(url=picture)
    return OutgoingMessage(content=content, embed=embed, buttons=buttons)


def _page_of(link: str) -> str | None:
    """Return the address of a video's page; None where Discord won't lead there."""
    page = page_link(link)
    if page is None or len(page) > _LONGEST_BUTTON_LINK:
        return None
    return page if _ADDRESS_PATTERN.fullmatch(page) else None


def explanation_message(job: Job, *, server: str | None = None) -> OutgoingMessage:
    """Return the message that says why there is no video, and what to do next."""
    request, locale = job.request, _answer_locale(job)
    kind = "result-unknown" if request.outcome is VideoState.UNKNOWN else "result-failed"
    content = with_title(
        kind,
        locale,
        title=title_of(job),
        member=f"<@{request.user_id}>",
        reason=reason_text(request.reason, locale, charges=job.video.charges),
    )
    if (line := _fallback_line(job, locale, server)) is not None:
        content += f"\n{line}"
    if request.target is DeliveryTarget.DIRECT:  # nothing can be asked for there
        return OutgoingMessage(content=content, buttons=[button("dismiss", job, locale)])
    label = "check" if request.outcome is VideoState.UNKNOWN else "retry"
    return OutgoingMessage(content=content, buttons=[button("retry", job, locale, text=label)])


def _answer_locale(job: Job) -> str:
    """Return the language of an answer: the member's own where nobody else sees it."""
    request = job.request
    return request.locale if request.target is DeliveryTarget.DIRECT else request.guild_locale


def _fallback_line(job: Job, locale: str, server: str | None) -> str | None:
    """Say where an answer was asked for, when it could not be posted there."""
    request = job.request
    if request.fallback_reason is None:
        return None
    where = f"<#{request.channel_id}>"
    if request.target is DeliveryTarget.DIRECT and server:
        where = f"{where} ({escape(server)})"
    return translate(
        "result-fallback",
        locale,
        where=where,
        why=translate(f"fallback-{request.fallback_reason}", locale),
    )


def file_description(job: Job) -> str:
    """Return the text that stands for an attached video where it can't be seen."""
    return with_title("result-file-name", _answer_locale(job), title=one_line(_raw_title(job)))


def _footnotes(job: Job, locale: str, *, with_link: bool, has_copy: bool) -> list[str]:
    remarks = list(_origin(job, locale))
    shown = job.shown_branding
    if shown.author:
        remarks.append(translate("result-author", locale, author=escape(shown.author)))
    if shown.domain_name:
        remarks.append(translate("result-watermark", locale, watermark=escape(shown.domain_name)))
    options, is_lost = job.video.options, has_lost_lyrics(job)
    chosen = options.model_copy(update={"lyrics": None}) if is_lost else options
    remarks += describe_options(chosen, locale)
    if is_lost:  # with why: nobody chose it
        remarks.append(translate("result-lyrics-left-out", locale))
    if job.video.squeeze is not None:
        remarks.append(_squeezed(job.video.squeeze, locale))
    if with_link and job.video.expires_at is None:
        is_asked = job.request.is_repost  # the service still had it just now
        text_id = "history-end-unknown" if is_asked else "result-may-have-ended"
        remarks.append(translate(text_id, locale))
    elif with_link and job.video.expires_at is not None:
        day = discord.utils.format_dt(job.video.expires_at, "d")
        remarks.append(translate(f"result-ends{'-copy' if has_copy else ''}", locale, day=day))
    return remarks


def has_lost_lyrics(job: Job) -> bool:
    """Return whether a video has no lyrics that its member didn't leave out: a word is blocked."""
    return job.video.options.lyrics is False and job.request.options.lyrics is not False


def _squeezed(squeeze: Squeeze, locale: str) -> str:
    """Say what was given up for the size."""
    return translate(
        "result-squeezed",
        locale,
        resolution=str(squeeze.resolution),
        fps=str(squeeze.fps),
        sound=str(squeeze.sound_kbps),
    )


def _origin(job: Job, locale: str) -> Iterator[str]:
    """Say whose branding a video carries, where that isn't the one that was asked for."""
    is_sure = job.video.is_branding_confirmed
    if violates_required_branding(job):
        yield translate("result-other-branding", locale)
    elif job.request.is_repost:
        return
    elif job.request.is_reuse or not is_sure:
        is_plain = is_sure and job.video.branding == Branding()
        yield translate(f"result-existing{'-plain' if is_plain else ''}", locale)
    elif differs_from_requested_branding(job):
        yield translate("result-shared", locale)


def _raw_title(job: Job) -> str:
    return (job.track.title if job.track is not None else None) or ""


def title_of(job: Job) -> str:
    """Return a track's title, made safe; empty when it is not known."""
    return escape(_raw_title(job))


def with_title(text_id: str, locale: str, *, title: str, **values: str) -> str:
    """Return a text with a title in it, or the one that goes without when there is none."""
    if title:
        return translate(text_id, locale, title=title, **values)
    return translate(f"{text_id}-unnamed", locale, **values)


def button(action: str, job: Job, locale: str, *, text: str | None = None) -> Button:
    """Return a request's button for an action; ``text`` names another text than the action's."""
    return discord.ui.Button(
        label=translate(f"button-{text or action}", locale),
        style=discord.ButtonStyle.secondary,
        custom_id=button_id(action, job.request.request_id),
    )
