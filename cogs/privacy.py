"""``/privacy``: what is kept of whoever asks, and its deletion."""

import asyncio
import gzip
from io import BytesIO
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import UserError
from bot.discord_client.payloads import Attachment
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.messages.result import Button, persistent_view
from bot.services.privacy import QUOTA_DAYS, RetentionTerms
from bot.store import MemberData
from cogs._shared.persistent_items import PersistentItem

_SMALLEST_LIMIT: Final = 8 << 20
"""As large a file as Discord takes everywhere, in bytes."""


@app_commands.allowed_installs(guilds=True, users=False)
# In direct messages as well: for members who have left the server where they asked.
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
class PrivacyCog(commands.GroupCog, name="privacy", description=localized("command-privacy")):
    """The group; everybody sees, and deletes, their own data only."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._privacy = bot.privacy

    @app_commands.command(name="show", description=localized("command-privacy-show"))
    async def show(self, interaction: Interaction) -> None:
        """Say what is kept, for how long, and who can see it."""
        held = await self._privacy.holdings(interaction.user.id)
        songs = await self._privacy.count_tracks(interaction.user.id)
        embed = _shown(held, songs, self._privacy.terms, str(interaction.locale))
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(name="export", description=localized("command-privacy-export"))
    async def export(self, interaction: Interaction) -> None:
        """Give all that is kept, as a JSON file."""
        await interaction.response.defer(ephemeral=True)
        body = await self._privacy.export(interaction.user.id)
        name = "my-data.json"
        if len(body) > (interaction.filesize_limit or _SMALLEST_LIMIT):
            body, name = await asyncio.to_thread(gzip.compress, body), f"{name}.gz"
        terms, locale = self._privacy.terms, str(interaction.locale)
        lines = [translate("privacy-exported", locale)]
        lines.append(translate("privacy-question-stays", locale, days=QUOTA_DAYS))
        if terms.backups_days:
            lines.append(translate("privacy-question-copies", locale, days=terms.backups_days))
        await interaction.followup.send(
            "\n".join(lines), file=Attachment(BytesIO(body), name), ephemeral=True
        )

    @app_commands.command(name="delete", description=localized("command-privacy-delete"))
    async def delete(self, interaction: Interaction) -> None:
        """Say what would be deleted and what not, and ask whether that is meant."""
        locale = str(interaction.locale)
        held = await self._privacy.holdings(interaction.user.id)
        songs = await self._privacy.count_tracks(interaction.user.id)
        if held.is_empty and songs == 0:
            text_id = "privacy-nothing-left" if held.starts or held.blocks else "privacy-nothing"
            await interaction.response.send_message(
                translate(text_id, locale, days=QUOTA_DAYS), ephemeral=True
            )
            return
        await interaction.response.send_message(
            _question(held, songs, self._privacy.terms, locale),
            view=_buttons(interaction.user.id, locale),
            ephemeral=True,
        )


class PrivacyButton(
    PersistentItem[Button], template=r"pv:(?P<action>erase|keep):(?P<user_id>[0-9]{1,20})"
):
    """An answer to the question."""

    async def on_click(self, interaction: Interaction) -> None:
        """Delete, or leave everything as it is."""
        if interaction.user.id != int(self.match["user_id"]):
            raise UserError("error-not-your-data")
        await interaction.response.defer()
        text = await self._carry_out(interaction)
        await interaction.edit_original_response(content=text, view=None)

    async def _carry_out(self, interaction: Interaction) -> str:
        locale = str(interaction.locale)
        if self.match["action"] == "keep":
            return translate("privacy-kept", locale)
        erased = await interaction.client.privacy.erase(interaction.user.id)
        lines = []
        if erased.left:
            lines.append(translate("privacy-erased-later", locale, count=erased.left))
        if not erased.are_tracks_deleted:
            lines.append(translate("privacy-erased-songs-later", locale))
        if erased.deleted or not lines:
            lines.insert(0, translate("privacy-erased", locale, count=erased.deleted))
        return "\n".join(lines)


def _shown(
    held: MemberData, songs: int | None, terms: RetentionTerms, locale: str
) -> discord.Embed:
    embed = discord.Embed(
        title=translate("privacy-title", locale),
        description="\n".join(_kept(held, songs, locale)),
        colour=discord.Colour.blurple(),
    )
    embed.add_field(
        name=translate("privacy-term-title", locale), value=_durations(terms, locale), inline=False
    )
    seen = translate("privacy-seen", locale)
    if terms.is_cloud:
        seen += "\n" + translate("privacy-seen-service", locale)
    embed.add_field(name=translate("privacy-seen-title", locale), value=seen, inline=False)
    more = translate("privacy-more-delete", locale)
    if terms.policy_url:
        more = f"{more}\n[{translate('privacy-more-policy', locale)}]({terms.policy_url})"
    embed.add_field(name=translate("privacy-more-title", locale), value=more, inline=False)
    return embed


def _kept(held: MemberData, songs: int | None, locale: str) -> list[str]:
    """Return what is kept of a member, a line each."""
    lines = []
    if held.requests and held.oldest_at is not None:
        lines += [
            translate(
                "privacy-requests",
                locale,
                count=held.requests,
                servers=held.servers,
                since=discord.utils.format_dt(held.oldest_at, "D"),
            ),
            translate("privacy-request-parts", locale),
        ]
    if held.open_requests:
        lines.append(translate("privacy-open", locale, count=held.open_requests))
    if songs is None:
        lines.append(translate("privacy-songs-unknown", locale))
    elif songs:
        lines.append(translate("privacy-songs", locale, count=songs))
        lines.append(translate("privacy-song-parts", locale))
    lines += _more_kept(held, locale)
    if held.decisions:
        lines.append(translate("privacy-decisions", locale, count=held.decisions))
    if held.starts:
        lines.append(translate("privacy-quota-usage", locale, count=held.starts, days=QUOTA_DAYS))
    if held.blocks:
        lines.append(translate("privacy-blocks", locale, count=held.blocks))
    return lines or [translate("privacy-nothing", locale)]


def _more_kept(held: MemberData, locale: str) -> list[str]:
    """Return what is kept of a member's part in rights, reports and takedowns."""
    lines = []
    if held.rights_confirmed_at is not None:
        day = discord.utils.format_dt(held.rights_confirmed_at, "D")
        lines.append(translate("privacy-rights", locale, day=day))
    if held.reports:
        lines.append(translate("privacy-reports", locale, count=held.reports))
    if held.takedowns:
        lines.append(translate("privacy-takedowns", locale, count=held.takedowns))
    return lines


