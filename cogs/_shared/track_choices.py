"""How tracks are called where people choose one."""

from typing import Final

from discord import app_commands

from bot.i18n.texts import translate
from bot.jobs import TrackInfo
from bot.messages.options import format_length
from bot.sanitize import one_line, query_words

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


def label_of(track: TrackInfo, locale: str, *, most: int = CHOICE_LENGTH) -> str:
    """Return a track as people know it: title, take, length; at most ``most`` characters.

    The take only where its task has several. Of a long title the end is left out, never what comes
    behind it.
    """
    title = one_line(track.title or "") or _unnamed(track, locale)
    room = most - len(_label(track, "", locale))
    title = title if len(title) <= room else title[: room - 1] + "…"
    return _label(track, title, locale)


def _label(track: TrackInfo, title: str, locale: str) -> str:
    take = track.position + 1
    if not track.has_takes:
        parts = [title]
        if track.duration_seconds is not None:
            parts.append(format_length(track.duration_seconds))
        return " · ".join(parts)
    if track.duration_seconds is None:
        return translate("track-choice-no-length", locale, title=title, take=take)
    length = format_length(track.duration_seconds)
    return translate("track-choice", locale, title=title, take=take, length=length)


def words_beside_title(track: TrackInfo, locale: str) -> str:
    """Return what else ``label_of`` shows, as it may be typed: the take with and without a space.

    The name of a track without a title is a part of it.
    """
    words = [] if one_line(track.title or "") else [_unnamed(track, locale)]
    if track.has_takes:
        take = translate("track-take", locale, take=track.position + 1)
        words += [take, take.replace(" ", "")]
    if track.duration_seconds is not None:
        words.append(format_length(track.duration_seconds))
    return " ".join(words)


def with_label(tracks: list[TrackInfo], typed: str, locale: str) -> list[TrackInfo]:
    """Return those tracks of whose label more was typed than the title, or all if there are none.

    That tells a take from one whose title or length holds the same number.
    """
    words = query_words(typed)
    named = [
        track
        for track in tracks
        if query_words(label_of(track, locale))[: len(words)] == words
        and len(words) > len(query_words(track.title or ""))
    ]
    return named or tracks


def _unnamed(track: TrackInfo, locale: str) -> str:
    return translate("track-unnamed", locale, id=track.audio_id[:8])
