"""``/credits``: what is left, what this server spent, and who had what made."""

from datetime import timedelta
from functools import partial
from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import Refusal
from bot.discord_client.payloads import Attachment
from bot.discord_client.translator import words
from bot.i18n.texts import number, say
from bot.messages.result import Button, lasting_view
from bot.sanitize import shown
from bot.services.credits import Balance, Treasury
from bot.services.usage_report import Line, Record, message_url, outcome_of
from bot.store import Spending, Turn
from bot.video_api import LYRICS_CREDITS
from cogs._shared.member_visibility import seen_name
from cogs._shared.persistent_items import Lasting
from cogs.request_buttons import is_moderator

_TITLE_LENGTH = 30
_MOST_DAYS = 400
_USUAL_DAYS = 31
_OPEN_TO_OTHERS = timedelta(minutes=15)


class RecordButton(
    Lasting[Button],
    template=(
        r"cr:(?P<turn>older|newer):(?P<beside>[0-9a-f]{16})"
        r":(?P<member>[0-9]{1,20}):(?P<reader>[0-9]{1,20})(?P<manager>m?)"
    ),
):
    """Turns a page of the record."""

    async def clicked(self, interaction: Interaction) -> None:
        """Show the page that the button leads to, to whom the record was shown."""
        self._check_reader(interaction)
        member_id = int(self.found["member"]) or None
        turn, beside = Turn(self.found["turn"]), self.found["beside"]
        content, view = await _page(interaction, member_id, beside=beside, turn=turn)
        await interaction.response.edit_message(
            content=content, view=view, allowed_mentions=discord.AllowedMentions.none()
        )

    def _check_reader(self, interaction: Interaction) -> None:
        """See that whoever turns the page may still read the record. Raises Refusal.

        Owners can open the command to others; Discord tells of that only when it is used, so for
        them what was shown is soon over.
        """
        if interaction.user.id != int(self.found["reader"]):
            raise Refusal("refusal-not-allowed")
        if is_moderator(interaction):
            return
        if self.found["manager"] or interaction.message is None:
            raise Refusal("refusal-not-allowed")
        if interaction.created_at - interaction.message.created_at > _OPEN_TO_OTHERS:
            raise Refusal("refusal-menu-old")


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Credits(commands.GroupCog, name="credits", description=words("command-credits")):
    """The group; Manage Server by default, so that owners can change it in Discord's settings."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._treasury = bot.treasury
        self._ledger = bot.ledger

    @app_commands.command(name="show", description=words("command-credits-show"))
    async def show(self, interaction: Interaction) -> None:
        """Show the balance, and what this server spent this month."""
        locale = str(interaction.locale)
        await interaction.response.defer(ephemeral=True)
        embed = discord.Embed(title=say("credits-title", locale), colour=discord.Colour.blurple())
        if self._treasury.is_free:
            embed.description = say("credits-free", locale)
            if self._treasury.has_lyrics:
                price = number(LYRICS_CREDITS, locale)
                embed.description += "\n" + say("credits-lyrics", locale, price=price)
        else:
            embed.description = _balance(self._treasury, await self._treasury.balance(), locale)
            spending, since = await self._ledger.spending(interaction.guild_id or 0)
            day = discord.utils.format_dt(since, "D")
            embed.add_field(
                name=say("credits-month", locale),
                value="\n".join(
                    [
                        say("credits-since", locale, day=day),
                        *_spent(spending, self._treasury.price, locale),
                    ]
                ),
                inline=False,
            )
        await interaction.edit_original_response(embed=embed)

    @app_commands.command(name="record", description=words("command-credits-record"))
    @app_commands.describe(member=words("command-credits-member"))
    async def record(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show who had what made, in pages."""
        content, view = await _page(interaction, member.id if member is not None else None)
        await interaction.response.send_message(
            content,
            view=view,
            ephemeral=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @app_commands.command(name="export", description=words("command-credits-export"))
    @app_commands.describe(
        days=words("command-credits-days"), member=words("command-credits-member")
    )
    async def export(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, 1, _MOST_DAYS] = _USUAL_DAYS,
        member: discord.User | None = None,
    ) -> None:
        """Give the record as a file for spreadsheets."""
        locale = str(interaction.locale)
        await interaction.response.defer(ephemeral=True)
        export = await self._ledger.export(
            interaction.guild_id or 0,
            member.id if member is not None else None,
            days,
            locale,
            partial(seen_name, interaction),
        )
        text = say("credits-exported", locale, count=export.rows, days=days)
        if not export.is_whole:
            text += "\n" + say("credits-exported-part", locale)
        file = Attachment(BytesIO(export.body), "record.csv")
        await interaction.followup.send(text, file=file, ephemeral=True)


