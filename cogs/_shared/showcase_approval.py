"""What a moderator decides of a video for the showcase, by a button under the question."""

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs import Job


async def decide(interaction: Interaction, job: Job, *, is_approved: bool) -> None:
    """Have a video shown, or not, and put into the question who decided.

    That it is shown is committed before it is said. Raises UserError when it can't be any more, or
    is already.
    """
    client, locale = interaction.client, job.request.guild_locale
    await interaction.response.defer()
    if is_approved:
        if not await client.store.notices.approve_showcase(job.request.request_id, client.clock()):
            raise UserError("error-not-showable")
        client.requests.notify_workers()
    elif await client.store.notices.is_showcase_approved(job.request.request_id):
        raise UserError("error-approved-already")
    decided = "approval-approved" if is_approved else "approval-rejected"
    line = translate(decided, locale, member=interaction.user.mention)
    question = interaction.message.content if interaction.message is not None else ""
    await interaction.edit_original_response(content=f"{question}\n{line}", view=None)
