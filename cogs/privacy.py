"""``/privacy``: what is kept of whoever asks, and its deletion."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.errors import Refusal
from bot.discord_client.translator import words
from bot.i18n.texts import say
from bot.messages.result import Button, lasting_view
from bot.services.privacy import QUOTA_DAYS, Terms
from bot.store import Holdings
from cogs._shared.persistent_items import Lasting


@app_commands.allowed_installs(guilds=True, users=False)
# In direct messages as well: for members who have left the server where they asked.
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
class PrivacyCommands(commands.GroupCog, name="privacy", description=words("command-privacy")):
    """The group; everybody sees, and deletes, their own data only."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._privacy = bot.privacy

    @app_commands.command(name="show", description=words("command-privacy-show"))
    async def show(self, interaction: Interaction) -> None:
        """Say what is kept, for how long, and who can see it."""
        held = await self._privacy.holdings(interaction.user.id)
        songs = await self._privacy.count_songs(interaction.user.id)
        embed = _shown(held, songs, self._privacy.terms, str(interaction.locale))
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(name="delete", description=words("command-privacy-delete"))
    async def delete(self, interaction: Interaction) -> None:
        """Say what would be deleted and what not, and ask whether that is meant."""
        locale = str(interaction.locale)
        held = await self._privacy.holdings(interaction.user.id)
        songs = await self._privacy.count_songs(interaction.user.id)
        if held.is_empty and songs == 0:
            text_id = "privacy-nothing-left" if held.starts or held.blocks else "privacy-nothing"
            await interaction.response.send_message(
                say(text_id, locale, days=QUOTA_DAYS), ephemeral=True
            )
            return
        await interaction.response.send_message(
            _question(held, songs, self._privacy.terms, locale),
            view=_buttons(interaction.user.id, locale),
            ephemeral=True,
        )


class PrivacyButton(
    Lasting[Button], template=r"pv:(?P<action>erase|keep):(?P<user_id>[0-9]{1,20})"
):
    """An answer to the question."""

    async def clicked(self, interaction: Interaction) -> None:
        """Delete, or leave everything as it is."""
        if interaction.user.id != int(self.found["user_id"]):
            raise Refusal("refusal-not-your-data")
        await interaction.response.defer()
        text = await self._carry_out(interaction)
        await interaction.edit_original_response(content=text, view=None)

    async def _carry_out(self, interaction: Interaction) -> str:
        locale = str(interaction.locale)
        if self.found["action"] == "keep":
            return say("privacy-kept", locale)
        erased = await interaction.client.privacy.erase(interaction.user.id)
        lines = []
        if erased.left:
            lines.append(say("privacy-erased-later", locale, count=erased.left))
        if not erased.are_songs_gone:
            lines.append(say("privacy-erased-songs-later", locale))
        if erased.deleted or not lines:
            lines.insert(0, say("privacy-erased", locale, count=erased.deleted))
        return "\n".join(lines)


def _shown(held: Holdings, songs: int | None, terms: Terms, locale: str) -> discord.Embed:
    embed = discord.Embed(
        title=say("privacy-title", locale),
        description="\n".join(_kept(held, songs, locale)),
        colour=discord.Colour.blurple(),
    )
    embed.add_field(
        name=say("privacy-term-title", locale), value=_durations(terms, locale), inline=False
    )
    seen = say("privacy-seen", locale)
    if terms.is_cloud:
        seen += "\n" + say("privacy-seen-service", locale)
    embed.add_field(name=say("privacy-seen-title", locale), value=seen, inline=False)
    more = say("privacy-more-delete", locale)
    if terms.policy_url:
        more = f"{more}\n[{say('privacy-more-policy', locale)}]({terms.policy_url})"
    embed.add_field(name=say("privacy-more-title", locale), value=more, inline=False)
    return embed


def _kept(held: Holdings, songs: int | None, locale: str) -> list[str]:
    """Give what is kept of a member, a line each."""
    lines = []
    if held.requests and held.oldest_at is not None:
        lines += [
            say(
                "privacy-requests",
                locale,
                count=held.requests,
                servers=held.servers,
                since=discord.utils.format_dt(held.oldest_at, "D"),
            ),
            say("privacy-request-parts", locale),
        ]
    if held.open_requests:
        lines.append(say("privacy-open", locale, count=held.open_requests))
    if songs is None:
        lines.append(say("privacy-songs-unknown", locale))
    elif songs:
        lines.append(say("privacy-songs", locale, count=songs))
    if held.decisions:
        lines.append(say("privacy-decisions", locale, count=held.decisions))
    if held.starts:
        lines.append(say("privacy-starts", locale, count=held.starts, days=QUOTA_DAYS))
    if held.blocks:
        lines.append(say("privacy-blocks", locale, count=held.blocks))
    return lines or [say("privacy-nothing", locale)]


def _durations(terms: Terms, locale: str) -> str:
    lines = [say("privacy-term-requests", locale, days=terms.keep_days)]
    if terms.copies_days:
        lines.append(say("privacy-term-copies", locale, days=terms.copies_days))
    lines.append(say("privacy-term-left", locale, days=terms.left_server_days))
    return "\n".join(lines)


def _question(held: Holdings, songs: int | None, terms: Terms, locale: str) -> str:
    lines = [say("privacy-question", locale)]
    if held.requests:
        lines.append(say("privacy-question-requests", locale, count=held.requests))
    if held.open_requests:
        text_id = "privacy-question-open" if terms.is_cloud else "privacy-question-open-free"
        lines.append(say(text_id, locale, count=held.open_requests))
    if songs != 0:
        lines.append(say("privacy-question-songs", locale))
    if held.decisions:
        lines.append(say("privacy-question-decisions", locale))
    lines.append(say("privacy-question-stays", locale, days=QUOTA_DAYS))
    if terms.copies_days:
        lines.append(say("privacy-question-copies", locale, days=terms.copies_days))
    return "\n".join(lines)


def _buttons(user_id: int, locale: str) -> discord.ui.View:
    styles = {"erase": discord.ButtonStyle.danger, "keep": discord.ButtonStyle.secondary}
    return lasting_view(
        *(
            discord.ui.Button(
                label=say(f"button-privacy-{action}", locale),
                style=style,
                custom_id=f"pv:{action}:{user_id}",
            )
            for action, style in styles.items()
        )
    )


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(PrivacyButton)
    await bot.add_cog(PrivacyCommands(bot))
