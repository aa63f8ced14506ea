"""The songs of a server, in pages: what ``/track list`` shows, and what may be removed."""

from collections.abc import Mapping, Sequence
from typing import Final

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.messages.options import format_length
from bot.messages.result import Button
from bot.sanitize import escape, one_line
from bot.services.track_uploads import TrackUploadService
from bot.store import RestrictedTrack
from bot.studio_client import LibraryTrack, StudioUnavailable
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.track_choices import CHOICE_LENGTH

_A_PAGE: Final = 10
_BETWEEN: Final = " · "
_SHOWN_LENGTH: Final = 60


async def list_tracks(
    interaction: Interaction, songs: TrackUploadService, sought: str = ""
) -> list[LibraryTrack]:
    """Return the songs that can be chosen where somebody acts, newest first. Raises UserError.

    Of a library of more than 1,000, those that fit what is ``sought``, an id or words.

    One with words that the server doesn't want, or that its owner keeps to themselves, is shown to
    those only who may remove it.
    """
    guild_id = interaction.guild_id or 0
    try:
        found = await songs.list_tracks(guild_id, sought)
    except StudioUnavailable as error:
        raise UserError("error-track-silent") from error
    unwanted = await songs.unwanted_tracks(guild_id, found)
    restricted = await songs.restricted(guild_id)
    is_moderator = interaction.permissions.manage_guild

    def is_open(song: LibraryTrack) -> bool:
        one = restricted.get(song.task_id)
        if one is None or one.owner is None:
            return one is None
        is_shared = one.is_open_to(interaction.user.id, is_moderator=is_moderator)
        return is_shared or _may_delete(song, interaction)

    return [
        song
        for song in found
        if is_open(song) and (song not in unwanted or _may_delete(song, interaction))
    ]


def deletable_tracks(songs: Sequence[LibraryTrack], interaction: Interaction) -> list[LibraryTrack]:
    """Return the tasks that a member may remove, each as its first take.

    That is what they brought themselves; moderators may remove whatever is the server's.
    """
    return [song for song in songs if song.position == 0 and _may_delete(song, interaction)]


def _may_delete(song: LibraryTrack, interaction: Interaction) -> bool:
    is_own = interaction.permissions.manage_guild or song.added_by == interaction.user.id
    return is_own and song.guild_id == interaction.guild_id


def track_choice(song: LibraryTrack) -> str:
    """Return a song as completion shows it: at most 100 characters."""
    rest = [_cut(one_line(song.artist), 30)] if song.artist else []
    if song.duration_seconds is not None:
        rest.append(format_length(song.duration_seconds))
    room = CHOICE_LENGTH - sum(len(part) + len(_BETWEEN) for part in rest)
    return _BETWEEN.join([_cut(one_line(song.title), room), *rest])


def length_of(song: LibraryTrack) -> str:
    """Return a song's length as it is shown; empty where that isn't known."""
    return "" if song.duration_seconds is None else format_length(song.duration_seconds)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def line_of(song: LibraryTrack, locale: str) -> str:
    """Return a song as a message shows it: title, take, artist, length."""
    parts = [f"**{escape(song.title, _SHOWN_LENGTH)}**"]
    if song.track.has_takes:
        parts.append(translate("track-take", locale, take=song.position + 1))
    if song.artist:
        parts.append(escape(song.artist, _SHOWN_LENGTH))
    if song.duration_seconds is not None:
        parts.append(format_length(song.duration_seconds))
    return _BETWEEN.join(parts)


def page_of(
    songs: Sequence[LibraryTrack],
    page: int,
    interaction: Interaction,
    restricted: Mapping[str, RestrictedTrack],
) -> tuple[discord.Embed, discord.ui.View]:
    """Return one page of the songs, and the buttons that lead to the others.

    ``restricted``: those that not everybody may use, by task.
    """
    locale = str(interaction.locale)
    pages = max(1, -(-len(songs) // _A_PAGE))
    page = min(page, pages - 1)
    embed = discord.Embed(
        title=translate("track-list-title", locale), colour=discord.Colour.blurple()
    )
    lines = [
        f"{line_of(song, locale)}\n-# {_origin(song, locale)}"
        + _restriction(restricted.get(song.task_id), locale)
        for song in songs[page * _A_PAGE : (page + 1) * _A_PAGE]
    ]
    embed.description = "\n".join(lines) or translate("track-list-empty", locale)
    view = discord.ui.View(timeout=None)
    view.stop()  # answered by their custom_id
    if pages > 1:
        embed.set_footer(text=translate("track-list-page", locale, page=page + 1, pages=pages))
        for name, target in (("previous", page - 1), ("next", page + 1)):
            view.add_item(
                discord.ui.Button(
                    label=translate(f"button-page-{name}", locale),
                    custom_id=f"mv:tracks:{name}:{max(target, 0)}",
                    disabled=not 0 <= target < pages,
                )
            )
    return embed, view


def _origin(song: LibraryTrack, locale: str) -> str:
    if song.guild_id is None:
        return translate("track-from-host", locale)
    day = discord.utils.format_dt(song.added_at, "d")
    if song.added_by is None:
        return translate("track-from-nobody", locale, day=day)
    return translate("track-from-member", locale, member=f"<@{song.added_by}>", day=day)


def _restriction(one: RestrictedTrack | None, locale: str) -> str:
    """Return who may use a song, where that isn't everybody."""
    if one is None or one.owner is None:
        return ""
    return f"{_BETWEEN}🔒 {translate(f'track-for-{one.owner.sharing}', locale)}"


class TracksPageButton(
    PersistentItem[Button], template=r"mv:tracks:(?:previous|next):(?P<page>[0-9]{1,4})"
):
    """A button that leads to another page."""

    async def on_click(self, interaction: Interaction) -> None:
        """Show the page; the list is private, so that only who asked for it can click."""
        songs = interaction.client.track_uploads
        if songs is None:  # without it no such button is registered
            return
        found = await list_tracks(interaction, songs)
        restricted = await songs.restricted(interaction.guild_id or 0)
        embed, view = page_of(found, int(self.match["page"]), interaction, restricted)
        await interaction.response.edit_message(embed=embed, view=view)
