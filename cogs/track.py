"""``/track``: members bring songs to the studio, which makes their videos."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.jobs import Branding, TrackKey
from bot.messages.result import Button
from bot.policy.denials import RequestDenied
from bot.sanitize import escape
from bot.services.track_uploads import TrackInUse, TrackUploadService, UploadInProgress
from bot.studio_client import LibraryTrack, StudioRefused, StudioUnavailable, TrackUpload
from cogs._embeds.track_list import (
    TracksPageButton,
    deletable_tracks,
    line_of,
    list_tracks,
    page_of,
    track_choice,
)
from cogs._shared.command_options import describe_text
from cogs._shared.denial_texts import denial_error
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.submit_request import check_permissions, submit_request

Name = app_commands.Range[str, 1, 200]

_MEGABYTE: Final = 1 << 20
_MAX_NAME: Final = 200
_REASONS: Final = {
    "unreadable": "error-track-no-audio",
    "no-audio": "error-track-no-audio",
    "empty": "error-track-empty",
    "truncated": "error-track-broken",
    "too-short": "error-track-too-short",
    "too-long": "error-track-too-long",
    "too-big": "error-track-too-big",
    "cover-too-big": "error-track-cover-too-big",
    "no-picture": "error-track-no-picture",
    "not-fetched": "error-track-not-fetched",
    "server-full": "error-track-server-full",
    "server-bytes-full": "error-track-server-bytes-full",
    "member-bytes-full": "error-track-member-bytes-full",
    "disk-full": "error-track-disk-full",
}
"""What the studio says of songs that it does not take (``bot.studio.http.uploads``)."""
_NOT_READ: Final = ("unreadable", "no-audio")


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class TrackCog(commands.GroupCog, name="track", description=localized("command-track")):
    """The group: open to members, which owners can narrow in Discord's integration settings."""

    def __init__(self, songs: TrackUploadService) -> None:
        self._songs = songs

    @app_commands.command(name="add", description=localized("command-track-add"))
    @app_commands.describe(
        file=localized("command-track-add-file"),
        title=localized("command-track-add-title"),
        artist=localized("command-track-add-artist"),
        cover=localized("command-track-add-cover"),
    )
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        title: Name | None = None,
        artist: Name | None = None,
        cover: discord.Attachment | None = None,
    ) -> None:
        """Take a song into this server's library, and offer to make its video."""
        new = TrackUpload(
            guild_id=interaction.guild_id or 0,
            user_id=interaction.user.id,
            audio_url=file.url,
            audio_name=file.filename[-_MAX_NAME:],
            cover_url=cover.url if cover is not None else None,
            cover_name=cover.filename[-_MAX_NAME:] if cover is not None else "",
            title=describe_text(title),
            default_title=_title_of(file),
            artist=describe_text(artist),
            language=_language_of(interaction),
        )
        if file.size > self._songs.most_bytes:
            raise self._refusal("too-big")
        if cover is not None and cover.size > self._songs.most_cover_bytes:
            raise self._refusal("cover-too-big")
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        song = await self._added(new, locale, by_moderator=interaction.permissions.manage_guild)
        await interaction.edit_original_response(
            content=translate("track-added", locale, song=line_of(song, locale)),
            view=_make_view(song, interaction.user.id, locale),
        )

    @app_commands.command(name="list", description=localized("command-track-list"))
    async def show(self, interaction: Interaction) -> None:
        """Show the songs that can be chosen in this server, newest first."""
        embed, view = page_of(await list_tracks(interaction, self._songs), 0, interaction)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    @app_commands.command(name="remove", description=localized("command-track-remove"))
    @app_commands.describe(track=localized("command-track-remove-track"))
    async def remove(self, interaction: Interaction, track: str) -> None:
        """Remove one's own song; moderators remove any of the server's."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        song = _chosen(await list_tracks(interaction, self._songs), track, interaction)
        try:
            is_removed = await self._songs.remove(interaction.guild_id or 0, song.task_id)
        except TrackInUse as error:
            raise UserError("error-track-in-work", title=escape(song.title)) from error
        except StudioUnavailable as error:
            raise UserError("error-track-silent") from error
        if not is_removed:
            raise UserError("error-track-unknown")
        text = translate("track-removed", str(interaction.locale), title=escape(song.title))
        await interaction.edit_original_response(content=text)

    @remove.autocomplete("track")
    async def complete_track(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer what the member may remove, by title."""
        try:
            songs = await self._songs.list_tracks(interaction.guild_id or 0)
        except StudioUnavailable:
            return []
        typed = current.casefold().split()
        fitting = [
            song
            for song in deletable_tracks(songs, interaction)
            if all(word in f"{song.title} {song.artist or ''}".casefold() for word in typed)
        ]
        return [
            app_commands.Choice(name=track_choice(song), value=song.task_id)
            for song in fitting[:25]
        ]

    async def _added(self, new: TrackUpload, locale: str, *, by_moderator: bool) -> LibraryTrack:
        try:
            return await self._songs.add(new, by_moderator=by_moderator)
        except UploadInProgress as error:
            raise UserError("error-track-adding") from error
        except RequestDenied as error:
            raise denial_error(error, locale) from error
        except StudioRefused as error:
            raise self._refusal(error.reason) from error
        except StudioUnavailable as error:
            raise UserError("error-track-silent") from error

    def _refusal(self, reason: str | None) -> UserError:
        songs, reason = self._songs, (reason or "").replace("_", "-")
        limits: dict[str, float] = {
            "too-big": songs.most_bytes / _MEGABYTE,
            "cover-too-big": songs.most_cover_bytes / _MEGABYTE,
            "too-long": songs.most_minutes,
            "server-full": songs.most_songs,
            "server-bytes-full": songs.most_server_bytes / _MEGABYTE,
            "member-bytes-full": songs.most_member_bytes / _MEGABYTE,
        }
        limit = {"limit": round(limits[reason], 1)} if reason in limits else {}
        if reason in _NOT_READ:
            return UserError(_REASONS[reason], formats=", ".join(songs.formats))
        return UserError(_REASONS.get(reason, "error-track-not-taken"), **limit)


