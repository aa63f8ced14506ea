"""What notices say, and where they go: to moderators, or the showcase."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.clock import Clock
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.message_target import MessageTarget
from bot.i18n.texts import format_number, translate
from bot.jobs import Job
from bot.jobs.notices import DIRECT_NOTICES, SHOWCASE_REFUSALS, Notice, NoticeKind
from bot.messages.result import Button, OutgoingMessage, button, button_id, reason_text
from bot.messages.setting_changes import changes_text
from bot.messages.showcase import approval_message
from bot.messages.showcase_list import list_text
from bot.policy.guild_settings import GuildSettings
from bot.policy.takedowns import Report
from bot.sanitize import escape
from bot.store import Store
from bot.store.unused_songs import ToldSong

_NONCE_PREFIXES: Final = {
    NoticeKind.UNDELIVERABLE: "u",
    NoticeKind.SHOWCASE: "s",
    NoticeKind.SHOWCASE_REFUSED: "n",
    NoticeKind.SHOWCASE_APPROVAL: "a",
}
_OF_SERVER: Final = (
    NoticeKind.LOW_CREDITS,
    NoticeKind.REPORT,
    NoticeKind.SONG_MOVED_OUT,
    NoticeKind.SONG_UNUSED,
    NoticeKind.SETTINGS_CHANGED,
    NoticeKind.WELCOME,
    NoticeKind.SHOWCASE_LIST,
    *SHOWCASE_REFUSALS,
)
"""About no request."""

_MAX_CLOCK_SKEW: Final = timedelta(minutes=5)
"""How far Discord's clock may be behind ours."""


@dataclass(frozen=True)
class OutgoingNotice:
    """A notice as it is posted: with a video when it shows one."""

    target: MessageTarget
    message: OutgoingMessage = field(default_factory=OutgoingMessage)
    showcased: Job | None = None
    recipient_id: int | None = None
    """Who is told directly; None of a welcome: who invited the bot."""
    fallback_channel_id: int | None = None
    """Where they are told that can't be told directly."""
    showcase_id: int | None = None
    """A showcase channel whose readers may all see what it is about, or nothing is told."""


class NoticeComposer:
    """Writes notices, as far as there is still something to tell."""

    def __init__(self, store: Store, messages: DiscordMessages, *, clock: Clock) -> None:
        self._clock = clock
        self._low_credit_alerts = store.low_credit_alerts
        self._reports = store.reports
        self._setting_changes = store.setting_changes
        self._unused_songs = store.unused_songs
        self._settings = store.guild_settings
        self._showcase_lists = store.showcase_lists
        self._messages = messages

    async def compose(self, notice: Notice, job: Job | None) -> OutgoingNotice | None:
        """Return what is to be told, and where; None when there is nothing to tell any more.

        Raises sqlite3.Error.
        """
        if notice.kind in _OF_SERVER:
            return await self._about_server(notice)
        return None if job is None else await self._about(notice, job)

    async def _about(self, notice: Notice, job: Job) -> OutgoingNotice | None:
        target, is_there = target_of_notice(notice, job), _can_be_showcased(job, self._clock())
        if notice.kind is NoticeKind.SHOWCASE:
            return OutgoingNotice(target, showcased=job) if is_there else None
        settings = await self._settings.get(notice.guild_id)
        showcase_id = settings.showcase_channel_id
        if notice.kind is not NoticeKind.SHOWCASE_APPROVAL:
            return OutgoingNotice(target, _message(notice, job, showcase_id))
        if showcase_id is None or not is_there:
            return None
        message = approval_message(job, showcase_id)
        return OutgoingNotice(target, message, showcase_id=showcase_id)

    async def _about_server(self, notice: Notice) -> OutgoingNotice | None:
        """Return a notice that is about no request."""
        locale = self._messages.guild_locale(notice.guild_id)
        if notice.kind is NoticeKind.WELCOME:
            name = self._messages.guild_name(notice.guild_id)
            return _welcome(notice, name or "", locale)
        settings = await self._settings.get(notice.guild_id)
        locale = settings.language or locale
        if notice.kind is NoticeKind.SHOWCASE_LIST or notice.kind in SHOWCASE_REFUSALS:
            return await self._about_showcase(notice, settings, locale)
        if notice.kind is NoticeKind.REPORT:
            report = await self._reports.of_notice(notice.notice_id)
            is_open = report is not None and report.decision is None
            return _reported(notice, report, locale) if report and is_open else None
        if notice.kind in DIRECT_NOTICES:
            song = await self._unused_songs.told_by(notice.notice_id)
            server = self._messages.guild_name(notice.guild_id) or ""
            return None if song is None else _about_song(notice, song, server, locale)
        if notice.kind is NoticeKind.SETTINGS_CHANGED:
            changes = await self._setting_changes.told_by(notice.notice_id)
            text = changes_text(changes, locale)
            return _about_no_request(notice, text, locale) if changes else None
        balance = await self._low_credit_alerts.balance_of(notice.notice_id)
        return None if balance is None else _low_credits(notice, balance, locale)

    async def _about_showcase(
        self, notice: Notice, settings: GuildSettings, locale: str
    ) -> OutgoingNotice | None:
        """Return a week's best, or what keeps the bot from it, while moderators want that."""
        if not settings.lists_best or settings.showcase_channel_id is None:
            return None
        if notice.kind is not NoticeKind.SHOWCASE_LIST:
            channel = f"<#{settings.showcase_channel_id}>"
            content = translate(f"notice-{notice.kind}", locale, channel=channel)
            return _about_no_request(notice, content, locale)
        videos = await self._showcase_lists.listed_by(notice.notice_id)
        text = list_text(videos, notice.guild_id, locale)
        return _about_no_request(notice, text, locale) if videos else None


