"""How songs are brought: confirmed to be the member's to share, once, and then taken one by one."""

from contextlib import suppress
from typing import Final

import discord

from bot.discord_client.button_signer import SIGNATURE
from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs import Branding, TrackKey
from bot.messages.result import Button, persistent_view
from bot.policy.denials import RequestDenied
from bot.policy.track_ownership import TrackSharing, signature_from
from bot.sanitize import escape, one_line
from bot.services.pending_songs import NewSongs
from bot.services.track_uploads import TrackUploadService, UploadInProgress
from bot.studio_client import LibraryTrack, StudioRefused, StudioUnavailable, TrackUpload
from cogs._embeds.track_list import line_of
from cogs._shared.card_drawing import show_card
from cogs._shared.denial_texts import denial_error
from cogs._shared.membership import membership_of
from cogs._shared.persistent_items import PersistentItem, signed_id
from cogs._shared.submit_request import check_permissions, submit_request
from cogs._shared.track_errors import track_error

_BUTTON_LENGTH: Final = 80


async def bring_songs(interaction: Interaction, songs: TrackUploadService, new: NewSongs) -> None:
    """Have songs taken, or ask first whether they are the member's to share. Raises UserError."""
    if await songs.has_confirmed_rights(interaction.user.id):
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _take(interaction, songs, new)
        return
    text = f"mv:rights:{songs.pending.add(new)}"
    locale = str(interaction.locale)
    confirm: Button = discord.ui.Button(
        label=translate("button-rights", locale),
        style=discord.ButtonStyle.primary,
        custom_id=signed_id(interaction, text),
    )
    question = translate("track-rights-question", locale)
    view = persistent_view(confirm)
    await interaction.response.send_message(question, view=view, ephemeral=True)


class RightsButton(
    PersistentItem[Button],
    template=(r"(?P<text>mv:rights:(?P<pending_id>[0-9a-f]{16}))" rf":(?P<signature>{SIGNATURE})"),
):
    """The button by which a member says that what they bring is theirs to share."""

    async def on_click(self, interaction: Interaction) -> None:
        """Keep that, and take the songs that it was asked for."""
        self.check_signature(interaction, self.match["text"], self.match["signature"])
        songs = interaction.client.track_uploads
        if songs is None:  # without it no such button is registered
            return
        await interaction.response.defer()
        await songs.confirm_rights(interaction.user.id)
        new = songs.pending.pop(self.match["pending_id"])
        text_id = "track-rights-confirmed" if new else "track-rights-again"
        await interaction.edit_original_response(
            content=translate(text_id, str(interaction.locale)), view=None
        )
        if new is not None:
            await _take(interaction, songs, new)


async def _take(interaction: Interaction, songs: TrackUploadService, new: NewSongs) -> None:
    """Take songs into their server's library, and tell of each what became of it."""
    locale = str(interaction.locale)
    lines: list[str] = []
    taken: list[LibraryTrack] = []
    for upload, size in zip(new.uploads, new.sizes, strict=True):
        try:
            song = await _added(interaction, songs, upload, size, new.sharing)
        except UserError as error:
            if len(new.uploads) == 1:
                raise
            problem = translate(error.text_id, locale, **error.values)
            name = escape(upload.audio_name, _BUTTON_LENGTH)
            lines.append(translate("track-not-added", locale, file=name, problem=problem))
        else:
            taken.append(song)
            lines.append(f"🎵 {line_of(song, locale)}")
            cover_problem = "cover-too-big" if new.is_cover_too_big else song.cover_problem
            if cover_problem is not None:
                lines.append(_left_out(songs, "cover", cover_problem, locale))
            if song.lyrics_problem is not None:
                lines.append(_left_out(songs, "lyrics", song.lyrics_problem, locale))
        lead = await _show_added(interaction, lines, taken, new)
    if len(new.uploads) == 1 and taken and interaction.client.guild_settings.looks:
        with suppress(UserError):  # the song is there, and its button says why no video may be had
            await show_card(interaction, taken[0].track, lead=lead)


async def _added(
    interaction: Interaction,
    songs: TrackUploadService,
    upload: TrackUpload,
    size: int,
    sharing: TrackSharing,
) -> LibraryTrack:
    """Have a song taken. Raises UserError."""
    if size > songs.most_bytes:
        raise track_error(songs, "too-big")
    try:
        return await songs.add(
            upload,
            by_moderator=interaction.permissions.manage_guild,
            sharing=sharing,
            member_name=interaction.user.display_name,
            channel_id=interaction.channel_id,
            membership=membership_of(interaction.user),
        )
    except UploadInProgress as error:
        raise UserError("error-track-adding") from error
    except RequestDenied as error:
        raise denial_error(error, str(interaction.locale)) from error
    except StudioRefused as error:
        raise track_error(songs, error.reason) from error
    except StudioUnavailable as error:
        raise UserError("error-track-silent") from error


def _left_out(songs: TrackUploadService, part: str, reason: str, locale: str) -> str:
    """Return what is told of a cover or of lyrics that were left out."""
    error = track_error(songs, reason)
    problem = translate(error.text_id, locale, **error.values)
    return translate(f"track-{part}-left-out", locale, problem=problem)


async def _show_added(
    interaction: Interaction, lines: list[str], taken: list[LibraryTrack], new: NewSongs
) -> str:
    """Show what became of the songs so far, with a button for the video of each; return that."""
    locale = str(interaction.locale)
    last = []
    if len(taken) == 1 and len(new.uploads) == 1:
        last = [translate("track-added", locale)]
        signature = signature_from(taken[0].artist, interaction.user.display_name)
        if signature is not None:
            last.append(translate("track-added-signature", locale, text=escape(signature)))
    elif taken:
        count, files = len(taken), len(new.uploads)
        last = [translate("track-added-several", locale, count=count, all=files)]
    if taken:
        last.append(translate(f"track-added-for-{new.sharing}", locale))
    text = "\n".join([*lines, *last])
    view = _make_view(taken, interaction.user.id, locale)
    await interaction.edit_original_response(content=text, view=view)
    return text


def _make_view(taken: list[LibraryTrack], user_id: int, locale: str) -> discord.ui.View:
    buttons: list[Button] = []
    for song in taken:
        label = translate("button-make", locale)
        if len(taken) > 1:
            label = f"{label}: {one_line(song.title)}"
        buttons.append(
            discord.ui.Button(
                label=label[:_BUTTON_LENGTH],
                style=discord.ButtonStyle.primary,
                custom_id=f"mv:make:{song.task_id}:{song.audio_id}:{user_id}",
            )
        )
    return persistent_view(*buttons)


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
