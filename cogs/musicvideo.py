"""``/musicvideo``: a member asks for a track's video."""

import asyncio
import re
import secrets
import time
from collections import OrderedDict
from typing import Final, NamedTuple

import discord
from discord import app_commands
from discord.ext import commands

from bot.api import ApiError
from bot.client import Interaction, MusicVideoBot, Refusal, tell_error
from bot.identifiers import NotAnIdentifier, read_ids
from bot.jobs import Branding, KnownTrack, TrackKey
from bot.messages import length_of
from bot.plaintext import one_line, shown
from bot.texts import say
from bot.translator import words
from cogs.asking import check_permissions, place
from cogs.options import BrandingText, written

_CHOICE_LENGTH: Final = 100  # Discord's limit for the name and the value of a choice
_MOST_DRAFTS: Final = 2000
_LOOK_UP_SECONDS: Final = 1.5  # Discord waits 3 s for choices
_UNKNOWN_SECONDS: Final = 30.0
_MOST_UNKNOWN: Final = 500
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
        self._unknown: OrderedDict[str, float] = OrderedDict()

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
            raise Refusal("refusal-no-id", text=shown(error.text, 60)) from error
        if audio is not None:
            await place(interaction, TrackKey(task_id=task, audio_id=audio), branding)
            return
        tracks = await self._tracks(interaction, task)
        if len(tracks) == 1:
            await place(interaction, tracks[0].key, branding)
        else:
            await self._offer(interaction, tracks, branding)

    @musicvideo.autocomplete("task_id")
    async def complete_task(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the tracks known here by title and length; the value holds both ids."""
        guild_id = interaction.guild_id or 0
        tracks = await self._bot.catalogue.suggest(guild_id, current)
        if not tracks and len(current) >= _WHOLE_ID_LENGTH:
            tracks = await self._takes(guild_id, current)
        return _choices(tracks, str(interaction.locale), with_task=True)

    @musicvideo.autocomplete("audio_id")
    async def complete_audio(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the tracks of the task that was given, here or at the API."""
        text = str(getattr(interaction.namespace, "task_id", None) or "")
        tracks = await self._takes(interaction.guild_id or 0, text)
        wanted = current.casefold()
        fitting = [
            track for track in tracks if wanted in f"{track.title} {track.audio_id}".casefold()
        ]
        return _choices(fitting, str(interaction.locale), with_task=False)

    async def _takes(self, guild_id: int, text: str) -> list[KnownTrack]:
        """Give the tracks of the task that a text names, quickly or not at all.

        What the API doesn't know is not asked again with every letter that is typed.
        """
        try:
            task_id, _ = read_ids(text, None)
        except NotAnIdentifier:
            return []
        tracks = await self._bot.catalogue.known(guild_id, task_id)
        if tracks or self._unknown.get(task_id, 0.0) > time.monotonic():
            return tracks
        try:
            async with asyncio.timeout(_LOOK_UP_SECONDS):
                tracks = await self._bot.catalogue.look_up(guild_id, task_id)
        except (ApiError, TimeoutError):
            tracks = []
        if not tracks:
            self._unknown[task_id] = time.monotonic() + _UNKNOWN_SECONDS
            if len(self._unknown) > _MOST_UNKNOWN:
                self._unknown.popitem(last=False)
        return tracks

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

    async def _tracks(self, interaction: Interaction, task_id: str) -> list[KnownTrack]:
        """Give a task's tracks, asking the API when they are not known here."""
        guild_id = interaction.guild_id or 0
        tracks = await self._bot.catalogue.known(guild_id, task_id)
        if not tracks:
            await interaction.response.defer(ephemeral=True, thinking=True)
            try:
                tracks = await self._bot.catalogue.look_up(guild_id, task_id)
            except ApiError as error:
                raise Refusal("refusal-lookup-failed") from error
        if not tracks:
            raise Refusal("refusal-unknown-task")
        return tracks

    async def _offer(
        self, interaction: Interaction, tracks: list[KnownTrack], branding: Branding
    ) -> None:
        locale = str(interaction.locale)
        draft_id = secrets.token_hex(8)
        self._drafts[draft_id] = Draft(interaction.user.id, branding, tracks)
        if len(self._drafts) > _MOST_DRAFTS:
            self._drafts.popitem(last=False)
        menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id=f"mv:choose:{draft_id}",
            placeholder=say("answer-choose-placeholder", locale),
            options=[
                discord.SelectOption(label=_label(track, locale), value=track.audio_id)
                for track in tracks[:25]
            ],
        )
        view = discord.ui.View(timeout=None).add_item(menu)
        view.stop()  # answered by its custom_id
        text = say("answer-choose", locale, count=len(tracks))
        if interaction.response.is_done():
            await interaction.edit_original_response(content=text, view=view)
        else:
            await interaction.response.send_message(text, view=view, ephemeral=True)


class TrackMenu(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=r"mv:choose:(?P<draft_id>[0-9a-f]{16})",
):
    """The menu of a task's tracks, found again by its ``custom_id``."""

    def __init__(self, item: discord.ui.Select[discord.ui.View], draft_id: str) -> None:
        super().__init__(item)
        self._draft_id = draft_id

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[discord.Client],
        item: discord.ui.Item[discord.ui.View],
        match: re.Match[str],
    ) -> "TrackMenu":
        """Make the item from the message that carries it."""
        if not isinstance(item, discord.ui.Select):
            raise TypeError(type(item).__name__)
        return cls(item, match["draft_id"])

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Go on with what was chosen."""
        cog = interaction.client.get_cog("MusicVideo")
        if not isinstance(cog, MusicVideo):
            return
        try:
            await cog.choose(interaction, self._draft_id, self.item.values[0])
        except Exception as error:  # noqa: BLE001 - told to the member, and logged there
            await tell_error(interaction, error)


def _choices(
    tracks: list[KnownTrack], locale: str, *, with_task: bool
) -> list[app_commands.Choice[str]]:
    choices = []
    for track in tracks:
        value = f"{track.task_id} {track.audio_id}" if with_task else track.audio_id
        if len(value) <= _CHOICE_LENGTH:
            choices.append(app_commands.Choice(name=_label(track, locale), value=value))
    return choices[:25]


def _label(track: KnownTrack, locale: str) -> str:
    """Give a track as people know it: title, take, length; at most 100 characters."""
    title = one_line(track.title or "") or say("track-unnamed", locale, id=track.audio_id[:8])
    take = track.position + 1
    room = _CHOICE_LENGTH - 30
    title = title if len(title) <= room else title[: room - 1] + "…"
    if track.duration_seconds is None:
        label = say("track-choice-no-length", locale, title=title, take=take)
    else:
        length = length_of(track.duration_seconds)
        label = say("track-choice", locale, title=title, take=take, length=length)
    return label[:_CHOICE_LENGTH]


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    bot.add_dynamic_items(TrackMenu)
    await bot.add_cog(MusicVideo(bot))
