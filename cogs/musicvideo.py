"""``/musicvideo``: a member asks for a track's video."""

import secrets
from collections import OrderedDict
from typing import Final, NamedTuple

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import Refusal
from bot.discord_client.translator import words
from bot.i18n.texts import say
from bot.jobs import Branding, KnownTrack, TrackKey
from bot.jobs.track_ids import NotAnIdentifier, find_ids, find_key, read_ids
from bot.messages.result import Select, lasting_view
from bot.sanitize import shown
from bot.video_api import ApiError
from cogs._shared.command_options import BrandingText, written
from cogs._shared.message_parser import requests_in, text_of
from cogs._shared.persistent_items import Lasting
from cogs._shared.submit_request import check_permissions, look_ahead, place
from cogs._shared.track_choices import label_of, track_choices

_MOST_DRAFTS: Final = 2000
_WHOLE_ID_LENGTH: Final = 20  # shorter texts are still being typed, or titles


class Draft(NamedTuple):
    """A wish whose track is still to be chosen."""

    user_id: int
    branding: Branding
    tracks: list[KnownTrack]


class MusicVideo(commands.Cog):
    """The command, its completion, and the menu that offers a task's tracks."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._bot = bot
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._menu = app_commands.ContextMenu(
            name=words("menu-musicvideo"),
            callback=self.from_message,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )

    async def cog_load(self) -> None:
        """Offer the entry in messages' menus, which the library doesn't collect by itself."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take it away again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="musicvideo", description=words("command-musicvideo"))
    @app_commands.describe(
        task_id=words("command-musicvideo-task-id"),
        audio_id=words("command-musicvideo-audio-id"),
        author=words("command-musicvideo-author"),
        watermark=words("command-musicvideo-watermark"),
    )
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    async def musicvideo(
        self,
        interaction: Interaction,
        task_id: str,
        audio_id: str | None = None,
        author: BrandingText | None = None,
        watermark: BrandingText | None = None,
    ) -> None:
        """Commit a member's wish, once its track is known."""
        check_permissions(interaction)
        branding = Branding(author=written(author), domain_name=written(watermark))
        try:
            task, audio = read_ids(task_id, audio_id)
        except NotAnIdentifier as error:
            tracks = await self._titled(interaction, error.text)
            if not tracks:
                text_id = "refusal-no-song" if self._bot.songs is not None else "refusal-no-id"
                raise Refusal(text_id, text=shown(error.text, 60)) from error
            await self._go_on(interaction, tracks, branding)
            return
        if audio is not None:
            await self._place(interaction, TrackKey(task_id=task, audio_id=audio), branding)
            return
        await look_ahead(interaction, task, branding)
        tracks = await self._tracks(interaction, task)
        await self._go_on(interaction, tracks, branding)

    @musicvideo.autocomplete("task_id")
    async def complete_task(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the tracks known here by title and length; the value holds both ids."""
        guild_id = interaction.guild_id or 0
        tracks = await self._bot.catalogue.suggest(guild_id, current)
        if not tracks and len(current) >= _WHOLE_ID_LENGTH:
            tracks = await self._takes(interaction, current)
        return track_choices(tracks, str(interaction.locale), with_task=True)

    @musicvideo.autocomplete("audio_id")
    async def complete_audio(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the tracks of the task that was given, here or at the API."""
        text = str(getattr(interaction.namespace, "task_id", None) or "")
        tracks = await self._takes(interaction, text, current)
        return track_choices(tracks, str(interaction.locale), with_task=False)

    async def _takes(
        self, interaction: Interaction, text: str, typed: str = ""
    ) -> list[KnownTrack]:
        """Give the tracks of the task that a text names, and that fit what was typed."""
        try:
            task_id, _ = read_ids(text, None)
        except NotAnIdentifier:
            return []
        guild_id, user_id = interaction.guild_id or 0, interaction.user.id
        return await self._bot.catalogue.takes(guild_id, task_id, typed, user_id=user_id)

    async def choose(self, interaction: Interaction, draft_id: str, audio_id: str) -> None:
        """Go on with the track that was chosen from the menu."""
        draft = self._drafts.get(draft_id)
        if draft is None or draft.user_id != interaction.user.id:
            raise Refusal("refusal-menu-old")
        chosen = next((track for track in draft.tracks if track.audio_id == audio_id), None)
        if chosen is None:
            raise Refusal("refusal-menu-old")
        check_permissions(interaction)
        self._drafts.pop(draft_id, None)
        text_id = "answer-chosen" if chosen.title else "answer-chosen-unnamed"
        text = say(text_id, str(interaction.locale), title=shown(chosen.title or ""))
        await interaction.response.edit_message(content=text, view=None)
        await place(interaction, chosen.key, draft.branding)

    async def from_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Find tracks in a message, and go on as if their ids had been typed."""
        check_permissions(interaction)
        text = text_of(message)
        key = await self._shown_in(interaction, message) or find_key(text)
        if key is not None:
            await self._place(interaction, key, Branding())
            return
        ids = find_ids(text)
        if not ids:
            raise Refusal("refusal-no-track-here")
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            tracks = await self._bot.catalogue.named(interaction.guild_id or 0, ids)
        except ApiError as error:
            raise self._not_asked() from error
        if not tracks:
            raise Refusal("refusal-no-track-here")
        await self._go_on(interaction, tracks, Branding())

    async def _shown_in(
        self, interaction: Interaction, message: discord.Message
    ) -> TrackKey | None:
        """Give the track that one of the bot's own messages is about."""
        for request_id in requests_in(message):
            job = await self._bot.desk.job(request_id)
            if job is not None and job.request.guild_id == interaction.guild_id:
                return job.video.key
        return None

    async def _place(self, interaction: Interaction, key: TrackKey, branding: Branding) -> None:
        """Ask for a track that was named by ids. Raises Refusal when the task has no such track."""
        if await self._bot.catalogue.is_misnamed(interaction.guild_id or 0, key):
            raise Refusal("refusal-unknown-track", audio=shown(key.audio_id, 60))
        await place(interaction, key, branding)

    async def _go_on(
        self, interaction: Interaction, tracks: list[KnownTrack], branding: Branding
    ) -> None:
        if len(tracks) == 1:
            await place(interaction, tracks[0].key, branding)
        else:
            await self._offer(interaction, tracks, branding)

    async def _tracks(self, interaction: Interaction, task_id: str) -> list[KnownTrack]:
        """Give a task's tracks, asking the API when they are not known here."""
        guild_id = interaction.guild_id or 0
        tracks = await self._bot.catalogue.known(guild_id, task_id)
        tracks = tracks or await self._titled(interaction, task_id)
        if not tracks:
            await interaction.response.defer(ephemeral=True, thinking=True)
            try:
                tracks = await self._bot.catalogue.look_up(guild_id, task_id)
            except ApiError as error:
                raise self._not_asked() from error
        if not tracks and self._bot.songs is not None:
            raise Refusal("refusal-no-song", text=shown(task_id, 60))
        if not tracks:
            raise Refusal("refusal-unknown-task")
        return tracks

    def _not_asked(self) -> Refusal:
        """Give what is told when tracks could not be asked for: the studio shows nobody any ids."""
        has_songs = self._bot.songs is not None
        return Refusal("refusal-songs-unasked" if has_songs else "refusal-lookup-failed")

    async def _titled(self, interaction: Interaction, typed: str) -> list[KnownTrack]:
        """Give the tracks that a title fits: it may be typed without choosing from the list."""
        tracks = await self._bot.catalogue.suggest(interaction.guild_id or 0, typed)
        return list({track.audio_id: track for track in tracks}.values())  # as a menu needs them

    async def _offer(
        self, interaction: Interaction, tracks: list[KnownTrack], branding: Branding
    ) -> None:
        locale = str(interaction.locale)
        draft_id = secrets.token_hex(8)
        self._drafts[draft_id] = Draft(interaction.user.id, branding, tracks)
        if len(self._drafts) > _MOST_DRAFTS:
            self._drafts.popitem(last=False)
        menu = Select(
            custom_id=f"mv:choose:{draft_id}",
            placeholder=say("answer-choose-placeholder", locale),
            options=[
                discord.SelectOption(label=label_of(track, locale), value=track.audio_id)
                for track in tracks[:25]
            ],
        )
        view = lasting_view(menu)
        is_one_task = len({track.task_id for track in tracks}) == 1
        text = say(
            "answer-choose" if is_one_task else "answer-choose-among", locale, count=len(tracks)
        )
        if interaction.response.is_done():
            await interaction.edit_original_response(content=text, view=view)
        else:
            await interaction.response.send_message(text, view=view, ephemeral=True)


class TrackMenu(Lasting[Select], template=r"mv:choose:(?P<draft_id>[0-9a-f]{16})"):
    """The menu of a task's tracks."""

    async def clicked(self, interaction: Interaction) -> None:
        """Go on with what was chosen."""
        cog = interaction.client.get_cog("MusicVideo")
        if isinstance(cog, MusicVideo):
            await cog.choose(interaction, self.found["draft_id"], self.item.values[0])


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    bot.add_dynamic_items(TrackMenu)
    await bot.add_cog(MusicVideo(bot))