def _balance(treasury: Treasury, balance: Balance | None, locale: str) -> str:
    if balance is None:
        return say("credits-unknown", locale)
    asked = discord.utils.format_dt(balance.asked_at, "R")
    lines = [say("credits-balance", locale, credits=number(balance.credits, locale), when=asked)]
    if balance.credits < treasury.low:
        videos = int(max(balance.credits, 0) / treasury.price)
        lines.append(say("credits-low", locale, count=videos))
    return "\n".join(lines)


def _spent(spending: Spending, price: float, locale: str) -> list[str]:
    """Give what was charged, a line each, and what is not known as such."""
    unpriced = spending.charged - spending.priced
    lines = [_charged(spending, unpriced * price, locale)]
    if spending.forgotten:
        lines.append(say("credits-forgotten", locale, count=spending.forgotten))
    if spending.doubtful:
        lines.append(say("credits-doubtful", locale, count=spending.doubtful))
    if spending.pending:
        lines.append(say("credits-pending", locale, count=spending.pending))
    if unpriced or not spending.charged:
        lines.append(say("credits-estimate", locale, price=number(price, locale)))
    else:
        lines.append(say("credits-counts", locale))
    return lines


def _charged(spending: Spending, estimate: float, locale: str) -> str:
    """Say what was charged: as the API told it, as an estimate, or partly so."""
    told, guessed = number(spending.credits, locale), number(estimate, locale)
    if not spending.priced:
        return say("credits-charged", locale, count=spending.charged, credits=guessed)
    if not estimate:
        return say("credits-charged-known", locale, count=spending.charged, credits=told)
    return say(
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
    turn: Turn = Turn.OLDER,
) -> tuple[str, discord.ui.View]:
    locale = str(interaction.locale)
    ledger = interaction.client.ledger
    record = await ledger.page(interaction.guild_id or 0, member_id, beside=beside, turn=turn)
    title = say("record-title", locale)
    if not record.lines:
        return f"{title}\n{say('record-none', locale)}", discord.ui.View()
    text = "\n".join([title, *(_line(line, locale) for line in record.lines)])
    return text, _view(interaction, record, member_id)


def _line(line: Line, locale: str) -> str:
    request, track = line.job.request, line.job.track
    title = shown((track.title if track is not None else None) or "", _TITLE_LENGTH)
    outcome = say(f"record-outcome-{outcome_of(line.job)}", locale)
    url = message_url(line.job) if request.deleted_at is None else None
    parts = [
        discord.utils.format_dt(request.created_at, "f"),
        f"<@{request.user_id}>",
        f"**{title or say('record-untitled', locale)}**",
        f"<#{request.channel_id}>",
        f"[{outcome}](<{url}>)" if url else outcome,
        say(f"record-charge-{line.charge}", locale),
    ]
    return "• " + " · ".join(parts)


def _view(interaction: Interaction, record: Record, member_id: int | None) -> discord.ui.View:
    locale = str(interaction.locale)
    whose = f"{member_id or 0}:{interaction.user.id}{'m' * is_moderator(interaction)}"
    ends = [
        ("newer", record.lines[0], record.has_newer),
        ("older", record.lines[-1], record.has_older),
    ]
    return lasting_view(
        *(
            discord.ui.Button(
                label=say(f"button-record-{turn}", locale),
                custom_id=f"cr:{turn}:{line.job.request.request_id}:{whose}",
            )
            for turn, line, has_more in ends
            if has_more
        )
    )


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(RecordButton)
    await bot.add_cog(Credits(bot))
