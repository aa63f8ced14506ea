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
from bot.sanitize import escape, matches_query, one_line
from bot.services.track_uploads import TrackInUse, TrackUploadService, UploadInProgress
from bot.studio_client import LibraryTrack, StudioRefused, StudioUnavailable, TrackUpload
from cogs._embeds.track_list import (
    TracksPageButton,
    deletable_tracks,
    length_of,
    line_of,
    list_tracks,
    page_of,
    track_choice,
)
from cogs._shared.command_options import describe_text
from cogs._shared.denial_texts import denial_error
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.submit_request import check_permissions, submit_request
from cogs._shared.track_errors import track_error

Name = app_commands.Range[str, 1, 200]

_MAX_NAME: Final = 200
_BUTTON_LENGTH: Final = 80


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
        lyrics=localized("command-track-add-lyrics"),
        second_file=localized("command-track-add-another"),
        third_file=localized("command-track-add-another"),
        fourth_file=localized("command-track-add-another"),
        fifth_file=localized("command-track-add-another"),
    )
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        title: Name | None = None,
        artist: Name | None = None,
        cover: discord.Attachment | None = None,
        lyrics: discord.Attachment | None = None,
        second_file: discord.Attachment | None = None,
        third_file: discord.Attachment | None = None,
        fourth_file: discord.Attachment | None = None,
        fifth_file: discord.Attachment | None = None,
    ) -> None:
        """Take songs into this server's library, and offer to make their videos."""
        files = [
            file,
            *(one for one in (second_file, third_file, fourth_file, fifth_file) if one is not None),
        ]
        if len(files) > 1:
            _check_options_of_one(title, lyrics)
        # A cover that is too large is not even fetched; what becomes of it is told with the song.
        is_too_big = cover is not None and cover.size > self._songs.most_cover_bytes
        picture = None if is_too_big else cover
        uploads = [_upload_of(one, picture, lyrics, title, artist, interaction) for one in files]
        if len(files) == 1 and file.size > self._songs.most_bytes:
            raise track_error(self._songs, "too-big")
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        lines: list[str] = []
        taken: list[LibraryTrack] = []
        for one, new in zip(files, uploads, strict=True):
            try:
                song = await self._added(one, new, interaction)
            except UserError as error:
                if len(files) == 1:
                    raise
                problem = translate(error.text_id, locale, **error.values)
                name = escape(one.filename, _BUTTON_LENGTH)
                lines.append(translate("track-not-added", locale, file=name, problem=problem))
            else:
                taken.append(song)
                lines.append(f"🎵 {line_of(song, locale)}")
                cover_problem = "cover-too-big" if is_too_big else song.cover_problem
                if cover_problem is not None:
                    lines.append(self._left_out("cover", cover_problem, locale))
                if song.lyrics_problem is not None:
                    lines.append(self._left_out("lyrics", song.lyrics_problem, locale))
            await _show_added(interaction, lines, taken, len(files))

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
        fitting = [
            song
            for song in deletable_tracks(songs, interaction)
            if matches_query(f"{song.title} {song.artist or ''}", current, label=length_of(song))
        ]
        return [
            app_commands.Choice(name=track_choice(song), value=song.task_id)
            for song in fitting[:25]
        ]

    @app_commands.command(name="cover", description=localized("command-track-cover"))
    @app_commands.describe(
        track=localized("command-track-cover-track"),
        cover=localized("command-track-add-cover"),
    )
    async def cover(self, interaction: Interaction, track: str, cover: discord.Attachment) -> None:
        """Give one's own song another cover; moderators any of the server's."""
        if cover.size > self._songs.most_cover_bytes:
            raise track_error(self._songs, "cover-too-big")
        await interaction.response.defer(ephemeral=True, thinking=True)
        song = _chosen(await list_tracks(interaction, self._songs), track, interaction)
        guild_id, name = interaction.guild_id or 0, cover.filename[-_MAX_NAME:]
        try:
            await self._songs.set_cover(guild_id, song.task_id, cover.url, name)
        except StudioRefused as error:
            if error.reason is None:
                raise UserError("error-track-unknown") from error
            raise track_error(self._songs, error.reason) from error
        except StudioUnavailable as error:
            raise UserError("error-track-silent") from error
        text = translate("track-cover-set", str(interaction.locale), title=escape(song.title))
        await interaction.edit_original_response(content=text)

    cover.autocomplete("track")(complete_track)

    async def _added(
        self, file: discord.Attachment, new: TrackUpload, interaction: Interaction
    ) -> LibraryTrack:
        """Have a song taken. Raises UserError."""
        if file.size > self._songs.most_bytes:
            raise track_error(self._songs, "too-big")
        try:
            return await self._songs.add(new, by_moderator=interaction.permissions.manage_guild)
        except UploadInProgress as error:
            raise UserError("error-track-adding") from error
        except RequestDenied as error:
            raise denial_error(error, str(interaction.locale)) from error
        except StudioRefused as error:
            raise track_error(self._songs, error.reason) from error
        except StudioUnavailable as error:
            raise UserError("error-track-silent") from error

    def _left_out(self, part: str, reason: str, locale: str) -> str:
        """Return what is told of a cover or of lyrics that were left out."""
        error = track_error(self._songs, reason)
        problem = translate(error.text_id, locale, **error.values)
        return translate(f"track-{part}-left-out", locale, problem=problem)