def _durations(terms: RetentionTerms, locale: str) -> str:
    lines = [translate("privacy-term-requests", locale, days=terms.keep_days)]
    if terms.backups_days:
        lines.append(translate("privacy-term-copies", locale, days=terms.backups_days))
    lines.append(translate("privacy-term-log", locale, days=terms.settings_log_days))
    lines.append(translate("privacy-term-left", locale, days=terms.left_server_days))
    return "\n".join(lines)


def _question(held: MemberData, songs: int | None, terms: RetentionTerms, locale: str) -> str:
    lines = [translate("privacy-question", locale)]
    if held.requests:
        lines.append(translate("privacy-question-requests", locale, count=held.requests))
    if held.open_requests:
        text_id = "privacy-question-open" if terms.is_cloud else "privacy-question-open-free"
        lines.append(translate(text_id, locale, count=held.open_requests))
    if songs != 0:
        lines.append(translate("privacy-question-songs", locale))
    if held.has_more:
        lines.append(translate("privacy-question-rights", locale))
    if held.decisions:
        lines.append(translate("privacy-question-decisions", locale))
    lines.append(translate("privacy-question-stays", locale, days=QUOTA_DAYS))
    if terms.backups_days:
        lines.append(translate("privacy-question-copies", locale, days=terms.backups_days))
    return "\n".join(lines)


def _buttons(user_id: int, locale: str) -> discord.ui.View:
    styles = {"erase": discord.ButtonStyle.danger, "keep": discord.ButtonStyle.secondary}
    return persistent_view(
        *(
            discord.ui.Button(
                label=translate(f"button-privacy-{action}", locale),
                style=style,
                custom_id=f"pv:{action}:{user_id}",
            )
            for action, style in styles.items()
        )
    )


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(PrivacyButton)
    await bot.add_cog(PrivacyCog(bot))
