"""The lyrics of songs that are there: a part of ``/track``."""

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.policy.denials import RequestDenied
from bot.sanitize import escape
from bot.services.track_uploads import TrackUploadService
from bot.studio_client import LibraryTrack, StudioRefused, StudioUnavailable
from cogs._embeds.track_list import list_tracks
from cogs._shared.own_tracks import complete_own_track, own_track
from cogs._shared.track_errors import track_error
from cogs._shared.video_files import file_name


class TrackLyricsCommands(commands.Cog):
    """The command; the group takes it over."""

    _songs: TrackUploadService

    @app_commands.command(name="lyrics", description=localized("command-track-lyrics"))
    @app_commands.describe(
        track=localized("command-track-cover-track"),
        lyrics=localized("command-track-lyrics-file"),
        remove=localized("command-track-lyrics-remove"),
    )
    @app_commands.autocomplete(track=complete_own_track)
    async def lyrics(
        self,
        interaction: Interaction,
        track: str,
        lyrics: discord.Attachment | None = None,
        remove: bool = False,
    ) -> None:
        """Give one's own song lyrics, take them away or look at them; moderators any song's."""
        if lyrics is not None and remove:
            raise UserError("error-track-lyrics-both")
        await interaction.response.defer(ephemeral=True, thinking=True)
        song = own_track(await list_tracks(interaction, self._songs, track), track, interaction)
        try:
            if lyrics is None:
                await self._remove_or_show(interaction, song, remove=remove)
            else:
                await self._set(interaction, song, lyrics)
        except RequestDenied as error:  # of the words in it, nothing of it was kept
            raise UserError("error-track-lyrics-unwanted") from error
        except StudioRefused as error:
            if error.reason is None:
                raise UserError("error-track-unknown") from error
            raise track_error(self._songs, error.reason) from error
        except StudioUnavailable as error:
            raise UserError("error-track-silent") from error

    async def _set(
        self, interaction: Interaction, song: LibraryTrack, lyrics: discord.Attachment
    ) -> None:
        by_moderator = interaction.permissions.manage_guild
        guild_id = interaction.guild_id or 0
        await self._songs.set_lyrics(guild_id, song.task_id, lyrics.url, by_moderator=by_moderator)
        text = translate("track-lyrics-set", str(interaction.locale), title=escape(song.title))
        await interaction.edit_original_response(content=text)

    async def _remove_or_show(
        self, interaction: Interaction, song: LibraryTrack, *, remove: bool
    ) -> None:
        guild_id, locale = interaction.guild_id or 0, str(interaction.locale)
        title = escape(song.title)
        if remove:
            if not await self._songs.remove_lyrics(guild_id, song.task_id):
                raise UserError("error-track-no-lyrics", title=title)
            text = translate("track-lyrics-removed", locale, title=title)
            await interaction.edit_original_response(content=text)
            return
        kept = await self._songs.lyrics(guild_id, song.task_id)
        if kept is None:
            raise UserError("error-track-no-lyrics", title=title)
        file = discord.File(io.BytesIO(kept.encode()), f"{file_name(song.title)}.lrc")
        text = translate("track-lyrics-shown", locale, title=title)
        await interaction.edit_original_response(content=text, attachments=[file])
