"""Tells Discord what commands and options are called, and how they are described, by language."""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation, TranslationContextTypes, locale_str

from bot.i18n.texts import ENGLISH, has_text, language_of, translate


def localized(text_id: str) -> locale_str:
    """Return a command's, option's or choice's text: Discord shows it in the member's language.

    Raises KeyError when there is no such text.
    """
    return locale_str(translate(text_id, ENGLISH), text_id=text_id)


class Translator(app_commands.Translator):
    """Translates what ``words`` gave, and options' names by ``option-<name>`` where that is a text.

    Names of slash commands stay as they are in every language: people tell them to each other.
    """

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return a text in a language, or None where Discord shall show the English one."""
        language = language_of(str(locale))
        text_id = _text_id(string, context)
        return None if language == ENGLISH or text_id is None else translate(text_id, language)


def _text_id(string: locale_str, context: TranslationContextTypes) -> str | None:
    text_id: str | None = string.extras.get("text_id")
    if text_id is None and context.location is TranslationContextLocation.parameter_name:
        option = f"option-{string.message.replace('_', '-')}"
        return option if has_text(option) else None
    return text_id
