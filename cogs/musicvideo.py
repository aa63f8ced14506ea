"""``/musicvideo``: a member asks for a track's video."""

from functools import partial
from typing import Final

import discord
from discord import app_commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.jobs import RenderOptions, TrackInfo, TrackKey
from bot.jobs.track_ids import NotAnIdentifier, find_ids, find_key, read_ids
from bot.sanitize import escape
from bot.video_api import ApiError
from cogs._shared.accept_existing import AcceptButton
from cogs._shared.branding_options import complete_own_font, kept_parts, own_font
from cogs._shared.command_options import BrandingText
from cogs._shared.look_options import (
    SHAPE_CHOICES,
    Choices,
    check_options,
    check_part,
    choices_from,
    colour_choices,
    length_choices,
    look_choices,
    quality_choices,
    start_choices,
)
from cogs._shared.member_visibility import viewer_of
from cogs._shared.message_menu import MessageMenuCog
from cogs._shared.message_parser import message_text, shown_in
from cogs._shared.submit_request import check_permissions, check_rules, submit_request
from cogs._shared.track_choices import track_choices, with_label, words_beside_title
from cogs._shared.track_menu import TrackMenu, offer_tracks

_WHOLE_ID_LENGTH: Final = 20  # shorter texts are still being typed, or titles


