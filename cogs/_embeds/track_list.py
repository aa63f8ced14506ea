"""The songs of a server, in pages: what ``/track list`` shows, and what may be removed."""

from collections.abc import Sequence
from typing import Final

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import Refusal
from bot.i18n.texts import say
from bot.messages.result import Button, length_of
from bot.sanitize import one_line, shown
from bot.services.track_uploads import Songs
from bot.studio_client.library import ShelfSilent, Song
from cogs._shared.persistent_items import Lasting
from cogs._shared.track_choices import CHOICE_LENGTH

_A_PAGE: Final = 10
_BETWEEN: Final = " · "
_SHOWN_LENGTH: Final = 60


async def songs_of(interaction: Interaction, songs: Songs) -> list[Song]:
    """Give the songs that can be chosen where somebody acts, newest first. Raises Refusal."""
    try:
        return await songs.of_server(interaction.guild_id or 0)
    except ShelfSilent as error:
        raise Refusal("refusal-track-silent") from error


def removable(songs: Sequence[Song], interaction: Interaction) -> list[Song]:
    """Give the tasks that a member may remove, each as its first take.

    That is what they brought themselves; moderators may remove whatever is the server's.
    """
    return [
        song
        for song in songs
        if song.position == 0
        and song.guild_id == interaction.guild_id
        and (interaction.permissions.manage_guild or song.added_by == interaction.user.id)
    ]


def choice_of(song: Song) -> str:
    """Give a song as completion shows it: at most 100 characters."""
    rest = [_cut(one_line(song.artist), 30)] if song.artist else []
    if song.duration_seconds is not None:
        rest.append(length_of(song.duration_seconds))
    room = CHOICE_LENGTH - sum(len(part) + len(_BETWEEN) for part in rest)
    return _BETWEEN.join([_cut(one_line(song.title), room), *rest])


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def line_of(song: Song, locale: str) -> str:
    """Give a song as a message shows it: title, take, artist, length."""
    parts = [f"**{shown(song.title, _SHOWN_LENGTH)}**"]
    if song.position:
        parts.append(say("track-take", locale, take=song.position + 1))
    if song.artist:
        parts.append(shown(song.artist, _SHOWN_LENGTH))
    if song.duration_seconds is not None:
        parts.append(length_of(song.duration_seconds))
    return _BETWEEN.join(parts)


def page_of(
    songs: Sequence[Song], page: int, interaction: Interaction
) -> tuple[discord.Embed, discord.ui.View]:
    """Give one page of the songs, and the buttons that lead to the others."""
    locale = str(interaction.locale)
    pages = max(1, -(-len(songs) // _A_PAGE))
    page = min(page, pages - 1)
    embed = discord.Embed(title=say("track-list-title", locale), colour=discord.Colour.blurple())
    lines = [
        f"{line_of(song, locale)}\n-# {_origin(song, locale)}"
        for song in songs[page * _A_PAGE : (page + 1) * _A_PAGE]
    ]
    embed.description = "\n".join(lines) or say("track-list-empty", locale)
    view = discord.ui.View(timeout=None)
    view.stop()  # answered by their custom_id
    if pages > 1:
        embed.set_footer(text=say("track-list-page", locale, page=page + 1, pages=pages))
        for name, target in (("previous", page - 1), ("next", page + 1)):
            view.add_item(
                discord.ui.Button(
                    label=say(f"button-page-{name}", locale),
                    custom_id=f"mv:tracks:{name}:{max(target, 0)}",
                    disabled=not 0 <= target < pages,
                )
            )
    return embed, view


def _origin(song: Song, locale: str) -> str:
    if song.guild_id is None:
        return say("track-from-host", locale)
    day = discord.utils.format_dt(song.added_at, "d")
    if song.added_by is None:
        return say("track-from-nobody", locale, day=day)
    return say("track-from-member", locale, member=f"<@{song.added_by}>", day=day)


class TracksPage(Lasting[Button], template=r"mv:tracks:(?:previous|next):(?P<page>[0-9]{1,4})"):
    """A button that leads to another page."""

    async def clicked(self, interaction: Interaction) -> None:
        """Show the page; the list is private, so that only who asked for it can click."""
        songs = interaction.client.songs
        if songs is None:  # without it no such button is registered
            return
        found = await songs_of(interaction, songs)
        embed, view = page_of(found, int(self.found["page"]), interaction)
        await interaction.response.edit_message(embed=embed, view=view)
