"""``/musicvideo``: a member asks for a track's video."""

import secrets
from collections import OrderedDict
from typing import Final, NamedTuple

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.jobs import Branding, TrackInfo, TrackKey
from bot.jobs.track_ids import NotAnIdentifier, find_ids, find_key, read_ids
from bot.messages.result import Select, persistent_view
from bot.sanitize import escape
from bot.video_api import ApiError
from cogs._shared.command_options import BrandingText, validated_text
from cogs._shared.member_visibility import viewer_of
from cogs._shared.message_parser import message_text, requests_in
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.submit_request import check_permissions, check_rules, submit_request
from cogs._shared.track_choices import label_of, track_choices

_MAX_PENDING: Final = 2000
_WHOLE_ID_LENGTH: Final = 20  # shorter texts are still being typed, or titles


class PendingRequest(NamedTuple):
    """A request whose track is still to be chosen."""

    user_id: int
    guild_id: int
    branding: Branding
    tracks: list[TrackInfo]


class MusicVideoCog(commands.Cog):
    """The command, its completion, and the menu that offers a task's tracks."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._bot = bot
        self._drafts: OrderedDict[str, PendingRequest] = OrderedDict()
        self._menu = app_commands.ContextMenu(
            name=localized("menu-musicvideo"),
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

    @app_commands.command(name="musicvideo", description=localized("command-musicvideo"))
    @app_commands.describe(
        task_id=localized("command-musicvideo-task-id"),
        audio_id=localized("command-musicvideo-audio-id"),
        author=localized("command-musicvideo-author"),
        watermark=localized("command-musicvideo-watermark"),
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
        """Commit a member's request, once its track is known."""
        check_permissions(interaction)
        branding = Branding(author=validated_text(author), domain_name=validated_text(watermark))
        try:
            task, audio = read_ids(task_id, audio_id)
        except NotAnIdentifier as error:
            tracks = await self._titled(interaction, error.text)
            if not tracks:
                text_id = (
                    "refusal-no-song" if self._bot.track_uploads is not None else "refusal-no-id"
                )
                raise UserError(text_id, text=escape(error.text, 60)) from error
            await self._go_on(interaction, tracks, branding)
            return
        if audio is not None:
            await self._place(interaction, TrackKey(task_id=task, audio_id=audio), branding)
            return
        await check_rules(interaction, task, branding)
        tracks = await self._tracks(interaction, task)
        await self._go_on(interaction, tracks, branding)

    @musicvideo.autocomplete("task_id")
    async def complete_task(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the tracks known here by title and length; the value holds both ids."""
        tracks = await self._bot.catalog.autocomplete(viewer_of(interaction), current)
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

    async def _takes(self, interaction: Interaction, text: str, typed: str = "") -> list[TrackInfo]:
        """Return the tracks of the task that a text names, and that fit what was typed."""
        try:
            task_id, _ = read_ids(text, None)
        except NotAnIdentifier:
            return []
        guild_id, user_id = interaction.guild_id or 0, interaction.user.id
        return await self._bot.catalog.tracks_of_task(guild_id, task_id, typed, user_id=user_id)

    async def choose(self, interaction: Interaction, draft_id: str, audio_id: str) -> None:
        """Go on with the track that was chosen from the menu."""
        draft = self._drafts.get(draft_id)
        whose = (interaction.user.id, interaction.guild_id or 0)
        if draft is None or (draft.user_id, draft.guild_id) != whose:
            raise UserError("refusal-menu-old")
        chosen = next((track for track in draft.tracks if track.audio_id == audio_id), None)
        if chosen is None:
            raise UserError("refusal-menu-old")
        check_permissions(interaction)
        self._drafts.pop(draft_id, None)
        text_id = "answer-chosen" if chosen.title else "answer-chosen-unnamed"
        text = translate(text_id, str(interaction.locale), title=escape(chosen.title or ""))
        await interaction.response.edit_message(content=text, view=None)
        await submit_request(interaction, chosen.key, draft.branding)

    async def from_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Find tracks in a message, and go on as if their ids had been typed."""
        check_permissions(interaction)
        text = message_text(message)
        key = await self._shown_in(interaction, message) or find_key(text)
        if key is not None:
            await self._place(interaction, key, Branding())
            return
        ids = find_ids(text)
        if not ids:
            raise UserError("refusal-no-track-here")
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            tracks = await self._bot.catalog.find_by_ids(interaction.guild_id or 0, ids)
        except ApiError as error:
            raise self._not_asked() from error
        if not tracks:
            raise UserError("refusal-no-track-here")
        await self._go_on(interaction, tracks, Branding())

    async def _shown_in(
        self, interaction: Interaction, message: discord.Message
    ) -> TrackKey | None:
        """Return the track that one of the bot's own messages is about."""
        for request_id in requests_in(message):
            job = await self._bot.requests.get(request_id)
            if job is not None and job.request.guild_id == interaction.guild_id:
                return job.video.key
        return None

    async def _place(self, interaction: Interaction, key: TrackKey, branding: Branding) -> None:
        """Ask for a track that was named by ids.

        Raises UserError when the task has no such track.
        """
        if await self._bot.catalog.is_wrong_audio_id(interaction.guild_id or 0, key):
            raise UserError("refusal-unknown-track", audio=escape(key.audio_id, 60))
        await submit_request(interaction, key, branding)

    async def _go_on(
        self, interaction: Interaction, tracks: list[TrackInfo], branding: Branding
    ) -> None:
        if len(tracks) == 1:
            await submit_request(interaction, tracks[0].key, branding)
        else:
            await self._offer(interaction, tracks, branding)

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
            raise UserError("refusal-no-song", text=escape(task_id, 60))
        if not tracks:
            raise UserError("refusal-unknown-task")
        return tracks

    def _not_asked(self) -> UserError:
        """Return what is told when tracks could not be asked for:
        the studio shows nobody any ids.
        """
        has_songs = self._bot.track_uploads is not None
        return UserError("refusal-songs-unasked" if has_songs else "refusal-lookup-failed")

    async def _titled(self, interaction: Interaction, typed: str) -> list[TrackInfo]:
        """Return the tracks that a title fits: it may be typed without choosing from the list."""
        tracks = await self._bot.catalog.autocomplete(viewer_of(interaction), typed)
        return list({track.audio_id: track for track in tracks}.values())  # as a menu needs them

    async def _offer(
        self, interaction: Interaction, tracks: list[TrackInfo], branding: Branding
    ) -> None:
        locale = str(interaction.locale)
        draft_id = secrets.token_hex(8)
        self._drafts[draft_id] = PendingRequest(
            interaction.user.id, interaction.guild_id or 0, branding, tracks
        )
        if len(self._drafts) > _MAX_PENDING:
            self._drafts.popitem(last=False)
        menu = Select(
            custom_id=f"mv:choose:{draft_id}",
            placeholder=translate("answer-choose-placeholder", locale),
            options=[
                discord.SelectOption(label=label_of(track, locale), value=track.audio_id)
                for track in tracks[:25]
            ],
        )
        view = persistent_view(menu)
        is_one_task = len({track.task_id for track in tracks}) == 1
        text = translate(
            "answer-choose" if is_one_task else "answer-choose-among", locale, count=len(tracks)
        )
        if interaction.response.is_done():
            await interaction.edit_original_response(content=text, view=view)
        else:
            await interaction.response.send_message(text, view=view, ephemeral=True)


class TrackMenu(PersistentItem[Select], template=r"mv:choose:(?P<draft_id>[0-9a-f]{16})"):
    """The menu of a task's tracks."""

    async def on_click(self, interaction: Interaction) -> None:
        """Go on with what was chosen."""
        cog = interaction.client.get_cog("MusicVideoCog")
        if isinstance(cog, MusicVideoCog):
            await cog.choose(interaction, self.match["draft_id"], self.item.values[0])


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    bot.add_dynamic_items(TrackMenu)
    await bot.add_cog(MusicVideoCog(bot))
