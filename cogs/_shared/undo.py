"""How to undo what a command has set, as its answer says it: with ``reset``, everywhere."""

from bot.i18n.texts import translate


def undo_line(command: str, locale: str, *, option: str = "reset", value: str = "True") -> str:
    """Return the line; ``command``: its name without the slash, ``option``: what undoes it."""
    name = translate(f"option-{option}", locale)
    return translate("settings-undo", locale, command=f"`/{command} {name}:{value}`")