def _check_options_of_one(title: str | None, lyrics: discord.Attachment | None) -> None:
    """Check that several songs aren't given what is of one. Raises UserError."""
    if title is not None:
        raise UserError("error-track-one-title")
    if lyrics is not None:
        raise UserError("error-track-one-lyrics")


def _upload_of(
    file: discord.Attachment,
    cover: discord.Attachment | None,
    lyrics: discord.Attachment | None,
    title: str | None,
    artist: str | None,
    interaction: Interaction,
) -> TrackUpload:
    return TrackUpload(
        guild_id=interaction.guild_id or 0,
        user_id=interaction.user.id,
        audio_url=file.url,
        audio_name=file.filename[-_MAX_NAME:],
        cover_url=cover.url if cover is not None else None,
        cover_name=cover.filename[-_MAX_NAME:] if cover is not None else "",
        lyrics_url=lyrics.url if lyrics is not None else None,
        title=describe_text(title),
        default_title=_title_of(file),
        artist=describe_text(artist),
        language=_language_of(interaction),
    )


async def _show_added(
    interaction: Interaction, lines: list[str], taken: list[LibraryTrack], files: int
) -> None:
    """Show what became of the songs so far, with a button for the video of each."""
    locale = str(interaction.locale)
    last = []
    if len(taken) == 1 and files == 1:
        last = [translate("track-added", locale)]
    elif taken:
        last = [translate("track-added-several", locale, count=len(taken), all=files)]
    await interaction.edit_original_response(
        content="\n".join([*lines, *last]), view=_make_view(taken, interaction.user.id, locale)
    )


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
    named = [
        song
        for song in songs
        if wanted in (song.task_id, song.title.casefold(), track_choice(song).casefold())
    ]
    allowed = [song for song in deletable_tracks(songs, interaction) if song in named]
    if len(allowed) == 1:
        return allowed[0]
    if allowed:
        raise UserError("error-track-several")
    if any(song.guild_id is None for song in named):
        raise UserError("error-track-of-host")
    raise UserError("error-track-not-yours" if named else "error-track-unknown")


def _make_view(taken: Sequence[LibraryTrack], user_id: int, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.stop()  # answered by its custom_id
    for song in taken:
        label = translate("button-make", locale)
        if len(taken) > 1:
            label = f"{label}: {one_line(song.title)}"
        view.add_item(
            discord.ui.Button(
                label=label[:_BUTTON_LENGTH],
                style=discord.ButtonStyle.primary,
                custom_id=f"mv:make:{song.task_id}:{song.audio_id}:{user_id}",
            )
        )
    return view


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
