"""How history is shown: pages of requests, and one request whole."""

from datetime import datetime, timedelta
from typing import Final

import discord

from bot.discord_client.button_signer import SIGNATURE
from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.i18n.texts import format_age, translate
from bot.jobs import OPEN_REQUEST_STATES, DeliveryTarget, Job, RequestState, TrackInfo, VideoState
from bot.messages.result import Button, Select, button, persistent_view, reason_text
from bot.messages.status import is_free, jump_link, status_message, waiting_text
from bot.sanitize import escape
from bot.store import HistoryPage, PageDirection, SeenChannels
from cogs._embeds.job_story import job_story_embed
from cogs._shared.member_visibility import visible_channel, visible_channels, visible_members
from cogs._shared.membership import is_moderator
from cogs._shared.persistent_items import PersistentItem, signed_id
from cogs._shared.track_choices import CHOICE_LENGTH, label_of
from cogs.request_buttons import own_job

PAGE_SIZE: Final = 5
_TITLE_LENGTH: Final = 80  # of five with the longest reasons, an embed takes no longer ones
_SOON: Final = timedelta(days=3)
_ON_ITS_WAY: Final = frozenset({VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING})

EVERYONE: Final = None


class PageButton(
    PersistentItem[Button],
    template=(
        r"(?P<text>mv:page:(?P<whose>[0-9]{1,20}):(?P<turn>older|newer):(?P<beside>[0-9a-f]{16}))"
        rf"(?::(?P<signature>{SIGNATURE}))?"
    ),
):
    """Turns a page of history."""

    async def on_click(self, interaction: Interaction) -> None:
        """Show the page that the button leads to."""
        self.check_signature(interaction, self.match["text"], self.match["signature"])
        whose, turn = int(self.match["whose"]) or EVERYONE, PageDirection(self.match["turn"])
        check_reader(interaction, whose)
        await interaction.response.defer()
        embed, view = await history_page(interaction, whose, beside=self.match["beside"], turn=turn)
        await interaction.edit_original_response(embed=embed, view=view)


class HistoryMenu(PersistentItem[Select], template=r"mv:look"):
    """The menu of a page's requests."""

    async def on_click(self, interaction: Interaction) -> None:
        """Show the request that was chosen, whole."""
        await show_job(interaction, await own_job(interaction, self.item.values[0]))


def check_reader(interaction: Interaction, whose: int | None) -> None:
    """Check that somebody reads their own history, or is a moderator. Raises UserError."""
    if whose != interaction.user.id and not is_moderator(interaction):
        raise UserError("error-others-videos")


async def history_page(
    interaction: Interaction,
    whose: int | None,
    *,
    beside: str | None = None,
    turn: PageDirection = PageDirection.OLDER,
) -> tuple[discord.Embed, discord.ui.View]:
    """Return a page of a member's requests in this server, or of everybody's for None.

    Moderators read of what was asked for where they can look; everybody, all of their own.
    """
    history, guild_id = interaction.client.store.history, interaction.guild_id or 0
    seen = None
    if whose != interaction.user.id:
        channel_ids = await visible_channels(interaction, await history.channel_ids(guild_id))
        seen = SeenChannels(interaction.user.id, channel_ids)
    page = await history.page(
        guild_id, whose, PAGE_SIZE, anchor_id=beside, direction=turn, seen=seen
    )
    return await _embed(interaction, page, whose), _view(interaction, page, whose)


