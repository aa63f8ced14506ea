"""*Report this video*, in a message's menu: members tell moderators, who take down in one step."""

from typing import Final

import discord

from bot.discord_client.button_signer import SIGNATURE
from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs import Job
from bot.messages.result import Select, persistent_view
from bot.policy.takedowns import UNDO_WITHIN, ReportReason
from bot.store import NowhereToTell
from cogs._shared.membership import is_moderator
from cogs._shared.message_menu import MessageMenuCog
from cogs._shared.message_parser import shown_in
from cogs._shared.persistent_items import PersistentItem, signed_id
from cogs._shared.takedowns import take_down

_REPORT: Final = "report"
_TAKE_DOWN: Final = "takedown"


class ReportCog(MessageMenuCog):
    """The entry; moderators are asked whether the song is to be taken down at once."""

    def __init__(self, bot: MusicVideoBot) -> None:
        super().__init__(bot, "menu-report", self.report)

    async def report(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask what is wrong with the video of a message."""
        job = await shown_in(interaction, message)
        if job is None:
            raise UserError("error-report-nothing")
        action = _TAKE_DOWN if is_moderator(interaction) else _REPORT
        settings = await self._bot.store.guild_settings.get(job.request.guild_id)
        if action == _REPORT and settings.moderators_channel_id is None:
            raise UserError("error-report-nowhere")
        locale = str(interaction.locale)
        menu = Select(
            custom_id=signed_id(
                interaction, f"mv:reason:{action}:{job.request.request_id}:{message.id}"
            ),
            placeholder=translate("report-placeholder", locale),
            options=[
                discord.SelectOption(label=translate(f"report-reason-{one}", locale), value=one)
                for one in ReportReason
            ],
        )
        text_id = "report-question" if action == _REPORT else "takedown-question"
        question = translate(text_id, locale, days=UNDO_WITHIN.days)
        await interaction.response.send_message(
            question, view=persistent_view(menu), ephemeral=True
        )


class ReasonMenu(
    PersistentItem[Select],
    template=(
        r"(?P<text>mv:reason:(?P<action>report|takedown):(?P<request_id>[0-9a-f]{16})"
        rf":(?P<message_id>[0-9]{{1,20}})):(?P<signature>{SIGNATURE})"
    ),
):
    """The menu of what may be wrong with a video."""

    async def on_click(self, interaction: Interaction) -> None:
        """Tell moderators, or take down what the message shows."""
        self.check_signature(interaction, self.match["text"], self.match["signature"])
        job = await interaction.client.store.requests.get(self.match["request_id"])
        if job is None or job.request.guild_id != interaction.guild_id:
            raise UserError("error-gone")
        reason = ReportReason(self.item.values[0])
        if self.match["action"] == _REPORT:
            text = await _reported(interaction, job, int(self.match["message_id"]), reason)
        elif is_moderator(interaction):
            text = await take_down(interaction, job.video.task_id, reason)
        else:
            raise UserError("error-not-allowed")
        await interaction.response.edit_message(content=text, view=None)


async def _reported(
    interaction: Interaction, job: Job, message_id: int, reason: ReportReason
) -> str:
    """Keep a report, and return what its member is told. Raises UserError."""
    client = interaction.client
    try:
        is_new = await client.store.reports.add(
            guild_id=job.request.guild_id,
            task_id=job.video.task_id,
            audio_id=job.video.audio_id,
            channel_id=interaction.channel_id or job.request.channel_id,
            message_id=message_id,
            user_id=interaction.user.id,
            reason=reason,
            now=client.clock(),
        )
    except NowhereToTell as error:
        raise UserError("error-report-nowhere") from error
    if not is_new:
        raise UserError("error-report-twice")
    client.requests.notify_workers()
    return translate("report-sent", str(interaction.locale))


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    bot.add_dynamic_items(ReasonMenu)
    await bot.add_cog(ReportCog(bot))
