"""How moderators take a song down, and answer a report."""

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs.notices import NoticeState
from bot.policy.takedowns import UNDO_WITHIN, ReportReason
from bot.sanitize import escape
from cogs._shared.membership import check_moderator


async def take_down(interaction: Interaction, task_id: str, reason: ReportReason) -> str:
    """Keep a song from this server, with all its videos; return what its moderator is told.

    Raises UserError when it is down already.
    """
    client = interaction.client
    takedown = await client.store.takedowns.take_down(
        interaction.guild_id or 0,
        task_id,
        reason,
        taken_by=interaction.user.id,
        now=client.clock(),
    )
    client.requests.notify_workers()
    if takedown is None:
        raise UserError("error-taken-down-already")
    locale = str(interaction.locale)
    title = escape(takedown.title or "") or translate("takedown-untitled", locale)
    return translate("takedown-done", locale, title=title, days=UNDO_WITHIN.days)


async def answer_report(interaction: Interaction, notice_id: int, *, is_to_go: bool) -> None:
    """Take down what a notice reports, or leave it, and have it say so. Raises UserError."""
    check_moderator(interaction)
    client, message = interaction.client, interaction.message
    report = await client.store.reports.of_notice(notice_id)
    if report is None or report.guild_id != interaction.guild_id or message is None:
        raise UserError("error-gone")
    # It is there, whatever became of the answer to its send: without its buttons it is not known
    # again, and would be posted once more.
    await client.store.notices.finish(
        notice_id, NoticeState.POSTED, client.clock(), message_id=message.id
    )
    text = None
    if is_to_go:
        text = await take_down(interaction, report.task_id, report.reason)
    elif not await client.store.reports.dismiss(
        report, decided_by=interaction.user.id, now=client.clock()
    ):
        raise UserError("error-report-decided")
    locale = str(interaction.guild_locale or interaction.locale)
    outcome = translate(
        "report-taken-down" if is_to_go else "report-left", locale, member=interaction.user.mention
    )
    await interaction.response.edit_message(content=f"{message.content}\n{outcome}", view=None)
    if text is not None:
        await interaction.followup.send(text, ephemeral=True)
