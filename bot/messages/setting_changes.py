"""What moderators changed, in words: a line each, in the log and in the notice about it."""

from typing import Final

import discord

from bot.i18n.texts import format_duration, format_number, has_text, translate
from bot.policy.setting_changes import SettingArea, SettingChange
from bot.sanitize import escape, join_within

_VALUE_LENGTH: Final = 60
_MESSAGE_LENGTH: Final = 2000  # Discord's limit
_SUBJECTS: Final = {
    SettingArea.ROLE: "<@&{}>",
    SettingArea.CHANNEL: "<#{}>",
    SettingArea.MEMBER: "<@{}>",
}


def change_line(change: SettingChange, locale: str, *, with_time: bool = True) -> str:
    """Return one change in a line: who, what, from what to what."""
    member = f"<@{change.changed_by}>" if change.changed_by else translate("log-nobody", locale)
    line = translate("log-line", locale, member=member, what=_what(change, locale))
    if not with_time:
        return line
    return f"{discord.utils.format_dt(change.changed_at, 'f')} · {line}"


def changes_text(changes: list[SettingChange], locale: str) -> str:
    """Return what tells moderators of some changes."""
    lines = [translate("notice-settings-changed", locale)]
    lines += [change_line(change, locale, with_time=False) for change in changes]
    return join_within(lines, "\n", _MESSAGE_LENGTH)


def _what(change: SettingChange, locale: str) -> str:
    match change.area:
        case SettingArea.SETTINGS | SettingArea.BRANDING | SettingArea.ROLE_LIMIT:
            return _field(change, locale)
        case SettingArea.QUEUE if change.name == "cleared":
            return translate("log-queue-cleared", locale, count=change.old)
        case SettingArea.QUEUE:
            return translate(f"log-queue-{'paused' if change.new else 'resumed'}", locale)
        case SettingArea.WORD:
            word = escape(str(change.new or change.old), _VALUE_LENGTH)
            return translate(_list_text(change), locale, word=word)
        case _:
            subject = translate("log-nobody", locale)
            if change.subject_id:
                subject = _SUBJECTS[change.area].format(change.subject_id)
            return translate(_list_text(change), locale, subject=subject)


def _list_text(change: SettingChange) -> str:
    return f"log-{change.area}-added" if change.new else f"log-{change.area}-removed"


def _field(change: SettingChange, locale: str) -> str:
    values = {
        "name": setting_name(change.name, locale),
        "old": _value(change.name, change.old, locale),
        "new": _value(change.name, change.new, locale),
    }
    if change.area is SettingArea.ROLE_LIMIT:
        role = f"<@&{change.subject_id}>"
        return translate("log-changed-for", locale, role=role, **values)
    if change.subject_id:
        return translate("log-changed-in", locale, channel=f"<#{change.subject_id}>", **values)
    return translate("log-changed", locale, **values)


def setting_name(name: str, locale: str) -> str:
    """Return what a field of a server's settings or branding is called."""
    text_id = f"log-name-{name.replace('_', '-')}"
    return translate(text_id, locale) if has_text(text_id) else name.replace("_", " ")


def _value(name: str, value: object, locale: str) -> str:
    if value is None or value == "":
        return translate("log-unset", locale)
    if name == "logo" and value != "none":
        return translate("log-on", locale)
    if isinstance(value, bool):
        return translate("log-on" if value else "log-off", locale)
    if name.endswith("channel_id"):
        return f"<#{value}>"
    if isinstance(value, int | float):
        is_time = name.endswith("_seconds") and value
        return format_duration(value, locale) if is_time else format_number(value, locale)
    return f"“{escape(str(value), _VALUE_LENGTH)}”"
