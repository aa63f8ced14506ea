"""The words of the bot, kept out of the code: Fluent files, one folder a language."""

import logging
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource

log = logging.getLogger(__name__)

LANGUAGES: Final = ("en", "de", "es", "fr", "ja", "pt-BR")
"""The languages that the bot speaks, each with a folder of its name."""

ENGLISH: Final = "en"
"""What is spoken to everybody else."""

LOCALES: Final = ("en-US", "en-GB", "de", "es-ES", "es-419", "fr", "ja", "pt-BR")
"""Discord's names for these languages."""

_ACCEPTED: Final = re.compile(
    r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})(?:\s*;\s*q=([01](?:\.\d{0,3})?))?"
)
_LONGEST_HEADER: Final = 1000  # characters

FOLDER: Final = Path(__file__).with_name("locales")
"""Where the files are."""


@cache
def language_of(locale: str) -> str:
    """Return the language that is spoken to a Discord locale such as ``es-419`` or ``pt-BR``."""
    candidates = (locale, locale.partition("-")[0])
    return next((name for name in candidates if name in LANGUAGES), ENGLISH)


def negotiate_language(accepted: str) -> str | None:
    """Return the language that a browser likes best, of those that are spoken; None for none.

    ``accepted``: its header ``Accept-Language`` (RFC 9110, 12.5.4); what is malformed is left out.
    """
    parts = [_ACCEPTED.fullmatch(part.strip()) for part in accepted[:_LONGEST_HEADER].split(",")]
    weights = {part[1].lower(): float(part[2] or 1) for part in parts if part}
    spoken = {name.partition("-")[0].lower(): name for name in LANGUAGES}
    likes = sorted((name for name in weights if weights[name]), key=lambda name: -weights[name])
    found = (spoken.get(name.partition("-")[0]) for name in likes)
    return next((name for name in found if name is not None), None)


def translate(text_id: str, locale: str, **values: str | float) -> str:
    """Return a text in the language of a Discord locale, or in English without it.

    Raises KeyError when there is no such text.
    """
    for language in (language_of(locale), ENGLISH):
        bundle = _bundle(language, _region_of(locale, language))
        pattern = bundle.get_message(text_id).value if bundle.has_message(text_id) else None
        if pattern is not None:
            text, errors = bundle.format_pattern(pattern, values)
            if errors:
                log.error("text %s (%s): %s", text_id, language, errors)
            return str(text)
    raise KeyError(text_id)


def has_text(text_id: str) -> bool:
    """Return whether there is such a text."""
    return _bundle(ENGLISH, ENGLISH).has_message(text_id)


def format_items(items: Sequence[str], locale: str) -> str:
    """Return several things in one phrase, such as "A, B, and C"."""
    return format_list(items, locale=_babel_name(locale))


def format_number(value: float, locale: str) -> str:
    """Return a number as people write it, such as "1,234.5"."""
    return format_decimal(value, locale=_babel_name(locale))


def format_duration(seconds: float, locale: str) -> str:
    """Return a length of time roughly, such as "40 seconds" or "3 minutes"."""
    return format_timedelta(max(round(seconds), 1), locale=_babel_name(locale))


def format_day(moment: datetime, locale: str) -> str:
    """Return a day as people write it, such as "December 14, 2026"."""
    return format_date(moment, format="long", locale=_babel_name(locale))


def format_percentage(share: float, locale: str) -> str:
    """Return a part of a whole, such as "42 %" for 0.42; a part that is not all stays below 100."""
    return format_percent(int(share * 100) / 100, locale=_babel_name(locale))


def _babel_name(locale: str) -> str:
    return _region_of(locale, language_of(locale)).replace("-", "_")


def _region_of(locale: str, language: str) -> str:
    """Return the locale whose numbers, lists and times go with a language's words.

    Words are shared by the countries of a language, numbers are not: Mexico writes 1,234.5 where
    Spain writes 1.234,5. Only names that Discord has: babel and Fluent take the machine's own
    locale, or raise, where they don't know one.
    """
    return locale if locale in LOCALES and language_of(locale) == language else language


def format_age(moment: datetime, now: datetime, locale: str) -> str:
    """Return how long ago something was, such as "3 hours ago"."""
    return format_timedelta(moment - now, add_direction=True, locale=_babel_name(locale))


@cache
def _bundle(language: str, region: str) -> FluentBundle:
    """Return a language's texts with a region's numbers; its files are read and parsed once."""
    # Without isolation marks: some of Discord's clients show them as boxes.
    bundle = FluentBundle([region], use_isolating=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
