"""The record of who had which videos made: in pages, and as a file. For moderators."""

from functools import partial
from io import BytesIO
from typing import Final

import discord

from bot.discord_client.button_signer import SIGNATURE
from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.payloads import Attachment
from bot.i18n.texts import translate
from bot.messages.result import Button, persistent_view
from bot.sanitize import escape
from bot.services.usage_report import UsageEntry, UsagePage, message_url, outcome_text_id
from bot.services.viewer import Viewer
from bot.store import PageDirection
from cogs._shared.member_visibility import viewer_of, visible_name
from cogs._shared.persistent_items import PersistentItem, signed_id

MAX_DAYS: Final = 400
_TITLE_LENGTH: Final = 30


class UsagePageButton(
    PersistentItem[Button],
    template=(
        r"(?P<text>cr:(?P<turn>older|newer):(?P<beside>[0-9a-f]{16})"
        r":(?P<member>[0-9]{1,20}):(?P<reader>[0-9]{1,20}))m?"
        rf"(?::(?P<signature>{SIGNATURE}))?"
    ),
):
    """Turns a page of the record."""

    async def on_click(self, interaction: Interaction) -> None:
        """Show the page that the button leads to, to whom the record was shown."""
        self._check_reader(interaction)
        member_id = int(self.match["member"]) or None
        turn, beside = PageDirection(self.match["turn"]), self.match["beside"]
        content, view = await _page(interaction, member_id, beside=beside, turn=turn)
        await interaction.response.edit_message(
            content=content, view=view, allowed_mentions=discord.AllowedMentions.none()
        )

    def _check_reader(self, interaction: Interaction) -> None:
        """Check that whoever turns the page may still read the record. Raises UserError."""
        if (
            interaction.user.id != int(self.match["reader"])
            or not interaction.permissions.manage_guild
        ):
            raise UserError("error-not-allowed")
        self.check_signature(interaction, self.match["text"], self.match["signature"])


async def show_record(interaction: Interaction, member: discord.User | None) -> None:
    """Answer privately with the newest page of the record, of one member or of all."""
    content, view = await _page(interaction, member.id if member is not None else None)
    await interaction.response.send_message(
        content,
        view=view,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def send_export(interaction: Interaction, days: int, member: discord.User | None) -> None:
    """Answer privately with the record of the last days as a file for spreadsheets."""
    locale = str(interaction.locale)
    await interaction.response.defer(ephemeral=True)
    export = await interaction.client.usage_report.export(
        interaction.guild_id or 0,
        member.id if member is not None else None,
        days,
        locale,
        viewer_of(interaction),
        partial(visible_name, interaction),
    )
    text = translate("credits-exported", locale, count=export.rows, days=days)
    if not export.is_whole:
        text += "\n" + translate("credits-exported-part", locale)
    file = Attachment(BytesIO(export.body), "record.csv")
    await interaction.followup.send(text, file=file, ephemeral=True)


async def _page(
    interaction: Interaction,
    member_id: int | None,
    *,
    beside: str | None = None,
    turn: PageDirection = PageDirection.OLDER,
) -> tuple[str, discord.ui.View]:
    locale = str(interaction.locale)
    usage_report = interaction.client.usage_report
    record = await usage_report.page(interaction.guild_id or 0, member_id, beside=beside, turn=turn)
    title = translate("record-title", locale)
    if not record.entries:
        return f"{title}\n{translate('record-none', locale)}", discord.ui.View()
    viewer = viewer_of(interaction)
    has_charges = usage_report.has_charges
    lines = (_line(one, viewer, locale, has_charges=has_charges) for one in record.entries)
    text = "\n".join([title, *lines])
    return text, _view(interaction, record, member_id)


def _line(line: UsageEntry, viewer: Viewer, locale: str, *, has_charges: bool) -> str:
    """Return one video's line: what it cost everybody is told, the rest to who can look there."""
    request, track = line.job.request, line.job.track
    is_seen = viewer.may_know_of(request.channel_id, request.user_id)
    known = track.title if track is not None and is_seen else None
    title = escape(known or "", _TITLE_LENGTH)
    outcome = translate(f"record-outcome-{outcome_text_id(line.job)}", locale)
    url = message_url(line.job) if request.deleted_at is None and is_seen else None
    parts = [
        discord.utils.format_dt(request.created_at, "f"),
        f"<@{request.user_id}>",
        f"**{title or translate('record-untitled', locale)}**",
        f"<#{request.channel_id}>",
        f"[{outcome}](<{url}>)" if url else outcome,
    ]
    if has_charges:
        parts.append(translate(f"record-charge-{line.charge}", locale))
    return "• " + " · ".join(parts)


def _view(interaction: Interaction, record: UsagePage, member_id: int | None) -> discord.ui.View:
    locale = str(interaction.locale)
    whose = f"{member_id or 0}:{interaction.user.id}"
    ends = [
        ("newer", record.entries[0], record.has_newer),
        ("older", record.entries[-1], record.has_older),
    ]
    return persistent_view(
        *(
            discord.ui.Button(
                label=translate(f"button-record-{turn}", locale),
                custom_id=signed_id(
                    interaction, f"cr:{turn}:{line.job.request.request_id}:{whose}"
                ),
            )
            for turn, line, has_more in ends
            if has_more
        )
    )
