"""``/track``: members bring songs to the studio, which makes their videos."""

from pathlib import PurePath
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.policy.track_ownership import TrackSharing
from bot.sanitize import escape
from bot.services.pending_songs import NewSongs
from bot.services.track_uploads import TrackInUse, TrackUploadService
from bot.studio_client import StudioRefused, StudioUnavailable, TrackUpload
from cogs._embeds.track_list import TracksPageButton, list_tracks, page_of
from cogs._groups.track_edit import SHARING_CHOICES, TrackEditCommands
from cogs._groups.track_lyrics import TrackLyricsCommands
from cogs._shared.command_options import describe_text
from cogs._shared.own_tracks import complete_own_track, own_track
from cogs._shared.track_errors import track_error
from cogs._shared.track_upload import MakeButton, RightsButton, bring_songs

Name = app_commands.Range[str, 1, 200]

_MAX_NAME: Final = 200


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class TrackCog(
    TrackEditCommands,
    TrackLyricsCommands,
    commands.GroupCog,
    name="track",
    description=localized("command-track"),
):
    """The group: open to members, which owners can narrow in Discord's integration settings."""

    def __init__(self, songs: TrackUploadService) -> None:
        super().__init__()
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
        use=localized("command-track-add-use"),
    )
    @app_commands.choices(use=SHARING_CHOICES)
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
        use: str = TrackSharing.EVERYONE,
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
        sizes = [one.size for one in files]
        new = NewSongs(uploads, sizes, TrackSharing(use), is_cover_too_big=is_too_big)
        await bring_songs(interaction, self._songs, new)

    @app_commands.command(name="list", description=localized("command-track-list"))
    async def show(self, interaction: Interaction) -> None:
        """Show the songs that can be chosen in this server, newest first."""
        songs = await list_tracks(interaction, self._songs)
        restricted = await self._songs.restricted(interaction.guild_id or 0)
        embed, view = page_of(songs, 0, interaction, restricted)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    @app_commands.command(name="remove", description=localized("command-track-remove"))
    @app_commands.describe(track=localized("command-track-remove-track"))
    @app_commands.autocomplete(track=complete_own_track)
    async def remove(self, interaction: Interaction, track: str) -> None:
        """Remove one's own song; moderators remove any of the server's."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        song = own_track(await list_tracks(interaction, self._songs, track), track, interaction)
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

    @app_commands.command(name="cover", description=localized("command-track-cover"))
    @app_commands.describe(
        track=localized("command-track-cover-track"),
        cover=localized("command-track-add-cover"),
    )
    @app_commands.autocomplete(track=complete_own_track)
    async def cover(self, interaction: Interaction, track: str, cover: discord.Attachment) -> None:
        """Give one's own song another cover; moderators any of the server's."""
        if cover.size > self._songs.most_cover_bytes:
            raise track_error(self._songs, "cover-too-big")
        await interaction.response.defer(ephemeral=True, thinking=True)
        song = own_track(await list_tracks(interaction, self._songs, track), track, interaction)
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


def _language_of(interaction: Interaction) -> str:
    """Return the languages that a song's tags are most likely in: the member's,
    then the server's.
    """
    return ",".join(map(str, filter(None, (interaction.locale, interaction.guild_locale))))


def _title_of(file: discord.Attachment) -> str:
    """Return a title for a file that has none inside: its name, with the spaces Discord took."""
    return (file.title or PurePath(file.filename).stem.replace("_", " "))[:_MAX_NAME]


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    if bot.track_uploads is not None:
        bot.add_dynamic_items(MakeButton, RightsButton, TracksPageButton)
        await bot.add_cog(TrackCog(bot.track_uploads))
