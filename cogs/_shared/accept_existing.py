"""The button under what the one video of a track carries: the member wants it as it is."""

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.messages.result import Button
from cogs._shared.persistent_items import PersistentItem
from cogs._shared.submit_request import check_permissions, submit_request


class AcceptButton(PersistentItem[Button], template=r"mv:accept:(?P<draft_id>[0-9a-f]{16})"):
    """The button; what it is about is kept as a pending request."""

    async def on_click(self, interaction: Interaction) -> None:
        """Have the video as it is. Raises UserError when that was decided, or is too old."""
        pending = interaction.client.pending_requests
        draft = pending.get(
            self.match["draft_id"], user_id=interaction.user.id, guild_id=interaction.guild_id
        )
        if draft is None:
            raise UserError("error-menu-old")
        check_permissions(interaction)
        pending.remove(self.match["draft_id"])
        text = translate("answer-chosen-unnamed", str(interaction.locale))
        await interaction.response.edit_message(content=text, view=None)
        key = draft.tracks[0].key
        await submit_request(interaction, key, draft.branding, draft.options, accepts_existing=True)