class MusicVideoCog(MessageMenuCog):
    """The command, its completion, and the menu that offers a task's tracks."""

    def __init__(self, bot: MusicVideoBot) -> None:
        super().__init__(bot, "menu-musicvideo", self.from_message)
        rules = bot.guild_settings
        choices = {"look": look_choices(rules.looks), "quality": quality_choices(rules.qualities)}
        app_commands.choices(**choices)(self.musicvideo)

    @app_commands.command(name="musicvideo", description=localized("command-musicvideo"))
    @app_commands.describe(
        song=localized("command-musicvideo-song"),
        task_id=localized("command-musicvideo-task-id"),
        audio_id=localized("command-musicvideo-audio-id"),
        author=localized("command-musicvideo-author"),
        watermark=localized("command-musicvideo-watermark"),
        look=localized("command-musicvideo-look"),
        shape=localized("command-musicvideo-shape"),
        colours=localized("command-musicvideo-colours"),
        start=localized("command-musicvideo-start"),
        length=localized("command-musicvideo-length"),
        font=localized("command-musicvideo-font"),
        logo=localized("command-musicvideo-logo"),
        cards=localized("command-musicvideo-cards"),
        lyrics=localized("command-musicvideo-lyrics"),
        quality=localized("command-musicvideo-quality"),
    )
    @app_commands.choices(shape=SHAPE_CHOICES)
    @app_commands.autocomplete(font=complete_own_font)
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    async def musicvideo(
        self,
        interaction: Interaction,
        song: str | None = None,
        task_id: str | None = None,
        audio_id: str | None = None,
        author: BrandingText | None = None,
        watermark: BrandingText | None = None,
        look: str | None = None,
        shape: str | None = None,
        colours: str | None = None,
        start: str | None = None,
        length: str | None = None,
        *,
        font: str | None = None,
        logo: bool | None = None,
        cards: bool | None = None,
        lyrics: bool | None = None,
        quality: str | None = None,
    ) -> None:
        """Commit a member's request, once its track is known."""
        check_permissions(interaction)
        asked = choices_from(
            author=author,
            watermark=watermark,
            look=look,
            shape=shape,
            colours=colours,
            start=start,
            length=length,
            locale=str(interaction.locale),
        )
        font = own_font(interaction, font)
        kept = kept_parts(font, quality, logo=logo, cards=cards, lyrics=lyrics)
        asked = Choices(asked.branding, asked.options.model_copy(update=kept))
        check_options(asked.options, self._bot.guild_settings.looks)
        try:
            task, audio = read_ids(_named_by(song, task_id), audio_id)
        except NotAnIdentifier as error:
            if not (tracks := await self._titled(interaction, error.text)):
                text_id = "error-no-song" if self._bot.track_uploads is not None else "error-no-id"
                raise UserError(text_id, text=escape(error.text, 60)) from error
            await self._go_on(interaction, tracks, asked)
            return
        if audio is not None:
            await self._place(interaction, TrackKey(task_id=task, audio_id=audio), asked)
            return
        await check_rules(interaction, task, asked.branding)
        tracks = await self._tracks(interaction, task)
        await self._go_on(interaction, tracks, asked)

    @musicvideo.autocomplete("song")
    async def complete_song(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the tracks known here by title and length; the value holds both ids."""
        return track_choices(
            await self._known(interaction, current), str(interaction.locale), with_task=True
        )

    @musicvideo.autocomplete("colours")
    async def complete_colours(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer where colours may come from, and the one that is typed."""
        return colour_choices(current, str(interaction.locale)) if self._has_looks else []

    @musicvideo.autocomplete("start")
    async def complete_start(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the loudest passage, and times."""
        return start_choices(current.strip(), str(interaction.locale)) if self._has_looks else []

    @musicvideo.autocomplete("length")
    async def complete_length(
        self, _interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer lengths."""
        return length_choices(current.strip()) if self._has_looks else []

    @property
    def _has_looks(self) -> bool:
        return bool(self._bot.guild_settings.looks)

    @musicvideo.autocomplete("task_id")
    async def complete_task(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the same, and the tracks of a task whose whole id is typed."""
        tracks = await self._known(interaction, current)
        if not tracks and len(current) >= _WHOLE_ID_LENGTH:
            tracks = await self._takes(interaction, current)
        return track_choices(tracks, str(interaction.locale), with_task=True)

    @musicvideo.autocomplete("audio_id")
    async def complete_audio(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the tracks of the task that was given, here or at the API."""
        given = interaction.namespace
        text = str(getattr(given, "task_id", None) or getattr(given, "song", None) or "")
        tracks = await self._takes(interaction, text, current)
        return track_choices(tracks, str(interaction.locale), with_task=False)

    async def _known(self, interaction: Interaction, typed: str) -> list[TrackInfo]:
        """Return the tracks that a title fits, of those that are known here."""
        label = partial(words_beside_title, locale=str(interaction.locale))
        return await self._bot.catalog.autocomplete(viewer_of(interaction), typed, label=label)

    async def _takes(self, interaction: Interaction, text: str, typed: str = "") -> list[TrackInfo]:
        """Return the tracks of the task that a text names, and that fit what was typed."""
        try:
            task_id, _ = read_ids(text, None)
        except NotAnIdentifier:
            return []
        label = partial(words_beside_title, locale=str(interaction.locale))
        return await self._bot.catalog.tracks_of_task(
            viewer_of(interaction), task_id, typed, label=label
        )

    async def from_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Find tracks in a message, and go on as if their ids had been typed."""
        check_permissions(interaction)
        text = message_text(message)
        job = await shown_in(interaction, message)
        if job is not None:
            made_with = job.chosen_options
            options = made_with if self._has_looks else RenderOptions()
            await self._place(interaction, job.video.key, Choices(options=options))
            return
        key = find_key(text)
        if key is not None:
            await self._place(interaction, key, Choices())
            return
        ids = find_ids(text)
        if not ids:
            raise UserError("error-no-track-here")
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            tracks = await self._bot.catalog.find_by_ids(interaction.guild_id or 0, ids)
        except ApiError as error:
            raise self._not_asked() from error
        if not tracks:
            raise UserError("error-no-track-here")
        await self._go_on(interaction, tracks, Choices())

    async def _place(self, interaction: Interaction, key: TrackKey, asked: Choices) -> None:
        """Ask for a track that was named by ids.

        Raises UserError when the task has no such track.
        """
        if await self._bot.catalog.is_wrong_audio_id(interaction.guild_id or 0, key):
            raise UserError("error-unknown-track", audio=escape(key.audio_id, 60))
        if asked.options.is_part:
            length = await self._bot.catalog.length_of(interaction.guild_id or 0, key)
            check_part(asked.options, length)
        await submit_request(interaction, key, *asked)

    async def _go_on(
        self, interaction: Interaction, tracks: list[TrackInfo], asked: Choices
    ) -> None:
        if len(tracks) == 1:
            check_part(asked.options, tracks[0].duration_seconds)
            await submit_request(interaction, tracks[0].key, *asked)
        else:
            await offer_tracks(interaction, tracks, asked)

    async def _tracks(self, interaction: Interaction, task_id: str) -> list[TrackInfo]:
        """Return a task's tracks, asking the API when they are not known here."""
        guild_id = interaction.guild_id or 0
        tracks = await self._bot.catalog.local_tracks(guild_id, task_id)
        tracks = tracks or await self._titled(interaction, task_id)
        if not tracks:
            await interaction.response.defer(ephemeral=True, thinking=True)
            try:
                tracks = await self._bot.catalog.fetch_task(guild_id, task_id)
            except ApiError as error:
                raise self._not_asked() from error
        if not tracks and self._bot.track_uploads is not None:
            raise UserError("error-no-song", text=escape(task_id, 60))
        if not tracks:
            raise UserError("error-unknown-task")
        return tracks

    def _not_asked(self) -> UserError:
        """Return what is told when tracks could not be asked for:
        the studio shows nobody any ids.
        """
        has_songs = self._bot.track_uploads is not None
        return UserError("error-songs-unasked" if has_songs else "error-lookup-failed")

    async def _titled(self, interaction: Interaction, typed: str) -> list[TrackInfo]:
        """Return the tracks that a title fits: it may be typed without choosing from the list."""
        known = await self._known(interaction, typed)
        tracks = with_label(known, typed, str(interaction.locale))
        return list({track.audio_id: track for track in tracks}.values())  # as a menu needs them


def _named_by(song: str | None, task_id: str | None) -> str:
    """Return what names the song. Raises UserError when nothing does, or two things do."""
    if song and task_id:
        raise UserError("error-song-twice")
    if not song and not task_id:
        raise UserError("error-song-missing")
    return song or task_id or ""


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    bot.add_dynamic_items(TrackMenu, AcceptButton)
    await bot.add_cog(MusicVideoCog(bot))
