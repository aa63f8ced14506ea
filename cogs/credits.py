"""``/credits``: what is left, what this server spent, and who had what made."""

from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.translator import localized
from bot.i18n.texts import format_number, translate
from bot.services.credits import Balance, CreditService
from bot.store import Spending
from bot.video_api import LYRICS_CREDITS
from cogs._shared.usage_record import MAX_DAYS, send_export, show_record

_DEFAULT_DAYS: Final = 31


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
        await show_record(interaction, member)

    @app_commands.command(name="export", description=localized("command-credits-export"))
    @app_commands.describe(
        days=localized("command-credits-days"), member=localized("command-credits-member")
    )
    async def export(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, 1, MAX_DAYS] = _DEFAULT_DAYS,
        member: discord.User | None = None,
    ) -> None:
        """Return the record as a file for spreadsheets."""
        await send_export(interaction, days, member)


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


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(CreditsCog(bot))
