"""How tracks are called where people choose one."""

from typing import Final

from discord import app_commands

from bot.i18n.texts import translate
from bot.jobs import TrackInfo
from bot.messages.result import format_length
from bot.sanitize import one_line

CHOICE_LENGTH: Final = 100
"""Discord's limit for the name and the value of a choice."""

MAX_CHOICES: Final = 25
"""Discord shows no more."""


def track_choices(
    tracks: list[TrackInfo], locale: str, *, with_task: bool
) -> list[app_commands.Choice[str]]:
    choices = []
    for track in tracks:
        value = f"{track.task_id} {track.audio_id}" if with_task else track.audio_id
        if len(value) <= CHOICE_LENGTH:
            choices.append(app_commands.Choice(name=label_of(track, locale), value=value))
    return choices[:MAX_CHOICES]


def label_of(track: TrackInfo, locale: str) -> str:
    """Return a track as people know it: title, take, length; at most 100 characters."""
    title = one_line(track.title or "") or translate("track-unnamed", locale, id=track.audio_id[:8])
    take = track.position + 1
    room = CHOICE_LENGTH - 30
    title = title if len(title) <= room else title[: room - 1] + "…"
    if track.duration_seconds is None:
        label = translate("track-choice-no-length", locale, title=title, take=take)
    else:
        length = format_length(track.duration_seconds)
        label = translate("track-choice", locale, title=title, take=take, length=length)
    return label[:CHOICE_LENGTH]
