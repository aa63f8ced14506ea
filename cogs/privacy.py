"""``/privacy``: what is kept of whoever asks, and its deletion."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, MusicVideoBot, Refusal, tell_error
from bot.privacy import QUOTA_DAYS, Terms
from bot.store import Holdings
from bot.texts import say
from bot.translator import words


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
        embed = _shown(held, self._privacy.terms, str(interaction.locale))
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(name="delete", description=words("command-privacy-delete"))
    async def delete(self, interaction: Interaction) -> None:
        """Say what would be deleted and what not, and ask whether that is meant."""
        locale = str(interaction.locale)
        held = await self._privacy.holdings(interaction.user.id)
        if held.is_empty:
            text_id = "privacy-nothing-left" if held.starts or held.blocks else "privacy-nothing"
            await interaction.response.send_message(
                say(text_id, locale, days=QUOTA_DAYS), ephemeral=True
            )
            return
        await interaction.response.send_message(
            _question(held, self._privacy.terms, locale),
            view=_buttons(interaction.user.id, locale),
            ephemeral=True,
        )


class PrivacyButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"pv:(?P<action>erase|keep):(?P<user_id>[0-9]{1,20})",
):
    """The answers to the question, found again by their ``custom_id``: they outlive restarts."""

    def __init__(self, item: discord.ui.Button[discord.ui.View], action: str, user_id: int) -> None:
        super().__init__(item)
        self._action = action
        self._user_id = user_id

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[discord.Client],
        item: discord.ui.Item[discord.ui.View],
        match: re.Match[str],
    ) -> "PrivacyButton":
        """Make the item from the message that carries it."""
        if not isinstance(item, discord.ui.Button):
            raise TypeError(type(item).__name__)
        return cls(item, match["action"], int(match["user_id"]))

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Delete, or leave everything as it is."""
        try:
            self._check(interaction)
            await interaction.response.defer()
            text = await self._carry_out(interaction)
            await interaction.edit_original_response(content=text, view=None)
        except Exception as error:  # noqa: BLE001 - told to the member, and logged there
            await tell_error(interaction, error)

    def _check(self, interaction: Interaction) -> None:
        if interaction.user.id != self._user_id:
            raise Refusal("refusal-not-your-data")

    async def _carry_out(self, interaction: Interaction) -> str:
        locale = str(interaction.locale)
        if self._action == "keep":
            return say("privacy-kept", locale)
        erased = await interaction.client.privacy.erase(self._user_id)
        lines = []
        if erased.left:
            lines.append(say("privacy-erased-later", locale, count=erased.left))
        if erased.deleted or not lines:
            lines.insert(0, say("privacy-erased", locale, count=erased.deleted))
        return "\n".join(lines)


def _shown(held: Holdings, terms: Terms, locale: str) -> discord.Embed:
    embed = discord.Embed(
        title=say("privacy-title", locale),
        description="\n".join(_kept(held, locale)),
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


def _kept(held: Holdings, locale: str) -> list[str]:
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


def _question(held: Holdings, terms: Terms, locale: str) -> str:
    lines = [say("privacy-question", locale)]
    if held.requests:
        lines.append(say("privacy-question-requests", locale, count=held.requests))
    if held.open_requests:
        lines.append(say("privacy-question-open", locale, count=held.open_requests))
    if held.decisions:
        lines.append(say("privacy-question-decisions", locale))
    lines.append(say("privacy-question-stays", locale, days=QUOTA_DAYS))
    if terms.copies_days:
        lines.append(say("privacy-question-copies", locale, days=terms.copies_days))
    return "\n".join(lines)


def _buttons(user_id: int, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for action, style in (
        ("erase", discord.ButtonStyle.danger),
        ("keep", discord.ButtonStyle.secondary),
    ):
        label = say(f"button-privacy-{action}", locale)
        view.add_item(
            discord.ui.Button(label=label, style=style, custom_id=f"pv:{action}:{user_id}")
        )
    view.stop()  # answered by their custom_id
    return view


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog and its buttons (called by discord.py)."""
    bot.add_dynamic_items(PrivacyButton)
    await bot.add_cog(PrivacyCommands(bot))
