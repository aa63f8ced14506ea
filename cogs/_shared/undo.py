"""How to undo what a command has set, as its answer says it: with ``reset``, everywhere."""

from bot.discord_client.client import Interaction
from bot.i18n.texts import translate


def undo_line(command: str, locale: str, *, option: str | None = "reset") -> str:
    """Return the line; ``command``: its name without the slash, ``option``: what undoes it.

    A list's entry is taken off again with ``remove``; without an option, the command itself does.
    """
    text = f"/{command}"
    if option is not None:
        name = translate(f"option-{option}", locale)
        text += f" {name}:True" if option == "reset" else f" {name}:…"
    return translate("settings-undo", locale, command=f"`{text}`")


async def send_undoable(
    interaction: Interaction, text_id: str, command: str, option: str | None, **values: str | float
) -> None:
    """Answer privately with a text, and how to undo that: see ``undo_line``."""
    locale = str(interaction.locale)
    text = f"{translate(text_id, locale, **values)}\n{undo_line(command, locale, option=option)}"
    await interaction.response.send_message(text, ephemeral=True)