def _can_be_showcased(job: Job, now: datetime) -> bool:
    """Return whether there is something to show still, which nobody has deleted."""
    return job.video.is_available(now) and job.request.deleted_at is None


def _low_credits(notice: Notice, balance: float, locale: str) -> OutgoingNotice:
    """Say that the balance is low, and what that means."""
    content = translate("notice-low-credits", locale, credits=format_number(balance, locale))
    return _about_no_request(notice, content, locale)


def _welcome(notice: Notice, server: str, locale: str) -> OutgoingNotice:
    """Say what to do first: to one person, or in a channel where they could not be told."""
    where = "welcome-direct" if notice.reason is None else "welcome-public"
    steps = ("welcome-channels", "welcome-branding", "welcome-first", "welcome-help")
    lines = [translate(where, locale, server=escape(server))]
    lines += [translate(step, locale) for step in steps]
    return _about_no_request(notice, "\n".join(lines), locale)


def _about_no_request(notice: Notice, content: str, locale: str) -> OutgoingNotice:
    """Return a notice with a button of its own, by which it is known again."""
    key = f"{notice.notice_id:016x}"
    is_personal = notice.kind in DIRECT_NOTICES
    is_direct = is_personal and notice.reason is None
    target = MessageTarget(
        channel_id=notice.channel_id,
        guild_id=None if is_direct else notice.guild_id,
        key=key,
        nonce_prefix=("h" if is_direct else "g") if is_personal else "w",
        since_id=discord.utils.time_snowflake(notice.created_at - _MAX_CLOCK_SKEW),
        actions={"heard": False},
    )
    heard: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=translate("button-dismiss", locale), custom_id=button_id("heard", key)
    )
    return OutgoingNotice(target, OutgoingMessage(content=content, buttons=[heard]))


def _about_song(notice: Notice, song: ToldSong, server: str, locale: str) -> OutgoingNotice:
    """Say that a song will be moved out, or was: to its owner."""
    values = {
        "member": f"<@{song.user_id}>",
        "title": escape(song.title),
        "server": escape(server),
    }
    if song.goes_at is None:
        content = translate("notice-song-moved-out", locale, **values)
    else:
        day = discord.utils.format_dt(song.goes_at, "R")
        content = translate("notice-song-unused", locale, day=day, **values)
    outgoing = _about_no_request(notice, content, locale)
    target = outgoing.target
    if notice.reason is not None:  # in a channel, where only a ping reaches them
        target = replace(target, mentioned_id=song.user_id)
    return replace(
        outgoing,
        target=target,
        recipient_id=song.user_id,
        fallback_channel_id=song.channel_id,
    )


def _reported(notice: Notice, report: Report, locale: str) -> OutgoingNotice:
    """Say that a member has reported a video: where it is, not what (see ``_message``)."""
    key = f"{notice.notice_id:016x}"
    channel = report.channel_id
    content = translate(
        "notice-report",
        locale,
        member=f"<@{report.user_id}>",
        channel=f"<#{channel}>",
        link=f"https://discord.com/channels/{report.guild_id}/{channel}/{report.message_id}",
        reason=translate(f"report-reason-{report.reason}", locale),
    )
    styles = {"takedown": discord.ButtonStyle.danger, "leave": discord.ButtonStyle.secondary}
    buttons: list[Button] = [
        discord.ui.Button(
            label=translate(f"button-{action}", locale),
            style=style,
            custom_id=button_id(action, key),
        )
        for action, style in styles.items()
    ]
    target = MessageTarget(
        channel_id=notice.channel_id,
        guild_id=notice.guild_id,
        key=key,
        nonce_prefix="r",
        since_id=discord.utils.time_snowflake(notice.created_at - _MAX_CLOCK_SKEW),
        actions={"takedown": False},
    )
    return OutgoingNotice(target, OutgoingMessage(content=content, buttons=buttons))


def target_of_notice(notice: Notice, job: Job) -> MessageTarget:
    """Return where a notice about a request goes."""
    return MessageTarget(
        channel_id=notice.channel_id,
        guild_id=notice.guild_id,
        key=job.request.request_id,
        nonce_prefix=_NONCE_PREFIXES[notice.kind],
        since_id=job.request.interaction_id,
        actions={"approve" if notice.kind is NoticeKind.SHOWCASE_APPROVAL else "dismiss": False},
    )


def _message(notice: Notice, job: Job, showcase_id: int | None) -> OutgoingMessage:
    """Say that an answer could not be delivered, or that a video could not be shown.

    Moderators' channels have readers who don't see where it was asked: nothing of the answer
    itself is said, and Discord shows a channel's name to those only who may see that.
    """
    request, locale = job.request, job.request.guild_locale
    reason = reason_text(notice.reason, locale)
    if notice.kind is NoticeKind.SHOWCASE_REFUSED:
        why = translate(f"fallback-{notice.reason}", locale)
        content = translate("notice-showcase-refused", locale, channel=f"<#{showcase_id}>", why=why)
    else:
        member, channel = f"<@{request.user_id}>", f"<#{request.channel_id}>"
        content = translate(
            "notice-undeliverable", locale, member=member, channel=channel, reason=reason
        )
    return OutgoingMessage(content=content, buttons=[button("dismiss", job, locale)])