def _language_of(interaction: Interaction) -> str:
    """Return the languages that a song's tags are most likely in: the member's,
    then the server's.
    """
    return ",".join(map(str, filter(None, (interaction.locale, interaction.guild_locale))))


def _title_of(file: discord.Attachment) -> str:
    """Return a title for a file that has none inside: its name, with the spaces Discord took."""
    return (file.title or PurePath(file.filename).stem.replace("_", " "))[:_MAX_NAME]


def _chosen(songs: Sequence[LibraryTrack], text: str, interaction: Interaction) -> LibraryTrack:
    """Return the song that was chosen from the list, or typed in full. Raises UserError."""
    wanted = text.strip().casefold()
    named = [song for song in songs if wanted in (song.task_id, song.title.casefold())]
    allowed = [song for song in deletable_tracks(songs, interaction) if song in named]
    if len(allowed) == 1:
        return allowed[0]
    if allowed:
        raise UserError("error-track-several")
    if any(song.guild_id is None for song in named):
        raise UserError("error-track-of-host")
    raise UserError("error-track-not-yours" if named else "error-track-unknown")


def _make_view(song: LibraryTrack, user_id: int, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.stop()  # answered by its custom_id
    return view.add_item(
        discord.ui.Button(
            label=translate("button-make", locale),
            style=discord.ButtonStyle.primary,
            custom_id=f"mv:make:{song.task_id}:{song.audio_id}:{user_id}",
        )
    )


class MakeButton(
    PersistentItem[Button],
    template=r"mv:make:(?P<task_id>[0-9a-f]{32}):(?P<audio_id>[0-9a-f-]{36}):(?P<user_id>[0-9]+)",
):
    """The button that has a song's video made."""

    async def on_click(self, interaction: Interaction) -> None:
        """Ask for the video as ``/musicvideo`` does."""
        if interaction.user.id != int(self.match["user_id"]):
            raise UserError("error-track-not-your-button")
        check_permissions(interaction)
        key = TrackKey(task_id=self.match["task_id"], audio_id=self.match["audio_id"])
        await submit_request(interaction, key, Branding())


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    if bot.track_uploads is not None:
        bot.add_dynamic_items(MakeButton, TracksPageButton)
        await bot.add_cog(TrackCog(bot.track_uploads))
