"""The menu in which a member chooses one of several tracks, and what waits for that."""

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.pending_requests import PendingRequest
from bot.i18n.texts import translate
from bot.jobs import TrackInfo
from bot.messages.result import Select, persistent_view
from bot.sanitize import escape
from cogs._shared.look_options import Choices, check_part
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.submit_request import check_permissions, submit_request
from cogs._shared.track_choices import label_of


async def offer_tracks(interaction: Interaction, tracks: list[TrackInfo], asked: Choices) -> None:
    """Ask which of several tracks is meant; what was ``asked`` with them waits for that."""
    locale = str(interaction.locale)
    draft = PendingRequest(interaction.user.id, interaction.guild_id or 0, *asked, tracks)
    draft_id = interaction.client.pending_requests.add(draft)
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
        client, draft_id, audio_id = interaction.client, self.match["draft_id"], self.item.values[0]
        draft = client.pending_requests.get(
            draft_id, user_id=interaction.user.id, guild_id=interaction.guild_id
        )
        if draft is None:
            raise UserError("error-menu-old")
        chosen = next((track for track in draft.tracks if track.audio_id == audio_id), None)
        if chosen is None:
            raise UserError("error-menu-old")
        check_part(draft.options, chosen.duration_seconds)
        check_permissions(interaction)
        client.pending_requests.remove(draft_id)
        text_id = "answer-chosen" if chosen.title else "answer-chosen-unnamed"
        text = translate(text_id, str(interaction.locale), title=escape(chosen.title or ""))
        await interaction.response.edit_message(content=text, view=None)
        await submit_request(interaction, chosen.key, draft.branding, draft.options)
