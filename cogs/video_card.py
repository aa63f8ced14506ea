"""A private card on which a member composes a video: a picture, menus, and "Make it".

It stands under a song that was just brought, and opens from "Make another…" under each result.
"""

from functools import partial
from typing import Final

import discord

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError, send_error, send_shutdown_notice
from bot.discord_client.pending_requests import PendingRequest
from bot.i18n.texts import translate
from bot.jobs import Branding, TrackInfo
from bot.messages.result import ANEW_PATTERN, Button, Select
from bot.policy.branding_variants import DecidedBranding
from bot.video_api import BRANDING_LENGTH
from cogs._shared.card_choices import MENUS, MORE_MENUS, chosen
from cogs._shared.card_drawing import decided_for, draft_of, draw_card, show_card
from cogs._shared.command_options import validated_text
from cogs._shared.look_options import check_part
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.submit_request import check_permissions, submit_request

_MODAL_SECONDS: Final = 600.0

_MENU: Final = rf"mv:card:(?P<menu>{'|'.join(MENUS + MORE_MENUS)}):(?P<draft_id>[0-9a-f]{{16}})"
_BUTTON: Final = r"mv:card:(?P<action>texts|more|back|make):(?P<draft_id>[0-9a-f]{16})"

_UNSEEN: Final = ("part", "cards", "lyrics")
"""Menus whose choice no still shows."""


async def _redraw(
    interaction: Interaction,
    draft_id: str,
    draft: PendingRequest,
    *,
    is_redrawn: bool = True,
    has_more: bool = False,
) -> None:
    """Keep what was chosen, and draw the card anew where it stands.

    Raises UserError, and keeps nothing, when the rules of the server are against it.
    """
    await decided_for(interaction, draft)
    interaction.client.pending_requests.replace(draft_id, draft)
    await interaction.response.defer()
    await draw_card(interaction, draft_id, is_redrawn=is_redrawn, has_more=has_more)


class CardMenu(PersistentItem[Select], template=_MENU):
    """A menu of the card."""

    async def on_click(self, interaction: Interaction) -> None:
        """Keep what was chosen, and show it."""
        draft_id = self.match["draft_id"]
        draft = draft_of(interaction, draft_id)
        menu = self.match["menu"]
        options = chosen(draft.options, menu, self.item.values[0])
        check_part(options, draft.tracks[0].duration_seconds)
        await _redraw(
            interaction,
            draft_id,
            draft._replace(options=options),
            is_redrawn=menu not in _UNSEEN,
            has_more=menu in MORE_MENUS,
        )


class CardButton(PersistentItem[Button], template=_BUTTON):
    """A button of the card."""

    async def on_click(self, interaction: Interaction) -> None:
        """Turn the page, ask for the texts, or for the video as ``/musicvideo`` does."""
        draft_id = self.match["draft_id"]
        draft = draft_of(interaction, draft_id)
        if self.match["action"] in ("more", "back"):
            await interaction.response.defer()
            has_more = self.match["action"] == "more"
            await draw_card(interaction, draft_id, is_redrawn=False, has_more=has_more)
            return
        if self.match["action"] == "texts":
            decided = await decided_for(interaction, draft)
            await interaction.response.send_modal(
                TextsModal(draft_id, draft, decided, str(interaction.locale))
            )
            return
        check_permissions(interaction)
        check_part(draft.options, draft.tracks[0].duration_seconds)
        await submit_request(interaction, draft.tracks[0].key, draft.branding, draft.options)


class AnewButton(PersistentItem[Button], template=ANEW_PATTERN):
    """The button under a result: whoever sees it may have another video of the song."""

    async def on_click(self, interaction: Interaction) -> None:
        """Open a card with what that video was made with."""
        job = await interaction.client.store.requests.get(self.match["request_id"])
        if job is None or job.request.guild_id != interaction.guild_id:
            raise UserError("error-gone")
        key = job.video.key
        track = job.track or TrackInfo(task_id=key.task_id, audio_id=key.audio_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show_card(interaction, track, job.chosen_options)


class TextsModal(discord.ui.Modal):
    """The form for signature and watermark; what is locked isn't asked for."""

    def __init__(
        self, draft_id: str, draft: PendingRequest, decided: DecidedBranding, locale: str
    ) -> None:
        super().__init__(title=translate("card-texts-title", locale), timeout=_MODAL_SECONDS)
        self._draft_id = draft_id
        self._inputs: dict[str, discord.ui.TextInput[TextsModal]] = {}
        names = {"author": "status-author", "domain_name": "status-watermark"}
        for part, name in names.items():
            if part in decided.rule.locked:
                continue
            field: discord.ui.TextInput[TextsModal] = discord.ui.TextInput(
                label=translate(name, locale),
                custom_id=part,
                required=False,
                default=getattr(draft.branding, part),
                placeholder=getattr(decided.branding, part),
                max_length=BRANDING_LENGTH,
            )
            self._inputs[part] = field
            self.add_item(field)

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Keep the texts, and show them. An empty one is the server's."""
        if not await interaction.client.in_flight.track(partial(send_shutdown_notice, interaction)):
            return
        draft = draft_of(interaction, self._draft_id)
        texts = {
            part: validated_text(field.value.strip() or None)
            for part, field in self._inputs.items()
        }
        draft = draft._replace(branding=Branding(**texts))
        await _redraw(interaction, self._draft_id, draft)

    async def on_error(  # type: ignore[override]
        self, interaction: Interaction, error: Exception
    ) -> None:
        """Tell the member what went wrong, as with a command."""
        await send_error(interaction, error)


async def setup(bot: MusicVideoBot) -> None:
    """Add what the card consists of (called by discord.py)."""
    bot.add_dynamic_items(CardMenu, CardButton, AnewButton)
