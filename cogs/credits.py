"""``/credits``: what is left, what this server spent, and who had what made."""

from functools import partial
from io import BytesIO
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.button_signer import SIGNATURE
from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.payloads import Attachment
from bot.discord_client.translator import localized
from bot.i18n.texts import format_number, translate
from bot.messages.result import Button, persistent_view
from bot.sanitize import escape
from bot.services.credits import Balance, CreditService
from bot.services.usage_report import UsageEntry, UsagePage, message_url, outcome_text_id
from bot.services.viewer import Viewer
from bot.store import PageDirection, Spending
from bot.video_api import LYRICS_CREDITS
from cogs._shared.member_visibility import viewer_of, visible_name
from cogs._shared.persistent_items import PersistentItem, signed_id
from cogs.request_buttons import is_moderator

_TITLE_LENGTH: Final = 30
_MAX_DAYS: Final = 400
_DEFAULT_DAYS: Final = 31


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
        if interaction.user.id != int(self.match["reader"]) or not is_moderator(interaction):
            raise UserError("error-not-allowed")
        self.check_signature(interaction, self.match["text"], self.match["signature"])


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class CreditsCog(commands.GroupCog, name="credits", description=localized("command-credits")):
    """The group: for members who may manage the server (see ``CommandTree.interaction_check``)."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._credit_service = bot.credit_service
        self._usage_report = bot.usage_report

    @app_commands.command(name="show", description=localized("command-credits-show"))
    async def show(self, interaction: Interaction) -> None:
        """Show the balance, and what this server spent this month."""
        locale = str(interaction.locale)
        await interaction.response.defer(ephemeral=True)
        embed = discord.Embed(
            title=translate("credits-title", locale), colour=discord.Colour.blurple()
        )
        if self._credit_service.is_free:
            embed.description = translate("credits-free", locale)
            if self._credit_service.has_lyrics:
                price = format_number(LYRICS_CREDITS, locale)
                embed.description += "\n" + translate("credits-lyrics", locale, price=price)
        else:
            embed.description = _balance(
                self._credit_service, await self._credit_service.balance(), locale
            )
            spending, since = await self._usage_report.spending(interaction.guild_id or 0)
            day = discord.utils.format_dt(since, "D")
            embed.add_field(
                name=translate("credits-month", locale),
                value="\n".join(
                    [
                        translate("credits-since", locale, day=day),
                        *_spent(spending, self._credit_service.credits_per_video, locale),
                    ]
                ),
                inline=False,
            )
        await interaction.edit_original_response(embed=embed)

    @app_commands.command(name="record", description=localized("command-credits-record"))
    @app_commands.describe(member=localized("command-credits-member"))
    async def record(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show who had what made, in pages."""
        content, view = await _page(interaction, member.id if member is not None else None)
        await interaction.response.send_message(
            content,
            view=view,
            ephemeral=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @app_commands.command(name="export", description=localized("command-credits-export"))
    @app_commands.describe(
        days=localized("command-credits-days"), member=localized("command-credits-member")
    )
    async def export(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, 1, _MAX_DAYS] = _DEFAULT_DAYS,
        member: discord.User | None = None,
    ) -> None:
        """Return the record as a file for spreadsheets."""
        locale = str(interaction.locale)
        await interaction.response.defer(ephemeral=True)
        export = await self._usage_report.export(
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


def _balance(credit_service: CreditService, balance: Balance | None, locale: str) -> str:
    if balance is None:
        return translate("credits-unknown", locale)
    asked = discord.utils.format_dt(balance.asked_at, "R")
    lines = [
        translate(
            "credits-balance", locale, credits=format_number(balance.credits, locale), when=asked
        )
    ]
    if balance.credits < credit_service.low_credits:
        videos = int(max(balance.credits, 0) / credit_service.credits_per_video)
        lines.append(translate("credits-low", locale, count=videos))
    return "\n".join(lines)


def _spent(spending: Spending, price: float, locale: str) -> list[str]:
    """Return what was charged, a line each, and what is not known as such."""
    unpriced = spending.charged - spending.priced
    lines = [_charged(spending, unpriced * price, locale)]
    if spending.forgotten:
        lines.append(translate("credits-forgotten", locale, count=spending.forgotten))
    if spending.doubtful:
        lines.append(translate("credits-doubtful", locale, count=spending.doubtful))
    if spending.pending:
        lines.append(translate("credits-pending", locale, count=spending.pending))
    if unpriced or not spending.charged:
        lines.append(translate("credits-estimate", locale, price=format_number(price, locale)))
    else:
        lines.append(translate("credits-counts", locale))
    return lines


def _charged(spending: Spending, estimate: float, locale: str) -> str:
    """Say what was charged: as the API told it, as an estimate, or partly so."""
    told, guessed = format_number(spending.credits, locale), format_number(estimate, locale)
    if not spending.priced:
        return translate("credits-charged", locale, count=spending.charged, credits=guessed)
    if not estimate:
        return translate("credits-charged-known", locale, count=spending.charged, credits=told)
    return translate(
        "credits-charged-partly",
        locale,
        count=spending.charged,
        credits=told,
        estimate=guessed,
    )


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
    text = "\n".join([title, *(_line(line, viewer, locale) for line in record.entries)])
    return text, _view(interaction, record, member_id)


def _line(line: UsageEntry, viewer: Viewer, locale: str) -> str:
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
        translate(f"record-charge-{line.charge}", locale),
    ]
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


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(UsagePageButton)
    await bot.add_cog(CreditsCog(bot))