async def show_job(interaction: Interaction, job: Job) -> None:
    """Answer privately with all that is known of a request, and what can be done with it.

    Moderators of its server read its story as well.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale = str(interaction.locale)
    told = job.request.model_copy(update={"guild_locale": locale})
    status = status_message(
        job.model_copy(update={"request": told}), now=interaction.client.clock()
    )
    embed = status.embed or discord.Embed()
    lines = (
        (embed.description or "").splitlines() if job.request.state in OPEN_REQUEST_STATES else []
    )
    # The first line of a status message may say "here", which is the channel that it stands in.
    embed.description = "\n".join([_state(job, locale), *lines[1:]])
    asked = discord.utils.format_dt(job.request.created_at, "f")
    channel = visible_channel(interaction, job.request.channel_id)
    names = await visible_members(interaction, [job.request.user_id])
    where = f"{asked}\n{channel}\n{names[job.request.user_id]}"
    embed.add_field(name=translate("history-requested", locale), value=where)
    has_copy = await interaction.client.requests.has_copy(job)
    if end := _link_end(interaction, job, has_copy=has_copy):
        embed.add_field(name=translate("history-link", locale), value=end)
    embeds = [embed]
    if is_moderator(interaction) and interaction.guild_id == job.request.guild_id:
        story = await interaction.client.requests.story(job.request.request_id)
        if story is not None:
            embeds.append(job_story_embed(story, locale, beside=embed))
    view = persistent_view(*_buttons(job, locale))
    await interaction.edit_original_response(embeds=embeds, view=view)


async def _embed(interaction: Interaction, page: HistoryPage, whose: int | None) -> discord.Embed:
    locale = str(interaction.locale)
    is_own = whose == interaction.user.id
    kind = "" if is_own else "-everyone" if whose is EVERYONE else "-member"
    ids = {job.request.user_id for job in page.jobs} if whose is EVERYONE else {whose}
    names = {} if is_own else await visible_members(interaction, ids)
    parts = [names[whose]] if whose is not None and not is_own else []
    for job in page.jobs:
        has_copy = job.request.message_id in page.copied and job.request.deleted_at is None
        member = names.get(job.request.user_id) if whose is EVERYONE else None
        parts.append(_entry(interaction, job, member=member, has_copy=has_copy))
    return discord.Embed(
        title=translate(f"history-title{kind}", locale),
        description="\n\n".join(parts) if page.jobs else translate("history-none", locale),
        colour=discord.Colour.blurple(),
    )


def _entry(interaction: Interaction, job: Job, *, member: str | None, has_copy: bool) -> str:
    request, locale = job.request, str(interaction.locale)
    when = discord.utils.format_dt(request.created_at, "R")
    where = visible_channel(interaction, request.channel_id)
    if member is not None:
        asked = translate("history-asked-by", locale, when=when, channel=where, member=member)
    else:
        asked = translate("history-asked", locale, when=when, channel=where)
    title = f"**{escape(label_of(_track(job), locale, most=_TITLE_LENGTH))}**"
    end = _link_end(interaction, job, has_copy=has_copy)
    return "\n".join([title, _state(job, locale), *([end] if end else []), asked])


def _track(job: Job) -> TrackInfo:
    return job.track or TrackInfo(task_id=job.video.task_id, audio_id=job.video.audio_id)


def _state(job: Job, locale: str) -> str:
    """Say where a request is, wherever that is read."""
    request, video = job.request, job.video
    if request.state is RequestState.POSTED:
        return _posted(job, locale)
    if request.state is RequestState.CANCELLED:
        kind = "" if job.video.charges else "-free"
        late = "" if is_free(job) else "-late"
        return translate(f"history-cancelled{kind or late}", locale)
    if request.state in OPEN_REQUEST_STATES:
        is_made = request.state is RequestState.POSTING or video.state not in _ON_ITS_WAY
        if is_made:
            return translate("history-posting", locale)
        return waiting_text(job, locale, "history")
    ends = {RequestState.UNDELIVERABLE: "undeliverable"}
    if request.outcome is VideoState.UNKNOWN:
        ends[RequestState.EXPLAINED] = "unknown"
    reason = reason_text(request.reason, locale, charges=video.charges)
    return translate(f"history-{ends.get(request.state, 'failed')}", locale, reason=reason)


def _posted(job: Job, locale: str) -> str:
    """Say where a video was posted, and why, if not where it was asked for."""
    fallback_reason, deleted_at = job.request.fallback_reason, job.request.deleted_at
    if deleted_at is not None:
        when = discord.utils.format_dt(deleted_at, "R")
        return translate("history-deleted", locale, when=when)
    if fallback_reason is None:
        return translate("history-posted", locale, link=jump_link(job, locale))
    why = translate(f"fallback-{fallback_reason}", locale)
    if job.request.target is DeliveryTarget.DIRECT:
        return translate("history-posted-direct", locale, why=why)
    return translate("history-posted-parent", locale, link=jump_link(job, locale), why=why)


def _link_end(interaction: Interaction, job: Job, *, has_copy: bool) -> str | None:
    """Say until when a video's link works; nothing where none is shown, or it comes as a file."""
    video, locale, now = job.video, str(interaction.locale), interaction.client.clock()
    has_link = video.state is VideoState.READY and job.request.state is not RequestState.CANCELLED
    if not has_link or interaction.client.attaches_files:
        return None
    if video.expires_at is None:
        return translate("history-end-unknown", locale)
    copy = "-copy" if has_copy else ""
    if video.has_link_ended(now):
        return translate(f"history-ended{copy}", locale)
    if video.expires_at - now <= _SOON and not has_copy:
        when = discord.utils.format_dt(video.expires_at, "R")
        return translate("history-ends-soon", locale, when=when)
    return translate(
        f"history-ends{copy}", locale, day=discord.utils.format_dt(video.expires_at, "d")
    )


def _view(interaction: Interaction, page: HistoryPage, whose: int | None) -> discord.ui.View:
    locale, now = str(interaction.locale), interaction.client.clock()
    items: list[Button | Select] = []
    if page.jobs:
        menu = Select(
            custom_id="mv:look",
            placeholder=translate("history-choose-placeholder", locale),
            options=[_option(job, locale, now) for job in page.jobs],
        )
        items.append(menu)
    if page.has_newer:
        items.append(_page_button(interaction, PageDirection.NEWER, whose, page.jobs[0]))
    if page.has_older:
        items.append(_page_button(interaction, PageDirection.OLDER, whose, page.jobs[-1]))
    return persistent_view(*items)


def _option(job: Job, locale: str, now: datetime) -> discord.SelectOption:
    return discord.SelectOption(
        label=label_of(_track(job), locale),
        description=format_age(job.request.created_at, now, locale)[:CHOICE_LENGTH],
        value=job.request.request_id,
    )


def _page_button(
    interaction: Interaction, turn: PageDirection, whose: int | None, beside: Job
) -> Button:
    text = f"mv:page:{whose or 0}:{turn}:{beside.request.request_id}"
    return Button(
        label=translate(f"button-{turn}", str(interaction.locale)),
        custom_id=signed_id(interaction, text),
    )


def _buttons(job: Job, locale: str) -> list[Button]:
    """Return what can be done with a request now."""
    request, video = job.request, job.video
    if request.state is RequestState.WAITING and video.state is not VideoState.READY:
        return [button("cancel", job, locale)]
    if request.state in OPEN_REQUEST_STATES:
        return []
    buttons = []
    if video.state is VideoState.READY:
        buttons.append(button("repost", job, locale))
    elif video.state in (VideoState.FAILED, VideoState.UNKNOWN):
        label = "check" if video.state is VideoState.UNKNOWN else "retry"
        buttons.append(button("again", job, locale, text=label))
    if request.message_id is not None and request.deleted_at is None:
        buttons.append(button("remove", job, locale, text="delete"))
    return buttons


async def setup(bot: MusicVideoBot) -> None:
    """Add the pages' buttons and menus (called by discord.py)."""
    bot.add_dynamic_items(PageButton, HistoryMenu)
